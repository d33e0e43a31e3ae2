//! The drawn signature.

use image::{DynamicImage, GrayImage};
use sambang::media::{SIGNATURE_HEIGHT, SIGNATURE_WIDTH, render_signature};

fn drawn(strokes: &[Vec<(f32, f32)>]) -> GrayImage {
    match image::load_from_memory(&render_signature(strokes).unwrap()).unwrap() {
        DynamicImage::ImageLuma8(picture) => picture,
        other => panic!("{:?} instead of grey", other.color()),
    }
}

#[test]
fn a_stroke_is_black_on_white_with_soft_edges() {
    let picture = drawn(&[vec![(0.1, 0.5), (0.9, 0.5)]]);
    assert_eq!(picture.dimensions(), (SIGNATURE_WIDTH, SIGNATURE_HEIGHT));
    assert_eq!(picture.get_pixel(450, 165).0, [0]);
    assert_eq!(picture.get_pixel(450, 100).0, [255]);
    assert_eq!(picture.get_pixel(20, 165).0, [255], "nothing left of the stroke's round end");
    let slanted = drawn(&[vec![(0.1, 0.2), (0.9, 0.7)]]);
    assert!(slanted.pixels().any(|pixel| (60..200).contains(&pixel.0[0])));
}

#[test]
fn strokes_are_not_joined() {
    let picture = drawn(&[vec![(0.1, 0.5), (0.3, 0.5)], vec![(0.7, 0.5), (0.9, 0.5)]]);
    assert_eq!(picture.get_pixel(450, 165).0, [255]);
}

#[test]
fn a_tap_is_a_dot() {
    let picture = drawn(&[vec![(0.5, 0.5)]]);
    let black = picture.pixels().filter(|pixel| pixel.0[0] < 128).count();
    assert!((20..60).contains(&black), "{black} pixels");
}

#[test]
fn points_outside_are_moved_to_the_edge_and_points_that_are_no_number_are_skipped() {
    let wild = [vec![(-3.0, 0.5), (f32::NAN, 0.1), (0.5, f32::NAN), (f32::INFINITY, 0.5)]];
    assert_eq!(drawn(&wild), drawn(&[vec![(0.0, 0.5), (1.0, 0.5)]]));
}

#[test]
fn an_empty_signature_is_refused() {
    for empty in [vec![], vec![vec![]], vec![vec![(f32::NAN, f32::NAN)]]] {
        assert_eq!(render_signature(&empty).unwrap_err().code(), "signature.empty");
    }
}

#[test]
fn the_same_strokes_give_the_same_bytes() {
    let strokes = vec![(0..200).map(|i| (i as f32 / 200.0, 0.5 + 0.4 * (i as f32 / 9.0).sin())).collect()];
    let png = render_signature(&strokes).unwrap();
    assert_eq!(png, render_signature(&strokes).unwrap());
    assert!(png.len() < 40_000);
}
