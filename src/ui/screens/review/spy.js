// Tells which part of the page is on the screen while it scrolls; ends with the first word that comes.
const parts = () => [...document.querySelectorAll('.review-part')];
let last = '';
const look = () => {
  const all = parts();
  if (!all.length) return;
  const line = 220, foot = all[all.length - 1].getBoundingClientRect().bottom;
  let here = all[0];
  for (const part of all) if (part.getBoundingClientRect().top < line) here = part;
  const main = document.querySelector('.tab-app__main');
  const inner = main && main.scrollHeight > main.clientHeight + 4 && main.scrollTop + main.clientHeight >= main.scrollHeight - 4;
  const outer = document.documentElement.scrollHeight > innerHeight + 4 && scrollY + innerHeight >= document.documentElement.scrollHeight - 4;
  if ((inner || outer) && foot > 0) here = all[all.length - 1];
  if (here.id !== last) { last = here.id; dioxus.send(last); }
};
const bar = document.querySelector('.tab-app .bar');
if (bar) document.documentElement.style.setProperty('--bar-h', bar.getBoundingClientRect().height + 'px');
document.addEventListener('scroll', look, true);
look();
await dioxus.recv();
document.removeEventListener('scroll', look, true);
