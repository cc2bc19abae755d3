//! `taizhang inspect`: what a stage made of one document.

use std::process::ExitCode;

use crate::args::InspectArgs;
use crate::line::{Failure, Want};
use crate::supervise::Readers;
use crate::{FAILED, inputs, messages, print, report};

pub fn run(args: &InspectArgs) -> ExitCode {
    let lang = args.reading.lang();
    let shown = match inputs::input(&args.input, &args.reading.options()) {
        Ok(input) => {
            let readers = Readers::new(&args.reading);
            report::silencing_panics(|| readers.lane(true).read(&input, Want::Stage(args.stage)))
        }
        Err(error) => Err(Failure::of(lang, &taizhang::ReadError::from(error).into())),
    };
    match shown {
        Ok(made) => print(&made.bytes),
        Err(failure) => {
            report::say(&messages::input::failure(lang, &args.input.display().to_string(), &failure));
            ExitCode::from(FAILED)
        }
    }
}
