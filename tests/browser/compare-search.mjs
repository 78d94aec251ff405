// Puts the site's own search beside Pagefind, over the same pages: what each finds for the same questions, at which place
// the page stands that a reader would want, and how many bytes each question costs. Prints a table; fails on nothing.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./lib/server.mjs";
import { root } from "./lib/site.mjs";

/// What is typed, and what the address of a good answer holds.
const questions = [
  ["neglect", "/neglect/"],
  ["negl", "/neglect/"],
  ["neglekt", "/neglect/"],
  ["MASH", "mash"],
  ["multi-agency safeguarding hub", "mash"],
  ["safegaurding", ""],
  ["allegations", "/assurance/"],
  ["budget", "/budget/"],
  ["who does what", "/who-does-what/"],
  ["domestic abuse", ""],
  ["child protection plans", ""],
  ["worried about a child", "/worried-about-a-child/"],
  ["exploitaton", "/exploitation/"],
  ["serious case review", "/reviews/"],
];

const copy = fs.mkdtempSync(path.join(os.tmpdir(), "gazette-search-"));
fs.cpSync(root, copy, { recursive: true });
fs.rmSync(path.join(copy, "_headers"), { force: true });  // Pagefind's WebAssembly needs a looser policy than ours
const program = path.join(path.dirname(fileURLToPath(import.meta.url)), "node_modules/.bin/pagefind");
const built = spawnSync(program, ["--site", copy], { encoding: "utf8" });
if (built.status !== 0) throw new Error(built.stderr || built.stdout);

const server = await serve(copy);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
});

/// Each question in a fresh window, so that nothing is in a cache.
async function ask(query, work) {
  const page = await browser.newPage();
  const sizes = [];
  page.on("response", (response) => sizes.push(response.body().then((body) => body.length, () => 0)));
  await page.goto(`${server.origin}/404.html`);
  await page.waitForLoadState("networkidle");
  sizes.length = 0;
  const addresses = await work(page, query);
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.close();
  return { addresses, bytes };
}

async function own(query) {
  const page = await browser.newPage();
  const sizes = [];
  page.on("response", (response) => {
    if (/\.json/.test(response.url())) sizes.push(response.body().then((body) => body.length, () => 0));
  });
  await page.goto(`${server.origin}/search/?q=${encodeURIComponent(query)}`);
  await page.waitForFunction(() => document.getElementById("status").textContent !== "");
  const addresses = await page
    .locator(".results .page-title")
    .evaluateAll((links) => links.map((link) => link.pathname + link.hash));
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.close();
  return { addresses, bytes };
}

const pagefind = (query) =>
  ask(query, (page, text) =>
    page.evaluate(async (words) => {
      const engine = await import("/pagefind/pagefind.js");
      const { results } = await engine.search(words);
      const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
      return shown.map((result) => result.url);
    }, text)
  );

const place = (addresses, wanted) => {
  if (!wanted) return addresses.length ? "found" : "–";
  const at = addresses.findIndex((address) => address.toLowerCase().includes(wanted));
  return at < 0 ? "–" : String(at + 1);
};

console.log(`| Question | Place, ours | Place, Pagefind | Bytes, ours | Bytes, Pagefind |\n|---|---|---|---|---|`);
const total = [0, 0];
for (const [query, wanted] of questions) {
  const a = await own(query);
  const b = await pagefind(query);
  total[0] += a.bytes;
  total[1] += b.bytes;
  console.log(`| ${query} | ${place(a.addresses, wanted)} | ${place(b.addresses, wanted)} | ${a.bytes} | ${b.bytes} |`);
}
console.log(`| mean | | | ${Math.round(total[0] / questions.length)} | ${Math.round(total[1] / questions.length)} |`);
await browser.close();
server.close();
fs.rmSync(copy, { recursive: true, force: true });
