//! Tells the linker of Android builds which names the library shows (`android/exports.map`).

fn main() {
    println!("cargo:rerun-if-changed=android/exports.map");
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "android") {
        let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
        println!("cargo:rustc-link-arg-bins=-Wl,--version-script={folder}/android/exports.map");
    }
}
