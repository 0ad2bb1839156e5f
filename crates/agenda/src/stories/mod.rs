//! Stories: which articles are about the same happening, and how it went on.
//!
//! Data flows one way: an article becomes a [`StorySketch`], its most telling terms with their weights; a [`Clustering`]
//! takes sketches in order of publication and puts each into the running story that explains it best, or begins one. At
//! second looks, which come after so many articles and never at the end of a batch, stories that turn out to be one are
//! merged, those that have nothing in common dissolved, and the articles of the last two days asked again; every change
//! is recorded. A story's identity comes from the article that began it and never changes its meaning.
//! [`links`](Clustering::links) ties stories into chains, [`key_terms`] and [`life`](life()) describe them. The method and
//! its figures stand in `docs/stories.md`.

mod across;
mod background;
mod changes;
mod clustering;
mod concepts;
mod life;
mod links;
mod naming;
mod options;
mod running;
mod second_look;
mod sketch;
mod stream;
mod words;

pub use background::{TermCounts, table_of_terms};
pub use changes::{Change, ChangeKind};
pub use clustering::{Clustered, Clustering};
pub use life::{Life, life};
pub use links::StoryLink;
pub use naming::key_terms;
pub use options::{AcrossLanguages, StoryOptions};
pub use sketch::{StoryArticle, StorySketch, concept_keys, word_keys};
pub(crate) use words::keys;
pub use words::telling_words;
