//! Page to article: main text, title, date, outlet and language, without the crawl's residue.
//!
//! [`article`] is pure and total: any page gives an [`Article`] or a reason why there is none in it. The residue that
//! crawling leaves (a date stuck to the first sentence, share bars, "Read also: …") is cut by rules, and a [`SourceMap`]
//! keeps the way back: every word of the clean text can be shown where it stood, and everything that was cut can be
//! listed. Cleaning the text of a cleaned article changes nothing.
//!
//! # When was this published, and what is the headline?
//!
//! ```
//! use overshadow_clean::{CleanOptions, Cleaned, article};
//! use overshadow_record::{Page, PageForm};
//!
//! let page = Page {
//!     source: "sample.txt".into(),
//!     url: None,
//!     form: PageForm::Text,
//!     text: "date 2031-05-04 The dam held.\n\nWho opened the gates?\n\nThe mayor spoke. Share\n".into(),
//!     replaced: 0,
//!     fetched: None,
//!     stated: Default::default(),
//! };
//! let Cleaned::Article { article, map, .. } = article(&page, &CleanOptions::default()) else { panic!("an article") };
//! assert_eq!(article.title.as_deref(), Some("Who opened the gates?"));
//! assert_eq!(article.published.unwrap().to_string(), "2031-05-04");
//! assert_eq!(article.text, "The dam held.\n\nThe mayor spoke.");
//! assert_eq!(map.cut(&page.text)[0].of(&page.text), "date 2031-05-04 ");
//! ```

mod about;
mod blocks;
mod bylines;
mod careful;
mod dates;
mod debris;
mod displays;
mod entities;
mod html;
mod json_ld;
mod kind;
mod language;
mod main_part;
mod markup;
mod measures;
mod paragraphs;
mod residue;
mod source_map;
mod surroundings;
mod tag_names;
mod tags;
mod title;
mod tree;
mod writing;

use about::About;
use blocks::{Block, join};
use dates::Dated;
pub use language::language;
use markup::Markup;
use overshadow_record::identity::{canonical, id_of_url, id_of_words, outlet};
use overshadow_record::{Article, ArticleKind, Display, Page, PageForm, Skipped};
pub use source_map::SourceMap;

/// How the article of an HTML page is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extraction {
    /// Our own way, and the careful one where its result looks wrong.
    #[default]
    Cascade,
    /// Our own way alone.
    Fast,
    /// The `trafilatura` library with all its fallbacks, for every page.
    Accurate,
}

impl Extraction {
    /// The word for it on the command line and in manifests.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Cascade => "cascade",
            Self::Fast => "fast",
            Self::Accurate => "accurate",
        }
    }
}

/// How pages are cleaned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanOptions {
    /// Whether a headline in the text of a page is taken for the title and cut when the page names no other. False for
    /// text that is known to be the body alone.
    pub seek_title: bool,
    /// Letters a page must have to hold an article.
    pub fewest_letters: usize,
    /// Largest HTML page.
    pub most_html_bytes: usize,
    /// How the article of an HTML page is found.
    pub extraction: Extraction,
}

impl Default for CleanOptions {
    fn default() -> Self {
        Self { seek_title: true, fewest_letters: 20, most_html_bytes: 16 << 20, extraction: Extraction::default() }
    }
}

/// What became of a page.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "nearly every page is an article, so nothing is gained by a box")]
pub enum Cleaned {
    /// The article, and the way back to its page.
    Article {
        /// The article.
        article: Article,
        /// From its text to the page's.
        map: SourceMap,
        /// The passages of its text that the markup of the page sets apart as somebody's words, in order.
        displays: Vec<Display>,
    },
    /// There is no article in it: `page-empty` or `page-without-article`.
    Skipped(Skipped),
}

/// What a page says of itself, and its text in blocks.
#[derive(Default)]
struct Parts {
    blocks: Vec<Block>,
    about: About,
    /// The date given beside the text.
    published: Option<Dated>,
    kind: Option<ArticleKind>,
    markup: Markup,
}

/// The article in a page.
#[must_use]
pub fn article(page: &Page, options: &CleanOptions) -> Cleaned {
    if page.text.trim().is_empty() {
        return skipped(page, "page-empty", "nothing but white space");
    }
    if page.form == PageForm::Html && page.text.len() > options.most_html_bytes {
        return skipped(page, "page-too-large", "an HTML page of this size is no article");
    }
    let parts = match page.form {
        PageForm::Text => parts_of_text(page, options),
        PageForm::Html => match parts_of_html(page, options) {
            Some(parts) => parts,
            None => return skipped(page, "page-too-large", "no article has so many elements"),
        },
    };
    let (text, map) = join(&page.text, &parts.blocks);
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).take(options.fewest_letters).count();
    if letters < options.fewest_letters {
        return skipped(page, "page-without-article", "hardly any text is left without menus, share bars and notes");
    }
    let displays = displays::locate(&parts.markup, &text);
    let article = assemble(page, parts, text);
    Cleaned::Article { article, map, displays }
}

fn skipped(page: &Page, reason: &str, detail: &str) -> Cleaned {
    Cleaned::Skipped(Skipped { source: page.source.clone(), reason: reason.to_owned(), detail: detail.to_owned() })
}

fn parts_of_text(page: &Page, options: &CleanOptions) -> Parts {
    let residue::Residue { blocks, dated, authors } = residue::cut(&page.text, blocks::of_text(&page.text));
    let title = if options.seek_title { title::find(&page.text, &blocks) } else { None };
    let (title, blocks) = match title {
        Some(title) => (Some(title.words), title.rest.unwrap_or(blocks)),
        None => (None, blocks),
    };
    let published = dates::choose(dated, page, page.url.as_deref());
    Parts { blocks, about: About { title, authors, ..About::default() }, published, ..Parts::default() }
}

fn parts_of_html(page: &Page, options: &CleanOptions) -> Option<Parts> {
    let html::Extracted { paragraphs, mut about, dates: mut found, kind, markup } =
        html::extract(page, options.extraction)?;
    let blocks = blocks::of_paragraphs(paragraphs);
    let residue::Residue { blocks, dated, authors } = residue::cut(&page.text, blocks);
    let blocks = match &about.title {
        Some(title) => title::without_title(&page.text, blocks, title),
        None => blocks,
    };
    found.extend(dated);
    if about.authors.is_empty() {
        about.authors = authors;
    }
    let address = page.url.as_deref().or(about.url.as_deref());
    let published = dates::choose(found, page, address);
    Some(Parts { blocks, about, published, kind: Some(kind), markup })
}

fn assemble(page: &Page, parts: Parts, text: String) -> Article {
    let About { title, url, authors, section, site, language: hint } = parts.about;
    let stated = &page.stated;
    let url = url.as_deref().or(page.url.as_deref()).map(|url| canonical(url).into_owned());
    let outlet = url.as_deref().and_then(outlet).or_else(|| stated.outlet.clone()).or(site);
    let title = title.or_else(|| stated.title.clone());
    let article_id = match &url {
        Some(url) => id_of_url(url),
        None => id_of_words(outlet.as_deref().unwrap_or_default(), title.as_deref().unwrap_or_default(), &text),
    };
    let mut article = Article::of_text(article_id, text, page.source.clone());
    article.language = language(&article.text, hint.as_deref().or(stated.language.as_deref()));
    article.url = url;
    article.outlet = outlet;
    article.published = parts.published.map(|dated| dated.published());
    article.published_precision = article.published.map(|published| published.precision);
    article.published_source = parts.published.map(|dated| dated.place);
    article.published_zone = parts.published.and_then(|dated| dated.moment.zone_written());
    article.title = title;
    article.authors = authors;
    article.section = section;
    article.kind = parts.kind;
    article
}
