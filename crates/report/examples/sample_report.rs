//! Writes a report of invented findings: `cargo run --example sample_report -- report.html`.
//!
//! Beside it go the refused variant (`….refused.html`), the text form (`….txt`) and every chart as SVG and PNG, so that a
//! change of the look can be looked at.

#[path = "../tests/report/sample.rs"]
mod sample;

use overshadow_report::{html, png, svg, text};
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "an example is an edge: it takes its argument and writes files")]
    let path = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "report.html".to_owned()));
    let findings = sample::findings();
    write(&path, html(&findings).as_bytes())?;
    write(&path.with_extension("refused.html"), html(&sample::refused()).as_bytes())?;
    let texts =
        text(&findings, 80, true) + "\n" + &text(&findings, 80, false) + "\n" + &text(&sample::refused(), 80, true);
    write(&path.with_extension("txt"), texts.as_bytes())?;
    for figure in svg::figures(&findings) {
        write(&path.with_extension(format!("{}.svg", figure.name)), figure.svg.as_bytes())?;
        if let Some(picture) = png(&figure.svg, 1.5) {
            write(&path.with_extension(format!("{}.png", figure.name)), &picture)?;
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "an example is an edge: it takes its argument and writes files")]
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::write(path, bytes)
}
