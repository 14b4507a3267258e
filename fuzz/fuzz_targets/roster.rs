#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| regie_hostile::roster(bytes));
