#pragma once
// Colour profiles (ICC.1): what colours mean stays, who made the profile for which screen does not.

#include <optional>
#include <string>
#include <string_view>

namespace gazette {

/// The profile without descriptions, copyright, dates, names and numbers of devices, and makers' own parts;
/// as long as before, with zeros in their place. nullopt when it is no profile that a browser would use.
std::optional<std::string> clean_icc_profile(std::string_view profile);

}  // namespace gazette
