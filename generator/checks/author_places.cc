// Source marks, and the search for the line of a layout.
#include "checks/author_places.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/text.h"

namespace gazette {
namespace {

constexpr std::string_view kContentFolder = "content/";

/// The start tag at the finding's place up to its first attribute value that a layout would write out:
/// what can be searched for in the theme.
std::string searchable_tag(const Place& place) {
  const std::string_view slice =
      place.source->slice({place.span.begin, std::min(place.span.end, place.span.begin + 200)});
  if (!slice.starts_with('<')) return {};
  const std::size_t quote = slice.find("=\"");
  const std::size_t close = slice.find('>');
  if (quote == std::string_view::npos || quote > close) return std::string(slice.substr(0, close));
  const std::size_t end = slice.find('"', quote + 2);
  return std::string(slice.substr(0, end == std::string_view::npos ? quote : end + 1));
}

Place layout_place(const Site& site, const Page& page, const Place& place,
                   const std::map<std::string, SourcePtr>& theme_files) {
  const auto layout = theme_files.find("layouts/" + page.layout + ".mustache");
  Place fallback =
      layout == theme_files.end() ? place : Place{layout->second, {0, layout->second->line(1).size()}};
  const std::string tag = searchable_tag(place);
  if (tag.size() < 3) return fallback;
  for (const std::string& text : {tag, tag.substr(0, tag.find(' '))}) {
    for (const auto& [path, source] : theme_files) {
      if (!path.ends_with(".mustache") || (path.starts_with("layouts/") && source != fallback.source))
        continue;
      const std::size_t at = source->text().find(text);
      if (at != std::string::npos) return {source, {at, at + text.size()}};
    }
  }
  (void)site;
  return fallback;
}

}  // namespace

std::optional<Place> author_place(const OutputFile& file, std::size_t offset) {
  if (!file.marks) return std::nullopt;
  const auto after = std::upper_bound(file.marks->begin(), file.marks->end(), offset,
                                      [](std::size_t at, const SourceMark& mark) { return at < mark.begin; });
  if (after == file.marks->begin()) return std::nullopt;
  const Place& place = std::prev(after)->place;
  return place.source ? std::optional(place) : std::nullopt;
}

void name_pages(const Site& site, Diagnostics& diagnostics) {
  for (Diagnostic& diagnostic : diagnostics.items()) {
    if (!diagnostic.page.empty() || !diagnostic.place.source) continue;
    const std::string& path = diagnostic.place.source->path();
    if (!path.starts_with(kContentFolder)) continue;
    const auto found = site.by_path.find(path.substr(kContentFolder.size()));
    if (found != site.by_path.end()) diagnostic.page = site.page(found->second).address;
  }
}

void move_to_authors(const Site& site, const OutputTree& tree,
                     const std::map<std::string, SourcePtr>& theme_files, Diagnostics& diagnostics) {
  std::vector<Diagnostic> out;
  // Layout findings by what is wrong and where in the theme.
  std::map<std::tuple<std::string, std::string, const SourceFile*, std::size_t>,
           std::pair<std::size_t, std::size_t>>
      repeated;
  for (Diagnostic& diagnostic : diagnostics.items()) {
    const OutputFile* file = diagnostic.place.source ? tree.find(diagnostic.place.source->path()) : nullptr;
    if (file == nullptr || file->page == kNoPage) {
      out.push_back(std::move(diagnostic));
      continue;
    }
    const Page& page = site.page(file->page);
    diagnostic.page = page.address;
    for (Note& note : diagnostic.notes) {
      const OutputFile* other = note.place.source ? tree.find(note.place.source->path()) : nullptr;
      if (other == nullptr) continue;
      if (auto place = author_place(*other, note.place.span.begin)) note.place = *place;
    }
    // The print edition says again what its chapters say.
    if (page.origin == PageOrigin::Print && author_place(*file, diagnostic.place.span.begin)) continue;
    if (auto place = author_place(*file, diagnostic.place.span.begin)) {
      diagnostic.place = *place;
      out.push_back(std::move(diagnostic));
      continue;
    }
    diagnostic.place = layout_place(site, page, diagnostic.place, theme_files);
    const auto key = std::make_tuple(diagnostic.rule, diagnostic.message, diagnostic.place.source.get(),
                                     diagnostic.place.span.begin);
    const auto [found, fresh] = repeated.try_emplace(key, out.size(), 1);
    if (fresh) {
      out.push_back(std::move(diagnostic));
    } else {
      ++found->second.second;
    }
  }
  for (const auto& [key, entry] : repeated) {
    if (entry.second > 1) out[entry.first].message += " (on " + std::to_string(entry.second) + " pages)";
  }
  diagnostics.items() = std::move(out);
}

}  // namespace gazette
