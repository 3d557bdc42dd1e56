import Sqlite from 'better-sqlite3';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseLpa } from '../../src/esim/lpa.ts';
import { openSandbox } from '../../src/sandbox/sandbox.ts';
import { createSupply } from '../esim/sandbox/supply.ts';
import { openBox } from '../support/boxed.ts';
import { ownFolder } from '../support/folder.ts';
import { readQr } from '../support/picture.ts';

const me = 100003;

async function market() {
  const supply = createSupply();
  onTestFinished(supply.close);
  const cardElsewhere = (person: number) => supply.controls.cardElsewhere(`customer_${person}`);
  const owns = { it: false };
  const hasClaimed = () => Promise.resolve(owns.it);
  const { url } = await openBox({
    supplier: { useBytes: () => {}, stall: () => {}, setCredit: () => {}, cardElsewhere, hasClaimed },
  });
  const get = (path: string) => fetch(`${url}/box/elsewhere/${path}`);
  const card = async (person: number) => (await (await get(`${person}`)).json()) as Record<string, string>;
  return { get, card, owns };
}

it('everybody has a card bought elsewhere, always the same, and one of a supplier that is not ours', async () => {
  const { card } = await market();
  const mine = await card(me);
  expect(mine).toMatchObject({ email: 'traveller@box.invalid' });
  expect(parseLpa(mine['lpa'] ?? '')?.smdpAddress).toBe('smdp.sandbox.invalid');
  expect(parseLpa(mine['foreign'] ?? '')?.smdpAddress).toBe('rsp.other.invalid');
  expect(await card(me)).toEqual(mine);
  const other = await card(100001);
  for (const name of ['iccid', 'lpa', 'foreign', 'email']) expect(other[name]).not.toBe(mine[name]);
});

it('its code can be read from the picture, and so can the foreign one', async () => {
  const { get, card } = await market();
  const read = async (name: string) => readQr(new Uint8Array(await (await get(name)).arrayBuffer()));
  const { lpa, foreign } = await card(me);
  expect(await read(`${me}/own.png`)).toBe(lpa);
  expect(await read(`${me}/foreign.png`)).toBe(foreign);
  expect((await get('42')).status).toBe(400);
});

it('who has claimed their card has done so, also after it was given away', async () => {
  const { get, owns } = await market();
  const claimed = async () => (await get(`${me}/claimed`)).json();
  expect(await claimed()).toEqual({ claimed: false });
  owns.it = true;
  expect(await claimed()).toEqual({ claimed: true });
  owns.it = false;
  expect(await claimed()).toEqual({ claimed: true });
});

it("the seller's list has everybody's card, address and order", async () => {
  const { get, card } = await market();
  const [head, ...rows] = (await (await get('sold.csv')).text()).trim().split('\r\n');
  expect(head).toBe('iccid,email,order');
  expect(rows).toHaveLength(5);
  expect(rows).toContain(`${(await card(me))['iccid']},traveller@box.invalid,WEB-${me}`);
});

it('a shop whose catalogue has no plan for such cards opens all the same', async () => {
  const cardElsewhere = () => {
    throw new RangeError('No plan in the catalogue is like that of a card bought elsewhere');
  };
  const hasClaimed = () => Promise.resolve(false);
  const supplier = { useBytes: () => {}, stall: () => {}, setCredit: () => {}, cardElsewhere, hasClaimed };
  const { box, openStory } = openSandbox({ file: ':memory:', supplier, words: () => ({}) });
  onTestFinished(box.close);
  await openStory(() => Promise.reject(new Error('There is no list')));
  expect(box.messages(me)).toHaveLength(1);
});

it('the operator lives in a new box, moves into an old one, and has nothing waiting', async () => {
  const file = path.join(ownFolder(), 'sandbox.db');
  const open = async () => {
    const sandbox = openSandbox({ file, words: () => ({}) });
    await sandbox.openStory(() => Promise.resolve());
    const operators = sandbox.box.people.list().filter(({ role }) => role === 'operator');
    const state = { admins: [...sandbox.adminIds], waiting: sandbox.box.messages(100005), operators };
    await sandbox.box.close();
    return state;
  };
  const expected = { admins: [100005], waiting: [], operators: [{ name: '运营', language_code: 'zh-hans' }] };
  expect(await open()).toMatchObject(expected);
  const old = new Sqlite(file);
  old.exec('delete from people where id = 100005');
  old.close();
  expect(await open()).toMatchObject(expected);
});
