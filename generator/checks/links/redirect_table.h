#pragma once
// The redirects that the site's own host answers with: the `_redirects` file that Gazette and several
// hosts use, and those that a caller gives.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "checks/links/check_links.h"

namespace gazette {

/// One line of a `_redirects` file: `/from /to 301`. Comments, blank lines and lines with conditions on
/// the query or country keep their place but are not followed.
std::vector<SiteRedirect> parse_redirects_file(const SourcePtr& source);

/// Finds the redirect for a path.
class RedirectTable {
 public:
  explicit RedirectTable(std::vector<SiteRedirect> redirects);

  struct Match {
    const SiteRedirect* redirect = nullptr;
    std::string to;  // with `:splat` and `:name` filled in
  };
  /// The first rule that matches; null when none does. A slash at the end makes no difference.
  std::optional<Match> find(std::string_view path) const;
  const std::vector<SiteRedirect>& all() const { return redirects_; }

 private:
  std::vector<SiteRedirect> redirects_;
  std::unordered_map<std::string, std::size_t> exact_;
  std::vector<std::size_t> patterns_;
};

}  // namespace gazette
