//! The days of a point in time.

use super::{Edge, Part, Point};
use crate::lexicon::Lexicon;
use crate::model::{Date, Precision};

impl Point {
    /// The first day, the year being `year`.
    pub(in crate::recognise) fn first_day(self, year: i16) -> Option<Date> {
        let (month, day) = match self.part {
            Part::Year => (1, 1),
            Part::Half(n) => (1 + 6 * (n - 1), 1),
            Part::Quarter(n) => (1 + 3 * (n - 1), 1),
            Part::Month(m) => (m, 1),
            Part::Third(m, n) => (m, 1 + 10 * (n - 1)),
            Part::Day(m, d) => (m, d),
            Part::Week(..) | Part::Eve(_) => return None,
        };
        Date::new(year, month, day)
    }

    /// The last day, the year being `year`.
    pub(in crate::recognise) fn last_day(self, lexicon: &Lexicon, year: i16) -> Option<Date> {
        let end_of = |month| Date::new(year, month, 1).map(|d| Date(d.0.last_of_month()));
        match self.part {
            Part::Year if self.edge == Edge::Begin => end_of(3),
            Part::Year if self.edge == Edge::Before => Date::new(year - 1, 12, 31),
            Part::Year => end_of(12),
            Part::Half(n) => end_of(6 * n),
            Part::Quarter(n) => end_of(3 * n),
            Part::Month(m) if self.edge == Edge::Before => Date::new(year, m, 1)?.0.yesterday().ok().map(Date),
            Part::Month(m) => end_of(m),
            Part::Third(m, 3) => end_of(m),
            Part::Third(m, n) => Date::new(year, m, 10 * n),
            Part::Day(m, d) => Date::new(year, m, d),
            Part::Week(..) => None,
            Part::Eve(name) => lexicon.calendar().day_of(name, year)?.yesterday().ok().map(Date),
        }
    }

    /// How finely it tells the day.
    pub(in crate::recognise) fn precision(self) -> Precision {
        match self.part {
            Part::Year => Precision::Year,
            Part::Half(_) => Precision::Half,
            Part::Quarter(_) => Precision::Quarter,
            Part::Month(_) | Part::Third(..) => Precision::Month,
            Part::Day(..) | Part::Week(..) | Part::Eve(_) => Precision::Day,
        }
    }
}
