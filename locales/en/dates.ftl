# Days, windows and how far along she is.

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
date-long = { $weekday } { $day } { $month } { $year }
date-full = { $day } { $month } { $year }
date-short = { $day } { $month }
date-short-year = { $day } { $month } { $year }
date-span = { $from } – { $until }
moment = { $day } { $time }
today = today
tomorrow = tomorrow
yesterday = yesterday
days-late = { $days ->
     [one] 1 day late
    *[other] { $days } days late
    }
until-day = until { $day }
from-day = from { $day }
moves-on-day = moves { $day }
moves-on-to = moves { $day } to { $place }
since-day = since { $day }
minutes = { $minutes } min
age = { $years } years
due-unknown = due date not known yet
due-on = due { $day }
born-on = gave birth { $day }
course-day = day { $days } after birth
course-weeks = { $weeks ->
     [one] 1 week after birth
    *[other] { $weeks } weeks after birth
    }
died-on = died on { $day }
died-day-unknown = died
head-died-on = Died on { $day }
head-died = Died; the day was not recorded
course-ended = pregnancy ended early
tick-gestation = { $weeks }w
tick-due = due
tick-birth = birth
tick-after = +{ $weeks } wk
caesarean = Caesarean
caesarean-on = caesarean planned for { $day }
