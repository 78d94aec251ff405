#pragma once
// Collects what the readers of formats/office/ find; internal to them.

#include <map>
#include <string>
#include <string_view>

#include "formats/office/private_facts.h"

namespace gazette {

class FactList {
 public:
  void add(PrivateKind kind, std::string_view detail = {}, std::size_t count = 1);
  /// A name that a document gives for a person; those that programs put there by themselves are left out.
  void add_name(PrivateKind kind, std::string_view name);
  /// Another name for what is counted already: who made the changes.
  void add_detail(PrivateKind kind, std::string_view detail);
  std::vector<PrivateFact> take();

 private:
  std::map<PrivateKind, PrivateFact> facts_;
};

/// Parts of a ZIP by name.
using DocumentParts = std::map<std::string, std::string>;

/// ECMA-376: .docx, .xlsx, .pptx and their templates and kin with macros.
bool is_ooxml_part(std::string_view name);
void read_ooxml_facts(const DocumentParts& parts, FactList& out);

/// OpenDocument (ISO/IEC 26300): .odt, .ods, .odp.
bool is_opendocument_part(std::string_view name);
void read_opendocument_facts(const DocumentParts& parts, FactList& out);

/// ISO 32000. Gives why it cannot be read when a password is wanted, else an empty text.
std::string read_pdf_private_facts(std::string_view bytes, FactList& out);

}  // namespace gazette
