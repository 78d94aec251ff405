#pragma once
// What a site must have before readers may see it: `gazette publish` asks here, and sends nothing while an
// error stands. A finding of the gate never stops a build or a check, where unfinished work is what there is.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "model/output_tree.h"
#include "model/site.h"

namespace gazette {

/// Where a site is to go, as far as the gate asks.
struct GateQuestion {
  std::string base_url;  // at which readers are to find the site; empty: none was given
  Place base_url_place;  // where that is written; a source without a span when nowhere
};

/// Reports under `publish/…` what is not ready in the pages, data and settings that `tree` was made of:
/// words of the starter and marks of words to come, made-up figures, an address kept for examples, no
/// organisation, no accessibility statement (Public Sector Bodies Accessibility Regulations 2018, regulation
/// 8; Directive (EU) 2016/2102, article 7), no page on privacy (a warning).
Diagnostics ask_gate(const Site& site, const OutputTree& tree, const GateQuestion& question);

/// Findings as single lines for people, "content/about.md:6: …", at most `most` of them. Several of one rule
/// in one file share a line; what is over shares the last.
std::vector<std::string> plain_lines(const Diagnostics& findings, std::size_t most);

std::span<const Rule> publish_rules();

}  // namespace gazette
