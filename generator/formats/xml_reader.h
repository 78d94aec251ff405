#pragma once
// Strict XML, one node after the other, for formats that come from other people's programs. Documents
// with a DOCTYPE are refused, so there are no entities to expand and nothing is fetched.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

struct XmlAttribute {
  std::string name_space;  // its URI; empty for plain names
  std::string name;        // without prefix
  std::string value;
};

enum class XmlEvent { Start, End, Text, Finished, Failed };

/// Reads `text`, which must outlive it. An empty element gives Start and then End. Elements nest 256 deep
/// at most. Comments and processing instructions are left out.
class XmlReader {
 public:
  explicit XmlReader(std::string_view text);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  XmlEvent next();

  const std::string& name() const { return name_; }                            // Start, End: without prefix
  const std::string& name_space() const { return name_space_; }                // Start, End: URI
  const std::string& text() const { return text_; }                            // Text
  const std::vector<XmlAttribute>& attributes() const { return attributes_; }  // Start
  /// The first attribute called `name`, in `name_space` when that is given; null when there is none.
  const std::string* attribute(std::string_view name, std::string_view name_space = {}) const;
  /// After a Start: reads on to its End, whatever is in between. Failed or Finished when the text ends first.
  XmlEvent skip();
  const std::string& error() const { return error_; }  // Failed: in words, with a line number

 private:
  struct State;
  void take_attributes();

  std::unique_ptr<State> state_;
  std::string name_, name_space_, text_, error_;
  std::vector<XmlAttribute> attributes_;
  bool pending_end_ = false;
};

}  // namespace gazette
