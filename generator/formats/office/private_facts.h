#pragma once
// What a document tells beside the text that its readers are meant to see: tracked changes, comments, hidden
// parts, names of people, folders of an office's computers. Read from Word, Excel, PowerPoint (ECMA-376),
// OpenDocument and PDF files; nothing is ever changed in one.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

enum class PrivateKind : std::uint8_t {
  TrackedChange,
  Comment,
  HiddenSheet,
  HiddenRow,  // rows and columns
  HiddenSlide,
  HiddenText,
  SpeakerNote,
  Attachment,  // a file inside a PDF
  Redaction,   // marked in a PDF and not applied: what is below can still be read
  Author,      // names of people
  Company,     // and of managers
  Folder,      // a template's path, or that of another workbook
};

/// One kind of thing that was found.
struct PrivateFact {
  PrivateKind kind;
  std::size_t count = 0;
  std::vector<std::string> details;  // names, titles or paths, each once, in the order of the file; a few
};

struct PrivateFacts {
  std::vector<PrivateFact> facts;  // by kind
  std::string locked;  // why the file could not be looked into, in words: "it is protected with a …"
};

/// Whether read_private_facts reads files of that name.
bool is_office_path(std::string_view path);

/// Looks into a document; `path` says by its ending which kind it is. A file that is damaged, or is something
/// else than its name says, gives no facts. What is unpacked is bounded: 64 MiB a part, 128 MiB together.
PrivateFacts read_private_facts(std::string_view path, std::string_view bytes);

/// "3 tracked changes (Jane Doe)", "the author’s name Jane Doe", "2 hidden sheets (Working)": one phrase a
/// fact.
std::string private_fact_text(const PrivateFact& fact);

}  // namespace gazette
