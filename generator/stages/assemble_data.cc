// Reads data sets, terms and boards; used again while their files are the same values.
#include "stages/assemble_data.h"

#include <algorithm>

#include "base/spelling.h"
#include "base/text.h"
#include "content/data/schema.h"
#include "content/data/set_reader.h"
#include "content/expressions/expression.h"
#include "content/glossary/reader.h"
#include "content/matrix/responsibilities_reader.h"
#include "formats/csv/csv.h"
#include "formats/spreadsheet/spreadsheet.h"
#include "formats/time_zone.h"
#include "stages/held_pages.h"

namespace gazette {
namespace {

/// Files of content/data with a meaning of their own.
bool is_special(std::string_view name) {
  return name == "glossary" || name == "boards" || name == "responsibilities" || name == "redirects" ||
         name == "words" || name.starts_with("words-") || name == "spelling";  // lists of the content checks
}

std::string stem_of(const std::string& path) {
  return path.substr(0, path.rfind('.'));
}

class DataAssembler {
 public:
  DataAssembler(const ProjectFiles& files, const AssembleOptions& options, const TimeZone& zone,
                AssembleCache& cache)
      : files_(files), options_(options), zone_(zone), cache_(cache) {}

  void run() {
    read_sets();
    hold_back();
    compute_formulas(cache_.data, cache_.data_diagnostics);
    read_matrix();
    if (const SourcePtr source = find("corrections.yaml")) {
      cache_.data.corrections = read_corrections(source, cache_.data_diagnostics);
    }
    if (const SourcePtr source = find("glossary.csv")) {
      if (const auto file = parse_csv(source, cache_.data_diagnostics)) {
        cache_.glossary = read_glossary(*file, cache_.theme.ids, cache_.data_diagnostics);
        cache_.glossary.source = source;
      }
    }
  }

 private:
  SourcePtr find(const std::string& name) const {
    const auto found = files_.data.find(name);
    return found == files_.data.end() ? nullptr : found->second;
  }

  /// A CSV file or a spreadsheet of this name, whether or not it could be read.
  bool has_table(const std::string& stem) const {
    if (find(stem + ".csv") != nullptr) return true;
    return std::any_of(files_.data.begin(), files_.data.end(), [&](const auto& file) {
      return is_spreadsheet_path(file.first) && stem_of(file.first) == stem;
    });
  }

  void read_sets() {
    std::vector<std::string> sets;
    for (const auto& [path, source] : files_.data) {
      const std::string stem = stem_of(path);
      if (path.ends_with(".csv") && !is_special(stem)) {
        sets.push_back(stem);
        auto set = read_data_set(stem, source, find(stem + ".yaml"), cache_.data_diagnostics);
        if (set) cache_.data.sets.push_back(std::move(*set));
      }
    }
    read_spreadsheets(sets);
    report_strangers();
    for (const auto& [path, source] : files_.data) {
      const std::string stem = stem_of(path);
      const bool lonely = path.ends_with(".yaml") && !has_table(stem) && path != "corrections.yaml";
      if (!lonely) continue;
      cache_.data_diagnostics.warning("data/no-csv", {source, {0, source->line(1).size()}},
                                      "there is no " + stem + ".csv beside this file",
                                      did_you_mean(stem, sets));
    }
    std::sort(cache_.data.sets.begin(), cache_.data.sets.end(),
              [](const DataSet& a, const DataSet& b) { return a.id < b.id; });
  }

  /// A set whose time has not come is as if it were not there, for other sets' columns too: so nothing of it
  /// can get out.
  void hold_back() {
    std::erase_if(cache_.data.sets, [&](const DataSet& set) {
      const auto time = parse_written_time(set.publish.text);
      if (!time || options_.out_of_time == OutOfTime::Include) return false;
      const Moment moment =
          settle_moment({*time, set.publish.place}, OfTwo::Second, zone_, cache_.data_diagnostics);
      if (options_.now && moment <= *options_.now) return false;
      cache_.data.held.emplace(set.id, spoken_moment(moment, zone_));
      return true;
    });
  }

  /// Files in content/data that nothing reads.
  void report_strangers() {
    for (const auto& [path, source] : files_.data) {
      const std::size_t slash = path.rfind('/');
      if (path.ends_with(".csv") || path.ends_with(".yaml") || is_spreadsheet_path(path)) continue;
      const std::string name = path.substr(slash == std::string::npos ? 0 : slash + 1);
      const std::string hint =
          path.ends_with(".yml")
              ? "name it " + stem_of(name) + ".yaml"
              : "only .csv, .yaml, .xlsx and .ods files are read here; put others into assets/";
      cache_.data_diagnostics.warning("data/not-read", {source, {}}, "nothing reads this file", hint);
    }
  }

  /// Spreadsheets beside the CSV files: one table each.
  void read_spreadsheets(std::vector<std::string>& sets) {
    for (const auto& [path, source] : files_.data) {
      if (!is_spreadsheet_path(path)) continue;
      const std::string stem = stem_of(path);
      if (std::find(sets.begin(), sets.end(), stem) != sets.end()) {
        cache_.data_diagnostics.error("data/same-name", {source, {}},
                                      "there are two files for the data set `" + stem + "`",
                                      "keep one of them");
        continue;
      }
      const SourcePtr schema = find(stem + ".yaml");
      const auto table = read_spreadsheet_table(source->path(), source->text(), read_sheet_choice(schema),
                                                cache_.data_diagnostics);
      if (!table) continue;
      sets.push_back(stem);
      auto set = read_data_set(stem, table->csv, schema, cache_.data_diagnostics, table->columns);
      if (set) cache_.data.sets.push_back(std::move(*set));
    }
  }

  void read_matrix() {
    std::optional<CsvFile> boards;
    std::optional<CsvFile> rows;
    const SourcePtr boards_source = find("boards.csv");
    const SourcePtr rows_source = find("responsibilities.csv");
    if (boards_source) boards = parse_csv(boards_source, cache_.data_diagnostics);
    if (rows_source) rows = parse_csv(rows_source, cache_.data_diagnostics);
    if (!boards && !rows) return;
    cache_.matrix =
        read_responsibilities(boards ? &*boards : nullptr, rows ? &*rows : nullptr, cache_.data_diagnostics);
    cache_.matrix.boards_source = boards_source;
    cache_.matrix.rows_source = rows_source;
  }

  const ProjectFiles& files_;
  const AssembleOptions& options_;
  const TimeZone& zone_;
  AssembleCache& cache_;
};

/// The sets that are held back now, to be published by themselves.
void note_schedule(Site& site, const ProjectFiles& files) {
  for (const auto& [path, source] : files.data) {
    if (!path.ends_with(".yaml") || site.data.held.count(stem_of(path)) == 0) continue;
    Diagnostics told;
    const auto root = parse_yaml(source, told);
    const YamlNode* publish = root ? root->find("publish") : nullptr;
    const auto time = publish == nullptr ? std::nullopt : parse_written_time(trim(publish->text));
    if (!time) continue;
    ScheduledChange change;
    change.moment =
        settle_moment({*time, {source, publish->span}}, OfTwo::Second, site.config.time_zone, told);
    change.when = site.data.held.at(stem_of(path));
    change.path = "content/data/" + path;
    const YamlNode* title = root->find("title");
    change.title = title == nullptr ? stem_of(path) : title->text;
    change.address = "/data/" + stem_of(path) + ".csv";
    site.schedule.push_back(std::move(change));
  }
}

}  // namespace

void assemble_data(const ProjectFiles& files, const AssembleOptions& options, Site& site,
                   AssembleCache& cache, Diagnostics& diagnostics) {
  std::vector<SourcePtr> sources;
  for (const auto& [path, source] : files.data) sources.push_back(source);
  // Which sets are held back depends on the time zone; a preview shows them all.
  if (options.out_of_time == OutOfTime::Exclude) sources.push_back(files.config);
  if (sources != cache.data_sources || cache.data_ids != site.theme.ids) {
    cache.data = DataLibrary();
    cache.glossary = Glossary();
    cache.matrix = ResponsibilityMatrix();
    cache.data_diagnostics = Diagnostics();
    DataAssembler(files, options, site.config.time_zone, cache).run();
    cache.data_sources = std::move(sources);
    cache.data_ids = site.theme.ids;
  }
  site.data = cache.data;
  note_schedule(site, files);
  site.glossary = cache.glossary;
  site.matrix = cache.matrix;
  diagnostics.append(cache.data_diagnostics);
}

}  // namespace gazette
