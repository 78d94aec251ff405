#pragma once
// References that lead nowhere: "Table 5" where four tables are, "the chart below" on a page without a chart,
// "Appendix 1" when nothing has that name, a link called "Table 5" that leads to Table 7, a heading with
// nothing under it.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "model/site.h"

namespace gazette {

/// The numbers and names of the whole site that a reference may use.
class ReferenceBook {
 public:
  explicit ReferenceBook(const Site& site);

  /// Reports `content/dangling-reference`, `content/wrong-reference` and `content/empty-section`.
  void check_page(PageId page, Diagnostics& diagnostics) const;
  /// Changes when anything does that check_page reads beside the page's document.
  std::uint64_t key() const { return key_; }

  struct Item {
    bool figure = false;
    int number = 0;
  };
  struct PageNumbers {
    int last_table = 0;  // the highest number that a reference on this page may name
    int last_figure = 0;
    std::map<std::string, Item> anchors;
  };

 private:
  const Site& site_;
  std::vector<PageNumbers> pages_;
  std::set<std::string> appendices_;  // "appendix 3", named by a heading or a title
  std::uint64_t key_ = 0;
};

}  // namespace gazette
