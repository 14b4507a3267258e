-- Until when an organisation takes or took part in a case's care; the rows are written anew (see view_shape). `keyed`: see
-- 0001.
DROP TABLE view_involved;

CREATE TABLE view_involved (
    org_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    relation TEXT NOT NULL,
    open BIGINT NOT NULL,
    until_day TEXT,
    PRIMARY KEY (org_id, case_id)
) /* keyed */;

-- The closed cases of years are not touched.
CREATE INDEX view_involved_open ON view_involved (org_id, open, relation, case_id);

-- In which shape the views were written last. A program that writes them in another writes them anew when it starts.
CREATE TABLE view_shape (
    shape TEXT NOT NULL PRIMARY KEY
);

-- The outbox is delivered by people: what a worker would need is not there before a worker is.
DROP INDEX job_next;
ALTER TABLE job DROP COLUMN attempts;
ALTER TABLE job DROP COLUMN next_at;
ALTER TABLE job DROP COLUMN worker;
ALTER TABLE job DROP COLUMN last_error;

-- Up to which moment the outbox was left behind, in a database whose journal came from an export: what was enqueued until
-- then is not looked for.
CREATE TABLE outbox_since (
    at BIGINT NOT NULL PRIMARY KEY
);
