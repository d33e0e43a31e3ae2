// Refuses styles that a WebView at Chromium 80 does not know, colours and sizes that are no token, and
// tokens that are unknown or unused. Run: node tools/lint-css.mjs
import { rules, sheets } from './css.mjs';

/** What came after Chromium 80, and with which version. */
const newer = [
  [/:has\(/, ':has (105)'],
  [/@container/, '@container (105)'],
  [/@layer/, '@layer (99)'],
  [/color-mix\(|light-dark\(|oklch|oklab|lch\(/, 'a colour function (111 or later)'],
  [/:(is|where)\(/, ':is and :where (88)'],
  [/:not\([^)]*,/, 'a list in :not (88)'],
  [/(^|[\s;{])aspect-ratio\s*:/m, 'aspect-ratio (88)'],
  [/(^|[\s;{])inset\s*:/m, 'inset (87)'],
  [/(margin|padding|border)-(inline|block)/, 'logical shorthands (87)'],
  [/\d(dvh|svh|lvh)/, 'dvh and its like (108)'],
  [/content-visibility/, 'content-visibility (85)'],
  [/(^|[\s;{])(translate|rotate|scale)\s*:/m, 'single transforms (104)'],
  [/(^|[\s;{])overflow[\w-]*:\s*clip/m, 'overflow: clip (90)'],
  [/&\s*[.:[\w]/, 'nesting (112)'],
];
/** Drawings have a scale of their own, so their text is not in rem. */
const drawing = /text(\.[\w-]+)?$/;

const wrong = [];
const all = sheets();
const everything = all.map(({ css }) => css).join('\n');
const defined = new Set([...everything.matchAll(/(?:^|[\s;{])(--[\w-]+)\s*:/g)].map(([, name]) => name));
const used = new Set([...everything.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
/** Set by the page itself: the height of the bar. */
const given = new Set(['--bar-h']);

for (const { file, css } of all) {
  const refuse = (what) => wrong.push(`${file}: ${what}`);
  for (const [pattern, name] of newer) if (pattern.test(css)) refuse(name);
  for (const [, name] of css.matchAll(/var\((--[\w-]+)/g)) if (!defined.has(name) && !given.has(name)) refuse(`unknown token ${name}`);
  if (file !== 'assets/ui/base.css' && /\benv\(/.test(css)) refuse('env(), where --inset-top and its like know more');
  for (const { selector, body } of rules(css)) {
    const has = (pattern) => pattern.test(body);
    if (has(/display:\s*(inline-)?flex/) && has(/(^|[\s;])(row-|column-)?gap\s*:/)) refuse(`gap in flex (84) in ${selector}`);
    if (has(/(^|[\s;])mask:/) && !has(/-webkit-mask:/)) refuse(`mask without prefix (120) in ${selector}`);
    if (/:focus-visible/.test(selector) && !/:focus:not\(:focus-visible\)/.test(selector)) refuse(`:focus-visible (86) in ${selector}`);
    if (has(/font-size:\s*[\d.]+px/) && !drawing.test(selector)) refuse(`a size of text in px in ${selector}`);
    if (file !== 'assets/ui/theme.css' && has(/#[0-9A-Fa-f]{3,8}\b|rgba?\(|hsla?\(/)) refuse(`a colour that is no token in ${selector}`);
  }
}
for (const name of defined) if (!used.has(name)) wrong.push(`unused token ${name}`);
console.log([...wrong, `${all.length} sheets, ${wrong.length} problems`].join('\n'));
process.exit(wrong.length ? 1 : 0);
