// Front matter, Markdown, includes, headings: one file at a time, many files at once.
#include "stages/scan.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "base/spelling.h"
#include "base/task_pool.h"
#include "base/unicode_form.h"
#include "content/body/directive_table.h"
#include "content/prose/headings.h"
#include "stages/project/front_matter.h"
#include "stages/theme_ids.h"

namespace gazette {
namespace {

/// Most files one page may pull in, directly or through others.
constexpr std::size_t kMostIncludes = 200;

std::vector<std::string> known_paths(const std::map<std::string, SourcePtr>& pages) {
  std::vector<std::string> paths;
  for (const auto& [path, source] : pages) paths.push_back(path);
  return paths;
}

/// Puts the text of included files below their directives. Works through the tree's directives as
/// they appear, included ones too; `chain` remembers through which files each was reached.
class Includer {
 public:
  Includer(MarkdownTree& tree, const std::string& path, const std::map<std::string, SourcePtr>& pages,
           const MarkdownOptions& options, Diagnostics& diagnostics)
      : tree_(tree), pages_(pages), options_(options), diagnostics_(diagnostics), chains_{{path}} {}

  void run() {
    for (std::size_t i = 0; i < tree_.nodes.size(); ++i) {
      const auto id = static_cast<NodeId>(i);
      if (tree_.node(id).kind != MarkdownKind::Directive) continue;
      const Directive& directive = tree_.directive(tree_.node(id));
      if (directive.name == "include" && !directive.argument.empty()) include(id, directive);
    }
  }

 private:
  void include(NodeId id, const Directive& directive) {
    const Place place = tree_.place(id, directive.argument_span);
    std::string path = composed(directive.argument);
    if (path.starts_with('/')) path.erase(0, 1);
    const auto found = pages_.find(path);
    if (path.starts_with("../") || path.find("/../") != std::string::npos) {
      diagnostics_.error("include/missing", place, "an included file is named from content/ on, without `..`",
                         "write its path below content/, such as shared/fees.md");
      return;
    }
    if (found == pages_.end()) {
      diagnostics_.error("include/missing", place, "there is no file content/" + path,
                         did_you_mean(path, known_paths(pages_)));
      return;
    }
    std::vector<std::string> chain = chains_[static_cast<std::size_t>(tree_.node(id).source)];
    const auto first = std::find(chain.begin(), chain.end(), path);
    if (first != chain.end()) {
      // Every file of the circle comes upon it, and every page that leads into it: the first of them tells.
      if (chain.front() != *std::min_element(first, chain.end())) return;
      std::string way;
      for (const std::string& step : chain) way += step + " includes ";
      diagnostics_.error("include/cycle", place, "these files include each other: " + way + path,
                         "remove one of the includes");
      return;
    }
    if (tree_.sources.size() > kMostIncludes) {
      diagnostics_.error("include/too-many", place, "this page includes too many files");
      return;
    }
    chain.push_back(path);
    chains_.push_back(std::move(chain));
    std::size_t body_begin = 0;
    Diagnostics ignored;  // an included file need not be a page of its own
    if (found->second->text().starts_with("---")) read_front_matter(found->second, body_begin, ignored);
    graft_markdown(tree_, id, found->second, {body_begin, found->second->text().size()}, options_,
                   diagnostics_);
  }

  MarkdownTree& tree_;
  const std::map<std::string, SourcePtr>& pages_;
  const MarkdownOptions& options_;
  Diagnostics& diagnostics_;
  std::vector<std::vector<std::string>> chains_;  // for each source of the tree
};

bool is_current(const ScanCache::Entry& entry, const SourcePtr& source,
                const std::map<std::string, SourcePtr>& pages) {
  if (!entry.document || entry.sources.empty() || entry.sources.front() != source) return false;
  // A file that was missing may be there by now.
  for (const Diagnostic& diagnostic : entry.diagnostics.items()) {
    if (diagnostic.rule == "include/missing") return false;
  }
  return std::all_of(entry.sources.begin() + 1, entry.sources.end(), [&](const SourcePtr& included) {
    const std::string path = included->path().substr(std::string_view("content/").size());
    const auto found = pages.find(path);
    return found != pages.end() && found->second == included;
  });
}

/// Parses one file. `pages` are the texts that it may include, by path below content/; `taken_ids` those that
/// no heading may have.
DocumentPtr scan_document(const std::string& path, const SourcePtr& source,
                          const std::map<std::string, SourcePtr>& pages,
                          const std::set<std::string>& taken_ids, Diagnostics& diagnostics) {
  auto document = std::make_shared<Document>();
  document->path = path;
  document->source = source;
  std::size_t body_begin = 0;
  // A fragment may have front matter, which is checked like any other.
  if (!is_fragment(path) || source->text().starts_with("---"))
    document->front_matter = read_front_matter(source, body_begin, diagnostics);
  MarkdownOptions options;
  options.smart = document->front_matter.smart;
  options.has_markdown_body = has_markdown_body;
  document->tree = parse_markdown(source, {body_begin, source->text().size()}, options, diagnostics);
  Includer(document->tree, path, pages, options, diagnostics).run();
  check_directives(document->tree, diagnostics);
  document->headings = collect_headings(document->tree, taken_ids, diagnostics);
  for (const SourcePtr& used : document->tree.sources) {
    document->has_allowances =
        document->has_allowances || used->text().find("gazette-allow") != std::string::npos;
    document->fingerprint = fingerprint(used->text(), document->fingerprint ^ fingerprint(used->path()));
  }
  return document;
}

}  // namespace

bool is_fragment(std::string_view path) {
  if (path.starts_with("_") && path != "_index.md") return true;
  return path.find("/_") != std::string_view::npos && !path.ends_with("/_index.md");
}

std::vector<DocumentPtr> scan_documents(const ProjectFiles& files, ScanCache& cache, unsigned jobs,
                                        Diagnostics& diagnostics) {
  prepare_markdown();
  if (std::set<std::string> taken = theme_ids(files.theme); taken != cache.taken_ids) {
    cache.entries.clear();
    cache.taken_ids = std::move(taken);
  }
  // Both lists are sorted by path, so what was kept is found by walking them side by side.
  std::vector<ScanCache::Entry> entries(files.pages.size());
  std::vector<std::pair<std::size_t, const std::pair<const std::string, SourcePtr>*>> stale;
  auto kept = cache.entries.begin();
  std::size_t at = 0;
  for (const auto& page : files.pages) {
    while (kept != cache.entries.end() && kept->document->path < page.first) ++kept;
    const bool known = kept != cache.entries.end() && kept->document->path == page.first;
    if (known && is_current(*kept, page.second, files.pages)) {
      entries[at] = std::move(*kept++);
    } else {
      stale.emplace_back(at, &page);
    }
    ++at;
  }
  parallel_for(stale.size(), jobs, [&](std::size_t n) {
    const auto& [path, source] = *stale[n].second;
    ScanCache::Entry& entry = entries[stale[n].first];
    entry.document = scan_document(path, source, files.pages, cache.taken_ids, entry.diagnostics);
    entry.sources = entry.document->tree.sources;
  });
  cache.entries = std::move(entries);
  std::vector<DocumentPtr> documents;
  documents.reserve(cache.entries.size());
  for (const ScanCache::Entry& entry : cache.entries) {
    documents.push_back(entry.document);
    diagnostics.append(entry.diagnostics);
  }
  return documents;
}

}  // namespace gazette
