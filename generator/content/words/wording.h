#pragma once
// The words a reader sees that no author wrote: button names, headings, notes. A theme's language
// file may replace each; what it leaves out is said in British English.

#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace gazette {

/// Words by key, as a theme's strings file gives them. `{name}` in a text is filled in.
using Wording = std::map<std::string, std::string>;

struct DefaultWord {
  std::string_view key;
  std::string_view text;
};
/// The British English words of all directives; those of charts are in content/chart/chart_strings.
std::span<const DefaultWord> default_wording();

using WordValue = std::pair<std::string_view, std::string_view>;
/// The text for `key` with `{name}` replaced by the value of that name. The key itself when there
/// is no such text, so that a slip shows.
std::string say(const Wording& wording, std::string_view key, std::initializer_list<WordValue> values = {});
/// As `say`, with `key_one` for 1 and `key_other` for every other count; `{count}` is filled in.
std::string say_count(const Wording& wording, std::string_view key, std::size_t count,
                      std::initializer_list<WordValue> values = {});

}  // namespace gazette
