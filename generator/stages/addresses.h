#pragma once
// Addresses are promises: content/addresses.csv lists every page, file and heading that a build has
// published. What is in the list and answers no more is told, with the line that mends it.

#include <string>
#include <vector>

#include "base/diagnostics.h"
#include "model/output_tree.h"

namespace gazette {

/// Where the list is kept, below the project folder.
inline constexpr const char* kAddressListPath = "content/addresses.csv";

enum class AddressKind { Page, File, Anchor };

struct KnownAddress {
  std::string address;  // "/fees/", "/fees/form.pdf" or "/fees/#costs", decoded, without the base path
  AddressKind kind = AddressKind::Page;
  std::string title;  // pages: the title they had last, to know them again by
  Place place;        // of its row; none for an address of this build
};

/// The rows of the list, sorted and each address once. Reads both sides of a merge that was not finished.
/// Reports `address/list`.
std::vector<KnownAddress> read_address_list(const SourcePtr& source, Diagnostics& diagnostics);

/// What this build publishes and readers may keep: pages, the headings in them, files with names that authors
/// gave, data and the feed. Sorted.
std::vector<KnownAddress> addresses_of(const Site& site, const OutputTree& tree);

/// The list with what this build publishes added to it: `address,kind,title`, sorted by bytes.
std::string format_address_list(const std::vector<KnownAddress>& known,
                                const std::vector<KnownAddress>& published);

/// Reports what is in the list and neither published nor redirected: `address/gone`, `address/anchor-gone`.
void check_addresses(const std::vector<KnownAddress>& known, const std::vector<KnownAddress>& published,
                     const Site& site, const OutputTree& tree, Diagnostics& diagnostics);

}  // namespace gazette
