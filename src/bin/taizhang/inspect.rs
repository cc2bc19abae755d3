//! `taizhang inspect`: what a stage made of one document.

use std::process::ExitCode;

use taizhang::batch::Failure;

use crate::args::InspectArgs;
use crate::{FAILED, inputs, messages, print, report};

pub fn run(args: &InspectArgs) -> ExitCode {
    let lang = args.reading.lang();
    let options = args.reading.options();
    let shown = match inputs::input(&args.input, &options) {
        Ok(input) => report::silencing_panics(|| input.inspect(args.stage.into(), &options)),
        Err(error) => Err(Failure::Read(error.into())),
    };
    match shown {
        Ok(text) => print(text.as_bytes()),
        Err(failure) => {
            report::say(&messages::failure(lang, &args.input.display().to_string(), &failure));
            ExitCode::from(FAILED)
        }
    }
}
