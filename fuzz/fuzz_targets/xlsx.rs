//! Workbooks, mostly damaged, merged into a ledger.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    taizhang_fuzz::check_returned(bytes);
});
