// The site under test, its pages, and the browser. GAZETTE_SITE names another folder than the project's own site/.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(process.env.GAZETTE_SITE ?? path.join(here, "../../../site"));
export const artefacts = path.resolve(process.env.GAZETTE_ARTEFACTS ?? path.join(here, "../artefacts"));

export function files(ending, folder = root, prefix = "") {
  const found = [];
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) found.push(...files(ending, path.join(folder, entry.name), `${prefix}${entry.name}/`));
    else if (entry.name.endsWith(ending)) found.push(prefix + entry.name);
  }
  return found.sort();
}

/// Addresses of all pages that stand on their own; the pages that only send a reader on are left out.
export function pages() {
  if (!fs.existsSync(path.join(root, "index.html"))) {
    throw new Error(`There is no built site in ${root}: run "make site" first, or set GAZETTE_SITE.`);
  }
  return files(".html")
    .filter((file) => !/http-equiv="refresh"/i.test(read(file)))
    .map((file) => `/${file.replace(/(^|\/)index\.html$/, "$1")}`);
}

export const read = (file) => fs.readFileSync(path.join(root, file), "utf8");
export const source = (address) => read(`${address.slice(1)}${address.endsWith("/") ? "index.html" : ""}`);

/// The part of the addresses that comes before the site's own: "/" or "/reports/".
export function basePath() {
  const canonical = /<link rel="canonical" href="([^"]*)"/.exec(source("/"));
  return canonical ? new URL(canonical[1]).pathname : "/";
}

/// A built site other than the one under test, at a free port, from the root of its host.
export const readOnlyServer = (folder) => serve(folder, "/");

/// Chromium with a home folder of its own, which goes when it is closed.
export async function launch() {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "gazette-browser-"));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    env: { ...process.env, HOME: profile },
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  browser.on("disconnected", () => fs.rmSync(profile, { recursive: true, force: true }));
  return browser;
}

export async function open() {
  const server = await serve(root, basePath());
  const browser = await launch();
  const close = async () => {
    await browser.close();
    server.close();
  };
  const address = (page) => server.origin + server.base + page.slice(1);
  return { browser, origin: server.origin, address, close };
}

/// Whatever a page complains of: messages, failed requests, requests to others, policy violations.
export function listen(page, origin) {
  const complaints = [];
  page.on("console", (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`script error: ${error.message}`));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // Leaving a page before its icon has come is no fault of the page.
    if (reason !== "net::ERR_ABORTED") complaints.push(`failed: ${request.url()} ${reason}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) complaints.push(`third party: ${request.url()}`);
  });
  page.on("response", (response) => {
    const isPage = response.request().isNavigationRequest();
    if (response.status() >= 400 && !isPage) complaints.push(`status ${response.status()}: ${response.url()}`);
  });
  return complaints;
}

/// Runs `work` for each item, `count` at a time, in order.
export async function each(items, count, work) {
  const queue = items.map((item, index) => [item, index]);
  await Promise.all(
    Array.from({ length: count }, async (_, worker) => {
      for (let next = queue.shift(); next; next = queue.shift()) await work(...next, worker);
    })
  );
}
