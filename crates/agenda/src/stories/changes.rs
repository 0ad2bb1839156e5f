//! What a second look changed.

/// What happened to a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Two stories turned out to be one; the older one's identity stays.
    Merged,
    /// An article turned out to belong to another story.
    Moved,
    /// An article turned out to belong to no story that was there, and began one.
    Split,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Publication of the latest article when it was found, seconds since 1970.
    pub at: i64,
    /// Articles seen by then.
    pub articles_seen: usize,
    /// What happened.
    pub kind: ChangeKind,
    /// The story that articles left.
    pub from: u64,
    /// The story they are in now.
    pub to: u64,
    /// The article that moved, by position; `None` for all of the story.
    pub article: Option<u32>,
}
