//! Where new ids come from: ULIDs from the moment and a random source that tests and the demo seed.

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use ulid::Ulid;

/// A source of ULIDs and of random tokens.
#[derive(Debug)]
pub struct Ids(Mutex<StdRng>);

impl Ids {
    /// Ids that nobody can guess.
    #[must_use]
    pub fn unpredictable() -> Self {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that draws randomness from the machine")]
        let mut source = rand::rng();
        Self(Mutex::new(StdRng::from_rng(&mut source)))
    }

    /// The same ids at every run, for tests and the demo.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }

    /// A new ULID that sorts by `now`.
    #[must_use]
    pub fn ulid(&self, now: Timestamp) -> Ulid {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        let mut bytes = [0u8; 16];
        self.fill(&mut bytes);
        Ulid::from_parts(millis, u128::from_be_bytes(bytes))
    }

    /// A random token of 32 bytes as 64 hexadecimal characters, for sessions.
    #[must_use]
    pub fn token(&self) -> String {
        let mut bytes = [0u8; 32];
        self.fill(&mut bytes);
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}
