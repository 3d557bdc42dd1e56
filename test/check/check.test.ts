import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createBadTree } from '../support/bad-tree.ts';

const root = path.join(import.meta.dirname, '../..');
const above = ['app', 'config', 'doctor', 'main', 'supply-side'];
const adapters = ['bot', 'payments', 'esim', 'storage', 'jobs', 'mail', 'http', 'i18n', 'sandbox'];
const telegram = ['grammy', 'grammy/types', '@grammyjs/menu'];
const sql = ['kysely', 'better-sqlite3', 'pg'];
const web = ['hono', '@hono/node-server'];

const all = [
  ...telegram,
  '@grammyjs/conversations',
  'rate-limiter-flexible',
  ...sql,
  ...web,
  'stripe',
  'zod',
  'qrcode',
  'pino',
  'dotenv',
  'nodemailer',
  '@fluent/bundle',
];
const except = (...home: string[]): string[] => all.filter((name) => !home.includes(name));

/** What each layer may import of ours, and the packages whose home is elsewhere. */
const layers: Record<string, { ours: string[]; notPackages: string[] }> = {
  domain: { ours: [], notPackages: ['node:fs', ...all] },
  services: { ours: ['domain'], notPackages: ['node:fs', ...all] },
  bot: {
    ours: ['domain', 'services', 'i18n'],
    notPackages: except(...telegram, '@grammyjs/conversations', 'rate-limiter-flexible'),
  },
  payments: {
    ours: ['domain', 'services', 'i18n'],
    notPackages: except('grammy', 'grammy/types', 'stripe', 'rate-limiter-flexible'),
  },
  esim: { ours: ['domain', 'services'], notPackages: except('better-sqlite3', 'qrcode', 'zod') },
  storage: { ours: ['domain', 'services', 'jobs'], notPackages: except('better-sqlite3', 'kysely', 'zod') },
  jobs: { ours: ['domain', 'services', 'storage'], notPackages: except('kysely') },
  mail: { ours: ['domain', 'services', 'i18n'], notPackages: except('nodemailer') },
  http: { ours: ['domain', 'services', 'i18n'], notPackages: except(...web) },
  i18n: { ours: ['domain'], notPackages: except('@fluent/bundle') },
};

const oxlintReport = z.object({
  diagnostics: z.array(
    z.object({
      code: z.string(),
      filename: z.string(),
      labels: z.array(z.object({ span: z.object({ line: z.number() }) })),
    }),
  ),
});

test('a layer that imports what is not its business is caught, whatever the form of the import', async () => {
  const files: Record<string, string> = {};
  for (const [layer, { ours, notPackages }] of Object.entries(layers)) {
    const folders = ['domain', 'services', ...adapters].filter((name) => name !== layer);
    const forbidden = [
      ...folders.filter((name) => !ours.includes(name)).map((name) => `../${name}/some.ts`),
      ...above.map((name) => `../${name}.ts`),
    ];
    files[`src/${layer}/bad.ts`] = imports([...forbidden, ...notPackages]);
    files[`src/${layer}/good.ts`] = imports(['./own.ts', ...ours.map((name) => `../${name}/some.ts`)]);
    if (layer !== 'domain')
      files[`src/${layer}/inner/bad.ts`] = imports(forbidden.map((name) => `../${name}`));
  }
  files['src/main.ts'] = imports(['./sandbox/box.ts']);
  files['src/config.ts'] = imports(['./sandbox/box.ts']);
  files['src/doctor.ts'] = imports(['./sandbox/box.ts']);
  files['src/doctor/supplier.ts'] = imports(['../sandbox/box.ts']);
  files['src/domain/forms.ts'] = [
    "import type { z } from 'zod';",
    "export { z as schema } from 'zod';",
    "export const lazy = (): Promise<unknown> => import('zod');",
    'export type Schema = z.ZodType;',
  ].join('\n');

  const caught = await lint(files, 'eslint(no-restricted-imports)');

  for (const [name, text] of Object.entries(files)) {
    const wanted = name.endsWith('good.ts') ? [] : linesWithImports(text);
    expect.soft(caught.get(name) ?? [], name).toEqual(wanted);
  }
});

test('the live shop and every supplier load where there is no sandbox', async () => {
  const ours = readdirSync(path.join(root, 'src')).filter((name) => name !== 'sandbox');
  const tree = createBadTree({
    ours: ['package.json', 'db', 'locales', ...ours.map((name) => `src/${name}`)],
    files: {
      'live.ts': `
        import { startApp } from './src/app.ts';
        import { connectSuppliers } from './src/esim/connect.ts';
        import { readCatalogue } from './src/storage/catalogue-file.ts';
        const [baseUrl, logger] = ['http://127.0.0.1:1', console];
        const connections = await connectSuppliers({
          keys: {
            esimaccess: { accessCode: 'a', secretKey: 'b', baseUrl },
            airalo: { clientId: 'a', clientSecret: 'b', baseUrl },
          },
          catalogue: readCatalogue('db/catalogue.json'),
          packagesOf: () => new Map(),
          clock: Date.now,
          logger,
        });
        console.log(typeof startApp, ...connections.keys());`,
    },
  });
  expect(await tree.run('node', 'live.ts')).toEqual({ exitCode: 0, output: 'function esimaccess airalo\n' });
});

test('a promise that nobody awaits is caught', async () => {
  const files = {
    'src/late.ts':
      'async function later(): Promise<void> {}\nexport function soon(): void {\n  later();\n}\n',
  };
  expect(await lint(files, 'typescript(no-floating-promises)')).toEqual(new Map([['src/late.ts', [3]]]));
});

test('an export that nothing imports is caught', async () => {
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { knip } = z.object({ knip: z.looseObject({}) }).parse(manifest);
  const tree = createBadTree({
    ours: ['tsconfig.json'],
    files: {
      'package.json': JSON.stringify({
        name: 'x',
        type: 'module',
        scripts: { start: 'node src/main.ts' },
        knip,
      }),
      'src/main.ts': "import { wanted } from './plan.ts';\nwanted();\n",
      'src/plan.ts': 'export function wanted(): void {}\nexport function leftover(): void {}\n',
    },
  });
  const { exitCode, output } = await tree.run('knip');
  expect(exitCode).not.toBe(0);
  expect(output).toMatch(/Unused exports \(1\)\s+leftover/);
});

test('a message that one language lacks is caught', async () => {
  const italian = readFileSync(path.join(root, 'locales/it.ftl'), 'utf8');
  const tree = createBadTree({
    ours: ['.prettierrc.json', 'package.json', 'locales', 'src', 'test/check/locales.ts'],
    files: { 'locales/it.ftl': italian.replace(/^guide-1 = .*\n/m, '') },
  });
  const { exitCode, output } = await tree.run('node', 'test/check/locales.ts');
  expect(exitCode).toBe(1);
  expect(output).toContain('locales/it.ftl: guide-1 is missing');
});

/** File → lines on which the rule spoke. */
async function lint(files: Readonly<Record<string, string>>, rule: string): Promise<Map<string, number[]>> {
  const tree = createBadTree({ ours: ['.oxlintrc.json', 'tsconfig.json', 'package.json'], files });
  const { output } = await tree.run('oxlint', 'src', '--format', 'json');
  const found = oxlintReport.parse(JSON.parse(output)).diagnostics.filter(({ code }) => code === rule);
  const lines = Map.groupBy(found, ({ filename }) => filename);
  return new Map(
    [...lines].map(([name, all]) => [
      name,
      all.map(({ labels }) => labels[0]?.span.line ?? 0).toSorted((a, b) => a - b),
    ]),
  );
}

function imports(names: readonly string[]): string {
  return names.map((name) => `import '${name}';\n`).join('');
}

function linesWithImports(text: string): number[] {
  return text.split('\n').flatMap((line, index) => (/'[^']+'/.test(line) ? [index + 1] : []));
}
