// Puts `gazette check` beside axe-core in Chromium over any pages, element by element, for the rules that both have.
// Prints where they differ, for a person to judge; fails on nothing. Usage:
//   node compare-axe.mjs PROGRAM FILE.html...        (needs axe-core and playwright-core; Chromium at $CHROMIUM)
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");

/// Each of our rules with the ones of axe-core that look for the same.
const pairs = {
  "a11y/image-alt": ["image-alt", "role-img-alt"],
  "a11y/image-button-name": ["input-image-alt"],
  "a11y/link-name": ["link-name", "area-alt"],
  "a11y/button-name": ["button-name", "input-button-name", "aria-command-name"],
  "a11y/field-label": ["label", "select-name", "aria-input-field-name", "aria-toggle-field-name"],
  "a11y/heading-empty": ["empty-heading"],
  "a11y/frame-title": ["frame-title"],
  "a11y/page-title": ["document-title"],
  "a11y/page-language": ["html-has-lang"],
  "a11y/page-language-valid": ["html-lang-valid"],
  "a11y/part-language-valid": ["valid-lang"],
  "a11y/viewport-zoom": ["meta-viewport"],
  "a11y/meta-refresh": ["meta-refresh"],
  "a11y/aria-attribute-permitted": ["aria-allowed-attr"],
  "a11y/aria-attribute-defined": ["aria-valid-attr"],
  "a11y/aria-attribute-value": ["aria-valid-attr-value"],
  "a11y/aria-attribute-required": ["aria-required-attr"],
  "a11y/role-owned": ["aria-required-children", "list"],
  "a11y/role-context": ["aria-required-parent"],
  "a11y/role-valid": ["aria-roles"],
  "a11y/hidden-focus": ["aria-hidden-focus"],
  "a11y/nested-focus": ["nested-interactive"],
  "a11y/contrast": ["color-contrast"],
  "a11y/list-item": ["listitem", "dlitem"],
  "a11y/svg-name": ["svg-img-alt"],
  "a11y/object-name": ["object-alt"],
  "a11y/summary-name": ["summary-name"],
  "a11y/table-headers-attribute": ["td-headers-attr"],
  "a11y/table-header-unused": ["th-has-data-cells"],
  "a11y/autocomplete": ["autocomplete-valid"],
  "a11y/heading-order": ["heading-order"],
  "a11y/main-landmark": ["landmark-one-main"],
  "a11y/one-h1": ["page-has-heading-one"],
  "a11y/tabindex": ["tabindex"],
  "a11y/label-in-name": ["label-content-name-mismatch"],
};
const ours = new Map(Object.entries(pairs).flatMap(([rule, names]) => names.map((name) => [name, rule])));

const [program, ...files] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
// What a script changes is not what a checker of files sees, so scripts stay off but for axe's own.
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: true });
await context.route("**/*.js", (route) => route.abort());
const totals = new Map();
for (const file of files) {
  const run = spawnSync(program, ["check", "--only", "accessibility", "--format", "json", file],
    { encoding: "utf8", maxBuffer: 1 << 28 });
  const findings = JSON.parse(run.stdout).filter((one) => one.rule in pairs)
    .map(({ rule, selector, message }) => ({ rule, selector, message }));
  const page = await context.newPage();
  try {
    await page.goto(pathToFileURL(path.resolve(file)).href, { timeout: 20000 });
    await page.evaluate(axeSource);
    const rows = await page.evaluate(async ({ findings, ours }) => {
      const names = new Map(ours);
      const result = await globalThis.axe.run(document, {
        runOnly: [...names.keys()], resultTypes: ["violations", "incomplete"], elementRef: true, iframes: false,
        rules: Object.fromEntries([...names.keys()].map((name) => [name, { enabled: true }])),
      });
      const rows = [];
      const key = (rule, element) => `${rule} ${element ? [...document.querySelectorAll("*")].indexOf(element) : "?"}`;
      const show = (element) => element ? element.outerHTML.slice(0, 160).replace(/\s+/g, " ") : "";
      const theirs = new Map();
      const unsure = new Set();
      for (const kind of ["violations", "incomplete"])
        for (const violation of result[kind])
          for (const node of violation.nodes) {
            const rule = names.get(violation.id);
            if (kind === "incomplete") unsure.add(key(rule, node.element));
            else theirs.set(key(rule, node.element),
              { rule, what: violation.id, html: show(node.element), why: node.failureSummary.split("\n").slice(1).join(" ") });
          }
      const mine = new Map();
      for (const finding of findings) {
        const element = document.querySelector(finding.selector);
        mine.set(key(finding.rule, element), { ...finding, html: show(element) });
      }
      // A page-wide finding may be pinned to another element.
      const wide = new Set(["a11y/page-title", "a11y/main-landmark", "a11y/one-h1", "a11y/role-owned"]);
      const has = (map, rule) => [...map.keys()].some((one) => one.startsWith(`${rule} `));
      for (const [at, one] of mine) {
        const both = theirs.has(at) || (wide.has(one.rule) && has(theirs, one.rule));
        rows.push([one.rule, both ? "both" : unsure.has(at) ? "axe unsure" : "gazette only", one.html, one.message]);
      }
      for (const [at, one] of theirs)
        if (!mine.has(at) && !(wide.has(one.rule) && has(mine, one.rule)))
          rows.push([one.rule, "axe only", one.html, `${one.what}: ${one.why}`]);
      return rows;
    }, { findings, ours: [...ours] });
    const seen = new Map();
    for (const [rule, verdict, html, message] of rows) {
      const count = totals.get(rule) ?? { both: 0, "axe unsure": 0, "gazette only": 0, "axe only": 0 };
      ++count[verdict];
      totals.set(rule, count);
      const shown = seen.get(rule + verdict) ?? 0;
      seen.set(rule + verdict, shown + 1);
      if (verdict.endsWith("only") && shown < 3) console.log(`${file}\n  ${verdict}  ${rule}  ${message}\n    ${html}`);
    }
  } catch (error) {
    console.log(`${file}: ${String(error).split("\n")[0]}`);
  }
  await page.close();
}
await browser.close();
console.log("\nrule                              both  axe unsure  gazette only  axe only");
for (const [rule, count] of [...totals].sort())
  console.log(`${rule.padEnd(32)}${String(count.both).padStart(6)}${String(count["axe unsure"]).padStart(12)}` +
    `${String(count["gazette only"]).padStart(14)}${String(count["axe only"]).padStart(10)}`);
