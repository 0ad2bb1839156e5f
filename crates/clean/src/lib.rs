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

mod blocks;
mod dates;
mod displays;
mod html;
mod markup;
mod metadata;
mod residue;
mod source_map;
mod title;

use blocks::{Block, join};
use dates::Dated;
use markup::Markup;
use overshadow_record::identity::{canonical, id_of_url, id_of_words, outlet};
use overshadow_record::{Article, Display, Page, PageForm, Skipped};
pub use source_map::SourceMap;

/// How pages are cleaned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanOptions {
    /// Whether a headline in the text of a page is taken for the title and cut when the page names no other. False for
    /// text that is known to be the body alone.
    pub seek_title: bool,
    /// Letters a page must have to hold an article.
    pub fewest_letters: usize,
    /// Largest HTML page; parsing takes many times its size in memory.
    pub most_html_bytes: usize,
}

impl Default for CleanOptions {
    fn default() -> Self {
        Self { seek_title: true, fewest_letters: 20, most_html_bytes: 16 << 20 }
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
struct Parts {
    blocks: Vec<Block>,
    title: Option<String>,
    /// The address the page gives itself.
    url: Option<String>,
    authors: Vec<String>,
    /// The date given beside the text.
    published: Option<Dated>,
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
        PageForm::Html => parts_of_html(page),
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
    let published = dates::first_possible(dated, page);
    Parts { blocks, title, url: None, authors, published, markup: Markup::default() }
}

fn parts_of_html(page: &Page) -> Parts {
    let html::Extracted { paragraphs, about, markup } = html::extract(page);
    let mut found: Vec<Dated> = about.dates;
    let blocks = blocks::of_paragraphs(&page.text, paragraphs);
    let residue::Residue { blocks, dated, authors } = residue::cut(&page.text, blocks);
    let blocks = match &about.title {
        Some(title) => title::without_title(&page.text, blocks, title),
        None => blocks,
    };
    found.extend(dated);
    let authors = if about.authors.is_empty() { authors } else { about.authors };
    let published = dates::first_possible(found, page);
    Parts { blocks, title: about.title, url: about.url, authors, published, markup }
}

fn assemble(page: &Page, parts: Parts, text: String) -> Article {
    let url = page.url.as_deref().or(parts.url.as_deref()).map(|url| canonical(url).into_owned());
    let outlet = url.as_deref().and_then(outlet).or_else(|| page.stated.outlet.clone());
    let article_id = match &url {
        Some(url) => id_of_url(url),
        None => {
            let title = parts.title.as_deref().unwrap_or_default();
            id_of_words(outlet.as_deref().unwrap_or_default(), title, &text)
        }
    };
    let mut article = Article::of_text(article_id, text, page.source.clone());
    article.language = language(&article.text).or_else(|| page.stated.language.clone());
    article.url = url;
    article.outlet = outlet;
    article.published = parts.published.map(|dated| dated.published);
    article.published_precision = article.published.map(|published| published.precision);
    article.published_source = parts.published.map(|dated| dated.place);
    article.title = parts.title.or_else(|| page.stated.title.clone());
    article.authors = parts.authors;
    article
}

/// The language of a text, when it is plain.
fn language(text: &str) -> Option<String> {
    use whatlang::Lang;
    let found = whatlang::detect(text).filter(whatlang::Info::is_reliable)?;
    let code = match found.lang() {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bel => "be",
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Pol => "pl",
        Lang::Nld => "nl",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Fin => "fi",
        Lang::Ces => "cs",
        Lang::Ron => "ro",
        Lang::Bul => "bg",
        Lang::Tur => "tr",
        Lang::Ell => "el",
        Lang::Hun => "hu",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Hin => "hi",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        _ => return None,
    };
    Some(code.to_owned())
}
