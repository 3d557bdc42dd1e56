import type { Clock } from '../domain/time.ts';
import type { InboxDesk, Page } from '../services/inbox-desk.ts';
import type { Reviews } from '../services/operators-port.ts';
import type { Ctx } from './context.ts';
import type { Screens } from './screen.ts';
import {
  failedScreen,
  inboxNotice,
  inboxScreen,
  jobScreen,
  jobsScreen,
  stuckScreen,
  stuckUpdateScreen,
} from './views/inbox.ts';
import type { Shown } from './views/inbox.ts';

/** With the row below it, what fits a keyboard. */
const onePage = 5;

/** What is not handled and what fails, for whoever was found to be an operator. */
export interface InboxScreens {
  show(ctx: Ctx): Promise<void>;
  showStuck(ctx: Ctx, page: number): Promise<void>;
  showUpdate(ctx: Ctx, number: string): Promise<void>;
  release(ctx: Ctx, number: string): Promise<void>;
  showFailed(ctx: Ctx, page: number): Promise<void>;
  showJobs(ctx: Ctx, page: number): Promise<void>;
  showJob(ctx: Ctx, id: string): Promise<void>;
  hurry(ctx: Ctx, id: string): Promise<void>;
}

export function createInboxScreens({
  inboxDesk,
  reviews,
  screens,
  clock,
}: {
  inboxDesk: InboxDesk;
  reviews: Pick<Reviews, 'page'>;
  screens: Screens;
  clock: Clock;
}): InboxScreens {
  async function pageOf<Item>(
    page: number,
    read: (page: Page) => Promise<readonly Item[]>,
  ): Promise<Shown<Item>> {
    const found = await read({ offset: page * onePage, limit: onePage + 1 });
    return { items: found.slice(0, onePage), page, more: found.length > onePage };
  }

  return {
    show: async (ctx) => {
      await screens.show(ctx, inboxScreen(ctx.speech, await inboxDesk.overview(), clock()));
    },
    showStuck: async (ctx, page) => {
      await screens.show(ctx, stuckScreen(ctx.speech, await pageOf(page, inboxDesk.stuck), clock()));
    },
    showUpdate: async (ctx, number) => {
      const update = await inboxDesk.waiting(number);
      await screens.show(
        ctx,
        update ? stuckUpdateScreen(ctx.speech, update) : inboxNotice(ctx.speech, 'update-over'),
      );
    },
    release: async (ctx, number) => {
      const released = await inboxDesk.release(number, ctx.customer.id);
      await screens.show(ctx, inboxNotice(ctx.speech, released ? 'update-released' : 'update-over'));
    },
    showFailed: async (ctx, page) => {
      const shown = await pageOf(page, (which) => reviews.page({ ...which, reason: 'update_failed' }));
      await screens.show(ctx, failedScreen(ctx.speech, shown, clock()));
    },
    showJobs: async (ctx, page) => {
      await screens.show(ctx, jobsScreen(ctx.speech, await pageOf(page, inboxDesk.failing)));
    },
    showJob: async (ctx, id) => {
      const job = await inboxDesk.job(id);
      await screens.show(ctx, job ? jobScreen(ctx.speech, job) : inboxNotice(ctx.speech, 'job-over'));
    },
    hurry: async (ctx, id) => {
      const hurried = await inboxDesk.hurry(id, ctx.customer.id);
      await screens.show(ctx, inboxNotice(ctx.speech, hurried ? 'job-hurried' : 'job-over'));
    },
  };
}
