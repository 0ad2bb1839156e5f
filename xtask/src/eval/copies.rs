//! Near copies among 16,000 agency articles, against every pair compared exactly.

use crate::Fault;
use crate::data::{Data, scratch};
use crate::{floors, scorer};
use std::fs::File;
use std::path::Path;
use std::process::Command;

const ARTICLES: &str = "news/reuters21578/articles.jsonl.zst";
const PAIRS: &str = "news/reuters21578/near-duplicates-exact.tsv";

/// The shares of near copies found, and of what was called one that is one.
pub(crate) fn score(data: &Data, program: &Path) -> Result<(), Fault> {
    let folder = scratch("eval")?;
    let (texts, found) = (folder.join("reuters.jsonl"), folder.join("copies.jsonl"));
    zstd::stream::copy_decode(File::open(data.file(ARTICLES)?)?, File::create(&texts)?)?;
    let output = Command::new(program).args(["copies", "--all", "-o"]).args([&found, &texts]).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    println!("  {}", String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or_default());
    let words = [&data.file(PAIRS)?, &found].map(|path| path.display().to_string());
    let [pairs, found] = words;
    let score = scorer::run(
        data,
        "copies_score.py",
        &[pairs, found, "--text".to_owned(), texts.display().to_string(), "--json".to_owned()],
    )?;
    floors::hold(
        "copies",
        &[
            ("recall at .8", score.figure(&["recall", "0.8"])?),
            ("recall at .9", score.figure(&["recall", "0.9"])?),
            ("recall at 1", score.figure(&["recall", "1"])?),
            ("precision, listed", score.figure(&["precision", "listed"])?),
            ("precision at .8", score.figure(&["precision", "0.8"])?),
        ],
    )
}
