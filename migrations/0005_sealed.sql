-- What is sealed of a case (PS-02): its lines of work say so, and who may read them, from which day to which.
ALTER TABLE view_work ADD COLUMN sealed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE view_case ADD COLUMN next_sealed TEXT;

CREATE TABLE view_reader (
    case_id TEXT NOT NULL,
    person TEXT NOT NULL,
    org_id TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT,
    PRIMARY KEY (case_id, person, org_id, from_day)
) /* keyed */;
