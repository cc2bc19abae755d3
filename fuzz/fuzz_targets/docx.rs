//! Word documents, mostly damaged, to a ledger.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    taizhang_fuzz::check_part(bytes, taizhang_fuzz::WORD, &taizhang_fuzz::options());
});
