//! Names of organs.

use crate::lexicon::Lexicon;
use crate::model::Jurisdiction;

/// The place whose organs an issuer or a title names.
#[must_use]
pub fn jurisdiction_of(_name: &str, _lexicon: &Lexicon) -> Option<Jurisdiction> {
    None
}

/// The addressees of a notice.
#[must_use]
pub fn split_addressees(line: &str) -> Vec<String> {
    line.split(['，', '、']).map(str::to_owned).collect()
}
