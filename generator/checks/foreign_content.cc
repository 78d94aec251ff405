// Runs the checks on words over foreign pages.
#include "checks/foreign_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "checks/prose/prose_checks.h"

namespace gazette {
namespace {

/// What fits a search result's first line.
constexpr std::size_t kLongestTitle = 65;
constexpr std::size_t kWorthAReadingAge = 100;  // words

void check_title(const PageContent& page, Diagnostics& diagnostics) {
  const std::size_t length = count_characters(page.title);
  if (length <= kLongestTitle) return;
  diagnostics.info("content/title-length", page.title_place,
                   "this title has " + std::to_string(length) + " characters",
                   "search results show about 65");
}

void tell_reading_age(const PageContent& page, Diagnostics& diagnostics) {
  if (!page.english) return;
  const ReadingStatistics reading = reading_statistics(page);
  if (reading.words < kWorthAReadingAge) return;
  diagnostics.info("content/reading-age", page.title_place,
                   fmt::format("reading age about {:.0f}, {:.0f} words a sentence", reading.reading_age(),
                               static_cast<double>(reading.words) / static_cast<double>(reading.sentences)),
                   "9 to 11 suits everybody; short words and sentences lower it");
}

/// What a page shows at a finding: the line of its source, so that menus are known again on the next page.
std::string shown_at(const Place& place) {
  if (!place.source) return {};
  constexpr std::size_t kEnough = 200;
  const std::string_view text = place.source->text();
  const std::size_t begin = std::min(place.span.begin, text.size());
  return std::string(text.substr(begin, std::min(std::max(place.span.end, begin) - begin, kEnough)));
}

/// A fault that a layout repeats on most pages is told once, with the number of pages.
void fold_repeats(std::size_t pages, Diagnostics& diagnostics) {
  const std::size_t often = std::max<std::size_t>(5, pages / 2);
  const auto key_of = [](const Diagnostic& finding) {
    return finding.rule + '\x1f' + finding.message + '\x1f' + shown_at(finding.place);
  };
  const auto is_content = [](const Diagnostic& finding) {
    return finding.rule.starts_with("content/") && finding.rule != "content/reading-age";
  };
  std::unordered_map<std::string, std::set<std::string>> files;
  for (const Diagnostic& finding : diagnostics.items()) {
    if (is_content(finding) && finding.place.source)
      files[key_of(finding)].insert(finding.place.source->path());
  }
  std::set<std::string> told;
  std::vector<Diagnostic>& items = diagnostics.items();
  auto kept = items.begin();
  for (auto finding = items.begin(); finding != items.end(); ++finding) {
    if (is_content(*finding) && finding->place.source) {
      const std::string key = key_of(*finding);
      const std::size_t count = files[key].size();
      if (count > often) {
        if (!told.insert(key).second) continue;
        finding->message += fmt::format(" (on {} pages)", count);
      }
    }
    if (kept != finding) *kept = std::move(*finding);
    ++kept;
  }
  items.erase(kept, items.end());
}

}  // namespace

void check_title_and_reading_age(const PageContent& page, Diagnostics& diagnostics) {
  check_title(page, diagnostics);
  tell_reading_age(page, diagnostics);
}

void ForeignContentCheck::check(std::size_t number, const PageContent& page, Diagnostics& diagnostics) {
  titles_[number] = {page.title, page.title_place};
  check_prose(page, words_, diagnostics);
  check_structure(page, diagnostics);
  check_title_and_reading_age(page, diagnostics);
}

void ForeignContentCheck::finish(Diagnostics& diagnostics) const {
  fold_repeats(titles_.size(), diagnostics);
  std::map<std::string, std::vector<std::size_t>> pages;
  for (std::size_t i = 0; i < titles_.size(); ++i) {
    if (!titles_[i].text.empty()) pages[to_lower(titles_[i].text)].push_back(i);
  }
  for (const auto& [title, numbers] : pages) {
    if (numbers.size() < 2) continue;
    Diagnostic& finding = diagnostics.warning(
        "content/duplicate-title", titles_[numbers[1]].place,
        fmt::format("{} pages have the title “{}”", numbers.size(), titles_[numbers[1]].text),
        "say in each what sets it apart");
    finding.notes.push_back({"the first of them", titles_[numbers[0]].place});
  }
}

}  // namespace gazette
