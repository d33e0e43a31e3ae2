//! The numbered pictures the tour leaves in `target/tour/`.

use std::cell::RefCell;
use std::path::PathBuf;

use crate::comfort;
use crate::driver::{VIEWPORT, Window};

/// Where pictures and the summary go; git ignores it.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/tour")
}

/// The pictures of one run, and what was uncomfortable in them.
pub(crate) struct Album {
    taken: RefCell<Vec<String>>,
    complaints: RefCell<Vec<String>>,
}

impl Album {
    /// An empty album; pictures of an earlier run are removed.
    pub(crate) fn new() -> Self {
        let folder = folder();
        std::fs::create_dir_all(&folder).expect("target/tour can be made");
        for old in std::fs::read_dir(&folder).expect("target/tour can be read").flatten() {
            if old.path().extension().is_some_and(|kind| kind == "png" || kind == "md") {
                std::fs::remove_file(old.path()).expect("an old picture can be removed");
            }
        }
        Self { taken: RefCell::default(), complaints: RefCell::default() }
    }

    /// Pictures the window as `NN-name.png`.
    pub(crate) async fn take(&self, window: &Window, name: &str) {
        let file = format!("{:02}-{name}.png", self.taken.borrow().len() + 1);
        let png = window.picture().await;
        let (width, height) = VIEWPORT;
        let image = image::load_from_memory(&png).expect("a picture is a PNG");
        // A sharper screen gives more pixels for the same viewport, in the same shape.
        let shape = u64::from(image.width()) * height == u64::from(image.height()) * width;
        assert!(shape, "{file} is {}x{}, not the shape of {width}x{height}", image.width(), image.height());
        std::fs::write(folder().join(&file), png).expect("a picture can be written");
        println!("    {file}");
        let complaints = comfort::complaints(window).await;
        self.complaints.borrow_mut().extend(complaints.into_iter().map(|text| format!("{file}: {text}")));
        self.taken.borrow_mut().push(file);
    }

    /// How many pictures were taken.
    pub(crate) fn len(&self) -> usize {
        self.taken.borrow().len()
    }

    /// Fails when anything in a picture could not be used with a thumb.
    pub(crate) fn assert_comfortable(&self) {
        let complaints = self.complaints.borrow();
        assert!(complaints.is_empty(), "not usable with a thumb:\n{}", complaints.join("\n"));
    }
}
