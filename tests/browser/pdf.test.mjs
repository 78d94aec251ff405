// `gazette pdf` on a report made here: what a screen reader needs is in the file, and the report's page links it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = process.env.GAZETTE ?? path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../build/release/gazette");
const file = "assets/yearly/yearly.pdf";
let folder;
const run = (name, words, more = {}) => spawnSync(name, words, { encoding: "utf8", cwd: folder, maxBuffer: 1 << 26, ...more });
const write = (name, text) => {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
};

before(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "gazette-pdf-test-"));
  write("content/site.yaml", "title: Bwrdd\nbase_url: https://example.org/under/\nlanguage: cy\n");
  write("content/_index.md", "---\ntitle: Hafan\n---\nTestun.\n");
  write("content/yearly/_index.md", "---\ntitle: Adroddiad \"blynyddol\"\nlayout: report\ndate: 2026-03-04\n---\nAgoriad **cryf**.\n");
  write("content/yearly/one.md", "---\ntitle: Pennod un\n---\n## Rhan\n\n```{chart} visits\n:type: line\n```\n\n```{quote}\n:source: Llyfr\n\nGair.\n```\n");
  write("content/data/visits.csv", "row,value\n2018,1\n2019,2\n2020,4\n");
  write("content/data/visits.yaml", "title: Ymweliadau\nrow_header: [row]\nsource: Ni\ncolumns:\n  row: {label: Blwyddyn}\n  value: {label: Nifer, type: integer}\n");
});
after(() => fs.rmSync(folder, { recursive: true, force: true }));

test("the PDF is tagged, with title, language, outline, headers and texts for charts", () => {
  const made = run(program, ["pdf"]);
  assert.equal(made.status, 0, made.stderr);
  const facts = run("pdfinfo", [file]).stdout;
  assert.match(facts, /Title: +Adroddiad "blynyddol": yr adroddiad cyfan – Bwrdd/);
  assert.match(run("pdfinfo", ["-meta", file]).stdout, /Adroddiad (&quot;|")blynyddol(&quot;|"): yr adroddiad cyfan – Bwrdd/);
  assert.match(facts, /Tagged: +yes/);
  assert.match(facts, /Page size:.*A4/);
  assert.match(facts, /CreationDate: +.*Mar +4 .*2026/);
  const tags = run("pdfinfo", ["-struct-text", file]);
  assert.doesNotMatch(tags.stderr, /Error/);
  for (const tag of [/^ *H1 /m, /^ *H2 /m, /^ *Table /m, /^ *TH/m, /^ *Caption/m, /^ *L /m]) assert.match(tags.stdout, tag);
  const check = run("qpdf", ["--check", file]);
  assert.equal(check.status, 0, check.stdout + check.stderr);
  const json = JSON.parse(run("qpdf", ["--json", file]).stdout);
  const objects = Object.values(json.qpdf?.[1] ?? json.objects).map((object) => object.value ?? object);
  const catalog = objects.find((object) => object?.["/Type"] === "/Catalog");
  assert.match(catalog["/Lang"], /cy/);
  assert.equal(catalog["/ViewerPreferences"]["/DisplayDocTitle"], true);
  assert.ok(catalog["/Metadata"] && catalog["/Outlines"]);
  const figures = objects.filter((object) => object?.["/S"] === "/Figure");
  assert.ok(figures.length > 0 && figures.every((object) => object["/Alt"]), "a picture without a text");
  assert.ok(objects.some((object) => object?.["/S"] === "/TH" && JSON.stringify(object["/A"] ?? "").includes("/Scope")));
  // Links lead to the published site, and nothing names this machine.
  assert.ok(!/127\.0\.0\.1|localhost|file:/.test(JSON.stringify(json)));
});

test("a build links the PDF with its pages and size, and says when the pages have changed", () => {
  const built = run(program, ["build"]);
  assert.equal(built.status, 0, built.stderr);
  const page = fs.readFileSync(path.join(folder, "site/yearly/index.html"), "utf8");
  assert.match(page, /href="\/under\/yearly\/yearly\.pdf">[^<]*\(PDF, \d+ tudalen, \d+ KB\)/);
  assert.doesNotMatch(built.stderr, /pdf\/stale/);
  const chapter = path.join(folder, "content/yearly/one.md");
  fs.appendFileSync(chapter, "\nMore.\n");
  assert.match(run(program, ["build"]).stderr, /assets\/yearly\/yearly\.pdf.*\[pdf\/stale\]/);
  assert.equal(run(program, ["pdf"]).status, 0);
  assert.doesNotMatch(run(program, ["build"]).stderr, /pdf\/stale/);
});

test("a file of the author's own is left alone, and a missing Chromium is no failure", () => {
  write(file, "%PDF-1.4 mine");
  const refused = run(program, ["pdf"]);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /your own/);
  assert.equal(fs.readFileSync(path.join(folder, file), "utf8"), "%PDF-1.4 mine");
  const without = run(program, ["pdf"], { env: { ...process.env, CHROMIUM: "/nowhere/chromium" } });
  assert.equal(without.status, 0);
  assert.match(without.stdout, /No Chromium was found/);
});
