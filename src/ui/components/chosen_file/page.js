// Reads the file that an input has chosen, in pieces. One listener for the page, in the capture phase: Dioxus would
// open a chooser of its own.
const { input: wanted, frame } = await dioxus.recv();
const PIECE = 768 * 1024;
const isWanted = (el) => el && el.id === wanted;
const base64 = (blob) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(String(reader.result).split(',')[1] || '');
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(blob);
});
const read = async (input) => {
  const file = input.files[0];
  if (!file) return;
  try {
    for (let start = 0; start < file.size; start += PIECE) {
      const data = await base64(file.slice(start, start + PIECE));
      dioxus.send({ size: file.size, start, data });
      // Answered when the piece is on disk, so that memory holds one; false when it will not be.
      if (!await dioxus.recv()) { input.value = ''; return; }
    }
    dioxus.send({ size: file.size, start: file.size, last: true });
  } catch (error) {
    dioxus.send({ trouble: true });
  }
  input.value = '';
};
const quiet = (event) => { if (isWanted(event.target)) event.stopPropagation(); };
const onChange = (event) => {
  if (!isWanted(event.target)) return;
  event.stopPropagation();
  read(event.target);
};
document.addEventListener('click', quiet, true);
document.addEventListener('input', quiet, true);
document.addEventListener('change', onChange, true);
await new Promise((resolve) => {
  const gone = setInterval(() => { if (!document.getElementById(frame)) { clearInterval(gone); resolve(); } }, 500);
});
document.removeEventListener('click', quiet, true);
document.removeEventListener('input', quiet, true);
document.removeEventListener('change', onChange, true);
dioxus.send({ stopped: true });
