// Ink while the pen is down. A stroke goes to Rust when the pen is lifted; Rust then draws it and
// says so, and the wet ink is wiped. The pointer is captured, so a stroke that leaves the pad goes
// on at its edge instead of being lost.
const pad = document.getElementById('sign-pad');
if (!pad) return;
const wet = pad.querySelector('.sign__wet');
const NEAR = 15;
let pen = null;
let points = [];
let began = 0;
let ended = null;

const clamp = (value) => Math.max(0, Math.min(10000, Math.round(value * 10000)));
const add = (event) => {
  const box = pad.getBoundingClientRect();
  const x = clamp((event.clientX - box.left) / box.width);
  const y = clamp((event.clientY - box.top) / box.height);
  const last = points[points.length - 1];
  if (last && Math.abs(last[0] - x) < NEAR && Math.abs(last[1] - y) < NEAR) return;
  points.push([x, y, Math.max(0, Math.round(event.timeStamp - began))]);
};
const draw = () => {
  const at = (point) => `${(point[0] * 0.03).toFixed(1)} ${(point[1] * 0.011).toFixed(1)}`;
  wet.setAttribute('d', points.map((point, index) => (index ? 'L' : 'M') + at(point)).join(''));
};
pad.addEventListener('pointerdown', (event) => {
  if (pen !== null || event.button > 0) return;
  event.preventDefault();
  pen = event.pointerId;
  try { pad.setPointerCapture(pen); } catch (error) { /* a pen that is already gone */ }
  began = event.timeStamp;
  points = [];
  add(event);
  draw();
});
pad.addEventListener('pointermove', (event) => {
  if (event.pointerId !== pen) return;
  const between = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
  (between.length ? between : [event]).forEach(add);
  draw();
});
const lift = (event) => {
  if (event.pointerId !== pen) return;
  pen = null;
  const pause = ended === null ? 0 : Math.max(0, Math.round(began - ended));
  ended = event.timeStamp;
  dioxus.send({ points, pause });
};
pad.addEventListener('pointerup', lift);
pad.addEventListener('pointercancel', lift);
for (;;) {
  const order = await dioxus.recv();
  if (order === 'stop') return;
  if (order === 'cleared') ended = null;
  if (pen === null) wet.setAttribute('d', '');
}
