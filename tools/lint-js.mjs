// Refuses, in every script that reaches the page (tools/scripts.mjs), words and calls that a WebView at
// Chromium 64 does not know, unless the page brings them itself (src/ui/page/older.js).
// Run: node tools/lint-js.mjs
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { scripts } from './scripts.mjs';

const require = createRequire(import.meta.url);
const { parse } = require(resolve('target/npm/acorn/dist/acorn.js'));
const { ancestor } = require(resolve('target/npm/acorn-walk/dist/walk.js'));

/** Chromium 64 knows ES2018 but for two things of regular expressions, which are refused below. */
const level = 2018;
/** What runs before anybody knows how old the WebView is. */
const oldest = { 'src/ui/page/loader.js': 5, 'src/ui/page/older.js': 5, 'src/ui/page/too_old.js': 5 };

/** Names that are no variable of a script, and the Chromium they came with. */
const globals = {
  globalThis: 71, queueMicrotask: 71, AbortController: 66, AbortSignal: 66, BigInt: 67, FinalizationRegistry: 84,
  WeakRef: 84, AggregateError: 85, structuredClone: 98, OffscreenCanvas: 69, CompressionStream: 80, EyeDropper: 95,
  scheduler: 94, reportError: 95, createImageBitmapOptions: 81, requestIdleCallbackPolyfill: 999, Temporal: 144,
};
/** Members, by name alone: whose they are no parser can tell. */
const members = {
  at: 92, flat: 69, flatMap: 69, findLast: 97, findLastIndex: 97, toSorted: 110, toReversed: 110, toSpliced: 110,
  replaceAll: 85, matchAll: 73, trimStart: 66, trimEnd: 66, fromEntries: 73, hasOwn: 93, allSettled: 76, any: 85,
  withResolvers: 119, groupBy: 117, arrayBuffer: 76, stream: 76, replaceChildren: 86, toggleAttribute: 69,
  checkVisibility: 105, randomUUID: 92, clipboard: 66, showModal: 37, showPicker: 99, requestSubmit: 76,
  moveBefore: 133, setHTML: 146, isWellFormed: 111, getCoalescedEvents: 58, description: 70, getAnimations: 84,
  scrollend: 114, adoptedStyleSheets: 73, userAgentData: 90, canParse: 120, wakeLock: 84, share: 61, isComposed: 999,
};
const newest = 64;
/** What older.js brings to WebViews that lack it. */
const brought = new Set(readFileSync('src/ui/page/older.js', 'utf8').match(/^ \*   \w+/gm).map((line) => line.slice(5)));

const wrong = [];
const all = scripts();
for (const { name, text } of all) {
  const ecmaVersion = oldest[name] ?? level;
  // `await` and `return` stand in the body of the async function that Dioxus makes of it.
  const before = ecmaVersion === level ? '(async function () {\n' : '', shift = before.length;
  const refuse = (what, node) => wrong.push(`${name}: ${what}: ${text.slice(node.start - shift).split('\n')[0].slice(0, 60)}`);
  let tree;
  try {
    tree = parse(before && `${before}${text}\n})` || text, { ecmaVersion });
  } catch (error) {
    wrong.push(`${name}: ${error.message}`);
    continue;
  }
  const known = (word, list) => !(list[word] > newest) || brought.has(word);
  ancestor(tree, {
    Identifier(node, _, above) {
      const asked = above.some((one) => one.type === 'UnaryExpression' && one.operator === 'typeof');
      if (Object.hasOwn(globals, node.name) && !known(node.name, globals) && !asked) refuse(`${node.name} (${globals[node.name]})`, node);
    },
    MemberExpression(node, _, above) {
      const word = node.computed ? node.property.value : node.property.name;
      // `a.b ? a.b() : c` and `if (a.b) a.b()` ask first.
      const asks = above.some((one) => /^(If|Conditional|Logical)/.test(one.type) && text.includes(word));
      if (Object.hasOwn(members, word) && !known(word, members) && !asks) refuse(`.${word} (${members[word]})`, node);
    },
    Literal(node) {
      if (node.regex && /\(\?<|\\p\{/.test(node.regex.pattern)) refuse('lookbehind, named groups and \\p (64 and later)', node);
      if (node.regex && /[^gimuy]/.test(node.regex.flags)) refuse('a newer flag', node);
    },
  });
}
console.log([...wrong, `${all.length} scripts, ${wrong.length} problems`].join('\n'));
process.exit(wrong.length ? 1 : 0);
