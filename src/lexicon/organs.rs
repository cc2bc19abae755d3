//! Organs: the forms in which they are printed, their full names on a day, and their ids.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::multimap::Multimap;
use super::own::OwnRows;
use super::table::Table;
use super::verticals::Verticals;
use super::{Division, Level, Lexicon, without_bracket};
use crate::model::{Date, Jurisdiction};
use crate::text::Words;

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
    /// Words for fields of work: in full, and the family.
    domains: FxHashMap<&'static str, (&'static str, &'static str)>,
    verticals: Verticals,
}

/// The Xinjiang corps.
const CORPS: &str = "新疆生产建设兵团";

/// The code of the state.
const STATE: &str = "000000";

/// Ends of bureaus that join several fields, as printed and in full.
const BODIES: [(&str, &str); 7] = [
    ("委员会", "委员会"),
    ("管理局", "管理局"),
    ("办公室", "办公室"),
    ("局", "局"),
    ("厅", "厅"),
    ("委", "委员会"),
    ("办", "办公室"),
];

/// Room for so many forms of a level is made at once; the table has about as many.
const FORMS: usize = 600;

/// The longest word for a field of work, in bytes: 人力资源和社会保障.
const LONGEST_DOMAIN: usize = 27;

/// Ends of the parts of organs.
static PARTS: Words<[&str; 9]> =
    Words::new(["分局", "支队", "大队", "总队", "分公司", "分中心", "交警支队", "交警大队", "机关"]);

/// What names of organs of the state begin with.
static NATIONAL: Words<[&str; 5]> = Words::new(["国家", "国务院", "中国", "全国", "中央"]);

impl Organs {
    pub(super) fn parse(own: &OwnRows) -> Self {
        let mut organs = Self {
            state: Multimap::with_capacity(FORMS, FORMS),
            local: Multimap::with_capacity(FORMS, FORMS),
            own: Multimap::with_capacity(0, 0),
            domains: FxHashMap::default(),
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
        for row in own.rows(Table::Domains) {
            let Some([words, full, family]) = row.first() else { continue };
            organs.domains.insert(words, (full, family));
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
            || self.composed(name).is_some()
            || place_word(name).is_some_and(|(_, rest)| self.local.contains(rest) || self.composed(rest).is_some())
            || youth_league(name).is_some()
            || corps_form(name).is_some_and(|form| self.local.contains(form) || self.composed(form).is_some())
    }

    /// Whether words are, or end in, a field of work (教育, 卫生健康) and are no body.
    #[must_use]
    pub fn is_field(&self, words: &str) -> bool {
        words.char_indices().any(|(at, _)| self.domains.contains_key(&words[at..]))
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
                let place = setting.before.filter(local).or(here.filter(local))?;
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
            None => self.composed(form).map(|bureau| (Cow::Owned(bureau.name()), bureau.family))?,
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
            None => self.composed(form)?.name(),
        };
        let name = if full.contains("{}") { full.replace("{}", CORPS) } else { format!("{CORPS}{full}") };
        let place = setting.here.map_or(STATE, |here| here.code.as_str()).to_owned();
        (!name.contains('{')).then_some(Known { name, id: None, place })
    }

    /// The full name of a bureau that joins several fields, as printed: 教育和科学技术局. A single field is restored: 水务局.
    fn composed<'f>(&self, form: &'f str) -> Option<Bureau<'f>> {
        let (body, full_body) = BODIES.iter().find(|(body, _)| form.ends_with(body))?;
        let words = &form[..form.len() - body.len()];
        let (mut rest, mut count, mut first) = (words, 0, None);
        while !rest.is_empty() {
            rest = rest.strip_prefix('和').filter(|_| count > 0).unwrap_or(rest);
            let longest = LONGEST_DOMAIN.min(rest.len());
            let (len, found) =
                (1..=longest).rev().find_map(|len| self.domains.get(rest.get(..len)?).map(|found| (len, *found)))?;
            rest = &rest[len..];
            count += 1;
            first = first.or(Some(found));
        }
        let (full, family) = first?;
        Some(Bureau { field: if count == 1 { full } else { words }, body: full_body, family })
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
        if !PARTS.end(name) {
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

/// A bureau for a field of work, or for several.
#[derive(Debug, Clone, Copy)]
struct Bureau<'f> {
    field: &'f str,
    body: &'static str,
    family: &'static str,
}

impl Bureau<'_> {
    /// Its full name, without that of its place.
    fn name(&self) -> String {
        [self.field, self.body].concat()
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

/// What the name of an organ of the Xinjiang corps says of it: 教育局 of 兵团教育局.
fn corps_form(name: &str) -> Option<&str> {
    name.strip_prefix(CORPS).or_else(|| name.strip_prefix("兵团")).filter(|form| !form.is_empty())
}

/// 团省委, 团市委: the word for the place.
fn youth_league(name: &str) -> Option<&str> {
    let rest = name.strip_prefix('团').or_else(|| name.strip_prefix("共青团"))?;
    place_word(rest).filter(|(_, rest)| matches!(*rest, "委" | "委员会")).map(|(word, _)| word)
}

/// Words for the place of an organ.
static PLACES: Words<[&str; 8]> = Words::new(["自治区", "省", "市", "县", "区", "州", "盟", "旗"]);

/// The word for a place at the head of a name, and the rest: 省|工业和信息化厅.
fn place_word(name: &str) -> Option<(&str, &str)> {
    PLACES.at_start(name).map(|word| name.split_at(word.len()))
}

/// The place that 省, 市, 县 or 区 means in a document of `here`.
fn place_of(word: &str, here: &str, lexicon: &Lexicon) -> Option<Division> {
    let divisions = lexicon.divisions();
    let own = divisions.get(here)?;
    let ends = |place: Option<Division>, word: &str| place.filter(|place| place.name.ends_with(word));
    let province = |word| ends(divisions.ancestor(here, Level::Province), word);
    let city = |word| {
        let city = divisions.ancestor(here, Level::City);
        ends(city.filter(|d| d.name.chars().count() > 1 && d.name != "市辖区"), word)
    };
    let county = |word| ends((own.level == Level::County).then_some(own), word);
    match word {
        "省" => province("省"),
        "自治区" => province("自治区"),
        "市" => county("市").or_else(|| city("市")).or_else(|| province("市")),
        "州" => city("州"),
        "盟" => city("盟"),
        "旗" => county("旗"),
        "区" => county("区").or_else(|| province("自治区")),
        _ => county("县"),
    }
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

    #[test]
    fn fields_are_sorted_and_stand_once() {
        let rows: Vec<Vec<&str>> = table::tests::cells(Table::Domains);
        assert!(rows.windows(2).all(|pair| pair[0][0] < pair[1][0]));
        assert!(rows.iter().all(|row| row.len() == 4 && row[0].len() <= LONGEST_DOMAIN));
    }
}
