# Pathways: the list, a pathway as a diagram, and the course of a case on it.

nav-pathways = Pathways
pathways-about = Which steps each pathway has, and what comes after what. What always holds was checked for everything that can happen to a case on that pathway.
column-pathway = Pathway
column-version = Version
column-valid = Valid from
column-steps = Steps
column-promises = What always holds
pathway-not-in-use = not in use yet
pathway-version = version { $version }
pathway-steps = { $count ->
     [one] 1 step
    *[other] { $count } steps
    }
pathway-variant = variant for { $network } of
proved-of = { $proved } of { $promised } checked
diagram-title = Diagram
diagram-label = Diagram of { $title }
diagram-about = { $steps } steps in { $stages } stages. Each step leads to its explanation under the diagram.
diagram-narrow = Move the diagram sideways for the rest, or read it step by step below.
diagram-hint = An arrow points to what can open next; from an outcome, only when it ends so. What lies stages further is named in the box with ↓ or ↑. A step without an arrow opens on a date or by an answer. A dashed line around a step: only when somebody calls for it.
no-stage = Outside the stages
kind-contact = contact
kind-task = task
kind-question = question
kind-decision = decision
kind-table = decision table
kind-table-title = Decision table
kind-meeting = meeting
kind-letter = letter
kind-referral = referral
kind-consent = consent
kind-milestone = event
mark-required = required
mark-on-call = only when somebody calls for it
mark-with = with { $with }
mark-meeting = done by { $meeting }, or by hand
mark-to = to { $to }
mark-must = must be done
mark-leaves = also when the client is out of reach
mark-dies = also when the client has died
mark-sealed = sealed
mark-in-turn = in its turn
mark-by-work = done by recording: { $work }
by-intake = the history
by-evaluation = the evaluation with the client
by-referral-letter = the referral letter
step-opens = Opens when
step-window = When
step-again = Comes again
step-ends = Ends when
step-feedback = Feedback
step-then = Then
step-table = Decided by the table: { $table }
table-rows = { $rows ->
     [one] table with 1 row
    *[other] table with { $rows } rows
    }
table-row = Row
table-is = Decision
table-why = Reason
table-otherwise = Otherwise
table-any = A dash means: it does not matter.
table-version = Version { $version }
table-from = valid from { $day }
table-until = valid until { $day }
promises-title = What always holds
promises-every = What every pathway promises
promises-empty = This pathway promises nothing of its own.
promise-story = The shortest course in which it goes wrong
verdict-proved = checked: holds
verdict-refuted = does not always hold
verdict-open = not checked yet
proof-states = { $count ->
     [one] For this version 1 situation was checked.
    *[other] For this version { $count } situations were checked: everything that can happen to a case on this pathway.
    }
proof-seen = { $count ->
     [one] 1 situation checked
    *[other] { $count } situations checked
    }
proof-by-text = follows from the text
proof-none = Nothing has been checked of this version yet.
proof-of-another = What was checked belongs to another text of this pathway. Of this one nothing has been checked yet.
course-title = Course on the diagram
course-on = as it is on { $day }
course-began = Began on { $day }.
course-ended-on = Ended on { $day }: { $cause }.
course-from = from { $day }
course-sealed = not shown here
course-sealed-why = Nothing is shown here about this step, whether anything happened or not.
course-not-called = not called for
course-not-called-why = This is no part of the course as long as nobody calls for it.
to-pathway = The pathway itself
line-of-network = This goes on in the version of { $began }, where it began. What begins now follows the version of { $network }.
line-of-all = This goes on in the version with which it began. { $network } has its own version for what begins now.
to-course = As a diagram
decision-is = { $outcome }, because { $why } ({ $row }).
decision-will-be = Will be: { $outcome }, because { $why } ({ $row }).
decision-row = row { $rows }
decision-no-row = no row matches
next-question = Next question:
or = or
course-not-needed = not called for now
course-depends = depends on an answer
