#pragma once
// Asks other servers about addresses, politely: see ExternalLinkOptions. Nothing here throws for what a
// server does; every question gets an answer within bounded time.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "checks/links/check_links.h"
#include "checks/links/link_finding.h"

namespace gazette {

/// One address with all the fragments that links ask of it ("" when a link has none).
struct ExternalQuestion {
  std::string address;
  std::vector<std::string> fragments;
};

enum class FragmentResult { NotLooked, Found, Missing, CannotTell };

/// What is known of one address.
struct ExternalAnswer {
  LinkFinding finding;          // of the address itself
  int http_status = 0;          // the last one; 0 when there was none
  std::string final_address;    // after redirects; "" when there were none
  bool moved_for_good = false;  // all redirects were permanent
  std::vector<std::pair<std::string, FragmentResult>> fragments;
  std::int64_t checked_at = 0;  // seconds since 1970
};

struct ExternalAnswers {
  std::vector<ExternalAnswer> answers;  // one per question, in their order
  std::size_t requests = 0;
  std::size_t cached = 0;
};

ExternalAnswers ask_external_links(std::span<const ExternalQuestion> questions, const LinkOptions& options);

/// What to say about a link to `question` with this fragment.
LinkFinding external_finding(const ExternalQuestion& question, const ExternalAnswer& answer,
                             std::string_view fragment, const LinkOptions& options);

}  // namespace gazette
