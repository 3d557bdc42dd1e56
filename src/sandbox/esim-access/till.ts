import type { EsimProvider } from '../../services/supply-port.ts';
import type { Book } from './book.ts';
import type { Manners } from './manners.ts';
import type { Package, Packages } from './packages.ts';
import type { createProfiles } from './profiles.ts';
import { EsimAccessRefusal } from './refusal.ts';
import { listRequest, read } from './requests.ts';

const mostTopUps = 10;

export type Till = ReturnType<typeof createTill>;

/** What there is to buy, for everybody and for a profile, and what it costs. */
export function createTill({
  book,
  provider,
  packages,
  profiles,
  manners,
}: {
  book: Book;
  provider: EsimProvider;
  packages: Packages;
  profiles: ReturnType<typeof createProfiles>;
  manners: Manners;
}) {
  /** Of the same kind, and no more than ten times. */
  async function offers(id: string, supportTopUpType: number): Promise<readonly Package[]> {
    const [base, ...topUps] = book.ofProfile(id);
    if (supportTopUpType === 1 || topUps.length >= mostTopUps) return [];
    const onto = base && packages.named(base.package);
    const plans = await provider.listTopUps({ id, iccid: '' });
    const sold = plans.flatMap((plan) => packages.packageOf(plan.id) ?? []);
    const alike = sold.filter(
      ({ dataType, volume }) =>
        !onto || (dataType === onto.dataType && (dataType === 1 || volume === onto.volume)),
    );
    return [...new Set(alike)];
  }

  async function topUps({
    esimTranNo,
    iccid,
  }: {
    esimTranNo: string;
    iccid: string;
  }): Promise<readonly Package[]> {
    const found = esimTranNo === '' ? await provider.findProfile({ iccid }) : undefined;
    const id = found?.ref.id ?? esimTranNo;
    const esim = await profiles.dto(id, manners).catch(() => undefined);
    const sold = esim ? await offers(id, esim.supportTopUpType) : [];
    return sold.map((one) => ({ ...one, packageCode: `TOPUP_${one.packageCode}` }));
  }

  return {
    offers,

    /** The package of a request, its plan and what it costs, with the prices that were sent along held against it. */
    priced: (
      name: string,
      {
        price,
        amount,
        periodNum,
      }: { price?: number | undefined; amount?: number | undefined; periodNum?: number | undefined },
    ): { sold: Package; plan: string; cost: number } => {
      const sold = packages.named(name.replace(/^TOPUP_/, ''));
      if (!sold) throw new EsimAccessRefusal('310241', 'the packageCode does not exist');
      if (periodNum !== undefined && sold.duration !== 1)
        throw new EsimAccessRefusal('200008', 'periodNum is for daily plans');
      const plan = packages.planFor(sold, periodNum);
      if (!plan) throw new EsimAccessRefusal('200008', 'the box sells no plan of this length');
      const cost = sold.price * (periodNum ?? 1);
      if (price !== undefined && price !== sold.price)
        throw new EsimAccessRefusal('200005', 'the package price is wrong');
      if (amount !== undefined && amount !== cost)
        throw new EsimAccessRefusal('200006', 'the total order amount is wrong');
      return { sold, plan: plan.id, cost };
    },

    list: async (content: unknown) => {
      const wish = read(listRequest, content);
      const names = [wish.slug, wish.packageCode].filter((name) => name !== '');
      const all = wish.type === 'TOPUP' ? await topUps(wish) : packages.all();
      const packageList = all.filter(
        ({ slug, packageCode, location }) =>
          (names.length === 0 || names.includes(slug) || names.includes(packageCode)) &&
          (wish.locationCode === '' || location === wish.locationCode),
      );
      return { packageList };
    },
  };
}
