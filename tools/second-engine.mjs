// Shows the app's page in a Chromium. The app runs in its own window, whose page only passes on: its
// driver's session is where events, messages and scripts go through. Chromium has the page, and Dioxus' own socket.
//
//   node tools/second-engine.mjs CHROMIUM SESSION FOLDER    runs tests/window/engines/visit.mjs there; pictures
//                                                           go to FOLDER
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const WebSocket = createRequire(import.meta.url)(resolve('target/npm/ws/index.js'));

/** Runs `script` in the app's own window. Commands go one after the other, as WebDriver wants them. */
class Relay {
  constructor(session) { this.session = session; this.last = Promise.resolve(); }

  run(kind, script, ...args) {
    const send = async () => {
      const answer = await fetch(`${this.session}/execute/${kind}`, { method: 'POST', body: JSON.stringify({ script, args }) });
      const { value } = await answer.json();
      if (!answer.ok) throw new Error(JSON.stringify(value));
      return value;
    };
    return (this.last = this.last.then(send, send));
  }

  /** A request to the app's own address. */
  get(path, headers = {}) {
    return this.run('async', `const [path, headers, answer] = arguments, request = new XMLHttpRequest();
      request.open('GET', 'dioxus://index.html/' + path);
      for (const name in headers) request.setRequestHeader(name, headers[name]);
      request.onloadend = () => answer(request.responseText);
      request.send();`, path, headers);
  }
}

/** What stands before the page's own scripts: messages to the app go over the server below. */
const BRIDGE = `<script>window.ipc = { postMessage: function (text) {
  var request = new XMLHttpRequest(); request.open('POST', '/__ipc', false); request.send(text); } };</script>`;

/** Gives Chromium the page, and the app what Chromium sends. */
async function serve(relay) {
  let address;
  const page = async () => (await relay.get('')).replace('<head>', '<head>' + BRIDGE)
    .replace(/<script>\/\* relay \*\/[^]*?<\/script>/, '').replaceAll('dioxus://index.html/', address);
  const server = createServer(async (request, answer) => {
    const body = [];
    for await (const piece of request) body.push(piece);
    const text = Buffer.concat(body).toString();
    if (request.url === '/__ipc') answer.end(await relay.run('sync', 'window.ipc.postMessage(arguments[0])', text) ?? '');
    else if (request.url === '/') answer.setHeader('Content-Type', 'text/html').end(await page());
    else answer.end(await relay.get(request.url.slice(1), { 'dioxus-data': request.headers['dioxus-data'] ?? '' }));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  address = `http://127.0.0.1:${server.address().port}/`;
  return { server, address };
}

/** Chromium without a window, driven over its debugging socket. */
class Chromium {
  constructor(binary, folder) {
    this.child = spawn(binary, ['--headless', '--no-sandbox', '--disable-gpu', '--single-process', '--no-zygote', '--hide-scrollbars',
      '--window-size=412,800', `--user-data-dir=${folder}`, '--remote-debugging-port=0', 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.waiting = new Map();
    this.thrown = [];
  }

  async open(url) {
    const port = await new Promise((found) => {
      let said = '';
      this.child.stderr.on('data', (words) => {
        const hit = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec((said += words));
        if (hit) found(hit[1]);
      });
    });
    const [{ webSocketDebuggerUrl }] = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
    this.socket = new WebSocket(webSocketDebuggerUrl);
    this.socket.on('message', (text) => this.hear(JSON.parse(text)));
    await new Promise((opened) => this.socket.on('open', opened));
    for (const domain of ['Page', 'Runtime']) await this.send(`${domain}.enable`);
    await this.send('Page.navigate', { url });
  }

  hear({ id, result, error, method, params }) {
    if (method === 'Runtime.exceptionThrown') this.thrown.push(params.exceptionDetails);
    if (!id) return;
    const { done, failed } = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) failed(new Error(JSON.stringify(error)));
    else done(result);
  }

  send(method, params = {}) {
    const id = (this.next = (this.next ?? 0) + 1);
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((done, failed) => this.waiting.set(id, { done, failed }));
  }

  async js(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(expression + ': ' + JSON.stringify(exceptionDetails));
    return result.value;
  }

  async until(what, expression) {
    const over = Date.now() + 60_000;
    while (!await this.js(`Boolean(${expression})`)) {
      if (Date.now() > over) throw new Error(`waited in vain until ${what}; the page shows:\n${await this.js('document.body.innerText')}`);
      await new Promise((later) => setTimeout(later, 40));
    }
  }

  async picture(file) {
    const { data } = await this.send('Page.captureScreenshot');
    writeFileSync(file, Buffer.from(data, 'base64'));
  }
}

/** Takes over what the app wants to run in its page, as the app's own window would. */
async function passScriptsOn(relay, chromium, over) {
  while (!over.now) {
    for (const { id, script, data } of await relay.run('sync', 'return window.forSecondEngine.splice(0)')) {
      const told = data === undefined ? `(function () {
        const dioxus = window.createQuery(${id});
        const tell = (method, data) => window.ipc.postMessage(JSON.stringify({ method: 'query', params: { id: ${id}, data: { data, method } } }));
        const AsyncFunction = async function () {}.constructor;
        new AsyncFunction('dioxus', ${JSON.stringify(script)})(dioxus).then((result) => { dioxus.close(); tell('return', result); })
          .catch((error) => tell('return_error', 'Error running JS: ' + error));
      })()` : `window.getQuery(${id}).rustSend(${JSON.stringify(data)})`;
      await chromium.send('Runtime.evaluate', { expression: told });
    }
    await new Promise((later) => setTimeout(later, 15));
  }
}

const [binary, session, folder] = process.argv.slice(2);
const relay = new Relay(session);
const { server, address } = await serve(relay);
const profile = mkdtempSync(join(tmpdir(), 'sambang-chromium-'));
const chromium = new Chromium(binary, profile);
const over = { now: false };
let failed = null;
try {
  await chromium.open(address);
  const passing = passScriptsOn(relay, chromium, over);
  const { visit } = await import(resolve('tests/window/engines/visit.mjs'));
  await Promise.race([visit(chromium, folder), passing]);
} catch (error) {
  failed = error;
  await chromium.picture(join(folder, 'chromium-failed.png')).catch(() => {});
}
over.now = true;
for (const one of chromium.thrown) console.error('thrown in the page:', JSON.stringify(one));
if (failed) console.error(failed);
chromium.child.kill();
await new Promise((ended) => chromium.child.on('exit', ended));
rmSync(profile, { recursive: true, force: true });
server.close();
process.exit(failed || chromium.thrown.length ? 1 : 0);
