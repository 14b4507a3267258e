# What stands around every page, and words that are used everywhere.

brand = Regie
brand-line = Case management along the chain: one person accountable for every client.
skip-to-content = Skip to content
main-menu = Main menu
language = Language
nav-today = Today
nav-caseload = Caseload
sign-in = Sign in
sign-out = Sign out
change-seat = Other workplace
yes = yes
no = no
not-asked = not asked
not-recorded = not recorded yet
counts-as = (counts as ‘{ $answer }’)
not-known = not known yet
choose = Choose…
choose-none = –
away = away
away-until = away until { $day }
logistics-only = logistics only
to-today = To Today
to-case = To the case
to-visits = To the postnatal visits
to-roster = To the roster of visits
sign-in-wrong = Account and password do not match. Please try again.
sign-in-wait = { $minutes ->
     [one] Too many tries. Wait 1 minute and try again.
    *[other] Too many tries. Wait { $minutes } minutes and try again.
    }
sign-in-kept = You were signed out. What you just sent is kept but not yet recorded. Sign in and you will get it back.
sign-in-expired = You were inactive for a while and have been signed out. Please sign in again.
caseload-total = { $count ->
     [one] 1 case
    *[other] { $count } cases
    }
caseload-empty = No cases with these filters.
former-title = Handed over
former-hint = Cases that your organisation handed over. You read what it recorded, up to the last time that it took part in the care.
former-until = Took part until
caseload-until = Handed over, yours until { $day }
former-empty = No such cases found.
csv-number = V-number or BSN
column-client = Client
column-course = Gestation
column-due = Due
column-site = Stays at
column-manager = Case manager
column-deputy = Deputy
cover-until = { $who } stands in until { $day }
column-next = Next due
filter-search = Search by name or number
filter-search-care = Search by name, number, phone, date of birth or case manager
filter-everyone = Everyone
filter-phase = Phase
filter-open = All open
do-filter = Show
do-csv = As a spreadsheet
do-next-page = Next
