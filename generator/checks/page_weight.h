#pragma once
// What a first visit to each page costs the reader, packed with gzip as servers send it, against a budget.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "model/output_tree.h"
#include "model/site.h"

namespace gazette {

/// The most that a page may weigh, in bytes packed. `checks: {weight: …}` in site.yaml sets others, in KB of
/// 1,000 bytes.
struct WeightBudget {
  std::size_t css = 12'000;
  std::size_t js = 8'000;
  std::size_t html = 30'000;
  std::size_t page = 60'000;     // with all that it loads at once but pictures
  std::size_t images = 200'000;  // the pictures of a page
};

/// One file that a page loads.
struct WeightPart {
  std::string path;  // below the site
  std::size_t bytes = 0;
};

struct PageWeight {
  PageId page = kNoPage;
  std::size_t html = 0;
  std::size_t css = 0;
  std::size_t js = 0;
  std::size_t total = 0;             // without pictures
  std::size_t images = 0;            // pictures that load at once
  std::vector<WeightPart> parts;     // of the total, the page among them, largest first
  std::vector<WeightPart> pictures;  // largest first
};

/// Reports `weight/css`, `weight/js`, `weight/html`, `weight/page` and `weight/images`, and gives the
/// heaviest page. Print editions hold a whole report and are left out. Pages that fit unpacked are not packed
/// to be weighed, so a large site costs little; the heaviest is looked for among the twenty that are largest
/// unpacked.
PageWeight check_page_weights(const Site& site, const OutputTree& tree, unsigned jobs,
                              Diagnostics& diagnostics);

std::span<const Rule> weight_rules();

}  // namespace gazette
