// A part of a visit in the second engine: unlock, open the draft, type, choose, go on, close a sheet.
import { join } from 'node:path';

const PIN = '135790';

export async function visit(page, folder) {
  const there = (css) => page.until(`${css} is there`, `document.querySelector(${JSON.stringify(css)})`);
  const tap = async (css) => {
    await there(css);
    await page.js(`document.querySelector(${JSON.stringify(css)}).scrollIntoView({ block: 'center' })`);
    const [x, y] = await page.js(`(() => { const box = document.querySelector(${JSON.stringify(css)}).getBoundingClientRect();
      return [box.left + box.width / 2, box.top + box.height / 2]; })()`);
    for (const type of ['mousePressed', 'mouseReleased']) await page.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
  };
  const uncovered = () => page.until('nothing covers the page', "!document.querySelector('.settling')");
  const say = async (name) => { await page.picture(join(folder, `chromium-${name}.png`)); };

  await there('#key-1');
  await say('lock');
  for (const digit of PIN) await tap(`#key-${digit}`);
  await there('main[data-screen=home]');
  await uncovered();
  await say('home');
  await tap('a[data-survey]');
  await there("main[data-screen=visit][data-step='2']");
  await uncovered();
  await tap('#name');
  await page.until('the name has the focus', "document.activeElement.id === 'name'");
  await page.send('Input.dispatchKeyEvent', { type: 'char', text: 'S' });
  await page.js("document.execCommand('insertText', false, 'ITI CONTOH')");
  await page.until('the name is saved', "document.querySelector('#name').value === 'SITI CONTOH' && /Tersimpan/.test(document.querySelector('.saved').textContent)");
  await say('identity');
  await tap('#step-3');
  await there("main[data-screen=visit][data-step='3']");
  await uncovered();
  await say('business');
}
