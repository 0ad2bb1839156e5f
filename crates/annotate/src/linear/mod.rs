//! Linear models over hashed features: the engine under the tagger, the names and the quotations.
//!
//! A token is described by features, each a 32-bit hash. A model is a table from feature to one small weight a label, and
//! scores for a label following another; the best sequence of labels is found by Viterbi's algorithm. Everything at run
//! time is integer arithmetic on what the file holds, so the same text gives the same labels on every machine. Training
//! (feature `train`) is a conditional random field (Lafferty et al. 2001) fitted by AdaGrad, its steps averaged.

mod file;
mod hashing;
mod model;
mod table;
#[cfg(feature = "train")]
mod train;

pub use file::BadModel;
pub(crate) use file::Reader;
#[cfg(feature = "train")]
pub(crate) use file::checksum;
#[cfg(feature = "train")]
pub(crate) use file::put_varint;
pub use hashing::{Feature, feature, hash_text, pair, triple};
pub use model::{Marginals, Model, Path};
#[cfg(feature = "train")]
pub use train::{Sequence, TrainOptions, train};
