//! The screen in other looks, as the settings would give them, and scrolled back afterwards.

use serde_json::{Value, json};

use crate::driver::Window;

/// What scrolls: the page on a phone, its main part on a tablet, a dialog when one is open.
const SCROLLS: &str = "const scrolls = () => {
        for (let at = document.elementFromPoint(innerWidth / 2, innerHeight / 2); at; at = at.parentElement)
            if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
        return document.scrollingElement;
    };";

/// Changes an attribute of the page's root and keeps what is in the middle of the screen there. Answers
/// what it was, and how far the page was scrolled.
const WEAR: &str = "const [name, value] = arguments, root = document.documentElement;
    const worn = [root.getAttribute(name), scrolls().scrollTop];
    const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    root.setAttribute(name, value);
    if (worn[1] > 0 && middle) middle.scrollIntoView({ block: 'center', behavior: 'instant' });
    return worn;";

/// Undoes [`WEAR`].
const TAKE_OFF: &str = "const [name, [value, top]] = arguments, root = document.documentElement;
    if (value === null) root.removeAttribute(name); else root.setAttribute(name, value);
    scrolls().scrollTo({ top, behavior: 'instant' });";

impl Window {
    /// Scrolls to where the page begins.
    pub(crate) async fn look_at_top(&self) {
        self.js(&format!("{SCROLLS} scrolls().scrollTo({{ top: 0, behavior: 'instant' }})"), Vec::new()).await;
    }

    /// Shows the screen in another look, as the settings would; [`Self::take_off`] takes the answer.
    pub(crate) async fn wear(&self, attribute: &str, value: &str) -> Value {
        self.js(&format!("{SCROLLS} {WEAR}"), vec![json!(attribute), json!(value)]).await
    }

    /// Gives the screen the look back that it had.
    pub(crate) async fn take_off(&self, attribute: &str, worn: Value) {
        self.js(&format!("{SCROLLS} {TAKE_OFF}"), vec![json!(attribute), worn]).await;
    }
}
