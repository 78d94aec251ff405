#pragma once
// Where this checkout and its build are. The build knows; one source file is told, so that two checkouts of
// the same tree compile every other file to the same object (a compiler cache then serves both).

#include <string>

namespace gazette {

/// The project's own folder, without a slash at its end.
std::string source_folder();

/// The folder that the tests were built in, for files that a test writes.
std::string build_folder();

}  // namespace gazette
