// Checks that run inside a page. Each gives a list of findings, empty when all is well.
import fs from "node:fs";
import { createRequire } from "node:module";

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
export const aaa = ["wcag2aaa", "wcag21aaa", "wcag22aaa"];

/// axe-core's findings as short lines: those of level AAA as `advice`, all others as `violations`. Either `tags` or the
/// ids of `rules` choose what is asked.
export async function axe(page, { tags = levels, rules } = {}) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  return page.evaluate(
    async ({ tags, rules, aaa }) => {
      // Rules of level AAA are off unless asked for by name; rules that are still experiments stay off.
      const wanted = window.axe.getRules(tags).filter((rule) => !rule.tags.includes("experimental"));
      const named = wanted.map(({ ruleId }) => [ruleId, { enabled: true }]);
      const options = rules
        ? { runOnly: { type: "rule", values: rules } }
        : { runOnly: { type: "tag", values: tags }, rules: Object.fromEntries(named) };
      const result = await window.axe.run(document, { ...options, resultTypes: ["violations"] });
      const lines = (list) =>
        list.flatMap((violation) =>
          violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`)
        );
      const isAdvice = (violation) => violation.tags.some((tag) => aaa.includes(tag));
      return {
        violations: lines(result.violations.filter((violation) => !isAdvice(violation))),
        advice: lines(result.violations.filter(isAdvice)),
      };
    },
    { tags, rules, aaa }
  );
}

/// Nothing may make the page wider than the window, tables and charts in scroll regions apart.
export function sideways(page) {
  return page.evaluate(() => {
    const extra = document.documentElement.scrollWidth - window.innerWidth;
    if (extra <= 0) return [];
    const wide = [...document.querySelectorAll("body *")]
      .filter((element) => {
        if (element.closest(".scroll")) return false;
        const { left, right } = element.getBoundingClientRect();
        return right > window.innerWidth + 1 || (document.dir === "rtl" && left < -1);
      })
      .slice(-3)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
    return [`the page scrolls sideways by ${extra} px: ${wide.join(", ")}`];
  });
}

/// Text that its own box cuts off.
export function clipped(page) {
  return page.evaluate(() => {
    const findings = [];
    for (const element of document.querySelectorAll("body *")) {
      const style = getComputedStyle(element);
      const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
      if (!hides || element.closest(".vh, svg, [popover]") || !element.textContent.trim()) continue;
      if (element.scrollWidth <= element.clientWidth + 1 && element.scrollHeight <= element.clientHeight + 1) continue;
      // Something is cut off; a drawing may be.
      const box = element.getBoundingClientRect();
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      while (texts.nextNode()) {
        if (!texts.currentNode.data.trim()) continue;
        range.selectNodeContents(texts.currentNode);
        const { left, right, top, bottom } = range.getBoundingClientRect();
        if (left < box.left - 1 || right > box.right + 1 || top < box.top - 1 || bottom > box.bottom + 1) {
          findings.push(`text is cut off in ${element.tagName.toLowerCase()}.${element.className}: ${texts.currentNode.data.trim().slice(0, 40)}`);
          break;
        }
      }
    }
    return findings;
  });
}

/// WCAG 2.5.8: 24 by 24 CSS px, links within a sentence apart, or a free circle of that size round the middle.
export function targets(page) {
  return page.evaluate(() => {
    const visible = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(".skip, .vh")
    );
    const boxes = visible.map((element) => element.getBoundingClientRect());
    const inSentence = (element) => {
      if (getComputedStyle(element).display !== "inline" && !element.matches(".term")) return false;
      const block = element.closest("p, li, td, th, dd, dt, caption, figcaption, blockquote, summary");
      return Boolean(block) && block.textContent.trim().length > element.textContent.trim().length;
    };
    const findings = [];
    visible.forEach((element, i) => {
      const box = boxes[i];
      if (box.width === 0 || (box.width >= 23.9 && box.height >= 23.9) || inSentence(element)) return;
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      const near = boxes.some((other, j) => {
        if (i === j || other.width === 0) return false;
        const dx = Math.max(other.left - x, 0, x - other.right);
        const dy = Math.max(other.top - y, 0, y - other.bottom);
        return Math.hypot(dx, dy) < 12;
      });
      if (near) findings.push(`target ${Math.round(box.width)} by ${Math.round(box.height)} px: ${element.outerHTML.slice(0, 100)}`);
    });
    return findings;
  });
}

/// Walks through the Tab stops of a page, `limit` at most: each must show its focus, and nothing may cover it.
export async function focusStops(page, limit) {
  const findings = [];
  let stops = 0;
  for (; stops < limit; stops++) {
    await page.keyboard.press("Tab");
    const finding = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return "end";
      const style = getComputedStyle(element);
      const name = element.outerHTML.slice(0, 90);
      const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `focus does not show: ${name}`;
      const left = Math.max(box.left, 0);
      const right = Math.min(box.right, window.innerWidth);
      const top = Math.max(box.top, 0);
      const bottom = Math.min(box.bottom, window.innerHeight);
      if (right - left < 1 || bottom - top < 1) return `focus is out of sight: ${name}`;
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (hit && !element.contains(hit) && !hit.contains(element)) return `focus is covered by ${hit.outerHTML.slice(0, 60)}: ${name}`;
      return "";
    });
    if (finding === "end") break;
    if (finding) findings.push(finding);
  }
  return { stops, findings };
}

/// What moves by itself, or glides while it scrolls: nothing may where less motion is asked for.
export function moving(page) {
  return page.evaluate(() => {
    const findings = document.getAnimations().map((animation) => `moves: ${animation.animationName ?? animation.transitionProperty}`);
    if (getComputedStyle(document.documentElement).scrollBehavior === "smooth") findings.push("scrolls smoothly");
    return findings;
  });
}

/// The reader's own spacing of WCAG 1.4.12, as a style sheet that the page's policy lets in.
export async function spaceText(page) {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}"
    );
    document.adoptedStyleSheets = [sheet];
  });
}

export async function enlargeText(page, percent) {
  await page.evaluate((size) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`html{font-size:${size}%!important}`);
    document.adoptedStyleSheets = [sheet];
  }, percent);
}

/// Takes back what spaceText and enlargeText did.
export async function plainText(page) {
  await page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
}
