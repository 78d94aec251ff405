#pragma once
// What is told of files before they go out: names that say "confidential", and what documents hold beside
// their text.

#include <map>
#include <vector>

#include "base/diagnostics.h"
#include "formats/office/private_facts.h"
#include "model/site.h"

namespace gazette {

/// Documents that were looked into, kept while they are the very same values.
using PrivateFactsCache = std::map<SourcePtr, PrivateFacts>;

/// Reports `file/private-name` for files of the project, data sets and pages whose names say that they are
/// not for everybody, and `file/private` for documents among the `published` assets that tell more than their
/// text.
void report_private_files(const Site& site, const std::vector<bool>& published, unsigned jobs,
                          PrivateFactsCache& cache, Diagnostics& diagnostics);

}  // namespace gazette
