/*
 * What Dioxus' scripts and ours ask of the engine and WebViews from 64 on may lack; the first script of the
 * page, in words that every engine knows. tools/lint-js.mjs reads here what need not be asked for:
 *
 *   FinalizationRegistry (84)
 *   WeakRef (84)
 *   arrayBuffer of a Blob (76)
 */
(function () {
  'use strict';
  // Tells Dioxus that a script's channel can be forgotten. Never told, it keeps some hundred bytes for each
  // script that ran, until the app ends (docs/adr/0030).
  if (typeof FinalizationRegistry === 'undefined') {
    window.FinalizationRegistry = function () {};
    window.FinalizationRegistry.prototype.register = function () {};
    window.FinalizationRegistry.prototype.unregister = function () {};
  }
  // Holds what it names; nothing of the page asks for one that could outlive it.
  if (typeof WeakRef === 'undefined') {
    window.WeakRef = function (target) { this.target = target; };
    window.WeakRef.prototype.deref = function () { return this.target; };
  }
  // Every change of the page comes as a Blob.
  if (!Blob.prototype.arrayBuffer) {
    Blob.prototype.arrayBuffer = function () {
      var blob = this;
      return new Promise(function (resolve, reject) {
        var reader = new FileReader();
        reader.onload = function () { resolve(reader.result); };
        reader.onerror = function () { reject(reader.error); };
        reader.readAsArrayBuffer(blob);
      });
    };
  }
})();
