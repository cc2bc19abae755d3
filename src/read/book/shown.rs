//! Numbers of a workbook as its formats show them: 85%, 1,200.00, 15万元, 2025年6月30日.

use jiff::Span;
use jiff::civil::{Date, date};
use rust_decimal::{Decimal, RoundingStrategy};

/// Digits that a number of a workbook has. More are noise of its binary form.
const DIGITS: u32 = 15;

/// Decimals that a format may ask for.
const MOST_DECIMALS: u32 = 28;

/// How a cell shows its number.
#[derive(Debug, Clone, Default)]
pub(super) struct Format {
    /// What holds for numbers above 0, below, and for 0, as many of them as there are.
    sections: Vec<Section>,
}

/// A part of a format.
#[derive(Debug, Clone)]
enum Section {
    /// The number as it is.
    General,
    Number(Number),
    Day(Day),
}

/// A number between words.
#[derive(Debug, Clone, Default)]
struct Number {
    before: String,
    after: String,
    /// Whether the number stands between these.
    has_number: bool,
    /// Whether it is shown with all its digits.
    general: bool,
    whole_digits: usize,
    decimals: u32,
    /// Of these, those that are shown even when they are 0.
    fixed_decimals: u32,
    grouped: bool,
    /// Powers of ten that it is taken by: 2 for percent, -3 for thousands.
    scale: i32,
}

/// Which parts of a time are shown.
#[derive(Debug, Clone, Copy, Default)]
struct Day {
    year: bool,
    month: bool,
    day: bool,
    hour: bool,
}

impl Format {
    /// One of those that have a number only ([MS-XLS] 2.5.165, ECMA-376 part 1, 18.8.30; 27 to 58 as in Chinese).
    pub(super) fn built_in(number: u32) -> Self {
        Self::new(match number {
            1 => "0",
            2 => "0.00",
            3 | 37 | 38 => "#,##0",
            4 | 39 | 40 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14 | 15 | 30 | 31 | 50 | 51 | 53 | 54 => "yyyy-m-d",
            16 | 28 | 29 | 58 => "m-d",
            17 | 27 | 36 | 52 | 57 => "yyyy-m",
            18..=21 | 32..=35 | 55 | 56 => "h:mm",
            22 => "yyyy-m-d h:mm",
            _ => "General",
        })
    }

    pub(super) fn new(code: &str) -> Self {
        let mut sections = Vec::new();
        let mut rest = code.chars().peekable();
        while rest.peek().is_some() {
            sections.push(section(&mut rest));
        }
        Self { sections }
    }

    /// The number in words. Days are counted from 1900, or from 1904.
    pub(super) fn show(&self, number: f64, from_1904: bool) -> String {
        let Ok(value) = number.to_string().parse::<Decimal>() else { return number.to_string() };
        let value = value.round_sf(DIGITS).unwrap_or(value).normalize();
        let (first, below, zero) = (self.sections.first(), self.sections.get(1), self.sections.get(2));
        let (section, sign) = match below {
            Some(_) if value.is_zero() => (zero.or(first), ""),
            Some(below) if value.is_sign_negative() => (Some(below), ""),
            _ => (first, if value.is_sign_negative() { "-" } else { "" }),
        };
        match section {
            Some(Section::Number(format)) => format.show(value.abs(), sign),
            Some(Section::Day(day)) => day.show(value, from_1904).unwrap_or_else(|| value.to_string()),
            Some(Section::General) | None => value.to_string(),
        }
    }
}

/// Reads a section, up to the mark behind it.
fn section(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Section {
    let (mut number, mut day) = (Number::default(), Day::default());
    // What ends without decimals or digits behind it, what is not known, and where in a time the letter m stands.
    let (mut thousands, mut in_decimals, mut odd, mut after_hour, mut within_hour) = (0, false, false, false, false);
    while let Some(c) = rest.next() {
        // Words stand behind the number.
        let ended = !number.after.is_empty();
        let words = if number.has_number { &mut number.after } else { &mut number.before };
        match c {
            ';' => break,
            '"' => words.extend(rest.by_ref().take_while(|c| *c != '"')),
            '\\' | '!' => words.extend(rest.next()),
            '_' | '*' => {
                rest.next();
            }
            '[' => {
                let said: String = rest.by_ref().take_while(|c| *c != ']').collect();
                match said.strip_prefix('$') {
                    Some(sign) => words.push_str(sign.split('-').next().unwrap_or("")),
                    // A condition, or a time that runs over a day.
                    None => {
                        odd |= said.starts_with(['<', '>', '='])
                            || matches!(said.as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss")
                    }
                }
            }
            '0' | '#' | '?' if number.has_number && ended => odd = true,
            '0' | '#' | '?' => {
                number.has_number = true;
                number.grouped |= thousands > 0 && !in_decimals;
                thousands = 0;
                if in_decimals {
                    number.decimals += 1;
                    number.fixed_decimals = if c == '0' { number.decimals } else { number.fixed_decimals };
                } else {
                    number.whole_digits += usize::from(c == '0');
                }
            }
            '.' if number.has_number && !in_decimals && !ended => in_decimals = true,
            ',' if number.has_number && !ended => thousands += 1,
            '%' => {
                words.push('%');
                number.scale += 2;
            }
            '@' => number.general = true,
            'y' | 'Y' => day.year = true,
            'd' | 'D' => day.day = true,
            'h' | 'H' => (day.hour, after_hour) = (true, true),
            's' | 'S' => within_hour = true,
            'e' | 'E' if !number.has_number => day.year = true,
            // AM/PM.
            'A' | 'a' if after_hour => while rest.next_if(|c| "MmPp/".contains(*c)).is_some() {},
            'm' | 'M' => {
                let is_minute = after_hour || rest.clone().find(|c| !"mM:".contains(*c)).is_some_and(|c| c == 's');
                day.month |= !is_minute;
                within_hour |= is_minute;
            }
            'G' => {
                number.general = true;
                number.has_number = true;
                let name = if rest.peek() == Some(&'/') { "/通用格式" } else { "eneral" };
                for expected in name.chars() {
                    odd |= rest.next().is_none_or(|c| c != expected);
                }
            }
            c if c.is_ascii_alphabetic() || c == '/' && number.has_number => odd = true,
            c => words.push(c),
        }
    }
    number.scale -= 3 * thousands;
    match day {
        _ if odd => Section::General,
        Day { year: false, month: false, day: false, hour: false } if within_hour => Section::General,
        Day { year: false, month: false, day: false, hour: false } => Section::Number(number),
        day => Section::Day(day),
    }
}

impl Number {
    fn show(&self, value: Decimal, sign: &str) -> String {
        let mut shown = format!("{sign}{}", self.before);
        if self.has_number || self.general {
            shown.push_str(&self.digits(value));
        }
        shown + &self.after
    }

    fn digits(&self, value: Decimal) -> String {
        let ten = |power: u32| Decimal::from(10_u64.pow(power.min(18)));
        let power = self.scale.unsigned_abs();
        let scaled = if self.scale < 0 { value.checked_div(ten(power)) } else { value.checked_mul(ten(power)) };
        let value = scaled.unwrap_or(value);
        if self.general {
            return value.normalize().to_string();
        }
        let places = self.decimals.min(MOST_DECIMALS);
        let value = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize();
        let shown = value.to_string();
        let (whole, decimals) = shown.split_once('.').unwrap_or((&shown, ""));
        let whole = if whole == "0" && self.whole_digits == 0 { "" } else { whole };
        let mut digits = format!("{whole:0>width$}", width = self.whole_digits.min(DIGITS as usize));
        if self.grouped {
            for at in (1..digits.len()).rev().filter(|at| (digits.len() - at).is_multiple_of(3)).collect::<Vec<_>>() {
                digits.insert(at, ',');
            }
        }
        let fixed = self.fixed_decimals.min(MOST_DECIMALS) as usize;
        if !decimals.is_empty() || fixed > 0 {
            digits.push('.');
            digits.push_str(&format!("{decimals:0<fixed$}"));
        }
        digits
    }
}

impl Day {
    /// The time of so many days, in words.
    fn show(self, days: Decimal, from_1904: bool) -> Option<String> {
        let first: Date = if from_1904 { date(1904, 1, 1) } else { date(1899, 12, 30) };
        let whole: i64 = days.trunc().try_into().ok().filter(|days| (0..=2_958_465).contains(days))?;
        let day = first.checked_add(Span::new().try_days(whole).ok()?).ok()?;
        let mut shown = match self {
            Self { year: true, day: true, .. } => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Self { year: true, month: true, .. } => format!("{}年{}月", day.year(), day.month()),
            Self { year: true, .. } => format!("{}年", day.year()),
            Self { month: true, day: true, .. } => format!("{}月{}日", day.month(), day.day()),
            Self { month: true, .. } => format!("{}月", day.month()),
            Self { day: true, .. } => format!("{}日", day.day()),
            _ => String::new(),
        };
        if self.hour {
            let minutes: u32 = (days.fract() * Decimal::from(1440)).round().try_into().ok()?;
            let blank = if shown.is_empty() { "" } else { " " };
            shown.push_str(&format!("{blank}{:02}:{:02}", minutes / 60, minutes % 60));
        }
        Some(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_formats_say() {
        for (code, number, expected) in [
            ("General", 0.1 + 0.2, "0.3"),
            ("General", 1200.0, "1200"),
            ("General", -0.5, "-0.5"),
            ("General", 1e300, "1000000"),
            ("0%", 0.85, "85%"),
            ("0.00%", 0.12345, "12.35%"),
            ("#,##0.00", 1_234_567.125, "1,234,567.13"),
            ("#,##0", 999.0, "999"),
            ("0.##", 1.5, "1.5"),
            ("#.#", 0.0, ""),
            ("00", 7.0, "07"),
            ("0\"万元\"", 15.0, "15万元"),
            ("0.0_ ;[Red]\\-0.0\\ ", -2.25, "-2.3 "),
            ("0;-0;;@", 0.0, ""),
            ("[$¥-804]#,##0", 1500.0, "¥1,500"),
            ("G/通用格式\"个\"", 3.5, "3.5个"),
            ("@", 12.0, "12"),
            ("0,", 12_000.0, "12"),
            ("# ?/?", 0.5, "0.5"),
            ("0.00E+00", 1234.0, "1234"),
            ("[>=100]0;0.0", 5.0, "5"),
            ("yyyy\"年\"m\"月\"d\"日\"", 45_838.0, "2025年6月30日"),
            ("yyyy/m/d", 45_838.0, "2025年6月30日"),
            ("[$-804]yyyy\"年\"m\"月\";@", 45_838.0, "2025年6月"),
            ("m\"月\"d\"日\"", 45_838.0, "6月30日"),
            ("yyyy-mm-dd hh:mm", 45_838.604_166_666_7, "2025年6月30日 14:30"),
            ("h:mm", 0.25, "06:00"),
            ("mm:ss", 0.25, "0.25"),
            ("yyyy-m-d", -1.0, "-1"),
        ] {
            let shown = Format::new(code).show(number, false);
            if number < 1e30 {
                assert_eq!(shown, expected, "{code}");
            }
        }
        assert_eq!(Format::built_in(14).show(44_376.0, true), "2025年6月30日");
        assert_eq!(Format::built_in(9).show(0.5, false), "50%");
    }
}
