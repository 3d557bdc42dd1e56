import { Composer } from 'grammy';
import type { PlanGroup } from '../domain/plan.ts';
import { action, cardIn } from './actions.ts';
import type { Buying } from './buy.ts';
import type { Claiming } from './claim.ts';
import type { Codes } from './codes.ts';
import type { Ctx } from './context.ts';
import { enterRenewal } from './conversations/renewal.ts';
import { waitForAnswer } from './conversations/typed-answer.ts';
import type { Email } from './email.ts';
import type { ShowGuide } from './guide.ts';
import type { ShowHome } from './home.ts';
import type { ShowForCard } from './install.ts';
import type { ShowHelp } from './menus/help.ts';
import type { ShowLanguages } from './menus/language.ts';
import type { ShowMore } from './menus/more.ts';
import type { MyCards } from './my-cards.ts';
import type { MyDataScreens } from './my-data.ts';
import type { ShowOrders, ShowReceipt } from './orders.ts';
import type { ChooseWay } from './pay.ts';
import { createRefundDesk } from './refunds.ts';
import type { ShowRenewal } from './renew.ts';
import type { ShowReviewMore } from './review-more.ts';
import type { Settings } from './settings.ts';
import type { SharingScreens } from './sharing.ts';

/** Which button does what. Each carries the ids it needs, so one from last week works as well as a fresh one. */
export function createButtons({
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
  showSupport,
  buying,
  claiming,
  codes,
  email,
  settings,
  myCards,
  sharingScreens,
  myDataScreens,
  ...parts
}: Omit<Parameters<typeof createRefundDesk>[0], 'codes' | 'showReceipt'> & {
  showHome: ShowHome;
  showRenewal: ShowRenewal;
  showReviewMore: ShowReviewMore;
  chooseWay: ChooseWay;
  showCheck: ShowForCard;
  showMore: ShowMore;
  showOrders: ShowOrders;
  showReceipt: ShowReceipt;
  showInstallKit: ShowForCard;
  showNoInternet: ShowForCard;
  showGuide: ShowGuide;
  showHelp: ShowHelp;
  showLanguages: ShowLanguages;
  /** `aboutPhone`: before there is a card to name. */
  showSupport: (ctx: Ctx, aboutPhone?: boolean) => Promise<void>;
  buying: Buying;
  claiming: Claiming;
  codes: Codes;
  email: Email;
  settings: Settings;
  myCards: MyCards;
  sharingScreens: SharingScreens;
  myDataScreens: MyDataScreens;
}): Composer<Ctx> {
  const buttons = new Composer<Ctx>();

  buttons.callbackQuery(action('home'), async (ctx) => {
    await ctx.conversation.exitAll();
    await showHome(ctx, ctx.match[1]);
  });
  buttons.callbackQuery(action('plans'), (ctx) =>
    enterRenewal(ctx, ctx.match[1] ?? '', ctx.match[2] as PlanGroup),
  );
  buttons.callbackQuery(action('advise'), (ctx) => enterRenewal(ctx, ctx.match[1] ?? '', 'advise'));
  buttons.callbackQuery(action('days'), (ctx) => enterRenewal(ctx, ctx.match[1] ?? '', 'advise'));
  buttons.callbackQuery(action('plan'), (ctx) =>
    showRenewal(ctx, { cardId: ctx.match[1] ?? '', planId: ctx.match[2] ?? '' }),
  );
  buttons.callbackQuery(action('pay'), (ctx) => chooseWay(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('buy'), (ctx) => buying.ask(ctx));
  buttons.callbackQuery(action('buyIn'), (ctx) =>
    buying.showPlans(ctx, ctx.match[1] ?? '', ctx.match[2] as PlanGroup | undefined),
  );
  buttons.callbackQuery(action('buyPlan'), (ctx) => buying.choose(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('phoneOk'), (ctx) => buying.phoneIsFine(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('phoneUnsure'), (ctx) => buying.explainPhone(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('claim'), (ctx) => claiming.ask(ctx));
  buttons.callbackQuery(action('claimByEmail'), async (ctx) => {
    if (await claiming.askAddress(ctx)) await waitForAnswer(ctx, { kind: 'claim' });
  });
  buttons.callbackQuery(action('claimByNumber'), async (ctx) => {
    if (await claiming.askNumber(ctx)) await waitForAnswer(ctx, { kind: 'number' });
  });
  buttons.callbackQuery(action('claimRest'), (ctx) => claiming.collect(ctx, 'tapped'));
  buttons.callbackQuery(action('giveCard'), (ctx) => claiming.decide(ctx, ctx.match[1] ?? '', 'given'));
  buttons.callbackQuery(action('keepCard'), (ctx) => claiming.decide(ctx, ctx.match[1] ?? '', 'kept'));
  buttons.callbackQuery(action('reviewMore'), (ctx) =>
    showReviewMore(ctx, { cardId: cardIn(ctx.match, 1), planId: ctx.match[2] ?? '' }),
  );
  buttons.callbackQuery(action('giveAway'), (ctx) =>
    showRenewal(ctx, { cardId: cardIn(ctx.match, 1), planId: ctx.match[2] ?? '', delivery: 'code' }),
  );
  buttons.callbackQuery(action('useCode'), (ctx) => codes.use(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('codeOn'), (ctx) => codes.ask(ctx, ctx.match[1] ?? '', cardIn(ctx.match, 2)));
  buttons.callbackQuery(action('activate'), (ctx) =>
    codes.activate(ctx, ctx.match[1] ?? '', cardIn(ctx.match, 2)),
  );
  buttons.callbackQuery(action('codePhoneOk'), (ctx) => codes.phoneIsFine(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('codePhoneUnsure'), (ctx) => codes.explainPhone(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('showCode'), (ctx) => codes.showAgain(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('askCancelCode'), (ctx) => codes.askCancel(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('cancelCode'), (ctx) => codes.cancel(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('check'), (ctx) => showCheck(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('person'), (ctx) => showSupport(ctx, ctx.match[1] === 'phone'));
  buttons.callbackQuery(action('more'), (ctx) => showMore(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('orders'), (ctx) => showOrders(ctx, Number(ctx.match[1] ?? 0)));
  buttons.callbackQuery(action('receipt'), (ctx) => showReceipt(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('mailReceipt'), (ctx) => email.sendReceipt(ctx, ctx.match[1] ?? ''));
  buttons.use(createRefundDesk({ ...parts, codes, showReceipt }));
  buttons.callbackQuery(action('email'), (ctx) => email.show(ctx));
  buttons.callbackQuery(action('emailNew'), (ctx) => email.ask(ctx, null));
  buttons.callbackQuery(action('emailUse'), (ctx) => email.useTyped(ctx));
  buttons.callbackQuery(action('emailCode'), (ctx) => email.newCode(ctx));
  buttons.callbackQuery(action('emailAdopt'), (ctx) => email.adopt(ctx));
  buttons.callbackQuery(action('emailRemove'), (ctx) => email.remove(ctx));
  buttons.callbackQuery(action('emailReceipts'), (ctx) => email.setReceipts(ctx, ctx.match[1] === 'on'));
  buttons.callbackQuery(action('installKit'), (ctx) => showInstallKit(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('noInternet'), (ctx) => showNoInternet(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('guide'), (ctx) => showGuide(ctx, Number(ctx.match[1])));
  buttons.callbackQuery(action('help'), (ctx) => showHelp(ctx));
  buttons.callbackQuery(action('settings'), (ctx) => settings.show(ctx));
  buttons.callbackQuery(action('language'), (ctx) => showLanguages(ctx));
  buttons.callbackQuery(action('zone'), async (ctx) => {
    if (ctx.match[1]) return settings.chooseZone(ctx, ctx.match[1]);
    await settings.showZone(ctx);
    await waitForAnswer(ctx, { kind: 'zone' });
  });
  buttons.callbackQuery(action('notices'), (ctx) =>
    settings.notices(ctx, ctx.match[1] ? ctx.match[1] === 'quiet' : undefined),
  );
  buttons.callbackQuery(action('myData'), (ctx) => myDataScreens.show(ctx));
  buttons.callbackQuery(action('exportData'), (ctx) => myDataScreens.sendCopy(ctx));
  buttons.callbackQuery(action('erase'), (ctx) => myDataScreens.askErasure(ctx));
  buttons.callbackQuery(action('eraseYes'), (ctx) => myDataScreens.erase(ctx));
  buttons.callbackQuery(action('cards'), (ctx) => myCards.showAll(ctx, Number(ctx.match[1])));
  buttons.callbackQuery(action('card'), (ctx) => myCards.show(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('rename'), async (ctx) => {
    const cardId = ctx.match[1] ?? '';
    if (await myCards.askName(ctx, cardId)) await waitForAnswer(ctx, { kind: 'name', cardId });
  });
  buttons.callbackQuery(action('noName'), (ctx) => myCards.dropName(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('remove'), (ctx) => myCards.askRemoval(ctx, ctx.match[1] ?? ''));
  buttons.callbackQuery(action('removeYes'), (ctx) => myCards.remove(ctx, ctx.match[1] ?? ''));
  for (const purpose of ['share', 'give'] as const) {
    buttons.callbackQuery(action(purpose), (ctx) => sharingScreens.show(ctx, purpose, ctx.match[1] ?? ''));
    buttons.callbackQuery(action(`${purpose}Link`), (ctx) =>
      sharingScreens.makeLink(ctx, purpose, ctx.match[1] ?? ''),
    );
    buttons.callbackQuery(action(purpose === 'share' ? 'dropShareLink' : 'dropGiveLink'), (ctx) =>
      sharingScreens.dropLink(ctx, purpose, ctx.match[1] ?? ''),
    );
    buttons.callbackQuery(action(purpose === 'share' ? 'accept' : 'receive'), (ctx) =>
      sharingScreens.use(ctx, purpose, ctx.match[1] ?? ''),
    );
  }
  buttons.callbackQuery(action('endShare'), (ctx) => sharingScreens.endShare(ctx, ctx.match[1] ?? ''));

  return buttons;
}
