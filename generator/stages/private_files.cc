#include "stages/private_files.h"

#include <algorithm>
#include <set>
#include <string>

#include "base/task_pool.h"
#include "base/text.h"
#include "stages/private_names.h"

namespace gazette {
namespace {

/// A place without bytes: the file may be a picture.
Place place_of_file(const std::string& path) {
  return {std::make_shared<const SourceFile>(path, std::string()), {}};
}

/// A path without the folder that each file of its kind stands in.
std::string_view below_folder(std::string_view path) {
  for (const std::string_view folder : {"content/data/", "content/", "assets/"}) {
    if (path.starts_with(folder)) return path.substr(folder.size());
  }
  return path;
}

class NameReport {
 public:
  NameReport(const Site& site, Diagnostics& diagnostics) : site_(site), diagnostics_(diagnostics) {}

  void run(const std::vector<bool>& published) {
    for (std::size_t i = 0; i < site_.assets.size(); ++i) {
      if (!site_.assets[i].fingerprinted) name(site_.assets[i].source_path, published[i]);
    }
    for (const DataSet& set : site_.data.sets) {
      if (set.published) name(set.csv->path(), true);
    }
    for (const Page& page : site_.pages) {
      if (page.origin == PageOrigin::Content) name(page.document->source->path(), true);
    }
    for (const SourcePtr& file : site_.leftovers) {
      if (leftover_of(file->path()) != Leftover::Backup) continue;
      diagnostics_.warning("file/private-name", place_of_file(file->path()),
                           "the name says that this is a backup copy, and so holds what was taken out since",
                           "delete it: earlier states belong into the history of the project");
    }
  }

 private:
  void name(const std::string& path, bool published) {
    const auto words = telling_words(below_folder(path), site_.config.language);
    if (!words) return;
    const bool copy = to_lower_ascii(*words).find("copy") != std::string::npos;
    diagnostics_.warning(
        "file/private-name", place_of_file(path),
        "the name says “" + *words + "”" +
            (published ? ", and everybody can read it in the address" : ": it stays at home"),
        published ? (copy ? "rename it if it is meant for readers, or delete it"
                          : "rename it if it is meant for readers; if not, take the link to it out")
                  : "move it out of the project, where nobody can publish it by mistake");
  }

  const Site& site_;
  Diagnostics& diagnostics_;
};

/// Where the program that made a file lets its authors take such things out.
std::string way_to_clean(std::string_view path) {
  const std::string lower = to_lower_ascii(path);
  if (lower.ends_with(".pdf"))
    return "take them out in the document that the PDF was made from, and make it again; or in Acrobat: "
           "Tools, "
           "Redact, Remove Hidden Information";
  if (lower.ends_with(".odt") || lower.ends_with(".ods") || lower.ends_with(".odp") ||
      lower.ends_with(".odg"))
    return "in LibreOffice: Edit, Track Changes, Accept All; delete comments and hidden parts; File, "
           "Properties, "
           "Reset Properties with “Apply user data” off; then save it again";
  return "in Word, Excel or PowerPoint: File, Info, Check for Issues, Inspect Document, Remove All; then "
         "save it "
         "again";
}

void report_facts(const AssetFile& asset, const PrivateFacts& facts, Diagnostics& diagnostics) {
  std::vector<std::string> found;
  for (const PrivateFact& fact : facts.facts) found.push_back(private_fact_text(fact));
  if (!found.empty()) {
    diagnostics.warning("file/private", place_of_file(asset.source_path),
                        "this document tells more than its text: " + join(found, "; "),
                        way_to_clean(asset.source_path));
  } else if (!facts.locked.empty()) {
    diagnostics.warning("file/private", place_of_file(asset.source_path),
                        "nobody can see what this document tells beside its text: " + facts.locked,
                        "save it without a password: readers would need one too");
  }
}

}  // namespace

void report_private_files(const Site& site, const std::vector<bool>& published, unsigned jobs,
                          PrivateFactsCache& cache, Diagnostics& diagnostics) {
  NameReport(site, diagnostics).run(published);
  std::vector<const AssetFile*> documents;
  std::vector<const AssetFile*> unread;
  std::set<SourcePtr> now;
  for (std::size_t i = 0; i < site.assets.size(); ++i) {
    const AssetFile& asset = site.assets[i];
    if (!published[i] || asset.fingerprinted || !is_office_path(asset.source_path)) continue;
    documents.push_back(&asset);
    now.insert(asset.bytes);
    if (cache.count(asset.bytes) == 0) unread.push_back(&asset);
  }
  std::vector<PrivateFacts> read(unread.size());
  parallel_for(unread.size(), jobs, [&](std::size_t i) {
    read[i] = read_private_facts(unread[i]->source_path, unread[i]->bytes->text());
  });
  for (std::size_t i = 0; i < unread.size(); ++i) cache[unread[i]->bytes] = std::move(read[i]);
  std::erase_if(cache, [&](const auto& entry) { return now.count(entry.first) == 0; });
  for (const AssetFile* asset : documents) {
    PrivateFacts facts = cache.at(asset->bytes);
    // The publisher's own name is on every page.
    for (PrivateFact& fact : facts.facts) {
      std::erase_if(fact.details, [&](const std::string& detail) {
        return !detail.empty() && (fact.kind == PrivateKind::Author || fact.kind == PrivateKind::Company) &&
               (detail == site.config.organisation_name || detail == site.config.title ||
                detail == site.config.short_title);
      });
    }
    std::erase_if(facts.facts, [](const PrivateFact& fact) {
      return fact.details.empty() && (fact.kind == PrivateKind::Author || fact.kind == PrivateKind::Company);
    });
    report_facts(*asset, facts, diagnostics);
  }
}

}  // namespace gazette
