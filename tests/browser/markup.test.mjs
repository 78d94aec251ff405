// Markup of every page, by the Nu Html Checker and html-validate.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { files, pages, root } from "./lib/site.mjs";

const jar = path.join(path.dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

function nu(...options) {
  const run = spawnSync("java", ["-Xss4m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", ...options], {
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  assert.equal(run.error, undefined, "java is needed for the Nu Html Checker");
  return JSON.parse(run.stdout || '{"messages":[]}').messages;
}

const line = (message) => `${message.url?.replace(/^file:/, "")}:${message.lastLine}: ${message.message}`;

test("the Nu Html Checker has no error on any page", { timeout: 300_000 }, () => {
  pages();
  assert.deepEqual(nu("--errors-only", "--skip-non-html", root).map(line), []);
});

test("it has none on the style sheets, but for what is newer than it", { timeout: 120_000 }, () => {
  const newer = /container-type|@container|position-area|position-try|max-inline-size/;
  const sheets = files(".css").map((file) => path.join(root, file));
  assert.notEqual(sheets.length, 0);
  assert.deepEqual(nu("--errors-only", "--css", ...sheets).filter(({ message }) => !newer.test(message)).map(line), []);
});

test("html-validate has no error on any page", { timeout: 300_000 }, async () => {
  const checker = new HtmlValidate({
    extends: ["html-validate:recommended", "html-validate:document"],
    rules: {
      // The pages are well-formed XML as well: empty elements end in a slash and attributes always have a value.
      "void-style": ["error", { style: "selfclosing" }],
      "attribute-boolean-style": ["error", { style: "empty" }],
      "attribute-empty-style": ["error", { style: "empty" }],
      // A scroll region is a div with a role, so that it can take the focus without being a section of the page.
      "prefer-native-element": ["error", { exclude: ["region"] }],
      "no-trailing-whitespace": "off",
      "long-title": "off",
      // Unlike its name, `tel-non-breaking` asks for no-break spaces; phone numbers may break on a narrow screen.
      "tel-non-breaking": "off",
    },
  });
  const findings = [];
  for (const file of files(".html")) {
    const report = await checker.validateFile(path.join(root, file));
    for (const result of report.results) {
      for (const message of result.messages) {
        if (message.severity === 2) findings.push(`${file}:${message.line}: ${message.ruleId}: ${message.message}`);
      }
    }
  }
  assert.deepEqual(findings, []);
});
