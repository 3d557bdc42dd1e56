import { expect, test } from 'vitest';
import { withoutSecrets } from '../../src/doctor/report.ts';

test('whatever words come from outside, no secret of ours leaves in them', () => {
  const hide = withoutSecrets({
    BOT_TOKEN: '123:abcdefgh',
    DATA_KEY: 'the-new-key=,the-old-key=',
    SMTP_URL: 'smtp://shop:p%40ssword@mail.example.org:587',
    STRIPE_SECRET_KEY: '',
  });
  const said = [
    'GET /bot123:abcdefgh/getMe',
    'abcdefgh',
    'sealed with the-old-key=',
    'AUTH shop p@ssword',
    'p%40ssword',
    'smtp://shop:p%40ssword@mail.example.org:587',
  ];
  expect(said.map(hide)).toEqual([
    'GET /bot•••/getMe',
    '•••',
    'sealed with •••',
    'AUTH shop •••',
    '•••',
    '•••',
  ]);
});

test('what is no secret stays, also beside one', () => {
  const hide = withoutSecrets({ SMTP_URL: 'smtp://shop:secret@mail.example.org', BOT_TOKEN: '1:x' });
  expect(hide('mail.example.org does not take shop on 1 day')).toBe(
    'mail.example.org does not take shop on 1 day',
  );
});
