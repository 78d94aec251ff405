// Draws every chart of the gallery in Chromium and measures it: no label may meet another or leave its
// plate, at 320 and at 1280 CSS px. The page is written by the C++ test "the gallery page is written
// for the browser test"; GAZETTE_BUILD names the build folder when it is not the newest one.
import assert from "node:assert/strict";
import {existsSync, mkdirSync, readdirSync, statSync} from "node:fs";
import path from "node:path";
import {after, before, test} from "node:test";
import {fileURLToPath, pathToFileURL} from "node:url";
import {chromium} from "playwright-core";

const here = path.dirname(fileURLToPath(import.meta.url));
const artefacts = path.join(here, "artefacts");

function galleryPage() {
  const builds = path.join(here, "../../build");
  const folders = process.env.GAZETTE_BUILD
    ? [process.env.GAZETTE_BUILD]
    : existsSync(builds) ? readdirSync(builds).map((name) => path.join(builds, name)) : [];
  const pages = folders.map((folder) => path.join(folder, "chart-gallery/index.html")).filter(existsSync);
  pages.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  assert.ok(pages.length > 0, "no chart gallery: run the C++ tests first");
  return pathToFileURL(path.resolve(pages[0])).href;
}

// In the page: everything wrong with the SVGs that are shown.
function measure() {
  const faults = [];
  let shown = 0;
  let labels = 0;
  for (const figure of document.querySelectorAll("figure.chart")) {
    const svgs = [...figure.querySelectorAll("svg")].filter((svg) => svg.getBoundingClientRect().width > 0);
    if (svgs.length !== 1) faults.push(`${figure.id}: ${svgs.length} drawings are shown`);
    for (const svg of svgs) {
      shown += 1;
      const plate = svg.querySelector(".chart-plate").getBBox();
      const outer = svg.getBoundingClientRect();
      if (Math.abs(outer.width - plate.width) > 0.5) faults.push(`${figure.id}: scaled to ${outer.width}`);
      if (outer.right > document.documentElement.clientWidth + 0.5) faults.push(`${figure.id}: wider than the page`);
      const texts = [...svg.querySelectorAll("text")].map((text) => ({words: text.textContent, box: text.getBBox()}));
      labels += texts.length;
      texts.forEach(({words, box}, i) => {
        const slack = 0.6;
        if (box.x < -slack || box.y < -slack || box.x + box.width > plate.width + slack ||
            box.y + box.height > plate.height + slack) faults.push(`${figure.id}: "${words}" leaves the plate`);
        for (const other of texts.slice(i + 1)) {
          const b = other.box;
          if (box.x < b.x + b.width && b.x < box.x + box.width && box.y < b.y + b.height && b.y < box.y + box.height)
            faults.push(`${figure.id}: "${words}" meets "${other.words}"`);
        }
      });
    }
  }
  return {faults, shown, labels, overflow: document.documentElement.scrollWidth > document.documentElement.clientWidth};
}

let browser;
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  mkdirSync(artefacts, {recursive: true});
});
after(() => browser?.close());

for (const [width, colorScheme, forcedColors] of [
  [320, "light", "none"], [1280, "light", "none"], [1280, "dark", "none"], [1280, "light", "active"]]) {
  test(`labels keep apart at ${width} px, ${forcedColors === "active" ? "forced colours" : colorScheme}`, async () => {
    const page = await browser.newPage({viewport: {width, height: 900}, colorScheme, forcedColors});
    await page.goto(galleryPage());
    const found = await page.evaluate(measure);
    const name = `charts-${width}-${forcedColors === "active" ? "forced" : colorScheme}`;
    if (process.env.SCREENSHOTS)
      for (const figure of await page.locator("figure.chart").all()) {
        const file = path.join(artefacts, `${name}-${await figure.getAttribute("id")}.png`);
        await figure.locator("svg:visible").screenshot({path: file});
      }
    await page.close();
    assert.deepEqual(found.faults, []);
    assert.equal(found.overflow, false, "the page scrolls sideways");
    assert.ok(found.shown > 25 && found.labels > 300, `${found.shown} charts, ${found.labels} labels`);
  });
}
