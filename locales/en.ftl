## Names of things

language-name = English
language-codes = en
coverage-eu = Europe
coverage-asia = Asia
city =
    { $name ->
        [Rome] Rome
        [Tokyo] Tokyo
        [Seoul] Seoul
        [Hong_Kong] Hong Kong
        [UTC] UTC
       *[other] { $fallback }
    }
group-day = By the day
group-month = By the month
group-unlimited = Unlimited
plan-allowance = { $data } / { $days } days
plan-voice = { $data } + { $minutes } min + { $sms } SMS / { $days } days
plan-daily = { $data } a day / { $days } days
plan-unlimited = Unlimited / { $days } days
size-daily = { $data } a day
size-unlimited = unlimited
card-name = { $place } { $size }

## Before Start, and the command menu

bot-description = Check your data, renew, get your QR code, all in a minute. 🇮🇹 🇪🇺 🌏
bot-short-description = Check data, renew, get your QR in a minute
command-renew = Renew my eSIM
command-balance = What is left
command-orders = Orders and receipts
command-help = Answers and a picture guide
command-language = Language
command-support = Reach a person

## Typed words that start something, separated by |

words-balance = balance|data left|what's left|how much|usage|remaining
words-renew = renew|renewal|top up|topup|recharge|extend|buy|more data
words-orders = orders|order|receipt|receipts|invoice
words-help = help|how|faq|question
words-language = language
words-person = support|human|agent|person|someone

## Home, which is the card

home-empty = You have no card with us yet. Cards bought here will appear on this screen.
card-left = { $bar } { $left } of { $total } left
card-used-up = { $bar } Data used up
card-today = { $bar } { $left } of today’s { $total } left
card-today-used = { $bar } Today’s data is used up; { $kbps } until midnight
card-unlimited = ∞ Unlimited data
card-unlimited-fair = ∞ Unlimited data. Full speed for { $data } a day, then { $kbps }
card-until =
    { $days ->
        [one] until { $date } ({ $city }), 1 day left
       *[other] until { $date } ({ $city }), { $days } days left
    }
card-until-today = until { $date } ({ $city }), less than a day left
card-until-unknown = end date not known yet
card-talk = 📞 { $minutes } of { $minutesTotal } min · ✉️ { $sms } of { $smsTotal } SMS
card-waiting = + { $plan } waiting its turn
card-ended = Ended on { $date }
card-gone = This eSIM was removed and cannot be used any more.
card-preparing = Being prepared; the QR code comes in a moment.
card-empty = No plan on this card.
card-starts-on-use = Ready. The days count from first use.
card-install = Not on a phone yet.
card-install-by = Not on a phone yet: install it by { $date }.
card-no-figures = No figures yet; try again in a moment.
just-now = just now
card-updated = <i>updated { $ago }</i>
card-asking = <i>from { $ago }; asking the network…</i>
card-stale = <i>from { $ago }; the network does not answer right now</i>

## Buttons

button-again = ★ { $plan } again { $price }
button-pay = Pay { $total }
button-other-plan = Other plan
button-back = ‹ Back
button-home = My card
button-orders = Orders
button-language = Language
button-help = Help
button-retry = Try again
button-advise = Help me choose
button-days =
    { $days ->
        [one] 1 day
       *[other] { $days } days
    }
button-install = Show the QR code
button-iphone = On this iPhone
button-android = On this Android
button-copy-address = Copy SM-DP+ address
button-copy-code = Copy code
button-copy-apn = Copy APN
button-no-internet = No internet?
button-receipt = Receipt
button-open-private = Open our chat
button-previous = ‹
button-next = ›
button-too-old = That button is from an older screen. Here is where things stand.

## Choosing a plan

plans-title = <b>{ $group }</b> for { $card }. Which one?
plans-none = Nothing <b>{ $group }</b> for { $card } right now. Another group?
advice-question = How many more days do you need data? Tap or type a number.
advice-lasts = 💡 At your pace { $plan } lasts { $days } days.
advice-largest = 💡 The largest for { $days } days is { $plan }; at your pace it may end earlier.
renewal-not-offered = This plan is not available for this card right now. Nothing was charged. Pick another one?
renewal-silent = The network does not answer right now. Nothing was charged. Please try again in a moment.

## The review, which is the payment screen

review-title = <b>{ $plan }</b> → { $card }
review-total = Total <b>{ $total }</b> ({ $price }), held until { $until }.
review-consent = <i>Paying means: start now. Not delivered = refunded.</i>
review-paid = <b>{ $plan }</b>: paid ✓
invoice-description = Renews eSIM { $card }: { $plan }. Not delivered = refunded.
preview-stacked = Added at once: { $data } until { $until } ({ $city }).
preview-stacked-open = Added at once: { $data } in all.
preview-queued-left = Starts when your { $left } is used up, on { $by } at the latest; then { $days } days. Nothing is wasted.
preview-queued = Starts when the plans before it end, on { $by } at the latest; then { $days } days.
preview-queued-open = Starts when your current plan ends; then { $days } days.
preview-extends =
    { $days ->
        [one] One more day: until { $until } ({ $city }).
       *[other] { $days } more days: until { $until } ({ $city }).
    }
preview-extends-open = { $days } more days.
preview-starts-on-use = Starts with your next connection; then { $days } days.
preview-starts-on-install = { $days } days from first use; install by { $by }.
preview-starts-on-install-open = { $days } days from first use.
preview-new-profile = A new eSIM to install: you get a new QR code. { $days } days from first use.
preview-wasted-data = ⚠️ The { $left } on the old eSIM (until { $until }) does not move over. Use it up first.
preview-wasted-days = ⚠️ The old eSIM runs until { $until }; its days do not move over. Install the new one after that.

## Why a payment did not go on

refused-changed = This invoice is not valid any more. Please open a fresh one in the chat.
refused-not-yours = This invoice is for somebody else’s card. Nothing was charged.
refused-expired = The price has expired. A fresh one is waiting in the chat; nothing was charged.
refused-replaced = You chose another plan after this one. Please pay the newer invoice.
refused-already-paid = This renewal is paid already. Nothing was charged again.
refused-card-gone = This eSIM cannot be renewed any more. Nothing was charged.
refused-test-only = This is a test bot: only its operators can pay. Nothing was charged.

## After the payment

paid-activating = Payment received, activating…
done-in-place = ✅ <b>Done.</b> Nothing to install; keep the eSIM.
done-sum = { $card }: { $left } + { $added }.
done-added = { $card }: + { $plan }.
done-qr-opens-card = <i>The QR code opens this card in our chat, for you alone.</i>
done-install = ✅ <b>Your eSIM is ready:</b> { $card }
done-install-how = Scan with the phone that will use it, or tap your phone below (iPhone needs iOS 17.4; Android may vary).
done-install-once = ⚠️ One phone only. Once installed, do not delete it.
delayed-slow = Still working on it. Your payment is safe: either the renewal goes through, or the money comes back by itself.
delayed-refused = The network did not accept this renewal. We are making sure that nothing was activated; then your money comes back by itself, usually within minutes.
refunded-undeliverable = The renewal did not work out, so { $total } is back in your Stars. We are sorry. Your card is as it was.
refunded-duplicate = You paid twice for one renewal: the second { $total } is back in your Stars.
refunded-test = Test purchase: { $total } is back in your Stars.
no-internet =
    <b>No internet?</b>
    1. Turn on the eSIM and its <b>data roaming</b>.
    2. Choose it for mobile data.
    3. Set the APN: <code>{ $apn }</code>
    4. Airplane mode on, then off.
    Still nothing? { $contact }
install-too-often = The code was shown several times already. Please try again in an hour.

## Orders and receipts

orders-title = <b>Your orders</b>
orders-none = No orders yet.
receipt-title = Receipt { $number }
receipt-paid = Paid { $total } ({ $price }) on { $date }
receipt-unpaid = Not paid ({ $price })
receipt-state = State: { $state }
receipt-seller = Seller: { $seller }
state-awaiting-payment = waiting for payment
state-not-paid = not paid
state-activating = activating
state-done = done ✓
state-refunding = refund on its way
state-refunded = refunded
state-review = with our team
refund-requested = Refund requested; it returns to your Stars.
refund-succeeded = Refunded to your Stars.
refund-review = Our team is looking after the refund.

## Help

help-title = <b>{ $brand }: how can we help?</b>
help-guide = 🖼 In four pictures
help-channel = Our channel
help-ask-where = Where do I renew?
help-ask-when = When does it start?
help-ask-phone = I changed phones
help-ask-failed = It did not work
help-ask-emergency = Emergency
help-where = Here: tap ★ on your card, type “renew”, or use /renew. You can also open a renewal from a reminder or one of our links.
help-when = Usually within minutes. We show what the network itself says and keep asking. If it takes too long, you hear from us, and the money comes back once it is certain that the card was not extended.
help-phone = An eSIM lives on one phone at a time. Not installed yet? The same QR code works on the new phone. Already installed? Do not delete it; write to us first. To get other devices online, share by hotspot if your plan allows it.
help-failed = Try again, now or later: one tap on ★. If money was taken and the card was not extended, it is delivered or refunded without asking. Otherwise write to a person with /support.
help-emergency = A person answers here, also when the desk is closed: { $contact }
guide-1 = <b>1/4 Check the card.</b> What is left, until when, minutes and SMS.
guide-2 = <b>2/4 Choose.</b> By the day, by the month or unlimited; ★ is the same again.
guide-3 = <b>3/4 Pay.</b> Check the preview, tap Pay, confirm. Not delivered = refunded.
guide-4 = <b>4/4 Done.</b> Usually nothing to install. A new eSIM? Scan the QR code on one phone and keep it.

## Pages

page-support = A person answers here: { $contact }. Please name the last four digits of your card.
page-terms = <b>Terms.</b> Seller: { $seller }, { $address }. Plans are prepaid and start as the review says; by paying you ask for immediate activation. What is not delivered is refunded in full. An eSIM works on one phone at a time. Questions: /paysupport
page-privacy = <b>Privacy.</b> We keep your Telegram id, language, cards, orders and payments, to deliver and account for them. Installation codes are stored encrypted. No advertising, no sale of data. Access or deletion: { $contact } ({ $seller }).
page-paysupport = <b>Payment questions.</b> /orders shows each payment and refund. What could not be delivered is refunded by itself. Anything else: { $contact }, with the receipt number.

## Everything else

not-yours = This is not on your account.
not-understood = I can show what is left on your card, or renew it.
too-fast = A little slower, please. Try again in a few seconds.
group-private = Cards are private, so let’s talk in our own chat.
language-title = Which language?
language-chosen = English it is.

## Chat page of the sandbox

box-title = Yuanyou in a box
box-people = People
box-new = new
box-world = The world
box-theme = Dark look
box-language = Language of this page
box-other = Whose second phone
box-phone-of = { $name }’s phone
box-chat = { $name }’s chat
box-bot = bot
box-write = Message…
box-send = Send
box-commands = Commands
box-start = Start
box-block = Block the bot
box-unblock = Unblock the bot
box-failed = That did not work. Please try again
box-lost = Connection lost, trying again…
box-not-here = The box has no such button yet
box-copied = Copied: { $text }
box-spoiler = Hidden text, press to show
box-attachment = Attachment
box-photo = Picture
box-enlarge = Enlarge the picture
box-paid = Paid { $amount }
box-refunded = Refunded { $amount }
box-pay = Pay
box-pay-amount = Pay { $amount }
box-payment = Payment
box-balance = Balance { $amount }
box-paying = Paying…
box-again = Try again
box-outcome-paid = Paid
box-outcome-refused = The shop did not accept this payment. Nothing was charged.
box-outcome-timed-out = The shop did not answer in time. Nothing was charged.
box-outcome-declined = The payment was declined. Nothing was charged.
box-cancel = Cancel
box-close = Close
box-ok = OK
box-open = Open
box-answer = The bot answers
box-leave = Open this link?
box-scan = Scan with the other phone
box-found-link = A link was found
box-found-esim = eSIM found
box-found-ask = Install it on this phone?
box-found-server = SM-DP+ address
box-found-code = Installation code
box-install = Install
box-installed = The box ends here: a real phone would now download the eSIM.
box-open-as = Open as { $name }
box-chips = Things to try
box-chip-renew = Renew
box-chip-balance = Balance
box-chip-profile = New profile
box-chip-language = Language
box-chip-help = Ask for help
box-chip-time = Let time pass
box-chip-done = { $name } (done)
box-hour = 1 hour later
box-day = 1 day later
box-use = Use 1 GB
box-decline = Decline the next payment
box-stall = Stall the supplier 30 s
box-done = Done
box-wire = What went over the wire
