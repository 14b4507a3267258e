//! The organisations and people of one block of the region, their rota, absences and meetings.

use jiff::civil::Date;
use rand::rngs::StdRng;
use regie_app::{AppError, Story};
use regie_care::ids::{MeetingId, OrgId, PersonId};
use regie_care::meeting::{MeetingKind, PlanMeeting};
use regie_care::organisation::{ContactPoints, DutyShift, OrgCommand, RegisterOrg};
use regie_care::person::{Absence, PersonCommand, RegisterPerson};
use regie_care::seat::{Actor, OrgKind, Role, Seat};

use super::names::{self, GC_AS, HOSPITALS, MIDWIVES, PRACTICES, SITES};
use super::{Player, at, shift};

/// How long ago the region began to work with Regie, in days.
const BEGAN: i64 = 640;

/// The cast of a block.
pub struct Chain {
    /// Who can sign in.
    pub players: Vec<Player>,
    /// Three practices with three midwives each.
    pub practices: Vec<(OrgId, Vec<Seat>)>,
    /// Two hospitals with a doctor and a clinical midwife each.
    pub hospitals: Vec<(OrgId, Vec<Seat>)>,
    /// Four sites: name, COA, GC A, index of the practice nearby.
    pub sites: Vec<Site>,
    /// GP practice.
    pub gp: OrgId,
    /// Youth health care.
    pub jgz: OrgId,
    /// Maternity care.
    pub kraamzorg: OrgId,
    /// The next VSV meeting.
    pub vsv: MeetingId,
}

/// A COA site.
pub struct Site {
    /// Its name.
    pub name: String,
    /// The COA there.
    pub coa: OrgId,
    /// The GC A that serves it.
    pub gc_a: OrgId,
    /// Index of the practice nearby.
    pub practice: usize,
}

struct Cast<'a> {
    story: &'a mut Story,
    block: u32,
    began: Date,
    players: Vec<Player>,
    logins: u32,
}

/// Tells the organisations and people of a block.
pub fn tell(story: &mut Story, rng: &mut StdRng, block: u32, today: Date) -> Result<Chain, AppError> {
    let began = shift(today, -BEGAN);
    let mut cast = Cast { story, block, began, players: Vec::new(), logins: 0 };
    let practices = cast.practices(today)?;
    let hospitals = cast.hospitals(today)?;
    let sites = cast.sites(rng)?;
    let gp = cast.org("Huisartsenpraktijk Pieters", OrgKind::Gp, 700)?;
    cast.person("Willem Pieters", gp, Role::Doctor, "huisarts")?;
    let jgz = cast.org("GGD Groningen, JGZ", OrgKind::Jgz, 710)?;
    cast.person("Tineke Hofstra", jgz, Role::Nurse, "jgz")?;
    let kraamzorg = cast.org("Kraamzorg Het Noorden", OrgKind::Kraamzorg, 720)?;
    cast.org("Veilig Thuis Groningen", OrgKind::VeiligThuis, 730)?;
    let (first, _) = &practices[0];
    let coordinator = cast.person("Marijke Smit", *first, Role::Coordinator, "coordinator")?;
    cast.person("Petra de Boer", *first, Role::Assistant, "assistente")?;
    cast.person("Bert Wolters", *first, Role::Administrator, "beheer")?;
    let plan = PlanMeeting {
        meeting_kind: MeetingKind::Vsv,
        org: *first,
        on: shift(today, 9),
        title: "VSV Noord, maandelijks overleg".to_owned(),
    };
    let planned = at(shift(today, -30), 11, 0);
    let players = cast.players;
    let vsv = story.plan_meeting(planned, Actor::Person(coordinator), &plan)?;
    Ok(Chain { players, practices, hospitals, sites, gp, jgz, kraamzorg, vsv })
}

/// Who is away on the last day: one midwife of the first two practices each, so that their deputies have a board.
pub fn leave(story: &mut Story, chain: &Chain, today: Date) -> Result<(), AppError> {
    for (practice, from, until) in [(0, -3, Some(7)), (1, -1, None)] {
        let (_, midwives) = &chain.practices[practice];
        let absence = Absence { from: shift(today, from), until: until.map(|days| shift(today, days)) };
        let command = PersonCommand::SetAbsence { absence };
        story.command_person(at(shift(today, from - 5), 16, 0), midwives[1].person, &command)?;
    }
    Ok(())
}

impl Cast<'_> {
    fn practices(&mut self, today: Date) -> Result<Vec<(OrgId, Vec<Seat>)>, AppError> {
        let mut practices = Vec::new();
        for (index, name) in PRACTICES.iter().enumerate() {
            let org = self.org(name, OrgKind::MidwifePractice, 100 + 10 * index)?;
            let mut seats = Vec::new();
            for midwife in &MIDWIVES[index * 3..index * 3 + 3] {
                let login = midwife.split(' ').next().unwrap_or(midwife).to_lowercase();
                seats.push(self.person(midwife, org, Role::Midwife, &login)?);
            }
            self.rota(org, &seats, today)?;
            practices.push((org, seats));
        }
        Ok(practices)
    }

    fn hospitals(&mut self, today: Date) -> Result<Vec<(OrgId, Vec<Seat>)>, AppError> {
        let staff = [["Jeroen Aalders", "Nynke Zijlstra"], ["Esther Blom", "Ruth Koster"]];
        let mut hospitals = Vec::new();
        for (index, name) in HOSPITALS.iter().enumerate() {
            let org = self.org(name, OrgKind::Hospital, 300 + 10 * index)?;
            let doctor = self.person(staff[index][0], org, Role::Doctor, &format!("gynaecoloog{}", index + 1))?;
            let midwife = self.person(staff[index][1], org, Role::Midwife, &format!("klinisch{}", index + 1))?;
            self.rota(org, &[doctor, midwife], today)?;
            hospitals.push((org, vec![doctor, midwife]));
        }
        Ok(hospitals)
    }

    fn sites(&mut self, rng: &mut StdRng) -> Result<Vec<Site>, AppError> {
        let mut centres = Vec::new();
        for (index, name) in GC_AS.iter().enumerate() {
            let org = self.org(name, OrgKind::GcA, 500 + 10 * index)?;
            let person = names::pick(rng, &["Nienke Hoekstra", "Sanne Wiersma", "Joris Prins"]);
            self.person(person, org, Role::Nurse, &format!("gca{}", index + 1))?;
            centres.push(org);
        }
        let mut sites = Vec::new();
        for (index, (name, centre, practice)) in SITES.iter().enumerate() {
            let name = self.named(name);
            let coa = self.org(&format!("COA {}", name.trim_start_matches("AZC ")), OrgKind::Coa, 600 + 10 * index)?;
            self.person(&format!("Medewerker COA {}", index + 1), coa, Role::Logistics, &format!("coa{}", index + 1))?;
            sites.push(Site { name, coa, gc_a: centres[*centre], practice: *practice });
        }
        Ok(sites)
    }

    /// Names beyond the first block carry their block's number, so that no two are the same.
    fn named(&self, name: &str) -> String {
        if self.block == 0 { name.to_owned() } else { format!("{name} {}", self.block + 1) }
    }

    fn org(&mut self, name: &str, org_kind: OrgKind, number: usize) -> Result<OrgId, AppError> {
        let name = self.named(name);
        let (area, rest) = (50 + self.block % 9, format!("55 0{number:03}"));
        let mailbox: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        let contact = ContactPoints {
            phone: format!("0{area}-{rest}"),
            emergency: format!("0{area}-{rest}9").replace("55 0", "55 9"),
            fax: format!("0{area}-{rest}1").replace("55 0", "55 8"),
            secure_mail: format!("{mailbox}@zorgmail.example"),
            hours: "ma–vr 8.00–17.00 uur".to_owned(),
            ..ContactPoints::default()
        };
        let network = self.named("VSV Noord");
        self.story.register_org(at(self.began, 8, 0), &RegisterOrg { name, org_kind, network, contact })
    }

    fn person(&mut self, name: &str, org: OrgId, role: Role, login: &str) -> Result<Seat, AppError> {
        let moment = at(self.began, 8, 30);
        self.logins += 1;
        let phone = format!("06-55{:02} {:04}", self.block % 100, self.logins);
        let person: PersonId = self.story.register_person(moment, &RegisterPerson { name: name.to_owned(), phone })?;
        self.story.command_person(moment, person, &PersonCommand::Join { org, role })?;
        let login = if self.block == 0 { login.to_owned() } else { format!("{login}.{}", self.block + 1) };
        let organisation = self.story.directory().org(org).map(|org| org.name.clone()).unwrap_or_default();
        self.players.push(Player { login, name: name.to_owned(), organisation, role, person });
        Ok(Seat::new(person, org))
    }

    /// One person on duty from eight to eight, in turn, for the fortnight around today.
    fn rota(&mut self, org: OrgId, seats: &[Seat], today: Date) -> Result<(), AppError> {
        for day in -4..10_i64 {
            let turn = usize::try_from(day + 4).unwrap_or(0) % seats.len();
            let (from, until) = (shift(today, day), shift(today, day + 1));
            let shift_ = DutyShift { person: seats[turn].person, from: at(from, 8, 0), until: at(until, 8, 0) };
            let told = at(shift(today, -20), 12, 0);
            self.story.command_org(told, org, &OrgCommand::SetDuty { shift: shift_ })?;
        }
        Ok(())
    }
}
