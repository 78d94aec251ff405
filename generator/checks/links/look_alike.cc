// Compares host names by letters and by looks.
#include "checks/links/look_alike.h"

#include "base/spelling.h"
#include "base/text.h"

namespace gazette {
namespace {

/// Letters that look alike become one.
std::string look(std::string_view host) {
  std::string out;
  for (const char c : replace_all(replace_all(host, "rn", "m"), "vv", "w")) {
    out += c == '0' ? 'o' : (c == '1' || c == 'i' ? 'l' : c);
  }
  return out;
}

}  // namespace

std::string_view without_www(std::string_view host) {
  return host.starts_with("www.") ? host.substr(4) : host;
}

bool is_look_alike(std::string_view host, std::string_view own) {
  constexpr std::size_t kShortestName = 7;  // below it, one letter more is a name of its own
  if (host == own || host.ends_with("." + std::string(own)) || own.ends_with("." + std::string(host)))
    return false;
  if (own.size() < kShortestName || host.starts_with("[")) return false;
  return edit_distance(host, own, 1) <= 1 || look(host) == look(own);
}

}  // namespace gazette
