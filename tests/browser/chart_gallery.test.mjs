// Draws every chart of the gallery in Chromium and measures it: no label may meet another or leave its
// plate, at 320 and at 1280 CSS px. The page is written by the C++ test "the gallery page is written
// for the browser test"; GAZETTE_BUILD names the build folder when it is not the newest one.
import assert from "node:assert/strict";
import {existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
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
  const channels = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  // What is painted under the middle of a text: a white edge of its own, else the last shape there.
  const ground = (svg, text, style) => {
    const halo = style.stroke !== "none" && parseFloat(style.strokeWidth) >= 2 && style.paintOrder.startsWith("stroke");
    if (halo) return style.stroke;
    const box = text.getBBox();
    const at = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
    let colour = "rgb(255, 255, 255)";
    for (const shape of svg.querySelectorAll("path, rect, circle")) {
      const painted = getComputedStyle(shape);
      if (painted.fill !== "none" && shape.isPointInFill(at)) colour = painted.fill;
      if (painted.stroke !== "none" && shape.isPointInStroke(at)) colour = painted.stroke;
    }
    return colour;
  };
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
      if (svg.querySelector("[style], style")) faults.push(`${figure.id}: style inside the drawing`);
      // A few dozen figures fit in 6 KB; forty categories of six series are more figures than that.
      const bytes = new TextEncoder().encode(svg.outerHTML).length;
      if (bytes > 6144 && !figure.id.includes("forty")) faults.push(`${figure.id}: ${bytes} bytes`);
      for (const text of svg.querySelectorAll("text")) {
        const style = getComputedStyle(text);
        if (parseFloat(style.fontSize) < 14) faults.push(`${figure.id}: "${text.textContent}" is ${style.fontSize}`);
        const ratio = contrast(style.fill, ground(svg, text, style));
        if (ratio < 4.5) faults.push(`${figure.id}: "${text.textContent}" has a contrast of ${ratio.toFixed(2)}`);
      }
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

// Fonts of a machine that has no others: what Chromium's own packages bring. They are a seventh wider than Arial.
const wideFonts = "/usr/share/fonts/truetype/dejavu";

function fontsOnlyOf(folder) {
  const work = mkdtempSync(path.join(tmpdir(), "gazette-fonts-"));
  const file = path.join(work, "fonts.conf");
  const [dir, cache] = [`<dir>${folder}</dir>`, `<cachedir>${path.join(work, "cache")}</cachedir>`];
  const rules = `<include ignore_missing="yes">/etc/fonts/conf.d</include>`;
  writeFileSync(file, `<?xml version="1.0"?><fontconfig>${dir}${cache}${rules}</fontconfig>`);
  return {work, file};
}

const launch = (fonts) => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  env: fonts ? {...process.env, FONTCONFIG_FILE: fonts} : process.env,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

const wide = fontsOnlyOf(wideFonts);
const browsers = {};
before(async () => {
  browsers.usual = await launch();
  browsers.wide = await launch(wide.file);
  mkdirSync(artefacts, {recursive: true});
});
after(async () => {
  await Promise.all(Object.values(browsers).map((browser) => browser.close()));
  rmSync(wide.work, {recursive: true, force: true});
});

for (const [width, colorScheme, forcedColors, fonts] of [
  [320, "light", "none", "usual"], [1280, "light", "none", "usual"], [1280, "dark", "none", "usual"],
  [1280, "light", "active", "usual"], [320, "light", "none", "wide"], [1280, "light", "none", "wide"]]) {
  const look = forcedColors === "active" ? "forced" : colorScheme;
  test(`labels keep apart at ${width} px, ${look}, ${fonts} fonts`, async (run) => {
    if (fonts === "wide" && !existsSync(wideFonts)) return run.skip(`no fonts in ${wideFonts}`);
    const page = await browsers[fonts].newPage({viewport: {width, height: 900}, colorScheme, forcedColors});
    await page.goto(galleryPage());
    const found = await page.evaluate(measure);
    const name = `charts-${width}-${look}-${fonts}`;
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
