// One listener for the whole page, in the capture phase: it runs before Dioxus sees the event.
//
// 1. Grouped digits: the text is put into its groups before the handler reads it, and the caret
//    keeps its place, which a value set from Rust would not do.
// 2. Photos: a tap on a file input goes to the phone's own chooser; the file comes to Rust in
//    pieces over this channel. One file after the other, so that memory holds one photo.
const SHAPES = { '16': [[6, 6, 4], ' '], date: [[2, 2, 4], '-'], '4': [[4], ' '], '3': [[3], ' '] };
const PIECE = 768 * 1024;
const LIMIT = 64 * 1024 * 1024;
const isPhoto = (el) => el && el.matches && el.matches('input[type=file][data-kind]');

const group = (input) => {
  const [sizes, between] = SHAPES[input.dataset.mask] || [[], ''];
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const typed = input.value;
  const digits = typed.replace(/\D/g, '').slice(0, total);
  const before = typed.slice(0, input.selectionStart === null ? typed.length : input.selectionStart).replace(/\D/g, '').length;
  let out = '';
  let caret = 0;
  let used = 0;
  sizes.forEach((size, index) => {
    if (index > 0 && digits.length > used) out += between;
    for (let i = 0; i < size && used < digits.length; i += 1) {
      out += digits[used];
      used += 1;
      if (used === before) caret = out.length;
    }
  });
  if (out === typed) return;
  input.value = out;
  if (document.activeElement === input) input.setSelectionRange(caret, caret);
};

const base64 = (blob) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(String(reader.result).split(',')[1] || '');
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(blob);
});

const send = async (kind, file) => {
  if (file.size > LIMIT) return dioxus.send({ kind, size: file.size, trouble: 'photo.too_large', last: true });
  let start = 0;
  try {
    do {
      const part = file.slice(start, start + PIECE);
      const data = part.size ? await base64(part) : '';
      const last = start + part.size >= file.size;
      dioxus.send({ kind, size: file.size, start, data, last });
      start += PIECE;
    } while (start < file.size);
  } catch (error) {
    dioxus.send({ kind, size: file.size, trouble: 'photo.unreadable', last: true });
  }
};

let work = Promise.resolve();
const onClick = (event) => {
  if (!isPhoto(event.target)) return;
  event.stopPropagation();
  dioxus.send({ kind: event.target.dataset.kind, opening: true });
};
const onCancel = (event) => {
  if (isPhoto(event.target)) dioxus.send({ kind: event.target.dataset.kind, closed: true });
};
const onInput = (event) => {
  if (isPhoto(event.target)) event.stopPropagation();
  else if (event.target.dataset && event.target.dataset.mask) group(event.target);
};
const onChange = (event) => {
  const input = event.target;
  if (!isPhoto(input)) return;
  event.stopPropagation();
  const kind = input.dataset.kind;
  const files = Array.from(input.files);
  work = work.then(async () => {
    for (const file of files) await send(kind, file);
    input.value = '';
  });
};
document.addEventListener('click', onClick, true);
document.addEventListener('cancel', onCancel, true);
document.addEventListener('input', onInput, true);
document.addEventListener('change', onChange, true);
await dioxus.recv();
document.removeEventListener('click', onClick, true);
document.removeEventListener('cancel', onCancel, true);
document.removeEventListener('input', onInput, true);
document.removeEventListener('change', onChange, true);
await work;
dioxus.send({ stopped: true });
