# Meetings.

nav-meetings = Meetings
meetings-coming = Today and later
meetings-past = Past
meetings-none = No meeting is planned.
meeting-vsv = VSV
meeting-mdo = MDO
meeting-clients = Client meeting
meeting-held = held
meeting-cancelled = called off
meeting-to-record = not recorded yet
add-meeting = Plan a meeting
meeting-kind = Kind
meeting-title = Title
do-plan-meeting = Plan
said-meeting-planned = The meeting is planned. Put cases on it.
do-print-agenda = Print the agenda
do-print-minutes = Print the minutes
meeting-agenda = Agenda
meeting-empty = No cases on it yet.
meeting-hidden = { $count ->
     [one] 1 case on it is not in your care.
    *[other] { $count } cases on it are not in your care.
    }
do-discuss = Record what was discussed
feed-back-hint = Whom you tick here is sent the outcome and the decisions. If you tick nobody, nothing is sent; on the case it is read by those involved in the care alone.
field-feed-back-to = Feed outcome and decisions back to
meeting-put = Put on the agenda
meeting-pressing = Proposed: cases with an urgent message that is still open, or that are late.
meeting-none-pressing = Nothing is pressing now. Search for a case to put it on the agenda.
meeting-none-found = No open case of yours found that is not on the agenda yet.
meeting-late = late since { $day }
meeting-manage = The meeting itself
meeting-minutes = Minutes in general
meeting-minutes-of = Minutes
meeting-minutes-hint = What was said about a client belongs to that client's item, which only those involved in the care can read. These minutes are read by everyone who may see the meeting.
meeting-hold-later = From the day itself you can record that it was held.
agenda-not-discussed = not discussed
do-to-next-agenda = On a next agenda
meeting-undiscussed = { $count ->
    [one] One case was not discussed yet:
   *[other] { $count } cases were not discussed yet:
}
meeting-hold-anyway = Record as held all the same: what was not discussed stays so and can go on a next agenda
meeting-undiscussed-first = Not everything was discussed. Record first what was said, or tick that the meeting counts as held all the same.
do-held = Was held
do-move = Move
do-call-off = Call off
meeting-changed = { $name } changed this meeting ({ $when }). Nothing of yours is recorded yet.
meeting-changed-hint = Read what changed. What you typed is still there; record it then.
meeting-print-hint = Print this page with your browser. In the minutes every client has a separate sheet.
by-day = by { $day }
do-to-agenda = To the agenda
