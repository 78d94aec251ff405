#include "formats/xml_reader.h"

#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>

#include <limits>
#include <mutex>

#include "base/text.h"

namespace gazette {
namespace {

std::string text_of(const xmlChar* text) {
  return text ? std::string(reinterpret_cast<const char*>(text)) : std::string();
}

void remember_error(void* user_data, xmlErrorPtr error) {
  auto& message = *static_cast<std::string*>(user_data);
  if (!message.empty() || !error || error->level < XML_ERR_ERROR) return;
  message = "line " + std::to_string(error->line) + ": " +
            std::string(trim(error->message ? error->message : "not well-formed"));
}

struct ReaderDeleter {
  void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
};

}  // namespace

struct XmlReader::State {
  std::unique_ptr<xmlTextReader, ReaderDeleter> reader;
};

XmlReader::XmlReader(std::string_view text) : state_(std::make_unique<State>()) {
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    error_ = "too large";
    return;
  }
  // Refused before a byte of it is parsed; the check in next() catches other encodings.
  if (text.find("<!DOCTYPE") != std::string_view::npos || text.find("<!ENTITY") != std::string_view::npos) {
    error_ = "it declares a document type or entities, which are not read";
    return;
  }
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
  state_->reader.reset(
      xmlReaderForMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr, kOptions));
  if (!state_->reader) {
    error_ = "empty";
    return;
  }
  xmlTextReaderSetStructuredErrorHandler(state_->reader.get(), remember_error, &error_);
}

XmlReader::~XmlReader() = default;

XmlEvent XmlReader::next() {
  if (pending_end_) {
    pending_end_ = false;
    return XmlEvent::End;
  }
  if (!state_->reader) return XmlEvent::Failed;
  for (;;) {
    const int result = xmlTextReaderRead(state_->reader.get());
    if (result == 0) return XmlEvent::Finished;
    if (result < 0) {
      if (error_.empty()) error_ = "not well-formed";
      return XmlEvent::Failed;
    }
    switch (xmlTextReaderNodeType(state_->reader.get())) {
      case XML_READER_TYPE_ELEMENT:
        name_ = text_of(xmlTextReaderConstLocalName(state_->reader.get()));
        name_space_ = text_of(xmlTextReaderConstNamespaceUri(state_->reader.get()));
        pending_end_ = xmlTextReaderIsEmptyElement(state_->reader.get()) == 1;
        take_attributes();
        return XmlEvent::Start;
      case XML_READER_TYPE_END_ELEMENT:
        name_ = text_of(xmlTextReaderConstLocalName(state_->reader.get()));
        name_space_ = text_of(xmlTextReaderConstNamespaceUri(state_->reader.get()));
        return XmlEvent::End;
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        text_ = text_of(xmlTextReaderConstValue(state_->reader.get()));
        return XmlEvent::Text;
      case XML_READER_TYPE_DOCUMENT_TYPE:
      case XML_READER_TYPE_ENTITY_REFERENCE:
        error_ = "it declares a document type or entities, which are not read";
        state_->reader.reset();
        return XmlEvent::Failed;
      default:
        break;
    }
  }
}

void XmlReader::take_attributes() {
  attributes_.clear();
  xmlTextReader* reader = state_->reader.get();
  while (xmlTextReaderMoveToNextAttribute(reader) == 1) {
    if (xmlTextReaderIsNamespaceDecl(reader) == 1) continue;
    attributes_.push_back({text_of(xmlTextReaderConstNamespaceUri(reader)),
                           text_of(xmlTextReaderConstLocalName(reader)),
                           text_of(xmlTextReaderConstValue(reader))});
  }
  xmlTextReaderMoveToElement(reader);
}

const std::string* XmlReader::attribute(std::string_view name, std::string_view name_space) const {
  for (const XmlAttribute& attribute : attributes_)
    if (attribute.name == name && (name_space.empty() || attribute.name_space == name_space))
      return &attribute.value;
  return nullptr;
}

XmlEvent XmlReader::skip() {
  for (std::size_t depth = 1;;) {
    const XmlEvent event = next();
    if (event == XmlEvent::Start) ++depth;
    if (event == XmlEvent::End && --depth == 0) return event;
    if (event == XmlEvent::Finished || event == XmlEvent::Failed) return event;
  }
}

}  // namespace gazette
