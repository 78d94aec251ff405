// Tables of what a writer wants to know, and the JSON the panel reads.
#include "app/preview/editor_pages.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/preview/component_samples.h"
#include "app/preview/element_finder.h"
#include "base/text.h"
#include "content/prose/link_target.h"

namespace gazette {
namespace {

constexpr std::pair<const char*, const char*> kPages[] = {{"", "Problems"},   {"pages", "Pages"},
                                                          {"data", "Data"},   {"terms", "Terms"},
                                                          {"links", "Links"}, {"components", "Components"}};

std::string shell(std::string_view current, const std::string& title, const std::string& body) {
  std::string nav;
  for (const auto& [name, label] : kPages) {
    nav += "<li><a href=\"/_gazette/" + std::string(name) + (*name != '\0' ? "/" : "") + "\"" +
           (current == name ? " aria-current=\"page\"" : "") + ">" + label + "</a></li>";
  }
  return "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\" /><title>" +
         escape_html(title) +
         " – Gazette preview</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" "
         "/>"
         "<link rel=\"stylesheet\" href=\"/_gazette/preview.css\" /></head><body class=\"gazette-page\">"
         "<header><nav aria-label=\"Preview\"><ul><li><a href=\"/\">Site</a></li>" +
         nav + "</ul></nav></header><main><h1>" + escape_html(title) + "</h1>\n" + body +
         "</main></body></html>\n";
}

std::string query_value(std::string_view target, std::string_view name) {
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos) return {};
  for (const std::string_view pair : split(target.substr(mark + 1), '&')) {
    const std::size_t equals = pair.find('=');
    if (pair.substr(0, equals) != name || equals == std::string_view::npos) continue;
    const auto value = percent_decode(replace_all(pair.substr(equals + 1), "+", " "));
    return value ? *value : std::string();
  }
  return {};
}

std::string cell(const std::string& text) {
  return "<td>" + escape_html(text) + "</td>";
}

std::string table(const std::string& caption, std::initializer_list<const char*> headings,
                  const std::string& rows) {
  std::string out =
      "<div class=\"gazette-scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"cap\"><table><caption "
      "id=\"cap\">" +
      escape_html(caption) + "</caption><thead><tr>";
  for (const char* heading : headings) out += "<th scope=\"col\">" + std::string(heading) + "</th>";
  return out + "</tr></thead><tbody>" + rows + "</tbody></table></div>";
}

/// Whether a finding belongs to the page at `address`: found on it, or in its file.
bool is_of_page(const PreviewSnapshot& snapshot, const Diagnostic& finding, const std::string& address) {
  if (finding.page == address) return true;
  const auto page = snapshot.site->by_address.find(address);
  if (page == snapshot.site->by_address.end() || !finding.place.source) return false;
  return finding.place.source->path() == "content/" + snapshot.site->page(page->second).document->path;
}

std::string excerpt_of(const Diagnostic& finding) {
  if (!finding.place.source) return {};
  Diagnostic bare = finding;
  bare.hint.clear();
  bare.notes.clear();
  const std::string text = format_diagnostic(bare);
  const std::size_t first_line = text.find('\n');
  return first_line == std::string::npos ? std::string() : text.substr(first_line + 1);
}

nlohmann::ordered_json problem_json(const PreviewSnapshot& snapshot, const Diagnostic& finding,
                                    const PreviewAddress& address) {
  const Position at =
      finding.place.source ? finding.place.source->position(finding.place.span.begin) : Position{};
  return {{"severity", severity_name(finding.severity)},
          {"rule", finding.rule},
          {"message", finding.message},
          {"hint", finding.hint},
          {"file", finding.place.source ? finding.place.source->path() : ""},
          {"line", at.line},
          {"column", at.column},
          {"excerpt", excerpt_of(finding)},
          {"selector", finding.selector},
          {"editor", editor_link(finding.place, *snapshot.site, address)}};
}

/// Where on a page the block stands that a finding is about, for findings that know only their source.
class BlockFinder {
 public:
  BlockFinder(const PreviewSnapshot& snapshot, const std::string& address) {
    const auto page = snapshot.site->by_address.find(address);
    if (page == snapshot.site->by_address.end()) return;
    file_ = snapshot.tree->find(snapshot.site->page(page->second).output_path);
    if (file_ == nullptr || !file_->marks) return;
    elements_ = std::make_unique<ElementFinder>(*file_->current_bytes());
  }

  std::string selector(const Place& place) const {
    if (!elements_ || !place.source) return {};
    const SourceMark* best = nullptr;
    for (const SourceMark& mark : *file_->marks) {
      if (!mark.place.source || mark.place.source->path() != place.source->path()) continue;
      if (mark.place.span.begin > place.span.begin) continue;
      if (best == nullptr || mark.place.span.begin >= best->place.span.begin) best = &mark;
    }
    return best == nullptr ? std::string() : elements_->selector(best->begin);
  }

 private:
  const OutputFile* file_ = nullptr;
  std::unique_ptr<ElementFinder> elements_;
};

std::string problems_json(const PreviewSnapshot& snapshot, std::string_view target,
                          const PreviewAddress& address) {
  std::string page = query_value(target, "page");
  const std::string base = snapshot.site->config.base_path();
  if (page.starts_with(base)) page = "/" + page.substr(base.size());
  nlohmann::ordered_json out;
  out["errors"] = snapshot.problems.count(Severity::Error);
  out["warnings"] = snapshot.problems.count(Severity::Warning);
  out["shows_newest"] = snapshot.shows_newest;
  out["version"] = snapshot.version;
  out["here"] = nlohmann::ordered_json::array();
  out["elsewhere"] = nlohmann::ordered_json::array();
  constexpr std::size_t kMost = 200;
  const BlockFinder blocks(snapshot, page);
  for (const Diagnostic& finding : snapshot.problems.items()) {
    const bool here = is_of_page(snapshot, finding, page);
    auto& list = out[here ? "here" : "elsewhere"];
    if (list.size() >= kMost) continue;
    list.push_back(problem_json(snapshot, finding, address));
    if (here && finding.selector.empty()) list.back()["selector"] = blocks.selector(finding.place);
  }
  return out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string problems_page(const PreviewSnapshot& snapshot, std::string_view target,
                          const PreviewAddress& address) {
  const std::string file = query_value(target, "page");
  const std::string rule = query_value(target, "rule");
  std::string rows;
  std::size_t shown = 0;
  for (const Diagnostic& finding : snapshot.problems.items()) {
    const std::string path = finding.place.source ? finding.place.source->path() : std::string();
    const bool of_page = file.empty() || path.find(file) != std::string::npos ||
                         is_of_page(snapshot, finding, file) || finding.page.find(file) != std::string::npos;
    if (!of_page || finding.rule.find(rule) == std::string::npos) continue;
    if (++shown > 1000) continue;
    const std::string line =
        finding.place.source ? std::to_string(finding.place.source->position(finding.place.span.begin).line)
                             : "";
    rows += "<tr><td class=\"gazette-" + std::string(severity_name(finding.severity)) + "\"><strong>" +
            std::string(severity_name(finding.severity)) + "</strong></td><td>" +
            escape_html(finding.message) +
            (finding.hint.empty() ? "" : "<br />" + escape_html(finding.hint)) + "</td><td><a href=\"" +
            escape_html(editor_link(finding.place, *snapshot.site, address)) + "\">" +
            escape_html(path + (line.empty() ? "" : ":" + line)) + "</a></td>" + cell(finding.rule) + "</tr>";
  }
  const std::string form =
      "<form method=\"get\" action=\"/_gazette/\"><div><label for=\"page\">Page or file</label><br /><input "
      "id=\"page\" name=\"page\" value=\"" +
      escape_html(file) +
      "\" /></div><div><label for=\"rule\">Rule</label><br /><input id=\"rule\" name=\"rule\" value=\"" +
      escape_html(rule) + "\" /></div><button type=\"submit\">Filter</button></form>";
  const std::string body = rows.empty()
                               ? "<p>Nothing to mend.</p>"
                               : table(std::to_string(shown) + " findings",
                                       {"Severity", "What and how to mend it", "Where", "Rule"}, rows);
  return shell("", "Problems", form + body);
}

std::string state_of(const Page& page) {
  if (!page.hold) return "published";
  switch (page.hold->reason) {
    case HeldReason::Draft:
    case HeldReason::DraftSection:
      return "draft";
    case HeldReason::Embargo:
    case HeldReason::DatedAhead:
      return "from " + page.hold->when;
    case HeldReason::Withdrawn:
      return "withdrawn";
  }
  return "held back";
}

std::string pages_page(const PreviewSnapshot& snapshot) {
  std::string rows;
  for (const Page& page : snapshot.site->pages) {
    const FrontMatter& front = page.document->front_matter;
    const bool overdue = !front.review_by.empty() && front.review_by.text < snapshot.site->build_date;
    rows += "<tr><td><a href=\"" + escape_html(href_of(*snapshot.site, page.address)) + "\">" +
            escape_html(page.title) + "</a></td>" + cell(page.address) + cell(state_of(page)) +
            cell(front.updated.empty() ? front.date.text : front.updated.text) +
            cell(front.review_by.text + (overdue ? " (overdue)" : "")) + "</tr>";
  }
  return shell("pages", "Pages",
               table(std::to_string(snapshot.site->pages.size()) + " pages",
                     {"Page", "Address", "Status", "Updated", "Review by"}, rows));
}

std::size_t problems_of(const PreviewSnapshot& snapshot, const SourcePtr& a, const SourcePtr& b) {
  std::size_t count = 0;
  for (const Diagnostic& finding : snapshot.problems.items()) {
    if (!finding.place.source || finding.severity == Severity::Info) continue;
    const std::string& path = finding.place.source->path();
    if ((a && path == a->path()) || (b && path == b->path())) ++count;
  }
  return count;
}

std::string data_page(const PreviewSnapshot& snapshot) {
  std::string rows;
  for (const DataSet& set : snapshot.site->data.sets) {
    const std::size_t problems = problems_of(snapshot, set.csv, set.schema);
    rows += "<tr><td><a href=\"" + escape_html(href_of(*snapshot.site, "/data/" + set.id + ".csv")) + "\">" +
            escape_html(set.id) + "</a></td>" + cell(set.title) + cell(set.source) +
            cell(std::to_string(set.rows.size())) + cell(std::to_string(set.columns.size())) +
            cell(std::to_string(set.checks.size())) +
            (problems == 0 ? cell("none")
                           : "<td><a href=\"/_gazette/?page=" + percent_encode(set.csv->path()) + "\">" +
                                 std::to_string(problems) + "</a></td>") +
            "</tr>";
  }
  return shell("data", "Data",
               table(std::to_string(snapshot.site->data.sets.size()) + " data sets",
                     {"Name", "Title", "Source", "Rows", "Columns", "Checks", "Problems"}, rows));
}

std::string terms_page(const PreviewSnapshot& snapshot) {
  std::string rows;
  for (const Term& term : snapshot.site->glossary.terms) {
    rows += "<tr>" + cell(term.term) + cell(term.expansion) + cell(term.definition) + "</tr>";
  }
  // Unused and undefined terms, each with the place to mend it.
  std::string problems;
  for (const Diagnostic& finding : snapshot.problems.items()) {
    if (!finding.rule.starts_with("term/")) continue;
    problems += "<li>" + escape_html(finding.message) +
                (finding.hint.empty() ? "" : " (" + escape_html(finding.hint) + ")") + "</li>";
  }
  return shell("terms", "Terms",
               (problems.empty() ? "<p>Every term is used, and every acronym is explained.</p>"
                                 : "<h2>Unused and undefined terms</h2><ul>" + problems + "</ul>") +
                   "<h2>All terms</h2>" +
                   table(std::to_string(snapshot.site->glossary.terms.size()) + " terms",
                         {"Term", "In full", "Definition"}, rows));
}

std::string links_page(const PreviewSnapshot& snapshot) {
  std::string rows;
  std::size_t count = 0;
  constexpr std::size_t kMost = 5'000;
  for (const Page& page : snapshot.site->pages) {
    for (const MarkdownNode& node : page.document->tree.nodes) {
      if (node.kind != MarkdownKind::Link) continue;
      if (++count > kMost) continue;
      const bool elsewhere = node.url.find(':') != std::string::npos;
      rows += "<tr><td><a href=\"" + escape_html(href_of(*snapshot.site, page.address)) + "\">" +
              escape_html(page.title) + "</a></td>" + cell(node.url) +
              cell(elsewhere ? "another site" : "this site") + "</tr>";
    }
  }
  std::string problems;
  for (const Diagnostic& finding : snapshot.problems.items()) {
    if (!finding.rule.starts_with("link/") || finding.severity == Severity::Info) continue;
    problems += "<li>" + escape_html(finding.message) +
                (finding.hint.empty() ? "" : " (" + escape_html(finding.hint) + ")") + "</li>";
  }
  return shell("links", "Links",
               (problems.empty() ? "" : "<h2>To mend</h2><ul>" + problems + "</ul><h2>All links</h2>") +
                   table(std::to_string(count) + " links as written", {"Page", "Address", "Leads to"}, rows));
}

}  // namespace

std::string editor_link(const Place& place, const Site& site, const PreviewAddress& address) {
  if (!place.source) return "/_gazette/";
  const YamlNode* editor = site.config.params.find("editor");
  const std::string pattern = editor != nullptr && editor->is_scalar() && !editor->text.empty()
                                  ? editor->text
                                  : std::string("vscode://file{path}:{line}:{column}");
  const Position at = place.source->position(place.span.begin);
  std::string out = replace_all(pattern, "{path}", percent_encode(address.root + "/" + place.source->path()));
  out = replace_all(out, "{line}", std::to_string(at.line));
  return replace_all(out, "{column}", std::to_string(at.column));
}

std::string not_found_page(std::string_view path) {
  return shell("404", "Page not found", "<p>There is no page at " + escape_html(path) + "</p>");
}

std::optional<std::string> editor_page(const PreviewSnapshot& snapshot, const std::string& path,
                                       std::string_view target, const PreviewAddress& address) {
  std::string name = path.substr(std::string_view("/_gazette/").size());
  while (name.ends_with('/')) name.pop_back();
  if (name == "problems.json") return problems_json(snapshot, target, address);
  if (name.empty()) return problems_page(snapshot, target, address);
  if (name == "pages") return pages_page(snapshot);
  if (name == "data") return data_page(snapshot);
  if (name == "terms") return terms_page(snapshot);
  if (name == "links") return links_page(snapshot);
  if (name == "components") return components_html(snapshot);
  return std::nullopt;
}

}  // namespace gazette
