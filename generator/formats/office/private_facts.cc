// Chooses the reader, and says what was found in words.
#include "formats/office/private_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "formats/office/fact_list.h"
#include "formats/spreadsheet/zip_reader.h"

namespace gazette {
namespace {

/// Details a fact keeps: who reads of three names knows where to look.
constexpr std::size_t kMostDetails = 3;

enum class DocumentKind { None, Ooxml, OpenDocument, Pdf };

DocumentKind kind_of_document(std::string_view path) {
  constexpr std::array<std::pair<std::string_view, DocumentKind>, 17> kEndings = {
      {{".docx", DocumentKind::Ooxml},
       {".docm", DocumentKind::Ooxml},
       {".dotx", DocumentKind::Ooxml},
       {".dotm", DocumentKind::Ooxml},
       {".xlsx", DocumentKind::Ooxml},
       {".xlsm", DocumentKind::Ooxml},
       {".xltx", DocumentKind::Ooxml},
       {".pptx", DocumentKind::Ooxml},
       {".pptm", DocumentKind::Ooxml},
       {".ppsx", DocumentKind::Ooxml},
       {".odt", DocumentKind::OpenDocument},
       {".ott", DocumentKind::OpenDocument},
       {".ods", DocumentKind::OpenDocument},
       {".odp", DocumentKind::OpenDocument},
       {".odg", DocumentKind::OpenDocument},
       {".ots", DocumentKind::OpenDocument},
       {".pdf", DocumentKind::Pdf}}};
  const std::string lower = to_lower_ascii(path);
  const auto* found = std::find_if(kEndings.begin(), kEndings.end(),
                                   [&](const auto& ending) { return lower.ends_with(ending.first); });
  return found == kEndings.end() ? DocumentKind::None : found->second;
}

std::string counted_fact(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string name_of_fact(const PrivateFact& fact) {
  switch (fact.kind) {
    case PrivateKind::TrackedChange:
      return counted_fact(fact.count, "tracked change", "tracked changes");
    case PrivateKind::Comment:
      return counted_fact(fact.count, "comment", "comments");
    case PrivateKind::HiddenSheet:
      return counted_fact(fact.count, "hidden sheet", "hidden sheets");
    case PrivateKind::HiddenRow:
      return counted_fact(fact.count, "hidden row or column", "hidden rows and columns");
    case PrivateKind::HiddenSlide:
      return counted_fact(fact.count, "hidden slide", "hidden slides");
    case PrivateKind::HiddenText:
      return counted_fact(fact.count, "piece of hidden text", "pieces of hidden text");
    case PrivateKind::SpeakerNote:
      return counted_fact(fact.count, "slide with speaker’s notes", "slides with speaker’s notes");
    case PrivateKind::Attachment:
      return counted_fact(fact.count, "attached file", "attached files");
    case PrivateKind::Redaction:
      return counted_fact(fact.count, "redaction that was never applied",
                          "redactions that were never applied");
    case PrivateKind::Author:
      return fact.details.size() > 1 ? "names of authors" : "the name of an author";
    case PrivateKind::Company:
      return "the name of a company or manager";
    case PrivateKind::Folder:
      return "the path of a file on a computer";
  }
  return {};
}

}  // namespace

void FactList::add(PrivateKind kind, std::string_view detail, std::size_t count) {
  PrivateFact& fact = facts_[kind];
  fact.kind = kind;
  fact.count += count;
  add_detail(kind, detail);
}

void FactList::add_detail(PrivateKind kind, std::string_view detail) {
  const auto found = facts_.find(kind);
  std::string text = collapse_white_space(visible_text(detail));
  if (found == facts_.end() || text.empty()) return;
  std::vector<std::string>& details = found->second.details;
  if (details.size() < kMostDetails && std::find(details.begin(), details.end(), text) == details.end())
    details.push_back(std::move(text));
}

void FactList::add_name(PrivateKind kind, std::string_view name) {
  constexpr std::array<std::string_view, 8> kOfPrograms = {
      "microsoft office user", "python-docx", "openpyxl", "apache poi",
      "unknown author",        "unknown",     "author",   "user"};
  name = trim(name);
  const std::string lower = to_lower_ascii(name);
  if (!name.empty() && std::find(kOfPrograms.begin(), kOfPrograms.end(), lower) == kOfPrograms.end())
    add(kind, name);
}

std::vector<PrivateFact> FactList::take() {
  std::vector<PrivateFact> out;
  for (auto& [kind, fact] : facts_) out.push_back(std::move(fact));
  return out;
}

bool is_office_path(std::string_view path) {
  return kind_of_document(path) != DocumentKind::None;
}

PrivateFacts read_private_facts(std::string_view path, std::string_view bytes) {
  PrivateFacts out;
  FactList found;
  const DocumentKind kind = kind_of_document(path);
  if (kind == DocumentKind::Pdf) {
    out.locked = read_pdf_private_facts(bytes, found);
  } else if (kind != DocumentKind::None) {
    ZipError error;
    ZipLimits limits;
    limits.entries = 20'000;
    limits.entry_bytes = std::size_t{64} << 20;
    limits.total_bytes = std::size_t{128} << 20;
    const bool ooxml = kind == DocumentKind::Ooxml;
    const auto parts = read_zip(bytes, ooxml ? is_ooxml_part : is_opendocument_part, error, limits);
    // Programs lock a document of ECMA-376 by putting it into a container of another kind (MS-OFFCRYPTO).
    if (!parts && bytes.starts_with("\xD0\xCF\x11\xE0")) out.locked = "it is protected with a password";
    if (!parts && (error.too_large || error.message.find("password") != std::string::npos))
      out.locked = error.message;
    if (parts) ooxml ? read_ooxml_facts(*parts, found) : read_opendocument_facts(*parts, found);
  }
  out.facts = found.take();
  return out;
}

std::string private_fact_text(const PrivateFact& fact) {
  std::string out = name_of_fact(fact);
  if (!fact.details.empty()) out += " (" + join(fact.details, ", ") + ")";
  return out;
}

}  // namespace gazette
