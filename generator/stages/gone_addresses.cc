// What was published and answers no more, with the page or file that most likely took its place.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "base/path.h"
#include "base/spelling.h"
#include "base/text.h"
#include "content/prose/redirect_lookup.h"
#include "formats/csv/csv.h"
#include "stages/addresses.h"
#include "stages/page_address.h"

namespace gazette {
namespace {

/// The last part of an address: "fees" of "/guide/fees/", "form.pdf" of "/guide/form.pdf".
std::string last_part(std::string_view address) {
  if (address.ends_with('/')) address.remove_suffix(1);
  return std::string(file_name_of(address));
}

/// The address as an item of a YAML list in brackets.
std::string in_yaml_list(const std::string& address) {
  const bool plain = std::all_of(address.begin(), address.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || (static_cast<unsigned char>(c) & 0x80U) != 0 ||
           std::string_view("/-_.").find(c) != std::string_view::npos;
  });
  return plain ? address : "\"" + replace_all(replace_all(address, "\\", "\\\\"), "\"", "\\\"") + "\"";
}

class GoneAddresses {
 public:
  GoneAddresses(const std::vector<KnownAddress>& known, const std::vector<KnownAddress>& published,
                const Site& site, const OutputTree& tree, Diagnostics& diagnostics)
      : known_(known), site_(site), tree_(tree), diagnostics_(diagnostics), lookup_(site.redirects) {
    for (const KnownAddress& one : known) was_known_.insert(one.address);
    for (const KnownAddress& one : published) {
      if (one.kind == AddressKind::Page) pages_.push_back(&one);
      if (was_known_.count(one.address) > 0) continue;
      if (one.kind == AddressKind::Page) new_pages_.push_back(&one);
      if (one.kind == AddressKind::File) new_files_.push_back(&one);
    }
    for (const auto& [path, page] : site.held) drafts_.emplace(page.address, path);
  }

  void run() {
    std::vector<const KnownAddress*> pages;
    for (const KnownAddress& one : known_) {
      if (one.kind == AddressKind::Anchor) {
        check_anchor(one);
      } else if (!answers(one)) {
        if (one.kind == AddressKind::Page) pages.push_back(&one);
        if (one.kind == AddressKind::File) report_file(one);
      }
    }
    for (const KnownAddress* page : pages) report_page(*page, pages.size() == 1);
  }

 private:
  bool answers(const KnownAddress& one) const {
    if (site_.by_address.count(one.address) > 0) return true;
    const std::string output = one.address.substr(1) + (one.kind == AddressKind::Page ? "index.html" : "");
    return tree_.find(output) != nullptr || lookup_.find(one.address).has_value();
  }

  /// The new page that most likely is the old one; null when none stands out.
  const KnownAddress* successor(const KnownAddress& gone, bool only_one) const {
    const auto sole_of = [](const std::vector<const KnownAddress*>& pages, auto&& fits) {
      const KnownAddress* found = nullptr;
      for (const KnownAddress* page : pages) {
        if (!fits(*page)) continue;
        if (found != nullptr) return static_cast<const KnownAddress*>(nullptr);
        found = page;
      }
      return found;
    };
    const auto sole = [&](auto&& fits) { return sole_of(new_pages_, fits); };
    const auto same_title = [&](const KnownAddress& one) {
      return !gone.title.empty() && one.title == gone.title;
    };
    if (const auto* page = sole(same_title)) return page;
    // A build since the rename may have put the new page into the list.
    if (const auto* page = sole_of(pages_, same_title)) return page;
    if (const auto* page =
            sole([&](const KnownAddress& one) { return last_part(one.address) == last_part(gone.address); }))
      return page;
    std::vector<std::string> names;
    for (const KnownAddress* page : new_pages_) names.push_back(last_part(page->address));
    if (const auto near = nearest_name(last_part(gone.address), names)) {
      if (const auto* page = sole([&](const KnownAddress& one) { return last_part(one.address) == *near; }))
        return page;
    }
    return only_one ? sole([](const KnownAddress&) { return true; }) : nullptr;
  }

  /// A line for content/data/redirects.csv.
  static std::string row(const std::string& from, std::string_view to) {
    const std::size_t hash = from.find('#');
    std::string out;
    append_csv_value(out, percent_encode(from.substr(0, hash), "!$&'()+,;=:@") +
                              (hash == std::string::npos ? "" : from.substr(hash)));
    out += ',';
    append_csv_value(out, to);
    return out;
  }

  void report_page(const KnownAddress& gone, bool only_one) {
    const std::string what = "the page " + gone.address + " was published and is gone";
    const std::string or_gone =
        "or say that nothing did, in content/data/redirects.csv: " + row(gone.address, "gone");
    if (const auto draft = drafts_.find(gone.address); draft != drafts_.end()) {
      diagnostics_.warning("address/gone", gone.place,
                           what + ": content/" + draft->second + " is a draft now",
                           "publish it again, " + or_gone);
      return;
    }
    const KnownAddress* next = successor(gone, only_one);
    const Page* page = next == nullptr ? nullptr : &site_.page(site_.by_address.at(next->address));
    if (page != nullptr && page->origin == PageOrigin::Content) {
      const FrontMatter& front_matter = page->document->front_matter;
      std::string aliases;
      for (const PlacedText& alias : front_matter.aliases) aliases += in_yaml_list(alias.text) + ", ";
      const Place place =
          front_matter.aliases.empty() ? front_matter.title.place : front_matter.aliases.front().place;
      diagnostics_.warning("address/gone", place, what,
                           "when this page took its place, write here: aliases: [" + aliases +
                               in_yaml_list(gone.address) + "]; " + or_gone);
      return;
    }
    diagnostics_.warning("address/gone", gone.place, what,
                         "name the page that took its place in content/data/redirects.csv: " +
                             row(gone.address, next == nullptr ? "PAGE.md" : next->address) + "; " + or_gone);
  }

  void report_file(const KnownAddress& gone) {
    std::string target = "NEW-ADDRESS";
    std::vector<std::string> names;
    for (const KnownAddress* file : new_files_) names.push_back(last_part(file->address));
    const auto near = nearest_name(last_part(gone.address), names);
    for (const KnownAddress* file : new_files_) {
      if (last_part(file->address) == near.value_or(last_part(gone.address))) target = file->address;
    }
    for (const KnownAddress* file : new_files_) {
      if (last_part(file->address) == last_part(gone.address)) target = file->address;
    }
    diagnostics_.warning("address/gone", gone.place,
                         "the file " + gone.address + " was published and is gone",
                         "say where it is now, in content/data/redirects.csv: " +
                             row(gone.address, target == "NEW-ADDRESS" ? target : percent_encode(target)) +
                             "; or that it is no more: " + row(gone.address, "gone"));
  }

  /// Browsers take what stands after `#` along to the page that a redirect leads to.
  const Page* page_at(const std::string& address) const {
    auto found = site_.by_address.find(address);
    if (found == site_.by_address.end()) {
      const auto answer = lookup_.find(address);
      if (!answer || is_gone(*answer->redirect) || answer->to.find('#') != std::string::npos) return nullptr;
      found = site_.by_address.find(plain_address(answer->to));
    }
    return found == site_.by_address.end() ? nullptr : &site_.page(found->second);
  }

  const std::unordered_set<std::string_view>& ids_of(const Page& page) {
    const auto [entry, fresh] = ids_.try_emplace(&page);
    const OutputFile* file = fresh ? tree_.find(page.output_path) : nullptr;
    if (file == nullptr || !file->bytes) return entry->second;
    constexpr std::string_view kMark = " id=\"";
    const std::string_view html = *file->bytes;
    for (std::size_t at = html.find(kMark); at != std::string_view::npos; at = html.find(kMark, at)) {
      at += kMark.size();
      entry->second.insert(html.substr(at, html.find('"', at) - at));
    }
    return entry->second;
  }

  void check_anchor(const KnownAddress& gone) {
    const std::size_t hash = gone.address.find('#');
    const std::string name = gone.address.substr(hash + 1);
    const Page* page = page_at(gone.address.substr(0, hash));
    if (page == nullptr || ids_of(*page).count(name) > 0) return;
    if (const auto answer = lookup_.find(gone.address);
        answer && answer->redirect->from.find('#') != std::string::npos)
      return;
    Place place = page->document->front_matter.title.place;
    std::vector<std::string> names;
    for (const Heading& heading : page->document->headings) names.push_back(heading.id);
    const auto near = nearest_name(name, names);
    for (const Heading& heading : page->document->headings) {
      if (near && heading.id == *near) place = page->document->tree.place(heading.node);
    }
    diagnostics_.warning(
        "address/anchor-gone", place.source ? place : gone.place,
        "links to " + gone.address + " find the top of the page: no heading has this address any more",
        "write {#" + name +
            "} after the words of the heading that took its place; or say that none did, in "
            "content/data/redirects.csv: " +
            row(gone.address, "gone"));
  }

  const std::vector<KnownAddress>& known_;
  const Site& site_;
  const OutputTree& tree_;
  Diagnostics& diagnostics_;
  RedirectLookup lookup_;
  std::set<std::string_view> was_known_;
  std::vector<const KnownAddress*> pages_;  // all that are published
  std::vector<const KnownAddress*> new_pages_;
  std::vector<const KnownAddress*> new_files_;
  std::map<std::string, std::string> drafts_;  // content paths by the address they most likely had
  std::map<const Page*, std::unordered_set<std::string_view>> ids_;
};

}  // namespace

void check_addresses(const std::vector<KnownAddress>& known, const std::vector<KnownAddress>& published,
                     const Site& site, const OutputTree& tree, Diagnostics& diagnostics) {
  GoneAddresses(known, published, site, tree, diagnostics).run();
}

}  // namespace gazette
