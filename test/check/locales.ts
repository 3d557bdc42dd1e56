/**
 * Proves that every language is complete: the same messages with the same variables, none unused, all that the code asks for.
 * With --write it also regenerates src/i18n/messages.ts, which gives the compiler the ids and variables of locales/en.ftl.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FluentResource } from '@fluent/bundle';
import { format, resolveConfig } from 'prettier';

const root = path.join(import.meta.dirname, '../..');
const typesFile = path.join(root, 'src/i18n/messages.ts');
const names = readdirSync(path.join(root, 'locales')).filter((name) => name.endsWith('.ftl'));

const languages = new Map(
  names.map((name) => [name, variablesOf(readFileSync(path.join(root, 'locales', name), 'utf8'))]),
);
const english = languages.get('en.ftl') ?? new Map<string, string[]>();
const mistakes: string[] = [];

for (const [name, messages] of languages) {
  for (const [id, variables] of english) {
    const own = messages.get(id);
    if (!own) mistakes.push(`locales/${name}: ${id} is missing`);
    else if (own.join() !== variables.join())
      mistakes.push(
        `locales/${name}: ${id} has variables [${own.join(', ')}], English has [${variables.join(', ')}]`,
      );
  }
  for (const id of messages.keys()) {
    if (!english.has(id)) mistakes.push(`locales/${name}: ${id} is not in English`);
  }
}

const code = sources(path.join(root, 'src'))
  .filter((file) => file !== typesFile)
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const words = new Set(code.match(/[a-z][a-z0-9]*(?:-[a-z0-9]+)+/g));
for (const id of english.keys()) {
  const family = id.replace(/-[a-z0-9]+$/, '-');
  if (
    !words.has(id) &&
    !code.includes(`'${id}'`) &&
    !code.includes(`\`${family}\${`) &&
    !code.includes(`'${family}' +`)
  )
    mistakes.push(`locales: nothing uses ${id}`);
}

const types = await typesOf(english);
if (process.argv.includes('--write')) writeFileSync(typesFile, types);
else if (readFileSync(typesFile, 'utf8') !== types)
  mistakes.push('src/i18n/messages.ts is not what locales/en.ftl says: npm run format');

for (const mistake of mistakes) console.error(mistake);
if (mistakes.length > 0) process.exitCode = 1;

function variablesOf(text: string): Map<string, string[]> {
  const seen = new Map<string, string[]>();
  const junk = text.split('\n').findIndex((line) => /^[^\s#a-z}-]/.test(line));
  if (junk >= 0) mistakes.push(`a line that is no message: ${text.split('\n')[junk]}`);
  for (const message of new FluentResource(text).body) {
    if (seen.has(message.id)) mistakes.push(`${message.id} stands twice`);
    const found = new Set<string>();
    collect(message.value, found);
    seen.set(message.id, [...found].toSorted());
  }
  return seen;
}

function collect(node: unknown, found: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node && node.type === 'var' && 'name' in node) found.add(String(node.name));
  for (const child of Object.values(node)) collect(child, found);
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|js|html)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

async function typesOf(messages: Map<string, string[]>): Promise<string> {
  const rows = [...messages]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, variables]) => {
      const fields = variables.map((name) => `readonly ${name}: string | number`).join('; ');
      return `'${id}': ${variables.length === 0 ? 'never' : `{ ${fields} }`};`;
    });
  const text = `/** Made by \`npm run format\` from locales/en.ftl: each message with its variables. */\nexport interface Messages {\n${rows.join('\n')}\n}\n`;
  return format(text, { ...(await resolveConfig(typesFile)), filepath: typesFile });
}
