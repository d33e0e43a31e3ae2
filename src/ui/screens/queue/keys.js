// Keys of the queue: / looks for a name, j and k and the arrows walk over the rows, ? shows the list.
// Enter opens a row by itself: a row is a link.
const frame = () => new Promise((next) => requestAnimationFrame(next));
const find = () => document.querySelector('main[data-screen=queue]');
for (let n = 0; n < 60 && !find(); n += 1) await frame();
const screen = find();
if (!screen) return;
const rows = () => [...screen.querySelectorAll('[data-case]')];
const steps = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
const walk = (step) => {
  const all = rows(), at = all.indexOf(document.activeElement);
  const bar = document.querySelector('.bar').getBoundingClientRect().bottom;
  const seen = all.findIndex((row) => row.getBoundingClientRect().top >= bar - 1);
  const next = all[at < 0 ? seen : at + step];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
};
const pressed = (event) => {
  if (!screen.isConnected) return document.removeEventListener('keydown', pressed);
  if (event.ctrlKey || event.altKey || event.metaKey || document.getElementById('overlay')) return;
  const field = event.target.closest('input, select, textarea');
  const leaves = field && field.id === 'queue-search' && event.key === 'ArrowDown';
  if (field && !leaves) return;
  if (event.key === '/') {
    const search = document.getElementById('queue-search');
    search.focus();
    search.select();
  } else if (event.key === '?') {
    dioxus.send(true);
  } else if (steps[event.key]) {
    walk(steps[event.key]);
  } else {
    return;
  }
  event.preventDefault();
};
document.addEventListener('keydown', pressed);
