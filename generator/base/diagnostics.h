#pragma once
// What Gazette tells an author. A diagnostic is data; its text is made at the edge (app/report_*).

#include <string>
#include <string_view>
#include <vector>

#include "base/source_file.h"

namespace gazette {

/// Error: it must be mended before publishing. Warning: a person must decide. Info: advice.
enum class Severity { Info, Warning, Error };

/// "error", "warning" or "info".
std::string_view severity_name(Severity severity);

/// A second place that explains a diagnostic: "the name was first used here".
struct Note {
  std::string message;
  Place place;
};

/// One message with a place. `rule` is `area/name` and names an entry of the rule registry
/// (base/rule.h). `wcag` and `act` may be left empty: reports then take them from the registry.
struct Diagnostic {
  Severity severity = Severity::Error;
  std::string rule;
  std::string message;  // what is wrong, in the author's words; no full stop at the end
  Place place;
  std::string hint;  // how to mend it; may be empty
  std::vector<Note> notes;
  std::string page;      // address of the page it shows on, when there is one
  std::string selector;  // CSS selector of the element, when there is one
  std::vector<std::string> wcag;
  std::vector<std::string> act;
  std::string url;     // link findings: the address as written
  std::string status;  // link findings: broken, warn, skipped or ok
};

/// A list of diagnostics. Every stage takes one last; parallel work fills one each and joins them
/// in a fixed order, so threads never reorder messages. Not synchronised.
class Diagnostics {
 public:
  Diagnostic& add(Diagnostic diagnostic);
  Diagnostic& error(std::string_view rule, Place place, std::string message, std::string hint = {});
  Diagnostic& warning(std::string_view rule, Place place, std::string message, std::string hint = {});
  Diagnostic& info(std::string_view rule, Place place, std::string message, std::string hint = {});

  void append(const Diagnostics& other);
  void append(Diagnostics&& other);
  /// Joins many lists in their order, in one allocation, and empties them.
  void append_all(std::vector<Diagnostics>&& lists);
  /// Orders by file, line, column, rule and message, and drops exact repeats.
  void sort();

  bool empty() const { return items_.empty(); }
  std::size_t count(Severity severity) const;
  bool has_errors() const { return count(Severity::Error) > 0; }
  const std::vector<Diagnostic>& items() const { return items_; }
  std::vector<Diagnostic>& items() { return items_; }

 private:
  std::vector<Diagnostic> items_;
};

/// One diagnostic as people read it: `path:line:column: error: message  [rule]`, the source line,
/// a caret under the spot with the hint, then the notes. No colour; ends with a line break.
std::string format_diagnostic(const Diagnostic& diagnostic);

}  // namespace gazette
