// Word, Excel and PowerPoint: ECMA-376. Elements are told by their local names: strict and transitional files
// have other namespaces for the same things.
#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/text.h"
#include "formats/office/fact_list.h"
#include "formats/xml_reader.h"

namespace gazette {
namespace {

/// Elements of WordprocessingML that stand for a change that somebody has yet to accept.
constexpr std::array<std::string_view, 14> kWordChanges = {
    "ins",         "del",           "moveFrom",   "moveTo",     "rPrChange", "pPrChange", "sectPrChange",
    "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange", "cellIns",   "cellDel",   "numberingChange"};

bool is_on(const std::string* value) {
  return value != nullptr && *value != "0" && *value != "false";
}

bool is_path(std::string_view text) {
  return text.find('/') != std::string_view::npos || text.find('\\') != std::string_view::npos;
}

/// Calls `start` at each start tag and `text` with each text and the name of the element right around it.
template <typename Start, typename Text>
void read_elements(std::string_view xml, const Start& start, const Text& text) {
  XmlReader reader(xml);
  std::string element;
  for (XmlEvent event = reader.next(); event != XmlEvent::Finished && event != XmlEvent::Failed;
       event = reader.next()) {
    if (event == XmlEvent::Start) {
      element = reader.name();
      start(reader);
    } else if (event == XmlEvent::End) {
      element.clear();
    } else if (event == XmlEvent::Text) {
      text(element, reader.text());
    }
  }
}

template <typename Start>
void read_elements(std::string_view xml, const Start& start) {
  read_elements(xml, start, [](std::string_view, std::string_view) {});
}

void read_word_text(std::string_view xml, FactList& out) {
  bool hidden = false;  // the run that is being read
  const auto start = [&](const XmlReader& reader) {
    const std::string& name = reader.name();
    if (reader.name_space().find("wordprocessingml") == std::string::npos) return;
    if (std::find(kWordChanges.begin(), kWordChanges.end(), name) != kWordChanges.end()) {
      const std::string* author = reader.attribute("author");
      out.add(PrivateKind::TrackedChange, author == nullptr ? std::string() : *author);
    }
    if (name == "r" || name == "p") hidden = false;
    if (name == "vanish") hidden = reader.attribute("val") == nullptr || is_on(reader.attribute("val"));
  };
  bool told = false;
  read_elements(xml, start, [&](std::string_view element, std::string_view text) {
    if (!hidden || element != "t" || trim(text).empty()) return;
    if (!told) out.add(PrivateKind::HiddenText);
    told = true;
  });
}

/// Comments of any of the three: `element` is what one is called there.
void read_comments(std::string_view xml, std::string_view element, FactList& out) {
  read_elements(xml, [&](const XmlReader& reader) {
    if (reader.name() != element) return;
    const std::string* author = reader.attribute("author");
    out.add(PrivateKind::Comment, author == nullptr ? std::string() : *author);
  });
}

void read_workbook(std::string_view xml, FactList& out) {
  read_elements(xml, [&](const XmlReader& reader) {
    const std::string* state = reader.attribute("state");
    if (reader.name() != "sheet" || state == nullptr || *state == "visible") return;
    const std::string* name = reader.attribute("name");
    out.add(PrivateKind::HiddenSheet, name == nullptr ? std::string() : *name);
  });
}

void read_sheet(std::string_view xml, FactList& out) {
  read_elements(xml, [&](const XmlReader& reader) {
    if ((reader.name() == "row" || reader.name() == "col") && is_on(reader.attribute("hidden")))
      out.add(PrivateKind::HiddenRow);
  });
}

void read_slide(std::string_view xml, FactList& out) {
  read_elements(xml, [&](const XmlReader& reader) {
    const std::string* show = reader.attribute("show");
    if (reader.name() == "sld" && show != nullptr && !is_on(show)) out.add(PrivateKind::HiddenSlide);
  });
}

/// Notes hold the number of their slide as a field, which is no note.
void read_notes(std::string_view xml, FactList& out) {
  bool in_field = false;
  bool any = false;
  read_elements(
      xml,
      [&](const XmlReader& reader) {
        if (reader.name() == "fld") in_field = true;
        if (reader.name() == "r") in_field = false;
      },
      [&](std::string_view element, std::string_view text) {
        any = any || (element == "t" && !in_field && !trim(text).empty());
      });
  if (any) out.add(PrivateKind::SpeakerNote);
}

void read_properties(std::string_view xml, FactList& out) {
  read_elements(
      xml, [](const XmlReader&) {},
      [&](std::string_view element, std::string_view text) {
        if (element == "creator" || element == "lastModifiedBy") out.add_name(PrivateKind::Author, text);
        if (element == "Company" || element == "Manager") out.add_name(PrivateKind::Company, text);
        if (element == "Template" && is_path(text)) out.add(PrivateKind::Folder, text);
      });
}

/// Templates and other workbooks that a file leads to, by their paths on somebody's computer.
void read_relations(std::string_view xml, FactList& out) {
  read_elements(xml, [&](const XmlReader& reader) {
    const std::string* type = reader.attribute("Type");
    const std::string* target = reader.attribute("Target");
    if (reader.name() != "Relationship" || type == nullptr || target == nullptr) return;
    const bool tells = type->ends_with("/attachedTemplate") || type->ends_with("/externalLinkPath");
    const bool on_web = target->starts_with("http:") || target->starts_with("https:");
    if (tells && !on_web && is_path(*target)) out.add(PrivateKind::Folder, *target);
  });
}

bool is_in(std::string_view name, std::string_view folder) {
  return name.starts_with(folder) && folder_of(name).size() + 1 == folder.size() && name.ends_with(".xml");
}

/// The texts of a Word document: its body, headers, footers and notes.
bool is_word_text(std::string_view name) {
  if (!is_in(name, "word/")) return false;
  const std::string_view file = file_name_of(name);
  return file.starts_with("document") || file.starts_with("header") || file.starts_with("footer") ||
         file == "footnotes.xml" || file == "endnotes.xml";
}

void read_part(const std::string& name, std::string_view xml, FactList& out) {
  const std::string_view file = file_name_of(name);
  if (is_word_text(name)) read_word_text(xml, out);
  if (name == "word/comments.xml" || (name.starts_with("xl/comments") && name.ends_with(".xml")))
    read_comments(xml, "comment", out);
  if (is_in(name, "xl/threadedComments/")) read_comments(xml, "threadedComment", out);
  if (is_in(name, "ppt/comments/")) read_comments(xml, "cm", out);
  if (name == "xl/workbook.xml") read_workbook(xml, out);
  if (is_in(name, "xl/worksheets/")) read_sheet(xml, out);
  if (name == "xl/revisions/revisionHeaders.xml") out.add(PrivateKind::TrackedChange);
  if (is_in(name, "ppt/slides/")) read_slide(xml, out);
  if (is_in(name, "ppt/notesSlides/")) read_notes(xml, out);
  if (name == "docProps/core.xml" || name == "docProps/app.xml") read_properties(xml, out);
  if (name == "word/_rels/settings.xml.rels" ||
      (name.starts_with("xl/externalLinks/_rels/") && file.ends_with(".rels")))
    read_relations(xml, out);
}

}  // namespace

bool is_ooxml_part(std::string_view name) {
  return name.starts_with("docProps/") || is_word_text(name) || name == "word/comments.xml" ||
         name == "word/_rels/settings.xml.rels" || name.starts_with("xl/comments") ||
         is_in(name, "xl/threadedComments/") || name == "xl/workbook.xml" || is_in(name, "xl/worksheets/") ||
         name == "xl/revisions/revisionHeaders.xml" || name.starts_with("xl/externalLinks/_rels/") ||
         is_in(name, "ppt/slides/") || is_in(name, "ppt/notesSlides/") || is_in(name, "ppt/comments/");
}

void read_ooxml_facts(const DocumentParts& parts, FactList& out) {
  // A comment of the newer kind has an older one beside it for older programs.
  const bool threaded = std::any_of(parts.begin(), parts.end(), [](const auto& part) {
    return part.first.starts_with("xl/threadedComments/");
  });
  for (const auto& [name, xml] : parts) {
    if (!threaded || !name.starts_with("xl/comments")) read_part(name, xml, out);
  }
}

}  // namespace gazette
