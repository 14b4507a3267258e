# Relations: organisations, people, absences and duty.

nav-relations = Relations
relations-organisations = Organisations
relations-people = Professionals
relations-absences = Away
relations-rota = Duty rota
relations-organisations-lead = Who takes part in the chain, and whom you call there first.
relations-people-lead = Who works where, and how you reach her.
relations-absences-lead = Who is not there at { $org }, and to whom her clients go then.
relations-rota-lead = who answers in an emergency
relations-search = Search by name
relations-kind = Kind
relations-every-kind = All kinds
relations-every-org = All organisations
relations-none = Nothing found.
relations-more = These are the first { $count }. Search by name or choose an organisation.
relations-reach = How to reach
relations-first-contact = First point of contact
relations-contact-person = Whom you ask for
relations-hours = Reachable
relations-phone = First number
relations-emergency = Emergency number
relations-emergency-same = the first number, also in an emergency
relations-on-duty = On duty now
relations-on-duty-now = { $name } is on duty now
relations-secure-mail = Secure mail
relations-fax = Fax
relations-address = Address
relations-network = Network
relations-no-number = no number known
relations-ended = no longer takes part
relations-new-org = New organisation
relations-change-org = Change these
relations-end-org = No longer takes part
relations-end-hint = Only once this organisation has no open cases any more.
do-end-org = End it
relations-nobody-here = Nobody here works with Regie. Notices to this organisation you send yourself.
relations-works-at = Works as
relations-there = Away
relations-new-person = New colleague
relations-new-person-hint = She gets a seat at your organisation. Who runs Regie gives her a user name and password.
relations-through-org = through the organisation
relations-change-person = Change name or number
relations-is-there = No absence is recorded.
relations-all-there = Everybody is there.
relations-now = now
relations-to-come = to come
relations-from-until = { $from } until { $until }
relations-from-open = from { $from }, not known yet until when
relations-no-cases = She is case manager of no case now.
relations-deputy = { $count ->
     [one] 1 case goes to { $name }
    *[other] { $count } cases go to { $name }
    }
relations-deputy-away = { $count ->
     [one] 1 case goes to { $name }, who is not there herself: who is on duty stands in
    *[other] { $count } cases go to { $name }, who is not there herself: who is on duty stands in
    }
relations-without-deputy = { $count ->
     [one] 1 case has no deputy: who is on duty stands in
    *[other] { $count } cases have no deputy: who is on duty stands in
    }
do-change = Change
relations-last-day = Another last day
relations-never-away = Was or is not away
do-take-absence-back = Take the absence back
relations-enter-absence = Record an absence
relations-absence-hint = Leave ‘until’ empty when the end is not known yet, as in illness. In that time her work is on the board of who stands in.
relations-seats = Seats
relations-give-seat = Give a seat or another function
relations-leave = No longer works here
relations-leave-hint = Once no open case names her as case manager or deputy any more.
do-leave = Take the seat away
relations-her-cases = Hand over her cases
relations-emergency-now = In an emergency, now
relations-nobody-on-duty = the rota names nobody
relations-gaps = Nobody on the rota in the coming { $days } days
relations-gaps-hint = In that time whoever is there answers. Complete the rota.
relations-turns = Turns of duty
relations-no-rota = There is no rota. Whoever is there answers.
relations-turn-away = is away then
relations-turn-left = no longer works here
relations-withdraw-turn = Withdraw the turn: { $when }
relations-enter-turn = Enter a turn
relations-begin = From
relations-end = Until
relations-turn-hint = A new turn takes the place of what it overlaps.
relations-changed = { $by } changed this meanwhile. What you entered still stands below; check it and record it again.
