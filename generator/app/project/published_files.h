#pragma once
// What stands at a target, by our own word: the build.json of the last publish there, and what one that was
// cut short may have left. What differs is decided from this and the new build alone, never by what a server
// can compare.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/output_tree.h"

namespace gazette {

inline constexpr const char* kManifestName = "build.json";

/// A build.json as it stands at a target.
struct PublishRecord {
  std::map<std::string, std::string> files;  // path to SHA-256, of the last publish that was confirmed
  std::set<std::string> sending;             // paths that a publish since then may have sent, or not
  std::string text;                          // as read; empty without one
};

/// Reads a build.json, with the list of a publish under way when it has one. Paths that lead out of the site
/// are left out, so that no file elsewhere is ever taken for ours. nullopt for a text that is none.
std::optional<PublishRecord> read_record(std::string text);

/// What one publish does, in its order.
struct PublishPlan {
  std::vector<std::string> new_assets;   // no page that stands shows them yet
  std::vector<std::string> new_pages;    // no page that stands links to them yet
  std::vector<std::string> changed;      // pages first; then feeds, lists and whatever else they name
  std::vector<std::string> stale;        // ours, and no part of the new site
  std::vector<std::string> interrupted;  // what a publish that was cut short may have left in parts
  std::size_t unchanged = 0;

  std::size_t sent() const { return new_assets.size() + new_pages.size() + changed.size(); }
  bool does_nothing() const { return sent() == 0 && stale.empty(); }
};

/// build.json itself is in no list: it is sent last, on its own.
PublishPlan plan_publish(const PublishRecord& old, const OutputTree& tree);

/// The build.json that stands at a target while files are sent: the old one, with the paths that are touched
/// under `sending`. Whoever publishes next, from whatever computer, knows from it what may have been left.
std::string record_while_sending(const PublishRecord& old, const PublishPlan& plan);

}  // namespace gazette
