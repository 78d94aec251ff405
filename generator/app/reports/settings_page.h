#pragma once
// What is said of the settings of site.yaml: the page docs/site-yaml.md, and one setting on a terminal.

#include <string>
#include <string_view>

namespace gazette {

/// docs/site-yaml.md.
std::string settings_page();

/// All settings on a line each, or one with all that is known of it. "" when there is no such setting.
std::string settings_list();
std::string explain_setting(std::string_view name);

}  // namespace gazette
