//! `regie account`: an account from the command line, to begin with.

use std::io::{BufRead, IsTerminal};

use regie_app::{App, AppError, Clock, Ids, Request};
use regie_care::ids::{OrgId, PersonId};
use regie_care::organisation::{ContactPoints, RegisterOrg};
use regie_care::person::{PersonCommand, RegisterPerson};
use regie_care::seat::{Actor, OrgKind, Role, Seat};
use regie_store::Store;
use serde::de::DeserializeOwned;

use crate::args::AccountArgs;
use crate::failure::Failure;
use crate::output;

/// Runs `regie account`.
pub async fn run(args: AccountArgs, json: bool) -> Result<(), Failure> {
    let kind: OrgKind = word("--kind", &args.kind)?;
    let role: Role = word("--role", &args.role)?;
    let store = Store::open(&args.database.database).await?;
    let password = password()?;
    let app = App::new(store, Clock::System, Ids::unpredictable()).await?;
    let entered = enter(&app, &args, kind, role, &password).await;
    app.store().close().await;
    let seat = entered?;
    if json {
        return output::json(&serde_json::json!({ "login": args.login, "person": seat.person, "org": seat.org }));
    }
    let (login, name, organisation) = (&args.login, &args.name, &args.organisation);
    output::line(format_args!("{login} can sign in: {name}, {} at {organisation}", args.role))
}

async fn enter(app: &App, args: &AccountArgs, kind: OrgKind, role: Role, password: &str) -> Result<Seat, Failure> {
    let org = organisation(app, args, kind).await?;
    let person = person(app, &args.name, org).await?;
    if app.directory().role(Seat::new(person, org)) != Some(role) {
        app.command_person(&system(), person, &PersonCommand::Join { org, role }).await?;
    }
    app.set_account(person, &args.login, password).await?;
    Ok(Seat::new(person, org))
}

async fn organisation(app: &App, args: &AccountArgs, org_kind: OrgKind) -> Result<OrgId, Failure> {
    let directory = app.directory();
    let known = directory.orgs.values().find(|org| org.name == args.organisation && !org.ended).map(|org| org.id);
    if let Some(org) = known {
        return Ok(org);
    }
    let (name, network) = (args.organisation.clone(), args.network.clone());
    let contact = ContactPoints { phone: args.phone.clone(), ..ContactPoints::default() };
    let done = app.register_org(&system(), &RegisterOrg { name, org_kind, network, contact }).await?;
    id(&done.id)
}

/// The person of that name at the organisation, entered when she is new there.
async fn person(app: &App, name: &str, org: OrgId) -> Result<PersonId, Failure> {
    let directory = app.directory();
    let known = directory.people.of(org).find(|(person, _)| person.name == name);
    if let Some((person, _)) = known {
        return Ok(person.id);
    }
    let command = RegisterPerson { name: name.to_owned(), phone: String::new() };
    id(&app.register_person(&system(), &command).await?.id)
}

/// Typed twice at a terminal, which does not show it; otherwise one line of standard input.
fn password() -> Result<String, Failure> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        let (once, again) = (typed("Password (not shown): ")?, typed("Once more: ")?);
        let same = once == again;
        return if same { Ok(once) } else { Err(Failure::Refused("the two passwords differ: try again".to_owned())) };
    }
    let mut line = String::new();
    stdin.lock().read_line(&mut line).map_err(|error| Failure::Refused(format!("standard input: {error}")))?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err(Failure::WrongUse("no password came on standard input: pipe it in, as one line".to_owned()));
    }
    Ok(password.to_owned())
}

fn typed(prompt: &str) -> Result<String, Failure> {
    rpassword::prompt_password(prompt).map_err(|error| Failure::Refused(format!("the terminal: {error}")))
}

/// A word of the command line, as the API spells it.
fn word<T: DeserializeOwned>(flag: &str, word: &str) -> Result<T, Failure> {
    serde_json::from_value(serde_json::Value::String(word.to_owned()))
        .map_err(|error| Failure::WrongUse(format!("{flag}: {error}")))
}

fn id<I: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<I, Failure> {
    text.parse().map_err(|error| AppError::Internal(format!("{error}")).into())
}

const fn system() -> Request {
    Request::by(Actor::System)
}
