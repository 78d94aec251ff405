#include "support/case_file.h"

#include <stdexcept>

#include "base/text.h"
#include "support/build_in_memory.h"

namespace gazette {
namespace {

constexpr std::string_view kDashes = "--------------------";

unsigned hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  throw std::runtime_error("\\x needs two hexadecimal digits");
}

std::map<std::string, std::string> read_files(const std::string& given) {
  std::map<std::string, std::string> files;
  if (!given.starts_with(">>> ")) {
    files["content/_index.md"] = page_text("Home", given);
    return files;
  }
  std::string path;
  bool bytes = false;
  std::string text;
  const auto finish = [&] {
    if (!path.empty()) files[path] = bytes ? decode_bytes(text) : text;
    text.clear();
  };
  for (std::string_view line : split_lines(given)) {
    if (line.starts_with(">>> ")) {
      finish();
      line.remove_prefix(4);
      bytes = line.ends_with(" (bytes)");
      if (bytes) line.remove_suffix(8);
      path = std::string(line);
    } else {
      text += std::string(line) + "\n";
    }
  }
  finish();
  files.emplace("content/_index.md", page_text("Home", ""));
  return files;
}

}  // namespace

std::string decode_bytes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 >= text.size()) {
      out += text[i];
      continue;
    }
    const char kind = text[++i];
    if (kind == 'n') out += '\n';
    if (kind == 'r') out += '\r';
    if (kind == 't') out += '\t';
    if (kind == '\\') out += '\\';
    if (kind == 'x' && i + 2 < text.size()) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    }
  }
  return out;
}

CaseFile read_case_file(const std::string& text) {
  CaseFile file;
  bool below = false;
  for (const std::string_view line : split_lines(text)) {
    const std::string whole = std::string(line) + "\n";
    if (line.starts_with("===== ")) {
      file.cases.push_back({std::string(line.substr(6)), {}, {}, {}});
      below = false;
    } else if (file.cases.empty()) {
      file.notes += whole;
    } else if (!below && line == kDashes) {
      below = true;
    } else if (!below) {
      file.cases.back().given += whole;
    } else if (line.starts_with("<<< ")) {
      file.cases.back().expected.push_back({std::string(line.substr(4)), {}});
    } else if (!file.cases.back().expected.empty()) {
      file.cases.back().expected.back().text += whole;
    }
  }
  for (Case& one : file.cases) one.files = read_files(one.given);
  return file;
}

std::string write_case_file(const CaseFile& file) {
  std::string out = file.notes;
  for (const Case& one : file.cases) {
    out += "===== " + one.title + "\n" + one.given + std::string(kDashes) + "\n";
    for (const Expectation& expectation : one.expected)
      out += "<<< " + expectation.what + "\n" + expectation.text;
  }
  return out;
}

}  // namespace gazette
