//! A seal: where every stream stood when the journal was verified, to be kept where nobody who can write the database can
//! write. The journal may grow afterwards; what was sealed must still be in it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::chain::digest;
use crate::journal::{Entry, Head};
use crate::{StoreError, StreamId};

/// The first line of a seal's text; another way of sealing would get another.
const FIRST: &str = "regie-seal-1";
/// What begins the last line. No stream is called so: their names hold a hyphen.
const END: &str = "end ";

/// Where every stream stood. As text: a first line that names the format, then one line per stream with its name, its
/// version and the hash of its last event, in the order of the names; last, a line with the hash over all of it, so that a
/// seal of which lines were lost is not taken for a whole one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seal {
    ends: BTreeMap<StreamId, Head>,
}

impl Seal {
    /// How many streams it holds.
    #[must_use]
    pub fn streams(&self) -> usize {
        self.ends.len()
    }

    /// One hash over all of it: short enough for paper, and proof later that the text is still the one that was written.
    #[must_use]
    pub fn hash(&self) -> String {
        self.ends.iter().fold(String::new(), |before, (stream, end)| {
            digest(&[&before, stream.as_str(), &end.version.to_string(), &end.hash])
        })
    }

    pub(crate) fn add(&mut self, stream: StreamId, end: Head) {
        self.ends.insert(stream, end);
    }

    /// The version that was sealed of a stream, when its events no longer hold that.
    pub(crate) fn broken_by(&self, stream: &StreamId, entries: &[Entry]) -> Option<u64> {
        let sealed = self.ends.get(stream)?;
        let kept = entries.iter().any(|entry| entry.event.seq == sealed.version && entry.hash == sealed.hash);
        (!kept).then_some(sealed.version)
    }

    /// The streams that this seal holds and `now` does not, with the sealed version.
    pub(crate) fn gone_from<'a>(&'a self, now: &'a Self) -> impl Iterator<Item = (&'a StreamId, u64)> {
        let gone = self.ends.iter().filter(|(stream, _)| !now.ends.contains_key(*stream));
        gone.map(|(stream, end)| (stream, end.version))
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST}")?;
        self.ends.iter().try_for_each(|(stream, end)| writeln!(f, "{stream} {} {}", end.version, end.hash))?;
        writeln!(f, "{END}{}", self.hash())
    }
}

impl FromStr for Seal {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let wrong = |line: usize, what: &str| StoreError::Invalid(format!("this is no seal: line {line} {what}"));
        let mut lines = text.lines().zip(1..);
        if lines.next().is_none_or(|(first, _)| first != FIRST) {
            return Err(wrong(1, &format!("must be `{FIRST}`, as `regie verify --write-seal` writes it")));
        }
        let mut seal = Self::default();
        let mut last = 1;
        for (text, line) in lines.by_ref() {
            last = line;
            if let Some(hash) = text.strip_prefix(END) {
                let whole = hash == seal.hash() && lines.next().is_none();
                return if whole {
                    Ok(seal)
                } else {
                    Err(wrong(line, "does not fit the lines around it: some are lost or changed"))
                };
            }
            let parts: Vec<&str> = text.split(' ').collect();
            let [stream, version, hash] = parts[..] else {
                return Err(wrong(line, "is not `STREAM VERSION HASH`"));
            };
            let version = version.parse().map_err(|_| wrong(line, "has no version that is a number"))?;
            let earlier = seal.ends.insert(stream.into(), Head { version, hash: hash.to_owned() });
            if earlier.is_some() {
                return Err(wrong(line, "names a stream a second time"));
            }
        }
        Err(wrong(last + 1, "must be the last, `end HASH`: the rest of the seal is lost"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn g_02_a_seal_reads_back_and_what_is_none_is_refused_by_line() {
        let mut seal = Seal::default();
        seal.add("case-2".into(), Head { version: 2, hash: "bb".to_owned() });
        seal.add("case-1".into(), Head { version: 7, hash: "aa".to_owned() });
        let text = seal.to_string();
        assert_eq!(text, format!("regie-seal-1\ncase-1 7 aa\ncase-2 2 bb\nend {}\n", seal.hash()));
        assert_eq!(text.parse::<Seal>().unwrap(), seal);
        for lost in ["case-1 7 aa\n", "case-2 2 bb\n", &text[text.find(END).unwrap()..]] {
            let error = text.replace(lost, "").parse::<Seal>().unwrap_err().to_string();
            assert!(error.contains("lost"), "{error}");
        }
        assert!(text.replace("7 aa", "6 aa").parse::<Seal>().is_err());
        for (wrong, line) in [("", 1), ("case-1 7 aa\n", 1), ("regie-seal-1\ncase-1 7\n", 2)] {
            let error = wrong.parse::<Seal>().unwrap_err().to_string();
            assert!(error.contains(&format!("line {line} ")), "{error}");
        }
        for wrong in ["case-1 x aa", "case-1 7 aa\ncase-1 8 bb"] {
            assert!(format!("{FIRST}\n{wrong}").parse::<Seal>().is_err(), "{wrong}");
        }
    }
}
