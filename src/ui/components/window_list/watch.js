// Tells which rows of a list are on the screen while its page or its pane scrolls. All rows are
// equally high, so the rows that are not drawn are air above and below the others.
const [id, scroll] = await dioxus.recv();
const STEP = 5, REST_MS = 150;
const frame = () => new Promise((next) => requestAnimationFrame(next));
const list = document.getElementById(id);
if (!list) return;
// The pane that scrolls, or the page.
const pane = () => {
  for (let node = list.parentElement; node && node !== document.body; node = node.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(node).overflowY)) return node;
  }
  return document.scrollingElement;
};
let told = '', asked = 0, resting = 0;
const look = () => {
  asked = 0;
  const row = list.querySelector(':scope > li');
  const height = row ? row.getBoundingClientRect().height : 0;
  if (!height) return;
  const above = Math.max(0, -list.getBoundingClientRect().top);
  const first = Math.floor(above / height / STEP) * STEP;
  const shown = Math.ceil(innerHeight / height) + STEP;
  tell(first, shown, false);
};
let last = [0, 0];
const tell = (first, shown, always) => {
  last = [first, shown];
  if (!always && told === first + '/' + shown) return;
  told = first + '/' + shown;
  dioxus.send([first, shown, pane().scrollTop]);
};
const soon = () => {
  if (!list.isConnected) {
    removeEventListener('scroll', soon, true);
    removeEventListener('resize', soon);
    return;
  }
  if (!asked) asked = requestAnimationFrame(look);
  clearTimeout(resting);
  resting = setTimeout(() => list.isConnected && last[1] && tell(last[0], last[1], true), REST_MS);
};
pane().scrollTop = scroll;
// The focus goes to the heading of a screen that has just come and scrolls it up; that comes first.
for (let n = 0; n < 8 && scroll > 0; n += 1) {
  await frame();
  pane().scrollTop = scroll;
}
addEventListener('scroll', soon, { capture: true, passive: true });
addEventListener('resize', soon);
look();
