// Dates in words, from the language file.
#include "content/words/page_dates.h"

#include "base/date.h"

namespace gazette {

std::string spoken_date(std::string_view iso, const Wording& wording) {
  const auto date = parse_date(iso);
  if (!date) return std::string(iso);
  const std::string day = std::to_string(date->day);
  const std::string year = std::to_string(date->year);
  const std::string month = say(wording, "month_" + std::to_string(date->month));
  return say(wording, "date_format", {{"day", day}, {"month", month}, {"year", year}});
}

}  // namespace gazette
