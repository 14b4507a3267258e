# Relaties: organisaties, mensen, afwezigheid en dienst.

nav-relations = Relaties
relations-organisations = Organisaties
relations-people = Professionals
relations-absences = Afwezig
relations-rota = Dienstrooster
relations-organisations-lead = Wie er in de keten meedoet, en wie je daar het eerst belt.
relations-people-lead = Wie waar werkt, en hoe je haar bereikt.
relations-absences-lead = Wie er bij { $org } niet is, en naar wie haar cliënten dan gaan.
relations-rota-lead = wie er bij spoed opneemt
relations-search = Zoeken op naam
relations-kind = Soort
relations-every-kind = Alle soorten
relations-every-org = Alle organisaties
relations-none = Niets gevonden.
relations-more = Dit zijn de eerste { $count }. Zoek op naam of kies een organisatie.
relations-reach = Bereiken
relations-first-contact = Eerste aanspreekpunt
relations-contact-person = Naar wie je vraagt
relations-hours = Bereikbaar
relations-phone = Eerste nummer
relations-emergency = Spoednummer
relations-emergency-same = het eerste nummer, ook bij spoed
relations-on-duty = Heeft nu dienst
relations-on-duty-now = { $name } heeft nu dienst
relations-secure-mail = Zorgmail
relations-fax = Fax
relations-address = Adres
relations-network = Netwerk
relations-no-number = geen nummer bekend
relations-ended = doet niet meer mee
relations-new-org = Nieuwe organisatie
relations-change-org = Gegevens wijzigen
relations-end-org = Doet niet meer mee
relations-end-hint = Kan alleen als er geen open casussen meer bij deze organisatie liggen.
do-end-org = Beëindigen
relations-nobody-here = Hier werkt niemand met Regie. Berichten aan deze organisatie verstuur je zelf.
relations-works-at = Werkt als
relations-there = Afwezig
relations-new-person = Nieuwe collega
relations-new-person-hint = Zij krijgt een plek bij jouw organisatie. Een gebruikersnaam en wachtwoord geeft wie Regie beheert.
relations-through-org = via de organisatie
relations-change-person = Naam of nummer wijzigen
relations-is-there = Er staat geen afwezigheid.
relations-all-there = Iedereen is er.
relations-now = nu
relations-to-come = komt nog
relations-from-until = { $from } tot en met { $until }
relations-from-open = vanaf { $from }, nog niet bekend tot wanneer
relations-no-cases = Zij is nu van geen casus de casemanager.
relations-deputy = { $count ->
     [one] 1 casus gaat naar { $name }
    *[other] { $count } casussen gaan naar { $name }
    }
relations-deputy-away-on = { $count ->
     [one] 1 casus gaat naar { $name }, maar die is er zelf niet ({ $days }): wie dan dienst heeft neemt waar
    *[other] { $count } casussen gaan naar { $name }, maar die is er zelf niet ({ $days }): wie dan dienst heeft neemt waar
    }
relations-deputy-away = { $count ->
     [one] 1 casus gaat naar { $name }, maar die is er zelf niet: wie dienst heeft neemt waar
    *[other] { $count } casussen gaan naar { $name }, maar die is er zelf niet: wie dienst heeft neemt waar
    }
relations-deputies = { $count ->
     [one] 1 casus gaat naar { $turns }
    *[other] { $count } casussen gaan naar { $turns }
    }
relations-nobody-on = {"; "}{ $days }: niemand is er, wie dan dienst heeft neemt waar
relations-without-deputy = { $count ->
     [one] 1 casus heeft geen plaatsvervanger: wie dienst heeft neemt waar
    *[other] { $count } casussen hebben geen plaatsvervanger: wie dienst heeft neemt waar
    }
do-change = Wijzigen
relations-last-day = Andere laatste dag
relations-never-away = Was of is niet afwezig
do-take-absence-back = Afwezigheid intrekken
relations-enter-absence = Afwezigheid vastleggen
relations-absence-hint = Laat ‘tot en met’ leeg als het einde nog niet bekend is, zoals bij ziekte. Haar werk staat in die tijd op het bord van haar vervanger.
relations-seats = Werkplekken
relations-give-seat = Plek of andere functie geven
relations-leave = Werkt hier niet meer
relations-leave-hint = Kan zodra geen open casus haar meer als casemanager of plaatsvervanger noemt.
do-leave = Plek afnemen
relations-her-cases = Haar casussen overdragen
relations-emergency-now = Bij spoed, nu
relations-nobody-on-duty = niemand staat in het rooster
relations-gaps = Niemand ingeroosterd in de komende { $days } dagen
relations-gaps-hint = In die tijd neemt op wie er is. Vul het rooster aan.
relations-turns = Diensten
relations-no-rota = Er is geen rooster. Wie er is, neemt op.
relations-turn-away = is afwezig
relations-turn-left = werkt hier niet meer
relations-withdraw-turn = Dienst intrekken: { $when }
relations-enter-turn = Dienst invullen
relations-begin = Van
relations-end = Tot
relations-turn-hint = Een nieuwe dienst komt in de plaats van wat hij overlapt.
relations-changed = { $by } wijzigde dit ondertussen. Wat jij invulde staat hieronder nog; kijk het na en leg het opnieuw vast.
clash-deputy = { $other } vervangt { $name } in { $cases } en is zelf afwezig { $when }.
clash-manager = { $name } vervangt { $other } in { $cases }, en { $other } is afwezig { $when }.
clash-means = In die dagen is er voor die casussen geen casemanager en geen vervanger; het werk komt dan bij wie dienst heeft.
clash-way-on = Regel eerst een andere vervanger
clash-insist = Toch zo vastleggen
away-from-until = van { $from } tot en met { $until }
away-from = vanaf { $from }
