## Names of things

language-name = 简体中文
language-codes = zh
coverage-eu = 欧洲
coverage-asia = 亚洲
city =
    { $name ->
        [Rome] 罗马时间
        [Tokyo] 东京时间
        [Seoul] 首尔时间
        [Hong_Kong] 香港时间
        [UTC] UTC 时间
       *[other] { $fallback } 时间
    }
group-day = 按天
group-month = 按月
group-unlimited = 无限
plan-allowance = { $data }/{ $days }天
plan-voice = { $data }+{ $minutes }分钟+{ $sms }条短信/{ $days }天
plan-daily = 每天 { $data }/{ $days }天
plan-unlimited = 无限流量/{ $days }天
size-daily = 每天 { $data }
size-unlimited = 无限
card-name = { $place } { $size }

## Before Start, and the command menu

bot-description = 查余额、续费、收二维码，一分钟搞定。🇮🇹 🇪🇺 🌏
bot-short-description = 查余额 · 续费 · 收二维码，一分钟
command-renew = 续费
command-balance = 查余额
command-orders = 订单和收据
command-help = 常见问题和图解
command-language = 语言
command-support = 找人工

## Typed words that start something, separated by |

words-balance = 余额|余量|流量|还剩|剩多少|剩余|用量|=我的卡|=我的esim
words-renew = 续费|续期|续卡|续订|再续|充值|充流量|加油包|加流量|买流量|延长
words-orders = 订单|收据|发票|账单
words-help = 帮助|帮忙|怎么用|怎么办|怎么装|怎么安装|怎么连|怎么设置|怎么回事|怎么还|怎么没|怎么不|如何使用|如何安装|常见问题|有个问题|换手机|新手机
words-refund = 退款|退钱|付款问题|扣了两次|重复扣款
words-offline = 没网|没信号|上不了网|连不上|无法上网|不能上网
words-language = 语言|中文|简体
words-person = 人工|客服|真人
words-code = 激活码|兑换码|兑换|礼品码|送人|送朋友|送礼|礼物
words-buy = =买|买卡|买新|新卡|买esim|买一张|买张|购买|办卡|新esim
words-claim = 添加卡|添加esim|加卡|认领|绑定|已有卡|已经有卡|我有卡|有一张卡|别处买|别的地方买
words-trip = 我要去|我想去|我去|要去|想去|去|到|和|跟|与|及|再|还有|玩|旅游|旅行|出差|的|卡|esim|天|下周|下个月|周|明天|张|买|我|要|想
words-places = GB=英格兰|US=美国|KR=南韩|AE=阿联酋|EU=欧盟|IT=罗马|IT=梵蒂冈|JP=东京|JP=大阪|CN=大陆|ID=巴厘岛|JP+KR=日韩|HK+MO=港澳

## Home, which is the card

home-empty = 您还没有我们的 eSIM，买一张？
card-left = { $bar } 剩 { $left }（共 { $total }）
card-used-up = { $bar } 流量已用完
card-today = { $bar } 今天剩 { $left }（共 { $total }）
card-today-used = { $bar } 今天的高速流量已用完，零点前限速 { $kbps }
card-daily = 📶 每天 { $total }，今天的用量暂时查不到
card-total = 📶 共 { $total }，用量暂时查不到
card-unlimited = ∞ 无限流量
card-unlimited-fair = ∞ 无限流量，每天 { $data } 高速，之后限速 { $kbps }
card-until = { $date } 到期（{ $city }），还剩 { $days } 天
card-until-today = { $date } 到期（{ $city }），还剩不到一天
card-until-unknown = 到期时间待定
card-talk = 📞 剩 { $minutes }/{ $minutesTotal } 分钟 · ✉️ 剩 { $sms }/{ $smsTotal } 条短信
card-waiting = + { $plan }（排队中）
card-ended = 已于{ $date }到期
card-ended-open = 已到期
card-gone = 这张 eSIM 已被移除，不能再用。
card-preparing = 正在准备，二维码马上就来。
card-empty = 卡上没有套餐。
card-starts-on-use = 已就绪，从首次联网起计算天数。
card-install = 还没装到手机上。
card-install-by = 还没装到手机上，请在{ $date }前安装。
card-no-figures = 还没查到用量，请稍后再看。
just-now = 刚刚
card-updated = <i>{ $ago }更新</i>
card-asking = <i>{ $ago }更新，正在刷新…</i>
card-stale = <i>{ $ago }更新，运营商暂无回应</i>

## Buttons

button-again = ★ 再来 { $plan } { $price }
button-pay = 付款 { $total }
button-rail-stars = 星星 { $total }
button-rail-invoice = Telegram 内刷卡 { $total }
method-card = 银行卡
method-paypal = PayPal
method-alipay = 支付宝
method-wechat = 微信
button-other-plan = 换套餐
button-back = ‹ 返回
button-home = 我的卡
button-all-cards = 全部 { $n } 张
button-orders = 订单
button-language = 语言
button-help = 帮助
button-buy = 买新 eSIM
button-phone-ok = 支持，继续
button-phone-unsure = 不确定
button-person = 找人工
button-check = 装好了吗？
button-check-again = 再查一次
button-retry = 再试一次
button-advise = 帮我选
button-advise-short = 帮我选
button-days = { $days } 天
button-install = 查看二维码
button-iphone = 装到这台 iPhone
button-android = 装到这台安卓
button-copy-address = 复制 SM-DP+ 地址
button-copy-code = 复制安装码
button-copy-apn = 复制 APN
button-no-internet = 没网？
button-receipt = 收据
button-open-private = 打开私聊
button-previous = ‹
button-next = ›
button-too-old = 这个按钮已过时，最新情况在这里。

## Choosing a plan

plans-title = { $card } <b>{ $group }</b>，选哪个？
plans-none = { $card } 目前没有<b>{ $group }</b>套餐，看看别的？
advice-question = 还要用几天？点一下，或直接输入天数。
advice-usual = 💡 按每天约 0.5 GB 计，够用 { $days } 天。
advice-lasts = 💡 按您的用量，{ $plan } 够用 { $days } 天。
advice-largest = 💡 最接近 { $days } 天的套餐，可能提前用完。
advice-unlimited = 💡 不怕用完：每天 { $data } 高速，之后限速 { $kbps }。
renewal-not-offered = 这张卡现在不能续这个套餐，没有扣款。换一个？
renewal-silent = 运营商暂无回应，没有扣款。请稍后再试。

## Buying a first card

buy-question = <b>要去哪里？</b>点一下，或输入国家、行程。
buy-plans = { $place }，<b>{ $group }</b>：选哪个套餐？
buy-includes = 包含{ $places }。
buy-countries = { $count } 个国家和地区可用：{ $places }。
buy-countries-some = { $count } 个国家和地区可用，包括{ $places }等。
buy-none = 那里暂时没有可买的套餐，换个地方？
buy-not-there = 抱歉，{ $places }暂时还没有套餐。
buy-not-in-one = 没有一个套餐能覆盖全部，请一次选一个地方。
phone-question =
    <b>您的手机支持 eSIM，而且没有锁网吗？</b>
    拨 <code>*#06#</code>，能看到 EID 就支持。⚠️ 在中国大陆购买的 iPhone 通常不支持；锁网的手机连不上。
phone-unsure =
    <b>两步就能确认</b>
    1. 拨 <code>*#06#</code>，有一行“EID”就支持。
    2. iPhone：设置 › 通用 › 关于本机 › 运营商锁，应显示“无 SIM 卡限制”。其他手机请问卖手机的运营商。

## Bringing a card along

button-claim = 已有卡，加进来
button-claim-how = 怎么加
button-renew = 续费
button-its-me = 是我换号
button-not-me = 不是我
claim-how = <b>把手上的卡加进来。</b>把二维码截图发到这里，或粘贴 <code>LPA:</code> 开头的安装码。我们读完立刻从聊天里删掉。
button-claim-email = 用邮箱验证
button-claim-number = 只有卡号
button-receipts-there = 收据也发到这个邮箱
claim-email = 请输入买卡时用的邮箱。六位验证码会发到那里，在这里输入，卡就加上了。
claim-email-wrong = 这看起来不是邮箱地址。请输入买卡时用的邮箱。
claim-email-sent = 六位验证码已发往 { $address }，请在 10 分钟内在这里输入。
claim-email-often = 今天发的验证码太多了，请明天再试，或找人工。
claim-number = 请输入或粘贴卡号（ICCID）：89 开头的 18 到 20 位数字。如果我们有记录，验证码会发到买卡时的邮箱。
claim-number-wrong = 这不像卡号。卡号是 89 开头的 18 到 20 位数字。
claim-number-begun = 如果我们有这个卡号的记录，六位验证码已发往买卡时的邮箱，请在 10 分钟内在这里输入。
claim-code-used = 这个验证码已经用过或不对。
claim-none = 没找到用这个邮箱买、可以加上的卡。换个邮箱试试？发二维码截图也可以。
claim-rest = 运营商暂无回应。您的邮箱已验证，不用新验证码：有了回应就加卡，并通知您。
claim-more = 其余的还在核对，加上了就通知您。
# Two sentences that stand side by side.
two-sentences = { $first }{ $second }
claim-added = ✅ 已加上：{ $card }。
claim-yours = { $card } 本来就在您名下。
claim-refused = 验证不了，{ $left }。如果不是我们的网络，在这里续不了：请找卖家，或买张新的。
claim-tries = 还可试 { $tries } 次
claim-tries-none = 一小时内不能再试
claim-silent = 运营商暂无回应，现在没法核对。这次不计次数，请稍后再试。
claim-too-many = 试得太多了，请一小时后再来，或找人工。
claim-asked-code = 有人拿着 { $card } 的二维码，想要这张卡。是您换号，卡就转到新账号；不是您，什么都不变。24 小时内有效。
claim-asked-address = 有人能用购买 { $card } 的邮箱收信，想把这张卡转到自己名下。是您换号，卡就转到新账号；不是您，什么都不变。24 小时内有效。
claim-given = 好了，{ $card } 已转到您的新账号；订单和收据留在这里。
claim-kept = 明白了，{ $card } 还是您的，对方 30 天内不能再申请。二维码请别给别人看。
claim-decided = 这件事已经处理过了。
claim-over = 24 小时已过，什么都没变，{ $card } 还是您的。
picture-reading = 正在读图…
picture-none = 图里没找到 eSIM 的码。请把完整截图以照片方式发来，二维码要完整；或粘贴 <code>LPA:</code> 开头的安装码。
picture-large = 图片太大了。请以照片而不是文件的方式发，或只截二维码。
picture-busy = 现在发图的人多，请一分钟后再发。
picture-several = 图里有好几个码，请只发您要的那一个。
picture-deleted = 您的图片已从聊天里删除。
picture-left = ⚠️ 我删不掉您的图片，请自己删一下。
code-deleted = 您发的码已删除。
code-left = ⚠️ 我删不掉您发的码，请自己删一下。

## Lists of sold cards, for operators

button-import = 导入
button-cancel = 取消
import-asked = <b>名单共 { $all } 张卡：</b>新增 { $fresh }，已有 { $known }，邮箱不同 { $changed }。导入吗？
import-done = ✅ 已导入：新增 { $fresh }，邮箱更新 { $changed }；原有 { $known }。
import-deleted = 文件已从聊天里删除。
import-left = ⚠️ 我删不掉文件，里面有邮箱，请自己删一下。
import-cancelled = 什么都没有导入。
import-over = 这份名单已处理过，或超过一小时了，请重新发。
import-too-large = 名单超过 1 MB，请分几份发。
import-gone = 取不到这个文件，请重新发。
import-refused = <b>没有导入。</b>有误的行：
import-more = …另有 { $count } 处
mistake-no-table = 不是带 <code>iccid, email, order</code> 三列的 CSV
mistake-empty = 没有数据
mistake-rows = 超过 20000 行，请分几份发
mistake-column = 缺少列：{ $column }
mistake-iccid = { $line }：卡号
mistake-email = { $line }：邮箱
mistake-order = { $line }：订单太长
mistake-twice = { $line }：卡号重复
mistake-fields = { $line }：列数不对

## Cases for a person, for operators

review-opened = 🔎 <b>有 { $count } 件个案待处理</b>
review-line = • { $reason }：{ $count }
reason-payment-does-not-fit = 收到的钱对不上任何订单
reason-supply-unknown = 不确定是否已开通
reason-refund-refused = 退款被拒
reason-refund-failed-later = 退出去的钱又回来了
reason-disputed = 付款被拒付（争议中）
reason-partly-refunded-elsewhere = 有一部分钱已在别处退掉
reason-went-back-elsewhere = 有一笔钱已在别处退掉
reason-session-unknown = 付款页面查无记录
reason-job-failed = 任务失败五次
reason-update-failed = 消息处理失败五次
reason-claim-silent = 已证明归属、供应商没有答复的卡
reason-refund-wanted = 客户要求退款
reason-books-differ = 我们的账与对方不一致
reason-book-strange = 账户有误，或数据过旧？

## The books compared with everybody else’s, for operators

books-differed = 🧾 <b>账目有出入</b>
books-title = 🧾 <b>每日对账</b>
books-span = { $since } – { $until }（UTC）
books-same = ✅ { $part }：{ $theirs }
books-other = ⚠️ { $part }：{ $theirs }；我方：{ $ours }
books-unlisted = ◽ { $part }：我方 { $ours }。Telegram 不提供清单，请与支付服务商核对。
books-deaf = ⚠️ { $since } 至 { $until }（UTC）没有收到 Telegram 的消息，而它只保留一天：其中的付款可能有遗漏。
books-silent = ⏳ { $part }：没有回应，每小时再问
books-strange = 🚨 <b>{ $part }，{ $what }：{ $count }。</b>账户对吗？我方数据库是最新的吗？例如：<code>{ $examples }</code>。这份账不作为任何处理的依据，每小时再问。
books-checked = ☑️ { $part }：已核对 { $count } 笔订单
books-nothing = 无往来
books-lost = 拒付扣款 { $sum }
books-regained = 拒付追回 { $sum }
books-ignored = 更早的或与我们无关的：{ $count }
books-agree = 各方账目一致。
books-stars = 星星
books-invoice = 银行卡（Telegram 内）
books-stripe = Stripe
books-supplier = 供应商
books-ledger = 我方账本
books-finding =
    { $who ->
        [person] 🔎 { $what }：{ $count }{ $sum }（待处理）
       *[shop] 🔧 { $what }：{ $count }{ $sum }（自动处理中）
    }
books-charge-missed = 未收到通知的付款
books-refund-missed = 未入账的退款
books-refund-came-back = 被退回的退款
books-charge-unknown = 查无订单的付款
books-charge-unlisted = 对方没有的付款
books-refund-unlisted = 对方没有的退款
books-amount-differs = 金额不符的付款
books-supply-missing = 已交付，供应商却查无
books-supply-extra = 已退款，供应商却已出货
books-without-end = 超过一天未了结的付款
books-unbalanced = 收支不平的订单

## Pausing sales

sales-rest = 暂停销售中，没有扣款。手上的卡照常使用，已付款的照常开通。请晚点再来。
sales-run = ▶️ <b>正在销售。</b>
sales-paused = ⏸ <b>已暂停销售：</b>{ $reasons }。
pause-operator = 运营人员暂停（{ $since } 起）
pause-credit = 供应商余额不足（{ $since } 起）
pause-ends-itself = 供应商余额恢复后会自动恢复销售。
pause-asked = <b>暂停销售？</b>恢复之前谁都不能续费或购买，已打开的付款页会关闭。已付款的照常开通，其他功能照常。
resume-asked = <b>恢复销售？</b>所有人马上又能续费和购买。
button-pause = 暂停销售
button-resume = 恢复销售

## Alerts, for operators

button-status = 状态
status-cases = 待处理个案：{ $count }
status-inbox = 收件箱待处理：{ $count }
status-credit = 供应商余额：{ $credit }，约 { $orders } 单
status-credit-unknown = 供应商余额：对方未告知
status-reconciled = 上次对账：{ $at }
status-alerts = <b>未解除的告警：</b>
status-alert = • { $watch }：{ $what }
status-no-alerts = 目前没有告警。
alert-began = 🔴 <b>{ $watch }：{ $what }</b>
alert-since = 始于 { $since }。
alert-over = 🟢 <b>{ $watch }：已恢复正常。</b>始于 { $since }。
watch-credit = 供应商余额
watch-inbox = 收件箱
watch-late = 订单延迟
watch-stripe = Stripe
watch-telegram = Telegram 付款
watch-supplier = 供应商
watch-supplier-list = 供应商清单
watch-off-sale = 停售套餐
watch-disk = 磁盘
watch-clock = 时钟
alert-credit = 剩 { $credit }，约够 { $orders } 单
alert-inbox = { $waiting } 条待处理，最早的始于 { $since }
alert-late = { $orders } 笔已付款订单还没开通，最早的始于 { $since }
alert-calls = 5 分钟内 { $calls } 次调用有 { $failed } 次失败
alert-supplier-list = { $supplier } 只列出我们的 { $plans } 个套餐
alert-off-sale = { $plans } 个等您处理
alert-disk = 可用空间 { $percent }%
alert-clock-fast = 快 { $seconds } 秒
alert-clock-slow = 慢 { $seconds } 秒
alert-credit-means = 已自动暂停销售；已付款的在余额用完前照常开通。请到供应商处充值：达到 { $enough } 后自动恢复销售。
alert-credit-over = 销售不再因此暂停。
alert-inbox-means = 客户在等回复；钱不会丢。用 /inbox 看卡住的消息；重启后会接着处理。
alert-late-means = 客户已知道要再等，也可取消；不会重复下单。请联系供应商；期间可用 /pause 暂停销售。
alert-stripe-means = 付款页可能打不开，退款会延后；系统会自动重试。请看 status.stripe.com，再检查 STRIPE_SECRET_KEY。
alert-telegram-means = 付款单可能打不开，Stars 退款会延后；系统会自动重试。日志里有 Telegram 的答复。
alert-supplier-means = 已付款的会晚开通，用量不是最新；不会重复下单。请联系供应商；期间可用 /pause 暂停销售。
alert-supplier-list-means = 仍按上一份清单销售；已经没有的，下单后会退款。请联系供应商；/supply 可查看，也可采用这份短清单。
alert-off-sale-means = 现在买不到：成本变动超过两成，或售价太低。/supply 说明是哪些、为什么，也可接受新成本。
alert-disk-means = 写满后什么都存不了，机器人会停止回应。请清理数据所在磁盘，或换更大的。
alert-clock-means = 报价会在错误的时间失效，Stripe 的事件可能被拒。请用 NTP 校准本机时钟。

## What suppliers list, for operators

button-supply = 货源
supply-title = 📦 <b>货源</b>
supply-no-list = 还没有任何供应商给出清单。
supply-not-taken = { $supplier }：还没有清单
supply-taken = { $supplier }：{ $sold }/{ $plans } 个套餐在售，清单时间 { $at }
supply-refused = ⚠️ 自 { $since } 起清单里只有我们的 { $plans } 个套餐，仍用上一份。
why-missing = 清单里没有
why-cost-changed = 新成本
why-below-least = 低于最低价
why-below-cost = 低于成本
withheld-title = <b>{ $plan }</b>（{ $supplier }）已停售。
withheld-missing = 自 { $since } 起，供应商的清单里没有对应的套餐：可能下架、改名或内容变了。<code>npm run doctor</code> 会指出，请在 db/suppliers 里改。
withheld-cost = 成本从 { $before } 变为 { $cost }，售价 { $price }。如果没错，接受新成本后恢复销售。
withheld-below-cost = 成本 { $cost }，售价 { $price }，不够付成本和手续费。请在 db/catalogue.json 里提价后重启。
withheld-below-least = 售价 { $price }，供应商要求至少 { $least }。请在 db/catalogue.json 里提价后重启。
button-accept-cost = 接受新成本
button-short-list = 采用短清单
cost-accepted = 已接受，按新成本销售。
supply-changed = 刚刚有变化，请再看一下。
short-list-accepted = 已接受，下次收到清单时采用。
short-list-asked = <b>采用 { $supplier } 的短清单？</b>除 { $plans } 个套餐外全部停售。什么都不会删除，重新列出后恢复销售。

## The review desk and the inbox, for operators

queue-title = 🔎 <b>{ $count } 件需要人工处理</b>，最早的在前。
queue-empty = ✅ 没有需要人工处理的事项。
button-cases = 🔎 待处理
button-inbox = 📥 收件箱
button-ask-again = 🔄 再查一次
button-copy-charge = 📋 交易编号
button-case =
    { $action ->
        [refund] ↩ 退款
        [grant] ↩ 同意退款
        [refuse] ✖ 不同意退款
        [keep] 🤝 已与客户谈妥
        [delivered] 📦 已人工开通
        [code_back] 🎁 退还激活码
        [retry] 🔁 再退一次
        [by_hand] ✋ 已在支付商退款
        [run] ▶ 再跑一次
        [replay] ▶ 重新处理
        [release] 🗑 丢弃
       *[other] ✔ 结案
    }
button-case-yes =
    { $action ->
        [refund] 是，退款
        [grant] 是，同意退款
        [refuse] 是，不退
        [keep] 是，已谈妥
        [delivered] 是，已开通
        [code_back] 是，退还
        [retry] 是，再退一次
        [by_hand] 是，我已退款
        [run] 是，再跑
        [replay] 是，重新处理
        [release] 是，丢弃
       *[other] 是，结案
    }
button-case-again = 查看这一件
case-title = 🔎 <b>{ $reason }</b> · { $reference }
case-who = 👤 { $who } · { $since } 起
case-misfit-order = 不属于我们的任何订单。
case-book-strange = 请检查配置中的密钥，以及是否恢复了旧备份。账目一致后，此事自动结束。如果账户没错，请手动结束：能处理的会逐笔处理，其余视为已知。
case-misfit-payer = 付款单是开给 { $payer } 的。
case-came-back = 这笔钱原先是在别处退的。
case-misfit-amount = 应付 { $asked }。
case-nobody = 查无此人
case-order =
    订单 { $number } · { $plan }：{ $state ->
        [awaiting_payment] 未付款
        [processing] 银行确认中
        [canceled] 已被替换
        [paid] 已付款
        [fulfilling] 供应商处理中
        [fulfilled] 已交付
        [refund_pending] 退款中
        [refunded] 已退款
        [review] 人工处理中
       *[other] { $state }
    }
case-delivered = 交付于 { $at }
case-wish-unclear = ⚠️ 已向供应商发出撤回请求，结果不明：可能已经收回。
case-plan =
    • { $plan }：{ $state ->
        [pending] 待开始
        [queued] 排队中
        [active] 使用中
        [depleted] 已用完
        [expired] 已过期
        [expired_unused] 未用过期
        [cancelled] 已撤下
        [revoked] 已吊销
        [failed] 失败
       *[other] 不明
    }，已用 { $used }
case-talk = { $minutes } 分钟
case-sms = { $count } 条短信
case-payment =
    { $rail ->
        [stars] 星星
        [invoice] 银行卡
       *[other] Stripe
    } { $total }：{ $outcome ->
        [fulfilled] 已入账（已交付）
        [refunded] 已入账（已退回）
        [review] 人工处理中
       *[other] 未入账
    }
case-charge = 交易 <code>{ $charge }</code>
case-attempt =
    付款 { $total }：{ $state ->
        [waiting] 未开始
        [opening] 正在请求页面
        [open] 页面已打开
        [closing] 页面关闭中
        [processing] 银行确认中
        [paid] 已付款
        [failed] 失败
        [expired] 已过期
       *[other] { $state }
    }
case-refund =
    我方退款（第 { $tries } 次）：{ $state ->
        [requested] 已申请
        [pending] 渠道处理中
        [succeeded] 已完成
       *[other] 已停下
    }{ $hand ->
        [yes] （人工）
       *[no] {""}
    }
case-dispute =
    争议：{ $state ->
        [lost] 败诉，钱已归客户
       *[other] 进行中；银行裁定前不退任何款项
    }
case-fulfilment =
    向供应商下单（已发 { $sends } 次）：{ $state ->
        [submitting] 发送中
        [refused] 被拒
        [unknown] 没有答复
        [placed] 已受理
        [supplied] 已供货
        [by_hand] 已人工开通
        [failed] 确定没有做成
       *[other] { $state }
    }
case-rail-page =
    <b>支付渠道</b>：{ $state ->
        [open] 页面开着
        [expired] 页面已过期
        [processing] 银行确认中
        [failed] 付款失败
        [unknown] 查无此页面
        [paid] 已付款
        [part] 已付款，退回了一部分
        [all] 已付款，已全部退回
        [disputed] 已付款，争议中
        [absent] 当时前后的账本里没有这一笔
       *[other] 没有答复
    }
case-rail-none = <b>支付渠道</b>：无法查询单笔付款
case-rail-refund =
    <b>支付渠道</b>，我方退款：{ $state ->
        [refunded] 已完成
        [pending] 处理中
        [impossible] 失败
        [none] 查无此退款
       *[other] 没有答复
    }
case-supplier =
    <b>供应商</b>：{ $state ->
        [placed] 已供货
        [pending] 仍在处理
        [not_found] 查无此单
       *[other] 没有答复
    }
case-profile =
    eSIM：{ $state ->
        [provisioning] 制作中
        [ready] 可安装
        [downloading] 安装中
        [installed] 已安装
        [enabled] 已安装并启用
        [disabled] 已安装未启用
        [deleted] 已删除
        [cancelled] 已撤回
        [revoked] 已吊销
        [recycled] 已回收
        [error] 已损坏
        [silent] 没有答复
       *[other] 不明
    }
case-profile-used =
    eSIM：{ $state ->
        [provisioning] 制作中
        [ready] 可安装
        [downloading] 安装中
        [installed] 已安装
        [enabled] 已安装并启用
        [disabled] 已安装未启用
        [deleted] 已删除
        [cancelled] 已撤回
        [revoked] 已吊销
        [recycled] 已回收
        [error] 已损坏
        [silent] 没有答复
       *[other] 不明
    }，已用 { $used }（{ $ago }的数据）
case-asked = <i>{ $time } 查询</i>
case-weigh =
    { $action ->
        [refund] ↩ <b>{ $total }</b> 将原路退给 { $who }。这笔钱没有换来任何东西，以后也不会。
        [grant] ↩ 虽已交付，仍把 <b>{ $total }</b> 原路退给 { $who }，用掉的收不回来，并告知客户。
        [refuse] ✖ <b>{ $total }</b> 留下，告知 { $who } 不退款。
        [keep] 🤝 以「已与客户 { $who } 谈妥」结案。<b>{ $total }</b> 留下，不退。
        [delivered] 📦 { $who } 的订单记为人工开通，<b>{ $total }</b> 记为收入，并告知客户。客户确实拿到了才点。
        [code_back] 🎁 { $who } 用的激活码恢复可用，不动钱，并告知对方。
        [retry] 🔁 重新向支付渠道发起退款：<b>{ $total }</b> 退给 { $who }，并跟到结束。
        [by_hand] ✋ 您已在支付商后台把 <b>{ $total }</b> 退给 { $who }。记为已退款并告知客户；这里不再发出任何款项。
        [run] ▶ <code>{ $subject }</code> 立刻再跑一次。不会重复做任何事。
        [replay] ▶ { $who } 的消息排在其后来的消息之后，重新处理。
        [release] 🗑 { $who } 的消息不再处理，内容删除，也不再通知。
        [no_payment] ✔ 结案。{ $who } 会收到通知：我们没有收到这笔付款，可以再付。
       *[other] ✔ 结案。不动钱，也不通知任何人。
    }
case-weigh-unsure =
    ⚠️ { $state ->
        [paid] 支付渠道显示已付款，请先再查一次。
        [silent] 支付渠道没有答复，最好再等等。
       *[other] 这笔付款还可能到账，最好再等等。
    }
case-done = ✅ { $reference } 已结案。
case-faster = { $reference } 已先被结案，没有再做任何事。
case-closed = { $how }，{ $time }，经手 { $who }
case-closed-by-itself = { $how }，{ $time }，自动结案
case-outcome =
    { $outcome ->
        [refunded] 退款已发起
        [granted] 已同意退款
        [refused] 未同意退款
        [kept] 已与客户谈妥
        [supplied] 供应商已供货
        [not_supplied] 供应商没有做成
        [by_hand] 已人工办理
        [retried] 退款已重新发起
        [answered] 已得到答复
        [run_again] 已再跑
        [replayed] 已重新处理
        [released] 已丢弃
       *[other] 已结案
    }
case-changed = 这一件在此期间有变化，没有做任何事，请再看一遍。
inbox-title = 📥 <b>收件箱</b>
inbox-none-stuck = ✅ 每条消息都在一分钟内处理完。
inbox-stuck = ⏳ { $chats } 个聊天里有 { $count } 条消息等了一分钟以上，最早的一条是 { $ago }。
inbox-failed = 失败五次的消息：{ $count }
inbox-jobs = 一再失败的任务：{ $count }
button-stuck = ⏳ 等待中
button-failed = ⚠ 失败的消息
button-jobs = 🔁 失败的任务
button-refresh-inbox = 🔄 刷新
button-release = 是，丢弃
button-job-now = ▶ 立刻再跑
stuck-title = ⏳ <b>等待中的消息</b>，按聊天列出，最早的在前：
stuck-row = 聊天 { $chat } · { $ago }
stuck-one = ⏳ 聊天 <code>{ $chat }</code> 的消息 <code>{ $number }</code>（{ $received } 收到）还在重试。要丢弃吗？丢弃后不再重试，也不通知对方，该聊天接着处理下一条。
failed-title = ⚠ <b>失败五次的消息</b>，最早的在前：
jobs-title = 🔁 <b>一再失败的任务</b>，先跑的在前。连续失败五次就转人工。
job-one =
    🔁 <code>{ $job }</code>
    失败 { $failures } 次，下次：{ $next }
    <i>{ $error }</i>
update-released = 已丢弃，该聊天继续。
update-over = 这条消息已不在等待。
job-hurried = 正在跑。
job-over = 这个任务已在跑，或已完成。

## Did it work?

check-running = ✅ { $card } 已装好并联网，旅途愉快！
check-installed = { $card } 已装到手机，但还没联网。请启用这张 eSIM，打开它的<b>数据漫游</b>。还没出发？到了就会连上。
check-installed-apn = { $card } 已装到手机，但还没联网。请启用这张 eSIM，打开它的<b>数据漫游</b>，APN 填 <code>{ $apn }</code>。还没出发？到了就会连上。
check-waiting =
    运营商那边还没显示 { $card } 已安装（可能晚几分钟）。
    1. 连上 Wi-Fi，在这台手机点链接，或从另一块屏幕扫码。
    2. 等它装完，最多一分钟。
    3. 别删除，也别换第二台手机试。
check-checked = <i>{ $time } 查询</i>

## The review, which is the payment screen

review-title = 续 <b>{ $plan }</b> → { $card }
review-title-first = <b>{ $place } { $plan }</b> · 新 eSIM
review-total = 合计 <b>{ $total }</b>（{ $price }），{ $until } 前有效。
review-total-invoice = 合计 <b>{ $total }</b>，在 Telegram 内刷卡，{ $until } 前有效。
review-total-page = 合计 <b>{ $total }</b>（{ $methods }），{ $until } 前有效。
review-total-short = 合计 <b>{ $total }</b>，{ $until } 前有效。
plans-fair-use = 每天 { $data } 高速，之后限速 { $kbps }。
review-consent = <i>付款即同意立即开通；开不通自动退款。</i>
review-paid = <b>{ $plan }</b>：已付款 ✓
review-confirming = ⚠️ 银行还在确认上一笔付款；现在再付，会多买一份。
pay-processing = <b>{ $plan }</b>：银行还在确认 { $total } 的付款，您不用再操作；确认后会自动开通，并在这里通知您。
pay-checking = <b>{ $plan }</b>：还不清楚付款是否成功。如果您已付款，请不要再付；一有结果就在这里通知您。
pay-failed = <b>{ $plan }</b>：付款没有成功，没有扣款。点“再试一次”，也可以换付款方式。
pay-page-silent = 支付页面暂时没有响应，没有扣款。请再试一次，或换个方式付款。
invoice-description = 续费 eSIM { $card }：{ $plan }。开不通自动退款。
invoice-description-first = 新 eSIM：{ $plan }。开不通自动退款。
preview-stacked = 立即到账：共 { $data }，可用到 { $until }（{ $city }）。
preview-stacked-open = 立即到账：共 { $data }。
preview-queued-left = 现有 { $left } 用完或到期后自动接上，最晚{ $by }开始，再用 { $days } 天，不浪费。
preview-queued = 前面的套餐用完后自动接上，最晚{ $by }开始，再用 { $days } 天。
preview-queued-open = 现有套餐结束后自动接上，再用 { $days } 天。
preview-added = 加到这张卡上，再用 { $days } 天；一般等现有流量用完后自动接上。
preview-extends = 再加 { $days } 天，可用到 { $until }（{ $city }）。
preview-extends-open = 再加 { $days } 天。
preview-starts-on-use = 下次联网时生效，可用 { $days } 天。
preview-starts-on-install = 首次使用起 { $days } 天，请在{ $by }前安装。
preview-starts-on-install-open = 首次使用起 { $days } 天。
preview-first = 扫码装到手机即可，首次使用起 { $days } 天。
preview-new-profile = 需换新 eSIM（新二维码），首次使用起 { $days } 天。
preview-new-profile-another = 需换新 eSIM（二维码只发给卡主），首次使用起 { $days } 天。
preview-qr-to-owner = 二维码只发给卡主。
preview-wasted-data = ⚠️ 旧卡剩 { $left }（{ $until }到期），不能转过来，请先用完。
preview-wasted-days = ⚠️ 旧卡{ $until }才到期，剩余天数不能转过来，建议到期后再装。

## Why a payment did not go on

refused-changed = 这张账单已失效，没有扣款，请在聊天里重新打开。
refused-not-yours = 这张账单不是开给您的，没有扣款。
refused-expired = 报价已过期，聊天里已换成新报价，没有扣款。
refused-replaced = 您后来选了别的套餐，请付新账单；这张没有扣款。
refused-already-paid = 这一单已经付过了，没有重复扣款。
refused-processing = 上一笔付款银行还在确认，这次没有扣款。
refused-card-gone = 这张 eSIM 已不能续费，没有扣款。
refused-test-only = 这是测试机器人，只有运营人员能付款，没有扣款。
refused-paused = 暂停销售中，没有扣款，请稍后再试。

## After the payment

paid-activating = 已收款，正在开通…
done-in-place = ✅ <b>续好了</b>，不用重装，别删卡。
done-sum = { $card }：{ $left } + { $added }。
done-added = { $card }：+ { $plan }。
done-qr-opens-card = <i>扫这个二维码只会在聊天里打开这张卡，仅限您本人。</i>
done-install = ✅ <b>新 eSIM 好了：</b>{ $card }
done-install-how = 用要上网的手机扫码，或点下面对应的按钮（iPhone 需 iOS 17.4 以上，部分安卓手机不支持）。
done-install-once = ⚠️ 只能装在一部手机上，装好后别删。
delivered-by-hand = 🤝 <b>{ $plan }</b>：我们的同事已为您人工开通。如果还有问题，请联系我们。
delayed-slow = 还在开通中，比平时久。可以继续等，也可以取消：确定没有开通后就退款。您的钱都是安全的。
delayed-refused = 运营商没有接受这一单。我们正在核实确实没有开通，核实后自动退款，通常几分钟。
delayed-review = 这一单转人工处理：我们正在与运营商核实。您的付款是安全的，结果会在这里告诉您。
refund-undeliverable = 很抱歉，这次没能开通。
refund-duplicate = 同一单付了两次。
refund-misfit = 您的这笔付款对不上任何订单。
refund-test = 测试购买。
refund-stars-back = { $total } 已退回您的星星余额。
refund-back = { $total } 已原路退回，银行到账可能要几天。
refund-on-its-way = { $total } 正在原路退回，最多约十天，到账后会通知您。
refund-by-hand = { $total } 由工作人员人工退给您，进展会在这里告诉您。
refund-sent-by-hand = 工作人员已把 { $total } 退给您，到账可能要几天。
refund-came-back = { $total } 的退款没能到账，又回到我们这里。工作人员正在处理，进展会在这里告诉您。
no-internet =
    <b>没网？</b>
    1. 打开这张 eSIM 和它的<b>数据漫游</b>
    2. 移动数据（蜂窝数据）选这张卡
    3. 开关一次飞行模式
    还不行？请联系 { $contact }
no-internet-apn =
    <b>没网？</b>
    1. 打开这张 eSIM 和它的<b>数据漫游</b>
    2. 移动数据（蜂窝数据）选这张卡
    3. APN 填 <code>{ $apn }</code>
    4. 开关一次飞行模式
    还不行？请联系 { $contact }
install-too-often = 二维码已显示多次，请一小时后再试。

## Activation codes: pay now, activate later, by whomever

button-give-away = 🎁 以后再激活，或送人
button-copy-activation = 复制激活码
button-send-code = 发给朋友
button-use-code = 现在使用
button-code-on = 加到 { $card }
button-code-new = 开一张新 eSIM
button-activate = 激活
button-show-code = 查看激活码
button-cancel-code = 取消并退款
button-cancel-code-yes = 确定取消
review-title-code = 🎁 <b>{ $place } { $plan }</b> · 激活码
review-code = 您会得到一个激活码，180 天内可由您或您送的人激活一次：加到一张{ $place }卡，或开新 eSIM。没用之前随时可取消，全额退款。
invoice-description-code = 激活码：{ $plan }。180 天内激活，未用可退款。
code-how = 🎁 <b>有激活码？</b>在这里输入或粘贴，打开它的链接，或发它的图片都行。想送人？选好套餐，点付款按钮下面的 ⋯。
code-ready = 🎁 <b>{ $plan }</b>，已付款 ✓
code-ready-how = 扫码、打开链接，或在这里输入激活码即可激活，{ $date }前有效：加到一张{ $place }卡，或开新 eSIM。
code-bearer = ⚠️ 谁拿到都能用，只能用一次。
code-share-text = 送您一份旅行流量：{ $plan }，已付款。打开链接即可激活。
code-where =
    🎁 <b>{ $plan }</b>
    已付款，{ $date }前有效。要用在哪里？
code-activate-note = <i>无需付款。激活后此码即用掉。</i>
code-activating = 正在开通…
code-mistyped = 激活码有输错的地方，请逐字核对，格式是 <code>YY-XXXX-XXXX-XXXX</code>。这次不计次数。
code-wrong = 这个激活码不能用。请核对，或问问给您的人。一小时内还可试 { $left } 次。
code-wrong-now = 这个激活码不能用，请问问给您的人。
code-too-often = 输错次数太多了，请一小时后再试，或找人工：/support
code-yours = 您已经用过这个激活码了，见 /orders。
code-silent = 运营商暂无回应，激活码没有用掉，请稍后再试。
code-not-offered = 这个套餐现在不能这样用，激活码没有用掉。请换一种，或联系我们。
code-state = 这个激活码：{ $state }
code-state-active = 未使用，{ $date }前有效
code-state-used = 已使用 ✓
code-state-void = 已取消
code-state-expired = 过期未用
code-used = 🎁 您的激活码已被使用：{ $plan }。
code-ending = ⏳ 您的激活码（{ $plan }）还没有使用，{ $date }前有效，过期自动退款。
code-cancel-question = 取消这个激活码吗？{ $plan }：取消后谁也不能再用，{ $total } 原路退回。
code-cancel-question-stars = 取消这个激活码吗？{ $plan }：取消后谁也不能再用，{ $total } 退回星星余额。
code-cancel-used = 已被使用，不能再取消。
code-cancelled = 已取消，正在退款。
code-returned = 很抱歉，这次没能开通。激活码仍然有效，可以现在或以后再试。
code-returned-void = 很抱歉，这次没能开通。
code-delayed-slow = 还在开通中，比平时久。可以继续等，也可以取消：确定没有开通后激活码恢复有效。
code-delayed-refused = 运营商没有接受。我们正在核实确实没有开通，之后激活码恢复有效，通常几分钟。
code-delayed-review = 转人工处理：我们正在与运营商核实，结果会在这里告诉您。
refund-code-void = 激活码已取消。
refund-code-expired = 激活码 180 天内没有人使用。
receipt-by-code = 用激活码支付
state-code-returned = 未开通，激活码没有用掉

## Disputes: a customer's bank doubts a payment

dispute-opened = 银行通知我们，您对 { $total } 这笔付款提出了争议。如果是误会，请联系您的银行，只有银行能撤回。
dispute-kept = 您买的套餐不受影响。
dispute-code-held = 银行裁定之前，您未用的激活码暂停使用。
dispute-refunded = 这笔钱我们之前已经退回，请核对账单。
dispute-refund-waits = 因此这笔钱暂时不能由我们退回，工作人员会跟进。
dispute-returned = 银行已把 { $total } 这笔付款退还给您。
dispute-order-refunded = 订单已按退款结案，您无需再做什么。
dispute-code-ended = 订单已按退款结案，激活码随之停用。
dispute-order-open = 订单本身仍由工作人员处理。
dispute-closed = 您对 { $total } 这笔付款的争议，银行已结案。
dispute-closed-kept = 付款有效，您买的套餐不受影响。
dispute-closed-refund-waits = 给您的退款还在处理，结果会在这里告诉您。
dispute-closed-open = 付款有效，订单本身仍由工作人员处理。
code-released = 银行已裁定，这笔付款有效。您的激活码（{ $plan }）又可以用了。
code-state-held = 暂停使用，等银行裁定
receipt-disputed = 银行争议中：{ $total }
receipt-dispute-lost = 已由银行收回：{ $total }
receipt-part-back = 其中一部分已退给您。
refund-external = 这笔付款已退给您，但不是从这里退的。
dispute-won = ⚖️ 争议胜诉：{ $total } 归我们。<code>{ $charge }</code>
dispute-lost = ⚖️ 争议败诉：{ $total } 已退还顾客。<code>{ $charge }</code>

## Orders and receipts

orders-title = <b>我的订单</b>
orders-none = 还没有订单。
receipt-title = 收据 { $number }
receipt-paid = 已付 { $total }，{ $date }
receipt-paid-as = 已付 { $total }（{ $price }），{ $date }
receipt-unpaid = 未付款（{ $price }）
receipt-rail =
    { $rail ->
        [stars] 付款方式：Telegram 星星
        [invoice] 付款方式：Telegram 内刷卡
       *[other] 付款方式：支付页面
    }
receipt-by-another = 由别人付款
receipt-state = 状态：{ $state }
total-as = { $total }（{ $price }）
receipt-seller = 卖家：{ $seller }
state-awaiting-payment = 待付款
state-processing = 银行确认中
state-not-paid = 未付款
state-activating = 开通中
state-done = 完成 ✓
state-refunding = 退款中
state-refunded = 已退款
state-review = 人工处理中
refund-requested =
    { $reason ->
        [duplicate] 重复付款：{ $total } 正在原路退回。
       *[other] { $total } 正在原路退回。
    }
refund-requested-stars =
    { $reason ->
        [duplicate] 重复付款：{ $total } 将退回星星余额。
       *[other] { $total } 将退回星星余额。
    }
refund-succeeded =
    { $reason ->
        [duplicate] 重复付款：{ $total } 已原路退回。
       *[other] { $total } 已原路退款。
    }
refund-succeeded-stars =
    { $reason ->
        [duplicate] 重复付款：{ $total } 已退回星星余额。
       *[other] { $total } 已退回星星余额。
    }
refund-succeeded-by-hand =
    { $reason ->
        [duplicate] 重复付款：工作人员已退 { $total }。
       *[other] 工作人员已退 { $total }。
    }
refund-review =
    { $reason ->
        [duplicate] 重复付款：{ $total } 的退款正由人工处理。
       *[other] { $total } 的退款正由人工处理。
    }

## Refunds on request, and orders that take long

button-refund = 退款
button-refund-yes = 确定退款
button-refund-person = 确定申请
refund-question-esim =
    <b>退掉 { $plan }？</b>这张 eSIM 还没装到手机上，可以收回：二维码随即失效，{ $total } { $rail ->
        [stars] 退回星星余额
       *[other] 原路退回
    }。
refund-question-plan =
    <b>退掉 { $plan }？</b>它还没开始用，可以从卡上撤下，卡里原有的不变。{ $total } { $rail ->
        [stars] 退回星星余额
       *[other] 原路退回
    }。
refund-question-person = <b>退掉 { $plan }？</b>它可能已经在用，要由工作人员决定：我们会看用了多少，在这里答复您。在那之前卡不受影响。
refund-question-silent =
    <b>退掉 { $plan }？</b>运营商暂时没有答复，我们会接着问：没用过就收回，{ $total } { $rail ->
        [stars] 退回星星余额
       *[other] 原路退回
    }；否则由工作人员决定。
refund-asked = 收到，正在请运营商收回 { $plan }，结果会在这里告诉您。
refund-with-person = { $plan } 的退款申请已转给工作人员：我们会看用了多少，在这里答复您。在那之前卡不受影响。
refund-refused = { $plan } 的退款申请我们看过了。很抱歉，这次不能退款。如有异议，点下面找人工。
refund-too-old = 这笔订单已超过 180 天，不能在这里退款。有事请找人工。
refund-not-yet = 这笔订单还在处理中，结果会在这里告诉您。
taken-back-esim = ↩ 已收回，这个二维码不能再用。
taken-back-plan = ↩ 已撤下，这份套餐不在您的卡上了。
refund-cancelled = 已按您的意思取消。
refund-granted = 您的退款申请已通过。
wish-asked = 已申请退款，正在询问运营商。
wish-with-person = 已申请退款：人工处理中。
wish-refused = 已申请退款：未通过。
refund-asked-toast = 已收到，结果会在这里告诉您。
button-wait = 继续等
button-stop = 取消
waiting = 我们继续办，好了会在这里告诉您。也可以随时取消。
code-waiting = 我们继续办，好了会在这里告诉您。也可以取消，激活码会恢复有效。
stopping-toast = 正在取消…
stopping = 正在取消，不会再下单。确定没有开通后就退款。如果已经开通、收不回来，会照常交给您，并告诉您。
code-stopping = 正在取消，不会再下单。确定没有开通后激活码恢复有效。如果已经开通、收不回来，会照常交给您，并告诉您。
done-late = 取消之前已经开通。
code-returned-wished = 已按您的意思取消，激活码恢复有效，现在或以后都能用。
wish-stopping = 取消中，正在核实没有开通。
payment-misfit = 收到您付的 { $total }，但对不上您的任何订单。钱是安全的，工作人员会查看，结果在这里告诉您。
payment-page-lost = 您为 { $plan } 付的 { $total }，暂时查不到是否成功。请先别再付，工作人员正在核实，结果在这里告诉您。
payment-page-none = <b>{ $plan }</b>：我们查过了，没有收到 { $total } 的付款。如果银行显示已扣款，请找人工；没有的话可以再付一次。
payment-part-back = 您为 { $plan } 付的 { $total } 已有一部分退给您。工作人员会查看，有疑问点下面找人工。
payment-part-back-code = 您为 { $plan } 付的 { $total } 已有一部分退给您，未用的激活码因此停用。工作人员会查看，有疑问点下面找人工。
page-paysupport-none = <b>付款问题。</b>您还没有付过款。找人工：{ $contact }
paysupport-order = { $total } · { $date } · { $state }
money-confirming = 银行确认中
money-paid = 已付款
money-on-its-way = 退回途中
money-back = 已退回
money-part-back = 已退一部分
money-disputed = 银行争议中
money-with-person = 人工处理中

## Help

help-title = <b>{ $brand }：需要什么帮助？</b>
help-guide = 🖼 四图看懂
help-channel = 我们的频道
help-ask-where = 在哪里续费？
help-ask-when = 多久生效？
help-ask-phone = 换手机了
help-ask-failed = 续费失败
help-ask-emergency = 紧急求助
help-where = 就在这里：点卡片上的 ★，输入“续费”，或用 /renew。也可以从我们的链接直接进入续费。
help-when = 通常几分钟内。我们显示运营商的真实状态并持续查询；太久没好会主动通知您，一旦确认没有续上就退款。
help-phone = 一个 eSIM 同一时间只能装在一部手机上。还没安装：原二维码可在新手机上用。已安装：先别删，请联系我们。想让其他设备上网，套餐允许时可开热点。
help-failed = 没扣款：现在或稍后再点一次 ★。已扣款却没续上：请别再付一次，我们会自动开通或退款，不用申请。其他问题用 /support 找人工。
help-emergency = 客服下班时也能联系：{ $contact }
guide-1 = <b>1/4 看卡。</b>剩多少、用到哪天，还有通话和短信。
guide-2 = <b>2/4 选套餐。</b>按天、按月或无限；★ 就是再来一份。
guide-3 = <b>3/4 付款。</b>看清说明，点付款，确认。开不通自动退款。
guide-4 = <b>4/4 完成。</b>通常不用重装。如果是新 eSIM，用一部手机扫码安装，别删。

## Settings, and the customer’s own cards

words-cards = 管理我的卡|我的卡片|我所有的卡|共享|分享|转让|改名|移除|删除卡|删卡
words-email = 邮箱|邮件|电子邮件
words-data = 我的数据|个人数据|删除|导出
words-settings = 设置|设定|偏好|时区|通知
words-cities = Asia/Shanghai=北京|Asia/Shanghai=上海|Asia/Shanghai=广州|Asia/Shanghai=深圳|Asia/Shanghai=成都|Asia/Shanghai=重庆|Asia/Shanghai=杭州|Asia/Shanghai=武汉|Asia/Shanghai=西安|Asia/Shanghai=南京|Asia/Shanghai=天津|Asia/Shanghai=温州|Asia/Taipei=台北|Asia/Taipei=高雄|Asia/Hong_Kong=香港|Asia/Macau=澳门|Asia/Tokyo=东京|Asia/Tokyo=大阪|Asia/Seoul=首尔|Asia/Singapore=新加坡|Asia/Kuala_Lumpur=吉隆坡|Asia/Bangkok=曼谷|Asia/Jakarta=雅加达|Asia/Calcutta=德里|Asia/Calcutta=孟买|Asia/Dubai=迪拜|Europe/Rome=罗马|Europe/Rome=米兰|Europe/Rome=佛罗伦萨|Europe/Rome=威尼斯|Europe/Rome=普拉托|Europe/London=伦敦|Europe/Paris=巴黎|Europe/Berlin=柏林|Europe/Berlin=慕尼黑|Europe/Madrid=马德里|Europe/Madrid=巴塞罗那|Europe/Lisbon=里斯本|Europe/Zurich=苏黎世|Europe/Zurich=日内瓦|Europe/Vienna=维也纳|Europe/Moscow=莫斯科|Asia/Vladivostok=海参崴|America/New_York=纽约|America/New_York=波士顿|America/New_York=华盛顿|America/Chicago=芝加哥|America/Denver=丹佛|America/Los_Angeles=洛杉矶|America/Los_Angeles=旧金山|America/Los_Angeles=西雅图|Pacific/Honolulu=檀香山|America/Toronto=多伦多|America/Vancouver=温哥华|America/Sao_Paulo=圣保罗|America/Mexico_City=墨西哥城|Australia/Sydney=悉尼|Australia/Sydney=墨尔本|Australia/Brisbane=布里斯班|Australia/Perth=珀斯|Pacific/Auckland=奥克兰
button-settings = 设置
button-home-time = 家乡时间
button-notices = 通知
button-my-cards = 管理我的卡
settings-title =
    <b>设置</b>
    语言：{ $language }
    家乡时间：{ $zone }
    通知：{ $notices }
settings-email = 邮箱：{ $email }
settings-no-email = 还没有
home-time-off = 不显示
home-time-title = <b>家乡时间：</b>{ $zone }
home-time-question = 输入您的城市或国家，或点一个。之后日期旁会加上家乡时间，只有您看得到。
home-time-which = 那个国家有几个时区，您在哪里？
home-time-unknown = 没认出这个地方，试试附近的大城市，或国家名。
button-home-time-off = 不显示
at-home = 家乡 { $time }
day-and-home = { $day }（家乡{ $home }）
notices-title = <b>通知：</b>{ $notices }。指您没有主动要的消息，比如有人续了您共享的卡。购买和退款的消息总有提示音。
notices-loud = 有提示音
notices-quiet = 静音
button-notices-quiet = 改为静音
button-notices-loud = 打开提示音
my-cards-title = <b>我的卡</b>，选哪张？
my-cards-none = 这里没有卡。
my-card-shared = 别人共享给您的：可以看余量、续费。
button-rename = 改名
button-no-name = 不要名字
button-remove = 移除
button-remove-yes = 确定移除
button-open-card = 看余量
rename-question = { $card } 叫什么好？请输入名字，最多 { $most } 个字，只有您看得到。
rename-wrong = { $card } 不能用这个名字。请用最多 { $most } 个字、数字或表情。
remove-question = 从列表中移除 { $card }？eSIM 本身照常可用到套餐结束，收据保留，共享随即结束。想找回来，需重新证明是您的卡。
leave-question = 把 { $card } 从列表中拿掉？这张卡不是您的，eSIM 不受影响。想再看到它，需要卡主给您新链接。
remove-done = 已移除。
remove-under-way = 现在不行：这张卡还有订单在处理，完成后就可以。

## Sharing a card, and handing it over

button-share = 共享
button-give = 转让
button-share-link = 邀请一个人
button-give-link = 生成链接
button-drop-link = 收回链接
button-send-link = 发给对方…
button-copy-link = 复制链接
button-accept = 加上
button-receive = 收下
button-no-thanks = 不用了
button-who-sees = 谁看得到？
share-title = <b>共享 { $card }</b>：您邀请的人可以看余量、续费，不能安装，也不能再共享给别人。
share-companions = 点名字即可取消。
share-link-made = 把链接发给要一起看、一起续 { $card } 的那个人。只能用一次，7 天内有效。
share-full = 已经有五个人能看这张卡，请先取消一个。
share-full-for-you = 这张卡的共享人数已满，请问问卡主。
share-ended = { $who }已看不到这张卡。
share-over = 这张卡已不再共享给您。
share-offer = 有人把一张卡共享给您：{ $place } { $card }。您可以看余量、续费，不能安装，也不能再共享。卡主会知道您的续费，并看到您的名字。加上吗？
share-added = 已加上，排在您自己的卡后面。
give-title = <b>转让 { $card }？</b>连同二维码归对方所有，您不再看得到，共享随即结束，收据仍归您。对方收下之前，什么都不变。
give-link-made = 把链接发给要接手 { $card } 的那个人。只能用一次，24 小时内有效；对方一收下，卡就归对方。
give-offer = 有人把一张卡转让给您：{ $place } { $card }，连同余量归您。收下吗？
give-received = 现在是您的卡了。
give-under-way = 现在不行：这张卡还有订单在处理，请过一会儿再试。
link-waits = 已有一个链接，{ $until } 前有效；再生成新的，旧的就失效。
link-over = 这个链接已失效：用过、过期或被收回。请对方再发一个。
link-words-share = 和我一起看、一起续 eSIM { $card }
link-words-give = eSIM { $card } 归您了，点开收下
companion = 第 { $number } 位
companion-somebody = 有人
notice-share-used = 👪 { $who }用了您的链接，现在可以看 { $card } 的余量并续费。
notice-given = { $card } 已被对方收下，不再是您的卡。收据仍归您。
notice-renewed = 🎁 { $who }替您续了 { $card }：+ { $plan }。
notice-new-esim = 🎁 <b>{ $who }给您买了新 eSIM：</b>{ $card }
done-for-another = ✅ <b>续好了</b>，不用重装，已通知卡主。
done-for-another-new = ✅ <b>好了：</b>{ $plan }，是一张新 eSIM，二维码只发给卡主。
refused-not-shared = 您已不能续这张卡，没有扣款。

## A customer’s own data

button-my-data = 我的数据
button-export = 导出副本
button-erase = 删除我的数据
button-erase-yes = 确定，全部删除
button-begin = 重新开始
data-title = <b>我的数据。</b>可以要一份文件副本：设置、卡、订单、付款、共享和认领记录；也可以全部删除。
export-caption = 您在我们这里的数据。不含二维码，那是您的卡的钥匙。
export-too-often = 今天已经发过三份，请明天再试。
erase-question =
    <b>删除您的数据？</b>设置、邮箱、名字、共享、认领、保存的二维码都会永久删除；卡会移出列表，但照常可用。
    依法须保留：您 Telegram 编号下的订单、付款、退款，以及对应的卡。
erase-not-yet-order = 您还有订单在处理，完成后就可以删除数据。
erase-not-yet-refund = 还有退款在退回途中，到账后就可以删除数据。
erase-not-yet-code = 您付过款的激活码还没用，请先使用或取消。
erase-done = 已删除。只留账目：订单、付款和退款。欢迎随时回来，我们从头开始。

## Pages

page-support = 人工客服：{ $contact }。联系时请告诉我们 eSIM 的后四位（卡名里“·”后面的数字）。
page-support-new = 人工客服：{ $contact }。请告诉我们手机型号。
page-terms = <b>条款。</b>卖家：{ $seller }，{ $address }。套餐为预付，生效时间以确认页为准；付款即要求立即开通。未能开通的全额退款。一个 eSIM 同一时间只能装在一部手机上。疑问：/paysupport
page-privacy = <b>隐私。</b>我们保存您的 Telegram 编号、语言、卡、订单和付款，用于提供服务和记账；安装码和邮箱加密保存。不做广告，不出售数据。副本或删除点下面；疑问：{ $contact }（{ $seller }）。
page-paysupport = <b>付款问题。</b>下面是最近的订单和钱的去向，点开可看收据、申请退款。没能开通的会自动退款。找人工请附收据号：{ $contact }

## Payment pages in the browser

page-pay-paid = 已付款
page-pay-paid-text = 谢谢！正在开通，后续都会发到聊天里。
page-pay-processing = 银行确认中
page-pay-processing-text = 您不用再操作。确认后会自动开通，并在聊天里通知您。
page-pay-checking = 正在核对付款
page-pay-checking-text = 还不清楚这笔付款是否成功。如果您已付款，请不要再付；一有结果就在聊天里通知您。
page-pay-failed = 付款没有成功
page-pay-open = 还没有付款
page-pay-nothing-charged = 没有扣款。可以再试一次，或回聊天换个方式付款。
page-pay-expired = 这个链接已失效
page-pay-expired-text = 没有扣款。请回聊天查看新的报价。
page-pay-paused = 暂停销售中
page-pay-silent = 支付页面暂时没有响应
page-pay-silent-text = 没有扣款。请稍后再试，或回聊天换个方式付款。
page-pay-unknown = 找不到这个链接
page-pay-unknown-text = 请回聊天重新打开付款页面。
page-pay-go-on = 去付款
page-pay-back = 回到聊天

## Everything else

example-contact = +00 000 000 000（示例）
example-address = 示例路 1 号（示例）
not-yours = 这张卡或订单不在您名下。
not-understood = 抱歉，没看懂。我可以帮您查余额、续费或买新 eSIM。
too-fast = 慢一点，请几秒后再试。
went-wrong = 抱歉，我们这边出了点问题，没有扣款。请稍后再试。
group-private = 卡的信息是私密的，我们私聊吧。
language-title = 选择语言
language-chosen = 已切换到简体中文。

## E-mail

button-add-address = 添加邮箱
button-other-address = 换个邮箱
button-remove-address = 移除
button-receipts-on = 开启收据
button-receipts-off = 不再发收据
button-mail-code = 发送验证码
button-new-code = 重发验证码
button-email = 我的邮箱
button-mail-receipt = ✉️ 收据发到邮箱
email-none = 还没有邮箱。添加后，收据会发到邮箱。
email-on = 收据会发到 <b>{ $address }</b>。
email-off = 您的邮箱是 <b>{ $address }</b>，目前不发收据。
email-refused = 发往 <b>{ $address }</b> 的邮件被对方服务器退回，请检查是否写对。
email-question = 收据发到哪里？请直接输入邮箱地址。
email-no-address = 这不像邮箱地址，请再输入一次，例如 name@example.com。
email-offer = 收据发到 <b>{ $address }</b>？我们先发一个验证码到这里。
email-code-sent = 验证码已发往 <b>{ $address }</b>，请在这里输入六位数字，10 分钟内有效。没收到？看看垃圾邮件。
email-too-often = 验证码发得太多了，请明天再试。
email-is-off = 本店不发邮件，收据在 /orders 里。
email-code-wrong = 验证码不对，还可试 { $tries } 次。
email-code-expired = 验证码已过期。重发一个？
email-code-used-up = 试错次数太多，这个验证码已作废。重发一个？
email-proved = ✅ 好了，以后收据发到 <b>{ $address }</b>。
email-proved-receipt = ✅ 好了，收据正发往 <b>{ $address }</b>，以后也会发。
email-receipt-sent = 正发往 { $address }
email-receipts-too-often = 今天收据发得够多了，请明天再试。
email-removed = 已移除。

## Mails

mail-code-subject = { $brand }：您的验证码
mail-code-intro = 请在 Telegram 聊天里输入这个验证码，10 分钟内有效。
mail-code-ignore = 不是您本人操作？忽略这封邮件即可，不会有任何影响。

mail-code-use = 您的激活码，{ $date }前有效。在 Telegram 聊天里输入即可使用，也可以送人；谁有它，谁就能用一次。
mail-code-link = 在 Telegram 里使用
mail-code-qr = 此链接的二维码
mail-bot = 有问题？到 Telegram 找我们
mail-receipt-subject = { $brand }：收据 { $number }
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
        [invoice] Telegram 内刷卡
       *[stripe] 支付页面（Stripe）
    }
mail-label-state = 状态
mail-install-title = 安装 eSIM
mail-install-how = 用要上网的手机扫描这个二维码，或在那部手机上打开对应的链接（iPhone 需 iOS 17.4 以上，部分安卓手机不支持）。
mail-install-qr = eSIM 二维码
mail-install-once = 只能装在一部手机上，装好后别删。
mail-label-smdp = SM-DP+ 地址
mail-label-code = 安装码
mail-install-code-name = 手机上叫“激活码”的，就是上面的安装码。

## The check-up (npm run doctor), for operators

doctor-title = { $brand } · 体检
doctor-looking = 正在逐项检查，最多 { $seconds } 秒……
doctor-topic-settings = 设置
doctor-topic-files = 套餐与价格
doctor-topic-telegram = Telegram
doctor-topic-address = 公网地址
doctor-topic-in-telegram = Telegram 内付款
doctor-topic-mail = 邮件
doctor-topic-machine = 这台电脑
doctor-sum = 正常 { $well } 项 · 建议 { $advice } 项 · 要修 { $wrong } 项 · 没查成 { $unknown } 项
doctor-end-well = 一切正常。
doctor-end-advice = 没有要修的。标 ! 的地方改了会更好。
doctor-end-wrong = 请先修好标 ✗ 的地方，再运行一次 npm run doctor。
doctor-end-unknown = 标 ? 的地方没查成。过几分钟请再运行一次 npm run doctor。
doctor-silent = { $who }：没有回应
doctor-silent-todo = 看看这台电脑能不能上网，过几分钟再试。
doctor-sandbox = 这是试用的店：都不是真的，什么也不用设。npm start 打开；怎样真正开卖，README 里有。
doctor-settings-well =
    设置没有矛盾；{ $deployment ->
        [live] 店对所有人开放，收真钱
       *[test] 现在是测试，只有运营者能买
    }
doctor-setting-wrong = { $name } 没有设，或者不对
doctor-setting-wrong-todo =
    在 .env 的 { $name }= 后面写：{ $name ->
        [BOT_TOKEN] @BotFather 给你的令牌，像 123456:ABC… 这样
        [DEPLOYMENT] test（测试）或 live（开卖）
        [TELEGRAM_API_ROOT] https://api.telegram.org
        [UPDATES] polling 或 webhook
        [TELEGRAM_WEBHOOK_SECRET] 命令 openssl rand -hex 32 打印的内容
        [PORT] 一个数字，例如 8080
        [PUBLIC_URL] 你的域名地址，例如 https://bot.example.org
        [DATABASE_URL] sqlite: 加文件名，例如 sqlite:data/yuanyou.db
        [PAYMENT_RAILS] stars、invoice、stripe 里的一个或几个，用英文逗号隔开
        [TELEGRAM_PROVIDER_TOKEN] @BotFather 在 Payments 里给的令牌：DEPLOYMENT=test 用 123:TEST:…，live 用 123:LIVE:…
        [STRIPE_SECRET_KEY] dashboard.stripe.com「开发者」「API 密钥」里的密钥：DEPLOYMENT=test 用 sk_test_…，live 用 sk_live_…
        [STRIPE_WEBHOOK_SECRET] dashboard.stripe.com「开发者」「Webhook」里那个地址的签名密钥：whsec_…
        [STRIPE_API_URL] https://api.stripe.com
        [ESIM_PROVIDER] esimaccess 或 airalo，并设好它的密钥；sandbox 只用来试
        [ESIMACCESS_ACCESS_CODE] eSIM Access 控制台里的 AccessCode
        [ESIMACCESS_SECRET_KEY] eSIM Access 控制台里的 SecretKey
        [ESIMACCESS_API_URL] https://api.esimaccess.com
        [ESIM_WEBHOOK_PATH_SECRET] 命令 openssl rand -hex 32 打印的内容
        [AIRALO_CLIENT_ID] Airalo 的 Partner Platform 里的 client id
        [AIRALO_CLIENT_SECRET] Airalo 的 Partner Platform 里的 client secret
        [AIRALO_API_URL] https://partners-api.airalo.com
        [AIRALO_MODE] sandbox 或 production，和 Partner Platform 里的开关一致；live 要用 production
        [CURRENCY] EUR、USD 或 CNY
        [STARS_PER_UNIT] 大于 0 的数，例如 60
        [ADMIN_IDS] Telegram 数字编号，用英文逗号隔开，例如 12345,67890
        [ADMIN_CHAT_ID] 一个聊天的编号，例如 -1001234567890
        [CHANNEL_URL] 你的频道地址，例如 https://t.me/…
        [SMTP_URL] smtps://用户名:密码@mail.example.org:465，换成你的；密码里的符号写成 % 加编号，@ 是 %40
        [MAIL_FROM] 发信地址，例如 shop@example.org
        [DATA_KEY] 命令 openssl rand -base64 32 打印的内容，并另存一份
        [LOG_LEVEL] info
        [SANDBOX_LISTEN_ALL] 0
        [EMERGENCY_CONTACT] 有人接的电话或地址
        [SELLER_ADDRESS] 你的地址，客人在 /terms 里会看到
       *[other] { $what }
    }
doctor-setting-extra = { $name } 和别的设置对不上
doctor-setting-extra-todo = 删掉 .env 里 { $name }= 这一行。如果是给真机器人用的，先设 BOT_TOKEN。
doctor-settings-rest = Telegram、付款、供应商和邮件都还没查
doctor-settings-rest-todo = 先把上面的设置改好。
doctor-operators-none = 还没有运营者：没人照看店铺，测试时也没人能买
doctor-operators-none-todo = 把你自己的 Telegram 数字编号写在 .env 的 ADMIN_IDS= 后面。编号可以问 @userinfobot。
doctor-key-none = 数据库里的机密还没有你自己的密钥
doctor-key-none-todo = 运行 openssl rand -base64 32 生成一个，写在 .env 的 DATA_KEY= 后面，并另存一份。没有密钥时建的数据库以后加不上，要重新建。
doctor-supplier-sandbox = eSIM 来自内置的模拟供应商：装不到手机上
doctor-supplier-sandbox-todo = 第一笔真实销售之前，设好 ESIM_PROVIDER 和供应商的密钥；去哪里拿，README 里有。
doctor-file-well = { $file }：{ $plans } 个套餐
doctor-file-wrong = { $file } 里有错：{ $what }
doctor-file-wrong-todo = 用任意文本编辑器打开 { $file }，改这一处。
doctor-telegram-well = 机器人是 @{ $bot }
doctor-telegram-token = Telegram 不认识这个 BOT_TOKEN 的机器人
doctor-telegram-token-todo = 在 Telegram 打开 @BotFather，发 /mybots，选你的机器人和 API Token，把令牌重新复制到 .env。
doctor-updates-well =
    { $way ->
        [webhook] Telegram 把消息送到你的地址
       *[polling] 机器人自己去取消息
    }
doctor-polling-hook = Telegram 正把消息送到别的地址
doctor-webhook-unset = Telegram 还没有把消息送到你的地址
doctor-webhook-todo = 用 npm start 启动机器人就好。如果另一台电脑也在用这个令牌，先停掉那边的。
doctor-webhook-error = Telegram 没能把消息送到 { $url }：{ $failure }
doctor-webhook-error-todo = 让这个地址通到机器人：要用 https 和有效的证书，端口 443、80、88 或 8443。
doctor-waiting = 有 { $count } 条消息在等机器人
doctor-waiting-todo = 用 npm start 启动机器人。如果正在运行，看看日志里是什么卡住了。
doctor-operators-well = 机器人能联系到 { $count } 位运营者
doctor-operator-unknown = 机器人还不能给运营者 { $id } 发消息
doctor-operator-unknown-todo = 请这个人在 Telegram 打开机器人，点「开始」。编号写错了就改 .env 里的 ADMIN_IDS。
doctor-chat-unknown = 机器人不在聊天 { $id } 里，而要人处理的事要发到那里（ADMIN_CHAT_ID）
doctor-chat-unknown-todo = 把机器人加进那个群，或改正 .env 里的编号。
doctor-address-none = 没有设，也不需要：能上网的电脑就行
doctor-address-well = { $url } 通到机器人
doctor-address-wrong = { $url } 没有通到机器人（{ $reason }）
doctor-address-wrong-todo = 把域名指向这台电脑，再让那里的网页服务器把请求转到 { $at }。
doctor-address-asleep = 机器人没在运行，看不出 { $url } 通不通
doctor-address-asleep-todo = 用 npm start 启动机器人，再在另一个窗口运行 npm run doctor。
doctor-address-plain = { $url } 以 http 开头，而 Telegram 只用 https 送消息
doctor-address-plain-todo = 申请一张证书（网页服务器 Caddy 会自动办），并把 PUBLIC_URL 写成 https://。
doctor-stars-well = Telegram 星星：{ $price } 合 { $stars }
doctor-invoice-well = 付款卡片：Telegram 认得支付商的令牌
doctor-invoice-wrong = 付款卡片：Telegram 不认支付商的令牌（{ $reason }）
doctor-invoice-wrong-todo = 在 Telegram 打开 @BotFather，发 /mybots，选你的机器人和 Payments，把令牌重新复制到 TELEGRAM_PROVIDER_TOKEN。
doctor-stripe-well =
    账户在{ $country }；{ $mode ->
        [live] 收真钱
       *[test] 测试密钥，不收真钱
    }
doctor-stripe-key = Stripe 不认识这个密钥
doctor-stripe-key-todo =
    打开 dashboard.stripe.com，进「开发者」「API 密钥」，把密钥（{ $mode ->
        [live] sk_live_…
       *[test] sk_test_…
    }）重新复制到 STRIPE_SECRET_KEY。
doctor-stripe-review = Stripe 还没让这个账户收真钱
doctor-stripe-review-todo = 打开 dashboard.stripe.com，把那里要的资料补齐；之后要等 Stripe 同意。
doctor-stripe-forbidden = STRIPE_SECRET_KEY 里的密钥不能读 { $what }
doctor-stripe-forbidden-todo = 自己到控制台里看一眼，或者给密钥加上读 { $what } 的权限。
doctor-methods-well = 付款页提供 { $methods }
doctor-methods-none = 付款页没有任何用 { $currency } 付款的方式
doctor-method-off = { $name } 没有开启
doctor-method-off-todo = 想要的话，打开 dashboard.stripe.com，在「设置」「支付方式」里开启。
doctor-method-missing = { $name } 开了，但 Stripe 还没给这个账户
doctor-method-missing-todo = 打开 dashboard.stripe.com，在「设置」「支付方式」里看还缺什么。
doctor-method-currency = { $name } 不能付 { $currency }
doctor-method-currency-todo = 想要的话，换一种货币卖（.env 里的 CURRENCY）。
doctor-events-asked = 没有公网地址，所以每隔几秒去问 Stripe 付款到了没有
doctor-events-well = Stripe 会通知 { $url }
doctor-events-none = Stripe 没有通知 { $url }
doctor-events-none-todo = 打开 dashboard.stripe.com，进「开发者」「Webhook」，添加这个地址，版本选 { $version }，事件选 checkout.session、payment_intent、charge.dispute、refund 的全部，加上 charge.refunded；把签名密钥复制到 STRIPE_WEBHOOK_SECRET。
doctor-events-secret = Stripe 会通知 { $url }，但机器人没法确认那是 Stripe
doctor-events-secret-todo = 在 dashboard.stripe.com 的「开发者」「Webhook」里打开这个地址，把签名密钥复制到 STRIPE_WEBHOOK_SECRET。
doctor-events-off = Stripe 对 { $url } 的通知被关了
doctor-events-off-todo = 打开 dashboard.stripe.com，在「开发者」「Webhook」里开启这个地址。
doctor-events-lacks = Stripe 给 { $url } 的通知不全
doctor-events-lacks-todo = 在 dashboard.stripe.com 的「开发者」「Webhook」里打开这个地址，加上这些事件：{ $events }
doctor-events-version = Stripe 的通知是 { $theirs } 版；机器人用 { $version } 版
doctor-events-version-todo = 现在也能用。更好的是新建一个 { $version } 版的地址，换掉旧的。
doctor-supplier-well =
    { $use ->
        [selling] 密钥有效；新的 eSIM 在这里买
       *[old] 密钥有效；照看以前在这里买的 eSIM，不卖新的
    }
doctor-supplier-mode =
    { $mode ->
        [production] AIRALO_MODE 写着订单是真的；只有 Partner Platform 里看得到真假
       *[sandbox] AIRALO_MODE 写着订单是试用；只有 Partner Platform 里看得到真假
    }
doctor-supplier-keys = { $name } 不认我们的密钥
doctor-supplier-keys-todo =
    { $supplier ->
        [esimaccess] 到 eSIM Access 的控制台重新复制 AccessCode 和 SecretKey。如果那里只放行某些地址，把这台电脑的加上。下面的时钟如果不准，先把它校好。
       *[other] 到 Partner Platform 重新复制 client id 和 secret。如果那里只放行某些地址，把这台电脑的加上。
    }
doctor-supplier-reports = 会通知我们的公网地址
doctor-supplier-deaf = { $name } 没有通知我们的公网地址，eSIM 的消息会晚到
doctor-supplier-deaf-todo =
    { $how ->
        [secret] 把命令 openssl rand -hex 32 打印的内容写在 .env 的 ESIM_WEBHOOK_PATH_SECRET= 后面，再重新启动机器人。
       *[start] 用 npm start 启动机器人：它会报上地址，那时地址要能通到它。
    }
doctor-credit = 余额：{ $credit }
doctor-credit-well = 余额：{ $credit }，至少够 { $orders } 单
doctor-credit-low = 余额：{ $credit }，按最贵的套餐只够 { $orders } 单；不到 20 单就停售
doctor-credit-low-todo = 给 { $name } 充值，到 { $enough } 以上。
doctor-packages-well = { $count } 个套餐有货，成本 { $least } 到 { $most }
doctor-price-low =
    { $fault ->
        [below_least] { $plan } 没有卖：{ $name } 不许卖 { $price }，最低 { $limit }
       *[below_cost] { $plan } 没有卖：售价 { $price } 不够成本 { $limit } 和付款手续费
    }
doctor-price-low-todo = 在 db/catalogue.json 里调高 { $plan } 的 retail.{ $currency }，再重新启动机器人。
doctor-package-missing = { $plan } 没有卖：{ $name } 没有 { $package } 这个套餐
doctor-package-other = { $plan } 没有卖：对应的套餐不一样，是 { $package }
doctor-package-identified = { $plan } 没有卖：用对应的套餐 { $package } 要先向供应商做实名认证
doctor-package-places = { $plan } 没有卖：对应的套餐 { $package } 在 { $countries } 用不了
doctor-package-places-todo = 在 { $file } 里写一个在那里也能用的；最接近的有 { $packages }。或者从 db/catalogue.json 的 coverages.{ $coverage } 里删掉 { $countries }，再重新启动机器人。
doctor-package-places-none-todo = { $name } 没有在那里也能用的类似套餐：从 db/catalogue.json 的 coverages.{ $coverage } 里删掉 { $countries } 再重新启动机器人，或者从 { $file } 里删掉 { $plan }。
doctor-package-todo = 在 { $file } 里写一个流量和天数都相同的；最接近的有 { $packages }。都不合适，就从那个文件里删掉这一项。
doctor-package-none-todo = { $name } 没有类似的：从 { $file } 里删掉 { $plan }。
doctor-mail-none = 没有邮件服务器：收据和验证码不能用邮件发给客人
doctor-mail-none-todo = 想要的话，在 .env 里设 SMTP_URL 和 MAIL_FROM；怎么填，问你的邮箱服务商。
doctor-mail-well = { $host } 接受 { $from } 的邮件
doctor-mail-wrong =
    { $reason ->
        [password] { $host } 不接受这个用户名和密码
        [encryption] { $host } 不加密，所以没有发出密码
        [certificate] { $host } 的证书和名字对不上
        [host] 没有 { $host } 这个邮件服务器
        [refused] { $host } 上没有邮件服务器在听
       *[other] 邮件服务器 { $host } 的回应不对
    }
doctor-mail-wrong-todo =
    { $reason ->
        [password] 改正 SMTP_URL 里的用户名和密码；其中的符号写成 % 加编号，@ 是 %40。
        [encryption] 在 SMTP_URL 里试试 smtps:// 和端口 465。
        [certificate] 在 SMTP_URL 里用邮箱服务商给的服务器名。
        [host] 改正 SMTP_URL 里的服务器名。
        [refused] 改正 SMTP_URL 里的端口：smtps:// 一般是 465，smtp:// 一般是 587。
       *[other] 向邮箱服务商问清服务器和端口，改正 SMTP_URL。
    }
doctor-database-new = 还没有数据库：npm start 会建 { $file }
doctor-database-well = 数据库 { $file } 正常（{ $size }）
doctor-database-behind = 数据库 { $file } 版本旧了 { $steps } 步
doctor-database-behind-todo = 下次 npm start 会自动更新。更新前先把文件另存一份。
doctor-database-newer = 数据库 { $file } 是更新版本的程序写的
doctor-database-newer-todo = 启动更新的版本，或者恢复数据库备份。
doctor-database-key = DATA_KEY 打不开数据库 { $file }
doctor-database-key-todo = 把建库时用的密钥写在 .env 的 DATA_KEY= 后面。如果只是没设密钥时的测试，把文件移走：npm start 会建新的。
doctor-database-unread = 数据库 { $file } 读不了
doctor-database-unread-todo =
    { $kind ->
        [not_writable] 用文件所属的用户来运行，并看看 DATABASE_URL 对不对。
        [locked] 另一个程序占着它。关掉那个程序再试。
        [not_a_database] 这个文件不是数据库。把它移走，或改正 DATABASE_URL。
       *[damaged] 文件坏了。请恢复备份。
    }
doctor-disk-well = 磁盘还空着 { $percent }%
doctor-disk-full = 磁盘只空着 { $percent }%
doctor-disk-full-todo = 腾出空间：数据库写不下，就接不了单。
doctor-node-well = Node { $version }
doctor-node-wrong = 现在是 Node { $version }，而程序要 Node 24
doctor-node-wrong-todo = 先运行一次 npm ci，以后总用 npm run doctor 和 npm start；不是 Linux 的话，到 nodejs.org 装 Node 24。
doctor-env-well = .env 里的机密只有你能读
doctor-env-open = 这台电脑的其他用户也能读 .env 里的机密
doctor-env-open-todo = 运行一次 chmod 600 .env。
doctor-clock-well = 时钟是准的
doctor-clock-alone = 时钟是 { $time }（UTC）；没有跟别处核对
doctor-clock-wrong =
    时钟{ $way ->
        [fast] 快了
       *[slow] 慢了
    } { $seconds } 秒
doctor-clock-wrong-todo = 让它自动对时：Linux 上运行 sudo timedatectl set-ntp true。时间不对，付款和供应商都会拒绝。

## Chat page of the sandbox

box-title = 遠遊卡沙盒
box-people = 人物
box-new = 条新消息
box-world = 世界
box-theme = 深色外观
box-language = 页面语言
box-other = 第二部手机是谁的
box-phone-of = { $name }的手机
box-chat = { $name }的聊天
box-bot = 机器人
box-write = 写消息…
box-send = 发送
box-commands = 命令
box-start = 开始
box-block = 屏蔽机器人
box-unblock = 解除屏蔽
box-failed = 没成功，请再试一次
box-lost = 连接断了，正在重连…
box-not-here = 沙盒里没有这种按钮
box-copied = 已复制：{ $text }
box-spoiler = 隐藏的文字，点按显示
box-attachment = 附件
box-photo = 图片
box-enlarge = 放大图片
box-paid = 已付款 { $amount }
box-refunded = 已退款 { $amount }
box-pay = 付款
box-pay-amount = 付款 { $amount }
box-payment = 付款
box-balance = 余额 { $amount }
box-paying = 正在付款…
box-again = 再试一次
box-outcome-paid = 已付款
box-outcome-refused = 商家没有接受这笔付款，没有扣款。
box-outcome-timed-out = 商家没有及时回应，没有扣款。
box-outcome-declined = 付款被拒绝，没有扣款。
box-cancel = 取消
box-close = 关闭
box-ok = 好
box-open = 打开
box-answer = 机器人的回答
box-leave = 要打开这个链接吗？
box-scan = 用另一部手机扫码
box-found-link = 扫到一个链接
box-found-esim = 找到 eSIM
box-found-ask = 要在这部手机上安装吗？
box-found-server = SM-DP+ 地址
box-found-code = 安装码（手机上叫“激活码”）
box-install = 安装
box-installed = 沙盒到此为止：真手机现在会下载这张 eSIM。
box-send-to = 发给谁？
box-open-as = 以{ $name }的身份打开
box-chips = 可以试试
box-chip-renew = 续费
box-chip-pay = 换个方式付款
box-chip-buy = 买一张新卡
box-chip-language = 语言
box-chip-help = 求助
box-chip-time = 过一天
box-chip-cases = 待处理
box-chip-status = 店铺状态
box-chip-inbox = 收件箱
box-chip-pause = 暂停销售
box-chip-done = { $name }（已试过）
box-hour = 快进 1 小时
box-day = 快进 1 天
box-use = 用掉 1 GB
box-decline = 拒绝下次付款
box-stall = 供应商卡住 30 秒
box-credit-out = 用光供应商余额
box-credit-back = 给供应商充值
box-done = 好了
box-wire = 收发记录
box-browser = 手机浏览器
box-test-card = 测试卡 •••• 4242
box-attach = 附件
box-attach-own = 我在别处买的 eSIM 的截图
box-attach-code = 它的安装码（文字）
box-attach-number = 它的卡号
box-attach-address = 我的邮箱地址
box-attach-foreign = 别家 eSIM 的截图
box-attach-sold = 已售卡清单（CSV）
box-attach-file = 你自己的文件…
box-sending = 正在发送…
box-shot-title = 你的 eSIM 已就绪
box-shot-hint = 扫描二维码即可安装
box-mail = 邮箱
box-mail-address = { $name }的邮箱地址
box-mail-none = 还没有邮件。收据和验证码会寄到这里。
box-mail-to = 收件人 { $address }
box-mail-back = 全部邮件
box-mail-plain = 纯文本
box-copy = 复制 { $text }
box-chip-claim = 加上别处买的卡
box-webhooks = Stripe 的事件
box-webhooks-normal = 正常送达
box-webhooks-duplicate = 每个送两次
box-webhooks-reversed = 先送最新的
box-webhooks-off = 不送
box-stripe-title = 付款
box-stripe-note = 不涉及真钱
box-stripe-method = 付款方式
box-stripe-card = 银行卡
box-stripe-paypal = PayPal
box-stripe-alipay = 支付宝
box-stripe-wechat = 微信支付
box-stripe-pay = 付款
box-stripe-leave = 不付了，返回
box-stripe-otherwise = 模拟其他结果
box-stripe-decline = 拒绝付款
box-stripe-challenge = 要求 3-D Secure
box-stripe-waitpaid = 等待后成功
box-stripe-waitfailed = 等待后失败
box-stripe-declined = 付款被拒绝。请再试一次或换个方式。
box-stripe-asked = 银行询问：是您本人付款吗？
box-stripe-confirm = 是我本人
box-stripe-complete = 这个页面已完成。
box-stripe-expired = 这个页面已过期。
box-stripe-back = 回到聊天
