# Relations: organisations, people, absences and duty.

nav-relations = Relations
relations-organisations = Organisations
relations-people = Professionals
relations-absences = Away
relations-rota = Duty rota
relations-organisations-lead = Who takes part in the chain, and whom you call there first.
relations-people-lead = Who works where, and how to reach her.
relations-absences-lead = Who is away at { $org }, and who takes over her clients.
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
relations-change-org = Change these details
relations-end-org = No longer takes part
relations-end-hint = Only once this organisation has no open cases any more.
do-end-org = End it
relations-nobody-here = Nobody here works with Regie. You send messages to this organisation yourself.
relations-works-at = Works as
relations-there = Away
relations-new-person = New colleague
relations-new-person-hint = She gets a seat at your organisation. Whoever manages Regie gives her a user name and password.
relations-through-org = through the organisation
relations-change-person = Change name or number
relations-is-there = No absence is recorded.
relations-all-there = Everybody is there.
relations-now = now
relations-to-come = to come
relations-from-until = { $from } until { $until }
relations-from-open = from { $from }, not known yet until when
relations-no-cases = She is not the case manager of any case now.
relations-deputy = { $count ->
     [one] 1 case goes to { $name }
    *[other] { $count } cases go to { $name }
    }
relations-deputy-away-on = { $count ->
     [one] 1 case goes to { $name }, who is away too ({ $days }): who is on duty then stands in
    *[other] { $count } cases go to { $name }, who is away too ({ $days }): who is on duty then stands in
    }
relations-deputy-away = { $count ->
     [one] 1 case goes to { $name }, who is away herself: whoever is on duty stands in
    *[other] { $count } cases go to { $name }, who is away herself: whoever is on duty stands in
    }
relations-deputies = { $count ->
     [one] 1 case goes to { $turns }
    *[other] { $count } cases go to { $turns }
    }
relations-nobody-on = {"; "}{ $days }: nobody is there, who is on duty then stands in
relations-without-deputy = { $count ->
     [one] 1 case has no deputy: whoever is on duty stands in
    *[other] { $count } cases have no deputy: whoever is on duty stands in
    }
do-change = Change
relations-last-day = Another last day
relations-never-away = Was or is not away
do-take-absence-back = Take the absence back
relations-enter-absence = Record an absence
relations-absence-hint = Leave ‘until’ empty when the end is not known yet, as with illness. During that time her work is on the board of whoever stands in for her.
relations-seats = Seats
relations-give-seat = Give a seat or another function
relations-leave = No longer works here
relations-leave-hint = Once no open case names her as case manager or deputy any more.
do-leave = Take the seat away
relations-her-cases = Hand over her cases
relations-emergency-now = In an emergency, now
relations-nobody-on-duty = nobody is on the rota
relations-gaps = Nobody on the rota in the coming { $days } days
relations-gaps-hint = During that time whoever is there answers. Complete the rota.
relations-turns = Shifts
relations-no-rota = There is no rota. Whoever is there answers.
relations-turn-away = is away
relations-turn-left = no longer works here
relations-withdraw-turn = Withdraw the shift: { $when }
relations-enter-turn = Enter a shift
relations-begin = From
relations-end = Until
relations-turn-hint = A new shift replaces what it overlaps.
relations-changed = { $by } changed this meanwhile. What you entered still stands below; check it and record it again.
clash-deputy = { $other } stands in for { $name } in { $cases } and is away too, { $when }.
clash-manager = { $name } stands in for { $other } in { $cases }, and { $other } is away { $when }.
clash-means = On those days these cases have neither case manager nor stand-in; the work then falls to who is on duty.
clash-way-on = Arrange another stand-in first
clash-insist = Record it like this all the same
away-from-until = from { $from } until { $until }
away-from = from { $from }
