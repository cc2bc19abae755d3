//! Pages saved in one file, mostly damaged, to a ledger.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    taizhang_fuzz::check(bytes, &taizhang_fuzz::options());
});
