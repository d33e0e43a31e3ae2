/* relay */
// Makes the app's own page pass on what Rust wants of it: another engine has the page (tools/second-engine.mjs).
window.forSecondEngine = [];
const fixed = (owner, name, value) => Object.defineProperty(owner, name, { configurable: true, writable: false, value });
// Dioxus' page does not start here, so that its socket is free for the other engine.
fixed(window, 'dioxusPage', { NativeInterpreter: function () {
  for (const name of ['initialize', 'sendIpcMessage', 'waitForRequest']) this[name] = () => {};
} });
fixed(window, 'createQuery', (id) => ({ id, close: () => {} }));
fixed(window, 'getQuery', (id) => ({ rustSend: (data) => window.forSecondEngine.push({ id, data }) }));
fixed(Object.getPrototypeOf(async () => {}), 'constructor', function (_, script) {
  return (dioxus) => {
    window.forSecondEngine.push({ id: dioxus.id, script });
    return new Promise(() => {});
  };
});
