import { expect, it } from 'vitest';
import { openBox } from '../support/boxed.ts';

const TOO_OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
const price = (amount: number) => [{ label: 'Plan', amount }];

async function shop() {
  const opened = await openBox({ flood: false });
  const { api, box } = opened;
  box.start(100001);
  const link = await api.createInvoiceLink('Italy 5 GB', '30 days', 'order_1', '', 'XTR', price(672));
  const invoice = box.openLink(100001, link);
  const slug = 'slug' in invoice ? invoice.slug : '';
  /** The newest question of the box to the bot. */
  const asked = async () =>
    (await api.getUpdates()).findLast((u) => u.pre_checkout_query)?.pre_checkout_query;
  const buy = async (person: number) => {
    const paying = box.pay(person, slug);
    await api.answerPreCheckoutQuery((await asked())?.id ?? '', true);
    await paying;
    return box.ledger().at(-1)?.id ?? '';
  };
  return { ...opened, link, invoice, slug, asked, buy };
}

it('a link shows what it asks for, without the payload', async () => {
  const { link, invoice } = await shop();
  expect(link).toMatch(/^https:\/\/t\.me\/\$[\w-]+$/);
  expect(invoice).toEqual({
    kind: 'invoice',
    slug: link.slice('https://t.me/$'.length),
    title: 'Italy 5 GB',
    description: '30 days',
    currency: 'XTR',
    total_amount: 672,
  });
});

it('paying asks the bot first, then moves the Stars and tells it', async () => {
  const { api, box, slug, asked } = await shop();
  const paying = box.pay(100001, slug);
  const query = await asked();
  expect(query).toMatchObject({
    from: { id: 100001 },
    currency: 'XTR',
    total_amount: 672,
    invoice_payload: 'order_1',
  });
  expect(box.starBalance(100001)).toBe(5000);
  await api.answerPreCheckoutQuery(query?.id ?? '', true);
  expect(await paying).toEqual({ outcome: 'paid' });
  expect(box.starBalance(100001)).toBe(5000 - 672);
  expect(box.ledger()).toMatchObject([{ kind: 'charge', person: 100001, amount: 672, payload: 'order_1' }]);
  const told = (await api.getUpdates()).at(-1)?.message;
  expect(told).toMatchObject({
    chat: { id: 100001, type: 'private' },
    from: { id: 100001 },
    successful_payment: {
      currency: 'XTR',
      total_amount: 672,
      invoice_payload: 'order_1',
      telegram_payment_charge_id: box.ledger()[0]?.id,
      provider_payment_charge_id: '',
    },
  });
  expect(await api.getMyStarBalance()).toEqual({ amount: 672 });
});

it('a link can be paid by anyone, again and again', async () => {
  const { box, buy } = await shop();
  const ids = [await buy(100001), await buy(100001), await buy(100002)];
  expect(new Set(ids).size).toBe(3);
  expect(box.starBalance(100001)).toBe(5000 - 2 * 672);
  expect(box.starBalance(100002)).toBe(5000 - 672);
});

it('no answer for 10 seconds: no money moves, and a late answer is refused', async () => {
  const { api, box, slug, asked, pass } = await shop();
  const heard: string[] = [];
  box.events.subscribe(({ event }) => event === 'checkout' && heard.push(event));
  const paying = box.pay(100001, slug);
  const id = (await asked())?.id ?? '';
  pass(9_999);
  expect(heard).toEqual([]);
  pass(1);
  expect(await paying).toEqual({ outcome: 'timed_out' });
  await expect(api.answerPreCheckoutQuery(id, true)).rejects.toMatchObject({
    error_code: 400,
    description: TOO_OLD,
  });
  expect(box.ledger()).toEqual([]);
  expect(box.starBalance(100001)).toBe(5000);
});

it('a refusal is told to the payer in the words of the bot', async () => {
  const { api, box, slug, asked } = await shop();
  const paying = box.pay(100001, slug);
  const id = (await asked())?.id ?? '';
  await expect(api.answerPreCheckoutQuery(id, false)).rejects.toMatchObject({ error_code: 400 });
  await api.answerPreCheckoutQuery(id, false, { error_message: 'This quote is over' });
  expect(await paying).toEqual({ outcome: 'refused', message: 'This quote is over' });
  await expect(api.answerPreCheckoutQuery(id, true)).rejects.toMatchObject({ description: TOO_OLD });
  expect(box.ledger()).toEqual([]);
});

it('a declined payment never reaches the bot: on purpose, or for lack of Stars', async () => {
  const { api, box, slug, asked } = await shop();
  box.declineNextPayment();
  expect(await box.pay(100001, slug)).toEqual({ outcome: 'declined' });
  const dear = box.openLink(100001, await api.createInvoiceLink('x', 'x', 'x', '', 'XTR', price(5001)));
  expect(await box.pay(100001, 'slug' in dear ? dear.slug : '')).toEqual({ outcome: 'declined' });
  expect(await asked()).toBeUndefined();
});

it('a refund gives everything back, once', async () => {
  const { api, box, buy } = await shop();
  const id = await buy(100001);
  const refund = (person: number, charge: string) => api.refundStarPayment(person, charge);
  await expect(refund(100001, 'stxNothing')).rejects.toMatchObject({
    description: 'Bad Request: CHARGE_NOT_FOUND',
  });
  await expect(refund(100002, id)).rejects.toMatchObject({ description: 'Bad Request: CHARGE_NOT_FOUND' });
  expect(await refund(100001, id)).toBe(true);
  await expect(refund(100001, id)).rejects.toMatchObject({
    description: 'Bad Request: CHARGE_ALREADY_REFUNDED',
  });
  expect(box.starBalance(100001)).toBe(5000);
  expect(await api.getMyStarBalance()).toEqual({ amount: 0 });
  expect((await api.getUpdates()).at(-1)?.message?.refunded_payment).toMatchObject({
    currency: 'XTR',
    total_amount: 672,
    telegram_payment_charge_id: id,
  });
});

it('the list of transactions is oldest first; a refund has the id of its charge and a receiver', async () => {
  const { api, buy } = await shop();
  const [first, second] = [await buy(100001), await buy(100002)];
  await api.refundStarPayment(100001, first);
  const { transactions } = await api.getStarTransactions();
  expect(transactions.map(({ id }) => id)).toEqual([first, second, first]);
  const partner = (id: number) => ({
    type: 'user',
    transaction_type: 'invoice_payment',
    invoice_payload: 'order_1',
    user: { id },
  });
  expect(transactions).toMatchObject([
    { source: partner(100001) },
    { source: partner(100002) },
    { receiver: partner(100001) },
  ]);
  expect(transactions[2]).not.toHaveProperty('source');
  expect((await api.getStarTransactions({ offset: 1, limit: 1 })).transactions.map(({ id }) => id)).toEqual([
    second,
  ]);
  await expect(api.getStarTransactions({ limit: 101 })).rejects.toMatchObject({ error_code: 400 });
});

it('an invoice message can be forwarded and paid by somebody else, unless it has a start parameter', async () => {
  const { api, box, asked } = await shop();
  const open = await api.sendInvoice(100001, 'Plan', 'words', 'order_2', 'XTR', price(5));
  box.forward(100003, 100001, open.message_id);
  const copy = box.messages(100003).at(-1);
  expect(copy).toMatchObject({ forward_origin: { type: 'user' }, invoice: { total_amount: 5 } });
  const paying = box.pay(100003, copy?.invoice?.slug ?? '');
  expect(await asked()).toMatchObject({ from: { id: 100003 }, invoice_payload: 'order_2' });
  await api.answerPreCheckoutQuery((await asked())?.id ?? '', true);
  await paying;
  const closed = await api.sendInvoice(100001, 'Plan', 'words', 'p', 'XTR', price(5), {
    start_parameter: 'x',
  });
  box.forward(100003, 100001, closed.message_id);
  expect(box.messages(100003).at(-1)?.invoice).not.toHaveProperty('slug');
});

const right = { title: 't', description: 'd', payload: 'p', currency: 'XTR', prices: price(1) };
it.for([
  [{ title: '' }, 'INVOICE_TITLE_INVALID'],
  [{ title: '字'.repeat(33) }, 'INVOICE_TITLE_INVALID'],
  [{ description: 'x'.repeat(256) }, 'INVOICE_DESCRIPTION_INVALID'],
  [{ payload: '字'.repeat(43) }, 'INVOICE_PAYLOAD_INVALID'],
  [{ payload: '' }, 'INVOICE_PAYLOAD_INVALID'],
  [{ prices: [...price(1), ...price(2)] }, 'STARS_INVOICE_INVALID'],
  [{ prices: [] }, 'STARS_INVOICE_INVALID'],
  [{ prices: 'free' }, 'prices must be an Array'],
  [{ prices: price(0) }, 'CURRENCY_TOTAL_AMOUNT_INVALID'],
  [{ prices: price(100_001) }, 'CURRENCY_TOTAL_AMOUNT_INVALID'],
  [{ provider_token: '1:TEST:x' }, 'STARS_PROVIDER_TOKEN_NOT_EMPTY'],
  [{ currency: 'EUR' }, 'provider_token is empty'],
  [{ currency: 'EUR', provider_token: 'x' }, 'PAYMENT_PROVIDER_INVALID'],
  [{ currency: 'CHF', provider_token: '1:TEST:x' }, 'CURRENCY_INVALID'],
  [{ currency: 'EUR', provider_token: '1:TEST:x', prices: price(1) }, 'CURRENCY_TOTAL_AMOUNT_INVALID'],
] as const)('a wrong invoice is refused: %j', async ([wrong, problem]) => {
  const { call } = await openBox();
  expect(await call('createInvoiceLink', { ...right, ...wrong })).toMatchObject({
    ok: false,
    description: `Bad Request: ${problem}`,
  });
});

it('an invoice at every limit is taken', async () => {
  const { call } = await openBox();
  const full = {
    title: '字'.repeat(32),
    description: '字'.repeat(255),
    payload: 'x'.repeat(128),
    currency: 'XTR',
  };
  expect(await call('createInvoiceLink', { ...full, prices: price(100_000) })).toMatchObject({ ok: true });
});
