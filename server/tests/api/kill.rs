//! The process is killed in the middle of its work, again and again: nothing that was acknowledged
//! is lost.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use sambang_domain::ids::Digest;
use tokio::sync::watch;

use crate::device::{Device, Sealed, number, photo};
use crate::program::{Program, enrolled, ran, store};

/// What the server said it has.
#[derive(Default, Clone)]
struct Acknowledged {
    revisions: Vec<Sealed>,
    /// By address: the photo, and up to which byte.
    uploads: BTreeMap<String, (Vec<u8>, u64)>,
}

/// Works until the server is gone, and writes down every success it was told.
async fn work(device: &mut Device, ids: std::ops::Range<u128>, log: &Mutex<Acknowledged>, told: &watch::Sender<usize>) {
    let note = |change: &dyn Fn(&mut Acknowledged)| {
        change(&mut log.lock().unwrap());
        told.send_modify(|count| *count += 1);
    };
    for id in ids {
        let bytes = photo(id as u64, 150_000 + (id as usize * 7919) % 100_000);
        let sealed = device.sealed(id, &[&bytes]);
        let Ok(response) = device.put_request(&sealed).send().await else { return };
        assert_eq!(response.status(), 201);
        note(&|log| log.revisions.push(sealed.clone()));
        let Ok(response) = device.create_request(&bytes).send().await else { return };
        assert_eq!(response.status(), 201);
        let location = response.headers()["location"].to_str().unwrap().to_owned();
        for (index, piece) in bytes.chunks(60_000).enumerate() {
            let request = device.patch_request(&location, index as u64 * 60_000, piece);
            let Ok(response) = request.send().await else { return };
            assert_eq!(response.status(), 204);
            let offset = number(response.headers(), "upload-offset");
            note(&|log| {
                log.uploads.insert(location.clone(), (bytes.clone(), offset));
            });
        }
    }
}

#[tokio::test]
async fn nothing_that_was_acknowledged_is_lost_when_the_process_is_killed() {
    let dir = store();
    let mut program = Program::start(dir.path());
    let mut devices = Vec::new();
    for seed in 1..=3 {
        devices.push(enrolled(dir.path(), &program.url, seed).await);
    }
    let log = Arc::new(Mutex::new(Acknowledged::default()));
    let mut next = 1;
    for moment in [1, 2, 5, 9, 14, 20, 27] {
        let (told, mut count) = watch::channel(0_usize);
        let told = Arc::new(told);
        let mut at_work = Vec::new();
        for mut device in devices.drain(..) {
            device.url.clone_from(&program.url);
            let (log, told, ids) = (Arc::clone(&log), Arc::clone(&told), next..next + 100);
            next += 100;
            at_work.push(tokio::spawn(async move {
                work(&mut device, ids, &log, &told).await;
                device
            }));
        }
        count.wait_for(|count| *count >= moment).await.unwrap();
        program.kill();
        for work in at_work {
            devices.push(work.await.unwrap());
        }
        program = Program::start(dir.path());
        for device in &mut devices {
            device.url.clone_from(&program.url);
        }
        let told = log.lock().unwrap().clone();
        everything_is_there(&devices, &told).await;
        ran(dir.path(), &["verify"]);
    }
    let log = log.lock().unwrap();
    assert!(log.revisions.len() >= 7 && log.uploads.values().any(|(bytes, offset)| *offset < bytes.len() as u64));
}

async fn everything_is_there(devices: &[Device], log: &Acknowledged) {
    for sealed in &log.revisions {
        let mut kept = Vec::new();
        for device in devices {
            let response = device.get(&sealed.path()).await;
            if response.status() == 200 {
                kept.push(response.bytes().await.unwrap());
            }
        }
        assert_eq!(kept, [sealed.bytes.as_slice()]);
    }
    for (location, (bytes, acknowledged)) in &log.uploads {
        let mut stands = Vec::new();
        for device in devices {
            let response = device.tus("HEAD", location).send().await.unwrap();
            if response.status() == 200 {
                stands.push(number(response.headers(), "upload-offset"));
            }
        }
        let [stands] = stands.as_slice() else { panic!("{location} is gone") };
        assert!(stands >= acknowledged, "{stands} of {acknowledged}");
        if *acknowledged == bytes.len() as u64 {
            let path = format!("/v1/attachments/by-digest/{}", Digest::of(bytes));
            let mut kept = 0;
            for device in devices {
                let response = device.get(&path).await;
                if response.status() == 200 {
                    assert_eq!(response.bytes().await.unwrap(), bytes);
                    kept += 1;
                }
            }
            assert_eq!(kept, 1);
        }
    }
}
