#pragma once
// What a site decides about findings: rules switched or raised, single places allowed with a reason, known
// findings left out.

#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "model/site.h"

namespace gazette {

/// Whether allowances that match nothing are told: only a run of all checks can know that.
enum class UnusedAllowances { Report, Keep };

/// Applies `checks:` of site.yaml and of front matter `params.checks`, and the `gazette-allow` comments in
/// Markdown. Errors cannot be switched off, only allowed at one place with a reason. Reports
/// `check/unused-allow` for allowances that no longer match and `config/bad-value` for a broken `checks:`.
void apply_policy(const Site& site, UnusedAllowances unused, Diagnostics& diagnostics);

/// Findings as a baseline file keeps them: rule, file and message, without lines, so that text moving
/// up or down changes nothing. JSON, sorted.
std::string write_baseline(const Diagnostics& diagnostics);
/// Drops the findings that a baseline knows, each as often as it is recorded. Gives how many; nullopt when
/// the text is no baseline.
std::optional<std::size_t> apply_baseline(std::string_view baseline, Diagnostics& diagnostics);

/// links, accessibility, content or data: which of `gazette check --only` a rule belongs to.
std::string_view area_of_rule(std::string_view rule);

}  // namespace gazette
