//! Names of organs: full names and ids, places, addressees.

use super::Context;
use crate::lexicon::{Division, Known, Level, Lexicon, NameList, Names, Setting};
use crate::model::{Jurisdiction, Organ};
use crate::text::{Span, all_han, turn};

/// The organs of a list as the ledger shows them.
#[must_use]
pub fn organs(context: &Context<'_>, list: &NameList) -> Vec<Organ> {
    let lexicon = context.lexicon;
    let mut before: Option<String> = None;
    let mut organs: Vec<Organ> = Vec::with_capacity(list.names.len());
    for (i, span) in list.names.iter().enumerate() {
        let name = span.of(context.text);
        let setting = Setting { here: context.jurisdiction, before: before.as_deref(), on: context.day() };
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
    let setting = Setting { here: context.jurisdiction, before: Some(place.code), on: context.day() };
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

/// The addressees of a notice: names at ， and 、, but 各省、自治区、直辖市人民政府 is one.
#[must_use]
pub fn split_addressees(line: &str, lexicon: &Lexicon) -> Vec<String> {
    let mut depth = 0;
    // ， parts what 、 may hold together.
    let groups = line.split(|c: char| {
        depth += turn(c);
        depth <= 0 && matches!(c, '，' | '；' | ',' | ';')
    });
    groups.flat_map(|group| split_group(group.trim(), lexicon)).collect()
}

/// The addressees between two commas.
fn split_group(line: &str, lexicon: &Lexicon) -> Vec<String> {
    let group = lexicon.split_names(line, Span::new(0, line.len())).names;
    let names = lexicon.names();
    if is_kinds_of_unit(names, line) {
        return vec![line.to_owned()];
    }
    // 各省、自治区、直辖市及计划单列市教育、科技、财政主管部门: what they are the bodies of is said in the end.
    let inner = group.get(1..group.len().saturating_sub(1)).unwrap_or_default();
    let torn = group.len() > 3 && inner.iter().any(|name| lexicon.organs().is_field(name.of(line)));
    let last = group.last().map_or("", |name| name.of(line));
    if torn && line.starts_with("各省") && names.looks_like(last) {
        return vec![line.to_owned()];
    }
    let places = places_of_one_body(&group, line, lexicon);
    if places > 0 {
        let first = group[0].cover(group[places]);
        return parted(std::iter::once(first).chain(group[places + 1..].iter().copied()), line, names);
    }
    // 工业和信息化、农业农村、商务主管部门: fields of work, and then the departments for them.
    let fields = group.split_last().map_or(&[][..], |(_, fields)| fields);
    if !fields.is_empty() && last.ends_with("主管部门") && fields.iter().all(|f| lexicon.organs().is_field(f.of(line)))
    {
        return vec![line.to_owned()];
    }
    // 各银行、保险、证券机构: a word that names no body has its tail from the last.
    let bodies = inner.iter().all(|name| names.looks_like(name.of(line)) || lexicon.organs().knows(name.of(line)));
    let shared = line.starts_with('各')
        && !inner.is_empty()
        && !bodies
        && inner.iter().all(|name| !name.of(line).starts_with('各'));
    if shared && names.looks_like(last) || are_zones(names, &group, line) {
        return vec![line.to_owned()];
    }
    parted(group.into_iter(), line, names)
}

/// Whether names are kinds of zones of which the last has the committee of all: 市各开发区、新区、园区管委会.
fn are_zones(names: &Names, group: &[Span], line: &str) -> bool {
    let [first, inner @ .., last] = group else { return false };
    let kind = |name: &str| names.zones.contains(&name);
    let each = first.of(line).split_once('各').is_some_and(|(owner, name)| owner.chars().count() <= 1 && kind(name));
    let committee = names.zone_bodies.strip_end(last.of(line));
    each && inner.iter().all(|name| kind(name.of(line))) && committee.is_some_and(kind)
}

/// Whether the leading body of a place is named before another whose bodies it shares: 县委、县政府各部门.
fn shares_bodies(names: &Names, before: &str, name: &str) -> bool {
    let last = before.rsplit('、').next().unwrap_or(before);
    let Some(level) = last.chars().next().filter(|level| "省市县区州盟旗".contains(*level)) else {
        return false;
    };
    let organ = name.strip_prefix(level).and_then(|rest| names.leading.strip_start(rest));
    names.leading.contains(&&last[level.len_utf8()..]) && organ.is_some_and(|rest| rest.starts_with('各'))
}

/// Names, each on its own: 市政府各部门、单位; 各乡镇党委、人民政府: a bare noun goes on with the name before.
fn parted(listed: impl Iterator<Item = Span>, line: &str, names: &Names) -> Vec<String> {
    let mut found: Vec<Span> = Vec::new();
    for name in listed {
        match found.last_mut() {
            Some(before) if names.going_on.contains(&name.of(line)) => *before = before.cover(name),
            Some(before) if shares_bodies(names, before.of(line), name.of(line)) => *before = before.cover(name),
            _ => found.push(name),
        }
    }
    found.iter().map(|name| name.of(line).to_owned()).collect()
}

/// The last of the names that a class of places takes: 各设区市、县（市、区）林长办; 各市、州、直管市生态环境局, of which the first have
/// their body from the last. 0 where the line does not begin with one.
fn places_of_one_body(group: &[Span], line: &str, lexicon: &Lexicon) -> usize {
    let names = lexicon.names();
    if !group.first().is_some_and(|first| is_kind_of_place(names, first.of(line))) {
        return 0;
    }
    let kinds = group[1..].iter().take_while(|name| is_place_kind(names, name.of(line))).count();
    let Some(last) = group.get(kinds + 1) else { return 0 };
    let (before, last) = (&line[..last.start as usize], last.of(line));
    let kind = before.ends_with('及') && !last.ends_with(['市', '区', '县'])
        || without_rank(names, last).starts_with(['县', '区', '市', '州', '旗']);
    let bodied = kind && lexicon.names().looks_like(last);
    if bodied { kinds + 1 } else { 0 }
}

/// Whether a group names kinds of units in single words (各委、办、局; 市各委、办、局（公司）; 各办、所、中心、站), or those whose last
/// word both share: 各大企业、事业单位.
fn is_kinds_of_unit(names: &Names, line: &str) -> bool {
    const LONGEST: usize = 2;
    if line.starts_with('各') && line.ends_with("企业、事业单位") && line.matches('、').count() == 1 {
        return true;
    }
    let Some((_, kinds)) = line.split_once('各').filter(|(owner, _)| !owner.contains('、')) else { return false };
    let bare =
        |kind: &str| kind.split(['（', '(']).next().is_some_and(|kind| (1..=LONGEST).contains(&kind.chars().count()));
    let unit = |kind: &str| !kind.contains('各') && !is_place_kind(names, kind) && bare(kind);
    kinds.split('、').count() > 2 && kinds.split('、').all(unit)
}

/// Whether a name is that of a kind of place alone: 各设区市, 各市, 各县区.
fn is_kind_of_place(names: &Names, name: &str) -> bool {
    name.strip_prefix('各').is_some_and(|kind| is_place_kind(names, kind))
}

/// Whether words are a kind of place and nothing else: 设区市, 辖市, 特区, 县（市）.
fn is_place_kind(names: &Names, words: &str) -> bool {
    let kinds = without_rank(names, words);
    !kinds.is_empty() && kinds.chars().all(|c| "省市县区州盟旗地（）()".contains(c))
}

/// The kind of a place without what ranks it.
fn without_rank<'t>(names: &Names, words: &'t str) -> &'t str {
    names.ranks.strip_start(words).unwrap_or(words)
}
