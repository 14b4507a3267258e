//! Drafts: what somebody typed of an intake and did not record yet (AZ-04, decision 16).
//!
//! A draft is her own and no part of the record. Who may not record an intake on the case any more does not read what she
//! typed either: it may repeat what the record says.

use jiff::Timestamp;
use regie_care::case::records::{IntakeSection, SocialHistory};
use regie_care::case::{Case, CaseCommand};
use regie_care::charge::Charge;
use regie_care::client::Client;
use regie_care::ids::CaseId;
use regie_care::intake::{Part, Typed};
use regie_care::policy::{CaseAction, Subject};
use regie_care::seat::{Actor, Seat};
use regie_store::{Draft, StreamId};

use crate::aggregate::Aggregate;
use crate::app::App;
use crate::error::AppError;

/// The most that is kept of one form, in bytes: ten full fields, and some.
pub(crate) const LARGEST: usize = 400_000;

/// How the forms of the intake are named in the store.
const FORM: &str = "intake-";

/// A part of an intake as she typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntakeDraft {
    /// Which part.
    pub part: Part,
    /// What stands in its fields.
    pub typed: Typed,
    /// How often the part had been recorded when she began.
    pub seen: u64,
    /// How often the draft was saved.
    pub rev: u64,
    /// When it was saved last.
    pub at: Timestamp,
}

/// That a colleague has a draft too: not what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherDraft {
    /// Whose.
    pub by: Seat,
    /// Of which part.
    pub part: Part,
    /// When it was saved last.
    pub at: Timestamp,
}

/// What she typed in a form that stands alone and did not record yet. It is her own, and no part of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormDraft {
    /// What stands in its fields.
    pub typed: Typed,
    /// How often it was saved.
    pub rev: u64,
    /// When it was saved last.
    pub at: Timestamp,
}

impl FormDraft {
    pub(crate) fn read(draft: &Draft) -> Result<Self, AppError> {
        Ok(Self { typed: typed(draft)?, rev: draft.rev, at: draft.at })
    }
}

/// An intake that she began and did not finish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interrupted {
    /// Of which case.
    pub case: CaseId,
    /// The client's name.
    pub name: String,
    /// Which part.
    pub part: Part,
    /// When it was saved last.
    pub at: Timestamp,
}

/// What came of saving a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeping<D = IntakeDraft> {
    /// It is kept.
    Kept(D),
    /// It says what is recorded already, or nothing: there is no draft any more.
    NothingNew,
    /// Not kept: she went on elsewhere, and this is what stands there.
    Newer(D),
}

impl Keeping<Draft> {
    /// The same, of the draft as it is read.
    pub(crate) fn read<D>(self, read: impl FnOnce(&Draft) -> Result<D, AppError>) -> Result<Keeping<D>, AppError> {
        Ok(match self {
            Self::Kept(draft) => Keeping::Kept(read(&draft)?),
            Self::NothingNew => Keeping::NothingNew,
            Self::Newer(draft) => Keeping::Newer(read(&draft)?),
        })
    }
}

/// Where a draft is kept: whose, about what, and which form.
pub(crate) struct Place {
    person: String,
    org: String,
    about: StreamId,
    form: String,
}

impl Place {
    pub(crate) fn new(seat: Seat, about: StreamId, form: impl Into<String>) -> Self {
        Self { person: seat.person.to_string(), org: seat.org.to_string(), about, form: form.into() }
    }
}

/// What stands in the fields of a form.
pub(crate) struct Fields<'t> {
    /// As typed.
    pub(crate) typed: &'t Typed,
    /// How often the thing had been recorded when she began.
    pub(crate) seen: u64,
    /// Over which revision of her draft it is saved, 0 when she has none; over whatever there is without one.
    pub(crate) rev: Option<u64>,
    /// It says nothing that is not recorded already.
    pub(crate) nothing: bool,
}

impl App {
    /// Saves what stands in the fields of a form; `same` says whether two texts of it come to the same. Asked after the policy.
    pub(crate) async fn keep_draft(
        &self,
        place: &Place,
        form: Fields<'_>,
        same: impl Fn(&Typed, &Typed) -> bool,
    ) -> Result<Keeping<Draft>, AppError> {
        let fields = written(form.typed)?;
        let own = self.draft_at(place).await?;
        if let Some(own) = own.clone().filter(|own| form.rev.is_some_and(|rev| rev != own.rev))
            && !same(&typed(&own)?, form.typed)
        {
            return Ok(Keeping::Newer(own));
        }
        if form.nothing {
            self.drop_draft(place).await?;
            return Ok(Keeping::NothingNew);
        }
        let draft = Draft {
            person: place.person.clone(),
            org: place.org.clone(),
            about: place.about.to_string(),
            form: place.form.clone(),
            rev: own.map_or(form.rev.unwrap_or(0), |own| own.rev) + 1,
            seen: form.seen,
            fields,
            at: self.moment().now,
        };
        let kept = self.inner.store.put_draft(&draft).await?;
        Ok(match self.draft_at(place).await? {
            Some(stands) if kept => Keeping::Kept(stands),
            Some(stands) => Keeping::Newer(stands),
            // Thrown away in the same moment, by her from elsewhere or because the case closed.
            None => Keeping::NothingNew,
        })
    }

    pub(crate) async fn draft_at(&self, place: &Place) -> Result<Option<Draft>, AppError> {
        let drafts = self.inner.store.drafts(&place.person, &place.org, &place.about).await?;
        Ok(drafts.into_iter().find(|draft| draft.form == place.form))
    }

    pub(crate) async fn drop_draft(&self, place: &Place) -> Result<bool, AppError> {
        Ok(self.inner.store.delete_draft(&place.person, &place.org, &place.about, &place.form).await?)
    }

    /// Saves what stands in the fields of a part, over the revision `rev` of her draft (0 when she has none).
    ///
    /// # Errors
    /// When the case is unknown or closed, she may not record its intake, a field is no question of the part, all of it is
    /// too long, or the store cannot be written.
    pub async fn keep_intake_draft(
        &self,
        seat: Seat,
        id: CaseId,
        part: Part,
        typed: &Typed,
        (seen, rev): (u64, u64),
    ) -> Result<Keeping, AppError> {
        let case = self.intake_open_to(seat, id).await?;
        let questions = Charge::of_case(&case).history.questions(part);
        let known = |name: &String| questions.iter().any(|question| question.name == name);
        if let Some(name) = typed.keys().find(|name| !known(name)) {
            let message = format!("'{name}' is no question of this part of the intake; leave it out");
            return Err(AppError::Invalid { field: "typed", message });
        }
        let standing = regie_care::intake::standing(&case, part);
        let same = |one: &Typed, other: &Typed| regie_care::intake::says_the_same(one, other, questions);
        let fields = Fields { typed, seen, rev: Some(rev), nothing: same(&standing, typed) };
        self.keep_draft(&place(seat, id, part), fields, same).await?.read(|draft| read(part, draft))
    }

    /// Throws her draft of a part away; false when there was none.
    ///
    /// # Errors
    /// As [`App::keep_intake_draft`].
    pub async fn drop_intake_draft(&self, seat: Seat, id: CaseId, part: Part) -> Result<bool, AppError> {
        self.intake_open_to(seat, id).await?;
        self.forget_draft(seat, id, part).await
    }

    /// Her drafts of a case's intake.
    ///
    /// # Errors
    /// As [`App::keep_intake_draft`].
    pub async fn intake_drafts(&self, seat: Seat, id: CaseId) -> Result<Vec<IntakeDraft>, AppError> {
        self.intake_open_to(seat, id).await?;
        self.own_drafts(seat, id).await
    }

    /// The part of an intake that a draft is of; `None` where it is of something else.
    pub(crate) async fn interrupted_intake(&self, seat: Seat, draft: &Draft) -> Result<Option<Interrupted>, AppError> {
        let case = draft.about.strip_prefix("case-").and_then(|id| id.parse::<CaseId>().ok());
        let (Some(case), Some(part)) = (case, part_of(&draft.form)) else { return Ok(None) };
        let open = self.intake_open_to(seat, case).await?;
        let client = self.load::<Client>(open.client, open.client).await?.state;
        Ok(Some(Interrupted { case, name: client.identity.full_name(), part, at: draft.at }))
    }

    /// That colleagues have drafts of a case's intake too; asked after the policy.
    pub(crate) async fn others_drafts(&self, seat: Seat, id: CaseId) -> Result<Vec<OtherDraft>, AppError> {
        let drafts = self.inner.store.drafts_about(&Case::stream(id)).await?;
        let other = |draft: Draft| {
            let by = Seat::new(draft.person.parse().ok()?, draft.org.parse().ok()?);
            Some(OtherDraft { by, part: part_of(&draft.form)?, at: draft.at }).filter(|_| by != seat)
        };
        Ok(drafts.into_iter().filter_map(other).collect())
    }

    pub(crate) async fn own_drafts(&self, seat: Seat, id: CaseId) -> Result<Vec<IntakeDraft>, AppError> {
        let store = &self.inner.store;
        let drafts = store.drafts(&seat.person.to_string(), &seat.org.to_string(), &Case::stream(id)).await?;
        let parts = drafts.iter().filter_map(|draft| Some((part_of(&draft.form)?, draft)));
        parts.map(|(part, draft)| read(part, draft)).collect()
    }

    /// Throws everybody's drafts about a case away. What is left when the database is away is removed later by
    /// [`App::tidy`].
    pub(crate) async fn forget_drafts(&self, id: CaseId) {
        self.forget_drafts_about(&Case::stream(id)).await;
    }

    pub(crate) async fn forget_drafts_about(&self, about: &StreamId) {
        if let Err(error) = self.inner.store.delete_drafts_about(about).await {
            tracing::warn!(%about, %error, "drafts about what is closed could not be removed yet");
        }
    }

    pub(crate) async fn forget_draft(&self, seat: Seat, id: CaseId, part: Part) -> Result<bool, AppError> {
        self.drop_draft(&place(seat, id, part)).await
    }

    /// The case, when it is open and this person may record its intake now.
    async fn intake_open_to(&self, seat: Seat, id: CaseId) -> Result<Case, AppError> {
        let case = self.current_case(id).await?;
        self.authorise_intake(seat, &case.state)?;
        if !case.state.is_open() {
            let message = "this case is closed; reopen it to change its intake".to_owned();
            return Err(AppError::refused("case-closed", message));
        }
        Ok(case.state.clone())
    }

    /// Asks the policy whether she may record the intake: the same for each of its parts.
    pub(crate) fn authorise_intake(&self, seat: Seat, case: &Case) -> Result<(), AppError> {
        let (pathways, command) =
            (self.pathways(), CaseCommand::RecordIntake { intake: IntakeSection::Social(SocialHistory::default()) });
        let subject = Subject::Case { case, action: CaseAction::Command(&command, &pathways) };
        self.authorise(Actor::Person(seat), &subject, self.moment())
    }
}

/// What was typed, as it is kept.
///
/// # Errors
/// When it cannot be kept as text, or is too long.
fn written(typed: &Typed) -> Result<String, AppError> {
    let invalid = |message: String| Err(AppError::Invalid { field: "typed", message });
    if typed.iter().any(|(name, text)| name.contains('\0') || text.contains('\0')) {
        return invalid("a NUL character cannot be kept; remove it".to_owned());
    }
    let fields = serde_json::to_string(typed).map_err(|error| AppError::Internal(error.to_string()))?;
    if fields.len() > LARGEST {
        return invalid(format!("this form holds {} bytes; shorten it to at most {LARGEST}", fields.len()));
    }
    Ok(fields)
}

/// What was kept, as it was typed.
pub(crate) fn typed(draft: &Draft) -> Result<Typed, AppError> {
    serde_json::from_str(&draft.fields)
        .map_err(|error| AppError::Corrupt(format!("a draft of {}: {error}", draft.about)))
}

fn place(seat: Seat, id: CaseId, part: Part) -> Place {
    Place::new(seat, Case::stream(id), format!("{FORM}{}", part.code()))
}

fn part_of(form: &str) -> Option<Part> {
    form.strip_prefix(FORM)?.parse().ok()
}

fn read(part: Part, draft: &Draft) -> Result<IntakeDraft, AppError> {
    Ok(IntakeDraft { part, typed: typed(draft)?, seen: draft.seen, rev: draft.rev, at: draft.at })
}
