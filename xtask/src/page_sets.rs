//! Sets of news pages with the main text of each, written down by others.

use crate::Fault;
use crate::data::{Data, scratch, succeed};
use crate::scorer::{self, Score};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use overshadow_record::{Page, PageForm};
use serde_json::{Map, Value, json};
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A package for Python whose own tests hold pages in ten languages beside their texts (MIT licence). Fetched when it is not
/// there yet, and used for this alone: no rule was made with these pages in sight.
const PACKAGE: &str = "newspaper4k";
const VERSION: &str = "0.9.6";

/// Packed pages in a folder, and a file with the text of each.
pub(crate) struct PageSet {
    pub(crate) html: PathBuf,
    truth: PathBuf,
}

impl PageSet {
    /// The 181 pages that the rules were made with.
    pub(crate) fn development(data: &Data) -> Result<Self, Fault> {
        Ok(Self { html: data.file("extraction/zyte/html")?, truth: data.file("extraction/zyte/ground-truth.json")? })
    }

    /// Pages that no rule was made with.
    pub(crate) fn unseen() -> Result<Self, Fault> {
        let folder = scratch("unseen-pages")?;
        let set = Self { html: folder.join("html"), truth: folder.join("truth.json") };
        if !set.truth.exists() {
            set.make(&fetched(&folder)?)?;
        }
        Ok(set)
    }

    /// Packs the pages that have a text.
    fn make(&self, tests: &Path) -> Result<(), Fault> {
        std::fs::create_dir_all(&self.html)?;
        let mut truth = Map::new();
        for entry in std::fs::read_dir(tests.join("txt"))? {
            let path = entry?.path();
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let Ok(page) = std::fs::read(tests.join("html").join(format!("{name}.html"))) else { continue };
            let mut packed =
                GzEncoder::new(File::create(self.html.join(format!("{name}.html.gz")))?, Compression::fast());
            packed.write_all(&page)?;
            packed.finish()?;
            truth.insert(name, json!({ "articleBody": std::fs::read_to_string(&path)? }));
        }
        Ok(std::fs::write(&self.truth, Value::Object(truth).to_string())?)
    }

    /// Every page, in order of names.
    pub(crate) fn pages(&self) -> Result<Vec<Page>, Fault> {
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(&self.html)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        paths.sort();
        let page = |path: &PathBuf| {
            let mut bytes = Vec::new();
            GzDecoder::new(File::open(path)?).read_to_end(&mut bytes)?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Ok(Page::of_text(PageForm::Html, String::from_utf8_lossy(&bytes).into_owned(), name))
        };
        paths.iter().map(page).collect()
    }

    /// The scorer's figures for the texts in a file.
    pub(crate) fn scored(&self, data: &Data, found: &Path) -> Result<Score, Fault> {
        let [truth, found] = [&self.truth, found].map(|path| path.display().to_string());
        scorer::run(data, "extraction_score.py", &["zyte".to_owned(), truth, found, "--json".to_owned()])
    }
}

/// The folder of pages and texts in the package.
fn fetched(folder: &Path) -> Result<PathBuf, Fault> {
    let unpacked = folder.join(format!("{PACKAGE}-{VERSION}"));
    if !unpacked.exists() {
        let pip =
            ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", PACKAGE];
        let python = || Command::new("python3");
        succeed(python().args(pip).arg("--dest").arg(folder).arg(format!("{PACKAGE}=={VERSION}")))?;
        let packed = folder.join(format!("{PACKAGE}-{VERSION}.tar.gz"));
        succeed(python().args(["-m", "tarfile", "-e"]).args([&packed, folder]))?;
    }
    Ok(unpacked.join("tests/data"))
}
