# Regio: verwachting, fase, besluit en visiterooster (PN-01, PN-02, PN-04).

nav-region = Regio
region-parts = Onderdelen van de regio
region-tab-forecast = Verwachting
region-tab-roster = Visiterooster
region-phase = Fase
region-phase-green = Groen: genoeg verloskundigen
region-phase-orange = Oranje: er kan een tekort komen
region-phase-red = Rood: een tekort is waarschijnlijk
region-rule-green = Op minder dan { $days } van elke zeven dagen is de kans op een tekort { $chance }% of meer.
region-rule-met = De regel: op minstens { $days } van zeven dagen is de kans op een tekort { $chance }% of meer.
region-because = Dat geldt het eerst voor { $days }.
region-stretch = Alles bij elkaar geldt het van { $from } tot en met { $until }, op { $count } dagen.
region-today-over = Vandaag is voorbij: er gaat niemand meer langs.
region-day-over = voorbij
region-withdrawn = Laatste besluit ingetrokken
region-likely-from = { $ahead ->
     [0] Vandaag al is een tekort waarschijnlijk.
     [one] Een tekort wordt waarschijnlijk vanaf { $day }: morgen.
    *[other] Een tekort wordt waarschijnlijk vanaf { $day }: over { $ahead } dagen.
    }
region-not-likely = Op geen dag van de komende zes weken is een tekort waarschijnlijk.
region-rests-on = Gerekend met { $women } kraamvrouwen en { $pregnant } zwangeren in zorg, en met { $visitors } verloskundigen die visites doen. Wie nog niet in zorg is, telt niet mee.
region-rests-on-births = { $caesareans ->
     [0] Van geen van de zwangeren is een geplande keizersnede bekend
     [one] Eén zwangere heeft een geplande keizersnede: die telt op haar dag, niet gespreid rond de à terme datum
    *[other] { $caesareans } zwangeren hebben een geplande keizersnede: die tellen op hun dag, niet gespreid rond de à terme datum
    }; { $hospital ->
     [0] van geen is bekend dat zij in het ziekenhuis bevalt.
     [one] van één is bekend dat zij in het ziekenhuis bevalt: haar visites beginnen een dag later.
    *[other] van { $hospital } is bekend dat zij in het ziekenhuis bevallen: hun visites beginnen een dag later.
    }
region-pace-set = Een visite is gerekend op { $minutes } minuten, de weg meegeteld, zolang er geen rooster is om aan te meten.
region-pace-measured = Een visite is gerekend op { $minutes } minuten: { $care } met haar en { $way } voor de weg en het verslag, gemiddeld over de { $visits } visites van het rooster; de pauze van een lange dag is van de uren af.
region-away = Doet geen visites
region-away-then = Op { $days } doet niet iedereen visites ({ $away }).
region-forecast = Visites per dag, de komende zes weken
region-chart-about = Lijn: verwachte visites per dag; vlak: in vier van de vijf gevallen ligt het ertussen; getrapte lijn: wat de verloskundigen aankunnen. De tabel eronder geeft dezelfde getallen.
region-expected = Verwacht
region-band = In 4 van de 5 gevallen
region-capacity = Aan te kunnen
region-short-likely = Tekort waarschijnlijk
region-chance = Kans op tekort
region-day = Dag
region-as-table = Als tabel
region-what-if = Wat als?
region-what-if-on = wat als
region-what-if-hint = Vul in wat partners verwachten: bij een tekort aan kraamzorg zijn meer visites nodig, bij eerder ontslag uit het ziekenhuis komen er visites bij, want ze beginnen eerder. Alleen de verwachting verandert, verder niets.
region-what-if-visits = Visites per bevalling (%)
region-what-if-wrong = ‘{ $field }’ kan niet ‘{ $typed }’ zijn: vul een heel getal van { $least } tot { $most } in. Gerekend is met { $usual }.
region-what-if-earlier = Dagen eerder thuis
region-what-if-capacity = Verloskundigen (%)
region-reckon = Reken door
region-as-usual = Zoals gewoonlijk
region-decisions = Besluit over centreren
region-no-decisions = Er is nog niets besloten: elke praktijk doet haar eigen visites.
region-decided = { $what }, vanaf { $from }
region-decided-by = Besloten op { $day } door { $insurer } (zorgverzekeraar) en { $midwives } (verloskundigen)
region-recorded = Vastgelegd door { $who }, { $at }
region-untold = nog niet ingelicht
region-tell-partner = Vastleggen wie is ingelicht
region-partner = Wie
region-how = Hoe, en wie daar
region-decide = Besluit vastleggen
region-decide-hint = Gaat het alleen om postnatale zorg, dan besluiten zorgverzekeraar en verloskundigen. Neem ketenpartners mee, en deel het bij voorkeur met ROAZ of veiligheidsregio. Wie een besluit intrekt, hoeft geen begindag te kiezen.
region-what = Wat
region-decided-on = Besloten op
region-holds-from = Geldt vanaf
region-insurer = Namens de zorgverzekeraar
region-midwives = Namens de verloskundigen
region-reason = Waarom
region-history = Wie deed wat
region-form-wrong = Er ontbreekt iets, of een veld is niet goed ingevuld. Kijk het na en probeer het opnieuw.
decimal = { $whole },{ $tenths }

roster-none = Er is nog geen rooster.
roster-proposal = Voorstel
roster-proposed-by = Gevraagd door { $who }, { $at }. Het geldt pas als je het overneemt.
roster-accepted-by = Vastgesteld door { $who }, { $at }.
roster-planned = { $unplanned ->
     [0] { $planned } visites gepland
    *[other] { $planned } visites gepland, { $unplanned } bij niemand
    }
roster-overtaken = { $count ->
    [one] 1 bij iemand die er dan niet is
    *[other] { $count } bij iemand die er dan niet is
    }
roster-faces = gemiddeld { $faces } gezichten per cliënt, { $new } daarvan nieuw door dit rooster
roster-known = { $known } van { $all } cliënten houden een bekend gezicht
roster-travel = { $minutes } minuten onderweg
roster-broken = { $count ->
     [one] 1 toezegging verandert
    *[other] { $count } toezeggingen veranderen
    }
roster-checked = nu nagerekend: voldoet aan alle regels
roster-accept = Overnemen
roster-drop = Niet overnemen
roster-ask = Rooster laten maken
roster-would-change = Wat er verandert
roster-since = Gewijzigd sinds het rooster van { $at }
roster-broken-since = { $count ->
     [one] 1 visite klopt niet meer met wat er sindsdien is vastgelegd. Laat het rooster opnieuw maken.
    *[other] { $count } visites kloppen niet meer met wat er sindsdien is vastgelegd. Laat het rooster opnieuw maken.
    }
roster-ill-backwards = ‘Laatste dag’ ligt vóór ‘Eerste dag’. Kies een laatste dag die niet eerder is dan de eerste.
roster-tell-again = Opnieuw vertellen wie er komt en wanneer: { $who }.
roster-tell-her-again = opnieuw vertellen
roster-other-time = Andere tijd
roster-face-names = Gezichten: { $who }
roster-pinned-at = vastgezet: { $who }, { $day }
roster-pinned-not = vastgezet, maar kan niet meer: { $who }, { $day }
roster-pin-days = Deze visite kan { $days }.
roster-ill-from = ziek { $days }
roster-new = nieuw
roster-gone = vervalt
roster-was-told = was al verteld
roster-bill = Waar het rooster op let
roster-bill-hint = Eén punt is een seconde reistijd. Hoe lager, hoe beter. Een extra gezicht kost meer dan een andere dag, een andere dag meer dan een ander tijdstip. Is een visite al verteld, dan weegt elke wijziging tien keer zo zwaar: dan komt er eerder een extra gezicht dan een andere dag.
roster-waiting = Nog niet ingedeeld
roster-impossible = bij niemand
roster-newer = nieuw sinds het rooster
roster-nobody = nog bij niemand
roster-next-best = Op één na beste
roster-costs = { $extra } punten: { $units }
roster-knows-her = bekend gezicht
roster-pin = Vastzetten
roster-unpin = Losmaken
roster-pin-hint = Wat je vastzet, blijft bij een volgend rooster staan.
roster-stand-ins = Wie valt in voor { $who }?
roster-no-visits-of-hers = Zij heeft in deze dagen geen visites.
roster-record-ill = { $who } ziek melden
roster-replan = Opnieuw laten indelen
roster-by-midwife = De week, per verloskundige
roster-by-client = Per cliënt
roster-week-before = Week eerder
roster-week-after = Week later
roster-this-week = Vanaf vandaag
roster-midwife = Verloskundige
roster-no-visitors = Nog niemand doet visites voor de regio. Leg hieronder vast wie dat doen.
roster-ill-until = ziek t/m { $day }
roster-who-is-ill = Ziek
roster-somebody-ill = Iemand ziek?
roster-from = Van
roster-until = Tot
roster-ill-first = Eerste dag
roster-ill-last = Laatste dag (leeg: een week)
roster-costs-nothing = even goed
roster-costs-only = { $extra } punten
roster-costs-even = per saldo even goed: { $units }
roster-ill-last-day = Laatste dag
roster-who-stands-in = Wie valt in?
roster-break = pauze { $from }–{ $until }
roster-home-late = Pas thuis op { $day }, na de tiende dag: dan één visite, geen eerdere.
roster-home-late-none = Pas thuis op { $day }, na de tiende dag; er staat geen visite meer open.
roster-free = vrij
roster-away = afwezig
roster-ill = ziek
roster-duty = dienst
roster-made = geweest
roster-pinned = vastgezet
roster-told = verteld
roster-protect = beschermingsmiddelen
roster-infected = besmette huishoudens
roster-no-women = Er zijn nu geen kraamvrouwen in zorg.
roster-born = { $site }, bevallen op { $born }
roster-attended = parteur { $who }
roster-known-face = { $faces ->
     [one] 1 gezicht
    *[other] { $faces } gezichten
    }
roster-no-known-face = { $faces ->
     [one] 1 gezicht, niet bekend
    *[other] { $faces } gezichten, geen bekend
    }
roster-knows = Zij kent { $who }.
roster-no-room = geen plaats meer op haar dagen
roster-visits-nobody = maakt geen kraamvisites
roster-place-unknown = plek onbekend
roster-tell = Is verteld
roster-map = Kaart van { $day }
roster-map-unknown = { $count ->
     [one] 1 visite op een plek die niet bekend is, staat niet op de kaart.
    *[other] { $count } visites op een plek die niet bekend is, staan niet op de kaart.
    }
roster-no-places = Leg eerst vast waar de plekken van de regio liggen.
roster-no-visits-that-day = Op deze dag zijn er geen visites.
roster-set-up = Inrichten
roster-set-visitor = Wie doet visites, en wanneer
roster-set-visitor-hint = Dagen waarop zij afwezig is of dienst heeft, gaan er vanzelf af. Liefst dagen achter elkaar: dan houdt een kraamvrouw hetzelfde gezicht.
roster-remove-visitor = Doet geen visites meer
roster-base = Vertrekt vanuit
roster-middle = het midden van de regio
roster-weekdays = Dagen
roster-heel-prick = Mag de hielprik doen
roster-infected-long = Apart ingezet voor huishoudens met klachten van een infectie
roster-set-place = Waar een plek ligt
roster-set-place-hint = Gebruik de naam die bij de cliënten als verblijfplaats staat. De reistijd volgt uit de afstand.
roster-place = Naam
roster-latitude = Breedtegraad
roster-longitude = Lengtegraad
roster-set-pace = Hoe lang een visite duurt
roster-set-pace-hint = Voor de verwachting, zolang er geen rooster van tien visites of meer is: hoeveel minuten van haar dag een visite gemiddeld kost, met de weg erbij. Daarna rekent de verwachting met wat de visites van het rooster en de wegen ertussen duren.
roster-pace = Minuten
roster-recovered = { $who } is weer beter
roster-same-day = dezelfde dag
roster-other-day = andere dag
roster-call = bellen in plaats van langsgaan
roster-needs-hour = Het uur van de geboorte is niet bekend. Leg het vast bij de kraamvisites: dan is zeker of de 168 uur nog niet voorbij zijn.
roster-agreed = zo afgesproken
roster-unmet = Kan niet: { $why }.
region-usual-phase = Zonder deze aannames: { $phase }.
region-stood-at = Toen dit werd vastgelegd: { $phase }, gerekend met { $minutes } minuten per visite.
roster-change = Wijzigen
roster-change-hours = Dagen en uren van { $who } wijzigen
roster-nobody-apart = { $count ->
    [one] Bij één cliënt zijn infectieklachten in huis, en niemand is daar apart voor ingezet.
   *[other] Bij { $count } cliënten zijn infectieklachten in huis, en niemand is daar apart voor ingezet.
    }
