//! The models asked for: a folder of files, the ones inside the program where it lacks one, or none at all.

use crate::failure::Failure;
use overshadow::record::identity::sha256;
use overshadow::{Annotator, Models};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

/// No model is larger; what is read beyond is for the checksum to find.
const LARGEST: u64 = 1 << 28;

/// The annotator that `--models` means; without the option that of the program.
pub(crate) fn annotator(folder: Option<&Path>) -> Result<Option<Arc<Annotator>>, Failure> {
    let models = match folder {
        None => return Ok(None),
        Some(word) if word == Path::new("none") => Models::default(),
        Some(folder) => read(folder)?,
    };
    Ok(Some(Arc::new(Annotator::with_models(models))))
}

/// The files of the models that `--models` means, with their SHA-256.
pub(crate) fn digests(folder: Option<&Path>) -> Result<Vec<(String, String)>, Failure> {
    let is_none = folder == Some(Path::new("none"));
    let mut digests = Vec::new();
    for file in Models::FILES.into_iter().filter(|_| !is_none) {
        let digest = match folder.map(|folder| folder.join(file)).filter(|path| path.exists()) {
            Some(path) => Some(sha256(&bytes_of(&path).map_err(|source| Failure::Open { path, source })?)),
            None => Models::embedded_file(file).map(sha256),
        };
        digests.extend(digest.map(|digest| (file.to_owned(), digest)));
    }
    Ok(digests)
}

fn read(folder: &Path) -> Result<Models, Failure> {
    let mut given = Vec::new();
    for file in Models::FILES {
        let path = folder.join(file);
        match bytes_of(&path) {
            Ok(bytes) => given.push((file, bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(source) => return Err(Failure::Open { path, source }),
        }
    }
    if given.is_empty() {
        return Err(Failure::Usage {
            code: "models-missing",
            message: format!("`{}` holds no model", folder.display()),
            hint: format!("name a folder with any of {}, or none for rules alone", Models::FILES.join(", ")),
        });
    }
    let bytes = |file: &str| {
        let given = given.iter().find(|(name, _)| *name == file).map(|(_, bytes)| Cow::Borrowed(bytes.as_slice()));
        given.or_else(|| Models::embedded_file(file).map(Cow::Borrowed))
    };
    Models::from_files(bytes).map_err(|bad| Failure::Usage {
        code: "models-damaged",
        message: format!("`{}` is not usable: {}", folder.join(bad.file).display(), bad.why),
        hint: "take the file of this version from models/, or make it anew with `cargo xtask train`".into(),
    })
}

#[expect(clippy::disallowed_methods, reason = "the command line reads the folders its options name")]
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}
