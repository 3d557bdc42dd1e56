import { conversations, createConversation } from '@grammyjs/conversations';
import type { ConversationData, VersionedStateStorage } from '@grammyjs/conversations';
import { Bot, InlineKeyboard } from 'grammy';
import type { InstallKit } from '../domain/install-kit.ts';
import type { SellingCurrency } from '../domain/money.ts';
import type { Catalogue } from '../domain/plan.ts';
import type { Clock } from '../domain/time.ts';
import type { Speeches } from '../i18n/speech.ts';
import type { AddressService } from '../services/addresses.ts';
import type { CodeService } from '../services/activation-codes.ts';
import type { CardService } from '../services/cards.ts';
import type { ClaimRequestService } from '../services/claim-requests.ts';
import type { ClaimService } from '../services/claims.ts';
import type { Collecting } from '../services/collecting.ts';
import type { Checkout } from '../services/checkout.ts';
import type { InboxDesk } from '../services/inbox-desk.ts';
import type { Keeping } from '../services/keeping.ts';
import type { DescribeOrder, PayStatus } from '../services/checkout-sessions.ts';
import type { MyData } from '../services/my-data.ts';
import type { Sharing } from '../services/sharing.ts';
import type { Logger } from '../services/ports.ts';
import type { Store } from '../services/storage-port.ts';
import type { Quotes } from '../services/quotes.ts';
import type { SupplyDesk } from '../services/supply-desk.ts';
import type { ShopStatus } from '../services/shop-status.ts';
import type { Sales } from '../services/sales.ts';
import type { SoldCardService } from '../services/sold-cards.ts';
import type { ReceiptService } from '../services/receipts.ts';
import type { RefundWishService } from '../services/refund-wishes.ts';
import type { RefundService } from '../services/refunds.ts';
import type { RenewalService } from '../services/renewals.ts';
import type { ReviewDesk } from '../services/review-desk.ts';
import { actions } from './actions.ts';
import { createClaiming } from './claim.ts';
import { createButtons } from './buttons.ts';
import { createBuying } from './buy.ts';
import { createCheck } from './check.ts';
import { createCodes } from './codes.ts';
import { pages } from './commands/pages.ts';
import { commandNames } from './commands/publish.ts';
import { createLinks, startCommand } from './commands/start.ts';
import type { Ctx } from './context.ts';
import type { CustomerChat } from './customer-chat.ts';
import type { Shop } from './shop.ts';
import { createRenewalConversation } from './conversations/renewal.ts';
import { createTypedAnswer } from './conversations/typed-answer.ts';
import { createEmail } from './email.ts';
import { createGuide } from './guide.ts';
import { createHomeZones } from './home-zones.ts';
import { createHome } from './home.ts';
import { createInstall } from './install.ts';
import { createHelp } from './menus/help.ts';
import { createLanguages } from './menus/language.ts';
import { createMore } from './menus/more.ts';
import { isOffTheMenu } from './menus/off-the-menu.ts';
import { answerTaps } from './middleware/answer-taps.ts';
import { floodLimit } from './middleware/flood-limit.ts';
import { knowCustomer } from './middleware/know-customer.ts';
import { privateOnly } from './middleware/private-only.ts';
import { createMyCards } from './my-cards.ts';
import { createMyDataScreens } from './my-data.ts';
import { createNotYours } from './not-yours.ts';
import { createOperatorDesk } from './operators.ts';
import { createOrders } from './orders.ts';
import { createPay } from './pay.ts';
import { createPaySupport } from './pay-support.ts';
import { createPlaces } from './places.ts';
import { createPictures } from './pictures.ts';
import type { ReadQr } from './pictures.ts';
import { preCheckout } from './pre-checkout.ts';
import { createRecognised } from './recognised.ts';
import { createRenew } from './renew.ts';
import { createReview } from './review.ts';
import { createReviewMore } from './review-more.ts';
import type { PayLinks } from './review.ts';
import type { Screens } from './screen.ts';
import { createSettings } from './settings.ts';
import { createSharingScreens } from './sharing.ts';
import type { Telegram } from './telegram.ts';
import { createTypedWords } from './typed-words.ts';

/** Raised when the renewal conversation changes its steps: those that wait are dropped, and their buttons go on working. */
const conversationVersion = 2;

/** What a person says in some way; that a message was pinned, or a timer set, asks for no answer. */
const content = [
  'message:text',
  'message:file',
  'message:contact',
  'message:location',
  'message:poll',
  'message:dice',
  'message:game',
  'message:story',
  'message:invoice',
  'message:paid_media',
  'message:checklist',
] as const;

export interface BotParts {
  readonly telegram: Telegram;
  readonly store: Store;
  readonly conversationStorage: VersionedStateStorage<string, ConversationData>;
  readonly cards: CardService;
  readonly renewals: RenewalService;
  readonly checkout: Checkout;
  readonly keeping: Keeping;
  readonly claims: ClaimService;
  readonly collecting: Collecting;
  readonly claimRequests: ClaimRequestService;
  readonly readQr: ReadQr;
  readonly soldCards: SoldCardService;
  readonly sales: Sales;
  readonly reviewDesk: ReviewDesk;
  readonly inboxDesk: InboxDesk;
  readonly supplyDesk: SupplyDesk;
  readonly currency: SellingCurrency;
  readonly status: () => Promise<ShopStatus>;
  /** Telegram's user ids of those who may do what customers may not. */
  readonly operators: ReadonlySet<number>;
  readonly sharing: Sharing;
  readonly myData: MyData;
  readonly closeStatus: CustomerChat['closeStatus'];
  readonly quotes: Quotes;
  readonly codes: CodeService;
  readonly refunds: RefundService;
  readonly refundWishes: RefundWishService;
  readonly addresses: AddressService;
  readonly receipts: ReceiptService;
  readonly payLinks: PayLinks;
  readonly describe: DescribeOrder;
  readonly paymentOf: (attemptId: string) => Promise<PayStatus>;
  readonly installKit: (lpa: string) => InstallKit;
  readonly qrPng: (text: string) => Uint8Array;
  readonly catalogue: Catalogue;
  readonly speeches: Speeches;
  readonly screens: Screens;
  readonly shop: Shop;
  readonly clock: Clock;
  readonly background: (work: Promise<unknown>) => void;
  readonly logger: Logger;
}

/** The life of an update, top to bottom. */
export function createBot(parts: BotParts): Bot<Ctx> {
  const { store, cards, renewals, catalogue, speeches, screens, shop, clock, background } = parts;
  const { botUsername } = shop;

  const { showHome, moveOn } = createHome({ cards, renewals, catalogue, screens, clock, background });
  const showGuide = createGuide({ screens });
  const { menu: helpMenu, showHelp } = createHelp({ shop, screens, showHome, showGuide });
  const { menu: languageMenu, showLanguages } = createLanguages({
    customers: store.customers,
    speeches,
    screens,
    showHome,
    showSettings: (ctx) => settings.show(ctx),
  });
  const { showOrders, showReceipt } = createOrders({
    ...parts,
    mailIsOn: parts.addresses.isOn,
  });
  const sayNotYours = createNotYours({ cards });
  const { openReview, showPayment } = createReview({ ...parts });
  const showRenewal = createRenew({ cards, renewals, openReview, showHome, sayNotYours, screens, store });
  const buying = createBuying({ ...parts, showRenewal });
  const claiming = createClaiming({ ...parts });
  const sharingScreens = createSharingScreens({ ...parts, showHome, sayNotYours, botUsername });
  const email = createEmail({ ...parts, claiming });
  const codes = createCodes({ ...parts, botUsername });
  const showReviewMore = createReviewMore({ cards, catalogue, showRenewal });
  const operatorDesk = createOperatorDesk(parts);
  const { showCases, showStatus } = operatorDesk;
  const screensBehindLinks = { showHome, showRenewal, showHelp, showReceipt, showCases, showStatus };
  const links = { ...screensBehindLinks, buying, claiming, codes, sharingScreens };
  const openLink = createLinks({ ...parts, ...links });
  const recognised = createRecognised({ botUsername, claiming, codes, email, openLink });
  const readPicture = createPictures({ ...parts, recognised, botUsername, limits: store.limits });
  const destinationOf = createPlaces({ catalogue, sold: renewals.coverages, speeches });
  const showCheck = createCheck({ cards, sayNotYours, screens, clock });
  const zones = createHomeZones(speeches);
  const settings = createSettings({
    customers: store.customers,
    zones,
    addresses: parts.addresses,
    speeches,
    screens,
    clock,
  });
  const myDataScreens = createMyDataScreens({ ...parts });
  const myCards = createMyCards({ ...parts, sayNotYours });
  const { menu: moreMenu, showMore } = createMore({
    cards,
    sayNotYours,
    showHome,
    showOrders,
    showSettings: settings.show,
    showHelp,
    buying,
    claiming,
  });
  const chooseWay = createPay({ ...parts, showPayment, showRenewal, sayNotYours });
  const { showInstallKit, showNoInternet } = createInstall({ ...parts });
  const renewal = createRenewalConversation({ cards, renewals, openReview, speeches, screens, store, clock });
  const words = createTypedWords(speeches);
  const typedAnswer = createTypedAnswer({
    answers: {
      zone: settings.typedZone,
      name: myCards.typedName,
      address: email.answer,
      claim: claiming.answerAddress,
      number: claiming.wrongNumber,
    },
    customers: store.customers,
    speeches,
    screens,
    clock,
    botUsername,
    words,
    isPlace: (text) => zones.find(text, clock()).length > 0,
    isTrip: (text) => destinationOf(text) !== undefined,
  });
  const shopPages = pages({ shop, cards, screens });
  const showPaySupport = createPaySupport({ store, shop, screens });

  const { token, me, client } = parts.telegram;
  const bot = new Bot<Ctx>(token, { botInfo: me, client });

  // 1. Money first: nothing stands before the answer that Telegram waits for, and what arrived is in the ledger already.
  bot.use(preCheckout({ ...parts, openReview }));

  // 2. Who speaks, in which language, and not too often.
  bot.use(knowCustomer({ customers: store.customers, speeches, clock }));
  bot.use(moveOn);
  bot.use(answerTaps());
  bot.use(floodLimit({ clock, screens }));
  bot.use(privateOnly({ botUsername, commands: commandNames, screens }));
  bot.on('message:successful_payment', () => undefined);
  bot.on('message:refunded_payment', (ctx) => {
    const { telegram_payment_charge_id: charge, total_amount: amount } = ctx.message.refunded_payment;
    const { invoice_payload: payload } = ctx.message.refunded_payment;
    const money = { amount, currency: 'XTR' } as const;
    return parts.refunds.confirm('stars', charge, { payerId: ctx.customer.id, money, payload });
  });

  // 3. Menus and commands work in the middle of a conversation too, and end it.
  bot.use(
    conversations<Ctx, Ctx>({
      storage: { type: 'key', version: conversationVersion, adapter: parts.conversationStorage },
    }),
  );
  bot.filter((ctx) => !isOffTheMenu(ctx), helpMenu, languageMenu, moreMenu);
  bot.use(startCommand({ openLink, background }));
  const commands = bot.on('message::bot_command').use(async (ctx, next) => {
    await ctx.conversation.exitAll();
    await next();
  });
  commands.command('renew', (ctx) => showRenewal(ctx, ctx.match ? { named: ctx.match.trim() } : undefined));
  commands.command('buy', (ctx) => buying.ask(ctx));
  commands.command('claim', (ctx) => claiming.ask(ctx));
  commands.command(['balance', 'cancel'], (ctx) => showHome(ctx));
  commands.command('orders', (ctx) => showOrders(ctx));
  commands.command('paysupport', (ctx) => showPaySupport(ctx));
  commands.command('language', (ctx) => showLanguages(ctx));
  commands.command('settings', (ctx) => settings.show(ctx));
  commands.command('help', (ctx) => showHelp(ctx));
  commands.command('email', (ctx) => email.show(ctx));
  commands.use(shopPages.commands);

  // 4. A conversation that waits takes the answers meant for it, and lets everything else pass.
  bot.use(createConversation(renewal, 'renewal'));
  bot.use(createConversation(typedAnswer, 'typed-answer'));

  // 5. What operators alone can do.
  bot.use(operatorDesk.composer);

  // 6. Buttons; one that leads nowhere any more leads home.
  bot.use(
    createButtons({
      ...parts,
      showHome,
      showRenewal,
      showReviewMore,
      chooseWay,
      showCheck,
      showMore,
      showOrders,
      showReceipt,
      showInstallKit,
      showNoInternet,
      showGuide,
      showHelp,
      showLanguages,
      showSupport: shopPages.showSupport,
      buying,
      claiming,
      codes,
      email,
      settings,
      myCards,
      sharingScreens,
      myDataScreens,
    }),
  );
  bot.on('callback_query', async (ctx) => {
    ctx.toast = { text: ctx.speech.t('button-too-old'), alert: false };
    await showHome(ctx);
  });

  // 7. Codes and addresses for what they are, typed or in a picture; typed words in any of the languages; anything else gets the way back.
  bot.on(['message:photo', 'message:document'], readPicture);
  bot.on('message:text', async (ctx, next) => {
    if (await recognised(ctx, ctx.message.text, { kind: 'typed' })) return;
    const wish = words.wishOf(ctx.message.text);
    switch (wish) {
      case 'balance':
        return showHome(ctx);
      case 'renew':
        return showRenewal(ctx);
      case 'claim':
        return claiming.ask(ctx);
      case 'code':
        return codes.explain(ctx);
      case 'orders':
        return showOrders(ctx);
      case 'language':
        return showLanguages(ctx);
      case 'cards':
        return myCards.showAll(ctx);
      case 'email':
        return email.show(ctx);
      case 'data':
        return myDataScreens.show(ctx);
      case 'settings':
        return settings.show(ctx);
      case 'refund':
        return showPaySupport(ctx);
      case 'offline':
        return showNoInternet(ctx);
      case 'help':
        return showHelp(ctx);
      case 'person':
        return shopPages.showSupport(ctx);
      case 'buy':
      case undefined: {
        const destination = destinationOf(ctx.message.text);
        if (destination) return buying.goTo(ctx, destination);
        return wish === 'buy' ? buying.ask(ctx) : next();
      }
    }
  });
  bot.on([...content], async (ctx) => {
    const { t } = ctx.speech;
    const keyboard = new InlineKeyboard()
      .text(t('button-home'), actions.home())
      .text(t('button-help'), actions.help())
      .row()
      .text(t('button-buy'), actions.buy());
    await screens.show(ctx, { text: t('not-understood'), keyboard });
  });

  return bot;
}
