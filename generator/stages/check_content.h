#pragma once
// Checks on words: what plain-English guides, editors and accessibility auditors look for, at the author's
// own line.

#include <map>
#include <span>
#include <string>

#include "base/rule.h"
#include "model/site.h"

namespace gazette {

/// Checks every page that a content file holds. `data` has the files of content/data, for the publisher's own
/// word list (words.csv: term, prefer, why, source, severity).
void check_content(const Site& site, const std::map<std::string, SourcePtr>& data, unsigned jobs,
                   Diagnostics& diagnostics);

/// Every content/* rule.
std::span<const Rule> content_rules();

}  // namespace gazette
