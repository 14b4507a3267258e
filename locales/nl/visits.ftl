# Kraamvisites: de eigen dag van de verloskundige, en wat zij per visite afspreekt (PN-04).

visits-mine = Mijn visites
visits-days = Dagen
visits-today = { $count ->
     [0] Vandaag geen visites. Bekijk de komende dagen.
     [one] Vandaag één visite.
    *[other] Vandaag { $count } visites.
    }
visits-none-of-mine = Op deze dag heb je geen visites.
visits-time = Tijd
visits-between = begint tussen { $from } en { $until } uur
visits-from = begint na { $from } uur
visits-until = begint uiterlijk om { $until } uur
visits-where = Waar
visits-phone = Telefoon
visits-language = Taal
visits-interpreter = { $language }, met tolk
visits-due = Te doen
visits-manager = Casemanager
visits-not-told = nog niet verteld
visits-set-next = Visites afspreken
visits-print-hint = Print deze pagina om mee te nemen.
visits-of-woman = Kraamvisites
visits-to = Kraamvisites
visits-birth = De bevalling
visits-hour = Uur van de geboorte
visits-place = Waar
visits-place-unknown = Onbekend
visits-place-home = Thuis of in een geboortehuis
visits-place-hospital = In het ziekenhuis
visits-discharged = Thuis op
visits-caesarean = Geplande keizersnede op
visits-infected = Infectieklachten in huis
visits-infected-unknown = Onbekend
visits-protect = In dit huishouden zijn infectieklachten. Werk volgens het beleid voor persoonlijke beschermingsmiddelen (de flowchart van de KNOV): draag de middelen vóór je binnengaat, en ga hierna vandaag niet meer naar een gezin zonder klachten.
visits-birth-hint = Met het uur van de geboorte telt de hielprik van 72 tot 168 uur; zonder uur alleen op de dagen die zeker goed zijn. Vóór de dag van thuiskomst komt niemand langs.
visits-caesarean-hint = Is er een keizersnede gepland, dan rekent de regio met die dag in plaats van met de à terme datum.
visits-heel-prick-days = Hielprik: { $first } tot en met { $last }. Het uur van de geboorte is nog niet bekend.
visits-heel-prick-hour = Hielprik: van { $first } { $at } uur tot { $last } { $at } uur.
visits-list = De visites
visits-hint = De verloskundige die contact met haar heeft, bepaalt wanneer de volgende visite is en hoe: aan huis, met beeldbellen of met bellen. De eerste visite thuis, de hielprik en de laatste visite zijn aan huis.
visits-home-late = Zij komt op { $day } thuis, na de tiende dag. Zij krijgt dan één visite, op die dag of uiterlijk drie dagen later, tenzij een verloskundige anders bepaalt.
visits-period-over = De kraamperiode is voorbij.
visits-past = geweest of voorbij
visits-not-needed = niet nodig
visits-planned = { $who }, { $day } { $at }
visits-set-by = Afgesproken door { $who }
visits-left-out-by = Niet nodig volgens { $who }: { $reason }
visits-set = Afspreken
visits-add = Nog een visite afspreken
visits-how = Hoe
visits-first-day = Op of na
visits-last-day = Op of vóór
visits-not-before = Niet eerder dan
visits-not-after = Uiterlijk om
visits-agree = Afspreken
visits-as-usual = Weer zoals gebruikelijk
visits-why-not = Waarom niet nodig
visits-leave-out = Niet nodig
