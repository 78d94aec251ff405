// What a question costs on sites of 100, 1,000 and 10,000 pages: bytes packed with gzip, first visit, nothing in a cache.
// The text is made of the words of this repository's pages, each as often as it stands there, so that common words are
// common and rare ones rare. Not part of the tests: it takes minutes.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { serve } from "./lib/server.mjs";

const top = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.GAZETTE ?? path.join(top, "build/release/gazette");
const counts = process.argv.slice(2).map(Number);
if (!counts.length) counts.push(100, 1000, 10000);
const questions = ["children", "safeguarding partnership", "child protection plans", "who do I tell about neglect", "MASH", "exploitaton", "negl", "budget 4711", "training for schools and nurseries in Solihull"];

let state = 1;
const random = () => (state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296;
const pages = fs.readdirSync(path.join(top, "content"), { recursive: true }).filter((name) => name.endsWith(".md"));
const words = pages.flatMap((name) => fs.readFileSync(path.join(top, "content", name), "utf8").match(/[A-Za-z][a-z]+/g) ?? []);
// Each page has names and numbers of its own: the list of words grows with the site, as it does in life.
const own = () => Array.from({ length: 3 + Math.floor(random() * 6) }, () => "bcdfghklmnprst"[Math.floor(random() * 14)] + "aeiou"[Math.floor(random() * 5)]).join("");
const sentence = () => {
  const some = Array.from({ length: 8 + Math.floor(random() * 12) }, () => (random() < 0.01 ? own() : words[Math.floor(random() * words.length)]));
  return `${some.join(" ").replace(/^./, (c) => c.toUpperCase())}.`;
};
const title = () => Array.from({ length: 3 }, () => words[Math.floor(random() * words.length)]).join(" ");

function makeSite(folder, count) {
  const content = path.join(folder, "content");
  fs.mkdirSync(path.join(content, "data"), { recursive: true });
  fs.writeFileSync(path.join(content, "site.yaml"), "title: Size\nbase_url: https://example.org/\n");
  fs.writeFileSync(path.join(content, "_index.md"), "---\ntitle: Home\n---\n");
  fs.writeFileSync(path.join(content, "search.md"), "---\ntitle: Search\nlayout: search\n---\n");
  fs.copyFileSync(path.join(top, "content/data/glossary.csv"), path.join(content, "data/glossary.csv"));
  for (let i = 0; i < count; i++) {
    const section = path.join(content, `part-${Math.floor(i / 100)}`);
    if (i % 100 === 0) {
      fs.mkdirSync(section);
      fs.writeFileSync(path.join(section, "_index.md"), `---\ntitle: Part ${i / 100}\n---\n`);
    }
    const body = Array.from({ length: 4 }, () => `## ${title()}\n\n${Array.from({ length: 8 }, sentence).join(" ")}`).join("\n\n");
    fs.writeFileSync(path.join(section, `page-${i}.md`), `---\ntitle: "${title()} ${i}"\ndescription: "${sentence()}"\nterms: off\n---\n${body}\n`);
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
});
console.log("| Pages | Index files | Index, packed | Mean of a question | Most | for |\n|---|---|---|---|---|---|");
for (const count of counts) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gazette-size-"));
  makeSite(folder, count);
  execFileSync(program, ["build", folder], { stdio: ["ignore", "ignore", "ignore"] });
  const server = await serve(path.join(folder, "site"));
  const index = fs.readdirSync(path.join(folder, "site/search")).filter((name) => name.endsWith(".json"));
  const whole = index.reduce((sum, name) => sum + gzipSync(fs.readFileSync(path.join(folder, "site/search", name))).length, 0);
  const costs = [];
  for (const query of questions) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const sizes = [];
    page.on("response", (response) => {
      if (/\.json/.test(response.url())) sizes.push(response.body().then((body) => gzipSync(body).length, () => 0));
    });
    await page.goto(`${server.origin}/search/?q=${encodeURIComponent(query)}`);
    await page.waitForFunction(() => document.getElementById("status").textContent !== "");
    costs.push([(await Promise.all(sizes)).reduce((sum, size) => sum + size, 0), query]);
    await context.close();
  }
  costs.sort((a, b) => b[0] - a[0]);
  const mean = costs.reduce((sum, [bytes]) => sum + bytes, 0) / costs.length;
  const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
  console.log(`| ${count} | ${index.length} | ${kb(whole)} | ${kb(mean)} | ${kb(costs[0][0])} | ${costs[0][1]} |`);
  server.close();
  fs.rmSync(folder, { recursive: true, force: true });
}
await browser.close();
