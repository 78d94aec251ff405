// What a reader does: menus, definitions, leaving quickly, searching; with keyboard, mouse and touch, with and without scripts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe } from "./lib/checks.mjs";
import { listen, open, pages, source } from "./lib/site.mjs";

let site;
before(async () => {
  site = await open();
});
after(() => site?.close());

const narrow = { width: 320, height: 640 };

/// The first page that holds `markup`.
function pageWith(markup) {
  const found = pages().find((address) => source(address).includes(markup));
  assert.ok(found, `no page holds ${markup}`);
  return found;
}

/// A page in a context of its own; fails when it complains of anything.
async function visit(address, options, work) {
  const context = await site.browser.newContext(options);
  const page = await context.newPage();
  const complaints = listen(page, site.origin);
  await page.goto(site.address(address));
  await work(page, context);
  assert.deepEqual(complaints, []);
  await context.close();
}

const active = (page) => page.evaluate(() => document.activeElement.className);

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with scripts" : "without scripts";

  test(`the main menu opens and closes on a phone ${how}`, async () => {
    await visit("/", { viewport: narrow, javaScriptEnabled }, async (page) => {
      const menu = page.locator("#menu");
      assert.equal(await menu.isVisible(), false);
      await page.locator(".menu-button").focus();
      await page.keyboard.press("Enter");
      assert.equal(await menu.isVisible(), true);
      assert.ok((await menu.locator("nav a").count()) > 1);
      await page.keyboard.press("Escape");
      assert.equal(await menu.isVisible(), false);
      assert.match(await active(page), /menu-button/);
      await page.locator(".menu-button").click();
      await menu.locator(".menu-close").click();
      assert.equal(await menu.isVisible(), false);
    });
  });

  test(`a definition opens and closes by keyboard ${how}`, async () => {
    await visit(pageWith('class="term"'), { javaScriptEnabled }, async (page) => {
      const term = page.locator("button.term").first();
      const tip = page.locator(`[id="${await term.getAttribute("popovertarget")}"]`);
      await term.focus();
      assert.equal(await tip.isVisible(), false, "nothing opens on focus");
      await page.keyboard.press("Enter");
      assert.equal(await tip.isVisible(), true);
      assert.equal(await active(page), "term");
      // Popovers tell of their opening in a task of its own: the words may come a moment later.
      if (javaScriptEnabled) await page.locator("#status").filter({ hasText: /\S/ }).waitFor({ state: "attached", timeout: 10_000 });
      const controls = await tip.locator("a, button").count();
      for (let i = 0; i < controls; i++) await page.keyboard.press("Tab");
      assert.equal(await active(page), "tip-c");
      await page.keyboard.press("Escape");
      assert.equal(await tip.isVisible(), false);
      assert.equal(await active(page), "term");
      await page.keyboard.press("Space");
      assert.equal(await tip.isVisible(), true);
    });
  });

  test(`a definition opens and closes by mouse and by touch ${how}`, async () => {
    const options = { viewport: narrow, hasTouch: true, javaScriptEnabled };
    await visit(pageWith('class="term"'), options, async (page) => {
      const term = page.locator("button.term").first();
      const tip = page.locator(`[id="${await term.getAttribute("popovertarget")}"]`);
      await term.hover();
      assert.equal(await tip.isVisible(), false, "nothing opens on hovering");
      await term.click();
      assert.equal(await tip.isVisible(), true);
      const box = await tip.boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= narrow.width, `the definition is cut off: ${JSON.stringify(box)}`);
      assert.ok(box.y >= 0 && box.y + box.height <= narrow.height, `the definition is cut off: ${JSON.stringify(box)}`);
      await tip.locator(".tip-c").tap();
      assert.equal(await tip.isVisible(), false);
      await term.tap();
      assert.equal(await tip.isVisible(), true);
      await page.locator(".wordmark, h1").last().dispatchEvent("pointerdown");
      await term.tap();
      assert.equal(await tip.isVisible(), false);
    });
  });
}

test("an open definition passes axe", async () => {
  await visit(pageWith('class="term"'), { viewport: narrow, colorScheme: "dark" }, async (page) => {
    await page.locator("button.term").first().click();
    assert.deepEqual((await axe(page)).violations, []);
  });
});

test("on paper a definition is written out, and details are open", async () => {
  await visit(pageWith('class="tip" '), {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    // Where the full name stands beside the term already, it is not printed a second time.
    assert.equal(await page.locator(".tip:not(.tip-beside) .tip-x").first().isVisible(), true);
    assert.equal(await page.locator(".tip-c").first().isVisible(), false);
    assert.equal(await page.locator(".masthead").isVisible(), false);
    for (const details of await page.locator("details").all()) {
      assert.ok((await details.boundingBox()).height > (await details.locator("summary").boundingBox()).height + 5);
    }
  });
});

test("the section menu names the page one is on, and opens on a phone", async () => {
  const address = pages().find((each) => /id="section-menu"[\s\S]*aria-current="page"[\s\S]*<main/.test(source(each)));
  assert.ok(address, "no page is marked in its section menu");
  await visit(address, { viewport: narrow, javaScriptEnabled: false }, async (page) => {
    await page.locator(".side-button").click();
    assert.equal(await page.locator("#section-menu [aria-current=page]").isVisible(), true);
  });
});

test("the contents list marks the heading that is being read", async () => {
  await visit(pageWith('class="contents"'), { viewport: { width: 1280, height: 700 } }, async (page) => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
    await page.waitForSelector(".contents a[aria-current=location]");
    assert.equal(await page.locator(".contents a[aria-current=location]").count(), 1);
  });
});

test("leaving quickly: button, and Shift three times, but not Shift while typing", async () => {
  const address = pageWith("data-exit=");
  for (const leave of ["button", "first link", "keys"]) {
    const context = await site.browser.newContext();
    const page = await context.newPage();
    const asked = [];
    await context.route(
      (url) => url.origin !== site.origin,
      (route) => {
        asked.push(route.request().url());
        return route.fulfill({ body: "<title>elsewhere</title>", contentType: "text/html" });
      }
    );
    await page.goto(site.address(address));
    const target = await page.locator(".exit-button").getAttribute("href");
    if (leave === "button") {
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      assert.match(await active(page), /skip/, "a second link stands beside the skip link, for those who begin at the top");
      assert.equal(await page.evaluate(() => document.activeElement.href), target);
      await page.keyboard.press("Tab");
      assert.match(await active(page), /exit-button/);
      await page.keyboard.press("Enter");
    } else if (leave === "first link") {
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
    } else {
      for (let i = 0; i < 4; i++) await page.keyboard.press("Shift+a");
      await page.keyboard.press("Shift");
      await page.keyboard.press("Shift");
      assert.notEqual(await page.locator("#status").textContent(), "");
      assert.equal(page.url(), site.address(address));
      await page.keyboard.press("Shift");
    }
    await page.waitForURL((url) => url.origin !== site.origin);
    assert.ok(asked[0].startsWith(target), `${asked[0]} is not ${target}`);
    await context.close();
  }
});

test("search finds a word, half a word, a slip and a short form, and its address can be shared", async (t) => {
  const address = pageWith('id="search-form"');
  await visit(address, {}, async (page) => {
    let bytes = 0;
    page.on("response", async (response) => {
      if (response.url().endsWith(".json") || response.url().includes(".json?")) bytes += (await response.body()).length;
    });
    const ask = async (query) => {
      await page.locator("#search-input").fill(query);
      await page.keyboard.press("Enter");
      await page.waitForFunction((text) => document.getElementById("search-count").textContent.includes(text), query.trim());
      return page.locator(".results > li").allTextContents();
    };
    const whole = await ask("safeguarding");
    assert.ok(whole.length > 0, "nothing found for safeguarding");
    assert.ok((await page.locator(".results mark").count()) > 0, "no word is highlighted");
    assert.equal(await page.locator("#status").textContent(), await page.locator("#search-count").textContent());
    assert.ok((await ask("safegu")).length > 0, "nothing found for half a word");
    assert.ok((await ask("safegaurding")).length > 0, "nothing found for a slip");
    assert.equal((await ask("qqqqzzzz")).length, 0);
    assert.deepEqual((await axe(page)).violations, []);
    await ask("safeguarding");
    assert.match(page.url(), /\?q=safeguarding$/);
    assert.deepEqual((await axe(page)).violations, []);
    t.diagnostic(`five queries fetched ${Math.round(bytes / 1024)} KB before compression`);
  });
  await visit(`${address}?q=safeguarding`, {}, async (page) => {
    await page.waitForSelector(".results > li a");
    await page.keyboard.press("Tab");
  });
});

test("every page's own search leads to the search page", async () => {
  for (const address of ["/", pageWith('class="contents"')]) {
    await visit(address, {}, async (page) => {
      await page.locator("input[type=search]:visible").first().fill("children");
      await page.keyboard.press("Enter");
      await page.waitForSelector(".results > li a");
    });
  }
});

test("without scripts the search page offers other ways", async () => {
  await visit(pageWith('id="search-form"'), { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator("#search-results").isVisible(), false);
    assert.ok((await page.locator("main .prose a").count()) > 0);
  });
});
