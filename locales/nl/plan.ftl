# Zorgdiagnostiek, zorgplan en bord.

nav-board = Bord
plan-title = Zorgplan
plan-version = versie { $no }
plan-version-title = Versie { $no }
plan-empty = Er is nog geen zorgdiagnostiek en geen zorgplan.
plan-coordinator = Coördinerend zorgverlener
plan-after-birth = na de bevalling:
plan-coordinator-after = Coördinerend zorgverlener na de bevalling
plan-written = { $day } opgeschreven door { $by }
plan-fixed = vastgesteld { $day }
plan-with = In overleg met { $who }.
plan-why = Waarom bijgesteld:
plan-changed = Wat veranderde:
plan-continuity = Afspraken over continuïteit van zorg
plan-carer-load = Zwaarte van de zorg voor de mantelzorger: { $load } van 10.
plan-diagnosed = Zorgdiagnostiek van { $day }, door { $by }.
plan-settled = { $count ->
     [one] 1 afgerond doel
    *[other] { $count } afgeronde doelen
    }
plan-older = { $count ->
     [one] 1 eerdere versie
    *[other] { $count } eerdere versies
    }
plan-print = Zorgplan om te printen
plan-back = Terug naar de casus
plan-took-part = Met wie is dit besproken
plan-by-client = De cliënt zelf
plan-by-carer = Een mantelzorger
plan-hint = Eén blok per doel. Wat je leeg laat, telt niet mee.
revision-hint = Dit wordt een nieuwe versie; de vorige blijft te lezen. Maak je het gewenste resultaat van een doel leeg, dan vervalt dat doel met zijn maatregelen. Wat er veranderde, zet Regie er zelf bij.
diagnosis-hint = Kijk naar elk levensgebied, ook als er niets bijzonders is.
carer-load-hint = Van 0 (niet zwaar) tot 10 (niet vol te houden). Leeg als er geen mantelzorger is.
fix-hint = Doe dit als het plan in het MDO is vastgesteld. Een volgende versie wordt opnieuw vastgesteld.
coordinator-hint = De casemanager blijft verantwoordelijk. Wie coördineert, krijgt de stappen van het plan op haar eigen Vandaag.
finding-found = Wat is er aan de hand
finding-strength = Wat kan de cliënt zelf
finding-carers = Wat doen en kunnen naasten
finding-load = Hoe zwaar is dat voor hen
field-carer-load = Hoe zwaar is de zorg voor de mantelzorger
field-why-revised = Waarom stel je het plan bij
field-domain = Levensgebied
field-wanted = Gewenst resultaat
field-means = Wat is ervoor nodig
field-evaluation = Hoe wij evalueren
field-evaluate-on = Evalueren op
field-measure = Maatregel
field-doer = Wie doet het
field-carer-name = Naam, bij mantelzorger
field-carers = Mantelzorgers die meedachten (namen, met komma’s)
field-consent = Is de cliënt akkoord
field-consent-why = Waarom niet, of nog niet
field-finding = Wat kwam eruit
field-goal-result = Hoe staat het met dit doel
field-again-on = Opnieuw evalueren op
field-reason-if-let-go = Waarom losgelaten
consent-agreed = Cliënt akkoord
consent-not-agreed = Cliënt niet akkoord
consent-not-asked = Nog niet met de cliënt besproken
goal-new = Nieuw doel
goal-known = Doel { $no }
goal-means = Daarvoor nodig: { $means }
goal-evaluation = Evaluatie: { $how }
goal-evaluated = Geëvalueerd { $day }: { $result }.
goal-evaluate-on = evalueren { $day }
goal-goes-on = nog niet bereikt, opnieuw { $day }
goal-not-yet = Nog niet bereikt, gaat door
goal-partly = Deels bereikt
goal-partly-until = deels bereikt, opnieuw { $day }
goal-reached = Bereikt
goal-let-go = Losgelaten
goal-dropped = losgelaten: { $reason }
why-goal = doel uit het zorgplan, evalueren uiterlijk { $day }
add-diagnosis = Zorgdiagnostiek vastleggen
add-plan = Zorgplan opstellen
add-revision = Zorgplan bijstellen
add-fix = Plan vaststellen (MDO)
add-confirm = Vastgesteld plan bevestigen (MDO)
confirm-hint = Dit plan is al vastgesteld, voordat het zorgpad erom vroeg. Bevestig dat het zo blijft, of stel het eerst bij:
add-coordinator = Coördinerend zorgverlener aanwijzen
add-hand-over = Coördinatie overdragen na de bevalling
do-write-plan = Naar het zorgplan
do-record-plan = Zorgplan vastleggen
do-fix = Plan vaststellen
do-confirm-plan = Bevestigen zoals het is
do-name-coordinator = Coördineert nu
do-name-after-birth = Coördineert na de bevalling
do-hand-over = Coördinatie overdragen
do-evaluate-goal = Evalueren
said-plan-written = Het zorgplan is vastgelegd. De maatregelen staan bij wie ze uitvoert.
said-plan-fixed = Het zorgplan is vastgesteld.
said-goal-evaluated = De evaluatie is vastgelegd.
board-none = Het bord laat zien wie hoeveel begeleiding krijgt, zoals bij FACT. Geen van je casussen volgt een zorgpad dat dat bijhoudt.
board-nobody = Niemand
board-row = regel { $row }
board-left-off = { $count ->
     [one] 1 casus past niet op dit bord.
    *[other] { $count } casussen passen niet op dit bord.
    }
obstacle-goal = Doel nog niet geëvalueerd: { $wanted }
diagnosis-fill-in = Vul ook in: { $domains }.
record-first = Leg eerst vast: { $what }.
work-care-diagnosis = de zorgdiagnostiek
work-care-plan = het zorgplan, of een nieuwe versie ervan
work-fixed-plan = dat het zorgplan is vastgesteld
work-coordinator = wie coördineert
work-coordinator-after-birth = wie na de bevalling coördineert
work-coordination-handover = de overdracht van de coördinatie
refusal-diagnosis-incomplete = Zorgdiagnostiek kijkt naar elk levensgebied.
refusal-no-care-plan = Er is nog geen zorgplan. Stel het eerst op.
refusal-no-coordinator-after-birth = Er is nog niet bepaald wie na de bevalling coördineert. Wijs haar eerst aan.
refusal-work-not-recorded = Deze stap wordt gedaan door het werk vast te leggen in de casus.
board-unknown = ‘{ $asked }’ is geen zorgpad met een bord
board-unknown-help = Deze borden zijn er wel:
board-past-table = Afgeweken van de tabel ({ $said }),
board-before-table = Gezet voordat de tabel besliste,
board-because = omdat: { $reason } · { $who }
plan-draft = Concept
plan-lacks = Nodig voordat dit plan kan worden vastgesteld:
plan-coa-hint = Wat het COA doet (vervoer, onderdak, afspraken), leest het COA op zijn eigen pagina. Schrijf bij zo’n maatregel niets over gezondheid.
reassign-measure-hint = Dit is een maatregel uit het zorgplan. Met de reden wordt dit een nieuwe versie van het plan.
field-reason-past-table = Reden, als je afwijkt van de tabel
logistics-measures = Voor jullie te doen
why-action-org = Maatregel uit het zorgplan voor jullie organisatie, uiterlijk { $day }.
refused-fields = { $count ->
     [one] Er klopt 1 veld nog niet.
    *[other] Er kloppen { $count } velden nog niet.
    }
refusal-plan-incomplete = Dit zorgplan is nog een concept:
refusal-plan-faulty = Er klopt een en ander niet aan dit plan.
refusal-decided-at-step = Dit beslist de beslistabel van een stap. Beantwoord wat die tabel vraagt en beslis bij die stap, of draai die stap terug.
refusal-level-by-table = De beslistabel zegt een ander niveau, of beslist nog niet. Geef een reden als je ervan afwijkt, of verbeter de antwoorden.
