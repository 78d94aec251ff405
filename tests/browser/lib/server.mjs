// A tiny static server for a built site: free loopback port, headers as the built _headers file says, 404.html for the rest.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".xml": "application/xml; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".ods": "application/vnd.oasis.opendocument.spreadsheet",
  ".pdf": "application/pdf",
  ".png": "image/png",
};

/// Reads `_headers`: a pattern on a line by itself, then indented `Name: value` lines. `*` stands for anything.
export function readHeaders(text) {
  const rules = [];
  for (const line of text.split("\n")) {
    if (!line.trim() || line.startsWith("#")) continue;
    const header = /^\s+([^:\s]+):\s*(.*)$/.exec(line);
    if (header) rules.at(-1)?.headers.push([header[1], header[2]]);
    else {
      const pattern = line.trim().split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*");
      rules.push({ pattern: new RegExp(`^${pattern}$`), headers: [] });
    }
  }
  return rules;
}

export async function serve(root, base = "/") {
  const file = path.join(root, "_headers");
  const rules = fs.existsSync(file) ? readHeaders(fs.readFileSync(file, "utf8")) : [];
  const server = http.createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const inside = address.startsWith(base) ? address.slice(base.length) : ".none";
    let found = path.join(root, path.normalize(`/${inside}`));
    if (address.endsWith("/")) found = path.join(found, "index.html");
    const exists = fs.existsSync(found) && fs.statSync(found).isFile();
    const send = exists ? found : path.join(root, "404.html");
    for (const { pattern, headers } of rules) {
      if (pattern.test(address)) for (const [name, value] of headers) response.setHeader(name, value);
    }
    response.setHeader("Content-Type", types[path.extname(send)] ?? "application/octet-stream");
    response.writeHead(exists ? 200 : 404);
    response.end(fs.existsSync(send) ? fs.readFileSync(send) : "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, base, close: () => server.close() };
}
