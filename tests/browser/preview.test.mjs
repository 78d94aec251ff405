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

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gazette-preview-'));
  for (const part of ['content', 'assets', 'themes']) await cp(join(root, part), join(folder, part), { recursive: true });
  server = spawn(program, ['serve', '.', '--port', '0'], { cwd: folder });
  address = await new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => reject(new Error(`no address within 30 s: ${text}`)), 30_000);
    server.stdout.on('data', (data) => {
      text += data;
      const found = /Preview at (http:\S+)/.exec(text);
      if (found) { clearTimeout(late); resolve(found[1]); }
    });
  });
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
});

after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

test('an edit shows at once and the page stays where it was', async () => {
  await page.goto(`${address}privacy/`);
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
  assert.match(await page.locator('#gazette-bar [role=status]').innerText(), /^1 error /);
  assert.match(await page.locator('#gazette-list a').first().getAttribute('href'), /^vscode:\/\/file\/.*privacy\.md:\d+:1$/);
  await writeFile(join(folder, page1), text);
  await page.locator('#gazette-list').waitFor({ state: 'hidden', timeout: 10_000 });
  assert.match(await page.locator('#gazette-bar [role=status]').innerText(), /^0 errors /);
});

test('the panel works with the keyboard alone and passes axe', async () => {
  await page.locator('#gazette-bar button').first().focus();
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('#gazette-list').isVisible());
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') }).catch(() => {});
  const source = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  const result = await page.evaluate(() => axe.run('#gazette-bar'));
  assert.deepEqual(result.violations.map((violation) => violation.id), []);
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('#gazette-list').isHidden());
});

test('the pages for writers list what there is', async () => {
  for (const [path, heading] of [['', 'Problems'], ['pages/', 'Pages'], ['data/', 'Data'], ['terms/', 'Terms'], ['links/', 'Links'], ['components/', 'Components']]) {
    await page.goto(`${address}_gazette/${path}`);
    assert.equal(await page.locator('h1').first().innerText(), heading);
  }
});

test('Ctrl-C ends it within a second', async () => {
  const started = Date.now();
  server.kill('SIGINT');
  const code = await new Promise((resolve) => server.on('exit', resolve));
  assert.equal(code, 0);
  assert.ok(Date.now() - started < 2_000);
});
