#pragma once
// What we read from PDF files and add to those that a browser prints (ISO 32000-1). No PDF is laid out here.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

/// What a PDF says of itself in plain bytes.
struct PdfFacts {
  std::size_t pages = 0;  // 0: not known, as in files whose page tree is compressed
  std::string source;     // fingerprint of what it was printed from; empty when we did not make it
};

/// nullopt when `bytes` are no PDF.
std::optional<PdfFacts> read_pdf_facts(std::string_view bytes);

/// What a browser does not put into the PDF that it prints.
struct PdfDetails {
  std::string title;
  std::string language;  // BCP 47
  std::string
      date;  // ISO; takes the place of the moment of printing, so that the same text gives the same bytes
  std::string generator;  // "Gazette 0.1.0"
  std::string source;     // comes back as PdfFacts::source
};

/// Adds metadata (XMP, ISO 16684-1) and roles for the structure types that PDF 1.4 does not know, as an
/// incremental update: everything else stays as it was printed. nullopt when `bytes` are not a PDF with a
/// plain cross-reference table and a structure tree, which is what an untagged print lacks.
std::optional<std::string> finish_pdf(std::string bytes, const PdfDetails& details);

}  // namespace gazette
