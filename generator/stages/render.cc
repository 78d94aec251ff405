// Prose and terms, then bodies, then pages, then the files that need them all.
#include "stages/render.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/hash.h"
#include "base/spelling.h"
#include "base/task_pool.h"
#include "base/text.h"
#include "content/matrix_checks.h"
#include "content/term_checks.h"
#include "stages/page_context.h"
#include "stages/report_pdf.h"
#include "stages/site_files.h"

namespace gazette {
namespace {

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  return fingerprint({reinterpret_cast<const char*>(&a), sizeof a}, b);
}

/// Fingerprints of the parts of a site that bodies depend on, worked out once a build.
class Parts {
 public:
  Parts(const Site& site, const SiteFindings& findings) : site_(site) {
    for (const DataSet& set : site.data.sets) {
      std::uint64_t value = fingerprint(set.csv->text());
      if (set.schema) value = fingerprint(set.schema->text(), value);
      sets_.emplace(set.id, value);
      all_sets_ = mix(all_sets_, value);
    }
    for (const Page& page : site.pages) {
      const FrontMatter& front = page.document->front_matter;
      std::string text = page.address + '\x1f' + page.title + '\x1f' + front.description.text + '\x1f' +
                         front.date.text + (page.listed ? "1" : "0");
      for (const std::string& tag : front.tags) text += '\x1e' + tag;
      pages_ = fingerprint(text, pages_);
      for (const ChangeNote& note : front.changes)
        changes_ = fingerprint(note.date + note.text + page.address, changes_);
      for (const Directive& directive : page.document->tree.directives) {
        if (directive.name == "table" || directive.name == "chart" || directive.name == "indicators") {
          sets_shown_ = fingerprint(directive.argument + page.address + page.title, sets_shown_);
        }
      }
    }
    for (const AssetFile& asset : site.assets) pages_ = fingerprint(asset.output_path, pages_);
    for (const Redirect& redirect : site.redirects) pages_ = fingerprint(redirect.from, pages_);
    changes_ = mix(changes_, pages_);
    for (const SourcePtr& source : {site.matrix.boards_source, site.matrix.rows_source}) {
      if (source) matrix_ = fingerprint(source->text(), matrix_);
    }
    for (const auto& [board, page] : site.by_board)
      matrix_ = fingerprint(board + site.page(page).address, matrix_);
    if (site.glossary.source) terms_ = fingerprint(site.glossary.source->text());
    for (const auto& uses : findings.term_uses) {
      for (const TitledAddress& use : uses) terms_ = fingerprint(use.address + use.title, terms_);
      terms_ = mix(terms_, 1);
    }
    corrections_ = mix(all_sets_, pages_);
    for (const WaivedFailure& waived : findings.waived) {
      corrections_ = fingerprint(waived.set + waived.check + waived.where + waived.finding + waived.reason,
                                 corrections_);
    }
    for (const Correction& correction : site.data.corrections) {
      corrections_ = fingerprint(correction.id + correction.reason + correction.finding +
                                     correction.published + correction.where + correction.kind,
                                 corrections_);
    }
  }

  std::uint64_t of(const Dependency& dependency) const {
    switch (dependency.kind) {
      case DependencyKind::DataSet: {
        if (dependency.key == "*") return mix(all_sets_, sets_shown_);
        const auto found = sets_.find(dependency.key);
        return found == sets_.end() ? 0 : found->second;
      }
      case DependencyKind::PageTitle: {
        const auto found = site_.by_path.find(dependency.key);
        if (found == site_.by_path.end()) return 0;
        const Page& page = site_.page(found->second);
        return fingerprint(page.address + '\x1f' + page.title);
      }
      case DependencyKind::Pages:
        return pages_;
      case DependencyKind::Matrix:
        return matrix_;
      case DependencyKind::Terms:
        return terms_;
      case DependencyKind::Corrections:
        return corrections_;
      case DependencyKind::Changes:
        return changes_;
    }
    return 0;
  }

  std::uint64_t terms() const { return terms_; }

 private:
  const Site& site_;
  std::unordered_map<std::string, std::uint64_t> sets_;
  std::uint64_t all_sets_ = 1, sets_shown_ = 2, pages_ = 3, changes_ = 4, matrix_ = 5, terms_ = 6,
                corrections_ = 7;
};

class SiteRenderer {
 public:
  SiteRenderer(const std::shared_ptr<const Site>& site, const RenderOptions& options, RenderCache& cache,
               Diagnostics& diagnostics)
      : site_(*site),
        options_(options),
        cache_(cache),
        diagnostics_(diagnostics),
        glossary_(site->glossary) {}

  OutputTree run() {
    mark_prose();
    collect_findings();
    render_bodies();
    check_anchors();
    OutputTree tree = render_pages();
    check_report_pdfs(site_, tree, diagnostics_);
    add_site_files(site_, bodies(), prose_, options_, tree, diagnostics_);
    return tree;
  }

 private:
  std::string key_of(PageId id) const {
    const Page& page = site_.page(id);
    return page.origin == PageOrigin::Print ? page.document->path + "#print" : page.document->path;
  }

  std::vector<const Body*> bodies() const {
    std::vector<const Body*> out;
    for (const auto& body : bodies_) out.push_back(&body->body);
    return out;
  }

  /// Terms are settled for every page before the first body: the glossary page lists where each is used.
  void mark_prose() {
    std::uint64_t rules = site_.glossary.source ? fingerprint(site_.glossary.source->text()) : 0;
    rules = mix(rules, static_cast<std::uint64_t>(site_.config.first_use) * 8 +
                           static_cast<std::uint64_t>(site_.config.tips));
    for (const std::string& known : site_.config.known_acronyms) rules = fingerprint(known, rules);
    prose_.resize(site_.pages.size());
    std::unordered_map<std::string, RenderCache::ProseEntry> kept;
    std::vector<RenderCache::ProseEntry> entries(site_.pages.size());
    parallel_for(site_.pages.size(), options_.jobs, [&](std::size_t i) {
      const Page& page = site_.pages[i];
      const std::uint64_t key = fingerprint(page.address, mix(rules, page.document->fingerprint));
      const auto found = cache_.prose.find(key_of(static_cast<PageId>(i)));
      if (found != cache_.prose.end() && found->second.key == key) {
        entries[i] = found->second;
      } else {
        entries[i] = {key, mark_page(page)};
      }
      prose_[i] = entries[i].prose;
    });
    for (std::size_t i = 0; i < entries.size(); ++i) {
      kept.emplace(key_of(static_cast<PageId>(i)), entries[i]);
      diagnostics_.append(entries[i].prose->diagnostics);
    }
    cache_.prose = std::move(kept);
  }

  std::shared_ptr<const PageProse> mark_page(const Page& page) const {
    auto out = std::make_shared<PageProse>();
    out->prose = collect_prose(page.document->tree);
    PageTerms terms;
    terms.address = page.address;
    terms.path = page.document->path;
    terms.off = page.document->front_matter.terms_off || page.origin != PageOrigin::Content ||
                page.address == "/404.html";
    for (const PlacedText& skipped : page.document->front_matter.terms_skip) {
      terms.skip.push_back({skipped.text, skipped.place});
    }
    for (const MarkdownNode& node : page.document->tree.nodes) {
      if (node.kind != MarkdownKind::Role || node.url != "abbr") continue;
      terms.explained.emplace_back(trim(std::string_view(node.text).substr(0, node.text.find('('))));
    }
    TermOptions options;
    options.first_use = site_.config.first_use;
    options.tips = site_.config.tips;
    options.known = site_.config.known_acronyms;
    // A site without a glossary is not asked to explain its words.
    if (!site_.glossary.source) options.first_use = FirstUse::Off;
    out->terms = mark_terms(out->prose.runs, site_.glossary, glossary_, terms, options, out->diagnostics);
    return out;
  }

  void collect_findings() {
    findings_.term_uses.resize(site_.glossary.terms.size());
    std::vector<PageTermMarks> all;
    for (std::size_t i = 0; i < prose_.size(); ++i) {
      const Page& page = site_.pages[i];
      if (page.origin != PageOrigin::Content) continue;
      for (const TermUse& use : prose_[i]->terms.used) {
        findings_.term_uses[use.term].push_back({page.title, href_of(site_, page.address)});
      }
      if (site_.glossary.source) all.push_back(prose_[i]->terms);
    }
    if (site_.glossary.source) check_terms(site_.glossary, all, diagnostics_);
    check_figures();
  }

  /// Declared arithmetic and the matrix: the same until a file under content/data changes.
  void check_figures() {
    std::uint64_t key = fingerprint(site_.build_date);
    for (const DataSet& set : site_.data.sets) {
      key = fingerprint(set.csv->text(), key);
      if (set.schema) key = fingerprint(set.schema->text(), key);
    }
    for (const Correction& correction : site_.data.corrections)
      key = fingerprint(correction.id + correction.until, key);
    for (const SourcePtr& source : {site_.matrix.boards_source, site_.matrix.rows_source}) {
      if (source) key = fingerprint(source->text(), key);
    }
    RenderCache::ChecksEntry& entry = cache_.checks;
    if (!entry.results || entry.key != key) {
      entry = {};
      entry.key = key;
      entry.results = std::make_shared<const CheckResults>(
          run_data_checks(site_.data, site_.build_date, entry.diagnostics));
      MatrixCheckOptions matrix;
      matrix.build_date = site_.build_date;
      if (site_.matrix.rows_source) check_matrix(site_.matrix, matrix, entry.diagnostics);
    }
    findings_.waived = entry.results->waived;
    diagnostics_.append(entry.diagnostics);
  }

  bool is_fresh(const RenderCache::BodyEntry& entry, std::uint64_t key, const Parts& parts) const {
    return entry.key == key && entry.body &&
           std::all_of(entry.dependencies.begin(), entry.dependencies.end(),
                       [&](const auto& pair) { return parts.of(pair.first) == pair.second; });
  }

  void render_bodies() {
    const Parts parts(site_, findings_);
    const std::uint64_t common =
        fingerprint(site_.config.base_url, mix(site_.theme.fingerprint, parts.terms()));
    bodies_.resize(site_.pages.size());
    std::vector<RenderCache::BodyEntry> entries(site_.pages.size());
    std::vector<std::size_t> stale;
    for (std::size_t i = 0; i < site_.pages.size(); ++i) {
      const auto id = static_cast<PageId>(i);
      const Page& page = site_.pages[i];
      std::uint64_t key = fingerprint(page.address, mix(common, page.document->fingerprint));
      key = mix(key, static_cast<std::uint64_t>(page.first_table) * 100'000 +
                         static_cast<std::uint64_t>(page.first_figure));
      if (page.origin == PageOrigin::Print) {
        // Made of other pages' documents: their fingerprints are its own.
        for (const PageId chapter : report_pages(site_, page.report)) {
          key = mix(key, page_fingerprint(site_, chapter));
        }
        key = mix(key, parts.of({DependencyKind::Corrections, {}}));
        key = mix(key, parts.of({DependencyKind::Matrix, {}}));
        key = mix(key, parts.of({DependencyKind::Changes, {}}));
      }
      entries[i].key = key;
      const auto found = cache_.bodies.find(key_of(id));
      if (found != cache_.bodies.end() && is_fresh(found->second, key, parts)) {
        entries[i] = found->second;
      } else {
        stale.push_back(i);
      }
    }
    parallel_for(stale.size(), options_.jobs, [&](std::size_t n) {
      const std::size_t i = stale[n];
      entries[i].body = render_body(static_cast<PageId>(i));
      for (const Dependency& dependency : entries[i].body->body.dependencies) {
        entries[i].dependencies.emplace_back(dependency, parts.of(dependency));
      }
    });
    cache_.bodies_rendered = stale.size();
    cache_.bodies.clear();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      bodies_[i] = entries[i].body;
      diagnostics_.append(entries[i].body->diagnostics);
      cache_.bodies.emplace(key_of(static_cast<PageId>(i)), std::move(entries[i]));
    }
  }

  std::shared_ptr<const RenderedBody> render_body(PageId id) const {
    auto out = std::make_shared<RenderedBody>();
    if (site_.page(id).origin == PageOrigin::Print) {
      out->body = print_body(id);
    } else {
      const PageProse& prose = *prose_[static_cast<std::size_t>(id)];
      out->body =
          BodyRenderer(site_, findings_, id, prose.prose, prose.terms, glossary_, {}, out->diagnostics)
              .render();
    }
    out->fingerprint = fingerprint(out->body.html);
    for (const Abbreviation& abbreviation : out->body.abbreviations) {
      out->fingerprint =
          fingerprint(abbreviation.term + abbreviation.expansion + abbreviation.address, out->fingerprint);
    }
    return out;
  }

  /// The chapters of a report one after the other, with ids that do not clash and links that stay.
  Body print_body(PageId id) const {
    Body out;
    std::unordered_map<PageId, std::string> prefixes;
    const auto chapters = report_pages(site_, site_.page(id).report);
    for (const PageId chapter : chapters) prefixes.emplace(chapter, print_prefix(site_, chapter));
    for (const PageId chapter : chapters) {
      BodyOptions options;
      options.id_prefix = prefixes.at(chapter) + "-";
      options.heading_shift = 1;
      options.plain_terms = true;
      options.same_output = &prefixes;
      Diagnostics said_already;  // with the chapter's own page
      const PageProse& prose = *prose_[static_cast<std::size_t>(chapter)];
      Body body =
          BodyRenderer(site_, findings_, chapter, prose.prose, prose.terms, glossary_, options, said_already)
              .render();
      out.html += "<section class=\"print-chapter\" id=\"" + prefixes.at(chapter) + "\"><h2>" +
                  escape_html(site_.page(chapter).title) + "</h2>\n";
      for (SourceMark& mark : body.marks)
        out.marks.push_back({mark.begin + out.html.size(), std::move(mark.place)});
      out.html += body.html + "</section>\n";
      for (Abbreviation& abbreviation : body.abbreviations) {
        const bool known = std::any_of(out.abbreviations.begin(), out.abbreviations.end(),
                                       [&](const Abbreviation& a) { return a.term == abbreviation.term; });
        if (!known) out.abbreviations.push_back(std::move(abbreviation));
      }
      for (Dependency& dependency : body.dependencies) out.dependencies.push_back(std::move(dependency));
    }
    std::sort(out.abbreviations.begin(), out.abbreviations.end(),
              [](const Abbreviation& a, const Abbreviation& b) { return a.term < b.term; });
    return out;
  }

  void check_anchors() {
    std::unordered_map<PageId, std::unordered_set<std::string>> known;
    for (std::size_t i = 0; i < bodies_.size(); ++i) {
      for (const AnchorUse& use : bodies_[i]->body.anchor_uses) {
        const auto target = site_.by_path.find(use.page);
        const bool always_there = equals_ignoring_case(use.fragment, "top") || use.fragment == "main";
        if (always_there || use.fragment.starts_with(":~:") || target == site_.by_path.end()) continue;
        const PageId page = target->second;
        auto [found, fresh] = known.try_emplace(page);
        if (fresh) collect_ids(bodies_[static_cast<std::size_t>(page)]->body.html, found->second);
        if (found->second.count(use.fragment) > 0) continue;
        report_anchor(use, page, found->second);
      }
    }
  }

  static void collect_ids(const std::string& html, std::unordered_set<std::string>& out) {
    static constexpr std::string_view kMark = " id=\"";
    for (std::size_t at = html.find(kMark); at != std::string::npos; at = html.find(kMark, at)) {
      at += kMark.size();
      out.insert(html.substr(at, html.find('"', at) - at));
    }
  }

  void report_anchor(const AnchorUse& use, PageId page, const std::unordered_set<std::string>& ids) {
    std::vector<std::string> names(ids.begin(), ids.end());
    std::sort(names.begin(), names.end());
    const auto nearest = nearest_name(use.fragment, names);
    Diagnostic& finding =
        diagnostics_.error("link/fragment", use.place,
                           "the page " + site_.page(page).address + " has no place called #" + use.fragment,
                           nearest ? "did you mean #" + *nearest + " ?"
                                   : "link to the page without `#…`, or to one of its headings");
    finding.url = use.url;
    finding.status = "broken";
  }

  OutputTree render_pages() {
    const TemplateValue site_values = site_context(site_);
    const std::uint64_t chrome = chrome_fingerprint(site_);
    std::vector<RenderCache::PageEntry> entries(site_.pages.size());
    std::vector<std::size_t> stale;
    for (std::size_t i = 0; i < site_.pages.size(); ++i) {
      const auto id = static_cast<PageId>(i);
      entries[i].key = mix(mix(chrome, page_fingerprint(site_, id)), bodies_[i]->fingerprint);
      const auto found = cache_.pages.find(key_of(id));
      if (found != cache_.pages.end() && found->second.key == entries[i].key) {
        entries[i] = found->second;
      } else {
        stale.push_back(i);
      }
    }
    parallel_for(stale.size(), options_.jobs,
                 [&](std::size_t n) { render_page(stale[n], site_values, entries[stale[n]]); });
    cache_.pages_rendered = stale.size();
    cache_.pages.clear();
    OutputTree tree;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      diagnostics_.append(entries[i].diagnostics);
      entries[i].output.page = static_cast<PageId>(i);
      tree.files.emplace(entries[i].output.path, entries[i].output);
      cache_.pages.emplace(key_of(static_cast<PageId>(i)), std::move(entries[i]));
    }
    return tree;
  }

  void render_page(std::size_t i, const TemplateValue& site_values, RenderCache::PageEntry& entry) const {
    const auto id = static_cast<PageId>(i);
    const Page& page = site_.pages[i];
    const Body& body = bodies_[i]->body;
    std::size_t words = 0;
    for (const ProseRun& run : prose_[i]->prose.runs) {
      words += static_cast<std::size_t>(std::count(run.text.begin(), run.text.end(), ' ')) + 1;
    }
    const TemplateValue values = page_context(site_, id, body, words);
    entry.output.path = page.output_path;
    std::string html = site_.theme.templates->render(page.layout, values, site_values, entry.diagnostics);
    // Marks count from the start of the body; find where the layout put it.
    entry.output.marks.clear();
    const std::size_t at = body.html.empty() ? std::string::npos : html.find(body.html);
    if (at != std::string::npos) {
      for (const SourceMark& mark : body.marks) entry.output.marks.push_back({mark.begin + at, mark.place});
      entry.output.marks.push_back({at + body.html.size(), {}});
    }
    entry.output.bytes = std::make_shared<const std::string>(std::move(html));
  }

  const Site& site_;
  const RenderOptions& options_;
  RenderCache& cache_;
  Diagnostics& diagnostics_;
  GlossaryIndex glossary_;
  SiteFindings findings_;
  std::vector<std::shared_ptr<const PageProse>> prose_;
  std::vector<std::shared_ptr<const RenderedBody>> bodies_;
};

}  // namespace

OutputTree render_site(const std::shared_ptr<const Site>& site, const RenderOptions& options,
                       RenderCache& cache, Diagnostics& diagnostics) {
  return SiteRenderer(site, options, cache, diagnostics).run();
}

void OutputTree::add(std::string path, std::string bytes) {
  OutputFile file;
  file.path = path;
  file.bytes = std::make_shared<const std::string>(std::move(bytes));
  files[std::move(path)] = std::move(file);
}

const OutputFile* OutputTree::find(const std::string& path) const {
  const auto found = files.find(path);
  return found == files.end() ? nullptr : &found->second;
}

}  // namespace gazette
