# Care diagnosis, treatment plan and board.

nav-board = Board
plan-title = Treatment plan
plan-version = version { $no }
plan-version-title = Version { $no }
plan-empty = There is no care diagnosis and no treatment plan yet.
plan-coordinator = Coordinating provider
plan-after-birth = after the birth:
plan-coordinator-after = Coordinating provider after the birth
plan-written = written { $day } by { $by }
plan-fixed = fixed { $day }
plan-with = Together with { $who }.
plan-why = Why it was revised:
plan-changed = What changed:
plan-continuity = Agreements on continuity of care
plan-carer-load = How heavy the care is for the informal carer: { $load } of 10.
plan-diagnosed = Care diagnosis of { $day }, by { $by }.
plan-settled = { $count ->
     [one] 1 settled goal
    *[other] { $count } settled goals
    }
plan-older = { $count ->
     [one] 1 earlier version
    *[other] { $count } earlier versions
    }
plan-print = Treatment plan to print
plan-back = Back to the case
plan-took-part = With whom this was discussed
plan-by-client = The client
plan-by-carer = An informal carer
plan-hint = One block per goal. What you leave empty does not count.
revision-hint = This becomes a new version; the one before can still be read. Empty the wanted result of a goal and it leaves the plan with its measures. Regie adds what changed by itself.
diagnosis-hint = Look at every life domain, also when there is nothing to find.
carer-load-hint = From 0 (not heavy) to 10 (cannot go on). Empty when there is no informal carer.
fix-hint = Do this when the MDO has fixed the plan. A next version is fixed anew.
coordinator-hint = The case manager stays accountable. Whoever coordinates gets the steps of the plan on her own Today.
finding-found = What is the matter
finding-strength = What can the client do
finding-carers = What do relatives do, and can they do
finding-load = How heavy is that for them
field-carer-load = How heavy is the care for the informal carer
field-why-revised = Why do you revise the plan
field-domain = Life domain
field-wanted = Wanted result
field-means = What it takes
field-evaluation = How it is evaluated
field-evaluate-on = Evaluate on
field-measure = Measure
field-doer = Who does it
field-carer-name = Name, for an informal carer
field-carers = Informal carers who took part (names, with commas)
field-consent = Does the client agree
field-consent-why = Why not, or not yet
field-finding = What came out of it
field-goal-result = How does this goal stand
field-again-on = Evaluate again on
field-reason-if-let-go = Why it was let go
consent-agreed = Client agrees
consent-not-agreed = Client does not agree
consent-not-asked = Not discussed with the client yet
goal-new = New goal
goal-known = Goal { $no }
goal-means = Needed for it: { $means }
goal-evaluation = Evaluation: { $how }
goal-evaluated = Evaluated { $day }: { $result }.
goal-evaluate-on = evaluate { $day }
goal-goes-on = not reached yet, again { $day }
goal-not-yet = Not reached yet, goes on
goal-partly = Reached in part
goal-partly-until = reached in part, again { $day }
goal-reached = Reached
goal-let-go = Let go
goal-dropped = let go: { $reason }
why-goal = goal of the treatment plan, to be evaluated by { $day }
add-diagnosis = Record care diagnosis
add-plan = Write treatment plan
add-revision = Revise treatment plan
add-fix = Fix the plan (MDO)
add-confirm = Confirm the plan that was fixed (MDO)
confirm-hint = This plan was fixed before the pathway asked for it. Confirm that it stays as it is, or revise it first:
add-coordinator = Name the coordinating provider
add-hand-over = Hand coordination over after the birth
do-write-plan = To the treatment plan
do-record-plan = Record treatment plan
do-fix = Fix the plan
do-confirm-plan = Confirm as it is
do-name-coordinator = Coordinates now
do-name-after-birth = Coordinates after the birth
do-hand-over = Hand coordination over
do-evaluate-goal = Evaluate
said-plan-written = The treatment plan was recorded. Its measures stand with who carries them out.
said-plan-fixed = The treatment plan was fixed.
said-goal-evaluated = The evaluation was recorded.
board-none = The board shows who gets how much support, as in FACT. None of your cases follows a pathway that keeps that.
board-nobody = Nobody
board-row = row { $row }
board-left-off = { $count ->
     [one] 1 case does not fit on this board.
    *[other] { $count } cases do not fit on this board.
    }
obstacle-goal = Goal not evaluated yet: { $wanted }
diagnosis-fill-in = Fill in as well: { $domains }.
record-first = Record first: { $what }.
work-care-diagnosis = the care diagnosis
work-care-plan = the treatment plan, or a new version of it
work-fixed-plan = that the treatment plan was fixed
work-coordinator = who coordinates
work-coordinator-after-birth = who coordinates after the birth
work-coordination-handover = the handover of coordination
refusal-diagnosis-incomplete = A care diagnosis looks at every life domain.
refusal-no-care-plan = There is no treatment plan yet. Write it first.
refusal-no-coordinator-after-birth = Nobody was named yet who coordinates after the birth. Name her first.
refusal-work-not-recorded = This step is done by recording the work on the case.
board-unknown = ‘{ $asked }’ is no pathway with a board
board-unknown-help = These boards there are:
board-past-table = Deviates from the table ({ $said }),
board-before-table = Set before the table decided,
board-because = because: { $reason } · { $who }
plan-draft = Draft
plan-lacks = Needed before this plan can be fixed:
plan-coa-hint = What the COA does (transport, housing, appointments), the COA reads on its own page. Write nothing about health in such a measure.
reassign-measure-hint = This is a measure of the treatment plan. With the reason this becomes a new version of the plan.
field-reason-past-table = Reason, when you deviate from the table
logistics-measures = For you to do
why-action-org = Measure of the treatment plan for your organisation, by { $day }.
refused-fields = { $count ->
     [one] 1 field is not right yet.
    *[other] { $count } fields are not right yet.
    }
refusal-plan-incomplete = This treatment plan is still a draft:
refusal-plan-faulty = Several parts of this plan are not right.
refusal-decided-at-step = The decision table of a step decides this. Answer what that table asks and decide at that step, or undo that step.
refusal-level-by-table = The decision table says another level, or does not decide yet. Give a reason when you deviate from it, or correct the answers.
