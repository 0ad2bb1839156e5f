//! The models of a language: a folder of weight files, those inside the program or a user's own.
//!
//! Each file serves one stage, and a stage without its file is left to the rules. The files inside the program are those
//! of `models/en`; they carry licences of their own, told in `models/en/manifest.toml`, and are left out when the program
//! is built without the feature `embedded`.

use crate::lemmas::Lemmas;
use crate::linear::BadModel;
use crate::quotation::QuotationModels;
use crate::recogniser::{Gazetteer, Recogniser};
use crate::tagger::Tagger;
use std::borrow::Cow;
use std::fmt;

/// The files inside, each once.
#[cfg(feature = "embedded")]
static EMBEDDED: [(&str, &[u8]); 5] = [
    ("tagger.bin", include_bytes!("../../../models/en/tagger.bin")),
    ("lemmas.bin", include_bytes!("../../../models/en/lemmas.bin")),
    ("gazetteer.bin", include_bytes!("../../../models/en/gazetteer.bin")),
    ("names.bin", include_bytes!("../../../models/en/names.bin")),
    ("quotations.bin", include_bytes!("../../../models/en/quotations.bin")),
];

/// What was read of a folder of models.
#[derive(Clone, Debug, Default)]
pub struct Models {
    /// Parts of speech, from `tagger.bin`.
    pub tagger: Option<Tagger>,
    /// Dictionary forms, from `lemmas.bin`.
    pub lemmas: Option<Lemmas>,
    /// Names, from `names.bin` and `gazetteer.bin`, what it knows of names; both have to be there.
    pub recogniser: Option<Recogniser>,
    /// Who said what, from `quotations.bin`.
    pub quotations: Option<QuotationModels>,
}

/// A file that is not the model it is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadModelFile {
    /// Its name in the folder.
    pub file: &'static str,
    /// What is wrong with it.
    pub why: BadModel,
}

impl fmt::Display for BadModelFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.why)
    }
}

impl std::error::Error for BadModelFile {}

impl Models {
    /// The names of the files that are looked for.
    pub const FILES: [&str; 5] = ["tagger.bin", "lemmas.bin", "gazetteer.bin", "names.bin", "quotations.bin"];

    /// Reads the models from their files' bytes; `bytes` gives those of a file of [`Models::FILES`], `None` where there is
    /// no such file.
    ///
    /// # Errors
    /// When a file is no such model, or is damaged.
    pub fn from_files<'a>(mut bytes: impl FnMut(&str) -> Option<Cow<'a, [u8]>>) -> Result<Self, BadModelFile> {
        let [tagger, lemmas, gazetteer, names, quotations] =
            Self::FILES.map(|file| bytes(file).map(|bytes| (file, bytes)));
        let gazetteer = read(gazetteer, Gazetteer::from_bytes)?;
        let names = read(names, Recogniser::model_of_bytes)?;
        Ok(Self {
            recogniser: names.zip(gazetteer).map(|(names, gazetteer)| Recogniser::new(names, gazetteer)),
            tagger: read(tagger, Tagger::from_bytes)?,
            lemmas: read(lemmas, Lemmas::from_bytes)?,
            quotations: read(quotations, QuotationModels::from_bytes)?,
        })
    }

    /// The models inside the program; none when it was built without them.
    ///
    /// # Panics
    /// Never: they are read once by the tests of every build.
    #[must_use]
    pub fn embedded() -> Self {
        Self::from_files(|file| Self::embedded_file(file).map(Cow::Borrowed)).expect("the models inside are whole")
    }

    /// The bytes of a file of the models inside the program, for a folder that lacks it.
    #[must_use]
    #[cfg(feature = "embedded")]
    pub fn embedded_file(file: &str) -> Option<&'static [u8]> {
        EMBEDDED.iter().find(|(name, _)| *name == file).map(|(_, bytes)| *bytes)
    }

    /// The bytes of a file of the models inside the program: there are none.
    #[must_use]
    #[cfg(not(feature = "embedded"))]
    pub fn embedded_file(_file: &str) -> Option<&'static [u8]> {
        None
    }
}

fn read<T>(
    file: Option<(&'static str, Cow<'_, [u8]>)>,
    parse: impl FnOnce(&[u8]) -> Result<T, BadModel>,
) -> Result<Option<T>, BadModelFile> {
    file.map(|(file, bytes)| parse(&bytes).map_err(|why| BadModelFile { file, why })).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(feature = "embedded")]
    fn every_file_is_inside_and_whole() {
        assert!(Models::FILES.iter().all(|file| Models::embedded_file(file).is_some()));
        let models = Models::embedded();
        assert!(models.tagger.is_some() && models.lemmas.is_some());
        assert!(models.recogniser.is_some() && models.quotations.is_some());
    }

    #[test]
    fn a_file_that_is_no_model_is_refused_by_its_name() {
        let refused = Models::from_files(|file| (file == "lemmas.bin").then_some(Cow::Borrowed(b"no".as_slice())));
        assert_eq!(refused.unwrap_err().to_string(), "lemmas.bin: not a model of this version");
    }
}
