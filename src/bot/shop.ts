import { escapeHtml } from '../i18n/html.ts';
import type { Speech } from '../i18n/speech.ts';

/** The shop as travellers see it; texts from the environment, already safe for HTML; null where none is set (never in a live deployment). */
export interface Shop {
  readonly brand: string;
  readonly seller: string;
  readonly sellerAddress: string | null;
  readonly emergencyContact: string | null;
  readonly channelUrl: string | null;
  readonly botUsername: string;
}

/** Where a person answers. */
export function contactOf({ emergencyContact }: Shop, { t }: Speech): string {
  return emergencyContact ?? t('example-contact');
}

/** Where the seller is. */
export function addressOf({ sellerAddress }: Shop, { t }: Speech): string {
  return sellerAddress ?? t('example-address');
}

/** The shop from its settings, made safe for HTML. */
export function createShop({
  brand,
  seller,
  sellerAddress,
  emergencyContact,
  channelUrl,
  botUsername,
}: Record<'brand' | 'seller' | 'botUsername', string> &
  Record<'sellerAddress' | 'emergencyContact' | 'channelUrl', string | undefined>): Shop {
  return {
    brand: escapeHtml(brand),
    seller: escapeHtml(seller),
    sellerAddress: sellerAddress === undefined ? null : escapeHtml(sellerAddress),
    emergencyContact: emergencyContact === undefined ? null : escapeHtml(emergencyContact),
    channelUrl: channelUrl ?? null,
    botUsername,
  };
}
