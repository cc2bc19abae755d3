//! The manual page: one page for the program and all its commands.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::args::Args;

/// The page in roff.
pub fn page() -> Vec<u8> {
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    let mut page = Vec::new();
    let whole = Man::new(command.clone());
    render(&mut page, |out| whole.render(out));
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        page.extend_from_slice(section(sub).as_bytes());
    }
    page
}

/// A command as a section of the page: what `clap_mangen` makes a section of its own page becomes a subsection.
fn section(command: &Command) -> String {
    let title = command.get_bin_name().unwrap_or(command.get_name()).to_uppercase();
    let man = Man::new(command.clone());
    let mut text = Vec::new();
    render(&mut text, |out| {
        man.render_synopsis_section(out)?;
        man.render_description_section(out)?;
        man.render_options_section(out)?;
        if command.get_after_help().is_some() { man.render_extra_section(out) } else { Ok(()) }
    });
    format!(
        ".SH \"{title}\"\n{}",
        String::from_utf8_lossy(&text).replace(".SH ", ".SS ").replace("SS EXTRA", "SS EXIT STATUS")
    )
}

fn render(page: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) {
    write(page).expect("memory takes every byte");
}
