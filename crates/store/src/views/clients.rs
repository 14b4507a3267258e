//! Finding clients: by name or number, by their number in a source system, and as possible doubles (G-07).

use std::collections::BTreeSet;

use regie_care::client::{Identity, SourceNumber, fold_name};
use regie_care::ids::{ClientId, OrgId};
use regie_care::view::ClientRow;

use super::caseload::all_words;
use super::read::{self, Columns};
use super::{CLIENT, columns};
use crate::value::Row;
use crate::{Condition, Store, StoreError, Value};

/// The most records that are compared with a new client because they are described alike.
const POOL: i64 = 500;

/// Of a client `n`: she was registered, and nobody opened a case for her.
const WITHOUT_CASE: &str = "n.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM view_case o WHERE o.client_id = n.client_id) \
     AND NOT EXISTS (SELECT 1 FROM view_client m JOIN view_case o ON o.client_id = m.client_id \
     WHERE m.merged_into = n.client_id)";

/// Where those meet who enter or correct a client: each must find whom the other entered.
const ENTERED: &str = "client-entered";

impl Store {
    /// A client's row.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn client(&self, client: ClientId) -> Result<Option<ClientRow>, StoreError> {
        let sql = format!("SELECT {} FROM view_client k WHERE k.client_id = $1", columns("k", &CLIENT));
        Ok(clients(self.query(sql, &[Value::Text(client.to_string())]).await?)?.pop())
    }

    /// The rows of these clients.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn clients_named(&self, named: &BTreeSet<ClientId>) -> Result<Vec<ClientRow>, StoreError> {
        if named.is_empty() {
            return Ok(Vec::new());
        }
        let each = self.engine().texts(1);
        let sql = format!("SELECT {} FROM view_client k WHERE k.client_id IN ({each})", columns("k", &CLIENT));
        clients(self.query(sql, &[Value::texts(named)]).await?)
    }

    /// Clients with whom an organisation has anything to do, and those whom it registered and who have no case yet, by
    /// words that are each a part of the name, or the whole BSN or V-number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn search_clients(
        &self,
        org: OrgId,
        search: &str,
        after: Option<(&str, ClientId)>,
        limit: u32,
    ) -> Result<Vec<ClientRow>, StoreError> {
        let folded = fold_name(search);
        let (value, client) =
            after.map_or((String::new(), String::new()), |(value, client)| (value.to_owned(), client.to_string()));
        let mut args = vec![
            Value::Text(org.to_string()),
            Value::Text(search.trim().to_owned()),
            Value::Text(value),
            Value::Text(client),
            Value::Int(i64::from(limit)),
        ];
        let words = all_words(&folded, &mut args);
        let sql = format!(
            "SELECT {} FROM (SELECT c.client_id FROM view_involved i JOIN view_case c ON c.case_id = i.case_id \
             WHERE i.org_id = $1 AND i.relation <> 'former' UNION SELECT n.client_id FROM view_client n \
             WHERE n.registered_org = $1 AND {WITHOUT_CASE}) s JOIN view_client k ON k.client_id = s.client_id \
             WHERE ({words} OR k.bsn = $2 OR k.v_number = $2) AND (k.search > $3 OR (k.search = $3 AND k.client_id > $4)) \
             ORDER BY k.search, k.client_id LIMIT $5 + 0",
            columns("k", &CLIENT),
        );
        clients(self.query(sql, &args).await?)
    }

    /// The clients whom an organisation registered and who have no case yet, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn clients_without_case(&self, org: OrgId, limit: u32) -> Result<Vec<ClientRow>, StoreError> {
        let sql = format!(
            "SELECT {} FROM view_client n WHERE n.registered_org = $1 AND {WITHOUT_CASE} \
             ORDER BY n.registered_at DESC, n.client_id LIMIT $2 + 0",
            columns("n", &CLIENT),
        );
        clients(self.query(sql, &[Value::Text(org.to_string()), Value::Int(i64::from(limit))]).await?)
    }

    /// The client whom a source system knows by this number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn client_by_source_number(&self, source: &str, number: &str) -> Result<Option<ClientRow>, StoreError> {
        let sql = format!("SELECT {} FROM view_client k WHERE k.source_number = $1", columns("k", &CLIENT));
        let number = SourceNumber { source: source.to_owned(), number: number.to_owned() };
        Ok(clients(self.query(sql, &[Value::Text(number.key())]).await?)?.pop())
    }

    /// Records that may be another's double and were not judged yet: those with whom an organisation has to do, and
    /// those who have no case at all.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn suspected_doubles(
        &self,
        org: OrgId,
        after: Option<ClientId>,
        limit: u32,
    ) -> Result<Vec<ClientRow>, StoreError> {
        let sql = format!(
            "SELECT {} FROM view_client k WHERE k.suspicions > 0 AND k.merged_into IS NULL AND k.client_id > $2 \
             AND (EXISTS (SELECT 1 FROM view_case c JOIN view_involved i ON i.case_id = c.case_id \
             WHERE c.client_id = k.client_id AND i.org_id = $1 AND i.relation <> 'former') \
             OR NOT EXISTS (SELECT 1 FROM view_case c WHERE c.client_id = k.client_id)) \
             ORDER BY k.client_id LIMIT $3 + 0",
            columns("k", &CLIENT),
        );
        let after = after.map(|client| client.to_string()).unwrap_or_default();
        let args = [Value::Text(org.to_string()), Value::Text(after), Value::Int(i64::from(limit))];
        clients(self.query(sql, &args).await?)
    }

    /// Records that could be the same person. All that have one of her numbers; and of those with the same date of
    /// birth (or day and month swapped), telephone number or whole name at most 500: first those of which more is the
    /// same, then the newest. The conditions keep it at these: of two that are entered at once, on whatever node, the
    /// later finds the earlier.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn duplicate_pool(&self, identity: &Identity) -> Result<(Vec<ClientRow>, [Condition; 2]), StoreError> {
        let numbered = self.numbered_alike(identity).await?.meeting_at(ENTERED);
        let described = self.described_alike(identity).await?.meeting_at(ENTERED);
        let mut found = clients(numbered.rows().to_vec())?;
        for row in clients(described.rows().to_vec())? {
            if found.iter().all(|known| known.client != row.client) {
                found.push(row);
            }
        }
        found.sort_by_key(|row| row.client);
        Ok((found, [numbered, described]))
    }

    async fn numbered_alike(&self, identity: &Identity) -> Result<Condition, StoreError> {
        let sql = format!(
            "SELECT {} FROM view_client k WHERE k.merged_into IS NULL AND k.client_id IN (\
             SELECT client_id FROM view_client WHERE bsn = $1 UNION \
             SELECT client_id FROM view_client WHERE v_number = $2 UNION \
             SELECT client_id FROM view_client WHERE source_number = $3) ORDER BY k.client_id",
            columns("k", &CLIENT),
        );
        let args = vec![
            identity.bsn.map(|bsn| bsn.to_string()).into(),
            identity.v_number.map(|number| number.to_string()).into(),
            identity.source.as_ref().map(SourceNumber::key).into(),
        ];
        self.condition(sql, args).await
    }

    async fn described_alike(&self, identity: &Identity) -> Result<Condition, StoreError> {
        let swapped =
            identity.birth_date.and_then(|date| jiff::civil::Date::new(date.year(), date.day(), date.month()).ok());
        // Of 7 July both are one day, which must not count twice.
        let swapped = swapped.filter(|swapped| identity.birth_date != Some(*swapped));
        let phone = Some(identity.phone.clone()).filter(|phone| !phone.is_empty());
        let sql = format!(
            "SELECT {} FROM (SELECT client_id, COUNT(*) AS alike FROM (\
             SELECT client_id FROM view_client WHERE birth_date = $1 AND merged_into IS NULL UNION ALL \
             SELECT client_id FROM view_client WHERE birth_date = $2 AND merged_into IS NULL UNION ALL \
             SELECT client_id FROM view_client WHERE search = $3 AND merged_into IS NULL UNION ALL \
             SELECT client_id FROM view_client WHERE phone = $4 AND merged_into IS NULL) p \
             GROUP BY client_id ORDER BY alike DESC, client_id DESC LIMIT $5 + 0) s \
             JOIN view_client k ON k.client_id = s.client_id ORDER BY k.client_id",
            columns("k", &CLIENT),
        );
        let args = vec![
            identity.birth_date.map(|date| date.to_string()).into(),
            swapped.map(|date| date.to_string()).into(),
            fold_name(&format!("{} {}", identity.family_name, identity.given_name)).into(),
            phone.into(),
            POOL.into(),
        ];
        self.condition(sql, args).await
    }
}

fn clients(rows: Vec<Row>) -> Result<Vec<ClientRow>, StoreError> {
    rows.into_iter().map(|row| read::client(&mut Columns::new(row))).collect()
}
