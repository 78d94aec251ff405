#pragma once
// Dates and periods as authors write them in a sentence: "1st May 2019", "Wednesday 1 May 2019", "2019-20".

#include <string_view>

namespace gazette {

/// True when `said` names the date of a cell (`2019-05-01`, `2019-05` or `2019`), in full or less exactly:
/// "1 May 2019", "Wednesday 1st May 2019", "1 May", "May 2019", "2019", "2019-05-01". A wrong weekday is
/// not that date. Numbers alone, such as 01/05/2019, are two different days to two readers: never.
bool says_date(std::string_view said, std::string_view date);

/// True when `said` names the period of a cell: "2019/20", "2019-20", "2019–20", "2019 to 2020", or for
/// `2019-04/2020-03` "April 2019 to March 2020".
bool says_period(std::string_view said, std::string_view period);

}  // namespace gazette
