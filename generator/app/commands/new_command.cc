// Starts things for people who would rather not face an empty folder. Never overwrites a file.
#include "app/commands/new_command.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "app/project/project.h"
#include "base/path.h"
#include "base/spelling.h"
#include "base/text.h"
#include "checks/publishing/starter.h"
#include "formats/csv/csv.h"

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
  std::string title(file_name_of(path));
  if (title.ends_with(".md")) title.resize(title.size() - 3);
  title = replace_all(title, "-", " ");
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z')
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

constexpr const char* kDescription = "description: \"(Write here: one sentence about this page)\"\n";

std::string page_with(std::string_view title, std::string_view more, std::string_view body) {
  return "---\ntitle: " + yaml_in_quotes(title) + "\n" + std::string(more) + "---\n" + std::string(body);
}

ExitStatus new_site(const std::vector<std::string>& words) {
  if (words.size() != 2 || words[1].empty()) {
    fmt::print(stderr,
               "gazette: give the new site a name: gazette new site my-site\nIn an empty folder: gazette new "
               "site .\n");
    return ExitStatus::Usage;
  }
  std::string folder = words[1];
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  const auto disk = open_disk(folder);
  if (disk->exists("content")) {
    fmt::print(stderr, "gazette: {} holds a site already; nothing was changed\n", folder);
    return ExitStatus::Problems;
  }
  std::error_code ignored;
  const std::string whole = std::filesystem::weakly_canonical(folder, ignored).string();
  const std::string name = title_of(whole.empty() ? folder : whole);
  const auto files = starter_site(name.empty() ? "My site" : name, today());
  // A folder under version control mostly has its own list of what is left out of it.
  const auto is_kept = [&](const StarterFile& file) {
    return file.path == ".gitignore" && disk->exists(file.path);
  };
  for (const StarterFile& file : files) {
    if (is_kept(file) || !disk->exists(file.path)) continue;
    fmt::print(stderr, "gazette: {}/{} is there already; nothing was changed\n", folder, file.path);
    return ExitStatus::Problems;
  }
  for (const StarterFile& file : files) {
    if (is_kept(file)) {
      fmt::print("Kept {}: add /site/ and /.gazette/ to it, which are made anew\n", file.path);
      continue;
    }
    const ExitStatus status = create(*disk, file.path, file.text);
    if (status != ExitStatus::Fine) return status;
  }
  fmt::print("Wherever a page says “{}…)”, your own words belong: publishing waits for them.\n", kWriteHere);
  fmt::print("Next: gazette serve{}\n", folder == "." ? "" : " " + folder);
  return ExitStatus::Fine;
}

/// True in a project's folder; says what to do elsewhere.
bool in_project(const FileSystem& disk) {
  if (disk.exists("content")) return true;
  fmt::print(stderr,
             "gazette: there is no folder content/ here\nGo to the project's folder first, or make one with: "
             "gazette "
             "new site my-site\n");
  return false;
}

/// "guide/Setting up.md" as path and title: "guide/setting-up.md", "Setting up".
ExitStatus new_page(const std::vector<std::string>& words) {
  std::string path = words.size() == 2 ? words[1] : std::string();
  while (path.starts_with("./")) path.erase(0, 2);
  if (path.starts_with("content/")) path.erase(0, 8);
  if (path.ends_with("/")) path += "_index.md";
  if (path.ends_with(".md")) path.resize(path.size() - 3);
  std::vector<std::string> parts;
  bool usable = !path.empty() && path.front() != '/';
  for (const std::string_view part : split(path, '/')) {
    parts.push_back(part == "_index" ? "_index" : slugify(part));
    usable = usable && part != ".." && !parts.back().empty();
  }
  if (!usable) {
    fmt::print(stderr, "gazette: give the page a path below content/: gazette new page about/history.md\n");
    return ExitStatus::Usage;
  }
  const auto disk = open_disk(".");
  if (!in_project(*disk)) return ExitStatus::Problems;
  // A folder without a front page is no section: its pages would stand in no menu.
  std::string folder = "content";
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    folder += "/" + parts[i];
    const bool is_front = i + 2 == parts.size() && parts.back() == "_index";
    if (is_front || disk->exists(folder + "/_index.md") || disk->exists(folder + ".md")) continue;
    const ExitStatus status = create(*disk, folder + "/_index.md",
                                     page_with(title_of(parts[i]), kDescription, "```{pages}\n```\n"));
    if (status != ExitStatus::Fine) return status;
  }
  const bool is_front = parts.back() == "_index";
  return create(*disk, "content/" + join(parts, "/") + ".md",
                page_with(title_of(is_front ? path + ".md" : path), kDescription,
                          is_front ? "```{pages}\n```\n" : "(Write here: the text of this page.)\n"));
}

ExitStatus new_table(const std::vector<std::string>& words) {
  if (words.size() != 2 || slugify(words[1]) != words[1]) {
    fmt::print(stderr,
               "gazette: give the table a name of small letters, digits and dashes: gazette new table "
               "visits-by-year\n");
    return ExitStatus::Usage;
  }
  const auto disk = open_disk(".");
  if (!in_project(*disk)) return ExitStatus::Problems;
  const std::string base = "content/data/" + words[1];
  if (disk->exists(base + ".yaml")) {
    fmt::print(stderr, "gazette: {}.yaml is there already; nothing was changed\n", base);
    return ExitStatus::Problems;
  }
  const ExitStatus status = create(*disk, base + ".csv", "row,value\nFirst row,1\nTotal,1\n");
  if (status != ExitStatus::Fine) return status;
  return create(
      *disk, base + ".yaml",
      "title: " + yaml_in_quotes(title_of(words[1])) +
          "\nsource: \"(Write here: where the figures are from)\"\nrow_header: [row]\ncolumns:\n  row: "
          "{label: Row}\n  value: "
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
  if (!in_project(*disk)) return ExitStatus::Problems;
  const std::string path = "content/data/glossary.csv";
  FileError error;
  std::string text = "term,expansion,definition,forms,match,see,status,skip_pages\n";
  if (disk->exists(path)) {
    auto bytes = disk->read(path, &error);
    if (!bytes) {
      fmt::print(stderr, "gazette: {} cannot be read: {}\n", path, error.message);
      return ExitStatus::MachineFailed;
    }
    text = std::move(*bytes);
  }
  Diagnostics problems;
  const auto file = parse_csv(std::make_shared<SourceFile>(path, text), problems);
  const auto column = file ? file->find_column("term") : std::nullopt;
  if (!column) {
    fmt::print(stderr, "gazette: {} cannot be read as a glossary; run gazette check to see why\n", path);
    return ExitStatus::Problems;
  }
  for (std::size_t i = 0; i < file->row_count(); ++i) {
    if (trim(file->row(i).cells[*column].text) != words[1]) continue;
    fmt::print(stderr, "gazette: {} holds {} already, in row {}; nothing was changed\n", path, words[1],
               file->row(i).number);
    return ExitStatus::Problems;
  }
  // Columns may stand in any order in a glossary of the author's own, and lines end as they do in it.
  const char* line_end = text.find("\r\n") == std::string::npos ? "\n" : "\r\n";
  if (!text.ends_with('\n')) text += line_end;
  std::string row;
  for (const CsvCell& name : file->header()) {
    if (&name != &file->header().front()) row += ',';
    if (name.text == "term") append_csv_value(row, words[1]);
    if (name.text == "expansion") append_csv_value(row, words[2]);
    if (name.text == "definition" && words.size() > 3) append_csv_value(row, words[3]);
  }
  if (!disk->write(path, text + row + line_end, &error)) {
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
  const bool known = what == "page" || what == "table" || what == "term";
  if (known && open_disk(".")->list("content").empty()) {
    fmt::print(
        stderr,
        "gazette: there is no folder content/ here\nRun this in a project's folder, or start one with: "
        "gazette new site my-site\n");
    return ExitStatus::Usage;
  }
  if (what == "page") return new_page(line.words);
  if (what == "table") return new_table(line.words);
  if (what == "term") return new_term(line.words);
  const std::string hint = did_you_mean(what, {"site", "page", "table", "term"});
  fmt::print(stderr, "gazette: `{}` is nothing that can be started{}{}\nUse site, page, table or term.\n",
             what, hint.empty() ? "" : "; ", hint);
  return ExitStatus::Usage;
}

}  // namespace gazette
