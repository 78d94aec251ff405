// Findings for other programs, against what those programs read: SARIF by the types made from its published schema
// (OASIS, SARIF 2.1.0), where a property that the schema does not know is a fault; JUnit by a strict reader of XML.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const here = path.dirname(fileURLToPath(import.meta.url));
const project = path.join(here, "../..");
const program = process.env.GAZETTE ?? path.join(project, "build/release/gazette");

/// What `gazette check` says of a folder in a format.
function check(format, folder) {
  const run = spawnSync(program, ["check", folder, "--format", format], { encoding: "utf8", maxBuffer: 64 << 20 });
  assert.ok(run.status === 0 || run.status === 1, run.stderr);
  return run.stdout;
}

/// The faults that TypeScript finds in a log that is to have the type of a SARIF log.
function faultsOf(log) {
  const name = path.join(here, "log.ts");
  const text = `import type { Log } from "sarif";\nexport const log: Log = ${log};\n`;
  const options = { strict: true, noEmit: true, skipLibCheck: true, types: ["sarif"], typeRoots: [path.join(here, "node_modules/@types")] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (file, ...rest) => (file === name ? ts.createSourceFile(file, text, ...rest) : getSourceFile(file, ...rest));
  host.fileExists = (file) => file === name || fileExists(file);
  host.readFile = (file) => (file === name ? text : readFile(file));
  return ts.getPreEmitDiagnostics(ts.createProgram([name], options, host)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

const faulty = path.join(project, "tests/sites/faults");

test("SARIF has the properties and values of its schema, and no others", { timeout: 120_000 }, () => {
  const log = check("sarif", faulty);
  assert.ok(JSON.parse(log).runs[0].results.length > 0);
  assert.deepEqual(faultsOf(log), []);
});

test("a log of no findings is one too", { timeout: 120_000 }, () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gazette-formats-"));
  fs.writeFileSync(path.join(folder, "index.html"), '<!doctype html><html lang="en"><title>Fees</title><main><h1>Fees</h1></main></html>\n');
  const log = check("sarif", folder);
  fs.rmSync(folder, { recursive: true });
  assert.deepEqual(JSON.parse(log).runs[0].results, []);
  assert.deepEqual(faultsOf(log), []);
});

test("the schema would tell of a wrong one", { timeout: 120_000 }, () => {
  const log = JSON.parse(check("sarif", faulty));
  log.runs[0].results[0].severity = "error";
  assert.match(faultsOf(JSON.stringify(log)).join("\n"), /"severity"' does not exist in type 'Result'/);
});

test("JUnit is XML, and counts what it holds", () => {
  const xml = check("junit", faulty);
  const lint = spawnSync("xmllint", ["--noout", "-"], { input: xml, encoding: "utf8" });
  assert.equal(lint.status, 0, lint.stderr);
  const count = (pattern) => [...xml.matchAll(pattern)].length;
  const total = (key) => [...xml.matchAll(new RegExp(`<testsuite [^>]*\\b${key}="(\\d+)"`, "g"))].reduce((sum, [, n]) => sum + Number(n), 0);
  assert.ok(count(/<failure\b/g) > 0);
  assert.equal(total("tests"), count(/<testcase\b/g));
  assert.equal(total("failures"), count(/<failure\b/g));
});
