# Besprekingen.

nav-meetings = Besprekingen
meetings-coming = Vandaag en later
meetings-past = Geweest
meetings-none = Er staat geen bespreking gepland.
meeting-vsv = VSV
meeting-mdo = MDO
meeting-clients = Cliëntenoverleg
meeting-held = gehouden
meeting-cancelled = gaat niet door
meeting-to-record = nog niet vastgelegd
add-meeting = Bespreking plannen
meeting-kind = Soort
meeting-title = Titel
do-plan-meeting = Plannen
said-meeting-planned = De bespreking is gepland. Zet er casussen op.
do-print-agenda = Agenda afdrukken
do-print-minutes = Verslag afdrukken
meeting-agenda = Agenda
meeting-empty = Er staat nog geen casus op.
meeting-hidden = { $count ->
     [one] Er staat 1 casus op die niet onder jouw zorg valt.
    *[other] Er staan { $count } casussen op die niet onder jouw zorg vallen.
    }
do-discuss = Vastleggen wat is besproken
feed-back-hint = Wie je hier aankruist, krijgt de uitkomst en de besluiten als bericht. Wie niets aankruist, stuurt niets; bij de casus lezen alleen wie bij de zorg betrokken zijn het.
field-feed-back-to = Uitkomst en besluiten terugkoppelen aan
meeting-put = Op de agenda zetten
meeting-pressing = Voorstel: casussen met een spoedbericht dat nog openstaat, of die te laat zijn.
meeting-none-pressing = Bij jullie dringt nu niets. Zoek een casus om hem op de agenda te zetten.
meeting-none-found = Geen lopende casus bij jullie gevonden die nog niet op de agenda staat.
meeting-late = te laat sinds { $day }
meeting-manage = De bespreking zelf
meeting-minutes = Verslag in het algemeen
meeting-minutes-of = Verslag
meeting-minutes-hint = Wat over een cliënt is gezegd, hoort bij het punt van die cliënt: dat lezen alleen wie bij de zorg betrokken zijn. Dit verslag leest iedereen die de bespreking mag zien.
meeting-hold-later = Vanaf de dag zelf leg je vast dat zij is gehouden.
agenda-not-discussed = niet besproken
do-to-next-agenda = Op een volgende agenda
meeting-undiscussed = { $count ->
    [one] Een casus is nog niet besproken:
   *[other] { $count } casussen zijn nog niet besproken:
}
meeting-hold-anyway = Toch als gehouden vastleggen: wat niet is besproken, blijft ‘niet besproken’ en kan op een volgende agenda
meeting-undiscussed-first = Niet alles is besproken. Leg eerst vast wat is gezegd, of kruis aan dat het overleg toch als gehouden geldt.
do-held = Is gehouden
do-move = Verzetten
do-call-off = Gaat niet door
meeting-changed = { $name } wijzigde deze bespreking ({ $when }). Er is nog niets van jou vastgelegd.
meeting-changed-hint = Lees wat er veranderde. Wat je typte, staat er nog; leg het daarna vast.
meeting-print-hint = Druk deze pagina af met je browser. In het verslag staat elke cliënt op een eigen blad.
by-day = uiterlijk { $day }
do-to-agenda = Naar de agenda
