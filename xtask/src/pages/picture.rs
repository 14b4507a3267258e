//! A picture with at most 256 colours: a page has few, and letters' edges can do with fewer.

use std::collections::HashMap;
use std::io::Cursor;

use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Filter, Transformations};

/// The most colours.
const COLOURS: usize = 256;

type Rgb = [u8; 3];

/// The same picture, smaller. The same picture gives the same bytes.
///
/// # Errors
/// When it is no PNG, in the decoder's words.
pub fn smaller(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|error| error.to_string())?;
    let size = reader.output_buffer_size().ok_or("too large")?;
    let mut buffer = vec![0; size];
    let frame = reader.next_frame(&mut buffer).map_err(|error| error.to_string())?;
    let samples = frame.color_type.samples();
    let pixels: Vec<Rgb> = buffer[..frame.buffer_size()]
        .chunks_exact(samples)
        .map(|pixel| if samples < 3 { [pixel[0]; 3] } else { [pixel[0], pixel[1], pixel[2]] })
        .collect();
    let palette = palette(&pixels);
    let mut nearest: HashMap<Rgb, u8> = HashMap::new();
    let indexed: Vec<u8> =
        pixels.iter().map(|pixel| *nearest.entry(*pixel).or_insert_with(|| closest(&palette, *pixel))).collect();
    written(frame.width, frame.height, &palette, &indexed).map_err(|error| error.to_string())
}

fn written(width: u32, height: u32, palette: &[Rgb], indexed: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(Compression::High);
    // Neighbouring numbers of a palette are not neighbouring colours.
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(indexed)?;
    writer.finish()?;
    Ok(out)
}

/// The colours that stand for all: every one where they are few, else the most frequent of those that differ visibly.
fn palette(pixels: &[Rgb]) -> Vec<Rgb> {
    let mut counts: HashMap<Rgb, u32> = HashMap::new();
    for pixel in pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut colours: Vec<(u32, Rgb)> = counts.into_iter().map(|(colour, count)| (count, colour)).collect();
    colours.sort_unstable_by(|one, other| other.cmp(one));
    let mut chosen: Vec<Rgb> = Vec::new();
    // Wider steps until they are few enough; the first, of no width, takes every colour.
    for step in [0, 12, 24, 48, 96, 192, 400, 800, 1_600] {
        chosen.clear();
        for (_, colour) in &colours {
            if chosen.iter().all(|known| distance(*known, *colour) > step) {
                chosen.push(*colour);
            }
            if chosen.len() > COLOURS {
                break;
            }
        }
        if chosen.len() <= COLOURS {
            return chosen;
        }
    }
    chosen.truncate(COLOURS);
    chosen
}

fn closest(palette: &[Rgb], colour: Rgb) -> u8 {
    let best = palette.iter().enumerate().min_by_key(|(_, known)| distance(**known, colour));
    best.and_then(|(index, _)| u8::try_from(index).ok()).unwrap_or(0)
}

fn distance(one: Rgb, other: Rgb) -> u32 {
    one.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rgb(width: u32, pixels: &[Rgb]) -> Vec<u8> {
        let mut out = Vec::new();
        let height = u32::try_from(pixels.len()).unwrap() / width;
        let mut encoder = Encoder::new(&mut out, width, height);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        encoder.write_header().unwrap().write_image_data(&pixels.concat()).unwrap();
        out
    }

    fn read(bytes: &[u8]) -> Vec<u8> {
        let mut decoder = Decoder::new(Cursor::new(bytes));
        decoder.set_transformations(Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut buffer = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut buffer).unwrap();
        buffer
    }

    #[test]
    fn few_colours_stay_what_they_are() {
        let pixels = [[255, 255, 255], [12, 34, 56], [12, 34, 57], [255, 255, 255]];
        assert_eq!(read(&smaller(&rgb(2, &pixels)).unwrap()), pixels.concat());
    }

    #[test]
    fn many_colours_become_near_ones_and_the_picture_smaller() {
        // In no order by which all those colours could be written small.
        let throw = |last: &u32| [13, 17, 5].iter().fold(*last, |x, by| x ^ if *by == 17 { x >> by } else { x << by });
        let thrown = std::iter::successors(Some(2_463_534_242_u32), |last| Some(throw(last)));
        let pixels: Vec<Rgb> =
            thrown.take(64 * 64).map(|one| [one.to_le_bytes()[0] & 0xFC, one.to_le_bytes()[1] & 0xFC, 128]).collect();
        let large = rgb(64, &pixels);
        let small = smaller(&large).unwrap();
        let worst = read(&small).iter().zip(pixels.concat()).map(|(one, other)| one.abs_diff(other)).max();
        assert!(worst.unwrap() <= 24, "{worst:?}");
        assert!(small.len() < large.len(), "{} of {}", small.len(), large.len());
        assert_eq!(small, smaller(&large).unwrap(), "the same again");
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert!(smaller(b"no picture").is_err());
    }
}
