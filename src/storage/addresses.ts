import type { Addresses } from '../services/people-port.ts';
import type { Digest } from './digest.ts';
import type { Executor } from './tables.ts';
import type { Vault } from './vault.ts';

const place = 'address';

/** The addresses table: one row a customer, under their id. */
export function createAddresses(
  db: Executor,
  { vault, digest }: { vault: Vault; digest: Digest },
): Addresses {
  const rowOf = ({ customerId, address, verifiedAt }: Parameters<Addresses['save']>[0]) => ({
    id: customerId,
    address: vault.seal(address, customerId),
    digest: digest(address, place),
    wants_receipts: 1 as const,
    verified_at: verifiedAt,
    refused_at: null,
  });
  const of: Addresses['of'] = async (customerId) => {
    const row = await db.selectFrom('addresses').selectAll().where('id', '=', customerId).executeTakeFirst();
    return (
      row && {
        customerId,
        address: vault.open(row.address, customerId),
        wantsReceipts: row.wants_receipts === 1,
        verifiedAt: row.verified_at,
        refusedAt: row.refused_at,
      }
    );
  };

  return {
    of,
    save: async (proved) => {
      const { id, wants_receipts, ...anew } = rowOf(proved);
      await db
        .insertInto('addresses')
        .values({ id, wants_receipts, ...anew })
        .onConflict((same) => same.column('id').doUpdateSet(anew))
        .execute();
    },
    setReceipts: async (customerId, wanted) => {
      await db
        .updateTable('addresses')
        .set({ wants_receipts: wanted ? 1 : 0 })
        .where('id', '=', customerId)
        .execute();
    },
    refused: async (customerId, address, at) => {
      await db
        .updateTable('addresses')
        .set({ refused_at: at })
        .where('id', '=', customerId)
        .where('digest', '=', digest(address, place))
        .execute();
    },
    exportOf: async (customerId) => {
      const known = await of(customerId);
      return known ? [{ ...known }] : [];
    },
    eraseOf: async (customerId) => {
      await db.deleteFrom('addresses').where('id', '=', customerId).execute();
    },
  };
}
