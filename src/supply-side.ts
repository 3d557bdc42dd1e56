import path from 'node:path';
import type { Hono } from 'hono';
import type { Config } from './config.ts';
import type { Catalogue } from './domain/plan.ts';
import type { Clock } from './domain/time.ts';
import { connectSuppliers } from './esim/connect.ts';
import type { Connection, RealSupplier, Transport } from './esim/connect.ts';
import type { SandboxControls } from './esim/sandbox/controls.ts';
import type { Faults } from './esim/sandbox/gate.ts';
import { createSupplierWebhooks, reportAddresses } from './http/supplier-webhooks.ts';
import type { BoxedSupplier } from './sandbox/boxed-supplier.ts';
import type { Logger } from './services/ports.ts';
import type { SupplierHints } from './services/supplier-hints.ts';
import type { EsimProvider, PackageMap } from './services/supply-port.ts';
import { createSuppliers } from './services/suppliers.ts';
import type { Supplier, Suppliers } from './services/suppliers.ts';
import { readSupplierFile } from './storage/supplier-file.ts';

/** From where eSIM Access sends its webhooks, which nobody signs. */
const esimAccessSenders = new Set([
  '3.1.131.226',
  '54.254.74.88',
  '18.136.190.97',
  '18.136.60.197',
  '18.136.19.137',
]);

/** Where a supplier in a box is. */
const loopback = new Set(['127.0.0.1', '::1']);

/** Whoever makes what is sold, and whoever made what was sold before. */
export interface SupplySide {
  /** Where suppliers report; `hints` are undefined while the shop starts. */
  webhooks(hints: () => SupplierHints | undefined): Hono;
  /** Where one in a box is found. */
  readonly routes: Hono | undefined;
  /** What the world drawer does to the supplier in the box; undefined for a real one. */
  readonly controls: SandboxControls | undefined;
  /** Reaches them all; `here` is where this process listens. Throws when the one that sells has no keys. */
  connect(joining: {
    readonly here: string;
    /** The same object, with its calls counted. */
    readonly counted: (provider: EsimProvider) => EsimProvider;
    readonly logger: Logger;
  }): Promise<ConnectedSuppliers>;
  close(): unknown;
}

interface ConnectedSuppliers {
  readonly suppliers: Suppliers;
  /** Tells each of them where to report. One that is not reached, or refuses, is asked instead. */
  beHeard(publicUrl: string | undefined): Promise<void>;
}

/** Opens the embedded supplier, or in the sandbox a real one in a box; real ones are only reached by `connect`. Nothing else is loaded. */
export async function openSupplySide({
  config: { ESIM_PROVIDER: selling, ESIM_WEBHOOK_PATH_SECRET, suppliers: keys },
  inBox,
  file,
  mappings,
  catalogue: whole,
  clock,
  faults,
  transport,
}: {
  config: Pick<Config, 'ESIM_PROVIDER' | 'ESIM_WEBHOOK_PATH_SECRET' | 'suppliers'>;
  /** Whether the world comes in a box. */
  inBox: boolean;
  /** Holds the books of the embedded supplier and of those in a box. */
  file: string;
  /** The folder of the suppliers' mapping files. */
  mappings: string;
  /** All that we sell. */
  catalogue: Catalogue;
  clock: Clock;
  faults: Faults | undefined;
  /** Of calls to real suppliers, where it is not the usual one. */
  transport: Transport | undefined;
}): Promise<SupplySide> {
  const packagesOf = (id: RealSupplier): PackageMap =>
    readSupplierFile(path.join(mappings, `${id}.json`), whole);
  const books = { file, catalogue: whole, clock };
  const embedded =
    selling === 'sandbox'
      ? (await import('./esim/sandbox/provider.ts')).createSandboxProvider({
          ...books,
          ...(faults && { faults }),
        })
      : undefined;
  const boxed: BoxedSupplier | undefined =
    inBox && selling !== 'sandbox'
      ? await (
          await import('./sandbox/boxed-supplier.ts')
        ).openBoxedSupplier(selling, { ...books, packages: packagesOf(selling) })
      : undefined;
  const pathSecret = boxed ? 'box' : ESIM_WEBHOOK_PATH_SECRET;

  function supplierOf({ provider, catalogue, packages }: Connection): Supplier {
    return {
      catalogue,
      packages,
      provider: boxed ? { ...provider, demoProfiles: boxed.demoProfiles } : provider,
    };
  }

  return {
    webhooks: (hints) =>
      createSupplierWebhooks({
        hints,
        esimAccess: pathSecret ? { pathSecret, senders: boxed ? loopback : esimAccessSenders } : undefined,
        airalo: selling === 'airalo' || keys.airalo !== undefined,
      }),
    routes: boxed?.routes,
    controls: (embedded ?? boxed)?.controls,
    connect: async ({ here, counted, logger }) => {
      const connections = await connectSuppliers({
        keys: boxed ? boxed.keysAt(here) : keys,
        catalogue: whole,
        packagesOf,
        clock,
        logger,
        ...transport,
      });
      const joined = [
        ...(embedded ? [{ provider: embedded.provider, catalogue: whole }] : []),
        ...[...connections.values()].map(supplierOf),
      ].map((one) => ({ ...one, provider: counted(one.provider) }));
      const seller = joined.find(({ provider }) => provider.id === selling);
      if (!seller) throw new Error(`The supplier ${selling} has no keys`);
      const others = joined.filter((one) => one !== seller);
      return {
        suppliers: createSuppliers(seller, others),
        beHeard: (publicUrl) => beHeard(connections, reportAddresses(publicUrl, pathSecret), logger),
      };
    },
    close: () => (embedded ?? boxed)?.close(),
  };
}

async function beHeard(
  connections: ReadonlyMap<RealSupplier, Connection>,
  addresses: ReturnType<typeof reportAddresses>,
  logger: Logger,
): Promise<void> {
  await Promise.all(
    [...connections].map(async ([supplier, connection]) => {
      const address = addresses[supplier];
      if (address === undefined) return;
      await connection.hearAt(address).catch((error: unknown) => {
        logger.warn(
          { supplier, error: String(error) },
          'The supplier does not report to us: it is asked instead. npm run doctor says what to mend',
        );
      });
    }),
  );
}
