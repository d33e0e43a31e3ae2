// Makes src/ui/page/dioxus.js, which the page runs, from the scripts of the locked Dioxus: the same code in
// words that Chromium 64 knows. `--check` only compares. Run by tools/page-scripts (docs/adr/0030).
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { crate } from './scripts.mjs';

const target = 'src/ui/page/dioxus.js';
const { transformSync } = createRequire(import.meta.url)(resolve('target/npm/esbuild-wasm/lib/main.js'));
const { folder, version } = crate('dioxus-desktop');
const { interpreter, native } = JSON.parse(execFileSync('target/debug/examples/dioxus_scripts'));
const evals = readFileSync(join(folder, 'src/js/native_eval.js'), 'utf8');

// What loader.js takes over from Dioxus' own loader. When it changes, loader.js must be looked at.
const loader = readFileSync(join(folder, 'src/protocol.rs'), 'utf8').split('<script type="module">').slice(1).join('').split('"#')[0];
const words = loader.replace(/\/\/.*|\s+/g, '');
const known = `{SLEDGEHAMMER_JS}{NATIVE_JS}window.interpreter=newNativeInterpreter("{BASE_URI}",{headless});window.onload=function(){{letroot_element=window.document.getElementById("{root_id}");if(root_element!=null){{window.interpreter.initialize(root_element);window.interpreter.sendIpcMessage("initialize");}}window.interpreter.waitForRequest("{edits_path}","{expected_key}");}}</script>{NATIVE_EVAL_JS}</script>`;
if (words !== known) throw new Error(`Dioxus ${version} starts its page in another way; look at src/ui/page/loader.js:\n${words}`);

const lower = (text, globalName) => transformSync(text, { format: 'iife', globalName, target: 'chrome64', minifyWhitespace: true, minifySyntax: true, legalComments: 'none' }).code;
const made = `// The scripts of Dioxus ${version} for Chromium 64. Made by tools/page-scripts; never edited by hand.\n`
  + lower(`${interpreter}\n${native}`, 'dioxusPage') + lower(evals);
if (/<\/(script|body|head)/i.test(made)) throw new Error('a script with the end of an element in it');

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== made) throw new Error(`${target} is not what the locked Dioxus brings; run tools/page-scripts`);
} else {
  writeFileSync(target, made);
}
console.log(`${target}: ${made.length} bytes, Dioxus ${version}`);
