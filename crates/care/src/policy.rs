//! Who may see and do what: one pure function, asked after loading and before deciding (G-01).
//!
//! What may be done with a case follows from the treatment relationship of the organisation, or from the person: the
//! deputy by date, someone to whom a step was delegated. The role narrows it. The COA gets logistics only.
//! Whether a command makes sense is for `decide`; here it is only asked whether this person may give it at all.

mod case_access;
mod class;
mod past;
mod relation;
mod verdict;
mod visits;

use jiff::civil::Date;
use regie_pathway::PathwayId;

pub use class::CommandClass;
pub use past::LookBack;
pub use relation::{involved, last_day, relation};
pub use verdict::{Denial, Ground, Verdict};
pub use visits::visits;

use crate::case::{Case, CaseCommand};
use crate::charge::{self, Charge};
use crate::directory::Directory;
use crate::ids::{OrgId, PersonId};
use crate::meeting::{Meeting, MeetingKind};
use crate::pathways::Pathways;
use crate::region::Region;
use crate::seat::{Actor, OrgKind, Role, Seat};
use crate::view::Relation;

/// What one wants to see or do.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// Something with one case.
    Case {
        /// Which.
        case: &'a Case,
        /// What.
        action: CaseAction<'a>,
    },
    /// Something with a woman's postnatal visits: beside who may do it on her case, who visits her by the roster (PN-04).
    Visits {
        /// Which case.
        case: &'a Case,
        /// The region of the case's practice; `None` while nobody began one.
        region: Option<&'a Region>,
        /// What.
        action: CaseAction<'a>,
    },
    /// Read a case as it stood when one's organisation last took part in the care (AZ-10).
    PastCase {
        /// How far that is.
        back: &'a LookBack,
    },
    /// Open a case under a case manager of this organisation.
    OpenCase {
        /// The case manager's organisation.
        org: OrgId,
        /// The pathway with which it begins; `None` to ask whether she may open any.
        pathway: Option<&'a PathwayId>,
        /// The client's open cases. Who takes no part in any of them asks for a handover instead.
        open: &'a [&'a Case],
    },
    /// Enter a client.
    RegisterClient,
    /// Something with a client's record.
    Client {
        /// What.
        action: ClientAction,
        /// All cases of this client. What concerns two records is asked for each of them: a relation to one woman is no
        /// say over the other's record.
        cases: &'a [&'a Case],
        /// The organisation that entered her; `None` when Regie itself did (an import).
        entered_by: Option<OrgId>,
    },
    /// Something of one organisation.
    Org {
        /// Which.
        org: OrgId,
        /// What.
        action: OrgAction,
    },
    /// Enter an organisation.
    RegisterOrg,
    /// Enter a person.
    RegisterPerson,
    /// Change a person's name or number.
    ChangePerson {
        /// Who.
        person: PersonId,
    },
    /// Record or end a person's absence.
    Absence {
        /// Whose.
        person: PersonId,
    },
    /// See a person's board (AZ-14).
    Worklist {
        /// Whose.
        person: PersonId,
    },
    /// See a meeting and its agenda.
    Meeting {
        /// Which.
        meeting: &'a Meeting,
    },
    /// Something with the postnatal visits of a region (PN-01, PN-02, PN-04).
    Region {
        /// The network that the region is.
        network: &'a str,
        /// What.
        action: RegionAction,
    },
    /// See organisations, people and how to reach them.
    Directory,
}

/// What one wants with a case.
#[derive(Debug, Clone, Copy)]
pub enum CaseAction<'a> {
    /// See all of it.
    View,
    /// See what the receiver of a handover needs to answer: the handover with its letter, the open actions, who is who.
    ViewSummary,
    /// See one's own open actions, who the client is and whom to approach: for who keeps an action without a treatment
    /// relationship, such as one that stayed with her at a handover (AZ-10).
    ViewOwnActions,
    /// See who to approach, where she stays, and when she is expected where: no medical content.
    ViewLogistics,
    /// See how handovers went: from whom, to whom, when, and whether they were accepted.
    ViewHandover,
    /// Give a command. Which steps are whose is said by the pathways.
    Command(&'a CaseCommand, &'a Pathways),
}

/// What one wants with a client's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientAction {
    /// See it.
    View,
    /// Correct it.
    Correct,
    /// Be one side of a merge, of undoing one, or of a suspicion that is raised or set aside.
    Merge,
}

/// What one wants of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrgAction {
    /// See its caseload: who is whose case manager and deputy (AZ-01).
    ViewCaseload,
    /// See the names of the clients with whom it has to do, and whom to approach: no medical content.
    ViewInvolved,
    /// See which cases it handed over, by what identifies the client.
    ViewFormer,
    /// See what was sent on its behalf and whether it arrived.
    ViewOutbox,
    /// Read what others sent to it: the COA reads logistics, and nothing else is sent to it.
    ReadPost,
    /// Bring in a caseload from another system.
    ImportCaseload,
    /// Change its name and contact points. Where nobody of it works with Regie, the administrators of its network do.
    ManageContact,
    /// End its taking part.
    Manage,
    /// Set and withdraw turns of duty.
    ManageRota,
    /// Give people a seat there, and take it back.
    ManagePeople,
    /// Plan, move, hold and cancel its meetings.
    ManageMeetings,
}

/// What one wants with a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionAction {
    /// See the forecast, the phase and the decisions: numbers and days, no client.
    Forecast,
    /// See one's own visits: whom the roster has her visit, and what she must know for it (PN-04).
    OwnVisits,
    /// See and make the roster, with the names of the clients who are visited and where: the work of the planner.
    Plan,
}

/// Who asks, as the directory knows her.
#[derive(Debug, Clone, Copy)]
struct Asker<'a> {
    seat: Seat,
    role: Role,
    kind: OrgKind,
    network: &'a str,
    directory: &'a Directory,
    today: Date,
}

/// Judges whether `actor` may see or do this today.
pub fn allow(actor: Actor, directory: &Directory, today: Date, subject: &Subject<'_>) -> Verdict {
    let seat = match actor {
        Actor::System => return allowed(Ground::System),
        Actor::Person(seat) => seat,
    };
    let (Some(role), Some(org)) = (directory.role(seat), directory.org(seat.org)) else {
        return denied(Denial::NoSeat);
    };
    if org.ended {
        return denied(Denial::OrganisationEnded);
    }
    let asker = Asker { seat, role, kind: org.kind, network: &org.network, directory, today };
    match *subject {
        Subject::Case { case, action } => case_access::judge(&asker, case, action),
        Subject::Visits { case, region, action } => visits::judge(&asker, case, region, action),
        Subject::PastCase { back } => asker.past_case(back),
        Subject::OpenCase { org, pathway, open } => asker.open_case(org, pathway, open),
        Subject::RegisterClient => asker.in_role(Role::gives_care),
        Subject::Client { action, cases, entered_by } => asker.client(action, cases, entered_by),
        Subject::Org { org, action } => asker.org(org, action),
        Subject::RegisterOrg | Subject::RegisterPerson => asker.in_role(|role| role == Role::Administrator),
        Subject::ChangePerson { person } => asker.colleague(person, |role| role == Role::Administrator),
        Subject::Absence { person } => asker.colleague(person, |role| plans(role) || role == Role::Administrator),
        Subject::Worklist { person } => asker.colleague(person, Role::gives_care),
        Subject::Meeting { meeting } => asker.meeting(meeting),
        Subject::Region { network, action } => asker.region(network, action),
        Subject::Directory => allowed(Ground::Everyone),
    }
}

/// The roles that plan what an organisation does: all who give care but nurses.
const fn plans(role: Role) -> bool {
    matches!(role, Role::Midwife | Role::Doctor | Role::Assistant)
}

const fn allowed(because: Ground) -> Verdict {
    Verdict::Allowed { because }
}

const fn denied(why: Denial) -> Verdict {
    Verdict::Denied { why }
}

impl Asker<'_> {
    /// Logistics only: by role, or because the organisation is a COA whatever the role.
    const fn sees_logistics_only(&self) -> bool {
        matches!(self.role, Role::Logistics) || matches!(self.kind, OrgKind::Coa)
    }

    fn in_role(&self, fits: impl Fn(Role) -> bool) -> Verdict {
        if !fits(self.role) {
            return denied(Denial::Role(self.role));
        }
        if self.sees_logistics_only() && self.role.gives_care() {
            return denied(Denial::LogisticsOnly);
        }
        allowed(Ground::Role(self.role))
    }

    fn at_own(&self, org: OrgId, fits: impl Fn(Role) -> bool) -> Verdict {
        if org != self.seat.org {
            return denied(Denial::OtherOrganisation);
        }
        match self.in_role(fits) {
            Verdict::Allowed { .. } => allowed(Ground::OwnOrganisation),
            refused @ Verdict::Denied { .. } => refused,
        }
    }

    /// About herself always; about a colleague in these roles.
    fn colleague(&self, person: PersonId, fits: impl Fn(Role) -> bool) -> Verdict {
        if person == self.seat.person {
            return allowed(Ground::Herself);
        }
        match self.directory.role(Seat::new(person, self.seat.org)) {
            Some(_) => self.at_own(self.seat.org, fits),
            None => denied(Denial::OtherOrganisation),
        }
    }

    fn org(&self, org: OrgId, action: OrgAction) -> Verdict {
        let fits: fn(Role) -> bool = match action {
            OrgAction::ViewCaseload | OrgAction::ViewFormer => Role::gives_care,
            OrgAction::ViewInvolved | OrgAction::ReadPost => |role| role.gives_care() || role == Role::Logistics,
            OrgAction::ViewOutbox | OrgAction::ImportCaseload => plans,
            OrgAction::Manage | OrgAction::ManagePeople => |role| role == Role::Administrator,
            OrgAction::ManageRota => |role| plans(role) || role == Role::Administrator,
            OrgAction::ManageContact => return self.manage_contact(org),
            OrgAction::ManageMeetings => return self.manage_meetings(org),
        };
        self.at_own(org, fits)
    }

    /// Its own administrator. A GP or health centre where nobody works with Regie cannot keep its own number right: there the
    /// administrators of its network do, who may not give anybody a seat in it by that.
    fn manage_contact(&self, org: OrgId) -> Verdict {
        let own = self.at_own(org, |role| role == Role::Administrator);
        let nobody = || self.directory.people.of(org).next().is_none();
        let same = || self.directory.org(org).is_some_and(|org| org.network == self.network);
        let keeps = self.role == Role::Administrator && org != self.seat.org && same() && nobody();
        if keeps { allowed(Ground::OwnNetwork) } else { own }
    }

    fn manage_meetings(&self, org: OrgId) -> Verdict {
        if self.role != Role::Coordinator {
            return self.at_own(org, plans);
        }
        let same = self.directory.org(org).is_some_and(|org| org.network == self.network);
        if same { allowed(Ground::OwnNetwork) } else { denied(Denial::OtherNetwork) }
    }

    /// A client meeting is its own organisation's; a VSV meeting or an MDO is open to the providers of its network. The agenda
    /// has medical content, so never to the COA.
    fn meeting(&self, meeting: &Meeting) -> Verdict {
        if self.sees_logistics_only() {
            return denied(Denial::LogisticsOnly);
        }
        match (meeting.kind, self.role) {
            (_, Role::Administrator | Role::Logistics) => denied(Denial::Role(self.role)),
            (MeetingKind::ClientMeeting, _) => {
                self.at_own(meeting.org, |role| role.gives_care() || role == Role::Coordinator)
            }
            (MeetingKind::Vsv | MeetingKind::Mdo, _) if meeting.network == self.network => allowed(Ground::OwnNetwork),
            (MeetingKind::Vsv | MeetingKind::Mdo, _) => denied(Denial::OtherNetwork),
        }
    }

    /// The network's coordinator plans; its midwives see what is coming. Nobody else's region is theirs.
    fn region(&self, network: &str, action: RegionAction) -> Verdict {
        let fits = match action {
            RegionAction::Forecast => matches!(self.role, Role::Coordinator | Role::Midwife),
            RegionAction::OwnVisits => self.role == Role::Midwife,
            RegionAction::Plan => self.role == Role::Coordinator,
        };
        match self.in_role(|_| fits) {
            Verdict::Allowed { .. } if network != self.network => denied(Denial::OtherNetwork),
            Verdict::Allowed { .. } => allowed(Ground::OwnNetwork),
            refused @ Verdict::Denied { .. } => refused,
        }
    }

    /// For those who give care; what an organisation recorded is its own to read, whoever is accountable now.
    fn past_case(&self, back: &LookBack) -> Verdict {
        let own = self.at_own(back.org(), Role::gives_care);
        if own.is_allowed() && back.until().is_none() { denied(Denial::NoRelation) } else { own }
    }

    /// A client whom nobody treats may be taken into care by anyone; one who is in care elsewhere is handed over.
    fn open_case(&self, org: OrgId, pathway: Option<&PathwayId>, open: &[&Case]) -> Verdict {
        let own = self.at_own(org, |role| {
            pathway.map_or_else(|| charge::manages(role), |pathway| Charge::of(pathway).roles.contains(&role))
        });
        let takes_part = |case: &&Case| case_access::judge(self, case, CaseAction::View).is_allowed();
        if own.is_allowed() && !open.is_empty() && !open.iter().any(takes_part) {
            return denied(Denial::AlreadyInCare);
        }
        own
    }

    /// By the strongest relation to any of her cases; without a case by role alone, but then only the organisation that
    /// entered her corrects what it wrote.
    fn client(&self, action: ClientAction, cases: &[&Case], entered_by: Option<OrgId>) -> Verdict {
        if self.sees_logistics_only() {
            return denied(Denial::LogisticsOnly);
        }
        if !self.role.gives_care() || (action == ClientAction::Merge && self.role == Role::Nurse) {
            return denied(Denial::Role(self.role));
        }
        if cases.is_empty() {
            let others = entered_by.is_some_and(|org| org != self.seat.org);
            let refused = others && action == ClientAction::Correct;
            return if refused { denied(Denial::NotEnteredHere) } else { allowed(Ground::NoCaseYet) };
        }
        if cases.iter().any(|case| case.deputy_on(self.today) == Some(self.seat)) {
            return allowed(Ground::Deputy);
        }
        let lasting = cases.iter().filter_map(|case| relation::lasting(case, self.seat.org, self.today)).min();
        let receives = cases.iter().any(|case| relation::receives(case, self.seat.org));
        match (lasting, action) {
            (Some(found @ (Relation::Accountable | Relation::FirstLine | Relation::Sharing)), _)
            | (Some(found @ Relation::Team), ClientAction::View) => allowed(Ground::Relation(found)),
            (_, ClientAction::View) if receives => allowed(Ground::Relation(Relation::Receiving)),
            (Some(Relation::Team), _) => denied(Denial::NotAccountable),
            _ if receives => denied(Denial::NotAcceptedYet),
            (Some(Relation::Logistics), _) => denied(Denial::LogisticsOnly),
            (Some(Relation::Former), _) => denied(Denial::HandedOver),
            (Some(Relation::Receiving) | None, _) => denied(Denial::NoRelation),
        }
    }
}

#[cfg(test)]
mod moving;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod visiting;
#[cfg(test)]
mod world;
