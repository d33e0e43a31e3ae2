//! The invitation as a letter and on the screen: what is drawn is what the phone needs, and nobody else sees it.

use std::path::Path;

use sambang_domain::wire::v1::invitation::Invitation;

use crate::program::{ran, run, store};

const ADDRESS: &str = "https://sambang.example";

/// Somebody with this name.
fn somebody(store: &Path, name: &str) -> String {
    let area = ["--area", "180302", "--office", "Dinas <CONTOH>"];
    ran(store, &[&["person", "add", "--name", name, "--role", "facilitator"], area.as_slice()].concat())
}

/// Reads black modules, as (left, upper) and their size, as a phone would.
fn read(dark: &[(usize, usize)], size: usize) -> String {
    let right = dark.iter().map(|(x, _)| x + size).max().unwrap() + 4 * size;
    let lower = dark.iter().map(|(_, y)| y + size).max().unwrap() + 4 * size;
    let mut paper = vec![255_u8; right * lower];
    for (x, y) in dark {
        for row in *y..y + size {
            paper[row * right + x..row * right + x + size].fill(0);
        }
    }
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(right, lower, |x, y| paper[y * right + x]);
    let codes = image.detect_grids();
    assert_eq!(codes.len(), 1);
    codes[0].decode().unwrap().1
}

/// What the picture in a page says.
fn read_svg(page: &str) -> String {
    let path = page.split_once(r#" d=""#).unwrap().1.split_once('"').unwrap().0;
    let number = |text: &str| text.parse::<usize>().unwrap();
    let rectangles = path.split('M').skip(1).map(|part| {
        let numbers: Vec<usize> = part.split(['h', 'v', 'H', 'V', ' ']).map(number).collect();
        (numbers[0], numbers[1], numbers[2], numbers[3])
    });
    let rectangles: Vec<_> = rectangles.collect();
    let unit = rectangles.iter().map(|(_, _, width, height)| *width.min(height)).min().unwrap();
    let modules = rectangles.into_iter().flat_map(|(x, y, width, height)| {
        let across = move |row| (x..x + width).step_by(unit).map(move |column| (column, row));
        (y..y + height).step_by(unit).flat_map(across)
    });
    read(&modules.collect::<Vec<_>>(), unit)
}

/// What half blocks say.
fn read_blocks(lines: &[&str]) -> String {
    let mut dark = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        for (column, block) in line.chars().enumerate() {
            dark.extend(matches!(block, '█' | '▀').then_some((column * 4, row * 8)));
            dark.extend(matches!(block, '█' | '▄').then_some((column * 4, row * 8 + 4)));
        }
    }
    read(&dark, 4)
}

#[test]
fn the_letter_and_the_screen_show_the_invitation_that_is_printed() {
    let dir = store();
    let id = somebody(dir.path(), "CONTOH <script>Budi & Siti");
    let file = dir.path().join("surat.html");
    let letter = file.to_str().unwrap();
    let printed = ran(dir.path(), &["enrol-code", &id, "--address", ADDRESS, "--letter", letter, "--qr"]);
    let (cells, picture) = printed.split_once('\n').unwrap();
    let text = cells.rsplit('\t').next().unwrap();
    let invitation = Invitation::parse(text).unwrap();
    assert_eq!(read_blocks(&picture.lines().collect::<Vec<_>>()), text);
    assert!(!printed.contains('\x1b'), "colours are for a terminal alone");
    let page = std::fs::read_to_string(&file).unwrap();
    assert_eq!(read_svg(&page), text);
    let (first, second) = invitation.code.split_at(5);
    let letters = invitation.province.unwrap().compared();
    let said = [ADDRESS, &format!("{first} {second}"), &letters, "CONTOH &lt;script&gt;Budi &amp; Siti", "WIB"];
    for part in said {
        assert!(page.contains(part), "the letter says {part}");
    }
    assert!(!page.contains("<script") && page.contains("Dinas &lt;CONTOH&gt;"));
    assert!(!page.contains("src=") && !page.contains("href="), "a letter loads nothing");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn without_being_asked_nothing_is_drawn_where_no_terminal_is() {
    let dir = store();
    let id = somebody(dir.path(), "CONTOH Budi");
    let printed = ran(dir.path(), &["enrol-code", &id, "--address", ADDRESS]);
    assert_eq!(printed.lines().count(), 1);
}

#[test]
fn a_letter_with_an_own_issuer_offers_no_typing_that_would_reach_nothing() {
    let dir = store();
    let id = somebody(dir.path(), "CONTOH Budi");
    let issuer = dir.path().join("issuer.pem");
    let certificate = rcgen::generate_simple_self_signed(["sambang.example".to_owned()]).unwrap();
    std::fs::write(&issuer, certificate.cert.pem()).unwrap();
    let file = dir.path().join("surat.html");
    let (issuer, letter) = (issuer.to_str().unwrap(), file.to_str().unwrap());
    let printed = ran(dir.path(), &["enrol-code", &id, "--address", ADDRESS, "--issuer", issuer, "--letter", letter]);
    let page = std::fs::read_to_string(&file).unwrap();
    assert_eq!(read_svg(&page), printed.rsplit('\t').next().unwrap());
    assert!(!page.contains(ADDRESS) && page.contains("Minta teks undangan"));
}

#[test]
fn a_letter_that_cannot_be_written_uses_up_no_code_and_overwrites_nothing() {
    let dir = store();
    let id = somebody(dir.path(), "CONTOH Budi");
    let codes = || ran(dir.path(), &["audit"]).matches("code.issued").count();
    let file = dir.path().join("surat.html");
    std::fs::write(&file, "surat orang lain").unwrap();
    let nowhere = dir.path().join("missing/surat.html");
    for path in [&file, &nowhere] {
        let letter = path.to_str().unwrap();
        let refused = run(dir.path(), &["enrol-code", &id, "--address", ADDRESS, "--letter", letter]);
        assert!(!refused.status.success());
        let told = String::from_utf8(refused.stderr).unwrap();
        assert!(told.contains("the letter cannot be written"), "{told}");
    }
    assert_eq!((codes(), std::fs::read_to_string(&file).unwrap().as_str()), (0, "surat orang lain"));
    // Nor is a letter left behind that invites nobody.
    let empty = dir.path().join("kosong.html");
    let nobody = "01900000-0000-7000-8000-000000000001";
    let letter = empty.to_str().unwrap();
    assert!(!run(dir.path(), &["enrol-code", nobody, "--address", ADDRESS, "--letter", letter]).status.success());
    assert!(!empty.exists());
}

#[test]
fn an_address_that_no_phone_takes_and_a_letter_without_one_are_refused() {
    let dir = store();
    let id = somebody(dir.path(), "CONTOH Budi");
    for address in
        ["sambang.example", "https://", "https:///x", "https://a b.example", "https://a.example#x", "ftp://a"]
    {
        let refused = run(dir.path(), &["enrol-code", &id, "--address", address]);
        assert_eq!(refused.status.code(), Some(2), "{address}");
    }
    for option in [["--letter", "surat.html"].as_slice(), &["--qr"]] {
        assert_eq!(run(dir.path(), &[&["enrol-code", &id], option].concat()).status.code(), Some(2));
    }
}
