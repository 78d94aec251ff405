// Reads and matches redirects.
#include "checks/links/redirect_table.h"

#include <algorithm>

#include "base/text.h"
#include "formats/url.h"

namespace gazette {
namespace {

std::string without_slash(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return std::string(path);
}

struct Capture {
  std::string_view name;
  std::string_view value;
};

/// Matches `/news/:year/*` piece by piece; `*` takes all that is left.
bool match_pattern(std::string_view pattern, std::string_view path, std::vector<Capture>& captures) {
  const std::vector<std::string_view> want = split(pattern, '/');
  const std::vector<std::string_view> have = split(path, '/');
  for (std::size_t i = 0; i < want.size(); ++i) {
    if (want[i] == "*") {
      const std::size_t used =
          i < have.size() ? static_cast<std::size_t>(have[i].data() - path.data()) : path.size();
      captures.push_back({":splat", path.substr(used)});
      return true;
    }
    if (i >= have.size()) return false;
    if (want[i].size() > 1 && want[i].front() == ':' && !have[i].empty()) {
      captures.push_back({want[i], have[i]});
    } else if (want[i] != have[i]) {
      return false;
    }
  }
  return want.size() == have.size();
}

}  // namespace

std::vector<SiteRedirect> parse_redirects_file(const SourcePtr& source) {
  std::vector<SiteRedirect> redirects;
  const std::string_view text = source->text();
  for (const std::string_view line : split_lines(text)) {
    const std::string_view content = trim(line.substr(0, std::min(line.find('#'), line.size())));
    std::vector<std::string_view> words;
    for (std::size_t i = 0; i < content.size();) {
      const std::size_t end = std::min(content.find_first_of(" \t", i), content.size());
      if (end > i) words.push_back(content.substr(i, end - i));
      i = end + 1;
    }
    if (words.size() < 2 || words[1].find('=') != std::string_view::npos) continue;
    SiteRedirect redirect;
    redirect.from = percent_decode_lenient(words[0]);  // as the paths are that are looked for
    redirect.to = words[1];
    if (words.size() > 2 && is_ascii_digit(words[2].front()))
      redirect.status = std::atoi(std::string(words[2]).c_str());
    const auto at = static_cast<std::size_t>(words[1].data() - text.data());
    redirect.place = {source, {at, at + words[1].size()}};
    redirects.push_back(std::move(redirect));
  }
  return redirects;
}

RedirectTable::RedirectTable(std::vector<SiteRedirect> redirects) : redirects_(std::move(redirects)) {
  for (std::size_t i = 0; i < redirects_.size(); ++i) {
    const std::string& from = redirects_[i].from;
    if (from.ends_with("*") || from.find("/:") != std::string::npos) {
      patterns_.push_back(i);
    } else {
      exact_.emplace(without_slash(from), i);
    }
  }
}

std::optional<RedirectTable::Match> RedirectTable::find(std::string_view path) const {
  if (redirects_.empty()) return std::nullopt;
  if (const auto found = exact_.find(without_slash(path)); found != exact_.end()) {
    return Match{&redirects_[found->second], redirects_[found->second].to};
  }
  for (const std::size_t index : patterns_) {
    std::vector<Capture> captures;
    if (!match_pattern(redirects_[index].from, path, captures)) continue;
    std::string to = redirects_[index].to;
    for (const Capture& capture : captures) to = replace_all(to, capture.name, capture.value);
    return Match{&redirects_[index], std::move(to)};
  }
  return std::nullopt;
}

}  // namespace gazette
