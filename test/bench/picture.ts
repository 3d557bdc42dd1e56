import { qrPng } from '../../src/esim/qr.ts';
import { median, short } from './report.ts';
import type { Row } from './report.ts';

/** One QR picture after the other, each of another code. */
export function measurePicture({ pictures }: { pictures: number }): Row {
  const draw = (number: number): { ms: number; width: number } => {
    const startedAt = performance.now();
    const png = qrPng(`LPA:1$smdp.sandbox.invalid$SBX-${String(number).padStart(10, '0')}`, {
      watermark: 'SANDBOX',
    });
    const ms = performance.now() - startedAt;
    return { ms, width: new DataView(png.buffer, png.byteOffset).getUint32(16) };
  };
  for (let number = 0; number < pictures; number++) draw(number);
  const drawn = Array.from({ length: pictures }, (_, number) => draw(number));
  const time = median(drawn.map(({ ms }) => ms));
  const width = Math.min(...drawn.map((picture) => picture.width));
  return {
    what: 'QR picture',
    measured: `${short(time)} ms, ${width} px wide (median of ${pictures})`,
    goal: '≤ 3 ms, ≥ 640 px',
    met: time <= 3 && width >= 640,
    numbers: [time, width],
  };
}
