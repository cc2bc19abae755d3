//! `taizhang worker`: one input a line, one JSON line for each, in order, whatever the documents do.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::args::WorkerArgs;
use crate::line::{self, Asked, Want};
use crate::supervise::{self, Readers};
use crate::{FAILED, messages, report};

/// One of several parts of a list: each line is in exactly one, told by its bytes and not by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    part: u64,
    parts: u64,
}

impl Shard {
    fn holds(self, line: &[u8]) -> bool {
        let digest = Sha256::digest(line);
        let (start, _) = digest.split_first_chunk().expect("a digest has 32 bytes");
        u64::from_be_bytes(*start) % self.parts == self.part - 1
    }
}

impl FromStr for Shard {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (part, parts) = text.split_once('/').ok_or("give the part and the number of parts: 1/4 … 4/4")?;
        let number = |text: &str| text.parse().map_err(|_| "both are whole numbers: 1/4 … 4/4");
        let (part, parts) = (number(part)?, number(parts)?);
        if (1..=parts).contains(&part) { Ok(Self { part, parts }) } else { Err("parts count from 1: 1/4 … 4/4") }
    }
}

pub fn run(args: &WorkerArgs) -> ExitCode {
    let done = report::silencing_panics(|| {
        if args.child {
            supervise::obey(&Readers::new(&args.reading), io::stdin(), io::stdout())
        } else {
            answer_all(args)
        }
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Who reads the pipe has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            report::say(&messages::input::broken_stream(args.reading.lang(), &error));
            ExitCode::from(FAILED)
        }
    }
}

/// Answers every line of the list.
fn answer_all(args: &WorkerArgs) -> io::Result<()> {
    let readers = Readers::new(&args.reading);
    let lang = args.reading.lang();
    let mut lane = readers.lane(false);
    let mut out = io::stdout().lock();
    let mut answer = |line: &[u8]| -> io::Result<()> {
        if args.shard.is_some_and(|shard| !shard.holds(line)) {
            return Ok(());
        }
        let answer = match line::read(line) {
            Ok(Asked { input, .. }) => {
                let made = lane.read(&input, Want::default());
                made.map_or_else(|failure| line::error(&failure, &input.file), |made| made.bytes)
            }
            Err(what) => line::error(&line::bad(lang, &what), &String::from_utf8_lossy(line)),
        };
        // Who asks may wait for this answer before the next question.
        out.write_all(&answer).and_then(|()| out.flush())
    };
    if !args.lines.is_empty() {
        return args.lines.iter().try_for_each(|line| answer(line.as_encoded_bytes()));
    }
    let mut lines = io::stdin().lock();
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        answer(line::without_end(&line))?;
        line.clear();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_in_one_shard_wherever_it_stands() {
        let shards: Vec<Shard> = (1..=3).map(|part| format!("{part}/3").parse().expect("a shard")).collect();
        let lines: Vec<String> = (0..300).map(|n| format!("plans/{n}.pdf")).collect();
        let holding = |line: &String| shards.iter().filter(|shard| shard.holds(line.as_bytes())).count();
        assert!(lines.iter().all(|line| holding(line) == 1));
        for shard in &shards {
            let held = lines.iter().filter(|line| shard.holds(line.as_bytes())).count();
            assert!((70..130).contains(&held), "the parts are about even: {held}");
        }
    }

    #[test]
    fn shards_count_from_1() {
        for wrong in ["0/4", "5/4", "1", "a/b", "1/0", "-1/2"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
        assert_eq!("4/4".parse(), Ok(Shard { part: 4, parts: 4 }));
    }
}
