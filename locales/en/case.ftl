# The case.

case-parts = Parts of the case
tab-overview = Overview
tab-plan = Steps
tab-care-plan = Care plan
tab-record = Record
tab-contacts = Contacts
tab-people = People
tab-handover = Handover
tab-history = History
tab-closing = Closing
case-since = in care since { $day }

case-pathway = Pathway
case-closed = Closed on { $day }: { $reason }.
second-case-title = Second open case elsewhere.
second-case = { $manager } ({ $org }) has also been this client's case manager since { $day }. Call each other and agree who it is.
v-number = V-no. { $number }
bsn-number = BSN { $number }
interpreter-for = interpreter { $language }
who-title = Whom to approach now
who-manager = Case manager
who-deputy = Deputy
who-deputy-now = Deputy, the case manager is away
who-emergency = Emergency
who-no-emergency = no emergency number known
who-on-duty = on duty: { $name }
cards-to-print = Card to print:
card-for-client = for the client
card-for-provider = for another provider
card-for-gc-a = for GC A
card-for-coa = for the COA
card-heading-client = Whom you can approach
card-on = as it is on { $day }
card-hint = Whom to approach may be somebody else tomorrow. Print the card again when something changes.
do-print-card = Card to print
who-trusted = Trusted person
add-client-reach = Change place of stay or phone of the client
add-trusted = Record whom the client trusts
people-title = People around the client
network-label = Who stand around { $name }, as a drawing; the same are listed below it and at “Whom to approach now”
add-member = Add or replace an organisation
add-first-line = Another case manager in the first line
first-line-hint = To her the case returns from second line. Who is case manager now does not change.
add-deputy = Name a deputy
closed-hint = Nothing can be recorded any more. If something still belongs to it, the case manager or the deputy reopens the case; else it goes to who cares for the client now.
closing-title = Still needed to close
closing-more = { $count ->
     [one] and 1 more item
    *[other] and { $count } more items
    }
to-closing = To closing
closing-ready = Everything is done. The case can be closed.
closing-died-told = When the client died, these are told of the death and of the closing: { $names }. The explanation does not go along.
closing-hint = { $count ->
     [one] 1 item is still open; until it is settled, closing is refused.
    *[other] { $count } items are still open; until they are settled, closing is refused.
    }
evaluated-on = Evaluated on { $day }.
closing-from = Counts for closing from { $day }. Agree on a day for it at the step. You may evaluate sooner too, but then this evaluation is still needed.
closing-not-yet = Not possible yet: when it is depends on what is not recorded yet, such as the birth. You may evaluate sooner too, but then this evaluation is still needed.
evaluation-hint = You may evaluate in between too. For closing, the evaluation counts from the day on which its step is to be done.
add-evaluation = Record the evaluation with the client
plan-now = Now
unanswered-title = No answer from others yet
unanswered-result = Result: { $what }, { $by }
plan-now-empty = There is no step to do now.
plan-later = Later
plan-next = Next
to-plan = All steps
plan-past = Done and past
optional = optional
why = Why?
source-passage = Source (in Dutch): { $passage }
add-pathway = Start a pathway
pathways-none-hers = No other pathway suits this client now.
pathways-not-hers = Other pathways, and why they do not begin here
not-hers-elsewhere = begins at { $kinds }
not-hers-adult = for children; this client is 18 or older
not-hers-asylum = for asylum seekers; no V-number, COA or GC A is known
not-hers-lost = the pregnancy is over
not-hers-after-birth = the birth was more than two weeks ago
pathway-hint = What the case knows already goes along; who is case manager does not change.
add-step = Add a step
add-date = Record a date
add-anchor = Record birth or a date
anchor-hint = What is not planned yet moves along. After a correction, the old date stays in the history.
facts-title = Questions of the pathway
legend-window = period
line-label = Pathway as a line: { $title }
mark-title = { $label }: { $state }, { $when }
banner-signals-own = { $count ->
     [one] 1 signal that you have not acknowledged yet.
    *[other] { $count } signals that you have not acknowledged yet.
    }
banner-signals = { $count ->
     [one] 1 signal that the case manager has not acknowledged.
    *[other] { $count } signals that the case manager has not acknowledged.
    }
signals-title = Signals
signals-empty = No signals waiting to be acknowledged.
signals-before = { $count ->
     [one] 1 reported before and acknowledged
    *[other] { $count } reported before and acknowledged
    }
signal-from = Reported by { $from }.
signal-taken-by = Taken by { $name }.
signal-acknowledged = { $name } has known since { $when }.
signal-waits = Not acknowledged by the case manager yet.
add-signal = Report a signal
actions-title = Actions
actions-empty = No actions that are still open.
actions-settled = { $count ->
     [one] 1 action done or dropped
    *[other] { $count } actions done or dropped
    }
add-action = Set an action
reassign-hint = Leave empty for whoever is case manager at that time.
contacts-title = Contacts
contacts-last = Last contact
to-contacts-only = All contacts
to-contacts = All contacts, and record one
contacts-empty = No contact recorded yet.
add-contact = Record more: length, interpreter, steps
with-interpreter = with interpreter
contact-corrected = note corrected later
correct-hint = The first text stays in the history.
investigations-title = Examination and treatment elsewhere
investigations-empty = Nothing known at other providers.
add-investigation = Note examination or treatment
result-on = result { $day }
result-expected = Result expected on { $day }.
feedback-title = Information from and to others
feedback-empty = No feedback agreed, nothing told to others.
feedback-agreed = From { $from }, agreed by { $day }.
feedback-agreed-by = Agreed by { $day }.
informed-title = Told to others
add-informed = Inform other providers
add-feedback = Agree feedback
notices-title = Notices
agenda-title = Meetings
agenda-empty = On no agenda.
agenda-waiting = on the agenda
agenda-discussed = discussed
agenda-withdrawn = withdrawn
add-agenda = Put on an agenda
decisions-title = Decisions become actions
decision-by = By (needed with a decision)
decision = Decision { $no }
sharing-title = Shared case management
sharing-none = Not agreed: the case manager is the one for every situation.
sharing-wish = The client asked for it { $day }:
sharing-declined = Cannot be: { $reason }
sharing-hint = Psychosocial direction stays with the first-line case manager. GC A and COA are sent these agreements.
sharing-decline-hint = Client and GC A get this answer, with who is case manager now.
add-sharing = Record agreements
add-sharing-change = Change agreements
add-sharing-end = End it
add-sharing-wish = Record the client's wish
add-sharing-decline = Answer that it cannot be
history-title = History
do-older = Earlier
do-newest = To the newest

# What is sealed.

sealed = sealed
sealed-title = Sealed record
sealed-hint = Only those named below read this. Others do not see that it is there.
sealed-kindcheck = Kindcheck
sealed-meldcode = Meldcode
sealed-feedback = Feedback that is expected
sealed-readers = Who reads this
sealed-why-case-manager = case manager
sealed-why-deputy = deputy
sealed-why-recorded = recorded what it began with
sealed-why-step = does a step of it: { $reason }
sealed-since = since { $day }
sealed-from = from { $day }
sealed-by = named by { $name }
sealed-note-hint = A sealed note never changes; a later one corrects it.
add-sealed-note = Write a sealed note
add-sealed-reader = Name somebody who reads this
add-sealed-strike = Strike somebody
field-weighing = What was seen, said and weighed
do-name = Name
do-strike = Strike
