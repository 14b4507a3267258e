//! From a `care` table with names to a command with ids.

use regie_care::case::CaseCommand;
use regie_care::seat::Seat;
use regie_pathway::{Command, Whom};
use serde_json::{Map, Value};

use super::cast::Cast;

/// A command of a scenario, ready to be given.
#[derive(Debug)]
pub struct CareCommand {
    /// Who gives it; `None` for the case manager of the moment.
    pub by: Option<Seat>,
    /// At what time, as hour and minute.
    pub at: Option<(i8, i8)>,
    /// The command; `None` for the moment's own pathway command.
    pub command: Option<CaseCommand>,
}

/// What a name stands for, by the key at which it is written.
#[derive(Debug, Clone, Copy)]
enum Stands {
    Seat,
    Person,
    Org,
}

/// What the names at a key stand for. `parent` is the key of the table around it: the same word means a person in a
/// letter and a seat in an agreement.
fn stands(parent: &str, key: &str) -> Option<Stands> {
    Some(match (parent, key) {
        ("", "deputy" | "to" | "coordinator" | "reader")
        | ("responsible" | "to", "seat")
        | ("action" | "decisions", "who")
        | ("agreements", "case-manager") => Stands::Seat,
        ("", "to-person") | ("letter", "case-manager") => Stands::Person,
        ("", "to-org" | "orgs") | ("took-part", "orgs") | ("handover", "coa" | "gc-a") | (_, "org") => Stands::Org,
        ("investigation", "by") | ("expectation", "from") => Stands::Org,
        _ => return None,
    })
}

/// Reads a `care` value: a table, or a list of tables.
///
/// # Errors
/// A sentence that says which name or key is not known.
pub fn commands(care: &toml::Value, cast: &Cast) -> Result<Vec<CareCommand>, String> {
    match care {
        toml::Value::Array(list) => list.iter().map(|care| command(care, cast)).collect(),
        one => Ok(vec![command(one, cast)?]),
    }
}

/// A pathway command of which the organisation that it names is one of the cast.
///
/// # Errors
/// A sentence that says which name is not known.
pub fn named_in(command: &Command, cast: &Cast) -> Result<Command, String> {
    let mut told = command.clone();
    if let Command::Complete { whom: Some(Whom::Org { org }), .. } = &mut told {
        let known = cast.orgs.get(org.as_str()).map(ToString::to_string);
        *org = known.ok_or_else(|| unknown(&Value::String(org.clone()), cast.orgs.keys()))?;
    }
    Ok(told)
}

fn command(care: &toml::Value, cast: &Cast) -> Result<CareCommand, String> {
    let Ok(Value::Object(mut table)) = serde_json::to_value(care) else {
        return Err("`care` must be a table, or a list of them: care = { kind = \"…\" }".to_owned());
    };
    let by = table.remove("by").map(|name| seat(&name, cast)).transpose()?;
    let at = table.remove("at").map(|time| clock(&time)).transpose()?;
    if table.is_empty() {
        return Ok(CareCommand { by, at, command: None });
    }
    fill(&mut table, "", cast)?;
    let command =
        CaseCommand::of_json(Value::Object(table)).map_err(|error| format!("this is no command on a case: {error}"))?;
    Ok(CareCommand { by, at, command: Some(command) })
}

fn fill(table: &mut Map<String, Value>, parent: &str, cast: &Cast) -> Result<(), String> {
    for (key, value) in table {
        match (stands(parent, key), &mut *value) {
            (Some(stands), Value::String(_)) => *value = named(stands, value, cast)?,
            (Some(stands), Value::Array(items)) if !items.iter().any(Value::is_object) => {
                for item in items {
                    *item = named(stands, item, cast)?;
                }
            }
            (_, Value::Object(inner)) => fill(inner, key, cast)?,
            (_, Value::Array(items)) => {
                for inner in items.iter_mut().filter_map(Value::as_object_mut) {
                    fill(inner, key, cast)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn named(stands: Stands, name: &Value, cast: &Cast) -> Result<Value, String> {
    match stands {
        Stands::Org => {
            let known = name.as_str().and_then(|name| cast.orgs.get(name));
            known.map(|org| Value::String(org.to_string())).ok_or_else(|| unknown(name, cast.orgs.keys()))
        }
        Stands::Person => seat(name, cast).map(|seat| Value::String(seat.person.to_string())),
        Stands::Seat => seat(name, cast)
            .map(|seat| serde_json::json!({ "person": seat.person.to_string(), "org": seat.org.to_string() })),
    }
}

fn seat(name: &Value, cast: &Cast) -> Result<Seat, String> {
    let known = name.as_str().and_then(|name| cast.seats.get(name));
    known.copied().ok_or_else(|| unknown(name, cast.seats.keys()))
}

fn unknown<'a>(name: &Value, known: impl Iterator<Item = &'a &'static str>) -> String {
    format!("{name} is not in the cast; known are {}", known.copied().collect::<Vec<_>>().join(", "))
}

fn clock(time: &Value) -> Result<(i8, i8), String> {
    let parsed = time.as_str().and_then(|text| text.parse::<jiff::civil::Time>().ok());
    parsed.map(|time| (time.hour(), time.minute())).ok_or_else(|| format!("{time} is no time; write at = \"21:30\""))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on must stop")]
mod tests {
    use regie_app::Ids;
    use regie_care::case::records::{HandoverKind, With};
    use regie_care::ids::{ClientId, OrgId, PersonId};

    use super::*;

    fn cast() -> Cast {
        let (ids, then) = (Ids::seeded(7), jiff::Timestamp::UNIX_EPOCH);
        let org = |_| OrgId::new(ids.ulid(then));
        let seat = |_| Seat::new(PersonId::new(ids.ulid(then)), OrgId::new(ids.ulid(then)));
        Cast {
            orgs: ["martini", "huisarts"].into_iter().map(|key| (key, org(key))).collect(),
            seats: ["joke", "aalders"].into_iter().map(|key| (key, seat(key))).collect(),
            client: ClientId::new(ids.ulid(then)),
        }
    }

    fn read(text: &str, cast: &Cast) -> Result<CareCommand, String> {
        command(&toml::from_str::<toml::Table>(text).unwrap()["care"], cast)
    }

    #[test]
    fn a_name_stands_for_what_its_key_asks() {
        let cast = cast();
        let text = r#"care = { kind = "propose-handover", by = "joke", at = "21:30", to-org = "martini",
            to-person = "aalders", note = "huisarts", answer-by = "2027-01-05", handover = { kind = "planned", letter = {
            reason = "a", history = "b", findings = "c", question = "d", psychosocial = "e", case-manager = "joke" } } }"#;
        let told = read(text, &cast).unwrap();
        assert_eq!((told.by, told.at), (Some(cast.seats["joke"]), Some((21, 30))));
        let Some(CaseCommand::ProposeHandover { handover, to_org, to_person, note, .. }) = told.command else {
            panic!()
        };
        assert_eq!(to_org, cast.orgs["martini"]);
        assert_eq!(to_person, Some(cast.seats["aalders"].person));
        assert_eq!(note, "huisarts", "free text stays what it is");
        let HandoverKind::Planned { letter } = handover else { panic!() };
        assert_eq!(letter.case_manager, Some(cast.seats["joke"].person));
    }

    #[test]
    fn organisations_inside_records_are_found_too() {
        let cast = cast();
        let text = r#"care = { kind = "raise-signal", signal = { urgency = "urgent", text = "RR 160/100",
            from = { kind = "org", org = "huisarts" } } }"#;
        let Some(CaseCommand::RaiseSignal { signal }) = read(text, &cast).unwrap().command else { panic!() };
        assert_eq!(signal.from, With::Org { org: cast.orgs["huisarts"] });
    }

    #[test]
    fn a_name_outside_the_cast_is_told_with_those_inside() {
        let error = read(r#"care = { kind = "accept-handover", no = 1, deputy = "petra", actions = [] }"#, &cast());
        let error = error.unwrap_err();
        assert!(error.contains("petra") && error.contains("aalders, joke"), "{error}");
        let error = read(r#"care = { kind = "reopen", reason = "x", at = "half acht" }"#, &cast()).unwrap_err();
        assert!(error.contains("21:30"), "{error}");
        assert!(read(r#"care = { kind = "dance" }"#, &cast()).unwrap_err().contains("dance"));
    }
}
