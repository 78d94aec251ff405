// Lighthouse (npm install --no-save lighthouse) over ten pages of the built site, served packed and with its own headers. Prints a
// row a page; below 100 it says which audits cost it. Not part of the tests: figures of speed depend on the machine.
import { execFile } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { serve } from "./lib/server.mjs";
import { pages, root } from "./lib/site.mjs";

const program = process.env.LIGHTHOUSE ?? path.join(path.dirname(fileURLToPath(import.meta.url)), "node_modules/.bin/lighthouse");
if (!fs.existsSync(program)) {
  console.log("Lighthouse is not installed: npm install --no-save lighthouse");
  process.exit(0);
}
const plain = await serve(root);
/// Packs what servers pack.
const server = http.createServer((request, response) => {
  http.get(plain.origin + request.url, { headers: request.headers }, (answer) => {
    const pieces = [];
    answer.on("data", (piece) => pieces.push(piece));
    answer.on("end", () => {
      const { "transfer-encoding": _, "content-length": __, ...headers } = answer.headers;
      let body = Buffer.concat(pieces);
      if (/text|json|xml|javascript/.test(headers["content-type"] ?? "")) {
        body = gzipSync(body);
        headers["content-encoding"] = "gzip";
      }
      response.writeHead(answer.statusCode, { ...headers, "content-length": body.length });
      response.end(body);
    });
  });
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

const all = pages().filter((address) => !/404|print/.test(address));
const count = Number(process.argv[2] ?? 10);
const chosen = ["/", ...all.filter((address) => address !== "/").filter((_, i, rest) => i % Math.ceil(rest.length / (count - 1)) === 0)].slice(0, count);
console.log("| Page | Performance | Accessibility | Best practices | SEO | What cost it |\n|---|---|---|---|---|---|");
for (const address of chosen) {
  const file = path.join(os.tmpdir(), `gazette-lighthouse-${process.pid}.json`);
  const child = await new Promise((resolve) => {
    execFile(program, [origin + address, "--quiet", "--output=json", `--output-path=${file}`, "--only-categories=performance,accessibility,best-practices,seo",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync"],
        { env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? "/usr/bin/chromium" } }, (error, out, err) => resolve({ error, err }));
  });
  if (!fs.existsSync(file)) {
    console.log(`| ${address} | did not run: ${String(child.err).slice(-200)} |`);
    continue;
  }
  const report = JSON.parse(fs.readFileSync(file, "utf8"));
  fs.rmSync(file);
  const scores = Object.values(report.categories).map((category) => Math.round(category.score * 100));
  const costs = Object.values(report.categories)
    .flatMap((category) => category.auditRefs)
    .filter(({ id, weight }) => weight > 0 && report.audits[id].score !== null && report.audits[id].score < 0.9)
    .map(({ id }) => `${id} ${report.audits[id].displayValue ?? ""}`.trim());
  console.log(`| ${address} | ${scores.join(" | ")} | ${costs.join("; ")} |`);
}
server.close();
plain.close();
