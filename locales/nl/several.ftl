# Meerdere casussen tegelijk overdragen: verlof, vertrek, een opvang die sluit.

several-title = Meerdere overdragen
several-lead = Kies casussen en wat ermee gebeurt. Je ziet eerst per casus wat er zou gebeuren.
several-which = Welke casussen
several-choose-all = Kies alle { $count }
several-choose-none = Kies geen
several-more = Dit zijn de eerste { $count }. Kies een casemanager om de rest te zien.
several-deputy-now = nu vervangen door { $name }
several-deputy = plaatsvervanger { $name }
several-what = Wat gebeurt ermee
several-what-hint = Eén keuze voor alle gekozen casussen.
several-leave = Verlof of andere vervanger
several-leave-hint = Een collega vervangt de casemanager. De casemanager blijft verantwoordelijk.
several-departure = Vertrek of herverdeling
several-departure-hint = Een collega in de praktijk wordt gevraagd casemanager te worden. Zij aanvaardt elke casus zelf.
several-move = Verhuizing naar een andere praktijk
several-move-hint = De cliënten verhuizen, bijvoorbeeld omdat een opvang sluit. De nieuwe praktijk krijgt per casus een voorstel.
several-stand-in = Wie vervangt
several-until-hint = Zonder laatste dag is dit de nieuwe vaste plaatsvervanger.
several-who-is-away = Zet in die tijd als afwezig
several-away-hint = Zolang zij afwezig is, staat haar werk op het bord van wie haar vervangt, en wie haar zoekt wordt naar die collega verwezen.
do-look-first = Bekijk eerst wat er gebeurt
do-change-first = Terug en wijzigen
several-nothing-yet = Er is nog niets vastgelegd.
several-none-chosen = Kies eerst minstens één casus.
several-preview-title = Dit gaat er gebeuren
several-done-title = Dit is er gebeurd
several-would-go = Gaat door
several-through = Gedaan
several-none = Geen enkele casus.
several-would-refuse = Gaat niet door
several-refused = Niet gedaan
several-refused-hint = Deze casussen blijven zoals ze zijn.
several-leave-title = Afwezigheid
several-away = staat als afwezig van { $from } tot en met { $until }
several-away-open = staat als afwezig vanaf { $from }
several-leave-refused = kan niet als afwezig worden vastgelegd. { $why }
several-leave-not-recorded = is niet als afwezig vastgelegd, omdat geen enkele casus een vervanger kreeg
several-do = { $count ->
     [one] Doen voor 1 casus
    *[other] Doen voor { $count } casussen
    }
several-what-leave = { $who } vervangt de casemanager van { $from } tot en met { $until }.
several-what-deputy = { $who } wordt vaste plaatsvervanger vanaf { $from }.
several-what-departure = { $who } wordt gevraagd casemanager te worden; antwoord uiterlijk { $by }. Tot zij aanvaardt blijft de huidige casemanager verantwoordelijk.
several-what-move = { $who } wordt gevraagd het casemanagement over te nemen; antwoord uiterlijk { $by }. Tot iemand daar aanvaardt blijft de huidige casemanager verantwoordelijk.
several-not-found = Deze casus is niet gevonden.
several-changed = Iemand anders wijzigde deze casus ondertussen.
several-in-doubt = Het is niet zeker of dit is opgeslagen. Kijk het na in de casus.
several-unavailable = De opslag was even niet bereikbaar. Probeer deze casus nog eens.
to-caseload = Naar de caseload
several-away-herself = { $name } is zelf afwezig { $when }.
several-away-herself-hint = In die dagen is er voor deze casussen geen casemanager en geen vervanger; het werk komt dan bij wie dienst heeft. Kies een andere collega of andere dagen.
several-choose-another = Andere collega of dagen kiezen
several-do-anyway = Toch doen
several-cases = { $count ->
    [one] 1 casus
   *[other] { $count } casussen
}
