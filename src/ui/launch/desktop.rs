//! Opens the window: page head, size, folder of the WebView.
//!
//! Nothing of the page is kept by the WebView; its folder lies inside the app's own.

use std::sync::Arc;

use dioxus::LaunchBuilder;
use dioxus::desktop::tao::dpi::LogicalSize;
use dioxus::desktop::{Config, WindowBuilder};

use super::GROUND;
use super::arguments::Arguments;
use crate::device::Setup;
use crate::ui::door::AskedLanguage;
use crate::ui::look::Look;
use crate::ui::{App, page};

/// Runs the app in one window until it is closed.
pub fn run(setup: Setup, arguments: &Arguments) {
    let mut look = Look::load(&setup.folder);
    look.language = arguments.language.unwrap_or(look.language);
    let (width, height) = arguments.size;
    let window = WindowBuilder::new()
        .with_title("Sambang")
        .with_inner_size(LogicalSize::new(f64::from(width), f64::from(height)))
        .with_min_inner_size(LogicalSize::new(320.0, 320.0))
        .with_always_on_top(false);
    let config = Config::new()
        .with_menu(None)
        .with_disable_context_menu(true)
        .with_background_color(GROUND)
        .with_custom_index(page::html(&look))
        .with_data_directory(setup.folder.join("webview"))
        .with_window(window);
    let mut launcher = LaunchBuilder::desktop().with_cfg(config).with_context(Arc::new(setup)).with_context(look);
    if let Some(language) = arguments.language {
        launcher = launcher.with_context(AskedLanguage(language));
    }
    launcher.launch(App);
}
