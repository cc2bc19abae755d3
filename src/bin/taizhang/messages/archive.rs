//! What is said about archives.

use taizhang::archive::ArchiveError;

use crate::lang::Lang;

/// Why an archive, or a file in one, cannot be read.
pub fn unreadable(lang: Lang, error: &ArchiveError) -> String {
    match (lang, error) {
        (Lang::En, error) => error.to_string(),
        (Lang::Zh, ArchiveError::Io { detail }) => format!("压缩包无法读取：{detail}；请检查路径和权限"),
        (Lang::Zh, ArchiveError::Damaged { detail }) => format!("压缩包已损坏（{detail}）；请重新获取"),
        (Lang::Zh, ArchiveError::Encrypted) => "压缩包有密码；请解压后给出目录".into(),
        (Lang::Zh, ArchiveError::Method { method }) => {
            format!("压缩方式（{method}）不能识别；请解压后给出目录")
        }
        (Lang::Zh, ArchiveError::SameNames) => "压缩包中有同名文件，只读取最后一个；请解压后给出目录".into(),
        (Lang::Zh, ArchiveError::TooLarge { of, limit }) => {
            let of = match *of {
                "bytes" => "字节",
                "entries" => "个文件",
                "unpacked bytes" => "解压后字节",
                "archives in archives" => "层嵌套",
                "times its packed size" => "倍压缩比",
                other => other,
            };
            format!("超出上限（{limit} {of}）；请解压后给出目录，或提高上限")
        }
        (Lang::Zh, other) => other.to_string(),
    }
}
