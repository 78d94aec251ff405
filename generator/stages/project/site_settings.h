#pragma once
// The table of all settings of site.yaml. Its readers take the keys that they know from here, and
// docs/site-yaml.md is made from it, so that no key can be read and not told of.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

/// One key. Names stand in the order of the page; a block comes before what is in it.
struct Setting {
  std::string_view name;      // "organisation.email"; `*` stands for a name that the author chooses
  std::string_view type;      // "text", "true or false", "list of pages" …
  std::string_view fallback;  // what holds without it, in words; "" when there is nothing
  std::string_view what;      // a sentence or two for authors
  std::string_view example;   // lines of site.yaml that hold it; "" where the block's example does
};

/// All settings.
std::span<const Setting> site_settings();

/// The keys of one block, "" being the file itself: "links" gives "exclude", "accept" …; `*` is left out.
std::vector<std::string> setting_names(std::string_view block);

/// The setting of that name; null when there is none.
const Setting* find_setting(std::string_view name);

/// The block that a key of this name belongs to ("checks" for "spelling"); "" when there is none, or several.
std::string_view block_of_key(std::string_view key);

}  // namespace gazette
