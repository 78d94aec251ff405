#pragma once
// What other servers answered in earlier runs, kept in a small file: one line per address. What was fine
// is believed for longer than what was not.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "checks/links/external_links.h"

namespace gazette {

/// The answers of one file. `now` is in seconds since 1970, as are the times that it keeps. A line that is no
/// answer is passed over.
class LinkCache {
 public:
  /// `settings` is anything that changes verdicts; a cache made with other settings is not used.
  LinkCache(std::string_view text, std::string_view settings, std::int64_t now);
  /// A fresh answer that covers all fragments of the question.
  std::optional<ExternalAnswer> find(const ExternalQuestion& question) const;
  void store(const ExternalQuestion& question, const ExternalAnswer& answer);
  /// The file's new text, addresses in order; what is too old is left out.
  std::string text() const;

 private:
  std::string settings_;
  std::int64_t now_;
  std::unordered_map<std::string, ExternalAnswer> answers_;
};

}  // namespace gazette
