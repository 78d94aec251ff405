#pragma once
// content/addresses.csv on the disk: read to tell what answers no more, and written when something is
// published that it does not list.

#include <string>

#include "app/project/project.h"

namespace gazette {

struct AddressReview {
  std::string before;  // the bytes of the list; empty when there is none
  std::string after;   // as it is once the build is published
};

/// Holds a build against the list. Reports `address/gone`, `address/anchor-gone` and `address/list`.
AddressReview review_addresses(const FileSystem& project, const BuildOutcome& outcome,
                               Diagnostics& diagnostics);

/// Writes the list when it changed. One that cannot be written is a warning (`address/list`): the site
/// stands.
void keep_addresses(FileSystem& project, const AddressReview& review, Diagnostics& diagnostics);

/// Turns gone addresses from warnings into errors, before a publish breaks a promise.
void insist_on_addresses(Diagnostics& diagnostics);

}  // namespace gazette
