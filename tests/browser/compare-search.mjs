// Puts the site's own search beside Pagefind (npm install --no-save pagefind), over the same pages: what each finds for
// the questions that parents and professionals ask, at which place an answer stands that a reader would want, and how many
// bytes a first question costs. Prints tables; without Pagefind our own column alone. Fails on nothing.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { serve } from "./lib/server.mjs";
import { root } from "./lib/site.mjs";

const report = "/annual-report/2019-20/";

/// What is typed, and the addresses of which one should come first. An address without `#` stands for all of its page.
const questions = [
  // Parents, carers, children, neighbours
  ["report abuse", "/worried-about-a-child/"],
  ["phone number", "/contact/", "/worried-about-a-child/"],
  ["who do I call", "/contact/", "/worried-about-a-child/"],
  ["worried about a child", "/worried-about-a-child/"],
  ["child in danger", "/worried-about-a-child/"],
  ["child being harmed", "/worried-about-a-child/"],
  ["help for my family", `${report}early-help/`, "/worried-about-a-child/"],
  ["how do I complain", "/contact/", "/accessibility-statement/"],
  ["clear browser history", "/staying-safe-online/"],
  ["leave this site quickly", "/staying-safe-online/", "/worried-about-a-child/"],
  ["online safety", "/staying-safe-online/"],
  ["cookies", "/privacy/"],
  ["what does CAFCASS mean", "/glossary/#cafcass"],
  ["who does what", "/who-does-what/"],
  ["large print", "/contact/", "/accessibility-statement/"],
  ["mistake in the report", `${report}corrections/`, "/contact/"],
  ["latest report", "/annual-report/", report, "/"],
  ["what children say", `${report}voice-of-the-child/`],
  ["how much was spent", `${report}budget/`],
  ["teacher accused", `${report}assurance/`],
  ["unborn baby review", "/reviews/"],
  // Professionals
  ["budget", `${report}budget/`],
  ["MASH", "/glossary/#mash", "/worried-about-a-child/"],
  ["multi-agency safeguarding hub", "/glossary/#mash", "/worried-about-a-child/"],
  ["serious case review", "/reviews/", "/glossary/#scr"],
  ["SCR", "/reviews/", "/glossary/#scr"],
  ["child neglect figures", `${report}neglect/`, `${report}indicators/`, `${report}performance/`],
  ["early help", `${report}early-help/`],
  ["allegations against staff", `${report}assurance/`],
  ["LADO", "/glossary/#lado", `${report}assurance/`],
  ["ofsted inspection", `${report}inspections/`],
  ["training", "/training/"],
  ["safeguarding training courses", "/training/"],
  ["child protection plans", `${report}indicators/`, `${report}performance/`, "/glossary/#cpp"],
  ["looked after children", `${report}indicators/`, "/glossary/#lac"],
  ["graded care profile", "/glossary/#gcp2", `${report}neglect/`],
  ["section 11", `${report}audits/`, "/glossary/#s11"],
  ["case audit", `${report}audits/`],
  ["child exploitation", `${report}exploitation/`],
  ["deprivation", `${report}local-context/`],
  ["population of Solihull", `${report}local-context/`],
  ["key performance indicators", `${report}indicators/`],
  ["referral rate", `${report}indicators/`],
  ["download data", `${report}data/`],
  ["racism", `${report}challenge/`],
  ["coronavirus", `${report}challenge/`, "/training/"],
  ["health and wellbeing board", "/who-does-what/hwbb/", "/glossary/#h-and-wbb"],
  ["priorities", "/priorities/"],
  ["who funds the partnership", "/about/", `${report}budget/`],
  // Slips and halves of words
  ["exploitaton", `${report}exploitation/`],
  ["neglekt", `${report}neglect/`],
  ["acessibility", "/accessibility-statement/"],
  ["negl", `${report}neglect/`],
  ["indicat", `${report}indicators/`],
];

const folder = path.dirname(fileURLToPath(import.meta.url));
const program = process.env.PAGEFIND ?? path.join(folder, "node_modules/.bin/pagefind");
const hasPagefind = fs.existsSync(program);
const copy = fs.mkdtempSync(path.join(os.tmpdir(), "gazette-search-"));
fs.cpSync(root, copy, { recursive: true });
if (hasPagefind) {
  fs.rmSync(path.join(copy, "_headers"), { force: true });  // Pagefind's WebAssembly needs a looser policy than ours
  // The same pages for both: ours leaves out print editions, the search page and 404.html.
  const others = fs.readdirSync(copy, { recursive: true }).filter((name) => name.endsWith("print/index.html"));
  for (const name of [...others, "404.html"]) fs.rmSync(path.join(copy, name), { force: true });
  const built = spawnSync(program, ["--site", copy], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stderr || built.stdout);
} else {
  console.log("Pagefind is not installed: our own figures alone.\n");
}

const server = await serve(copy);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
});

/// A question in a fresh context, so that nothing is in a cache. `counts` says which answers are part of the search.
async function ask(address, counts, work) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const sizes = [];
  page.on("response", (response) => {
    if (counts(response.url())) sizes.push(response.body().then((body) => Math.min(body.length, gzipSync(body).length), () => 0));
  });
  await page.goto(`${server.origin}${address}`);
  const addresses = await work(page);
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await context.close();
  return { addresses, bytes };
}

const own = (query) =>
  ask(`/search/?q=${encodeURIComponent(query)}`, (url) => /\.json|search\.[0-9a-f]+\.js/.test(url), async (page) => {
    await page.waitForFunction(() => document.getElementById("status").textContent !== "");
    return page.locator(".results .page-title").evaluateAll((links) => links.map((link) => link.pathname + link.hash));
  });

const pagefind = (query) =>
  ask("/privacy/", (url) => url.includes("/pagefind/"), (page) =>
    page.evaluate(async (words) => {
      const engine = await import("/pagefind/pagefind.js");
      const { results } = await engine.search(words);
      const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
      return shown.map((result) => result.url);
    }, query)
  );

/// The place of the first good answer, from 1; 0 when there is none among the ten.
const place = (addresses, wanted) =>
  addresses.findIndex((address) => wanted.some((want) => (want.includes("#") ? address === want : address.split("#")[0] === want))) + 1;

const engines = [["ours", own], ...(hasPagefind ? [["Pagefind", pagefind]] : [])];
const totals = engines.map(() => ({ first: 0, three: 0, reciprocal: 0, bytes: 0, most: 0 }));
console.log(`| Question | ${engines.map(([name]) => `Place, ${name} | Bytes, ${name}`).join(" | ")} | First of ours |`);
console.log(`|---|${"---|---|".repeat(engines.length)}---|`);
for (const [query, ...wanted] of questions) {
  const cells = [];
  let top = "";
  for (const [i, [, engine]] of engines.entries()) {
    const { addresses, bytes } = await engine(query);
    const at = place(addresses, wanted);
    if (i === 0) top = addresses[0] ?? "";
    const total = totals[i];
    if (at === 1) total.first++;
    if (at > 0 && at <= 3) total.three++;
    if (at > 0) total.reciprocal += 1 / at;
    total.bytes += bytes;
    total.most = Math.max(total.most, bytes);
    cells.push(at || "–", bytes);
  }
  console.log(`| ${query} | ${cells.join(" | ")} | ${top} |`);
}
const share = (n) => `${((100 * n) / questions.length).toFixed(0)}%`;
console.log(`\n| ${questions.length} questions | first | among three | mean reciprocal rank | mean bytes, gzip | most |\n|---|---|---|---|---|---|`);
for (const [i, [name]] of engines.entries()) {
  const { first, three, reciprocal, bytes, most } = totals[i];
  console.log(
    `| ${name} | ${share(first)} | ${share(three)} | ${(reciprocal / questions.length).toFixed(3)} | ${Math.round(bytes / questions.length)} | ${most} |`
  );
}
await browser.close();
server.close();
fs.rmSync(copy, { recursive: true, force: true });
