// Each part is read from the values that directives and links read, no more and no less.
#include "stages/site_parts.h"

#include <algorithm>

#include "base/hash.h"
#include "content/words/page_dates.h"

namespace gazette {

std::uint64_t mix_fingerprints(std::uint64_t a, std::uint64_t b) {
  return fingerprint({reinterpret_cast<const char*>(&a), sizeof a}, b);
}

namespace {

constexpr auto mix_hashes = mix_fingerprints;

/// Texts one after the other, each with its length, so that no two lists look alike.
class Digest {
 public:
  explicit Digest(std::uint64_t seed) : value_(seed) {}
  Digest& operator<<(std::string_view text) {
    value_ = fingerprint(text, value_);
    return *this;
  }
  Digest& operator<<(std::uint64_t number) {
    value_ = mix_hashes(number, value_);
    return *this;
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_;
};

}  // namespace

SiteParts::SiteParts(const Site& site, const SiteFindings& findings) : site_(site) {
  read_sets();
  read_pages();
  read_matrix();
  read_terms(findings);
  read_corrections(findings);
  for (const AssetFile& asset : site.theme.assets)
    theme_files_ = fingerprint(asset.output_path, theme_files_);
  data_ = mix_hashes(mix_hashes(all_sets_, matrix_), corrections_);
  Digest common(common_);
  common << site.config.base_url << site.theme.words_fingerprint;
  for (const std::string& id : site.theme.ids) common << id;
  if (site.config.source) common << site.config.source->text();
  const auto glossary = site.by_path.find(site.config.glossary_page.text);
  common << (glossary == site.by_path.end() ? std::string_view()
                                            : std::string_view(site.page(glossary->second).address));
  common_ = common.value();
  lists_ = mix_hashes(mix_hashes(changes_, pages_), common_);
  everything_ = mix_hashes(mix_hashes(mix_hashes(data_, changes_), mix_hashes(pages_, theme_files_)),
                           mix_hashes(common_, mix_hashes(sets_shown_, terms_)));
}

void SiteParts::read_sets() {
  for (const DataSet& set : site_.data.sets) {
    std::uint64_t value = fingerprint(set.csv->text());
    if (set.schema) value = fingerprint(set.schema->text(), value);
    value = mix_hashes(value, set.published ? 1 : 0);
    sets_.emplace(set.id, value);
    all_sets_ = mix_hashes(fingerprint(set.id, value), all_sets_);
  }
  for (const auto& [id, when] : site_.data.held) all_sets_ = mix_hashes(fingerprint(id + when), all_sets_);
  // A computed column may read other sets.
  for (const DataSet& set : site_.data.sets) {
    const bool computed = std::any_of(set.columns.begin(), set.columns.end(),
                                      [](const Column& column) { return !column.formula.empty(); });
    if (computed) sets_[set.id] = mix_hashes(sets_[set.id], all_sets_);
  }
}

void SiteParts::read_pages() {
  Digest pages(pages_);
  Digest changes(changes_);
  Digest shown(sets_shown_);
  Digest holders(matrix_);
  for (const Page& page : site_.pages) {
    const FrontMatter& front = page.document->front_matter;
    pages << page.address << page.document->path << page.title << page.label << front.description.text
          << front.date.text << updated_on(front, site_.build_date) << page.layout;
    pages << ((page.listed ? 1U : 0U) | (page.is_section ? 2U : 0U) | (page.hold ? 4U : 0U) |
              (page.withdrawn ? 8U : 0U) | (static_cast<std::uint64_t>(page.origin) << 8U) |
              (static_cast<std::uint64_t>(static_cast<std::uint32_t>(page.section)) << 16U));
    for (const std::string& tag : front.tags) pages << tag;
    for (const PageId child : page.children) pages << static_cast<std::uint64_t>(child);
    for (const ChangeNote& note : shown_changes(front, site_.build_date))
      changes << note.date << note.text << page.address;
    for (const Directive& directive : page.document->tree.directives) {
      if (directive.name == "matrix") {
        holders << page.address;
        for (const DirectiveOption& option : directive.options) holders << option.key << option.value;
      } else if (!directive.argument.empty()) {
        shown << directive.name << directive.argument << page.address << page.title;
      }
    }
  }
  for (const auto& [path, held] : site_.held)
    pages << path << held.hold.section << held.hold.when << static_cast<std::uint64_t>(held.hold.reason);
  for (const AssetFile& asset : site_.assets) {
    // Names of the theme's files follow from their bytes; who links to one depends on ThemeFiles.
    if (asset.fingerprinted) continue;
    pages << asset.source_path << asset.output_path << asset.bytes->text().size();
    if (asset.picture) {
      pages << (static_cast<std::uint64_t>(asset.picture->width) << 32U | asset.picture->height);
      pages << asset.picture->what << (asset.picture->shown ? 1U : 0U);
    }
  }
  for (const Redirect& redirect : site_.redirects) pages << redirect.from << redirect.to;
  pages_ = pages.value();
  changes_ = mix_hashes(changes.value(), pages_);
  sets_shown_ = shown.value();
  matrix_ = holders.value();
}

void SiteParts::read_matrix() {
  for (const SourcePtr& source : {site_.matrix.boards_source, site_.matrix.rows_source}) {
    matrix_ = source ? fingerprint(source->text(), matrix_) : mix_hashes(matrix_, 1);
  }
  matrix_ = mix_hashes(matrix_, site_.matrix.published ? 1 : 0);
  for (const auto& [board, page] : site_.by_board)
    matrix_ = fingerprint(site_.page(page).address, fingerprint(board, matrix_));
}

void SiteParts::read_terms(const SiteFindings& findings) {
  if (site_.glossary.source) terms_ = fingerprint(site_.glossary.source->text());
  for (const Term& term : site_.glossary.terms) terms_ = fingerprint(term.slug, terms_);
  for (const auto& uses : findings.term_uses) {
    for (const TitledAddress& use : uses) terms_ = fingerprint(use.title, fingerprint(use.address, terms_));
    terms_ = mix_hashes(terms_, 1);
  }
}

void SiteParts::read_corrections(const SiteFindings& findings) {
  Digest digest(mix_hashes(all_sets_, pages_));
  digest << sets_shown_;
  for (const WaivedFailure& waived : findings.waived)
    digest << waived.set << waived.check << waived.where << waived.published << waived.finding
           << waived.reason << waived.note << waived.until << waived.kind;
  for (const Correction& correction : site_.data.corrections) {
    digest << correction.id << correction.reason << correction.finding << correction.published
           << correction.where << correction.kind << correction.until;
  }
  corrections_ = digest.value();
}

std::uint64_t SiteParts::of(const Dependency& dependency) const {
  switch (dependency.kind) {
    case DependencyKind::DataSet: {
      // A list of sets names the pages that show them, and how those stand to each other.
      if (dependency.key == "*") return mix_hashes(mix_hashes(all_sets_, sets_shown_), pages_);
      const auto found = sets_.find(dependency.key);
      return found == sets_.end() ? all_sets_ : found->second;
    }
    case DependencyKind::PageTitle: {
      const auto found = site_.by_path.find(dependency.key);
      if (found == site_.by_path.end()) return 0;
      const Page& page = site_.page(found->second);
      return fingerprint(page.title, fingerprint(page.address, page.withdrawn ? 1 : 0));
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
    case DependencyKind::ThemeFiles:
      return theme_files_;
  }
  return 0;
}

}  // namespace gazette
