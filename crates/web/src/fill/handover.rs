//! A handover step by step.

use jiff::civil::Date;
use regie_app::{CaseFile, CaseForm, Extent};
use regie_care::case::open_work::{Because, OpenWork, open_work};
use regie_care::case::records::{ActionDecision, Agreement, HandoverCode, HandoverKind, No};
use regie_care::case::state::HandoverLife;
use regie_care::case::{Case, CaseCommand};
use regie_care::charge::Charge;
use regie_care::foresee::{Foreseen, Foretold, Occasion};
use regie_care::ids::OrgId;
use regie_care::notice::{ContentPolicy, Receiver};
use regie_care::organisation::Organisation;
use regie_care::seat::{OrgKind, Seat};
use regie_pathway::Status;

use super::Desk;
use super::choices::{PROPOSED_ANSWER, PROPOSED_LETTER};
use super::drafted::Kept;
use super::names::{capital, code};
use super::several::chosen;
use crate::fields::Fields;
use crate::pages::case::{CasePage, SharedSituation};
use crate::pages::handover::{
    AnswerPage, Group, HandoverPage, LetterPart, PreviewPage, ToldGroup, ToldLine, Way, WorkChoice,
};
use crate::pages::{Choice, Chrome, FormKey};
use crate::routes::STAYS;
use crate::routes::drafting::fields;

/// The latest days for an answer and for the letter, as `regie_care` has them.
const LATEST_ANSWER: i64 = 14;
const LATEST_ACUTE: i64 = 2;

/// The fields of the letter and the keys of their labels.
const LETTER: [(&str, &str); 5] = [
    ("brief-reden", "letter-reason"),
    ("brief-voorgeschiedenis", "letter-history"),
    ("brief-bevindingen", "letter-findings"),
    ("brief-vraag", "letter-question"),
    ("brief-psychosociaal", "letter-psychosocial"),
];

/// What stands in the form.
#[derive(Debug)]
pub struct Filled<'a> {
    /// What was typed, when it comes back or was kept.
    pub posted: &'a Fields,
    /// How it stands with her draft.
    pub kept: Kept,
    /// What is wrong with what was typed.
    pub problem: Option<String>,
}

/// The form.
#[must_use]
pub fn form(
    desk: &Desk,
    chrome: Chrome,
    key: FormKey,
    (way, page): (Way, &CasePage),
    file: &CaseFile,
    Filled { posted, kept, problem }: Filled<'_>,
) -> HandoverPage {
    let case = &file.case.state;
    let code = way.code();
    let latest = if code == Some(HandoverCode::Acute) { LATEST_ACUTE } else { LATEST_ANSWER };
    HandoverPage {
        caesarean: case.planned_caesarean(),
        t: desk.t,
        chrome,
        today: desk.today,
        id: page.id.clone(),
        client: page.head.name.clone(),
        way,
        title: page.way_title(&way),
        hint: page.way_hint(&way),
        accountable: desk.reach(case.case_manager),
        receivers: code.map(|code| desk.receivers(case, code, posted)).unwrap_or_default(),
        coas: chosen(desk.or_stays(case, OrgKind::Coa, &page.choices.coas), posted.text("coa")),
        gc_as: chosen(desk.or_stays(case, OrgKind::GcA, &page.choices.gc_as), posted.text("gca")),
        letter: desk.letter(page, posted, code == Some(HandoverCode::Planned)),
        work: code.map(|code| desk.work_choices(&work_of(case, code), Some(posted))).unwrap_or_default(),
        situations: if code.is_none() { situations(page, posted) } else { Vec::new() },
        suggestions: page.sharing.suggestions.clone(),
        answer_by: (desk.in_days(PROPOSED_ANSWER.min(latest)), desk.in_days(latest)),
        letter_by: (desk.in_days(PROPOSED_LETTER), desk.in_days(LATEST_ACUTE)),
        posted: posted.clone(),
        key,
        draft: desk.draft_bar(way.at(&page.id), kept),
        problem,
    }
}

fn work_of(case: &Case, code: HandoverCode) -> Vec<OpenWork> {
    open_work(case, case.case_manager, code, &[])
}

/// Whom to approach for which situation, as agreed now or as typed.
fn situations(page: &CasePage, posted: &Fields) -> Vec<(String, String, Vec<Choice>)> {
    let is_posted = |name: &str| posted.iter().any(|(posted, _)| posted == name);
    let field = |one: &SharedSituation| {
        let typed = || chosen(page.choices.seats.clone(), posted.text(&one.name));
        let choices = if is_posted(&one.name) { typed() } else { one.who.clone() };
        (one.name.clone(), one.label.clone(), choices)
    };
    page.sharing.situations.iter().map(field).collect()
}

/// What would happen, looked at before it is done.
#[must_use]
pub fn preview(
    desk: &Desk,
    chrome: Chrome,
    (way, page): (Way, &CasePage),
    (file, foreseen): (&CaseFile, &Foreseen),
    command: &CaseCommand,
    posted: Vec<(String, String)>,
    nonce: String,
) -> PreviewPage {
    let case = &file.case.state;
    let work = match command {
        CaseCommand::ProposeHandover { handover, work, .. } => {
            let lines = open_work(case, case.case_manager, handover.code(), work);
            lines.iter().map(|one| (desk.work_in_words(one), desk.of_work(&one.decision))).collect()
        }
        _ => Vec::new(),
    };
    let to = match command {
        CaseCommand::ProposeHandover { to_org, to_person: Some(person), .. } => desk.reach(Seat::new(*person, *to_org)),
        CaseCommand::ProposeHandover { to_org, to_person: None, .. } => desk.reach_org(*to_org),
        _ => String::new(),
    };
    let (facts, answer_by) = match command {
        CaseCommand::ProposeHandover { handover, answer_by, note, .. } => {
            let mut facts = desk.conditions(case, handover);
            if !note.is_empty() {
                facts.push((desk.t.of("answer-note").into_owned(), note.clone()));
            }
            (facts, Some(*answer_by))
        }
        CaseCommand::AgreeSharing { agreements, from } => (desk.agreed(agreements, *from), None),
        _ => (Vec::new(), None),
    };
    PreviewPage {
        caesarean: case.planned_caesarean(),
        t: desk.t,
        chrome,
        id: page.id.clone(),
        client: page.head.name.clone(),
        way,
        title: page.way_title(&way),
        accountable: desk.reach(case.case_manager),
        nobody: !to.is_empty() && foreseen.receiver.is_none(),
        to,
        facts,
        answer_by,
        work,
        told: desk.told_groups(&foreseen.told, foreseen.receiver_is_named),
        posted,
        version: file.case.version,
        nonce,
    }
}

/// The receiver's page; `None` where nothing waits for her answer.
#[must_use]
pub fn answer(
    desk: &Desk,
    chrome: Chrome,
    page: CasePage,
    file: &CaseFile,
    foreseen: Option<&Foreseen>,
) -> Option<AnswerPage> {
    let case = &file.case.state;
    let (_, handover) = case.pending_handover()?;
    let view = page.pending()?.clone();
    let proposal = &handover.proposal;
    let work = open_work(case, proposal.from, proposal.handover.code(), &proposal.work);
    let mut told = foreseen.map(|seen| desk.told_groups(&on_acceptance(seen), true)).unwrap_or_default();
    if let Some(CaseCommand::AcceptHandover { deputy, .. }) = acceptance(desk, file) {
        desk.leave_open(deputy, &mut told);
    }
    let begun = page.drafts.of(&CaseForm::Accept(view.no)).map(|draft| fields(&draft.typed));
    let mut facts = desk.conditions(case, &proposal.handover);
    facts.extend(desk.what_awaits(file));
    Some(AnswerPage {
        t: desk.t,
        chrome,
        accountable: desk.reach(case.case_manager),
        work: desk.work_choices(&work, begun.as_ref()),
        told,
        facts,
        view,
        page,
    })
}

/// What she would bring about by accepting is told once she does.
fn on_acceptance(seen: &Foreseen) -> Vec<Foretold> {
    seen.told.iter().map(|told| Foretold { on: Occasion::Accepted, notice: told.notice.clone() }).collect()
}

impl Desk {
    /// `Joke de Vries, De Ooievaar, 06-1234 5678`.
    #[must_use]
    pub fn reach(&self, seat: Seat) -> String {
        let named = format!("{}, {}", self.person(seat.person), self.org(seat.org));
        let phone = self.phone(seat);
        if phone.is_empty() { named } else { format!("{named}, {phone}") }
    }

    /// The organisations of a kind at the new place, and that the one she has stays, or that there is none.
    fn or_stays(&self, case: &Case, kind: OrgKind, orgs: &[Choice]) -> Vec<Choice> {
        let stays = std::iter::once(Choice::new(STAYS, capital(&self.stays(case, kind))));
        stays.chain(orgs.iter().cloned()).collect()
    }

    /// `blijft GC A Ter Apel`, or `geen` where there is none.
    fn stays(&self, case: &Case, kind: OrgKind) -> String {
        match case.team_org(kind) {
            Some(org) => self.t.one("team-stays", "org", self.org(org)).into_owned(),
            None => self.t.of("team-none").into_owned(),
        }
    }

    /// Who accepted the case last, and how to reach her today: whoever handed it over passes on who still calls.
    pub(super) fn handed_to(&self, case: &Case) -> Option<String> {
        let accepted = case.handovers.iter().rev().find_map(|one| match one.life {
            HandoverLife::Accepted(seat, _) => Some(seat),
            _ => None,
        })?;
        (accepted.org != self.seat.org).then(|| self.reach(accepted))
    }

    fn reach_org(&self, org: OrgId) -> String {
        let (name, phone) = (self.org(org), self.org_phone(org));
        if phone.is_empty() { name } else { format!("{name}, {phone}") }
    }

    /// Who can receive this kind of handover: the organisations, each with the people who may accept.
    fn receivers(&self, case: &Case, code: HandoverCode, posted: &Fields) -> Vec<Group> {
        let (own, charge) = (case.case_manager.org, Charge::of_case(case));
        if code == HandoverCode::Colleague {
            let mut people = self.managers_to_ask(own, charge);
            people.retain(|choice| choice.value != super::names::seat_value(case.case_manager));
            let choices = chosen(people, posted.text("naar-persoon"));
            return vec![Group { label: self.org(own), choices }];
        }
        let kinds = match code {
            HandoverCode::Planned | HandoverCode::Acute if charge.is_midwifery() => &[OrgKind::Hospital],
            HandoverCode::Planned | HandoverCode::Acute => [].as_slice(),
            _ => charge.begins_at,
        };
        // Of who does not move after all, the practice that handed her over, and no other.
        let stayed = case.stayed_with().filter(|_| code == HandoverCode::Return && !case.in_second_line());
        let fits = |org: &Organisation| {
            kinds.contains(&org.kind) && org.id != own && stayed.is_none_or(|stayed| stayed == org.id)
        };
        let group = |org: Choice| {
            let id: Option<OrgId> = org.value.parse().ok();
            let people = id.map(|id| self.managers_to_ask(id, charge)).unwrap_or_default();
            let anybody = self.t.one("receiver-anybody", "org", &org.label).into_owned();
            let mut choices = vec![Choice::new(org.value.clone(), anybody)];
            choices.extend(people);
            Group { label: org.label, choices: chosen(choices, posted.text("naar")) }
        };
        let back = case.first_line.org.to_string();
        let mut groups: Vec<Choice> = self.orgs_where(fits);
        if code == HandoverCode::Return {
            groups.sort_by_key(|org| org.value != back);
        }
        groups.into_iter().map(group).collect()
    }

    /// The letter as typed, or as the last one that brought nobody.
    fn letter(&self, page: &CasePage, posted: &Fields, asked: bool) -> Vec<LetterPart> {
        if !asked {
            return Vec::new();
        }
        let draft = &page.choices.draft;
        let drafts = [&draft.reason, &draft.history, &draft.findings, &draft.question, &draft.psychosocial];
        let tried = posted.filled("soort").is_some();
        LETTER
            .into_iter()
            .zip(drafts)
            .map(|((name, label), draft)| {
                let text = if tried { posted.text(name).to_owned() } else { draft.clone() };
                LetterPart { name, label, text }
            })
            .collect()
    }

    /// What becomes of each open action, as typed or by default.
    fn work_choices(&self, work: &[OpenWork], posted: Option<&Fields>) -> Vec<WorkChoice> {
        let choice = |one: &OpenWork| {
            let field = format!("actie-{}", one.no);
            let typed = posted.and_then(|posted| match posted.text(&field) {
                "take" => Some("take"),
                "keep" => Some("keep"),
                "drop" => Some("drop"),
                _ => None,
            });
            let (known, reason) = match &one.decision {
                ActionDecision::Take => ("take", ""),
                ActionDecision::Keep => ("keep", ""),
                ActionDecision::Drop { reason } => ("drop", reason.as_str()),
            };
            let typed_reason = posted.map(|posted| posted.text(&format!("{field}-reden"))).unwrap_or_default();
            WorkChoice {
                no: one.no,
                what: self.work_in_words(one),
                chosen: typed.unwrap_or(known),
                because: self.because(one.because),
                reason: if typed_reason.is_empty() { reason.to_owned() } else { typed_reason.to_owned() },
                must: one.must_be_decided,
            }
        };
        work.iter().map(choice).collect()
    }

    /// `Foto's laten maken · Anne Bakker · t/m 3 dec`.
    fn work_in_words(&self, work: &OpenWork) -> String {
        let t = self.t;
        let who = work.who.map_or_else(|| t.of("work-of-manager").into_owned(), |who| self.seat_name(who));
        let by = t.one("work-by", "day", t.near(&work.by, &self.today));
        format!("{} · {who} · {by}", work.what)
    }

    /// What a kind of handover says besides to whom: when and whereto she moves, until when the letter may follow.
    pub(super) fn conditions(&self, case: &Case, handover: &HandoverKind) -> Vec<(String, String)> {
        let t = self.t;
        let mut facts = Vec::new();
        let mut add = |key: &str, value: String| {
            if !value.is_empty() {
                facts.push((t.of(key).into_owned(), value));
            }
        };
        match handover {
            HandoverKind::Relocation { moves_on, coa, gc_a, place } => {
                add("field-moves-on", t.day_full(moves_on));
                add("field-new-site", place.clone());
                add("field-new-coa", coa.map_or_else(|| self.stays(case, OrgKind::Coa), |org| self.org(org)));
                add("field-new-gca", gc_a.map_or_else(|| self.stays(case, OrgKind::GcA), |org| self.org(org)));
            }
            HandoverKind::Acute { letter_by } => add("field-letter-by", t.day_full(letter_by)),
            HandoverKind::Colleague | HandoverKind::Planned { .. } | HandoverKind::Return => {}
        }
        facts
    }

    /// What is agreed about shared case management.
    fn agreed(&self, agreements: &[Agreement], from: Date) -> Vec<(String, String)> {
        let since = (self.t.of("field-from").into_owned(), self.t.day_full(&from));
        let agreement =
            |one: &Agreement| (self.t.situation(&one.situation).into_owned(), self.seat_name(one.case_manager));
        std::iter::once(since).chain(agreements.iter().map(agreement)).collect()
    }

    /// Whether it goes to a reception agency, which reads nothing but logistics.
    pub(super) fn is_coa(&self, receiver: Receiver) -> bool {
        matches!(receiver, Receiver::Org(org) if self.directory.kind(org) == Some(OrgKind::Coa))
    }

    fn because(&self, because: Because) -> String {
        self.t
            .of(match because {
                Because::CaseManagers => "because-case-managers",
                Because::PracticeLeaves => "because-practice-leaves",
                Because::Others => "because-others",
                Because::SenderSays => "because-sender-says",
            })
            .into_owned()
    }

    fn of_work(&self, decision: &ActionDecision) -> String {
        match decision {
            ActionDecision::Take => self.t.of("work-goes-along").into_owned(),
            ActionDecision::Keep => self.t.of("work-stays").into_owned(),
            ActionDecision::Drop { reason } => self.t.one("work-dropped", "reason", reason).into_owned(),
        }
    }

    /// Who would be told, by occasion; the text of what names who accepts only where that is known.
    fn told_groups(&self, told: &[Foretold], named: bool) -> Vec<ToldGroup> {
        let mut groups: Vec<ToldGroup> = Vec::new();
        for foretold in told {
            let when = self.occasion(foretold.on);
            let open = named || !matches!(foretold.on, Occasion::Accepted | Occasion::Declined);
            let line = self.told_line(foretold, open);
            match groups.iter_mut().find(|group| group.when == when) {
                Some(group) => group.lines.push(line),
                None => groups.push(ToldGroup { when, lines: vec![line] }),
            }
        }
        groups
    }

    /// Takes the name of a deputy out of what will be told, as long as nobody chose her.
    fn leave_open(&self, deputy: Seat, told: &mut [ToldGroup]) {
        let chosen = self.t.of("deputy-you-choose");
        let names = [self.reach(deputy), self.seat_name(deputy), self.person(deputy.person)];
        let open = |text: &mut String| {
            for name in names.iter().filter(|name| !name.is_empty()) {
                *text = text.replace(name.as_str(), &chosen);
            }
        };
        for line in told.iter_mut().flat_map(|group| &mut group.lines) {
            open(&mut line.to);
            line.to = capital(&line.to);
            line.paragraphs.iter_mut().for_each(open);
        }
    }

    /// Which language she speaks, and what is to be done next for her.
    fn what_awaits(&self, file: &CaseFile) -> Vec<(String, String)> {
        let t = self.t;
        let mut facts = Vec::new();
        let language = file.client.identity.language.trim();
        if !language.is_empty() {
            facts.push((t.of("client-language").into_owned(), t.spoken(language)));
        }
        let next = file.case.state.runs.iter().filter_map(|run| {
            let definition = file.pathways.of(run).filter(|_| run.state.ended().is_none())?;
            let open = run.state.occurrences().filter(|one| one.status() == Status::Open);
            let first = open.filter_map(|one| Some((one.window?.until(), definition.step(&one.step)?)));
            first.min_by_key(|(until, _)| *until)
        });
        if let Some((until, step)) = next.min_by_key(|(until, _)| *until) {
            let by = t.one("work-by", "day", t.near(&until, &self.today));
            facts.push((t.of("next-step").into_owned(), format!("{} · {by}", self.text(&step.title))));
        }
        facts
    }

    fn told_line(&self, foretold: &Foretold, open: bool) -> ToldLine {
        let notice = &foretold.notice;
        let body = self.text(&notice.body);
        ToldLine {
            to: capital(&self.receiver(notice)),
            how: self.told_how(notice.receiver),
            title: self.text(&notice.title),
            paragraphs: if open { body.split("\n\n").map(str::to_owned).collect() } else { Vec::new() },
            logistics_only: notice.policy == ContentPolicy::Logistics && self.is_coa(notice.receiver),
        }
    }
}

/// The command by which the receiver would accept, with the first colleague as deputy, to foresee who is told.
#[must_use]
pub fn acceptance(desk: &Desk, file: &CaseFile) -> Option<CaseCommand> {
    let case = &file.case.state;
    let (no, handover) = case.pending_handover()?;
    let proposal = &handover.proposal;
    let seat = desk.seat;
    let kind = desk.directory.kind(seat.org);
    let charge = Charge::of_case(case);
    let colleagues = desk.people(seat.org, |role| kind.is_some_and(|kind| charge.covers(kind, role)));
    let own = super::names::seat_value(seat);
    let deputy = colleagues.iter().find(|choice| choice.value != own)?;
    let deputy = deputy.value.split_once(':').and_then(|(person, _)| person.parse().ok())?;
    let work = open_work(case, proposal.from, proposal.handover.code(), &proposal.work);
    let actions: Vec<(No, ActionDecision)> =
        work.into_iter().filter(|one| one.must_be_decided).map(|one| (one.no, one.decision)).collect();
    Some(CaseCommand::AcceptHandover { no, deputy: Seat::new(deputy, seat.org), actions })
}

/// Whether this person can be shown the form: the whole case, and the way open to her.
#[must_use]
pub fn is_open(file: &CaseFile, page: &CasePage, way: Way) -> bool {
    file.extent == Extent::Whole && page.ways().contains(&way)
}

/// The code of a kind of handover as the form posts it.
#[must_use]
pub fn kind(way: Way) -> String {
    way.code().map(|known| code(&known)).unwrap_or_default()
}
