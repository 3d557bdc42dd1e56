import { InlineKeyboard } from 'grammy';
import type { Review } from '../../domain/review.ts';
import { escapeHtml } from '../../i18n/html.ts';
import type { Speech } from '../../i18n/speech.ts';
import type { InboxDesk } from '../../services/inbox-desk.ts';
import type { FailingJob, KeptUpdate } from '../../services/work-port.ts';
import { actions } from '../actions.ts';
import type { Screen } from '../screen.ts';
import { readerDateTime } from './moment.ts';
import { shortReference } from './reference.ts';

/** A page of something, and whether there is another one after it. */
export interface Shown<Item> {
  readonly items: readonly Item[];
  readonly page: number;
  readonly more: boolean;
}

/** What is stuck, what failed, and what keeps failing. */
export function inboxScreen(
  { t, ago }: Speech,
  { stuck, failed, failingJobs }: Awaited<ReturnType<InboxDesk['overview']>>,
  now: number,
): Screen {
  const lines = [
    t('inbox-title'),
    stuck.oldestAt === null
      ? t('inbox-none-stuck')
      : t('inbox-stuck', { count: stuck.updates, chats: stuck.chats, ago: ago(stuck.oldestAt, now) }),
    t('inbox-failed', { count: failed }),
    t('inbox-jobs', { count: failingJobs }),
  ];
  const keyboard = new InlineKeyboard();
  if (stuck.updates > 0) keyboard.text(t('button-stuck'), actions.stuckUpdates()).row();
  if (failed > 0) keyboard.text(t('button-failed'), actions.failedUpdates()).row();
  if (failingJobs > 0) keyboard.text(t('button-jobs'), actions.failingJobs()).row();
  keyboard
    .text(t('button-refresh-inbox'), actions.inbox())
    .row()
    .text(t('button-cases'), actions.cases())
    .text(t('button-home'), actions.home());
  return { text: lines.join('\n'), keyboard };
}

export function stuckScreen(speech: Speech, shown: Shown<KeptUpdate>, now: number): Screen {
  return listScreen(speech, shown, {
    title: speech.t('stuck-title'),
    row: ({ number, chat, receivedAt }) => ({
      text: speech.t('stuck-row', { chat, ago: speech.ago(receivedAt, now) }),
      data: actions.stuckUpdate(number),
    }),
    page: actions.stuckUpdates,
  });
}

/** Updates that failed five times, each a case. */
export function failedScreen(speech: Speech, shown: Shown<Review>, now: number): Screen {
  return listScreen(speech, shown, {
    title: speech.t('failed-title'),
    row: ({ id, openedAt }) => ({
      text: `${shortReference(id)} · ${speech.ago(openedAt, now)}`,
      data: actions.case(id),
    }),
    page: actions.failedUpdates,
  });
}

export function jobsScreen(speech: Speech, shown: Shown<FailingJob>): Screen {
  return listScreen(speech, shown, {
    title: speech.t('jobs-title'),
    row: ({ id, kind, key, failures }) => ({
      text: `${kind} ${shortReference(key)} · ${failures}×`,
      data: actions.failingJob(id),
    }),
    page: actions.failingJobs,
  });
}

/** One that is stuck, and what giving it up does. */
export function stuckUpdateScreen(speech: Speech, { number, chat, receivedAt }: KeptUpdate): Screen {
  const { t } = speech;
  const keyboard = new InlineKeyboard()
    .text({ text: t('button-release'), style: 'danger' }, actions.releaseUpdate(number))
    .row()
    .text(t('button-back'), actions.stuckUpdates());
  const received = readerDateTime(speech, receivedAt);
  return { text: t('stuck-one', { number, chat, received }), keyboard };
}

/** One that keeps failing. */
export function jobScreen(
  speech: Speech,
  { id, kind, key, failures, nextAt, lastError }: FailingJob,
): Screen {
  const { t } = speech;
  const keyboard = new InlineKeyboard()
    .text({ text: t('button-job-now'), style: 'primary' }, actions.hurryJob(id))
    .row()
    .text(t('button-back'), actions.failingJobs());
  const text = t('job-one', {
    job: escapeHtml(`${kind} ${key}`),
    failures,
    next: readerDateTime(speech, nextAt),
    error: escapeHtml(lastError ?? '–'),
  });
  return { text, keyboard };
}

/** A sentence about what was done, with the way on. */
export function inboxNotice(
  { t }: Speech,
  key: 'update-released' | 'update-over' | 'job-hurried' | 'job-over',
): Screen {
  const keyboard = new InlineKeyboard()
    .text(t('button-inbox'), actions.inbox())
    .text(t('button-home'), actions.home());
  return { text: t(key), keyboard };
}

function listScreen<Item>(
  { t }: Speech,
  { items, page, more }: Shown<Item>,
  list: {
    title: string;
    row: (item: Item) => { text: string; data: string };
    page: (page: number) => string;
  },
): Screen {
  const keyboard = new InlineKeyboard();
  for (const item of items) {
    const { text, data } = list.row(item);
    keyboard.text(text, data).row();
  }
  if (page > 0) keyboard.text(t('button-previous'), list.page(page - 1));
  keyboard.text(t('button-inbox'), actions.inbox());
  if (more) keyboard.text(t('button-next'), list.page(page + 1));
  return { text: list.title, keyboard };
}
