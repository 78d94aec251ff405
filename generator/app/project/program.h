#pragma once
// Other programs of the system, run and waited for.

#include <string>
#include <vector>

namespace gazette {

/// A program with its words, the first of which is its name.
using ProgramWords = std::vector<std::string>;

/// What is done with what a program prints. To keep what it says, give a file.
struct ProgramOutput {
  bool quiet = false;     // neither output nor errors are shown
  std::string into_file;  // standard output goes there
};

/// Gives the exit status: 128 for a program that a signal ended, -1 for one that could not be started.
int run_program(const ProgramWords& words, const ProgramOutput& output = {});

}  // namespace gazette
