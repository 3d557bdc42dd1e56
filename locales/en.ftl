## Names of things

language-name = English
language-codes = en
coverage-eu = Europe
coverage-asia = Asia
city =
    { $name ->
        [Rome] Rome time
        [Tokyo] Tokyo time
        [Seoul] Seoul time
        [Hong_Kong] Hong Kong time
        [UTC] UTC
       *[other] { $fallback } time
    }
group-day = Days
group-month = Month
group-unlimited = Unlimited
plan-allowance =
    { $data } / { $days ->
        [one] 1 day
       *[other] { $days } days
    }
plan-voice =
    { $data }+{ $minutes } min+{ $sms } SMS / { $days ->
        [one] 1 day
       *[other] { $days } days
    }
plan-daily =
    { $data } a day / { $days ->
        [one] 1 day
       *[other] { $days } days
    }
plan-unlimited =
    Unlimited / { $days ->
        [one] 1 day
       *[other] { $days } days
    }
size-daily = { $data } a day
size-unlimited = Unlimited
card-name = { $place } { $size }

## Before Start, and the command menu

bot-description = Check your data, renew, get your QR code, all in a minute. 🇮🇹 🇪🇺 🌏
bot-short-description = Check data, renew, get your QR in a minute
command-renew = Renew my eSIM
command-balance = What’s left
command-orders = Orders and receipts
command-help = Answers and a picture guide
command-language = Language
command-support = Reach a person

## Typed words that start something, separated by |

words-balance = balance|data left|gb left|what's left|how much|how many gb|usage|remaining|=my esim|=my card
words-renew = renew|renewal|top up|topup|recharge|refill|extend|buy data|buy more|more data|more gb|add data
words-orders = orders|my order|receipt|receipts|invoice|invoices
words-help = help|how do|how does|how to|how can|how it works|faq|question|new phone|changed phone|changed phones
words-refund = refund|refunds|money back|payment problem|charged twice
words-offline = no internet|no signal|not working|doesn't work|can't connect
words-language = language|english
words-person = support|human|agent|operator|person|talk to someone|speak to someone
words-code = activation code|voucher|gift|gift card|give away|redeem|redeem code
words-buy = buy|purchase|get an esim|need an esim|new esim|new card|another esim|another card|first esim
words-claim = claim|add my card|add my esim|add a card|add an esim|add card|add esim|bring my card|bring my esim|bring my own|i have one already|already have an esim|already have a card|link my card|link my esim
words-trip = i am going to|i'm going to|going to|travelling to|traveling to|trip to|travel to|trip|travel|for|in|to|and|the|then|plus|esim|card|please|i want|i would like|i'd like|i need an|i need|need|get|next week|next month|tomorrow|days|day|a|an
words-places = GB=england|GB=scotland|GB=britain|GB=great britain|US=america|US=states|KR=south korea|KR=korea|AE=emirates|CZ=czech republic|NL=holland|TR=turkey|IT=rome|IT=vatican|IT=vatican city|JP=tokyo|ID=bali

## Home, which is the card

home-empty = You have no eSIM with us yet. Shall we get you one?
card-left = { $bar } { $left } of { $total } left
card-used-up = { $bar } Data used up
card-today = { $bar } { $left } of today’s { $total } left
card-today-used = { $bar } Today’s full-speed data is used up; { $kbps } until midnight
card-daily = 📶 { $total } a day. How much of today’s is left isn’t known
card-total = 📶 { $total } in all. How much is left isn’t known
card-unlimited = ∞ Unlimited data
card-unlimited-fair = ∞ Unlimited data. Full speed up to { $data } a day, then { $kbps }
card-until =
    { $days ->
        [one] Until { $date } ({ $city }), 1 day left
       *[other] Until { $date } ({ $city }), { $days } days left
    }
card-until-today = Until { $date } ({ $city }), less than a day left
card-until-unknown = End date not known yet
card-talk = 📞 { $minutes } of { $minutesTotal } min · ✉️ { $sms } of { $smsTotal } SMS left
card-waiting = + { $plan } (waiting)
card-ended = Ended on { $date }
card-ended-open = Ended
card-gone = This eSIM was removed and can’t be used any more.
card-preparing = Getting it ready; the QR code comes in a moment.
card-empty = No plan on this eSIM.
card-starts-on-use = Ready. The days count from first use.
card-install = Not on a phone yet.
card-install-by = Not on a phone yet: install it by { $date }.
card-no-figures = Usage not known yet; try again in a moment.
just-now = just now
card-updated = <i>Updated { $ago }</i>
card-asking = <i>Updated { $ago }; checking again…</i>
card-stale = <i>Updated { $ago }; the network isn’t answering right now</i>

## Buttons

button-again = ★ { $plan } again { $price }
button-pay = Pay { $total }
button-rail-stars = Stars { $total }
button-rail-invoice = By card in Telegram { $total }
method-card = Card
method-paypal = PayPal
method-alipay = Alipay
method-wechat = WeChat
button-other-plan = Other plan
button-back = ‹ Back
button-home = My eSIM
button-all-cards = All { $n }
button-orders = Orders
button-language = Language
button-help = Help
button-buy = Buy a new eSIM
button-phone-ok = Yes, go on
button-phone-unsure = Not sure
button-person = Reach a person
button-check = Did it work?
button-check-again = Check again
button-retry = Try again
button-advise = Help me choose
button-advise-short = Which?
button-days =
    { $days ->
        [one] 1 day
       *[other] { $days } days
    }
button-install = Show the QR code
button-iphone = On this iPhone
button-android = On this Android
button-copy-address = SM-DP+ address
button-copy-code = Installation code
button-copy-apn = Copy APN
button-no-internet = No internet?
button-receipt = Receipt
button-open-private = Open our chat
button-previous = ‹
button-next = ›
button-too-old = That button is from an older screen. Here is where things stand.

## Choosing a plan

plans-title = <b>{ $group }</b>: which plan for { $card }?
plans-none = <b>{ $group }</b>: nothing for { $card } right now. Try another?
advice-question = How many more days do you need data? Tap or type a number.
advice-usual = 💡 For { $days } more days at about half a GB a day.
advice-lasts =
    💡 At your pace, { $plan } covers { $days ->
        [one] 1 day
       *[other] { $days } days
    }.
advice-largest =
    💡 Closest to { $days ->
        [one] 1 day
       *[other] { $days } days
    }; may run out earlier.
advice-unlimited = 💡 It won’t run out: full speed up to { $data } a day, then { $kbps }.
renewal-not-offered = This plan isn’t available for this eSIM right now. Nothing was charged. Pick another one?
renewal-silent = The network isn’t answering right now. Nothing was charged. Please try again in a moment.

## Buying a first card

buy-question = <b>Where are you going?</b> Tap, or type a country or a trip.
buy-plans = { $place } · <b>{ $group }</b>. Which plan?
buy-includes = Includes { $places }.
buy-countries = Works in { $count } countries: { $places }.
buy-countries-some = Works in { $count } countries, among them { $places }.
buy-none = Nothing for sale there right now. Another place?
buy-not-there = Sorry, not sold yet: { $places }.
buy-not-in-one = No single plan covers all of these. Pick one place at a time.
phone-question =
    <b>Does your phone take an eSIM, and is it unlocked?</b>
    Dial <code>*#06#</code>: if you see an EID, it takes one. ⚠️ iPhones bought in mainland China usually don’t. A phone locked to one carrier won’t connect.
phone-unsure =
    <b>Two quick checks</b>
    1. Dial <code>*#06#</code>: a line “EID” means yes.
    2. iPhone: Settings › General › About › Carrier Lock should say “No SIM restrictions”. Other phones: ask the carrier you bought it from.

## Bringing a card along

button-claim = I have one already
button-claim-how = How it works
button-renew = Renew
button-its-me = It’s me, new account
button-not-me = Not me
claim-how = <b>Bring your eSIM.</b> Send a screenshot of its QR code here, or paste the code that begins with <code>LPA:</code>. We read it and delete it from the chat at once.
button-claim-email = Verify by e-mail
button-claim-number = I only have the number
button-receipts-there = Send receipts there too
claim-email = Type the e-mail address you bought it with. A six-digit code goes there; type it here, and your eSIMs are added.
claim-email-wrong = That doesn’t look like an e-mail address. Type the one you bought the eSIM with.
claim-email-sent = A six-digit code is on its way to { $address }. Type it here within 10 minutes.
claim-email-often = That’s many codes for today. Please try again tomorrow, or ask a person.
claim-number = Type or paste the eSIM number (ICCID): 18 to 20 digits that begin with 89. If we know it, a code goes to the address it was bought with.
claim-number-wrong = That isn’t an eSIM number: 18 to 20 digits that begin with 89.
claim-number-begun = If we know this number, a six-digit code is on its way to the address it was bought with. Type it here within 10 minutes.
claim-code-used = That code was used already, or isn’t right.
claim-none = There is no eSIM bought with this address that we could add. Was it another address? A screenshot of the QR code works too.
claim-rest = The network isn’t answering right now. Your address is verified: your eSIMs are added as soon as it does, and I’ll tell you.
claim-more = The others are still being checked; I’ll tell you when they’re added.
# Two sentences that stand side by side.
two-sentences = { $first } { $second }
claim-added = ✅ Added: { $card }.
claim-yours = { $card } is yours already.
claim-refused = Can’t verify this one; { $left }. If it isn’t from our network, it can’t be renewed here: ask its seller, or get a new one.
claim-tries =
    { $tries ->
        [one] 1 try left
       *[other] { $tries } tries left
    }
claim-tries-none = no tries left for an hour
claim-silent = The network isn’t answering right now, so we can’t check this. It cost you no try; please try again in a moment.
claim-too-many = Too many tries. Please come back in an hour, or ask a person.
claim-asked-code = Somebody who has the QR code of { $card } asks for this eSIM. If it’s you with a new account, it moves there. If not, nothing changes. You have 24 hours.
claim-asked-address = Somebody who can read the e-mail { $card } was bought with asks for this eSIM. If it’s you with a new account, it moves there. If not, nothing changes. You have 24 hours.
claim-given = Done: { $card } is on your new account now. Receipts and orders stay here.
claim-kept = Thanks for telling us: { $card } stays yours, and they can’t ask again for 30 days. Keep its QR code to yourself.
claim-decided = You’ve answered this already.
claim-over = The 24 hours are over; nothing has changed, { $card } is still yours.
picture-reading = Reading your picture…
picture-none = I found no eSIM code in that picture. Send the whole screenshot as a photo, with the full QR code on it, or paste the code that begins with <code>LPA:</code>.
picture-large = That picture is too large for me. Send it as a photo instead of a file, or a screenshot of the QR code alone.
picture-busy = Many pictures at once right now. Please send it again in a minute.
picture-several = There are several codes in that picture. Please send one with only the QR code you mean.
picture-deleted = Your picture is deleted from the chat.
picture-left = ⚠️ I couldn’t delete your picture here; please delete it yourself.
code-deleted = Your message with the code is deleted.
code-left = ⚠️ I couldn’t delete your message with the code; please delete it yourself.

## Lists of sold cards, for operators

button-import = Import
button-cancel = Cancel
import-asked = <b>{ $all } eSIMs in this list:</b> { $fresh } new, { $known } known, { $changed } with another address. Import?
import-done = ✅ Imported: { $fresh } new, { $changed } with another address; { $known } were known.
import-deleted = The file is deleted from the chat.
import-left = ⚠️ I couldn’t delete the file; please delete it yourself: it holds addresses.
import-cancelled = Nothing was imported.
import-over = This list was decided already, or is older than an hour. Send it again.
import-too-large = This list is larger than 1 MB. Please send it in parts.
import-gone = I couldn’t fetch this file. Please send it again.
import-refused = <b>Nothing imported.</b> Mistakes by line:
import-more = …and { $count } more
mistake-no-table = no CSV with the columns iccid, email, order
mistake-empty = no rows
mistake-rows = more than 20,000 rows; send it in parts
mistake-column = column missing: { $column }
mistake-iccid = { $line }: eSIM number
mistake-email = { $line }: e-mail address
mistake-order = { $line }: order too long
mistake-twice = { $line }: number is there twice
mistake-fields = { $line }: wrong number of fields

## Cases for a person, for operators

review-opened = { $count ->
    [one] 🔎 <b>A case needs a person</b>
   *[other] 🔎 <b>{ $count } cases need a person</b>
}
review-line = • { $reason }: { $count }
reason-payment-does-not-fit = Money that fits no order
reason-supply-unknown = Nobody can tell if it was delivered
reason-refund-refused = A refund is refused
reason-refund-failed-later = A refund came back
reason-disputed = A payment is disputed
reason-partly-refunded-elsewhere = Part of a payment went back elsewhere
reason-went-back-elsewhere = A payment went back elsewhere
reason-session-unknown = A payment page the rail does not know
reason-job-failed = Work that failed five times
reason-update-failed = A message that failed five times
reason-claim-silent = Ownership proved, the supplier is silent
reason-refund-wanted = A customer wants a refund
reason-books-differ = Our books and others’ differ
reason-book-strange = Wrong account, or an old backup?

## The books compared with everybody else’s, for operators

books-differed = 🧾 <b>The books differed</b>
books-title = 🧾 <b>The books of the day</b>
books-span = { $since } – { $until } UTC
books-same = ✅ { $part }: { $theirs }
books-other = ⚠️ { $part }: { $theirs }; ours: { $ours }
books-unlisted = ◽ { $part }: ours { $ours }. Telegram shows no list of these: compare with your payment provider.
books-deaf = ⚠️ From { $since } to { $until } UTC nobody heard Telegram, which forgets after a day: some of these payments may be missing here.
books-silent = ⏳ { $part }: no answer; asked again every hour
books-strange = 🚨 <b>{ $part } – { $what }: { $count }.</b> Is it the right account, and our database the newest? For example: <code>{ $examples }</code>. Nothing is decided by this book; asked again every hour.
books-checked = ☑️ { $part }, orders checked: { $count }
books-nothing = nothing moved
books-lost = { $sum } lost in disputes
books-regained = { $sum } regained from lost disputes
books-ignored = Older, or not ours: { $count }
books-agree = All books agree.
books-stars = Stars
books-invoice = Card in Telegram
books-stripe = Stripe
books-supplier = Supplier
books-ledger = Our ledger
books-finding =
    { $who ->
        [person] 🔎 { $what }: { $count }{ $sum } (for you)
       *[shop] 🔧 { $what }: { $count }{ $sum } (under way)
    }
books-charge-missed = Payments we had not heard of
books-refund-missed = Refunds we had not noted
books-refund-came-back = Refunds that came back to us
books-charge-unknown = Payments for orders nobody knows
books-charge-unlisted = Our payments the other side lacks
books-refund-unlisted = Our refunds the other side lacks
books-amount-differs = Payments with another amount
books-supply-missing = Delivered, unknown to the supplier
books-supply-extra = Refunded, yet made by the supplier
books-without-end = Payments open for over a day
books-unbalanced = Orders that do not add up

## Pausing sales

sales-rest = We’ve paused sales for now. Nothing was charged. Your eSIM keeps working, and what you’ve already paid for is delivered. Please try again later.
sales-run = ▶️ <b>Sales are on.</b>
sales-paused = ⏸ <b>Sales are paused</b> { $reasons }.
pause-operator = by an operator since { $since }
pause-credit = for lack of supplier credit since { $since }
pause-ends-itself = They resume by themselves once there is enough credit at the supplier.
pause-asked = <b>Pause sales?</b> Nobody can renew or buy until you resume. Open payment pages close. What is paid already gets delivered; all else goes on working.
resume-asked = <b>Resume sales?</b> Everybody can renew and buy again at once.
button-pause = Pause sales
button-resume = Resume sales

## Alerts, for operators

button-status = Status
status-cases = Open cases: { $count }
status-inbox = Inbox: { $count } waiting
status-credit = Supplier credit: { $credit }, { $orders } orders
status-credit-unknown = Supplier credit: not told
status-reconciled = Books compared: { $at }
status-alerts = <b>Open alerts:</b>
status-alert = • { $watch }: { $what }
status-no-alerts = No alert is open.
alert-began = 🔴 <b>{ $watch }: { $what }</b>
alert-since = Since { $since }.
alert-over = 🟢 <b>{ $watch }: all is well again.</b> It had begun { $since }.
watch-credit = Supplier credit
watch-inbox = Inbox
watch-late = Late orders
watch-stripe = Stripe
watch-telegram = Telegram payments
watch-supplier = Supplier
watch-supplier-list = Supplier’s list
watch-off-sale = Off sale
watch-disk = Disk
watch-clock = Clock
alert-credit = { $credit } left, enough for { $orders } orders
alert-inbox = { $waiting } waiting, the oldest since { $since }
alert-late =
    { $orders ->
        [one] 1 paid order is
       *[other] { $orders } paid orders are
    } still not made, the oldest since { $since }
alert-calls = { $failed } of { $calls } calls failed in 5 min
alert-supplier-list = { $supplier } lists only { $plans } of our plans
alert-off-sale =
    { $plans ->
        [one] { $plans } plan waits for you
       *[other] { $plans } plans wait for you
    }
alert-disk = { $percent }% free
alert-clock-fast = { $seconds } s fast
alert-clock-slow = { $seconds } s slow
alert-credit-means = Sales are paused; what is paid already gets delivered as long as the credit lasts. Top up at the supplier: from { $enough } on sales resume by themselves.
alert-credit-over = Sales no longer rest for this reason.
alert-inbox-means = Customers wait for answers; no money is lost. /inbox shows what waits; a restart takes everything up again.
alert-late-means = Customers have read that it takes longer and may cancel; nothing is ordered twice. Ask the supplier; /pause stops selling meanwhile.
alert-stripe-means = Payment pages may not open, and refunds wait; both are tried again. Look at status.stripe.com, then at STRIPE_SECRET_KEY.
alert-telegram-means = Invoices may not open, and refunds in Stars wait; both are tried again. The log says what Telegram answers.
alert-supplier-means = Paid orders come late and balances are old; nothing is ordered twice. Ask the supplier; /pause stops selling meanwhile.
alert-supplier-list-means = The list before stands, so sales go on; an order for what is gone is given back. Ask the supplier; /supply shows it and lets you take the short list over.
alert-off-sale-means = Nobody can buy them: the cost has moved by more than a fifth, or the price is too low. /supply says which and why, and lets you accept a new cost.
alert-disk-means = When it is full nothing can be stored and the bot falls silent. Make room where the data is, or give it a larger disk.
alert-clock-means = Prices end at the wrong time, and Stripe’s events may be refused. Set this machine’s clock by NTP.

## What suppliers list, for operators

button-supply = Supply
supply-title = 📦 <b>Supply</b>
supply-no-list = No supplier has given a list yet.
supply-not-taken = { $supplier }: no list yet
supply-taken = { $supplier }: { $sold } of { $plans } plans on sale, by the list of { $at }
supply-refused = ⚠️ Since { $since } the list has only { $plans } of our plans; the one before stands.
why-missing = not on the list
why-cost-changed = new cost
why-below-least = below minimum
why-below-cost = below cost
withheld-title = <b>{ $plan }</b> ({ $supplier }) is off sale.
withheld-missing = Since { $since } nothing on the supplier’s list fits it: gone, renamed or changed. <code>npm run doctor</code> says which; db/suppliers is where to change it.
withheld-cost = Its cost moved from { $before } to { $cost }; you sell it for { $price }. If that is right, accept the new cost and it is sold again.
withheld-below-cost = It costs { $cost } and sells for { $price }: that does not pay for it and the payment’s fee. Raise its price in db/catalogue.json and restart.
withheld-below-least = It sells for { $price }, and the supplier asks for { $least } at least. Raise its price in db/catalogue.json and restart.
button-accept-cost = Accept the new cost
button-short-list = Take the short list
cost-accepted = Accepted: sold at the new cost.
supply-changed = It has changed meanwhile. Look again, please.
short-list-accepted = Accepted: taken over with the next answer.
short-list-asked = <b>Take the short list of { $supplier }?</b> All but { $plans } of our plans go off sale. Nothing is deleted; what comes back is sold again.

## The review desk and the inbox, for operators

queue-title =
    { $count ->
        [one] 🔎 <b>A case needs a person.</b>
       *[other] 🔎 <b>{ $count } cases need a person</b>, the oldest first.
    }
queue-empty = ✅ No case needs a person.
button-cases = 🔎 Cases
button-inbox = 📥 Inbox
button-ask-again = 🔄 Ask again
button-copy-charge = 📋 Charge number
button-case =
    { $action ->
        [refund] ↩ Refund
        [grant] ↩ Refund it
        [refuse] ✖ Refuse the refund
        [keep] 🤝 Settled with the customer
        [delivered] 📦 Delivered by hand
        [code_back] 🎁 Give the code back
        [retry] 🔁 Refund again
        [by_hand] ✋ Refunded at the provider
        [run] ▶ Run again
        [replay] ▶ Handle again
        [release] 🗑 Drop it
       *[other] ✔ Close the case
    }
button-case-yes =
    { $action ->
        [refund] Yes, refund
        [grant] Yes, refund it
        [refuse] Yes, refuse
        [keep] Yes, settled
        [delivered] Yes, delivered
        [code_back] Yes, give it back
        [retry] Yes, refund again
        [by_hand] Yes, I refunded it
        [run] Yes, run it
        [replay] Yes, handle it
        [release] Yes, drop it
       *[other] Yes, close it
    }
button-case-again = The case
case-title = 🔎 <b>{ $reason }</b> · { $reference }
case-who = 👤 { $who } · since { $since }
case-misfit-order = It pays no order of ours.
case-book-strange = Check the key in the configuration, and whether an old backup was restored. Once the books agree, this case closes by itself. If the account is right, close it: what can be settled then is, one by one, and the rest counts as known.
case-misfit-payer = The invoice was made for { $payer }.
case-came-back = It had been sent back elsewhere, and came back.
case-misfit-amount = { $asked } was asked.
case-nobody = nobody known
case-order =
    Order { $number } · { $plan }: { $state ->
        [awaiting_payment] not paid
        [processing] the bank is confirming
        [canceled] replaced
        [paid] paid
        [fulfilling] with the supplier
        [fulfilled] delivered
        [refund_pending] refund under way
        [refunded] refunded
        [review] with a person
       *[other] { $state }
    }
case-delivered = Delivered { $at }
case-wish-unclear = ⚠️ A cancellation was sent to the supplier; nobody knows yet whether it took effect.
case-plan =
    • { $plan }: { $state ->
        [pending] not begun
        [queued] queued
        [active] running
        [depleted] used up
        [expired] expired
        [expired_unused] expired unused
        [cancelled] taken back
        [revoked] revoked
        [failed] failed
       *[other] unknown
    }, used { $used }
case-talk = { $minutes } min
case-sms = { $count } SMS
case-payment =
    { $total } { $rail ->
        [stars] in Stars
        [invoice] by card in Telegram
       *[other] by Stripe
    }: { $outcome ->
        [fulfilled] booked as delivered
        [refunded] booked as returned
        [review] with a person
       *[other] not booked
    }
case-charge = Charge <code>{ $charge }</code>
case-attempt =
    Payment of { $total }: { $state ->
        [waiting] not begun
        [opening] page asked for
        [open] page open
        [closing] page being closed
        [processing] the bank is confirming
        [paid] paid
        [failed] failed
        [expired] expired
       *[other] { $state }
    }
case-refund =
    Our refund, try { $tries }: { $state ->
        [requested] requested
        [pending] the rail is at it
        [succeeded] done
       *[other] stopped
    }{ $hand ->
        [yes] , by hand
       *[no] {""}
    }
case-dispute =
    Dispute: { $state ->
        [lost] lost, the money is the customer’s again
       *[other] open; until the bank decides nothing is sent
    }
case-fulfilment =
    Our order to the supplier, sent { $sends }×: { $state ->
        [submitting] being sent
        [refused] refused
        [unknown] no answer
        [placed] accepted
        [supplied] supplied
        [by_hand] delivered by hand
        [failed] certainly not made
       *[other] { $state }
    }
case-rail-page =
    <b>Rail</b>: { $state ->
        [open] page open
        [expired] page expired
        [processing] the bank is confirming
        [failed] payment failed
        [unknown] knows no such page
        [paid] paid
        [part] paid, part of it went back
        [all] paid, all of it went back
        [disputed] paid, disputed
        [absent] not in its book around that time
       *[other] no answer
    }
case-rail-none = <b>Rail</b>: cannot be asked about a single payment
case-rail-refund =
    <b>Rail</b>, our refund: { $state ->
        [refunded] done
        [pending] under way
        [impossible] failed
        [none] knows of none
       *[other] no answer
    }
case-supplier =
    <b>Supplier</b>: { $state ->
        [placed] delivered
        [pending] still being made
        [not_found] knows no such order
       *[other] no answer
    }
case-profile =
    eSIM: { $state ->
        [provisioning] being made
        [ready] ready to install
        [downloading] being installed
        [installed] installed
        [enabled] installed and on
        [disabled] installed and off
        [deleted] deleted
        [cancelled] taken back
        [revoked] revoked
        [recycled] recycled
        [error] broken
        [silent] no answer
       *[other] unknown
    }
case-profile-used =
    eSIM: { $state ->
        [provisioning] being made
        [ready] ready to install
        [downloading] being installed
        [installed] installed
        [enabled] installed and on
        [disabled] installed and off
        [deleted] deleted
        [cancelled] taken back
        [revoked] revoked
        [recycled] recycled
        [error] broken
        [silent] no answer
       *[other] unknown
    }, { $used } used, figures from { $ago }
case-asked = <i>Asked at { $time }</i>
case-weigh =
    { $action ->
        [refund] ↩ <b>{ $total }</b> goes back to { $who } the way it was paid. Nothing was delivered for it, and nothing will be.
        [grant] ↩ <b>{ $total }</b> goes back to { $who } the way it was paid, although it was delivered: whatever was used of it stays used. They are told.
        [refuse] ✖ <b>{ $total }</b> stays here; { $who } is told that there is no refund.
        [keep] 🤝 The case closes as settled with { $who }. <b>{ $total }</b> stays here; nothing is sent back.
        [delivered] 📦 The order of { $who } counts as delivered by hand, <b>{ $total }</b> as earned. They are told so. Only if they have it.
        [code_back] 🎁 The activation code of { $who } becomes good again. No money moves. They are told so.
        [retry] 🔁 The refund of <b>{ $total }</b> to { $who } starts again at the rail, and is followed to its end.
        [by_hand] ✋ You refunded <b>{ $total }</b> to { $who } at the provider yourself. It is booked as refunded and they are told; nothing is sent from here.
        [run] ▶ <code>{ $subject }</code> runs again, now. It can do nothing twice.
        [replay] ▶ The message of { $who } is handled again, after what they have written since.
        [release] 🗑 The message of { $who } is never handled, and forgotten. They are not told again.
        [no_payment] ✔ The case closes. { $who } is told that no such payment has reached us, and can pay again.
       *[other] ✔ The case closes. No money moves, and nobody is told.
    }
case-weigh-unsure =
    ⚠️ { $state ->
        [paid] By the rail it is paid. Better ask again first.
        [silent] The rail doesn’t answer right now. Better wait.
       *[other] By the rail it may still be paid. Better wait.
    }
case-done = ✅ Case { $reference } is closed.
case-faster = Case { $reference } was closed already; nothing more was done.
case-closed = { $how }, { $time }, by { $who }
case-closed-by-itself = { $how }, { $time }, by itself
case-outcome =
    { $outcome ->
        [refunded] Refund under way
        [granted] Refund granted
        [refused] Refund refused
        [kept] Settled with the customer
        [supplied] The supplier delivered
        [not_supplied] The supplier made nothing
        [by_hand] Done by hand
        [retried] Refund started again
        [answered] An answer came
        [run_again] Run again
        [replayed] Handled again
        [released] Dropped
       *[other] Closed
    }
case-changed = This case has changed since. Nothing was done; look again.
inbox-title = 📥 <b>Inbox</b>
inbox-none-stuck = ✅ Every message was handled within a minute.
inbox-stuck =
    ⏳ { $count ->
        [one] One message waits
       *[other] { $count } messages wait
    } for more than a minute, in { $chats ->
        [one] one chat
       *[other] { $chats } chats
    }; the oldest came { $ago }.
inbox-failed = Messages that failed five times: { $count }
inbox-jobs = Jobs that keep failing: { $count }
button-stuck = ⏳ Waiting
button-failed = ⚠ Failed
button-jobs = 🔁 Failing jobs
button-refresh-inbox = 🔄 Refresh
button-release = Yes, drop it
button-job-now = ▶ Run now
stuck-title = ⏳ <b>Messages that wait</b>, by chat, the oldest first:
stuck-row = Chat { $chat } · { $ago }
stuck-one = ⏳ Message <code>{ $number }</code> of chat <code>{ $chat }</code>, received { $received }, is still being tried. Drop it? It is not tried again, its sender is not told, and the chat goes on with the next one.
failed-title = ⚠ <b>Messages that failed five times</b>, the oldest first:
jobs-title = 🔁 <b>Jobs that keep failing</b>, the next first. After five failures in a row a job becomes a case.
job-one =
    🔁 <code>{ $job }</code>
    Failures: { $failures }. Next try: { $next }
    <i>{ $error }</i>
update-released = Dropped. The chat goes on.
update-over = This message does not wait any more.
job-hurried = It runs now.
job-over = This job runs already, or is done.

## Did it work?

check-running = ✅ { $card } is on your phone and online. Have a good trip!
check-installed = { $card } is on your phone but not online yet. Turn the eSIM on and switch on <b>data roaming</b> for it. At home? It connects once you’re there.
check-installed-apn = { $card } is on your phone but not online yet. Turn the eSIM on, switch on <b>data roaming</b> for it, and set the APN <code>{ $apn }</code>. At home? It connects once you’re there.
check-waiting =
    The network doesn’t see { $card } on a phone yet; this can lag a few minutes.
    1. Connect to Wi-Fi; open the link on this phone, or scan the QR code from another screen.
    2. Let it finish: it takes up to a minute.
    3. Don’t delete it, and don’t try a second phone.
check-checked = <i>Checked at { $time }</i>

## The review, which is the payment screen

review-title = <b>{ $plan }</b> → { $card }
review-title-first = <b>{ $place } { $plan }</b> · new eSIM
review-total = Total <b>{ $total }</b> ({ $price }), held until { $until }.
review-total-invoice = Total <b>{ $total }</b> by card, inside Telegram, held until { $until }.
review-total-page = Total <b>{ $total }</b> ({ $methods }), held until { $until }.
review-total-short = Total <b>{ $total }</b>, held until { $until }.
plans-fair-use = Full speed up to { $data } a day, then { $kbps }.
review-consent = <i>By paying you agree we start now. Not delivered? Refunded.</i>
review-paid = <b>{ $plan }</b>: paid ✓
review-confirming = ⚠️ An earlier payment is still being confirmed; this one is extra.
pay-processing = <b>{ $plan }</b>: your bank is still confirming the { $total } payment. Nothing for you to do: we activate automatically and tell you here.
pay-checking = <b>{ $plan }</b>: it isn’t clear yet whether your payment went through. If you have paid, don’t pay again: as soon as we know, we tell you here.
pay-failed = <b>{ $plan }</b>: the payment didn’t go through, nothing was charged. Try again; you can choose another way there.
pay-page-silent = The payment page isn’t answering. Nothing was charged; try again or pay another way.
invoice-description = Renews eSIM { $card }: { $plan }. Not delivered? Refunded.
invoice-description-first = New eSIM: { $plan }. Not delivered? Refunded.
preview-stacked = Ready at once: { $data } in all, until { $until } ({ $city }).
preview-stacked-open = Ready at once: { $data } in all.
preview-queued-left =
    Starts when your { $left } runs out, on { $by } at the latest; then lasts { $days ->
        [one] 1 day
       *[other] { $days } days
    }. Nothing is wasted.
preview-queued =
    Starts when the plans before it end, on { $by } at the latest; then lasts { $days ->
        [one] 1 day
       *[other] { $days } days
    }.
preview-queued-open =
    Starts when your current plan ends; then lasts { $days ->
        [one] 1 day
       *[other] { $days } days
    }.
preview-added =
    Joins this eSIM for { $days ->
        [one] 1 more day
       *[other] { $days } more days
    }, usually once what is on it now runs out.
preview-extends =
    { $days ->
        [one] One more day: until { $until } ({ $city }).
       *[other] { $days } more days: until { $until } ({ $city }).
    }
preview-extends-open =
    { $days ->
        [one] One more day.
       *[other] { $days } more days.
    }
preview-starts-on-use =
    Starts with your next connection; then lasts { $days ->
        [one] 1 day
       *[other] { $days } days
    }.
preview-starts-on-install =
    { $days ->
        [one] 1 day
       *[other] { $days } days
    } from first use; install by { $by }.
preview-starts-on-install-open =
    { $days ->
        [one] 1 day
       *[other] { $days } days
    } from first use.
preview-first =
    Installs by QR code; { $days ->
        [one] 1 day
       *[other] { $days } days
    } from first use.
preview-new-profile =
    New eSIM, new QR code: { $days ->
        [one] 1 day
       *[other] { $days } days
    } from first use.
preview-new-profile-another =
    New eSIM (QR to its owner): { $days ->
        [one] 1 day
       *[other] { $days } days
    } from first use.
preview-qr-to-owner = The QR code goes to the owner alone.
preview-wasted-data = ⚠️ { $left } on the old eSIM (until { $until }) won’t carry over; use it first.
preview-wasted-days = ⚠️ The old eSIM’s days (until { $until }) won’t carry over; install this one later.

## Why a payment did not go on

refused-changed = This invoice is no longer valid. Nothing was charged. Please open a fresh one in the chat.
refused-not-yours = This invoice is for somebody else. Nothing was charged.
refused-expired = The price has expired. A fresh one is waiting in the chat; nothing was charged.
refused-replaced = You chose another plan after this one. Nothing was charged; please pay the newer invoice.
refused-already-paid = This is paid already. Nothing was charged again.
refused-processing = Your bank is still confirming an earlier payment for this. Nothing was charged this time.
refused-card-gone = This eSIM can’t be renewed any more. Nothing was charged.
refused-test-only = This is a test bot: only its operators can pay. Nothing was charged.
refused-paused = We’ve paused sales for now. Nothing was charged; please try again later.

## After the payment

paid-activating = Payment received, activating…
done-in-place = ✅ <b>Done.</b> Nothing to install; keep the eSIM.
done-sum = { $card }: { $left } + { $added }.
done-added = { $card }: + { $plan }.
done-qr-opens-card = <i>This QR code is just a shortcut to your eSIM in our chat, for you alone.</i>
done-install = ✅ <b>Your eSIM is ready:</b> { $card }
done-install-how = Scan with the phone that will use it, or tap the matching button (iPhone: iOS 17.4 or later; not every Android).
done-install-once = ⚠️ One phone only. Once installed, don’t delete it.
delivered-by-hand = 🤝 <b>{ $plan }</b>: our team has set this up for you by hand. Something missing? Write to us.
delayed-slow = Still working on it. You can wait, or cancel: then you’re refunded once it’s certain that nothing was activated. Your payment is safe either way.
delayed-refused = The network didn’t accept this order. We’re making sure that nothing was activated; then you’re refunded automatically, usually within minutes.
delayed-review = This order needs a person: our team is checking with the network. Your payment is safe, and you’ll hear from us here.
refund-undeliverable = Sorry, this didn’t work out and nothing was activated.
refund-duplicate = You paid twice for the same thing.
refund-misfit = Your payment didn’t match any order.
refund-test = Test purchase.
refund-stars-back = { $total } is back in your Stars.
refund-back = We sent { $total } back the way you paid; your bank may need a few days to show it.
refund-on-its-way = { $total } is on its way back the way you paid. It can take up to ten days; we tell you when it’s done.
refund-by-hand = Our team is sending { $total } back to you by hand; you’ll hear from us here.
refund-sent-by-hand = Our team has sent { $total } back to you; it may take a few days to arrive.
refund-came-back = The refund of { $total } didn’t reach you: it came back to us. Our team is seeing to it; you’ll hear from us here.
no-internet =
    <b>No internet?</b>
    1. Turn on the eSIM and its <b>data roaming</b>.
    2. Choose it for mobile data.
    3. Airplane mode on, then off.
    Still nothing? Reach us: { $contact }
no-internet-apn =
    <b>No internet?</b>
    1. Turn on the eSIM and its <b>data roaming</b>.
    2. Choose it for mobile data.
    3. Set the APN: <code>{ $apn }</code>
    4. Airplane mode on, then off.
    Still nothing? Reach us: { $contact }
install-too-often = The QR code was shown several times already. Please try again in an hour.

## Activation codes: pay now, activate later, by whomever

button-give-away = 🎁 Activate later or give away
button-copy-activation = Copy the code
button-send-code = Send to somebody
button-use-code = Use it now
button-code-on = On { $card }
button-code-new = As a new eSIM
button-activate = Activate
button-show-code = Show the code
button-cancel-code = Cancel and refund
button-cancel-code-yes = Yes, cancel it
review-title-code = 🎁 <b>{ $place } { $plan }</b> · activation code
review-code = You get a code for this one plan. You or anybody you give it to activates it within 180 days, on one eSIM for { $place } or as a new one. Not used? Cancel any time before, for a full refund.
invoice-description-code = Activation code for { $plan }: activate it within 180 days. Not used? Refunded.
code-how = 🎁 <b>Have an activation code?</b> Type or paste it here, open its link, or send a picture of it. To give one: choose a plan, then tap ⋯ below the payment buttons.
code-ready = 🎁 <b>{ $plan }</b>, paid ✓
code-ready-how = Scan it, open the link, or type the code here, by { $date }: on one eSIM for { $place }, or as a new one.
code-bearer = ⚠️ Whoever has it can use it, once.
code-share-text = For your trip: { $plan }, paid already. Open the link to activate it.
code-where =
    🎁 <b>{ $plan }</b>
    Paid already. Where should it go? (until { $date })
code-activate-note = <i>Nothing to pay. Activating uses the code up.</i>
code-activating = Activating…
code-mistyped = That code has a typo: please check it, every letter and digit. It looks like <code>YY-XXXX-XXXX-XXXX</code>. This didn’t count as a try.
code-wrong =
    { $left ->
        [one] That code can’t be used. Check it, or ask whoever gave it to you. 1 more try this hour.
       *[other] That code can’t be used. Check it, or ask whoever gave it to you. { $left } more tries this hour.
    }
code-wrong-now = That code can’t be used. Ask whoever gave it to you.
code-too-often = Too many wrong codes for now. Please try again in an hour, or reach a person: /support
code-yours = You have used this code already; see /orders.
code-silent = The network isn’t answering right now. The code is untouched; please try again in a moment.
code-not-offered = That doesn’t work with this plan right now. The code is untouched; choose something else, or ask us.
code-state = This code: { $state }
code-state-active = not used yet, good until { $date }
code-state-used = used ✓
code-state-void = cancelled
code-state-expired = not used in time
code-used = 🎁 Your code was used: { $plan }.
code-ending = ⏳ Your code for { $plan } is still unused. It’s good until { $date }; after that you’re refunded automatically.
code-cancel-question = Cancel this code? { $plan }: nobody can use it any more, and { $total } goes back the way you paid.
code-cancel-question-stars = Cancel this code? { $plan }: nobody can use it any more, and { $total } goes back to your Stars.
code-cancel-used = It was used, so it can’t be cancelled.
code-cancelled = Cancelled. Your refund is on its way.
code-returned = Sorry, this didn’t work out and nothing was activated. Your code is still good: try again now or later.
code-returned-void = Sorry, this didn’t work out and nothing was activated.
code-delayed-slow = Still working on it. You can wait, or cancel: then your code is good again once it’s certain that nothing was activated.
code-delayed-refused = The network didn’t accept this. We’re making sure that nothing was activated; then your code is good again, usually within minutes.
code-delayed-review = This needs a person: our team is checking with the network. You’ll hear from us here.
refund-code-void = Your code is cancelled.
refund-code-expired = Nobody used your activation code within 180 days.
receipt-by-code = Paid with an activation code
state-code-returned = not activated; the code wasn’t used up

## Disputes: a customer's bank doubts a payment

dispute-opened = Your bank tells us that you’re disputing the payment of { $total }. If that’s a mistake, please tell your bank: only they can withdraw it.
dispute-kept = What you bought stays as it is.
dispute-code-held = Until your bank decides, your unused activation code is on hold.
dispute-refunded = We had sent this money back already; please look at your statement.
dispute-refund-waits = That’s why we can’t send this money back ourselves now; our team is on it.
dispute-returned = Your bank has given you back your payment of { $total }.
dispute-order-refunded = The order is closed as refunded; there’s nothing left for you to do.
dispute-code-ended = The order is closed as refunded, and its activation code no longer works.
dispute-order-open = Our team is still looking at the order itself.
dispute-closed = Your bank has closed the dispute about your payment of { $total }.
dispute-closed-kept = The payment stands, and what you bought stays as it is.
dispute-closed-refund-waits = Your refund is still to come; you’ll hear from us here.
dispute-closed-open = The payment stands; our team is still looking at the order itself.
code-released = Your bank has decided, and the payment stands. Your code for { $plan } works again.
code-state-held = on hold until your bank decides
receipt-disputed = Disputed at your bank: { $total }
receipt-dispute-lost = Taken back by your bank: { $total }
receipt-part-back = Part of it has gone back to you.
refund-external = This payment was sent back to you, though not from this chat.
dispute-won = ⚖️ A dispute is won: { $total } stays ours. <code>{ $charge }</code>
dispute-lost = ⚖️ A dispute is lost: { $total } is the customer’s again. <code>{ $charge }</code>

## Orders and receipts

orders-title = <b>Your orders</b>
orders-none = No orders yet.
receipt-title = Receipt { $number }
receipt-paid = Paid { $total } on { $date }
receipt-paid-as = Paid { $total } ({ $price }) on { $date }
receipt-unpaid = Not paid ({ $price })
receipt-rail =
    { $rail ->
        [stars] Paid by: Telegram Stars
        [invoice] Paid by: card, inside Telegram
       *[other] Paid by: payment page
    }
receipt-by-another = Paid by somebody else
receipt-state = Status: { $state }
total-as = { $total } ({ $price })
receipt-seller = Seller: { $seller }
state-awaiting-payment = waiting for payment
state-processing = your bank is confirming the payment
state-not-paid = not paid
state-activating = activating
state-done = done ✓
state-refunding = refund on its way
state-refunded = refunded
state-review = with our team
refund-requested =
    { $reason ->
        [duplicate] Paid twice: { $total } is on its way back the way you paid.
       *[other] { $total } is on its way back the way you paid.
    }
refund-requested-stars =
    { $reason ->
        [duplicate] Paid twice: { $total } is on its way back to your Stars.
       *[other] { $total } is on its way back to your Stars.
    }
refund-succeeded =
    { $reason ->
        [duplicate] Paid twice: { $total } went back the way you paid.
       *[other] { $total } refunded the way you paid.
    }
refund-succeeded-stars =
    { $reason ->
        [duplicate] Paid twice: { $total } went back to your Stars.
       *[other] { $total } refunded to your Stars.
    }
refund-succeeded-by-hand =
    { $reason ->
        [duplicate] Paid twice: our team has sent { $total } back.
       *[other] Our team has sent { $total } back.
    }
refund-review =
    { $reason ->
        [duplicate] Paid twice: our team is looking after the { $total } refund.
       *[other] Our team is looking after the { $total } refund.
    }

## Refunds on request, and orders that take long

button-refund = Refund
button-refund-yes = Yes, refund it
button-refund-person = Yes, ask for it
refund-question-esim =
    <b>Refund { $plan }?</b> This eSIM isn’t on a phone yet, so we take it back: its QR code stops working, and { $total } goes back { $rail ->
        [stars] to your Stars
       *[other] the way you paid
    }.
refund-question-plan =
    <b>Refund { $plan }?</b> It hasn’t started, so we take it off your eSIM, which keeps what it had before. { $total } goes back { $rail ->
        [stars] to your Stars
       *[other] the way you paid
    }.
refund-question-person = <b>Refund { $plan }?</b> It may be in use already, so a person decides: our team will look at what was used and answer you here. Until then your eSIM stays as it is.
refund-question-silent =
    <b>Refund { $plan }?</b> The network isn’t answering right now. We keep asking: if it wasn’t used, we take it back and { $total } goes back { $rail ->
        [stars] to your Stars
       *[other] the way you paid
    }; otherwise a person decides.
refund-asked = On it: we’re asking the network to take { $plan } back. You’ll read here how it went.
refund-with-person = Your refund request for { $plan } is with our team: a person will look at what was used and answer you here. Until then your eSIM stays as it is.
refund-refused = We looked at your refund request for { $plan }. Sorry, we can’t refund it. Not right? A person is one tap away.
refund-too-old = This order is older than 180 days, too old to refund here. A person can still help.
refund-not-yet = This order is still under way. You’ll hear from us here.
taken-back-esim = ↩ Taken back: this QR code doesn’t work any more.
taken-back-plan = ↩ Taken back: this plan isn’t on your eSIM any more.
refund-cancelled = Cancelled, as you asked.
refund-granted = Your refund was granted.
wish-asked = Refund requested; we’re asking the network.
wish-with-person = Refund requested: with our team.
wish-refused = Refund requested: declined.
refund-asked-toast = Got it. You’ll read here how it goes.
button-wait = Wait
button-stop = Cancel
waiting = We’ll keep at it and tell you here as soon as it’s done. You can still cancel.
code-waiting = We’ll keep at it and tell you here as soon as it’s done. You can still cancel; then your code is good again.
stopping-toast = Cancelling…
stopping = Cancelling: nothing more will be ordered. Once it’s certain that nothing was activated, you’re refunded. If it went through already and can’t be taken back, you’ll get it, and we’ll say so.
code-stopping = Cancelling: nothing more will be ordered. Once it’s certain that nothing was activated, your code is good again. If it went through already and can’t be taken back, you’ll get it, and we’ll say so.
done-late = It had gone through before you cancelled.
code-returned-wished = Cancelled, as you asked. Your code is good again: use it now or later.
wish-stopping = Cancelling: we’re making sure that nothing was activated.
payment-misfit = We received { $total } from you, but it doesn’t match any of your orders. It’s safe: a person is looking at it, and you’ll hear from us here.
payment-page-lost = We can’t see what became of your { $total } payment for { $plan }. Please don’t pay again: a person is checking, and you’ll hear from us here.
payment-page-none = <b>{ $plan }</b>: we looked, and no payment of { $total } has reached us. Does your bank show one? Please tell a person. If not, you can pay again.
payment-part-back = Part of your { $total } payment for { $plan } has gone back to you. Our team is looking at it. Any questions? A person is one tap away.
payment-part-back-code = Part of your { $total } payment for { $plan } has gone back to you, so its unused activation code has stopped working. Our team is looking at it. Any questions? A person is one tap away.
page-paysupport-none = <b>Payment questions.</b> You haven’t paid for anything yet. A person: { $contact }
paysupport-order = { $total } · { $date } · { $state }
money-confirming = bank is confirming
money-paid = paid
money-on-its-way = on its way back
money-back = back
money-part-back = partly back
money-disputed = disputed
money-with-person = with our team

## Help

help-title = <b>{ $brand }: how can we help?</b>
help-guide = 🖼 In four pictures
help-channel = Our channel
help-ask-where = Where do I renew?
help-ask-when = When does it start?
help-ask-phone = I changed phones
help-ask-failed = It didn’t work
help-ask-emergency = Emergency
help-where = Right here: tap ★ on your eSIM, type “renew”, or use /renew. Our links open a renewal too.
help-when = Usually within minutes. We show what the network itself says and keep asking. If it takes too long, you hear from us, and you’re refunded once it is certain that the eSIM was not renewed.
help-phone = An eSIM lives on one phone at a time. Not installed yet? The same QR code works on the new phone. Already installed? Don’t delete it; write to us first. To get other devices online, share by hotspot if your plan allows it.
help-failed = Not charged? Tap ★ again, now or later. Charged but not renewed? Don’t pay again: we deliver or refund without you asking. For anything else, /support reaches a person.
help-emergency = You can reach us here even outside support hours: { $contact }
guide-1 = <b>1/4 Check your eSIM.</b> What’s left, until when, minutes and SMS.
guide-2 = <b>2/4 Choose.</b> By the day, by the month or unlimited; ★ is the same again.
guide-3 = <b>3/4 Pay.</b> Check the preview, tap Pay, confirm. Not delivered? Refunded.
guide-4 = <b>4/4 Done.</b> Usually nothing to install. A new eSIM? Scan the QR code on one phone and keep it.

## Settings, and the customer’s own cards

words-cards = manage my esims|my cards|my esims|rename|share|hand over|remove|delete card|delete esim|delete my esim
words-email = email|e-mail|my email|change email
words-data = my data|delete|export
words-settings = settings|preferences|time zone|timezone|notifications
words-cities = Asia/Shanghai=Beijing|Asia/Shanghai=Shanghai|Asia/Shanghai=Shenzhen|Asia/Shanghai=Guangzhou|Asia/Shanghai=Wenzhou|Asia/Taipei=Taipei|Asia/Taipei=Kaohsiung|Asia/Hong_Kong=Hong Kong|Asia/Macau=Macau|Asia/Tokyo=Tokyo|Asia/Tokyo=Osaka|Asia/Seoul=Seoul|Asia/Singapore=Singapore|Asia/Kuala_Lumpur=Kuala Lumpur|Asia/Bangkok=Bangkok|Asia/Jakarta=Jakarta|Asia/Calcutta=Delhi|Asia/Calcutta=Mumbai|Asia/Dubai=Dubai|Asia/Katmandu=Kathmandu|Asia/Saigon=Ho Chi Minh City|Asia/Saigon=Hanoi|Asia/Rangoon=Yangon|Europe/Rome=Rome|Europe/Rome=Milan|Europe/Rome=Florence|Europe/Rome=Naples|Europe/Rome=Venice|Europe/Rome=Turin|Europe/Rome=Prato|Europe/London=London|Europe/London=Edinburgh|Europe/Paris=Paris|Europe/Berlin=Berlin|Europe/Berlin=Munich|Europe/Madrid=Madrid|Europe/Madrid=Barcelona|Europe/Lisbon=Lisbon|Europe/Zurich=Zurich|Europe/Zurich=Geneva|Europe/Vienna=Vienna|Europe/Moscow=Moscow|Asia/Vladivostok=Vladivostok|America/New_York=New York|America/New_York=Boston|America/New_York=Washington|America/New_York=Miami|America/Chicago=Chicago|America/Chicago=Houston|America/Chicago=Dallas|America/Denver=Denver|America/Los_Angeles=Los Angeles|America/Los_Angeles=San Francisco|America/Los_Angeles=Seattle|Pacific/Honolulu=Honolulu|America/Toronto=Toronto|America/Toronto=Montreal|America/Vancouver=Vancouver|America/Sao_Paulo=São Paulo|America/Mexico_City=Mexico City|Australia/Sydney=Sydney|Australia/Sydney=Melbourne|Australia/Brisbane=Brisbane|Australia/Perth=Perth|Pacific/Auckland=Auckland
button-settings = Settings
button-home-time = Home time
button-notices = Notices
button-my-cards = Manage my eSIMs
settings-title =
    <b>Settings</b>
    Language: { $language }
    Home time: { $zone }
    Notices: { $notices }
settings-email = E-mail: { $email }
settings-no-email = none yet
home-time-off = not shown
home-time-title = <b>Home time:</b> { $zone }
home-time-question = Type your city or country, or tap one. Dates then show the time at home too, to you alone.
home-time-which = That country has several times. Which is yours?
home-time-unknown = I don’t know that place. Try a larger city nearby, or a country.
button-home-time-off = Don’t show it
at-home = { $time } at home
day-and-home = { $day } ({ $home } at home)
notices-title = <b>Notices:</b> { $notices }. These are messages you didn’t ask for, such as somebody renewing an eSIM you share. What you buy and what goes back to you always comes with a sound.
notices-loud = with sound
notices-quiet = silent
button-notices-quiet = Make them silent
button-notices-loud = With sound
my-cards-title = <b>Your eSIMs.</b> Which one?
my-cards-none = No eSIM here.
my-card-shared = Shared with you: you can see what’s left and renew it.
button-rename = Rename
button-no-name = No name
button-remove = Remove
button-remove-yes = Yes, remove it
button-open-card = What’s left
rename-question = What shall { $card } be called? Type a name of up to { $most } characters. Only you see it.
rename-wrong = That doesn’t work as a name for { $card }. Up to { $most } letters, digits or emoji, please.
remove-question = Remove { $card } from your list? The eSIM itself keeps working until its plan ends, and its receipts stay. Sharing ends. To bring it back, you’ll have to prove again that it’s yours.
leave-question = Take { $card } off your list? It isn’t yours, so nothing happens to the eSIM itself. To see it again, you need a new link from its owner.
remove-done = Removed.
remove-under-way = Not now: an order for this eSIM is still under way. Once it’s done, you can.

## Sharing a card, and handing it over

button-share = Share
button-give = Hand over
button-share-link = Invite somebody
button-give-link = Make the link
button-drop-link = Take the link back
button-send-link = Send it…
button-copy-link = Copy the link
button-accept = Add it
button-receive = Take it over
button-no-thanks = No, thanks
button-who-sees = Who sees it?
share-title = <b>Share { $card }.</b> Whoever you invite can see what’s left and renew it. They can’t install it, or share it on.
share-companions = Tap a name to end it.
share-link-made = Send this link to the one person who is to see { $card } and renew it. It works once, for 7 days.
share-full = Five people see this eSIM already. End one first.
share-full-for-you = This eSIM has all the companions it can have. Please ask its owner.
share-ended = { $who } doesn’t see it any more.
share-over = This eSIM isn’t shared with you any more.
share-offer = Somebody shares an eSIM with you: { $place } { $card }. You’ll see what’s left and can renew it; you can’t install it or share it on. Whoever owns it hears of your renewals and sees your first name. Add it?
share-added = Added. You find it after your own.
give-title = <b>Hand { $card } over?</b> It becomes somebody else’s, with its QR code; you don’t see it any more, and sharing ends. Your receipts stay with you. Nothing happens before they take it.
give-link-made = Send this link to the one person who is to have { $card }. It works once, for 24 hours. As soon as they take it, it’s theirs.
give-offer = Somebody hands you an eSIM: { $place } { $card }. It becomes yours, with what’s left on it. Take it over?
give-received = It’s yours now.
give-under-way = Not now: an order for this eSIM is still under way. Try again in a while.
link-waits = There’s a link already, good until { $until }. A new one replaces it.
link-over = This link doesn’t work any more: used, expired or taken back. Ask for a new one.
link-words-share = See and renew the eSIM { $card } with me
link-words-give = The eSIM { $card } is yours: tap to take it over
companion = Companion { $number }
companion-somebody = Somebody
notice-share-used = 👪 { $who } used your link and can now see { $card } and renew it.
notice-given = { $card } was taken over and isn’t yours any more. Your receipts stay with you.
notice-renewed = 🎁 { $who } renewed { $card } for you: + { $plan }.
notice-new-esim = 🎁 <b>{ $who } bought you a new eSIM:</b> { $card }
done-for-another = ✅ <b>Done.</b> Nothing to install; its owner has been told.
done-for-another-new = ✅ <b>Done:</b> { $plan } as a new eSIM. Its QR code went to the owner alone.
refused-not-shared = You can’t renew this eSIM any more. Nothing was charged.

## A customer’s own data

button-my-data = My data
button-export = Get a copy
button-erase = Delete my data
button-erase-yes = Yes, delete it all
button-begin = Begin anew
data-title = <b>Your data.</b> Get a copy as a file: your settings, eSIMs, orders, payments, and what you shared or claimed. Or have it deleted.
export-caption = Your data with us. QR codes aren’t in it: they’re keys to your eSIMs.
export-too-often = You’ve had three copies today. Please try again tomorrow.
erase-question =
    <b>Delete your data?</b> Gone for good: settings, e-mail, names, sharing, claims, stored QR codes. Your eSIMs leave your list; they keep working.
    Kept, since the law asks for it: orders, payments and refunds under your Telegram ID, with the eSIM each was for.
erase-not-yet-order = An order of yours is still under way. Once it’s settled, you can delete your data.
erase-not-yet-refund = Money is still on its way back to you. Once it’s there, you can delete your data.
erase-not-yet-code = An activation code you paid for is still unused. Use it or cancel it first.
erase-done = Deleted. Only the books remain: orders, payments and refunds. Come back any time; we’ll begin anew.

## Pages

page-support = A person answers here: { $contact }. Please give the last four digits of your eSIM (after the “·” in its name).
page-support-new = A person answers here: { $contact }. Tell us your phone model.
page-terms = <b>Terms.</b> Seller: { $seller }, { $address }. Plans are prepaid and start as the review says; by paying you ask for immediate activation. What isn’t delivered is refunded in full. An eSIM works on one phone at a time. Questions: /paysupport
page-privacy = <b>Privacy.</b> We keep your Telegram ID, language, eSIMs, orders and payments, to deliver and to keep our books. Installation codes and your e-mail address are stored encrypted. No advertising, no sale of data. Copy or deletion: below; questions: { $contact } ({ $seller }).
page-paysupport = <b>Payment questions.</b> Below: your latest orders and where the money is. Tap one for its receipt and a refund. What isn’t delivered is refunded automatically. A person: { $contact }, with the receipt number.

## Payment pages in the browser

page-pay-paid = Paid
page-pay-paid-text = Thank you! We’re activating now; everything else comes in our chat.
page-pay-processing = Your bank is confirming
page-pay-processing-text = Nothing more to do. As soon as it’s through, we activate automatically and tell you in the chat.
page-pay-checking = We’re checking your payment
page-pay-checking-text = It isn’t clear yet whether it went through. If you have paid, don’t pay again: as soon as we know, we tell you in the chat.
page-pay-failed = The payment didn’t go through
page-pay-open = Not paid yet
page-pay-nothing-charged = Nothing was charged. You can try again, or pay another way in the chat.
page-pay-expired = This link is no longer valid
page-pay-expired-text = Nothing was charged. A fresh price is waiting in the chat.
page-pay-paused = Sales are paused for now
page-pay-silent = The payment page isn’t answering
page-pay-silent-text = Nothing was charged. Try again in a moment, or pay another way in the chat.
page-pay-unknown = We don’t know this link
page-pay-unknown-text = Please open the payment from our chat.
page-pay-go-on = Continue to payment
page-pay-back = Back to the chat

## Everything else

example-contact = +00 000 000 000 (example)
example-address = 1 Example Street (example)
not-yours = That eSIM or order isn’t on your account.
not-understood = Sorry, I didn’t get that. I can show what’s left, renew, or get you a new eSIM.
too-fast = A little slower, please. Try again in a few seconds.
went-wrong = Sorry, that did not work on our side. Nothing was charged for it. Please try again in a moment.
group-private = Your eSIM is private, so let’s talk in our own chat.
language-title = Which language?
language-chosen = English it is.

## E-mail

button-add-address = Add an address
button-other-address = Other address
button-remove-address = Remove
button-receipts-on = Send receipts
button-receipts-off = No more receipts
button-mail-code = Send a code
button-new-code = New code
button-email = My e-mail
button-mail-receipt = ✉️ Receipt by e-mail
email-none = No e-mail address yet. With one, your receipts come by e-mail.
email-on = Receipts go to <b>{ $address }</b>.
email-off = Your address is <b>{ $address }</b>. Receipts aren’t sent.
email-refused = Mail to <b>{ $address }</b> came back: its mail server doesn’t take it. Is it spelled right?
email-question = Where should receipts go? Type your e-mail address here.
email-no-address = That doesn’t look like an e-mail address. Please type it once more, like name@example.com.
email-offer = Send your receipts to <b>{ $address }</b>? We’d mail you a code first.
email-code-sent = A code is on its way to <b>{ $address }</b>. Type its six digits here; it works for 10 minutes. Nothing there? Look in spam.
email-too-often = That’s enough codes for now. Please try again tomorrow.
email-is-off = This shop doesn’t send e-mail. Your receipts are under /orders.
email-code-wrong =
    That’s not the code. { $tries ->
        [one] One try left.
       *[other] { $tries } tries left.
    }
email-code-expired = That code has expired. Shall we send a new one?
email-code-used-up = That was one try too many, so this code is closed. Shall we send a new one?
email-proved = ✅ Done. Receipts go to <b>{ $address }</b> from now on.
email-proved-receipt = ✅ Done. The receipt is on its way to <b>{ $address }</b>, and later ones will follow.
email-receipt-sent = On its way to { $address }
email-receipts-too-often = Enough receipts for today. Please try again tomorrow.
email-removed = Removed.

## Mails

mail-code-subject = { $brand }: your code
mail-code-intro = Type this code in our Telegram chat. It works for 10 minutes.
mail-code-ignore = Not you? Ignore this mail; nothing happens.

mail-code-use = Your activation code, good until { $date }. Type it in our Telegram chat to use it, or give it to somebody; whoever has it can use it once.
mail-code-link = Use it in Telegram
mail-code-qr = QR code of this link
mail-bot = Questions? Find us on Telegram
mail-receipt-subject = { $brand }: receipt { $number }
mail-fact = { $label }: { $value }
mail-label-what = For
mail-label-card = eSIM
mail-label-date = Date
mail-date = { $date } ({ $city })
mail-label-total = Paid
mail-label-way = Paid by
mail-way =
    { $rail ->
        [stars] Telegram Stars
        [invoice] card, inside Telegram
       *[stripe] payment page (Stripe)
    }
mail-label-state = Status
mail-install-title = Install your eSIM
mail-install-how = Scan this code with the phone that will use it, or open the matching link on that phone (iPhone: iOS 17.4 or later; not every Android).
mail-install-qr = QR code of the eSIM
mail-install-once = One phone only. Once installed, don’t delete it.
mail-label-smdp = SM-DP+ address
mail-label-code = Installation code
mail-install-code-name = Your phone calls the installation code “activation code”.

## The check-up (npm run doctor), for operators

doctor-title = { $brand } · check-up
doctor-looking = Looking at everything; this takes { $seconds } seconds at most …
doctor-topic-settings = Settings
doctor-topic-files = Plans and prices
doctor-topic-telegram = Telegram
doctor-topic-address = Public address
doctor-topic-in-telegram = Payments inside Telegram
doctor-topic-mail = E-mail
doctor-topic-machine = This computer
doctor-sum = { $well } in order · { $advice } to think about · { $wrong } to mend · { $unknown } not checked
doctor-end-well = All is well.
doctor-end-advice = Nothing has to be mended. What is marked ! would make the shop better.
doctor-end-wrong = Please mend what is marked ✗, then run npm run doctor again.
doctor-end-unknown = What is marked ? could not be checked. Please run npm run doctor again in a few minutes.
doctor-silent = { $who }: no answer
doctor-silent-todo = Check this computer’s connection to the internet, and try again in a few minutes.
doctor-sandbox = This is the shop to try things out: nothing is real, nothing to set up. npm start opens it; the README leads from here to real sales.
doctor-settings-well =
    The settings fit together; { $deployment ->
        [live] the shop is open to everybody, with real money
       *[test] this is a test, in which only operators can buy
    }
doctor-setting-wrong = { $name } is missing or not right
doctor-setting-wrong-todo =
    Write behind { $name }= in .env: { $name ->
        [BOT_TOKEN] the token that @BotFather gave you, such as 123456:ABC…
        [DEPLOYMENT] test or live
        [TELEGRAM_API_ROOT] https://api.telegram.org
        [UPDATES] polling or webhook
        [TELEGRAM_WEBHOOK_SECRET] what the command openssl rand -hex 32 prints
        [PORT] a number such as 8080
        [PUBLIC_URL] the address of your domain, such as https://bot.example.org
        [DATABASE_URL] sqlite: and the name of a file, such as sqlite:data/yuanyou.db
        [PAYMENT_RAILS] one or more of stars, invoice and stripe, with commas between them
        [TELEGRAM_PROVIDER_TOKEN] the token that @BotFather gives under Payments: 123:TEST:… for DEPLOYMENT=test, 123:LIVE:… for live
        [STRIPE_SECRET_KEY] the secret key of dashboard.stripe.com, Developers, API keys: sk_test_… for DEPLOYMENT=test, sk_live_… for live
        [STRIPE_WEBHOOK_SECRET] the signing secret of the endpoint in dashboard.stripe.com, Developers, Webhooks: whsec_…
        [STRIPE_API_URL] https://api.stripe.com
        [ESIM_PROVIDER] esimaccess or airalo, and set its keys; sandbox only for trying out
        [ESIMACCESS_ACCESS_CODE] the AccessCode of the console of eSIM Access
        [ESIMACCESS_SECRET_KEY] the SecretKey of the console of eSIM Access
        [ESIMACCESS_API_URL] https://api.esimaccess.com
        [ESIM_WEBHOOK_PATH_SECRET] what the command openssl rand -hex 32 prints
        [AIRALO_CLIENT_ID] the client id of Airalo’s Partner Platform
        [AIRALO_CLIENT_SECRET] the client secret of Airalo’s Partner Platform
        [AIRALO_API_URL] https://partners-api.airalo.com
        [AIRALO_MODE] sandbox or production, as the switch in the Partner Platform stands; live needs production
        [CURRENCY] EUR, USD or CNY
        [STARS_PER_UNIT] a number above 0, such as 60
        [ADMIN_IDS] Telegram numbers with commas between them, such as 12345,67890
        [ADMIN_CHAT_ID] the number of one chat, such as -1001234567890
        [CHANNEL_URL] the address of your channel, such as https://t.me/…
        [SMTP_URL] smtps://user:password@mail.example.org:465 with your values; signs in the password as % and their number, @ as %40
        [MAIL_FROM] the address that mails come from, such as shop@example.org
        [DATA_KEY] what the command openssl rand -base64 32 prints, and keep a copy elsewhere
        [LOG_LEVEL] info
        [SANDBOX_LISTEN_ALL] 0
        [EMERGENCY_CONTACT] a telephone number or an address that a person answers
        [SELLER_ADDRESS] your address, as customers shall read it under /terms
       *[other] { $what }
    }
doctor-setting-extra = { $name } does not fit the other settings
doctor-setting-extra-todo = Delete the line { $name }= in .env. If it was meant for a real bot, set BOT_TOKEN first.
doctor-settings-rest = Telegram, payments, suppliers and e-mail were not looked at
doctor-settings-rest-todo = First mend the settings above.
doctor-operators-none = Nobody is an operator: nobody could look after the shop, or buy in a test
doctor-operators-none-todo = Write your own Telegram number behind ADMIN_IDS= in .env. The bot @userinfobot tells it to you.
doctor-key-none = There is no key of your own for the secrets in the database
doctor-key-none-todo = Make one with the command openssl rand -base64 32, write it behind DATA_KEY= in .env, and keep a copy elsewhere. A database that was begun without one does not take one later: start a new one.
doctor-supplier-sandbox = eSIMs come from the built-in supplier: nobody can install them
doctor-supplier-sandbox-todo = Before the first sale set ESIM_PROVIDER and the keys of your supplier; the README says where to get them.
doctor-file-well =
    { $file }: { $plans ->
        [one] one plan
       *[other] { $plans } plans
    }
doctor-file-wrong = { $file } has a mistake: { $what }
doctor-file-wrong-todo = Correct this place in { $file } with any text editor.
doctor-telegram-well = The bot is @{ $bot }
doctor-telegram-token = Telegram does not know the bot of this BOT_TOKEN
doctor-telegram-token-todo = In Telegram open @BotFather, send /mybots, choose your bot and API Token, and copy the token into .env once more.
doctor-updates-well =
    { $way ->
        [webhook] Telegram brings the messages to your address
       *[polling] The bot fetches its messages by itself
    }
doctor-polling-hook = Telegram brings the messages to some other address
doctor-webhook-unset = Telegram does not bring the messages to your address yet
doctor-webhook-todo = Start the bot with npm start, which sets this right. If another computer works with the same token, stop it there first.
doctor-webhook-error = Telegram could not bring messages to { $url }: { $failure }
doctor-webhook-error-todo = Let this address lead to the bot, by https with a valid certificate, on port 443, 80, 88 or 8443.
doctor-waiting = { $count } messages wait for the bot
doctor-waiting-todo = Start the bot with npm start. If it is running, its log says what holds it up.
doctor-operators-well =
    The bot can write to { $count ->
        [one] one operator
       *[other] { $count } operators
    }
doctor-operator-unknown = The bot may not write to operator { $id } yet
doctor-operator-unknown-todo = This person opens the bot in Telegram and presses Start. If the number is wrong, correct ADMIN_IDS in .env.
doctor-chat-unknown = The bot is not in the chat { $id }, where cases should be told (ADMIN_CHAT_ID)
doctor-chat-unknown-todo = Add the bot to that group, or correct the number in .env.
doctor-address-none = None, and none is needed: the bot works from any computer that is on the internet
doctor-address-well = { $url } leads to the bot
doctor-address-wrong = { $url } does not lead to the bot ({ $reason })
doctor-address-wrong-todo = Let your domain lead to this computer, and let the web server there pass requests on to { $at }.
doctor-address-asleep = The bot is not running, so whether { $url } leads to it cannot be seen
doctor-address-asleep-todo = Start the bot with npm start, then run npm run doctor in a second window.
doctor-address-plain = { $url } begins with http, and Telegram brings messages by https only
doctor-address-plain-todo = Get a certificate (the web server Caddy does so by itself), and write https:// in PUBLIC_URL.
doctor-stars-well = Telegram Stars: { $price } are { $stars }
doctor-invoice-well = Card sheet: Telegram takes the token of the payment provider
doctor-invoice-wrong = Card sheet: Telegram does not take the token of the payment provider ({ $reason })
doctor-invoice-wrong-todo = In Telegram open @BotFather, send /mybots, choose your bot and Payments, and copy the token into TELEGRAM_PROVIDER_TOKEN once more.
doctor-stripe-well =
    Account in { $country }; { $mode ->
        [live] it takes real money
       *[test] test keys, no real money
    }
doctor-stripe-key = Stripe does not know this key
doctor-stripe-key-todo =
    Open dashboard.stripe.com, Developers, API keys, and copy the secret key ({ $mode ->
        [live] sk_live_…
       *[test] sk_test_…
    }) into STRIPE_SECRET_KEY once more.
doctor-stripe-review = Stripe does not let this account take real payments yet
doctor-stripe-review-todo = Open dashboard.stripe.com and finish what it asks for; then Stripe has to agree.
doctor-stripe-forbidden = The key in STRIPE_SECRET_KEY may not read { $what }
doctor-stripe-forbidden-todo = Look at it yourself in the dashboard, or allow the key to read { $what }.
doctor-methods-well = The payment page offers { $methods }
doctor-methods-none = The payment page offers no way to pay in { $currency }
doctor-method-off = { $name } is switched off
doctor-method-off-todo = To offer it, open dashboard.stripe.com, Settings, Payment methods, and switch it on.
doctor-method-missing = { $name } is switched on, and Stripe does not give it to this account yet
doctor-method-missing-todo = Open dashboard.stripe.com, Settings, Payment methods: it says what is missing.
doctor-method-currency = { $name } cannot be paid in { $currency }
doctor-method-currency-todo = If you want it, sell in another currency (CURRENCY in .env).
doctor-events-asked = Without a public address Stripe is asked about open payments every few seconds
doctor-events-well = Stripe reports to { $url }
doctor-events-none = Stripe does not report to { $url }
doctor-events-none-todo = Open dashboard.stripe.com, Developers, Webhooks, add an endpoint with this address, version { $version }, and all events of checkout.session, payment_intent, charge.dispute and refund, and charge.refunded; copy its signing secret into STRIPE_WEBHOOK_SECRET.
doctor-events-secret = Stripe reports to { $url }, and the bot cannot tell that it is Stripe
doctor-events-secret-todo = Open that endpoint in dashboard.stripe.com, Developers, Webhooks, and copy its signing secret into STRIPE_WEBHOOK_SECRET.
doctor-events-off = The reports of Stripe to { $url } are switched off
doctor-events-off-todo = Open dashboard.stripe.com, Developers, Webhooks, and switch this endpoint on.
doctor-events-lacks = Stripe does not report all that the bot needs to { $url }
doctor-events-lacks-todo = Open that endpoint in dashboard.stripe.com, Developers, Webhooks, and add these events: { $events }
doctor-events-version = Stripe reports in version { $theirs } of its language; the bot speaks { $version }
doctor-events-version-todo = It works as it is. Better is a new endpoint with version { $version } in place of the old one.
doctor-supplier-well =
    { $use ->
        [selling] It takes our keys; new eSIMs are bought here
       *[old] It takes our keys; it looks after the eSIMs that were bought here, and sells no new ones
    }
doctor-supplier-mode =
    { $mode ->
        [production] AIRALO_MODE says that orders are real; only the Partner Platform can tell
       *[sandbox] AIRALO_MODE says that orders are for trying out; only the Partner Platform can tell
    }
doctor-supplier-keys = { $name } does not take our keys
doctor-supplier-keys-todo =
    { $supplier ->
        [esimaccess] Copy AccessCode and SecretKey once more from the console of eSIM Access. If it lets in certain addresses only, add that of this computer. If the clock below is wrong, mend that first.
       *[other] Copy client id and secret once more from the Partner Platform. If it lets in certain addresses only, add that of this computer.
    }
doctor-supplier-reports = It reports to our public address
doctor-supplier-deaf = { $name } does not report to our public address, so news of eSIMs come later
doctor-supplier-deaf-todo =
    { $how ->
        [secret] Write what the command openssl rand -hex 32 prints behind ESIM_WEBHOOK_PATH_SECRET= in .env, and start the bot anew.
       *[start] Start the bot with npm start: it tells its address, which has to lead to it at that moment.
    }
doctor-credit = Credit: { $credit }
doctor-credit-well =
    Credit: { $credit }, enough for { $orders ->
        [one] one order
       *[other] { $orders } orders
    } or more
doctor-credit-low =
    Credit: { $credit }, enough for { $orders ->
        [one] one order
       *[other] { $orders } orders
    } of the dearest plan; below 20 sales rest
doctor-credit-low-todo = Pay in at { $name } until there are { $enough } or more.
doctor-packages-well =
    { $count ->
        [one] One plan can be had
       *[other] { $count } plans can be had
    }, at a cost of { $least } to { $most }
doctor-price-low =
    { $fault ->
        [below_least] { $plan } is not sold: { $name } forbids { $price }, the least is { $limit }
       *[below_cost] { $plan } is not sold: its price { $price } does not cover the cost of { $limit } and the fee of a payment
    }
doctor-price-low-todo = Raise retail.{ $currency } of { $plan } in db/catalogue.json, then start the bot anew.
doctor-package-missing = { $plan } is not sold: { $name } has no package { $package }
doctor-package-other = { $plan } is not sold: its package is something else, { $package }
doctor-package-identified = { $plan } is not sold: whoever uses its package { $package } has to identify themselves to the supplier
doctor-package-places = { $plan } is not sold: its package { $package } does not work in { $countries }
doctor-package-places-todo = Write one that works there too into { $file }; the nearest are { $packages }. Or take { $countries } out of coverages.{ $coverage } in db/catalogue.json, then start the bot anew.
doctor-package-places-none-todo = { $name } has nothing like it that works there: take { $countries } out of coverages.{ $coverage } in db/catalogue.json and start the bot anew, or take { $plan } out of { $file }.
doctor-package-todo = Write one with the same data and days into { $file }; the nearest are { $packages }. If none fits, take the plan out of that file.
doctor-package-none-todo = { $name } has nothing like it: take { $plan } out of { $file }.
doctor-mail-none = No mail server: customers get neither receipts nor one-time codes by e-mail
doctor-mail-none-todo = If you want that, set SMTP_URL and MAIL_FROM in .env; whoever hosts your mail tells you the values.
doctor-mail-well = { $host } takes mails from { $from }
doctor-mail-wrong =
    { $reason ->
        [password] { $host } does not take the user and password
        [encryption] { $host } offers no encryption, so the password was not sent
        [certificate] The certificate of { $host } is not good for its name
        [host] There is no mail server { $host }
        [refused] Nobody listens at { $host }
       *[other] The mail server { $host } does not answer as it should
    }
doctor-mail-wrong-todo =
    { $reason ->
        [password] Correct the user and password in SMTP_URL; signs in them are written as % and their number, @ as %40.
        [encryption] Try smtps:// and port 465 in SMTP_URL.
        [certificate] In SMTP_URL use the name that your mail host gives for its server.
        [host] Correct the name of the server in SMTP_URL.
        [refused] Correct the port in SMTP_URL: usually 465 with smtps://, or 587 with smtp://.
       *[other] Ask whoever hosts your mail for server and port, and correct SMTP_URL.
    }
doctor-database-new = There is no database yet: npm start makes { $file }
doctor-database-well = The database { $file } is in order ({ $size })
doctor-database-behind =
    The database { $file } is of an older version, by { $steps ->
        [one] one step
       *[other] { $steps } steps
    }
doctor-database-behind-todo = The next npm start brings it up to date. Copy the file elsewhere before that.
doctor-database-newer = The database { $file } was written by a newer version of this program
doctor-database-newer-todo = Start the newer version, or put back a backup of the database.
doctor-database-key = The DATA_KEY does not open the database { $file }
doctor-database-key-todo = Write the key with which it was made behind DATA_KEY= in .env. If it was only a test without a key, move the file away: npm start makes a new one.
doctor-database-unread = The database { $file } cannot be read
doctor-database-unread-todo =
    { $kind ->
        [not_writable] Start this as the user to whom the file belongs, and check DATABASE_URL.
        [locked] Another program holds it. Close that program, then try again.
        [not_a_database] This file is no database. Move it away, or correct DATABASE_URL.
       *[damaged] It is damaged. Put back a backup.
    }
doctor-disk-well = { $percent } % of the disk are free
doctor-disk-full = Only { $percent } % of the disk are free
doctor-disk-full-todo = Make room: a database that cannot grow takes no orders.
doctor-node-well = Node { $version }
doctor-node-wrong = This is Node { $version }, and the program needs Node 24
doctor-node-wrong-todo = Run npm ci once, and then always npm run doctor and npm start; elsewhere than on Linux install Node 24 from nodejs.org.
doctor-env-well = Only you can read the secrets in .env
doctor-env-open = Other users of this computer can read the secrets in .env
doctor-env-open-todo = Run the command chmod 600 .env once.
doctor-clock-well = The clock is right
doctor-clock-alone = The clock says { $time } UTC; nobody was asked whether that is right
doctor-clock-wrong =
    The clock is { $seconds } seconds { $way ->
        [fast] fast
       *[slow] slow
    }
doctor-clock-wrong-todo = Have it set by the internet: on Linux with sudo timedatectl set-ntp true. Payments and suppliers refuse what comes from another time.

## Chat page of the sandbox

box-title = Yuanyou in a box
box-people = People
box-new = new
box-world = The world
box-theme = Dark mode
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
box-failed = That didn’t work. Please try again
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
box-outcome-refused = The shop didn’t accept this payment. Nothing was charged.
box-outcome-timed-out = The shop didn’t answer in time. Nothing was charged.
box-outcome-declined = The payment was declined. Nothing was charged.
box-cancel = Cancel
box-close = Close
box-ok = OK
box-open = Open
box-answer = The bot answers
box-leave = Open this link?
box-scan = Scan with the other phone
box-found-link = Link found
box-found-esim = eSIM found
box-found-ask = Install it on this phone?
box-found-server = SM-DP+ address
box-found-code = Installation code (your phone says “activation code”)
box-install = Install
box-installed = The box ends here: a real phone would now download the eSIM.
box-send-to = Send it to whom?
box-open-as = Open as { $name }
box-chips = Things to try
box-chip-renew = Renew
box-chip-pay = Pay another way
box-chip-buy = Buy a card
box-chip-language = Language
box-chip-help = Ask for help
box-chip-time = Let time pass
box-chip-cases = Cases
box-chip-status = Shop status
box-chip-inbox = Inbox
box-chip-pause = Pause sales
box-chip-done = { $name } (done)
box-hour = 1 hour later
box-day = 1 day later
box-use = Use 1 GB
box-decline = Decline the next payment
box-stall = Stall the supplier 30 s
box-credit-out = Use up the supplier’s credit
box-credit-back = Pay in at the supplier
box-done = Done
box-wire = What went over the wire
box-browser = Browser of the phone
box-test-card = Test card •••• 4242
box-attach = Attach
box-attach-own = Screenshot of my eSIM from elsewhere
box-attach-code = Its code as text
box-attach-number = Its card number
box-attach-address = My e-mail address
box-attach-foreign = Screenshot of an eSIM that isn’t ours
box-attach-sold = The list of cards sold (CSV)
box-attach-file = A file of yours…
box-sending = Sending…
box-shot-title = Your eSIM is ready
box-shot-hint = Scan this code to install it
box-mail = Mailbox
box-mail-address = { $name }’s address
box-mail-none = No mail yet. Receipts and one-time codes arrive here.
box-mail-to = To { $address }
box-mail-back = All mails
box-mail-plain = Plain text
box-copy = Copy { $text }
box-chip-claim = Claim a card
box-webhooks = Stripe’s events
box-webhooks-normal = as they come
box-webhooks-duplicate = each one twice
box-webhooks-reversed = newest first
box-webhooks-off = none
box-stripe-title = Payment
box-stripe-note = No real money
box-stripe-method = Pay with
box-stripe-card = Card
box-stripe-paypal = PayPal
box-stripe-alipay = Alipay
box-stripe-wechat = WeChat Pay
box-stripe-pay = Pay
box-stripe-leave = Back without paying
box-stripe-otherwise = Simulate another outcome
box-stripe-decline = Decline
box-stripe-challenge = Ask for 3-D Secure
box-stripe-waitpaid = Wait, then paid
box-stripe-waitfailed = Wait, then failed
box-stripe-declined = The payment was declined. Try again or choose another way.
box-stripe-asked = Your bank asks: is it you who pays?
box-stripe-confirm = Yes, it’s me
box-stripe-complete = This page is done.
box-stripe-expired = This page has expired.
box-stripe-back = Back to the chat
