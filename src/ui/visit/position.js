// Watches the position from "start" until "rest"; "stop" ends it. The receiver keeps warming up
// while other steps are filled in.
let watch = null;
const rest = () => {
  if (watch !== null) navigator.geolocation.clearWatch(watch);
  watch = null;
};
const start = () => {
  rest();
  if (!navigator.geolocation) {
    dioxus.send({ trouble: 'unavailable' });
    return;
  }
  watch = navigator.geolocation.watchPosition(
    (fix) => dioxus.send({
      latitude: fix.coords.latitude,
      longitude: fix.coords.longitude,
      accuracy_m: fix.coords.accuracy,
      at: Math.round(fix.timestamp),
      // No cached position is taken, so one is as old as its way here.
      age_ms: 0,
    }),
    (error) => dioxus.send({ trouble: error.code === 1 ? 'denied' : 'unavailable' }),
    { enableHighAccuracy: true, maximumAge: 0, timeout: 30000 },
  );
};
for (;;) {
  const order = await dioxus.recv();
  if (order === 'start') start();
  else rest();
  if (order === 'stop') return;
}
