//! Stand-ins for stories in real headlines: pairs of neighbouring words that come up from nowhere. Only counts leave.
//!
//! A pair is born on a day when it has 8 headlines of 3 outlets within three days and had fewer than 4 in the 28 days
//! before. Pairs born on one day that share half of the fewer headlines are one story; a pair half of whose headlines
//! belong to a story that is still young is a part of it and no story of its own. Nothing after a story's third day
//! decides whether it is one.

use crate::Fault;
use crate::data::Data;
use jiff::civil::{Date, date};
use overshadow::agenda::{YoungStories, YoungStory};
use overshadow::read::{Input, Item, ReadOptions, read};
use overshadow::record::Article;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

/// First day of the headlines, and their number of days.
pub(super) const FIRST: Date = date(2023, 2, 8);
pub(super) const DAYS: usize = 281;
const BURST_DAYS: usize = 3;
const BURST_HEADLINES: usize = 8;
const BURST_OUTLETS: usize = 3;
const QUIET_DAYS: usize = 28;
const QUIET_HEADLINES: usize = 4;
/// Words that make no story: those that bind, those that count, those of the calendar and of the trade.
const STOP_WORDS: &str = "\
    a about after against all amid among an and any apr april are as at aug august be been before but by can \
    could day dec december did do does down eight feb february first five for four fri friday from get gets got \
    had has have he her here his how i if in into is it its jan january jul july jun june just last live make \
    makes mar march may might mon monday more most my new news nine no not nov november oct october of off on \
    one or our out over said sat saturday say says sep sept september seven she should six some sun sunday ten \
    than that the their then there these they this those three thursday to today tomorrow tuesday two under up \
    update updates video was watch we wednesday week weekend were what when where which who why will with would \
    year years yesterday you your";

/// A headline: its day, its outlet, its pairs, whether it is on the shock.
struct Headline {
    day: usize,
    outlet: usize,
    pairs: Vec<usize>,
    on_shock: bool,
}

/// Headlines of a story, by position.
type Members = BTreeSet<usize>;

/// Reads the English headlines and finds the stories in them; `on_shock` tells the shock by the words of a headline.
pub(super) fn stories(data: &Data, on_shock: fn(&[&str]) -> bool) -> Result<YoungStories, Fault> {
    let headlines = headlines(data, on_shock)?;
    let mut panel =
        YoungStories { first_day: FIRST, total: vec![0.0; DAYS], shock: vec![0.0; DAYS], stories: Vec::new() };
    for headline in &headlines {
        panel.total[headline.day] += 1.0;
        panel.shock[headline.day] += f64::from(u8::from(headline.on_shock));
    }
    for (at, (_, members)) in members_of_stories(&headlines).iter().enumerate() {
        panel.stories.push(counted(format!("story {at}"), members, &headlines));
    }
    Ok(panel)
}

fn headlines(data: &Data, on_shock: fn(&[&str]) -> bool) -> Result<Vec<Headline>, Fault> {
    let file = data.file("news/rss-headlines-2023/headlines.tsv.zst")?;
    let options = ReadOptions { today: Some(date(2023, 11, 16)), ..ReadOptions::default() };
    let stop_words: BTreeSet<&str> = STOP_WORDS.split_whitespace().collect();
    let (mut pairs, mut outlets) = (HashMap::new(), HashMap::new());
    let mut headlines = Vec::new();
    read(&[Input::Path(file)], &options, &mut |item| {
        if let Ok(Item::Article(article)) = item
            && let Some((day, title)) = english(&article)
        {
            let words: Vec<&str> = words(&title).collect();
            let names = pairs_of(&words, &stop_words);
            headlines.push(Headline {
                day,
                outlet: number(&mut outlets, article.outlet.unwrap_or_default()),
                pairs: names.into_iter().map(|pair| number(&mut pairs, pair)).collect(),
                on_shock: on_shock(&words),
            });
        }
        ControlFlow::Continue(())
    })?;
    Ok(headlines)
}

/// Day and title, in small letters, of an English headline of the days looked at.
fn english(article: &Article) -> Option<(usize, String)> {
    let day = usize::try_from(FIRST.until(article.day()?).ok()?.get_days()).ok().filter(|&day| day < DAYS)?;
    let title = article.title.as_ref().filter(|_| article.language.as_deref() == Some("en"))?;
    Some((day, title.to_lowercase()))
}

/// The words of a title, cut at an apostrophe.
fn words(title: &str) -> impl Iterator<Item = &str> {
    let parts = title.split(|letter: char| !letter.is_alphanumeric() && !is_apostrophe(letter));
    parts.filter_map(|part| part.split(is_apostrophe).next()).filter(|word| !word.is_empty())
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}

fn pairs_of(words: &[&str], stop_words: &BTreeSet<&str>) -> BTreeSet<String> {
    let tells = |word: &str| word.len() > 2 && !stop_words.contains(word) && word.chars().all(char::is_alphabetic);
    let pairs = words.windows(2).filter(|pair| pair.iter().all(|word| tells(word)));
    pairs.map(|pair| pair.join(" ")).collect()
}

/// A name's number, the next one when it is new.
fn number(numbers: &mut HashMap<String, usize>, name: String) -> usize {
    let next = numbers.len();
    *numbers.entry(name).or_insert(next)
}

/// The stories in the order of their birth: its day, and all their headlines from then on.
fn members_of_stories(headlines: &[Headline]) -> Vec<(usize, Members)> {
    let pairs = headlines_of_pairs(headlines);
    let mut stories: Vec<(usize, Members)> = Vec::new();
    for (day, born) in births(&pairs, headlines) {
        let is_new = |burst: &Members| {
            let young = stories.iter().rev().take_while(|(birth, _)| day - birth <= QUIET_DAYS);
            !young.into_iter().any(|(_, members)| shared(burst, members) >= burst.len())
        };
        let mut groups: Vec<(Members, Members)> = Vec::new();
        for (pair, burst) in born.into_iter().filter(|(_, burst)| is_new(burst)) {
            let from_birth = pairs[pair].iter().copied().filter(|&at| headlines[at].day >= day).collect();
            join(&mut groups, burst, from_birth);
        }
        stories.extend(groups.into_iter().map(|(_, members)| (day, members)));
    }
    stories
}

fn headlines_of_pairs(headlines: &[Headline]) -> Vec<Vec<usize>> {
    let mut of_pairs: Vec<Vec<usize>> = Vec::new();
    for (at, headline) in headlines.iter().enumerate() {
        for &pair in &headline.pairs {
            if of_pairs.len() <= pair {
                of_pairs.resize(pair + 1, Vec::new());
            }
            of_pairs[pair].push(at);
        }
    }
    of_pairs
}

/// By day, the pairs born on it, each with the headlines of its burst.
fn births(pairs: &[Vec<usize>], headlines: &[Headline]) -> BTreeMap<usize, Vec<(usize, Members)>> {
    let mut births: BTreeMap<usize, Vec<(usize, Members)>> = BTreeMap::new();
    for (pair, of_pair) in pairs.iter().enumerate().filter(|(_, of_pair)| of_pair.len() >= BURST_HEADLINES) {
        let mut daily = vec![0; DAYS];
        of_pair.iter().for_each(|&at| daily[headlines[at].day] += 1);
        let mut day = QUIET_DAYS;
        while day + BURST_DAYS <= DAYS {
            let burst = if bursts(&daily, day) { burst(of_pair, headlines, day) } else { None };
            day += if burst.is_some() { QUIET_DAYS } else { 1 };
            if let Some(burst) = burst {
                births.entry(day - QUIET_DAYS).or_default().push((pair, burst));
            }
        }
    }
    births
}

fn bursts(daily: &[usize], day: usize) -> bool {
    let sum = |from: usize, to: usize| daily[from..to].iter().sum::<usize>();
    daily[day] > 0 && sum(day, day + BURST_DAYS) >= BURST_HEADLINES && sum(day - QUIET_DAYS, day) < QUIET_HEADLINES
}

/// The headlines of a burst, when enough outlets have them.
fn burst(of_pair: &[usize], headlines: &[Headline], day: usize) -> Option<Members> {
    let days = day..day + BURST_DAYS;
    let members: Members = of_pair.iter().copied().filter(|&at| days.contains(&headlines[at].day)).collect();
    let outlets: BTreeSet<usize> = members.iter().map(|&at| headlines[at].outlet).collect();
    (outlets.len() >= BURST_OUTLETS).then_some(members)
}

/// Adds a pair to the groups of a day; a group that shares enough of its burst becomes one with it.
fn join(groups: &mut Vec<(Members, Members)>, burst: Members, members: Members) {
    let alike = |group: &Members| shared(group, &burst) >= group.len().min(burst.len());
    let (joined, apart): (Vec<_>, Vec<_>) = groups.drain(..).partition(|(group, _)| alike(group));
    let mut whole = (burst, members);
    for (burst, members) in joined {
        whole.0.extend(burst);
        whole.1.extend(members);
    }
    *groups = apart;
    groups.push(whole);
}

/// Twice the number of headlines that two sets share.
fn shared(a: &Members, b: &Members) -> usize {
    2 * a.intersection(b).count()
}

fn counted(story: String, members: &Members, headlines: &[Headline]) -> YoungStory {
    let mut counted = YoungStory { story, articles: vec![0.0; DAYS], outside_shock: vec![0.0; DAYS] };
    for headline in members.iter().map(|&at| &headlines[at]) {
        counted.articles[headline.day] += 1.0;
        counted.outside_shock[headline.day] += f64::from(u8::from(!headline.on_shock));
    }
    counted
}
