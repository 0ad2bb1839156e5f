//! JSON that is nearly JSON, as templates write it.
//!
//! Tried only on what is no JSON as it stands. Templates leave line breaks inside strings, commas before a closing bracket,
//! backslashes before letters that need none, comments of HTML or scripts around the whole, and several values one after
//! the other. Each is put right where it stands; what is cut off or wrong in another way is given up.

use serde_json::Value;

/// Values of one script; more are not read.
const MOST: usize = 64;

/// The values in a script, read as leniently as said above.
pub(super) fn values(text: &str) -> Vec<Value> {
    if let Ok(value) = serde_json::from_str(text) {
        return vec![value];
    }
    let repaired = repaired(text);
    let values = serde_json::Deserializer::from_str(&repaired).into_iter::<Value>();
    values.map_while(Result::ok).take(MOST).collect()
}

fn repaired(text: &str) -> String {
    let text = text.replace("<![CDATA[", "").replace("]]>", "");
    // What stands before the first bracket and behind the last is a comment, a semicolon, a byte order mark.
    let start = text.find(['{', '[']).unwrap_or(text.len());
    let end = text.rfind(['}', ']']).map_or(start, |end| end + 1);
    let mut out = String::with_capacity(text.len());
    let mut letters = text.get(start..end).unwrap_or_default().chars().peekable();
    let mut in_string = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' => in_string = !in_string,
            '\\' if in_string => {
                match letters.next_if(|next| matches!(next, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) {
                    Some(escaped) => out.extend(['\\', escaped]),
                    None if letters.peek().is_some_and(|next| *next == '\'') => {}
                    None => out.push_str("\\\\"),
                }
                continue;
            }
            '\n' | '\r' | '\t' if in_string => {
                out.push(' ');
                continue;
            }
            control if in_string && control < ' ' => continue,
            ']' | '}' if !in_string => drop_comma(&mut out),
            _ => {}
        }
        out.push(letter);
    }
    out
}

/// The comma that stands last, but for white space.
fn drop_comma(out: &mut String) {
    let kept = out.trim_end().len();
    if out[..kept].ends_with(',') {
        out.truncate(kept - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn what_templates_do_wrong_is_put_right() {
        for (text, expected) in [
            ("{\"a\": \"one\ntwo\"}", json!([{"a": "one two"}])),
            ("{\"a\": [1, 2, ], \"b\": 3,\n}", json!([{"a": [1, 2], "b": 3}])),
            ("<!-- {\"a\": 1} -->", json!([{"a": 1}])),
            ("//<![CDATA[\n{\"a\": 1}\n//]]>", json!([{"a": 1}])),
            ("{\"a\": 1};", json!([{"a": 1}])),
            ("{\"a\": 1} {\"b\": 2}", json!([{"a": 1}, {"b": 2}])),
            (r#"{"a": "it\'s \d"}"#, json!([{"a": "it's \\d"}])),
            ("{\"a\": \"}, ]\u{1}\"}", json!([{"a": "}, ]"}])),
            ("{\"a\": \"cut off", json!([])),
            ("", json!([])),
        ] {
            assert_eq!(json!(values(text)), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_given_up(text in "[\\[\\]{}\",:\\\\a\n1<!/ -]{0,60}") {
            let _ = values(&text);
        }
    }
}
