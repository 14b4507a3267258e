//! The description of the API: what every operation has in common is put in here, once.

use std::collections::BTreeMap;

use regie_care::ids::{CaseId, ClientId, MeetingId, OrgId, PersonId};
use utoipa::ToSchema;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::schema::{AllOf, AnyOf, ArrayItems, OneOf, Schema};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    Components, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, ResponseBuilder,
};

use crate::problem::{PROBLEM_JSON, Problem};
use crate::session::COOKIE;

const ABOUT: &str = "\
Case management for chain care. Sign in with `POST /api/v1/session`; the answer sets the cookie `regie_session`.\n\n\
**Commands** are decided at once: the answer names the events, or a problem (RFC 9457) says what refused them. Send an \
`Idempotency-Key` to be able to repeat a request safely, and `If-Match` with the `ETag` you saw to be told when somebody \
changed the thing meanwhile. Fields that nothing reads are refused.\n\n\
**Lists** come in pages: follow `next` with `?cursor=`.\n\n\
Days are `yyyy-mm-dd` in Europe/Amsterdam; moments are RFC 3339 in UTC.";

/// The empty description into which the routes enter themselves.
#[must_use]
pub fn empty() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Regie")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(LicenseBuilder::new().name("EUPL-1.2").identifier(Some("EUPL-1.2")).build()))
        .build();
    OpenApiBuilder::new().info(info).build()
}

/// Adds what all operations share: the session, and the problems that each may answer with.
#[must_use]
pub fn complete(mut document: OpenApi) -> OpenApi {
    let components = document.components.get_or_insert_default();
    let cookie = ApiKeyValue::with_description(COOKIE, "The session that `POST /api/v1/session` sets.");
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    let mut schemas = Vec::new();
    Problem::schemas(&mut schemas);
    components.schemas.extend(schemas);
    add_schema::<Problem>(components);
    // Ids stand in addresses, from where no schema is collected.
    add_schema::<CaseId>(components);
    add_schema::<ClientId>(components);
    add_schema::<MeetingId>(components);
    add_schema::<OrgId>(components);
    add_schema::<PersonId>(components);
    components.schemas.values_mut().for_each(kebab_case);
    for item in document.paths.paths.values_mut() {
        for operation in operations(item) {
            add_problems(operation);
        }
    }
    document
}

fn add_schema<T: ToSchema>(components: &mut Components) {
    components.schemas.insert(T::name().into_owned(), T::schema());
}

/// Gives properties the names that they have in JSON. The derived schemas do not know `rename_all_fields`, by which the
/// fields of enum variants are named; in all of the API names are in kebab case.
fn kebab_case(schema: &mut RefOr<Schema>) {
    match schema {
        RefOr::T(Schema::Object(object)) => {
            object.required.iter_mut().for_each(|name| *name = name.replace('_', "-"));
            let properties = std::mem::take(&mut object.properties);
            object.properties = properties
                .into_iter()
                .map(|(name, mut schema)| {
                    kebab_case(&mut schema);
                    (name.replace('_', "-"), schema)
                })
                .collect();
        }
        RefOr::T(Schema::Array(array)) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                kebab_case(items);
            }
        }
        RefOr::T(Schema::OneOf(OneOf { items, .. }) | Schema::AllOf(AllOf { items, .. }))
        | RefOr::T(Schema::AnyOf(AnyOf { items, .. })) => items.iter_mut().for_each(kebab_case),
        RefOr::T(_) | RefOr::Ref(_) => {}
    }
}

/// Every operation of a path.
fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put, &mut item.delete, &mut item.patch].into_iter().flatten()
}

/// Operations that set `security(())` themselves are open to everyone; all others need a session.
fn add_problems(operation: &mut Operation) {
    let open = operation.security.is_some();
    if !open {
        operation.security = Some(vec![SecurityRequirement::new::<_, _, String>("session", [])]);
    }
    let mut problems: BTreeMap<&str, &str> = BTreeMap::from([
        ("400", "The address, a header or the body cannot be read."),
        ("403", "Not for this person; or the request came from another site."),
        ("404", "There is no such thing, or it is not for this person to know of."),
        ("503", "The database cannot be reached, is full or too busy; try again after `Retry-After` seconds."),
    ]);
    if !open {
        problems.insert("401", "Nobody is signed in.");
    }
    if operation.request_body.is_some() {
        problems.insert("409", "Somebody changed it meanwhile: `changed` says who, when and what.");
        problems.insert("413", "The body is larger than 1 MiB.");
        problems.insert("415", "The body is not said to be JSON.");
        problems.insert("422", "The body is not understood, or the rules refuse what it asks: `code` says which.");
    }
    for (status, description) in problems {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name()))).build();
            RefOr::T(ResponseBuilder::new().description(description).content(PROBLEM_JSON, content).build())
        });
    }
}
