import { expect, test } from 'vitest';
import { z } from 'zod';
import { startChild } from '../support/child.ts';

test('the log at its loudest holds no code, no number, no address and no token, whatever fails', async () => {
  const child = startChild(new URL('children/talkative.ts', import.meta.url));
  const said: string[] = [];
  let last = await child.line();
  for (; !last.startsWith('{"secrets"'); last = await child.line()) said.push(last);
  const { secrets } = z.object({ secrets: z.array(z.string().min(6)) }).parse(JSON.parse(last));
  expect(secrets).toHaveLength(5);
  const log = said.join('\n');
  expect(log, 'it does say something').toContain('was not handled');
  for (const secret of secrets) expect(log).not.toContain(secret);
}, 60_000);
