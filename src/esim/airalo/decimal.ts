/** An exact decimal number: `digits` over ten to the power of `scale`. Money never goes through binary fractions. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Reads 9.5, "9.50" and "-3"; undefined for anything else, such as a number so small that it is written with an exponent. */
export function decimalOf(value: string | number): Decimal | undefined {
  const match = /^(-?\d{1,15})(?:\.(\d{1,40}))?$/.exec(String(value).trim());
  if (!match) return undefined;
  const [, whole = '0', fraction = ''] = match;
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

/** Whole hundredths. Costs and least prices are rounded up, credit down, so that nothing is reckoned better than it is. */
export function hundredths({ digits, scale }: Decimal, rounding: 'up' | 'down'): number {
  const numerator = digits * 100n;
  const divisor = 10n ** BigInt(scale);
  const quotient = numerator / divisor;
  const rest = numerator % divisor;
  // Division of big integers cuts towards zero.
  if (rest > 0n && rounding === 'up') return Number(quotient + 1n);
  return Number(rest < 0n && rounding === 'down' ? quotient - 1n : quotient);
}

/** What is left of an amount when so many per cent of it are taken off. */
export function less({ digits, scale }: Decimal, percent: Decimal): Decimal {
  const whole = 100n * 10n ** BigInt(percent.scale);
  return { digits: digits * (whole - percent.digits), scale: scale + percent.scale + 2 };
}
