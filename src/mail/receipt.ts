import type { ActivationCode } from '../domain/activation-code.ts';
import { shortNumber } from '../domain/card.ts';
import type { InstallKit } from '../domain/install-kit.ts';
import type { IssuedCode } from '../domain/issued-code.ts';
import type { Order } from '../domain/order.ts';
import type { Payment, Refund } from '../domain/payment.ts';
import type { Speech } from '../i18n/speech.ts';
import type { ReceiptFacts } from '../services/mail-port.ts';
import type { Block, Draft } from './letter.ts';

/** An order in the words of the bot. */
export interface ReceiptWords {
  /** Short enough to read out on the phone. */
  readonly number: string;
  /** `Italy · 5 GB / 30 days`. */
  readonly what: string;
  readonly state: string;
  /** The payment that stands, as it was made; null when there is none. */
  readonly paid: { readonly total: string; readonly payment: Payment } | null;
  /** What it did to the card; null when there is nothing to tell. */
  readonly effect: string | null;
  readonly refunds: readonly string[];
}

export type DescribeReceipt = (
  speech: Speech,
  facts: {
    readonly order: Order;
    readonly code: IssuedCode | undefined;
    readonly payments: readonly Payment[];
    readonly refunds: readonly Refund[];
  },
) => ReceiptWords;

/** Who sells. */
export interface Seller {
  readonly brand: string;
  readonly seller: string;
  readonly address: string | null;
}

/** The ways from a mail back into the chat. */
export interface BotLinks {
  readonly bot: string;
  /** Opens an activation code. */
  code(code: ActivationCode): string;
}

/** The receipt of an order; for a card that is to be installed with all that this takes. */
export function receiptLetter({
  speech,
  facts: { order, card, code, payments, refunds, lpa },
  describe,
  installKit,
  qrPng,
  zoneOf,
  seller,
  links,
}: {
  speech: Speech;
  facts: ReceiptFacts;
  describe: DescribeReceipt;
  installKit: (lpa: string) => InstallKit;
  qrPng: (text: string) => Uint8Array;
  /** The zone in which the times of this order are told, and its city. */
  zoneOf: (speech: Speech, coverage: string) => { readonly zone: string; readonly city: string };
  seller: Seller;
  links: BotLinks;
}): Draft {
  const { t } = speech;
  const words = describe(speech, { order, code: code?.issued, payments, refunds });
  const { zone, city } = zoneOf(speech, order.plan.coverage);
  const at = words.paid?.payment.receivedAt ?? order.createdAt;
  const { brand } = seller;
  const { number } = words;
  return {
    subject: t('mail-receipt-subject', { brand, number }),
    blocks: [
      { kind: 'title', text: t('receipt-title', { number }) },
      {
        kind: 'facts',
        facts: [
          [t('mail-label-what'), words.what],
          ...(card ? [[t('mail-label-card'), shortNumber(card)] as const] : []),
          [t('mail-label-date'), t('mail-date', { date: speech.fullDateTime(at, zone), city })],
          ...(words.paid
            ? ([
                [t('mail-label-total'), words.paid.total],
                [t('mail-label-way'), t('mail-way', { rail: words.paid.payment.rail })],
              ] as const)
            : []),
          [t('mail-label-state'), words.state],
        ],
      },
      ...(words.effect === null ? [] : [{ kind: 'paragraph', text: words.effect } as const]),
      ...words.refunds.map((text): Block => ({ kind: 'paragraph', text })),
      ...(code?.secret
        ? ([
            {
              kind: 'paragraph',
              text: t('mail-code-use', { date: speech.date(code.issued.expiresAt, zone) }),
            },
            { kind: 'big', text: code.secret },
            { kind: 'link', text: t('mail-code-link'), url: links.code(code.secret) },
            {
              kind: 'picture',
              cid: 'code',
              png: qrPng(links.code(code.secret)),
              alt: t('mail-code-qr'),
            },
          ] as const)
        : []),
      ...(lpa === null ? [] : installBlocks(speech, installKit(lpa), qrPng)),
      { kind: 'link', text: t('mail-bot'), url: links.bot },
      {
        kind: 'small',
        text: [seller.seller, seller.address ?? t('example-address')].join('\n'),
      },
    ],
  };
}

function installBlocks(
  { t }: Speech,
  kit: InstallKit,
  qrPng: (text: string) => Uint8Array,
): readonly Block[] {
  return [
    { kind: 'title', text: t('mail-install-title') },
    { kind: 'paragraph', text: t('mail-install-how') },
    { kind: 'picture', cid: 'qr', png: qrPng(kit.lpa), alt: t('mail-install-qr') },
    { kind: 'link', text: t('button-iphone'), url: kit.iphoneLink },
    { kind: 'link', text: t('button-android'), url: kit.androidLink },
    {
      kind: 'facts',
      facts: [
        [t('mail-label-smdp'), kit.smdpAddress],
        [t('mail-label-code'), kit.matchingId],
      ],
    },
    { kind: 'paragraph', text: t('mail-install-code-name') },
    { kind: 'paragraph', text: t('mail-install-once') },
  ];
}
