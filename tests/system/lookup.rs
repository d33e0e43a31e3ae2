//! Looking people up, on the phone and on the tablet.

use sambang::device::{Group, ListFilter, QueueFilter};

use crate::phone::Phone;
use crate::visit;
use crate::world::World;

const HERE: &str = "1803022001";

/// A name as it was typed, and how people look for it.
const NAMES: [(&str, &[&str]); 4] = [
    ("CONTOH Ma\u{2019}ruf", &["Ma'ruf", "Maruf", "ma\u{2019}ruf", "MA`RUF", "ruf contoh"]),
    ("CONTOH Sa'adah", &["Sa\u{2019}adah", "saadah", "contoh  sa'adah"]),
    ("CONTOH Rene\u{301}", &["Ren\u{E9}", "rene", "RENE\u{301}"]),
    ("CONTOH Siti   Aminah", &["siti aminah", "aminah siti", " Siti  Aminah ", "amin"]),
];

/// How numbers of the third are looked for.
const NUMBERS: [&str; 6] =
    ["1803025002879202", "180302 500287 9202", "9202", "0812 3456 7802", "+62 812-3456-7802", "081234567802"];

async fn filled(world: &World) -> Phone {
    let rahmat = world.phone("Rahmat").await;
    for (serial, (name, _)) in (9200..).zip(NAMES) {
        let id = visit::complete(rahmat.device(), HERE, serial);
        let phone = format!("0812 3456 78{:02}", serial - 9200);
        rahmat
            .device()
            .edit(id, |survey| {
                survey.identity.name = name.to_owned();
                survey.identity.phone = phone;
            })
            .unwrap();
        visit::sign(rahmat.device(), id);
        rahmat.device().finish(id).unwrap();
    }
    rahmat
}

fn expected(found: impl Fn(&str) -> Vec<String>) {
    for (name, queries) in NAMES {
        for query in queries {
            assert_eq!(found(query), [name], "{query:?}");
        }
    }
    for number in NUMBERS {
        assert_eq!(found(number), [NAMES[2].0], "{number}");
    }
    for nobody in ["Maryam", "9299", "1803025002879299", "%", "N18", "siti maruf"] {
        assert_eq!(found(nobody), Vec::<String>::new(), "{nobody}");
    }
    assert_eq!(found("contoh").len(), NAMES.len());
    assert_eq!(found("").len(), NAMES.len());
}

#[tokio::test]
async fn people_are_found_on_the_phone_in_any_spelling_and_by_their_numbers() {
    let world = World::start().await;
    let rahmat = filled(&world).await;
    expected(|text| {
        let filter = ListFilter { group: Group::All, text: text.to_owned(), limit: 50 };
        rahmat.device().list(&filter).unwrap().into_iter().map(|row| row.name).collect()
    });
}

#[tokio::test]
async fn people_are_found_on_the_tablet_in_any_spelling_and_by_their_numbers() {
    let world = World::start().await;
    let rahmat = filled(&world).await;
    assert_eq!(rahmat.sync().await, None);
    let dewi = world.tablet("Dewi").await;
    assert_eq!(dewi.sync().await, None);
    expected(|text| {
        let filter = QueueFilter { text: text.to_owned(), ..QueueFilter::default() };
        let rows = dewi.device().queue(&filter).unwrap();
        assert_eq!(dewi.device().queue_total(&filter).unwrap() as usize, rows.len());
        rows.into_iter().map(|row| row.name).collect()
    });
}
