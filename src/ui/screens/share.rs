//! A file that was written for people: a phone offers it to its other apps, elsewhere its place is told.

use std::path::Path;

use crate::platform::Phone;
use crate::ui::i18n::{t, t_with};

/// Hands the file out, and says where it is.
pub(super) fn share(phone: &dyn Phone, file: &Path) -> String {
    if phone.share(file) {
        return t("saved-shared");
    }
    t_with("saved-at", &[("path", file.display().to_string().into())])
}
