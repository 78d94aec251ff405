// Reads, writes and gathers the list of published addresses.
#include "stages/addresses.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "formats/csv/csv.h"

namespace gazette {
namespace {

constexpr std::string_view kHeader = "address,kind,title";

std::string_view kind_name(AddressKind kind) {
  return kind == AddressKind::Page ? "page" : kind == AddressKind::File ? "file" : "anchor";
}

AddressKind kind_of(std::string_view address) {
  if (address.find('#') != std::string_view::npos) return AddressKind::Anchor;
  return address.ends_with('/') ? AddressKind::Page : AddressKind::File;
}

bool is_conflict_mark(std::string_view line) {
  return line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>") || line.starts_with("|||||||") ||
         line == "=======";
}

/// The values of one line; the list holds no line breaks inside values.
std::vector<std::string> values_of(std::string_view line) {
  std::vector<std::string> values(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      values.back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      values.emplace_back();
    } else {
      values.back() += c;
    }
  }
  return values;
}

bool comes_before(const KnownAddress& a, const KnownAddress& b) {
  return a.address < b.address;
}

/// Sorts by address and keeps the first row of each, with a title if any row has one.
void keep_once(std::vector<KnownAddress>& rows) {
  std::stable_sort(rows.begin(), rows.end(), comes_before);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (kept > 0 && rows[kept - 1].address == rows[i].address) {
      if (rows[kept - 1].title.empty()) rows[kept - 1].title = rows[i].title;
      continue;
    }
    if (kept != i) rows[kept] = std::move(rows[i]);
    ++kept;
  }
  rows.resize(kept);
}

/// A name that follows from the bytes, as `logo.3f2a91bc04.svg` does: nobody keeps it.
bool is_fingerprinted_name(std::string_view path) {
  for (const std::string_view part : split(path.substr(path.rfind('/') + 1), '.')) {
    const bool hex = part.size() >= 10 && std::all_of(part.begin(), part.end(), [](char c) {
                       return is_ascii_digit(c) || (c >= 'a' && c <= 'f');
                     });
    if (hex) return true;
  }
  return false;
}

void add_file(std::string address, std::vector<KnownAddress>& out) {
  if (!is_fingerprinted_name(address)) out.push_back({std::move(address), AddressKind::File, {}, {}});
}

void add_files(const Site& site, const OutputTree& tree, std::vector<KnownAddress>& out) {
  for (const AssetFile& asset : site.assets) {
    const bool of_author =
        asset.source_path.starts_with("content/") || asset.source_path.starts_with("assets/");
    if (!asset.fingerprinted && of_author && tree.find(asset.output_path) != nullptr)
      add_file("/" + asset.output_path, out);
  }
  if (tree.find("feed.xml") != nullptr) add_file("/feed.xml", out);
  for (auto file = tree.files.lower_bound("data/");
       file != tree.files.end() && file->first.starts_with("data/"); ++file) {
    if (file->second.page == kNoPage && site.asset_by_output.count(file->first) == 0)
      add_file("/" + file->first, out);
  }
}

}  // namespace

std::vector<KnownAddress> read_address_list(const SourcePtr& source, Diagnostics& diagnostics) {
  std::vector<KnownAddress> rows;
  if (!source) return rows;
  const std::string_view text = source->text();
  if (const auto bad = find_invalid_utf8(text)) {
    diagnostics.error("address/list", {source, {*bad, *bad + 1}}, "this file is not saved as UTF-8",
                      "fetch the last state of the file from your history");
    return rows;
  }
  bool merge_told = false;
  for (const std::string_view whole : split_lines(text)) {
    const std::string_view line = trim(whole.starts_with("\xEF\xBB\xBF") ? whole.substr(3) : whole);
    if (line.empty() || line.starts_with("address,") || line == "address") continue;
    const auto begin = static_cast<std::size_t>(line.data() - text.data());
    const Place place{source, {begin, begin + line.size()}};
    if (is_conflict_mark(line)) {
      if (!merge_told)
        diagnostics.warning("address/list", place, "a merge of this file was not finished",
                            "nothing is lost: both sides are read, and the next build writes the list anew");
      merge_told = true;
      continue;
    }
    const std::vector<std::string> values = values_of(line);
    const std::string address(trim(values[0]));
    if (!address.starts_with('/') || address.starts_with("//")) {
      diagnostics.error("address/list", place, "this line has no address of the site",
                        "an address starts with `/`; delete the line if it is none");
      continue;
    }
    rows.push_back({address, kind_of(address), values.size() > 2 ? std::string(trim(values[2])) : "", place});
  }
  keep_once(rows);
  return rows;
}

std::vector<KnownAddress> addresses_of(const Site& site, const OutputTree& tree) {
  std::vector<KnownAddress> out;
  for (const Page& page : site.pages) {
    if (page.address == "/404.html") continue;
    out.push_back({page.address, AddressKind::Page, collapse_white_space(page.title), {}});
    if (page.origin != PageOrigin::Content) continue;
    for (const Heading& heading : page.document->headings) {
      if (!heading.id.empty()) out.push_back({page.address + "#" + heading.id, AddressKind::Anchor, {}, {}});
    }
  }
  add_files(site, tree, out);
  keep_once(out);
  return out;
}

std::string format_address_list(const std::vector<KnownAddress>& known,
                                const std::vector<KnownAddress>& published) {
  // What is published comes first, so that its titles are kept.
  std::vector<KnownAddress> all = published;
  all.insert(all.end(), known.begin(), known.end());
  keep_once(all);
  std::string out(kHeader);
  out += '\n';
  for (const KnownAddress& one : all) {
    append_csv_value(out, one.address);
    out += ',';
    out += kind_name(one.kind);
    out += ',';
    append_csv_value(out, one.title);
    out += '\n';
  }
  return out;
}

}  // namespace gazette
