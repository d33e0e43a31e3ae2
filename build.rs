//! Puts the app's style sheet together, and tells the linker of Android builds which names the library
//! exports (`android/exports.map`) and for which pages of memory it is laid out.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// Where styles stand beside what they style, in the order of the sheet: a later rule wins over an
/// earlier one of the same weight. Within a folder the path decides.
const FOLDERS: [&str; 3] = ["src/ui/components", "src/ui/visit", "src/ui/screens"];

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=android/exports.map");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "android") {
        println!("cargo:rustc-link-arg-bins=-Wl,--version-script={}/android/exports.map", root.display());
        // Android 15 and newer may have pages of 16 KB, only on 64 bit, and refuse a library laid out for 4.
        if std::env::var("CARGO_CFG_TARGET_POINTER_WIDTH").is_ok_and(|bits| bits == "64") {
            println!("cargo:rustc-link-arg-bins=-Wl,-z,max-page-size=16384");
        }
    }
    if std::env::var_os("CARGO_FEATURE_UI").is_some() {
        println!("cargo:rerun-if-changed=assets/ui");
        println!("cargo:rerun-if-changed=src/ui");
        fs::write(PathBuf::from(std::env::var("OUT_DIR")?).join("app.css"), sheet(&root)?)?;
    }
    Ok(())
}

/// The tokens, what every screen stands on, the parts, the screens.
fn sheet(root: &Path) -> Result<String, Box<dyn Error>> {
    let theme = fs::read_to_string(root.join("assets/ui/theme.css"))?;
    let base = fs::read_to_string(root.join("assets/ui/base.css"))?;
    let mut sheet = [theme.clone(), dark_by_the_phone(&theme)?, base].join("\n");
    for folder in FOLDERS {
        let mut files = Vec::new();
        styles_in(&root.join(folder), &mut files)?;
        files.sort();
        for file in files {
            sheet.push_str(&fs::read_to_string(file)?);
        }
    }
    Ok(sheet)
}

/// The dark tokens once more, for a phone that is set to dark while the person chose no theme. A media
/// query and an attribute cannot share one block, so it is written once and repeated here.
fn dark_by_the_phone(theme: &str) -> Result<String, Box<dyn Error>> {
    let (_, rest) = theme.split_once(":root[data-theme=\"dark\"] {").ok_or("theme.css has no dark theme")?;
    let (tokens, _) = rest.split_once('}').ok_or("the dark theme has no end")?;
    Ok(format!("@media (prefers-color-scheme: dark) {{\n:root:not([data-theme]) {{{tokens}}}\n}}\n"))
}

fn styles_in(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            styles_in(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "css") {
            found.push(path);
        }
    }
    Ok(())
}
