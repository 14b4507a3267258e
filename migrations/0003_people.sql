-- Names of professionals, by which the caseload is put in the order of who is responsible. `keyed`: see 0001. A database
-- that was filled before gets its rows from `regie rebuild`; until then whoever has none comes last.
CREATE TABLE view_person (
    person TEXT NOT NULL PRIMARY KEY,
    search TEXT NOT NULL
) /* keyed */;
