import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { connectSuppliers } from '../../src/esim/connect.ts';
import { readCatalogue } from '../../src/storage/catalogue-file.ts';
import { silent } from '../support/silent.ts';
import { english, everyLanguage, openClinic } from './clinic.ts';
import type { Clinic, Report } from './clinic.ts';
import { openMarket, pathSecret } from './market.ts';
import type { Market } from './market.ts';

const { t } = english;

interface Fair {
  readonly clinic: Clinic;
  readonly market: Market;
  visit(env?: Record<string, string>): Promise<Report>;
}

/** The packageCode that eSIM Access in a box has for this slug. */
function codeInBox(slug: string): string {
  return `P${createHash('sha256').update(slug).digest('hex').slice(0, 9).toUpperCase()}`;
}

/** A shop in which all is well, with real suppliers. */
async function openFair(): Promise<Fair> {
  const [clinic, market] = await Promise.all([openClinic(), openMarket()]);
  const visit: Fair['visit'] = async (env = {}) => {
    const report = await clinic.visit({ ...market.env, ...env }, { filesIn: market.filesIn });
    const settings = Object.entries({ ...market.env, ...env });
    for (const [, value] of settings.filter(
      ([name, value]) => value !== '' && /KEY|SECRET|CODE|_ID$/.test(name),
    ))
      expect(report.text, 'no secret is told').not.toContain(value);
    return report;
  };
  return { clinic, market, visit };
}

/** What the supplier does when it is told our address. */
async function save({ clinic, market }: Fair): Promise<void> {
  const { ESIMACCESS_API_URL: api = '' } = market.env;
  const url = `${clinic.url}/esim/esimaccess/${pathSecret}`;
  const connections = await connectSuppliers({
    keys: {
      esimaccess: {
        baseUrl: api,
        accessCode: market.env['ESIMACCESS_ACCESS_CODE'] ?? '',
        secretKey: market.env['ESIMACCESS_SECRET_KEY'] ?? '',
      },
    },
    catalogue: readCatalogue('db/catalogue.json'),
    packagesOf: () => new Map(),
    clock: Date.now,
    logger: silent,
  });
  await connections.get('esimaccess')?.hearAt(url);
}

test('two suppliers that are well: what plans cost, how long the credit lasts, who sells, in every language', async () => {
  const fair = await openFair();
  await save(fair);
  // Nobody has it told in four languages within a second.
  fair.market.airalo.manners.limited = false;
  fair.market.esimAccess.manners.limited = false;
  for (const speech of everyLanguage) {
    const { text, exitCode, line } = await fair.visit({ LANG: speech.locale.replace('-', '_') });
    expect(text.match(/^ {2}[!✗?].*$/gm)).toBeNull();
    expect(text).toContain(speech.t('doctor-end-well'));
    expect(exitCode).toBe(0);
    line('✓', speech.t('doctor-supplier-well', { use: 'selling' }));
    line('✓', speech.t('doctor-supplier-well', { use: 'old' }));
    line('✓', speech.t('doctor-supplier-mode', { mode: 'sandbox' }));
    line('✓', speech.t('doctor-supplier-reports'));
    expect(text).toContain(speech.money({ amount: 10_500, currency: 'USD' }));
    expect(text).toContain('\neSIM Access\n');
    expect(text).toContain('\nAiralo\n');
  }
});

describe('one thing wrong at a supplier gives its line, what to do, and the right number:', () => {
  interface Trouble {
    readonly title: string;
    readonly harm: (fair: Fair) => Record<string, string> | void;
    readonly line: Parameters<Report['line']>;
    readonly todo?: string;
    readonly exitCode: 0 | 1 | 2;
  }
  const troubles: readonly Trouble[] = [
    {
      title: 'keys that eSIM Access does not know',
      harm: () => ({ ESIMACCESS_SECRET_KEY: 'another-key-of-ours' }),
      line: ['✗', t('doctor-supplier-keys', { name: 'eSIM Access' })],
      todo: 'SecretKey',
      exitCode: 1,
    },
    {
      title: 'keys that Airalo does not know',
      harm: () => ({ AIRALO_CLIENT_SECRET: 'another-secret-of-ours' }),
      line: ['✗', t('doctor-supplier-keys', { name: 'Airalo' })],
      todo: 'Partner Platform',
      exitCode: 1,
    },
    {
      title: 'a credit that runs low where we buy',
      harm: ({ market }) => market.esimAccess.controls.setCredit(5000),
      line: ['✗', 'below 20 sales rest'],
      todo: 'Pay in at eSIM Access',
      exitCode: 1,
    },
    {
      title: 'a credit that runs low where we buy nothing new',
      harm: ({ market }) => market.airalo.controls.setCredit(5000),
      line: ['!', 'below 20 sales rest'],
      exitCode: 0,
    },
    {
      title: 'an address that eSIM Access was not told',
      harm: () => {},
      line: ['!', t('doctor-supplier-deaf', { name: 'eSIM Access' })],
      exitCode: 0,
    },
    {
      title: 'an address that eSIM Access cannot be told without its secret part',
      harm: () => ({ ESIM_WEBHOOK_PATH_SECRET: '' }),
      line: ['!', t('doctor-supplier-deaf', { name: 'eSIM Access' })],
      todo: 'ESIM_WEBHOOK_PATH_SECRET=',
      exitCode: 0,
    },
    {
      title: 'a package that eSIM Access does not have, and what it has in its place',
      harm: ({ market }) => market.change('suppliers/esimaccess.json', 'IT_3_30', 'IT_33_30'),
      line: ['✗', 'it-3gb-30d is not sold: eSIM Access has no package IT_33_30'],
      todo: 'the nearest are IT_3_30 (3 GB / 30 days, $',
      exitCode: 1,
    },
    {
      title: 'a package that Airalo does not have, where nothing new is bought',
      harm: ({ market }) =>
        market.change('suppliers/airalo.json', 'mamma-mia-30days-3gb', 'mamma-mia-3gb-30days'),
      line: ['!', 'it-3gb-30d is not sold: Airalo has no package mamma-mia-3gb-30days'],
      todo: 'the nearest are mamma-mia-30days-3gb (3 GB / 30 days, $',
      exitCode: 0,
    },
    {
      title: 'a package of another size',
      harm: ({ market }) => {
        market.change('suppliers/esimaccess.json', 'IT_3_30', 'IT_5_3x');
        market.change('suppliers/esimaccess.json', 'IT_5_30', 'IT_3_30');
      },
      line: ['✗', 'it-5gb-30d is not sold: its package is something else, IT_3_30 (3 GB / 30 days'],
      todo: 'IT_5_30 (5 GB / 30 days',
      exitCode: 1,
    },
    {
      title: 'a package of another size, by its code',
      harm: ({ market }) => market.change('suppliers/esimaccess.json', 'IT_5_30', codeInBox('IT_3_30')),
      line: ['✗', 'it-5gb-30d is not sold: its package is something else, IT_3_30 (3 GB / 30 days'],
      todo: 'IT_3_30 (3 GB / 30 days',
      exitCode: 1,
    },
    {
      title: 'a package of another size at Airalo',
      harm: ({ market }) => {
        market.change('suppliers/airalo.json', 'mamma-mia-30days-3gb', 'mamma-mia-30days-x');
        market.change('suppliers/airalo.json', 'mamma-mia-30days-5gb', 'mamma-mia-30days-3gb');
        return { ESIM_PROVIDER: 'airalo' };
      },
      line: [
        '✗',
        'it-5gb-30d is not sold: its package is something else, mamma-mia-30days-3gb (3 GB / 30 days',
      ],
      todo: 'mamma-mia-30days-5gb (5 GB / 30 days',
      exitCode: 1,
    },
    {
      title: 'a package that does not work in all the countries of its plan',
      harm: ({ market }) => {
        market.change('suppliers/esimaccess.json', 'EU-30_3_30', 'EU-30_x');
        market.change('suppliers/esimaccess.json', 'IT_3_30', 'EU-30_3_30');
        market.change('suppliers/esimaccess.json', 'EU-30_x', 'IT_3_30');
      },
      line: ['✗', 'eu-3gb-30d is not sold: its package IT_3_30 (3 GB / 30 days'],
      todo: 'the nearest are EU-30_3_30 (3 GB / 30 days',
      exitCode: 1,
    },
    {
      title: 'a package of Airalo’s for which a traveller would have to identify themselves',
      harm: ({ market }) => {
        market.airalo.manners.identifiedIn = 'JP';
        return { ESIM_PROVIDER: 'airalo' };
      },
      line: ['✗', 'jp-5gb-30d is not sold: whoever uses its package moshi-moshi-30days-5gb (5 GB / 30 days'],
      todo: 'the nearest are asialink-30days-10gb (10 GB / 30 days',
      exitCode: 1,
    },
    {
      title: 'a price below what Airalo allows',
      harm: ({ market }) => {
        market.change('catalogue.json', '"EUR": 730', '"EUR": 200');
        market.change('catalogue.json', '"EUR": 511', '"EUR": 200');
        return { ESIM_PROVIDER: 'airalo' };
      },
      line: ['✗', 'it-3gb-30d is not sold: Airalo forbids €2.00'],
      todo: 'Raise retail.EUR of it-3gb-30d',
      exitCode: 1,
    },
    {
      title: 'a price below the cost',
      harm: ({ market }) => {
        market.change('catalogue.json', '"EUR": 730', '"EUR": 100');
        market.change('catalogue.json', '"EUR": 511', '"EUR": 100');
      },
      line: ['✗', 'it-3gb-30d is not sold: its price €1.00 does not cover the cost of $'],
      exitCode: 1,
    },
    {
      title: 'a supplier that fails',
      harm: ({ market }) =>
        market.esimAccess.faults.add({ method: '*', kind: 'status', status: 502, times: 9 }),
      line: ['?', t('doctor-silent', { who: 'eSIM Access' })],
      exitCode: 2,
    },
  ];

  test.each(troubles)('$title', async ({ harm, line, todo, exitCode }) => {
    const fair = await openFair();
    const report = await fair.visit(harm(fair) ?? {});
    expect(report.line(...line)).toContain(todo ?? '');
    expect(report).toMatchObject({ exitCode });
  });
});

test('files that are not there are told once, and nobody is asked for them', async () => {
  const { clinic, market } = await openFair();
  const report = await clinic.visit(market.env, { filesIn: '/nowhere' });
  report.line('✗', 'db/catalogue.json has a mistake: ENOENT');
  expect(report.text.match(/ENOENT/g)).toHaveLength(1);
  expect(report.text).not.toContain('eSIM Access');
  expect(report.exitCode).toBe(1);
});

test('a supplier that asks for patience, since the shop asks it too, gets it', async () => {
  const fair = await openFair();
  fair.market.esimAccess.faults.add({ method: '*', kind: 'status', status: 429, times: 2, retryAfter: 1 });
  const report = await fair.visit();
  report.line('✓', t('doctor-supplier-well', { use: 'selling' }));
  report.line('✓', '27 plans can be had');
  expect(report.exitCode).toBe(0);
});

test('a supplier that keeps silent holds up nothing', async () => {
  const { clinic, market } = await openFair();
  market.airalo.faults.add({ method: '*', kind: 'delay', ms: 9000, times: 9 });
  const report = await clinic.visit(market.env, { deadlineMs: 2500 });
  report.line('?', t('doctor-silent', { who: 'Airalo' }));
  report.line('✓', t('doctor-supplier-well', { use: 'selling' }));
  expect(report.exitCode).toBe(2);
});
