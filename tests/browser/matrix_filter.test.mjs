// The filter of the responsibility matrix: by board and role, told aloud, kept in the address; without scripts a list of links.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe } from "./lib/checks.mjs";
import { listen, open, pages, source } from "./lib/site.mjs";

let site;
before(async () => {
  site = await open();
});
after(() => site?.close());

/// The page with the matrix, in a context of its own; fails when it complains of anything.
async function visit(query, options, work) {
  const address = pages().find((page) => !page.endsWith("/print/") && source(page).includes('class="matrix-filter"'));
  assert.ok(address, "no page holds the matrix");
  const context = await site.browser.newContext(options);
  const page = await context.newPage();
  const complaints = listen(page, site.origin);
  await page.goto(site.address(address) + query);
  await work(page);
  assert.deepEqual(complaints, []);
  await context.close();
}

const said = (page) => page.locator(".filter [role=status]").textContent();
const visibleTopics = (page) =>
  page.locator("table.matrix-topics tr[data-topic]:visible").evaluateAll((rows) => new Set(rows.map((row) => row.dataset.topic)).size);
const parameters = (page) => Object.fromEntries(new URL(page.url()).searchParams);

test("a choice of board and role hides the other topics and says how many are left", async () => {
  await visit("", {}, async (page) => {
    const all = await visibleTopics(page);
    const board = await page.locator("select option").nth(1).getAttribute("value");
    await page.selectOption(".filter select", board);
    await page.locator(".filter input[value=leads]").check();
    const left = await visibleTopics(page);
    assert.ok(left > 0 && left < all);
    assert.match(await said(page), new RegExp(`\\b${left}\\b.*\\b${all}\\b`));
    assert.deepEqual(parameters(page), { board, role: "leads" });
    for (const lead of await page.locator("tr[data-topic]:visible").evaluateAll((rows) => rows.map((row) => row.dataset.lead))) {
      assert.ok(lead.split(" ").includes(board));
    }
    assert.deepEqual((await axe(page)).violations, []);
    await page.locator(".filter button").click();
    assert.equal(await visibleTopics(page), all);
    assert.deepEqual(parameters(page), {});
  });
});

test("an address with a choice opens with it, and one that makes no sense shows all", async () => {
  await visit("?role=gaps", {}, async (page) => {
    assert.equal(await page.locator(".filter input[value=gaps]").isChecked(), true);
    assert.equal(await page.locator("table.matrix-topics tr[data-topic]:not([data-gap]):visible").count(), 0);
  });
  await visit("?board=nobody&role=king", {}, async (page) => {
    assert.equal(await page.locator("tr[data-topic]:not(:visible)").count(), 0);
  });
});

test("a link to a topic finds its row even when it was filtered out", async () => {
  await visit("?role=gaps", {}, async (page) => {
    const row = page.locator("table.matrix-topics tr[data-topic]:not([data-gap])").first();
    assert.equal(await row.isVisible(), false);
    const id = await row.getAttribute("id");
    await page.evaluate((anchor) => (location.hash = anchor), id);
    await row.waitFor({ state: "visible" });
  });
});

test("the filter works by keyboard and fits a phone", async () => {
  await visit("", { viewport: { width: 320, height: 640 } }, async (page) => {
    await page.locator(".filter select").focus();
    await page.keyboard.press("ArrowDown");
    await page.waitForURL(({ searchParams }) => searchParams.get("board"));
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.waitForURL(({ searchParams }) => searchParams.get("role") === "leads");
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
  });
});

test("without scripts the boards are a list of links", async () => {
  await visit("", { javaScriptEnabled: false }, async (page) => {
    assert.ok((await page.locator(".matrix-filter a").count()) > 1);
    assert.equal(await page.locator("tr[data-topic]:not(:visible)").count(), 0);
  });
});
