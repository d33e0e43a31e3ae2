//! The numbered pictures the tour leaves in `target/tour/`, each in every look, and what is wrong with
//! what they show.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use crate::axe::Axe;
use crate::comfort;
use crate::driver::Window;

/// Looks besides the everyday one: folder, attribute of the page's root and its value, as the settings
/// set them.
const LOOKS: [(&str, &str, &str); 3] =
    [("dark", "data-theme", "dark"), ("sun", "data-theme", "sun"), ("200-percent", "data-text", "200")];

/// Where pictures and the summary go; git ignores it.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/tour")
}

/// The pictures of one run, and what was uncomfortable or a barrier in them.
pub(crate) struct Album {
    folder: PathBuf,
    axe: Axe,
    taken: RefCell<Vec<String>>,
    complaints: RefCell<Vec<String>>,
}

impl Album {
    /// An empty album; pictures of an earlier run are removed.
    pub(crate) fn new() -> Self {
        Self::at(folder())
    }

    /// An empty album of its own, in a folder of this name beside the pictures of the tour.
    pub(crate) fn of(name: &str) -> Self {
        Self::at(folder().join(name))
    }

    fn at(root: PathBuf) -> Self {
        let axe = Axe::fetched();
        for folder in std::iter::once(root.clone()).chain(LOOKS.map(|(name, ..)| root.join(name))) {
            std::fs::create_dir_all(&folder).expect("target/tour can be made");
            for old in std::fs::read_dir(&folder).expect("target/tour can be read").flatten() {
                if old.path().extension().is_some_and(|kind| kind == "png" || kind == "md") {
                    std::fs::remove_file(old.path()).expect("an old picture can be removed");
                }
            }
        }
        Self { folder: root, axe, taken: RefCell::default(), complaints: RefCell::default() }
    }

    /// Pictures the window as `NN-name.png`, then in every other look, and looks for what is wrong.
    pub(crate) async fn take(&self, window: &Window, name: &str) {
        let file = format!("{:02}-{name}.png", self.taken.borrow().len() + 1);
        println!("    {file}");
        // What covers the place under the finger after a change is gone a moment later.
        window.until("the page has settled", async || window.count(".settling").await == 0).await;
        develop(window, &self.folder.join(&file)).await;
        self.complain(&file, comfort::complaints(window).await);
        self.complain(&file, self.axe.barriers(window).await);
        for size in ["130", "160"] {
            let worn = window.wear("data-text", size).await;
            self.complain(&format!("{file} at {size} %"), comfort::complaints(window).await);
            window.take_off("data-text", worn).await;
        }
        for (look, attribute, value) in LOOKS {
            let file = format!("{look}/{file}");
            let worn = window.wear(attribute, value).await;
            develop(window, &self.folder.join(&file)).await;
            if attribute == "data-text" {
                self.complain(&file, comfort::complaints(window).await);
            } else {
                self.complain(&file, self.axe.pale_text(window).await);
            }
            window.take_off(attribute, worn).await;
        }
        self.taken.borrow_mut().push(file);
    }

    fn complain(&self, file: &str, complaints: Vec<String>) {
        self.complaints.borrow_mut().extend(complaints.into_iter().map(|text| format!("{file}: {text}")));
    }

    /// How many screens were pictured.
    pub(crate) fn len(&self) -> usize {
        self.taken.borrow().len()
    }

    /// Fails when anything in a picture could not be used with a thumb, or not by everybody.
    pub(crate) fn assert_usable(&self) {
        let complaints = self.complaints.borrow();
        assert!(complaints.is_empty(), "not usable by everybody:\n{}", complaints.join("\n"));
    }
}

async fn develop(window: &Window, path: &Path) {
    let png = window.picture().await;
    let (width, height) = window.viewport();
    let image = image::load_from_memory(&png).expect("a picture is a PNG");
    // A sharper screen gives more pixels for the same viewport, in the same shape.
    let shape = u64::from(image.width()) * height == u64::from(image.height()) * width;
    assert!(shape, "{} is {}x{}, not the shape of {width}x{height}", path.display(), image.width(), image.height());
    std::fs::write(path, png).expect("a picture can be written");
}
