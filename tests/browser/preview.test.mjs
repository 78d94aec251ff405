// The preview as a writer meets it: edit, break, mend, with keyboard alone, in Chromium.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile, cp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const root = new URL('../..', import.meta.url).pathname;
const program = join(root, 'build/release/gazette');
const page1 = 'content/privacy.md';
let folder, server, address, browser, page;

async function start(port) {
  server = spawn(program, ['serve', '.', '--port', String(port)], { cwd: folder });
  return new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => reject(new Error(`no address within 30 s: ${text}`)), 30_000);
    server.stdout.on('data', (data) => {
      text += data;
      const found = /Preview at (http:\S+)/.exec(text);
      if (found) { clearTimeout(late); resolve(found[1]); }
    });
  });
}

/// Ends the server as Ctrl-C does; gives its exit status and the milliseconds it took.
async function stop() {
  const started = Date.now();
  const ended = new Promise((resolve) => server.on('exit', resolve));
  server.kill('SIGINT');
  return { code: await ended, time: Date.now() - started };
}

async function edit(path, change) {
  await writeFile(join(folder, path), change(await readFile(join(folder, path), 'utf8')));
}

async function axe(selector) {
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const result = await page.evaluate((part) => window.axe.run(part ?? document), selector);
  return result.violations.map((violation) => `${violation.id}: ${violation.nodes[0].html}`);
}

/// Opens a page of the preview, in a window of its own: one that still has to load itself again would come between.
async function go(path) {
  await page.close();
  page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
  await page.goto(`${address}${path}`);
}

/// Waits until the bar says something that matches.
async function says(pattern) {
  await page.locator('#gazette-bar [role=status]').filter({ hasText: pattern }).waitFor({ timeout: 20_000 });
}

/// Asks again until the answer is true; a save is not served at the same instant.
async function until(check) {
  for (let i = 0; i < 200 && !(await check()); i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(await check(), String(check));
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gazette-preview-'));
  for (const part of ['content', 'assets', 'themes']) await cp(join(root, part), join(folder, part), { recursive: true });
  address = await start(0);
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
});

after(async () => {
  await browser?.close();
  if (server.exitCode === null) await stop();
  await rm(folder, { recursive: true, force: true });
});

test('an edit shows at once and the page stays where it was', async () => {
  await go(`privacy/`);
  await page.waitForSelector('#gazette-bar [role=status]:not(:empty)');
  await page.evaluate(() => scrollTo(0, 200));
  const text = await readFile(join(folder, page1), 'utf8');
  await writeFile(join(folder, page1), `${text}\n\nA sentence that was not there before.\n`);
  await page.getByText('A sentence that was not there before.').waitFor({ timeout: 10_000 });
  await page.waitForFunction(() => scrollY === 200, undefined, { timeout: 5_000 });
});

test('a style sheet is swapped without loading the page again', async () => {
  await page.evaluate(() => { window.sameDocument = true; });
  const sheet = join(folder, 'themes/civic/assets/30-base.css');
  await writeFile(sheet, `${await readFile(sheet, 'utf8')}\nbody { outline: 7px solid rgb(1, 2, 3); }\n`);
  await page.waitForFunction(() => getComputedStyle(document.body).outlineWidth === '7px', undefined, { timeout: 10_000 });
  assert.equal(await page.evaluate(() => window.sameDocument), true);
});

test('a broken page keeps its last good text, says what is wrong, and mends', async () => {
  const text = await readFile(join(folder, page1), 'utf8');
  await writeFile(join(folder, page1), `${text}\n\n[x](nowhere.md)\n`);
  await page.getByText('there is no page nowhere.md').waitFor({ timeout: 10_000 });
  assert.ok(await page.getByText('A sentence that was not there before.').isVisible());
  await says(/^1 error /);
  const item = page.locator('#gazette-list li').filter({ hasText: 'there is no page nowhere.md' });
  assert.match(await item.locator('a').first().getAttribute('href'), /^vscode:\/\/file\/.*privacy\.md:\d+:1$/);
  await writeFile(join(folder, page1), text);
  await page.locator('#gazette-list').waitFor({ state: 'hidden', timeout: 10_000 });
  await says(/^0 errors /);
});

test('an edit of another page leaves this one alone', async () => {
  await page.evaluate(() => { window.sameDocument = true; });
  await edit('content/contact.md', (text) => `${text}\n\nA sentence on another page.\n`);
  await until(async () => /A sentence on another page/.test(await (await fetch(`${address}contact/`)).text()));
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => window.sameDocument), true);
});

test('the panel works with the keyboard alone and passes axe, in light and dark, wide and narrow', async () => {
  await edit(page1, (text) => `${text}\n\nThe ZZQX and [x](nowhere.md) are wrong.\n`);
  await page.locator('#gazette-list').getByText('there is no page nowhere.md').waitFor({ timeout: 10_000 });
  // Every control of the bar is reached by Tab, in order, and shows its focus.
  await page.locator('#gazette-bar button').first().focus();
  const seen = [];
  const controls = await page.locator('#gazette-bar').locator('a, button, pre').count();
  for (let i = 0; i < controls; i += 1) {
    seen.push(await page.evaluate(() => {
      const { activeElement: at } = document;
      const box = at.getBoundingClientRect();
      return at.closest('#gazette-bar') !== null && box.top < innerHeight && getComputedStyle(at).outlineStyle !== 'none';
    }));
    await page.keyboard.press('Tab');
  }
  assert.deepEqual(seen, seen.map(() => true));
  for (const [scheme, width] of [['light', 1000], ['dark', 1000], ['light', 320], ['dark', 320]]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 600 });
    assert.deepEqual(await axe('#gazette-bar'), [], `${scheme}, ${width} px`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px: nothing runs off the screen`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1000, height: 600 });
  await page.locator('#gazette-bar button').first().focus();
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('#gazette-list').isHidden());
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Show problems');
  await edit(page1, (text) => text.replace(/\n\nThe ZZQX[^\n]*\n/, ''));
  await page.waitForFunction(() => /^0 errors /.test(document.querySelector('#gazette-bar [role=status]').textContent), undefined, { timeout: 10_000 });
});

test('the panel covers nothing for good', async () => {
  for (const [width, height] of [[1000, 600], [320, 480], [320, 256]]) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(100);
    await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }));
    const [end, bar] = await page.evaluate(() => {
      const last = [...document.querySelectorAll('footer')].at(-1);
      return [last.getBoundingClientRect().bottom, document.getElementById('gazette-bar').getBoundingClientRect().top];
    });
    assert.ok(end <= bar + 1, `${width} × ${height}: the footer ends at ${end}, the bar begins at ${bar}`);
  }
  await page.setViewportSize({ width: 1000, height: 600 });
});

test('what the checks find arrives after the page, with its place on the page', async () => {
  await edit(page1, (text) => `${text}\n\nSee below, i.e. [here](contact.md).\n`);
  await page.getByText('See below').first().waitFor({ timeout: 10_000 });
  await until(async () => (await (await fetch(`${address}_gazette/problems.json?page=/privacy/`)).json())
    .here.some((problem) => problem.rule === 'content/link-text'));
  await says(/[1-9]\d* warnings? here/);
  await page.locator('#gazette-bar button').first().click();
  await page.getByRole('button', { name: 'Show it on the page' }).first().click();
  assert.equal(await page.locator('.gazette-here').count(), 1);
  await edit(page1, (text) => text.replace(/\n\nSee below[^\n]*\n/, ''));
});

test('a page that comes while its address is open shows itself, and a draft is marked', async () => {
  await go(`not-yet/`);
  await writeFile(join(folder, 'content/not-yet.md'), '---\ntitle: Not yet\ndraft: true\n---\nWords.\n');
  await page.locator('#gazette-bar').getByText('Draft.').waitFor({ timeout: 10_000 });
});

test('the pages for writers list what there is', async () => {
  for (const [path, heading] of [['', 'Problems'], ['pages/', 'Pages'], ['data/', 'Data'], ['terms/', 'Terms'], ['links/', 'Links'], ['components/', 'Components']]) {
    await go(`_gazette/${path}`);
    assert.equal(await page.locator('h1').first().innerText(), heading);
    if (path !== 'components/') assert.deepEqual(await axe(), [], path);
  }
});

test('a page comes back by itself after a restart', async () => {
  await go(`privacy/`);
  await page.waitForSelector('#gazette-bar [role=status]:not(:empty)');
  const { port } = new URL(address);
  assert.equal((await stop()).code, 0);
  await edit(page1, (text) => `${text}\n\nWritten while nobody was listening.\n`);
  await start(port);
  await page.getByText('Written while nobody was listening.').waitFor({ timeout: 20_000 });
});

test('two previews of one folder stand side by side', async () => {
  const first = server;
  const other = await start(0);
  assert.equal((await fetch(`${other}privacy/`)).status, 200);
  assert.equal((await fetch(`${address}privacy/`)).status, 200);
  assert.equal((await stop()).code, 0);
  server = first;
});

test('Ctrl-C ends it within a second, with pages listening and a build under way', async () => {
  await go(`privacy/`);
  await page.waitForSelector('#gazette-bar [role=status]:not(:empty)');
  await edit('content/site.yaml', (text) => `${text}\n# touched\n`);
  const { code, time } = await stop();
  assert.equal(code, 0);
  assert.ok(time < 1_000, `${time} ms`);
});
