#pragma once
// Unicode Normalization Form C (UAX #15): one spelling of a letter with its accents, whichever way a
// keyboard, macOS or a zip file wrote it.

#include <string>
#include <string_view>

namespace gazette {

/// `text` with letters and accents composed: "e" followed by U+0301 becomes U+00E9. Text that is no UTF-8
/// comes back as it is.
std::string composed(std::string_view text);

}  // namespace gazette
