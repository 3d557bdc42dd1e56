import { expect, test } from 'vitest';
import { checkDataKey } from '../../src/storage/data-key.ts';
import { createDigest, openDigest } from '../../src/storage/digest.ts';
import { createStore } from '../../src/storage/store.ts';
import { createVault } from '../../src/storage/vault.ts';
import type { Vault } from '../../src/storage/vault.ts';
import { describeOnBoth, newId } from '../support/database.ts';
import { aCard, aCustomer, placeOrder } from '../support/samples.ts';

const key = (fill: number): Buffer => Buffer.alloc(32, fill);
const vaultOf = (...fills: readonly number[]): Vault => createVault({ keys: fills.map(key) });

describeOnBoth('DATA_KEY', (open) => {
  test('a wrong key is refused at the start, in words', async () => {
    const { db } = await open();
    await checkDataKey({ db, vault: vaultOf(1) });
    await checkDataKey({ db, vault: vaultOf(1) });
    await expect(checkDataKey({ db, vault: vaultOf(2) })).rejects.toMatchObject({
      kind: 'wrong_key',
      message: expect.stringContaining('DATA_KEY does not open this database'),
    });
  });

  test('after a rotation the old key can be taken away and every installation code still opens', async () => {
    const { db } = await open();
    const digest = createDigest(key(9));
    const storeWith = (vault: Vault) => createStore({ db, vault, digest, clock: () => 1, newId });
    await checkDataKey({ db, vault: vaultOf(1) });
    const old = storeWith(vaultOf(1));
    await old.customers.see(aCustomer());
    const cards = await Promise.all(Array.from({ length: 7 }, () => old.cards.add(aCard())));
    for (const { id } of cards.slice(1)) await old.cards.saveInstallationCode(id, `LPA:1$x$${id}`);

    await expect(checkDataKey({ db, vault: vaultOf(2) })).rejects.toMatchObject({ kind: 'wrong_key' });
    await checkDataKey({ db, vault: vaultOf(2, 1) });
    await checkDataKey({ db, vault: vaultOf(2) });
    const rotated = storeWith(vaultOf(2));
    for (const { id } of cards.slice(1))
      expect(await rotated.cards.installationCode(id)).toBe(`LPA:1$x$${id}`);
    await expect(checkDataKey({ db, vault: vaultOf(1) })).rejects.toMatchObject({ kind: 'wrong_key' });
  });

  test('after a rotation addresses, and codes on their way to some, still open', async () => {
    const { db } = await open();
    const digest = createDigest(key(9));
    const storeWith = (vault: Vault) => createStore({ db, vault, digest, clock: () => 1, newId });
    await checkDataKey({ db, vault: vaultOf(1) });
    const old = storeWith(vaultOf(1));
    const { id: customerId } = aCustomer();
    await old.customers.see(aCustomer());
    await old.addresses.save({ customerId, address: 'jane@example.com', verifiedAt: 1 });
    const code = { id: newId('otc'), customerId, purpose: 'receipts', subject: null, expiresAt: 9 } as const;
    await old.oneTimeCodes.open({ ...code, address: 'john@example.com' }, '123456');
    const mail = { id: newId('mail'), kind: 'one_time_code', customerId, subject: code.id } as const;
    await old.mails.insert({ ...mail, state: 'waiting', createdAt: 1 }, '123456');

    await checkDataKey({ db, vault: vaultOf(2, 1) });
    const rotated = storeWith(vaultOf(2));
    expect((await rotated.addresses.of(customerId))?.address).toBe('jane@example.com');
    expect((await rotated.oneTimeCodes.of(customerId))?.address).toBe('john@example.com');
    expect(await rotated.mails.secretOf(mail.id)).toBe('123456');
  });

  test('after a rotation every activation code still opens, and is found by what was written on it', async () => {
    const { db } = await open();
    const digest = createDigest(key(9));
    const storeWith = (vault: Vault) => createStore({ db, vault, digest, clock: () => 1, newId });
    await checkDataKey({ db, vault: vaultOf(1) });
    const old = storeWith(vaultOf(1));
    const { order } = await placeOrder(old);
    const { id: orderId, payerId, plan } = order;
    const id = newId('code');
    const times = { createdAt: 1, expiresAt: 9 };
    const nobody = { redeemedBy: null, redemptionOrderId: null };
    await old.activationCodes.insert(
      { id, orderId, payerId, plan, state: 'active', ...nobody, ...times },
      'YY-0000-0000-0000',
    );
    await checkDataKey({ db, vault: vaultOf(2, 1) });
    const rotated = storeWith(vaultOf(2));
    expect(await rotated.activationCodes.secretOf(id)).toBe('YY-0000-0000-0000');
    expect(await rotated.activationCodes.shown('YY-0000-0000-0000', payerId, 5)).toMatchObject({ id });
  });

  test('what was digested is found again after a restart and after a rotation, and not in another database', async () => {
    const { db } = await open();
    await checkDataKey({ db, vault: vaultOf(1) });
    const digests = await Promise.all([1, 2, 3].map(() => openDigest({ db, vault: vaultOf(1) })));
    const [first] = new Set(digests.map((digest) => digest('YY-0000', 'code')));
    expect(new Set(digests.map((digest) => digest('YY-0000', 'code'))).size).toBe(1);
    await checkDataKey({ db, vault: vaultOf(2, 1) });
    const rotated = await openDigest({ db, vault: vaultOf(2) });
    expect(rotated('YY-0000', 'code')).toBe(first);
    expect(rotated('YY-0000', 'address')).not.toBe(first);
    await db.deleteFrom('meta').execute();
    expect((await openDigest({ db, vault: vaultOf(2) }))('YY-0000', 'code')).not.toBe(first);
  });
});

test('a sealed secret opens nowhere else, with no other key, and not after one bit was changed', () => {
  const vault = vaultOf(1);
  const sealed = vault.seal('LPA:1$x$y', 'card_1');
  expect(vault.open(sealed, 'card_1')).toBe('LPA:1$x$y');
  expect(() => vault.open(sealed, 'card_2')).toThrow('does not open');
  expect(() => vaultOf(2).open(sealed, 'card_1')).toThrow('does not open');
  for (let bit = 0; bit < sealed.length * 8; bit += 5) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    expect(() => vault.open(changed, 'card_1')).toThrow('does not open');
  }
  expect(() => vault.open(Buffer.of(), 'card_1')).toThrow('does not open');
});

test('what is the same in the same place seals to the same bytes, and to others under another key, elsewhere, or changed', () => {
  const sealed = [
    vaultOf(1).seal('typed', 'chat:1'),
    vaultOf(1).seal('Typed', 'chat:1'),
    vaultOf(1).seal('typed', 'chat:2'),
    vaultOf(2).seal('typed', 'chat:1'),
  ].map((bytes) => Buffer.from(bytes).toString('hex'));
  const nonces = sealed.map((hex) => hex.slice(2, 26));
  expect(new Set(nonces).size).toBe(4);
  expect(Buffer.from(vaultOf(1, 2).seal('typed', 'chat:1')).toString('hex')).toBe(sealed[0]);
});

test('a key of another length, or none, makes no vault', () => {
  expect(() => createVault({ keys: [] })).toThrow(RangeError);
  expect(() => createVault({ keys: [Buffer.alloc(16)] })).toThrow(RangeError);
});
