import type { CardNotice } from '../domain/card-notice.ts';
import type { CardNoticeId, NewId } from '../domain/ids.ts';
import { nameless } from './cards.ts';
import type { CardNotifier } from './ports.ts';
import type { Repositories, Store } from './storage-port.ts';

/** Leaves a notice in the transaction in which it becomes true, with the job that tells it: a crash delays it and loses nothing. */
export async function leaveNotice(
  tx: Repositories,
  notice: Omit<CardNotice, 'id'>,
  newId: NewId,
): Promise<void> {
  const id = newId('notice');
  await tx.cardNotices.add({ ...notice, id });
  await tx.jobs.send({ kind: 'notice', key: id });
}

/** What others did with somebody's cards. */
export interface CardNews {
  /** Tells a notice, once; twice at most if the process dies between the message and the note that it was told. */
  tell(id: string): Promise<void>;
}

export function createCardNews({
  store,
  notifier,
}: {
  store: Store;
  notifier: Pick<CardNotifier, 'came' | 'gone'>;
}): CardNews {
  async function send({ kind, readerId, cardId, shareId }: CardNotice): Promise<void> {
    const card = await store.cards.byId(cardId);
    if (!card) return;
    if (kind === 'gone') return notifier.gone(readerId, nameless(card));
    const share = shareId && (await store.shares.byId(shareId));
    // Gone again before its owner heard of it, or the card is somebody else's now: that is told already, or to be told.
    if (share && share.endedAt === null && card.ownerId === readerId)
      await notifier.came(readerId, card, share.name);
  }

  return {
    tell: async (id) => {
      const notice = await store.cardNotices.byId(id as CardNoticeId);
      if (!notice) return;
      await send(notice);
      await store.cardNotices.told([notice.id]);
    },
  };
}
