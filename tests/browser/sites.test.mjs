// Other sites than our own: a whole site in Welsh, one in Arabic that reads from right to left, our own content in another
// theme, and a site that changes one piece of a theme. Each goes through the same tests as the project's own site.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { axe } from "./lib/checks.mjs";
import { artefacts, files, launch, readOnlyServer } from "./lib/site.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const project = path.join(here, "../..");
const program = process.env.GAZETTE ?? path.join(project, "build/release/gazette");
let work;
let browser;
const servers = [];

before(async () => {
  work = fs.mkdtempSync(path.join(os.tmpdir(), "gazette-sites-"));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const server of servers) server.close();
  fs.rmSync(work, { recursive: true, force: true });
});

/// Builds `folder`; the address of the built site. Anything but infos fails.
function build(folder, name) {
  const output = path.join(work, name);
  const run = spawnSync(program, ["build", folder, "--output", output, "--strict"], { encoding: "utf8" });
  assert.equal(run.status, 0, `${run.stdout}\n${run.stderr}`);
  return output;
}

/// Serves a built site until the tests are over, even those that fail.
async function open(folder) {
  const server = await readOnlyServer(folder);
  servers.push(server);
  return server;
}

/// Runs test files of this folder on another site.
function runOn(site, name, ...tests) {
  const { NODE_TEST_CONTEXT, ...env } = process.env;
  const run = spawnSync(process.execPath, ["--test", "--test-concurrency=1", "--test-reporter=spec", ...tests], {
    cwd: here,
    encoding: "utf8",
    env: { ...env, GAZETTE_SITE: site, GAZETTE_BRIEF: "1", GAZETTE_ARTEFACTS: path.join(artefacts, name) },
    maxBuffer: 64 << 20,
  });
  assert.equal(run.status, 0, `${run.stdout}\n${run.stderr}`.slice(-6000));
}

/// The words of a page as a reader meets them, those for screen readers with them.
const words = (file) =>
  fs
    .readFileSync(file, "utf8")
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

/// What our own words in English would look like on a page that should have none.
const english = [
  "Skip to main", "On this page", "In this section", "Back to top", "Previous", "Last updated", "Published", "Source:", "Download ", "not available",
  "not applicable", "Change ", " up ", " down ", "Topics", "Reports into", "No oversight", "None recorded", "Directly", "Interest", "Lead", "Bar chart",
  "Line chart", "Figure ", "Table ", "January", "March", "Used on", "in the glossary", "Close", "Abbreviations", "Rows", " rows", "Exit this page",
  "since", "In this table",
];

for (const [name, month, size] of [
  ["welsh", "9 Mawrth 2025", "13,540"],
  ["arabic", "9 مارس 2025", "13,540"],
]) {
  test(`the ${name} site says everything in its language and passes every test`, { timeout: 600_000 }, () => {
    const site = build(path.join(project, "tests/sites", name), name);
    const found = [];
    let all = "";
    for (const file of files(".html", site)) {
      const text = words(path.join(site, file));
      all += text;
      for (const word of english) if (text.includes(word)) found.push(`${file}: ${word}`);
    }
    assert.deepEqual(found, []);
    assert.ok(all.includes(month), `no date reads ${month}`);
    assert.ok(all.includes(size), `no figure reads ${size}`);
    runOn(site, name, "pages.test.mjs", "markup.test.mjs", "matrix_filter.test.mjs");
  });
}

test("the Arabic site is laid out from right to left, charts and arrows with it", async () => {
  const server = await open(path.join(work, "arabic"));
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${server.origin}/report/referrals/`);
  const seen = await page.evaluate(() => {
    const box = (selector) => document.querySelector(selector).getBoundingClientRect();
    const plate = box(".chart svg.chart-wide");
    const texts = [...document.querySelectorAll(".chart svg.chart-wide text")].filter((text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      const svg = text.ownerSVGElement.getBoundingClientRect();
      return left < svg.left - 1 || right > svg.right + 1 || top < svg.top - 1 || bottom > svg.bottom + 1;
    });
    return {
      menuIsRight: box(".side").left > box(".main").left,
      markIsRight: box(".mark").left > box(".wordmark-text").left,
      chartFits: plate.left >= box(".main").left - 1 && plate.right <= box(".main").right + 9,
      outside: texts.map((text) => text.textContent),
      nextArrow: getComputedStyle(document.querySelector(".pager .icon")).transform,
      figure: getComputedStyle(document.querySelector("td.number")).textAlign,
    };
  });
  assert.deepEqual(seen, {
    menuIsRight: true,
    markIsRight: true,
    chartFits: true,
    outside: [],
    nextArrow: "matrix(-1, 0, 0, 1, 0, 0)",
    figure: "end",
  });
  await page.close();
});

test("our own content in a theme of its own: the theme can be swapped", { timeout: 300_000 }, async () => {
  const folder = path.join(work, "swapped");
  for (const part of ["content", "assets"]) fs.cpSync(path.join(project, part), path.join(folder, part), { recursive: true });
  fs.cpSync(path.join(project, "tests/themes/plain"), path.join(folder, "themes/plain"), { recursive: true });
  const lines = files("", path.join(folder, "themes/plain")).reduce(
    (sum, file) => sum + fs.readFileSync(path.join(folder, "themes/plain", file), "utf8").split("\n").length - 1, 0);
  assert.ok(lines < 200, `the theme plain has ${lines} lines`);
  const config = path.join(folder, "content/site.yaml");
  fs.writeFileSync(config, fs.readFileSync(config, "utf8").replace(/^theme: civic$/m, "theme: plain"));
  const site = build(folder, "plain");
  runOn(site, "plain", "markup.test.mjs");
  const server = await open(site);
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  const findings = [];
  for (const address of ["/", "/glossary/", "/who-does-what/", "/annual-report/2019-20/indicators/", "/annual-report/2019-20/print/"]) {
    await page.goto(server.origin + address);
    assert.ok(!(await page.content()).includes("civic"));
    findings.push(...(await axe(page)).violations.map((finding) => `${address} ${finding}`));
  }
  assert.deepEqual(findings, []);
  await page.close();
});

test("a site changes one piece of a theme and keeps the rest", () => {
  const folder = path.join(work, "override");
  fs.cpSync(path.join(project, "tests/sites/welsh"), folder, { recursive: true });
  const before = build(folder, "override-before");
  fs.mkdirSync(path.join(folder, "themes/civic/partials"), { recursive: true });
  fs.writeFileSync(path.join(folder, "themes/civic/partials/footer.mustache"), '<footer class="footer"><p>Troed ein hunain</p></footer>\n');
  const after = build(folder, "override-after");
  const pages = files(".html", before).filter((file) => !file.includes("print/"));
  assert.ok(pages.length > 8);
  const foot = /<footer[\s\S]*<\/footer>\n/;
  for (const file of pages) {
    const [old, now] = [before, after].map((site) => fs.readFileSync(path.join(site, file), "utf8"));
    if (/http-equiv="refresh"/.test(old)) continue;
    assert.ok(now.includes("Troed ein hunain"), file);
    assert.equal(now.replace(foot, ""), old.replace(foot, ""), file);
  }
});
