// Works out the moved project in memory, builds it, and writes only when every address of before still
// answers.
#include "app/commands/move_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "app/project/link_rewriter.h"
#include "app/project/page_aliases.h"
#include "app/project/project.h"
#include "base/counted.h"
#include "base/path.h"
#include "base/task_pool.h"
#include "base/text.h"
#include "content/prose/redirect_lookup.h"
#include "formats/csv/csv.h"

namespace gazette {
namespace {

constexpr const char* kContent = "content/";
constexpr const char* kRedirects = "content/data/redirects.csv";

using Files = std::map<std::string, std::string>;  // by path below the project folder

ExitStatus refuse(const std::string& why, const std::string& what_to_do = {}) {
  fmt::print(stderr, "gazette: {}; nothing was moved\n{}{}", why, what_to_do, what_to_do.empty() ? "" : "\n");
  return ExitStatus::Problems;
}

/// A path below content/ as people type it: with `content/` in front, `./` or a slash at its end.
std::string below_content(std::string path) {
  while (path.starts_with("./")) path.erase(0, 2);
  if (path.starts_with(kContent)) path.erase(0, std::string_view(kContent).size());
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

bool is_tidy(const std::string& path) {
  const auto parts = split(path, '/');
  return std::none_of(parts.begin(), parts.end(),
                      [](std::string_view part) { return part.empty() || part == "." || part == ".."; });
}

/// A build of files in memory, drafts and all.
BuildOutcome build_of(const Files& files, const Project& project) {
  BuildOptions options;
  options.drafts = Drafts::Include;
  options.out_of_time = OutOfTime::Include;
  options.now = moment_now();
  options.jobs = default_jobs();
  options.whole_site_files = false;
  BuildState state;
  Diagnostics found;
  const MemoryFileSystem disk(files);
  state.files = load_project(disk, project.shared_themes.get(), options.jobs, found);
  return build_site(state, options, found);
}

class Move {
 public:
  Move(const Project& project, Files files) : project_(project), before_(std::move(files)) {}

  /// Fills `moves_` with every file that goes along; false with the reason said.
  bool plan(std::string from, std::string to) {
    from = below_content(std::move(from));
    to = below_content(std::move(to));
    old_ = build_of(before_, project_);
    if (from.starts_with('/')) {
      const auto page = old_.site->by_address.find(from.ends_with('/') ? from : from + "/");
      if (page != old_.site->by_address.end()) from = old_.site->page(page->second).document->path;
    }
    if (!is_tidy(from) || !is_tidy(to)) {
      refuse("give both names as paths below content/",
             "Example: gazette move about/history.md people/history.md");
      return false;
    }
    if (from.ends_with("/_index.md") && to.ends_with("/_index.md")) {
      from = folder_of(from);
      to = folder_of(to);
    }
    if (before_.count(kContent + from + ".md") > 0 && !is_folder(from)) from += ".md";
    const bool is_file = before_.count(kContent + from) > 0;
    if (!is_file && !is_folder(from)) {
      refuse("there is no page or folder content/" + from);
      return false;
    }
    if (is_file && is_folder(to)) to += "/" + std::string(file_name_of(from));
    if (is_file && from.ends_with(".md") && !to.ends_with(".md")) to += ".md";
    return is_file ? plan_file(from, to) : plan_folder(from, to);
  }

  /// Rewrites the project in memory; false, with the reason said, when something would be lost or break.
  bool rewrite() {
    for (const auto& [path, text] : before_) {
      const auto moved = renamed_.find(path);
      after_[moved == renamed_.end() ? path : moved->second] = text;
    }
    const BuildOutcome renamed = build_of(after_, project_);
    note_addresses(*renamed.site);
    for (auto& [path, text] : after_) rewrite_file(path, text);
    for (const auto& [path, address] : aliases_) add_alias(after_.at(kContent + path), address);
    for (auto& [path, text] : after_) {
      if (path.starts_with(kContent) && path.ends_with(".md"))
        drop_aliases(text, [&](const std::string& one) { return renamed.site->by_address.count(one) > 0; });
    }
    add_rows();
    return holds_together();
  }

  void print_changes() const {
    for (const auto& [from, to] : renamed_) fmt::print("rename {} -> {}\n", from, to);
    for (const auto& [path, text] : after_) {
      const std::string& from = old_path(path);
      const auto earlier = before_.find(from);
      const std::string empty;
      const std::string& was = earlier == before_.end() ? empty : earlier->second;
      if (was != text) print_difference(earlier == before_.end() ? path : from, path, was, text);
    }
  }

  /// New files first, then the changed ones, and the old ones go last: whenever the machine stops, no text is
  /// lost.
  ExitStatus write() {
    std::vector<std::string> done;
    FileError error;
    const auto put = [&](const std::string& path, const std::string& text) {
      done.push_back(path);
      return project_.disk->write(path, text, &error);
    };
    bool fine = true;
    for (const auto& [from, to] : renamed_) fine = fine && put(to, after_.at(to));
    for (const auto& [path, text] : after_) {
      const auto earlier = before_.find(path);
      const bool changed = renamed_.count(path) == 0 && old_path(path) == path &&
                           (earlier == before_.end() || earlier->second != text);
      if (fine && changed) fine = put(path, text);
    }
    if (!fine) {
      for (const std::string& path : done) {
        const auto earlier = before_.find(path);
        if (earlier == before_.end()) {
          project_.disk->remove(path);
        } else {
          project_.disk->write(path, earlier->second);
        }
      }
      fmt::print(stderr, "gazette: {} cannot be written: {}; everything is as it was\n", done.back(),
                 error.message);
      return ExitStatus::MachineFailed;
    }
    for (const auto& [from, to] : renamed_) {
      if (!project_.disk->remove(from, &error)) {
        fmt::print(stderr, "gazette: {} is copied to {} and cannot be removed: {}\nDelete it by hand.\n",
                   from, to, error.message);
        return ExitStatus::MachineFailed;
      }
      for (std::string_view folder = folder_of(from); folder != "content" && !folder.empty();
           folder = folder_of(folder))
        project_.disk->remove_empty_folder(folder);
    }
    return ExitStatus::Fine;
  }

  std::string summary() const {
    const std::size_t kept = aliases_.size() + rows_.size();
    return fmt::format("{}, {} rewritten, {} old {} kept", counted(renamed_.size(), "file"),
                       counted(links_, "link"), kept, kept == 1 ? "address" : "addresses");
  }

 private:
  bool is_folder(const std::string& path) const {
    const std::string start = kContent + path + "/";
    const auto found = before_.lower_bound(start);
    return found != before_.end() && found->first.starts_with(start);
  }

  const std::string& old_path(const std::string& path) const {
    const auto found = was_.find(path);
    return found == was_.end() ? path : found->second;
  }

  bool take(const std::string& from, const std::string& to) {
    if (before_.count(kContent + to) > 0) {
      refuse("content/" + to + " is there already");
      return false;
    }
    renamed_.emplace(kContent + from, kContent + to);
    was_.emplace(kContent + to, kContent + from);
    return true;
  }

  static bool is_settled(const std::string& path) {
    return path == "site.yaml" || path == "addresses.csv" || path == "data" || path.starts_with("data/") ||
           path == "_index.md" || path == "404.md";
  }

  bool plan_file(const std::string& from, const std::string& to) {
    if (is_settled(from) || is_settled(to)) {
      refuse("content/" + (is_settled(from) ? from : to) + " has its fixed place and name");
      return false;
    }
    if (from == to) {
      refuse("content/" + from + " is there already");
      return false;
    }
    if (!take(from, to)) return false;
    // A folder of the page's own name that holds files alone is the page's.
    if (!from.ends_with(".md") || to.ends_with("/_index.md")) return true;
    const std::string folder = from.substr(0, from.size() - 3);
    const std::string start = kContent + folder + "/";
    std::vector<std::string> files;
    for (auto file = before_.lower_bound(start); file != before_.end() && file->first.starts_with(start);
         ++file) {
      if (file->first.ends_with(".md")) return true;
      files.push_back(file->first.substr(start.size()));
    }
    return std::all_of(files.begin(), files.end(), [&](const std::string& file) {
      return take(folder + "/" + file, to.substr(0, to.size() - 3) + "/" + file);
    });
  }

  bool plan_folder(const std::string& from, const std::string& to) {
    if (is_settled(from) || is_settled(to) || to.ends_with(".md")) {
      refuse(to.ends_with(".md") ? "content/" + from + " is a folder and content/" + to + " a page"
                                 : "content/" + from + " has its fixed place and name");
      return false;
    }
    if (to == from || to.starts_with(from + "/")) {
      refuse(to == from ? "content/" + from + " is there already" : "a folder cannot be moved into itself");
      return false;
    }
    if (is_folder(to)) {
      refuse("there is a folder content/" + to + " already",
             "Name a new one, such as " + to + "/" + std::string(file_name_of(from)));
      return false;
    }
    const std::string start = kContent + from + "/";
    for (auto file = before_.lower_bound(start); file != before_.end() && file->first.starts_with(start);
         ++file) {
      if (!take(from + "/" + file->first.substr(start.size()), to + "/" + file->first.substr(start.size())))
        return false;
    }
    return true;
  }

  void note_page(const Page& page, const Site& now) {
    if (page.origin != PageOrigin::Content) return;
    const auto moved = moves_.paths.find(page.document->path);
    const std::string& path = moved == moves_.paths.end() ? page.document->path : moved->second;
    const auto found = now.by_path.find(path);
    if (found == now.by_path.end() || now.page(found->second).address == page.address) return;
    moves_.addresses.emplace(page.address, now.page(found->second).address);
    if (now.by_address.count(page.address) == 0 && !page.document->front_matter.draft)
      aliases_.emplace_back(path, page.address);
  }

  /// A print edition or a board's page follows the section that it is made for.
  void note_made_page(const Page& page, const Site& now) {
    if (now.by_address.count(page.address) > 0) return;
    for (std::size_t slash = page.address.rfind('/', page.address.size() - 2);
         slash > 0 && slash != std::string::npos; slash = page.address.rfind('/', slash - 1)) {
      const auto above = moves_.addresses.find(page.address.substr(0, slash + 1));
      if (above == moves_.addresses.end()) continue;
      const std::string address = above->second + page.address.substr(slash + 1);
      if (now.by_address.count(address) == 0) return;
      moves_.addresses.emplace(page.address, address);
      rows_.emplace_back(page.address, address);
      return;
    }
  }

  /// Which addresses change, and who keeps the old ones: a page as its alias, everything else as a row.
  void note_addresses(const Site& now) {
    for (const auto& [path, text] : before_) {
      if (!path.starts_with(kContent)) continue;
      const std::string below = path.substr(std::string_view(kContent).size());
      moves_.known.insert(below);
      const auto moved = renamed_.find(path);
      if (moved != renamed_.end())
        moves_.paths.emplace(below, moved->second.substr(std::string_view(kContent).size()));
    }
    for (const Page& page : old_.site->pages) note_page(page, now);
    for (const Page& page : old_.site->pages) {
      if (page.origin != PageOrigin::Content) note_made_page(page, now);
    }
    for (const AssetFile& asset : old_.site->assets) {
      const auto moved = renamed_.find(asset.source_path);
      if (moved == renamed_.end()) continue;
      for (const AssetFile& one : now.assets) {
        if (one.source_path != moved->second || one.output_path == asset.output_path) continue;
        moves_.addresses.emplace("/" + asset.output_path, "/" + one.output_path);
        rows_.emplace_back("/" + asset.output_path, "/" + one.output_path);
      }
    }
    for (const Redirect& redirect : old_.site->redirects) {
      if (!redirect.temporary) continue;  // the address of the newest report
      const bool kept = std::any_of(now.redirects.begin(), now.redirects.end(),
                                    [&](const Redirect& one) { return one.from == redirect.from; });
      const auto target = moves_.addresses.find(redirect.to);
      if (!kept)
        rows_.emplace_back(redirect.from, target == moves_.addresses.end() ? redirect.to : target->second);
    }
  }

  void rewrite_file(const std::string& path, std::string& text) {
    if (!path.starts_with(kContent) || path == "content/addresses.csv") return;
    const std::string before = old_path(path).substr(std::string_view(kContent).size());
    const std::string after = path.substr(std::string_view(kContent).size());
    Rewritten fresh{{}, 0};
    if (path.ends_with(".md")) {
      fresh = rewrite_markdown(text, before, after, moves_);
    } else if (path.ends_with(".yaml") || path.ends_with(".yml")) {
      fresh = rewrite_yaml(text, moves_);
    } else if (path.ends_with(".csv")) {
      fresh = rewrite_csv(text, moves_);
    }
    if (fresh.links == 0) return;
    links_ += fresh.links;
    text = std::move(fresh.text);
  }

  void add_rows() {
    if (rows_.empty()) return;
    std::string& text = after_[kRedirects];
    const char* line_end = text.find("\r\n") == std::string::npos ? "\n" : "\r\n";
    if (text.empty()) text = "from,to\n";
    if (!text.ends_with('\n')) text += line_end;
    Diagnostics ignored;
    const std::string header = text;
    const auto file = parse_csv(std::make_shared<SourceFile>(kRedirects, header), ignored);
    if (!file) return;
    for (const auto& [from, to] : rows_) {
      std::string row;
      for (const CsvCell& name : file->header()) {
        if (&name != &file->header().front()) row += ',';
        if (name.text == "from") append_csv_value(row, percent_encode(from, "!$&'()+,;=:@"));
        if (name.text == "to") append_csv_value(row, percent_encode(to, "!$&'()+,;=:@"));
      }
      text += row + line_end;
    }
  }

  /// Builds the moved project: no new fault of links or addresses, and every address of before answers.
  bool holds_together() const {
    const BuildOutcome now = build_of(after_, project_);
    const auto faults = [](const BuildOutcome& outcome) {
      std::map<std::string, int> count;
      for (const Diagnostic& one : outcome.diagnostics.items()) {
        if (one.severity == Severity::Error) ++count[one.rule];
      }
      return count;
    };
    std::map<std::string, int> earlier = faults(old_);
    bool fine = true;
    for (const auto& [rule, count] : faults(now)) {
      if (count <= earlier[rule]) continue;
      fine = false;
      for (const Diagnostic& one : now.diagnostics.items()) {
        if (one.rule == rule && one.severity == Severity::Error)
          fmt::print(stderr, "{}", format_diagnostic(one));
      }
    }
    const RedirectLookup lookup(now.site->redirects);
    for (const Page& page : old_.site->pages) {
      const bool draft = page.document->front_matter.draft;
      if (draft || now.site->by_address.count(page.address) > 0 || lookup.find(page.address)) continue;
      fmt::print(stderr, "{} would answer no more\n", page.address);
      fine = false;
    }
    if (!fine)
      refuse("the site would not be whole after this", "Mend what is named above first, or move by hand.");
    return fine;
  }

  /// Changed lines with two around them; both texts have their ends in common, and lines are only put in or
  /// changed.
  static void print_difference(const std::string& from, const std::string& to, const std::string& was,
                               const std::string& now) {
    const auto old_lines = split_lines(was);
    const auto new_lines = split_lines(now);
    fmt::print("--- {}\n+++ {}\n", from, to);
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < old_lines.size() || j < new_lines.size()) {
      if (i < old_lines.size() && j < new_lines.size() && old_lines[i] == new_lines[j]) {
        ++i;
        ++j;
        continue;
      }
      // To the next line that both have.
      std::size_t skip_old = old_lines.size() - i;
      std::size_t skip_new = new_lines.size() - j;
      for (std::size_t sum = 1; sum < 40 && skip_old + skip_new > sum; ++sum) {
        for (std::size_t a = 0; a <= sum; ++a) {
          const std::size_t b = sum - a;
          if (i + a < old_lines.size() && j + b < new_lines.size() && old_lines[i + a] == new_lines[j + b]) {
            skip_old = a;
            skip_new = b;
          }
        }
      }
      fmt::print("@@ -{},{} +{},{} @@\n", i + 1, skip_old, j + 1, skip_new);
      for (std::size_t n = 0; n < skip_old; ++n) fmt::print("-{}\n", old_lines[i++]);
      for (std::size_t n = 0; n < skip_new; ++n) fmt::print("+{}\n", new_lines[j++]);
    }
  }

  const Project& project_;
  Files before_;
  Files after_;
  BuildOutcome old_;
  Moves moves_;
  std::map<std::string, std::string> renamed_;                // project paths, before and after
  std::map<std::string, std::string> was_;                    // the other way round
  std::vector<std::pair<std::string, std::string>> aliases_;  // content path after, old address
  std::vector<std::pair<std::string, std::string>> rows_;     // old address, new one
  std::size_t links_ = 0;
};

/// Every file of the project that a build reads; nullopt, with the reason said, for one that cannot be read.
std::optional<Files> read_all_files(const FileSystem& disk) {
  Files files;
  for (const char* folder : {"content", "assets", "themes"}) {
    for (const FileEntry& entry : disk.list(folder)) {
      FileError error;
      auto bytes = entry.kind == FileKind::Regular ? disk.read(entry.path, &error) : std::nullopt;
      if (!bytes && entry.kind == FileKind::Regular) {
        refuse(entry.path + " cannot be read: " + error.message);
        return std::nullopt;
      }
      if (bytes) files.emplace(entry.path, std::move(*bytes));
    }
  }
  return files;
}

}  // namespace

ExitStatus run_move(const CommandLine& line) {
  const Project project = open_project(line.directory);
  if (!project.disk->exists("content")) {
    fmt::print(stderr, "gazette: there is no folder content/ here\nGo to the project's folder first.\n");
    return ExitStatus::Usage;
  }
  auto files = read_all_files(*project.disk);
  if (!files) return ExitStatus::MachineFailed;
  Move move(project, std::move(*files));
  if (!move.plan(line.words[0], line.words[1]) || !move.rewrite()) return ExitStatus::Problems;
  if (line.dry_run) {
    move.print_changes();
    fmt::print("{}. Nothing was moved: this was a dry run.\n", move.summary());
    return ExitStatus::Fine;
  }
  const ExitStatus status = move.write();
  if (status == ExitStatus::Fine) fmt::print("Moved {}.\n", move.summary());
  return status;
}

}  // namespace gazette
