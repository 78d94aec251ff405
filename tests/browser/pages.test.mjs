// Every page of the built site in Chromium, in every way of reading. What can differ between ways is tried in each of
// them: layout by measuring boxes, which is quick, and axe-core wherever colours, sizes or what is shown change.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, test } from "node:test";
import { aaa, axe, clipped, enlargeText, focusStops, levels, moving, plainText, sideways, spaceText, targets } from "./lib/checks.mjs";
import { artefacts, each, listen, open, pages } from "./lib/site.mjs";

const wide = { width: 1280, height: 800 };
const narrow = { width: 320, height: 640 };
const plain = { colorScheme: "light", forcedColors: "none", reducedMotion: "no-preference", media: "screen" };

/// Rules whose answer depends on colour, on size, or on what a width shows; all others read markup alone.
const looks = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable", "aria-hidden-focus", "css-orientation-lock"];
const shapes = looks.filter((rule) => rule !== "color-contrast");

/// After the first look (light, 1280 px, all rules) each page goes through all of these.
const ways = [
  { name: "dark at 1280 px", media: { colorScheme: "dark" }, size: wide, rules: looks },
  { name: "dark at 320 px", media: { colorScheme: "dark" }, size: narrow, rules: looks },
  { name: "light at 768 px", size: { width: 768, height: 1024 } },
  { name: "light at 360 px", size: { width: 360, height: 740 } },
  { name: "light at 320 by 256 px", size: { width: 320, height: 256 } },
  { name: "forced colours at 1280 px", media: { forcedColors: "active" }, size: wide, rules: shapes },
  { name: "forced colours at 320 px", media: { forcedColors: "active" }, size: narrow },
  { name: "reduced motion", media: { reducedMotion: "reduce" }, size: wide, check: moving },
  { name: "text at 200%", size: wide, prepare: (page) => enlargeText(page, 200), rules: shapes },
  { name: "text spacing at 1280 px", size: wide, prepare: spaceText },
  { name: "text spacing at 320 px", size: narrow, prepare: spaceText, rules: shapes },
];

/// A second site needs no proof that each of our ways of looking works: the ones that strain a layout most are enough.
const brief = Boolean(process.env.GAZETTE_BRIEF);
const tried = brief ? ways.filter(({ name }) => /dark at 320|forced colours at 320|200%|spacing at 320/.test(name)) : ways;

let site;
before(async () => {
  site = await open();
});
after(() => site?.close());

const report = (findings) => assert.equal(findings.length, 0, `\n${findings.slice(0, 40).join("\n")}`);

/// The boxes of a page as it stands: nothing sideways, nothing cut off, targets large enough.
async function measure(page) {
  return [...(await sideways(page)), ...(await clipped(page)), ...(await targets(page))];
}

async function tryPage(page, complaints, advice, address) {
  const findings = [];
  const note = (way, list) => findings.push(...list.map((finding) => `${way}: ${finding}`));
  await page.emulateMedia(plain);
  await page.setViewportSize(wide);
  await page.goto(site.address(address), { waitUntil: "load" });
  const seen = await axe(page, { tags: [...levels, ...aaa] });
  note("light at 1280 px", seen.violations);
  advice.push(...seen.advice.map((finding) => `${address} ${finding}`));
  note("light at 1280 px", await measure(page));
  for (const way of tried) {
    await page.emulateMedia({ ...plain, ...way.media });
    await page.setViewportSize(way.size);
    await way.prepare?.(page);
    note(way.name, await measure(page));
    if (way.rules) note(way.name, (await axe(page, { rules: way.rules })).violations);
    if (way.check) note(way.name, await way.check(page));
    if (way.prepare) await plainText(page);
  }
  note("anywhere", complaints.splice(0));
  return findings;
}

test("every page, in every way of reading", { timeout: 900_000 }, async (t) => {
  const list = pages();
  const windows = [];
  for (let i = 0; i < 2; i++) {
    const context = await site.browser.newContext({ viewport: wide });
    const page = await context.newPage();
    windows.push({ page, complaints: listen(page, site.origin), advice: [] });
  }
  const results = new Map();
  await each(list, windows.length, async (address, index, worker) => {
    const { page, complaints, advice } = windows[worker];
    results.set(address, await tryPage(page, complaints, advice, address));
  });
  for (const address of list) await t.test(address, () => report(results.get(address)));
  const advice = windows.flatMap((each) => each.advice).sort();
  fs.mkdirSync(artefacts, { recursive: true });
  fs.writeFileSync(`${artefacts}/aaa.txt`, `${advice.join("\n")}\n`);
  t.diagnostic(`${list.length} pages in ${tried.length + 1} ways; ${advice.length} findings of level AAA, listed in artefacts/aaa.txt`);
});

test("without scripts every page says the same", { timeout: 300_000 }, async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false, viewport: narrow });
  const page = await context.newPage();
  const complaints = listen(page, site.origin);
  const findings = [];
  for (const address of pages()) {
    await page.goto(site.address(address));
    const seen = await page.evaluate(() => ({
      heading: document.querySelectorAll("h1").length,
      text: document.querySelector("main")?.innerText.trim().length ?? 0,
    }));
    if (seen.heading !== 1 || seen.text < 20) findings.push(`${address} ${JSON.stringify(seen)}`);
    findings.push(...(await measure(page)).map((finding) => `${address} ${finding}`));
  }
  await context.close();
  report([...findings, ...complaints]);
});

test("at every Tab stop the focus shows, and nothing covers it", { timeout: 600_000 }, async (t) => {
  const all = pages();
  const some = all.filter((address, i) => i % Math.ceil(all.length / 6) === 0 || address.includes("worried"));
  const windows = [
    ["1280 px", wide, plain, all],
    ["320 by 256 px", { width: 320, height: 256 }, { ...plain, colorScheme: "dark" }, all],
    ["forced colours", wide, { ...plain, forcedColors: "active" }, some],
  ];
  let stops = 0;
  const findings = [];
  await each(brief ? windows.slice(0, 1) : windows, 2, async ([name, size, media, list]) => {
    const context = await site.browser.newContext({ viewport: size });
    const page = await context.newPage();
    await page.emulateMedia(media);
    for (const address of list) {
      await page.goto(site.address(address));
      const walk = await focusStops(page, 700);
      stops += walk.stops;
      findings.push(...walk.findings.map((finding) => `${address} at ${name}: ${finding}`));
    }
    await context.close();
  });
  t.diagnostic(`${stops} Tab stops`);
  assert.ok(stops > all.length * 10);
  report(findings);
});
