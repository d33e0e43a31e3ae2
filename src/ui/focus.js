// Moves the focus to the element `id`, or to the first control in it, once it is on the screen.
// `heading`: the screen is another one, so it is also scrolled up. Late on a slow phone, this must not
// take the caret: keys of somebody who already types would go to the heading and be lost.
const [id, heading] = await dioxus.recv();
const controls = 'input,button,select,textarea,[tabindex]';
const frame = () => new Promise((next) => requestAnimationFrame(next));
const look = () => document.getElementById(id) || document.querySelector('[data-photo="' + id.replace('photo-', '') + '"]');
// A field on another page, a search that was just closed, does not count.
const page = (element) => element.closest('[role=dialog], .app');
const typing = (target) => {
  const active = document.activeElement;
  return active && active !== target && active.matches('input,textarea,select') && page(active) === page(target);
};
const control = (found) => (found.matches(controls) ? found : found.querySelector(controls) || found);

if (heading) await frame();
let found = look();
// A field of the step that is being left goes with it in one of the next frames.
for (let i = 0; i < 20 && (!found || typing(control(found))); i += 1) {
  await frame();
  found = look();
}
if (!found || typing(control(found))) return;
const target = control(found);
if (heading) window.scrollTo(0, 0);
target.focus({ preventScroll: true });
// WebKit selects the whole text on focus; the next key would replace it.
if (target.setSelectionRange && target.type === 'text') target.setSelectionRange(target.value.length, target.value.length);
if (!heading) found.scrollIntoView({ block: 'center' });
