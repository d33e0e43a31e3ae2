// Sends each single key that is pressed while nobody types and nothing lies over the page, not even the
// cover of a page that has just changed; ends with the first word that comes.
const typing = (target) => target.closest && target.closest('textarea, select, input:not([type=radio]):not([type=checkbox])');
const pressed = (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || event.repeat) return;
  if (event.key.length !== 1 || typing(event.target) || document.querySelector('#overlay, .settling')) return;
  dioxus.send(event.key);
  if (event.key === '?') event.preventDefault();
};
document.addEventListener('keydown', pressed);
await dioxus.recv();
document.removeEventListener('keydown', pressed);
