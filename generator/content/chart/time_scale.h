#pragma once
// Where years, dates and periods stand on the x axis of a line: as far apart as they are in time.

#include <string>
#include <vector>

namespace gazette {

/// Places from 0 (the first) to 1 (the last) for texts as typed in a data set: `2019`, `2019-05`,
/// `2019-05-01`, `2019/20`, `2019-20`, `2019-04/2020-03`, `Q2 2018/19`, `2018 Q2`, `May 2019`, `1 May 2019`.
/// Months and the same day of each month count as equal steps. Empty when a text is no time, when times do
/// not rise or fall all along, and when all steps are alike: the categories then stand side by side at equal
/// distances.
std::vector<double> time_positions(const std::vector<std::string>& texts);

}  // namespace gazette
