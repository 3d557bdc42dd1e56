## Names of things

language-name = 繁體中文
language-codes = zh-hant|zh-tw|zh-hk|zh-mo
coverage-eu = 歐洲
coverage-asia = 亞洲
city =
    { $name ->
        [Rome] 羅馬時間
        [Tokyo] 東京時間
        [Seoul] 首爾時間
        [Hong_Kong] 香港時間
        [UTC] UTC 時間
       *[other] { $fallback } 時間
    }
group-day = 按日
group-month = 按月
group-unlimited = 吃到飽
plan-allowance = { $data }/{ $days }天
plan-voice = { $data }+{ $minutes }分鐘+{ $sms }則簡訊/{ $days }天
plan-daily = 每日 { $data }/{ $days }天
plan-unlimited = 吃到飽/{ $days }天
size-daily = 每日 { $data }
size-unlimited = 吃到飽
card-name = { $place } { $size }

## Before Start, and the command menu

bot-description = 查剩餘流量、續費、收 QR Code，一分鐘搞定。🇮🇹 🇪🇺 🌏
bot-short-description = 查剩餘流量 · 續費 · 收 QR Code，一分鐘
command-renew = 續費
command-balance = 查剩餘流量
command-orders = 訂單與收據
command-help = 常見問題與圖解
command-language = 語言
command-support = 找專人

## Typed words that start something, separated by |

words-balance = 餘額|餘量|流量|還剩|剩多少|剩餘|用量|=我的卡|=我的esim
words-renew = 續費|續期|續約|續卡|再續|儲值|加值|加購|加流量|買流量|延長
words-orders = 訂單|收據|發票|帳單
words-help = 幫助|幫忙|說明|教學|怎麼用|怎麼辦|怎麼裝|怎麼安裝|怎麼連|怎麼設定|怎麼回事|怎麼還|怎麼沒|怎麼不|如何使用|如何安裝|常見問題|有個問題|換手機|新手機
words-refund = 退款|退錢|付款問題|扣了兩次|重複扣款
words-offline = 沒網路|沒訊號|連不上|無法上網|不能上網
words-language = 語言|繁體|正體
words-person = 專人|客服|真人|人工
words-code = 啟用碼|兌換碼|兌換|禮品碼|送人|送朋友|送禮|禮物
words-buy = =買|買卡|買新|新卡|買esim|買一張|買張|購買|辦卡|新esim
words-claim = 新增卡|新增esim|加卡|認領|綁定|已有卡|已經有卡|我有卡|有一張卡|別處買|別的地方買
words-trip = 我要去|我想去|我去|要去|想去|去|到|和|跟|與|及|再|還有|玩|旅遊|旅行|出差|的|卡|esim|天|下週|下個月|週|明天|張|買|我|要|想
words-places = IT=意大利|GB=英格蘭|KR=南韓|KR=韓國|AE=阿聯酋|EU=歐盟|IT=羅馬|IT=梵蒂岡|JP=東京|JP=大阪|CN=大陸|ID=峇里島|JP+KR=日韓|HK+MO=港澳

## Home, which is the card

home-empty = 您還沒有我們的 eSIM，買一張嗎？
card-left = { $bar } 剩 { $left }（共 { $total }）
card-used-up = { $bar } 流量已用完
card-today = { $bar } 今天剩 { $left }（共 { $total }）
card-today-used = { $bar } 今天的高速流量已用完，午夜前降速至 { $kbps }
card-daily = 📶 每日 { $total }，今天的用量暫時查不到
card-total = 📶 共 { $total }，用量暫時查不到
card-unlimited = ∞ 流量吃到飽
card-unlimited-fair = ∞ 流量吃到飽，每日 { $data } 高速，之後降速至 { $kbps }
card-until = { $date } 到期（{ $city }），還剩 { $days } 天
card-until-today = { $date } 到期（{ $city }），還剩不到一天
card-until-unknown = 到期時間未定
card-talk = 📞 剩 { $minutes }/{ $minutesTotal } 分鐘 · ✉️ 剩 { $sms }/{ $smsTotal } 則簡訊
card-waiting = + { $plan }（排隊中）
card-ended = 已於{ $date }到期
card-ended-open = 已到期
card-gone = 這張 eSIM 已被移除，無法再使用。
card-preparing = 正在準備，QR Code 馬上就來。
card-empty = 卡上沒有方案。
card-starts-on-use = 已就緒，從首次連網起計算天數。
card-install = 還沒裝到手機上。
card-install-by = 還沒裝到手機上，請在{ $date }前安裝。
card-no-figures = 還沒查到用量，請稍後再看。
just-now = 剛剛
card-updated = <i>{ $ago }更新</i>
card-asking = <i>{ $ago }更新，正在重新查詢…</i>
card-stale = <i>{ $ago }更新，電信業者暫無回應</i>

## Buttons

button-again = ★ 再來 { $plan } { $price }
button-pay = 付款 { $total }
button-rail-stars = 星星 { $total }
button-rail-invoice = Telegram 內刷卡 { $total }
method-card = 信用卡
method-paypal = PayPal
method-alipay = 支付寶
method-wechat = 微信
button-other-plan = 換方案
button-back = ‹ 返回
button-home = 我的卡
button-all-cards = 全部 { $n } 張
button-orders = 訂單
button-language = 語言
button-help = 說明
button-buy = 買新 eSIM
button-phone-ok = 支援，繼續
button-phone-unsure = 不確定
button-person = 找專人
button-check = 裝好了嗎？
button-check-again = 再查一次
button-retry = 再試一次
button-advise = 幫我選
button-advise-short = 幫我選
button-days = { $days } 天
button-install = 查看 QR Code
button-iphone = 裝到這支 iPhone
button-android = 裝到這支 Android
button-copy-address = 複製 SM-DP+ 位址
button-copy-code = 複製安裝碼
button-copy-apn = 複製 APN
button-no-internet = 沒網路？
button-receipt = 收據
button-open-private = 開啟私訊
button-previous = ‹
button-next = ›
button-too-old = 這個按鈕已過時，最新狀況在這裡。

## Choosing a plan

plans-title = { $card } <b>{ $group }</b>，選哪個？
plans-none = { $card } 目前沒有<b>{ $group }</b>方案，看看別的？
advice-question = 還要用幾天？點一下，或直接輸入天數。
advice-usual = 💡 以每天約 0.5 GB 計，夠用 { $days } 天。
advice-lasts = 💡 依您的用量，{ $plan } 夠用 { $days } 天。
advice-largest = 💡 最接近 { $days } 天的方案，可能提前用完。
advice-unlimited = 💡 用不完：每日 { $data } 高速，之後降至 { $kbps }。
renewal-not-offered = 這張卡現在不能續這個方案，沒有扣款。換一個？
renewal-silent = 電信業者暫無回應，沒有扣款。請稍後再試。

## Buying a first card

buy-question = <b>要去哪裡？</b>點一下，或輸入國家、行程。
buy-plans = { $place }，<b>{ $group }</b>：選哪個方案？
buy-includes = 包含{ $places }。
buy-countries = { $count } 個國家和地區可用：{ $places }。
buy-countries-some = { $count } 個國家和地區可用，包括{ $places }等。
buy-none = 那裡暫時沒有可買的方案，換個地方？
buy-not-there = 抱歉，{ $places }暫時還沒有方案。
buy-not-in-one = 沒有一個方案能涵蓋全部，請一次選一個地方。
phone-question =
    <b>您的手機支援 eSIM，而且沒有鎖定電信商嗎？</b>
    撥 <code>*#06#</code>，看得到 EID 就支援。⚠️ 在中國大陸購買的 iPhone 通常不支援；鎖定電信商的手機連不上。
phone-unsure =
    <b>兩步就能確認</b>
    1. 撥 <code>*#06#</code>，有一行「EID」就支援。
    2. iPhone：設定 › 一般 › 關於本機 › 電信業者鎖定，應顯示「無 SIM 卡限制」。其他手機請問賣手機的電信商。

## Bringing a card along

button-claim = 已有卡，加進來
button-claim-how = 怎麼加
button-renew = 續費
button-its-me = 是我換帳號
button-not-me = 不是我
claim-how = <b>把手上的卡加進來。</b>把 QR Code 截圖傳到這裡，或貼上 <code>LPA:</code> 開頭的安裝碼。我們讀完會立刻從聊天中刪除。
button-claim-email = 用信箱驗證
button-claim-number = 只有卡號
button-receipts-there = 收據也寄到這個信箱
claim-email = 請輸入買卡時用的信箱。六位數驗證碼會寄到那裡，在這裡輸入，卡就加好了。
claim-email-wrong = 這看起來不像信箱。請輸入買卡時用的信箱。
claim-email-sent = 六位數驗證碼已寄往 { $address }，請在 10 分鐘內在這裡輸入。
claim-email-often = 今天寄的驗證碼太多了，請明天再試，或找專人。
claim-number = 請輸入或貼上卡號（ICCID）：89 開頭的 18 到 20 位數字。如果我們有紀錄，驗證碼會寄到買卡時的信箱。
claim-number-wrong = 這不像卡號。卡號是 89 開頭的 18 到 20 位數字。
claim-number-begun = 如果我們有這個卡號的紀錄，六位數驗證碼已寄往買卡時的信箱，請在 10 分鐘內在這裡輸入。
claim-code-used = 這組驗證碼已經用過或不對。
claim-none = 找不到用這個信箱買、可以加入的卡。換個信箱試試？傳 QR Code 截圖也可以。
claim-rest = 電信業者暫無回應。您的信箱已驗證，不用新驗證碼：有了回應就加卡，並通知您。
claim-more = 其餘的還在核對，加上了就通知您。
# Two sentences that stand side by side.
two-sentences = { $first }{ $second }
claim-added = ✅ 已加入：{ $card }。
claim-yours = { $card } 本來就在您名下。
claim-refused = 無法驗證，{ $left }。如果不是我們的網路，在這裡不能續：請找賣家，或買張新的。
claim-tries = 還可試 { $tries } 次
claim-tries-none = 一小時內不能再試
claim-silent = 電信業者暫無回應，現在無法核對。這次不計次數，請稍後再試。
claim-too-many = 試太多次了，請一小時後再來，或找專人。
claim-asked-code = 有人持有 { $card } 的 QR Code，想要這張卡。是您換帳號，卡就轉過去；不是您，什麼都不變。24 小時內有效。
claim-asked-address = 有人能用購買 { $card } 的信箱收信，想把這張卡轉到自己名下。是您換帳號，卡就轉過去；不是您，什麼都不變。24 小時內有效。
claim-given = 好了，{ $card } 已轉到您的新帳號；訂單和收據留在這裡。
claim-kept = 了解，{ $card } 還是您的，對方 30 天內不能再申請。QR Code 請別給別人看。
claim-decided = 這件事已經處理過了。
claim-over = 24 小時已過，什麼都沒變，{ $card } 還是您的。
picture-reading = 正在讀圖…
picture-none = 圖裡沒找到 eSIM 的碼。請把完整截圖以相片方式傳來，QR Code 要完整；或貼上 <code>LPA:</code> 開頭的安裝碼。
picture-large = 圖片太大了。請以相片而不是檔案的方式傳，或只截 QR Code。
picture-busy = 現在傳圖的人多，請一分鐘後再傳。
picture-several = 圖裡有好幾個碼，請只傳您要的那一個。
picture-deleted = 您的圖片已從聊天中刪除。
picture-left = ⚠️ 我刪不掉您的圖片，請自行刪除。
code-deleted = 您傳的碼已刪除。
code-left = ⚠️ 我刪不掉您傳的碼，請自行刪除。

## Lists of sold cards, for operators

button-import = 匯入
button-cancel = 取消
import-asked = <b>名單共 { $all } 張卡：</b>新增 { $fresh }，已有 { $known }，信箱不同 { $changed }。要匯入嗎？
import-done = ✅ 已匯入：新增 { $fresh }，信箱更新 { $changed }；原有 { $known }。
import-deleted = 檔案已從聊天中刪除。
import-left = ⚠️ 我刪不掉檔案，裡面有信箱，請自行刪除。
import-cancelled = 什麼都沒有匯入。
import-over = 這份名單已處理過，或超過一小時了，請重新傳送。
import-too-large = 名單超過 1 MB，請分幾份傳。
import-gone = 無法取得這個檔案，請重新傳送。
import-refused = <b>沒有匯入。</b>有誤的行：
import-more = …另有 { $count } 處
mistake-no-table = 不是帶 <code>iccid, email, order</code> 三欄的 CSV
mistake-empty = 沒有資料
mistake-rows = 超過 20000 行，請分幾份傳
mistake-column = 缺少欄位：{ $column }
mistake-iccid = { $line }：卡號
mistake-email = { $line }：信箱
mistake-order = { $line }：訂單太長
mistake-twice = { $line }：卡號重複
mistake-fields = { $line }：欄數不對

## Cases for a person, for operators

review-opened = 🔎 <b>有 { $count } 件案件待處理</b>
review-line = • { $reason }：{ $count }
reason-payment-does-not-fit = 收到的錢對不上任何訂單
reason-supply-unknown = 不確定是否已開通
reason-refund-refused = 退款被拒
reason-refund-failed-later = 退出去的錢又回來了
reason-disputed = 付款遭拒付（爭議中）
reason-partly-refunded-elsewhere = 有一部分錢已在別處退掉
reason-went-back-elsewhere = 有一筆錢已在別處退掉
reason-session-unknown = 付款頁面查無紀錄
reason-job-failed = 任務失敗五次
reason-update-failed = 訊息處理失敗五次
reason-claim-silent = 已證明歸屬、供應商沒有回覆的卡
reason-refund-wanted = 客戶要求退款
reason-books-differ = 我們的帳與對方不一致
reason-book-strange = 帳戶有誤，或資料過舊？

## The books compared with everybody else’s, for operators

books-differed = 🧾 <b>帳目有出入</b>
books-title = 🧾 <b>每日對帳</b>
books-span = { $since } – { $until }（UTC）
books-same = ✅ { $part }：{ $theirs }
books-other = ⚠️ { $part }：{ $theirs }；我方：{ $ours }
books-unlisted = ◽ { $part }：我方 { $ours }。Telegram 不提供清單，請與金流服務商核對。
books-deaf = ⚠️ { $since } 至 { $until }（UTC）沒有收到 Telegram 的訊息，而它只保留一天：其中的付款可能有遺漏。
books-silent = ⏳ { $part }：沒有回應，每小時再問
books-strange = 🚨 <b>{ $part }，{ $what }：{ $count }。</b>帳戶對嗎？我方資料庫是最新的嗎？例如：<code>{ $examples }</code>。這份帳不作為任何處理的依據，每小時再問。
books-checked = ☑️ { $part }：已核對 { $count } 筆訂單
books-nothing = 無往來
books-lost = 爭議扣款 { $sum }
books-regained = 爭議款追回 { $sum }
books-ignored = 更早的或與我們無關的：{ $count }
books-agree = 各方帳目一致。
books-stars = 星星
books-invoice = 信用卡（Telegram 內）
books-stripe = Stripe
books-supplier = 供應商
books-ledger = 我方帳本
books-finding =
    { $who ->
        [person] 🔎 { $what }：{ $count }{ $sum }（待處理）
       *[shop] 🔧 { $what }：{ $count }{ $sum }（自動處理中）
    }
books-charge-missed = 沒收到通知的付款
books-refund-missed = 未入帳的退款
books-refund-came-back = 被退回的退款
books-charge-unknown = 查無訂單的付款
books-charge-unlisted = 對方沒有的付款
books-refund-unlisted = 對方沒有的退款
books-amount-differs = 金額不符的付款
books-supply-missing = 已交付，供應商卻查無
books-supply-extra = 已退款，供應商卻已出貨
books-without-end = 超過一天未了結的付款
books-unbalanced = 收支不平的訂單

## Pausing sales

sales-rest = 暫停銷售中，沒有扣款。手上的卡照常使用，已付款的照常開通。請晚點再來。
sales-run = ▶️ <b>銷售中。</b>
sales-paused = ⏸ <b>已暫停銷售：</b>{ $reasons }。
pause-operator = 營運人員暫停（{ $since } 起）
pause-credit = 供應商餘額不足（{ $since } 起）
pause-ends-itself = 供應商餘額恢復後會自動恢復銷售。
pause-asked = <b>暫停銷售？</b>恢復之前誰都不能續費或購買，已開啟的付款頁會關閉。已付款的照常開通，其他功能照常。
resume-asked = <b>恢復銷售？</b>所有人馬上又能續費和購買。
button-pause = 暫停銷售
button-resume = 恢復銷售

## Alerts, for operators

button-status = 狀態
status-cases = 待處理案件：{ $count }
status-inbox = 收件匣待處理：{ $count }
status-credit = 供應商餘額：{ $credit }，約 { $orders } 筆
status-credit-unknown = 供應商餘額：對方未告知
status-reconciled = 上次對帳：{ $at }
status-alerts = <b>未解除的警示：</b>
status-alert = • { $watch }：{ $what }
status-no-alerts = 目前沒有警示。
alert-began = 🔴 <b>{ $watch }：{ $what }</b>
alert-since = 始於 { $since }。
alert-over = 🟢 <b>{ $watch }：已恢復正常。</b>始於 { $since }。
watch-credit = 供應商餘額
watch-inbox = 收件匣
watch-late = 訂單延遲
watch-stripe = Stripe
watch-telegram = Telegram 付款
watch-supplier = 供應商
watch-supplier-list = 供應商清單
watch-off-sale = 停售方案
watch-disk = 磁碟
watch-clock = 時鐘
alert-credit = 剩 { $credit }，約夠 { $orders } 筆
alert-inbox = { $waiting } 則待處理，最早的始於 { $since }
alert-late = { $orders } 筆已付款訂單還沒開通，最早的始於 { $since }
alert-calls = 5 分鐘內 { $calls } 次呼叫有 { $failed } 次失敗
alert-supplier-list = { $supplier } 只列出我們的 { $plans } 個方案
alert-off-sale = { $plans } 個等您處理
alert-disk = 可用空間 { $percent }%
alert-clock-fast = 快 { $seconds } 秒
alert-clock-slow = 慢 { $seconds } 秒
alert-credit-means = 已自動暫停銷售；已付款的在餘額用完前照常開通。請到供應商處儲值：達到 { $enough } 後自動恢復銷售。
alert-credit-over = 銷售不再因此暫停。
alert-inbox-means = 客戶在等回覆；錢不會遺失。用 /inbox 看卡住的訊息；重新啟動後會接著處理。
alert-late-means = 客戶已知道要再等，也可取消；不會重複下單。請聯絡供應商；期間可用 /pause 暫停銷售。
alert-stripe-means = 付款頁面可能打不開，退款會延後；系統會自動重試。請看 status.stripe.com，再檢查 STRIPE_SECRET_KEY。
alert-telegram-means = 付款單可能打不開，Stars 退款會延後；系統會自動重試。記錄檔裡有 Telegram 的答覆。
alert-supplier-means = 已付款的會晚開通，用量不是最新；不會重複下單。請聯絡供應商；期間可用 /pause 暫停銷售。
alert-supplier-list-means = 仍按上一份清單銷售；已經沒有的，下單後會退款。請聯絡供應商；/supply 可查看，也可採用這份短清單。
alert-off-sale-means = 現在買不到：成本變動超過兩成，或售價太低。/supply 說明是哪些、為什麼，也可接受新成本。
alert-disk-means = 寫滿後什麼都存不了，機器人會停止回應。請清理資料所在磁碟，或換更大的。
alert-clock-means = 報價會在錯誤的時間失效，Stripe 的事件可能被拒。請用 NTP 校準本機時鐘。

## What suppliers list, for operators

button-supply = 貨源
supply-title = 📦 <b>貨源</b>
supply-no-list = 還沒有任何供應商給出清單。
supply-not-taken = { $supplier }：還沒有清單
supply-taken = { $supplier }：{ $sold }/{ $plans } 個方案在售，清單時間 { $at }
supply-refused = ⚠️ 自 { $since } 起清單裡只有我們的 { $plans } 個方案，仍用上一份。
why-missing = 清單裡沒有
why-cost-changed = 新成本
why-below-least = 低於最低價
why-below-cost = 低於成本
withheld-title = <b>{ $plan }</b>（{ $supplier }）已停售。
withheld-missing = 自 { $since } 起，供應商的清單裡沒有對應的方案：可能下架、改名或內容變了。<code>npm run doctor</code> 會指出，請在 db/suppliers 裡修改。
withheld-cost = 成本從 { $before } 變為 { $cost }，售價 { $price }。如果沒錯，接受新成本後恢復銷售。
withheld-below-cost = 成本 { $cost }，售價 { $price }，不夠付成本和手續費。請在 db/catalogue.json 裡調高售價後重新啟動。
withheld-below-least = 售價 { $price }，供應商要求至少 { $least }。請在 db/catalogue.json 裡調高售價後重新啟動。
button-accept-cost = 接受新成本
button-short-list = 採用短清單
cost-accepted = 已接受，按新成本銷售。
supply-changed = 剛剛有變動，請再看一下。
short-list-accepted = 已接受，下次收到清單時採用。
short-list-asked = <b>採用 { $supplier } 的短清單？</b>除 { $plans } 個方案外全部停售。什麼都不會刪除，重新列出後恢復銷售。

## The review desk and the inbox, for operators

queue-title = 🔎 <b>{ $count } 件需要人工處理</b>，最早的在前。
queue-empty = ✅ 沒有需要人工處理的事項。
button-cases = 🔎 待處理
button-inbox = 📥 收件匣
button-ask-again = 🔄 再查一次
button-copy-charge = 📋 交易編號
button-case =
    { $action ->
        [refund] ↩ 退款
        [grant] ↩ 同意退款
        [refuse] ✖ 不同意退款
        [keep] 🤝 已與客戶談妥
        [delivered] 📦 已人工開通
        [code_back] 🎁 退還啟用碼
        [retry] 🔁 再退一次
        [by_hand] ✋ 已在金流商退款
        [run] ▶ 再跑一次
        [replay] ▶ 重新處理
        [release] 🗑 捨棄
       *[other] ✔ 結案
    }
button-case-yes =
    { $action ->
        [refund] 是，退款
        [grant] 是，同意退款
        [refuse] 是，不退
        [keep] 是，已談妥
        [delivered] 是，已開通
        [code_back] 是，退還
        [retry] 是，再退一次
        [by_hand] 是，我已退款
        [run] 是，再跑
        [replay] 是，重新處理
        [release] 是，捨棄
       *[other] 是，結案
    }
button-case-again = 查看這一件
case-title = 🔎 <b>{ $reason }</b> · { $reference }
case-who = 👤 { $who } · { $since } 起
case-misfit-order = 不屬於我們的任何訂單。
case-book-strange = 請檢查設定中的金鑰，以及是否還原了舊備份。帳目一致後，此案自動結束。如果帳戶沒錯，請手動結束：能處理的會逐筆處理，其餘視為已知。
case-misfit-payer = 付款單是開給 { $payer } 的。
case-came-back = 這筆錢原先是在別處退的。
case-misfit-amount = 應付 { $asked }。
case-nobody = 查無此人
case-order =
    訂單 { $number } · { $plan }：{ $state ->
        [awaiting_payment] 未付款
        [processing] 銀行確認中
        [canceled] 已被取代
        [paid] 已付款
        [fulfilling] 供應商處理中
        [fulfilled] 已交付
        [refund_pending] 退款中
        [refunded] 已退款
        [review] 人工處理中
       *[other] { $state }
    }
case-delivered = 交付於 { $at }
case-wish-unclear = ⚠️ 已向供應商發出撤回請求，結果不明：可能已經收回。
case-plan =
    • { $plan }：{ $state ->
        [pending] 待開始
        [queued] 排隊中
        [active] 使用中
        [depleted] 已用完
        [expired] 已過期
        [expired_unused] 未用過期
        [cancelled] 已撤下
        [revoked] 已撤銷
        [failed] 失敗
       *[other] 不明
    }，已用 { $used }
case-talk = { $minutes } 分鐘
case-sms = { $count } 則簡訊
case-payment =
    { $rail ->
        [stars] 星星
        [invoice] 信用卡
       *[other] Stripe
    } { $total }：{ $outcome ->
        [fulfilled] 已入帳（已交付）
        [refunded] 已入帳（已退回）
        [review] 人工處理中
       *[other] 未入帳
    }
case-charge = 交易 <code>{ $charge }</code>
case-attempt =
    付款 { $total }：{ $state ->
        [waiting] 未開始
        [opening] 正在請求頁面
        [open] 頁面已開啟
        [closing] 頁面關閉中
        [processing] 銀行確認中
        [paid] 已付款
        [failed] 失敗
        [expired] 已過期
       *[other] { $state }
    }
case-refund =
    我方退款（第 { $tries } 次）：{ $state ->
        [requested] 已申請
        [pending] 管道處理中
        [succeeded] 已完成
       *[other] 已停下
    }{ $hand ->
        [yes] （人工）
       *[no] {""}
    }
case-dispute =
    爭議：{ $state ->
        [lost] 敗訴，錢已歸客戶
       *[other] 進行中；銀行裁定前不退任何款項
    }
case-fulfilment =
    向供應商下單（已發 { $sends } 次）：{ $state ->
        [submitting] 發送中
        [refused] 被拒
        [unknown] 沒有回覆
        [placed] 已受理
        [supplied] 已供貨
        [by_hand] 已人工開通
        [failed] 確定沒有做成
       *[other] { $state }
    }
case-rail-page =
    <b>付款管道</b>：{ $state ->
        [open] 頁面開著
        [expired] 頁面已過期
        [processing] 銀行確認中
        [failed] 付款失敗
        [unknown] 查無此頁面
        [paid] 已付款
        [part] 已付款，退回了一部分
        [all] 已付款，已全部退回
        [disputed] 已付款，爭議中
        [absent] 當時前後的帳本裡沒有這一筆
       *[other] 沒有回覆
    }
case-rail-none = <b>付款管道</b>：無法查詢單筆付款
case-rail-refund =
    <b>付款管道</b>，我方退款：{ $state ->
        [refunded] 已完成
        [pending] 處理中
        [impossible] 失敗
        [none] 查無此退款
       *[other] 沒有回覆
    }
case-supplier =
    <b>供應商</b>：{ $state ->
        [placed] 已供貨
        [pending] 仍在處理
        [not_found] 查無此單
       *[other] 沒有回覆
    }
case-profile =
    eSIM：{ $state ->
        [provisioning] 製作中
        [ready] 可安裝
        [downloading] 安裝中
        [installed] 已安裝
        [enabled] 已安裝並啟用
        [disabled] 已安裝未啟用
        [deleted] 已刪除
        [cancelled] 已撤回
        [revoked] 已撤銷
        [recycled] 已回收
        [error] 已損壞
        [silent] 沒有回覆
       *[other] 不明
    }
case-profile-used =
    eSIM：{ $state ->
        [provisioning] 製作中
        [ready] 可安裝
        [downloading] 安裝中
        [installed] 已安裝
        [enabled] 已安裝並啟用
        [disabled] 已安裝未啟用
        [deleted] 已刪除
        [cancelled] 已撤回
        [revoked] 已撤銷
        [recycled] 已回收
        [error] 已損壞
        [silent] 沒有回覆
       *[other] 不明
    }，已用 { $used }（{ $ago }的資料）
case-asked = <i>{ $time } 查詢</i>
case-weigh =
    { $action ->
        [refund] ↩ <b>{ $total }</b> 將退回 { $who } 的原付款方式。這筆錢沒有換來任何東西，以後也不會。
        [grant] ↩ 雖已交付，仍把 <b>{ $total }</b> 退回 { $who } 的原付款方式，用掉的收不回來，並告知客戶。
        [refuse] ✖ <b>{ $total }</b> 留下，告知 { $who } 不退款。
        [keep] 🤝 以「已與客戶 { $who } 談妥」結案。<b>{ $total }</b> 留下，不退。
        [delivered] 📦 { $who } 的訂單記為人工開通，<b>{ $total }</b> 記為收入，並告知客戶。客戶確實拿到了才點。
        [code_back] 🎁 { $who } 用的啟用碼恢復可用，不動錢，並告知對方。
        [retry] 🔁 重新向付款管道發起退款：<b>{ $total }</b> 退給 { $who }，並跟到結束。
        [by_hand] ✋ 您已在金流商後台把 <b>{ $total }</b> 退給 { $who }。記為已退款並告知客戶；這裡不再發出任何款項。
        [run] ▶ <code>{ $subject }</code> 立刻再跑一次。不會重複做任何事。
        [replay] ▶ { $who } 的訊息排在其後來的訊息之後，重新處理。
        [release] 🗑 { $who } 的訊息不再處理，內容刪除，也不再通知。
        [no_payment] ✔ 結案。{ $who } 會收到通知：我們沒有收到這筆付款，可以再付。
       *[other] ✔ 結案。不動錢，也不通知任何人。
    }
case-weigh-unsure =
    ⚠️ { $state ->
        [paid] 付款管道顯示已付款，請先再查一次。
        [silent] 付款管道沒有回覆，最好再等等。
       *[other] 這筆付款還可能入帳，最好再等等。
    }
case-done = ✅ { $reference } 已結案。
case-faster = { $reference } 已先被結案，沒有再做任何事。
case-closed = { $how }，{ $time }，經手 { $who }
case-closed-by-itself = { $how }，{ $time }，自動結案
case-outcome =
    { $outcome ->
        [refunded] 退款已發起
        [granted] 已同意退款
        [refused] 未同意退款
        [kept] 已與客戶談妥
        [supplied] 供應商已供貨
        [not_supplied] 供應商沒有做成
        [by_hand] 已人工辦理
        [retried] 退款已重新發起
        [answered] 已得到回覆
        [run_again] 已再跑
        [replayed] 已重新處理
        [released] 已捨棄
       *[other] 已結案
    }
case-changed = 這一件在此期間有變化，沒有做任何事，請再看一遍。
inbox-title = 📥 <b>收件匣</b>
inbox-none-stuck = ✅ 每則訊息都在一分鐘內處理完。
inbox-stuck = ⏳ { $chats } 個聊天室裡有 { $count } 則訊息等了一分鐘以上，最早的一則是 { $ago }。
inbox-failed = 失敗五次的訊息：{ $count }
inbox-jobs = 一再失敗的任務：{ $count }
button-stuck = ⏳ 等待中
button-failed = ⚠ 失敗的訊息
button-jobs = 🔁 失敗的任務
button-refresh-inbox = 🔄 重新整理
button-release = 是，捨棄
button-job-now = ▶ 立刻再跑
stuck-title = ⏳ <b>等待中的訊息</b>，依聊天室列出，最早的在前：
stuck-row = 聊天室 { $chat } · { $ago }
stuck-one = ⏳ 聊天室 <code>{ $chat }</code> 的訊息 <code>{ $number }</code>（{ $received } 收到）還在重試。要捨棄嗎？捨棄後不再重試，也不通知對方，該聊天室接著處理下一則。
failed-title = ⚠ <b>失敗五次的訊息</b>，最早的在前：
jobs-title = 🔁 <b>一再失敗的任務</b>，先跑的在前。連續失敗五次就轉人工。
job-one =
    🔁 <code>{ $job }</code>
    失敗 { $failures } 次，下次：{ $next }
    <i>{ $error }</i>
update-released = 已捨棄，該聊天室繼續。
update-over = 這則訊息已不在等待。
job-hurried = 正在跑。
job-over = 這個任務已在跑，或已完成。

## Did it work?

check-running = ✅ { $card } 已裝好並連上網路，旅途愉快！
check-installed = { $card } 已裝到手機，但還沒連上網路。請啟用這張 eSIM，打開它的<b>數據漫遊</b>。還沒出發？到了就會連上。
check-installed-apn = { $card } 已裝到手機，但還沒連上網路。請啟用這張 eSIM，打開它的<b>數據漫遊</b>，APN 填 <code>{ $apn }</code>。還沒出發？到了就會連上。
check-waiting =
    電信業者那邊還沒顯示 { $card } 已安裝（可能晚幾分鐘）。
    1. 連上 Wi-Fi，在這支手機點連結，或從另一個螢幕掃碼。
    2. 等它裝完，最多一分鐘。
    3. 別刪除，也別換第二支手機試。
check-checked = <i>{ $time } 查詢</i>

## The review, which is the payment screen

review-title = 續 <b>{ $plan }</b> → { $card }
review-title-first = <b>{ $place } { $plan }</b> · 新 eSIM
review-total = 合計 <b>{ $total }</b>（{ $price }），{ $until } 前有效。
review-total-invoice = 合計 <b>{ $total }</b>，在 Telegram 內刷卡，{ $until } 前有效。
review-total-page = 合計 <b>{ $total }</b>（{ $methods }），{ $until } 前有效。
review-total-short = 合計 <b>{ $total }</b>，{ $until } 前有效。
plans-fair-use = 每日 { $data } 高速，之後降速至 { $kbps }。
review-consent = <i>付款即同意立即開通；未開通自動退款。</i>
review-paid = <b>{ $plan }</b>：已付款 ✓
review-confirming = ⚠️ 銀行還在確認上一筆付款；現在再付，會多買一份。
pay-processing = <b>{ $plan }</b>：銀行還在確認 { $total } 的付款，您不用再操作；確認後會自動開通，並在這裡通知您。
pay-checking = <b>{ $plan }</b>：還不清楚付款是否成功。如果您已付款，請不要再付；一有結果就在這裡通知您。
pay-failed = <b>{ $plan }</b>：付款沒有成功，沒有扣款。點「再試一次」，也可以換付款方式。
pay-page-silent = 付款頁面暫時沒有回應，沒有扣款。請再試一次，或換個方式付款。
invoice-description = 續費 eSIM { $card }：{ $plan }。未開通自動退款。
invoice-description-first = 新 eSIM：{ $plan }。未開通自動退款。
preview-stacked = 立即生效：共 { $data }，可用到 { $until }（{ $city }）。
preview-stacked-open = 立即生效：共 { $data }。
preview-queued-left = 現有 { $left } 用完或到期後自動接上，最晚{ $by }開始，再用 { $days } 天，不浪費。
preview-queued = 前面的方案用完後自動接上，最晚{ $by }開始，再用 { $days } 天。
preview-queued-open = 現有方案結束後自動接上，再用 { $days } 天。
preview-added = 加到這張卡上，再用 { $days } 天；通常等現有流量用完後自動接上。
preview-extends = 再加 { $days } 天，可用到 { $until }（{ $city }）。
preview-extends-open = 再加 { $days } 天。
preview-starts-on-use = 下次連網時生效，可用 { $days } 天。
preview-starts-on-install = 首次使用起 { $days } 天，請在{ $by }前安裝。
preview-starts-on-install-open = 首次使用起 { $days } 天。
preview-first = 掃描 QR Code 安裝即可，首次使用起 { $days } 天。
preview-new-profile = 需換新 eSIM（新 QR Code），首次使用起 { $days } 天。
preview-new-profile-another = 需換新 eSIM（QR Code 只傳給卡主），首次使用起 { $days } 天。
preview-qr-to-owner = QR Code 只傳給卡主。
preview-wasted-data = ⚠️ 舊卡剩 { $left }（{ $until }到期），無法轉移，請先用完。
preview-wasted-days = ⚠️ 舊卡{ $until }才到期，剩餘天數無法轉移，請到期後再裝。

## Why a payment did not go on

refused-changed = 這張帳單已失效，沒有扣款，請在聊天中重新開啟。
refused-not-yours = 這張帳單不是開給您的，沒有扣款。
refused-expired = 報價已過期，聊天中已換成新報價，沒有扣款。
refused-replaced = 您後來選了別的方案，請付新帳單；這張沒有扣款。
refused-already-paid = 這筆訂單已經付款，沒有重複扣款。
refused-processing = 上一筆付款銀行還在確認，這次沒有扣款。
refused-card-gone = 這張 eSIM 已無法續費，沒有扣款。
refused-test-only = 這是測試機器人，只有營運人員能付款，沒有扣款。
refused-paused = 暫停銷售中，沒有扣款，請稍後再試。

## After the payment

paid-activating = 已收款，正在開通…
done-in-place = ✅ <b>續費完成</b>，不用重裝，請別刪卡。
done-sum = { $card }：{ $left } + { $added }。
done-added = { $card }：+ { $plan }。
done-qr-opens-card = <i>掃這個 QR Code 只會在聊天中開啟這張卡，僅限您本人。</i>
done-install = ✅ <b>新 eSIM 好了：</b>{ $card }
done-install-how = 用要上網的手機掃描，或點下方對應的按鈕（iPhone 需 iOS 17.4 以上，部分 Android 手機不支援）。
done-install-once = ⚠️ 只能裝在一支手機，裝好後別刪。
delivered-by-hand = 🤝 <b>{ $plan }</b>：我們的同事已為您人工開通。如果還有問題，請聯絡我們。
delayed-slow = 還在開通中，比平常久。可以繼續等，也可以取消：確定沒有開通後就退款。您的錢都是安全的。
delayed-refused = 電信業者沒有接受這筆訂單。我們正在確認真的沒有開通，確認後自動退款，通常幾分鐘。
delayed-review = 這筆訂單已轉由專人處理：我們正在與電信業者確認。您的付款是安全的，結果會在這裡告訴您。
refund-undeliverable = 很抱歉，這次沒能開通。
refund-duplicate = 同一筆訂單付了兩次。
refund-misfit = 您的這筆付款對不上任何訂單。
refund-test = 測試購買。
refund-stars-back = { $total } 已退回您的星星餘額。
refund-back = { $total } 已退回原付款方式，銀行入帳可能要幾天。
refund-on-its-way = { $total } 正退回原付款方式，最多約十天，完成後會通知您。
refund-by-hand = { $total } 由專人退給您，進度會在這裡告訴您。
refund-sent-by-hand = 專人已將 { $total } 退給您，入帳可能要幾天。
refund-came-back = { $total } 的退款沒能入帳，又回到我們這裡。專人正在處理，進度會在這裡告訴您。
no-internet =
    <b>沒網路？</b>
    1. 開啟這張 eSIM 和它的<b>數據漫遊</b>
    2. 行動數據選這張卡
    3. 開關一次飛航模式
    還是不行？請聯絡 { $contact }
no-internet-apn =
    <b>沒網路？</b>
    1. 開啟這張 eSIM 和它的<b>數據漫遊</b>
    2. 行動數據選這張卡
    3. APN 填 <code>{ $apn }</code>
    4. 開關一次飛航模式
    還是不行？請聯絡 { $contact }
install-too-often = QR Code 已顯示多次，請一小時後再試。

## Activation codes: pay now, activate later, by whomever

button-give-away = 🎁 以後再啟用，或送人
button-copy-activation = 複製啟用碼
button-send-code = 傳給朋友
button-use-code = 現在使用
button-code-on = 加到 { $card }
button-code-new = 開一張新 eSIM
button-activate = 啟用
button-show-code = 查看啟用碼
button-cancel-code = 取消並退款
button-cancel-code-yes = 確定取消
review-title-code = 🎁 <b>{ $place } { $plan }</b> · 啟用碼
review-code = 您會拿到一組啟用碼，180 天內可由您或您送的人啟用一次：加到一張{ $place }卡，或開新 eSIM。還沒用之前隨時可取消，全額退款。
invoice-description-code = 啟用碼：{ $plan }。180 天內啟用，未使用可退款。
code-how = 🎁 <b>有啟用碼？</b>在這裡輸入或貼上，打開它的連結，或傳它的圖片都可以。想送人？選好方案，點付款按鈕下面的 ⋯。
code-ready = 🎁 <b>{ $plan }</b>，已付款 ✓
code-ready-how = 掃描、打開連結，或在這裡輸入啟用碼即可啟用，{ $date }前有效：加到一張{ $place }卡，或開新 eSIM。
code-bearer = ⚠️ 誰拿到都能用，只能用一次。
code-share-text = 送您一份旅行網路：{ $plan }，已付款。打開連結即可啟用。
code-where =
    🎁 <b>{ $plan }</b>
    已付款，{ $date }前有效。要用在哪裡？
code-activate-note = <i>不用付款。啟用後這組碼就用掉了。</i>
code-activating = 正在開通…
code-mistyped = 啟用碼有打錯的地方，請逐字核對，格式是 <code>YY-XXXX-XXXX-XXXX</code>。這次不算次數。
code-wrong = 這組啟用碼不能用。請核對，或問問給您的人。一小時內還可試 { $left } 次。
code-wrong-now = 這組啟用碼不能用，請問問給您的人。
code-too-often = 輸錯太多次了，請一小時後再試，或找專人：/support
code-yours = 您已經用過這組啟用碼了，請看 /orders。
code-silent = 電信業者暫無回應，啟用碼沒有用掉，請稍後再試。
code-not-offered = 這個方案現在不能這樣用，啟用碼沒有用掉。請換一種，或聯絡我們。
code-state = 這組啟用碼：{ $state }
code-state-active = 未使用，{ $date }前有效
code-state-used = 已使用 ✓
code-state-void = 已取消
code-state-expired = 逾期未使用
code-used = 🎁 您的啟用碼已被使用：{ $plan }。
code-ending = ⏳ 您的啟用碼（{ $plan }）還沒使用，{ $date }前有效，逾期自動退款。
code-cancel-question = 要取消這組啟用碼嗎？{ $plan }：取消後誰都不能再用，{ $total } 退回原付款方式。
code-cancel-question-stars = 要取消這組啟用碼嗎？{ $plan }：取消後誰都不能再用，{ $total } 退回星星餘額。
code-cancel-used = 已被使用，無法取消。
code-cancelled = 已取消，正在退款。
code-returned = 很抱歉，這次沒能開通。啟用碼仍然有效，可以現在或以後再試。
code-returned-void = 很抱歉，這次沒能開通。
code-delayed-slow = 還在開通中，比平常久。可以繼續等，也可以取消：確定沒有開通後啟用碼恢復有效。
code-delayed-refused = 電信業者沒有接受。我們正在確認真的沒有開通，之後啟用碼恢復有效，通常幾分鐘。
code-delayed-review = 已轉由專人處理：我們正在與電信業者確認，結果會在這裡告訴您。
refund-code-void = 啟用碼已取消。
refund-code-expired = 啟用碼 180 天內沒有人使用。
receipt-by-code = 以啟用碼支付
state-code-returned = 未開通，啟用碼沒有用掉

## Disputes: a customer's bank doubts a payment

dispute-opened = 銀行通知我們，您對 { $total } 這筆付款提出了爭議。如果是誤會，請聯絡您的銀行，只有銀行能撤回。
dispute-kept = 您買的方案不受影響。
dispute-code-held = 銀行裁定之前，您未用的啟用碼暫停使用。
dispute-refunded = 這筆錢我們先前已經退回，請核對帳單。
dispute-refund-waits = 因此這筆錢暫時不能由我們退回，專人會跟進。
dispute-returned = 銀行已將 { $total } 這筆付款退還給您。
dispute-order-refunded = 訂單已以退款結案，您不必再做什麼。
dispute-code-ended = 訂單已以退款結案，啟用碼隨之停用。
dispute-order-open = 訂單本身仍由專人處理。
dispute-closed = 您對 { $total } 這筆付款的爭議，銀行已結案。
dispute-closed-kept = 付款有效，您買的方案不受影響。
dispute-closed-refund-waits = 給您的退款還在處理，結果會在這裡告訴您。
dispute-closed-open = 付款有效，訂單本身仍由專人處理。
code-released = 銀行已裁定，這筆付款有效。您的啟用碼（{ $plan }）又可以用了。
code-state-held = 暫停使用，等銀行裁定
receipt-disputed = 銀行爭議中：{ $total }
receipt-dispute-lost = 已由銀行收回：{ $total }
receipt-part-back = 其中一部分已退給您。
refund-external = 這筆付款已退給您，但不是從這裡退的。
dispute-won = ⚖️ 爭議勝訴：{ $total } 歸我們。<code>{ $charge }</code>
dispute-lost = ⚖️ 爭議敗訴：{ $total } 已退還顧客。<code>{ $charge }</code>

## Orders and receipts

orders-title = <b>我的訂單</b>
orders-none = 還沒有訂單。
receipt-title = 收據 { $number }
receipt-paid = 已付 { $total }，{ $date }
receipt-paid-as = 已付 { $total }（{ $price }），{ $date }
receipt-unpaid = 未付款（{ $price }）
receipt-rail =
    { $rail ->
        [stars] 付款方式：Telegram 星星
        [invoice] 付款方式：Telegram 內刷卡
       *[other] 付款方式：付款頁面
    }
receipt-by-another = 由別人付款
receipt-state = 狀態：{ $state }
total-as = { $total }（{ $price }）
receipt-seller = 賣家：{ $seller }
state-awaiting-payment = 待付款
state-processing = 銀行確認中
state-not-paid = 未付款
state-activating = 開通中
state-done = 完成 ✓
state-refunding = 退款中
state-refunded = 已退款
state-review = 專人處理中
refund-requested =
    { $reason ->
        [duplicate] 重複付款：{ $total } 退款處理中，將退回原付款方式。
       *[other] { $total } 退款處理中，將退回原付款方式。
    }
refund-requested-stars =
    { $reason ->
        [duplicate] 重複付款：{ $total } 將退回星星餘額。
       *[other] { $total } 將退回星星餘額。
    }
refund-succeeded =
    { $reason ->
        [duplicate] 重複付款：{ $total } 已退回原付款方式。
       *[other] { $total } 已退回原付款方式。
    }
refund-succeeded-stars =
    { $reason ->
        [duplicate] 重複付款：{ $total } 已退回星星餘額。
       *[other] { $total } 已退回星星餘額。
    }
refund-succeeded-by-hand =
    { $reason ->
        [duplicate] 重複付款：專人已退還 { $total }。
       *[other] 專人已退還 { $total }。
    }
refund-review =
    { $reason ->
        [duplicate] 重複付款：{ $total } 的退款正由專人處理。
       *[other] { $total } 的退款正由專人處理。
    }

## Refunds on request, and orders that take long

button-refund = 退款
button-refund-yes = 確定退款
button-refund-person = 確定申請
refund-question-esim =
    <b>退掉 { $plan }？</b>這張 eSIM 還沒裝到手機上，可以收回：QR Code 隨即失效，{ $total } { $rail ->
        [stars] 退回星星餘額
       *[other] 退回原付款方式
    }。
refund-question-plan =
    <b>退掉 { $plan }？</b>它還沒開始用，可以從卡上撤下，卡裡原有的不變。{ $total } { $rail ->
        [stars] 退回星星餘額
       *[other] 退回原付款方式
    }。
refund-question-person = <b>退掉 { $plan }？</b>它可能已經在用，要由專人決定：我們會看用了多少，在這裡回覆您。在那之前卡不受影響。
refund-question-silent =
    <b>退掉 { $plan }？</b>電信業者暫時沒有回應，我們會繼續問：沒用過就收回，{ $total } { $rail ->
        [stars] 退回星星餘額
       *[other] 退回原付款方式
    }；否則由專人決定。
refund-asked = 收到，正在請電信業者收回 { $plan }，結果會在這裡告訴您。
refund-with-person = { $plan } 的退款申請已轉給專人：我們會看用了多少，在這裡回覆您。在那之前卡不受影響。
refund-refused = { $plan } 的退款申請我們看過了。很抱歉，這次無法退款。如有異議，點下面找專人。
refund-too-old = 這筆訂單已超過 180 天，無法在這裡退款。有事請找專人。
refund-not-yet = 這筆訂單還在處理中，結果會在這裡告訴您。
taken-back-esim = ↩ 已收回，這個 QR Code 不能再用。
taken-back-plan = ↩ 已撤下，這份方案不在您的卡上了。
refund-cancelled = 已依您的意思取消。
refund-granted = 您的退款申請已通過。
wish-asked = 已申請退款，正在詢問電信業者。
wish-with-person = 已申請退款：專人處理中。
wish-refused = 已申請退款：未通過。
refund-asked-toast = 已收到，結果會在這裡告訴您。
button-wait = 繼續等
button-stop = 取消
waiting = 我們繼續處理，好了會在這裡告訴您。也可以隨時取消。
code-waiting = 我們繼續處理，好了會在這裡告訴您。也可以取消，啟用碼會恢復有效。
stopping-toast = 正在取消…
stopping = 正在取消，不會再下單。確定沒有開通後就退款。如果已經開通、收不回來，會照常交給您，並告訴您。
code-stopping = 正在取消，不會再下單。確定沒有開通後啟用碼恢復有效。如果已經開通、收不回來，會照常交給您，並告訴您。
done-late = 取消之前已經開通。
code-returned-wished = 已依您的意思取消，啟用碼恢復有效，現在或以後都能用。
wish-stopping = 取消中，正在確認沒有開通。
payment-misfit = 收到您付的 { $total }，但對不上您的任何訂單。錢是安全的，專人會查看，結果在這裡告訴您。
payment-page-lost = 您為 { $plan } 付的 { $total }，暫時查不到是否成功。請先別再付，專人正在確認，結果在這裡告訴您。
payment-page-none = <b>{ $plan }</b>：我們查過了，沒有收到 { $total } 的付款。如果銀行顯示已扣款，請找專人；沒有的話可以再付一次。
payment-part-back = 您為 { $plan } 付的 { $total } 已有一部分退給您。專人會查看，有疑問點下面找專人。
payment-part-back-code = 您為 { $plan } 付的 { $total } 已有一部分退給您，未用的啟用碼因此停用。專人會查看，有疑問點下面找專人。
page-paysupport-none = <b>付款問題。</b>您還沒有付過款。找專人：{ $contact }
paysupport-order = { $total } · { $date } · { $state }
money-confirming = 銀行確認中
money-paid = 已付款
money-on-its-way = 退回途中
money-back = 已退回
money-part-back = 已退一部分
money-disputed = 銀行爭議中
money-with-person = 專人處理中

## Help

help-title = <b>{ $brand }：需要什麼協助？</b>
help-guide = 🖼 四圖看懂
help-channel = 我們的頻道
help-ask-where = 在哪裡續費？
help-ask-when = 多久生效？
help-ask-phone = 換手機了
help-ask-failed = 續費失敗
help-ask-emergency = 緊急求助
help-where = 就在這裡：點卡片上的 ★，輸入「續費」，或用 /renew。也可以從我們的連結直接續費。
help-when = 通常幾分鐘內。我們顯示電信業者的真實狀態並持續查詢；太久沒好會主動通知您，一旦確認沒有續費成功就退款。
help-phone = 一個 eSIM 同一時間只能裝在一支手機上。還沒安裝：原 QR Code 可在新手機使用。已安裝：先別刪，請聯絡我們。想讓其他裝置上網，方案允許時可開熱點。
help-failed = 沒扣款：現在或稍後再點一次 ★。已扣款卻未續費成功：請別再付一次，我們會自動開通或退款，不用申請。其他問題用 /support 找專人。
help-emergency = 客服下班時也能聯絡：{ $contact }
guide-1 = <b>1/4 看卡。</b>剩多少、用到哪天，還有通話和簡訊。
guide-2 = <b>2/4 選方案。</b>按日、按月或吃到飽；★ 就是再來一份。
guide-3 = <b>3/4 付款。</b>看清楚說明，點付款，確認。未開通自動退款。
guide-4 = <b>4/4 完成。</b>通常不用重裝。如果是新 eSIM，用一支手機掃描安裝，別刪。

## Settings, and the customer’s own cards

words-cards = 管理我的卡|我的卡片|我所有的卡|分享|共享|轉讓|改名|移除|刪除卡|刪卡
words-email = 信箱|電子郵件|郵件
words-data = 我的資料|個人資料|刪除|匯出
words-settings = 設定|設置|偏好|時區|通知
words-cities = Asia/Taipei=台北|Asia/Taipei=臺北|Asia/Taipei=新北|Asia/Taipei=台中|Asia/Taipei=臺中|Asia/Taipei=台南|Asia/Taipei=臺南|Asia/Taipei=高雄|Asia/Taipei=桃園|Asia/Taipei=新竹|Asia/Taipei=臺灣|Asia/Shanghai=北京|Asia/Shanghai=上海|Asia/Shanghai=廣州|Asia/Shanghai=深圳|Asia/Shanghai=溫州|Asia/Hong_Kong=香港|Asia/Macau=澳門|Asia/Tokyo=東京|Asia/Tokyo=大阪|Asia/Seoul=首爾|Asia/Singapore=新加坡|Asia/Kuala_Lumpur=吉隆坡|Asia/Bangkok=曼谷|Asia/Jakarta=雅加達|Asia/Calcutta=德里|Asia/Calcutta=孟買|Asia/Dubai=杜拜|Europe/Rome=羅馬|Europe/Rome=米蘭|Europe/Rome=佛羅倫斯|Europe/Rome=威尼斯|Europe/Rome=普拉托|Europe/London=倫敦|Europe/Paris=巴黎|Europe/Berlin=柏林|Europe/Berlin=慕尼黑|Europe/Madrid=馬德里|Europe/Madrid=巴塞隆納|Europe/Lisbon=里斯本|Europe/Zurich=蘇黎世|Europe/Zurich=日內瓦|Europe/Vienna=維也納|Europe/Moscow=莫斯科|Asia/Vladivostok=海參崴|America/New_York=紐約|America/New_York=波士頓|America/New_York=華盛頓|America/Chicago=芝加哥|America/Denver=丹佛|America/Los_Angeles=洛杉磯|America/Los_Angeles=舊金山|America/Los_Angeles=西雅圖|Pacific/Honolulu=檀香山|America/Toronto=多倫多|America/Vancouver=溫哥華|America/Sao_Paulo=聖保羅|America/Mexico_City=墨西哥城|Australia/Sydney=雪梨|Australia/Sydney=墨爾本|Australia/Brisbane=布里斯本|Australia/Perth=伯斯|Pacific/Auckland=奧克蘭
button-settings = 設定
button-home-time = 家鄉時間
button-notices = 通知
button-my-cards = 管理我的卡
settings-title =
    <b>設定</b>
    語言：{ $language }
    家鄉時間：{ $zone }
    通知：{ $notices }
settings-email = 信箱：{ $email }
settings-no-email = 還沒有
home-time-off = 不顯示
home-time-title = <b>家鄉時間：</b>{ $zone }
home-time-question = 輸入您的城市或國家，或點一個。之後日期旁會加上家鄉時間，只有您看得到。
home-time-which = 那個國家有好幾個時區，您在哪裡？
home-time-unknown = 認不出這個地方，試試附近的大城市，或國家名稱。
button-home-time-off = 不顯示
at-home = 家鄉 { $time }
day-and-home = { $day }（家鄉{ $home }）
notices-title = <b>通知：</b>{ $notices }。指您沒有主動要的訊息，例如有人續了您分享的卡。購買與退款的訊息一律有提示音。
notices-loud = 有提示音
notices-quiet = 靜音
button-notices-quiet = 改為靜音
button-notices-loud = 開啟提示音
my-cards-title = <b>我的卡</b>，選哪一張？
my-cards-none = 這裡沒有卡。
my-card-shared = 別人分享給您的：可以看剩餘流量、續費。
button-rename = 改名
button-no-name = 不要名字
button-remove = 移除
button-remove-yes = 確定移除
button-open-card = 看剩餘流量
rename-question = { $card } 要叫什麼？請輸入名字，最多 { $most } 個字，只有您看得到。
rename-wrong = { $card } 不能用這個名字。請用最多 { $most } 個字、數字或表情符號。
remove-question = 從清單移除 { $card }？eSIM 本身照常可用到方案結束，收據保留，分享隨即結束。想找回來，需要再次證明是您的卡。
leave-question = 把 { $card } 從清單拿掉？這張卡不是您的，eSIM 不受影響。想再看到它，需要卡主給您新連結。
remove-done = 已移除。
remove-under-way = 現在不行：這張卡還有訂單在處理，完成後就可以。

## Sharing a card, and handing it over

button-share = 分享
button-give = 轉讓
button-share-link = 邀請一個人
button-give-link = 產生連結
button-drop-link = 收回連結
button-send-link = 傳給對方…
button-copy-link = 複製連結
button-accept = 加上
button-receive = 收下
button-no-thanks = 不用了
button-who-sees = 誰看得到？
share-title = <b>分享 { $card }</b>：您邀請的人可以看剩餘流量、續費，不能安裝，也不能再分享給別人。
share-companions = 點名字即可取消。
share-link-made = 把連結傳給要一起看、一起續 { $card } 的那個人。只能用一次，7 天內有效。
share-full = 已經有五個人能看這張卡，請先取消一個。
share-full-for-you = 這張卡的分享人數已滿，請問問卡主。
share-ended = { $who }已看不到這張卡。
share-over = 這張卡已不再分享給您。
share-offer = 有人把一張卡分享給您：{ $place } { $card }。您可以看剩餘流量、續費，不能安裝，也不能再分享。卡主會知道您的續費，並看到您的名字。加上嗎？
share-added = 已加上，排在您自己的卡後面。
give-title = <b>轉讓 { $card }？</b>連同 QR Code 歸對方所有，您不再看得到，分享隨即結束，收據仍歸您。對方收下之前，什麼都不變。
give-link-made = 把連結傳給要接手 { $card } 的那個人。只能用一次，24 小時內有效；對方一收下，卡就歸對方。
give-offer = 有人把一張卡轉讓給您：{ $place } { $card }，連同剩餘流量歸您。收下嗎？
give-received = 現在是您的卡了。
give-under-way = 現在不行：這張卡還有訂單在處理，請過一會兒再試。
link-waits = 已有一個連結，{ $until } 前有效；再產生新的，舊的就失效。
link-over = 這個連結已失效：用過、過期或被收回。請對方再傳一個。
link-words-share = 和我一起看、一起續 eSIM { $card }
link-words-give = eSIM { $card } 歸您了，點開收下
companion = 第 { $number } 位
companion-somebody = 有人
notice-share-used = 👪 { $who }用了您的連結，現在可以看 { $card } 的剩餘流量並續費。
notice-given = { $card } 已被對方收下，不再是您的卡。收據仍歸您。
notice-renewed = 🎁 { $who }替您續了 { $card }：+ { $plan }。
notice-new-esim = 🎁 <b>{ $who }買了新 eSIM 給您：</b>{ $card }
done-for-another = ✅ <b>續好了</b>，不用重裝，已通知卡主。
done-for-another-new = ✅ <b>好了：</b>{ $plan }，是一張新 eSIM，QR Code 只傳給卡主。
refused-not-shared = 您已不能續這張卡，沒有扣款。

## A customer’s own data

button-my-data = 我的資料
button-export = 匯出副本
button-erase = 刪除我的資料
button-erase-yes = 確定，全部刪除
button-begin = 重新開始
data-title = <b>我的資料。</b>可以要一份檔案副本：設定、卡、訂單、付款、分享與認領紀錄；也可以全部刪除。
export-caption = 您在我們這裡的資料。不含 QR Code，那是您的卡的鑰匙。
export-too-often = 今天已經傳過三份，請明天再試。
erase-question =
    <b>刪除您的資料？</b>設定、信箱、名字、分享、認領、保存的 QR Code 都會永久刪除；卡會移出清單，但照常可用。
    依法須保留：您 Telegram 編號下的訂單、付款、退款，以及對應的卡。
erase-not-yet-order = 您還有訂單在處理，完成後就可以刪除資料。
erase-not-yet-refund = 還有退款在退回途中，入帳後就可以刪除資料。
erase-not-yet-code = 您付過款的啟用碼還沒用，請先使用或取消。
erase-done = 已刪除。只留帳目：訂單、付款與退款。歡迎隨時回來，我們從頭開始。

## Pages

page-support = 專人服務：{ $contact }。聯絡時請告訴我們 eSIM 的末四碼（卡名裡「·」後面的數字）。
page-support-new = 專人服務：{ $contact }。請告訴我們手機型號。
page-terms = <b>條款。</b>賣家：{ $seller }，{ $address }。方案為預付，生效時間以確認頁為準；付款即要求立即開通。未能開通的全額退款。一個 eSIM 同一時間只能裝在一支手機上。疑問：/paysupport
page-privacy = <b>隱私。</b>我們保存您的 Telegram 編號、語言、卡、訂單和付款，用於提供服務與記帳；安裝碼和信箱加密保存。不做廣告，不出售資料。副本或刪除點下面；疑問：{ $contact }（{ $seller }）。
page-paysupport = <b>付款問題。</b>下面是最近的訂單和錢的去向，點開可看收據、申請退款。沒能開通的會自動退款。找專人請附收據號碼：{ $contact }

## Payment pages in the browser

page-pay-paid = 已付款
page-pay-paid-text = 謝謝！正在開通，接下來都會傳到聊天中。
page-pay-processing = 銀行確認中
page-pay-processing-text = 您不用再操作。確認後會自動開通，並在聊天中通知您。
page-pay-checking = 正在確認付款
page-pay-checking-text = 還不清楚這筆付款是否成功。如果您已付款，請不要再付；一有結果就在聊天中通知您。
page-pay-failed = 付款沒有成功
page-pay-open = 還沒有付款
page-pay-nothing-charged = 沒有扣款。可以再試一次，或回聊天換個方式付款。
page-pay-expired = 這個連結已失效
page-pay-expired-text = 沒有扣款。請回聊天查看新的報價。
page-pay-paused = 暫停銷售中
page-pay-silent = 付款頁面暫時沒有回應
page-pay-silent-text = 沒有扣款。請稍後再試，或回聊天換個方式付款。
page-pay-unknown = 找不到這個連結
page-pay-unknown-text = 請回聊天重新開啟付款頁面。
page-pay-go-on = 前往付款
page-pay-back = 回到聊天

## Everything else

example-contact = +00 000 000 000（範例）
example-address = 範例路 1 號（範例）
not-yours = 這張卡或訂單不在您名下。
not-understood = 抱歉，沒看懂。我可以幫您查剩餘流量、續費或買新 eSIM。
too-fast = 慢一點，請幾秒後再試。
went-wrong = 抱歉，我們這邊出了點問題，沒有扣款。請稍後再試。
group-private = 卡的資訊是私密的，我們私訊聊吧。
language-title = 選擇語言
language-chosen = 已切換為繁體中文。

## E-mail

button-add-address = 新增信箱
button-other-address = 換個信箱
button-remove-address = 移除
button-receipts-on = 開啟收據
button-receipts-off = 不再寄收據
button-mail-code = 寄驗證碼
button-new-code = 重寄驗證碼
button-email = 我的信箱
button-mail-receipt = ✉️ 收據寄到信箱
email-none = 還沒有信箱。新增之後，收據會寄過去。
email-on = 收據會寄到 <b>{ $address }</b>。
email-off = 您的信箱是 <b>{ $address }</b>，目前不寄收據。
email-refused = 寄往 <b>{ $address }</b> 的信被對方伺服器退回，請檢查是否寫對。
email-question = 收據要寄到哪裡？請直接輸入信箱。
email-no-address = 這看起來不像信箱，請再輸入一次，例如 name@example.com。
email-offer = 收據要寄到 <b>{ $address }</b> 嗎？我們會先寄一組驗證碼過去。
email-code-sent = 驗證碼已寄往 <b>{ $address }</b>，請在這裡輸入六位數字，10 分鐘內有效。沒收到？看看垃圾信件匣。
email-too-often = 驗證碼寄得太多了，請明天再試。
email-is-off = 本店不寄電子郵件，收據在 /orders 裡。
email-code-wrong = 驗證碼不對，還可以試 { $tries } 次。
email-code-expired = 驗證碼已過期。要重寄一組嗎？
email-code-used-up = 試錯太多次，這組驗證碼已失效。要重寄一組嗎？
email-proved = ✅ 好了，以後收據會寄到 <b>{ $address }</b>。
email-proved-receipt = ✅ 好了，收據正寄往 <b>{ $address }</b>，以後也會寄。
email-receipt-sent = 正寄往 { $address }
email-receipts-too-often = 今天收據寄得夠多了，請明天再試。
email-removed = 已移除。

## Mails

mail-code-subject = { $brand }：您的驗證碼
mail-code-intro = 請在 Telegram 聊天室輸入這組驗證碼，10 分鐘內有效。
mail-code-ignore = 不是您本人操作嗎？忽略這封信即可，不會有任何影響。

mail-code-use = 您的啟用碼，{ $date }前有效。在 Telegram 聊天室輸入即可使用，也可以送人；誰有它，誰就能用一次。
mail-code-link = 在 Telegram 使用
mail-code-qr = 此連結的 QR Code
mail-bot = 有問題？到 Telegram 找我們
mail-receipt-subject = { $brand }：收據 { $number }
mail-fact = { $label }：{ $value }
mail-label-what = 商品
mail-label-card = eSIM
mail-label-date = 日期
mail-date = { $date }（{ $city }）
mail-label-total = 已付
mail-label-way = 付款方式
mail-way =
    { $rail ->
        [stars] Telegram 星星
        [invoice] 在 Telegram 裡刷卡
       *[stripe] 付款頁面（Stripe）
    }
mail-label-state = 狀態
mail-install-title = 安裝 eSIM
mail-install-how = 用要上網的手機掃描這個 QR Code，或在那支手機上打開對應的連結（iPhone 需 iOS 17.4 以上，部分 Android 手機不支援）。
mail-install-qr = eSIM 的 QR Code
mail-install-once = 只能裝在一支手機上，裝好後請勿刪除。
mail-label-smdp = SM-DP+ 位址
mail-label-code = 安裝碼
mail-install-code-name = 手機上叫「啟用碼」的，就是上面的安裝碼。

## The check-up (npm run doctor), for operators

doctor-title = { $brand } · 健檢
doctor-looking = 正在逐項檢查，最多 { $seconds } 秒……
doctor-topic-settings = 設定
doctor-topic-files = 方案與價格
doctor-topic-telegram = Telegram
doctor-topic-address = 公開網址
doctor-topic-in-telegram = Telegram 內付款
doctor-topic-mail = 電子郵件
doctor-topic-machine = 這台電腦
doctor-sum = 正常 { $well } 項 · 建議 { $advice } 項 · 要修 { $wrong } 項 · 沒查成 { $unknown } 項
doctor-end-well = 一切正常。
doctor-end-advice = 沒有要修的。標 ! 的地方改了會更好。
doctor-end-wrong = 請先修好標 ✗ 的地方，再執行一次 npm run doctor。
doctor-end-unknown = 標 ? 的地方沒查成。過幾分鐘請再執行一次 npm run doctor。
doctor-silent = { $who }：沒有回應
doctor-silent-todo = 看看這台電腦能不能上網，過幾分鐘再試。
doctor-sandbox = 這是試用的店：都不是真的，什麼也不用設。npm start 打開；怎樣真正開賣，README 裡有。
doctor-settings-well =
    設定沒有矛盾；{ $deployment ->
        [live] 店對所有人開放，收真錢
       *[test] 現在是測試，只有營運者能買
    }
doctor-setting-wrong = { $name } 沒有設，或者不對
doctor-setting-wrong-todo =
    在 .env 的 { $name }= 後面寫：{ $name ->
        [BOT_TOKEN] @BotFather 給你的權杖，像 123456:ABC… 這樣
        [DEPLOYMENT] test（測試）或 live（開賣）
        [TELEGRAM_API_ROOT] https://api.telegram.org
        [UPDATES] polling 或 webhook
        [TELEGRAM_WEBHOOK_SECRET] 指令 openssl rand -hex 32 印出的內容
        [PORT] 一個數字，例如 8080
        [PUBLIC_URL] 你的網域網址，例如 https://bot.example.org
        [DATABASE_URL] sqlite: 加檔名，例如 sqlite:data/yuanyou.db
        [PAYMENT_RAILS] stars、invoice、stripe 裡的一個或幾個，用半形逗號隔開
        [TELEGRAM_PROVIDER_TOKEN] @BotFather 在 Payments 裡給的權杖：DEPLOYMENT=test 用 123:TEST:…，live 用 123:LIVE:…
        [STRIPE_SECRET_KEY] dashboard.stripe.com「開發人員」「API 金鑰」裡的金鑰：DEPLOYMENT=test 用 sk_test_…，live 用 sk_live_…
        [STRIPE_WEBHOOK_SECRET] dashboard.stripe.com「開發人員」「Webhook」裡那個網址的簽章密鑰：whsec_…
        [STRIPE_API_URL] https://api.stripe.com
        [ESIM_PROVIDER] esimaccess 或 airalo，並設好它的金鑰；sandbox 只用來試
        [ESIMACCESS_ACCESS_CODE] eSIM Access 後台裡的 AccessCode
        [ESIMACCESS_SECRET_KEY] eSIM Access 後台裡的 SecretKey
        [ESIMACCESS_API_URL] https://api.esimaccess.com
        [ESIM_WEBHOOK_PATH_SECRET] 指令 openssl rand -hex 32 印出的內容
        [AIRALO_CLIENT_ID] Airalo 的 Partner Platform 裡的 client id
        [AIRALO_CLIENT_SECRET] Airalo 的 Partner Platform 裡的 client secret
        [AIRALO_API_URL] https://partners-api.airalo.com
        [AIRALO_MODE] sandbox 或 production，和 Partner Platform 裡的開關一致；live 要用 production
        [CURRENCY] EUR、USD 或 CNY
        [STARS_PER_UNIT] 大於 0 的數，例如 60
        [ADMIN_IDS] Telegram 數字編號，用半形逗號隔開，例如 12345,67890
        [ADMIN_CHAT_ID] 一個聊天的編號，例如 -1001234567890
        [CHANNEL_URL] 你的頻道網址，例如 https://t.me/…
        [SMTP_URL] smtps://使用者:密碼@mail.example.org:465，換成你的；密碼裡的符號寫成 % 加編號，@ 是 %40
        [MAIL_FROM] 寄件地址，例如 shop@example.org
        [DATA_KEY] 指令 openssl rand -base64 32 印出的內容，並另存一份
        [LOG_LEVEL] info
        [SANDBOX_LISTEN_ALL] 0
        [EMERGENCY_CONTACT] 有人接的電話或地址
        [SELLER_ADDRESS] 你的地址，客人在 /terms 裡會看到
       *[other] { $what }
    }
doctor-setting-extra = { $name } 和別的設定對不上
doctor-setting-extra-todo = 刪掉 .env 裡 { $name }= 這一行。如果是給真機器人用的，先設 BOT_TOKEN。
doctor-settings-rest = Telegram、付款、供應商和郵件都還沒查
doctor-settings-rest-todo = 先把上面的設定改好。
doctor-operators-none = 還沒有營運者：沒人照顧店鋪，測試時也沒人能買
doctor-operators-none-todo = 把你自己的 Telegram 數字編號寫在 .env 的 ADMIN_IDS= 後面。編號可以問 @userinfobot。
doctor-key-none = 資料庫裡的機密還沒有你自己的金鑰
doctor-key-none-todo = 執行 openssl rand -base64 32 產生一個，寫在 .env 的 DATA_KEY= 後面，並另存一份。沒有金鑰時建的資料庫以後加不上，要重新建。
doctor-supplier-sandbox = eSIM 來自內建的模擬供應商：裝不到手機上
doctor-supplier-sandbox-todo = 第一筆真實銷售之前，設好 ESIM_PROVIDER 和供應商的金鑰；去哪裡拿，README 裡有。
doctor-file-well = { $file }：{ $plans } 個方案
doctor-file-wrong = { $file } 裡有錯：{ $what }
doctor-file-wrong-todo = 用任何文字編輯器打開 { $file }，改這一處。
doctor-telegram-well = 機器人是 @{ $bot }
doctor-telegram-token = Telegram 不認得這個 BOT_TOKEN 的機器人
doctor-telegram-token-todo = 在 Telegram 打開 @BotFather，傳 /mybots，選你的機器人和 API Token，把權杖重新複製到 .env。
doctor-updates-well =
    { $way ->
        [webhook] Telegram 把訊息送到你的網址
       *[polling] 機器人自己去取訊息
    }
doctor-polling-hook = Telegram 正把訊息送到別的網址
doctor-webhook-unset = Telegram 還沒有把訊息送到你的網址
doctor-webhook-todo = 用 npm start 啟動機器人就好。如果另一台電腦也在用這個權杖，先停掉那邊的。
doctor-webhook-error = Telegram 沒能把訊息送到 { $url }：{ $failure }
doctor-webhook-error-todo = 讓這個網址通到機器人：要用 https 和有效的憑證，連接埠 443、80、88 或 8443。
doctor-waiting = 有 { $count } 則訊息在等機器人
doctor-waiting-todo = 用 npm start 啟動機器人。如果正在執行，看看記錄裡是什麼卡住了。
doctor-operators-well = 機器人能聯絡到 { $count } 位營運者
doctor-operator-unknown = 機器人還不能傳訊息給營運者 { $id }
doctor-operator-unknown-todo = 請這個人在 Telegram 打開機器人，按「開始」。編號寫錯了就改 .env 裡的 ADMIN_IDS。
doctor-chat-unknown = 機器人不在聊天 { $id } 裡，而要人處理的事要傳到那裡（ADMIN_CHAT_ID）
doctor-chat-unknown-todo = 把機器人加進那個群組，或改正 .env 裡的編號。
doctor-address-none = 沒有設，也不需要：能上網的電腦就行
doctor-address-well = { $url } 通到機器人
doctor-address-wrong = { $url } 沒有通到機器人（{ $reason }）
doctor-address-wrong-todo = 把網域指向這台電腦，再讓那裡的網頁伺服器把請求轉到 { $at }。
doctor-address-asleep = 機器人沒在執行，看不出 { $url } 通不通
doctor-address-asleep-todo = 用 npm start 啟動機器人，再在另一個視窗執行 npm run doctor。
doctor-address-plain = { $url } 以 http 開頭，而 Telegram 只用 https 送訊息
doctor-address-plain-todo = 申請一張憑證（網頁伺服器 Caddy 會自動辦），並把 PUBLIC_URL 寫成 https://。
doctor-stars-well = Telegram 星星：{ $price } 合 { $stars }
doctor-invoice-well = 付款卡片：Telegram 認得金流商的權杖
doctor-invoice-wrong = 付款卡片：Telegram 不認金流商的權杖（{ $reason }）
doctor-invoice-wrong-todo = 在 Telegram 打開 @BotFather，傳 /mybots，選你的機器人和 Payments，把權杖重新複製到 TELEGRAM_PROVIDER_TOKEN。
doctor-stripe-well =
    帳戶在{ $country }；{ $mode ->
        [live] 收真錢
       *[test] 測試金鑰，不收真錢
    }
doctor-stripe-key = Stripe 不認得這個金鑰
doctor-stripe-key-todo =
    打開 dashboard.stripe.com，進「開發人員」「API 金鑰」，把金鑰（{ $mode ->
        [live] sk_live_…
       *[test] sk_test_…
    }）重新複製到 STRIPE_SECRET_KEY。
doctor-stripe-review = Stripe 還沒讓這個帳戶收真錢
doctor-stripe-review-todo = 打開 dashboard.stripe.com，把那裡要的資料補齊；之後要等 Stripe 同意。
doctor-stripe-forbidden = STRIPE_SECRET_KEY 裡的金鑰不能讀 { $what }
doctor-stripe-forbidden-todo = 自己到後台裡看一眼，或者給金鑰加上讀 { $what } 的權限。
doctor-methods-well = 付款頁提供 { $methods }
doctor-methods-none = 付款頁沒有任何用 { $currency } 付款的方式
doctor-method-off = { $name } 沒有開啟
doctor-method-off-todo = 想要的話，打開 dashboard.stripe.com，在「設定」「付款方式」裡開啟。
doctor-method-missing = { $name } 開了，但 Stripe 還沒給這個帳戶
doctor-method-missing-todo = 打開 dashboard.stripe.com，在「設定」「付款方式」裡看還缺什麼。
doctor-method-currency = { $name } 不能付 { $currency }
doctor-method-currency-todo = 想要的話，換一種貨幣賣（.env 裡的 CURRENCY）。
doctor-events-asked = 沒有公開網址，所以每隔幾秒去問 Stripe 付款到了沒有
doctor-events-well = Stripe 會通知 { $url }
doctor-events-none = Stripe 沒有通知 { $url }
doctor-events-none-todo = 打開 dashboard.stripe.com，進「開發人員」「Webhook」，新增這個網址，版本選 { $version }，事件選 checkout.session、payment_intent、charge.dispute、refund 的全部，加上 charge.refunded；把簽章密鑰複製到 STRIPE_WEBHOOK_SECRET。
doctor-events-secret = Stripe 會通知 { $url }，但機器人沒法確認那是 Stripe
doctor-events-secret-todo = 在 dashboard.stripe.com 的「開發人員」「Webhook」裡打開這個網址，把簽章密鑰複製到 STRIPE_WEBHOOK_SECRET。
doctor-events-off = Stripe 對 { $url } 的通知被關了
doctor-events-off-todo = 打開 dashboard.stripe.com，在「開發人員」「Webhook」裡開啟這個網址。
doctor-events-lacks = Stripe 給 { $url } 的通知不全
doctor-events-lacks-todo = 在 dashboard.stripe.com 的「開發人員」「Webhook」裡打開這個網址，加上這些事件：{ $events }
doctor-events-version = Stripe 的通知是 { $theirs } 版；機器人用 { $version } 版
doctor-events-version-todo = 現在也能用。更好的是新建一個 { $version } 版的網址，換掉舊的。
doctor-supplier-well =
    { $use ->
        [selling] 金鑰有效；新的 eSIM 在這裡買
       *[old] 金鑰有效；照顧以前在這裡買的 eSIM，不賣新的
    }
doctor-supplier-mode =
    { $mode ->
        [production] AIRALO_MODE 寫著訂單是真的；只有 Partner Platform 裡看得到真假
       *[sandbox] AIRALO_MODE 寫著訂單是試用；只有 Partner Platform 裡看得到真假
    }
doctor-supplier-keys = { $name } 不認我們的金鑰
doctor-supplier-keys-todo =
    { $supplier ->
        [esimaccess] 到 eSIM Access 的後台重新複製 AccessCode 和 SecretKey。如果那裡只放行某些位址，把這台電腦的加上。下面的時鐘如果不準，先把它校好。
       *[other] 到 Partner Platform 重新複製 client id 和 secret。如果那裡只放行某些位址，把這台電腦的加上。
    }
doctor-supplier-reports = 會通知我們的公開網址
doctor-supplier-deaf = { $name } 沒有通知我們的公開網址，eSIM 的消息會晚到
doctor-supplier-deaf-todo =
    { $how ->
        [secret] 把指令 openssl rand -hex 32 印出的內容寫在 .env 的 ESIM_WEBHOOK_PATH_SECRET= 後面，再重新啟動機器人。
       *[start] 用 npm start 啟動機器人：它會報上網址，那時網址要能通到它。
    }
doctor-credit = 餘額：{ $credit }
doctor-credit-well = 餘額：{ $credit }，至少夠 { $orders } 單
doctor-credit-low = 餘額：{ $credit }，按最貴的方案只夠 { $orders } 單；不到 20 單就停售
doctor-credit-low-todo = 給 { $name } 儲值，到 { $enough } 以上。
doctor-packages-well = { $count } 個方案有貨，成本 { $least } 到 { $most }
doctor-price-low =
    { $fault ->
        [below_least] { $plan } 沒有賣：{ $name } 不許賣 { $price }，最低 { $limit }
       *[below_cost] { $plan } 沒有賣：售價 { $price } 不夠成本 { $limit } 和付款手續費
    }
doctor-price-low-todo = 在 db/catalogue.json 裡調高 { $plan } 的 retail.{ $currency }，再重新啟動機器人。
doctor-package-missing = { $plan } 沒有賣：{ $name } 沒有 { $package } 這個方案
doctor-package-other = { $plan } 沒有賣：對應的方案不一樣，是 { $package }
doctor-package-identified = { $plan } 沒有賣：用對應的方案 { $package } 要先向供應商做實名認證
doctor-package-places = { $plan } 沒有賣：對應的方案 { $package } 在 { $countries } 不能用
doctor-package-places-todo = 在 { $file } 裡寫一個在那裡也能用的；最接近的有 { $packages }。或者從 db/catalogue.json 的 coverages.{ $coverage } 裡刪掉 { $countries }，再重新啟動機器人。
doctor-package-places-none-todo = { $name } 沒有在那裡也能用的類似方案：從 db/catalogue.json 的 coverages.{ $coverage } 裡刪掉 { $countries } 再重新啟動機器人，或者從 { $file } 裡刪掉 { $plan }。
doctor-package-todo = 在 { $file } 裡寫一個流量和天數都相同的；最接近的有 { $packages }。都不合適，就從那個檔案裡刪掉這一項。
doctor-package-none-todo = { $name } 沒有類似的：從 { $file } 裡刪掉 { $plan }。
doctor-mail-none = 沒有郵件伺服器：收據和驗證碼不能用郵件寄給客人
doctor-mail-none-todo = 想要的話，在 .env 裡設 SMTP_URL 和 MAIL_FROM；怎麼填，問你的信箱業者。
doctor-mail-well = { $host } 接受 { $from } 的郵件
doctor-mail-wrong =
    { $reason ->
        [password] { $host } 不接受這個使用者名稱和密碼
        [encryption] { $host } 不加密，所以沒有送出密碼
        [certificate] { $host } 的憑證和名字對不上
        [host] 沒有 { $host } 這個郵件伺服器
        [refused] { $host } 上沒有郵件伺服器在聽
       *[other] 郵件伺服器 { $host } 的回應不對
    }
doctor-mail-wrong-todo =
    { $reason ->
        [password] 改正 SMTP_URL 裡的使用者名稱和密碼；其中的符號寫成 % 加編號，@ 是 %40。
        [encryption] 在 SMTP_URL 裡試試 smtps:// 和連接埠 465。
        [certificate] 在 SMTP_URL 裡用信箱業者給的伺服器名稱。
        [host] 改正 SMTP_URL 裡的伺服器名稱。
        [refused] 改正 SMTP_URL 裡的連接埠：smtps:// 一般是 465，smtp:// 一般是 587。
       *[other] 向信箱業者問清伺服器和連接埠，改正 SMTP_URL。
    }
doctor-database-new = 還沒有資料庫：npm start 會建 { $file }
doctor-database-well = 資料庫 { $file } 正常（{ $size }）
doctor-database-behind = 資料庫 { $file } 版本舊了 { $steps } 步
doctor-database-behind-todo = 下次 npm start 會自動更新。更新前先把檔案另存一份。
doctor-database-newer = 資料庫 { $file } 是更新版本的程式寫的
doctor-database-newer-todo = 啟動更新的版本，或者還原資料庫備份。
doctor-database-key = DATA_KEY 打不開資料庫 { $file }
doctor-database-key-todo = 把建庫時用的金鑰寫在 .env 的 DATA_KEY= 後面。如果只是沒設金鑰時的測試，把檔案移走：npm start 會建新的。
doctor-database-unread = 資料庫 { $file } 讀不了
doctor-database-unread-todo =
    { $kind ->
        [not_writable] 用檔案所屬的使用者來執行，並看看 DATABASE_URL 對不對。
        [locked] 另一個程式占著它。關掉那個程式再試。
        [not_a_database] 這個檔案不是資料庫。把它移走，或改正 DATABASE_URL。
       *[damaged] 檔案壞了。請還原備份。
    }
doctor-disk-well = 磁碟還空著 { $percent }%
doctor-disk-full = 磁碟只空著 { $percent }%
doctor-disk-full-todo = 騰出空間：資料庫寫不下，就接不了單。
doctor-node-well = Node { $version }
doctor-node-wrong = 現在是 Node { $version }，而程式要 Node 24
doctor-node-wrong-todo = 先執行一次 npm ci，以後都用 npm run doctor 和 npm start；不是 Linux 的話，到 nodejs.org 裝 Node 24。
doctor-env-well = .env 裡的機密只有你能讀
doctor-env-open = 這台電腦的其他使用者也能讀 .env 裡的機密
doctor-env-open-todo = 執行一次 chmod 600 .env。
doctor-clock-well = 時鐘是準的
doctor-clock-alone = 時鐘是 { $time }（UTC）；沒有跟別處核對
doctor-clock-wrong =
    時鐘{ $way ->
        [fast] 快了
       *[slow] 慢了
    } { $seconds } 秒
doctor-clock-wrong-todo = 讓它自動對時：Linux 上執行 sudo timedatectl set-ntp true。時間不對，付款和供應商都會拒絕。

## Chat page of the sandbox

box-title = 遠遊卡沙盒
box-people = 人物
box-new = 則新訊息
box-world = 世界
box-theme = 深色外觀
box-language = 頁面語言
box-other = 第二支手機是誰的
box-phone-of = { $name }的手機
box-chat = { $name }的聊天
box-bot = 機器人
box-write = 輸入訊息…
box-send = 傳送
box-commands = 指令
box-start = 開始
box-block = 封鎖機器人
box-unblock = 解除封鎖
box-failed = 沒有成功，請再試一次
box-lost = 連線中斷，正在重新連線…
box-not-here = 沙盒裡沒有這種按鈕
box-copied = 已複製：{ $text }
box-spoiler = 隱藏的文字，點按顯示
box-attachment = 附件
box-photo = 圖片
box-enlarge = 放大圖片
box-paid = 已付款 { $amount }
box-refunded = 已退款 { $amount }
box-pay = 付款
box-pay-amount = 付款 { $amount }
box-payment = 付款
box-balance = 餘額 { $amount }
box-paying = 正在付款…
box-again = 再試一次
box-outcome-paid = 已付款
box-outcome-refused = 商家沒有接受這筆付款，沒有扣款。
box-outcome-timed-out = 商家沒有及時回應，沒有扣款。
box-outcome-declined = 付款遭拒，沒有扣款。
box-cancel = 取消
box-close = 關閉
box-ok = 好
box-open = 開啟
box-answer = 機器人的回覆
box-leave = 要開啟這個連結嗎？
box-scan = 用另一支手機掃描
box-found-link = 掃到一個連結
box-found-esim = 找到 eSIM
box-found-ask = 要安裝到這支手機嗎？
box-found-server = SM-DP+ 位址
box-found-code = 安裝碼（手機上叫「啟用碼」）
box-install = 安裝
box-installed = 沙盒到此為止：真的手機現在會下載這張 eSIM。
box-send-to = 傳給誰？
box-open-as = 以{ $name }的身分開啟
box-chips = 可以試試
box-chip-renew = 續費
box-chip-pay = 換個方式付款
box-chip-buy = 買一張新卡
box-chip-language = 語言
box-chip-help = 求助
box-chip-time = 過一天
box-chip-cases = 待處理
box-chip-status = 商店狀態
box-chip-inbox = 收件匣
box-chip-pause = 暫停銷售
box-chip-done = { $name }（已試過）
box-hour = 快轉 1 小時
box-day = 快轉 1 天
box-use = 用掉 1 GB
box-decline = 拒絕下次付款
box-stall = 供應商停擺 30 秒
box-credit-out = 用光供應商餘額
box-credit-back = 向供應商儲值
box-done = 完成
box-wire = 收發紀錄
box-browser = 手機瀏覽器
box-test-card = 測試卡 •••• 4242
box-attach = 附件
box-attach-own = 我在別處買的 eSIM 的截圖
box-attach-code = 它的安裝碼（文字）
box-attach-number = 它的卡號
box-attach-address = 我的信箱
box-attach-foreign = 別家 eSIM 的截圖
box-attach-sold = 已售卡清單（CSV）
box-attach-file = 你自己的檔案…
box-sending = 傳送中…
box-shot-title = 你的 eSIM 準備好了
box-shot-hint = 掃描 QR Code 即可安裝
box-mail = 信箱
box-mail-address = { $name }的信箱
box-mail-none = 還沒有信。收據和驗證碼會寄到這裡。
box-mail-to = 收件者 { $address }
box-mail-back = 全部郵件
box-mail-plain = 純文字
box-copy = 複製 { $text }
box-chip-claim = 加入別處買的卡
box-webhooks = Stripe 的事件
box-webhooks-normal = 正常送達
box-webhooks-duplicate = 每個送兩次
box-webhooks-reversed = 先送最新的
box-webhooks-off = 不送
box-stripe-title = 付款
box-stripe-note = 不涉及真錢
box-stripe-method = 付款方式
box-stripe-card = 信用卡
box-stripe-paypal = PayPal
box-stripe-alipay = 支付寶
box-stripe-wechat = 微信支付
box-stripe-pay = 付款
box-stripe-leave = 先不付，返回
box-stripe-otherwise = 模擬其他結果
box-stripe-decline = 拒絕付款
box-stripe-challenge = 要求 3-D Secure
box-stripe-waitpaid = 等待後成功
box-stripe-waitfailed = 等待後失敗
box-stripe-declined = 付款遭拒。請再試一次或換個方式。
box-stripe-asked = 銀行詢問：是您本人付款嗎？
box-stripe-confirm = 是我本人
box-stripe-complete = 這個頁面已完成。
box-stripe-expired = 這個頁面已過期。
box-stripe-back = 回到聊天
