//! Articles as other collections keep them: Media Cloud's list of stories, and documents for a search engine under the
//! names of Media Cloud's index.

use jiff::civil::Date;
use overshadow_record::{Article, record};
use serde_json::{Map, Value, json};

record! {
    /// A row of Media Cloud's list of stories.
    "media_cloud_stories"
    pub struct MediaCloudStory {
        /// The article.
        pub id: String,
        /// When it was indexed, which nobody has told us: empty.
        pub indexed_date: Option<String>,
        /// Its language, ISO 639-1.
        pub language: Option<String>,
        /// Its outlet.
        pub media_name: Option<String>,
        /// The outlet's host, where its name is one.
        pub media_url: Option<String>,
        /// The day it was published.
        pub publish_date: Option<Date>,
        /// Its headline.
        pub title: Option<String>,
        /// Its address.
        pub url: Option<String>,
    }
}

/// An article as a row of Media Cloud's list of stories.
#[must_use]
pub fn media_cloud_story(article: &Article) -> MediaCloudStory {
    MediaCloudStory {
        id: article.article_id.clone(),
        indexed_date: None,
        language: article.language.clone(),
        media_name: article.outlet.clone(),
        media_url: article.outlet.clone().filter(|outlet| is_host(outlet)),
        publish_date: article.day(),
        title: article.title.clone(),
        url: article.url.clone(),
    }
}

fn is_host(outlet: &str) -> bool {
    outlet.contains('.') && !outlet.contains(char::is_whitespace)
}

/// An article as a document for a search engine; what is not known is left out, since a null is not a date.
#[must_use]
pub fn index_document(article: &Article) -> Value {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let fields = [
        ("id", Some(article.article_id.clone())),
        ("article_title", article.title.clone()),
        ("canonical_domain", article.outlet.clone()),
        ("publication_date", article.published.map(|published| published.to_string())),
        ("language", article.language.clone()),
        ("url", article.url.clone()),
        ("text_content", text(&article.text)),
    ];
    let known = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), Value::String(value?))));
    Value::Object(known.collect::<Map<_, _>>())
}

/// The line that stands before a document in a bulk request to OpenSearch; the index is named by the request's address.
#[must_use]
pub fn index_action(article: &Article) -> Value {
    json!({"index": {"_id": article.article_id}})
}
