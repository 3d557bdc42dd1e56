import { conversations, createConversation } from '@grammyjs/conversations';
import type { ConversationData, VersionedStateStorage } from '@grammyjs/conversations';
import { Bot, InlineKeyboard } from 'grammy';
import type { InstallKit } from '../domain/install-kit.ts';
import type { PlanGroup } from '../domain/plan.ts';
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
import type { ShopStatus } from '../services/shop-status.ts';
import type { Sales } from '../services/sales.ts';
import type { SoldCardService } from '../services/sold-cards.ts';
import type { ReceiptService } from '../services/receipts.ts';
import type { RefundRequests } from '../services/refund-requests.ts';
import type { RefundService } from '../services/refunds.ts';
import type { RenewalService } from '../services/renewals.ts';
import type { ReviewDesk } from '../services/review-desk.ts';
import { action, actions, cardIn } from './actions.ts';
import { createClaiming } from './claim.ts';
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
import type { RenewalStart } from './conversations/renewal.ts';
import { createTypedAnswer } from './conversations/typed-answer.ts';
import type { TypedAnswerStart } from './conversations/typed-answer.ts';
import { createEmail } from './email.ts';
import { createGuide } from './guide.ts';
import { createHomeZones } from './home-zones.ts';
import { createHome } from './home.ts';
import { createInstall } from './install.ts';
import { createHelp } from './menus/help.ts';
import { createLanguages } from './menus/language.ts';
import { createMore } from './menus/more.ts';
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
import { createRefundDesk } from './refunds.ts';
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
  readonly status: () => Promise<ShopStatus>;
  /** Telegram's user ids of those who may do what customers may not. */
  readonly operators: ReadonlySet<number>;
  readonly sharing: Sharing;
  readonly myData: MyData;
  readonly closeStatus: CustomerChat['closeStatus'];
  readonly quotes: Quotes;
  readonly codes: CodeService;
  readonly refunds: RefundService;
  readonly refundRequests: RefundRequests;
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
  const email = createEmail({
    ...parts,
    claiming,
    waitForAddress: (ctx, orderId) => waitFor(ctx, { kind: 'address', orderId }),
  });
  const codes = createCodes({ ...parts, botUsername });
  const showReviewMore = createReviewMore({ cards, catalogue, showRenewal });
  const operatorDesk = createOperatorDesk(parts);
  const { showCases } = operatorDesk;
  const screensBehindLinks = { showHome, showRenewal, showHelp, showReceipt, showCases };
  const links = { ...screensBehindLinks, buying, claiming, codes, sharingScreens };
  const openLink = createLinks({ ...parts, ...links });
  const recognised = createRecognised({ botUsername, claiming, codes, email, openLink });
  const readPicture = createPictures({ ...parts, recognised, botUsername, limits: store.limits });
  const destinationOf = createPlaces({ catalogue, sold: renewals.coverages, speeches });
  const showCheck = createCheck({ cards, catalogue, sayNotYours, screens, clock });
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
  bot.use(helpMenu, languageMenu, moreMenu);
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

  // 6. Buttons. Each carries the ids it needs, so one from last week works as well as a fresh one.
  const enterRenewal = async (ctx: Ctx, cardId: string, open: RenewalStart['open']): Promise<void> => {
    await ctx.conversation.exitAll();
    const { id: customerId, lastRail, homeZone } = ctx.customer;
    const { locale } = ctx.speech;
    const start: RenewalStart = { customerId, locale, homeZone, lastRail, cardId, open };
    await ctx.conversation.enter('renewal', start);
  };
  const waitFor = async (ctx: Ctx, question: TypedAnswerStart['question']): Promise<void> => {
    await ctx.conversation.exitAll();
    const start: TypedAnswerStart = { customerId: ctx.customer.id, question };
    await ctx.conversation.enter('typed-answer', start);
  };
  bot.callbackQuery(action('home'), async (ctx) => {
    await ctx.conversation.exitAll();
    await showHome(ctx, ctx.match[1]);
  });
  bot.callbackQuery(action('plans'), (ctx) =>
    enterRenewal(ctx, ctx.match[1] ?? '', ctx.match[2] as PlanGroup),
  );
  bot.callbackQuery(action('advise'), (ctx) => enterRenewal(ctx, ctx.match[1] ?? '', 'advise'));
  bot.callbackQuery(action('days'), (ctx) => enterRenewal(ctx, ctx.match[1] ?? '', 'advise'));
  bot.callbackQuery(action('plan'), (ctx) =>
    showRenewal(ctx, { cardId: ctx.match[1] ?? '', planId: ctx.match[2] ?? '' }),
  );
  bot.callbackQuery(action('pay'), (ctx) => chooseWay(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('buy'), (ctx) => buying.ask(ctx));
  bot.callbackQuery(action('buyIn'), (ctx) =>
    buying.showPlans(ctx, ctx.match[1] ?? '', ctx.match[2] as PlanGroup | undefined),
  );
  bot.callbackQuery(action('buyPlan'), (ctx) => buying.choose(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('phoneOk'), (ctx) => buying.phoneIsFine(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('phoneUnsure'), (ctx) => buying.explainPhone(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('claim'), (ctx) => claiming.ask(ctx));
  bot.callbackQuery(action('claimByEmail'), async (ctx) => {
    if (await claiming.askAddress(ctx)) await waitFor(ctx, { kind: 'claim' });
  });
  bot.callbackQuery(action('claimByNumber'), async (ctx) => {
    if (await claiming.askNumber(ctx)) await waitFor(ctx, { kind: 'number' });
  });
  bot.callbackQuery(action('claimRest'), (ctx) => claiming.collect(ctx, 'tapped'));
  bot.callbackQuery(action('giveCard'), (ctx) => claiming.decide(ctx, ctx.match[1] ?? '', 'given'));
  bot.callbackQuery(action('keepCard'), (ctx) => claiming.decide(ctx, ctx.match[1] ?? '', 'kept'));
  bot.callbackQuery(action('reviewMore'), (ctx) =>
    showReviewMore(ctx, { cardId: cardIn(ctx.match, 1), planId: ctx.match[2] ?? '' }),
  );
  bot.callbackQuery(action('giveAway'), (ctx) =>
    showRenewal(ctx, { cardId: cardIn(ctx.match, 1), planId: ctx.match[2] ?? '', delivery: 'code' }),
  );
  bot.callbackQuery(action('useCode'), (ctx) => codes.use(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('codeOn'), (ctx) => codes.ask(ctx, ctx.match[1] ?? '', cardIn(ctx.match, 2)));
  bot.callbackQuery(action('activate'), (ctx) =>
    codes.activate(ctx, ctx.match[1] ?? '', cardIn(ctx.match, 2)),
  );
  bot.callbackQuery(action('codePhoneOk'), (ctx) => codes.phoneIsFine(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('codePhoneUnsure'), (ctx) => codes.explainPhone(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('showCode'), (ctx) => codes.showAgain(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('askCancelCode'), (ctx) => codes.askCancel(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('cancelCode'), (ctx) => codes.cancel(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('check'), (ctx) => showCheck(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('person'), (ctx) => shopPages.showSupport(ctx, ctx.match[1] === 'phone'));
  bot.callbackQuery(action('more'), (ctx) => showMore(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('orders'), (ctx) => showOrders(ctx, Number(ctx.match[1] ?? 0)));
  bot.callbackQuery(action('receipt'), (ctx) => showReceipt(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('mailReceipt'), (ctx) => email.sendReceipt(ctx, ctx.match[1] ?? ''));
  bot.use(createRefundDesk({ ...parts, codes, showReceipt }));
  bot.callbackQuery(action('email'), (ctx) => email.show(ctx));
  bot.callbackQuery(action('emailNew'), (ctx) => email.ask(ctx, null));
  bot.callbackQuery(action('emailUse'), (ctx) => email.useTyped(ctx));
  bot.callbackQuery(action('emailCode'), (ctx) => email.newCode(ctx));
  bot.callbackQuery(action('emailAdopt'), (ctx) => email.adopt(ctx));
  bot.callbackQuery(action('emailRemove'), (ctx) => email.remove(ctx));
  bot.callbackQuery(action('emailReceipts'), (ctx) => email.setReceipts(ctx, ctx.match[1] === 'on'));
  bot.callbackQuery(action('installKit'), (ctx) => showInstallKit(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('noInternet'), (ctx) => showNoInternet(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('guide'), (ctx) => showGuide(ctx, Number(ctx.match[1])));
  bot.callbackQuery(action('help'), (ctx) => showHelp(ctx));
  bot.callbackQuery(action('settings'), (ctx) => settings.show(ctx));
  bot.callbackQuery(action('language'), (ctx) => showLanguages(ctx));
  bot.callbackQuery(action('zone'), async (ctx) => {
    if (ctx.match[1]) return settings.chooseZone(ctx, ctx.match[1]);
    await settings.showZone(ctx);
    await waitFor(ctx, { kind: 'zone' });
  });
  bot.callbackQuery(action('notices'), (ctx) =>
    settings.notices(ctx, ctx.match[1] ? ctx.match[1] === 'quiet' : undefined),
  );
  bot.callbackQuery(action('myData'), (ctx) => myDataScreens.show(ctx));
  bot.callbackQuery(action('exportData'), (ctx) => myDataScreens.sendCopy(ctx));
  bot.callbackQuery(action('erase'), (ctx) => myDataScreens.askErasure(ctx));
  bot.callbackQuery(action('eraseYes'), (ctx) => myDataScreens.erase(ctx));
  bot.callbackQuery(action('cards'), (ctx) => myCards.showAll(ctx, Number(ctx.match[1])));
  bot.callbackQuery(action('card'), (ctx) => myCards.show(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('rename'), async (ctx) => {
    const cardId = ctx.match[1] ?? '';
    if (await myCards.askName(ctx, cardId)) await waitFor(ctx, { kind: 'name', cardId });
  });
  bot.callbackQuery(action('noName'), (ctx) => myCards.dropName(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('remove'), (ctx) => myCards.askRemoval(ctx, ctx.match[1] ?? ''));
  bot.callbackQuery(action('removeYes'), (ctx) => myCards.remove(ctx, ctx.match[1] ?? ''));
  for (const purpose of ['share', 'give'] as const) {
    bot.callbackQuery(action(purpose), (ctx) => sharingScreens.show(ctx, purpose, ctx.match[1] ?? ''));
    bot.callbackQuery(action(`${purpose}Link`), (ctx) =>
      sharingScreens.makeLink(ctx, purpose, ctx.match[1] ?? ''),
    );
    bot.callbackQuery(action(purpose === 'share' ? 'dropShareLink' : 'dropGiveLink'), (ctx) =>
      sharingScreens.dropLink(ctx, purpose, ctx.match[1] ?? ''),
    );
    bot.callbackQuery(action(purpose === 'share' ? 'accept' : 'receive'), (ctx) =>
      sharingScreens.use(ctx, purpose, ctx.match[1] ?? ''),
    );
  }
  bot.callbackQuery(action('endShare'), (ctx) => sharingScreens.endShare(ctx, ctx.match[1] ?? ''));
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
