## Names of things

language-name = Italiano
language-codes = it
coverage-eu = Europa
coverage-asia = Asia
city =
    { $name ->
        [Rome] Roma
        [Tokyo] Tokyo
        [Seoul] Seul
        [Hong_Kong] Hong Kong
        [UTC] UTC
       *[other] { $fallback }
    }
group-day = A giorni
group-month = Al mese
group-unlimited = Illimitato
plan-allowance = { $data } / { $days } giorni
plan-voice = { $data } + { $minutes } min + { $sms } SMS / { $days } giorni
plan-daily = { $data } al giorno / { $days } giorni
plan-unlimited = Illimitato / { $days } giorni
size-daily = { $data } al giorno
size-unlimited = illimitato
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

words-balance = saldo|quanto mi resta|quanto resta|residuo|dati rimasti|consumo|giga
words-renew = ricarica|ricaricare|rinnova|rinnovare|rinnovo|prolunga|altri giga
words-orders = ordini|ordine|ricevuta|ricevute|fattura
words-help = aiuto|come|domanda|domande
words-language = lingua
words-person = assistenza|operatore|persona|umano

## Home, which is the card

home-empty = Non hai ancora una carta. Quelle comprate qui compariranno in questa schermata.
card-left = { $bar } restano { $left } su { $total }
card-used-up = { $bar } Dati esauriti
card-today = { $bar } oggi restano { $left } su { $total }
card-today-used = { $bar } Dati di oggi esauriti; { $kbps } fino a mezzanotte
card-unlimited = ∞ Dati illimitati
card-unlimited-fair = ∞ Dati illimitati. Massima velocità per { $data } al giorno, poi { $kbps }
card-until =
    { $days ->
        [one] fino al { $date } ({ $city }), resta 1 giorno
       *[other] fino al { $date } ({ $city }), restano { $days } giorni
    }
card-until-today = fino al { $date } ({ $city }), meno di un giorno
card-until-unknown = scadenza non ancora nota
card-talk = 📞 { $minutes } min su { $minutesTotal } · ✉️ { $sms } SMS su { $smsTotal }
card-waiting = + { $plan } in attesa
card-ended = Scaduta il { $date }
card-gone = Questa eSIM è stata rimossa e non si può più usare.
card-preparing = In preparazione: il QR arriva tra un attimo.
card-empty = Nessun piano su questa carta.
card-starts-on-use = Pronta. I giorni partono dal primo utilizzo.
card-install = Non ancora installata.
card-install-by = Non ancora installata: installala entro il { $date }.
card-no-figures = Ancora nessun dato, riprova tra un attimo.
just-now = ora
card-updated = <i>aggiornato { $ago }</i>
card-asking = <i>dati di { $ago }; chiedo alla rete…</i>
card-stale = <i>dati di { $ago }; la rete ora non risponde</i>

## Buttons

button-again = ★ Di nuovo { $plan } { $price }
button-pay = Paga { $total }
button-other-plan = Altro piano
button-back = ‹ Indietro
button-home = La mia carta
button-orders = Ordini
button-language = Lingua
button-help = Aiuto
button-retry = Riprova
button-advise = Aiutami a scegliere
button-days =
    { $days ->
        [one] 1 giorno
       *[other] { $days } giorni
    }
button-install = Mostra il QR
button-iphone = Su questo iPhone
button-android = Su questo Android
button-copy-address = Copia SM-DP+
button-copy-code = Copia codice
button-copy-apn = Copia APN
button-no-internet = Niente internet?
button-receipt = Ricevuta
button-open-private = Apri la nostra chat
button-previous = ‹
button-next = ›
button-too-old = Quel pulsante è di una schermata vecchia. Ecco la situazione attuale.

## Choosing a plan

plans-title = <b>{ $group }</b> per { $card }. Quale?
plans-none = Nessun piano <b>{ $group }</b> per { $card } al momento. Guardiamo gli altri?
advice-question = Per quanti giorni ti servono ancora dati? Tocca o scrivi un numero.
advice-lasts = 💡 Al tuo ritmo { $plan } basta per { $days } giorni.
advice-largest = 💡 Il più grande per { $days } giorni è { $plan }; al tuo ritmo può finire prima.
renewal-not-offered = Questo piano ora non è disponibile per questa carta. Nessun addebito. Ne scegli un altro?
renewal-silent = La rete ora non risponde. Nessun addebito. Riprova tra un attimo.

## The review, which is the payment screen

review-title = <b>{ $plan }</b> → { $card }
review-total = Totale <b>{ $total }</b> ({ $price }), valido fino alle { $until }.
review-consent = <i>Pagando chiedi di attivarla subito; se non riesce, rimborso automatico.</i>
review-paid = <b>{ $plan }</b>: pagato ✓
invoice-description = Ricarica eSIM { $card }: { $plan }. Se non riesce, rimborso automatico.
preview-stacked = Subito disponibili: { $data } fino al { $until } ({ $city }).
preview-stacked-open = Subito disponibili: { $data } in tutto.
preview-queued-left = Parte quando finiscono i tuoi { $left }, al più tardi il { $by }; poi { $days } giorni. Non si spreca nulla.
preview-queued = Parte quando finiscono i piani precedenti, al più tardi il { $by }; poi { $days } giorni.
preview-queued-open = Parte quando finisce il piano attuale; poi { $days } giorni.
preview-extends =
    { $days ->
        [one] Un giorno in più: fino al { $until } ({ $city }).
       *[other] { $days } giorni in più: fino al { $until } ({ $city }).
    }
preview-extends-open = { $days } giorni in più.
preview-starts-on-use = Parte alla prossima connessione; poi { $days } giorni.
preview-starts-on-install = { $days } giorni dal primo utilizzo; installala entro il { $by }.
preview-starts-on-install-open = { $days } giorni dal primo utilizzo.
preview-new-profile = Serve una nuova eSIM: ricevi un nuovo QR. { $days } giorni dal primo utilizzo.
preview-wasted-data = ⚠️ I { $left } sulla vecchia eSIM (fino al { $until }) non si trasferiscono. Meglio finirli prima.
preview-wasted-days = ⚠️ La vecchia vale fino al { $until } e i giorni non si trasferiscono: installa la nuova dopo.

## Why a payment did not go on

refused-changed = Questa richiesta di pagamento non è più valida. Aprine una nuova in chat.
refused-not-yours = Questo pagamento è per la carta di un’altra persona. Nessun addebito.
refused-expired = Il prezzo è scaduto. In chat trovi quello nuovo; nessun addebito.
refused-replaced = Dopo questo hai scelto un altro piano. Paga la richiesta più recente.
refused-already-paid = Questa ricarica è già pagata. Nessun secondo addebito.
refused-card-gone = Questa eSIM non si può più ricaricare. Nessun addebito.
refused-test-only = Questo è un bot di prova: possono pagare solo i gestori. Nessun addebito.

## After the payment

paid-activating = Pagamento ricevuto, attivazione in corso…
done-in-place = ✅ <b>Fatto.</b> Niente da installare; tieni la eSIM.
done-sum = { $card }: { $left } + { $added }.
done-added = { $card }: + { $plan }.
done-qr-opens-card = <i>Il QR apre questa carta nella nostra chat, solo per te.</i>
done-install = ✅ <b>La tua eSIM è pronta:</b> { $card }
done-install-how = Inquadra il QR con il telefono che la userà, o tocca il tuo qui sotto (iPhone da iOS 17.4; Android non sempre).
done-install-once = ⚠️ Vale per un solo telefono. Una volta installata, non eliminarla.
delayed-slow = Ci stiamo ancora lavorando. Il tuo pagamento è al sicuro: o la ricarica riesce, o i soldi tornano da soli.
delayed-refused = La rete non ha accettato questa ricarica. Verifichiamo che nulla sia stato attivato, poi i soldi tornano da soli, di solito in pochi minuti.
refunded-undeliverable = La ricarica non è riuscita: { $total } sono di nuovo tra le tue Stelle. Ci dispiace. La tua carta è come prima.
refunded-duplicate = Hai pagato due volte la stessa ricarica: { $total } sono di nuovo tra le tue Stelle.
refunded-test = Acquisto di prova: { $total } sono di nuovo tra le tue Stelle.
no-internet =
    <b>Niente internet?</b>
    1. Attiva la eSIM e il suo <b>roaming dati</b>.
    2. Sceglila per i dati mobili.
    3. Imposta l’APN: <code>{ $apn }</code>
    4. Attiva e disattiva la modalità aereo.
    Ancora niente? { $contact }
install-too-often = Il codice è già stato mostrato più volte. Riprova tra un’ora.

## Orders and receipts

orders-title = <b>I tuoi ordini</b>
orders-none = Ancora nessun ordine.
receipt-title = Ricevuta { $number }
receipt-paid = Pagato { $total } ({ $price }) il { $date }
receipt-unpaid = Non pagato ({ $price })
receipt-state = Stato: { $state }
receipt-seller = Venditore: { $seller }
state-awaiting-payment = da pagare
state-not-paid = non pagato
state-activating = in attivazione
state-done = completato ✓
state-refunding = rimborso in corso
state-refunded = rimborsato
state-review = lo segue il nostro team
refund-requested = Rimborso richiesto; torna tra le tue Stelle.
refund-succeeded = Rimborsato tra le tue Stelle.
refund-review = Il nostro team segue il rimborso.

## Help

help-title = <b>{ $brand }: come possiamo aiutarti?</b>
help-guide = 🖼 In quattro immagini
help-channel = Il nostro canale
help-ask-where = Dove ricarico?
help-ask-when = Quando parte?
help-ask-phone = Ho cambiato telefono
help-ask-failed = Non ha funzionato
help-ask-emergency = Emergenza
help-where = Qui: tocca ★ sulla tua carta, scrivi “ricarica” o usa /renew. Si apre anche da un promemoria o da un nostro link.
help-when = Di solito in pochi minuti. Ti mostriamo cosa dice la rete e continuiamo a chiedere. Se tarda troppo ti avvisiamo, e i soldi tornano appena è certo che la carta non è stata ricaricata.
help-phone = Una eSIM sta su un telefono alla volta. Non ancora installata? Lo stesso QR vale sul nuovo telefono. Già installata? Non eliminarla: scrivici prima. Per altri dispositivi usa l’hotspot, se il piano lo permette.
help-failed = Riprova, ora o più tardi: un tocco su ★. Se hai pagato e la carta non è stata ricaricata, la attiviamo o ti rimborsiamo senza che tu lo chieda. Per il resto c’è /support.
help-emergency = Qui risponde una persona, anche fuori orario: { $contact }
guide-1 = <b>1/4 Guarda la carta.</b> Quanto resta, fino a quando, minuti e SMS.
guide-2 = <b>2/4 Scegli.</b> A giorni, al mese o illimitato; ★ ripete l’ultimo.
guide-3 = <b>3/4 Paga.</b> Leggi l’anteprima, tocca Paga, conferma. Se non riesce, rimborso automatico.
guide-4 = <b>4/4 Fatto.</b> Di solito niente da installare. Nuova eSIM? Inquadra il QR con un solo telefono e tienila.

## Pages

page-support = Qui risponde una persona: { $contact }. Indica le ultime quattro cifre della carta.
page-terms = <b>Condizioni.</b> Venditore: { $seller }, { $address }. I piani sono prepagati e partono come scritto nel riepilogo; pagando chiedi l’attivazione immediata. Ciò che non viene fornito è rimborsato per intero. Una eSIM funziona su un telefono alla volta. Domande: /paysupport
page-privacy = <b>Privacy.</b> Conserviamo id Telegram, lingua, carte, ordini e pagamenti, per fornirli e contabilizzarli. I codici di installazione sono cifrati. Niente pubblicità né vendita di dati. Accesso o cancellazione: { $contact } ({ $seller }).
page-paysupport = <b>Pagamenti.</b> /orders mostra ogni pagamento e rimborso. Ciò che non è stato fornito si rimborsa da solo. Per altro: { $contact }, con il numero della ricevuta.

## Everything else

not-yours = Questo non è sul tuo account.
not-understood = Posso mostrarti quanto resta sulla carta, o ricaricarla.
too-fast = Un po’ più piano, per favore. Riprova tra qualche secondo.
group-private = Le carte sono private: parliamone nella nostra chat.
language-title = Quale lingua?
language-chosen = Lingua impostata: italiano.

## Chat page of the sandbox

box-title = Yuanyou in scatola
box-people = Persone
box-new = nuovi
box-world = Il mondo
box-theme = Aspetto scuro
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
box-not-here = La scatola non ha ancora questo pulsante
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
box-found-code = Codice di installazione
box-install = Installa
box-installed = La scatola finisce qui: un vero telefono ora scaricherebbe la eSIM.
box-open-as = Apri come { $name }
box-chips = Da provare
box-chip-renew = Rinnova
box-chip-balance = Saldo
box-chip-profile = Nuovo profilo
box-chip-language = Lingua
box-chip-help = Chiedi aiuto
box-chip-time = Passa un giorno
box-chip-done = { $name } (fatto)
box-hour = 1 ora dopo
box-day = 1 giorno dopo
box-use = Usa 1 GB
box-decline = Rifiuta il prossimo pagamento
box-stall = Ferma il fornitore 30 s
box-done = Fatto
box-wire = Cosa è passato sul filo
