//! How expected each word is in the news of four languages, and each name and happening of the tables of concepts, from
//! headlines and posts; no text is kept, only shares.

use crate::Fault;
use crate::data::{Data, project, sha256};
use crate::manifests::{self, Learnt};
use overshadow::agenda::stories::{TermCounts, concept_keys, table_of_terms, word_keys};
use std::io::Read;

/// Words seen fewer times are left out.
const FEWEST: u64 = 4;
/// Names and happenings that fewer articles name are left out.
const FEWEST_NAMING: u64 = 2;
const LICENCE: &str = "facts: shares of words";
const LICENCE_OF_CONCEPTS: &str = "facts: shares of articles";
const LANGUAGES: [&str; 4] = ["en", "pl", "ru", "zh"];

/// A set of texts: its file, and the language and text of a line.
struct Texts {
    name: &'static str,
    file: &'static str,
    licence: &'static str,
    snapshot: &'static str,
    /// Language and text of a line; `None` for a line that is no text.
    line: fn(&str) -> Option<(&str, String)>,
}

const SETS: [Texts; 4] = [
    Texts {
        name: "RSS-Link-Database-2023, headlines",
        file: "news/rss-headlines-2023/headlines.tsv.zst",
        licence: "GPL-3.0 repository; facts only",
        snapshot: "08b89dd9b",
        line: |line| {
            let mut cells = line.split('\t').skip(3);
            Some((cells.next().filter(|language| language.len() == 2)?, cells.next()?.to_owned()))
        },
    },
    Texts {
        name: "telegram-news-classifier, posts",
        file: "news/telegram-ru/posts.jsonl.zst",
        licence: "CC BY 4.0",
        snapshot: "b8b03f198291",
        line: |line| {
            let post: serde_json::Value = serde_json::from_str(line).ok()?;
            Some(("ru", post["text"].as_str()?.to_owned()))
        },
    },
    Texts {
        name: "Lianhe Zaobao, China, headlines",
        file: "news/zh-headlines/zaobao-china-2023-01_2024-06.tsv.zst",
        licence: "facts only",
        snapshot: "2024-06",
        line: |line| Some(("zh", line.split('\t').nth(3)?.to_owned())),
    },
    Texts {
        name: "CCTV Xinwen Lianbo, rundown",
        file: "news/zh-headlines/cctv-rundown-2022-09_2024-06.tsv.zst",
        licence: "facts only",
        snapshot: "2024-06",
        line: |line| Some(("zh", line.split('\t').nth(2)?.to_owned())),
    },
];

/// Counts the words and concepts of all sets and writes the tables.
pub(super) fn train(data: &Data) -> Result<(), Fault> {
    let [mut words, mut concepts] = [LANGUAGES, LANGUAGES].map(|languages| languages.map(|_| TermCounts::default()));
    let mut learnt = Vec::new();
    for set in &SETS {
        let file = data.file(set.file)?;
        let mut text = String::new();
        zstd::Decoder::new(std::fs::File::open(&file)?)?.read_to_string(&mut text)?;
        let mut of_set = 0;
        for (language, text) in text.lines().filter_map(set.line) {
            let Some(at) = LANGUAGES.iter().position(|name| *name == language) else { continue };
            let keys = word_keys(&text, language);
            of_set += keys.len();
            words[at].all += keys.len() as u64;
            keys.into_iter().for_each(|key| *words[at].counts.entry(key).or_default() += 1);
            // The tables of concepts know no Polish.
            if language != "pl" {
                concepts[at].all += 1;
                concept_keys(&text).into_iter().for_each(|key| *concepts[at].counts.entry(key).or_default() += 1);
            }
        }
        println!("{}: {of_set} words", set.name);
        learnt.push(Learnt {
            name: set.name.to_owned(),
            file: set.file.rsplit('/').next().unwrap_or_default().to_owned(),
            sha256: sha256(&std::fs::read(&file)?),
            licence: set.licence.to_owned(),
            snapshot: set.snapshot.to_owned(),
            words: Some(of_set),
        });
    }
    let folder = project().join("models/all");
    let tables =
        [("terms.bin", words, FEWEST, LICENCE), ("concepts.bin", concepts, FEWEST_NAMING, LICENCE_OF_CONCEPTS)];
    for (name, counts, fewest, licence) in tables {
        let table = table_of_terms(&counts, fewest);
        println!("{name}: {} bytes", table.len());
        manifests::write(&folder, name, &table, licence, &learnt)?;
    }
    Ok(())
}
