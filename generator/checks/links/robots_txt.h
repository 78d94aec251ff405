#pragma once
// robots.txt, as RFC 9309 reads it.

#include <string>
#include <string_view>
#include <vector>

namespace gazette {

/// The rules of one robots.txt for one program.
class RobotsTxt {
 public:
  /// `agent` is the program's name in lower case. Only the first 500 KiB count.
  static RobotsTxt parse(std::string_view text, std::string_view agent);
  /// Whether a path with its query may be asked for. The longest rule that matches decides.
  bool allows(std::string_view target) const;

 private:
  struct Line {
    bool allow = false;
    std::string pattern;
  };
  std::vector<Line> lines_;
};

}  // namespace gazette
