// Finds the redirect of an address.
#include "content/prose/redirect_lookup.h"

#include <algorithm>

#include "base/text.h"
#include "base/unicode_form.h"

namespace gazette {

std::string plain_address(std::string_view address) {
  const auto decoded = percent_decode(address);
  return composed(decoded ? std::string_view(*decoded) : address);
}

bool is_pattern(const Redirect& redirect) {
  return redirect.from.ends_with("/*");
}

bool is_gone(const Redirect& redirect) {
  return redirect.to.empty();
}

RedirectLookup::RedirectLookup(const std::vector<Redirect>& redirects) {
  for (const Redirect& redirect : redirects) {
    std::string from = plain_address(redirect.from);
    if (is_pattern(redirect)) {
      from.pop_back();
      patterns_.emplace_back(std::move(from), &redirect);
    } else {
      exact_.emplace(std::move(from), &redirect);
    }
  }
  std::stable_sort(patterns_.begin(), patterns_.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

std::optional<RedirectLookup::Answer> RedirectLookup::find(std::string_view address) const {
  const std::string plain = plain_address(address);
  auto found = exact_.find(plain);
  if (found == exact_.end() && !plain.ends_with('/')) found = exact_.find(plain + "/");
  if (found != exact_.end()) return Answer{found->second, found->second->to};
  for (const auto& [prefix, redirect] : patterns_) {
    const bool is_folder = plain.size() + 1 == prefix.size() && prefix.starts_with(plain);
    if (!is_folder && !plain.starts_with(prefix)) continue;
    const std::string rest = is_folder ? std::string() : plain.substr(prefix.size());
    return Answer{redirect, replace_all(redirect->to, kSplat, rest)};
  }
  return std::nullopt;
}

}  // namespace gazette
