// Photos: a tap on a file input goes to the phone's own chooser; the file comes to Rust in pieces over
// this channel. One file after the other, so that memory holds one photo. It listens in the capture
// phase, before Dioxus sees the event.
const PIECE = 768 * 1024;
const LIMIT = 64 * 1024 * 1024;
const isPhoto = (el) => el && el.matches && el.matches('input[type=file][data-kind]');

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
