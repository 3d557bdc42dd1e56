import { expect, test } from 'vitest';
import { hour, second } from '../../src/domain/time.ts';
import { elsewhere } from '../support/elsewhere.ts';
import { openScene, plain, pressesOf, speeches } from '../support/scene.ts';
import { languages } from '../support/world.ts';

const operatorId = 100_005;
const list = (...rows: readonly string[]): Buffer =>
  Buffer.from(['iccid,email,order', ...rows, ''].join('\r\n'));
const number = (index: number): string => `89390000000000${String(index).padStart(5, '0')}`;

async function openOffice(locale: (typeof languages)[number] = 'en') {
  const scene = await openScene();
  const operator = scene.world.person(operatorId);
  const { t } = speeches(locale);
  await operator.say('/language');
  await operator.tap(t('language-name'));
  return { scene, operator, t };
}

test.each(languages)(
  'in %s: an operator sends the list of a seller, reads what it changes, and imports it',
  async (locale) => {
    const { scene, operator, t } = await openOffice(locale);
    await using _ = scene;
    const rows = [1, 2, 3].map((index) => `${number(index)},person${index}@example.com,W${index}`);
    const asked = await operator.sendFile('sold.csv', list(...rows));
    expect(plain(asked.text)).toBe(
      plain(t('import-asked', { all: '3', fresh: '3', known: '0', changed: '0' })),
    );
    await operator.tap(t('button-import'));
    expect(operator.screen().text).toContain(t('import-done', { fresh: '3', known: '0', changed: '0' }));
    expect(operator.screen().text).toContain(t('import-deleted'));
    expect(JSON.stringify(scene.world.box.messages(operatorId)), 'the file is out of the chat').not.toContain(
      'sold.csv',
    );

    const again = await operator.sendFile(
      'sold.csv',
      list(...rows.slice(1), `${number(1)},other@example.com,W1`),
    );
    expect(plain(again.text)).toBe(
      plain(t('import-asked', { all: '3', fresh: '0', known: '2', changed: '1' })),
    );
    await operator.tap(t('button-cancel'));
    expect(operator.screen().text).toBe(t('import-cancelled'));
    const said = JSON.stringify(operator.bubbles().map(({ text }) => text));
    expect(said, 'no address is ever repeated').not.toContain('example.com');
    scene.allIsWell();
  },
);

test('a list with mistakes names the first ten lines, counts the rest, and imports nothing', async () => {
  const { scene, operator, t } = await openOffice();
  await using _ = scene;
  const wrong = Array.from({ length: 14 }, (_row, index) => `${number(index)},nobody,W${index}`);
  const answer = await operator.sendFile('sold.csv', list(...wrong));
  expect(answer.text).toContain(t('mistake-email', { line: 11 }));
  expect(answer.text).not.toContain(t('mistake-email', { line: 12 }));
  expect(answer.text).toContain(t('import-more', { count: 4 }));
  expect(answer.text).not.toContain('nobody');
  expect((await operator.sendFile('sold.csv', Buffer.from('a,b\n1,2'))).text).toContain('iccid');
  expect((await operator.sendFile('sold.csv', Buffer.alloc(2 ** 20 + 1, '8'))).text).toBe(
    t('import-too-large'),
  );
  scene.allIsWell();
});

test('nobody but an operator imports anything: their list is a file like any other, and the operator’s buttons are not theirs', async () => {
  const { scene, operator, t } = await openOffice();
  await using _ = scene;
  const { world, person } = scene;
  const { iccid } = await elsewhere(world, person.id);
  const answer = await person.sendFile('sold.csv', list(`${iccid},me@example.com,W1`));
  expect(answer.text).toBe(t('not-understood'));

  await operator.sendFile('sold.csv', list(`${iccid},me@example.com,W1`));
  const buttons = pressesOf(operator).filter(({ data }) => /^(import|drop)\//.test(data));
  expect(buttons).toHaveLength(2);
  for (const { data } of buttons) {
    const tapped = await world.box.tap(person.id, person.screen().id, data);
    expect(tapped?.text).toBe(t('not-yours'));
  }
  await operator.tap(t('button-import'));
  expect(operator.screen().text, 'still there for the operator').toContain('✅');
  scene.allIsWell();
});

test('an old button imports nothing, a repeated one nothing more, and a restart keeps the list', async () => {
  const { scene, operator, t } = await openOffice();
  await using _ = scene;
  const { world } = scene;
  await operator.sendFile('sold.csv', list(`${number(1)},a@example.com,W1`));
  const old = operator.screen();
  const [yes] = pressesOf(operator).filter(({ data }) => data.startsWith('import/'));
  await world.pass(hour + second);
  await operator.tap(t('button-import'));
  expect(operator.screen().text).toBe(t('import-over'));

  await operator.sendFile('sold.csv', list(`${number(1)},a@example.com,W1`));
  const done = pressesOf(operator).find(({ data }) => data.startsWith('import/') && data !== yes?.data);
  await world.restart();
  await operator.tap(t('button-import'));
  expect(operator.screen().text).toContain('✅');
  const again = pressesOf(operator).find(({ data }) => data.startsWith('import/'));
  expect(again, 'no button is left').toBeUndefined();
  const { id } = operator.screen();
  await world.box.tap(operatorId, id, done?.data ?? '');
  await world.settle();
  await world.box.tap(operatorId, old.id, yes?.data ?? '');
  await world.settle();
  const texts = operator.bubbles().filter((bubble) => bubble.id === id || bubble.id === old.id);
  expect(texts.map(({ text }) => text)).toEqual([t('import-over'), t('import-over')]);
});
