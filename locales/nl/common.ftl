# What stands around every page, and words that are used everywhere.

brand = Regie
brand-line = Casemanagement in de keten: één persoon verantwoordelijk voor elke cliënt.
skip-to-content = Naar de inhoud
main-menu = Hoofdmenu
language = Taal
nav-today = Vandaag
nav-caseload = Caseload
sign-in = Aanmelden
sign-out = Afmelden
change-seat = Andere werkplek
yes = ja
no = nee
not-asked = niet gevraagd
not-recorded = nog niet vastgelegd
counts-as = (telt als ‘{ $answer }’)
not-known = nog niet bekend
choose = Kies…
choose-none = –
away = afwezig
away-until = afwezig t/m { $day }
logistics-only = alleen logistiek
to-today = Naar Vandaag
to-case = Naar de casus
to-visits = Naar de kraamvisites
to-roster = Naar het visiterooster
sign-in-wrong = Gebruikersnaam en wachtwoord horen niet bij elkaar. Probeer het opnieuw.
sign-in-wait = { $minutes ->
     [one] Te vaak geprobeerd. Wacht 1 minuut en probeer het opnieuw.
    *[other] Te vaak geprobeerd. Wacht { $minutes } minuten en probeer het opnieuw.
    }
sign-in-kept = Je was afgemeld. Wat je net verstuurde, is bewaard maar nog niet verwerkt. Meld je aan, dan krijg je het terug.
sign-in-expired = Je was een tijd niet actief en bent afgemeld. Meld je opnieuw aan.
caseload-total = { $count ->
     [one] 1 casus
    *[other] { $count } casussen
    }
caseload-empty = Geen casussen met deze filters.
former-title = Overgedragen
former-hint = Casussen die je organisatie heeft overgedragen. Je leest wat zij vastlegde, tot zij voor het laatst aan de zorg deelnam.
former-until = Nam deel t/m
caseload-until = Overgedragen; jullie namen deel t/m { $day }
former-empty = Geen overgedragen casussen gevonden.
csv-number = V-nummer of BSN
column-client = Cliënt
column-course = Termijn
column-due = À terme
column-site = Verblijft
column-manager = Casemanager
column-deputy = Plaatsvervanger
cover-until = { $who } neemt waar t/m { $day }
column-next = Eerstvolgende
filter-search = Zoeken op naam of nummer
filter-search-care = Zoeken op naam, nummer, telefoon, geboortedatum of casemanager
filter-everyone = Iedereen
filter-phase = Fase
filter-open = Alle lopende
do-filter = Toon
do-csv = Als spreadsheet
do-next-page = Volgende
