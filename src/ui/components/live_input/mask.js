// Digits in groups while they are typed: `data-mask` says in which. What is typed, deleted or pasted
// changes the digits at the caret and nothing else; one digit too many is refused and said, and the caret
// stays where the hand left it.
//
// It runs in the page, before the app hears of the change: a value set from outside would move the caret.
(() => {
  // total: most digits; groups: how many from the left; every: groups of three from the right; parts: the
  // groups are parts of a date and never run into each other; free: signs are kept as they are typed.
  const MASKS = {
    16: { total: 16, groups: [6, 6, 4], between: ' ' },
    4: { total: 4, groups: [4], between: ' ' },
    3: { total: 3, groups: [3], between: ' ' },
    amount: { total: 12, every: 3, between: '.' },
    phone: { total: 15, free: /[^\d+() .-]/g },
    date: { total: 8, parts: [2, 2, 4], between: '-' },
  };
  const REFUSED_MS = 4000;
  // What a deletion of nothing but the sign between two groups is meant for.
  const DELETED = { deleteContentBackward: 'backward', deleteContentForward: 'forward' };
  const before = new WeakMap(); // what stood in an input before the change
  const digits = (text) => text.replace(/\D/g, '');
  const masked = (event) => event.target.dataset && MASKS[event.target.dataset.mask];

  // How the text became `now` with the caret at `caret`: `text` stands in the place of from..to. What was
  // selected says it best; a deletion and an old keyboard are seen by what is left.
  const change = ({ text: old, from: start, to: stop }, now, caret) => {
    const end = now.length - (old.length - stop);
    if (end >= start && now.startsWith(old.slice(0, start)) && now.endsWith(old.slice(stop)) && end === caret && end > start) {
      return { from: start, to: stop, text: now.slice(start, end) };
    }
    const behind = now.slice(caret);
    const to = old.endsWith(behind) ? old.length - behind.length : old.length;
    const last = old.endsWith(behind) ? caret : now.length;
    let from = 0;
    while (from < to && from < last && old[from] === now[from]) from += 1;
    return { from, to, text: now.slice(from, last) };
  };

  // An amount that was pasted with its cents: they are no rupiah.
  const withoutCents = (text) => text.replace(/^(.*\d)[.,]\d{1,2}$/, '$1');

  const grouped = (mask, all) => {
    if (mask.every) return all.replace(/\B(?=(\d{3})+$)/g, mask.between);
    const groups = [];
    let rest = all;
    for (const size of mask.groups) {
      if (rest) groups.push(rest.slice(0, size));
      rest = rest.slice(size);
    }
    return groups.join(mask.between);
  };

  // Where the caret stands behind `count` digits.
  const behind = (text, count) => {
    let at = 0;
    for (let left = count; left > 0; at += 1) if (/\d/.test(text[at])) left -= 1;
    return at;
  };

  const editDigits = (mask, old, { from, to, text }, deleted) => {
    const all = digits(old);
    let first = digits(old.slice(0, from)).length;
    let last = digits(old.slice(0, to)).length;
    const typed = digits(mask.every && text.length > 1 ? withoutCents(text) : text);
    // Only what stands between groups was deleted: the digit beside it is meant.
    if (deleted && first === last && to > from) {
      if (deleted === 'forward') last = Math.min(last + 1, all.length);
      else first = Math.max(first - 1, 0);
    }
    const next = all.slice(0, first) + typed + all.slice(last);
    if (next.length > mask.total) return null;
    const shown = grouped(mask, next);
    return { text: shown, caret: behind(shown, first + typed.length) };
  };

  const editFree = (mask, old, { from, to, text }) => {
    const typed = text.replace(mask.free, '');
    const next = old.slice(0, from) + typed + old.slice(to);
    return digits(next).length > mask.total ? null : { text: next, caret: from + typed.length };
  };

  // A date's parts as they stand, with the caret in one of them.
  const editParts = ({ parts: sizes, between }, old, { from, to, text }, deleted) => {
    let [start, end] = [from, to];
    const only = old.slice(start, end);
    if (deleted && only === between && old.slice(end)) {
      if (deleted === 'forward') [start, end] = [end, end + 1];
      else [start, end] = [Math.max(start - 1, 0), start];
    }
    // Parts never run into each other: what stands between them stays while something follows.
    const kept = old.slice(end) ? old.slice(start, end).replace(/\d/g, '') : '';
    const parts = (old.slice(0, start) + kept + old.slice(end)).split(between);
    let part = old.slice(0, start).split(between).length - 1;
    let at = start - (old.lastIndexOf(between, start - 1) + 1);
    if (start === 0) at = 0;
    const iso = /^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(text);
    const typed = iso ? `${iso[3]}-${iso[2]}-${iso[1]}` : text.trim();
    for (const sign of typed) {
      if (/\d/.test(sign)) {
        const follows = parts.slice(part + 1).join('');
        if (parts[part].length === sizes[part] && at === sizes[part] && part + 1 < sizes.length) {
          part += 1;
          at = 0;
          if (parts[part] === undefined) parts.push('');
        }
        if (parts[part].length === sizes[part]) {
          // The last digit makes room in the next part while that is empty.
          const room = part + 1 < sizes.length && !parts.slice(part + 1).join('') && !follows;
          if (!room) return null;
          parts[part + 1] = parts[part].slice(-1);
          parts[part] = parts[part].slice(0, -1);
        }
        parts[part] = parts[part].slice(0, at) + sign + parts[part].slice(at);
        at += 1;
      } else if (/[-/. ]/.test(sign) && at > 0 && at === parts[part].length && part + 1 < sizes.length) {
        parts[part] = parts[part].padStart(sizes[part], '0');
        part += 1;
        at = 0;
        if (parts[part] === undefined) parts.push('');
      }
    }
    const caret = parts.slice(0, part).join(between).length + (part ? 1 : 0) + at;
    const shown = parts.join(between);
    return digits(shown) || text ? { text: shown, caret } : { text: '', caret: 0 };
  };

  const edit = (mask, ...how) => (mask.parts ? editParts : mask.free ? editFree : editDigits)(mask, ...how);

  const note = (input, words) => {
    const line = document.getElementById(`${input.id}-refused`);
    if (words) input.setAttribute('data-refused', '');
    else input.removeAttribute('data-refused');
    if (line && line.textContent !== words) line.textContent = words;
  };
  const refuse = (input) => {
    note(input, input.dataset.refusal || '');
    clearTimeout(refuse.timer);
    refuse.timer = setTimeout(() => note(input, ''), REFUSED_MS);
  };

  const remember = (event) => {
    if (!masked(event)) return;
    const { value, selectionStart, selectionEnd } = event.target;
    before.set(event.target, { text: value, from: selectionStart, to: selectionEnd });
  };
  const onInput = (event) => {
    const mask = masked(event);
    if (!mask) return;
    const input = event.target;
    const was = before.get(input) || { text: '', from: 0, to: 0 };
    const old = was.text;
    const caret = input.selectionStart === null ? input.value.length : input.selectionStart;
    const what = change(was, input.value, caret);
    const next = edit(mask, old, what, DELETED[event.inputType]);
    if (next) note(input, '');
    else refuse(input);
    const { text } = next || { text: old };
    if (input.value !== text) input.value = text;
    before.set(input, { text, from: text.length, to: text.length });
    if (document.activeElement !== input) return;
    if (next) input.setSelectionRange(next.caret, next.caret);
    else input.setSelectionRange(what.from, what.to);
  };
  // A date is left with both digits of day and month.
  const onLeave = (event) => {
    const mask = masked(event);
    if (!mask) return;
    note(event.target, '');
    const parts = event.target.value.split('-');
    if (!mask.parts || parts.length < mask.parts.length || parts.some((part) => !part)) return;
    const whole = parts.map((part, n) => part.padStart(Math.min(mask.parts[n], 2), '0')).join('-');
    if (whole === event.target.value) return;
    event.target.value = whole;
    before.set(event.target, { text: whole, from: whole.length, to: whole.length });
    event.target.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  window.addEventListener('focusin', remember, true);
  window.addEventListener('beforeinput', remember, true);
  window.addEventListener('input', onInput, true);
  window.addEventListener('focusout', onLeave, true);
})();
