/*
 * The page where Dioxus' scripts cannot run: words, and a backup by PIN, which Rust makes
 * (src/ui/page/backup.rs). In words that every engine knows. loader.js calls `tooOld` once.
 */
window.tooOld = function (base, awake) {
  'use strict';
  function find(id) { return document.getElementById(id); }
  function ask(what, pin, then) {
    var request = new XMLHttpRequest();
    request.open('GET', base + 'backup/' + what);
    if (pin) request.setRequestHeader('sambang-pin', pin);
    request.onload = function () { then(JSON.parse(request.responseText)); };
    request.onerror = function () { then({ told: '' }); };
    request.send();
  }
  function tell(answer) {
    find('old-told').textContent = answer.told;
    find('old-save').disabled = false;
  }
  find('main').style.display = 'none';
  find('too-old').removeAttribute('hidden');
  // Rust answers only after the page has called it.
  if (!awake) window.ipc.postMessage(JSON.stringify({ method: 'initialize', params: {} }));
  find('old-form').onsubmit = function () {
    var pin = find('old-pin').value;
    find('old-pin').value = '';
    find('old-save').disabled = true;
    ask('save', pin, function (answer) {
      tell(answer);
      if (!answer.words) return;
      find('old-words').textContent = answer.words;
      find('old-form').style.display = 'none';
      find('old-done').removeAttribute('hidden');
    });
    return false;
  };
  find('old-share').onclick = function () { ask('share', '', tell); };
};
