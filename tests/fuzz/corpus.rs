//! Where each target begins: small files of its kind, good and awkward.

use std::path::Path;

use sambang_domain::filter;

/// The beginnings of a target.
pub(crate) fn of(target: &str) -> Vec<Vec<u8>> {
    let revision = || read("domain/vectors/revision-1.canonical.json");
    match target {
        "canonical" => vec![
            revision(),
            br#"{"a":1,"b":[true,null,"\u20ac"],"c":-1.5e-9}"#.to_vec(),
            br#"{"\ud800":"alone","n":9007199254740993,"deep":[[[[[[]]]]]]}"#.to_vec(),
            [vec![b'['; 500], vec![b']'; 500]].concat(),
        ],
        "sealed" => vec![revision(), read("domain/vectors/revision-1.json")],
        "filter" => vec![filter::build([]).unwrap(), filter::build(0..50).unwrap()],
        "tus" => vec![
            b"upload-length: 10\nupload-offset: 0\nupload-metadata: sha256 YWJj,survey eA==\n".to_vec(),
            b"upload-length: 99999999999999999999\nupload-checksum: sha1 ////\nupload-metadata: ,,, ,sha256".to_vec(),
        ],
        "list" => folder("server/tests/lists"),
        "photo" => photos(),
        "backup" => {
            let head = r#"{"locks":{},"made_at":0,"database_bytes":9}"#;
            vec![backup(b'1', head), backup(b'2', head), backup(b'2', ""), b"sambang backup 9\n".to_vec()]
        }
        other => panic!("{other}"),
    }
}

fn read(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn folder(path: &str) -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

fn backup(version: u8, head: &str) -> Vec<u8> {
    let length = u32::try_from(head.len()).unwrap().to_be_bytes();
    [b"sambang backup ".as_slice(), &[version, b'\n'], &length, head.as_bytes(), b"database", &[0; 32]].concat()
}

/// A small picture in the formats that are taken, with an Exif block, and with what phones put behind it.
fn photos() -> Vec<Vec<u8>> {
    use image::ImageFormat::{Jpeg, Png, WebP};
    let picture = image::RgbImage::from_fn(96, 72, |x, y| image::Rgb([(x * 2) as u8, (y * 3) as u8, 90]));
    let encoded = |format| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    };
    let jpeg = encoded(Jpeg);
    let mut progressive = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut progressive, 70);
    encoder.set_progressive(true);
    encoder.set_restart_interval(2);
    encoder.encode(picture.as_raw(), 96, 72, jpeg_encoder::ColorType::Rgb).unwrap();
    let exif =
        [b"\xff\xe1\0\x2aExif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0".as_slice(), &[0; 10]];
    let with_exif = [&jpeg[..2], &exif.concat(), &jpeg[2..]].concat();
    let with_video = [jpeg.as_slice(), b"\0\0\0\x18ftypmp42", &jpeg[..200]].concat();
    vec![jpeg, progressive, with_exif, with_video, encoded(Png), encoded(WebP)]
}
