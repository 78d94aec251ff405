#pragma once
// Names of files that say who the file is for, or that a program left it behind.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

/// What a program leaves beside the files that people make.
enum class Leftover : std::uint8_t {
  None,
  Backup,  // "about.md.bak", "plan.docx~": the text of an earlier state
  System   // "desktop.ini", "Thumbs.db"
};

/// Never published, whatever links to it.
Leftover leftover_of(std::string_view path);

/// The words of a path that say that a file is not for everybody, as they are written: "CONFIDENTIAL",
/// "draft", "Copy of". Whole words alone count, in English and in `language` (BCP 47): "drafting-guide.pdf"
/// and "internally-displaced.pdf" say nothing.
std::optional<std::string> telling_words(std::string_view path, std::string_view language);

}  // namespace gazette
