#pragma once
// The site that `gazette new site` begins: its files, and the words in them that stand for words still to
// come. The gate before publishing knows them by the same list, so that neither can forget one.

#include <string>
#include <string_view>
#include <vector>

namespace gazette {

/// Begins every place where an author's words belong; it ends at the next `)`. Readers of a preview see it as
/// it stands.
inline constexpr std::string_view kWriteHere = "(Write here: ";

struct StarterFile {
  std::string path;  // below the project folder
  std::string text;
};

/// The files of a new site called `name`, each marked where words must be put in. `day` (ISO) is the day on
/// which it was begun: the accessibility statement counts from it.
std::vector<StarterFile> starter_site(std::string_view name, const std::string& day);

/// The rows of the made-up figures in `starter_site`, each as it stands in `kStarterFigures`.
std::vector<std::string> starter_figure_rows();
/// Where those figures are.
inline constexpr std::string_view kStarterFigures = "content/data/contacts-by-year.csv";

/// A YAML string in double quotes.
std::string yaml_in_quotes(std::string_view text);

}  // namespace gazette
