//! Every command on a case: authorise by the treatment relationship, decide by the rules, commit, tell who must know.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use regie_care::case::context::NO_MEETINGS;
use regie_care::case::records::{HandoverKind, No};
use regie_care::case::state::by_no;
use regie_care::case::{self, Case, CaseCommand, CaseEvent, Context, Recorded};
use regie_care::client::{Client, ClientEvent, Identity};
use regie_care::directory::Directory;
use regie_care::ids::{CaseId, ClientId, MeetingId, OrgId};
use regie_care::meeting::{self, Meeting};
use regie_care::notice::{self, Notice, Receiver};
use regie_care::pathways::Pathways;
use regie_care::policy::{CaseAction, Subject};
use regie_care::seat::{Actor, Seat};
use regie_store::{Append, Commit, Lapse, NewJob};

use crate::aggregate::Aggregate;
use crate::app::{App, Known};
use crate::clock::Moment;
use crate::error::AppError;
use crate::execute::{Along, Changed, Done, Request};
use crate::region::Visiting;

/// The kind of job that tells somebody something.
pub const NOTICE: &str = "notice";

/// How the name ends of a notice that a handover was declined: by it *Vandaag* asks for those alone.
pub(crate) const DECLINED: &str = ":declined";

/// How many commands on a case can be one change.
pub const MOST_IN_ONE: usize = 10;

impl App {
    /// Carries out a command on a case.
    ///
    /// # Errors
    /// When the case is unknown, the actor may not do this, the rules refuse it, or somebody changed the case since
    /// the version that the request names.
    pub async fn command_case(&self, request: &Request, id: CaseId, command: &CaseCommand) -> Result<Done, AppError> {
        self.command_case_at_once(request, id, std::slice::from_ref(command)).await
    }

    /// Carries out several commands on a case as one change: each is judged on what the ones before it would leave, and
    /// either all of them are stored, in one transaction and under one key, or none is.
    ///
    /// # Errors
    /// As [`App::command_case`], for the first that cannot be carried out; when there are none, or too many.
    pub async fn command_case_at_once(
        &self,
        request: &Request,
        id: CaseId,
        commands: &[CaseCommand],
    ) -> Result<Done, AppError> {
        if commands.is_empty() || commands.len() > MOST_IN_ONE {
            let message = format!("{} commands are given; give 1 to {MOST_IN_ONE}", commands.len());
            return Err(AppError::Invalid { field: "commands", message });
        }
        let done = self.until_not_overtaken(|| self.try_commands(request, id, commands)).await?;
        if commands.iter().any(|command| matches!(command, CaseCommand::Close { .. })) {
            self.forget_drafts(id).await;
        }
        Ok(done)
    }

    /// What a command would be refused for, with nothing changed whatever the answer: for a form of which some fields cannot
    /// be read, so that what is wrong with the others is told along.
    ///
    /// # Errors
    /// As [`App::command_case`].
    pub async fn weigh_case(&self, actor: Actor, id: CaseId, command: &CaseCommand) -> Result<(), AppError> {
        let (case, moment, pathways) = (self.current_case(id).await?, self.moment(), self.pathways());
        let subject = Subject::Case { case: &case.state, action: CaseAction::Command(command, &pathways) };
        self.authorise(actor, &subject, moment)?;
        let directory = self.directory();
        case::decide(&case.state, command, &context(actor, moment, &directory, &pathways))?;
        Ok(())
    }

    async fn try_commands(&self, request: &Request, id: CaseId, commands: &[CaseCommand]) -> Result<Done, AppError> {
        if let Some(done) = self.answered_before(request).await? {
            return Ok(done);
        }
        let meetings = self.meetings_of(id, commands).await?;
        let (_one_at_a_time, besides) = match self.client_going_on(id, commands).await? {
            Some(client) => {
                let one_at_a_time = self.inner.openings.of(client).await;
                (Some(one_at_a_time), Some(self.open_cases_besides(client, id).await?))
            }
            None => (None, None),
        };
        let visiting = self.visiting_of(commands, id).await?;
        let moved = self.moved(request, id, commands).await?;
        let others: Vec<&Case> =
            besides.iter().flat_map(|besides| &besides.cases).map(|loaded| &loaded.state).collect();
        let _nobody_leaves = self.inner.seats.read().await;
        let known = self.known();
        let judge = |state: &Case, command: &CaseCommand, moment: Moment| {
            let pathways = self.pathways();
            let action = CaseAction::Command(command, &pathways);
            let subject = match &visiting {
                Some(visiting) if command.is_about_visits() => visiting.subject(state, action),
                _ => Subject::Case { case: state, action },
            };
            self.authorise(request.actor, &subject, moment)?;
            if let CaseCommand::PutOnAgenda { meeting: id, .. } = command {
                meeting::still_to_be_held(meetings.get(id).ok_or_else(|| AppError::not_found(Meeting::WHAT, id))?)?;
            }
            visiting.as_ref().map_or(Ok(()), |visiting| visiting.was_well(command))?;
            let context = context(request.actor, moment, &known.directory, &pathways);
            let context = Context { meetings: &meetings, ..context };
            case::decide::runs_once(state, command, &context, &others)?;
            Ok::<_, AppError>(case::decide(state, command, &context)?)
        };
        let decide = |state: &Case, moment: Moment| {
            let stamp = Recorded { by: request.actor, at: moment.now };
            in_turn(state, commands, stamp, |state, command| judge(state, command, moment))
        };
        let along = |Changed { before, events, after, moment }: Changed<'_, Case>| {
            let pathways = self.pathways();
            let context = context(request.actor, moment, &known.directory, &pathways);
            let mut unchanged = known_seats(&known, Some(&before.state), after);
            unchanged.extend(besides.iter().map(|besides| besides.record.clone()));
            unchanged.extend(visiting.as_ref().map(Visiting::unchanged));
            let mut jobs = notice_jobs(Some(&before.state), events, after, before.version, &context);
            let seen = before.version - before.state.sealed_events;
            jobs.extend(visiting.iter().flat_map(|visiting| visiting.jobs(events, after, seen, &context)));
            let conditions = besides.iter().map(|besides| besides.condition.clone()).collect();
            Along { jobs, unchanged, conditions, besides: moved.clone() }
        };
        match self.change::<Case>(request, id, decide, along).await {
            Ok((done, _)) => Ok(done),
            Err(AppError::Changed(changed)) => Err(AppError::Changed(self.as_she_may_see(request, id, changed).await?)),
            Err(error) => Err(error),
        }
    }

    /// The client whose other cases are read along, where a pathway of hers begins or goes on.
    async fn client_going_on(&self, id: CaseId, commands: &[CaseCommand]) -> Result<Option<ClientId>, AppError> {
        if !commands.iter().any(goes_on) {
            return Ok(None);
        }
        let client = self.current_case(id).await?.state.client;
        Ok(Some(self.record_that_goes_on(client).await?.0))
    }

    /// What else is written when the client moves to a place that is known: where she stays, in her own record (AZ-10).
    async fn moved(&self, request: &Request, id: CaseId, commands: &[CaseCommand]) -> Result<Option<Commit>, AppError> {
        let (mut case, mut place) = (None, None);
        for command in commands {
            if !matches!(command, CaseCommand::AcceptHandover { .. } | CaseCommand::Tick) {
                continue;
            }
            let known = self.current_case(id).await?;
            place = place.or_else(|| moves_now(&known.state, command, self.moment().today));
            case = Some(known);
        }
        let (Some(case), Some(place)) = (case, place) else { return Ok(None) };
        let (client, _) = self.record_that_goes_on(case.state.client).await?;
        let loaded = self.load::<Client>(client, client).await?;
        if loaded.state.identity.site == place {
            return Ok(None);
        }
        let (moment, identity) = (self.moment(), Identity { site: place, ..loaded.state.identity.clone() });
        let events = [ClientEvent::IdentityCorrected { identity, reason: String::new() }];
        let prepared = self.prepare::<Client>(Some(&loaded), request.actor, moment, client, &events)?;
        Ok(Some(prepared.commit))
    }

    /// The region of the case, where a command is about her visits.
    async fn visiting_of(&self, commands: &[CaseCommand], id: CaseId) -> Result<Option<Visiting>, AppError> {
        match commands.iter().any(CaseCommand::is_about_visits) {
            true => Ok(Some(self.visiting(&self.current_case(id).await?.state).await?)),
            false => Ok(None),
        }
    }

    /// The meetings on whose agenda the commands put the case, or of which they record what was said, as far as there are
    /// such meetings.
    async fn meetings_of(
        &self,
        id: CaseId,
        commands: &[CaseCommand],
    ) -> Result<BTreeMap<MeetingId, Meeting>, AppError> {
        let mut found = BTreeMap::new();
        for command in commands {
            let meeting = match command {
                CaseCommand::PutOnAgenda { meeting, .. } => *meeting,
                CaseCommand::RecordDiscussion { no, .. } => {
                    let case = self.current_case(id).await?;
                    let Some(place) = by_no(&case.state.agenda, *no) else { continue };
                    place.meeting
                }
                _ => continue,
            };
            match self.load::<Meeting>(meeting, meeting).await {
                Ok(loaded) => {
                    found.insert(meeting, loaded.state);
                }
                Err(AppError::NotFound { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }
}

/// Whereto the client moves by a command: a relocation that is accepted on the day of the move or later, or that day's tick
/// after one that was accepted before, or that is said to be today.
fn moves_now(case: &Case, command: &CaseCommand, today: Date) -> Option<String> {
    let (on, place) = match command {
        CaseCommand::AcceptHandover { no, .. } => {
            let (_, record) = case.pending_handover().filter(|(pending, _)| pending == no)?;
            let HandoverKind::Relocation { moves_on, place, .. } = &record.proposal.handover else { return None };
            (*moves_on, place)
        }
        CaseCommand::ChangeMove { moves_on, .. } => (*moves_on, &case.arriving.as_ref()?.place),
        CaseCommand::Tick if case.is_open() => case.arriving.as_ref().map(|arriving| (arriving.on, &arriving.place))?,
        _ => return None,
    };
    Some(place.clone()).filter(|place| on <= today && !place.is_empty())
}

/// The events of several commands, each judged on what the ones before it would leave.
fn in_turn(
    state: &Case,
    commands: &[CaseCommand],
    stamp: Recorded,
    judge: impl Fn(&Case, &CaseCommand) -> Result<Vec<CaseEvent>, AppError>,
) -> Result<Vec<CaseEvent>, AppError> {
    let (mut state, mut events) = (Cow::Borrowed(state), Vec::new());
    for (index, command) in commands.iter().enumerate() {
        let decided = judge(&state, command)?;
        if index + 1 < commands.len() {
            let state = state.to_mut();
            decided.iter().for_each(|event| case::evolve(state, event, stamp));
        }
        events.extend(decided);
    }
    Ok(events)
}

/// The circumstances of a command.
pub(crate) fn context<'a>(
    actor: Actor,
    moment: Moment,
    directory: &'a Directory,
    pathways: &'a Pathways,
) -> Context<'a> {
    Context { actor, now: moment.now, today: moment.today, directory, pathways, meetings: &NO_MEETINGS }
}

/// That those whom a change newly names as case manager or deputy are still where they were when it was decided: nobody
/// leaves, and no organisation ends, while an open case names them (AZ-01). Who was a deputy before and is named again is
/// newly named: a deputyship that is over keeps nobody.
pub(crate) fn known_seats(known: &Known, before: Option<&Case>, after: &Case) -> Vec<Append> {
    if !after.is_open() {
        return Vec::new();
    }
    let before = before.filter(|case| case.is_open());
    let manages = |seat: &Seat| before.is_some_and(|case| [case.case_manager, case.first_line].contains(seat));
    let managers = [after.case_manager, after.first_line].into_iter().filter(|seat| !manages(seat));
    let deputies = after.deputies.iter().filter(|known| before.is_none_or(|case| !case.deputies.contains(known)));
    let (mut orgs, mut people) = (BTreeSet::new(), BTreeSet::new());
    for seat in managers.chain(deputies.map(|deputyship| deputyship.deputy)) {
        orgs.insert(seat.org);
        people.insert(seat.person);
    }
    known.unchanged(&orgs, &people)
}

/// The jobs that follow from a change of a case at this version: one per notice, named after it, so that none is doubled.
pub(crate) fn notice_jobs(
    before: Option<&Case>,
    events: &[CaseEvent],
    after: &Case,
    version: u64,
    context: &Context<'_>,
) -> Vec<NewJob> {
    let sender = context.actor.seat().map_or(after.case_manager.org, |seat| seat.org);
    let asked = events.iter().find_map(|event| match event {
        CaseEvent::HandoverProposed { no, .. } | CaseEvent::HandoverUnanswered { no, .. } => Some(*no),
        _ => None,
    });
    let written = events.iter().find_map(|event| match event {
        CaseEvent::HandoverProposed { no, .. } | CaseEvent::ReferralLetterSent { no, .. } => Some(*no),
        _ => None,
    });
    // What asks for an answer bears the handover's name, by which it lapses once it is answered; the letter its own, by
    // which it lapses when the handover comes to nothing.
    let ending = |subject| match (subject, asked, written) {
        (notice::Subject::HandoverProposed | notice::Subject::HandoverUnanswered, Some(no), _) => handover(no),
        (notice::Subject::ReferralLetter, _, Some(no)) => letter(no),
        (notice::Subject::HandoverDeclined, ..) => DECLINED.to_owned(),
        _ => String::new(),
    };
    let tells_of = moves_told(events, after);
    // Named after the version as everybody sees it: a name that others read counts nothing sealed.
    let seen = version - before.map_or(0, |case| case.sealed_events);
    let stream = Case::stream(after.id);
    let job = |(index, notice): (usize, Notice)| {
        if notice.subject.is_sealed() {
            // Only its receiver may know of it: it stands in no outbox, and bears a name that no other has.
            let name = format!("{stream}:sealed-{version}:{index}");
            let job = notice_job(name, after.id, sender, &notice);
            return NewJob { sender: job.receiver.clone(), ..job };
        }
        let end = match (&notice.letter, tells_of) {
            (Some(letter), _) => sent(letter.no),
            (None, Some((no, on))) if tells_of_move(&notice) => of_move(no, on),
            (None, _) => ending(notice.subject),
        };
        let name = format!("{stream}:{seen}:{index}{end}");
        notice_job(name, after.id, sender, &notice)
    };
    notice::notices(before, events, after, context).into_iter().enumerate().map(job).collect()
}

/// A notice as a job of the outbox.
pub(crate) fn notice_job(id: String, case: CaseId, sender: OrgId, notice: &Notice) -> NewJob {
    NewJob {
        id,
        kind: NOTICE.to_owned(),
        sender: sender.to_string(),
        receiver: receiver_name(notice.receiver),
        payload: serde_json::json!({ "case": case, "sender": sender, "notice": notice }).to_string(),
    }
}

/// The notices that nobody needs any more: those that asked for the answer to a handover that has been answered or taken
/// back (AZ-10), those that name a day on which she does not move any more (AZ-10), the letter of one that came to nothing
/// (AZ-11), and a letter that did not arrive.
pub(crate) fn lapses(id: CaseId, before: Option<&Case>, events: &[CaseEvent]) -> Vec<Lapse> {
    let former = |no| by_no(&before?.handovers, no)?.moves_on();
    let endings = events.iter().flat_map(|event| match event {
        CaseEvent::HandoverAccepted { no, .. } => vec![handover(*no)],
        CaseEvent::HandoverDeclined { no, .. } | CaseEvent::HandoverWithdrawn { no, .. } => {
            vec![handover(*no), letter(*no)]
        }
        CaseEvent::MoveCalledOff { no, .. } | CaseEvent::MoveChanged { no, .. } => {
            former(*no).map(|on| of_move(*no, on)).into_iter().collect()
        }
        CaseEvent::LetterReturned { no, .. } => vec![sent(*no)],
        _ => Vec::new(),
    });
    endings.map(|ends| Lapse { begins: format!("{}:", Case::stream(id)), ends }).collect()
}

/// How the name of a notice ends that waits for the answer to a handover.
fn handover(no: No) -> String {
    format!(":handover-{no}")
}

/// How the name of a notice ends that is the letter of a handover.
fn letter(no: No) -> String {
    format!(":letter-{no}")
}

/// How the name of a notice ends that says on which day she moves: a change of the day makes it needless, and not the one
/// that tells of the new day in the same commit.
fn of_move(no: No, on: Date) -> String {
    format!(":move-{no}-{on}")
}

/// The move, and its day, of which these events make others hear.
fn moves_told(events: &[CaseEvent], after: &Case) -> Option<(No, Date)> {
    events.iter().find_map(|event| match event {
        CaseEvent::HandoverAccepted { no, .. } => Some((*no, by_no(&after.handovers, *no)?.moves_on()?)),
        CaseEvent::MoveChanged { no, moves_on, .. } => Some((*no, *moves_on)),
        _ => None,
    })
}

/// Whether a notice names the day, in a change that tells of a move. The client's letter about who her case manager is does
/// not: it holds whenever she moves.
fn tells_of_move(notice: &Notice) -> bool {
    match notice.subject {
        notice::Subject::MoveChanged => true,
        notice::Subject::NewCaseManager => !matches!(notice.receiver, Receiver::Client(_)),
        _ => false,
    }
}

/// How the name of a notice ends that is a letter which does a step.
fn sent(no: No) -> String {
    format!(":sent-{no}")
}

/// How the outbox names a receiver.
pub(crate) fn receiver_name(receiver: Receiver) -> String {
    match receiver {
        Receiver::Person(id) => id.stream(),
        Receiver::Org(id) => id.stream(),
        Receiver::Client(id) => id.stream(),
        Receiver::Elsewhere => receiver.to_string(),
    }
}

/// Whether a pathway begins or goes on, of which a client has one at a time.
fn goes_on(command: &CaseCommand) -> bool {
    matches!(command, CaseCommand::StartPathway { .. } | CaseCommand::Reopen { .. })
}
