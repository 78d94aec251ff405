// Prose and terms, then bodies, then pages, then the files that need them all.
#include "stages/render.h"

#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

#include "base/hash.h"
#include "base/spelling.h"
#include "base/task_pool.h"
#include "base/text.h"
#include "content/glossary/term_checks.h"
#include "content/matrix/checks.h"
#include "stages/page_context.h"
#include "stages/printed_report.h"
#include "stages/report_pdf.h"
#include "stages/site_files.h"
#include "stages/site_parts.h"

namespace gazette {
namespace {

constexpr auto mix = mix_fingerprints;

/// Gives each page what the last build kept of it. Pages mostly stand where they stood.
class KeptPages {
 public:
  explicit KeptPages(std::vector<RenderCache::KeptPage> kept) : kept_(std::move(kept)) {}

  RenderCache::KeptPage take(std::size_t likely, std::string name) {
    RenderCache::KeptPage page;
    if (likely < kept_.size() && kept_[likely].name == name) {
      page = std::move(kept_[likely]);
    } else {
      if (index_.empty()) {
        for (std::size_t i = 0; i < kept_.size(); ++i) index_.emplace(kept_[i].name, i);
      }
      const auto found = index_.find(name);
      if (found != index_.end()) page = std::move(kept_[found->second]);
    }
    page.name = std::move(name);
    return page;
  }

 private:
  std::vector<RenderCache::KeptPage> kept_;
  std::unordered_map<std::string, std::size_t> index_;
};

class SiteRenderer {
 public:
  SiteRenderer(std::shared_ptr<const Site> site, const RenderOptions& options, RenderCache& cache,
               Diagnostics& diagnostics)
      : site_ptr_(std::move(site)),
        site_(*site_ptr_),
        options_(options),
        cache_(cache),
        diagnostics_(diagnostics),
        glossary_(site_.glossary) {}

  OutputTree run() {
    take_kept();
    mark_prose();
    collect_findings();
    const SiteParts parts(site_, findings_);
    render_bodies(parts);
    check_anchors();
    OutputTree tree = render_pages();
    check_report_pdfs(site_, tree, diagnostics_);
    std::set<std::string_view> named;
    for (const KeptPage& page : pages_) named.insert(page.names.begin(), page.names.end());
    const auto published = published_assets(site_, named, cache_.named_files, diagnostics_);
    report_private_files(site_, published, options_.jobs, cache_.private_facts, diagnostics_);
    add_site_files(*cache_.maker, parts, published, options_, cache_, tree, diagnostics_);
    cache_.pages = std::move(pages_);
    return tree;
  }

 private:
  using KeptPage = RenderCache::KeptPage;

  std::string key_of(PageId id) const {
    const Page& page = site_.page(id);
    return page.origin == PageOrigin::Content
               ? page.document->path
               : page.document->path + (page.board.empty() ? "#print" : "#board");
  }

  void take_kept() {
    KeptPages kept(std::move(cache_.pages));
    pages_.reserve(site_.pages.size());
    for (std::size_t i = 0; i < site_.pages.size(); ++i)
      pages_.push_back(kept.take(i, key_of(static_cast<PageId>(i))));
  }

  /// Terms are settled for every page before the first body: the glossary page lists where each is used.
  void mark_prose() {
    std::uint64_t rules = site_.glossary.source ? fingerprint(site_.glossary.source->text()) : 0;
    rules = mix(rules, static_cast<std::uint64_t>(site_.config.first_use) * 8 +
                           static_cast<std::uint64_t>(site_.config.tips));
    for (const std::string& known : site_.config.known_acronyms) rules = fingerprint(known, rules);
    for (const Term& term : site_.glossary.terms) rules = fingerprint(term.slug, rules);
    std::vector<std::size_t> stale;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const Page& page = site_.pages[i];
      const std::uint64_t key = fingerprint(page.address, mix(rules, page.document->fingerprint));
      if (pages_[i].prose && pages_[i].prose_key == key) continue;
      pages_[i].prose_key = key;
      stale.push_back(i);
    }
    parallel_for(stale.size(), options_.jobs,
                 [&](std::size_t n) { pages_[stale[n]].prose = mark_page(site_.pages[stale[n]]); });
    for (const KeptPage& page : pages_) diagnostics_.append(page.prose->diagnostics);
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
    std::vector<const PageTermMarks*> all;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const Page& page = site_.pages[i];
      if (page.origin != PageOrigin::Content) continue;
      const PageTermMarks& terms = pages_[i].prose->terms;
      for (const TermUse& use : terms.used)
        findings_.term_uses[use.term].push_back({page.title, href_of(site_, page.address)});
      if (site_.glossary.source) all.push_back(&terms);
    }
    if (site_.glossary.source)
      check_terms(site_.glossary, all, {&glossary_, site_.data.sets, &site_.matrix}, diagnostics_);
    check_figures();
  }

  /// Declared arithmetic and the matrix: the same until a file under content/data changes.
  void check_figures() {
    std::uint64_t key = fingerprint(site_.build_date);
    key = mix(key, static_cast<std::uint64_t>(site_.config.review_months) * 8 +
                       static_cast<std::uint64_t>(site_.config.gap_open));
    for (const DataSet& set : site_.data.sets) {
      key = fingerprint(set.csv->text(), key);
      if (set.schema) key = fingerprint(set.schema->text(), key);
    }
    for (const Correction& correction : site_.data.corrections)
      key = fingerprint(correction.id + correction.until, key);
    for (const SourcePtr& source : {site_.matrix.boards_source, site_.matrix.rows_source}) {
      if (source) key = fingerprint(source->text(), key);
    }
    RenderCache::Checks& entry = cache_.checks;
    if (!entry.results || entry.key != key) {
      entry = {};
      entry.key = key;
      entry.results = std::make_shared<const CheckResults>(
          run_data_checks(site_.data, site_.build_date, entry.diagnostics));
      MatrixCheckOptions matrix;
      matrix.build_date = site_.build_date;
      matrix.gap_open = site_.config.gap_open;
      matrix.review_months = site_.config.review_months;
      if (site_.matrix.rows_source) check_matrix(site_.matrix, matrix, entry.diagnostics);
    }
    findings_.waived = entry.results->waived;
    diagnostics_.append(entry.diagnostics);
  }

  static bool is_fresh(const KeptPage& page, std::uint64_t key, const SiteParts& parts) {
    return page.body && page.body_key == key &&
           (page.surroundings == 0 || page.surroundings == parts.everything()) &&
           std::all_of(page.dependencies.begin(), page.dependencies.end(),
                       [&](const auto& pair) { return parts.of(pair.first) == pair.second; });
  }

  std::uint64_t body_key(PageId id, std::uint64_t common) const {
    const Page& page = site_.page(id);
    const std::uint64_t numbers = static_cast<std::uint64_t>(page.first_table) * 100'000 +
                                  static_cast<std::uint64_t>(page.first_figure);
    return mix(numbers, mix(common, pages_[static_cast<std::size_t>(id)].prose_key));
  }

  void render_bodies(const SiteParts& parts) {
    std::vector<std::size_t> stale;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const auto id = static_cast<PageId>(i);
      std::uint64_t key = body_key(id, parts.common());
      if (site_.page(id).origin == PageOrigin::Print) {
        // Made of its chapters.
        for (const PageId chapter : report_pages(site_, site_.page(id).report)) {
          key = mix(body_key(chapter, parts.common()), key);
          key = fingerprint(print_prefix(site_, chapter), fingerprint(site_.page(chapter).title, key));
        }
      }
      if (is_fresh(pages_[i], key, parts)) continue;
      pages_[i].body_key = key;
      stale.push_back(i);
    }
    parallel_for(stale.size(), options_.jobs, [&](std::size_t n) {
      KeptPage& page = pages_[stale[n]];
      page.body = render_body(static_cast<PageId>(stale[n]));
      page.surroundings = page.body->has_findings ? parts.everything() : 0;
      page.dependencies.clear();
      for (const Dependency& dependency : page.body->body.dependencies)
        page.dependencies.emplace_back(dependency, parts.of(dependency));
    });
    cache_.bodies_rendered = stale.size();
    for (const KeptPage& page : pages_) diagnostics_.append(page.body->diagnostics);
  }

  const PageProse& prose(PageId id) const { return *pages_[static_cast<std::size_t>(id)].prose; }
  const RenderedBody& body(PageId id) const { return *pages_[static_cast<std::size_t>(id)].body; }

  std::shared_ptr<const RenderedBody> render_body(PageId id) const {
    auto out = std::make_shared<RenderedBody>();
    if (site_.page(id).origin == PageOrigin::Print) {
      out->body = print_body(id, out->has_findings);
    } else {
      out->body = BodyRenderer(site_, findings_, id, prose(id).prose, prose(id).terms, glossary_, {},
                               out->diagnostics)
                      .render();
      out->has_findings = !out->diagnostics.empty();
    }
    collect_ids(out->body.html, out->ids);
    out->fingerprint = fingerprint(out->body.html);
    for (const Abbreviation& abbreviation : out->body.abbreviations) {
      for (const std::string* text : {&abbreviation.term, &abbreviation.expansion, &abbreviation.address})
        out->fingerprint = fingerprint(*text, out->fingerprint);
    }
    return out;
  }

  /// The chapters of a report one after the other, with ids that do not clash and links that stay.
  Body print_body(PageId id, bool& has_findings) const {
    Body out;
    std::unordered_map<PageId, std::string> prefixes;
    const auto chapters = report_pages(site_, site_.page(id).report);
    for (const PageId chapter : chapters) prefixes.emplace(chapter, print_prefix(site_, chapter));
    for (const PageId chapter : chapters) {
      BodyOptions options;
      options.id_prefix = prefixes.at(chapter) + "--";
      options.heading_shift = 1;
      options.plain_terms = true;
      options.same_output = &prefixes;
      Diagnostics said_already;  // with the chapter's own page
      Body body = BodyRenderer(site_, findings_, chapter, prose(chapter).prose, prose(chapter).terms,
                               glossary_, options, said_already)
                      .render();
      has_findings = has_findings || !said_already.empty();
      out.html += "<section class=\"print-chapter\" id=\"" + prefixes.at(chapter) + "\"><h2>" +
                  escape_html(site_.page(chapter).title) + "</h2>\n";
      for (SourceMark& mark : body.marks)
        out.marks.push_back({mark.begin + out.html.size(), std::move(mark.place)});
      out.html += body.html + "</section>\n";
      out.heading_texts.merge(body.heading_texts);
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
    for (const KeptPage& kept : pages_) {
      for (const AnchorUse& use : kept.body->body.anchor_uses) {
        // What follows `:~:` tells a browser which words to show, and names no place of the page.
        const std::string name = use.fragment.substr(0, use.fragment.find(":~:"));
        if (name.empty()) continue;
        const auto target = site_.by_path.find(use.page);
        if (target == site_.by_path.end()) continue;
        const bool always_there = equals_ignoring_case(name, "top") || name == "main";
        if (always_there && !has_heading_called(target->second, name)) continue;
        const std::unordered_set<std::string>& ids = body(target->second).ids;
        if (ids.count(name) == 0)
          report_anchor(use, name, target->second, ids, always_there ? Severity::Warning : Severity::Error);
      }
    }
  }

  /// Whether `#main` was meant for a heading, which has `main-2`, and not for the frame of the page.
  bool has_heading_called(PageId page, const std::string& fragment) const {
    const auto& headings = site_.page(page).document->headings;
    return std::any_of(headings.begin(), headings.end(), [&](const Heading& heading) {
      return slugify(heading.text) == to_lower_ascii(fragment);
    });
  }

  static void collect_ids(const std::string& html, std::unordered_set<std::string>& out) {
    static constexpr std::string_view kMark = " id=\"";
    for (std::size_t at = html.find(kMark); at != std::string::npos; at = html.find(kMark, at)) {
      at += kMark.size();
      out.insert(html.substr(at, html.find('"', at) - at));
    }
  }

  /// A warning where the link leads somewhere, though not to where it was meant to.
  void report_anchor(const AnchorUse& use, const std::string& name, PageId page,
                     const std::unordered_set<std::string>& ids, Severity severity) {
    std::vector<std::string> names(ids.begin(), ids.end());
    std::sort(names.begin(), names.end());
    const auto nearest = nearest_name(name, names);
    Diagnostic& finding = diagnostics_.error(
        "link/fragment", use.place, "the page " + site_.page(page).address + " has no place called #" + name,
        nearest ? "did you mean #" + *nearest + " ?"
                : "link to the page without `#…`, or to one of its headings");
    finding.severity = severity;
    finding.url = use.url;
    finding.status = severity == Severity::Error ? "broken" : "warn";
  }

  OutputTree render_pages() {
    std::vector<std::shared_ptr<const PageProse>> prose;
    std::vector<std::shared_ptr<const RenderedBody>> bodies;
    prose.reserve(pages_.size());
    bodies.reserve(pages_.size());
    for (const KeptPage& page : pages_) {
      prose.push_back(page.prose);
      bodies.push_back(page.body);
    }
    const auto maker = std::make_shared<const PageMaker>(site_ptr_, std::move(prose), std::move(bodies));
    cache_.maker = maker;
    const std::uint64_t chrome = chrome_fingerprint(site_);
    const PageFingerprints fingerprints(site_);
    std::vector<std::size_t> stale;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      KeptPage& page = pages_[i];
      const auto id = static_cast<PageId>(i);
      const std::uint64_t key = mix(mix(chrome, fingerprints.of(id)), page.body->fingerprint);
      const bool same_sheets = page.sheets == site_.theme.sheets_fingerprint;
      if (page.output.bytes && page.page_key == key && (same_sheets || options_.late_sheets)) {
        page.output.renew = nullptr;
        if (!same_sheets) page.output.renew = [maker, id] { return make_late(*maker, id); };
        continue;
      }
      page.page_key = key;
      page.sheets = site_.theme.sheets_fingerprint;
      stale.push_back(i);
    }
    parallel_for(stale.size(), options_.jobs,
                 [&](std::size_t n) { render_page(*maker, static_cast<PageId>(stale[n])); });
    cache_.pages_rendered = stale.size();
    OutputTree tree;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      diagnostics_.append(pages_[i].diagnostics);
      pages_[i].output.page = static_cast<PageId>(i);
      tree.files.emplace_hint(tree.files.end(), pages_[i].output.path, pages_[i].output);
    }
    return tree;
  }

  static std::shared_ptr<const std::string> make_late(const PageMaker& maker, PageId id) {
    Diagnostics said_before;  // when the page was made first
    return std::make_shared<const std::string>(maker.make(id, said_before));
  }

  void render_page(const PageMaker& maker, PageId id) {
    KeptPage& kept = pages_[static_cast<std::size_t>(id)];
    const Body& body = kept.body->body;
    kept.diagnostics = Diagnostics();
    std::string html = maker.make(id, kept.diagnostics);
    // Marks count from the start of the body; find where the layout put it.
    auto marks = std::make_shared<SourceMarks>();
    const std::size_t at = body.html.empty() ? std::string::npos : html.find(body.html);
    if (at != std::string::npos) {
      for (const SourceMark& mark : body.marks) marks->push_back({mark.begin + at, mark.place});
      marks->push_back({at + body.html.size(), {}});
    }
    kept.output = OutputFile();
    kept.output.path = site_.page(id).output_path;
    kept.output.marks = std::move(marks);
    kept.names = named_files(html, kept.output.path, site_.config);
    kept.output.bytes = std::make_shared<const std::string>(std::move(html));
  }

  std::shared_ptr<const Site> site_ptr_;
  const Site& site_;
  const RenderOptions& options_;
  RenderCache& cache_;
  Diagnostics& diagnostics_;
  GlossaryIndex glossary_;
  SiteFindings findings_;
  std::vector<KeptPage> pages_;
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
