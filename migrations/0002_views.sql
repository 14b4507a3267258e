-- The views: rows that follow from the journal and can be rebuilt from it at any time. Days are text, YYYY-MM-DD, so
-- that they sort; nested values are JSON that SQL never looks into. `keyed`: see 0001.

-- The caseload.
CREATE TABLE view_case (
    case_id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    org_id TEXT NOT NULL,
    practice_id TEXT NOT NULL,
    case_manager TEXT NOT NULL,
    first_line TEXT NOT NULL,
    phase TEXT NOT NULL,
    line TEXT NOT NULL,
    due TEXT,
    born TEXT,
    first_child TEXT,
    caesarean TEXT,
    in_hospital TEXT,
    died TEXT,
    opened_on TEXT NOT NULL,
    closed_on TEXT,
    next_until TEXT,
    next_planned TEXT,
    next_due TEXT,
    urgent BIGINT NOT NULL,
    pinned TEXT NOT NULL
) /* keyed */;

CREATE INDEX view_case_client ON view_case (client_id);
CREATE INDEX view_case_org ON view_case (org_id, phase);
CREATE INDEX view_case_practice ON view_case (practice_id, phase);
CREATE INDEX view_case_next_due ON view_case (next_due, case_id);

-- Deputies by date.
CREATE TABLE view_deputy (
    case_id TEXT NOT NULL,
    no BIGINT NOT NULL,
    deputy TEXT NOT NULL,
    org_id TEXT NOT NULL,
    absent TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT,
    PRIMARY KEY (case_id, no)
) /* keyed */;

CREATE INDEX view_deputy_deputy ON view_deputy (deputy, org_id, case_id);

-- Which organisation has to do with which case.
CREATE TABLE view_involved (
    org_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    relation TEXT NOT NULL,
    open BIGINT NOT NULL,
    PRIMARY KEY (org_id, case_id)
) /* keyed */;

-- The closed cases of years are not touched.
CREATE INDEX view_involved_open ON view_involved (org_id, open, relation, case_id);

-- What is to be done, answered or waited for.
CREATE TABLE view_work (
    case_id TEXT NOT NULL,
    item TEXT NOT NULL,
    owner TEXT,
    org_id TEXT NOT NULL,
    lane TEXT NOT NULL,
    work TEXT NOT NULL,
    from_day TEXT NOT NULL,
    target_day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (case_id, item)
) /* keyed */;

CREATE INDEX view_work_owner ON view_work (owner, org_id, until_day);
CREATE INDEX view_work_org ON view_work (org_id, lane, until_day);

-- Places on agendas.
CREATE TABLE view_agenda (
    meeting_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    no BIGINT NOT NULL,
    question TEXT NOT NULL,
    waiting BIGINT NOT NULL,
    PRIMARY KEY (meeting_id, case_id, no)
) /* keyed */;

-- Clients.
CREATE TABLE view_client (
    client_id TEXT NOT NULL PRIMARY KEY,
    family_name TEXT NOT NULL,
    given_name TEXT NOT NULL,
    search TEXT NOT NULL,
    birth_date TEXT,
    bsn TEXT,
    v_number TEXT,
    source_number TEXT,
    language TEXT NOT NULL,
    interpreter BIGINT NOT NULL,
    phone TEXT NOT NULL,
    site TEXT NOT NULL,
    suspicions BIGINT NOT NULL,
    merged_into TEXT,
    registered_org TEXT,
    registered_by TEXT NOT NULL,
    registered_at BIGINT NOT NULL
) /* keyed */;

CREATE INDEX view_client_search ON view_client (search, client_id);
CREATE INDEX view_client_birth_date ON view_client (birth_date);
CREATE INDEX view_client_bsn ON view_client (bsn);
CREATE INDEX view_client_v_number ON view_client (v_number);
CREATE INDEX view_client_phone ON view_client (phone);
CREATE INDEX view_client_source ON view_client (source_number);
-- Few clients have any, so that the index stays small where the database can leave the others out.
CREATE INDEX view_client_suspicions ON view_client (client_id) WHERE suspicions > 0;
CREATE INDEX view_client_merged ON view_client (merged_into);
CREATE INDEX view_client_registered ON view_client (registered_org, registered_at);

-- Meetings.
CREATE TABLE view_meeting (
    meeting_id TEXT NOT NULL PRIMARY KEY,
    org_id TEXT NOT NULL,
    meeting_kind TEXT NOT NULL,
    network TEXT NOT NULL,
    on_day TEXT NOT NULL,
    held BIGINT NOT NULL,
    cancelled BIGINT NOT NULL,
    title TEXT NOT NULL
) /* keyed */;

CREATE INDEX view_meeting_network ON view_meeting (network, on_day);

-- Where open cases stand on the boards of their pathways.
CREATE TABLE view_board (
    case_id TEXT NOT NULL,
    pathway TEXT NOT NULL,
    level TEXT,
    since TEXT,
    why TEXT,
    PRIMARY KEY (case_id, pathway)
) /* keyed */;
