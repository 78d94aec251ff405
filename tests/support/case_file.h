#pragma once
// Cases as text: files above, what is expected of them below. Tests/cases holds them by feature.
//
//   ===== A note has a title and Markdown inside
//   The body of the home page; or, when a case needs more files, each after a line `>>> path`.
//   --------------------
//   <<< messages
//   content/_index.md:4:1: error: …
//   <<< page /guide/
//   <p>What stands in that page's main part, below its heading</p>
//   <<< file feed.xml
//   A whole output, byte by byte
//
// `>>> path (bytes)` reads \r, \n, \t, \\ and \xNN in the lines that follow, and joins a line that ends in a
// single backslash to the next, so that any bytes can be written down. Lines before the first case are notes.

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

struct Expectation {
  std::string what;  // "messages", "page /guide/", "file feed.xml"
  std::string text;
};

struct Case {
  std::string title;
  std::string given;                         // the lines above the dashes, as they stand
  std::map<std::string, std::string> files;  // the same, read
  std::vector<Expectation> expected;
};

struct CaseFile {
  std::string notes;  // what stands before the first case
  std::vector<Case> cases;
};

/// Text with \r, \n, \t, \\ and \xNN in it, as the bytes it stands for.
std::string decode_bytes(std::string_view text);

CaseFile read_case_file(const std::string& text);

/// The same file with other expectations: read_case_file(write_case_file(f)) is f.
std::string write_case_file(const CaseFile& file);

}  // namespace gazette
