// Reads the style sheets of app and desk, for the checks beside this file.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Every sheet as { file, css }: path below the root, and the text without comments and data. */
export function sheets() {
  const below = (folder) =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return below(path);
      return entry.name.endsWith('.css') ? [path] : [];
    });
  return [...below('assets/ui'), ...below('src/ui')].sort().map((file) => ({ file, css: bare(read(file)) }));
}

/** The rules of a sheet as { selector, body }; those inside a media query too. */
export function rules(css) {
  return [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector, body]) => ({ selector: selector.trim(), body }));
}

/** The colours of each theme, by token: { light, dark, sun }. Dark and sun override light. */
export function themes() {
  const blocks = rules(bare(read('assets/ui/theme.css')));
  const colours = (selector) => {
    const { body } = blocks.find((rule) => rule.selector === selector);
    return Object.fromEntries([...body.matchAll(/--c-([\w-]+):\s*(#[0-9A-Fa-f]{6})/g)].map(([, name, hex]) => [name, hex]));
  };
  const light = colours(':root');
  const over = (theme) => ({ ...light, ...colours(`:root[data-theme="${theme}"]`) });
  return { light, dark: over('dark'), sun: over('sun') };
}

function read(file) {
  return readFileSync(join(root, file), 'utf8');
}

function bare(css) {
  return css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/url\("[^"]*"\)/g, 'url()');
}
