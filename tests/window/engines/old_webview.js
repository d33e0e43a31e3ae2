// Takes away what came to Chromium after 64, as far as this engine lets go of it, before any script of the page.
const gone = [
  [window, ['WeakRef', 'FinalizationRegistry', 'AbortController', 'AbortSignal', 'queueMicrotask', 'structuredClone', 'reportError',
    'OffscreenCanvas', 'CompressionStream', 'BigInt', 'visualViewport']],
  [Blob.prototype, ['arrayBuffer', 'text', 'stream']],
  [Array.prototype, ['at', 'flat', 'flatMap', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with']],
  [String.prototype, ['at', 'replaceAll', 'matchAll', 'trimStart', 'trimEnd', 'isWellFormed']],
  [Object, ['fromEntries', 'hasOwn', 'groupBy']],
  [Promise, ['allSettled', 'any', 'withResolvers']],
  [Element.prototype, ['replaceChildren', 'toggleAttribute', 'checkVisibility']],
  [HTMLElement.prototype, ['inert']],
  [Navigator.prototype, ['clipboard', 'share', 'wakeLock']],
];
for (const [owner, names] of gone) for (const name of names) delete owner[name];
