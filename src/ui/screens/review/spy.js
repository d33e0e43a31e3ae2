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
  if (here.id === last) return;
  last = here.id;
  dioxus.send(last);
  const tabs = document.querySelector('.review-tabs'), tab = tabs && tabs.querySelector(`[data-part="${last}"]`);
  if (tab) tabs.scrollLeft = tab.offsetLeft - (tabs.clientWidth - tab.clientWidth) / 2;
};
const bar = document.querySelector('.tab-app .bar');
// Its height follows the title, the size of the text and the way the tablet is held.
const sizes = new ResizeObserver(() => document.documentElement.style.setProperty('--bar-h', bar.getBoundingClientRect().height + 'px'));
if (bar) sizes.observe(bar);
document.addEventListener('scroll', look, true);
look();
await dioxus.recv();
sizes.disconnect();
document.removeEventListener('scroll', look, true);
