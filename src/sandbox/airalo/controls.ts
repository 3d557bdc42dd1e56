import type { SandboxControls } from '../../esim/sandbox/controls.ts';
import type { Records } from './records.ts';

/** The engine's hands, for whoever knows eSIMs by what Airalo calls them: their numbers. */
export function createAiraloControls({
  controls,
  records,
}: {
  controls: SandboxControls;
  records: Records;
}): SandboxControls {
  const engineId = (iccid: string): string => records.sim(iccid)?.ref ?? iccid;
  return {
    ...controls,
    useBytes: (iccid, bytes) => controls.useBytes(engineId(iccid), bytes),
    setProfileState: (iccid, state) => controls.setProfileState(engineId(iccid), state),
    idElsewhere: (owner) => {
      const id = controls.idElsewhere(owner);
      return records.simOf(id)?.iccid ?? id;
    },
  };
}
