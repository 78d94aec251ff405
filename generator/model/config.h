#pragma once
// content/site.yaml as plain values.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/source_file.h"
#include "formats/time_zone.h"
#include "formats/yaml.h"
#include "model/glossary.h"

namespace gazette {

/// One entry of a menu: a content path, and a label when the page's own title is not wanted.
struct MenuEntry {
  PlacedText page;
  std::string label;
};

struct SiteConfig {
  SourcePtr source;  // null when the project has no site.yaml
  std::string title;
  std::string short_title;
  std::string description;
  std::string base_url = "https://example.org/";  // ends in a slash
  bool base_url_is_default = true;                // site.yaml gives none
  std::string language = "en-GB";
  std::string theme = "civic";
  Place theme_place;     // of the value in site.yaml
  Place language_place;  // likewise
  Place base_url_place;  // likewise
  TimeZone time_zone;    // of `publish` and other times; UTC unless site.yaml names one
  PlacedText brand;
  std::string organisation_name;
  std::string organisation_email;
  std::string organisation_phone;
  std::vector<MenuEntry> navigation;
  bool has_navigation = false;
  std::vector<MenuEntry> footer;
  std::vector<MenuEntry> help;
  PlacedText glossary_page;
  FirstUse first_use = FirstUse::Warn;
  TipPolicy tips = TipPolicy::Section;
  PlacedText boards;                      // section folder that gets a page per board
  Severity gap_open = Severity::Warning;  // of matrix/gap-open: an error blocks a release
  int review_months = 12;                 // how long the review of a topic holds; 0: for ever
  std::string exit_address = "https://www.bbc.co.uk/weather";
  std::string exit_label;
  std::vector<PlacedText> files;            // globs of files that are published though nothing uses them
  std::vector<std::string> known_acronyms;  // never reported as undefined
  YamlNode checks;                          // read by the check stage
  YamlNode links;                           // read by the link checker
  YamlNode publish;                         // read by app/publish
  YamlNode params;

  /// The path part of base_url: "/" or "/reports/".
  std::string base_path() const;
  /// base_url without its path: "https://example.org".
  std::string origin() const;
};

}  // namespace gazette
