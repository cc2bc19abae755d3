//! Names of organs: full names and ids, places.

use super::Context;
use crate::lexicon::{Division, Known, Level, Lexicon, NameList, Names};
use crate::model::{Jurisdiction, Organ};
use crate::text::{Span, all_han};

/// The organs of a list as the ledger shows them.
#[must_use]
pub fn organs(context: &Context<'_>, list: &NameList) -> Vec<Organ> {
    let lexicon = context.lexicon;
    let mut before: Option<String> = None;
    let mut organs: Vec<Organ> = Vec::with_capacity(list.names.len());
    for (i, span) in list.names.iter().enumerate() {
        let name = span.of(context.text);
        let setting = context.setting(before.as_deref());
        // 各盟行政公署、市人民政府: 各 holds for both.
        let each = i > 0 && organs[i - 1].generic && organs[i - 1].name.starts_with('各');
        let generic =
            lexicon.names().is_generic(name) || each && is_government_of_a_level(context.lexicon.names(), name);
        // 高新区 alone may be any of them, or that of the document's own place; 各…, 有关… are kinds in any case.
        let meant = || {
            let known = lexicon.organs().resolve(name, setting, lexicon);
            known.or_else(|| place(context, name, &list.names[i + 1..])).or_else(|| township(context, name))
        };
        let known = if generic { None } else { meant() };
        let (canonical, id) = known.map_or((None, None), |known| {
            before = Some(known.place);
            (Some(known.name), known.id)
        });
        organs.push(Organ { name: name.to_owned(), canonical, id, generic });
    }
    organs
}

/// Whether a name is that of the government of some place of a level: 市人民政府.
fn is_government_of_a_level(names: &Names, name: &str) -> bool {
    let level = names.governments.strip_end(name);
    level.is_some_and(|level| matches!(level, "市" | "县" | "区" | "旗" | "州" | "盟" | "镇" | "乡"))
}

/// The organ of a place that stands for it: 涪城区、游仙区、安州区政府, where the last name says what all are, and 上杭县, which
/// is its government.
fn place(context: &Context<'_>, name: &str, later: &[Span]) -> Option<Known> {
    let divisions = context.lexicon.divisions();
    let here = context.jurisdiction.map(|j| j.code.as_str());
    let ends = |w: &str| later.iter().any(|span| span.of(context.text).ends_with(w));
    let whole = divisions.prefix(name, here).filter(|(_, used)| *used == name.len()).map(|(place, _)| place);
    // What the next name that is more than a place says of itself: 市委 of 鸡西、鹤岗市委.
    let form = || {
        let rests = later.iter().map(|span| span.of(context.text)).map_while(|name| {
            let used = divisions.prefix(name, here).map(|(_, used)| used);
            used.or_else(|| divisions.short(name, here).map(|_| name.len())).map(|used| &name[used..])
        });
        rests.into_iter().find(|form| !form.is_empty())
    };
    // 郑州、洛阳市政府: the short name only where a later name says that places are listed.
    let place = whole.or_else(|| {
        // 财政局 is no place.
        if context.lexicon.names().is_whole(name) {
            return None;
        }
        let short = (2..=4).contains(&name.chars().count()).then(|| divisions.short(name, here)).flatten()?;
        (ends("政府") || ends("市") || ends("县") || form().is_some()).then_some(short)
    })?;
    let setting = context.setting(Some(place.code));
    let own =
        if place.name.ends_with('盟') || place.name.ends_with("地区") { "行政公署" } else { "人民政府" };
    let form = form().filter(|form| !context.lexicon.names().governments.contains(form)).unwrap_or(own);
    context.lexicon.organs().resolve(form, setting, context.lexicon)
}

/// The government of a town, a township or a street of the county that the document is of, or that the name tells: 螺山镇,
/// 木兰镇政府. No table holds them, but the county is known.
fn township(context: &Context<'_>, name: &str) -> Option<Known> {
    let divisions = context.lexicon.divisions();
    let here = context.jurisdiction.map(|j| j.code.as_str());
    let told = divisions.prefix(name, here).filter(|(_, used)| *used < name.len());
    let (county, used) = told.or_else(|| Some((divisions.get(here?)?, 0)))?;
    if county.level != Level::County {
        return None;
    }
    let (words, names) = (&name[used..], context.lexicon.names());
    let street = words.strip_suffix("办事处").unwrap_or(words);
    let town = names.governments.strip_end(words).unwrap_or(words);
    let own = |place: &str, end: &str| {
        let head = place.strip_suffix(end)?;
        let own = (1..=LONGEST_TOWN).contains(&head.chars().count()) && all_han(head);
        (own && !names.kinds_of_town.contains(&head)).then_some(())
    };
    let whole = divisions.full_name(county);
    let name = if own(street, "街道").is_some() {
        format!("{whole}人民政府{street}办事处")
    } else {
        own(town, "镇").or_else(|| own(town, "乡"))?;
        format!("{whole}{town}人民政府")
    };
    Some(Known { name, id: None, place: county.code.to_owned() })
}

/// Characters of the name of a town, at most: 鄂温克民族|乡.
const LONGEST_TOWN: usize = 6;

/// The place whose organs an issuer or a title names; `000000` is the state.
#[must_use]
pub fn jurisdiction_of(name: &str, lexicon: &Lexicon) -> Option<Jurisdiction> {
    let names = lexicon.names();
    // 农业农村部办公厅, 教育部等八部门关于…: the ministry itself.
    let issuer = name.split("关于").next().unwrap_or(name);
    let first = issuer.split('等').next().unwrap_or(issuer);
    let bare = names.general_offices.strip_end(first).unwrap_or(first);
    if names.state.begin(name) || lexicon.organs().is_state(name) || lexicon.organs().is_state(bare) {
        return Some(Jurisdiction { code: "000000".to_owned(), name: "国家".to_owned() });
    }
    let name = name.trim_start_matches("中共");
    let found = lexicon.divisions().longest_prefix(name).or_else(|| place_of_zone(issuer, lexicon))?;
    Some(Jurisdiction { code: found.code.to_owned(), name: found.name.to_owned() })
}

/// Whether an issuer, or that of a title, is the committee of a zone that is no division: 成都高新区管委会, 河北雄安新区管理委员会, but
/// not 兰州新区管委会, whose zone has a code of its own.
#[must_use]
pub fn is_of_zone(name: &str, lexicon: &Lexicon) -> bool {
    let issuer = name.split("关于").next().unwrap_or(name).trim_start_matches("中共");
    let rest = lexicon.divisions().prefix(issuer, None).map_or(issuer, |(_, used)| &issuer[used..]);
    let committees = &lexicon.names().zone_committees;
    let mut zones = committees.iter().filter_map(|committee| rest.split_once(*committee)).map(|(zone, _)| zone);
    zones.any(|zone| zone.contains('区') && lexicon.names().zones.are_in(zone))
}

/// The place whose short name the name of a zone begins with: 河北雄安新区管理委员会, 长沙高新区管委会.
fn place_of_zone(issuer: &str, lexicon: &Lexicon) -> Option<Division> {
    let name = issuer.trim_start_matches("中共");
    let zone = lexicon.names().zones.iter().filter_map(|zone| name.find(zone)).min()?;
    let short = |&characters: &usize| {
        let (end, _) = name.char_indices().nth(characters).filter(|&(end, _)| end <= zone)?;
        lexicon.divisions().short(&name[..end], None).filter(|place| place.level != Level::County)
    };
    [3, 2].iter().find_map(short)
}

/// The place that the code of a document number names: 鲁政办字〔2022〕28号.
#[must_use]
pub fn jurisdiction_of_number(number: &str, lexicon: &Lexicon) -> Option<Jurisdiction> {
    let code = number.split(['〔', '[', '［', '（', '(', '【']).next()?.trim();
    let place = lexicon.divisions().of_number(code)?;
    let name = lexicon.divisions().get(place).map_or("国家", |division| division.name);
    Some(Jurisdiction { code: place.to_owned(), name: name.to_owned() })
}
