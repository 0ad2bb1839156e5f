//! The query language, from text to an expression. The grammar stands in the module above.

use super::dates;
use super::fold::fold_into;
use std::fmt;
use std::iter::Peekable;

/// Brackets inside brackets beyond this are refused, so that no query can exhaust the stack.
const DEEPEST: usize = 64;

/// Which part of an article a term looks into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Title or text.
    Any,
    /// The title only.
    Title,
    /// The text only.
    Text,
    /// The outlet's name or host.
    Outlet,
    /// The language code.
    Language,
    /// The country of the outlet.
    Country,
    /// The day of publication, UTC.
    Date,
    /// What a source without text says the article is about.
    Label(Label),
}

/// A kind of label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A theme, as GDELT's `TERROR`.
    Theme,
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place, or the ISO code of a country.
    Place,
    /// Who takes part in an event.
    Actor,
    /// The code of an event, as CAMEO's `190`.
    Event,
    /// The identity of the story an article belongs to.
    Story,
    /// The identity of the first story of its chain.
    Chain,
}

/// A word or phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// Where it is looked for.
    pub field: Field,
    /// The folded words, single spaces between them.
    pub words: String,
    /// True when the last word may go on.
    pub prefix: bool,
}

/// A parsed query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// A word or phrase.
    Term(Term),
    /// All of them.
    And(Vec<Expression>),
    /// Any of them.
    Or(Vec<Expression>),
    /// Not this.
    Not(Box<Expression>),
}

/// Why a query cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The query as written.
    pub query: String,
    /// Where, in characters from 1.
    pub at: usize,
    /// What is wrong there.
    pub problem: &'static str,
    /// The way out.
    pub hint: &'static str,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at character {} of the query `{}`", self.problem, self.at, self.query)
    }
}

impl std::error::Error for QueryError {}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    /// A term, or the terms of a span of days.
    Terms(Expression),
}

struct Problem {
    at: usize,
    problem: &'static str,
    hint: &'static str,
}

type Tokens = Peekable<std::vec::IntoIter<(usize, Token)>>;

/// Parses a query.
///
/// # Errors
/// A [`QueryError`] with the place and the way out.
pub fn parse(query: &str) -> Result<Expression, QueryError> {
    let explain = |problem: Problem| QueryError {
        query: query.to_owned(),
        at: problem.at,
        problem: problem.problem,
        hint: problem.hint,
    };
    let mut tokens = tokens(query).map_err(explain)?.into_iter().peekable();
    let end = query.chars().count() + 1;
    let expression = any(&mut tokens, end, 0).map_err(explain)?;
    match tokens.next() {
        None => Ok(expression),
        Some((at, _)) => {
            Err(explain(Problem { at, problem: "a bracket closes that was not opened", hint: "remove it" }))
        }
    }
}

/// `a OR b OR c`
fn any(tokens: &mut Tokens, end: usize, depth: usize) -> Result<Expression, Problem> {
    let mut parts = vec![all(tokens, end, depth)?];
    while tokens.next_if(|(_, token)| *token == Token::Or).is_some() {
        parts.push(all(tokens, end, depth)?);
    }
    Ok(only(parts, Expression::Or))
}

/// `a b AND c`
fn all(tokens: &mut Tokens, end: usize, depth: usize) -> Result<Expression, Problem> {
    let mut parts = vec![one(tokens, end, depth)?];
    loop {
        let joined = tokens.next_if(|(_, token)| *token == Token::And).is_some();
        let goes_on = matches!(tokens.peek(), Some((_, Token::Terms(_) | Token::Not | Token::Open)));
        if !joined && !goes_on {
            return Ok(only(parts, Expression::And));
        }
        parts.push(one(tokens, end, depth)?);
    }
}

/// `a`, `NOT a`, `( … )`
fn one(tokens: &mut Tokens, end: usize, depth: usize) -> Result<Expression, Problem> {
    if depth > DEEPEST {
        return Err(Problem { at: end, problem: "brackets stand too deep", hint: "write the query flatter" });
    }
    match tokens.next() {
        Some((_, Token::Terms(terms))) => Ok(terms),
        Some((_, Token::Not)) => Ok(Expression::Not(Box::new(one(tokens, end, depth + 1)?))),
        Some((open, Token::Open)) => {
            let inner = any(tokens, end, depth + 1)?;
            match tokens.next() {
                Some((_, Token::Close)) => Ok(inner),
                _ => Err(Problem { at: open, problem: "a bracket is not closed", hint: "add `)`" }),
            }
        }
        Some((at, _)) => {
            Err(Problem { at, problem: "a word is missing", hint: "put a word on both sides of AND and OR" })
        }
        None => Err(Problem {
            at: end,
            problem: "a word is missing",
            hint: "a query needs a word, and AND and OR a word on both sides",
        }),
    }
}

fn only(mut parts: Vec<Expression>, many: fn(Vec<Expression>) -> Expression) -> Expression {
    if parts.len() == 1 { parts.remove(0) } else { many(parts) }
}

fn tokens(query: &str) -> Result<Vec<(usize, Token)>, Problem> {
    let characters: Vec<char> = query.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let start = at;
        match characters[at] {
            c if c.is_whitespace() => at += 1,
            '(' => {
                tokens.push((start + 1, Token::Open));
                at += 1;
            }
            ')' => {
                tokens.push((start + 1, Token::Close));
                at += 1;
            }
            _ => {
                let token = word(&characters, &mut at)?;
                tokens.push((start + 1, token));
            }
        }
    }
    Ok(tokens)
}

/// An operator, or a term with its field, quotation marks and star.
fn word(characters: &[char], at: &mut usize) -> Result<Token, Problem> {
    let start = *at;
    let mut raw = take_word(characters, at);
    let mut field = Field::Any;
    if let Some((name, rest)) = raw.split_once(':') {
        field = field_named(name).ok_or(Problem {
            at: start + 1,
            problem: "there is no such field",
            hint: "fields are title:, text:, outlet:, lang:, country:, date:, story:, chain:, and theme:, person:, organisation:, place:, actor:, event: where the input has them; put a colon that is meant as such in quotation marks",
        })?;
        raw = rest.to_owned();
    }
    if raw.is_empty() && characters.get(*at).is_some_and(|&c| is_mark(c)) {
        raw = take_phrase(characters, at)?;
    } else if field == Field::Any {
        match raw.as_str() {
            "AND" => return Ok(Token::And),
            "OR" => return Ok(Token::Or),
            "NOT" => return Ok(Token::Not),
            "and" | "or" | "not" => {
                let hint = "write AND, OR, NOT in capitals, or the word in quotation marks";
                return Err(Problem {
                    at: start + 1,
                    problem: "it is not clear whether a word or an operator is meant",
                    hint,
                });
            }
            _ => {}
        }
    }
    term(field, &raw, characters, at, start)
}

fn take_word(characters: &[char], at: &mut usize) -> String {
    let from = *at;
    let ends = |&c: &char| c.is_whitespace() || matches!(c, '(' | ')' | '*') || is_mark(c);
    *at += characters[from..].iter().position(ends).unwrap_or(characters.len() - from);
    characters[from..*at].iter().collect()
}

fn take_phrase(characters: &[char], at: &mut usize) -> Result<String, Problem> {
    let from = *at + 1;
    let length = characters[from..].iter().position(|&c| is_mark(c)).ok_or(Problem {
        at: *at + 1,
        problem: "a quotation mark is not closed",
        hint: "add `\"`",
    })?;
    *at = from + length + 1;
    Ok(characters[from..from + length].iter().collect())
}

fn term(field: Field, raw: &str, characters: &[char], at: &mut usize, start: usize) -> Result<Token, Problem> {
    let starred = characters.get(*at) == Some(&'*');
    *at += usize::from(starred);
    if field == Field::Date {
        return days(raw, starred, start);
    }
    // Inside quotation marks the star may stand before the closing mark: "north korea*".
    let prefix = starred || raw.trim_end().ends_with('*');
    let mut words = String::new();
    fold_into(raw, &mut words);
    if words.is_empty() {
        // Progress is made even over a lone mark, so that the caller never loops.
        *at = (*at).max(start + 1);
        let hint = "a term needs a letter or digit; a star stands after the beginning of a word";
        return Err(Problem { at: start + 1, problem: "there is nothing to look for", hint });
    }
    Ok(Token::Terms(Expression::Term(Term { field, words, prefix })))
}

/// The terms of a date, or of a span of days.
fn days(raw: &str, starred: bool, start: usize) -> Result<Token, Problem> {
    let words = dates::words(raw.trim()).filter(|_| !starred).ok_or(Problem {
        at: start + 1,
        problem: "there is no such date",
        hint: "write date:2024, date:2024-03, date:2024-03-22, or a span, date:2024-02-26..2024-03-22",
    })?;
    let term = |words| Expression::Term(Term { field: Field::Date, words, prefix: false });
    Ok(Token::Terms(only(words.into_iter().map(term).collect(), Expression::Or)))
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

fn field_named(name: &str) -> Option<Field> {
    Some(match name.to_lowercase().as_str() {
        "title" => Field::Title,
        "text" => Field::Text,
        "outlet" => Field::Outlet,
        "lang" | "language" => Field::Language,
        "country" => Field::Country,
        "date" => Field::Date,
        "theme" => Field::Label(Label::Theme),
        "person" => Field::Label(Label::Person),
        "organisation" | "organization" => Field::Label(Label::Organisation),
        "place" => Field::Label(Label::Place),
        "actor" => Field::Label(Label::Actor),
        "event" => Field::Label(Label::Event),
        "story" => Field::Label(Label::Story),
        "chain" => Field::Label(Label::Chain),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shape(query: &str) -> String {
        fn show(expression: &Expression) -> String {
            let list = |parts: &[Expression]| parts.iter().map(show).collect::<Vec<_>>().join(" ");
            match expression {
                Expression::Term(term) => {
                    format!("{}{}", term.words.replace(' ', "_"), if term.prefix { "*" } else { "" })
                }
                Expression::And(parts) => format!("(and {})", list(parts)),
                Expression::Or(parts) => format!("(or {})", list(parts)),
                Expression::Not(inner) => format!("(not {})", show(inner)),
            }
        }
        show(&parse(query).unwrap())
    }

    #[test]
    fn not_binds_before_and_and_before_or() {
        assert_eq!(shape("crocus OR (moscow AND (attack OR concert))"), "(or crocus (and moscow (or attack concert)))");
        assert_eq!(shape("a OR b c AND NOT d"), "(or a (and b c (not d)))");
        assert_eq!(shape("\"Crocus City Hall\" zelensk*"), "(and crocus_city_hall zelensk*)");
        assert_eq!(shape("\"north korea*\" OR \"north korea\"*"), "(or north_korea* north_korea*)");
    }

    #[test]
    fn a_field_belongs_to_the_term_behind_it() {
        let Expression::Term(term) = parse("outlet:\"BBC News\"").unwrap() else { panic!("one term") };
        assert_eq!((term.field, term.words.as_str()), (Field::Outlet, "bbc news"));
    }

    #[test]
    fn errors_say_where_and_the_way_out() {
        let error = parse("war AND (peace").unwrap_err();
        assert_eq!(error.to_string(), "a bracket is not closed at character 9 of the query `war AND (peace`");
        assert_eq!(error.hint, "add `)`");
        for query in [
            "",
            "AND",
            "a OR",
            "a)",
            "\"open",
            "colour:red",
            "date:03",
            "date:2024-02-31",
            "date:2024*",
            "*",
            "war and peace",
            "NOT",
        ] {
            assert!(parse(query).is_err(), "{query}");
        }
    }

    proptest! {
        #[test]
        fn any_text_parses_or_is_refused(query in "\\PC{0,60}") {
            let _ = parse(&query);
        }

        #[test]
        fn any_mix_of_operators_parses_or_is_refused(query in "([()*\"a: ]|AND |OR |NOT ){0,40}") {
            let _ = parse(&query);
        }
    }

    #[test]
    fn a_thousand_brackets_are_refused_not_followed() {
        assert!(parse(&"(".repeat(1000)).is_err());
        assert!(parse(&"NOT ".repeat(1000)).is_err());
    }
}
