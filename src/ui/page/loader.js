/*
 * Starts Dioxus' part of the page in its place: from dioxus.js, which old WebViews can read, with the addresses
 * that Dioxus wrote into the page. Where even that is too new, the words that stand ready are shown.
 * In words that every engine knows.
 */
(function () {
  'use strict';
  /** How long a change waits for a frame. A page that nobody sees gets none, and Rust waits for the answer. */
  var FRAME_MS = 250;
  /** Whether Rust has drawn on the page once. */
  var shown = false;
  /** Whether Rust was told that the page is there. */
  var awake = false;

  function giveUp(error) {
    if (window.console) window.console.error(error);
    if (!shown) window.tooOld(base[1], awake);
  }

  /** Applies a change with the next frame, or without one, and only then says so. */
  function apply(page, bytes) {
    var done = false;
    function now() {
      if (done) return;
      done = true;
      try {
        page.flushQueuedBytes();
        shown = true;
      } catch (error) {
        giveUp(error);
        throw error;
      }
      page.markEditsFinished();
    }
    page.enqueueBytes(bytes);
    requestAnimationFrame(now);
    setTimeout(now, FRAME_MS);
  }

  // Text to every parser: wry writes the page anew where the WebView is old, and loses what a template holds.
  var field = document.getElementById('dioxus');
  var given = field.value;
  field.parentNode.removeChild(field);
  var base = /new NativeInterpreter\("([^"]*)", (true|false)\)/.exec(given);
  var edits = /waitForRequest\("([^"]*)", "([^"]*)"\)/.exec(given);
  try {
    // Came with Chromium 64: below it the screens would come and then not answer, or stand in no order.
    if (!window.ResizeObserver) throw new Error('older than Chromium 64');
    var page = new window.dioxusPage.NativeInterpreter(base[1], base[2] === 'true');
    page.rafEdits = function (bytes) { apply(page, bytes); };
    window.interpreter = page;
    window.onload = function () {
      try {
        page.initialize(document.getElementById('main'));
        awake = true;
        page.sendIpcMessage('initialize');
        page.waitForRequest(edits[1], edits[2]);
      } catch (error) {
        giveUp(error);
      }
    };
  } catch (error) {
    giveUp(error);
  }
})();
