//! From hidden intensities to counts: how many articles, how many of them on the shocks, and on which subjects.

use crate::IN_RANGE;
use crate::latent::Latent;
use crate::newsroom::Newsroom;
use rand::RngExt;
use rand_distr::{Beta, Binomial, Distribution, Gamma, Poisson};
use rand_pcg::Pcg64;

/// Articles drawn: `subjects[outlet][day][subject]`, `shocks[outlet][day][shock]`.
pub(crate) struct Drawn {
    pub(crate) subjects: Vec<Vec<Vec<u32>>>,
    pub(crate) shocks: Vec<Vec<Vec<u32>>>,
}

/// Draws every cell. An article on two subjects is drawn once here.
pub(crate) fn draw(newsroom: &Newsroom, latent: &Latent, random: &mut Pcg64) -> Drawn {
    let steadiness: Vec<f64> = (0..newsroom.outlets).map(|_| random.random_range(60.0..300.0)).collect();
    let blank = || vec![Vec::with_capacity(newsroom.days); newsroom.outlets];
    let mut drawn = Drawn { subjects: blank(), shocks: blank() };
    for day in 0..newsroom.days {
        let shares: Vec<Vec<f64>> =
            (0..newsroom.outlets).map(|outlet| latent.subject_shares(outlet, day, None)).collect();
        let wires: Vec<Vec<f64>> =
            (0..newsroom.countries).map(|country| wire(country, latent, &shares, random)).collect();
        for outlet in 0..newsroom.outlets {
            let articles = total(newsroom, latent, outlet, day, random);
            let (on_shocks, left) = shocks(latent, outlet, day, articles, random);
            let own = dirichlet(&shares[outlet], steadiness[outlet], random);
            let wire = &wires[latent.country[outlet]];
            let mixed: Vec<f64> = own
                .iter()
                .zip(wire)
                .map(|(own, wire)| (1.0 - newsroom.wire_share) * own + newsroom.wire_share * wire)
                .collect();
            drawn.subjects[outlet].push(multinomial(left, &mixed, random));
            drawn.shocks[outlet].push(on_shocks);
        }
    }
    drawn
}

/// What the wire of a country offers on a day.
fn wire(country: usize, latent: &Latent, shares: &[Vec<f64>], random: &mut Pcg64) -> Vec<f64> {
    let members: Vec<&Vec<f64>> =
        shares.iter().zip(&latent.country).filter(|(_, of)| **of == country).map(|(shares, _)| shares).collect();
    let mean: Vec<f64> = (0..shares[0].len())
        .map(|subject| members.iter().map(|shares| shares[subject]).sum::<f64>() / members.len().max(1) as f64)
        .collect();
    dirichlet(&mean, 60.0, random)
}

fn total(newsroom: &Newsroom, latent: &Latent, outlet: usize, day: usize, random: &mut Pcg64) -> u64 {
    if let Some(places) = newsroom.slots {
        return u64::from(places);
    }
    let base = latent.base[outlet][day];
    if base == 0.0 {
        return 0;
    }
    let share = latent.shock_share(outlet, day, None);
    let expected = base * (1.0 + newsroom.elasticity * share / (1.0 - share));
    let rate: f64 = Gamma::new(60.0, expected / 60.0).expect(IN_RANGE).sample(random);
    let most = latent.size[outlet] * if newsroom.elasticity == 0.0 { 1.6 } else { 4.8 };
    let articles: f64 = Poisson::new(rate.max(1e-9)).expect(IN_RANGE).sample(random);
    articles.min(most.ceil()) as u64
}

/// Articles on each shock, and those left.
fn shocks(latent: &Latent, outlet: usize, day: usize, articles: u64, random: &mut Pcg64) -> (Vec<u32>, u64) {
    let (mut left, mut taken) = (articles, 0.0);
    let mut on_shocks = Vec::with_capacity(latent.shocks.len());
    for shock in &latent.shocks {
        let share = shock.share[outlet][day];
        let of_rest = (share / (1.0 - taken)).clamp(0.0, 1.0);
        taken += share;
        let mut count = 0;
        if of_rest > 1e-6 && left > 0 {
            let beta = Beta::new(80.0 * of_rest, (80.0 * (1.0 - of_rest)).max(1e-9)).expect(IN_RANGE);
            count = binomial(left, beta.sample(random), random);
        }
        left -= count;
        on_shocks.push(count as u32);
    }
    (on_shocks, left)
}

pub(crate) fn binomial(n: u64, share: f64, random: &mut Pcg64) -> u64 {
    if n == 0 { 0 } else { Binomial::new(n, share.clamp(0.0, 1.0)).expect(IN_RANGE).sample(random) }
}

fn dirichlet(mean: &[f64], steadiness: f64, random: &mut Pcg64) -> Vec<f64> {
    let gamma = |mean: &f64| Gamma::new((mean * steadiness).max(1e-6), 1.0).expect(IN_RANGE);
    let mut shares: Vec<f64> = mean.iter().map(|mean| gamma(mean).sample(random)).collect();
    let sum = shares.iter().sum::<f64>().max(1e-300);
    shares.iter_mut().for_each(|share| *share /= sum);
    shares
}

fn multinomial(articles: u64, shares: &[f64], random: &mut Pcg64) -> Vec<u32> {
    let (mut left, mut rest): (u64, f64) = (articles, shares.iter().sum());
    shares
        .iter()
        .map(|&share| {
            let count = if rest > 0.0 { binomial(left, share / rest, random) } else { 0 };
            left -= count;
            rest -= share;
            count as u32
        })
        .collect()
}
