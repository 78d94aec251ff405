// One line for each module that reports.
#include "app/rule_tables.h"

#include "content/chart/chart_from_data_set.h"
#include "content/data_checks.h"
#include "content/figure_rules.h"
#include "content/indicator_dashboard.h"
#include "content/matrix_checks.h"
#include "content/prose_checks.h"
#include "content/term_checks.h"
#include "formats/csv.h"
#include "formats/spreadsheet.h"
#include "stages/accessibility_rules.h"
#include "stages/links/check_links.h"
#include "stages/page_weight.h"

namespace gazette {

std::vector<std::span<const Rule>> rule_tables() {
  return {build_rules(),     accessibility_rule_table(),
          link_rules(),      csv_rules(),
          data_rules(),      spreadsheet_rules(),
          chart_rules(),     figure_rules(),
          indicator_rules(), matrix_rules(),
          term_rules(),      content_rules(),
          weight_rules()};
}

}  // namespace gazette
