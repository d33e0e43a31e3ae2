//! The app's real window, driven through WebKitWebDriver as a person would: look, tap, type, draw.
//!
//! Every wait is bounded and polls what is on the screen; nothing waits for time to pass. What fails
//! leaves a picture beside the others. The driver and the app are ended by their own process ids.
//!
//! Longer than the other files, because every gesture shares the one wait and the one way to fail.

use std::cell::Cell;
use std::ffi::OsStr;
use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use fantoccini::actions::{InputSource, PointerAction, TouchActions};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::display::Display;
use crate::process;

/// A common small phone, in CSS pixels.
pub(crate) const PHONE: (u64, u64) = (412, 800);
/// The smallest phone the app is made for.
pub(crate) const SMALL: (u64, u64) = (360, 640);
/// A tablet that lies on its side.
pub(crate) const TABLET: (u64, u64) = (1280, 800);

/// How long anything on the screen may take to appear on a busy machine, a photo being prepared included.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a choice may take to show before it is tapped again.
const TAKEN: Duration = Duration::from_secs(4);

/// How often a wait looks again.
const GLANCE: Duration = Duration::from_millis(40);

/// Switches animations off, so that pictures and taps find everything in its final position.
const STILL: &str = "const still = document.createElement('style');
    still.textContent = '*, *::before, *::after { transition: none !important; animation: none !important; }';
    document.head.append(still);";

/// One run of the app and the driver that started it.
pub(crate) struct Window {
    driver: Child,
    port: u16,
    page: Client,
    viewport: Cell<(u64, u64)>,
    /// Taps are made with a finger instead of a mouse.
    fingers: Cell<bool>,
}

impl Window {
    /// Starts the app with `args` on `display` and makes its viewport a [`PHONE`] or a [`TABLET`]. Files
    /// that it hands out go to `downloads`; what app and driver print goes to `log`.
    pub(crate) async fn open<S: AsRef<OsStr>>(
        display: &Display,
        viewport: (u64, u64),
        args: &[S],
        downloads: &Path,
        log: &Path,
    ) -> Self {
        Self::open_after("", display, viewport, args, downloads, log).await
    }

    /// As [`Self::open`], with a script that runs before any other of the page.
    pub(crate) async fn open_after<S: AsRef<OsStr>>(
        before_page: &str,
        display: &Display,
        viewport: (u64, u64),
        args: &[S],
        downloads: &Path,
        log: &Path,
    ) -> Self {
        let port = free_port();
        let out = std::fs::File::options().create(true).append(true).open(log).expect("the log can be written");
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={port}"))
            .env("TZ", "Asia/Jakarta")
            .env("NO_AT_BRIDGE", "1")
            .env("XDG_DOWNLOAD_DIR", downloads)
            .env("SAMBANG_BEFORE_PAGE", before_page)
            .stdout(out.try_clone().expect("the log can be shared"))
            .stderr(out)
            .stdin(Stdio::null())
            .kill_on_drop(true);
        display.apply(&mut command);
        let driver = command.spawn().expect("WebKitWebDriver is installed (apt-get install webkit2gtk-driver)");
        let args: Vec<_> = args.iter().map(|arg| arg.as_ref().to_string_lossy().into_owned()).collect();
        let options = json!({ "binary": env!("CARGO_BIN_EXE_sambang"), "args": args });
        let capabilities = [("webkitgtk:browserOptions".to_owned(), options)].into_iter().collect();
        let page = connect(port, capabilities).await;
        let window = Self { driver, port, page, viewport: Cell::new(viewport), fingers: Cell::default() };
        window.resize(viewport).await;
        window.js(STILL, Vec::new()).await;
        window
    }

    /// From now on taps are made with a finger.
    pub(crate) fn use_fingers(&self) {
        self.fingers.set(true);
    }

    /// Where another program can send commands to the page's driver.
    pub(crate) async fn session(&self) -> String {
        let session = self.page.session_id().await.expect("there is a session").expect("there is a session");
        format!("http://127.0.0.1:{}/session/{session}", self.port)
    }

    /// The app and the processes of its page.
    pub(crate) fn processes(&self) -> Vec<u32> {
        process::descendants(self.driver.id())
    }

    /// Waits until `css` is on the screen.
    pub(crate) async fn see(&self, css: &str) -> Element {
        self.see_at(Locator::Css(css)).await
    }

    /// Waits until nothing matches `css`.
    pub(crate) async fn gone(&self, css: &str) {
        self.until(&format!("{css} is gone"), async || self.count(css).await == 0).await;
    }

    /// Waits until the screen that `css` belongs to is there and has settled: its heading has the focus.
    /// Before that the page still scrolls up, and a tap could miss.
    pub(crate) async fn arrive(&self, css: &str) {
        self.see(css).await;
        let settled = "return document.activeElement.id === 'screen-title' && scrollY === 0";
        self.until(&format!("{css} has settled"), async || self.js(settled, Vec::new()).await == true).await;
    }

    /// Waits until the element with this id is where one types.
    pub(crate) async fn focused(&self, id: &str) {
        let focused = "return document.activeElement.id";
        self.until(&format!("{id} has the focus"), async || self.js(focused, Vec::new()).await == id).await;
    }

    /// Scrolls `css` to the middle of the screen, or as far as the page goes.
    pub(crate) async fn look_at(&self, css: &str) {
        let element = self.see(css).await;
        self.centre(&element).await;
    }

    /// Whether `css` matches anything at this moment.
    pub(crate) async fn count(&self, css: &str) -> usize {
        self.page.find_all(Locator::Css(css)).await.map_or(0, |all| all.len())
    }

    /// Taps `css` where it is, scrolled to the middle of the screen.
    pub(crate) async fn tap(&self, css: &str) {
        self.tap_at(Locator::Css(css)).await;
    }

    /// Taps the label of the radio `name` with `value` until it is chosen; twice is the same as once.
    pub(crate) async fn choose(&self, name: &str, value: &str) {
        let path = format!("//input[@name='{name}'][@value='{value}']/ancestor::label");
        let chosen = format!(".choice--on input[name='{name}'][value='{value}']");
        self.until(&format!("{name} is {value}"), async || {
            self.tap_at(Locator::XPath(&path)).await;
            let shown = self.page.wait().at_most(TAKEN).every(GLANCE).for_element(Locator::Css(&chosen));
            shown.await.is_ok()
        })
        .await;
    }

    /// Taps the label around the input with this id.
    pub(crate) async fn tap_label(&self, id: &str) {
        self.tap_at(Locator::XPath(&format!("//input[@id='{id}']/ancestor::label"))).await;
    }

    /// Empties the field `css`, types `text` into it key by key, and waits until it stands there. The
    /// app may put it into groups.
    pub(crate) async fn fill(&self, css: &str, text: &str) {
        self.until(&format!("{css} takes what is typed"), async || {
            let Ok(field) = self.page.find(Locator::Css(css)).await else { return false };
            self.centre(&field).await;
            field.clear().await.is_ok() && field.send_keys(text).await.is_ok()
        })
        .await;
        let ungrouped = |text: &str| text.replace([' ', '-', '.'], "");
        self.until(&format!("{css} shows all that was typed"), async || {
            ungrouped(&self.value(css).await) == ungrouped(text)
        })
        .await;
    }

    /// Gives the field `css` a value that no keyboard types, a date for one, as its picker would.
    pub(crate) async fn pick(&self, css: &str, value: &str) {
        self.see(css).await;
        let script = "const [css, value] = arguments, field = document.querySelector(css);
            Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, value);
            for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }));";
        self.js(script, vec![json!(css), json!(value)]).await;
    }

    /// Gives the file input `css` the file at `path`, as the system's picker would.
    pub(crate) async fn upload(&self, css: &str, path: &Path) {
        let input = self.see(css).await;
        let sent = input.send_keys(&path.to_string_lossy()).await;
        self.expect(&format!("{css} takes a file"), sent).await;
    }

    /// Draws one finger's stroke on `css` through `points`, in pixels from its centre.
    pub(crate) async fn stroke(&self, css: &str, points: &[(i64, i64)]) {
        let pad = self.see(css).await;
        self.centre(&pad).await;
        let mut finger = TouchActions::new("finger".to_owned());
        for (n, &(x, y)) in points.iter().enumerate() {
            let element = pad.clone();
            let duration = Some(Duration::from_millis(8));
            #[expect(clippy::cast_precision_loss, reason = "a screen is far smaller than 2^52 pixels")]
            let at = PointerAction::MoveToElement { element, duration, x: x as f64, y: y as f64 };
            finger = finger.then(at);
            if n == 0 {
                finger = finger.then(PointerAction::Down { button: 0 });
            }
        }
        let drawn = self.page.perform_actions(finger.then(PointerAction::Up { button: 0 })).await;
        self.expect(&format!("a stroke on {css}"), drawn).await;
    }

    /// Waits until the text of `css` holds `part`, and gives the whole text.
    pub(crate) async fn read(&self, css: &str, part: &str) -> String {
        self.until(&format!("{css} says '{part}'"), async || self.glance(css).await.contains(part)).await;
        self.glance(css).await
    }

    async fn glance(&self, css: &str) -> String {
        match self.page.find(Locator::Css(css)).await {
            Ok(element) => element.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// The text of `css`.
    pub(crate) async fn text(&self, css: &str) -> String {
        self.read_in_page(css, "innerText").await
    }

    /// What stands in the field `css`.
    pub(crate) async fn value(&self, css: &str) -> String {
        self.read_in_page(css, "value").await
    }

    /// Found and read in one step, because a re-render may put another element in its place.
    async fn read_in_page(&self, css: &str, property: &str) -> String {
        self.see(css).await;
        let read = "return document.querySelector(arguments[0])?.[arguments[1]] ?? ''";
        self.js(read, vec![json!(css), json!(property)]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Runs `script` in the page; its `arguments` are `args`.
    pub(crate) async fn js(&self, script: &str, args: Vec<Value>) -> Value {
        let result = self.page.execute(script, args).await;
        self.expect("a script in the page", result).await
    }

    /// Runs `script` in the page until it calls the function that follows `args` with its answer.
    pub(crate) async fn js_async(&self, script: &str, args: Vec<Value>) -> Value {
        let result = self.page.execute_async(script, args).await;
        self.expect("a script in the page", result).await
    }

    /// The page stands here from now on: WebKit has no receiver to ask on a desk.
    pub(crate) async fn stand_at(&self, latitude: f64, longitude: f64, accuracy_m: f64) {
        let script = "const [latitude, longitude, accuracy] = arguments;
            const here = () => ({ timestamp: Date.now(), coords: { latitude, longitude, accuracy, altitude: null,
                altitudeAccuracy: null, heading: null, speed: null } });
            const stub = { getCurrentPosition: (found) => setTimeout(() => found(here())),
                watchPosition: (found) => (setTimeout(() => found(here())), 1), clearWatch: () => {} };
            Object.defineProperty(navigator, 'geolocation', { configurable: true, value: stub });";
        self.js(script, vec![json!(latitude), json!(longitude), json!(accuracy_m)]).await;
    }

    /// A PNG of the viewport, once every photo in it is there and what changed is painted.
    pub(crate) async fn picture(&self) -> Vec<u8> {
        let script = "return [...document.images].every((image) => image.complete && image.naturalWidth > 0)
            && [...document.querySelectorAll('[data-state=ready]')].every((tile) => tile.querySelector('img'))";
        self.until("the photos are shown", async || self.js(script, Vec::new()).await == true).await;
        let painted = "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))";
        self.js_async(painted, Vec::new()).await;
        self.page.screenshot().await.expect("the window can be pictured")
    }

    /// Ends the session; the app closes its window and ends.
    pub(crate) async fn close(mut self) {
        let apps = process::children(self.driver.id());
        self.page.clone().close().await.expect("the session can be ended");
        for app in apps {
            process::ended(app).await;
        }
        self.driver.kill().await.expect("the driver can be ended");
    }

    /// Kills the app at once, as when the battery is pulled: it has no chance to save anything.
    pub(crate) async fn kill(mut self) {
        for app in process::children(self.driver.id()) {
            process::kill(app);
            process::ended(app).await;
        }
        self.driver.kill().await.expect("the driver can be ended");
    }

    /// Waits until `true_now` says so; fails with a picture when it never does.
    pub(crate) async fn until(&self, what: &str, true_now: impl AsyncFn() -> bool) {
        let looking = async {
            let mut glances = tokio::time::interval(GLANCE);
            while !true_now().await {
                glances.tick().await;
            }
        };
        if tokio::time::timeout(PATIENCE, looking).await.is_err() {
            self.fail(&format!("waited {} s in vain until {what}", PATIENCE.as_secs())).await;
        }
    }

    async fn see_at(&self, locator: Locator<'_>) -> Element {
        match self.page.wait().at_most(PATIENCE).every(GLANCE).for_element(locator).await {
            Ok(element) => element,
            Err(error) => self.fail(&format!("waited in vain for {locator:?}: {error}")).await,
        }
    }

    async fn tap_at(&self, locator: Locator<'_>) {
        // A re-render may take the element away between looking and tapping, and a sheet that still
        // slides may cover it: then look again.
        self.until(&format!("{locator:?} can be tapped"), async || {
            let Ok(element) = self.page.find(locator).await else { return false };
            if !element.is_enabled().await.unwrap_or(false) {
                return false;
            }
            self.centre(&element).await;
            self.stands_still(&element).await && self.press(element).await
        })
        .await;
    }

    /// Presses the middle of the element, and whether that was possible.
    async fn press(&self, element: Element) -> bool {
        if !self.fingers.get() {
            return element.click().await.is_ok();
        }
        let tap = TouchActions::new("finger".to_owned())
            .then(PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 })
            .then(PointerAction::Down { button: 0 })
            .then(PointerAction::Pause { duration: Duration::from_millis(40) })
            .then(PointerAction::Up { button: 0 });
        self.page.perform_actions(tap).await.is_ok()
    }

    /// Taps `css` twice at the same place, `gap` apart, whatever the first tap does to the page.
    pub(crate) async fn double_tap(&self, css: &str, gap: Duration) {
        let element = self.see(css).await;
        self.centre(&element).await;
        let uncovered = async || self.stands_still(&element).await;
        self.until(&format!("{css} can be tapped twice"), uncovered).await;
        let tap = |actions: TouchActions| {
            actions
                .then(PointerAction::Down { button: 0 })
                .then(PointerAction::Pause { duration: Duration::from_millis(40) })
                .then(PointerAction::Up { button: 0 })
        };
        let there = PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 };
        let first = tap(TouchActions::new("finger".to_owned()).then(there));
        let second = tap(first.then(PointerAction::Pause { duration: gap }));
        let tapped = self.page.perform_actions(second).await;
        self.expect(&format!("two taps on {css}"), tapped).await;
    }

    /// Types into `css` at its end, one key every `pace`, until `last` has passed.
    pub(crate) async fn type_steadily(&self, css: &str, pace: Duration, last: Duration) -> String {
        let field = self.see(css).await;
        self.centre(&field).await;
        let (begun, mut beat, mut typed) = (tokio::time::Instant::now(), tokio::time::interval(pace), String::new());
        for key in ('A'..='Z').cycle() {
            beat.tick().await;
            if begun.elapsed() >= last {
                break;
            }
            let sent = field.send_keys(&key.to_string()).await;
            self.expect(&format!("{css} takes a key"), sent).await;
            typed.push(key);
        }
        typed
    }

    /// Whether the element stays where it is for two frames, and nothing covers it: what arrives above it, a
    /// notice for one, would push it away from under the finger, and a page that has just changed takes no tap.
    async fn stands_still(&self, element: &Element) -> bool {
        let target = serde_json::to_value(element).expect("an element has a reference");
        let script = "const [element, answer] = arguments, box = () => element.getBoundingClientRect(), before = box();
            const covered = () => document.elementFromPoint(before.left + before.width / 2, before.top + before.height / 2)
                ?.matches('.settling');
            requestAnimationFrame(() => requestAnimationFrame(() =>
                answer(box().top === before.top && box().left === before.left && !covered())));";
        self.page.execute_async(script, vec![target]).await.is_ok_and(|still| still == true)
    }

    async fn centre(&self, element: &Element) {
        let target = serde_json::to_value(element).expect("an element has a reference");
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        // An element that has just gone is looked for again by the caller.
        let _gone = self.page.execute(script, vec![target]).await;
    }

    /// Width and height of what the page sees, in CSS pixels.
    pub(crate) fn viewport(&self) -> (u64, u64) {
        self.viewport.get()
    }

    /// Sizes the window until what the page sees is `viewport`, whatever frame it has.
    pub(crate) async fn resize(&self, viewport: (u64, u64)) {
        let (width, height) = viewport;
        self.viewport.set(viewport);
        self.until(&format!("the viewport is {width}x{height}"), async || {
            let inner = self.js("return [innerWidth, innerHeight]", Vec::new()).await;
            let (Some(w), Some(h)) = (inner[0].as_u64(), inner[1].as_u64()) else { return false };
            if (w, h) == viewport {
                return true;
            }
            if let Ok((outer_w, outer_h)) = self.page.get_window_size().await {
                let size = |outer: u64, inner: u64, wanted: u64| {
                    u32::try_from((outer + wanted).saturating_sub(inner)).unwrap_or(u32::MAX)
                };
                let _next_glance_tells =
                    self.page.set_window_size(size(outer_w, w, width), size(outer_h, h, height)).await;
            }
            false
        })
        .await;
    }

    async fn expect<T, E: std::fmt::Display>(&self, what: &str, result: Result<T, E>) -> T {
        match result {
            Ok(value) => value,
            Err(error) => self.fail(&format!("{what}: {error}")).await,
        }
    }

    /// Stops the test, with a picture of what the window showed.
    async fn fail(&self, what: &str) -> ! {
        let path = crate::album::folder().join("failed.png");
        if let Ok(png) = self.page.screenshot().await {
            let _the_message_says_more = std::fs::write(&path, png);
        }
        let seen = self.page.execute("return document.body.innerText", Vec::new()).await;
        let seen = seen.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default();
        panic!("{what}\nthe window shows ({}):\n{seen}", path.display());
    }
}

impl Drop for Window {
    /// A test that stops half way leaves no app behind.
    fn drop(&mut self) {
        process::children(self.driver.id()).into_iter().for_each(process::kill);
    }
}

/// Opens a session with the driver on `port`, which starts the app.
async fn connect(port: u16, capabilities: fantoccini::wd::Capabilities) -> Client {
    let listening = async {
        let mut glances = tokio::time::interval(GLANCE);
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            glances.tick().await;
        }
    };
    tokio::time::timeout(PATIENCE, listening).await.expect("the driver listens");
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities);
    let url = format!("http://127.0.0.1:{port}");
    let page = tokio::time::timeout(PATIENCE, builder.connect(&url)).await.expect("the app opens its window");
    page.expect("the app's window takes a session")
}

/// A port nobody listens on at this moment.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    listener.local_addr().expect("a bound port has an address").port()
}
