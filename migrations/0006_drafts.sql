-- What somebody typed and did not record yet (decision 16). Not in the journal: it is no part of the record, and goes when
-- she throws it away, records it, or the case closes. `about` is the stream of what it is about; `seen` how often the
-- thing that it would change had been recorded when she began; `rev` counts the savings, so that an older page does not
-- overwrite a newer draft of the same person.
CREATE TABLE draft (
    person TEXT NOT NULL,
    org TEXT NOT NULL,
    about TEXT NOT NULL,
    form TEXT NOT NULL,
    rev BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    fields TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person, org, about, form)
);

CREATE INDEX draft_about ON draft (about);
