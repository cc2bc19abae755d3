//! Dates and exact numbers in their published form.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A calendar day, published as `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub jiff::civil::Date);

impl Date {
    /// The day `year`-`month`-`day`, or `None` when the calendar has no such day.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (year, month, day) = (self.0.year(), self.0.month().into(), self.0.day().into());
        if year < 0 {
            return serializer.collect_str(self);
        }
        // As it is shown, without what formats numbers of any length.
        let digit = |number: i16, of: i16| b'0' + u8::try_from(number / of % 10).unwrap_or_default();
        let [y0, y1, y2, y3] = [1000, 100, 10, 1].map(|of| digit(year, of));
        let ([m0, m1], [d0, d1]) = ([10, 1].map(|of| digit(month, of)), [10, 1].map(|of| digit(day, of)));
        let text = [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1];
        serializer.serialize_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map(Self).map_err(D::Error::custom)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "description": "A calendar day, YYYY-MM-DD.",
        })
    }
}

/// An exact decimal number, published as a JSON number without trailing zeros.
///
/// It never passes through a binary float: 1.5万亿 is `1500000000000`, 0.1 is `0.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(pub rust_decimal::Decimal);

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.normalize())
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Most are whole, and take no detour over a text.
        let whole = self.0.scale() == 0 && !self.0.is_sign_negative();
        if whole && let Ok(whole) = u64::try_from(self.0.mantissa()) {
            return serializer.serialize_u64(whole);
        }
        serde_json::Number::from_string_unchecked(self.to_string()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        let text = number.as_str();
        text.parse().or_else(|_| rust_decimal::Decimal::from_scientific(text)).map(Self).map_err(D::Error::custom)
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "number",
            "description": "An exact decimal number with the multiplier (千, 万, 亿) worked in. Read it as a decimal, not as a binary float.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_numbers_are_written_as_they_are_shown() {
        for day in [Date::new(2022, 12, 31), Date::new(805, 1, 9), Date::new(-7, 2, 1)].into_iter().flatten() {
            assert_eq!(serde_json::to_string(&day).ok(), Some(format!("\"{day}\"")));
        }
        for number in ["0", "-0", "120", "1.50", "-3", "0.0", "79228162514264337593543950335", "18446744073709551616"] {
            let number = Decimal(number.parse().expect("a number"));
            assert_eq!(serde_json::to_string(&number).ok(), Some(number.to_string()));
            assert_eq!(serde_json::to_value(number).ok().map(|value| value.to_string()), Some(number.to_string()));
        }
    }
}
