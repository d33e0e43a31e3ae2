// A second tap of a hand that meant the first: what has just taken the place of the tapped control is
// covered for a moment, so that nobody presses what they have not seen. Where the page is about something
// else than before (`data-subject`: another survey, another PIN), all of it is covered.
//
// It looks at the page after every change, so that no screen has to say what takes whose place.
(() => {
  const WAIT = 800; // ms from the change; the hand needs no longer for its second tap
  const LATE = 10000; // ms after which a change no longer follows from the tap
  const FINGER = 44; // px around the tap
  const CONTROL = 'a, button, label, input, select, textarea, summary, .overlay';
  const cover = document.createElement('div');
  cover.className = 'settling';
  cover.setAttribute('aria-hidden', 'true');
  let last = null; // the last tap: where, when, and what stands there
  let acted = -LATE; // when a tap or a key came last
  let subject = '';
  let timer = 0;

  const control = (x, y) => {
    const top = document.elementsFromPoint(x, y).find((element) => element !== cover);
    return (top && top.closest(CONTROL)) || null;
  };
  const seen = (x, y) => {
    const element = control(x, y);
    return { element, text: element && element.matches('a, button, label') ? element.textContent : '' };
  };
  const settle = (place) => {
    const all = place === 'page' || (cover.isConnected && cover.dataset.all === 'true');
    cover.dataset.all = all;
    Object.assign(cover.style, all
      ? { left: 0, top: 0, width: '100%', height: '100%' }
      : { left: `${place.x - FINGER}px`, top: `${place.y - FINGER}px`, width: `${2 * FINGER}px`, height: `${2 * FINGER}px` });
    document.body.append(cover);
    clearTimeout(timer);
    timer = setTimeout(() => cover.remove(), WAIT);
  };
  const look = () => {
    const about = [...document.querySelectorAll('[data-subject]')].map((element) => element.dataset.subject).join('\n');
    const other = about !== subject;
    subject = about;
    const now = performance.now();
    if (other && now - acted < LATE) settle('page');
    if (!last || now - last.when > LATE) return;
    const there = seen(last.x, last.y);
    if (there.element === last.there.element && there.text === last.there.text) return;
    last.there = there;
    if (there.element) settle(last);
  };
  const middle = (element) => {
    const box = element.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  };
  // A key or a script has no place of its own: it presses what it names.
  const clicked = (event) => {
    const place = event.detail ? { x: event.clientX, y: event.clientY } : middle(event.target);
    const hidden = cover.isConnected && document.elementFromPoint(place.x, place.y) === cover;
    if (event.target === cover || hidden) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    acted = performance.now();
    last = { ...place, when: acted, there: seen(place.x, place.y) };
  };
  const pressed = (event) => {
    // A key that is held down presses once.
    if (event.repeat && event.target.closest && event.target.closest('a, button')) event.preventDefault();
    else acted = performance.now();
  };
  // The covered page keeps its focus.
  for (const name of ['pointerdown', 'mousedown']) cover.addEventListener(name, (event) => event.preventDefault());
  // A hand that scrolls has left its place.
  const moved = () => { last = null; };

  new MutationObserver(look).observe(document.documentElement, {
    childList: true, characterData: true, subtree: true, attributeFilter: ['data-subject', 'inert'],
  });
  window.addEventListener('click', clicked, true);
  window.addEventListener('keydown', pressed, true);
  window.addEventListener('wheel', moved, { capture: true, passive: true });
  window.addEventListener('touchmove', moved, { capture: true, passive: true });
})();
