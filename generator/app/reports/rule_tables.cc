// One line for each module that reports.
#include "app/reports/rule_tables.h"

#include "checks/accessibility_rules.h"
#include "checks/links/check_links.h"
#include "checks/page_weight.h"
#include "checks/prose/prose_checks.h"
#include "checks/publishing/gate.h"
#include "content/arithmetic/data_checks.h"
#include "content/chart/chart_from_data_set.h"
#include "content/glossary/term_checks.h"
#include "content/matrix/checks.h"
#include "content/tables/indicator_dashboard.h"
#include "content/words/figure_rules.h"
#include "formats/csv/csv.h"
#include "formats/spreadsheet/spreadsheet.h"

namespace gazette {

std::vector<std::span<const Rule>> rule_tables() {
  return {build_rules(),     accessibility_rule_table(),
          link_rules(),      csv_rules(),
          data_rules(),      spreadsheet_rules(),
          chart_rules(),     figure_rules(),
          indicator_rules(), matrix_rules(),
          term_rules(),      content_rules(),
          weight_rules(),    publish_rules()};
}

}  // namespace gazette
