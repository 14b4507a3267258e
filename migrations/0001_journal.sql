-- The journal and what stands beside it. One set of migrations serves SQLite and PostgreSQL: TEXT and BIGINT only,
-- times in microseconds UTC, JSON as text that SQL never looks into. On PostgreSQL every text column is created with
-- COLLATE "C", so that both databases order alike. On SQLite a table marked `keyed` is WITHOUT ROWID: its small rows
-- lie in the tree of their key, so that changing one touches one page.

-- Every change there ever was. `hash` chains a stream: it covers the previous hash and every other column.
CREATE TABLE journal (
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (stream, seq)
);

-- The head of each stream: its last sequence number and hash. This row is the lock two writers meet on.
CREATE TABLE stream (
    stream TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    hash TEXT NOT NULL
) /* keyed */;

-- What was answered to a command that carried an idempotency key.
CREATE TABLE receipt (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    response TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (actor, key)
);

CREATE INDEX receipt_at ON receipt (at);

-- The outbox. `next_at` is the moment at which a worker may take the job (for a claimed job: the end of the lease);
-- it is null once the job is delivered or given up.
CREATE TABLE job (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    sender TEXT NOT NULL,
    receiver TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT,
    worker TEXT,
    delivered_at BIGINT,
    last_error TEXT
);

CREATE INDEX job_next ON job (next_at);
CREATE INDEX job_sender ON job (sender, created_at, id);
CREATE INDEX job_receiver ON job (receiver, created_at, id);
CREATE INDEX job_state ON job (state, created_at, id);
-- What is still to be done is asked for on every board, and is little among what was done in years.
CREATE INDEX job_sender_open ON job (sender, created_at, id) WHERE delivered_at IS NULL;
CREATE INDEX job_receiver_open ON job (receiver, created_at, id) WHERE delivered_at IS NULL;

-- The texts of the pathways that this installation ever ran on, by content hash: a case runs on the exact text that it
-- began with, whatever the program ships later.
CREATE TABLE definition (
    hash TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL
);

-- What an import took in last, by source record: a file that says the same again changes nothing, whatever people
-- corrected since. `settled` is 1 when the record's case and its history are entered too.
CREATE TABLE imported (
    source TEXT NOT NULL,
    number TEXT NOT NULL,
    client TEXT NOT NULL,
    hash TEXT NOT NULL,
    settled BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (source, number)
);

-- Credentials must be deletable, so they are not in the journal.
CREATE TABLE account (
    person TEXT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT
);

CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    person TEXT NOT NULL,
    org TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX session_person ON session (person);
CREATE INDEX session_expires ON session (expires_at);
