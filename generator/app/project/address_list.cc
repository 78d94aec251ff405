#include "app/project/address_list.h"

#include "stages/addresses.h"

namespace gazette {

AddressReview review_addresses(const FileSystem& project, const BuildOutcome& outcome,
                               Diagnostics& diagnostics) {
  AddressReview review;
  SourcePtr source;
  if (project.exists(kAddressListPath)) {
    FileError error;
    auto bytes = project.read(kAddressListPath, &error);
    source = std::make_shared<SourceFile>(kAddressListPath, bytes.value_or(std::string()));
    if (!bytes) {
      diagnostics.error("file/unreadable", {source, {}}, "this file cannot be read: " + error.message,
                        "ask whoever owns it for permission");
      return review;
    }
    review.before = std::move(*bytes);
  }
  const std::vector<KnownAddress> known = read_address_list(source, diagnostics);
  const std::vector<KnownAddress> published = addresses_of(*outcome.site, outcome.tree);
  check_addresses(known, published, *outcome.site, outcome.tree, diagnostics);
  review.after = format_address_list(known, published);
  return review;
}

void keep_addresses(FileSystem& project, const AddressReview& review, Diagnostics& diagnostics) {
  if (review.after.empty() || review.before == review.after) return;
  FileError error;
  if (project.write(kAddressListPath, review.after, &error)) return;
  diagnostics.warning("address/list", {std::make_shared<SourceFile>(kAddressListPath, std::string()), {}},
                      "the list of published addresses cannot be written: " + error.message,
                      "a page that is renamed later will lose its address without a word");
}

void insist_on_addresses(Diagnostics& diagnostics) {
  for (Diagnostic& finding : diagnostics.items()) {
    if (finding.rule == "address/gone") finding.severity = Severity::Error;
  }
}

}  // namespace gazette
