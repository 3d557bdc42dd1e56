## Names of things

language-name = Italiano
language-codes = it
coverage-eu = Europa
coverage-asia = Asia
city =
    { $name ->
        [Rome] ora di Roma
        [Tokyo] ora di Tokyo
        [Seoul] ora di Seul
        [Hong_Kong] ora di Hong Kong
        [UTC] UTC
       *[other] ora di { $fallback }
    }
group-day = Giorni
group-month = Mese
group-unlimited = Illimitati
plan-allowance =
    { $data } / { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }
plan-voice =
    { $data }+{ $minutes } min+{ $sms } SMS / { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }
plan-daily =
    { $data } al giorno / { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }
plan-unlimited =
    Illimitato / { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }
size-daily = { $data } al giorno
size-unlimited = Illimitato
card-name = { $place } { $size }

## Before Start, and the command menu

bot-description = Controlla i dati, ricarica e ricevi il QR, in un minuto. 🇮🇹 🇪🇺 🌏
bot-short-description = Dati, ricarica e QR in un minuto
command-renew = Ricarica la eSIM
command-balance = Quanto mi resta
command-orders = Ordini e ricevute
command-help = Risposte e guida illustrata
command-language = Lingua
command-support = Parla con una persona

## Typed words that start something, separated by |

words-balance = saldo|residuo|quanto mi resta|quanto resta|quanto mi rimane|quanto rimane|quanti dati|dati rimasti|consumo|consumi|giga|=la mia esim|=la mia carta
words-renew = ricarica|ricaricare|ricarico|ricaricarla|rinnova|rinnovare|rinnovo|prolunga|prolungare|altri giga|altri dati|più giga|più dati
words-orders = ordini|mio ordine|ricevuta|ricevute|fattura|fatture
words-help = aiuto|come si fa|come si usa|come si installa|come faccio|come funziona|come posso|come installo|domanda|domande|ho un problema|nuovo telefono|telefono nuovo|cambiato telefono
words-refund = rimborso|rimborsi|rimborsare|soldi indietro|addebito doppio|problema di pagamento
words-offline = non funziona|non naviga|non si connette|niente internet|senza internet
words-language = lingua|italiano
words-person = assistenza|operatore|umano|con una persona|persona vera|parlare con
words-code = codice di attivazione|codice regalo|buono regalo|regalo|regalare|riscattare
words-buy = =scheda|acquisto|compra|comprare|acquista|acquistare|nuova esim|nuova carta|nuova scheda|altra esim|altra scheda|prima esim
words-claim = aggiungi|aggiungere|ho già una esim|ho già un’esim|ho già una carta|porta la mia esim|collega la mia esim|rivendica
words-trip = vado in|vado a|vado negli|vado nella|vado nel|andrò in|andrò a|andrò|viaggio in|viaggio a|viaggio|sto andando in|parto per|parto|vorrei|voglio|in|negli|nella|nel|a|e|ed|il|la|le|gli|i|l|lo|un|una|per|poi|più|esim|carta|scheda|giorni|domani
words-places = GB=inghilterra|GB=scozia|GB=gran bretagna|US=america|US=stati uniti|KR=corea|NL=olanda|CZ=repubblica ceca|TR=turchia|IT=roma|IT=vaticano|IT=città del vaticano|JP=tokyo|ID=bali

## Home, which is the card

home-empty = Non hai ancora una eSIM con noi. Ne prendiamo una?
card-left = { $bar } ancora { $left } su { $total }
card-used-up = { $bar } Dati esauriti
card-today = { $bar } oggi ancora { $left } su { $total }
card-today-used = { $bar } Dati veloci di oggi esauriti; { $kbps } fino a mezzanotte
card-daily = 📶 { $total } al giorno. Non sappiamo quanto resta oggi
card-total = 📶 { $total } in tutto. Non sappiamo quanto resta
card-unlimited = ∞ Dati illimitati
card-unlimited-fair = ∞ Dati illimitati. Massima velocità fino a { $data } al giorno, poi { $kbps }
card-until =
    { $days ->
        [one] Scadenza: { $date } ({ $city }), resta 1 giorno
       *[other] Scadenza: { $date } ({ $city }), restano { $days } giorni
    }
card-until-today = Scadenza: { $date } ({ $city }), resta meno di un giorno
card-until-unknown = Scadenza non ancora nota
card-talk = 📞 ancora { $minutes } min su { $minutesTotal } · ✉️ { $sms } SMS su { $smsTotal }
card-waiting = + { $plan } (in attesa)
card-ended = Scaduta ({ $date })
card-ended-open = Scaduta
card-gone = Questa eSIM è stata rimossa e non si può più usare.
card-preparing = In preparazione: il QR arriva tra un attimo.
card-empty = Nessun piano su questa eSIM.
card-starts-on-use = Pronta. I giorni partono dal primo uso.
card-install = Non ancora installata.
card-install-by = Non ancora installata. Ultimo giorno per installarla: { $date }.
card-no-figures = Consumi non ancora disponibili, riprova tra un attimo.
just-now = ora
card-updated = <i>Aggiornato { $ago }</i>
card-asking = <i>Aggiornato { $ago }; ricontrollo in corso…</i>
card-stale = <i>Aggiornato { $ago }; la rete ora non risponde</i>

## Buttons

button-again = ★ Ancora { $plan } { $price }
button-pay = Paga { $total }
button-rail-stars = Stelle { $total }
button-rail-invoice = Carta su Telegram { $total }
method-card = Carta
method-paypal = PayPal
method-alipay = Alipay
method-wechat = WeChat
button-other-plan = Altro piano
button-back = ‹ Indietro
button-home = La mia eSIM
button-all-cards = Tutte ({ $n })
button-orders = Ordini
button-language = Lingua
button-help = Aiuto
button-buy = Compra una nuova eSIM
button-phone-ok = Sì, continua
button-phone-unsure = Non so
button-person = Parla con una persona
button-check = Ha funzionato?
button-check-again = Controlla ancora
button-retry = Riprova
button-advise = Consigliami
button-advise-short = Quale?
button-days =
    { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }
button-install = Mostra il QR
button-iphone = Su questo iPhone
button-android = Su questo Android
button-copy-address = Indirizzo SM-DP+
button-copy-code = Codice installazione
button-copy-apn = Copia APN
button-no-internet = Niente internet?
button-receipt = Ricevuta
button-open-private = Apri la chat privata
button-previous = ‹
button-next = ›
button-too-old = Quel pulsante è di una schermata vecchia. Ecco la situazione attuale.

## Choosing a plan

plans-title = <b>{ $group }</b>: quale piano per { $card }?
plans-none = <b>{ $group }</b>: nessun piano per { $card } al momento. Guardiamo gli altri?
advice-question = Per quanti giorni ti servono ancora i dati? Tocca o scrivi un numero.
advice-usual = 💡 Per altri { $days } giorni, con circa mezzo GB al giorno.
advice-lasts =
    💡 Al tuo ritmo { $plan } copre { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }.
advice-largest =
    💡 Il più vicino a { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }; può finire prima.
advice-unlimited = 💡 Non finisce: veloce fino a { $data } al giorno, poi { $kbps }.
renewal-not-offered = Questo piano ora non è disponibile per questa eSIM. Nessun addebito. Ne scegli un altro?
renewal-silent = La rete ora non risponde. Nessun addebito. Riprova tra un attimo.

## Buying a first card

buy-question = <b>Dove vai?</b> Tocca, oppure scrivi un paese o un viaggio.
buy-plans = { $place } · <b>{ $group }</b>. Quale piano?
buy-includes = Include: { $places }.
buy-countries = Valida in { $count } paesi: { $places }.
buy-countries-some = Valida in { $count } paesi, tra cui { $places }.
buy-none = Lì al momento non c’è nulla in vendita. Un altro posto?
buy-not-there = Ci dispiace, non ancora disponibile: { $places }.
buy-not-in-one = Nessun piano copre tutto insieme. Scegli un posto alla volta.
phone-question =
    <b>Il tuo telefono supporta le eSIM ed è sbloccato?</b>
    Componi <code>*#06#</code>: se vedi un EID, le supporta. ⚠️ Gli iPhone comprati nella Cina continentale di solito no. Un telefono vincolato a un operatore non si connette.
phone-unsure =
    <b>Due controlli veloci</b>
    1. Componi <code>*#06#</code>: se c’è la riga “EID”, sì.
    2. iPhone: Impostazioni › Generali › Info › Blocco operatore deve dire “Nessuna restrizione SIM”. Altri telefoni: chiedi a chi te l’ha venduto.

## Bringing a card along

button-claim = Ne ho già una
button-claim-how = Come si fa
button-renew = Ricarica
button-its-me = Sono io, nuovo account
button-not-me = Non sono io
claim-how = <b>Porta la tua eSIM.</b> Manda qui lo screenshot del suo QR, o incolla il codice che inizia con <code>LPA:</code>. Lo leggiamo e lo cancelliamo subito dalla chat.
button-claim-email = Verifica via e-mail
button-claim-number = Ho solo il numero
button-receipts-there = Ricevute anche lì
claim-email = Scrivi l’indirizzo e-mail con cui l’hai comprata. Riceverai un codice di sei cifre: scrivilo qui e le tue eSIM vengono aggiunte.
claim-email-wrong = Non sembra un indirizzo e-mail. Scrivi quello con cui hai comprato la eSIM.
claim-email-sent = Un codice di sei cifre è in arrivo a { $address }. Scrivilo qui entro 10 minuti.
claim-email-often = Per oggi i codici sono già tanti. Riprova domani, o parla con una persona.
claim-number = Scrivi o incolla il numero della eSIM (ICCID): da 18 a 20 cifre che iniziano con 89. Se lo conosciamo, un codice va all’indirizzo con cui è stata comprata.
claim-number-wrong = Non è il numero di una eSIM: 18–20 cifre che iniziano con 89.
claim-number-begun = Se conosciamo questo numero, un codice di sei cifre è in arrivo all’indirizzo con cui la eSIM è stata comprata. Scrivilo qui entro 10 minuti.
claim-code-used = Questo codice è già stato usato o non è giusto.
claim-none = Non c’è nessuna eSIM comprata con questo indirizzo da poter aggiungere. Forse era un altro? Va bene anche lo screenshot del QR.
claim-rest = La rete non risponde in questo momento. Il tuo indirizzo è verificato: appena risponde aggiungo le tue eSIM e ti avviso.
claim-more = Le altre sono ancora da verificare: ti avviso quando le ho aggiunte.
# Two sentences that stand side by side.
two-sentences = { $first } { $second }
claim-added = ✅ Aggiunta: { $card }.
claim-yours = { $card } è già tua.
claim-refused = Non riesco a verificarla; { $left }. Se non è della nostra rete, qui non si può ricaricare: chiedi a chi te l’ha venduta, o prendine una nuova.
claim-tries =
    { $tries ->
        [one] hai ancora 1 tentativo
       *[other] hai ancora { $tries } tentativi
    }
claim-tries-none = niente altri tentativi per un’ora
claim-silent = La rete non risponde e ora non posso controllare. Il tentativo non conta: riprova tra poco.
claim-too-many = Troppi tentativi. Torna tra un’ora, o parla con una persona.
claim-asked-code = Qualcuno che ha il QR di { $card } chiede questa eSIM. Se sei tu con un nuovo account, passa lì. Se no, non cambia nulla. Hai 24 ore.
claim-asked-address = Qualcuno con accesso all’e-mail con cui è stata comprata { $card } chiede questa eSIM. Se sei tu con un nuovo account, passa lì. Se no, non cambia nulla. Hai 24 ore.
claim-given = Fatto: { $card } è sul tuo nuovo account. Ordini e ricevute restano qui.
claim-kept = Hai fatto bene a dirlo: { $card } resta tua, e per 30 giorni non potranno chiederla di nuovo. Tieni il QR per te.
claim-decided = Hai già risposto.
claim-over = Le 24 ore sono passate: non è cambiato nulla, { $card } è ancora tua.
picture-reading = Leggo l’immagine…
picture-none = Nell’immagine non trovo il codice di una eSIM. Manda lo screenshot intero come foto, con tutto il QR, o incolla il codice che inizia con <code>LPA:</code>.
picture-large = L’immagine è troppo grande. Mandala come foto e non come file, o solo lo screenshot del QR.
picture-busy = Troppe immagini in questo momento. Rimandala tra un minuto.
picture-several = Nell’immagine ci sono più codici. Mandane una con il solo QR che ti serve.
picture-deleted = L’immagine è cancellata dalla chat.
picture-left = ⚠️ Non sono riuscito a cancellare l’immagine: cancellala tu.
code-deleted = Il messaggio con il codice è cancellato.
code-left = ⚠️ Non sono riuscito a cancellare il messaggio con il codice: cancellalo tu.

## Lists of sold cards, for operators

button-import = Importa
button-cancel = Annulla
import-asked = <b>{ $all } eSIM in questo elenco:</b> { $fresh } nuove, { $known } già note, { $changed } con altro indirizzo. Importo?
import-done = ✅ Importate: { $fresh } nuove, { $changed } con altro indirizzo; { $known } erano già note.
import-deleted = Il file è cancellato dalla chat.
import-left = ⚠️ Non sono riuscito a cancellare il file: cancellalo tu, contiene indirizzi.
import-cancelled = Non ho importato nulla.
import-over = Questo elenco è già stato elaborato, o ha più di un’ora. Mandalo di nuovo.
import-too-large = L’elenco supera 1 MB. Mandalo in più parti.
import-gone = Non riesco ad avere il file. Mandalo di nuovo.
import-refused = <b>Non ho importato nulla.</b> Errori per riga:
import-more = …e altri { $count }
mistake-no-table = non è un CSV con le colonne iccid, email, order
mistake-empty = nessuna riga
mistake-rows = più di 20.000 righe: mandalo in più parti
mistake-column = manca la colonna { $column }
mistake-iccid = { $line }: numero della eSIM
mistake-email = { $line }: indirizzo e-mail
mistake-order = { $line }: ordine troppo lungo
mistake-twice = { $line }: numero ripetuto
mistake-fields = { $line }: numero di campi

## Cases for a person, for operators

review-opened = { $count ->
    [one] 🔎 <b>Un caso aspetta una persona</b>
   *[other] 🔎 <b>{ $count } casi aspettano una persona</b>
}
review-line = • { $reason }: { $count }
reason-payment-does-not-fit = Soldi che non corrispondono a nessun ordine
reason-supply-unknown = Non si sa se è stato consegnato
reason-refund-refused = Un rimborso rifiutato
reason-refund-failed-later = Un rimborso è tornato indietro
reason-disputed = Un pagamento è contestato
reason-partly-refunded-elsewhere = Parte di un pagamento restituita altrove
reason-went-back-elsewhere = Un pagamento restituito altrove
reason-session-unknown = Una pagina di pagamento sconosciuta
reason-job-failed = Un lavoro fallito cinque volte
reason-update-failed = Un messaggio fallito cinque volte
reason-claim-silent = eSIM verificata, ma il fornitore tace
reason-refund-wanted = Un cliente chiede un rimborso
reason-books-differ = I nostri conti non tornano con gli altri
reason-book-strange = Account sbagliato, o un vecchio backup?

## I libri a confronto con quelli degli altri, per gli operatori

books-differed = 🧾 <b>I conti non tornavano</b>
books-title = 🧾 <b>I conti del giorno</b>
books-span = { $since } – { $until } UTC
books-same = ✅ { $part }: { $theirs }
books-other = ⚠️ { $part }: { $theirs }; da noi: { $ours }
books-unlisted = ◽ { $part }: da noi { $ours }. Telegram non ne dà un elenco: confronta con il tuo gestore dei pagamenti.
books-deaf = ⚠️ Dal { $since } al { $until } UTC nessuno ha sentito Telegram, che dopo un giorno dimentica: qui può mancare qualche pagamento.
books-silent = ⏳ { $part }: nessuna risposta; riprovo ogni ora
books-strange = 🚨 <b>{ $part } – { $what }: { $count }.</b> È l’account giusto, e il nostro database è il più recente? Per esempio: <code>{ $examples }</code>. In base a questi conti non decido nulla; riprovo ogni ora.
books-checked = ☑️ { $part }, ordini controllati: { $count }
books-nothing = nessun movimento
books-lost = { $sum } per contestazioni perse
books-regained = { $sum } recuperati da contestazioni perse
books-ignored = Più vecchi, o non nostri: { $count }
books-agree = Tutti i conti tornano.
books-stars = Stelle
books-invoice = Carta in Telegram
books-stripe = Stripe
books-supplier = Fornitore
books-ledger = Il nostro registro
books-finding =
    { $who ->
        [person] 🔎 { $what }: { $count }{ $sum } (a te)
       *[shop] 🔧 { $what }: { $count }{ $sum } (in corso)
    }
books-charge-missed = Pagamenti di cui non sapevamo
books-refund-missed = Rimborsi non ancora registrati
books-refund-came-back = Rimborsi tornati a noi
books-charge-unknown = Pagamenti per ordini sconosciuti
books-charge-unlisted = Nostri pagamenti che a loro mancano
books-refund-unlisted = Nostri rimborsi che a loro mancano
books-amount-differs = Pagamenti con importo diverso
books-supply-missing = Consegnati, ignoti al fornitore
books-supply-extra = Rimborsati, ma forniti lo stesso
books-without-end = Pagamenti aperti da più di un giorno
books-unbalanced = Ordini che non tornano

## Pausing sales

sales-rest = Per ora le vendite sono in pausa. Nessun addebito. La tua eSIM continua a funzionare e quello che hai già pagato arriva. Riprova più tardi.
sales-run = ▶️ <b>Vendite attive.</b>
sales-paused = ⏸ <b>Vendite in pausa</b> { $reasons }.
pause-operator = da parte di un gestore dal { $since }
pause-credit = per mancanza di credito dal fornitore dal { $since }
pause-ends-itself = Riprendono da sole appena il credito dal fornitore basta di nuovo.
pause-asked = <b>Mettere in pausa le vendite?</b> Finché non le riprendi nessuno può ricaricare o comprare. Le pagine di pagamento aperte si chiudono. Quello che è già pagato viene consegnato; tutto il resto funziona.
resume-asked = <b>Riprendere le vendite?</b> Tutti possono subito ricaricare e comprare di nuovo.
button-pause = Metti in pausa
button-resume = Riprendi

## Alerts, for operators

button-status = Stato
status-cases = Casi aperti: { $count }
status-inbox = Messaggi in attesa: { $count }
status-credit = Credito dal fornitore: { $credit }, { $orders } ordini
status-credit-unknown = Credito dal fornitore: non comunicato
status-reconciled = Conti confrontati: { $at }
status-alerts = <b>Allarmi aperti:</b>
status-alert = • { $watch }: { $what }
status-no-alerts = Nessun allarme aperto.
alert-began = 🔴 <b>{ $watch }: { $what }</b>
alert-since = Dal { $since }.
alert-over = 🟢 <b>{ $watch }: di nuovo tutto a posto.</b> Era cominciato il { $since }.
watch-credit = Credito dal fornitore
watch-inbox = Messaggi in arrivo
watch-late = Ordini in ritardo
watch-stripe = Stripe
watch-telegram = Pagamenti di Telegram
watch-supplier = Fornitore
watch-supplier-list = Listino del fornitore
watch-off-sale = Piani sospesi
watch-disk = Disco
watch-clock = Orologio
alert-credit = restano { $credit }, bastano per { $orders } ordini
alert-inbox = { $waiting } in attesa, il primo dalle { $since }
alert-late =
    { $orders ->
        [one] 1 ordine pagato non è ancora pronto
       *[other] { $orders } ordini pagati non sono ancora pronti
    }, il primo dalle { $since }
alert-calls = { $failed } chiamate su { $calls } fallite in 5 min
alert-supplier-list = { $supplier } elenca solo { $plans } dei nostri piani
alert-off-sale =
    { $plans ->
        [one] { $plans } piano aspetta te
       *[other] { $plans } piani aspettano te
    }
alert-disk = { $percent }% libero
alert-clock-fast = avanti di { $seconds } s
alert-clock-slow = indietro di { $seconds } s
alert-credit-means = Vendite in pausa; quello che è già pagato viene consegnato finché c’è credito. Ricarica il conto dal fornitore: da { $enough } in su le vendite riprendono da sole.
alert-credit-over = Le vendite non sono più ferme per questo motivo.
alert-inbox-means = I clienti aspettano risposta; nessun denaro va perso. /inbox mostra che cosa aspetta; un riavvio riprende tutto.
alert-late-means = I clienti sanno che ci vuole di più e possono annullare; niente viene ordinato due volte. Chiedi al fornitore; intanto /pause ferma le vendite.
alert-stripe-means = Le pagine di pagamento possono non aprirsi e i rimborsi aspettano; si riprova da soli. Guarda status.stripe.com, poi STRIPE_SECRET_KEY.
alert-telegram-means = Le richieste di pagamento possono non aprirsi e i rimborsi in Stelle aspettano; si riprova da soli. Il log dice che cosa risponde Telegram.
alert-supplier-means = Gli ordini pagati arrivano tardi e i consumi sono vecchi; niente viene ordinato due volte. Chiedi al fornitore; intanto /pause ferma le vendite.
alert-supplier-list-means = Vale il listino di prima e si continua a vendere; chi ordina ciò che non c’è più viene rimborsato. Chiedi al fornitore; /supply lo mostra e ti fa prendere il listino corto.
alert-off-sale-means = Nessuno può comprarli: il costo è cambiato di oltre un quinto, o il prezzo è troppo basso. /supply dice quali e perché, e ti fa accettare un nuovo costo.
alert-disk-means = Quando è pieno non si salva più nulla e il bot tace. Libera spazio dove stanno i dati, o dagli un disco più grande.
alert-clock-means = I prezzi scadono all’ora sbagliata e gli eventi di Stripe possono essere rifiutati. Regola l’orologio di questa macchina con NTP.

## Che cosa elencano i fornitori, per gli operatori

button-supply = Fornitura
supply-title = 📦 <b>Fornitura</b>
supply-no-list = Nessun fornitore ha ancora dato un listino.
supply-not-taken = { $supplier }: ancora nessun listino
supply-taken = { $supplier }: { $sold } piani su { $plans } in vendita, listino del { $at }
supply-refused = ⚠️ Dal { $since } il listino ha solo { $plans } dei nostri piani; vale quello di prima.
why-missing = non in listino
why-cost-changed = nuovo costo
why-below-least = sotto il minimo
why-below-cost = sotto costo
withheld-title = <b>{ $plan }</b> ({ $supplier }) non è in vendita.
withheld-missing = Dal { $since } il listino del fornitore non ha nulla che gli corrisponda: tolto, rinominato o cambiato. Lo dice <code>npm run doctor</code>, si corregge in db/suppliers.
withheld-cost = Il costo è passato da { $before } a { $cost }; lo vendi a { $price }. Se è giusto, accetta il nuovo costo e torna in vendita.
withheld-below-cost = Costa { $cost } e si vende a { $price }: non copre il costo e la commissione del pagamento. Alza il prezzo in db/catalogue.json e riavvia.
withheld-below-least = Si vende a { $price }, ma il fornitore chiede almeno { $least }. Alza il prezzo in db/catalogue.json e riavvia.
button-accept-cost = Accetta il nuovo costo
button-short-list = Prendi il listino corto
cost-accepted = Accettato: in vendita al nuovo costo.
supply-changed = Intanto è cambiato. Guarda di nuovo.
short-list-accepted = Accettato: vale dalla prossima risposta.
short-list-asked = <b>Prendere il listino corto di { $supplier }?</b> Tutti i nostri piani tranne { $plans } non si vendono più. Niente viene cancellato; ciò che torna si vende di nuovo.

## The review desk and the inbox, for operators

queue-title =
    { $count ->
        [one] 🔎 <b>Un caso aspetta una persona.</b>
       *[other] 🔎 <b>{ $count } casi aspettano una persona</b>, prima i più vecchi.
    }
queue-empty = ✅ Nessun caso aspetta una persona.
button-cases = 🔎 Casi
button-inbox = 📥 Posta in arrivo
button-ask-again = 🔄 Chiedi di nuovo
button-copy-charge = 📋 Numero dell’addebito
button-case =
    { $action ->
        [refund] ↩ Rimborsa
        [grant] ↩ Concedi il rimborso
        [refuse] ✖ Rifiuta il rimborso
        [keep] 🤝 Accordo col cliente
        [delivered] 📦 Consegnato a mano
        [code_back] 🎁 Restituisci il codice
        [retry] 🔁 Riprova il rimborso
        [by_hand] ✋ Rimborsato dal gestore
        [run] ▶ Riesegui
        [replay] ▶ Gestisci di nuovo
        [release] 🗑 Scarta
       *[other] ✔ Chiudi il caso
    }
button-case-yes =
    { $action ->
        [refund] Sì, rimborsa
        [grant] Sì, concedi
        [refuse] Sì, rifiuta
        [keep] Sì, c’è l’accordo
        [delivered] Sì, consegnato
        [code_back] Sì, restituisci
        [retry] Sì, riprova
        [by_hand] Sì, l’ho rimborsato
        [run] Sì, riesegui
        [replay] Sì, gestisci
        [release] Sì, scarta
       *[other] Sì, chiudi
    }
button-case-again = Il caso
case-title = 🔎 <b>{ $reason }</b> · { $reference }
case-who = 👤 { $who } · dal { $since }
case-misfit-order = Non paga nessun nostro ordine.
case-book-strange = Controlla la chiave nella configurazione, e se è stato ripristinato un vecchio backup. Quando i conti tornano, il caso si chiude da sé. Se l’account è giusto, chiudilo tu: ciò che si può sistemare viene sistemato, uno per uno, e il resto vale come noto.
case-misfit-payer = La richiesta di pagamento era per { $payer }.
case-came-back = Era stato restituito altrove, ed è tornato.
case-misfit-amount = Erano stati chiesti { $asked }.
case-nobody = nessuno di noto
case-order =
    Ordine { $number } · { $plan }: { $state ->
        [awaiting_payment] non pagato
        [processing] la banca sta confermando
        [canceled] sostituito
        [paid] pagato
        [fulfilling] presso il fornitore
        [fulfilled] consegnato
        [refund_pending] rimborso in corso
        [refunded] rimborsato
        [review] in mano a una persona
       *[other] { $state }
    }
case-delivered = Consegnato il { $at }
case-wish-unclear = ⚠️ È partita una richiesta di ritiro al fornitore; non si sa ancora se ha avuto effetto.
case-plan =
    • { $plan }: { $state ->
        [pending] non iniziato
        [queued] in coda
        [active] in corso
        [depleted] esaurito
        [expired] scaduto
        [expired_unused] scaduto senza uso
        [cancelled] ritirato
        [revoked] revocato
        [failed] fallito
       *[other] sconosciuto
    }, usati { $used }
case-talk = { $minutes } min
case-sms = { $count } SMS
case-payment =
    { $total } { $rail ->
        [stars] in Stelle
        [invoice] con carta in Telegram
       *[other] con Stripe
    }: { $outcome ->
        [fulfilled] registrato come consegnato
        [refunded] registrato come restituito
        [review] in mano a una persona
       *[other] non registrato
    }
case-charge = Addebito <code>{ $charge }</code>
case-attempt =
    Pagamento di { $total }: { $state ->
        [waiting] non iniziato
        [opening] pagina richiesta
        [open] pagina aperta
        [closing] pagina in chiusura
        [processing] la banca sta confermando
        [paid] pagato
        [failed] fallito
        [expired] scaduto
       *[other] { $state }
    }
case-refund =
    Il nostro rimborso, tentativo { $tries }: { $state ->
        [requested] richiesto
        [pending] in lavorazione
        [succeeded] fatto
       *[other] fermo
    }{ $hand ->
        [yes] , a mano
       *[no] {""}
    }
case-dispute =
    Contestazione: { $state ->
        [lost] persa, il denaro è di nuovo del cliente
       *[other] aperta; finché la banca non decide non parte nulla
    }
case-fulfilment =
    Il nostro ordine al fornitore, inviato { $sends }×: { $state ->
        [submitting] in invio
        [refused] rifiutato
        [unknown] nessuna risposta
        [placed] accettato
        [supplied] fornito
        [by_hand] consegnato a mano
        [failed] di certo non fatto
       *[other] { $state }
    }
case-rail-page =
    <b>Pagamenti</b>: { $state ->
        [open] pagina aperta
        [expired] pagina scaduta
        [processing] la banca sta confermando
        [failed] pagamento fallito
        [unknown] non conosce questa pagina
        [paid] pagato
        [part] pagato, una parte è tornata indietro
        [all] pagato, tutto è tornato indietro
        [disputed] pagato, contestato
        [absent] nel suo libro, in quel periodo, non c’è
       *[other] nessuna risposta
    }
case-rail-none = <b>Pagamenti</b>: un singolo pagamento non si può chiedere
case-rail-refund =
    <b>Pagamenti</b>, il nostro rimborso: { $state ->
        [refunded] fatto
        [pending] in corso
        [impossible] fallito
        [none] non ne conosce nessuno
       *[other] nessuna risposta
    }
case-supplier =
    <b>Fornitore</b>: { $state ->
        [placed] consegnato
        [pending] ancora in preparazione
        [not_found] non conosce quest’ordine
       *[other] nessuna risposta
    }
case-profile =
    eSIM: { $state ->
        [provisioning] in preparazione
        [ready] pronta da installare
        [downloading] in installazione
        [installed] installata
        [enabled] installata e accesa
        [disabled] installata e spenta
        [deleted] eliminata
        [cancelled] ritirata
        [revoked] revocata
        [recycled] riciclata
        [error] guasta
        [silent] nessuna risposta
       *[other] sconosciuta
    }
case-profile-used =
    eSIM: { $state ->
        [provisioning] in preparazione
        [ready] pronta da installare
        [downloading] in installazione
        [installed] installata
        [enabled] installata e accesa
        [disabled] installata e spenta
        [deleted] eliminata
        [cancelled] ritirata
        [revoked] revocata
        [recycled] riciclata
        [error] guasta
        [silent] nessuna risposta
       *[other] sconosciuta
    }, { $used } usati, dati: { $ago }
case-asked = <i>Chiesto alle { $time }</i>
case-weigh =
    { $action ->
        [refund] ↩ <b>{ $total }</b> tornano a { $who } com’erano stati pagati. In cambio non è stato consegnato nulla, e nulla lo sarà.
        [grant] ↩ <b>{ $total }</b> tornano a { $who } com’erano stati pagati, anche se è stato consegnato: quel che è usato resta usato. Verrà avvisato.
        [refuse] ✖ <b>{ $total }</b> restano qui; a { $who } si dice che non c’è rimborso.
        [keep] 🤝 Il caso si chiude con un accordo con { $who }. <b>{ $total }</b> restano qui; non si restituisce nulla.
        [delivered] 📦 L’ordine di { $who } conta come consegnato a mano, <b>{ $total }</b> come incassati. Verrà avvisato. Solo se ce l’ha davvero.
        [code_back] 🎁 Il codice di attivazione di { $who } torna valido. Nessun denaro si muove. Verrà avvisato.
        [retry] 🔁 Il rimborso di <b>{ $total }</b> a { $who } riparte e viene seguito fino alla fine.
        [by_hand] ✋ Hai rimborsato tu <b>{ $total }</b> a { $who } presso il gestore dei pagamenti. Si registra come rimborsato e il cliente viene avvisato; da qui non parte nulla.
        [run] ▶ <code>{ $subject }</code> riparte adesso. Non può fare nulla due volte.
        [replay] ▶ Il messaggio di { $who } viene gestito di nuovo, dopo quelli che ha scritto nel frattempo.
        [release] 🗑 Il messaggio di { $who } non verrà mai gestito e viene dimenticato. Nessun altro avviso.
        [no_payment] ✔ Il caso si chiude. { $who } legge che non ci è arrivato nessun pagamento e che può pagare di nuovo.
       *[other] ✔ Il caso si chiude. Nessun denaro si muove e nessuno viene avvisato.
    }
case-weigh-unsure =
    ⚠️ { $state ->
        [paid] Secondo il gestore è pagato: prima chiedi di nuovo.
        [silent] Il gestore dei pagamenti ora non risponde: meglio aspettare.
       *[other] Il pagamento può ancora arrivare: meglio aspettare.
    }
case-done = ✅ Il caso { $reference } è chiuso.
case-faster = Il caso { $reference } era già chiuso; non è stato fatto altro.
case-closed = { $how }, { $time }, da { $who }
case-closed-by-itself = { $how }, { $time }, da sé
case-outcome =
    { $outcome ->
        [refunded] Rimborso in corso
        [granted] Rimborso concesso
        [refused] Rimborso rifiutato
        [kept] Accordo col cliente
        [supplied] Il fornitore ha consegnato
        [not_supplied] Il fornitore non ha fatto nulla
        [by_hand] Fatto a mano
        [retried] Rimborso ripartito
        [answered] È arrivata una risposta
        [run_again] Rieseguito
        [replayed] Gestito di nuovo
        [released] Scartato
       *[other] Chiuso
    }
case-changed = Questo caso intanto è cambiato. Non è stato fatto nulla; guarda di nuovo.
inbox-title = 📥 <b>Posta in arrivo</b>
inbox-none-stuck = ✅ Ogni messaggio è stato gestito entro un minuto.
inbox-stuck =
    ⏳ { $count ->
        [one] Un messaggio aspetta
       *[other] { $count } messaggi aspettano
    } da più di un minuto, in { $chats ->
        [one] una chat
       *[other] { $chats } chat
    }; il più vecchio è arrivato { $ago }.
inbox-failed = Messaggi falliti cinque volte: { $count }
inbox-jobs = Lavori che continuano a fallire: { $count }
button-stuck = ⏳ In attesa
button-failed = ⚠ Falliti
button-jobs = 🔁 Lavori che falliscono
button-refresh-inbox = 🔄 Aggiorna
button-release = Sì, scarta
button-job-now = ▶ Esegui ora
stuck-title = ⏳ <b>Messaggi in attesa</b>, per chat, prima i più vecchi:
stuck-row = Chat { $chat } · { $ago }
stuck-one = ⏳ Il messaggio <code>{ $number }</code> della chat <code>{ $chat }</code>, ricevuto il { $received }, si sta ancora tentando. Scartarlo? Non si tenta più, chi l’ha scritto non viene avvisato e la chat passa al prossimo.
failed-title = ⚠ <b>Messaggi falliti cinque volte</b>, prima i più vecchi:
jobs-title = 🔁 <b>Lavori che continuano a fallire</b>, prima i prossimi. Dopo cinque errori di fila un lavoro diventa un caso.
job-one =
    🔁 <code>{ $job }</code>
    Errori: { $failures }. Prossimo tentativo: { $next }
    <i>{ $error }</i>
update-released = Scartato. La chat va avanti.
update-over = Questo messaggio non aspetta più.
job-hurried = Ora è in esecuzione.
job-over = Questo lavoro è già in esecuzione, o è finito.

## Did it work?

check-running = ✅ { $card } è sul telefono e naviga. Buon viaggio!
check-installed = { $card } è sul telefono, ma non naviga ancora. Attiva la eSIM e accendi il suo <b>roaming dati</b>. Sei ancora a casa? Si collega quando arrivi.
check-installed-apn = { $card } è sul telefono, ma non naviga ancora. Attiva la eSIM, accendi il suo <b>roaming dati</b> e imposta l’APN <code>{ $apn }</code>. Sei ancora a casa? Si collega quando arrivi.
check-waiting =
    La rete non vede ancora { $card } su un telefono; può servire qualche minuto.
    1. Con il Wi-Fi: apri il link su questo telefono, o inquadra il QR da un altro schermo.
    2. Lascia finire: serve fino a un minuto.
    3. Non eliminarla e non provare su un secondo telefono.
check-checked = <i>Controllato alle { $time }</i>

## The review, which is the payment screen

review-title = <b>{ $plan }</b> → { $card }
review-title-first = <b>{ $place } { $plan }</b> · nuova eSIM
review-total = Totale <b>{ $total }</b> ({ $price }), vale fino alle { $until }.
review-total-invoice = Totale <b>{ $total }</b> con carta, dentro Telegram, vale fino alle { $until }.
review-total-page = Totale <b>{ $total }</b> ({ $methods }), vale fino alle { $until }.
review-total-short = Totale <b>{ $total }</b>, vale fino alle { $until }.
plans-fair-use = Massima velocità fino a { $data } al giorno, poi { $kbps }.
review-consent = <i>Pagando chiedi di attivare subito. Non riesce? Rimborso.</i>
review-paid = <b>{ $plan }</b>: pagato ✓
review-confirming = ⚠️ Un altro pagamento è in conferma; questo è in più.
pay-processing = <b>{ $plan }</b>: la banca sta ancora confermando il pagamento di { $total }. Non devi fare nulla: appena arriva la conferma attiviamo e ti avvisiamo qui.
pay-checking = <b>{ $plan }</b>: non è ancora chiaro se il pagamento è andato a buon fine. Se hai già pagato, non pagare di nuovo: appena lo sappiamo ti scriviamo qui.
pay-failed = <b>{ $plan }</b>: il pagamento non è riuscito, nessun addebito. Riprova: lì puoi scegliere un altro modo.
pay-page-silent = La pagina di pagamento non risponde. Nessun addebito: riprova o paga in un altro modo.
invoice-description = Ricarica eSIM { $card }: { $plan }. Non riesce? Rimborso automatico.
invoice-description-first = Nuova eSIM: { $plan }. Non riesce? Rimborso automatico.
preview-stacked = Subito disponibili: { $data } in tutto. Nuova scadenza: { $until } ({ $city }).
preview-stacked-open = Subito disponibili: { $data } in tutto.
preview-queued-left =
    Parte quando finisci i dati ({ $left }) o alla scadenza ({ $by }); poi dura { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }. Non si spreca nulla.
preview-queued =
    Parte dopo i piani precedenti (al più tardi: { $by }); poi dura { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }.
preview-queued-open =
    Parte quando finisce il piano attuale; poi dura { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }.
preview-added =
    Si aggiunge a questa eSIM per { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }, di solito appena finisci quello che c’è ora.
preview-extends =
    { $days ->
        [one] Un giorno in più. Nuova scadenza: { $until } ({ $city }).
       *[other] { $days } giorni in più. Nuova scadenza: { $until } ({ $city }).
    }
preview-extends-open =
    { $days ->
        [one] Un giorno in più.
       *[other] { $days } giorni in più.
    }
preview-starts-on-use =
    Parte alla prossima connessione; poi dura { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }.
preview-starts-on-install =
    { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    } dal primo uso. Ultimo giorno per installarla: { $by }.
preview-starts-on-install-open =
    { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    } dal primo uso.
preview-first =
    Si installa con un QR; dura { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    } dal primo uso.
preview-new-profile =
    Nuova eSIM, nuovo QR: { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    } dal primo uso.
preview-new-profile-another =
    Nuova eSIM (QR al titolare): { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    } dal primo uso.
preview-qr-to-owner = Il QR arriva solo a chi la possiede.
preview-wasted-data = ⚠️ { $left } sulla vecchia (scadenza { $until }) non passano: usali prima.
preview-wasted-days = ⚠️ I giorni della vecchia (scadenza { $until }) non si sommano: installa la nuova dopo.

## Why a payment did not go on

refused-changed = Questa richiesta di pagamento non è più valida. Nessun addebito. Aprine una nuova in chat.
refused-not-yours = Questa richiesta di pagamento è per un’altra persona. Nessun addebito.
refused-expired = Il prezzo è scaduto. In chat trovi quello nuovo; nessun addebito.
refused-replaced = Dopo questo hai scelto un altro piano. Nessun addebito: paga la richiesta più recente.
refused-already-paid = Già pagato: nessun secondo addebito.
refused-processing = La banca sta ancora confermando un pagamento precedente. Nessun nuovo addebito.
refused-card-gone = Questa eSIM non si può più ricaricare. Nessun addebito.
refused-test-only = Questo è un bot di prova: possono pagare solo i gestori. Nessun addebito.
refused-paused = Per ora le vendite sono in pausa. Nessun addebito: riprova più tardi.

## After the payment

paid-activating = Pagamento ricevuto, attivazione in corso…
done-in-place = ✅ <b>Fatto.</b> Niente da installare; non eliminare la eSIM.
done-sum = { $card }: { $left } + { $added }.
done-added = { $card }: + { $plan }.
done-qr-opens-card = <i>Il QR è solo una scorciatoia alla tua eSIM in questa chat, riservata a te.</i>
done-install = ✅ <b>La tua eSIM è pronta:</b> { $card }
done-install-how = Inquadra il QR con il telefono che la userà, o tocca il pulsante giusto (iPhone: da iOS 17.4; non tutti gli Android).
done-install-once = ⚠️ Vale per un solo telefono. Una volta installata, non eliminarla.
delivered-by-hand = 🤝 <b>{ $plan }</b>: il nostro team l’ha attivato a mano per te. Manca qualcosa? Scrivici.
delayed-slow = Ci stiamo ancora lavorando. Puoi aspettare o annullare: ricevi il rimborso quando è certo che nulla è stato attivato. Il pagamento è comunque al sicuro.
delayed-refused = La rete non ha accettato l’ordine. Verifichiamo che nulla sia stato attivato, poi ricevi il rimborso automatico, di solito in pochi minuti.
delayed-review = Questo ordine ha bisogno di una persona: il nostro team verifica con la rete. Il pagamento è al sicuro e ti scriviamo qui.
refund-undeliverable = Ci dispiace, qualcosa è andato storto e non è stato attivato nulla.
refund-duplicate = Hai pagato due volte la stessa cosa.
refund-misfit = Il tuo pagamento non corrispondeva a nessun ordine.
refund-test = Acquisto di prova.
refund-stars-back = { $total } di nuovo nel tuo saldo di Stelle.
refund-back = Ti abbiamo restituito { $total } con lo stesso metodo di pagamento; la banca può metterci qualche giorno a mostrarlo.
refund-on-its-way = { $total } ti tornano con lo stesso metodo di pagamento. Possono volerci fino a dieci giorni: ti avvisiamo quando è fatto.
refund-by-hand = Il nostro team ti restituisce { $total } a mano; ti scriviamo qui.
refund-sent-by-hand = Il nostro team ti ha restituito { $total }; possono volerci alcuni giorni prima che arrivino.
refund-came-back = Il rimborso di { $total } non ti è arrivato: è tornato a noi. Se ne occupa il nostro team; ti scriviamo qui.
no-internet =
    <b>Niente internet?</b>
    1. Attiva la eSIM e il suo <b>roaming dati</b>.
    2. Sceglila per i dati mobili.
    3. Attiva e disattiva la modalità aereo.
    Ancora niente? Contattaci: { $contact }
no-internet-apn =
    <b>Niente internet?</b>
    1. Attiva la eSIM e il suo <b>roaming dati</b>.
    2. Sceglila per i dati mobili.
    3. Imposta l’APN: <code>{ $apn }</code>
    4. Attiva e disattiva la modalità aereo.
    Ancora niente? Contattaci: { $contact }
install-too-often = Il QR è già stato mostrato più volte. Riprova tra un’ora.

## Activation codes: pay now, activate later, by whomever

button-give-away = 🎁 Attiva più tardi o regala
button-copy-activation = Copia il codice
button-send-code = Invia a qualcuno
button-use-code = Usalo adesso
button-code-on = Su { $card }
button-code-new = Come nuova eSIM
button-activate = Attiva
button-show-code = Mostra il codice
button-cancel-code = Annulla e rimborsa
button-cancel-code-yes = Sì, annullalo
review-title-code = 🎁 <b>{ $place } { $plan }</b> · codice di attivazione
review-code = Ricevi un codice per questo piano. Lo attivi tu, o chi vuoi tu, entro 180 giorni: su una eSIM per { $place } o come nuova. Non usato? Annulla quando vuoi, rimborso completo.
invoice-description-code = Codice di attivazione per { $plan }: da attivare entro 180 giorni. Non usato? Rimborso.
code-how = 🎁 <b>Hai un codice di attivazione?</b> Scrivilo o incollalo qui, apri il suo link o manda una sua foto. Vuoi regalarne uno? Scegli un piano, poi tocca ⋯ sotto i pulsanti di pagamento.
code-ready = 🎁 <b>{ $plan }</b>, pagato ✓
code-ready-how = Inquadralo, apri il link o scrivi qui il codice entro il { $date }: su una eSIM per { $place } o come nuova.
code-bearer = ⚠️ Chi ce l’ha può usarlo, una volta sola.
code-share-text = Per il tuo viaggio: { $plan }, già pagato. Apri il link per attivarlo.
code-where =
    🎁 <b>{ $plan }</b>
    Già pagato. Dove lo mettiamo? (entro il { $date })
code-activate-note = <i>Niente da pagare. Con l’attivazione il codice è usato.</i>
code-activating = Attivazione in corso…
code-mistyped = C’è un errore di battitura: controlla ogni lettera e cifra. Il codice è fatto così: <code>YY-XXXX-XXXX-XXXX</code>. Questo tentativo non conta.
code-wrong =
    { $left ->
        [one] Questo codice non si può usare. Controllalo, o chiedi a chi te l’ha dato. Ancora 1 tentativo in quest’ora.
       *[other] Questo codice non si può usare. Controllalo, o chiedi a chi te l’ha dato. Ancora { $left } tentativi in quest’ora.
    }
code-wrong-now = Questo codice non si può usare. Chiedi a chi te l’ha dato.
code-too-often = Troppi codici sbagliati, per ora. Riprova fra un’ora, o parla con una persona: /support
code-yours = Hai già usato questo codice: guarda in /orders.
code-silent = La rete non risponde in questo momento. Il codice è intatto: riprova fra poco.
code-not-offered = Con questo piano ora non si può. Il codice è intatto: scegli altro, o scrivici.
code-state = Questo codice: { $state }
code-state-active = non ancora usato, valido fino al { $date }
code-state-used = usato ✓
code-state-void = annullato
code-state-expired = non usato in tempo
code-used = 🎁 Il tuo codice è stato usato: { $plan }.
code-ending = ⏳ Il tuo codice per { $plan } non è ancora stato usato. Vale fino al { $date }; poi ricevi il rimborso automatico.
code-cancel-question = Annullare questo codice? { $plan }: nessuno potrà più usarlo, e { $total } ti tornano con lo stesso metodo di pagamento.
code-cancel-question-stars = Annullare questo codice? { $plan }: nessuno potrà più usarlo, e { $total } tornano nel tuo saldo di Stelle.
code-cancel-used = È stato usato: non si può più annullare.
code-cancelled = Annullato. Il rimborso è in arrivo.
code-returned = Ci dispiace, non è riuscito e non è stato attivato nulla. Il tuo codice è ancora valido: riprova adesso o più tardi.
code-returned-void = Ci dispiace, non è riuscito e non è stato attivato nulla.
code-delayed-slow = Ci stiamo ancora lavorando. Puoi aspettare o annullare: il tuo codice torna valido quando è certo che nulla è stato attivato.
code-delayed-refused = La rete non ha accettato. Verifichiamo che nulla sia stato attivato, poi il tuo codice torna valido, di solito in pochi minuti.
code-delayed-review = Serve una persona: il nostro team verifica con la rete e ti scrive qui.
refund-code-void = Il codice è annullato.
refund-code-expired = Nessuno ha usato il tuo codice di attivazione entro 180 giorni.
receipt-by-code = Pagato con un codice di attivazione
state-code-returned = non attivato; il codice non è stato usato

## Disputes: a customer's bank doubts a payment

dispute-opened = La tua banca ci dice che contesti il pagamento di { $total }. È un errore? Avvisa la banca: solo lei può ritirare la contestazione.
dispute-kept = Quello che hai comprato resta com’è.
dispute-code-held = Finché la banca non decide, il tuo codice di attivazione non usato è sospeso.
dispute-refunded = Ti avevamo già restituito questi soldi: controlla l’estratto conto.
dispute-refund-waits = Per questo ora non possiamo restituirteli noi: se ne occupa il nostro team.
dispute-returned = La tua banca ti ha restituito il pagamento di { $total }.
dispute-order-refunded = L’ordine è chiuso come rimborsato: non devi fare altro.
dispute-code-ended = L’ordine è chiuso come rimborsato e il suo codice di attivazione non vale più.
dispute-order-open = Dell’ordine si sta ancora occupando il nostro team.
dispute-closed = La tua banca ha chiuso la contestazione del pagamento di { $total }.
dispute-closed-kept = Il pagamento resta valido e quello che hai comprato resta com’è.
dispute-closed-refund-waits = Il tuo rimborso deve ancora arrivare: ti scriviamo qui.
dispute-closed-open = Il pagamento resta valido; dell’ordine si sta ancora occupando il nostro team.
code-released = La banca ha deciso: il pagamento resta valido. Il tuo codice per { $plan } funziona di nuovo.
code-state-held = sospeso finché la banca non decide
receipt-disputed = Contestati presso la tua banca: { $total }
receipt-dispute-lost = Ripresi dalla tua banca: { $total }
receipt-part-back = Una parte ti è stata restituita.
refund-external = Questo pagamento ti è stato restituito, ma non da questa chat.
dispute-won = ⚖️ Contestazione vinta: { $total } restano nostri. <code>{ $charge }</code>
dispute-lost = ⚖️ Contestazione persa: { $total } tornano al cliente. <code>{ $charge }</code>

## Orders and receipts

orders-title = <b>I tuoi ordini</b>
orders-none = Ancora nessun ordine.
receipt-title = Ricevuta { $number }
receipt-paid = Pagato { $total }, { $date }
receipt-paid-as = Pagato { $total } ({ $price }), { $date }
receipt-unpaid = Non pagato ({ $price })
receipt-rail =
    { $rail ->
        [stars] Pagato con: Stelle di Telegram
        [invoice] Pagato con: carta, dentro Telegram
       *[other] Pagato con: pagina di pagamento
    }
receipt-by-another = Pagato da un’altra persona
receipt-state = Stato: { $state }
total-as = { $total } ({ $price })
receipt-seller = Venditore: { $seller }
state-awaiting-payment = da pagare
state-processing = la banca sta confermando il pagamento
state-not-paid = non pagato
state-activating = in attivazione
state-done = completato ✓
state-refunding = rimborso in corso
state-refunded = rimborsato
state-review = in verifica
refund-requested =
    { $reason ->
        [duplicate] Pagato due volte: rimborso di { $total } in arrivo con lo stesso metodo.
       *[other] Rimborso di { $total } in arrivo con lo stesso metodo di pagamento.
    }
refund-requested-stars =
    { $reason ->
        [duplicate] Pagato due volte: rimborso di { $total } in arrivo nel tuo saldo di Stelle.
       *[other] Rimborso di { $total } in arrivo nel tuo saldo di Stelle.
    }
refund-succeeded =
    { $reason ->
        [duplicate] Pagato due volte: { $total } restituiti con lo stesso metodo.
       *[other] { $total } rimborsati con lo stesso metodo di pagamento.
    }
refund-succeeded-stars =
    { $reason ->
        [duplicate] Pagato due volte: { $total } restituite nel tuo saldo di Stelle.
       *[other] { $total } rimborsate nel tuo saldo di Stelle.
    }
refund-succeeded-by-hand =
    { $reason ->
        [duplicate] Pagato due volte: il nostro team ha restituito { $total }.
       *[other] Il nostro team ha restituito { $total }.
    }
refund-review =
    { $reason ->
        [duplicate] Pagato due volte: il nostro team segue il rimborso di { $total }.
       *[other] Il nostro team segue il rimborso di { $total }.
    }

## Refunds on request, and orders that take long

button-refund = Rimborso
button-refund-yes = Sì, rimborsa
button-refund-person = Sì, chiedilo
refund-question-esim =
    <b>Rimborso per { $plan }?</b> Questa eSIM non è ancora su un telefono, quindi la ritiriamo: il codice QR smette di funzionare e { $total } ti tornano { $rail ->
        [stars] nel saldo di Stelle
       *[other] con lo stesso metodo di pagamento
    }.
refund-question-plan =
    <b>Rimborso per { $plan }?</b> Non è ancora iniziato, quindi lo togliamo dalla tua eSIM, che tiene ciò che aveva prima. { $total } ti tornano { $rail ->
        [stars] nel saldo di Stelle
       *[other] con lo stesso metodo di pagamento
    }.
refund-question-person = <b>Rimborso per { $plan }?</b> Potrebbe essere già in uso, quindi decide una persona: il nostro team guarda quanto è stato usato e ti risponde qui. Fino ad allora la eSIM resta com’è.
refund-question-silent =
    <b>Rimborso per { $plan }?</b> La rete ora non risponde. Continuiamo a chiedere: se non è stato usato, lo ritiriamo e { $total } ti tornano { $rail ->
        [stars] nel saldo di Stelle
       *[other] con lo stesso metodo di pagamento
    }; altrimenti decide una persona.
refund-asked = Ci pensiamo noi: chiediamo alla rete di ritirare { $plan }. Leggerai qui com’è andata.
refund-with-person = La tua richiesta di rimborso per { $plan } è al nostro team: una persona guarda quanto è stato usato e ti risponde qui. Fino ad allora la eSIM resta com’è.
refund-refused = Abbiamo guardato la tua richiesta di rimborso per { $plan }. Ci dispiace, non possiamo rimborsarlo. Non sei d’accordo? Una persona è a un tocco.
refund-too-old = Questo ordine ha più di 180 giorni, troppi per un rimborso da qui. Una persona può comunque aiutarti.
refund-not-yet = Questo ordine è ancora in corso. Ti scriviamo qui.
taken-back-esim = ↩ Ritirata: questo codice QR non funziona più.
taken-back-plan = ↩ Ritirato: questo piano non è più sulla tua eSIM.
refund-cancelled = Annullato, come hai chiesto.
refund-granted = Il tuo rimborso è stato accettato.
wish-asked = Rimborso richiesto: chiediamo alla rete.
wish-with-person = Rimborso richiesto: al nostro team.
wish-refused = Rimborso richiesto: non accettato.
refund-asked-toast = Ricevuto. Leggerai qui come va.
button-wait = Aspetta
button-stop = Annulla
waiting = Continuiamo a provarci e ti scriviamo qui appena è fatto. Puoi ancora annullare.
code-waiting = Continuiamo a provarci e ti scriviamo qui appena è fatto. Puoi ancora annullare: il tuo codice torna valido.
stopping-toast = Annullo…
stopping = Annullo: non ordiniamo più nulla. Quando è certo che nulla è stato attivato, ricevi il rimborso. Se è già andato a buon fine e non si può ritirare, lo ricevi e te lo diciamo.
code-stopping = Annullo: non ordiniamo più nulla. Quando è certo che nulla è stato attivato, il tuo codice torna valido. Se è già andato a buon fine e non si può ritirare, lo ricevi e te lo diciamo.
done-late = Era già andato a buon fine prima dell’annullamento.
code-returned-wished = Annullato, come hai chiesto. Il tuo codice è di nuovo valido: usalo adesso o più tardi.
wish-stopping = Annullamento in corso: verifichiamo che nulla sia stato attivato.
payment-misfit = Abbiamo ricevuto { $total } da te, ma non corrisponde a nessun tuo ordine. È al sicuro: se ne occupa una persona e ti scriviamo qui.
payment-page-lost = Non riusciamo a vedere che fine ha fatto il tuo pagamento di { $total } per { $plan }. Non pagare di nuovo: una persona verifica e ti scriviamo qui.
payment-page-none = <b>{ $plan }</b>: abbiamo controllato e non ci è arrivato nessun pagamento di { $total }. La tua banca lo mostra? Dillo a una persona. Altrimenti puoi pagare di nuovo.
payment-part-back = Una parte del tuo pagamento di { $total } per { $plan } ti è stata restituita. Il nostro team sta verificando. Domande? Una persona è a un tocco.
payment-part-back-code = Una parte del tuo pagamento di { $total } per { $plan } ti è stata restituita, quindi il codice di attivazione non usato non vale più. Il nostro team sta verificando. Domande? Una persona è a un tocco.
page-paysupport-none = <b>Pagamenti.</b> Non hai ancora pagato nulla. Una persona: { $contact }
paysupport-order = { $total } · { $date } · { $state }
money-confirming = in conferma
money-paid = pagato
money-on-its-way = rimborso in arrivo
money-back = rimborsato
money-part-back = rimborsato in parte
money-disputed = contestato
money-with-person = al nostro team

## Help

help-title = <b>{ $brand }: come possiamo aiutarti?</b>
help-guide = 🖼 Guida illustrata
help-channel = Il nostro canale
help-ask-where = Dove ricarico?
help-ask-when = Quando parte?
help-ask-phone = Telefono nuovo
help-ask-failed = Non ha funzionato
help-ask-emergency = Emergenza
help-where = Qui: tocca ★ sulla tua eSIM, scrivi “ricarica” o usa /renew. Si apre anche da un nostro link.
help-when = Di solito in pochi minuti. Ti mostriamo cosa dice la rete e continuiamo a chiedere. Se tarda troppo ti avvisiamo, e ti rimborsiamo appena è certo che la eSIM non è stata ricaricata.
help-phone = Una eSIM sta su un telefono alla volta. Non ancora installata? Lo stesso QR vale sul nuovo telefono. Già installata? Non eliminarla: scrivici prima. Per altri dispositivi usa l’hotspot, se il piano lo permette.
help-failed = Nessun addebito? Tocca di nuovo ★, ora o più tardi. Hai pagato ma la ricarica non c’è? Non pagare di nuovo: la attiviamo o ti rimborsiamo senza che tu lo chieda. Per il resto c’è /support.
help-emergency = Puoi contattarci qui anche fuori orario: { $contact }
guide-1 = <b>1/4 Guarda la eSIM.</b> Quanto resta, fino a quando, minuti e SMS.
guide-2 = <b>2/4 Scegli.</b> Giornalieri, mensili o illimitati; ★ ripete l’ultimo.
guide-3 = <b>3/4 Paga.</b> Leggi l’anteprima, tocca Paga, conferma. Non riesce? Rimborso automatico.
guide-4 = <b>4/4 Fatto.</b> Di solito niente da installare. Nuova eSIM? Inquadra il QR con un solo telefono e non eliminarla.

## Settings, and the customer’s own cards

words-cards = le mie esim|gestisci le esim|rinomina|condividi|condividere|cedi|cedere|rimuovi|rimuovere|elimina la esim|elimina la carta
words-email = email|e-mail|posta
words-data = i miei dati|elimina|eliminare|cancella i dati|esporta|esportare
words-settings = impostazioni|preferenze|fuso orario|notifiche
words-cities = Asia/Shanghai=Pechino|Asia/Shanghai=Shanghai|Asia/Shanghai=Shenzhen|Asia/Shanghai=Canton|Asia/Shanghai=Wenzhou|Asia/Taipei=Taipei|Asia/Hong_Kong=Hong Kong|Asia/Macau=Macao|Asia/Tokyo=Tokyo|Asia/Tokyo=Osaka|Asia/Seoul=Seul|Asia/Singapore=Singapore|Asia/Kuala_Lumpur=Kuala Lumpur|Asia/Bangkok=Bangkok|Asia/Jakarta=Giacarta|Asia/Calcutta=Delhi|Asia/Calcutta=Mumbai|Asia/Dubai=Dubai|Europe/Rome=Roma|Europe/Rome=Milano|Europe/Rome=Torino|Europe/Rome=Napoli|Europe/Rome=Palermo|Europe/Rome=Bologna|Europe/Rome=Firenze|Europe/Rome=Prato|Europe/Rome=Venezia|Europe/Rome=Genova|Europe/Rome=Bari|Europe/Rome=Cagliari|Europe/London=Londra|Europe/Paris=Parigi|Europe/Berlin=Berlino|Europe/Berlin=Monaco di Baviera|Europe/Madrid=Madrid|Europe/Madrid=Barcellona|Europe/Lisbon=Lisbona|Europe/Zurich=Zurigo|Europe/Zurich=Ginevra|Europe/Vienna=Vienna|Europe/Moscow=Mosca|Asia/Vladivostok=Vladivostok|America/New_York=New York|America/New_York=Boston|America/New_York=Washington|America/New_York=Miami|America/Chicago=Chicago|America/Denver=Denver|America/Los_Angeles=Los Angeles|America/Los_Angeles=San Francisco|Pacific/Honolulu=Honolulu|America/Toronto=Toronto|America/Vancouver=Vancouver|America/Sao_Paulo=San Paolo|America/Mexico_City=Città del Messico|Australia/Sydney=Sydney|Australia/Sydney=Melbourne|Australia/Brisbane=Brisbane|Australia/Perth=Perth|Pacific/Auckland=Auckland
button-settings = Impostazioni
button-home-time = Ora di casa
button-notices = Avvisi
button-my-cards = Gestisci le eSIM
settings-title =
    <b>Impostazioni</b>
    Lingua: { $language }
    Ora di casa: { $zone }
    Avvisi: { $notices }
settings-email = E-mail: { $email }
settings-no-email = nessuna
home-time-off = non mostrata
home-time-title = <b>Ora di casa:</b> { $zone }
home-time-question = Scrivi la tua città o il tuo Paese, o toccane uno. Accanto alle date vedrai anche l’ora di casa; la vedi solo tu.
home-time-which = Quel Paese ha più fusi orari. Qual è il tuo?
home-time-unknown = Non conosco questo posto. Prova con una città più grande lì vicino, o con un Paese.
button-home-time-off = Non mostrarla
at-home = a casa { $time }
day-and-home = { $day } (a casa { $home })
notices-title = <b>Avvisi:</b> { $notices }. Sono i messaggi che non hai chiesto, per esempio quando qualcuno ricarica una eSIM che condividi. Acquisti e rimborsi arrivano sempre con il suono.
notices-loud = con suono
notices-quiet = silenziosi
button-notices-quiet = Rendili silenziosi
button-notices-loud = Con suono
my-cards-title = <b>Le tue eSIM.</b> Quale?
my-cards-none = Qui non c’è nessuna eSIM.
my-card-shared = Condivisa con te: puoi vedere quanto resta e ricaricarla.
button-rename = Rinomina
button-no-name = Senza nome
button-remove = Togli
button-remove-yes = Sì, toglila
button-open-card = Quanto resta
rename-question = Come vuoi chiamare { $card }? Scrivi un nome, al massimo { $most } caratteri. Lo vedi solo tu.
rename-wrong = Questo non va bene come nome per { $card }. Al massimo { $most } lettere, cifre o emoji.
remove-question = Togliere { $card } dal tuo elenco? La eSIM continua a funzionare fino alla fine del piano e le ricevute restano. La condivisione finisce. Per riaverla dovrai dimostrare di nuovo che è tua.
leave-question = Togliere { $card } dal tuo elenco? Non è tua, quindi alla eSIM non succede niente. Per rivederla ti serve un nuovo link da chi la possiede.
remove-done = Tolta.
remove-under-way = Non ora: un ordine per questa eSIM è ancora in corso. Quando è finito, puoi.

## Sharing a card, and handing it over

button-share = Condividi
button-give = Cedi
button-share-link = Invita qualcuno
button-give-link = Crea il link
button-drop-link = Ritira il link
button-send-link = Invialo…
button-copy-link = Copia il link
button-accept = Aggiungila
button-receive = Prendila
button-no-thanks = No, grazie
button-who-sees = Chi la vede?
share-title = <b>Condividi { $card }.</b> Chi inviti vede quanto resta e può ricaricarla. Non può installarla né condividerla a sua volta.
share-companions = Tocca un nome per togliere l’accesso.
share-link-made = Invia questo link alla sola persona che deve vedere { $card } e poterla ricaricare. Vale una volta, per 7 giorni.
share-full = Cinque persone vedono già questa eSIM. Prima togline una.
share-full-for-you = Questa eSIM ha già tutte le persone possibili. Chiedi a chi la possiede.
share-ended = { $who } non la vede più.
share-over = Questa eSIM non è più condivisa con te.
share-offer = Qualcuno condivide una eSIM con te: { $place } { $card }. Vedrai quanto resta e potrai ricaricarla, non installarla né condividerla. Chi la possiede saprà delle tue ricariche e vedrà il tuo nome. La aggiungo?
share-added = Aggiunta. La trovi dopo le tue.
give-title = <b>Cedere { $card }?</b> Diventa di un’altra persona, con il suo codice QR; tu non la vedi più e la condivisione finisce. Le ricevute restano a te. Non succede nulla finché non la prende.
give-link-made = Invia questo link alla sola persona che deve avere { $card }. Vale una volta, per 24 ore. Appena la prende, è sua.
give-offer = Qualcuno ti cede una eSIM: { $place } { $card }. Diventa tua, con quanto le resta. La prendi?
give-received = Ora è tua.
give-under-way = Non ora: un ordine per questa eSIM è ancora in corso. Riprova tra un po’.
link-waits = C’è già un link, valido fino al { $until }. Uno nuovo lo sostituisce.
link-over = Questo link non vale più: usato, scaduto o ritirato. Chiedine uno nuovo.
link-words-share = Guarda e ricarica con me la eSIM { $card }
link-words-give = La eSIM { $card } è tua: tocca per prenderla
companion = Persona { $number }
companion-somebody = Qualcuno
notice-share-used = 👪 { $who } ha usato il tuo link: ora vede { $card } e può ricaricarla.
notice-given = { $card } è passata a un’altra persona e non è più tua. Le ricevute restano a te.
notice-renewed = 🎁 { $who } ha ricaricato { $card } per te: + { $plan }.
notice-new-esim = 🎁 <b>{ $who } ti ha comprato una nuova eSIM:</b> { $card }
done-for-another = ✅ <b>Fatto.</b> Niente da installare; chi la possiede è stato avvisato.
done-for-another-new = ✅ <b>Fatto:</b> { $plan } come nuova eSIM. Il codice QR è andato solo a chi la possiede.
refused-not-shared = Non puoi più ricaricare questa eSIM. Non è stato addebitato nulla.

## A customer’s own data

button-my-data = I miei dati
button-export = Ricevi una copia
button-erase = Elimina i miei dati
button-erase-yes = Sì, elimina tutto
button-begin = Ricomincia
data-title = <b>I tuoi dati.</b> Ricevine una copia in un file: impostazioni, eSIM, ordini, pagamenti, ciò che hai condiviso o aggiunto. Oppure falli eliminare.
export-caption = I tuoi dati da noi. I codici QR non ci sono: sono le chiavi delle tue eSIM.
export-too-often = Oggi hai già ricevuto tre copie. Riprova domani.
erase-question =
    <b>Eliminare i tuoi dati?</b> Spariscono per sempre: impostazioni, e-mail, nomi, condivisioni, codici QR salvati. Le eSIM escono dall’elenco, ma continuano a funzionare.
    Restano, perché lo chiede la legge: ordini, pagamenti e rimborsi con il tuo ID Telegram e la loro eSIM.
erase-not-yet-order = Un tuo ordine è ancora in corso. Quando è concluso, puoi eliminare i tuoi dati.
erase-not-yet-refund = Un rimborso sta ancora tornando da te. Quando è arrivato, puoi eliminare i tuoi dati.
erase-not-yet-code = Un codice di attivazione che hai pagato non è ancora stato usato. Prima usalo o annullalo.
erase-done = Eliminati. Restano solo i registri: ordini, pagamenti e rimborsi. Torna quando vuoi: ricominciamo da capo.

## Pages

page-support = Qui risponde una persona: { $contact }. Indica le ultime quattro cifre della eSIM (dopo il “·” nel nome).
page-support-new = Qui risponde una persona: { $contact }. Indica il modello del telefono.
page-terms = <b>Condizioni.</b> Venditore: { $seller }, { $address }. I piani sono prepagati e partono come scritto nel riepilogo; pagando chiedi l’attivazione immediata. Ciò che non viene fornito è rimborsato per intero. Una eSIM funziona su un telefono alla volta. Domande: /paysupport
page-privacy = <b>Privacy.</b> Conserviamo ID Telegram, lingua, eSIM, ordini e pagamenti per fornirti il servizio e per la contabilità. I codici di installazione e la tua e-mail sono cifrati. Niente pubblicità né vendita di dati. Copia o cancellazione: qui sotto; domande: { $contact } ({ $seller }).
page-paysupport = <b>Pagamenti.</b> Qui sotto: i tuoi ultimi ordini e dove sono i soldi. Toccane uno per la ricevuta e il rimborso. Ciò che non arriva viene rimborsato in automatico. Una persona: { $contact }, con il numero della ricevuta.

## Payment pages in the browser

page-pay-paid = Pagato
page-pay-paid-text = Grazie! Stiamo attivando: il resto arriva in chat.
page-pay-processing = La banca sta confermando
page-pay-processing-text = Non devi fare altro. Appena arriva la conferma attiviamo e ti avvisiamo in chat.
page-pay-checking = Stiamo verificando il pagamento
page-pay-checking-text = Non è ancora chiaro se è andato a buon fine. Se hai già pagato, non pagare di nuovo: appena lo sappiamo ti scriviamo in chat.
page-pay-failed = Il pagamento non è riuscito
page-pay-open = Non ancora pagato
page-pay-nothing-charged = Nessun addebito. Puoi riprovare, o pagare in un altro modo dalla chat.
page-pay-expired = Questo link non è più valido
page-pay-expired-text = Nessun addebito. In chat trovi il prezzo aggiornato.
page-pay-paused = Vendite in pausa
page-pay-silent = La pagina di pagamento non risponde
page-pay-silent-text = Nessun addebito. Riprova tra un momento, o paga in un altro modo dalla chat.
page-pay-unknown = Non conosciamo questo link
page-pay-unknown-text = Apri il pagamento dalla nostra chat.
page-pay-go-on = Vai al pagamento
page-pay-back = Torna alla chat

## Everything else

example-contact = +00 000 000 000 (esempio)
example-address = Via Esempio 1 (esempio)
not-yours = Questa eSIM o questo ordine non è sul tuo account.
not-understood = Non ho capito, scusa. Posso mostrarti quanto resta, ricaricare o venderti una nuova eSIM.
too-fast = Un po’ più piano, per favore. Riprova tra qualche secondo.
went-wrong = Scusa, qualcosa non ha funzionato da parte nostra. Nessun addebito. Riprova tra un attimo.
group-private = I dati della tua eSIM sono privati: parliamone in chat privata.
language-title = Quale lingua?
language-chosen = Lingua impostata: italiano.

## E-mail

button-add-address = Aggiungi un indirizzo
button-other-address = Altro indirizzo
button-remove-address = Togli
button-receipts-on = Invia le ricevute
button-receipts-off = Basta ricevute
button-mail-code = Invia un codice
button-new-code = Nuovo codice
button-email = La mia e-mail
button-mail-receipt = ✉️ Ricevuta via e-mail
email-none = Ancora nessun indirizzo e-mail. Se lo aggiungi, ricevi lì le ricevute.
email-on = Le ricevute arrivano a <b>{ $address }</b>.
email-off = Il tuo indirizzo è <b>{ $address }</b>. Non inviamo ricevute.
email-refused = La posta per <b>{ $address }</b> torna indietro: il suo server non la accetta. È scritto bene?
email-question = Dove mandiamo le ricevute? Scrivi qui il tuo indirizzo e-mail.
email-no-address = Non sembra un indirizzo e-mail. Scrivilo di nuovo, per esempio nome@example.com.
email-offer = Mandiamo le ricevute a <b>{ $address }</b>? Prima ti inviamo un codice.
email-code-sent = Un codice è in arrivo a <b>{ $address }</b>. Scrivi qui le sei cifre: vale 10 minuti. Non arriva? Guarda nello spam.
email-too-often = Abbastanza codici per ora. Riprova domani.
email-is-off = Questo negozio non invia e-mail. Le ricevute sono in /orders.
email-code-wrong =
    Il codice non è questo. { $tries ->
        [one] Resta un tentativo.
       *[other] Restano { $tries } tentativi.
    }
email-code-expired = Quel codice è scaduto. Ne inviamo uno nuovo?
email-code-used-up = Troppi tentativi: quel codice non vale più. Ne inviamo uno nuovo?
email-proved = ✅ Fatto. Da ora le ricevute arrivano a <b>{ $address }</b>.
email-proved-receipt = ✅ Fatto. La ricevuta è in arrivo a <b>{ $address }</b>, e così le prossime.
email-receipt-sent = In arrivo a { $address }
email-receipts-too-often = Abbastanza ricevute per oggi. Riprova domani.
email-removed = Tolto.

## Mails

mail-code-subject = { $brand }: il tuo codice
mail-code-intro = Scrivi questo codice nella nostra chat Telegram. Vale per 10 minuti.
mail-code-ignore = Non sei stato tu? Ignora questa e-mail: non succede nulla.

mail-code-use = Il tuo codice di attivazione (scadenza: { $date }). Scrivilo nella nostra chat Telegram per usarlo, o regalalo: chi lo ha può usarlo una volta.
mail-code-link = Usalo su Telegram
mail-code-qr = QR di questo link
mail-bot = Domande? Siamo su Telegram
mail-receipt-subject = { $brand }: ricevuta { $number }
mail-fact = { $label }: { $value }
mail-label-what = Per
mail-label-card = eSIM
mail-label-date = Data
mail-date = { $date } ({ $city })
mail-label-total = Pagato
mail-label-way = Pagato con
mail-way =
    { $rail ->
        [stars] Stelle di Telegram
        [invoice] carta, dentro Telegram
       *[stripe] pagina di pagamento (Stripe)
    }
mail-label-state = Stato
mail-install-title = Installa la tua eSIM
mail-install-how = Inquadra il codice con il telefono che la userà, o apri su quel telefono il link giusto (iPhone: da iOS 17.4; non tutti gli Android).
mail-install-qr = QR della eSIM
mail-install-once = Vale per un solo telefono. Una volta installata, non eliminarla.
mail-label-smdp = Indirizzo SM-DP+
mail-label-code = Codice di installazione
mail-install-code-name = Sul telefono il codice di installazione si chiama “codice di attivazione”.

## The check-up (npm run doctor), for operators

doctor-title = { $brand } · visita di controllo
doctor-looking = Controllo tutto; ci vogliono al massimo { $seconds } secondi …
doctor-topic-settings = Impostazioni
doctor-topic-files = Piani e prezzi
doctor-topic-telegram = Telegram
doctor-topic-address = Indirizzo pubblico
doctor-topic-in-telegram = Pagamenti dentro Telegram
doctor-topic-mail = E-mail
doctor-topic-machine = Questo computer
doctor-sum = { $well } a posto · { $advice } da valutare · { $wrong } da sistemare · { $unknown } non controllati
doctor-end-well = Tutto a posto.
doctor-end-advice = Non c’è niente da sistemare. Quello che ha il segno ! migliorerebbe il negozio.
doctor-end-wrong = Sistema quello che ha il segno ✗, poi lancia di nuovo npm run doctor.
doctor-end-unknown = Quello che ha il segno ? non si è potuto controllare. Lancia di nuovo npm run doctor tra qualche minuto.
doctor-silent = { $who }: nessuna risposta
doctor-silent-todo = Controlla che questo computer sia collegato a internet e riprova tra qualche minuto.
doctor-sandbox = Questo è il negozio di prova: niente è reale e non c’è niente da impostare. npm start lo apre; il README porta da qui alle vendite vere.
doctor-settings-well =
    Le impostazioni vanno d’accordo; { $deployment ->
        [live] il negozio è aperto a tutti, con soldi veri
       *[test] è una prova, e solo gli operatori possono comprare
    }
doctor-setting-wrong = { $name } manca o non va bene
doctor-setting-wrong-todo =
    Scrivi dopo { $name }= in .env: { $name ->
        [BOT_TOKEN] il token che ti ha dato @BotFather, come 123456:ABC…
        [DEPLOYMENT] test o live
        [TELEGRAM_API_ROOT] https://api.telegram.org
        [UPDATES] polling o webhook
        [TELEGRAM_WEBHOOK_SECRET] quello che stampa il comando openssl rand -hex 32
        [PORT] un numero, per esempio 8080
        [PUBLIC_URL] l’indirizzo del tuo dominio, per esempio https://bot.example.org
        [DATABASE_URL] sqlite: e il nome di un file, per esempio sqlite:data/yuanyou.db
        [PAYMENT_RAILS] uno o più tra stars, invoice e stripe, separati da virgole
        [TELEGRAM_PROVIDER_TOKEN] il token che @BotFather dà sotto Payments: 123:TEST:… per DEPLOYMENT=test, 123:LIVE:… per live
        [STRIPE_SECRET_KEY] la chiave segreta di dashboard.stripe.com, Sviluppatori, Chiavi API: sk_test_… per DEPLOYMENT=test, sk_live_… per live
        [STRIPE_WEBHOOK_SECRET] la chiave di firma dell’indirizzo in dashboard.stripe.com, Sviluppatori, Webhook: whsec_…
        [STRIPE_API_URL] https://api.stripe.com
        [ESIM_PROVIDER] esimaccess o airalo, e imposta le sue chiavi; sandbox solo per provare
        [ESIMACCESS_ACCESS_CODE] l’AccessCode della console di eSIM Access
        [ESIMACCESS_SECRET_KEY] la SecretKey della console di eSIM Access
        [ESIMACCESS_API_URL] https://api.esimaccess.com
        [ESIM_WEBHOOK_PATH_SECRET] quello che stampa il comando openssl rand -hex 32
        [AIRALO_CLIENT_ID] il client id della Partner Platform di Airalo
        [AIRALO_CLIENT_SECRET] il client secret della Partner Platform di Airalo
        [AIRALO_API_URL] https://partners-api.airalo.com
        [AIRALO_MODE] sandbox o production, come sta l’interruttore nella Partner Platform; per live serve production
        [CURRENCY] EUR, USD o CNY
        [STARS_PER_UNIT] un numero sopra lo 0, per esempio 60
        [ADMIN_IDS] numeri di Telegram separati da virgole, per esempio 12345,67890
        [ADMIN_CHAT_ID] il numero di una chat, per esempio -1001234567890
        [CHANNEL_URL] l’indirizzo del tuo canale, per esempio https://t.me/…
        [SMTP_URL] smtps://utente:password@mail.example.org:465 con i tuoi valori; i segni nella password con % e il loro numero, @ è %40
        [MAIL_FROM] l’indirizzo da cui partono le e-mail, per esempio shop@example.org
        [DATA_KEY] quello che stampa il comando openssl rand -base64 32, e tienine una copia altrove
        [LOG_LEVEL] info
        [SANDBOX_LISTEN_ALL] 0
        [EMERGENCY_CONTACT] un numero di telefono o un indirizzo a cui risponde una persona
        [SELLER_ADDRESS] il tuo indirizzo, come lo leggono i clienti sotto /terms
       *[other] { $what }
    }
doctor-setting-extra = { $name } non va d’accordo con le altre impostazioni
doctor-setting-extra-todo = Cancella la riga { $name }= in .env. Se serviva a un bot vero, imposta prima BOT_TOKEN.
doctor-settings-rest = Telegram, pagamenti, fornitori ed e-mail non sono stati guardati
doctor-settings-rest-todo = Prima correggi le impostazioni qui sopra.
doctor-operators-none = Non c’è nessun operatore: nessuno segue il negozio, e in prova nessuno può comprare
doctor-operators-none-todo = Scrivi il tuo numero di Telegram dopo ADMIN_IDS= in .env. Te lo dice il bot @userinfobot.
doctor-key-none = Per i segreti nel database non c’è una chiave tua
doctor-key-none-todo = Creala con il comando openssl rand -base64 32, scrivila dopo DATA_KEY= in .env e tienine una copia altrove. Un database nato senza chiave non ne prende una dopo: ne serve uno nuovo.
doctor-supplier-sandbox = Le eSIM vengono dal fornitore incorporato: nessuno può installarle
doctor-supplier-sandbox-todo = Prima della prima vendita imposta ESIM_PROVIDER e le chiavi del tuo fornitore; il README dice dove trovarle.
doctor-file-well =
    { $file }: { $plans ->
        [one] un piano
       *[other] { $plans } piani
    }
doctor-file-wrong = In { $file } c’è un errore: { $what }
doctor-file-wrong-todo = Correggi questo punto di { $file } con un editor di testo qualsiasi.
doctor-telegram-well = Il bot è @{ $bot }
doctor-telegram-token = Telegram non conosce il bot di questo BOT_TOKEN
doctor-telegram-token-todo = In Telegram apri @BotFather, manda /mybots, scegli il tuo bot e API Token, e copia di nuovo il token in .env.
doctor-updates-well =
    { $way ->
        [webhook] Telegram porta i messaggi al tuo indirizzo
       *[polling] Il bot va a prendere i messaggi da solo
    }
doctor-polling-hook = Telegram porta i messaggi a un altro indirizzo
doctor-webhook-unset = Telegram non porta ancora i messaggi al tuo indirizzo
doctor-webhook-todo = Avvia il bot con npm start, e va a posto da solo. Se un altro computer usa lo stesso token, prima fermalo lì.
doctor-webhook-error = Telegram non è riuscito a portare i messaggi a { $url }: { $failure }
doctor-webhook-error-todo = Fa’ in modo che questo indirizzo arrivi al bot, in https con un certificato valido, sulla porta 443, 80, 88 o 8443.
doctor-waiting = { $count } messaggi aspettano il bot
doctor-waiting-todo = Avvia il bot con npm start. Se è già in funzione, il suo log dice che cosa lo blocca.
doctor-operators-well =
    Il bot può scrivere a { $count ->
        [one] un operatore
       *[other] { $count } operatori
    }
doctor-operator-unknown = Il bot non può ancora scrivere all’operatore { $id }
doctor-operator-unknown-todo = Questa persona apra il bot in Telegram e prema Avvia. Se il numero è sbagliato, correggi ADMIN_IDS in .env.
doctor-chat-unknown = Il bot non è nella chat { $id }, dove andrebbero segnalati i casi (ADMIN_CHAT_ID)
doctor-chat-unknown-todo = Aggiungi il bot a quel gruppo, o correggi il numero in .env.
doctor-address-none = Non c’è e non serve: il bot lavora da qualsiasi computer collegato a internet
doctor-address-well = { $url } arriva al bot
doctor-address-wrong = { $url } non arriva al bot ({ $reason })
doctor-address-wrong-todo = Punta il dominio a questo computer, e il server web lì passi le richieste a { $at }.
doctor-address-asleep = Il bot non è in funzione, quindi non si vede se { $url } ci arriva
doctor-address-asleep-todo = Avvia il bot con npm start, poi lancia npm run doctor in una seconda finestra.
doctor-address-plain = { $url } comincia con http, e Telegram porta i messaggi solo in https
doctor-address-plain-todo = Procurati un certificato (il server web Caddy lo fa da solo) e scrivi https:// in PUBLIC_URL.
doctor-stars-well = Stelle di Telegram: { $price } sono { $stars }
doctor-invoice-well = Pagamento con carta: Telegram accetta il token del fornitore di pagamenti
doctor-invoice-wrong = Pagamento con carta: Telegram non accetta il token del fornitore di pagamenti ({ $reason })
doctor-invoice-wrong-todo = In Telegram apri @BotFather, manda /mybots, scegli il tuo bot e Payments, e copia di nuovo il token in TELEGRAM_PROVIDER_TOKEN.
doctor-stripe-well =
    Conto in { $country }; { $mode ->
        [live] incassa soldi veri
       *[test] chiavi di prova, niente soldi veri
    }
doctor-stripe-key = Stripe non conosce questa chiave
doctor-stripe-key-todo =
    Apri dashboard.stripe.com, Sviluppatori, Chiavi API, e copia di nuovo la chiave segreta ({ $mode ->
        [live] sk_live_…
       *[test] sk_test_…
    }) in STRIPE_SECRET_KEY.
doctor-stripe-review = Stripe non lascia ancora incassare soldi veri a questo conto
doctor-stripe-review-todo = Apri dashboard.stripe.com e completa quello che chiede; poi Stripe deve dare l’assenso.
doctor-stripe-forbidden = La chiave in STRIPE_SECRET_KEY non può leggere { $what }
doctor-stripe-forbidden-todo = Guarda tu nella dashboard, o concedi alla chiave di leggere { $what }.
doctor-methods-well = La pagina di pagamento offre { $methods }
doctor-methods-none = La pagina di pagamento non offre nessun modo di pagare in { $currency }
doctor-method-off = { $name } è spento
doctor-method-off-todo = Per offrirlo apri dashboard.stripe.com, Impostazioni, Metodi di pagamento, e accendilo.
doctor-method-missing = { $name } è acceso, ma Stripe non lo concede ancora a questo conto
doctor-method-missing-todo = Apri dashboard.stripe.com, Impostazioni, Metodi di pagamento: lì c’è scritto che cosa manca.
doctor-method-currency = Con { $name } non si paga in { $currency }
doctor-method-currency-todo = Se lo vuoi, vendi in un’altra valuta (CURRENCY in .env).
doctor-events-asked = Senza indirizzo pubblico si chiede a Stripe ogni pochi secondi dei pagamenti in corso
doctor-events-well = Stripe avvisa { $url }
doctor-events-none = Stripe non avvisa { $url }
doctor-events-none-todo = Apri dashboard.stripe.com, Sviluppatori, Webhook, aggiungi questo indirizzo con la versione { $version } e tutti gli eventi di checkout.session, payment_intent, charge.dispute e refund, più charge.refunded; copia la chiave di firma in STRIPE_WEBHOOK_SECRET.
doctor-events-secret = Stripe avvisa { $url }, ma il bot non può sapere che è Stripe
doctor-events-secret-todo = Apri quell’indirizzo in dashboard.stripe.com, Sviluppatori, Webhook, e copia la chiave di firma in STRIPE_WEBHOOK_SECRET.
doctor-events-off = Gli avvisi di Stripe a { $url } sono spenti
doctor-events-off-todo = Apri dashboard.stripe.com, Sviluppatori, Webhook, e accendi questo indirizzo.
doctor-events-lacks = Stripe non avvisa { $url } di tutto quello che serve al bot
doctor-events-lacks-todo = Apri quell’indirizzo in dashboard.stripe.com, Sviluppatori, Webhook, e aggiungi questi eventi: { $events }
doctor-events-version = Stripe avvisa nella versione { $theirs } della sua lingua; il bot parla la { $version }
doctor-events-version-todo = Funziona anche così. Meglio un indirizzo nuovo con la versione { $version } al posto del vecchio.
doctor-supplier-well =
    { $use ->
        [selling] Accetta le nostre chiavi; le eSIM nuove si comprano qui
       *[old] Accetta le nostre chiavi; segue le eSIM comprate qui, e non ne vende di nuove
    }
doctor-supplier-mode =
    { $mode ->
        [production] AIRALO_MODE dice che gli ordini sono veri; lo sa solo la Partner Platform
       *[sandbox] AIRALO_MODE dice che gli ordini sono di prova; lo sa solo la Partner Platform
    }
doctor-supplier-keys = { $name } non accetta le nostre chiavi
doctor-supplier-keys-todo =
    { $supplier ->
        [esimaccess] Copia di nuovo AccessCode e SecretKey dalla console di eSIM Access. Se lì entrano solo certi indirizzi, aggiungi quello di questo computer. Se l’orologio qui sotto è sbagliato, sistema prima quello.
       *[other] Copia di nuovo client id e secret dalla Partner Platform. Se lì entrano solo certi indirizzi, aggiungi quello di questo computer.
    }
doctor-supplier-reports = Avvisa il nostro indirizzo pubblico
doctor-supplier-deaf = { $name } non avvisa il nostro indirizzo pubblico, quindi le novità delle eSIM arrivano più tardi
doctor-supplier-deaf-todo =
    { $how ->
        [secret] Scrivi quello che stampa il comando openssl rand -hex 32 dopo ESIM_WEBHOOK_PATH_SECRET= in .env, e riavvia il bot.
       *[start] Avvia il bot con npm start: dice lui il suo indirizzo, che in quel momento deve arrivarci.
    }
doctor-credit = Credito: { $credit }
doctor-credit-well =
    Credito: { $credit }, basta per { $orders ->
        [one] un ordine
       *[other] { $orders } ordini
    } o più
doctor-credit-low =
    Credito: { $credit }, basta per { $orders ->
        [one] un ordine
       *[other] { $orders } ordini
    } del piano più caro; sotto i 20 le vendite si fermano
doctor-credit-low-todo = Versa da { $name } fino ad avere almeno { $enough }.
doctor-packages-well =
    { $count ->
        [one] C’è un piano
       *[other] Ci sono { $count } piani
    }, a un costo da { $least } a { $most }
doctor-price-low =
    { $fault ->
        [below_least] { $plan } non si vende: { $name } non permette { $price }, il minimo è { $limit }
       *[below_cost] { $plan } non si vende: il prezzo { $price } non copre il costo di { $limit } e la commissione di un pagamento
    }
doctor-price-low-todo = Alza retail.{ $currency } di { $plan } in db/catalogue.json, poi riavvia il bot.
doctor-package-missing = { $plan } non si vende: { $name } non ha nessun pacchetto { $package }
doctor-package-other = { $plan } non si vende: il suo pacchetto è un’altra cosa, { $package }
doctor-package-identified = { $plan } non si vende: chi usa il suo pacchetto { $package } deve identificarsi presso il fornitore
doctor-package-places = { $plan } non si vende: il suo pacchetto { $package } non funziona in { $countries }
doctor-package-places-todo = Scrivine in { $file } uno che funzioni anche lì; i più vicini sono { $packages }. Oppure togli { $countries } da coverages.{ $coverage } in db/catalogue.json, poi riavvia il bot.
doctor-package-places-none-todo = { $name } non ha niente di simile che funzioni anche lì: togli { $countries } da coverages.{ $coverage } in db/catalogue.json e riavvia il bot, oppure togli { $plan } da { $file }.
doctor-package-todo = Scrivine in { $file } uno con gli stessi dati e giorni; i più vicini sono { $packages }. Se nessuno va bene, togli il piano da quel file.
doctor-package-none-todo = { $name } non ha niente di simile: togli { $plan } da { $file }.
doctor-mail-none = Nessun server di posta: i clienti non ricevono per e-mail né ricevute né codici
doctor-mail-none-todo = Se li vuoi, imposta SMTP_URL e MAIL_FROM in .env; i valori te li dice chi ospita la tua posta.
doctor-mail-well = { $host } accetta le e-mail di { $from }
doctor-mail-wrong =
    { $reason ->
        [password] { $host } non accetta utente e password
        [encryption] { $host } non offre cifratura, quindi la password non è stata inviata
        [certificate] Il certificato di { $host } non vale per il suo nome
        [host] Non c’è nessun server di posta { $host }
        [refused] A { $host } non risponde nessuno
       *[other] Il server di posta { $host } non risponde come dovrebbe
    }
doctor-mail-wrong-todo =
    { $reason ->
        [password] Correggi utente e password in SMTP_URL; i segni lì dentro si scrivono con % e il loro numero, @ è %40.
        [encryption] Prova smtps:// e la porta 465 in SMTP_URL.
        [certificate] In SMTP_URL usa il nome che il tuo gestore di posta dà per il suo server.
        [host] Correggi il nome del server in SMTP_URL.
        [refused] Correggi la porta in SMTP_URL: di solito 465 con smtps://, o 587 con smtp://.
       *[other] Chiedi al tuo gestore di posta server e porta, e correggi SMTP_URL.
    }
doctor-database-new = Il database non c’è ancora: npm start crea { $file }
doctor-database-well = Il database { $file } è a posto ({ $size })
doctor-database-behind =
    Il database { $file } è di una versione più vecchia, di { $steps ->
        [one] un passo
       *[other] { $steps } passi
    }
doctor-database-behind-todo = Il prossimo npm start lo aggiorna. Prima copia il file altrove.
doctor-database-newer = Il database { $file } è stato scritto da una versione più nuova di questo programma
doctor-database-newer-todo = Avvia la versione più nuova, o rimetti una copia di sicurezza del database.
doctor-database-key = La DATA_KEY non apre il database { $file }
doctor-database-key-todo = Scrivi dopo DATA_KEY= in .env la chiave con cui è nato. Se era solo una prova senza chiave, sposta via il file: npm start ne crea uno nuovo.
doctor-database-unread = Il database { $file } non si può leggere
doctor-database-unread-todo =
    { $kind ->
        [not_writable] Lancia questo come l’utente a cui appartiene il file, e controlla DATABASE_URL.
        [locked] Lo tiene occupato un altro programma. Chiudilo, poi riprova.
        [not_a_database] Questo file non è un database. Spostalo via, o correggi DATABASE_URL.
       *[damaged] È danneggiato. Rimetti una copia di sicurezza.
    }
doctor-disk-well = Il disco è libero al { $percent } %
doctor-disk-full = Il disco è libero solo al { $percent } %
doctor-disk-full-todo = Fa’ spazio: un database che non può crescere non prende ordini.
doctor-node-well = Node { $version }
doctor-node-wrong = Questo è Node { $version }, e al programma serve Node 24
doctor-node-wrong-todo = Lancia una volta npm ci, e poi sempre npm run doctor e npm start; se non usi Linux, installa Node 24 da nodejs.org.
doctor-env-well = Solo tu puoi leggere i segreti in .env
doctor-env-open = Altri utenti di questo computer possono leggere i segreti in .env
doctor-env-open-todo = Lancia una volta il comando chmod 600 .env.
doctor-clock-well = L’orologio è giusto
doctor-clock-alone = L’orologio segna { $time } UTC; nessuno ha detto se è giusto
doctor-clock-wrong =
    L’orologio va { $way ->
        [fast] avanti
       *[slow] indietro
    } di { $seconds } secondi
doctor-clock-wrong-todo = Fallo regolare da internet: su Linux con sudo timedatectl set-ntp true. Pagamenti e fornitori rifiutano quello che viene da un’altra ora.

## Chat page of the sandbox

box-title = Yuanyou, ambiente di prova
box-people = Persone
box-new = nuovi
box-world = Il mondo
box-theme = Tema scuro
box-language = Lingua della pagina
box-other = Di chi è il secondo telefono
box-phone-of = Telefono di { $name }
box-chat = Chat di { $name }
box-bot = bot
box-write = Messaggio…
box-send = Invia
box-commands = Comandi
box-start = Avvia
box-block = Blocca il bot
box-unblock = Sblocca il bot
box-failed = Non ha funzionato. Riprova
box-lost = Connessione persa, nuovo tentativo…
box-not-here = Qui questo pulsante non c’è ancora
box-copied = Copiato: { $text }
box-spoiler = Testo nascosto, premi per mostrarlo
box-attachment = Allegato
box-photo = Immagine
box-enlarge = Ingrandisci l’immagine
box-paid = Pagati { $amount }
box-refunded = Rimborsati { $amount }
box-pay = Paga
box-pay-amount = Paga { $amount }
box-payment = Pagamento
box-balance = Saldo { $amount }
box-paying = Pagamento in corso…
box-again = Riprova
box-outcome-paid = Pagato
box-outcome-refused = Il negozio non ha accettato il pagamento. Nessun addebito.
box-outcome-timed-out = Il negozio non ha risposto in tempo. Nessun addebito.
box-outcome-declined = Pagamento rifiutato. Nessun addebito.
box-cancel = Annulla
box-close = Chiudi
box-ok = OK
box-open = Apri
box-answer = Il bot risponde
box-leave = Aprire questo link?
box-scan = Scansiona con l’altro telefono
box-found-link = Trovato un link
box-found-esim = eSIM trovata
box-found-ask = Installarla su questo telefono?
box-found-server = Indirizzo SM-DP+
box-found-code = Codice di installazione (sul telefono: “codice di attivazione”)
box-install = Installa
box-installed = La prova finisce qui: un vero telefono ora scaricherebbe la eSIM.
box-send-to = A chi lo invii?
box-open-as = Apri come { $name }
box-chips = Da provare
box-chip-renew = Ricarica
box-chip-pay = Paga in altro modo
box-chip-buy = Compra una eSIM
box-chip-language = Lingua
box-chip-help = Chiedi aiuto
box-chip-time = Passa un giorno
box-chip-cases = Casi
box-chip-status = Stato del negozio
box-chip-inbox = Posta in arrivo
box-chip-pause = Metti in pausa
box-chip-done = { $name } (fatto)
box-hour = 1 ora dopo
box-day = 1 giorno dopo
box-use = Usa 1 GB
box-decline = Rifiuta il prossimo pagamento
box-stall = Ferma il fornitore 30 s
box-credit-out = Esaurisci il credito dal fornitore
box-credit-back = Ricarica il conto dal fornitore
box-done = Fatto
box-wire = Messaggi scambiati
box-browser = Browser del telefono
box-test-card = Carta di prova •••• 4242
box-attach = Allega
box-attach-own = Screenshot della mia eSIM presa altrove
box-attach-code = Il suo codice come testo
box-attach-number = Il suo numero (ICCID)
box-attach-address = Il mio indirizzo e-mail
box-attach-foreign = Screenshot di una eSIM non nostra
box-attach-sold = L’elenco delle eSIM vendute (CSV)
box-attach-file = Un tuo file…
box-sending = Invio in corso…
box-shot-title = La tua eSIM è pronta
box-shot-hint = Scansiona il codice per installarla
box-mail = Posta
box-mail-address = L’indirizzo di { $name }
box-mail-none = Ancora nessuna e-mail. Ricevute e codici di verifica arrivano qui.
box-mail-to = A { $address }
box-mail-back = Tutte le e-mail
box-mail-plain = Solo testo
box-copy = Copia { $text }
box-chip-claim = Aggiungi la tua eSIM
box-webhooks = Eventi di Stripe
box-webhooks-normal = come arrivano
box-webhooks-duplicate = ognuno due volte
box-webhooks-reversed = prima i più recenti
box-webhooks-off = nessuno
box-stripe-title = Pagamento
box-stripe-note = Nessun denaro vero
box-stripe-method = Paga con
box-stripe-card = Carta
box-stripe-paypal = PayPal
box-stripe-alipay = Alipay
box-stripe-wechat = WeChat Pay
box-stripe-pay = Paga
box-stripe-leave = Torna senza pagare
box-stripe-otherwise = Simula un altro esito
box-stripe-decline = Rifiuta
box-stripe-challenge = Chiedi 3-D Secure
box-stripe-waitpaid = Attendi, poi pagato
box-stripe-waitfailed = Attendi, poi fallito
box-stripe-declined = Il pagamento è stato rifiutato. Riprova o scegli un altro modo.
box-stripe-asked = La tua banca chiede: sei tu a pagare?
box-stripe-confirm = Sì, sono io
box-stripe-complete = Questa pagina è conclusa.
box-stripe-expired = Questa pagina è scaduta.
box-stripe-back = Torna alla chat
