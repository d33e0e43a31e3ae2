// Checks WCAG contrast between the colours of assets/ui/theme.css, in every theme: text 4.5 to 1, what is
// drawn 3 to 1; in the sun theme 7 and 4.5. Run: node tools/contrast.mjs
import { rules, sheets, themes } from './css.mjs';

const grounds = ['ground', 'surface', 'sunk'];
const states = ['ok', 'info', 'warn', 'err', 'hold'];
const pair = (foregrounds, backgrounds) => foregrounds.flatMap((front) => backgrounds.map((back) => [front, back]));

// A text inherits its colour or its ground from elsewhere in the page, so these pairs are listed.
const text = [
  ...pair(['ink', 'ink-2', 'primary'], grounds),
  ...pair(['ok-ink', 'info-ink', 'warn-ink', 'err-ink', 'hold-ink'], ['surface', 'ground']),
  ...states.flatMap((state) => [[`${state}-ink`, `${state}-soft`], ['ink', `${state}-soft`], ['on-solid', `${state}-solid`]]),
  ...pair(['on-brand', 'on-brand-2', 'gold', 'err-on-brand'], ['brand', 'brand-2']),
  ...pair(['on-primary'], ['primary', 'primary-press']),
  ...pair(['on-primary-soft', 'ink'], ['primary-soft']),
  ...pair(['on-paper', 'on-paper-2'], ['paper']),
  ...pair(['mute-ink', 'ink'], ['mute-soft']),
  ['mute-ink', 'surface'],
  ['on-toast', 'toast'],
  ['on-picked', 'picked'],
  ...written(),
];
const drawn = [
  ...pair(['line-ui', 'focus', 't-region', 't-birth', 't-serial'], grounds),
  ...pair(states.map((state) => `${state}-solid`), ['surface', 'ground']),
  ...pair(['primary'], ['surface', 'ground', 'primary-soft']),
  ...pair(['gold'], ['brand', 'brand-2']),
  ['brand-line', 'brand'],
  ['paper-line', 'paper'],
  ['chart', 'surface'],
];

/** Pairs of a rule that sets both colours itself; the strip over a photo is half transparent. */
function written() {
  const token = (body, property) => body.match(new RegExp(`(?:^|[\\s;])${property}:\\s*var\\(--c-([\\w-]+)\\)`))?.[1];
  return sheets()
    .flatMap(({ css }) => rules(css))
    .map(({ body }) => [token(body, 'color'), token(body, 'background')])
    .filter(([front, back]) => front && back && back !== 'strip');
}

function luminance(hex) {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

let checked = 0;
const wrong = [];
for (const [theme, colours] of Object.entries(themes())) {
  const sun = theme === 'sun';
  for (const [what, pairs, least] of [['text', text, sun ? 7 : 4.5], ['drawing', drawn, sun ? 4.5 : 3]]) {
    for (const [front, back] of pairs) {
      checked += 1;
      const known = colours[front] && colours[back];
      const reached = known ? contrast(colours[front], colours[back]) : 0;
      if (reached < least) wrong.push(`${theme}: ${what} ${front} on ${back} has ${reached.toFixed(2)}, needs ${least}`);
    }
  }
  // The bar and its chips are told from the page by their fill or by their edge.
  for (const [fill, edge] of [['brand', 'brand-line'], ['brand-2', 'gold']]) {
    checked += 1;
    const reached = Math.max(contrast(colours[fill], colours.surface), contrast(colours[edge], colours.surface));
    if (reached < 3) wrong.push(`${theme}: neither ${fill} nor ${edge} stands out from surface`);
  }
}
console.log([...wrong, `${checked} pairs of colours, ${wrong.length} too weak`].join('\n'));
process.exit(wrong.length ? 1 : 0);
