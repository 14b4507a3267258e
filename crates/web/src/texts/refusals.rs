//! Refusals and obstacles in words.

use jiff::civil::Date;
use regie_app::Refused;
use regie_care::case::Obstacle;
use regie_care::plan::LifeDomain;
use regie_care::wording;
use regie_pathway::Text;
use serde_json::Value;

use super::{Lang, Texts};

impl Texts {
    /// Why something was refused. English has the exact message; Dutch has a sentence per code, which every code has,
    /// and what the refusal names: the days between which it is possible, the date or the answers that are missing, the
    /// reason of a decision table.
    #[must_use]
    pub fn refusal(&self, refused: &Refused) -> String {
        self.refusal_at(refused, None)
    }

    /// The same where the form has a name of its own for the field that it is about.
    #[must_use]
    pub fn refusal_at(&self, refused: &Refused, label: Option<String>) -> String {
        let named = refused.detail.get("field").and_then(Value::as_str);
        let Some(label) = label.or_else(|| self.part(named?)) else { return self.refusal_said(refused) };
        if refused.code == "empty" {
            return self.one("field-error-missing", "field", label).into_owned();
        }
        let said = self.refusal_said(refused);
        match (self.lang(), named) {
            (Lang::En, Some(field)) => said.replace(&format!("'{field}'"), &format!("‘{label}’")),
            _ => self.two("refusal-at-field", "field", label, "said", said).into_owned(),
        }
    }

    /// What a part of a command is called on the pages: `plan.goals[0].wanted` is *Gewenst resultaat*.
    #[must_use]
    pub fn part(&self, field: &str) -> Option<String> {
        let last = field.rsplit('.').next().unwrap_or(field).split('[').next()?;
        let key = format!("part-{last}");
        self.has(&key).then(|| self.of(&key).into_owned())
    }

    fn refusal_said(&self, refused: &Refused) -> String {
        let key = format!("refusal-{}", refused.code);
        match self.lang() {
            Lang::Nl if self.has(&key) => {
                let sentence = self.of(&key);
                let detail = &refused.detail;
                let more = self.follows_on(detail).or_else(|| self.possible(detail));
                let more = more.or_else(|| self.waits_for(detail)).or_else(|| self.comes_first(detail));
                let more =
                    more.or_else(|| self.asks(detail)).or_else(|| self.because(detail)).or_else(|| self.parts(detail));
                let more = more.or_else(|| self.domains(detail)).or_else(|| self.by_work(detail));
                let more = more.or_else(|| self.lacking(detail)).or_else(|| self.in_range(detail));
                let more = more
                    .or_else(|| self.last_day(detail))
                    .or_else(|| self.with_another(detail))
                    .or_else(|| self.count_of(refused));
                more.map_or_else(|| sentence.to_string(), |more| format!("{sentence} {more}"))
            }
            Lang::Nl | Lang::En => refused.message.clone(),
        }
    }

    /// `Dit volgt op ‘Meldcode stap 3’, gedaan op 10 maart 2026. Mogelijk is vanaf die dag.`
    fn follows_on(&self, detail: &Value) -> Option<String> {
        let since = detail.get("earliest")?.as_str()?.parse::<Date>().ok()?;
        let after: Text = serde_json::from_value(detail.get("after")?.clone()).ok()?;
        Some(self.two("follows-on", "step", self.both(&after), "day", self.day_full(&since)).into_owned())
    }

    /// `Mogelijk is 1 februari 2026 tot en met 8 november 2026.`
    fn possible(&self, detail: &Value) -> Option<String> {
        let day = |name: &str| detail.get(name)?.as_str()?.parse::<Date>().ok().map(|day| self.day_full(&day));
        let said = match (day("earliest"), day("latest")) {
            (Some(from), Some(until)) if from == until => self.one("possible-only", "day", from),
            (Some(from), Some(until)) => self.two("possible-between", "from", from, "until", until),
            (Some(from), None) => self.one("possible-from", "from", from),
            (None, Some(until)) => self.one("possible-until", "until", until),
            (None, None) => return None,
        };
        Some(said.into_owned())
    }

    /// `De laatste dag daarvoor: 8 november 2026.`
    fn last_day(&self, detail: &Value) -> Option<String> {
        let last = detail.get("last")?.as_str()?.parse::<Date>().ok()?;
        Some(self.one("last-day-for-it", "day", self.day_full(&last)).into_owned())
    }

    /// `Leg eerst deze datum vast: de bevalling.`
    fn waits_for(&self, detail: &Value) -> Option<String> {
        let date: Text = serde_json::from_value(detail.get("date")?.clone()).ok()?;
        Some(self.one("waits-for-date", "date", self.both(&date)).into_owned())
    }

    /// `Eerst: Meldcode stap 2 is gedaan.`
    fn comes_first(&self, detail: &Value) -> Option<String> {
        let until: Text = serde_json::from_value(detail.get("until")?.clone()).ok()?;
        Some(self.one("comes-first", "what", self.both(&until)).into_owned())
    }

    /// `Is een kind in gevaar? Welke score?`
    fn asks(&self, detail: &Value) -> Option<String> {
        let question = |ask: &Value| -> Option<String> {
            let text: Text = serde_json::from_value(ask.get("ask")?.clone()).ok()?;
            Some(self.both(&text).to_owned())
        };
        let questions: Vec<String> = detail.get("questions")?.as_array()?.iter().filter_map(question).collect();
        (!questions.is_empty()).then(|| questions.join(" "))
    }

    /// `Er is nog geen zorgdiagnostiek; leg die eerst vast. Het doel ‘rust’ heeft nog geen maatregel.`
    fn lacking(&self, detail: &Value) -> Option<String> {
        let lacks: Vec<Text> = serde_json::from_value(detail.get("lacking")?.clone()).ok()?;
        let said: Vec<&str> = lacks.iter().map(|lack| self.both(lack)).collect();
        Some(format!("{}.", said.join("; ")))
    }

    /// `Bij de stap ‘Contact zoeken met de huisarts’ hoort een contact met de huisarts.`
    fn with_another(&self, detail: &Value) -> Option<String> {
        let text = |name: &str| -> Option<Text> { serde_json::from_value(detail.get(name)?.clone()).ok() };
        let (title, with) = (text("title")?, text("with")?);
        Some(self.two("contact-belongs-with", "step", self.both(&title), "with", self.both(&with)).into_owned())
    }

    /// `Mogelijk is 0 tot en met 10.`
    fn in_range(&self, detail: &Value) -> Option<String> {
        let end = |name: &str| detail.get(name)?.as_i64();
        let said = match (end("from"), end("to")) {
            (Some(from), Some(to)) if from == to => self.one("possible-only", "day", from.to_string()),
            (Some(from), Some(to)) => self.two("possible-between", "from", from.to_string(), "until", to.to_string()),
            (Some(from), None) => self.one("possible-from", "from", from.to_string()),
            (None, Some(to)) => self.one("possible-until", "until", to.to_string()),
            (None, None) => return None,
        };
        Some(said.into_owned())
    }

    /// `1. (plan.goals[0].wanted) Een veld dat nodig is, is leeg. …`
    fn count_of(&self, refused: &Refused) -> Option<String> {
        let told = refused.parts.iter().map(|(part, one)| format!("{part}: {}", self.refusal(one)));
        (!refused.parts.is_empty()).then(|| told.collect::<Vec<_>>().join(" "))
    }

    /// `Leg eerst vast: medische, sociale anamnese.`
    fn parts(&self, detail: &Value) -> Option<String> {
        let name = |part: &Value| match part.as_str()? {
            "medical" => Some(self.of("intake-part-medical").into_owned()),
            "psychological" => Some(self.of("intake-part-psychological").into_owned()),
            "social" => Some(self.of("intake-part-social").into_owned()),
            "wishes" => Some(self.of("intake-part-wishes").into_owned()),
            _ => None,
        };
        let names: Vec<String> = detail.get("parts")?.as_array()?.iter().filter_map(name).collect();
        let (last, first) = names.split_last()?;
        let said = if first.is_empty() {
            last.clone()
        } else {
            format!("{} {} {last}", first.join(", "), self.of("intake-parts-and"))
        };
        Some(self.one("intake-record-first", "parts", said).into_owned())
    }

    /// `Vul ook in: wonen, sociaal welzijn.`
    fn domains(&self, detail: &Value) -> Option<String> {
        let code = |domain: &Value| -> Option<String> {
            let domain: LifeDomain = serde_json::from_value(domain.clone()).ok()?;
            Some(self.both(&wording::life_domain(domain)).to_owned())
        };
        let names: Vec<String> = detail.get("domains")?.as_array()?.iter().filter_map(code).collect();
        (!names.is_empty()).then(|| self.one("diagnosis-fill-in", "domains", names.join(", ")).into_owned())
    }

    /// `Leg eerst vast: het zorgplan.`
    fn by_work(&self, detail: &Value) -> Option<String> {
        let key = format!("work-{}", detail.get("work")?.as_str()?);
        self.has(&key).then(|| self.one("record-first", "what", self.of(&key)).into_owned())
    }

    /// `De reden: er is actueel misbruik.`
    fn because(&self, detail: &Value) -> Option<String> {
        let why: Text = serde_json::from_value(detail.get("ruling")?.get("why")?.clone()).ok()?;
        Some(self.one("decided-because", "why", self.both(&why)).into_owned())
    }

    /// What still stands between a case and its closing (AZ-15).
    #[must_use]
    pub fn obstacle(&self, obstacle: &Obstacle) -> String {
        match obstacle {
            Obstacle::Step { title, .. } => self.one("obstacle-step", "title", self.both(title)),
            Obstacle::Evaluation => self.of("obstacle-evaluation"),
            Obstacle::Handover { .. } => self.of("obstacle-handover"),
            Obstacle::Letter { .. } => self.of("obstacle-letter"),
            Obstacle::Signal { .. } => self.of("obstacle-signal"),
            Obstacle::Action { what, .. } => self.one("obstacle-action", "what", what),
            Obstacle::Goal { wanted, .. } => self.one("obstacle-goal", "wanted", wanted),
            Obstacle::SharingRequest => self.of("obstacle-sharing-request"),
            Obstacle::Feedback { about, .. } => self.one("obstacle-feedback", "about", about),
        }
        .into_owned()
    }

    /// A text that comes in both languages.
    #[must_use]
    pub fn both<'a>(&self, text: &'a Text) -> &'a str {
        match self.lang() {
            Lang::Nl => &text.nl,
            Lang::En => &text.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g_04_one_possible_day_is_no_stretch_of_days_and_a_field_has_its_name() {
        let said = |lang, code, detail: Value| {
            let (message, parts) = ("'note' is empty; fill it in".to_owned(), Vec::new());
            Texts::get(lang).refusal(&Refused { code, message, detail, parts }).replace(['\u{2068}', '\u{2069}'], "")
        };
        let only = serde_json::json!({ "earliest": "2026-11-23", "latest": "2026-11-23" });
        let implausible = said(Lang::Nl, "implausible-date", only);
        assert!(implausible.ends_with("Mogelijk is alleen 23 november 2026."), "{implausible}");
        let one = said(Lang::Nl, "wrong-fact-value", serde_json::json!({ "from": 1, "to": 1 }));
        assert!(one.ends_with("Mogelijk is alleen 1."), "{one}");
        let empty = |lang| said(lang, "empty", serde_json::json!({ "field": "plan.goals[0].wanted" }));
        assert_eq!(empty(Lang::Nl), "‘Gewenst resultaat’ is leeg. Vul het in.");
        let late = said(Lang::Nl, "in-future", serde_json::json!({ "field": "died-on" }));
        assert!(late.starts_with("‘Dag van overlijden’: Deze dag ligt in de toekomst."), "{late}");
    }

    #[test]
    fn az_04_the_missing_parts_of_the_intake_are_named() {
        let said = |parts: Value| {
            let detail = serde_json::json!({ "parts": parts });
            Texts::get(Lang::Nl).refusal(&Refused {
                code: "intake-incomplete",
                message: String::new(),
                detail,
                parts: Vec::new(),
            })
        };
        let all = serde_json::json!(["medical", "psychological", "social"]);
        let sentence = "De intake is nog niet compleet. Leg eerst vast: medische, psychische en sociale anamnese.";
        assert_eq!(said(all).replace(['\u{2068}', '\u{2069}'], ""), sentence);
        let one = said(serde_json::json!(["social"]));
        assert!(one.contains("sociale") && !one.contains("medische"), "{one}");
    }
}
