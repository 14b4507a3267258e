# Vandaag.

greeting-morning = Good morning { $name }
greeting-afternoon = Good afternoon { $name }
greeting-evening = Good evening { $name }
greeting-night = Hello { $name }
today-counts = { $todo } to do, { $waiting ->
     [0] nothing waits for others
     [one] 1 waits for others
    *[other] { $waiting } wait for others
    }
today-free = nothing waits for you
today-urgent = Not acknowledged yet
today-urgent-hint = Stays here until the case manager confirms that she knows.
today-begun = Not finished
today-begun-hint = Only you see what you typed. It stays here until you record it or throw the draft away.
do-go-on = Go on where you were
today-todo = To do
today-late = Late
today-now = Today
today-week = Coming week
today-later = Can be done, has time
today-nothing = Nothing to do. The next steps appear here by themselves when it is time.
today-declined = Handover declined
today-declined-hint = The other does not take over: you stay case manager until somebody accepts. This stays here until you have read it.
today-answers = Handovers that wait for your answer
today-told = To be read
today-notices = Still to be told
today-notices-more = See { $count } more
today-waiting = Waiting for others
today-left-off = { $count ->
     [one] 1 more line does not fit here; the caseload has everything.
    *[other] { $count } more lines do not fit here; the caseload has everything.
    }
today-alarms = Handovers without an answer
today-alarms-hint = Call both sides: until someone accepts, the sender stays accountable.
today-alarm = { $from } to { $to }
today-alarm-days = { $count ->
     [one] 1 day late
    *[other] { $count } days late
    }
today-stands-in = as deputy for { $name }
today-board = As deputy for { $name }
board-empty = Nothing to do here now.
why-signal = Came in by itself.
why-signal-taken-by = Taken by { $name }.
notices-count = { $count ->
     [one] 1 notice
    *[other] { $count } notices
    }
told-none = Nothing is left to read.
notices-none = Nothing is left to be told.
today-overdue = Handovers without an answer
today-practice-alarms = Handovers of your organisation without an answer
today-acute = Handed over in an emergency: answer now
today-acute-hint = Call the case manager who hands over. Until you accept, the sender stays accountable.
today-alarm-call = Call { $name }: { $number }
