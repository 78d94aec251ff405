// OpenDocument: content.xml, styles.xml and meta.xml.
#include <set>

#include "base/text.h"
#include "formats/office/fact_list.h"
#include "formats/xml_reader.h"

namespace gazette {
namespace {

bool says(const XmlReader& reader, std::string_view attribute, std::string_view value) {
  const std::string* found = reader.attribute(attribute);
  return found != nullptr && *found == value;
}

std::string attribute_or_empty(const XmlReader& reader, std::string_view name) {
  const std::string* found = reader.attribute(name);
  return found == nullptr ? std::string() : *found;
}

class ContentReader {
 public:
  explicit ContentReader(FactList& out) : out_(out) {}

  void read(std::string_view xml) {
    XmlReader reader(xml);
    for (XmlEvent event = reader.next(); event != XmlEvent::Finished && event != XmlEvent::Failed;
         event = reader.next()) {
      if (event == XmlEvent::Start) start(reader);
      if (event == XmlEvent::End) end(reader.name());
      if (event == XmlEvent::Text) text(reader.text());
    }
  }

 private:
  void start(const XmlReader& reader) {
    const std::string& name = reader.name();
    element_ = name;
    if (name == "style") style_ = attribute_or_empty(reader, "name");
    if ((name == "table-properties" && says(reader, "display", "false")) ||
        (name == "drawing-page-properties" && says(reader, "visibility", "hidden")))
      hidden_styles_.insert(style_);
    if (name == "table" && hidden_styles_.count(attribute_or_empty(reader, "style-name")) > 0)
      out_.add(PrivateKind::HiddenSheet, attribute_or_empty(reader, "name"));
    if (name == "page" && hidden_styles_.count(attribute_or_empty(reader, "style-name")) > 0)
      out_.add(PrivateKind::HiddenSlide, attribute_or_empty(reader, "name"));
    if ((name == "table-row" || name == "table-column") &&
        (says(reader, "visibility", "collapse") || says(reader, "visibility", "filter")))
      out_.add(PrivateKind::HiddenRow);
    if (name == "changed-region" || name == "cell-content-change" || (in_changes_ && is_table_change(name)))
      out_.add(PrivateKind::TrackedChange);
    if (name == "tracked-changes") in_changes_ = true;
    if (name == "annotation") {
      out_.add(PrivateKind::Comment);
      in_annotation_ = true;
    }
    if (name == "hidden-text" || name == "hidden-paragraph" ||
        (name == "section" && says(reader, "display", "none")))
      out_.add(PrivateKind::HiddenText);
    if (name == "notes") {
      in_notes_ = true;
      has_note_ = false;
    }
  }

  /// Of a spreadsheet. `insertion` and `deletion` of a text stand in a changed-region, which is counted.
  static bool is_table_change(std::string_view name) { return name == "movement"; }

  void end(const std::string& name) {
    element_.clear();
    if (name == "tracked-changes") in_changes_ = false;
    if (name == "annotation") in_annotation_ = false;
    if (name == "notes") {
      if (has_note_) out_.add(PrivateKind::SpeakerNote);
      in_notes_ = false;
    }
  }

  void text(std::string_view words) {
    if (trim(words).empty()) return;
    if (element_ == "creator" && in_annotation_) out_.add_detail(PrivateKind::Comment, words);
    if (element_ == "creator" && in_changes_) out_.add_detail(PrivateKind::TrackedChange, words);
    // The number of its slide is a field.
    if (in_notes_ && (element_ == "p" || element_ == "span")) has_note_ = true;
  }

  FactList& out_;
  std::string element_;
  std::string style_;
  std::set<std::string> hidden_styles_;
  bool in_changes_ = false;
  bool in_annotation_ = false;
  bool in_notes_ = false;
  bool has_note_ = false;
};

void read_meta(std::string_view xml, FactList& out) {
  XmlReader reader(xml);
  std::string element;
  for (XmlEvent event = reader.next(); event != XmlEvent::Finished && event != XmlEvent::Failed;
       event = reader.next()) {
    if (event == XmlEvent::Start) {
      element = reader.name();
      const std::string* path = reader.attribute("href");
      if (element == "template" && path != nullptr && path->find('/') != std::string::npos)
        out.add(PrivateKind::Folder, *path);
    } else if (event == XmlEvent::End) {
      element.clear();
    } else if (element == "creator" || element == "initial-creator" || element == "printed-by") {
      out.add_name(PrivateKind::Author, reader.text());
    }
  }
}

}  // namespace

bool is_opendocument_part(std::string_view name) {
  return name == "content.xml" || name == "styles.xml" || name == "meta.xml";
}

void read_opendocument_facts(const DocumentParts& parts, FactList& out) {
  for (const auto& [name, xml] : parts) {
    if (name == "meta.xml") {
      read_meta(xml, out);
    } else {
      ContentReader(out).read(xml);
    }
  }
}

}  // namespace gazette
