# De casus.

case-parts = Onderdelen van de casus
tab-overview = Overzicht
tab-plan = Stappen
tab-care-plan = Zorgplan
tab-record = Dossier
tab-contacts = Contacten
tab-people = Mensen
tab-handover = Overdracht
tab-history = Geschiedenis
tab-closing = Afsluiten
case-since = in zorg sinds { $day }

case-pathway = Zorgpad
case-closed = Afgesloten op { $day }: { $reason }.
second-case-title = Tweede open casus elders.
second-case = Ook { $manager } ({ $org }) is sinds { $day } casemanager van deze cliënt. Bel elkaar en spreek af wie het is.
v-number = V-nr { $number }
bsn-number = BSN { $number }
interpreter-for = tolk { $language }
who-title = Wie nu benaderen
who-manager = Casemanager
who-deputy = Plaatsvervanger
who-deputy-now = Plaatsvervanger, de casemanager is afwezig
who-emergency = Spoed
who-no-emergency = geen spoednummer bekend
who-on-duty = dienst: { $name }
who-trusted = Vertrouwenspersoon
cards-to-print = Kaart om te printen:
card-for-client = voor de cliënt
card-for-provider = voor een andere zorgverlener
card-for-gc-a = voor GC A
card-for-coa = voor het COA
card-heading-client = Wie u kunt benaderen
card-on = zoals het is op { $day }
card-hint = Wie je benadert, kan morgen iemand anders zijn. Print de kaart opnieuw als er iets verandert.
do-print-card = Kaart om te printen
add-client-reach = Verblijf of telefoon van de cliënt wijzigen
add-trusted = Vertrouwenspersoon vastleggen
people-title = Mensen om de cliënt heen
network-label = Wie om { $name } heen staan, als tekening; dezelfde staan onder elkaar eronder en bij “Wie nu benaderen”
add-member = Organisatie toevoegen of vervangen
add-deputy = Plaatsvervanger aanwijzen
add-first-line = Andere casemanager in de eerste lijn
first-line-hint = Naar haar komt de casus terug uit de tweede lijn. Wie nu casemanager is, verandert niet.
closed-hint = Vastleggen kan niet meer. Hoort er nog iets bij, dan heropent de casemanager of de plaatsvervanger de casus; anders gaat het naar wie de cliënt nu begeleidt.
closing-title = Nog nodig om af te sluiten
closing-more = { $count ->
     [one] en nog 1 punt
    *[other] en nog { $count } punten
    }
to-closing = Naar afsluiten
closing-ready = Alles is gedaan. De casus kan worden afgesloten.
closing-died-told = Is de cliënt overleden, dan krijgen bericht van het overlijden en van het afsluiten: { $names }. De toelichting gaat niet mee.
closing-hint = { $count ->
     [one] Er staat nog 1 punt open; zolang dat zo is wordt afsluiten geweigerd.
    *[other] Er staan nog { $count } punten open; zolang dat zo is wordt afsluiten geweigerd.
    }
evaluated-on = Geëvalueerd op { $day }.
closing-from = Telt voor het afsluiten vanaf { $day }. Spreek er bij de stap alvast een dag voor af. Eerder evalueren mag ook, maar dan blijft deze evaluatie nodig.
closing-not-yet = Kan nu nog niet: wanneer het kan, hangt af van wat nog niet vastligt, zoals de bevalling. Eerder evalueren mag ook, maar dan blijft deze evaluatie nodig.
evaluation-hint = Tussendoor evalueren mag ook. Voor het afsluiten telt de evaluatie vanaf de dag waarop de stap te doen is.
add-evaluation = Evaluatie met cliënt vastleggen
plan-now = Nu
unanswered-title = Nog geen antwoord van anderen
unanswered-result = Uitslag: { $what }, { $by }
plan-now-empty = Nu is er geen stap te doen.
plan-later = Straks
plan-next = Hierna
to-plan = Alle stappen
plan-past = Gedaan en voorbij
optional = niet verplicht
why = Waarom?
source-passage = Bron: { $passage }
add-pathway = Zorgpad starten
pathways-none-hers = Er is nu geen ander zorgpad dat bij deze cliënt past.
pathways-not-hers = Andere zorgpaden, en waarom die hier niet beginnen
not-hers-elsewhere = begint bij { $kinds }
not-hers-adult = voor kinderen; deze cliënt is 18 jaar of ouder
not-hers-asylum = voor asielzoeksters; er is geen V-nummer, COA of GC A bekend
not-hers-lost = de zwangerschap is voorbij
not-hers-after-birth = de bevalling is langer dan twee weken geleden
pathway-hint = Wat de casus al weet, gaat mee; wie casemanager is, verandert niet.
add-step = Stap toevoegen
add-date = Datum vastleggen
add-anchor = Bevalling of datum vastleggen
anchor-hint = Wat nog niet is gepland, schuift mee. Bij een correctie blijft de oude datum in de historie staan.
facts-title = Vragen van het zorgpad
legend-window = periode
line-label = Zorgpad als lijn: { $title }
mark-title = { $label }: { $state }, { $when }
banner-signals-own = { $count ->
     [one] 1 bijzonderheid die je nog niet bevestigde.
    *[other] { $count } bijzonderheden die je nog niet bevestigde.
    }
banner-signals = { $count ->
     [one] 1 bijzonderheid die de casemanager nog niet bevestigde.
    *[other] { $count } bijzonderheden die de casemanager nog niet bevestigde.
    }
signals-title = Bijzonderheden
signals-empty = Geen bijzonderheden die op bevestiging wachten.
signals-before = { $count ->
     [one] 1 eerder gemeld en bevestigd
    *[other] { $count } eerder gemeld en bevestigd
    }
signal-from = Gemeld door { $from }.
signal-taken-by = Aangenomen door { $name }.
signal-acknowledged = { $name } weet het sinds { $when }.
signal-waits = Nog niet bevestigd door de casemanager.
add-signal = Bijzonderheid melden
actions-title = Acties
actions-empty = Geen acties die nog open staan.
actions-settled = { $count ->
     [one] 1 actie gedaan of vervallen
    *[other] { $count } acties gedaan of vervallen
    }
add-action = Actie afspreken
reassign-hint = Leeg laten betekent: wie op dat moment casemanager is.
contacts-title = Contacten
contacts-last = Laatste contact
to-contacts-only = Alle contacten
to-contacts = Alle contacten, en vastleggen
contacts-empty = Nog geen contact vastgelegd.
add-contact = Meer vastleggen: duur, tolk, stappen
with-interpreter = met tolk
contact-corrected = notitie later verbeterd
correct-hint = De eerste tekst blijft in de historie staan.
investigations-title = Onderzoek en behandeling elders
investigations-empty = Niets bekend bij andere zorgverleners.
add-investigation = Onderzoek of behandeling noteren
result-on = uitslag { $day }
result-expected = Uitslag verwacht op { $day }.
feedback-title = Informatie van en naar anderen
feedback-empty = Geen terugkoppeling afgesproken, niets gemeld aan anderen.
feedback-agreed = Van { $from }, afgesproken voor { $day }.
feedback-agreed-by = Afgesproken voor { $day }.
informed-title = Verteld aan anderen
add-informed = Andere zorgverleners informeren
add-feedback = Terugkoppeling afspreken
notices-title = Berichten
agenda-title = Overleg
agenda-empty = Staat op geen agenda.
agenda-waiting = op de agenda
agenda-discussed = besproken
agenda-withdrawn = ingetrokken
add-agenda = Op een agenda zetten
decisions-title = Besluiten worden acties
decision-by = Uiterlijk (nodig bij een besluit)
decision = Besluit { $no }
sharing-title = Gedeeld casemanagement
sharing-none = Niet afgesproken: de casemanager is er voor alle situaties.
sharing-wish = De cliënt vroeg er { $day } om:
sharing-declined = Kan niet: { $reason }
sharing-hint = De psychosociale regie blijft bij de casemanager in de eerste lijn. GC A en COA krijgen deze afspraken.
sharing-decline-hint = Cliënt en GC A krijgen dit antwoord, met wie nu casemanager is.
add-sharing = Afspraken vastleggen
add-sharing-change = Afspraken wijzigen
add-sharing-end = Beëindigen
add-sharing-wish = Wens van de cliënt vastleggen
add-sharing-decline = Antwoorden dat het niet kan
history-title = Geschiedenis
do-older = Eerder
do-newest = Naar het nieuwste

# Wat verzegeld is.

sealed = verzegeld
sealed-title = Verzegeld dossier
sealed-hint = Dit lezen alleen wie hieronder genoemd zijn. Anderen zien niet dat het er is.
sealed-kindcheck = Kindcheck
sealed-meldcode = Meldcode
sealed-feedback = Terugkoppeling die wordt verwacht
sealed-readers = Wie dit mag lezen
sealed-why-case-manager = casemanager
sealed-why-deputy = plaatsvervanger
sealed-why-recorded = legde vast waarmee het begon
sealed-why-step = doet hiervan een stap: { $reason }
sealed-since = sinds { $day }
sealed-from = vanaf { $day }
sealed-by = genoemd door { $name }
sealed-note-hint = Een verzegelde notitie verandert niet meer; een latere verbetert haar.
add-sealed-note = Verzegelde notitie schrijven
add-sealed-reader = Iemand noemen die dit leest
add-sealed-strike = Iemand schrappen
field-weighing = Wat gezien, gezegd en gewogen is
do-name = Noemen
do-strike = Schrappen
