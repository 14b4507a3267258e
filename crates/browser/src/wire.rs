//! One call of WebDriver.

use std::time::Duration;

use serde_json::Value;

use crate::Fault;

/// Its `value`, or what went wrong.
pub fn call(method: &str, url: &str, body: Option<&Value>) -> Result<Value, Fault> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(60)))
        .build()
        .into();
    let sent = match (method, body) {
        ("POST", body) => agent.post(url).send_json(body.unwrap_or(&Value::Null)),
        ("DELETE", _) => agent.delete(url).call(),
        _ => agent.get(url).call(),
    };
    let fault = |error: ureq::Error| Fault::new(format!("{method} {url}: {error}"));
    let mut answer = sent.map_err(fault)?;
    let good = answer.status().is_success();
    let mut told: Value = answer.body_mut().with_config().limit(u64::MAX).read_json().map_err(fault)?;
    let value = told["value"].take();
    if good { Ok(value) } else { Err(Fault::new(format!("{}: {}", value["error"], value["message"]))) }
}
