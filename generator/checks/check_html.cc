// Reads pages, finds their style sheets, runs the accessibility rules.
#include "checks/check_html.h"

#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/task_pool.h"
#include "base/text.h"
#include "checks/accessibility/check_accessibility.h"
#include "checks/accessibility_rules.h"
#include "formats/html/html_document.h"

namespace gazette {
namespace {

/// What a page's cascade is made from: pages of one site share it, so it is read once for all.
std::string style_key(const HtmlDocument& document, const std::string& folder) {
  std::string key;
  for (HtmlNodeId id = 0; id < document.page_end(); ++id) {
    if (document.is_html(id, "style")) {
      key += "\x1estyle\x1f" + document.text_content(id) + '\x1f' +
             std::string(document.attribute_value(id, "media"));
    } else if (document.is_html(id, "link")) {
      const std::string_view rel = document.attribute_value(id, "rel");
      if (to_lower_ascii(rel).find("stylesheet") == std::string::npos) continue;
      const std::string_view href = document.attribute_value(id, "href");
      // Relative addresses mean another file from another folder.
      key += "\x1elink\x1f" + std::string(href) + '\x1f' + (href.starts_with('/') ? "" : folder) + '\x1f' +
             std::string(document.attribute_value(id, "media"));
    }
  }
  return key;
}

// So many folders up at most.
constexpr std::size_t kMaxUp = 16;

/// A sheet's address as a path below the checked folder, "../theme.css" for one beside or above it; empty for
/// other hosts.
std::string sheet_path(std::string_view address, const std::string& folder, std::string_view base_path) {
  address = address.substr(0, address.find_first_of("?#"));
  if (address.find("://") != std::string_view::npos || address.starts_with("//")) return {};
  std::string path;
  if (address.starts_with('/')) {
    if (address.starts_with(base_path)) address.remove_prefix(base_path.size());
    while (address.starts_with('/')) address.remove_prefix(1);
    path = std::string(address);
  } else {
    path = folder + std::string(address);
  }
  std::vector<std::string> pieces;
  for (const std::string_view piece : split(path, '/')) {
    if (piece == ".." && !pieces.empty() && pieces.back() != "..") {
      pieces.pop_back();
    } else if (piece == "..") {
      if (address.starts_with('/') || pieces.size() > kMaxUp) return {};
      pieces.emplace_back(piece);
    } else if (!piece.empty() && piece != ".") {
      pieces.emplace_back(piece);
    }
  }
  const auto decoded = percent_decode(join(pieces, "/"));
  return decoded ? *decoded : std::string();
}

class SheetCache {
 public:
  SheetCache(const FileLookup& lookup, std::string_view base_path) : lookup_(lookup), base_path_(base_path) {}

  std::shared_ptr<const StyleSheets> of(const HtmlDocument& document, const std::string& folder) {
    const std::string key = style_key(document, folder);
    {
      const std::scoped_lock lock(mutex_);
      const auto found = sheets_.find(key);
      if (found != sheets_.end()) return found->second;
    }
    const auto load = [&](std::string_view address) -> std::optional<std::string> {
      const std::string path = sheet_path(address, folder, base_path_);
      if (path.empty()) return std::nullopt;
      const auto text = lookup_(path);
      return text ? std::optional(std::string(*text)) : std::nullopt;
    };
    auto made = std::make_shared<const StyleSheets>(StyleSheets::of(document, load));
    const std::scoped_lock lock(mutex_);
    // Foreign pages may each have sheets of their own: keep what is likely to come again.
    if (sheets_.size() < 256) sheets_.emplace(key, made);
    return made;
  }

 private:
  const FileLookup& lookup_;
  std::string_view base_path_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const StyleSheets>> sheets_;
};

}  // namespace

bool is_html_path(std::string_view path) {
  const std::string lower = to_lower_ascii(path);
  return lower.ends_with(".html") || lower.ends_with(".htm") || lower.ends_with(".xhtml");
}

void check_html_files(std::span<const HtmlFile> files, const FileLookup& lookup, std::string_view base_path,
                      unsigned jobs, const HtmlChecks& checks, Diagnostics& diagnostics) {
  SheetCache sheets(lookup, base_path);
  std::vector<Diagnostics> found(files.size());
  parallel_for(files.size(), jobs, [&](std::size_t i) {
    const HtmlDocument document = parse_html(files[i].source, found[i]);
    if (!document.readable()) return;
    if (checks.content != nullptr) checks.content->check(i, read_content(document), found[i]);
    if (!checks.accessibility) return;
    const std::size_t slash = files[i].path.rfind('/');
    const std::string folder =
        slash == std::string::npos ? std::string() : files[i].path.substr(0, slash + 1);
    check_accessibility(document, *sheets.of(document, folder), {}, found[i]);
  });
  Diagnostics all;
  all.append_all(std::move(found));
  if (checks.content != nullptr) checks.content->finish(all);
  diagnostics.append(std::move(all));
}

std::span<const Rule> accessibility_rule_table() {
  static const std::vector<Rule> kRules = [] {
    std::vector<Rule> rules(accessibility_rules().begin(), accessibility_rules().end());
    rules.insert(rules.end(), html_document_rules().begin(), html_document_rules().end());
    return rules;
  }();
  return kRules;
}

}  // namespace gazette
