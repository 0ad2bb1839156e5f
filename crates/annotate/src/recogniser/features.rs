//! What a word is described by: itself, its letters, its neighbours, its run of capitals, the gazetteer, the page.
//!
//! A word far from any capital is described by little, since it is hardly ever part of a name and most words are such.

use super::Gazetteer;
use super::evidence::{self, SIGNS};
use super::page::Page;
use super::sight::{Case, Sight, sights};
use crate::linear::{Feature, feature, hash_text, pair, triple};
use std::ops::Range;

/// Stands for what lies before and after a sentence.
const BORDER: Sight =
    Sight { word: 7, shape: 0, case: Case::Sign, forced: false, kinds: 0, phrase: 0, place: 0, run: (0, 0) };

/// Gives `take` the features of every word, in order, with the number of its sentence.
pub fn describe(page: &Page<'_>, gazetteer: &Gazetteer, mut take: impl FnMut(usize, &[Feature])) {
    let sights = sights(page, gazetteer);
    let evidence = evidence::gather(page, &sights);
    let mut features = Features { all: Vec::with_capacity(96), template: 0 };
    for (number, sentence) in page.sentences() {
        for at in sentence.clone() {
            features.all.clear();
            features.template = 0;
            let window = Window { page, sights: &sights, sentence: sentence.clone(), at };
            window.describe(evidence[at], &mut features);
            take(number, &features.all);
        }
    }
}

/// The features of one word, numbered by the order in which they are asked for.
struct Features {
    all: Vec<Feature>,
    template: u32,
}

impl Features {
    fn one(&mut self, value: u32) {
        self.template += 1;
        self.all.push(feature(self.template, value));
    }

    fn two(&mut self, one: u32, two: u32) {
        self.template += 1;
        self.all.push(pair(self.template, one, two));
    }

    fn three(&mut self, one: u32, two: u32, three: u32) {
        self.template += 1;
        self.all.push(triple(self.template, one, two, three));
    }

    /// One feature for each bit that is set.
    fn bits(&mut self, bits: u32, with: u32) {
        self.template += 1;
        let mut rest = bits;
        while rest != 0 {
            self.all.push(pair(self.template, rest.trailing_zeros(), with));
            rest &= rest - 1;
        }
    }

    /// The features that follow are numbered from `template`, whatever was left out before.
    fn from(&mut self, template: u32) {
        self.template = template;
    }
}

struct Window<'a> {
    page: &'a Page<'a>,
    sights: &'a [Sight],
    sentence: Range<usize>,
    at: usize,
}

impl Window<'_> {
    /// The sight `step` words on; the border outside the sentence.
    fn near(&self, step: isize) -> &Sight {
        let place = self.at.checked_add_signed(step).filter(|place| self.sentence.contains(place));
        place.map_or(&BORDER, |place| &self.sights[place])
    }

    fn describe(&self, evidence: u16, features: &mut Features) {
        let here = self.near(0);
        let (before, after) = (self.near(-1), self.near(1));
        let class = class_of(here);
        features.one(class);
        features.two(here.word, u32::from(here.case == Case::Lower));
        features.two(before.word, class);
        features.two(after.word, class);
        features.one(here.shape);
        features.three(class_of(before), class, class_of(after));
        features.two(here.kinds, class);
        features.two(before.word, here.word);
        features.two(here.word, after.word);
        features.bits(here.kinds, class);
        features.from(20);
        if here.run.0 == here.run.1 && !before.begins_with_capital() && !after.begins_with_capital() {
            return;
        }
        self.describe_neighbours(class, features);
        features.from(60);
        if here.run.0 < here.run.1 {
            self.describe_letters(features);
            features.from(80);
            self.describe_run(class, features);
            features.from(110);
            features.bits(u32::from(evidence), u32::from(here.forced));
            features.two(u32::from(evidence & ((1 << SIGNS) - 1)), u32::from(here.forced));
        }
    }

    fn describe_neighbours(&self, class: u32, features: &mut Features) {
        let here = self.near(0);
        let [two_before, before, after, two_after] = [-2, -1, 1, 2].map(|step| self.near(step));
        features.two(two_before.word, class);
        features.two(two_after.word, class);
        features.three(two_before.word, before.word, class);
        features.three(after.word, two_after.word, class);
        features.two(before.shape, here.shape);
        features.two(here.shape, after.shape);
        features.two(before.kinds, class);
        features.two(after.kinds, class);
        features.two(before.kinds, here.kinds);
        features.two(here.kinds, after.kinds);
        features.bits(before.kinds, class);
        features.bits(after.kinds, class);
        features.bits(here.phrase, u32::from(here.place.min(2)));
        features.two(here.phrase, u32::from(here.place));
        features.bits(before.phrase, u32::from(here.place.min(2)));
        features.three(before.word, here.kinds, after.word);
    }

    fn describe_letters(&self, features: &mut Features) {
        let lower = self.page.lower(self.at);
        let ends: Vec<usize> = lower.char_indices().map(|(at, _)| at).chain([lower.len()]).collect();
        let letters = ends.len() - 1;
        for length in 1..=4 {
            features.one(hash_text(&lower[..ends[length.min(letters)]]));
            features.one(hash_text(&lower[ends[letters - length.min(letters)]..]));
        }
    }

    /// The run of capitals as a whole: what stands around it, its first and last word, its length.
    fn describe_run(&self, class: u32, features: &mut Features) {
        let here = self.near(0);
        let run = here.run.0 as usize..here.run.1 as usize;
        let outside =
            |at: Option<usize>| at.filter(|at| self.sentence.contains(at)).map_or(&BORDER, |at| &self.sights[at]);
        let (before, after) = (outside(run.start.checked_sub(1)), outside(Some(run.end)));
        let (first, last) = (&self.sights[run.start], &self.sights[run.end - 1]);
        let length = u32::try_from(run.len().min(5)).unwrap_or(5);
        let place = u32::from(self.at > run.start) + 2 * u32::from(self.at + 1 < run.end);
        features.two(before.word, place);
        features.two(after.word, place);
        features.three(before.word, after.word, place);
        features.two(last.word, place);
        features.two(first.word, place);
        features.three(length, place, class);
        features.three(first.kinds, last.kinds, place);
        features.bits(last.kinds, place);
        features.bits(first.kinds, place);
        features.three(before.kinds, after.kinds, place);
        features.bits(before.kinds, place);
        features.bits(after.kinds, place);
    }
}

/// The case of a word, and whether it was free to have another.
fn class_of(sight: &Sight) -> u32 {
    sight.case as u32 * 2 + u32::from(sight.forced)
}
