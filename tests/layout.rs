//! What stands where on a page: tables without a grid of lines, columns, vertical text, heads and feet.

use taizhang::Options;
use taizhang::model::{Ledger, RemovedKind, Responsibility};

use crate::read::{at, check, pdf, pdf_with, reads, set};

/// Words at places: left, height above the page's foot, words.
fn page(words: &[(u32, u32, &str)]) -> String {
    words.iter().map(|&(x, y, words)| at(x, y, words)).collect()
}

/// A level line.
fn level(y: u32, from: u32, to: u32) -> String {
    format!("0.5 w {from} {y} m {to} {y} l S\n")
}

fn codes(file: &[u8]) -> Vec<&'static str> {
    reads(file).notes.iter().map(|note| note.code).collect()
}

fn ledger(file: &[u8]) -> Ledger {
    taizhang::extract(file, "a.pdf", &Options::default()).expect("readable")
}

/// The words of what was removed as `kind`.
fn removed(ledger: &Ledger, kind: RemovedKind) -> Vec<&str> {
    ledger.removed.iter().filter(|r| r.kind == kind).map(|r| r.text.as_str()).collect()
}

#[test]
fn columns_under_a_known_head_are_told_by_white_and_rows_by_their_numbers() {
    let file = pdf(&[&page(&[
        (50, 560, "重点任务分工表如下。"),
        (44, 530, "序号"),
        (120, 530, "重点任务"),
        (240, 530, "牵头单位"),
        (320, 530, "完成时限"),
        (50, 508, "1"),
        (80, 508, "推进企业开办一网通办，"),
        (240, 508, "市市场监管局"),
        (320, 508, "6月底前"),
        (80, 494, "压减办理环节。"),
        (50, 472, "2"),
        (80, 472, "减税降费。"),
        (240, 472, "市税务局、市"),
        (320, 472, "年底前"),
        (240, 458, "财政局"),
        (50, 420, "各单位要按照分工表的要求抓紧落实，确保按期完成各项任务。"),
    ])]);
    check(
        &file,
        &[
            "重点任务分工表如下。",
            "序号\t重点任务\t牵头单位\t完成时限",
            "1\t推进企业开办一网通办，压减办理环节。\t市市场监管局\t6月底前",
            "2\t减税降费。\t市税务局、市财政局\t年底前",
            "各单位要按照分工表的要求抓紧落实，确保按期完成各项任务。",
        ],
    );
}

#[test]
fn cells_set_to_the_middle_of_their_row_belong_to_it() {
    // The number and the organ stand halfway down the task's lines.
    let file = pdf(&[&page(&[
        (44, 530, "序号"),
        (120, 530, "重点任务"),
        (240, 530, "责任单位"),
        (50, 500, "1"),
        (80, 507, "推进企业开办一网通办，"),
        (80, 493, "压减办理环节。"),
        (240, 500, "市市场监管局"),
        (50, 456, "2"),
        (80, 470, "落实减税降费政策，加大"),
        (80, 456, "宣传辅导力度，做到应享"),
        (80, 442, "尽享。"),
        (240, 456, "市税务局"),
    ])]);
    check(
        &file,
        &[
            "序号\t重点任务\t责任单位",
            "1\t推进企业开办一网通办，压减办理环节。\t市市场监管局",
            "2\t落实减税降费政策，加大宣传辅导力度，做到应享尽享。\t市税务局",
        ],
    );
}

#[test]
fn a_table_of_three_lines_has_rows_and_ends_at_its_last_line() {
    let content = level(545, 40, 360)
        + &level(522, 40, 360)
        + &page(&[
            (44, 530, "序号"),
            (120, 530, "工作任务"),
            (240, 530, "责任单位"),
            (50, 508, "1"),
            (80, 508, "推进企业开办一网通办。"),
            (240, 508, "市市场监管局"),
            (50, 494, "2"),
            (80, 494, "减税降费。"),
            (240, 494, "市税务局"),
        ])
        + &level(488, 40, 360)
        + &at(80, 474, "注：略");
    let rows =
        ["序号\t工作任务\t责任单位", "1\t推进企业开办一网通办。\t市市场监管局", "2\t减税降费。\t市税务局", "注：略"];
    check(&pdf(&[&content]), &rows);
}

#[test]
fn a_head_over_those_of_several_columns_names_each_of_them() {
    // 序号 and the others are set in the middle beside the two lines of 进度安排.
    let head = |y: u32| {
        page(&[
            (44, y, "序号"),
            (90, y, "重点任务"),
            (330, y, "责任单位"),
            (210, y + 8, "进度安排"),
            (180, y - 7, "一季度"),
            (250, y - 7, "二季度"),
        ])
    };
    let content = level(555, 40, 380)
        + &head(537)
        + &level(522, 40, 380)
        + &page(&[
            (50, 508, "1"),
            (70, 508, "推进企业开办。"),
            (180, 508, "完成招标"),
            (250, 508, "完成20家"),
            (330, 508, "市税务局"),
            (50, 486, "2"),
            (70, 486, "减税降费。"),
            (180, 486, "完成摸底"),
            (250, 486, "完成30家"),
            (330, 486, "市财政局"),
        ])
        + &level(478, 40, 380);
    check(
        &pdf(&[&content]),
        &[
            "序号\t重点任务\t进度安排\t进度安排\t责任单位",
            "序号\t重点任务\t一季度\t二季度\t责任单位",
            "1\t推进企业开办。\t完成招标\t完成20家\t市税务局",
            "2\t减税降费。\t完成摸底\t完成30家\t市财政局",
        ],
    );
}

/// Words of three rows whose cells are set in the middle, of columns with little white between them, with `between` drawn.
fn rows_in_the_middle(between: &str) -> Vec<u8> {
    let content = page(&[
        (44, 560, "序号"),
        (68, 560, "重点任务"),
        (180, 560, "责任单位"),
        (250, 560, "完成时限"),
        (50, 536, "1"),
        (68, 543, "推进企业开办一网通办，"),
        (68, 529, "压减办理环节。"),
        (180, 536, "市市场监管局"),
        (250, 536, "6月底前"),
        (50, 508, "2"),
        (68, 508, "落实减税降费政策措施"),
        (180, 515, "市税务局、市"),
        (180, 501, "财政局"),
        (250, 508, "年底前"),
        (50, 480, "3"),
        (68, 487, "培育壮大骨干企业，建设"),
        (68, 473, "产业园区。"),
        (180, 480, "市工信局"),
        (250, 480, "9月底前"),
    ]);
    pdf(&[&(between.to_owned() + &content)])
}

/// What those rows read as.
const ROWS_IN_THE_MIDDLE: [&str; 4] = [
    "序号\t重点任务\t责任单位\t完成时限",
    "1\t推进企业开办一网通办，压减办理环节。\t市市场监管局\t6月底前",
    "2\t落实减税降费政策措施\t市税务局、市财政局\t年底前",
    "3\t培育壮大骨干企业，建设产业园区。\t市工信局\t9月底前",
];

#[test]
fn lines_under_rows_may_be_drawn_cell_by_cell() {
    let line = |y: u32| level(y, 40, 66) + &level(y, 66, 178) + &level(y, 178, 248) + &level(y, 248, 300);
    check(&rows_in_the_middle(&[556, 525, 497].map(line).concat()), &ROWS_IN_THE_MIDDLE);
}

#[test]
fn every_other_row_may_be_told_by_its_shade() {
    let shaded = "0.9 0.95 1 rg 40 497 26 28 re f 66 497 234 28 re f 0 g\n";
    let head = "0.6 0.7 0.9 rg 40 555 260 18 re f 0 g\n";
    check(&rows_in_the_middle(&(head.to_owned() + shaded)), &ROWS_IN_THE_MIDDLE);
}

#[test]
fn the_name_of_a_group_stands_above_rows_whose_cells_are_set_in_the_middle() {
    let content = page(&[
        (44, 580, "序号"),
        (120, 580, "重点任务"),
        (250, 580, "责任单位"),
        (44, 562, "（一）管理制度方面"),
        (80, 544, "推进企业开办一网通办，"),
        (50, 530, "1"),
        (80, 530, "压减办理环节，落实减税"),
        (250, 530, "市市场监管局"),
        (80, 516, "降费政策。"),
        (80, 492, "培育壮大骨干企业，建设"),
        (50, 478, "2"),
        (80, 478, "产业园区，扩大有效投资"),
        (250, 478, "市工信局"),
        (80, 464, "规模。"),
    ]);
    let lines = reads(&pdf(&[&content]));
    let rows: Vec<&str> =
        lines.lines.iter().map(|line| line.text.of(&lines.text)).filter(|row| row.contains('\t')).collect();
    assert_eq!(
        rows,
        [
            "序号\t重点任务\t责任单位",
            "（一）管理制度方面\t（一）管理制度方面\t（一）管理制度方面",
            "1\t推进企业开办一网通办，压减办理环节，落实减税降费政策。\t市市场监管局",
            "2\t培育壮大骨干企业，建设产业园区，扩大有效投资规模。\t市工信局",
        ]
    );
}

#[test]
fn the_rest_of_a_row_stands_above_a_number_that_is_set_in_the_middle() {
    let head = page(&[(44, 530, "序号"), (120, 530, "重点任务"), (250, 530, "责任单位")]);
    let first = head
        + &page(&[
            (50, 508, "1"),
            (80, 508, "推进企业开办一网通办，"),
            (250, 508, "市市场监管局"),
            (80, 494, "压减办理环节，深入落实"),
        ]);
    let second = page(&[
        (80, 560, "减税降费政策。"),
        (80, 538, "培育壮大骨干企业，建设"),
        (50, 531, "2"),
        (250, 531, "市工信局"),
        (80, 524, "产业园区。"),
        (80, 502, "扩大有效投资，推进重大"),
        (50, 495, "3"),
        (250, 495, "市发展改革委"),
        (80, 488, "项目。"),
    ]);
    check(
        &pdf(&[&first, &second]),
        &[
            "序号\t重点任务\t责任单位",
            "1\t推进企业开办一网通办，压减办理环节，深入落实减税降费政策。\t市市场监管局",
            "2\t培育壮大骨干企业，建设产业园区。\t市工信局",
            "3\t扩大有效投资，推进重大项目。\t市发展改革委",
        ],
    );
}

#[test]
fn names_that_stand_one_below_the_other_in_a_cell_are_several() {
    let upright = |x: u32| format!("0.5 w {x} 480 m {x} 560 l S\n");
    let content = [40, 70, 190, 380].map(upright).concat()
        + &[560, 540, 480].map(|y| level(y, 40, 380)).concat()
        + &page(&[
            (44, 545, "序号"),
            (100, 545, "重点任务"),
            (250, 545, "责任单位"),
            (50, 525, "1"),
            (75, 525, "推进污染治理"),
            (200, 525, "市水务局"),
            (200, 512, "沿黄各县（区）人民政府"),
            (200, 499, "高河镇"),
        ]);
    let ledger = ledger(&pdf(&[&content]));
    let [entry] = &ledger.entries[..] else { panic!("{:?}", ledger.entries) };
    let names: Vec<&str> = entry.responsibilities[0].organs.iter().map(|organ| organ.name.as_str()).collect();
    assert_eq!(names, ["市水务局", "沿黄各县（区）人民政府", "高河镇"]);
}

#[test]
fn lines_between_rows_part_them_and_short_ones_leave_cells_merged() {
    let content = level(545, 40, 360)
        + &level(522, 40, 360)
        + &page(&[
            (44, 530, "类别"),
            (120, 530, "重点任务"),
            (240, 530, "责任单位"),
            (44, 508, "服务"),
            (100, 508, "推进企业开办一网通办，"),
            (100, 494, "压减办理环节。"),
            (240, 508, "市市场监管局"),
            (100, 470, "减税降费。"),
            (240, 470, "市税务局"),
            (44, 446, "产业"),
            (100, 446, "培育企业。"),
            (240, 446, "市工信局"),
        ])
        + &level(485, 95, 360)
        + &level(460, 40, 360)
        + &level(438, 40, 360);
    let rows = [
        "类别\t重点任务\t责任单位",
        "服务\t推进企业开办一网通办，压减办理环节。\t市市场监管局",
        "服务\t减税降费。\t市税务局",
        "产业\t培育企业。\t市工信局",
    ];
    check(&pdf(&[&content]), &rows);
}

#[test]
fn a_tall_row_between_lines_may_begin_in_one_column() {
    let names = ["市税务局、", "市财政局、", "市工信局、", "市商务局、", "市住建局、", "市交通局、", "市水利局"];
    let tall: String = (0..7).map(|i| at(240, 490 - 14 * i, names[i as usize])).collect();
    let content = page(&[
        (44, 530, "序号"),
        (120, 530, "重点任务"),
        (240, 530, "责任单位"),
        (50, 508, "1"),
        (80, 508, "推进企业开办一网通办。"),
        (240, 508, "市市场监管局"),
    ]) + &level(545, 40, 360)
        + &level(523, 40, 360)
        + &level(503, 40, 360)
        + &tall
        + &page(&[(50, 450, "2"), (80, 450, "减税降费。")])
        + &level(400, 40, 360);
    let rows = [
        "序号\t重点任务\t责任单位",
        "1\t推进企业开办一网通办。\t市市场监管局",
        &format!("2\t减税降费。\t{}", names.concat()),
    ];
    check(&pdf(&[&content]), &rows);
}

#[test]
fn a_group_over_all_columns_is_a_row_of_its_own() {
    let file = pdf(&[&page(&[
        (44, 530, "序号"),
        (120, 530, "重点任务"),
        (240, 530, "责任单位"),
        (44, 508, "一、优化政务服务"),
        (50, 486, "1"),
        (80, 486, "推进企业开办一网通办。"),
        (240, 486, "市市场监管局"),
        (44, 464, "二、减轻企业负担"),
        (50, 442, "2"),
        (80, 442, "减税降费。"),
        (240, 442, "市税务局"),
    ])]);
    let rows = [
        "序号\t重点任务\t责任单位",
        "一、优化政务服务\t一、优化政务服务\t一、优化政务服务",
        "1\t推进企业开办一网通办。\t市市场监管局",
        "二、减轻企业负担\t二、减轻企业负担\t二、减轻企业负担",
        "2\t减税降费。\t市税务局",
    ];
    check(&file, &rows);
}

#[test]
fn an_unruled_table_goes_on_over_a_page_break_with_its_head_and_without() {
    let head = |y| page(&[(44, y, "序号"), (120, y, "重点任务"), (240, y, "责任单位")]);
    let first = head(100)
        + &page(&[
            (50, 78, "1"),
            (80, 78, "推进企业开办一网通办，"),
            (80, 64, "压减办理环节，落实减税"),
            (240, 78, "市市场监管局"),
        ]);
    let rest = page(&[(80, 530, "降费。"), (50, 508, "2"), (80, 508, "培育企业。"), (240, 508, "市工信局")]);
    let whole = "1\t推进企业开办一网通办，压减办理环节，落实减税降费。\t市市场监管局";
    let line = "序号\t重点任务\t责任单位";
    check(&pdf(&[&first, &(head(550) + &rest)]), &[line, whole, line, "2\t培育企业。\t市工信局"]);
    check(&pdf(&[&first, &rest]), &[line, whole, "2\t培育企业。\t市工信局"]);
}

#[test]
fn a_table_that_cannot_be_read_safely_is_reported_and_its_words_stay() {
    // No white tells rows apart, and no number does.
    let tight = page(&[
        (60, 530, "重点任务"),
        (240, 530, "责任单位"),
        (60, 508, "推进企业开办一网通办"),
        (240, 508, "市市场监管局、市税"),
        (60, 494, "推进减税降费应享尽享"),
        (240, 494, "务局、市人力社保局、"),
        (60, 480, "推进政务数据互联互通"),
        (240, 480, "市大数据局"),
    ]);
    let file = pdf(&[&tight]);
    assert!(codes(&file).contains(&"table-unread"), "{:?}", reads(&file).text);
    assert!(!reads(&file).text.contains('\t') && reads(&file).text.contains("务局、市人力社保局"));
}

#[test]
fn cells_set_to_the_middle_of_rows_that_no_number_tells_are_no_rows_by_line() {
    // Three lines beside two: the lines of one row reach into one another, and so the rows cannot be told.
    let file = pdf(&[&page(&[
        (60, 530, "重点任务"),
        (240, 530, "责任单位"),
        (60, 508, "推进企业开办一网"),
        (60, 494, "通办"),
        (240, 515, "市市场监管"),
        (240, 501, "局、市税务"),
        (240, 487, "局"),
        (60, 466, "减税降费"),
        (240, 473, "市人力社保"),
        (240, 459, "局"),
    ])]);
    assert!(codes(&file).contains(&"table-unread"), "{:?}", reads(&file).text);
    assert!(!reads(&file).text.contains('\t'));
}

#[test]
fn a_head_in_two_lines_names_the_column_of_numbers() {
    // 序 over 号: without the numbers nothing would tell these rows, whose cells stand in their middle.
    let file = pdf(&[&page(&[
        (44, 536, "序"),
        (44, 522, "号"),
        (100, 529, "重点任务"),
        (240, 529, "责任单位"),
        (44, 494, "1"),
        (80, 501, "推进企业开办一网"),
        (80, 487, "通办"),
        (240, 508, "市市场监管"),
        (240, 494, "局、市税务"),
        (240, 480, "局"),
        (44, 452, "2"),
        (80, 452, "减税降费"),
        (240, 459, "市人力社保"),
        (240, 445, "局"),
    ])]);
    let rows =
        ["序号\t重点任务\t责任单位", "1\t推进企业开办一网通办\t市市场监管局、市税务局", "2\t减税降费\t市人力社保局"];
    check(&file, &rows);
}

#[test]
fn a_second_line_ends_heads_whose_words_are_set_from_the_top() {
    // 序 over 号 and 牵头科室（单 over 位）, beside heads of one line; no white parts the rows.
    let file = pdf(&[&page(&[
        (44, 550, "序"),
        (100, 550, "重点任务"),
        (205, 550, "牵头科室（单"),
        (280, 550, "配合单位"),
        (340, 550, "完成时限"),
        (44, 535, "号"),
        (220, 535, "位）"),
        (50, 519, "1"),
        (80, 519, "推进企业开办一网通办，"),
        (210, 519, "注册科"),
        (280, 519, "税务局"),
        (340, 519, "6月底前"),
        (80, 505, "压减办理环节。"),
        (50, 491, "2"),
        (80, 491, "减税降费。"),
        (210, 491, "征管科"),
        (280, 491, "财政局"),
        (340, 491, "年底前"),
    ])]);
    let rows = [
        "序号\t重点任务\t牵头科室（单位）\t配合单位\t完成时限",
        "1\t推进企业开办一网通办，压减办理环节。\t注册科\t税务局\t6月底前",
        "2\t减税降费。\t征管科\t财政局\t年底前",
    ];
    check(&file, &rows);
}

#[test]
fn a_line_drawn_behind_all_that_stands_below_it_reads_where_it_stands() {
    let file = pdf(&[&page(&[
        (100, 560, "某市人民政府办公室文件"),
        (100, 500, "关于印发《某市2024年工作方案》的通知"),
        (50, 470, "各县区人民政府："),
        (70, 450, "现将《某市2024年工作方案》印发给你们。"),
        (120, 530, "某政办发〔2024〕7号"),
        (240, 410, "某市人民政府办公室"),
        (250, 390, "2024年3月5日"),
    ])]);
    let ledger = ledger(&file);
    let number = ledger.document.document_number.expect("a number");
    assert_eq!((number.code.as_str(), number.year, number.sequence), ("某政办发", 2024, 7));
}

#[test]
fn the_mark_of_an_annex_at_the_top_of_a_page_goes_on_with_nothing() {
    let first = page(&[
        (50, 560, "某市工作方案"),
        (50, 540, "一、主要任务"),
        (50, 520, "（一）建设示范园2个。"),
        (50, 480, "附件：某市重点任务清单"),
    ]);
    let second = page(&[(50, 560, "附件"), (120, 530, "某市重点任务清单"), (50, 500, "1.建设水库3座。")]);
    let ledger = ledger(&pdf(&[&first, &second]));
    let titles: Vec<&str> = ledger.entries.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles, ["建设示范园2个", "建设水库3座"]);
    assert_eq!(ledger.entries[0].text, "");
}

#[test]
fn a_line_that_closes_the_white_between_columns_does_not_end_a_table_unsaid() {
    let table = |words: &str| {
        pdf(&[&page(&[
            (44, 530, "序号"),
            (120, 530, "重点任务"),
            (240, 530, "责任单位"),
            (50, 508, "1"),
            (80, 508, "推进企业开办一网通办，"),
            (240, 508, "市市场监管局"),
            (80, 494, words),
            (50, 472, "2"),
            (80, 472, "减税降费。"),
            (240, 472, "市税务局"),
        ])])
    };
    // A stop that hangs into the white is no word in it.
    let file = table("减少办事环节、材料、时限、成本。");
    assert!(reads(&file).text.contains("时限、成本。\t市市场监管局") && codes(&file).is_empty());
    let file = table("减少办事环节、材料、时限和各种成本，越多越好。");
    assert!(!reads(&file).text.contains('\t') && codes(&file).contains(&"table-unread"));
}

#[test]
fn prose_with_the_words_of_a_head_is_no_table() {
    let file = pdf(&[&page(&[
        (50, 530, "各牵头单位、责任单位要对照重点任务、完成时限抓好落实。"),
        (50, 514, "牵头单位：市税务局"),
        (50, 498, "责任单位：各区政府"),
    ])]);
    assert!(!reads(&file).text.contains('\t') && codes(&file).is_empty());
}

#[test]
fn two_tables_on_a_page_keep_their_own_columns() {
    let file = pdf(&[&page(&[
        (44, 560, "序号"),
        (120, 560, "重点任务"),
        (240, 560, "责任单位"),
        (50, 538, "1"),
        (80, 538, "推进企业开办一网通办。"),
        (240, 538, "市市场监管局"),
        (44, 500, "附表二：整改任务分工安排表，各单位抓好落实"),
        (44, 470, "整改任务"),
        (200, 470, "牵头单位"),
        (300, 470, "完成时限"),
        (44, 448, "清理拖欠账款。"),
        (200, 448, "市财政局"),
        (300, 448, "6月底前"),
    ])]);
    let rows = [
        "序号\t重点任务\t责任单位",
        "1\t推进企业开办一网通办。\t市市场监管局",
        "附表二：整改任务分工安排表，各单位抓好落实",
        "整改任务\t牵头单位\t完成时限",
        "清理拖欠账款。\t市财政局\t6月底前",
    ];
    check(&file, &rows);
}

#[test]
fn vertical_text_reads_down_its_columns_from_right_to_left() {
    let column = |x: u32, words: &str| {
        let letter = |(i, c): (usize, char)| at(x, 520 - 12 * i as u32, &c.to_string());
        words.chars().enumerate().map(letter).collect::<String>()
    };
    // Each character placed by itself, as most typesetters do.
    let by_hand = column(300, "关于印发方案的通知") + &column(280, "各市人民政府");
    check(&pdf(&[&by_hand]), &["关于印发方案的通知", "各市人民政府"]);
    // A font with a vertical writing mode.
    let level = set("1 0 0 1 300 520", 10, "关于印发方案的通知") + &set("1 0 0 1 280 520", 10, "各市人民政府");
    let by_font = String::from_utf8(pdf(&[&level])).expect("ASCII").replace("UniGB-UCS2-H", "UniGB-UCS2-V");
    check(by_font.as_bytes(), &["关于印发方案的通知", "各市人民政府"]);
}

#[test]
fn heads_that_alternate_and_feet_with_numbers_of_any_form_go() {
    let numbers = ["—1—", "第2页 共4页", "3/4", "- IV -"];
    let pages: Vec<String> = (0..4)
        .map(|i| {
            let head = if i % 2 == 0 { "某市人民政府文件汇编" } else { "优化营商环境实施方案" };
            let body: String =
                (0..12).map(|l| at(50, 480 - l * 20, &format!("{}项工作按期完成{i}{l}。", l + 1))).collect();
            at(50, 575, head) + &body + &at(180, 20, numbers[i])
        })
        .collect();
    let file = pdf(&pages.iter().map(String::as_str).collect::<Vec<_>>());
    let ledger = ledger(&file);
    assert_eq!(removed(&ledger, RemovedKind::Header).len(), 4, "{:?}", ledger.removed);
    assert_eq!(removed(&ledger, RemovedKind::PageNumber), ["—1—", "第2页\u{3000}共4页", "3/4", "-\u{3000}IV\u{3000}-"]);
    assert_eq!(ledger.removed.len(), 8, "nothing of the body goes");
}

#[test]
fn a_turned_page_with_a_table_reads_as_shown() {
    let content = page(&[
        (44, 530, "序号"),
        (120, 530, "重点任务"),
        (240, 530, "责任单位"),
        (50, 508, "1"),
        (80, 508, "推进企业开办一网通办。"),
        (240, 508, "市市场监管局"),
    ]);
    for turn in [90, 180, 270] {
        let rows = ["序号\t重点任务\t责任单位", "1\t推进企业开办一网通办。\t市市场监管局"];
        check(&pdf_with(&[&content], &format!("/Rotate {turn}")), &rows);
    }
    let turned = set("0 1 -1 0 100 50", 10, "序号")
        + &set("0 1 -1 0 100 120", 10, "重点任务")
        + &set("0 1 -1 0 100 240", 10, "责任单位")
        + &set("0 1 -1 0 122 55", 10, "1")
        + &set("0 1 -1 0 122 90", 10, "推进企业开办一网通办。")
        + &set("0 1 -1 0 122 240", 10, "市市场监管局");
    check(&pdf(&[&turned]), &["序号\t重点任务\t责任单位", "1\t推进企业开办一网通办。\t市市场监管局"]);
}

#[test]
fn a_little_more_than_the_usual_step_parts_paragraphs_where_lines_are_set_even() {
    // No first line is indented, and the heading leaves little room: 13 points from line to line, 17 between paragraphs.
    let file = pdf(&[&page(&[
        (50, 560, "某县工作方案"),
        (50, 543, "（一）加快建筑和市政基础设施领域老旧设备的更新改造"),
        (50, 526, "以住宅电梯、供水、供热、污水处理、环卫、城市生命线工程、"),
        (50, 513, "建筑节能改造等为重点，分类推进更新改造。到2027年，完成老"),
        (50, 500, "旧住宅电梯更新改造120台，更新老化管道不少于450公里，改造"),
        (50, 487, "存在安全隐患的自来水厂6座，新增和更新环卫新能源车辆20辆。"),
        (50, 474, "各镇要于2025年6月底前完成使用15年以上住宅电梯的摸底建档。"),
        (50, 457, "（县住房城乡建设局、县市场监管局负责）"),
        (50, 440, "（二）支持交通运输设备更新"),
        (50, 423, "推进公交车电动化替代，淘汰排放标准低的柴油货车15辆，更新"),
        (50, 410, "老旧农机300台，支持购置先进适用、节能环保的农业机械，推动"),
        (50, 397, "主要农作物耕种收综合机械化率提高到83%，并建设维修网点20个。"),
    ])]);
    let ledger = ledger(&file);
    let titles: Vec<&str> = ledger.entries.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles, ["加快建筑和市政基础设施领域老旧设备的更新改造", "支持交通运输设备更新"]);
}

#[test]
fn a_line_between_two_columns_makes_no_table() {
    // It is drawn for all pages at once, and a clip shows of it what is on this one; a rule stands under the running head.
    let lines: Vec<(u32, u32, String)> = (0..10)
        .flat_map(|line| {
            let y = 530 - 20 * line;
            [(50, y, format!("左栏第{line}行的文字接着往下写")), (210, y, format!("右栏第{line}行的文字接着往下写"))]
        })
        .collect();
    let words: String = lines.iter().map(|(x, y, words)| at(*x, *y, words)).collect();
    let drawn = "q 40 40 320 510 re W n 0.5 w 200 900 m 200 -300 l S Q\n";
    let file = pdf(&[&(at(50, 575, "某市人民政府公报") + &level(565, 50, 350) + drawn + &words)]);
    let read = reads(&file);
    assert!(!read.text.contains('\t'), "{}", read.text);
    let (left, right) = (read.text.find("左栏第9行"), read.text.find("右栏第0行"));
    assert!(left.is_some() && left < right, "{}", read.text);
    assert!(!codes(&file).contains(&"table-unread"));
}

#[test]
fn a_gazette_in_two_narrow_columns_reads_as_a_paper_in_one() {
    let left = [
        (70, "一、主要任务"),
        (70, "1.培育市场主体。引导港口"),
        (50, "企业组建联盟，培育龙头企业5家"),
        (50, "、重点企业9家。"),
        (70, "牵头单位：市交通运输局"),
        (70, "责任单位：市国资委、人民银"),
        (50, "行某市分行"),
        (70, "2.推广新装备。推广应用标"),
        (50, "准集装箱500个，新增专用线"),
        (50, "18条，提升港口的作业能力。"),
    ];
    let right = [
        (230, "牵头单位：市交通运输局"),
        (230, "责任单位：市能源局、市工业"),
        (210, "和信息化局"),
        (230, "3.规范收费行为。清理港口、"),
        (210, "铁路货运两端收费，压减收费项"),
        (210, "目10项，公布收费目录，接受企"),
        (210, "业和群众监督。"),
        (230, "牵头单位：市市场监管局"),
        (230, "责任单位：市商务局"),
        (230, "二、重点工程"),
    ];
    let column = |lines: &[(u32, &str)]| -> String {
        lines.iter().zip(0..).map(|(&(x, words), line)| at(x, 540 - 16 * line, words)).collect()
    };
    let head = at(50, 575, "某市人民政府公报") + &at(290, 575, "2024年第3期");
    let first = head.clone() + &column(&left) + &column(&right);
    // The line between the columns goes on below the table over both, and few lines are left.
    let edges = [50, 90, 180, 260, 350].map(|x| format!("0.5 w {x} 540 m {x} 480 l S\n")).concat();
    let table = [540, 520, 480].map(|y| level(y, 50, 350)).concat()
        + &edges
        + "0.5 w 200 480 m 200 380 l S\n"
        + &page(&[(55, 527, "序号"), (95, 527, "重点任务"), (185, 527, "牵头单位"), (265, 527, "责任单位")])
        + &page(&[(55, 497, "1"), (95, 497, "建成物流园2个"), (185, 497, "市发展改革委"), (265, 497, "市财政局")]);
    let rest = page(&[
        (70, 460, "三、保障措施"),
        (70, 444, "（一）加强组织领导。市推进"),
        (50, 428, "小组每季度调度通报进展。"),
    ]) + &page(&[
        (230, 460, "（二）强化要素保障。三年授"),
        (210, 444, "信总额不低于50亿元，优先保障"),
        (210, 428, "重点项目用地。"),
    ]);
    let file = pdf(&[&first, &(head + &table + &rest)]);
    let ledger = ledger(&file);
    let found: Vec<String> = ledger
        .entries
        .iter()
        .map(|entry| {
            let names = |clause: &Responsibility| {
                clause.organs.iter().map(|organ| organ.name.as_str()).collect::<Vec<_>>().join("、")
            };
            let clauses: Vec<String> = entry.responsibilities.iter().map(names).collect();
            [std::slice::from_ref(&entry.title), &clauses].concat().join("|")
        })
        .collect();
    assert_eq!(
        found,
        [
            "培育市场主体|市交通运输局|市国资委、人民银行某市分行",
            "推广新装备|市交通运输局|市能源局、市工业和信息化局",
            "规范收费行为|市市场监管局|市商务局",
            "建成物流园2个|市发展改革委|市财政局",
            "加强组织领导",
            "强化要素保障",
        ]
    );
    assert_eq!(removed(&ledger, RemovedKind::Header), ["某市人民政府公报\u{3000}\u{3000}2024年第3期"; 2]);
}

#[test]
fn a_label_that_ends_several_pages_stays_with_its_entry() {
    let pages: Vec<String> = (1..=4)
        .map(|page| {
            let body: String = (0..24)
                .map(|line| at(50, 560 - line * 20, "稳步推进各项重点工作落地见效，确保全年目标如期实现和群众"))
                .collect();
            let label = at(50, 80, "期待。") + &at(50, 60, &format!("完成时限：2024年{page}月底"));
            let head = if page == 1 {
                at(50, 592, "某市2024年工作方案") + &at(50, 579, "一、主要任务")
            } else {
                String::new()
            };
            head + &at(50, 570, &format!("{page}.做好第{page}件事。")) + &body + &label
        })
        .collect();
    let file = pdf(&pages.iter().map(String::as_str).collect::<Vec<_>>());
    let ledger = ledger(&file);
    assert!(removed(&ledger, RemovedKind::Footer).is_empty(), "{:?}", ledger.removed);
    let times: Vec<&str> =
        ledger.entries.iter().flat_map(|entry| &entry.deadlines).map(|deadline| deadline.text.as_str()).collect();
    assert_eq!(times, ["2024年1月底", "2024年2月底", "2024年3月底", "2024年4月底"]);
}

#[test]
fn what_was_drawn_before_the_lines_above_it_stands_beside_its_own() {
    let file = pdf(&[&page(&[
        (250, 80, "2024年3月5日印发"),
        (50, 560, "某市工作方案"),
        (50, 540, "一、主要任务"),
        (50, 520, "（一）做好工作。建设示范园2个。"),
        (50, 110, "抄送：市委各部门，市人大常委会办公室，市政协办公室。"),
        (50, 80, "某市人民政府办公室"),
    ])]);
    let removed = ledger(&file).removed;
    let colophon: Vec<&str> = removed.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(
        colophon,
        ["抄送：市委各部门，市人大常委会办公室，市政协办公室。", "某市人民政府办公室\u{3000}\u{3000}2024年3月5日印发"]
    );
}

/// Words in the small print of footnotes and their marks.
fn small(x: u32, y: u32, words: &str) -> String {
    set(&format!("1 0 0 1 {x} {y}"), 6, words)
}

/// A plan whose one item, `noted`, goes on over the end of its page.
fn over_two_pages(noted: &str) -> Vec<u8> {
    let first = at(50, 560, "某市工作方案") + &at(50, 540, "一、主要任务") + noted;
    pdf(&[&first, &at(50, 560, "等优势品种扩繁，新增良种场8家。")])
}

#[test]
fn footnotes_of_a_page_go_with_their_marks_and_the_sentence_goes_on_behind_them() {
    let noted = at(50, 520, "（一）建设海洋牧场")
        + &small(140, 524, "1")
        + &at(144, 520, "。建设示范区2个，推动对虾、海参、扇贝、鲍鱼")
        + &small(50, 60, "1　海洋牧场：指在特定海域综合运用工程技术形成的人工渔场，示范区不少于1个。");
    let ledger = ledger(&over_two_pages(&noted));
    let [entry] = &ledger.entries[..] else { panic!("{:?}", ledger.entries) };
    assert_eq!(entry.title, "建设海洋牧场");
    assert_eq!(entry.text, "建设示范区2个，推动对虾、海参、扇贝、鲍鱼等优势品种扩繁，新增良种场8家。");
    assert_eq!(removed(&ledger, RemovedKind::Footnote).len(), 1, "{:?}", ledger.removed);
    assert_eq!(removed(&ledger, RemovedKind::Mark), ["1"]);
}

#[test]
fn marks_of_another_font_stand_in_the_room_that_the_words_leave_for_them() {
    // The words are drawn first, and “ ” behind them.
    let words = at(50, 520, "推进") + &at(80, 520, "宁静山城") + &at(130, 520, "建设，建成示范街区3个。");
    let marks = at(70, 520, "“") + &at(120, 520, "”");
    check(&pdf(&[&(words + &marks)]), &["推进“宁静山城”建设，建成示范街区3个。"]);
}

#[test]
fn what_a_page_break_moved_out_of_a_row_comes_back_to_it() {
    let columns = [50, 90, 150, 270, 350];
    let ruled = |ys: &[u32]| -> String {
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        let levels: String = ys.iter().map(|y| level(*y, 50, 350)).collect();
        levels + &columns.map(|x| format!("0.5 w {x} {top} m {x} {bottom} l S\n")).concat()
    };
    let head = |y| page(&[(55, y, "序号"), (95, y, "重点任务"), (155, y, "具体措施"), (275, y, "牵头单位")]);
    let first = ruled(&[140, 120, 90, 60])
        + &head(127)
        + &page(&[(55, 100, "1"), (95, 100, "规划"), (155, 100, "编制专项规划2项。"), (275, 100, "市规划局")])
        + &page(&[(55, 70, "2"), (95, 70, "标准")]);
    let second = ruled(&[560, 540, 510, 480])
        + &head(547)
        + &page(&[(155, 520, "制定地方标准3项。"), (275, 520, "市质监局")])
        + &page(&[(55, 490, "3"), (95, 490, "宣传"), (155, 490, "刊发稿件50篇。"), (275, 490, "市委宣传部")]);
    check(
        &pdf(&[&first, &second]),
        &[
            "序号\t重点任务\t具体措施\t牵头单位",
            "1\t规划\t编制专项规划2项。\t市规划局",
            "2\t标准\t制定地方标准3项。\t市质监局",
            "序号\t重点任务\t具体措施\t牵头单位",
            "3\t宣传\t刊发稿件50篇。\t市委宣传部",
        ],
    );
}

#[test]
fn running_heads_that_name_the_chapter_go_and_its_heading_stays() {
    let small = |y: u32, words: &str| set(&format!("1 0 0 1 150 {y}"), 7, words);
    let chapter = |number: &str, name: &str, task: &str| {
        let heading = format!("第{number}章　{name}");
        small(580, &heading) + &at(120, 540, &heading) + &at(50, 510, &format!("一、{task}。建成平台2个。"))
    };
    let file = pdf(&[&chapter("一", "总体要求", "统筹推进"), &chapter("二", "重点任务", "建设平台")]);
    let ledger = ledger(&file);
    assert_eq!(removed(&ledger, RemovedKind::Header), ["第一章\u{3000}总体要求", "第二章\u{3000}重点任务"]);
    let section: Vec<&str> = ledger.entries.iter().flat_map(|entry| &entry.section).map(String::as_str).collect();
    assert_eq!(section, ["第一章总体要求", "第二章重点任务"]);
}

#[test]
fn a_title_in_larger_print_ends_where_the_words_below_it_are_small() {
    // It is long enough for a wrap to have broken it, and nothing but the print says that the next line is not its own.
    let title = "某市人民政府关于推进文旅消费和夜间经济扩容提质的报告";
    let report = "上半年，全市接待游客120万人次，各项工作进展顺利，现将重点任务安排如下。";
    let content = set("1 0 0 1 50 540", 12, title)
        + &set("1 0 0 1 50 520", 9, report)
        + &set("1 0 0 1 50 500", 9, "一、建设夜市。年底前建成夜市3个。");
    assert_eq!(ledger(&pdf(&[&content])).document.title.as_deref(), Some(title));
}

#[test]
fn a_footnote_may_begin_with_a_year_and_its_mark_may_stand_behind_a_stop() {
    let noted = at(50, 520, "（一）建设海洋牧场。")
        + &small(150, 524, "1")
        + &at(154, 520, "建设示范区2个，推动对虾、海参、扇贝、鲍鱼")
        + &small(50, 60, "1")
        + &small(54, 60, "2024年全市示范区有6个。");
    let ledger = ledger(&over_two_pages(&noted));
    let [entry] = &ledger.entries[..] else { panic!("{:?}", ledger.entries) };
    assert_eq!(entry.text, "建设示范区2个，推动对虾、海参、扇贝、鲍鱼等优势品种扩繁，新增良种场8家。");
    assert_eq!(removed(&ledger, RemovedKind::Mark), ["1"]);
    assert_eq!(removed(&ledger, RemovedKind::Footnote), ["12024年全市示范区有6个。"]);
}

#[test]
fn marks_of_annexes_at_the_top_of_pages_are_no_running_heads() {
    let annex = |number: u32, title: &str| {
        let task = format!("1.推进第{number}项工作。建成平台{number}个。");
        at(50, 580, &format!("附件{number}")) + &at(120, 540, title) + &at(50, 510, &task)
    };
    let notice = at(100, 560, "某市人民政府办公室关于印发任务清单的通知")
        + &at(50, 530, "现将有关清单印发给你们，请认真贯彻落实。")
        + &at(250, 500, "某市人民政府办公室")
        + &at(260, 480, "2024年3月5日");
    let file = pdf(&[&notice, &annex(1, "甲任务清单"), &annex(2, "乙任务清单"), &annex(3, "丙任务清单")]);
    let plans: Vec<String> = ledger(&file).plans.into_iter().map(|plan| plan.title).collect();
    assert_eq!(plans, ["甲任务清单", "乙任务清单", "丙任务清单"]);
}

#[test]
fn a_note_under_a_table_without_lines_ends_it() {
    // It follows as near as the lines of a cell do, begins beyond the first column and reaches over several.
    let note = "注：责任单位应于每月25日前报送台账。";
    let file = pdf(&[&page(&[
        (44, 530, "序号"),
        (120, 530, "工作任务"),
        (260, 530, "责任单位"),
        (50, 508, "1"),
        (80, 508, "推进企业开办一网通办。"),
        (260, 508, "市市场监管局"),
        (50, 490, "2"),
        (80, 490, "减税降费。"),
        (260, 490, "市税务局"),
        (90, 475, note),
    ])]);
    check(
        &file,
        &["序号\t工作任务\t责任单位", "1\t推进企业开办一网通办。\t市市场监管局", "2\t减税降费。\t市税务局", note],
    );
}
