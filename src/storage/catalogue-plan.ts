import type { Plan } from '../domain/plan.ts';
import type { PlanEntry } from './catalogue-schema.ts';

/** A checked entry as the plan that is sold. */
export function planOf(entry: PlanEntry): Plan {
  const { renewal } = entry;
  return {
    id: entry.id,
    coverage: entry.coverage,
    kind: entry.kind,
    group: entry.shown_as,
    validityDays: entry.validity_days,
    ...data(entry),
    voiceSeconds: entry.voice_seconds,
    smsCount: entry.sms_count,
    installWindowDays: entry.install_window_days,
    renewal: {
      inPlace: renewal.in_place,
      asTopUp: renewal.as_top_up,
      start: renewal.start,
      graceDays: renewal.grace_days,
    },
    retail: entry.retail,
  };
}

function data(entry: PlanEntry): Pick<Plan, 'dataBytes' | 'dailyBytes' | 'throttleKbps'> {
  switch (entry.kind) {
    case 'allowance':
      return { dataBytes: entry.data_bytes, dailyBytes: null, throttleKbps: null };
    case 'daily':
      return { dataBytes: null, dailyBytes: entry.daily_bytes, throttleKbps: entry.throttle_kbps };
    case 'unlimited': {
      const { high_speed_bytes_per_day: dailyBytes, then_kbps: throttleKbps } = entry.fair_use;
      return { dataBytes: null, dailyBytes, throttleKbps };
    }
  }
}
