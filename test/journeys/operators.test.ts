import { expect, test } from 'vitest';
import { day, minute } from '../../src/domain/time.ts';
import { chooseBadPlan, openAuditedWorld } from '../support/audited-world.ts';
import { plain, speeches } from '../support/scene.ts';
import { languages, people } from '../support/world.ts';

const operatorId = 100_005;

test.each(languages)('in %s: the operators hear of a case once', async (locale) => {
  await using audited = await openAuditedWorld({ badPlan: 'sbx-pending-forever' });
  const { world, books } = audited;
  const { t } = speeches(locale);
  const operator = world.person(operatorId);
  await operator.say('/language');
  await operator.tap(t('language-name'));
  const traveller = world.person(people.en);
  await chooseBadPlan(traveller);
  await traveller.pay();
  for (let n = 0; n < 26; n++) await world.pass(day / 24);
  expect(books.reviews()).toHaveLength(1);
  for (let n = 0; n < 3; n++) await world.pass(minute);
  const told = operator.bubbles().filter(({ text }) => plain(text).includes(t('reason-supply-unknown')));
  expect(told).toHaveLength(1);
});
