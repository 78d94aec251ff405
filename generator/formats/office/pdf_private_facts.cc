// PDF through qpdf, which reads damaged tables, compressed object streams and files locked without a
// password.
// Its own pointers are std::shared_ptr, as they are in its next version.
#define POINTERHOLDER_TRANSITION 4

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <string>

#include "base/text.h"
#include "formats/office/fact_list.h"
#include "formats/xml_reader.h"

namespace gazette {
namespace {

/// Notes of people who read a document; stamps, shapes and typed text are part of what it shows.
constexpr std::array<std::string_view, 7> kComments = {"/Text",      "/Highlight", "/Underline", "/Squiggly",
                                                       "/StrikeOut", "/Caret",     "/Ink"};
/// Metadata of more bytes than these is not looked into: it would have to be unpacked to learn its size.
constexpr std::size_t kMostMetadata = std::size_t{256} << 10;

std::string text_of(QPDFObjectHandle dictionary, const std::string& key) {
  if (!dictionary.isDictionary()) return {};
  QPDFObjectHandle value = dictionary.getKey(key);
  return value.isString() ? value.getUTF8Value() : std::string();
}

/// `dc:creator` of the XMP packet (ISO 16684-1).
void read_xmp(QPDFObjectHandle metadata, FactList& out) {
  if (!metadata.isStream()) return;
  QPDFObjectHandle length = metadata.getDict().getKey("/Length");
  if (!length.isInteger() || length.getUIntValue() > kMostMetadata) return;
  const std::shared_ptr<Buffer> data = metadata.getStreamData(qpdf_dl_generalized);
  const std::string_view xml(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
  XmlReader reader(xml);
  bool in_creator = false;
  for (XmlEvent event = reader.next(); event != XmlEvent::Finished && event != XmlEvent::Failed;
       event = reader.next()) {
    if (event == XmlEvent::Start && reader.name() == "creator") in_creator = true;
    if (event == XmlEvent::End && reader.name() == "creator") in_creator = false;
    if (event == XmlEvent::Text && in_creator) out.add_name(PrivateKind::Author, reader.text());
  }
}

void read_annotations(QPDF& pdf, FactList& out) {
  for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(pdf).getAllPages()) {
    for (QPDFAnnotationObjectHelper& annotation : page.getAnnotations()) {
      const std::string kind = annotation.getSubtype();
      if (std::find(kComments.begin(), kComments.end(), kind) != kComments.end())
        out.add(PrivateKind::Comment, text_of(annotation.getObjectHandle(), "/T"));
      if (kind == "/Redact") out.add(PrivateKind::Redaction);
      if (kind == "/FileAttachment") out.add(PrivateKind::Attachment);
    }
  }
}

}  // namespace

std::string read_pdf_private_facts(std::string_view bytes, FactList& out) {
  if (bytes.substr(0, 1024).find("%PDF-") == std::string_view::npos) return {};
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("document", bytes.data(), bytes.size());
    QPDFObjectHandle information = pdf.getTrailer().getKey("/Info");
    out.add_name(PrivateKind::Author, text_of(information, "/Author"));
    out.add_name(PrivateKind::Company, text_of(information, "/Company"));
    out.add_name(PrivateKind::Company, text_of(information, "/Manager"));
    read_xmp(pdf.getRoot().getKey("/Metadata"), out);
    QPDFEmbeddedFileDocumentHelper attached(pdf);
    for (const auto& [name, file] : attached.getEmbeddedFiles()) out.add(PrivateKind::Attachment, name);
    read_annotations(pdf, out);
  } catch (const QPDFExc& fault) {
    if (fault.getErrorCode() == qpdf_e_password) return "it is protected with a password";
  } catch (const std::exception&) {
    // Damaged: nothing more can be read from it.
    return {};
  }
  return {};
}

}  // namespace gazette
