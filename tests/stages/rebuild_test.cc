// Many small edits in a row: after each, what is kept from build to build must equal a build from nothing,
// byte for byte and message for message.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "base/text.h"
#include "support/build_in_memory.h"
#include "support/files.h"
#include "support/folders.h"

using namespace gazette;

namespace {

using Files = std::map<std::string, std::string>;

/// A site with everything that makes pages depend on each other.
Files starting_site() {
  Files files = {
      {"content/site.yaml",
       "title: T\nbase_url: https://example.org/\nglossary: {page: glossary.md}\nboards: who\nnavigation:\n  "
       "- {page: r/_index.md}\n"},
      {"content/_index.md", page_text("Home", "```{pages}\n```\n\n```{changes}\n```\n")},
      {"content/glossary.md", page_text("Glossary", "```{glossary}\n```\n")},
      {"content/all.md",
       page_text("All", "```{a-z}\n```\n\n```{data-index}\n```\n\n```{corrections}\n```\n")},
      {"content/who/_index.md", page_text("Who", "```{matrix}\n```\n")},
      {"content/r/_index.md", page_text("Report", "```{pages}\n:section: r\n```\n", "layout: report\n")},
      {"content/r/deep/_index.md", page_text("Deep", "")},
      {"content/r/deep/first.md", page_text("First", "[file](plan.pdf) and {page}`../p1.md`.\n")},
      {"content/r/deep/plan.pdf", "%PDF-1.4 nothing much"},
      {"content/draft.md", page_text("Draft", "Not yet. [All](all.md)\n", "draft: true\n")},
      {"content/_parts/shared.md", "Shared words of the MASH.\n\n{value}`cases[b, n]`\n"},
      {"content/data/glossary.csv",
       "term,expansion,definition\nMASH,Multi-Agency Safeguarding Hub,One door.\n"},
      {"content/data/boards.csv",
       "id,name,short,in_grid\nlscp,Children Board,LSCP,yes\ncsp,Safety Board,CSP,yes\n"},
      {"content/data/responsibilities.csv",
       "id,topic,lead,interested\nhate,Hate crime,csp,lscp\nneglect,Neglect,lscp,\n"},
      {"content/data/redirects.csv", "from,to\n/old.php,all.md\n"},
      {"content/data/cases.csv", "row,n\na,5\nb,7\n"},
      {"content/data/cases.yaml",
       "title: Cases\nsource: S\nrow_header: [row]\ncolumns:\n  row: {label: Row}\n  n: {label: N, type: "
       "integer}\ndownloads: [csv, ods]\n"},
      {"content/data/kinds.ods",
       read_file(source_folder() + "/tests/formats/spreadsheet/spreadsheets/kinds.ods")},
      {"assets/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"},
      {"themes/civic/assets/20-more.css", "p{margin:0}"},
      {"themes/civic/assets/do.js", "'use strict';"},
      {"themes/civic/strings/en-GB.yaml", "direction: ltr\n"}};
  for (int i = 0; i < 6; ++i) {
    const std::string n = std::to_string(i);
    files["content/r/p" + n + ".md"] = page_text(
        "Page " + n,
        "The MASH works. {value}`cases[a, n]` and [next](p" + std::to_string((i + 1) % 6) +
            ".md#part).\n\n```{table} cases\n```\n\n## Part\n\n```{include} _parts/shared.md\n```\n\n"
            "![A picture of nothing](/picture.svg)\n");
  }
  for (auto& [path, text] : small_theme()) files.emplace(path, text);
  return files;
}

/// The project that stands beside the tests; empty when it does not.
Files real_site() {
  Files files;
  const std::string root = source_folder();
  for (const char* folder : {"content", "assets", "themes/civic"}) {
    if (!std::filesystem::is_directory(root + "/" + folder)) return {};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root + "/" + folder)) {
      if (!entry.is_regular_file()) continue;
      files[std::filesystem::relative(entry.path(), root).generic_string()] = read_file(entry.path());
    }
  }
  return files;
}

/// Does what writers and theme authors do, now and then badly, and puts some of it right again.
class Writer {
 public:
  Writer(Files files, unsigned seed) : start_(files), files_(std::move(files)), random_(seed) {}

  const Files& files() const { return files_; }

  /// One change or a few at once; gives the paths they touched.
  std::vector<std::string> edit() {
    touched_.clear();
    const int changes = 1 + pick(4) / 3;
    for (int i = 0; i < changes; ++i) change();
    // Without this nothing would be left of the site after a while.
    for (int i = 0; i < 2; ++i) mend();
    std::sort(touched_.begin(), touched_.end());
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
    return touched_;
  }

 private:
  int pick(std::size_t count) { return static_cast<int>(random_() % std::max<std::size_t>(1, count)); }
  std::string number() { return std::to_string(pick(1000)); }

  template <typename Wanted>
  std::string some_path(const Wanted& wanted) {
    std::vector<std::string> paths;
    for (const auto& [path, text] : files_) {
      if (wanted(path)) paths.push_back(path);
    }
    return paths.empty() ? std::string() : paths[static_cast<std::size_t>(pick(paths.size()))];
  }
  std::string some_page() {
    return some_path([](const std::string& path) { return path.ends_with(".md"); });
  }
  std::string some_ending(const std::string& ending) {
    return some_path([&](const std::string& path) { return path.ends_with(ending); });
  }

  void set(const std::string& path, std::string text) {
    if (path.empty()) return;
    touched_.push_back(path);
    files_[path] = std::move(text);
  }
  void remove(const std::string& path) {
    if (files_.erase(path) > 0) touched_.push_back(path);
  }

  /// The text with a line put in after a random one.
  std::string with_line(const std::string& text, const std::string& line) {
    std::vector<std::size_t> breaks;
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
      breaks.push_back(at + 1);
    const std::size_t at = breaks.empty() ? 0 : breaks[static_cast<std::size_t>(pick(breaks.size()))];
    return text.substr(0, at) + line + text.substr(at);
  }

  std::string without_line(const std::string& text) {
    std::vector<std::string_view> lines = split_lines(text);
    if (lines.empty()) return text;
    const auto gone = static_cast<std::size_t>(pick(lines.size()));
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i != gone) out += std::string(lines[i]) + "\n";
    }
    return out;
  }

  std::string some_line() {
    const std::string page = some_page();
    const std::string path = page.empty() ? page : page.substr(8);
    const std::string set = stem(some_ending(".csv"));
    switch (pick(16)) {
      case 0:
        return "\n## Heading " + number() + "\n\n";
      case 1:
        return "\n[Read on](/" + path + ")\n\n";
      case 2:
        return "\n[Part](/" + path + "#part)\n\n";
      case 3:
        return "\n{page}`/" + path + "`\n\n";
      case 4:
        return "\n```{table} " + set + "\n```\n\n";
      case 5:
        return "\n{value}`" + set + "[a, n]` and {value}`max(" + set + "[*, n])`\n\n";
      case 6:
        return "\n```{include} " + path + "\n```\n\n";
      case 7:
        return "\nThe MASH, the XYZ" + number() + " and the LSCP.\n\n";
      case 8:
        return "\n```{pages}\n:sort: title\n```\n\n";
      case 9:
        return "\n```{matrix}\n:view: gaps\n```\n\n";
      case 10:
        return "\n```{data-index}\n```\n\n";
      case 11:
        return "\n[A file](/picture.svg) ![](nothing-" + number() + ".png)\n\n";
      case 12:
        return "\n| A | B |\n|---|---|\n| # 1 | 2 |\n: Caption " + number() + "\n\n";
      case 13:
        return "\n```{chart} " + set + "\n```\n\n";
      case 14:
        return "\n```{board} csp\n```\n\n";
      default:
        return "\nWords number " + number() + ".\n\n";
    }
  }

  static std::string stem(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? path : path.substr(slash + 1, path.rfind('.') - slash - 1);
  }

  std::string some_front_matter() {
    switch (pick(16)) {
      case 0:
        return "draft: true\n";
      case 1:
        return "weight: " + number() + "\n";
      case 2:
        return "slug: s-" + number() + "\n";
      case 3:
        return "description: About " + number() + "\n";
      case 4:
        return "aliases: [/was-" + number() + "/]\n";
      case 5:
        return "tags: [one, two]\n";
      case 6:
        return "date: 2020-01-0" + std::to_string(1 + pick(9)) + "\n";
      case 7:
        return "updated: 2021-01-0" + std::to_string(1 + pick(9)) + "\n";
      case 8:
        return "layout: report\n";
      case 9:
        return "navigation: false\n";
      case 10:
        return "navigation: Label " + number() + "\n";
      case 11:
        return "terms: off\n";
      case 12:
        return "changes:\n  - {date: 2020-02-0" + std::to_string(1 + pick(9)) + ", text: N}\n";
      case 13:
        return "toc: true\n";
      case 14:
        return "exit_link: true\n";
      default:
        return "titel: slip\n";
    }
  }

  void edit_front_matter() {
    const std::string page = some_page();
    if (page.empty() || !files_[page].starts_with("---\n")) return;
    std::string text = files_[page];
    if (pick(3) == 0) {
      const std::size_t at = text.find("title: ");
      if (at != std::string::npos)
        text = text.substr(0, at) + "title: Title " + number() + text.substr(text.find('\n', at));
    } else {
      text = "---\n" + some_front_matter() + text.substr(4);
    }
    set(page, text);
  }

  void edit_config() {
    std::string text = files_["content/site.yaml"];
    switch (pick(8)) {
      case 0:
        text += "description: About " + number() + "\n";
        break;
      case 1:
        text = replace_all(text, "en-GB", "cy");
        break;
      case 2:
        text = replace_all(text, "title: ", "title: New " + number() + " ");
        break;
      case 3:
        text += "params: {note: n" + number() + "}\n";
        break;
      case 4:
        text += "checks:\n  rules: {link/broken: off, 'term/*': info, 'content/*': off}\n";
        break;
      case 5:
        text = replace_all(text, "page: glossary.md", "page: all.md, tips: all, first_use: expand");
        break;
      case 6:
        text = replace_all(text, "https://example.org/", "https://example.org/below/");
        break;
      default:
        text = without_line(text);
    }
    set("content/site.yaml", text);
  }

  void move_folder() {
    const std::string page = some_page();
    const std::size_t slash = page.rfind('/');
    if (slash == std::string::npos || slash < 8) return;
    const std::string from = page.substr(0, slash + 1);
    const std::string to = "content/moved-" + std::to_string(pick(3)) + "/";
    Files moved;
    for (const auto& [path, text] : files_) {
      if (path.starts_with(from)) moved[path] = text;
    }
    for (const auto& [path, text] : moved) {
      remove(path);
      set(to + path.substr(from.size()), text);
    }
  }

  void change() {
    const std::string page = some_page();
    const std::string any = some_path([](const std::string&) { return true; });
    switch (pick(22)) {
      case 0:
        remove(page);
        break;
      case 1:
        remove(any);
        break;
      case 2:
        set(page, with_line(files_[page], some_line()));
        break;
      case 3:
        set(page, files_[page] + some_line());
        break;
      case 4:
        set(page, without_line(files_[page]));
        break;
      case 5:
      case 6:
        edit_front_matter();
        break;
      case 7: {
        const std::string text = files_[page];
        remove(page);
        set("content/" + std::string(pick(2) == 0 ? "r/" : "") + "page-" + std::to_string(pick(4)) + ".md",
            text);
        break;
      }
      case 8: {
        const std::string other = some_page();
        const std::string text = files_[other];
        set(other, files_[page]);
        set(page, text);
        break;
      }
      case 9: {
        const std::string csv = some_ending(".csv");
        std::string text = files_[csv];
        for (char& c : text) {
          if (c >= '0' && c <= '9' && pick(4) == 0) c = static_cast<char>('0' + pick(10));
        }
        set(csv, text);
        break;
      }
      case 10: {
        const std::string csv = some_ending(".csv");
        set(csv, pick(2) == 0 ? without_line(files_[csv]) : replace_all(files_[csv], "MASH", "MASHES"));
        break;
      }
      case 11: {
        const std::string yaml = some_ending(".yaml");
        set(yaml,
            pick(2) == 0 ? without_line(files_[yaml]) : files_[yaml] + "title: Again " + number() + "\n");
        break;
      }
      case 12:
      case 13:
        edit_config();
        break;
      case 14: {
        const std::string sheet = some_ending(".css");
        set(sheet, files_[sheet] + "\nbody{margin:" + number() + "px}\n");
        break;
      }
      case 15: {
        const std::string layout = some_ending(".mustache");
        set(layout, pick(3) == 0
                        ? without_line(files_[layout])
                        : files_[layout] + "<p>{{page.description}}{{site.title}}" + number() + "</p>");
        break;
      }
      case 16:
        set("themes/civic/partials/new.mustache", "<b>" + number() + "</b>");
        break;
      case 17:
        set("assets/picture.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"n" + number() + "\"/>");
        break;
      case 18:
        set("content/r/file-" + std::to_string(pick(3)) + ".txt", number());
        break;
      case 19:
        move_folder();
        break;
      case 20: {
        const std::string script = some_ending(".js");
        set(script, files_[script] + "\n// " + number() + "\n");
        break;
      }
      default:
        set(page, files_[page] + "\n\xff\xfe not text\n");
    }
  }

  void mend() {
    std::vector<std::string> changed;
    for (const auto& [path, text] : start_) {
      const auto now = files_.find(path);
      if (now == files_.end() || now->second != text) changed.push_back(path);
    }
    for (const auto& [path, text] : files_) {
      if (start_.count(path) == 0) changed.push_back(path);
    }
    // Some faults are left for a while, so that they meet each other.
    if (static_cast<int>(changed.size()) < pick(12)) return;
    const std::string& path = changed[static_cast<std::size_t>(pick(changed.size()))];
    const auto was = start_.find(path);
    if (was == start_.end()) {
      remove(path);
    } else {
      set(path, was->second);
    }
  }

  Files start_;
  Files files_;
  std::mt19937 random_;
  std::vector<std::string> touched_;
};

std::string told(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& finding : diagnostics.items()) out += format_diagnostic(finding);
  return out;
}

/// A preview's memory: reads again what changed, and everything while some file cannot be read.
class Keeper {
 public:
  Keeper(const Files& files, BuildOptions options) : options_(std::move(options)) {
    state_.files = load_project(MemoryFileSystem(files), nullptr, 1, found_);
    build_site(state_, options_, found_);
  }

  BuildOutcome build(const MemoryFileSystem& disk, const std::vector<std::string>& paths) {
    const bool all = !found_.empty();
    found_ = Diagnostics();
    if (all) {
      state_.files = load_project(disk, nullptr, 1, found_);
    } else {
      reload_files(state_.files, disk, nullptr, paths, found_);
    }
    BuildOutcome outcome = build_site(state_, options_, found_);
    rendered += state_.render.bodies_rendered;
    pages = outcome.site->pages.size();
    return outcome;
  }

  std::size_t rendered = 0;
  std::size_t pages = 0;

 private:
  BuildOptions options_;
  BuildState state_;
  Diagnostics found_;
};

void require_same(const BuildOutcome& kept, const BuildOutcome& clean) {
  REQUIRE(kept.tree.files.size() == clean.tree.files.size());
  for (const auto& [path, file] : clean.tree.files) {
    const OutputFile* other = kept.tree.find(path);
    if (other != nullptr && *other->current_bytes() == *file.bytes) continue;
    FAIL(path << (other == nullptr ? " is not there"
                                   : " differs:\n" + *other->current_bytes() + "\n" + *file.bytes));
  }
  REQUIRE(told(kept.diagnostics) == told(clean.diagnostics));
}

/// Gives how many bodies were rendered for each hundred pages.
std::size_t write_and_compare(const Files& start, int steps, unsigned seed) {
  Writer writer(start, seed);
  BuildOptions options;
  options.build_date = "2021-06-01";
  // The search index is made anew each time, so nothing kept can be wrong in it.
  options.whole_site_files = false;
  Keeper keeper(start, options);
  BuildOptions late = options;
  late.late_sheets = true;
  late.jobs = 2;
  Keeper preview(start, late);
  std::size_t pages = 0;
  for (int step = 0; step < steps; ++step) {
    const std::vector<std::string> paths = writer.edit();
    const MemoryFileSystem disk(writer.files());
    BuildState fresh;
    Diagnostics found;
    fresh.files = load_project(disk, nullptr, 1, found);
    const BuildOutcome clean = build_site(fresh, options, found);
    INFO("seed " << seed << ", step " << step << ": " << join(paths, ", "));
    require_same(keeper.build(disk, paths), clean);
    require_same(preview.build(disk, paths), clean);
    pages += clean.site->pages.size();
  }
  return 100 * keeper.rendered / std::max<std::size_t>(1, pages);
}

/// GAZETTE_EDITS asks for another number of edits.
int wanted_edits(int usual) {
  const char* wanted = std::getenv("GAZETTE_EDITS");
  return wanted == nullptr ? usual : std::atoi(wanted);
}

unsigned wanted_seed(unsigned usual) {
  const char* wanted = std::getenv("GAZETTE_SEED");
  return wanted == nullptr ? usual : static_cast<unsigned>(std::atoi(wanted));
}

}  // namespace

TEST_CASE("500 random edits, each equal to a clean build", "[stages][rebuild]") {
  const std::size_t rendered = write_and_compare(starting_site(), wanted_edits(500), wanted_seed(20'261'123));
  // A clean build renders all of them; some edits, such as those of site.yaml, touch all as well.
  CHECK(rendered < 80);
}

TEST_CASE("random edits of the site beside the tests, each equal to a clean build", "[stages][rebuild]") {
  const Files files = real_site();
  if (files.empty()) return;
  CHECK(write_and_compare(files, wanted_edits(12), wanted_seed(1)) < 90);
}
