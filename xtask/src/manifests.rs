//! The manifest beside model files: what each was learnt from, under which licence, and its hash.
//!
//! A small part of TOML, written and read here alone: one block `[[weights]]` a file, with its `[[weights.sources]]`.

use crate::Fault;
use crate::data::{project, sha256};
use crate::treebanks::Source;
use std::path::Path;

const NAME: &str = "manifest.toml";
const BLOCK: &str = "\n[[weights]]\n";
const HEADER: &str = "\
# What each file of weights in this folder was learnt from. Written by `cargo xtask train`; `cargo xtask check` compares
# the hashes. The weights carry the licence named here, whatever that of the code is.
";

/// What weights were learnt from.
#[derive(Clone, Debug)]
pub(crate) struct Learnt {
    pub(crate) name: String,
    /// The file's or folder's name.
    pub(crate) file: String,
    pub(crate) sha256: String,
    pub(crate) licence: String,
    /// The version or the day of the copy.
    pub(crate) snapshot: String,
    /// Words of running text; `None` where there is none.
    pub(crate) words: Option<usize>,
}

impl Learnt {
    /// A file of a data set.
    pub(crate) fn of_file(source: Source, file: &Path, words: usize) -> Result<Self, Fault> {
        Ok(Self {
            name: source.name.to_owned(),
            file: file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            sha256: sha256(&std::fs::read(file)?),
            licence: source.licence.to_owned(),
            snapshot: source.snapshot.to_owned(),
            words: Some(words),
        })
    }
}

/// Writes a file of weights and its block of the manifest; the blocks of other files stay.
pub(crate) fn write(folder: &Path, name: &str, bytes: &[u8], licence: &str, sources: &[Learnt]) -> Result<(), Fault> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join(name), bytes)?;
    let mut block = format!("file = \"{name}\"\nsha256 = \"{}\"\nlicence = \"{licence}\"\n", sha256(bytes));
    for Learnt { name, file, sha256, licence, snapshot, words } in sources {
        block += &format!("\n[[weights.sources]]\nname = \"{name}\"\nfile = \"{file}\"\nsha256 = \"{sha256}\"\n");
        block += &format!("licence = \"{licence}\"\nsnapshot = \"{snapshot}\"\n");
        block += &words.map(|words| format!("words = {words}\n")).unwrap_or_default();
    }
    let before = std::fs::read_to_string(folder.join(NAME)).unwrap_or_default();
    let others = before.split(BLOCK).skip(1).filter(|block| value(block, "file") != Some(name)).map(str::to_owned);
    let mut blocks: Vec<String> = others.chain([block]).collect();
    blocks.sort();
    let whole = std::iter::once(HEADER.to_owned()).chain(blocks).collect::<Vec<_>>().join(BLOCK);
    Ok(std::fs::write(folder.join(NAME), whole)?)
}

/// Compares every file of weights under `models/` with the hash in its manifest; none may be without.
pub(crate) fn check() -> Result<(), Fault> {
    for folder in std::fs::read_dir(project().join("models"))?.collect::<Result<Vec<_>, _>>()? {
        let folder = folder.path();
        if !folder.is_dir() {
            continue;
        }
        let manifest = std::fs::read_to_string(folder.join(NAME)).unwrap_or_default();
        let listed: Vec<&str> = manifest.split(BLOCK).skip(1).collect();
        for file in std::fs::read_dir(&folder)?.collect::<Result<Vec<_>, _>>()? {
            let name = file.file_name().to_string_lossy().into_owned();
            if !name.ends_with(".bin") {
                continue;
            }
            let block = listed.iter().find(|block| value(block, "file") == Some(name.as_str()));
            let hash = block.and_then(|block| value(block, "sha256"));
            if hash != Some(sha256(&std::fs::read(file.path())?).as_str()) {
                return Err(format!("{} is not the file its manifest lists", file.path().display()).into());
            }
        }
    }
    Ok(())
}

/// The first value of a key in a block.
fn value<'a>(block: &'a str, key: &str) -> Option<&'a str> {
    block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_written_again_replaces_its_own_block_only() -> Result<(), Fault> {
        let folder = std::env::temp_dir().join(format!("overshadow-manifest-{}", std::process::id()));
        for (name, bytes) in [("one.bin", b"1"), ("two.bin", b"2"), ("one.bin", b"3")] {
            write(&folder, name, bytes, "CC0", &[])?;
        }
        let manifest = std::fs::read_to_string(folder.join(NAME))?;
        std::fs::remove_dir_all(&folder)?;
        let hashes: Vec<Option<&str>> = manifest.split(BLOCK).skip(1).map(|block| value(block, "sha256")).collect();
        assert_eq!(hashes, [Some(sha256(b"3").as_str()), Some(sha256(b"2").as_str())]);
        Ok(())
    }
}
