#include "support/rule_case.h"

#include <algorithm>
#include <stdexcept>

#include "app/project/address_list.h"
#include "app/project/project_check.h"
#include "base/text.h"
#include "checks/check_html.h"
#include "checks/links/check_links.h"
#include "formats/spreadsheet/zip_writer.h"
#include "support/build_in_memory.h"
#include "support/case_file.h"

namespace gazette {
namespace {

using Files = std::map<std::string, std::string>;

constexpr std::string_view kFolder = "public/";

/// What the smallest projects show by nature: their pages and pictures are hardly linked.
constexpr std::string_view kByNature[] = {"link/orphan-page", "link/unused-asset"};

bool is_beside(const std::string& rule, const RuleCase& one) {
  if (rule == one.rule) return false;
  return std::find(one.also.begin(), one.also.end(), rule) != one.also.end() ||
         std::find(std::begin(kByNature), std::end(kByNature), rule) != std::end(kByNature);
}

/// Lines between `{repeat N}` and `{end}`, N times.
std::string repeated(const std::string& text) {
  std::string out;
  std::string part;
  int times = 0;
  for (const std::string_view line : split_lines(text)) {
    if (line.starts_with("{repeat ")) {
      times = std::stoi(std::string(line.substr(8)));
      part.clear();
    } else if (line == "{end}" && times > 0) {
      for (; times > 0; --times) out += part;
    } else {
      (times > 0 ? part : out) += std::string(line) + "\n";
    }
  }
  if (times > 0) throw std::runtime_error("{repeat} without {end}");
  return out;
}

/// An .xlsx of these sheets. Cells of style 1 are dates, of style 2 pounds, of style 3 dollars.
std::string workbook(const std::string& text) {
  std::vector<ZipFile> sheets;
  std::string list;
  std::string relations;
  for (const std::string_view line : split_lines(text)) {
    if (line.starts_with("{sheet ")) {
      const std::string number = std::to_string(sheets.size() + 1);
      list += "<sheet name=\"" + std::string(line.substr(7, line.size() - 8)) + "\" sheetId=\"" + number +
              "\" r:id=\"s" + number + "\"/>";
      relations += "<Relationship Id=\"s" + number +
                   "\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet" + number + ".xml\"/>";
      sheets.push_back({"xl/worksheets/sheet" + number + ".xml", "<worksheet>", false});
    } else if (sheets.empty()) {
      throw std::runtime_error("a workbook begins with {sheet NAME}");
    } else {
      sheets.back().bytes += line;
    }
  }
  std::vector<ZipFile> files = {
      {"_rels/.rels",
       R"(<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>)",
       false},
      {"xl/workbook.xml", "<workbook xmlns:r=\"http://x/r\"><sheets>" + list + "</sheets></workbook>", false},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships>" + relations +
           "<Relationship Id=\"t\" Type=\"http://x/styles\" Target=\"styles.xml\"/></Relationships>",
       false},
      {"xl/styles.xml",
       R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="£#,##0.00"/>)"
       R"(<numFmt numFmtId="165" formatCode="[$$-409]#,##0.00"/></numFmts>)"
       R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>)",
       false}};
  for (ZipFile& sheet : sheets) {
    sheet.bytes += "</worksheet>";
    files.push_back(std::move(sheet));
  }
  return write_zip(files);
}

/// Puts a file under the path that is meant, with the bytes that are meant.
void add_file(Files& files, std::string path, const std::string& written) {
  std::string text = repeated(written);
  if (path.ends_with(" (bytes)")) {
    path.resize(path.size() - 8);
    text = decode_bytes(text);
  } else if (path.ends_with(" (sheets)")) {
    path.resize(path.size() - 9);
    text = workbook(text);
  } else if (path == "page") {
    path = "content/_index.md";
    text = "---\ntitle: Home\n---\n" + text;
  } else if (path == "html") {
    path = "public/page.html";
    if (!to_lower_ascii(text).starts_with("<!doctype"))
      text =
          "<!DOCTYPE html>\n<html "
          "lang=\"en-GB\"><head><title>Test</title></head>\n<body><main><h1>Test</h1>\n" +
          text + "</main></body></html>\n";
  }
  if (text == "(none)\n") {
    files.erase(path);
  } else {
    files[path] = std::move(text);
  }
}

RuleCase case_of_header(std::string_view header) {
  RuleCase one;
  bool also = false;
  for (const std::string_view word : split(header, ' ')) {
    if (word.empty()) continue;
    if (one.rule.empty()) {
      one.rule = word;
    } else if (word == "--all") {
      one.all_links = true;
    } else if (word == "also") {
      also = true;
    } else if (also) {
      one.also.emplace_back(word);
    } else {
      throw std::runtime_error("a word after the rule that nothing knows: " + std::string(word));
    }
  }
  return one;
}

Diagnostics check_folder(const Files& files, const RuleCase& one) {
  Diagnostics found;
  std::vector<LinkedFile> linked;
  std::vector<HtmlFile> pages;
  for (const auto& [path, bytes] : files) {
    if (!path.starts_with(kFolder)) continue;
    const std::string name = path.substr(kFolder.size());
    const auto source = std::make_shared<SourceFile>(name, bytes);
    linked.push_back({name, source->text(), source, true});
    if (is_html_path(name)) pages.push_back({name, source});
  }
  LinkOptions links;
  links.all = one.all_links;
  links.whole_site = files.count("public/index.html") > 0;
  check_links(linked, links, found);
  ForeignContentCheck content(pages.size());
  const FileLookup lookup = [&](const std::string& name) -> std::optional<std::string_view> {
    const auto file = files.find(std::string(kFolder) + name);
    return file == files.end() ? std::nullopt : std::optional<std::string_view>(file->second);
  };
  check_html_files(pages, lookup, "/", 1, {true, &content}, found);
  return found;
}

Diagnostics check_project(Files files, const RuleCase& one) {
  BuildOptions options;
  options.build_date = "2026-01-01";
  const MemoryFileSystem disk(files);
  BuiltSite built = build_in_memory(std::move(files), options);
  review_addresses(disk, built.outcome, built.outcome.diagnostics);
  CommandLine line;
  line.all = one.all_links;
  check_built_project(line, built.state, 1, {}, built.outcome);
  return std::move(built.outcome.diagnostics);
}

}  // namespace

std::vector<RuleCase> read_rule_cases(const std::string& text) {
  std::vector<RuleCase> cases;
  Files mending;
  std::string path;
  std::string body;
  bool mends = false;
  const auto end_file = [&] {
    if (!path.empty()) {
      if (!mends) add_file(cases.back().faulty, path, body);
      if (mends) mending[path] = body;
    }
    path.clear();
    body.clear();
  };
  const auto end_case = [&] {
    end_file();
    if (cases.empty()) return;
    cases.back().mended = cases.back().faulty;
    for (const auto& [name, bytes] : mending) add_file(cases.back().mended, name, bytes);
    mending.clear();
  };
  for (const std::string_view line : split_lines(text)) {
    if (line.starts_with("=== ")) {
      end_case();
      cases.push_back(case_of_header(line.substr(4)));
      cases.back().faulty["content/_index.md"] = "---\ntitle: Home\n---\nText.\n";
    } else if (!cases.empty() && (line.starts_with("--- ") || line.starts_with("+++ "))) {
      end_file();
      mends = line[0] == '+';
      path = trim(line.substr(4));
    } else if (!path.empty()) {
      body += std::string(line) + "\n";
    }
  }
  end_case();
  return cases;
}

std::vector<RuleFinding> findings_of(const Files& files, const RuleCase& one) {
  const bool folder = std::any_of(files.begin(), files.end(),
                                  [](const auto& file) { return file.first.starts_with(kFolder); });
  Diagnostics found = folder ? check_folder(files, one) : check_project(files, one);
  found.sort();
  std::vector<RuleFinding> out;
  for (const Diagnostic& finding : found.items()) {
    // Cases about the cells of a data set need no page that shows it.
    const bool unshown = finding.rule == "file/unused" && one.rule != "file/unused" && finding.place.source &&
                         finding.place.source->path().starts_with("content/data/");
    if (!unshown && !is_beside(finding.rule, one)) out.push_back({finding.rule, format_diagnostic(finding)});
  }
  return out;
}

}  // namespace gazette
