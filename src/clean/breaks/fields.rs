//! The frame of a page that stands in one line with the title: …的通知文章属性•【制定机关】某某•【字号】某政办〔2021〕7号正文….

use crate::lexicon::Lexicon;

/// So many labels in brackets make a frame.
const LEAST: usize = 3;

/// The longest value that a heading (正文) parts from the words behind it, in bytes.
const LONGEST_VALUE: usize = 120;

/// Where the pieces of a frame begin in words, and the words behind it; empty where there is none.
pub(super) fn cuts(words: &str, lexicon: &Lexicon) -> Vec<usize> {
    let mut cuts = Vec::new();
    let (mut labels, mut end) = (0, 0);
    for (at, _) in words.match_indices('【') {
        let Some(close) = words[at..].find('】').map(|close| at + close) else { break };
        if lexicon.frames().get(&words[at + '【'.len_utf8()..close]).is_none() {
            continue;
        }
        // The heading above the labels, and the bullet before each.
        let before = words[..at].trim_end_matches(|c: char| matches!(c, '•' | '·' | '●') || c.is_whitespace());
        let above = || lexicon.furniture().above_fields.strip_end(before);
        cuts.extend(if labels == 0 { above().map(str::len) } else { None });
        cuts.push(before.len());
        (labels, end) = (labels + 1, close + '】'.len_utf8());
    }
    if labels < LEAST {
        return Vec::new();
    }
    let value = &words[end..words.floor_char_boundary(words.len().min(end + LONGEST_VALUE))];
    if let Some(at) = value.find("正文") {
        cuts.extend([end + at, end + at + "正文".len()]);
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_in_one_line_with_the_title() {
        let lexicon = Lexicon::builtin();
        let parted = |words: &str| {
            let mut words = words.to_owned();
            cuts(&words.clone(), lexicon).iter().rev().for_each(|&at| words.insert(at, '/'));
            words
        };
        assert_eq!(
            parted("关于甲的通知文章属性•【制定机关】乙局•【字号】乙发〔2021〕7号•【时效性】现行有效正文关于甲的通知"),
            "关于甲的通知/文章属性/•【制定机关】乙局/•【字号】乙发〔2021〕7号/•【时效性】现行有效/正文/关于甲的通知"
        );
        for words in ["整治。【责任单位】甲局【完成时限】年底前【备注】无", "关于甲的通知【字号】乙发〔2021〕7号"]
        {
            assert_eq!(parted(words), words);
        }
    }
}
