//! Near copies of a pile: one sketch an article, compared when all are there.

use crate::error::Error;
use crate::once::{for_each_once, identity};
use crate::pile::{Pile, PileArticle, PileSummary};
use overshadow_agenda::copies::{Copied, CopyOptions, Grouped, Sketch, credited, groups};
use overshadow_record::{Article, CopyPair, CopyRow, Outlets, Skipped, Tally};
use std::collections::BTreeMap;

/// The near copies of a pile.
#[derive(Clone, Debug)]
pub struct Copies {
    /// Every article with its group, in order of the input.
    pub rows: Vec<CopyRow>,
    /// What became of the input.
    pub tally: Tally,
    /// The files read.
    pub summary: PileSummary,
    sketches: Vec<Sketch>,
    grouped: Vec<Grouped>,
}

/// Finds the near copies of a pile.
///
/// # Errors
/// When an input cannot be read at all.
pub fn copies(pile: &Pile, options: &CopyOptions, skipped: &mut dyn FnMut(&Skipped)) -> Result<Copies, Error> {
    let mut rows = Vec::new();
    let mut sketches = Vec::new();
    let outlets = pile.outlets();
    // One article that stands twice in the input is no copy of itself.
    let work = |PileArticle { article, .. }: PileArticle| {
        Ok((identity(&article), (sketch(&article, outlets), row(article, outlets))))
    };
    let (tally, summary) = for_each_once(pile, work, skipped, &mut |(sketch, row), _| {
        sketches.push(sketch);
        rows.push(row);
    })?;
    let grouped = groups(&sketches, options);
    for (at, found) in grouped.iter().enumerate() {
        rows[at].copy_group = rows[found.representative].article_id.clone();
        rows[at].representative = found.representative == at;
        rows[at].similarity = sketches[at].has_shingles().then_some(found.likeness.jaccard);
    }
    let mut copies = Copies { rows, tally, summary, sketches, grouped };
    copies.share_origins();
    Ok(copies)
}

/// What finding copies needs of an article.
pub(crate) fn sketch(article: &Article, outlets: &Outlets) -> Sketch {
    let outlet = article.outlet.as_deref().unwrap_or_default();
    Sketch::of(&Copied {
        article_id: &article.article_id,
        published: article.published.map(|published| published.at),
        language: article.language.as_deref().unwrap_or_default(),
        voice: outlets.voice(outlet),
        title: article.title.as_deref().unwrap_or_default(),
        text: &article.text,
        given_group: article.copy_group.as_deref().unwrap_or_default(),
    })
}

fn row(article: Article, outlets: &Outlets) -> CopyRow {
    CopyRow {
        origin: credited(&article.authors, &article.text).map(str::to_owned),
        family: article.outlet.as_deref().map(|outlet| outlets.voice(outlet).to_owned()),
        article_id: article.article_id,
        copy_group: String::new(),
        outlet: article.outlet,
        published: article.published,
        title: article.title,
        representative: false,
        similarity: None,
        source: article.source,
    }
}

impl Copies {
    /// One outlet leaves the agency's name out and another leaves it in: a group has the origin that most of its articles
    /// credit, the first of two.
    fn share_origins(&mut self) {
        for members in self.groups() {
            let mut credits: Vec<(&str, usize)> = Vec::new();
            for origin in members.iter().filter_map(|&at| self.rows[at].origin.as_deref()) {
                match credits.iter_mut().find(|(name, _)| *name == origin) {
                    Some((_, count)) => *count += 1,
                    None => credits.push((origin, 1)),
                }
            }
            // Of equals `max_by_key` takes the last, so the first must come last.
            let most = credits.into_iter().rev().max_by_key(|&(_, count)| count).map(|(name, _)| name.to_owned());
            for at in members {
                self.rows[at].origin.clone_from(&most);
            }
        }
    }

    /// Positions of the articles of each group of two or more, each group in order of publication, groups in the order of
    /// the input.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, found) in self.grouped.iter().enumerate() {
            members.entry(found.representative).or_default().push(at);
        }
        let mut groups: Vec<Vec<usize>> = members.into_values().filter(|members| members.len() > 1).collect();
        for members in &mut groups {
            members.sort_by_key(|&at| (self.rows[at].published, &self.rows[at].article_id, at));
        }
        groups
    }

    /// The rows of groups of two or more, group by group.
    #[must_use]
    pub fn copied(&self) -> Vec<CopyRow> {
        self.groups().into_iter().flatten().map(|at| self.rows[at].clone()).collect()
    }

    /// How many groups of two or more there are.
    #[must_use]
    pub fn n_groups(&self) -> usize {
        self.groups().len()
    }

    /// Every two articles of a group whose texts are long enough to be compared.
    pub fn pairs(&self) -> impl Iterator<Item = CopyPair> + '_ {
        self.groups().into_iter().flat_map(move |members| {
            let pairs = (0..members.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
            pairs.filter_map(|(a, b)| self.pair(members[a], members[b])).collect::<Vec<_>>()
        })
    }

    fn pair(&self, a: usize, b: usize) -> Option<CopyPair> {
        if !self.sketches[a].has_shingles() {
            return None;
        }
        let alike = self.sketches[a].likeness(&self.sketches[b]);
        Some(CopyPair {
            article_id_a: self.rows[a].article_id.clone(),
            article_id_b: self.rows[b].article_id.clone(),
            jaccard: alike.jaccard,
            containment: alike.containment,
        })
    }
}
