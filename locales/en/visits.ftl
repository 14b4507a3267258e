# Postnatal visits: the midwife's own day, and what she agrees per visit (PN-04).

visits-mine = My visits
visits-days = Days
visits-today = { $count ->
     [0] No visits today. Look at the coming days.
     [one] One visit today.
    *[other] { $count } visits today.
    }
visits-none-of-mine = You have no visits on this day.
visits-time = Time
visits-between = begins between { $from } and { $until }
visits-from = begins after { $from }
visits-until = begins by { $until }
visits-where = Where
visits-phone = Telephone
visits-language = Language
visits-interpreter = { $language }, with an interpreter
visits-due = To do
visits-manager = Case manager
visits-not-told = not told yet
visits-set-next = Agree visits
visits-print-hint = Print this page to take it along.
visits-of-woman = Postnatal visits
visits-to = Postnatal visits
visits-birth = The birth
visits-hour = Hour of birth
visits-place = Where
visits-place-unknown = Unknown
visits-place-home = At home or in a birth centre
visits-place-hospital = In hospital
visits-discharged = Home on
visits-caesarean = Planned caesarean on
visits-infected = Complaints of an infection at home
visits-infected-unknown = Unknown
visits-protect = There are complaints of an infection in this household. Work by the policy on personal protective equipment (the KNOV flowchart): put it on before you go in, and visit no household without complaints after this one today.
visits-birth-hint = With the hour of birth the heel prick counts from 72 to 168 hours; without it only on days that are surely right. Nobody visits before the day she comes home.
visits-caesarean-hint = The region's forecast then counts on that day, instead of a spread around the due date.
visits-heel-prick-days = Heel prick: { $first } to { $last }. The hour of birth is not known yet.
visits-heel-prick-hour = Heel prick: from { $first } { $at } to { $last } { $at }.
visits-list = The visits
visits-hint = The midwife who is in contact with her decides when the next visit is and how: at home, by video or by telephone. The first visit at home, the heel prick and the last visit are at home.
visits-home-late = She comes home on { $day }, after the tenth day. She is visited once then, on that day or at most three days later, unless a midwife decides otherwise.
visits-period-over = The postnatal period is over.
visits-past = made or past
visits-not-needed = not needed
visits-planned = { $who }, { $day } { $at }
visits-set-by = Agreed by { $who }
visits-left-out-by = Not needed according to { $who }: { $reason }
visits-set = Agree
visits-add = Agree another visit
visits-how = How
visits-first-day = On or after
visits-last-day = On or before
visits-not-before = Not before
visits-not-after = Not later than
visits-agree = Agree
visits-as-usual = As usual again
visits-why-not = Why it is not needed
visits-leave-out = Not needed
