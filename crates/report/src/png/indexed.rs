//! A picture with a palette: charts have few colours, and one byte a pixel halves the file.
//!
//! The 256 commonest colours are kept exactly, so areas, lines and letters keep theirs; the rare blends along their edges
//! take the nearest of those.

use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};
use std::cmp::Reverse;
use std::collections::BTreeMap;

const COLOURS: usize = 256;

type Rgb = [u8; 3];

/// The picture as PNG. Charts stand on white, so transparency is not kept.
pub(super) fn encode(picture: &Pixmap) -> Option<Vec<u8>> {
    let counts = count_colours(picture);
    let palette = commonest(&counts);
    let index: BTreeMap<Rgb, u8> = counts.keys().map(|&colour| (colour, nearest(colour, &palette))).collect();
    let pixels: Vec<u8> =
        runs(picture).flat_map(|(colour, length)| std::iter::repeat_n(index[&colour], length)).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    // Differences between neighbouring palette entries mean nothing, so no filter helps.
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

/// Stretches of one colour: most of a chart is paper, so going by stretches is many times faster than by pixels.
fn runs(picture: &Pixmap) -> impl Iterator<Item = (Rgb, usize)> {
    let rgb = |pixel: PremultipliedColorU8| [pixel.red(), pixel.green(), pixel.blue()];
    picture.pixels().chunk_by(|a, b| a == b).map(move |run| (rgb(run[0]), run.len()))
}

fn count_colours(picture: &Pixmap) -> BTreeMap<Rgb, usize> {
    let mut counts = BTreeMap::new();
    for (colour, length) in runs(picture) {
        *counts.entry(colour).or_insert(0) += length;
    }
    counts
}

/// Commonest first; equally common ones by their value, so that the same chart gives the same file.
fn commonest(counts: &BTreeMap<Rgb, usize>) -> Vec<Rgb> {
    let mut colours: Vec<(&Rgb, &usize)> = counts.iter().collect();
    colours.sort_by_key(|(colour, count)| (Reverse(**count), **colour));
    colours.into_iter().take(COLOURS).map(|(colour, _)| *colour).collect()
}

fn nearest(colour: Rgb, palette: &[Rgb]) -> u8 {
    let distance =
        |other: &Rgb| -> u32 { colour.iter().zip(other).map(|(&a, &b)| u32::from(a.abs_diff(b)).pow(2)).sum() };
    let place = palette.iter().enumerate().min_by_key(|(_, other)| distance(other)).map_or(0, |(place, _)| place);
    u8::try_from(place).expect("a palette has at most 256 colours")
}
