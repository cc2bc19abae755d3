//! The page around a body: head, style, script, and the policy that lets nothing else in.

use sha2::{Digest, Sha256};

use super::escape::escape;
use super::labels::Language;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Which script a page has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Filters and links.
    Ledger,
    /// None.
    None,
}

pub(super) fn page(title: &str, body: &str, language: Language, script: Script) -> String {
    let labels = language.labels();
    let (script, allowed) = match script {
        Script::Ledger => (format!("<script>{SCRIPT}</script>\n"), fingerprint(SCRIPT)),
        Script::None => (String::new(), "'none'".to_owned()),
    };
    let policy = format!(
        "default-src 'none'; script-src {allowed}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        fingerprint(STYLE)
    );
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{} · {}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>{STYLE}</style>\n</head>\n\
         <body>\n{body}{script}</body>\n</html>\n",
        language.tag(),
        escape(title),
        labels.ledger,
    )
}

/// What allows just this text in a content security policy.
fn fingerprint(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

/// Base 64 (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().enumerate().fold(0, |bits, (i, &byte)| bits | usize::from(byte) << (16 - 8 * i));
        for place in 0..4 {
            let digit = DIGITS[bits >> (18 - 6 * place) & 63] as char;
            text.push(if place <= group.len() { digit } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
