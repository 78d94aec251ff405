// Starts things for people who would rather not face an empty folder. Never overwrites a file.
#include "app/new_command.h"

#include <fmt/format.h>

#include <cstdio>

#include "app/project.h"
#include "base/spelling.h"
#include "base/text.h"
#include "formats/csv.h"

namespace gazette {
namespace {

ExitStatus create(FileSystem& disk, const std::string& path, const std::string& text) {
  if (disk.exists(path)) {
    fmt::print(stderr, "gazette: {} is there already; nothing was changed\n", path);
    return ExitStatus::Problems;
  }
  FileError error;
  if (!disk.write(path, text, &error)) {
    fmt::print(stderr, "gazette: {} cannot be written: {}\n", path, error.message);
    return ExitStatus::MachineFailed;
  }
  fmt::print("Made {}\n", path);
  return ExitStatus::Fine;
}

/// "about/our-history.md" gives "Our history".
std::string title_of(std::string_view path) {
  if (path.ends_with("/_index.md")) path.remove_suffix(10);
  const std::size_t slash = path.rfind('/');
  std::string title(path.substr(slash == std::string_view::npos ? 0 : slash + 1));
  if (title.ends_with(".md")) title.resize(title.size() - 3);
  title = replace_all(title, "-", " ");
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z')
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

std::string quoted(std::string_view text) {
  return "\"" + replace_all(text, "\"", "\\\"") + "\"";
}

ExitStatus new_site(const std::vector<std::string>& words) {
  if (words.size() != 2) {
    fmt::print(stderr, "gazette: give the new site a name: gazette new site my-site\n");
    return ExitStatus::Usage;
  }
  const std::string& folder = words[1];
  const auto disk = open_disk(folder);
  if (disk->exists("content")) {
    fmt::print(stderr, "gazette: {} holds a site already; nothing was changed\n", folder);
    return ExitStatus::Problems;
  }
  const std::string name = title_of(folder);
  const std::pair<const char*, std::string> files[] = {
      {"content/site.yaml",
       "# The settings of the site. Paths are relative to content/.\ntitle: " + quoted(name) +
           "\nbase_url: https://example.org/\nlanguage: en-GB\nglossary: {page: glossary.md}\n"},
      {"content/_index.md",
       "---\ntitle: " + quoted(name) +
           "\ndescription: What this site is for.\n---\nWelcome. Read [about us](about.md).\n"},
      {"content/about.md", "---\ntitle: About us\ndescription: Who we are.\n---\nWrite here who you are.\n"},
      {"content/glossary.md",
       "---\ntitle: Glossary\ndescription: Short names and what they mean.\n---\n```{glossary}\n```\n"},
      {"content/404.md",
       "---\ntitle: Page not found\n---\nThis page is not here. Go to the [home page](_index.md).\n"},
      {"content/data/glossary.csv", "term,expansion,definition,forms,match,see,status,skip_pages\n"},
      {"site/.gitignore", "*\n!.gitignore\n"},
  };
  for (const auto& [path, text] : files) {
    const ExitStatus status = create(*disk, path, text);
    if (status != ExitStatus::Fine) return status;
  }
  fmt::print("Next: gazette serve {}\n", folder);
  return ExitStatus::Fine;
}

ExitStatus new_page(const std::vector<std::string>& words) {
  if (words.size() != 2) {
    fmt::print(stderr, "gazette: give the page a path: gazette new page about/history.md\n");
    return ExitStatus::Usage;
  }
  std::string path = words[1];
  if (path.starts_with("content/")) path.erase(0, 8);
  if (!path.ends_with(".md")) path += ".md";
  const auto disk = open_disk(".");
  return create(
      *disk, "content/" + path,
      "---\ntitle: " + quoted(title_of(path)) + "\ndescription: One sentence about this page.\n---\n");
}

ExitStatus new_table(const std::vector<std::string>& words) {
  if (words.size() != 2 || slugify(words[1]) != words[1]) {
    fmt::print(stderr,
               "gazette: give the table a name of small letters, digits and dashes: gazette new table "
               "visits-by-year\n");
    return ExitStatus::Usage;
  }
  const auto disk = open_disk(".");
  const std::string base = "content/data/" + words[1];
  if (disk->exists(base + ".yaml")) {
    fmt::print(stderr, "gazette: {}.yaml is there already; nothing was changed\n", base);
    return ExitStatus::Problems;
  }
  const ExitStatus status = create(*disk, base + ".csv", "row,value\nFirst row,1\nTotal,1\n");
  if (status != ExitStatus::Fine) return status;
  return create(
      *disk, base + ".yaml",
      "title: " + quoted(title_of(words[1])) +
          "\nsource: Where the figures are from\nrow_header: [row]\ncolumns:\n  row: {label: Row}\n  value: "
          "{label: Value, type: integer}\n"
          "totals: [total]\nchecks:\n  - {id: sum, rule: \"sum(rows except total) = row total\"}\n");
}

ExitStatus new_term(const std::vector<std::string>& words) {
  if (words.size() < 3) {
    fmt::print(stderr,
               "gazette: give the term and what it stands for: gazette new term MASH \"Multi-Agency "
               "Safeguarding Hub\"\n");
    return ExitStatus::Usage;
  }
  const auto disk = open_disk(".");
  const std::string path = "content/data/glossary.csv";
  FileError error;
  std::string text = disk->exists(path) ? disk->read(path, &error).value_or("")
                                        : "term,expansion,definition,forms,match,see,status,skip_pages\n";
  if (!text.empty() && text.back() != '\n') text += '\n';
  // Columns may stand in any order in a glossary of the author's own.
  const std::string header = text.substr(0, text.find('\n'));
  std::string row;
  for (const std::string_view name : split(trim(header), ',')) {
    if (!row.empty() || name != split(trim(header), ',').front()) row += ',';
    if (name == "term") append_csv_value(row, words[1]);
    if (name == "expansion") append_csv_value(row, words[2]);
    if (name == "definition" && words.size() > 3) append_csv_value(row, words[3]);
  }
  if (!disk->write(path, text + row + "\n", &error)) {
    fmt::print(stderr, "gazette: {} cannot be written: {}\n", path, error.message);
    return ExitStatus::MachineFailed;
  }
  fmt::print("Added {} to {}\n", words[1], path);
  return ExitStatus::Fine;
}

}  // namespace

ExitStatus run_new(const CommandLine& line) {
  const std::string& what = line.words.front();
  if (what == "site") return new_site(line.words);
  if (what == "page") return new_page(line.words);
  if (what == "table") return new_table(line.words);
  if (what == "term") return new_term(line.words);
  const std::string hint = did_you_mean(what, {"site", "page", "table", "term"});
  fmt::print(stderr, "gazette: `{}` is nothing that can be started{}{}\nUse site, page, table or term.\n",
             what, hint.empty() ? "" : "; ", hint);
  return ExitStatus::Usage;
}

}  // namespace gazette
