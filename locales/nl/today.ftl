# Vandaag.

greeting-morning = Goedemorgen { $name }
greeting-afternoon = Goedemiddag { $name }
greeting-evening = Goedenavond { $name }
greeting-night = Goedenacht { $name }
today-counts = { $todo } te doen, { $waiting ->
     [0] niets wacht op anderen
     [one] 1 wacht op anderen
    *[other] { $waiting } wachten op anderen
    }
today-free = niets dat op jou wacht
today-urgent = Nog niet bevestigd
today-urgent-hint = Blijft hier staan tot de casemanager bevestigt dat zij het weet.
today-begun = Niet afgemaakt
today-begun-hint = Alleen jij ziet wat je typte. Het blijft hier staan tot je het vastlegt of het concept weggooit.
do-go-on = Verder waar je was
today-todo = Te doen
today-late = Te laat
today-now = Vandaag
today-week = Komende week
today-later = Kan al, heeft nog tijd
today-nothing = Niets te doen. De volgende stappen verschijnen hier vanzelf zodra het tijd is.
today-declined = Overdracht geweigerd
today-declined-hint = De ander neemt niet over: je blijft casemanager tot iemand aanvaardt. Dit blijft hier staan tot je het gelezen hebt.
today-answers = Overdrachten die op jouw antwoord wachten
today-told = Te lezen
today-notices = Nog te vertellen
today-notices-more = Nog { $count } bekijken
today-waiting = Wacht op anderen
today-left-off = { $count ->
     [one] Nog 1 regel past hier niet; alles staat in de caseload.
    *[other] Nog { $count } regels passen hier niet; alles staat in de caseload.
    }
today-alarms = Overdrachten zonder antwoord
today-alarms-hint = Bel beide kanten: tot iemand aanvaardt, blijft de afzender verantwoordelijk.
today-alarm = { $from } aan { $to }
today-alarm-days = { $count ->
     [one] 1 dag te laat
    *[other] { $count } dagen te laat
    }
today-stands-in = als plaatsvervanger voor { $name }
today-board = Als plaatsvervanger voor { $name }
board-empty = Hier is nu niets te doen.
why-signal = Automatisch binnengekomen.
why-signal-taken-by = Aangenomen door { $name }.
notices-count = { $count ->
     [one] 1 bericht
    *[other] { $count } berichten
    }
told-none = Er is niets meer te lezen.
notices-none = Er is niets meer te vertellen.
today-overdue = Overdrachten zonder antwoord
today-practice-alarms = Overdrachten van je organisatie zonder antwoord
today-acute = Acuut overgedragen: nu beantwoorden
today-acute-hint = Bel de casemanager die overdraagt. Tot je aanvaardt, blijft de afzender verantwoordelijk.
today-alarm-call = Bel { $name }: { $number }
