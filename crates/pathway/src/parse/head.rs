//! Everything before the steps: identity, anchors, roles, facts, stages.

use jiff::civil::Date;
use toml::de::DeValue;

use super::{
    checked_name,
    table::{Reader, Words},
};
use crate::{
    Text,
    definition::{Alternatives, Anchor, Role, Stage},
    fact::{ChoiceOption, Fact, FactKind, FactValue},
    ids::{AlternativesId, AnchorId, FactId, PathwayId, RoleId, StageId},
    meaning::DoneIn,
    overlay::Variant,
};

/// What was read before the steps. Anchors still lack their plausible dates, which need every name first.
pub(super) struct Head {
    pub(super) id: PathwayId,
    pub(super) variant: Option<Variant>,
    pub(super) version: String,
    pub(super) valid_from: Option<Date>,
    pub(super) title: Text,
    pub(super) source: String,
    pub(super) gestation: Option<Words>,
    pub(super) board: Option<Words>,
    pub(super) anchors: Vec<Anchor>,
    pub(super) plausible: Vec<Option<Words>>,
    pub(super) anchor_guards: Vec<Option<Words>>,
    pub(super) fact_guards: Vec<Option<Words>>,
    pub(super) roles: Vec<Role>,
    pub(super) facts: Vec<Fact>,
    pub(super) fact_places: Vec<usize>,
    pub(super) stages: Vec<Stage>,
    pub(super) alternatives: Vec<Alternatives>,
}

impl Head {
    pub(super) fn read(file: &Reader<'_>) -> Self {
        let mut head = Self {
            id: PathwayId::from(""),
            variant: None,
            version: String::new(),
            valid_from: None,
            title: Text::default(),
            source: String::new(),
            gestation: None,
            board: None,
            anchors: Vec::new(),
            plausible: Vec::new(),
            anchor_guards: Vec::new(),
            fact_guards: Vec::new(),
            roles: Vec::new(),
            facts: Vec::new(),
            fact_places: Vec::new(),
            stages: Vec::new(),
            alternatives: Vec::new(),
        };
        match file.table("pathway", "[pathway]") {
            Some(identity) => head.read_identity(&identity),
            None if file.has("pathway") => {}
            None => file.missing("pathway", "[pathway] with id, version, title and source"),
        }
        if let Some(anchors) = file.table("anchors", "[anchors]") {
            head.read_anchors(&anchors);
        }
        if let Some(roles) = file.table("roles", "[roles]") {
            for (name, at, role) in roles.named() {
                checked_name(|code, message, help| roles.error(code, at, message, help), name);
                let (done_in, coordinates, team, title) = role.map_or_else(Default::default, |role| {
                    let done_in = role.word("done-in", "line of care", &DoneIn::ALL);
                    (done_in, role.flag("coordinates"), role.flag("team"), role.as_title())
                });
                head.roles.push(Role { id: RoleId::from(name), title, done_in, coordinates, team, place: at });
            }
        }
        if let Some(alternatives) = file.table("alternatives", "[alternatives]") {
            for (name, at, one) in alternatives.named() {
                checked_name(|code, message, help| alternatives.error(code, at, message, help), name);
                let title = one.map(|one| one.as_title()).unwrap_or_default();
                head.alternatives.push(Alternatives { id: AlternativesId::from(name), title, place: at });
            }
        }
        if let Some(facts) = file.table("facts", "[facts]") {
            head.read_facts(&facts);
        }
        for block in file.blocks("stage") {
            let id = id_of(&block);
            let title = block.title("title");
            let sealed = block.flag("sealed");
            let in_turn = block.flag("in-turn");
            block.finish();
            if head.stages.iter().any(|stage| stage.id == id.as_str()) {
                let message = format!("there is already a stage `{id}`");
                block.error("duplicate-id", block.at, message, "give each stage a name of its own");
            }
            head.stages.push(Stage { id: StageId::from(id), title, sealed, in_turn, place: block.place("id") });
        }
        head
    }

    fn read_identity(&mut self, identity: &Reader<'_>) {
        (self.id, self.variant) = named(identity);
        self.version =
            identity.required("version", "version = \"2026.1\"").map(|words| words.value).unwrap_or_default();
        self.valid_from = identity.date("valid-from");
        self.title = identity.title("title");
        self.source = identity.optional("source").map(|words| words.value).unwrap_or_default();
        self.gestation = identity.optional("gestation");
        self.board = identity.optional("board");
        identity.finish();
    }

    fn read_anchors(&mut self, anchors: &Reader<'_>) {
        for (name, at, anchor) in anchors.named() {
            checked_name(|code, message, help| anchors.error(code, at, message, help), name);
            let (title, plausible, guard) = match &anchor {
                Some(anchor) => {
                    let read = (anchor.title("title"), anchor.optional("plausible"), anchor.optional("only-while"));
                    anchor.finish();
                    read
                }
                None => (Text::default(), None, None),
            };
            self.anchors.push(Anchor { id: AnchorId::from(name), title, plausible: None, place: at });
            self.plausible.push(plausible);
            self.anchor_guards.push(guard);
        }
    }

    fn read_facts(&mut self, facts: &Reader<'_>) {
        for (name, at, fact) in facts.named() {
            checked_name(|code, message, help| facts.error(code, at, message, help), name);
            let Some(fact) = fact else { continue };
            let ask = fact.title("ask");
            let answer = fact_kind(&fact);
            let default = fact.value("default").and_then(|value| {
                let read = fact_value(&answer, value.value);
                if read.is_none() {
                    let message = format!("the default of `{name}` must be {}", answer.expected());
                    fact.error("wrong-fact-type", value.at, message, "give a default that is a possible answer");
                }
                read
            });
            self.fact_guards.push(fact.optional("only-while"));
            let (sealed, own) = (fact.flag("sealed"), fact.flag("own"));
            fact.finish();
            self.facts.push(Fact { id: FactId::from(name), answer, ask, default, sealed, own });
            self.fact_places.push(at);
        }
    }
}

/// The name of the pathway: `a-name`, or `a-name@a-network` of a network's variant, which says `of` what.
fn named(identity: &Reader<'_>) -> (PathwayId, Option<Variant>) {
    let variant = identity.table("of", "`of`").map(|of| {
        let word = |key, example: &str| of.required(key, example).map(|words| words.value).unwrap_or_default();
        let id = PathwayId::from(word("id", "id = \"a-pathway\""));
        let read = Variant {
            of: id,
            version: word("version", "version = \"2026.1\""),
            network: word("network", "network = \"VSV Noord\""),
        };
        of.finish();
        read
    });
    let Some(id) = identity.required("id", "id = \"a-name\"") else { return (PathwayId::from(""), variant) };
    let of = id.value.split_once('@');
    for name in of.map_or(vec![id.value.as_str()], |(name, network)| vec![name, network]) {
        checked_name(|code, message, help| identity.error(code, id.at, message, help), name);
    }
    if of.map(|(name, _)| name) != variant.as_ref().map(|variant| variant.of.as_str()) {
        let message = format!("`{}` and `of` do not belong together", id.value);
        let help =
            "a name with `@` is that of a network's variant, which Regie makes of an overlay; leave both out of a file";
        identity.error("bad-id", id.at, message, help);
    }
    (PathwayId::from(id.value), variant)
}

/// The `id` of a table, checked.
pub(crate) fn id_of(table: &Reader<'_>) -> String {
    let Some(id) = table.required("id", "id = \"a-name\"") else { return String::new() };
    checked_name(|code, message, help| table.error(code, id.at, message, help), &id.value);
    id.value
}

fn fact_kind(fact: &Reader<'_>) -> FactKind {
    let Some(kind) = fact.required("kind", "kind = \"yes-no\"") else { return FactKind::Text };
    match kind.value.as_str() {
        "yes-no" => FactKind::YesNo,
        "choice" => FactKind::Choice { options: options(fact) },
        "number" => number(fact),
        "date" => FactKind::Date,
        "text" => FactKind::Text,
        other => {
            let message = format!("`{other}` is no kind of fact; expected yes-no, choice, number, date or text");
            fact.error("unknown-word", kind.at, message, "write kind = \"yes-no\", or another of these");
            FactKind::Text
        }
    }
}

/// A number with the range in which answers can lie.
fn number(fact: &Reader<'_>) -> FactKind {
    let bound = |key: &'static str| {
        let value = fact.value(key)?;
        let DeValue::Integer(number) = value.value else {
            let message = format!("`{key}` of {} must be a whole number", fact.what);
            fact.error("wrong-type", value.at, message, format!("write {key} = 0"));
            return None;
        };
        i64::from_str_radix(number.as_str(), number.radix()).ok()
    };
    let (from, to) = (bound("from"), bound("to"));
    if let (Some(low), Some(high)) = (from, to)
        && low > high
    {
        let message = format!("no number lies from {low} to {high}");
        fact.error("empty-range", fact.place("from"), message, "give the smaller number as `from`, the larger as `to`");
        return FactKind::Number { from: None, to: None };
    }
    FactKind::Number { from, to }
}

fn options(fact: &Reader<'_>) -> Vec<ChoiceOption> {
    let Some(table) = fact.table("options", format!("the options of {}", fact.what)) else {
        if !fact.has("options") {
            fact.missing("options", "options = { first = { nl = \"…\" }, second = { nl = \"…\" } }");
        }
        return Vec::new();
    };
    let options = table.named().into_iter().map(|(name, at, option)| {
        checked_name(|code, message, help| table.error(code, at, message, help), name);
        ChoiceOption { id: name.into(), title: option.map(|option| option.as_title()).unwrap_or_default() }
    });
    options.collect()
}

/// A fact's value as written in the file: `true`, `"first"`, `3`, `2026-01-31`.
pub(super) fn fact_value(kind: &FactKind, value: &DeValue<'_>) -> Option<FactValue> {
    let read = match (kind, value) {
        (FactKind::YesNo, DeValue::Boolean(yes)) => FactValue::YesNo(*yes),
        (FactKind::Choice { .. }, DeValue::String(choice)) => FactValue::Choice(choice.to_string()),
        (FactKind::Number { .. }, DeValue::Integer(number)) => {
            FactValue::Number(i64::from_str_radix(number.as_str(), number.radix()).ok()?)
        }
        (FactKind::Date, DeValue::Datetime(date)) => FactValue::Date(date.to_string().parse().ok()?),
        (FactKind::Text, DeValue::String(text)) => FactValue::Text(text.to_string()),
        _ => return None,
    };
    kind.accepts(&read).then_some(read)
}
