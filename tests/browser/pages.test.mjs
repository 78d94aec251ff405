// Every page of the built site in Chromium: light on a desk, dark on a phone, and one more way of reading, in turn.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, test } from "node:test";
import { axe, clipped, enlargeText, focusStops, sideways, spaceText, targets } from "./lib/checks.mjs";
import { artefacts, each, listen, open, pages } from "./lib/site.mjs";

const wide = { width: 1280, height: 800 };
const plain = { colorScheme: "light", forcedColors: "none", reducedMotion: "no-preference", media: "screen" };

/// Other ways of reading. Each page is tried in one of them, so all pages together try all of them many times.
const ways = [
  { name: "forced colours", media: { forcedColors: "active" }, size: wide },
  { name: "reduced motion at 768 px", media: { reducedMotion: "reduce" }, size: { width: 768, height: 1024 } },
  { name: "light at 360 px", size: { width: 360, height: 740 } },
  { name: "dark at 1280 px", media: { colorScheme: "dark" }, size: wide },
  { name: "text at 200%", size: wide, prepare: (page) => enlargeText(page, 200) },
  { name: "text spacing at 320 px", size: { width: 320, height: 640 }, prepare: spaceText },
  { name: "dark at 768 px", media: { colorScheme: "dark" }, size: { width: 768, height: 1024 } },
  { name: "forced colours at 320 px", media: { forcedColors: "active" }, size: { width: 320, height: 640 } },
];

let site;
before(async () => {
  site = await open();
});
after(() => site?.close());

const advice = [];
const report = (findings) => assert.equal(findings.length, 0, `\n${findings.join("\n")}`);

async function tryPage(page, complaints, address, index) {
  const findings = [];
  const note = (way, list) => findings.push(...list.map((finding) => `${way}: ${finding}`));
  await page.emulateMedia(plain);
  await page.setViewportSize(wide);
  await page.goto(site.address(address), { waitUntil: "load" });
  note("light at 1280 px", await axe(page));
  note("light at 1280 px", await sideways(page));
  note("light at 1280 px", await targets(page));
  if (index % 5 === 0) advice.push(...(await axe(page, ["wcag2aaa", "wcag21aaa", "wcag22aaa"])).map((finding) => `${address} ${finding}`));

  await page.emulateMedia({ ...plain, colorScheme: "dark" });
  await page.setViewportSize({ width: 320, height: 640 });
  note("dark at 320 px", await axe(page));
  note("dark at 320 px", await sideways(page));
  note("dark at 320 px", await clipped(page));
  note("dark at 320 px", await targets(page));

  const way = ways[index % ways.length];
  await page.emulateMedia({ ...plain, ...way.media });
  await page.setViewportSize(way.size);
  await way.prepare?.(page);
  note(way.name, await axe(page));
  note(way.name, await sideways(page));
  note(way.name, await clipped(page));
  note("anywhere", complaints.splice(0));
  return findings;
}

test("every page, in every way of reading", { timeout: 900_000 }, async (t) => {
  const list = pages();
  const windows = [];
  for (let i = 0; i < 2; i++) {
    const context = await site.browser.newContext({ viewport: wide });
    const page = await context.newPage();
    windows.push({ page, complaints: listen(page, site.origin) });
  }
  const results = new Map();
  await each(list, windows.length, async (address, index, worker) => {
    const { page, complaints } = windows[worker];
    results.set(address, await tryPage(page, complaints, address, index));
  });
  for (const address of list) await t.test(address, () => report(results.get(address)));
  fs.mkdirSync(artefacts, { recursive: true });
  fs.writeFileSync(`${artefacts}/aaa.txt`, `${advice.join("\n")}\n`);
  t.diagnostic(`${list.length} pages; ${advice.length} findings of level AAA, listed in artefacts/aaa.txt`);
});

test("without scripts every page says the same", { timeout: 300_000 }, async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  const complaints = listen(page, site.origin);
  const findings = [];
  for (const address of pages()) {
    await page.goto(site.address(address));
    const seen = await page.evaluate(() => ({
      heading: document.querySelectorAll("h1").length,
      text: document.querySelector("main")?.innerText.trim().length ?? 0,
      extra: document.documentElement.scrollWidth - window.innerWidth,
    }));
    if (seen.heading !== 1 || seen.text < 20 || seen.extra > 0) findings.push(`${address} ${JSON.stringify(seen)}`);
  }
  await context.close();
  report([...findings, ...complaints]);
});

test("the focus shows, and nothing covers it", { timeout: 300_000 }, async (t) => {
  const all = pages();
  const sample = all.filter((address, i) => i % Math.ceil(all.length / 9) === 0 || address.includes("worried"));
  for (const [name, size, media] of [
    ["1280 px", wide, plain],
    ["320 by 256 px", { width: 320, height: 256 }, { ...plain, colorScheme: "dark" }],
    ["forced colours", wide, { ...plain, forcedColors: "active" }],
  ]) {
    const page = await site.browser.newPage({ viewport: size });
    await page.emulateMedia(media);
    for (const address of sample) {
      await page.goto(site.address(address));
      const findings = await focusStops(page, 70);
      await t.test(`${address} at ${name}`, () => report(findings));
    }
    await page.close();
  }
});
