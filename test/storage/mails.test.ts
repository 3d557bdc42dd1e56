import { expect, test } from 'vitest';
import { customerIdOf } from '../../src/domain/ids.ts';
import { describeOnBoth, newId, storeOver } from '../support/database.ts';
import { aCustomer } from '../support/samples.ts';

describeOnBoth('Mails', (open) => {
  test.each(['sent', 'refused', 'given_up', 'void'] as const)(
    'of a mail that ended as %s no secret is kept, and it ends once',
    async (state) => {
      const database = await open();
      const { customers, mails } = storeOver(database);
      const customerId = customerIdOf(1);
      await customers.see(aCustomer(customerId));
      const [ended, waiting] = [newId('mail'), newId('mail')];
      const mail = { kind: 'one_time_code', customerId, subject: 'otc', state: 'waiting' } as const;
      for (const id of [ended, waiting]) await mails.insert({ ...mail, id, createdAt: 1 }, '123456');
      await mails.end(ended, state, 2);
      await mails.end(ended, state === 'void' ? 'sent' : 'void', 3);
      expect(await mails.byId(ended)).toMatchObject({ state });
      const kept = database.db.selectFrom('mails').select(['id', 'ended_at']).where('secret', 'is not', null);
      expect(await kept.execute()).toEqual([{ id: waiting, ended_at: null }]);
      expect(await mails.secretOf(waiting)).toBe('123456');
    },
  );
});
