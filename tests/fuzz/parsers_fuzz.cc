// Feeds bytes to the parsers that read what authors and strangers write. Built with clang's libFuzzer; the
// first byte picks the parser.
#include <array>
#include <cstdint>
#include <string>

#include "checks/links/redirect_table.h"
#include "checks/links/robots_txt.h"
#include "content/expressions/expression.h"
#include "content/glossary/index.h"
#include "content/glossary/marks.h"
#include "content/glossary/reader.h"
#include "formats/csv/csv.h"
#include "formats/http/http_message.h"
#include "formats/json_strings.h"
#include "formats/links/link_scan.h"
#include "formats/markdown/markdown.h"
#include "formats/pictures/picture.h"
#include "formats/pictures/unshown.h"
#include "formats/spreadsheet/spreadsheet.h"
#include "formats/spreadsheet/zip_writer.h"
#include "formats/template.h"
#include "formats/url.h"
#include "formats/yaml.h"
#include "stages/project/front_matter.h"
#include "stages/search/search_index.h"
#include "tests/fuzz/readers.h"

using namespace gazette;

namespace {

void read_markdown(const SourcePtr& source, Diagnostics& diagnostics) {
  MarkdownOptions options;
  options.has_markdown_body = [](std::string_view name) { return name != "table"; };
  const MarkdownTree tree = parse_markdown(source, {0, source->text().size()}, options, diagnostics);
  plain_text(tree, 0);
}

void read_yaml(const SourcePtr& source, Diagnostics& diagnostics) {
  parse_yaml(source, diagnostics);
}

void read_csv(const SourcePtr& source, Diagnostics& diagnostics) {
  parse_csv(source, diagnostics);
}

void read_front(const SourcePtr& source, Diagnostics& diagnostics) {
  std::size_t body = 0;
  read_front_matter(source, body, diagnostics);
  require(body <= source->text().size());
}

void read_expression(const SourcePtr& source, Diagnostics& diagnostics) {
  const Span all{0, source->text().size()};
  const DataLibrary library;
  const ExpressionText text{source->text(), {source, all}};
  evaluate_expression(text, all, library, diagnostics);
}

/// The first lines are a glossary.csv, what follows a blank line is prose.
void read_terms(const SourcePtr& source, Diagnostics& diagnostics) {
  const std::string& text = source->text();
  const std::size_t gap = std::min(text.find("\n\n"), text.size());
  const auto csv = std::make_shared<SourceFile>("glossary.csv", text.substr(0, gap));
  const auto file = parse_csv(csv, diagnostics);
  if (!file) return;
  const Glossary glossary = read_glossary(*file, {}, diagnostics);
  const GlossaryIndex index(glossary);
  ProseRun run;
  run.text = text.substr(gap);
  run.place = {source, {gap, text.size()}};
  std::size_t end = 0;
  for (const TermHit& hit : index.find(run.text)) {
    require(hit.begin >= end && hit.end > hit.begin && hit.end <= run.text.size());
    require(hit.term < glossary.terms.size());
    end = hit.end;
  }
  TermOptions options;
  options.first_use = FirstUse::Expand;
  options.tips = TipPolicy::All;
  const std::array<ProseRun, 1> runs{run};
  mark_terms(runs, glossary, index, {}, options, diagnostics);
}

/// The first line is a partial, the rest a layout.
void read_template(const SourcePtr& source, Diagnostics& diagnostics) {
  const std::string& text = source->text();
  const std::size_t line = std::min(text.find('\n'), text.size());
  const auto layout = std::make_shared<SourceFile>("page.mustache", text.substr(line));
  const auto partial = std::make_shared<SourceFile>("a.mustache", text.substr(0, line));
  const Templates templates({{"page", layout}}, {{"a", partial}}, diagnostics);
  TemplateValue page;
  page.set("t", "<T>").set("yes", true);
  TemplateValue list = TemplateValue::list();
  for (int i = 0; i < 2; ++i) {
    TemplateValue item;
    item.set("n", std::to_string(i));
    list.push(std::move(item));
  }
  page.set("l", std::move(list));
  templates.render("page", page, TemplateValue(), diagnostics);
}

/// An address is the same when what it reads as is read again.
void read_url(const SourcePtr& source, Diagnostics&) {
  const std::string& text = source->text();
  const std::size_t line = std::min(text.find('\n'), text.size());
  const auto base = parse_url("https://example.org/a/b?c#d");
  const auto url = parse_url(std::string_view(text).substr(0, line), &*base);
  if (url) {
    const auto again = parse_url(url->text());
    require(again && again->text() == url->text());
  }
  percent_decode_lenient(text);
  RobotsTxt::parse(text, "gazette").allows("/a?b");
  RedirectTable table(parse_redirects_file(source));
  table.find("/a/b");
}

void read_links(const SourcePtr& source, Diagnostics&) {
  const std::string& text = source->text();
  if (text.empty()) return;
  static constexpr std::array kKinds = {LinkedFileKind::Html,     LinkedFileKind::Xhtml, LinkedFileKind::Svg,
                                        LinkedFileKind::Css,      LinkedFileKind::Xml,   LinkedFileKind::Json,
                                        LinkedFileKind::Manifest, LinkedFileKind::Robots};
  const auto kind = kKinds[static_cast<unsigned char>(text[0]) % kKinds.size()];
  for (const FoundLink& link : scan_links(text, kind).links) require(link.span.end <= text.size());
  for (const JsonString& each : find_json_strings(text)) require(each.span.end <= text.size());
}

/// As it is, and as a part of an archive, where few random bytes would get past the container.
void read_sheet(const SourcePtr& source, Diagnostics& diagnostics) {
  const std::string& text = source->text();
  read_spreadsheet("a.xlsx", text, diagnostics);
  read_spreadsheet("a.ods", text, diagnostics);
  static const std::string kOds = "urn:oasis:names:tc:opendocument:xmlns:";
  read_spreadsheet(
      "b.ods",
      write_zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", true},
                 {"content.xml",
                  "<o:document-content xmlns:o=\"" + kOds + "office:1.0\" xmlns:table=\"" + kOds +
                      "table:1.0\" xmlns:text=\"" + kOds + "text:1.0\"><o:body><o:spreadsheet>" + text +
                      "</o:spreadsheet></o:body></o:document-content>",
                  false}}),
      diagnostics);
  static const std::string kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  static const std::string kRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  read_spreadsheet(
      "b.xlsx",
      write_zip({{"_rels/.rels",
                  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                  "<Relationship Id=\"r1\" Type=\"" +
                      kRelation + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
                  false},
                 {"xl/workbook.xml",
                  "<workbook xmlns=\"" + kMain + "\" xmlns:r=\"" + kRelation +
                      "\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
                  false},
                 {"xl/_rels/workbook.xml.rels",
                  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                  "<Relationship Id=\"r1\" Type=\"" +
                      kRelation + "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
                  false},
                 {"xl/worksheets/sheet1.xml", "<worksheet xmlns=\"" + kMain + "\">" + text + "</worksheet>",
                  false}}),
      diagnostics);
}

/// The first byte says how a body is packed.
void read_http(const SourcePtr& source, Diagnostics&) {
  const std::string_view text = source->text();
  const auto end = find_head_end(text);
  require(!end || *end <= text.size());
  clean_response_head(text.substr(0, end.value_or(text.size())));
  parse_http_date(text);
  const std::string_view body = end ? text.substr(*end) : text;
  for (const char* encoding : {"gzip", "deflate", ""}) {
    BodyDecoder decoder(encoding, 100'000);
    decoder.add(body);
    require(decoder.body().size() <= 100'000 + body.size());
    body_as_utf8(decoder.body(), "text/html");
  }
}

void read_search(const SourcePtr& source, Diagnostics&) {
  const std::vector<SearchDocument> documents = search_documents("/a/", "T", "S", source->text());
  const SearchSynonym synonym{"MASH", {}, "Multi-Agency Safeguarding Hub"};
  search_index(documents, std::span(&synonym, 1), "en");
}

/// What was cleaned is clean: a second time changes nothing.
void read_picture(const SourcePtr& source, Diagnostics&) {
  const auto kind = picture_kind(source->text());
  unshown_kind(source->text(), ".jpg");
  if (!kind) return;
  const CleanedPicture cleaned = clean_picture(source->text(), *kind);
  require(cleaned.picture || !cleaned.fault.message.empty());
  if (!cleaned.picture) return;
  const CleanedPicture again = clean_picture(cleaned.picture->bytes, *kind);
  require(again.picture && again.picture->bytes == cleaned.picture->bytes);
}

using Reader = void (*)(const SourcePtr&, Diagnostics&);

/// tests/fuzz/run writes its first inputs by these numbers.
constexpr std::array<Reader, 15> kReaders = {
    read_markdown, read_yaml, read_csv,   read_front, read_expression, read_terms,  read_template, read_url,
    read_css,      read_html, read_links, read_sheet, read_http,       read_search, read_picture};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const auto source =
      std::make_shared<SourceFile>("fuzz", std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  Diagnostics diagnostics;
  kReaders[data[0] % kReaders.size()](source, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.items()) format_diagnostic(diagnostic);
  return 0;
}
