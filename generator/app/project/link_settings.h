#pragma once
// `links:` of site.yaml as options of the link checker.

#include "checks/links/check_links.h"
#include "model/config.h"

namespace gazette {

/// Keys: exclude, accept, replace, per_host, delay, timeout, concurrency, retries, user_agent, robots,
/// allow_private. Reports unknown keys and values that cannot be used.
LinkOptions link_settings(const SiteConfig& config, Diagnostics& diagnostics);

}  // namespace gazette
