// The search page on a site made here: hostile questions, other scripts, the history, and an index of nothing.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./lib/server.mjs";

const program = process.env.GAZETTE ?? path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../build/release/gazette");
let folder;
let browser;
let server;
const build = (files) => {
  const project = fs.mkdtempSync(path.join(folder, "site-"));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(project, name)), { recursive: true });
    fs.writeFileSync(path.join(project, name), text);
  }
  const made = spawnSync(program, ["build", project], { encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
  return path.join(project, "site");
};
const page = (title, body) => `---\ntitle: "${title}"\n---\n${body}\n`;

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "gazette-search-test-"));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
  server = await serve(build({
    "content/site.yaml": "title: Words\nbase_url: https://example.org/\n",
    "content/_index.md": page("Home", "The start."),
    "content/search.md": "---\ntitle: Search\nlayout: search\n---\n[Home](_index.md)\n",
    "content/welsh.md": page("Tŷ a thân", "Gwasanaeth i blant yn y tŷ."),
    "content/arabic.md": page("أطفال", "حماية الأَطفال في المدينة."),
    "content/chinese.md": page("保护儿童", "我们保护所有的儿童和青少年。"),
    "content/greek.md": page("Άνθρωποι", "Όλοι οι άνθρωποι."),
    "content/signs.md": page("Less <b>bold</b> & more", "## The \\<script\\> element\n\nWrite \\<script\\>alert(1)\\</script\\> with care, café owners."),
    "content/hub.md": page("Referrals", "## Where to go\n\nThe Multi-Agency Safeguarding Hub (MASH) takes referrals.\n\n## Later\n\nNothing about it."),
    "content/data/glossary.csv": "term,expansion\nMASH,Multi-Agency Safeguarding Hub\n",
  }));
});
after(async () => {
  await browser?.close();
  server?.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/// A window on the search page that fails the test on any message, and a way to ask.
async function open(origin, query = "") {
  const view = await browser.newPage();
  const said = [];
  view.on("console", (message) => said.push(message.text()));
  view.on("pageerror", (error) => said.push(String(error)));
  view.on("dialog", () => said.push("a dialog"));
  await view.goto(`${origin}/search/${query}`);
  const titles = () => view.locator(".results .page-title").allTextContents();
  const ask = async (text) => {
    await view.evaluate(() => (document.getElementById("status").textContent = ""));
    await view.locator("#search-input").fill(text);
    await view.keyboard.press("Enter");
    await view.waitForFunction(() => document.getElementById("status").textContent !== "");
    return titles();
  };
  return { view, ask, titles, said };
}

test("every script is searched, with or without accents", async () => {
  const { view, ask, said } = await open(server.origin);
  for (const [query, title] of [
    ["ty", "Tŷ a thân"], ["TŶ", "Tŷ a thân"], ["ty\u0302", "Tŷ a thân"],
    ["الأطفال", "أطفال"], ["اطفال", "أطفال"], ["儿童", "保护儿童"], ["童", "保护儿童"], ["青少年", "保护儿童"],
    ["ανθρωποι", "Άνθρωποι"], ["ΆΝΘΡΩΠΟΙ", "Άνθρωποι"], ["cafe", "Less <b>bold</b> & more"],
    ["what does MASH mean", "MASH"], ["referals", "Referrals"],
  ]) {
    const found = await ask(query);
    assert.equal(found[0], title, `${query}: ${found}`);
  }
  // A short form finds its long form and the reverse: the glossary's entry, and the page that is about it.
  for (const query of ["mash", "multi-agency safeguarding hub"]) {
    const found = await ask(query);
    for (const title of ["MASH", "Referrals"]) assert.ok(found.slice(0, 3).includes(title), `${query}: ${found}`);
  }
  assert.deepEqual(said, []);
  await view.close();
});

test("no question breaks the page or gets into it", async () => {
  const { view, ask, said } = await open(server.origin);
  for (const query of [
    "<img src=x onerror=alert(1)>", "\"><script>alert(1)</script>", "'", "\"", "&amp;", "{query} {count}", "__proto__", "constructor toString",
    "a", "the of and", "2019/20", "...", "😀", "\\", "%E0%A4%A", "x".repeat(1000), "word ".repeat(200), "\u202e\u0000",
  ]) {
    await ask(query).catch((error) => { throw new Error(`${query.slice(0, 40)}: ${error.message}`); });
    assert.equal(await view.locator("#search-results img, #search-results script").count(), 0);
  }
  const found = await ask("script");
  assert.equal(found[0], "Less <b>bold</b> & more");
  assert.equal(await view.locator(".result-part").first().getAttribute("href"), "/signs/#the-script-element");
  assert.match(await view.locator(".result-extract").first().textContent(), /<script>alert\(1\)<\/script>/);
  assert.deepEqual(said, []);
  await view.close();
});

test("a result links the section that answers, and the section is there", async () => {
  const { view, ask } = await open(server.origin);
  await ask("takes referrals hub");
  const place = view.locator(".result-part").first();
  assert.equal(await place.textContent(), "Where to go");
  await place.focus();
  await view.keyboard.press("Enter");
  await view.waitForURL(/\/hub\/#where-to-go$/);
  assert.ok(await view.locator("#where-to-go").isVisible());
  await view.close();
});

test("the address says what was asked, and Back goes to the question before", async () => {
  const { view, ask, titles } = await open(server.origin, "?q=plant");
  await view.waitForSelector(".results li");
  assert.equal(await view.locator("#search-input").inputValue(), "plant");
  await ask("script");
  assert.match(view.url(), /\?q=script$/);
  await ask("hub");
  await view.goBack();
  await view.waitForFunction(() => document.getElementById("search-input").value === "script");
  await view.waitForFunction(() => document.getElementById("search-count").textContent.includes("script"));
  assert.equal((await titles())[0], "Less <b>bold</b> & more");
  await view.goBack();
  await view.waitForFunction(() => document.getElementById("search-input").value === "plant");
  await view.close();
});

test("when nothing is found, words that begin alike are offered and announced", async () => {
  const { view, ask } = await open(server.origin);
  assert.deepEqual(await ask("gwasxyzq"), []);
  const offer = view.locator(".search-instead a").first();
  assert.equal(await offer.textContent(), "gwasanaeth");
  assert.match(await view.locator("#status").textContent(), /gwasanaeth/);
  await offer.click();
  await view.waitForSelector(".results li");
  await view.close();
});

test("an index of nothing is searched without a fault", async () => {
  const empty = await serve(build({
    "content/site.yaml": "title: Empty\nbase_url: https://example.org/\nlanguage: yo\n",
    "content/search.md": "---\ntitle: Search\nlayout: search\n---\n",
  }));
  const { view, ask, said } = await open(empty.origin);
  for (const query of ["anything", "a", "儿童"]) assert.deepEqual(await ask(query), []);
  assert.deepEqual(said, []);
  await view.close();
  empty.close();
});
