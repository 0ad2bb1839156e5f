//! Objects that are not flat: articles inside an answer or an export, texts in parts, names inside objects.
//!
//! Everything here makes an object flat enough for the names of its keys to say what they are. What is not understood
//! stays as it is, and ends among the extra columns.

use crate::presets::{Preset, of_names};
use serde_json::{Map, Value};

/// The articles inside an object that is a list of them rather than one: an answer of Event Registry or of another news
/// interface, an exported chat of Telegram, an export of several. `None` for an object that is an article.
pub(crate) fn articles_inside(object: &mut Map<String, Value>) -> Option<Vec<Value>> {
    if let Some(Value::Object(chats)) = object.get_mut("chats") {
        let Some(Value::Array(chats)) = chats.remove("list") else { return None };
        return Some(chats.into_iter().filter_map(messages_of).flatten().collect());
    }
    if object.get("messages").is_some_and(is_list_of_objects) {
        return messages_of(Value::Object(std::mem::take(object)));
    }
    if ["title", "headline", "text", "body"].iter().any(|name| object.contains_key(*name)) {
        return None;
    }
    ["articles", "results", "recentActivityArticles"].iter().find_map(|name| list_under(object.get_mut(*name)?))
}

/// `[…]`, `{"results": […]}` or `{"activity": […]}`.
fn list_under(value: &mut Value) -> Option<Vec<Value>> {
    if let Value::Object(answer) = value {
        return ["results", "activity"].iter().find_map(|name| list_under(answer.get_mut(*name)?));
    }
    if !is_list_of_objects(value) {
        return None;
    }
    match value.take() {
        Value::Array(values) => Some(values),
        _ => None,
    }
}

fn is_list_of_objects(value: &Value) -> bool {
    value.as_array().is_some_and(|values| values.iter().all(Value::is_object))
}

/// The messages of a chat, each with the name of the chat, and numbered inside it.
fn messages_of(chat: Value) -> Option<Vec<Value>> {
    let Value::Object(mut chat) = chat else { return None };
    let Some(Value::Array(mut messages)) = chat.remove("messages") else { return None };
    for message in messages.iter_mut().filter_map(Value::as_object_mut) {
        if let (Some(chat), Some(id)) = (chat.get("id").and_then(plain), message.get("id").and_then(plain)) {
            message.insert("id".to_owned(), Value::String(format!("{chat}/{id}")));
        }
        if let Some(name) = chat.get("name") {
            message.insert("chat".to_owned(), name.clone());
        }
    }
    Some(messages)
}

/// A text or a number as text.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The system that an object's keys tell of.
pub(crate) fn preset_of(object: &Map<String, Value>) -> Preset {
    of_names(object.keys().map(String::as_str))
}

/// Makes what a system writes in parts whole.
pub(crate) fn flatten(object: &mut Map<String, Value>, preset: Preset) {
    match preset {
        Preset::QuotationGraph => quotes_as_text(object),
        Preset::EventRegistry => concepts_as_labels(object),
        Preset::Fundus => address_of_page(object),
        _ => {}
    }
}

/// The quotations of an article, each a paragraph with what stands before and behind it, so that they can be found in it
/// again. They are kept beside it where they say more than that.
fn quotes_as_text(object: &mut Map<String, Value>) {
    let Some(Value::Array(quotes)) = object.get("quotes") else { return };
    let paragraphs: Vec<String> = quotes.iter().filter_map(paragraph).collect();
    let says_more = |quote: &Value| {
        let quote = quote.as_object();
        quote.is_none_or(|quote| quote.keys().any(|key| !matches!(key.as_str(), "pre" | "quote" | "post")))
    };
    if !quotes.iter().any(says_more) {
        object.remove("quotes");
    }
    if !object.contains_key("text") && !paragraphs.is_empty() {
        object.insert("text".to_owned(), Value::String(paragraphs.join("\n\n")));
    }
}

fn paragraph(quote: &Value) -> Option<String> {
    let part = |name: &str| quote.get(name).and_then(Value::as_str).map(str::trim).unwrap_or_default();
    let words = part("quote").trim_matches(['"', '“', '”', '«', '»', '„']);
    let (before, behind) = (part("pre"), part("post"));
    let space = if behind.starts_with([',', '.', ';', ':', '!', '?', ')']) { "" } else { " " };
    (!words.is_empty()).then(|| format!("{before} “{words}”{space}{behind}").trim().to_owned())
}

/// fundus keeps the address beside the page it read.
fn address_of_page(object: &mut Map<String, Value>) {
    let Some(page) = object.get("html") else { return };
    let address = ["responded_url", "requested_url"].iter().find_map(|name| page.get(*name)).cloned();
    if let Some(address) = address.filter(|_| !object.contains_key("url")) {
        object.insert("url".to_owned(), address);
    }
}

/// Concepts and categories as lists of labels, for queries to look into.
fn concepts_as_labels(object: &mut Map<String, Value>) {
    let lists = [("persons", "person"), ("organisations", "org"), ("places", "loc"), ("themes", "wiki")];
    for (list, kind) in lists {
        let of_kind = |concept: &&Value| concept.get("type").and_then(Value::as_str) == Some(kind);
        let mut labels: Vec<Value> = elements(object, "concepts").iter().filter(of_kind).filter_map(label).collect();
        if list == "themes" {
            labels.extend(elements(object, "categories").iter().filter_map(label));
        }
        if !labels.is_empty() && !object.contains_key(list) {
            object.insert(list.to_owned(), Value::Array(labels));
        }
    }
}

fn elements<'a>(object: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    object.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// `{"label": {"eng": "Lighthouse"}}`, `{"label": "news/Politics"}`, else the last part of the concept's address.
fn label(concept: &Value) -> Option<Value> {
    let label = concept.get("label");
    let english =
        label.and_then(|label| label.get("eng").or_else(|| label.as_object()?.values().next()).or(Some(label)));
    let named = english.and_then(Value::as_str).map(str::to_owned);
    let by_address = || {
        let address = concept.get("uri")?.as_str()?;
        Some(address.rsplit('/').next().unwrap_or(address).replace('_', " "))
    };
    named.or_else(by_address).map(Value::String)
}

/// A text that is written in parts: a list of paragraphs, a message of words and links, fundus' sections.
pub(crate) fn text_of_parts(value: &Value) -> Option<String> {
    let text = match value {
        Value::Array(parts) if parts.iter().all(Value::is_string) => strings(parts).join("\n\n"),
        Value::Array(parts) => {
            let text = |part: &Value| part.as_str().or_else(|| part.get("text")?.as_str()).map(str::to_owned);
            parts.iter().map(text).collect::<Option<String>>()?
        }
        Value::Object(body) => sections(body).join("\n\n"),
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

fn strings(parts: &[Value]) -> Vec<&str> {
    parts.iter().filter_map(Value::as_str).collect()
}

/// `{"summary": […], "sections": [{"headline": […], "paragraphs": […]}]}`.
fn sections(body: &Map<String, Value>) -> Vec<&str> {
    let mut paragraphs = strings(elements(body, "summary"));
    for section in elements(body, "sections").iter().filter_map(Value::as_object) {
        paragraphs.extend(strings(elements(section, "headline")));
        paragraphs.extend(strings(elements(section, "paragraphs")));
    }
    paragraphs
}

/// The name of an outlet that is described by an object: its host before its title.
pub(crate) fn outlet_of(value: &Value) -> Option<String> {
    let object = value.as_object()?;
    let named = |name: &&str| object.get(*name)?.as_str().map(str::trim).filter(|name| !name.is_empty());
    ["uri", "domain", "hostname", "name", "title"].iter().find_map(named).map(str::to_owned)
}
