#pragma once
// Reads content/site.yaml.

#include "model/config.h"

namespace gazette {

/// Reads the configuration; without a file every value has its default. Reports `config/unknown-key`
/// and `config/bad-value`.
SiteConfig read_site_config(const SourcePtr& source, Diagnostics& diagnostics);

}  // namespace gazette
