//! The names of HTML elements, and what each means for building a tree.

/// What an element does to the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Lies inside a line of text.
    Inline,
    /// Has neither content nor end tag.
    Void,
    /// Begins a block: an open paragraph ends before it.
    Block,
    /// A paragraph.
    Paragraph,
    /// An item ends before the next one of its list.
    Item,
    /// A part of a table.
    Table,
    /// Its text is no HTML: read up to its end tag, and left out unless it is data.
    Raw,
    /// Left out with all that is in it, when its end tag is there.
    Unseen,
}

/// The name of an element as it is kept, and its role. Names that HTML does not know are `-`.
pub(crate) fn known(name: &str) -> (&'static str, Role) {
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..name.len()) else { return OTHER };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    NAMES.binary_search_by(|(known, _)| known.as_bytes().cmp(lower)).map_or(OTHER, |at| NAMES[at])
}

/// True for elements that stand in lines of their own.
pub(crate) fn is_block(name: &str) -> bool {
    !matches!(known(name).1, Role::Inline | Role::Void) || matches!(name, "br" | "hr")
}

const OTHER: (&str, Role) = ("-", Role::Inline);

const LONGEST: usize = 10;

/// In the order of the alphabet.
const NAMES: [(&str, Role); 110] = {
    use Role::{Block, Inline, Item, Paragraph, Raw, Table, Unseen, Void};
    [
        ("a", Inline),
        ("abbr", Inline),
        ("address", Block),
        ("area", Void),
        ("article", Block),
        ("aside", Block),
        ("audio", Unseen),
        ("b", Inline),
        ("base", Void),
        ("bdi", Inline),
        ("bdo", Inline),
        ("big", Inline),
        ("blockquote", Block),
        ("body", Block),
        ("br", Void),
        ("button", Inline),
        ("canvas", Unseen),
        ("caption", Table),
        ("center", Block),
        ("cite", Inline),
        ("code", Inline),
        ("col", Void),
        ("colgroup", Table),
        ("dd", Item),
        ("del", Inline),
        ("details", Block),
        ("dfn", Inline),
        ("dialog", Block),
        ("dir", Block),
        ("div", Block),
        ("dl", Block),
        ("dt", Item),
        ("em", Inline),
        ("embed", Void),
        ("fieldset", Block),
        ("figcaption", Block),
        ("figure", Block),
        ("font", Inline),
        ("footer", Block),
        ("form", Block),
        ("h1", Block),
        ("h2", Block),
        ("h3", Block),
        ("h4", Block),
        ("h5", Block),
        ("h6", Block),
        ("head", Block),
        ("header", Block),
        ("hgroup", Block),
        ("hr", Void),
        ("html", Block),
        ("i", Inline),
        ("iframe", Raw),
        ("img", Void),
        ("input", Void),
        ("ins", Inline),
        ("kbd", Inline),
        ("label", Inline),
        ("li", Item),
        ("link", Void),
        ("main", Block),
        ("map", Unseen),
        ("mark", Inline),
        ("menu", Block),
        ("meta", Void),
        ("nav", Block),
        ("noembed", Raw),
        ("noframes", Raw),
        ("noscript", Raw),
        ("object", Unseen),
        ("ol", Block),
        ("option", Item),
        ("p", Paragraph),
        ("param", Void),
        ("picture", Inline),
        ("pre", Block),
        ("q", Inline),
        ("s", Inline),
        ("samp", Inline),
        ("script", Raw),
        ("search", Block),
        ("section", Block),
        ("select", Unseen),
        ("small", Inline),
        ("source", Void),
        ("span", Inline),
        ("strike", Inline),
        ("strong", Inline),
        ("style", Raw),
        ("sub", Inline),
        ("summary", Block),
        ("sup", Inline),
        ("svg", Unseen),
        ("table", Block),
        ("tbody", Table),
        ("td", Table),
        ("template", Unseen),
        ("textarea", Raw),
        ("tfoot", Table),
        ("th", Table),
        ("thead", Table),
        ("time", Inline),
        ("title", Raw),
        ("tr", Table),
        ("track", Void),
        ("tt", Inline),
        ("u", Inline),
        ("ul", Block),
        ("video", Unseen),
        ("wbr", Void),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_in_order_and_found_in_any_case() {
        assert!(NAMES.windows(2).all(|two| two[0].0 < two[1].0));
        assert_eq!(known("BlockQuote"), ("blockquote", Role::Block));
        assert_eq!(known("amp-img"), OTHER);
        assert_eq!(known("a-name-longer-than-any"), OTHER);
    }
}
