import type { Migration } from '../../src/storage/migrate.ts';
import { up as first } from './0001-first-renewal.ts';
import { up as otherRails } from './0002-other-rails.ts';
import { up as limits } from './0003-limits.ts';
import { up as mail } from './0004-mail.ts';
import { up as claims } from './0005-claims.ts';
import { up as activationCodes } from './0006-activation-codes.ts';
import { up as settings } from './0007-settings.ts';
import { up as notices } from './0008-notices.ts';
import { up as reviewNotices } from './0009-review-notices.ts';
import { up as reconciliation } from './0010-reconciliation.ts';
import { up as reviewDesk } from './0011-review-desk.ts';
import { up as refundWishes } from './0012-refund-wishes.ts';
import { up as alerts } from './0013-alerts.ts';
import { up as disputes } from './0014-disputes.ts';
import { up as disputeLosses } from './0015-dispute-losses.ts';
import { up as suppliers } from './0016-suppliers.ts';
import { up as supplierLists } from './0017-supplier-lists.ts';
import { up as disputeNews } from './0018-dispute-news.ts';
import { up as listedPackages } from './0019-listed-packages.ts';

/** Every migration in order. A name that was released never changes. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first-renewal': first,
  '0002-other-rails': otherRails,
  '0003-limits': limits,
  '0004-mail': mail,
  '0005-claims': claims,
  '0006-activation-codes': activationCodes,
  '0007-settings': settings,
  '0008-notices': notices,
  '0009-review-notices': reviewNotices,
  '0010-reconciliation': reconciliation,
  '0011-review-desk': reviewDesk,
  '0012-refund-wishes': refundWishes,
  '0013-alerts': alerts,
  '0014-disputes': disputes,
  '0015-dispute-losses': disputeLosses,
  '0016-suppliers': suppliers,
  '0017-supplier-lists': supplierLists,
  '0018-dispute-news': disputeNews,
  '0019-listed-packages': listedPackages,
};
