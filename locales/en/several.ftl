# Handing several cases over at once: a leave, a departure, a site that closes.

several-title = Hand over several
several-lead = Choose cases and what happens to them. You first see, case by case, what would happen.
several-which = Which cases
several-choose-all = Choose all { $count }
several-choose-none = Choose none
several-more = These are the first { $count }. Choose a case manager to see the rest.
several-deputy-now = { $name } stands in now
several-deputy = deputy { $name }
several-what = What happens to them
several-what-hint = One choice for all chosen cases.
several-leave = Leave or another deputy
several-leave-hint = A colleague stands in for the case manager. The case manager remains accountable.
several-departure = Departure or new division
several-departure-hint = A colleague in the practice is asked to become case manager. She accepts each case herself.
several-move = Move to another practice
several-move-hint = The clients move, for instance because a site closes. The new practice gets a proposal for each case.
several-stand-in = Who stands in
several-until-hint = Without a last day this becomes the fixed deputy.
several-who-is-away = Record as away during that time
several-away-hint = While she is away her work is on the board of whoever stands in, and anyone looking for her is directed to that colleague.
do-look-first = See first what happens
do-change-first = Back to change it
several-nothing-yet = Nothing has been recorded yet.
several-none-chosen = Choose at least one case first.
several-preview-title = This is going to happen
several-done-title = This is what happened
several-would-go = Goes through
several-through = Done
several-none = Not a single case.
several-would-refuse = Does not go through
several-refused = Not done
several-refused-hint = These cases stay as they are.
several-leave-title = Absence
several-away = is recorded as away from { $from } until { $until }
several-away-open = is recorded as away from { $from } on
several-leave-refused = cannot be recorded as away. { $why }
several-leave-not-recorded = was not recorded as away, since no case got somebody who stands in
several-do = { $count ->
     [one] Do it for 1 case
    *[other] Do it for { $count } cases
    }
several-what-leave = { $who } stands in for the case manager from { $from } until { $until }.
several-what-deputy = { $who } becomes the fixed deputy from { $from } on.
several-what-departure = { $who } is asked to become case manager; answer by { $by }. Until she accepts, the present case manager stays accountable.
several-what-move = { $who } is asked to take over case management; answer by { $by }. Until somebody there accepts, the present case manager stays accountable.
several-not-found = This case was not found.
several-changed = Somebody else changed this case meanwhile.
several-in-doubt = It is not certain that this was stored. Look it up in the case.
several-unavailable = The storage could not be reached for a moment. Try this case again.
to-caseload = To the caseload
several-away-herself = { $name } is away herself { $when }.
several-away-herself-hint = On those days these cases have neither case manager nor stand-in; the work then falls to who is on duty. Choose another colleague or other days.
several-choose-another = Choose another colleague or other days
several-do-anyway = Do it all the same
several-cases = { $count ->
    [one] 1 case
   *[other] { $count } cases
}
