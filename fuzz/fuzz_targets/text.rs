//! Text, well-formed or not, to a ledger.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // Other formats have targets of their own.
    if !bytes.starts_with(b"%PDF") && !bytes.starts_with(b"PK") {
        taizhang_fuzz::check(bytes, &taizhang_fuzz::options());
    }
});
