// Pictures of the main pages for people to look at, in artefacts/: wide and narrow, light, dark, forced colours and as
// printed. With `--home FILE` only the first screen of the home page, as docs/images/home.png shows it.
import fs from "node:fs";
import { artefacts, open, pages } from "./lib/site.mjs";

const main = (all) => {
  const wanted = ["/", "/worried-about-a-child/", "/who-does-what/", "/who-does-what/lscp/", "/glossary/", "/search/", "/404.html"];
  const chapters = all.filter((address) => /report.*\/(neglect|indicators|budget|data)\/$/.test(address));
  const landing = all.filter((address) => /^\/annual-report\/[^/]+\/$/.test(address));
  const chosen = [...wanted.filter((address) => all.includes(address)), ...landing, ...chapters];
  return chosen.length > 3 ? chosen.slice(0, 12) : all.slice(0, 12);
};

const site = await open();
const picture = process.argv.indexOf("--home");
if (picture > 0) {
  const page = await site.browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(site.address("/"));
  await page.screenshot({ path: process.argv[picture + 1] });
} else {
  fs.mkdirSync(artefacts, { recursive: true });
  for (const [name, size, media] of [
    ["1280-light", { width: 1280, height: 800 }, { colorScheme: "light" }],
    ["1280-dark", { width: 1280, height: 800 }, { colorScheme: "dark" }],
    ["360-light", { width: 360, height: 740 }, { colorScheme: "light" }],
    ["360-dark", { width: 360, height: 740 }, { colorScheme: "dark" }],
    ["1280-forced", { width: 1280, height: 800 }, { forcedColors: "active" }],
    ["print", { width: 794, height: 1123 }, { media: "print" }],
  ]) {
    const page = await site.browser.newPage({ viewport: size });
    await page.emulateMedia(media);
    for (const address of main(pages())) {
      await page.goto(site.address(address));
      const file = `${artefacts}/${address.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "home"}.${name}`;
      if (name === "print") await page.pdf({ path: `${file}.pdf`, preferCSSPageSize: true, tagged: true, outline: true });
      else await page.screenshot({ path: `${file}.png`, fullPage: true });
    }
    await page.close();
  }
  console.log(`Pictures are in ${artefacts}`);
}
await site.close();
