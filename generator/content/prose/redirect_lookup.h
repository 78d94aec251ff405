#pragma once
// Which redirect answers when a reader asks for an address: rows for one address first, then patterns such
// as `/old/*`, the longest first.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/site.h"

namespace gazette {

/// What stands in a target for the part of an address that the `*` of a pattern stood for.
inline constexpr std::string_view kSplat = ":splat";

/// Addresses are the same however their characters are written: /é/ is /%C3%A9/, in either Unicode form.
std::string plain_address(std::string_view address);

/// True for a redirect of every address that begins alike: `/old/*`. Its target may hold `:splat`.
bool is_pattern(const Redirect& redirect);

/// True for an old address that leads nowhere any more, of which hosts say 410; it has no target.
bool is_gone(const Redirect& redirect);

/// Looks into the redirects that it is made for, which must outlive it and stay as they are.
class RedirectLookup {
 public:
  explicit RedirectLookup(const std::vector<Redirect>& redirects);

  struct Answer {
    const Redirect* redirect = nullptr;
    std::string to;  // with `:splat` filled in; empty when the address is gone
  };
  /// The answer at `address`, a path of this site without the base path. A slash that is missing at the end
  /// is no matter: servers put it there.
  std::optional<Answer> find(std::string_view address) const;

 private:
  std::unordered_map<std::string, const Redirect*> exact_;
  std::vector<std::pair<std::string, const Redirect*>>
      patterns_;  // by what stands before the `*`, longest first
};

}  // namespace gazette
