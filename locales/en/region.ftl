# Region: forecast, phase, decision and visit roster (PN-01, PN-02, PN-04).

nav-region = Region
region-parts = Parts of the region
region-tab-forecast = Forecast
region-tab-roster = Visit roster
region-phase = Phase
region-phase-green = Green: enough midwives
region-phase-orange = Orange: a shortage may come
region-phase-red = Red: a shortage is likely
region-rule-green = On fewer than { $days } of any seven days the chance of a shortage is { $chance }% or more.
region-rule-met = The rule: on at least { $days } of seven days the chance of a shortage is { $chance }% or more.
region-because = That holds first for { $days }.
region-stretch = In all it holds from { $from } to { $until }, on { $count } days.
region-today-over = Today is over: nobody visits any more.
region-day-over = over
region-withdrawn = Latest decision withdrawn
region-likely-from = { $ahead ->
     [0] A shortage is likely today already.
     [one] A shortage becomes likely from { $day }: tomorrow.
    *[other] A shortage becomes likely from { $day }: in { $ahead } days.
    }
region-not-likely = On no day of the coming six weeks a shortage is likely.
region-rests-on = Based on { $women } new mothers and { $pregnant } pregnant women in care, and { $visitors } midwives who visit. Who is not in care yet is not counted.
region-rests-on-births = { $caesareans ->
     [0] No planned caesarean is known of
     [one] One pregnant woman has a planned caesarean: it counts on its day, not spread around the due date
    *[other] { $caesareans } pregnant women have a planned caesarean: they count on their days, not spread around the due date
    }; { $hospital ->
     [0] of nobody is it known that she gives birth in hospital.
     [one] of one it is known that she gives birth in hospital: her visits begin a day later.
    *[other] of { $hospital } it is known that they give birth in hospital: their visits begin a day later.
    }
region-pace-set = A visit is reckoned at { $minutes } minutes, the way included, as long as there is no roster to measure by.
region-pace-measured = A visit is reckoned at { $minutes } minutes: { $care } with her and { $way } for the way and the notes, on average over the { $visits } visits of the roster; the break of a long day is taken off the hours.
region-away = Makes no visits
region-away-then = On { $days } not everybody visits ({ $away }).
region-forecast = Visits per day, the coming six weeks
region-chart-about = Line: visits expected per day; area: in four of five cases it lies between; stepped line: what the midwives can carry. The table below gives the same numbers.
region-expected = Expected
region-band = In 4 of 5 cases
region-capacity = Capacity
region-short-likely = Shortage likely
region-chance = Chance of shortage
region-day = Day
region-as-table = As a table
region-what-if = What if?
region-what-if-on = what if
region-what-if-hint = Enter what partners expect: with a shortage of maternity home care more visits are needed, with earlier discharge they begin sooner. Only the forecast changes, nothing else.
region-what-if-visits = Visits per birth (%)
region-what-if-wrong = ‘{ $field }’ cannot be ‘{ $typed }’: enter a whole number from { $least } to { $most }. Reckoned with { $usual }.
region-what-if-earlier = Days earlier at home
region-what-if-capacity = Midwives (%)
region-reckon = Calculate
region-as-usual = As usual
region-decisions = Decision to centralise
region-no-decisions = Nothing was decided yet: each practice does its own visits.
region-decided = { $what }, from { $from }
region-decided-by = Decided on { $day } by { $insurer } (health insurer) and { $midwives } (midwives)
region-recorded = Recorded by { $who }, { $at }
region-untold = not told yet
region-tell-partner = Record who was told
region-partner = Who
region-how = How, and who there
region-decide = Record a decision
region-decide-hint = When it concerns postnatal care only, health insurer and midwives decide. Take partners in the chain along, and preferably share it with ROAZ or the safety region. Who withdraws a decision need not choose a first day.
region-what = What
region-decided-on = Decided on
region-holds-from = Holds from
region-insurer = For the health insurer
region-midwives = For the midwives
region-reason = Why
region-history = Who did what
region-form-wrong = Something is missing, or a field is not filled in well. Look it over and try again.
decimal = { $whole }.{ $tenths }

roster-none = There is no roster yet.
roster-proposal = Proposal
roster-proposed-by = Asked for by { $who }, { $at }. It holds once you accept it.
roster-accepted-by = Accepted by { $who }, { $at }.
roster-planned = { $unplanned ->
     [0] { $planned } visits planned
    *[other] { $planned } visits planned, { $unplanned } with nobody
    }
roster-overtaken = { $count ->
    [one] 1 with somebody who is not there then
    *[other] { $count } with somebody who is not there then
    }
roster-faces = { $faces } faces per client on average, { $new } of them new by this roster
roster-known = { $known } of { $all } clients keep a known face
roster-travel = { $minutes } minutes of travel
roster-broken = { $count ->
     [one] 1 promise changes
    *[other] { $count } promises change
    }
roster-checked = recomputed now: keeps all rules
roster-accept = Accept
roster-drop = Do not accept
roster-ask = Make a roster
roster-would-change = What changes
roster-since = Changed since the roster of { $at }
roster-broken-since = { $count ->
     [one] 1 visit does not fit what was recorded since. Have the roster made anew.
    *[other] { $count } visits do not fit what was recorded since. Have the roster made anew.
    }
roster-ill-backwards = ‘Last day’ is before ‘First day’. Choose a last day that is not before the first.
roster-tell-again = Tell again who comes and when: { $who }.
roster-tell-her-again = to be told again
roster-other-time = Another time
roster-face-names = Faces: { $who }
roster-pinned-at = pinned: { $who }, { $day }
roster-pinned-not = pinned, but no longer possible: { $who }, { $day }
roster-pin-days = This visit can be { $days }.
roster-ill-from = ill { $days }
roster-new = new
roster-gone = lapses
roster-was-told = had been told
roster-bill = What the roster looks at
roster-bill-hint = One point is a second of travel. The lower the better. An extra face costs more than another day, another day more than another time. Once a client was told of a visit, each change weighs ten times as much: then an extra face comes sooner than another day.
roster-waiting = Not placed yet
roster-impossible = with nobody
roster-newer = newer than the roster
roster-nobody = with nobody yet
roster-next-best = The next best
roster-costs = { $extra } points: { $units }
roster-knows-her = known face
roster-pin = Pin
roster-unpin = Unpin
roster-pin-hint = What you pin stays in the next roster.
roster-stand-ins = Who stands in for { $who }?
roster-no-visits-of-hers = She has no visits in these days.
roster-record-ill = Record that { $who } is ill
roster-replan = Plan again
roster-by-midwife = The week, by midwife
roster-by-client = By client
roster-week-before = Week earlier
roster-week-after = Week later
roster-this-week = From today
roster-midwife = Midwife
roster-no-visitors = Nobody visits for the region yet. Record below who does.
roster-ill-until = ill until { $day }
roster-who-is-ill = Ill
roster-somebody-ill = Somebody ill?
roster-from = From
roster-until = Until
roster-ill-first = First day
roster-ill-last = Last day (empty: a week)
roster-costs-nothing = just as good
roster-costs-only = { $extra } points
roster-costs-even = just as good in all: { $units }
roster-ill-last-day = Last day
roster-who-stands-in = Who stands in?
roster-break = break { $from }–{ $until }
roster-home-late = Home only on { $day }, after the tenth day: one visit then, none before.
roster-home-late-none = Home only on { $day }, after the tenth day; no visit is still to be made.
roster-free = off
roster-away = away
roster-ill = ill
roster-duty = on duty
roster-made = made
roster-pinned = pinned
roster-told = told
roster-protect = protective equipment
roster-infected = infected households
roster-no-women = There are no new mothers in care now.
roster-born = { $site }, gave birth on { $born }
roster-attended = attended by { $who }
roster-known-face = { $faces ->
     [one] 1 face
    *[other] { $faces } faces
    }
roster-no-known-face = { $faces ->
     [one] 1 face, not known
    *[other] { $faces } faces, none known
    }
roster-knows = She knows { $who }.
roster-no-room = no room left on her days
roster-visits-nobody = makes no postnatal visits
roster-place-unknown = place unknown
roster-tell = Was told
roster-map = Map of { $day }
roster-map-unknown = { $count ->
     [one] 1 visit at a place that is not known is not on the map.
    *[other] { $count } visits at places that are not known are not on the map.
    }
roster-no-places = Record first where the places of the region are.
roster-no-visits-that-day = There are no visits on this day.
roster-set-up = Set up
roster-set-visitor = Who visits, and when
roster-set-visitor-hint = Days on which she is away or on duty are left out by themselves. Days on end are best: then a new mother keeps the same face.
roster-remove-visitor = No longer visits
roster-base = Leaves from
roster-middle = the middle of the region
roster-weekdays = Days
roster-heel-prick = May do the heel prick
roster-infected-long = Set apart for households with complaints of an infection
roster-set-place = Where a place is
roster-set-place-hint = Use the name that the clients' records have as where they stay. Travel follows from the distance.
roster-place = Name
roster-latitude = Latitude
roster-longitude = Longitude
roster-set-pace = How long a visit takes
roster-set-pace-hint = For the forecast, as long as there is no roster of ten visits or more: how many minutes of her day a visit takes on average, the way included. After that the forecast reckons with what the visits of the roster and the ways between them take.
roster-pace = Minutes
roster-recovered = { $who } is well again
roster-same-day = same day
roster-other-day = another day
roster-call = a call instead of a visit
roster-needs-hour = The hour of birth is not known. Record it at the postnatal visits: then it is certain whether the 168 hours are not over yet.
roster-agreed = agreed so
roster-unmet = Cannot be: { $why }.
region-usual-phase = Without these assumptions: { $phase }.
region-stood-at = When this was recorded: { $phase }, at { $minutes } minutes a visit.
roster-change = Change
roster-change-hours = Change the days and hours of { $who }
roster-nobody-apart = { $count ->
    [one] One client has an infection at home, and nobody is set apart for that.
   *[other] { $count } clients have an infection at home, and nobody is set apart for that.
    }
