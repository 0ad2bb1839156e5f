//! Tables of other systems, each as a small file written here by hand in `golden`: what becomes of every row.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read the files written for them")]

mod exports;
mod hostile;
mod inspecting;

use overshadow_read::{Item, ReadError, ReadOptions, read_bytes};
use overshadow_record::{Article, Skipped, table::write_json};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// What a reading gave.
#[derive(Debug, Default)]
struct Seen {
    articles: Vec<Article>,
    skipped: Vec<Skipped>,
    pages: usize,
}

fn seen(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Seen, ReadError> {
    let mut seen = Seen::default();
    read_bytes(name, bytes, options, &mut |item| {
        match item {
            Ok(Item::Article(article)) => seen.articles.push(*article),
            Ok(Item::Page(_)) => seen.pages += 1,
            Err(skipped) => seen.skipped.push(skipped),
        }
        ControlFlow::Continue(())
    })?;
    Ok(seen)
}

fn golden() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables/golden");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// The articles as they are exported, without what is empty, then what was left out.
fn told(seen: &Seen) -> String {
    let mut lines = Vec::new();
    for article in &seen.articles {
        let mut line = Vec::new();
        write_json(article, &mut line).unwrap();
        let mut columns: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(&line).unwrap();
        columns.retain(|_, value| !value.is_null() && *value != "" && *value != serde_json::json!([]));
        lines.push(serde_json::to_string_pretty(&columns).unwrap());
    }
    lines.extend(
        seen.skipped.iter().map(|skipped| format!("{}: {}, {}", skipped.source, skipped.reason, skipped.detail)),
    );
    lines.join("\n")
}

#[test]
fn every_row_of_every_format_becomes_what_it_should() {
    for path in golden() {
        let name = name(&path);
        let seen = seen(&name, &std::fs::read(&path).unwrap(), &ReadOptions::default()).unwrap();
        insta::assert_snapshot!(name.clone(), told(&seen));
    }
}

/// A file that is still being fetched, or broke off: what was read before the cut is what the whole file gives there.
#[test]
fn a_file_cut_at_any_byte_gives_a_beginning_of_the_whole_but_for_its_last_row() {
    for path in golden() {
        let (name, bytes) = (name(&path), std::fs::read(&path).unwrap());
        let whole = seen(&name, &bytes, &ReadOptions::default()).unwrap().articles;
        for cut in 0..bytes.len() {
            let Ok(part) = seen(&name, &bytes[..cut], &ReadOptions::default()) else { continue };
            let sure = part.articles.len().saturating_sub(1);
            assert!(part.articles.len() <= whole.len() + 1, "{name} cut at {cut}");
            // A mark that is not reached yet may make another table of a first row that is alone.
            if sure > 0 {
                assert_eq!(part.articles[..sure], whole[..sure], "{name} cut at {cut}");
            }
        }
    }
}
