#include "formats/pdf.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <vector>

#include "base/text.h"

namespace gazette {

namespace {

constexpr std::string_view kSourceMark = "<gazette:source>";

std::size_t number_at(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r')) ++at;
  std::size_t value = 0;
  if (at < text.size()) std::from_chars(text.data() + at, text.data() + text.size(), value);
  return value;
}

/// The number after `key` in a dictionary; 0 when there is none.
std::size_t number_after(std::string_view text, std::string_view key) {
  const std::size_t at = text.find(key);
  return at == std::string_view::npos ? 0 : number_at(text, at + key.size());
}

/// A PDF with one plain cross-reference table that covers all its objects.
class PlainPdf {
 public:
  static std::optional<PlainPdf> read(std::string_view bytes) {
    PlainPdf pdf;
    pdf.bytes_ = bytes;
    const std::size_t end = bytes.rfind("startxref");
    if (!bytes.starts_with("%PDF-") || end == std::string_view::npos) return std::nullopt;
    pdf.table_ = number_at(bytes, end + 9);
    if (pdf.table_ >= end || !bytes.substr(pdf.table_).starts_with("xref")) return std::nullopt;
    const std::size_t trailer = bytes.find("trailer", pdf.table_);
    if (trailer == std::string_view::npos || trailer > end) return std::nullopt;
    pdf.trailer_ = bytes.substr(trailer, end - trailer);
    if (pdf.trailer_.find("/Prev") != std::string_view::npos) return std::nullopt;
    pdf.size_ = number_after(pdf.trailer_, "/Size ");
    const std::size_t rows = bytes.find("0000000000 65535 f", pdf.table_);
    if (pdf.size_ == 0 || rows == std::string_view::npos) return std::nullopt;
    // Every row is 20 bytes long (7.5.4).
    if ((trailer - std::min(trailer, rows)) / 20 < pdf.size_) return std::nullopt;
    pdf.rows_ = rows;
    return pdf;
  }

  std::size_t table() const { return table_; }
  std::size_t size() const { return size_; }
  std::size_t trailer_number(std::string_view key) const { return number_after(trailer_, key); }

  /// What stands between `<<` and the last `>>` of object `number`; empty when that is no dictionary alone.
  std::string_view dictionary(std::size_t number) const {
    if (number == 0 || number >= size_) return {};
    const std::size_t at = number_at(bytes_, rows_ + 20 * number);
    // Leading zeros stop nothing: offsets are decimal.
    if (at >= bytes_.size()) return {};
    const std::string head = fmt::format("{} 0 obj", number);
    if (!bytes_.substr(at).starts_with(head)) return {};
    std::string_view object = bytes_.substr(at + head.size());
    object = trim(object.substr(0, object.find("endobj")));
    if (!object.starts_with("<<") || !object.ends_with(">>")) return {};
    return object.substr(2, object.size() - 4);
  }

 private:
  std::string_view bytes_;
  std::string_view trailer_;
  std::size_t table_ = 0;
  std::size_t rows_ = 0;
  std::size_t size_ = 0;
};

std::string xmp_packet(const PdfDetails& details) {
  const std::string when = details.date + "T00:00:00Z";
  return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
         "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
         "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:gazette=\"urn:gazette:1.0\">\n"
         "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" +
         escape_html(details.title) + "</rdf:li></rdf:Alt></dc:title>\n<dc:language><rdf:Bag><rdf:li>" +
         escape_html(details.language) + "</rdf:li></rdf:Bag></dc:language>\n<xmp:CreatorTool>" +
         escape_html(details.generator) + "</xmp:CreatorTool>\n<xmp:CreateDate>" + when +
         "</xmp:CreateDate>\n<xmp:ModifyDate>" + when + "</xmp:ModifyDate>\n" + std::string(kSourceMark) +
         escape_html(details.source) +
         "</gazette:source>\n</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";
}

/// `(D:20261125095011+00'00')` says when it was printed; the same length says the day of the text instead.
void replace_dates(std::string& bytes, const std::string& date) {
  const std::string digits = replace_all(date, "-", "") + "000000";
  if (digits.size() != 14) return;
  for (const std::string_view key : {"/CreationDate (D:", "/ModDate (D:"}) {
    const std::size_t at = bytes.find(key);
    if (at == std::string::npos || at + key.size() + 14 > bytes.size()) continue;
    bytes.replace(at + key.size(), 14, digits);
  }
}

/// Browsers tag every `figure` as a picture. One without an alternative text is a group of other things (a
/// chart with its caption and table, a quotation), and PDF/UA-1 (7.3) wants such a text of every picture.
void rename_groups(std::string& bytes) {
  static constexpr std::string_view kPicture = "/S /Figure";
  for (std::size_t at = bytes.find(kPicture); at != std::string::npos; at = bytes.find(kPicture, at + 1)) {
    const std::size_t begin = bytes.rfind(" 0 obj", at);
    const std::size_t end = bytes.find("endobj", at);
    if (begin == std::string::npos || end == std::string::npos) continue;
    const std::string_view object = std::string_view(bytes).substr(begin, end - begin);
    if (object.find("/StructElem") == std::string_view::npos ||
        object.find("stream") != std::string_view::npos || object.find("/Alt") != std::string_view::npos) {
      continue;
    }
    bytes.replace(at, kPicture.size(), "/S /Div   ");  // as long as before: nothing moves
  }
}

}  // namespace

std::optional<PdfFacts> read_pdf_facts(std::string_view bytes) {
  if (!bytes.starts_with("%PDF-")) return std::nullopt;
  PdfFacts facts;
  // The root of the page tree counts all pages, its branches fewer.
  for (std::size_t at = bytes.find("/Type /Pages"); at != std::string_view::npos;
       at = bytes.find("/Type /Pages", at + 1)) {
    const std::size_t begin = bytes.rfind("obj", at);
    const std::size_t end = bytes.find("endobj", at);
    if (begin == std::string_view::npos || end == std::string_view::npos) continue;
    facts.pages = std::max(facts.pages, number_after(bytes.substr(begin, end - begin), "/Count "));
  }
  const std::size_t mark = bytes.rfind(kSourceMark);
  if (mark != std::string_view::npos) {
    const std::string_view rest = bytes.substr(mark + kSourceMark.size(), 200);
    facts.source = std::string(rest.substr(0, rest.find('<')));
  }
  return facts;
}

std::optional<std::string> finish_pdf(std::string bytes, const PdfDetails& details) {
  replace_dates(bytes, details.date);
  rename_groups(bytes);
  const auto pdf = PlainPdf::read(bytes);
  if (!pdf) return std::nullopt;
  const std::size_t root = pdf->trailer_number("/Root ");
  const std::string catalog(pdf->dictionary(root));
  const std::size_t tree = number_after(catalog, "/StructTreeRoot ");
  std::string structure(pdf->dictionary(tree));
  if (catalog.empty() || structure.empty() || catalog.find("/Metadata") != std::string::npos)
    return std::nullopt;
  // Em and Strong came with PDF 2.0 (ISO 32000-2); readers of 1.4 files are told what they are.
  if (structure.find("/RoleMap") == std::string::npos) structure += "\n/RoleMap <</Em /Span /Strong /Span>>";
  const std::size_t metadata = pdf->size();
  const std::size_t table = pdf->table();
  const std::size_t information = pdf->trailer_number("/Info ");
  const std::string xmp = xmp_packet(details);

  std::vector<std::pair<std::size_t, std::string>> objects = {
      {root, "<<" + catalog + fmt::format("\n/Metadata {} 0 R>>", metadata)},
      {tree, "<<" + structure + ">>"},
      {metadata, fmt::format("<</Type /Metadata\n/Subtype /XML\n/Length {}>> stream\n", xmp.size()) + xmp +
                     "\nendstream"},
  };
  std::sort(objects.begin(), objects.end());
  if (!bytes.ends_with('\n')) bytes += '\n';
  std::string rows;
  for (const auto& [number, text] : objects) {
    rows += fmt::format("{} 1\n{:010} 00000 n \n", number, bytes.size());
    bytes += fmt::format("{} 0 obj\n", number) + text + "\nendobj\n";
  }
  const std::size_t start = bytes.size();
  bytes += "xref\n" + rows + fmt::format("trailer\n<</Size {}\n/Root {} 0 R", metadata + 1, root) +
           (information == 0 ? "" : fmt::format("\n/Info {} 0 R", information)) +
           fmt::format("\n/Prev {}>>\nstartxref\n{}\n%%EOF\n", table, start);
  return bytes;
}

}  // namespace gazette
