//! Clauses, organs, conventions: `clause.md`, `responsibility.md`, `organ.md`, `convention.md`, `paragraph.md`, `prose.md`.

use taizhang::item::clause;
use taizhang::lexicon::Lexicon;
use taizhang::model::{Date, Jurisdiction, Role};
use taizhang::recognise::{Context, addressee, convention, organ, responsibility};
use taizhang::text::Span;

use super::{check, check_named};

/// What a document of 株洲市, issued in 2023, tells of itself.
fn place() -> Jurisdiction {
    Jurisdiction { code: "430200".to_owned(), name: "株洲市".to_owned() }
}

fn context<'a>(text: &'a str, place: &'a Jurisdiction) -> Context<'a> {
    Context {
        text,
        lexicon: Lexicon::builtin(),
        issued_on: Date::new(2023, 3, 1),
        dated: None,
        stage: None,
        period: None,
        jurisdiction: Some(place),
        of_zone: false,
    }
}

fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Lead => "lead",
        Role::Support => "support",
        Role::Responsible => "responsible",
        Role::Guide => "guide",
    }
}

/// One line a finding: `lead A、B`, `leader 张三`, `rest «…»`, `! code`.
fn render(text: &str, reading: &responsibility::ClauseReading) -> Vec<String> {
    let mut lines = Vec::new();
    for duty in &reading.duties {
        let names: Vec<&str> = duty.value.organs.iter().map(|o| o.name.as_str()).collect();
        let open = if duty.value.open_ended { " 等" } else { "" };
        let mode = duty.value.mode.as_ref().map_or_else(String::new, |m| format!(" ({m})"));
        lines.push(format!("{} {}{open}{mode}", role(duty.value.role), names.join(" | ")));
    }
    lines.extend(reading.persons.iter().map(|p| format!("{:?} {}", p.value.role, p.value.name)));
    lines.extend(reading.rest.iter().map(|s| format!("rest «{}»", s.of(text))));
    lines.extend(reading.notes.iter().map(|n| format!("! {}", n.code)));
    lines
}

#[test]
fn clauses_are_found_where_they_close_words() {
    check(include_str!("clause.md"), |text| {
        let found = clause::find(text, whole(text), &clause::Told::default(), Lexicon::builtin());
        found.iter().map(|c| format!("«{}»", c.inner.of(text))).collect()
    });
}

#[test]
fn clauses_say_who_answers() {
    check(include_str!("responsibility.md"), |text| {
        let place = place();
        render(text, &responsibility::read(&context(text, &place), whole(text)))
    });
}

#[test]
fn words_of_tasks_say_who_answers() {
    check(include_str!("prose.md"), |text| {
        let place = place();
        let duties = responsibility::read_prose(&context(text, &place), whole(text));
        render(text, &responsibility::ClauseReading { duties, ..Default::default() })
    });
}

#[test]
fn paragraphs_say_who_answers() {
    check(include_str!("paragraph.md"), |text| {
        let place = place();
        let context = context(text, &place);
        let found = clause::find(text, whole(text), &clause::Told::default(), context.lexicon);
        found.iter().flat_map(|c| render(text, &responsibility::read(&context, c.inner))).collect()
    });
}

#[test]
fn organs_get_their_full_names() {
    check_named(include_str!("organ.md"), |name, text| {
        // `— 山东省, 2017` behind a case's name: the place and the year of the document.
        let (issuer, year) =
            name.split_once(" — ").map_or(("株洲市", "2023"), |(_, of)| of.split_once(", ").expect("a year"));
        let place = organ::jurisdiction_of(issuer, Lexicon::builtin()).expect("a place");
        let issued_on = Date::new(year.parse().expect("a year"), 3, 1);
        let context = Context { issued_on, ..context(text, &place) };
        let list = Lexicon::builtin().split_names(text, whole(text));
        organ::organs(&context, &list)
            .iter()
            .map(|o| {
                let generic = if o.generic { " generic" } else { "" };
                let full = o.canonical.as_deref().unwrap_or("?");
                format!("{} = {full} {}{generic}", o.name, o.id.as_deref().unwrap_or("?"))
            })
            .collect()
    });
}

#[test]
fn places_are_told_by_issuers_and_numbers() {
    let lexicon = Lexicon::builtin();
    let by_name = |name| organ::jurisdiction_of(name, lexicon).map(|j| (j.code, j.name));
    let by_number = |number| organ::jurisdiction_of_number(number, lexicon).map(|j| j.code);
    assert_eq!(by_name("山东省人民政府办公厅"), Some(("370000".into(), "山东省".into())));
    assert_eq!(by_name("株洲市渌口区2022年工作要点"), Some(("430212".into(), "渌口区".into())));
    assert_eq!(by_name("中共无锡市委办公室"), Some(("320200".into(), "无锡市".into())));
    assert_eq!(by_name("国务院办公厅"), Some(("000000".into(), "国家".into())));
    assert_eq!(by_name("工业和信息化部"), Some(("000000".into(), "国家".into())));
    assert_eq!(by_name("关于印发行动计划的通知"), None);
    assert_eq!(by_number("鲁政办字〔2022〕28号"), Some("370000".into()));
    assert_eq!(by_number("国办发〔2019〕40号"), Some("000000".into()));
    // 济南 and 济宁 share it.
    assert_eq!(by_number("济政发〔2022〕1号"), None);
}

#[test]
fn addressees_are_parted_as_they_are_addressed() {
    let split = |line| addressee::split(line, Lexicon::builtin());
    assert_eq!(
        split("各省、自治区、直辖市人民政府，国务院各部委、各直属机构"),
        ["各省、自治区、直辖市人民政府", "国务院各部委", "各直属机构"]
    );
    assert_eq!(
        split("各市（州）人民政府，长白山管委会，省政府各厅委办、各直属机构"),
        ["各市（州）人民政府", "长白山管委会", "省政府各厅委办", "各直属机构"]
    );
    assert_eq!(
        split("各县（市、区）人民政府，各园区管委会，市级有关部门，有关单位"),
        ["各县（市、区）人民政府", "各园区管委会", "市级有关部门", "有关单位"]
    );
    assert_eq!(
        split("各省、自治区、直辖市及新疆生产建设兵团工业和信息化主管部门，有关中央企业"),
        ["各省、自治区、直辖市及新疆生产建设兵团工业和信息化主管部门", "有关中央企业"]
    );
    assert_eq!(split("各委、办、局，各街道办事处"), ["各委、办、局", "各街道办事处"]);
    assert_eq!(split("中央、省驻市有关单位，各地、各部门"), ["中央、省驻市有关单位", "各地", "各部门"]);
    assert_eq!(
        split("各地、州、市人民政府（行政公署），省直各单位"),
        ["各地、州、市人民政府（行政公署）", "省直各单位"]
    );
    assert_eq!(
        split("各设区市、县（市、区）林长办，市政府各部门、单位；各乡镇党委、人民政府"),
        ["各设区市、县（市、区）林长办", "市政府各部门、单位", "各乡镇党委、人民政府"]
    );
    assert_eq!(
        split("党委网信办，工业和信息化、农业农村、商务主管部门"),
        ["党委网信办", "工业和信息化、农业农村、商务主管部门"]
    );
    assert_eq!(split("各镇人民政府、街道办事处"), ["各镇人民政府", "街道办事处"]);
    assert_eq!(split("各市（县）、区委，市委各部委办局"), ["各市（县）、区委", "市委各部委办局"]);
    assert_eq!(
        split("各市（县）、区人民政府，市各委办局，市各直属单位"),
        ["各市（县）、区人民政府", "市各委办局", "市各直属单位"]
    );
    // A class of places has its body from the last; what follows is another.
    assert_eq!(split("各辖市、区人民政府，市各委、办、局（公司）"), ["各辖市、区人民政府", "市各委、办、局（公司）"]);
    assert_eq!(split("各省辖市、省直管县（市）人民政府"), ["各省辖市、省直管县（市）人民政府"]);
    assert_eq!(split("各乡镇党委、政府"), ["各乡镇党委、政府"]);
    assert_eq!(split("各县、市、特区、区人民政府"), ["各县、市、特区、区人民政府"]);
    assert_eq!(split("各县市、区商务主管部门、财政局"), ["各县市、区商务主管部门", "财政局"]);
    assert_eq!(
        split("各市、州、直管市及云岭林区生态环境局、财政局"),
        ["各市、州、直管市及云岭林区生态环境局", "财政局"]
    );
    assert_eq!(split("各办、所、中心、站"), ["各办、所、中心、站"]);
    assert_eq!(split("各街道办事处、乡人民政府"), ["各街道办事处", "乡人民政府"]);
    // Names of places stay as they are printed where their body stands once.
    assert_eq!(split("南山、北川、西河市人民政府"), ["南山", "北川", "西河市人民政府"]);
    assert_eq!(split("各设区市、云岭示范区、西河市教育局"), ["各设区市", "云岭示范区", "西河市教育局"]);
    assert_eq!(split("市各开发区、新区、园区管委会"), ["市各开发区、新区、园区管委会"]);
    assert_eq!(split("云岭高新区、西湖区党工委和管委会"), ["云岭高新区", "西湖区党工委和管委会"]);
    assert_eq!(split("各村（社区）、镇直各单位"), ["各村（社区）", "镇直各单位"]);
    assert_eq!(
        split("各县人民政府，云岭新区、南山管理区，市政府各部门"),
        ["各县人民政府", "云岭新区", "南山管理区", "市政府各部门"]
    );
    assert_eq!(split("市直各事业、企业单位"), ["市直各事业、企业单位"]);
    assert_eq!(
        split("县政府各工作部门、事业机构，各大企业、事业单位"),
        ["县政府各工作部门", "事业机构", "各大企业、事业单位"]
    );
    assert_eq!(split("各银行、保险、证券机构"), ["各银行、保险、证券机构"]);
    assert_eq!(
        split("各省、自治区、直辖市教育厅（教委）、党委宣传部，计划单列市教育局、党委宣传部"),
        ["各省、自治区、直辖市教育厅（教委）", "党委宣传部", "计划单列市教育局", "党委宣传部"]
    );
}

#[test]
fn conventions_set_the_roles_of_later_clauses() {
    // The first line states the convention, the second is a later clause.
    check(include_str!("convention.md"), |text| {
        let place = place();
        let context = context(text, &place);
        let (first, _) = text.split_once('\n').expect("a convention and a clause");
        let found = convention::find(&context, Span::new(0, first.len()));
        let mut reading = responsibility::read(&context, Span::new(first.len() + 1, text.len()));
        convention::apply(&found, &[Span::new(first.len() + 1, text.len())], &mut reading);
        let rules = found.iter().map(|c| format!("{:?}", c.value.rule));
        rules.chain(render(text, &reading)).collect()
    });
}
