# Zorgpaden: de lijst, een zorgpad als schema, en het verloop van een casus daarop.

nav-pathways = Zorgpaden
pathways-about = Welke stappen elk zorgpad heeft en wat daarna komt. Wat altijd geldt, is nagegaan voor alles wat een casus op dat zorgpad kan overkomen.
column-pathway = Zorgpad
column-version = Versie
column-valid = Geldig vanaf
column-steps = Stappen
column-promises = Wat altijd geldt
pathway-not-in-use = nog niet in gebruik
pathway-version = versie { $version }
pathway-steps = { $count ->
     [one] 1 stap
    *[other] { $count } stappen
    }
pathway-variant = variant voor { $network } van
proved-of = { $proved } van { $promised } nagegaan
diagram-title = Schema
diagram-label = Schema van { $title }
diagram-about = { $steps } stappen in { $stages } fasen. Elke stap leidt naar haar uitleg onder het schema.
diagram-narrow = Schuif het schema opzij voor de rest, of lees eronder stap voor stap.
diagram-hint = Een pijl wijst naar wat daarna open kan gaan; vanaf een uitkomst alleen als het zo afloopt. Wat fasen verder ligt, staat met ↓ of ↑ in het vak genoemd. Een stap zonder pijl opent op een datum of door een antwoord. Een stippellijn om een stap: alleen als iemand erom vraagt.
no-stage = Buiten de fasen
kind-contact = contact
kind-task = taak
kind-question = vraag
kind-decision = besluit
kind-table = beslistabel
kind-table-title = Beslistabel
kind-meeting = overleg
kind-letter = brief
kind-referral = verwijzing
kind-consent = toestemming
kind-milestone = gebeurtenis
mark-required = verplicht
mark-on-call = alleen als iemand erom vraagt
mark-with = met { $with }
mark-meeting = gezet door { $meeting }, of met de hand
mark-to = aan { $to }
mark-must = moet gedaan zijn
mark-leaves = ook als de cliënt uit beeld is
mark-dies = ook na overlijden
mark-sealed = verzegeld
mark-in-turn = op zijn beurt
mark-by-work = gedaan door vast te leggen: { $work }
by-intake = de anamnese
by-evaluation = de evaluatie met de cliënt
by-referral-letter = de verwijsbrief
step-opens = Opent als
step-window = Wanneer
step-again = Komt terug
step-ends = Vervalt als
step-feedback = Terugkoppeling
step-then = Daarna
step-table = Beslist door de tabel: { $table }
table-rows = { $rows ->
     [one] tabel met 1 regel
    *[other] tabel met { $rows } regels
    }
table-row = Regel
table-is = Besluit
table-why = Reden
table-otherwise = Anders
table-any = Een streepje betekent: maakt niet uit.
table-version = Versie { $version }
table-from = geldig vanaf { $day }
table-until = geldig t/m { $day }
promises-title = Wat altijd geldt
promises-every = Wat elk zorgpad belooft
promises-empty = Dit zorgpad belooft niets van zichzelf.
promise-story = Het kortste verloop waarin het misgaat
verdict-proved = nagegaan: klopt
verdict-refuted = klopt niet altijd
verdict-open = nog niet nagegaan
proof-states = { $count ->
     [one] Voor deze versie is 1 situatie nagegaan.
    *[other] Voor deze versie zijn { $count } situaties nagegaan: alles wat een casus op dit zorgpad kan overkomen.
    }
proof-seen = { $count ->
     [one] 1 situatie nagegaan
    *[other] { $count } situaties nagegaan
    }
proof-by-text = volgt uit de tekst
proof-none = Van deze versie is nog niets nagegaan.
proof-of-another = Wat is nagegaan, hoort bij een andere tekst van dit zorgpad. Van deze tekst is nog niets nagegaan.
course-title = Verloop op het schema
course-on = zoals het is op { $day }
course-began = Begonnen op { $day }.
course-ended-on = Beëindigd op { $day }: { $cause }.
course-from = vanaf { $day }
course-sealed = hier niet vermeld
course-sealed-why = Over deze stap staat hier niets, of er nu iets is gebeurd of niet.
course-not-called = niet aangevraagd
course-not-called-why = Dit hoort niet bij het verloop zolang niemand erom vraagt.
to-pathway = Het zorgpad zelf
line-of-network = Dit loopt door op de versie van { $began }, waar het begon. Wat nu begint, volgt de versie van { $network }.
line-of-all = Dit loopt door op de versie waarmee het begon. { $network } heeft een eigen versie voor wat nu begint.
to-course = Als schema
decision-is = { $outcome }, want { $why } ({ $row }).
decision-will-be = Wordt: { $outcome }, want { $why } ({ $row }).
decision-row = regel { $rows }
decision-no-row = geen enkele regel klopt
next-question = Volgende vraag:
or = of
course-not-needed = nu niet aan de orde
course-depends = hangt af van een antwoord
