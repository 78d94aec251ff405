#pragma once
// Which data sets a text takes figures from: what is published of content/data follows from it.

#include <set>
#include <string>

#include "formats/markdown/markdown.h"
#include "model/data_set.h"

namespace gazette {

/// The names of the data sets that tables, charts, indicators, headline figures and values in a page's text
/// show, and those whose files it links to ("/data/budget.csv"). Names are as written: a set need not be
/// there.
std::set<std::string> data_sets_of(const MarkdownTree& tree);

/// The data set whose published file stands at a path below the site ("data/budget.csv"); empty for others.
std::string data_set_of_path(std::string_view path);

/// The sets that the formulas of a data set's columns read.
std::set<std::string> data_sets_of_formulas(const DataSet& set);

/// Whether a text shows the responsibility matrix, a board of it, or links to their files.
bool shows_matrix(const MarkdownTree& tree);

}  // namespace gazette
