# Days, windows and how far along she is.

month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december
month-short-1 = jan
month-short-2 = feb
month-short-3 = mrt
month-short-4 = apr
month-short-5 = mei
month-short-6 = jun
month-short-7 = jul
month-short-8 = aug
month-short-9 = sep
month-short-10 = okt
month-short-11 = nov
month-short-12 = dec
weekday-1 = maandag
weekday-2 = dinsdag
weekday-3 = woensdag
weekday-4 = donderdag
weekday-5 = vrijdag
weekday-6 = zaterdag
weekday-7 = zondag
date-long = { $weekday } { $day } { $month } { $year }
date-full = { $day } { $month } { $year }
date-short = { $day } { $month }
date-short-year = { $day } { $month } { $year }
date-span = { $from } – { $until }
moment = { $day } { $time }
today = vandaag
tomorrow = morgen
yesterday = gisteren
days-late = { $days ->
     [one] 1 dag te laat
    *[other] { $days } dagen te laat
    }
until-day = t/m { $day }
from-day = vanaf { $day }
moves-on-day = verhuist { $day }
moves-on-to = verhuist { $day } naar { $place }
since-day = sinds { $day }
minutes = { $minutes } min
age = { $years } jaar
due-unknown = à terme nog niet bekend
due-on = à terme { $day }
born-on = bevallen { $day }
course-day = dag { $days } na de bevalling
course-weeks = { $weeks ->
     [one] 1 week na de bevalling
    *[other] { $weeks } weken na de bevalling
    }
died-on = overleden op { $day }
died-day-unknown = overleden
head-died-on = Overleden op { $day }
head-died = Overleden; de dag is niet vastgelegd
course-ended = zwangerschap voortijdig geëindigd
tick-gestation = { $weeks }w
tick-due = à terme
tick-birth = bevalling
tick-after = +{ $weeks } wk
caesarean = Keizersnede
caesarean-on = keizersnede gepland op { $day }
