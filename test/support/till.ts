import type { Update } from 'grammy/types';
import type { PayOutcome } from '../../src/sandbox/events.ts';
import { BOX_TOKEN } from '../../src/sandbox/box.ts';
import type { Person } from './person.ts';
import type { World } from './world.ts';

/** Calls the Bot API with the shop's token, as somebody with bad luck or bad intentions would. Answers its result. */
export async function callTelegram({ app }: World, method: string, parameters: object): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${app.port}/bot${BOX_TOKEN}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null || !('result' in body))
    throw new Error(`${method}: ${JSON.stringify(body)}`);
  return body.result;
}

/** The link behind this person's newest pay button. */
export function payLink(person: Person): string {
  const links = person
    .bubbles()
    .flatMap(({ buttons }) => buttons.flat())
    .flatMap((button) => ('url' in button && button.url.includes('/$') ? [button.url] : []));
  const link = links.at(-1);
  if (link === undefined) throw new Error(`${person.id} sees no pay button`);
  return link;
}

/** Somebody opens this link, confirms, and the shop finishes what follows. */
export async function payBy(world: World, payer: number, link: string): Promise<PayOutcome> {
  const outcome = await world.box.pay(payer, slugOf(world, payer, link));
  await world.settle();
  return outcome;
}

/** The same, but whatever the shop answers is lost, and Telegram takes the money. */
export async function payAnyway(world: World, payer: number, link: string): Promise<PayOutcome> {
  world.box.faults.add({ method: 'answerPreCheckoutQuery', kind: 'status', status: 500 });
  const paying = world.box.pay(payer, slugOf(world, payer, link));
  await world.settle();
  const question = world.box.wire.entries().findLast(({ method }) => method === 'pre_checkout_query');
  const asked = question?.params as Update | undefined;
  const id = asked?.pre_checkout_query?.id;
  await callTelegram(world, 'answerPreCheckoutQuery', { pre_checkout_query_id: id, ok: true });
  const outcome = await paying;
  await world.settle();
  return outcome;
}

/** The invoices that the shop made: payloads, newest last. */
export function invoicePayloads({ box }: World): string[] {
  return box.wire
    .entries()
    .filter(({ method }) => method === 'createInvoiceLink')
    .map(({ params }) => (params as { payload: string }).payload);
}

function slugOf({ box }: World, payer: number, link: string): string {
  const sheet = box.openLink(payer, link);
  if (sheet.kind !== 'invoice') throw new Error(`${link} opens no invoice`);
  return sheet.slug;
}
