//! Reading a scenario file.

use jiff::civil::Date;
use toml::{
    Value,
    de::{DeTable, DeValue},
};

use super::{Expectation, Moment, Scenario};
use crate::{
    command::Command,
    diagnostic::Diagnostic,
    ids::PathwayId,
    parse::{
        place::Sink,
        table::{At, Reader},
    },
};

pub(super) fn scenario(file: &str, text: &str) -> Result<Scenario, Vec<Diagnostic>> {
    let sink = Sink::new(file, text);
    let read = crate::parse::document(&sink, text).map(|document| read(&sink, text, document.get_ref()));
    sink.finish(read)
}

fn read(sink: &Sink, text: &str, document: &DeTable<'_>) -> Scenario {
    let file = Reader::new(sink, text, "the scenario", 0, document);
    let words =
        |key: &'static str, example: &str| file.required(key, example).map(|words| words.value).unwrap_or_default();
    let title = words("title", "title = \"…\"");
    let tells = words("tells", "tells = \"…\", the story in the words of the source");
    let pathway = PathwayId::from(words("pathway", "pathway = \"az-verloskunde\""));
    let mut on: Vec<Moment> = Vec::new();
    for block in file.blocks("on") {
        let moment = moment(&block, sink);
        if on.last().is_some_and(|before| moment.date < before.date) {
            let message = format!("{} lies before the moment above it", moment.date);
            block.error("wrong-order", block.at, message, "tell the moments in the order of time");
        }
        on.push(moment);
    }
    file.finish();
    if on.is_empty() {
        file.missing("on", "at least one [[on]]");
    }
    Scenario { title, tells, pathway, on }
}

fn moment(block: &Reader<'_>, sink: &Sink) -> Moment {
    let date = block.date("date");
    if !block.has("date") {
        block.missing("date", "date = 2026-06-01");
    }
    let date = date.unwrap_or(Date::ZERO);
    let moment = Moment {
        date,
        tells: block.optional("tells").map(|words| words.value).unwrap_or_default(),
        pathway: block.value("pathway").and_then(|value| command(block, &value, date)),
        care: block.value("care").map(|value| plain(value.value)),
        refused: block.optional("refused").map(|words| words.value),
        expect: expectations(block),
        line: sink.lines.of(block.at).0,
    };
    block.finish();
    if moment.refused.is_some() && moment.pathway.is_none() && moment.care.is_none() {
        block.missing("pathway", "the command that is refused: pathway = { kind = \"…\" }");
    }
    moment
}

fn command(block: &Reader<'_>, value: &At<&DeValue<'_>>, date: Date) -> Option<Command> {
    let mut plain = plain(value.value);
    if let Value::Table(table) = &mut plain
        && table.get("kind").and_then(Value::as_str) == Some("complete")
        && !table.contains_key("on")
    {
        table.insert("on".into(), Value::String(date.to_string()));
    }
    match plain.try_into() {
        Ok(command) => Some(command),
        Err(error) => {
            let message = format!("this is no pathway command: {}", error.to_string().trim());
            let help = "write it as { kind = \"complete\", step = \"intake\" }; kinds are start, set-anchor, retract-anchor, set-fact, retract-fact, complete, skip, reopen, plan, unplan, add, tick, end";
            block.error("bad-command", value.at, message, help);
            None
        }
    }
}

fn expectations(block: &Reader<'_>) -> Vec<Expectation> {
    let Some(value) = block.value("expect") else { return Vec::new() };
    let help = "write lines such as \"birth-plan open\", \"birth-plan window 2026-11-08..2026-11-22\", \"nothing outstanding\"";
    let DeValue::Array(items) = value.value else {
        block.error("wrong-type", value.at, "`expect` must be a list of lines", help);
        return Vec::new();
    };
    let read = items.iter().filter_map(|item| {
        let expectation = item.get_ref().as_str().and_then(Expectation::parse);
        if expectation.is_none() {
            block.error("bad-expectation", item.span().start, "this expectation makes no sense", help);
        }
        expectation
    });
    read.collect()
}

/// A value without places; dates become texts, as in JSON.
fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Value::String(number.as_str().to_owned()), Value::Integer),
        DeValue::Float(number) => {
            number.as_str().parse().map_or_else(|_| Value::String(number.as_str().to_owned()), Value::Float)
        }
        DeValue::Boolean(yes) => Value::Boolean(*yes),
        DeValue::Datetime(datetime) => Value::String(datetime.to_string()),
        DeValue::Array(items) => Value::Array(items.iter().map(|item| plain(item.get_ref())).collect()),
        DeValue::Table(table) => {
            let pairs = table.iter().map(|(key, value)| (key.get_ref().to_string(), plain(value.get_ref())));
            Value::Table(pairs.collect())
        }
    }
}
