// Every script that reaches the app's page: our files, those written out in Rust, and what Dioxus and wry
// bring. What cannot be found is an error, so that no script slips through unread.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const files = (folder, ending) => readdirSync(folder, { recursive: true })
  .filter((name) => name.endsWith(ending)).map((name) => join(folder, name)).sort();

/** The folder of a locked crate's sources. */
export function crate(name) {
  const metadata = execFileSync('cargo', ['metadata', '--locked', '--features', 'sambang/automation',
    '--filter-platform', 'x86_64-unknown-linux-gnu', '--format-version', '1'], { maxBuffer: 1 << 28 });
  const found = JSON.parse(metadata).packages.filter((one) => one.name === name);
  if (found.length !== 1) throw new Error(`${found.length} versions of ${name} are locked`);
  return { folder: dirname(found[0].manifest_path), version: found[0].version };
}

/** The text of a Rust string literal that begins at `start`, and whether `format!` reads it. */
function literal(source, start, formatted) {
  const raw = /^r(#*)"/.exec(source.slice(start));
  const end = raw ? source.indexOf('"' + raw[1], start + raw[0].length) : /^"(?:[^"\\]|\\[^])*"/.exec(source.slice(start))?.[0].length + start - 1;
  if (!(end > start)) throw new Error('no literal at ' + source.slice(start, start + 40));
  const text = raw ? source.slice(start + raw[0].length, end)
    : source.slice(start + 1, end).replace(/\\\n\s*/g, '').replace(/\\n/g, '\n').replace(/\\(["'\\])/g, '$1');
  // Whatever is put in for a value, a name of this length can stand in its place.
  return formatted ? text.replace(/\{\{|\}\}|\{[^{}]*\}/g, (hit) => ({ '{{': '{', '}}': '}' })[hit] ?? '_') : text;
}

/** What `document::eval` is given; scripts in files are read as files. */
function handedOver(file, source) {
  const found = [];
  for (const { index, 0: call } of source.matchAll(/\b(?:document::eval|use_script)\(\s*&?(?:format!\(\s*)?/g)) {
    const at = index + call.length, rest = source.slice(at), name = /^\w+(?=[,)])/.exec(rest)?.[0];
    const constant = name && new RegExp(`const ${name}: &str =\\s*`).exec(source);
    if (/^r?#*"/.test(rest)) {
      found.push({ name: `${file}, written at its place`, text: literal(source, at, call.includes('format!')) });
    } else if (constant) {
      const start = constant.index + constant[0].length;
      if (!source.startsWith('include_str!', start)) found.push({ name: `${file}, ${name}`, text: literal(source, start, false) });
    } else if (!handedThrough.some((known) => rest.startsWith(known))) {
      throw new Error(`${file}: no way to find the script of ${call}${rest.slice(0, 30)}`);
    }
  }
  return found;
}

/** What `use_script` is given, found at its callers; and the look and the edges, whose files are read whole. */
const handedThrough = ['script)', 'script: ', 'LOOK().script())', 'script(edges))'];

/** Every literal that speaks to the page: where scripts are put together by format! and macros. */
function literals(file, source) {
  const code = source.split('#[cfg(test)]')[0].replace(/^\s*\/\/.*$/gm, '');
  const found = [];
  for (const { index, 0: all } of code.matchAll(/r(#+)"[^]*?"\1|"(?:[^"\\]|\\[^])*"/g)) {
    if (!/window\.|document\./.test(all)) continue;
    found.push({ name: `${file}, line ${code.slice(0, index).split('\n').length}`, text: literal(code, index, !/: &str = *$/.test(code.slice(0, index))) });
  }
  if (!found.length) throw new Error(`no script in ${file} any more`);
  return found;
}

/** All scripts as `{ name, text }`. Each may be the body of an async function, as `document::eval` makes it. */
export function scripts() {
  const read = (name) => readFileSync(name, 'utf8');
  const desktop = join(crate('dioxus-desktop').folder, 'src');
  return [
    ...files('src/ui', '.js').map((name) => ({ name, text: read(name) })),
    ...files('src/ui', '.rs').flatMap((name) => handedOver(name, read(name))),
    ...['src/ui/look.rs', 'src/ui/edges.rs'].flatMap((name) => literals(name, read(name))),
    ...['query.rs', 'element.rs', 'webview.rs', 'launch.rs'].flatMap((name) => literals(`dioxus-desktop's ${name}`, read(join(desktop, name)))),
  ];
}
