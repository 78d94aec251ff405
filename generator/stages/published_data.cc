// Uses are read from the documents, not from what is rendered: the list of data sets is rendered from them.
#include "stages/published_data.h"

#include <algorithm>
#include <set>
#include <string>

#include "content/arithmetic/data_uses.h"
#include "stages/published_files.h"

namespace gazette {
namespace {

std::string path_of(const DataSet& set) {
  return set.csv->path();
}

class DataSettler {
 public:
  DataSettler(const ProjectFiles& files, Site& site, Diagnostics& diagnostics)
      : files_(files), site_(site), diagnostics_(diagnostics) {}

  void run() {
    for (const Page& page : site_.pages) live_.merge(data_sets_of(page.document->tree));
    for (const auto& [path, page] : site_.held) held_.merge(data_sets_of(page.document->tree));
    add_named_by_theme();
    for (const DataSet& set : site_.data.sets) {
      if (set.for_reuse || is_listed(site_.config.files, path_of(set))) live_.insert(set.id);
    }
    add_redirected();
    add_formulas(live_);
    add_formulas(held_);
    for (DataSet& set : site_.data.sets) set.published = live_.count(set.id) > 0;
    report();
    settle_matrix();
  }

 private:
  /// Layouts and scripts may link to a set's file.
  void add_named_by_theme() {
    for (const DataSet& set : site_.data.sets) {
      const std::string name = "data/" + set.id + ".";
      const bool named = std::any_of(files_.theme.begin(), files_.theme.end(), [&](const auto& file) {
        return file.second->text().find(name) != std::string::npos;
      });
      if (named) live_.insert(set.id);
    }
  }

  /// An old address may lead to a set's file; it waits for the page when only a held-back page shows the set.
  void add_redirected() {
    const auto redirects = files_.data.find("redirects.csv");
    if (redirects == files_.data.end()) return;
    for (const DataSet& set : site_.data.sets) {
      if (held_.count(set.id) == 0 &&
          redirects->second->text().find("/data/" + set.id + ".") != std::string::npos)
        live_.insert(set.id);
    }
  }

  /// What a computed column reads is shown with it.
  void add_formulas(std::set<std::string>& used) const {
    std::vector<std::string> open(used.begin(), used.end());
    while (!open.empty()) {
      const DataSet* set = site_.data.find(open.back());
      open.pop_back();
      if (set == nullptr) continue;
      for (const std::string& name : data_sets_of_formulas(*set)) {
        if (used.insert(name).second) open.push_back(name);
      }
    }
  }

  /// A set that others are checked against does its work at home.
  bool checks_another(const DataSet& set) const {
    return std::any_of(site_.data.sets.begin(), site_.data.sets.end(), [&](const DataSet& other) {
      if (&other == &set) return false;
      return std::any_of(other.checks.begin(), other.checks.end(), [&](const DataCheck& check) {
        return check.rule.text.find(set.id + "[") != std::string::npos;
      });
    });
  }

  void report() {
    for (const DataSet& set : site_.data.sets) {
      if (set.published || held_.count(set.id) > 0 || checks_another(set)) continue;
      report_unused(set.csv,
                    "show it on a page, or write `page: none` in content/data/" + set.id +
                        ".yaml to publish it for reuse alone",
                    diagnostics_);
    }
  }

  void settle_matrix() {
    if (site_.matrix.rows.empty()) return;
    const auto shown = [](const DocumentPtr& document) { return shows_matrix(document->tree); };
    const bool live = !site_.config.boards.empty() ||
                      is_listed(site_.config.files, "content/data/responsibilities.csv") ||
                      std::any_of(site_.pages.begin(), site_.pages.end(),
                                  [&](const Page& page) { return shown(page.document); });
    site_.matrix.published = live;
    const bool held = std::any_of(site_.held.begin(), site_.held.end(),
                                  [&](const auto& entry) { return shown(entry.second.document); });
    if (!live && !held)
      report_unused(site_.matrix.rows_source, "show it on a page with the directive {matrix}", diagnostics_);
  }

  const ProjectFiles& files_;
  Site& site_;
  Diagnostics& diagnostics_;
  std::set<std::string> live_;
  std::set<std::string> held_;
};

}  // namespace

void settle_published_data(const ProjectFiles& files, Site& site, Diagnostics& diagnostics) {
  DataSettler(files, site, diagnostics).run();
}

}  // namespace gazette
