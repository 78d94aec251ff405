#pragma once
// Fingerprints of the parts of a site that bodies are made from, worked out once a build. A kept body may be
// used again while those it depends on are the same.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "content/body/body_renderer.h"
#include "model/site.h"

namespace gazette {

/// Two fingerprints as one; the order matters.
std::uint64_t mix_fingerprints(std::uint64_t a, std::uint64_t b);

class SiteParts {
 public:
  SiteParts(const Site& site, const SiteFindings& findings);

  /// Of what a body named as its dependency.
  std::uint64_t of(const Dependency& dependency) const;
  /// Of everything but other pages' text. A body with findings depends on it: what is wrong may be mended
  /// anywhere, and hints name what there is.
  std::uint64_t everything() const { return everything_; }
  /// Of the data sets, the matrix and the corrections.
  std::uint64_t data() const { return data_; }
  /// Of the pages, their change notes and the configuration: what feeds and site maps are made from.
  std::uint64_t lists() const { return lists_; }
  /// Of what every body may print: configuration, words, and where the glossary stands.
  std::uint64_t common() const { return common_; }

 private:
  void read_sets();
  void read_pages();
  void read_matrix();
  void read_terms(const SiteFindings& findings);
  void read_corrections(const SiteFindings& findings);

  const Site& site_;
  std::unordered_map<std::string, std::uint64_t> sets_;
  std::uint64_t all_sets_ = 1, sets_shown_ = 2, pages_ = 3, changes_ = 4, matrix_ = 5, terms_ = 6,
                corrections_ = 7, theme_files_ = 8, data_ = 9, common_ = 10, lists_ = 11, everything_ = 12;
};

}  // namespace gazette
