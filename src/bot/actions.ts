import type { Order } from '../domain/order.ts';

/**
 * Callback data of the buttons that live outside menus: `verb/argument/argument`, at most 64 bytes.
 * They carry ids only; whoever handles one looks up whose it is.
 */
export const actions = {
  home: (cardId?: string) => (cardId ? `home/${cardId}` : 'home'),
  /** The plans of a group for a card: opens the renewal conversation. */
  plans: (cardId: string, group: string) => `plans/${cardId}/${group}`,
  /** A chosen plan: the review. Also works when its conversation is gone. */
  plan: (cardId: string, planId: string) => `plan/${cardId}/${planId}`,
  /** The one optional question: how many more days. */
  advise: (cardId: string) => `advise/${cardId}`,
  days: (cardId: string, days: number) => `days/${cardId}/${days}`,
  /** Pays by the rail of this attempt. */
  pay: (attemptId: string) => `pay/${attemptId}`,
  /** Asks where to, for a first card or another one. */
  buy: () => 'buy',
  buyIn: (coverage: string, group?: string) => (group ? `buyin/${coverage}/${group}` : `buyin/${coverage}`),
  /** A chosen plan for a first card: the review. */
  buyPlan: (planId: string) => `buy/${planId}`,
  phoneOk: (planId: string) => `phone/${planId}`,
  phoneUnsure: (planId: string) => `unsure/${planId}`,
  /** Did it work? */
  check: (cardId: string) => `check/${cardId}`,
  /** How to bring a card along. */
  claim: () => 'claim',
  /** By the address that it was bought with, or by its number. */
  claimByEmail: () => 'claim/email',
  claimByNumber: () => 'claim/number',
  /** Those that were proved already, and that the supplier was silent about. */
  claimRest: () => 'claim/rest',
  /** The owner's answer to somebody who claims a card of theirs. */
  giveCard: (requestId: string) => `give/${requestId}`,
  keepCard: (requestId: string) => `keep/${requestId}`,
  /** What hides behind ⋯ at a review; without a card: a first one. */
  reviewMore: (cardId: string | null, planId: string) => `etc/${cardId ?? '-'}/${planId}`,
  /** The review of the same plan as an activation code. */
  giveAway: (cardId: string | null, planId: string) => `later/${cardId ?? '-'}/${planId}`,
  /** An activation code: where to? */
  useCode: (codeId: string) => `use/${codeId}`,
  /** On this card, or as a new one: what that does. */
  codeOn: (codeId: string, cardId: string | null) => `on/${codeId}/${cardId ?? '-'}`,
  /** Uses it up. */
  activate: (codeId: string, cardId: string | null) => `act/${codeId}/${cardId ?? '-'}`,
  codePhoneOk: (codeId: string) => `codephone/${codeId}`,
  codePhoneUnsure: (codeId: string) => `codeunsure/${codeId}`,
  /** The code again, for its payer. */
  showCode: (codeId: string) => `code/${codeId}`,
  /** Asks before it is cancelled. */
  askCancelCode: (codeId: string) => `void/${codeId}`,
  cancelCode: (codeId: string) => `voidnow/${codeId}`,
  /** The operator's answer to what a list of sold cards would change. */
  importList: (importId: string) => `import/${importId}`,
  dropList: (importId: string) => `drop/${importId}`,
  /** How the shop is, for operators. */
  status: () => 'status',
  /** An operator stops selling, or goes on: asks first. */
  pauseSales: () => 'sales/pause',
  pauseSalesNow: () => 'sales/pause/now',
  resumeSales: () => 'sales/resume',
  resumeSalesNow: () => 'sales/resume/now',
  /** What suppliers list and what is not sold, by page; one such plan; and an operator’s answer, with the cost that they read. */
  supply: (page = 0) => (page > 0 ? `supply/${page}` : 'supply'),
  withheld: (provider: string, planId: string) => `withheld/${provider}/${planId}`,
  acceptCost: (provider: string, planId: string, cost: string) => `cost/${provider}/${planId}/${cost}`,
  /** A list of so many plans is no mistake: asks first. */
  shortList: (provider: string, plans: number) => `list/${provider}/${plans}`,
  shortListNow: (provider: string, plans: number) => `listnow/${provider}/${plans}`,
  /** Cases for operators, by page, the oldest on the first. */
  cases: (page = 0) => (page > 0 ? `cases/${page}` : 'cases'),
  /** One of them, with what every side says now. */
  case: (reviewId: string) => `case/${reviewId}`,
  /** Asks whoever was silent once more. */
  askCase: (reviewId: string) => `caseask/${reviewId}`,
  /** Says what would be done, and does it. The stamp tells what it was decided upon. */
  weighCase: (reviewId: string, choice: string, stamp: string) => `casedo/${reviewId}/${choice}/${stamp}`,
  decideCase: (reviewId: string, choice: string, stamp: string) => `caseyes/${reviewId}/${choice}/${stamp}`,
  /** What is not handled, and what fails. */
  inbox: () => 'inbox',
  failedUpdates: (page = 0) => `inboxfailed/${page}`,
  stuckUpdates: (page = 0) => `stuck/${page}`,
  stuckUpdate: (number: string) => `update/${number}`,
  releaseUpdate: (number: string) => `releaseupdate/${number}`,
  failingJobs: (page = 0) => `jobs/${page}`,
  failingJob: (jobId: string) => `job/${jobId}`,
  hurryJob: (jobId: string) => `jobnow/${jobId}`,
  /** Reaches a person; `phone`: about the phone that shall take a card. */
  person: (about?: 'phone') => (about ? `person/${about}` : 'person'),
  /** By page, the newest on the first. */
  orders: (page = 0) => (page > 0 ? `orders/${page}` : 'orders'),
  receipt: (orderId: string) => `receipt/${orderId}`,
  /** The receipt by e-mail. */
  mailReceipt: (orderId: string) => `mail/${orderId}`,
  /** Asks before a refund is asked for. */
  askRefund: (orderId: string) => `refund/${orderId}`,
  refund: (orderId: string) => `refundnow/${orderId}`,
  /** Of an order that takes long: goes on waiting, or cancels it. */
  wait: (orderId: string) => `wait/${orderId}`,
  stop: (orderId: string) => `stop/${orderId}`,
  email: () => 'email',
  /** Asks for an address. */
  emailNew: () => 'email/new',
  /** Sends a code to the address in the bubble. */
  emailUse: () => 'email/use',
  emailCode: () => 'email/code',
  /** Makes the address that a claim proved the one for receipts. */
  emailAdopt: () => 'email/adopt',
  emailRemove: () => 'email/remove',
  emailReceipts: (wanted: boolean) => (wanted ? 'email/on' : 'email/off'),
  noInternet: (cardId: string) => `offline/${cardId}`,
  installKit: (cardId: string) => `install/${cardId}`,
  help: () => 'help',
  more: (cardId: string) => `more/${cardId}`,
  guide: (slide: number) => `guide/${slide}`,
  settings: () => 'settings',
  language: () => 'lang',
  /** Asks where home is, or sets its zone, or `off`. */
  zone: (zone?: string) => (zone ? `zone/${zone}` : 'zone'),
  notices: (quiet?: boolean) => (quiet === undefined ? 'notices' : `notices/${quiet ? 'quiet' : 'loud'}`),
  myData: () => 'data',
  exportData: () => 'export',
  erase: () => 'erase',
  eraseYes: () => 'eraseyes',
  /** The list of the customer's cards, by page. */
  cards: (page = 0) => `cards/${page}`,
  /** One of them, and what can be done with it. */
  card: (cardId: string) => `card/${cardId}`,
  rename: (cardId: string) => `rename/${cardId}`,
  noName: (cardId: string) => `noname/${cardId}`,
  remove: (cardId: string) => `remove/${cardId}`,
  removeYes: (cardId: string) => `removeyes/${cardId}`,
  /** Who may see and renew a card. */
  share: (cardId: string) => `share/${cardId}`,
  shareLink: (cardId: string) => `sharelink/${cardId}`,
  dropShareLink: (cardId: string) => `sharedrop/${cardId}`,
  endShare: (shareId: string) => `unshare/${shareId}`,
  /** Becomes a companion, by the token of a link. */
  accept: (token: string) => `accept/${token}`,
  give: (cardId: string) => `handover/${cardId}`,
  giveLink: (cardId: string) => `handoverlink/${cardId}`,
  dropGiveLink: (cardId: string) => `handoverdrop/${cardId}`,
  /** Becomes the owner, by the token of a link. */
  receive: (token: string) => `receive/${token}`,
} as const;

/** The button that quotes the same again. */
export function reviewAction({
  cardId,
  delivery,
  plan,
}: Pick<Order, 'cardId' | 'delivery' | 'plan'>): string {
  if (delivery === 'code') return actions.giveAway(null, plan.id);
  return cardId ? actions.plan(cardId, plan.id) : actions.buyPlan(plan.id);
}

/** The card that an action names; `-` stands for none. */
export function cardIn(match: string | RegExpMatchArray | undefined, index: number): string | null {
  const named = typeof match === 'object' ? match[index] : undefined;
  return named === undefined || named === '-' ? null : named;
}

/** Matches one verb with its arguments: `ctx.match[1]`, `ctx.match[2]`. */
export function action(verb: keyof typeof verbs): RegExp {
  return verbs[verb];
}

const id = '([A-Za-z0-9_-]{1,40})';
const verbs = {
  home: new RegExp(`^home(?:/${id})?$`),
  plans: new RegExp(`^plans/${id}/(day|month|unlimited)$`),
  plan: new RegExp(`^plan/${id}/${id}$`),
  advise: new RegExp(`^advise/${id}$`),
  days: new RegExp(`^days/${id}/(\\d{1,3})$`),
  pay: new RegExp(`^pay/${id}$`),
  buy: /^buy$/,
  buyIn: new RegExp(`^buyin/${id}(?:/(day|month|unlimited))?$`),
  buyPlan: new RegExp(`^buy/${id}$`),
  phoneOk: new RegExp(`^phone/${id}$`),
  phoneUnsure: new RegExp(`^unsure/${id}$`),
  check: new RegExp(`^check/${id}$`),
  claim: /^claim$/,
  claimByEmail: /^claim\/email$/,
  claimByNumber: /^claim\/number$/,
  claimRest: /^claim\/rest$/,
  giveCard: new RegExp(`^give/${id}$`),
  keepCard: new RegExp(`^keep/${id}$`),
  reviewMore: new RegExp(`^etc/${id}/${id}$`),
  giveAway: new RegExp(`^later/${id}/${id}$`),
  useCode: new RegExp(`^use/${id}$`),
  codeOn: new RegExp(`^on/${id}/${id}$`),
  activate: new RegExp(`^act/${id}/${id}$`),
  codePhoneOk: new RegExp(`^codephone/${id}$`),
  codePhoneUnsure: new RegExp(`^codeunsure/${id}$`),
  showCode: new RegExp(`^code/${id}$`),
  askCancelCode: new RegExp(`^void/${id}$`),
  cancelCode: new RegExp(`^voidnow/${id}$`),
  importList: new RegExp(`^import/${id}$`),
  dropList: new RegExp(`^drop/${id}$`),
  status: /^status$/,
  pauseSales: /^sales\/pause$/,
  pauseSalesNow: /^sales\/pause\/now$/,
  resumeSales: /^sales\/resume$/,
  resumeSalesNow: /^sales\/resume\/now$/,
  supply: /^supply(?:\/(\d{1,4}))?$/,
  withheld: new RegExp(`^withheld/${id}/${id}$`),
  acceptCost: new RegExp(`^cost/${id}/${id}/([0-9a-z]{1,12})$`),
  shortList: new RegExp(`^list/${id}/(\\d{1,4})$`),
  shortListNow: new RegExp(`^listnow/${id}/(\\d{1,4})$`),
  cases: /^cases(?:\/(\d{1,4}))?$/,
  case: new RegExp(`^case/${id}$`),
  askCase: new RegExp(`^caseask/${id}$`),
  weighCase: new RegExp(`^casedo/${id}/([a-z_]{2,10})/${id}$`),
  decideCase: new RegExp(`^caseyes/${id}/([a-z_]{2,10})/${id}$`),
  inbox: /^inbox$/,
  failedUpdates: /^inboxfailed\/(\d{1,4})$/,
  stuckUpdates: /^stuck\/(\d{1,4})$/,
  stuckUpdate: /^update\/(\d{1,16})$/,
  releaseUpdate: /^releaseupdate\/(\d{1,16})$/,
  failingJobs: /^jobs\/(\d{1,4})$/,
  failingJob: new RegExp(`^job/${id}$`),
  hurryJob: new RegExp(`^jobnow/${id}$`),
  person: /^person(?:\/(phone))?$/,
  orders: /^orders(?:\/(\d{1,4}))?$/,
  receipt: new RegExp(`^receipt/${id}$`),
  mailReceipt: new RegExp(`^mail/${id}$`),
  askRefund: new RegExp(`^refund/${id}$`),
  refund: new RegExp(`^refundnow/${id}$`),
  wait: new RegExp(`^wait/${id}$`),
  stop: new RegExp(`^stop/${id}$`),
  email: /^email$/,
  emailNew: /^email\/new$/,
  emailUse: /^email\/use$/,
  emailCode: /^email\/code$/,
  emailAdopt: /^email\/adopt$/,
  emailRemove: /^email\/remove$/,
  emailReceipts: /^email\/(on|off)$/,
  noInternet: new RegExp(`^offline/${id}$`),
  installKit: new RegExp(`^install/${id}$`),
  help: /^help$/,
  more: new RegExp(`^more/${id}$`),
  guide: /^guide\/([1-4])$/,
  settings: /^settings$/,
  language: /^lang$/,
  zone: /^zone(?:\/([A-Za-z0-9_+/-]{1,50}))?$/,
  notices: /^notices(?:\/(quiet|loud))?$/,
  myData: /^data$/,
  exportData: /^export$/,
  erase: /^erase$/,
  eraseYes: /^eraseyes$/,
  cards: /^cards\/(\d{1,3})$/,
  card: new RegExp(`^card/${id}$`),
  rename: new RegExp(`^rename/${id}$`),
  noName: new RegExp(`^noname/${id}$`),
  remove: new RegExp(`^remove/${id}$`),
  removeYes: new RegExp(`^removeyes/${id}$`),
  share: new RegExp(`^share/${id}$`),
  shareLink: new RegExp(`^sharelink/${id}$`),
  dropShareLink: new RegExp(`^sharedrop/${id}$`),
  endShare: new RegExp(`^unshare/${id}$`),
  accept: new RegExp(`^accept/${id}$`),
  give: new RegExp(`^handover/${id}$`),
  giveLink: new RegExp(`^handoverlink/${id}$`),
  dropGiveLink: new RegExp(`^handoverdrop/${id}$`),
  receive: new RegExp(`^receive/${id}$`),
} as const;
