#pragma once
// What an answer of another server means for a link: certain faults are errors, refusals of programs and
// silence are not.

#include <string>
#include <string_view>
#include <vector>

#include "checks/links/external_links.h"
#include "formats/http/http_client.h"

namespace gazette {

/// Worth asking again after a pause.
bool may_pass(int status);
bool may_pass(NetFault fault);

/// The verdict on a final status that is not a redirect.
LinkFinding verdict_on_status(int status, std::string_view address);
/// The verdict when there was no answer at all.
LinkFinding verdict_on_fault(NetFault fault, const std::string& detail, std::string_view address);

/// Looks for fragments in a page that was read. `complete`: all of it was read.
std::vector<std::pair<std::string, FragmentResult>> look_for_fragments(
    const std::vector<std::string>& fragments, std::string body, std::string_view content_type,
    bool complete);

}  // namespace gazette
