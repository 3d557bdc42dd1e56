import { countryShape, operatorShape, packageShape } from './wire.ts';
import type { Operator, Package } from './wire.ts';

/** An operator as it stands under a country or a region in the list of packages. */
export interface Listed {
  readonly operator: Operator;
  readonly countries: readonly string[];
  readonly sold: readonly Package[];
}

/** The operators of one entry of the list. What cannot be read is left out, and is then not sold. */
export function operatorsOf(country: unknown): readonly Listed[] {
  const { operators, country_code: under = '' } = countryShape.safeParse(country).data ?? {};
  return (operators ?? []).flatMap((given) => {
    const operator = operatorShape.safeParse(given);
    if (!operator.success) return [];
    const sold = (operator.data.packages ?? []).flatMap((one) => packageShape.safeParse(one).data ?? []);
    return [{ operator: operator.data, countries: countriesOf(operator.data, under ?? ''), sold }];
  });
}

/** A local operator may name none: then it is the country that it stands under. */
function countriesOf({ countries, coverages }: Operator, under: string): readonly string[] {
  const listed = (countries ?? []).flatMap(({ country_code: code }) => code ?? []);
  const covered = (coverages ?? []).flatMap(({ code, name }) => code ?? name ?? []);
  return [listed, covered].find(({ length }) => length > 0) ?? [under];
}
