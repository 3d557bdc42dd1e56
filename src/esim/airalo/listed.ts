import type { Client } from './client.ts';
import { countryShape, operatorShape, packageShape, packagesPage } from './wire.ts';
import type { Operator, Package, Pricing } from './wire.ts';

/** The list comes whole where no limit is named. Should it not, this many pages are all that is read. */
const mostPages = 50;

/** An operator as it stands under a country or a region in the list of packages. */
export interface Listed {
  readonly operator: Operator;
  readonly countries: readonly string[];
  readonly sold: readonly Package[];
  readonly pricing: Pricing | null | undefined;
}

/** The whole list of packages, operator by operator. */
export async function* readListing(client: Client): AsyncIterable<Listed> {
  for (let page = 1, pages = 1; page <= Math.min(pages, mostPages); page++) {
    const query: Record<string, string> = page === 1 ? {} : { page: String(page) };
    const answer = await client.read({
      path: 'packages',
      subject: 'packages',
      shape: packagesPage,
      query,
      long: true,
    });
    const { pricing } = answer;
    for (const country of answer.data) for (const one of operatorsOf(country)) yield { ...one, pricing };
    pages = answer.meta?.last_page ?? 1;
  }
}

/** The operators of one entry of the list. What cannot be read is left out, and is then not sold. */
function operatorsOf(country: unknown): readonly Omit<Listed, 'pricing'>[] {
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
