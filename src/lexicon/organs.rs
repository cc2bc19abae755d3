//! Organs: the forms in which they are printed, their full names on a day, and their ids.

mod bureaus;
mod places;

use std::borrow::Cow;

use super::multimap::Multimap;
use super::own::OwnRows;
use super::table::Table;
use super::verticals::Verticals;
use super::{Division, Level, Lexicon, without_bracket};
use crate::model::{Date, Jurisdiction};
use crate::text::Words;

use bureaus::Fields;
use places::{CORPS, corps_form, place_of, place_word, youth_league};

/// An organ that the tables know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The full name on the day of the document.
    pub name: String,
    /// The code of its place and its family: `370000/miit`; `None` for a part of an organ.
    pub id: Option<String>,
    /// The code of its place; later names of the same list that leave the place out share it.
    pub place: String,
}

/// What a name is resolved against.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting<'a> {
    /// The place whose organs issued the document.
    pub here: Option<&'a Jurisdiction>,
    /// Whether a zone within that place issued it which is no division: organs without a place are its own, and not known.
    pub of_zone: bool,
    /// The code of the place that the name before in the same list had.
    pub before: Option<&'a str>,
    /// The day of the document.
    pub on: Option<Date>,
}

/// What a form as printed means.
#[derive(Debug, Clone, Copy)]
struct Form {
    full: &'static str,
    family: &'static str,
    until: Option<Date>,
}

/// Forms of organs at state level, and of those behind the name of a place. A form that reforms gave several names has
/// several rows, in the order of time.
#[derive(Debug)]
pub struct Organs {
    state: Multimap<&'static str, Form>,
    local: Multimap<&'static str, Form>,
    /// Of a user's own: the same wherever they stand.
    own: Multimap<&'static str, Form>,
    /// Words for fields of work, which bureaus are named for.
    fields: Fields,
    verticals: Verticals,
}

/// The code of the state.
const STATE: &str = "000000";

/// Room for so many forms of a level is made at once; the table has about as many.
const FORMS: usize = 600;

/// What names of organs of the state begin with.
static NATIONAL: Words<[&str; 5]> = Words::new(["国家", "国务院", "中国", "全国", "中央"]);

impl Organs {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let mut organs = Self {
            state: Multimap::with_capacity(FORMS, FORMS),
            local: Multimap::with_capacity(FORMS, FORMS),
            own: Multimap::with_capacity(0, 0),
            fields: Fields::parse(own),
            verticals: Verticals::parse(own),
        };
        for row in own.rows(Table::Organs) {
            let Some([level, form, full, family, until]) = row.first() else { continue };
            let until = (until != "-").then(|| until.parse().ok().map(Date)).flatten();
            let known = Form { full, family, until };
            let forms = match level {
                "state" => &mut organs.state,
                "own" => &mut organs.own,
                _ => &mut organs.local,
            };
            forms.add(form, known);
        }
        organs
    }

    /// Whether a form is in the tables, with or without the word for its place before it.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        let whole = name;
        let name = without_bracket(name);
        self.state.contains(name)
            || self.own.contains(whole)
            || self.own.contains(name)
            || self.local.contains(name)
            || self.fields.bureau(name).is_some()
            || place_word(name).is_some_and(|(_, rest)| self.local.contains(rest) || self.fields.bureau(rest).is_some())
            || youth_league(name).is_some()
            || corps_form(name).is_some_and(|form| self.local.contains(form) || self.fields.bureau(form).is_some())
    }

    /// Whether words are, or end in, a field of work (教育, 卫生健康) and are no body.
    #[must_use]
    pub fn is_field(&self, words: &str) -> bool {
        self.fields.at_end(words)
    }

    /// Whether a name is that of an organ at state level.
    #[must_use]
    pub fn is_state(&self, name: &str) -> bool {
        self.state.contains(name)
    }

    /// Whether a name is that of an organ which a ministry leads in a place: 人民银行济南分行.
    #[must_use]
    pub fn is_vertical(&self, name: &str, lexicon: &Lexicon) -> bool {
        self.vertical(name, Setting::default(), lexicon).is_some()
    }

    /// The organ that a name means.
    #[must_use]
    pub fn resolve(&self, name: &str, setting: Setting<'_>, lexicon: &Lexicon) -> Option<Known> {
        let here = setting.here.map(|j| j.code.as_str());
        if let Some(form) =
            on_day(&self.own, name, setting.on).or_else(|| on_day(&self.own, without_bracket(name), setting.on))
        {
            return Some(Known {
                name: form.full.to_owned(),
                id: (form.family != "-").then(|| form.family.to_owned()),
                place: here.unwrap_or(STATE).to_owned(),
            });
        }
        // 市卫生健康委（疾控局）: the bracket names an organ that hangs on the first.
        let name = without_bracket(name);
        let state = || {
            let form = on_day(&self.state, name, setting.on)?;
            Some(Known { name: form.full.to_owned(), id: Some(id(STATE, form.family)), place: STATE.to_owned() })
        };
        // In a list of ministries, and in a paper of the state, a short name is that of a ministry.
        if (here == Some(STATE) || setting.before == Some(STATE) || NATIONAL.begin(name))
            && let Some(known) = state()
        {
            return Some(known);
        }
        if let Some(form) = corps_form(name) {
            return self.of_corps(form, setting);
        }
        self.placed(name, setting, lexicon)
            .or_else(|| self.vertical(name, setting, lexicon))
            .or_else(|| {
                let local = |code: &&str| *code != STATE;
                let own = here.filter(local).filter(|_| !setting.of_zone);
                let place = setting.before.filter(local).or(own)?;
                self.local(name, lexicon.divisions().get(place)?, setting.on, lexicon)
            })
            .or_else(state)
            .or_else(|| self.part(name, setting, lexicon))
    }

    /// A name that says its place: 省工业和信息化厅, 济南市教育局, 团市委.
    fn placed(&self, name: &str, setting: Setting<'_>, lexicon: &Lexicon) -> Option<Known> {
        let divisions = lexicon.divisions();
        let here = setting.here.map(|j| j.code.as_str());
        if let Some(word) = youth_league(name) {
            return self.local("团委", place_of(word, here?, lexicon)?, setting.on, lexicon);
        }
        if let Some((word, rest)) = place_word(name)
            // 鹤岗市委、市政府 in a paper of the province: the city named before.
            && let Some(place) = here
                .and_then(|here| place_of(word, here, lexicon))
                .or_else(|| place_of(word, setting.before?, lexicon))
            && let Some(known) = self.local(rest, place, setting.on, lexicon)
        {
            return Some(known);
        }
        if let Some((place, used)) = divisions.prefix(name, here) {
            return self.local(name.get(used..)?, place, setting.on, lexicon);
        }
        // 长沙高新区管委会, 重庆铜梁高新区管委会: zones bear the short names of their places.
        let zone = name.find(['高', '经', '综']).filter(|at| (6..=15).contains(at) && name.contains('区'))?;
        let words = &name[..zone];
        let place = divisions.short(words, here).or_else(|| {
            let above = divisions.short(words.get(..6)?, here)?;
            divisions.short(words.get(6..)?, Some(above.code))
        })?;
        let known = self.local(&name[zone..], place, setting.on, lexicon)?;
        Some(Known { name: known.name.replacen(divisions.short_of(place), words, 1), ..known })
    }

    /// The organ of a place.
    fn local(&self, form: &str, place: Division, on: Option<Date>, lexicon: &Lexicon) -> Option<Known> {
        // 自治区党委宣传部, where others say 省委宣传部.
        let form = form.strip_prefix('党').filter(|rest| rest.starts_with('委')).unwrap_or(form);
        let (full, family) = match on_day(&self.local, form, on) {
            Some(form) => (Cow::Borrowed(form.full), form.family),
            None => self.fields.bureau(form).map(|bureau| (Cow::Owned(bureau.name()), bureau.family))?,
        };
        // 省教育厅: only provinces have them; offices of governments aside.
        let province = || lexicon.divisions().ancestor(place.code, Level::Province).filter(|p| !p.name.ends_with('市'));
        let place = if full.ends_with('厅') && !full.ends_with("办公厅") && place.level != Level::Province {
            province()?
        } else {
            place
        };
        let full = match place.level {
            Level::Province if full == "人民法院" => Cow::Borrowed("高级人民法院"),
            Level::City if full == "人民法院" => Cow::Borrowed("中级人民法院"),
            _ => full,
        };
        let whole = lexicon.divisions().full_name(place);
        // 中共山东省委宣传部, but 中共广西壮族自治区委员会宣传部.
        let full = if place.name.contains("自治") {
            Cow::Owned(full.replace("{}委", "{}委员会").replace("委员会员会", "委员会"))
        } else {
            full
        };
        let name = match full.find('{') {
            Some(_) if full.contains("{~}") => full.replace("{~}", lexicon.divisions().short_of(place)),
            Some(_) if full.contains("{}") => full.replace("{}", &whole),
            _ => [&*whole, &*full].concat(),
        };
        Some(Known { name, id: Some(id(place.code, family)), place: place.code.to_owned() })
    }

    /// An organ of the Xinjiang corps, which has those of a province and is no division: 兵团教育局.
    fn of_corps(&self, form: &str, setting: Setting<'_>) -> Option<Known> {
        let full = match on_day(&self.local, form, setting.on) {
            Some(form) => form.full.to_owned(),
            None => self.fields.bureau(form)?.name(),
        };
        let name = if full.contains("{}") { full.replace("{}", CORPS) } else { format!("{CORPS}{full}") };
        let place = setting.here.map_or(STATE, |here| here.code.as_str()).to_owned();
        (!name.contains('{')).then_some(Known { name, id: None, place })
    }

    /// An organ that a ministry leads: 人民银行济南分行, 青岛海关, 山东银保监局.
    fn vertical(&self, name: &str, setting: Setting<'_>, lexicon: &Lexicon) -> Option<Known> {
        if place_word(name).is_some_and(|(word, _)| !matches!(word, "州" | "盟" | "旗")) {
            return None;
        }
        let here = setting.here.map(|j| j.code.as_str());
        let divisions = lexicon.divisions();
        self.verticals.find(name, setting.on).find_map(|found| {
            let place = divisions
                .prefix(found.place, here)
                .filter(|(_, used)| *used == found.place.len())
                .map(|(place, _)| place)
                .or_else(|| divisions.short(found.place, here))
                .or_else(|| divisions.prefix(found.place, here).map(|(place, _)| place));
            Some(Known {
                id: Some(id(place?.code, found.family)),
                name: found.name,
                place: here.unwrap_or(STATE).to_owned(),
            })
        })
    }

    /// A part of an organ: 株洲市生态环境局渌口分局, 公安局交警支队.
    fn part(&self, name: &str, setting: Setting<'_>, lexicon: &Lexicon) -> Option<Known> {
        if !lexicon.names().ends_as_part(name) {
            return None;
        }
        let cuts = name.char_indices().skip(3).filter(|(at, _)| name[..*at].ends_with(['局', '委', '厅', '院', '司']));
        cuts.into_iter().find_map(|(at, _)| {
            let whole = self.resolve(&name[..at], setting, lexicon)?;
            let part = &name[at..];
            let place =
                part.strip_suffix("分局").and_then(|place| lexicon.divisions().short(place, Some(&whole.place)));
            let family = whole.id.as_deref().and_then(|id| id.split('/').nth(1)).unwrap_or_default();
            Some(Known {
                id: place.map(|place| id(place.code, family)),
                name: format!("{}{part}", whole.name),
                place: whole.place,
            })
        })
    }
}

/// The id of a family's organ in a place.
fn id(place: &str, family: &str) -> String {
    [place, "/", family].concat()
}

/// The form that holds on a day, of those in the order of time; without a day the one as printed, of an abbreviation the one
/// that holds today.
fn on_day<'f>(forms: &'f Multimap<&'static str, Form>, printed: &str, on: Option<Date>) -> Option<&'f Form> {
    let holds = |form: &&Form| match on {
        Some(on) => form.until.is_none_or(|until| on < until),
        None => form.full == printed,
    };
    forms.get(printed).find(holds).or_else(|| forms.get(printed).last())
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    #[test]
    fn rows_are_sorted_and_stand_once() {
        let rows: Vec<Vec<&str>> = table::tests::cells(Table::Organs);
        for pair in rows.windows(2) {
            let key = |row: &[&'static str]| (row[0], row[1], if row[4] == "-" { "9999" } else { row[4] });
            assert!(key(&pair[0]) < key(&pair[1]), "{pair:?}");
        }
        for row in &rows {
            assert!(row.len() == 6 && row.iter().all(|cell| !cell.is_empty()), "{row:?}");
            assert!(row[4] == "-" || row[4].parse::<jiff::civil::Date>().is_ok(), "{row:?}");
        }
    }
}
