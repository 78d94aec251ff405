// Finds what can be a path or an address, and resolves it as the build does.
#include "app/project/link_rewriter.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/path.h"
#include "base/text.h"
#include "base/unicode_form.h"
#include "formats/csv/csv.h"
#include "formats/yaml.h"

namespace gazette {
namespace {

/// `path` seen from the folder of `from`, dots resolved; nullopt when it leaves content/.
std::optional<std::string> joined_path(std::string_view from, std::string_view path) {
  std::vector<std::string> parts;
  if (!path.starts_with('/')) {
    for (const std::string_view part : split(folder_of(from), '/'))
      if (!part.empty()) parts.emplace_back(part);
  }
  for (const std::string_view part : split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.emplace_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  return join(parts, "/");
}

/// What would end a link's address, encoded.
std::string link_text(const std::string& path) {
  return replace_all(replace_all(replace_all(path, " ", "%20"), "(", "%28"), ")", "%29");
}

class Rewriter {
 public:
  Rewriter(std::string_view text, std::string_view before, std::string_view after, const Moves& moves)
      : text_(text), before_(before), after_(after), moves_(moves) {}

  /// Paths are seen from content/ until the end of the scope.
  class FromContent {
   public:
    explicit FromContent(Rewriter& rewriter)
        : rewriter_(rewriter), before_(rewriter.before_), after_(rewriter.after_) {
      rewriter.before_ = rewriter.after_ = {};
    }
    ~FromContent() {
      rewriter_.before_ = before_;
      rewriter_.after_ = after_;
    }
    FromContent(const FromContent&) = delete;
    FromContent& operator=(const FromContent&) = delete;

   private:
    Rewriter& rewriter_;
    std::string_view before_;
    std::string_view after_;
  };

  /// Rewrites text_[begin, end) when it is a path or an address that changes. False when it is neither.
  bool target(std::size_t begin, std::size_t end) {
    const std::string_view written = text_.substr(begin, end - begin);
    const std::string_view path = written.substr(0, written.find_first_of("#?"));
    if (path.empty() || path.find(':') != std::string_view::npos) return false;
    const auto decoded = percent_decode(path);
    const std::string plain = composed(decoded ? std::string_view(*decoded) : path);
    std::optional<std::string> fresh = new_address(plain);
    if (!fresh) fresh = new_path(plain);
    if (!fresh) return false;
    const std::string encoded = link_text(*fresh);
    if (encoded != path) edits_.push_back({begin, begin + path.size(), encoded});
    return true;
  }

  /// Every word of a value that is a whole path of a page or an address.
  void words(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end;) {
      const std::size_t stop = std::min(text_.find_first_of(",;|[]{}\"' \t\r\n", at), end);
      const std::string_view word = text_.substr(at, stop - at);
      const std::string_view path = word.substr(0, word.find('#'));
      if (path.ends_with(".md") || (path.starts_with('/') && path.size() > 1) ||
          (path.find('.') != std::string_view::npos && moves_.paths.count(std::string(path)) > 0))
        target(at, stop);
      at = stop + 1;
    }
  }

  /// Markdown inside a line: links, images and `{page}` roles, but no code.
  void inline_links(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == '`') {
        i = code_span(begin, i, end);
      } else if (text_[i] == ']' && i + 1 < end && text_[i + 1] == '(') {
        i = destination(i + 2, end);
      }
    }
  }

  /// `[label]: address` at the start of a line; false when it is no definition.
  bool definition(std::size_t begin, std::size_t end) {
    const std::size_t open = text_.find_first_not_of(" \t>", begin);
    if (open >= end || text_[open] != '[' || open + 1 >= end || text_[open + 1] == '^') return false;
    const std::size_t close = text_.find("]:", open);
    if (close >= end) return false;
    destination(close + 2, end);
    return true;
  }

  Rewritten result() {
    std::stable_sort(edits_.begin(), edits_.end(),
                     [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
    Rewritten out;
    std::size_t at = 0;
    for (const Edit& edit : edits_) {
      if (edit.begin < at) continue;  // found in two ways
      out.text += text_.substr(at, edit.begin - at);
      out.text += edit.text;
      at = edit.end;
      ++out.links;
    }
    out.text += text_.substr(at);
    return out;
  }

 private:
  struct Edit {
    std::size_t begin;
    std::size_t end;
    std::string text;
  };

  std::optional<std::string> new_address(const std::string& plain) const {
    if (!plain.starts_with('/')) return std::nullopt;
    auto found = moves_.addresses.find(plain);
    if (found == moves_.addresses.end() && !plain.ends_with('/')) found = moves_.addresses.find(plain + "/");
    if (found == moves_.addresses.end()) return std::nullopt;
    return found->second;
  }

  std::optional<std::string> new_path(const std::string& plain) const {
    const std::optional<std::string> whole = joined_path(before_, plain);
    if (!whole) return std::nullopt;
    for (const char* ending : {"", "/_index.md", ".md"}) {
      const std::string file = *whole + ending;
      if (moves_.known.count(file) == 0) continue;
      const auto moved = moves_.paths.find(file);
      if (moved == moves_.paths.end() && (before_ == after_ || plain.starts_with('/'))) return std::nullopt;
      std::string now = moved == moves_.paths.end() ? file : moved->second;
      if (now.ends_with(ending)) now.resize(now.size() - std::string_view(ending).size());
      if (plain.starts_with('/')) return "/" + now;
      return relative_path(after_, now);
    }
    return std::nullopt;
  }

  /// The end of a code span that begins at `at`; the path in a `{page}` role is a link.
  std::size_t code_span(std::size_t line, std::size_t at, std::size_t end) {
    const std::size_t open = std::min(text_.find_first_not_of('`', at), end);
    const std::string ticks(open - at, '`');
    const std::size_t close = text_.find(ticks, open);
    if (close == std::string_view::npos || close >= end) return open - 1;
    if (text_.substr(line, at - line).ends_with("{page}")) target(open, close);
    return close + ticks.size() - 1;
  }

  /// Rewrites the address that stands from `at` on; gives where it ends.
  std::size_t destination(std::size_t at, std::size_t end) {
    while (at < end && (text_[at] == ' ' || text_[at] == '\t')) ++at;
    std::size_t stop = at;
    if (at < end && text_[at] == '<') {
      stop = std::min(text_.find('>', ++at), end);
    } else {
      for (int depth = 0; stop < end; ++stop) {
        const char c = text_[stop];
        if (c == ' ' || c == '\t' || c == '\r' || (c == ')' && depth == 0)) break;
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
    }
    target(at, stop);
    return stop > at ? stop - 1 : at;
  }

  std::string_view text_;
  std::string_view before_;
  std::string_view after_;
  const Moves& moves_;
  std::vector<Edit> edits_;
};

/// Values of YAML, but for `aliases`, which are old addresses on purpose.
void walk_yaml(const YamlNode& node, Rewriter& out) {
  if (node.is_scalar()) {
    out.words(node.span.begin, node.span.end);
    out.inline_links(node.span.begin, node.span.end);
    return;
  }
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (node.is_mapping() && node.keys[i].text == "aliases") continue;
    const bool names_folder =
        node.is_mapping() && (node.keys[i].text == "boards" || node.keys[i].text == "section");
    const YamlNode& child = node.children[i];
    if (names_folder && child.is_scalar() && out.target(child.span.begin, child.span.end)) continue;
    walk_yaml(child, out);
  }
}

void rewrite_yaml_part(const std::string& text, Span span, Rewriter& out) {
  Diagnostics ignored;  // the build tells of them
  const auto root = parse_yaml(std::make_shared<SourceFile>("yaml", text), span, ignored);
  if (root) walk_yaml(*root, out);
}

/// A fence that is open: a directive, whose body is Markdown, or code.
struct Fence {
  char mark;
  std::size_t length;
  bool code;
};

/// Walks the lines of a Markdown body.
class MarkdownLines {
 public:
  MarkdownLines(std::string_view text, Rewriter& page) : text_(text), page_(page) {}

  void line(std::size_t begin, std::size_t end) {
    const std::size_t first = std::min(text_.find_first_not_of(" \t>", begin), end);
    const std::string_view content = text_.substr(first, end - first);
    const char mark = content.empty() ? '\0' : content.front();
    std::size_t length = 0;
    while ((mark == '`' || mark == '~') && length < content.size() && content[length] == mark) ++length;
    if (length >= 3 && fence(first, end, mark, length)) return;
    if (!open_.empty() && open_.back().code) return;
    if (!open_.empty() && mark == ':' && option(first, end)) return;
    if (!page_.definition(begin, end)) page_.inline_links(begin, end);
    if (!open_.empty()) setting(first, end);
  }

 private:
  bool fence(std::size_t first, std::size_t end, char mark, std::size_t length) {
    const std::string_view info = trim(text_.substr(first + length, end - first - length));
    if (!open_.empty() && info.empty() && open_.back().mark == mark && length >= open_.back().length) {
      open_.pop_back();
      return true;
    }
    if (!open_.empty() && open_.back().code) return true;
    if (info.find('`') != std::string_view::npos) return false;  // a code span
    const bool directive = info.starts_with('{');
    open_.push_back({mark, length, !directive});
    const std::size_t close = info.find('}');
    if (!directive || close == std::string_view::npos) return true;
    const std::string_view argument = trim(info.substr(close + 1));
    if (argument.empty()) return true;
    const auto at = static_cast<std::size_t>(argument.data() - text_.data());
    if (info.starts_with("{include}")) {
      const Rewriter::FromContent scope(page_);
      page_.target(at, at + argument.size());
    } else {
      page_.target(at, at + argument.size());
    }
    return true;
  }

  bool option(std::size_t first, std::size_t end) {
    const std::size_t colon = text_.find(':', first + 1);
    if (colon >= end) return false;
    const std::string_view value = trim(text_.substr(colon + 1, end - colon - 1));
    if (value.empty()) return true;
    const auto at = static_cast<std::size_t>(value.data() - text_.data());
    const std::string_view key = text_.substr(first + 1, colon - first - 1);
    if (key == "section" || key == "folder") {
      const Rewriter::FromContent scope(page_);
      page_.target(at, at + value.size());
    } else {
      either_words(at, at + value.size());
      page_.inline_links(at, at + value.size());
    }
    return true;
  }

  /// `page: fees.md` in the body of a directive that is written as YAML.
  void setting(std::size_t first, std::size_t end) {
    const std::size_t colon = text_.find(": ", first);
    if (colon >= end) return;
    const std::string_view key = trim(text_.substr(first, colon - first));
    const bool plain = std::all_of(key.begin(), key.end(), [](char c) {
      return is_ascii_letter(c) || c == '_' || c == '-' || c == ' ' || c == '{';
    });
    if (plain) either_words(colon + 1, end);
  }

  /// Paths that are seen from content/, or else from the page.
  void either_words(std::size_t begin, std::size_t end) {
    {
      const Rewriter::FromContent scope(page_);
      page_.words(begin, end);
    }
    page_.words(begin, end);
  }

  std::string_view text_;
  Rewriter& page_;
  std::vector<Fence> open_;
};

}  // namespace

Rewritten rewrite_markdown(std::string_view text, std::string_view before, std::string_view after,
                           const Moves& moves) {
  Rewriter out(text, before, after, moves);
  std::size_t at = 0;
  if (text.starts_with("---")) {
    const std::size_t close = text.find("\n---", 3);
    const std::size_t line = text.find('\n');
    if (close != std::string_view::npos && line <= close) {
      const Rewriter::FromContent scope(out);
      rewrite_yaml_part(std::string(text), {line + 1, std::max(line, close) + 1}, out);
      at = std::min(text.find('\n', close + 1), text.size());
    }
  }
  MarkdownLines lines(text, out);
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.line(at, end);
    at = end + 1;
  }
  return out.result();
}

Rewritten rewrite_yaml(std::string_view text, const Moves& moves) {
  Rewriter out(text, "", "", moves);
  rewrite_yaml_part(std::string(text), {0, text.size()}, out);
  return out.result();
}

Rewritten rewrite_csv(std::string_view text, const Moves& moves) {
  Rewriter out(text, "", "", moves);
  Diagnostics ignored;
  const auto file = parse_csv(std::make_shared<SourceFile>("csv", std::string(text)), ignored);
  if (!file) return out.result();
  const auto from = file->find_column("to") ? file->find_column("from") : std::nullopt;
  for (std::size_t i = 0; i < file->row_count(); ++i) {
    const CsvRow row = file->row(i);
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
      if (column == from) continue;
      out.words(row.cells[column].span.begin, row.cells[column].span.end);
      out.inline_links(row.cells[column].span.begin, row.cells[column].span.end);
    }
  }
  return out.result();
}

}  // namespace gazette
