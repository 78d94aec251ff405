#pragma once
// The files of the checkout, for tests that hold them to something.

#include <filesystem>
#include <string>

namespace gazette {

/// The bytes of a file; empty when it cannot be read.
std::string read_file(const std::filesystem::path& path);

}  // namespace gazette
