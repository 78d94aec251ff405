// Builds YamlNode trees from yaml-cpp's events; no yaml-cpp type leaves this file.
#include "formats/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "base/spelling.h"
#include "base/text.h"

namespace gazette {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostNodes = 1'000'000;

/// Stops the parse from inside an event; what was wrong is already reported.
struct StopParsing : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const SourcePtr& source, Span span, Diagnostics& diagnostics)
      : source_(source), span_(span), diagnostics_(diagnostics) {}

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    YamlNode node;
    node.span = {offset(mark), offset(mark)};
    add(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    refuse(mark, "this file uses a YAML alias (`*name`)", "write the value out in full");
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    YamlNode node;
    node.kind = YamlKind::Scalar;
    node.text = value;
    node.span = scalar_span(offset(mark), value);
    const std::string_view first = source_->slice({node.span.begin, node.span.begin + 1});
    if (first == "\"" || first == "'") require_closing_quote(node.span, first.front());
    node.quoted = tag == "!" || first == "\"" || first == "'" || first == "|" || first == ">";
    const bool is_block = first == "|" || first == ">";
    if (!is_block) report_comment(node, value);
    const bool plain_null = !node.quoted && (value.empty() || value == "~" || value == "null");
    if (plain_null) node.kind = YamlKind::Null;
    add(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    refuse_tag(mark, tag);
    open(mark, anchor, YamlKind::Sequence);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    refuse_tag(mark, tag);
    open(mark, anchor, YamlKind::Mapping);
  }
  void OnMapEnd() override { close(); }

  std::optional<YamlNode> take() { return std::move(root_); }

 private:
  struct Frame {
    YamlNode node;
    std::optional<YamlNode::Key> key;
  };

  std::size_t offset(const YAML::Mark& mark) const {
    const int position = std::max(0, mark.pos);
    return std::min(span_.end, span_.begin + static_cast<std::size_t>(position));
  }

  Place place(std::size_t at) const { return {source_, {at, std::min(at + 1, span_.end)}}; }

  [[noreturn]] void refuse(const YAML::Mark& mark, const std::string& message, const std::string& hint) {
    diagnostics_.error("yaml/alias", place(offset(mark)), message, hint);
    throw StopParsing(message);
  }

  /// yaml-cpp gives "?" to plain values and "!" to quoted ones; anything else was written by the author.
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    refuse(mark, "this file uses a YAML tag (`!name`)", "leave the tag out and write the value alone");
  }

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) refuse(mark, "this file uses a YAML anchor (`&name`)", "write the value out in full");
  }

  /// yaml-cpp takes the end of the file for the end of a quotation.
  void require_closing_quote(Span span, char quote) {
    if (span.end - span.begin >= 2 && source_->text()[span.end - 1] == quote) return;
    diagnostics_.error("yaml/syntax", place(span.begin), "this quotation is never closed",
                       std::string("add a closing ") + quote);
    throw StopParsing("quote");
  }

  /// The end of a plain value that may go on over several lines, which YAML folds into blanks.
  std::size_t plain_end(std::size_t begin, std::string_view value) const {
    const std::string& text = source_->text();
    std::size_t at = begin;
    for (const char c : value) {
      if (is_ascii_space(c)) {
        while (at < span_.end && is_ascii_space(text[at])) ++at;
      } else if (at < span_.end && text[at] == c) {
        ++at;
      } else {
        return span_.end;
      }
    }
    return at;
  }

  /// Words behind a value that YAML drops, as in `Case #4 of the review`. A comment that was meant stands
  /// apart from a value of several words, or has a blank behind its sign.
  void report_comment(const YamlNode& node, std::string_view value) {
    const std::string& text = source_->text();
    const std::size_t end = node.quoted ? node.span.end : plain_end(node.span.begin, value);
    if (end >= span_.end) return;
    const std::size_t sign = text.find_first_not_of(" \t", end);
    if (sign == std::string::npos || sign >= span_.end || text[sign] != '#' || sign == end) return;
    const std::size_t line_end = std::min(text.find_first_of("\r\n", sign), span_.end);
    const bool joined =
        sign + 1 < line_end && text[sign + 1] != ' ' && text[sign + 1] != '\t' && text[sign + 1] != '#';
    const bool sentence = !node.quoted && value.find(' ') != std::string_view::npos && sign == end + 1;
    if (joined || sentence) report_dropped({sign, line_end});
  }

  /// `title: #1 in the region`: all of it is a comment, and nothing is left.
  void report_comment_alone(const YamlNode::Key& key) {
    const std::string& text = source_->text();
    std::size_t at = text.find_first_not_of(" \t", key.span.end);
    if (at == std::string::npos || at >= span_.end || text[at] != ':') return;
    at = text.find_first_not_of(" \t", at + 1);
    if (at == std::string::npos || at + 1 >= span_.end || text[at] != '#') return;
    report_dropped({at, std::min(text.find_first_of("\r\n", at), span_.end)});
  }

  void report_dropped(Span span) {
    diagnostics_.warning("yaml/comment-in-value", {source_, span},
                         "YAML leaves out `" + std::string(trim(source_->slice(span))) + "`, from the `#` on",
                         "put quotes round the whole value; a note of your own goes on a line of its own");
  }

  /// yaml-cpp gives only where a scalar starts; its end is found in the source.
  Span scalar_span(std::size_t begin, const std::string& value) const {
    const std::string& text = source_->text();
    if (begin >= span_.end) return {begin, begin};
    const char first = text[begin];
    if (first == '"' || first == '\'') {
      std::size_t i = begin + 1;
      while (i < span_.end && text[i] != first) i += text[i] == '\\' && first == '"' ? 2 : 1;
      return {begin, std::min(i + 1, span_.end)};
    }
    if (text.compare(begin, value.size(), value) == 0) return {begin, begin + value.size()};
    const std::size_t line_end = std::min(text.find('\n', begin), span_.end);
    return {begin, std::max(begin, line_end)};
  }

  void open(const YAML::Mark& mark, YAML::anchor_t anchor, YamlKind kind) {
    refuse_anchor(mark, anchor);
    if (frames_.size() >= kDeepest) {
      diagnostics_.error("yaml/syntax", place(offset(mark)), "this is nested too deeply to be meant",
                         "keep YAML to a few levels");
      throw StopParsing("too deep");
    }
    Frame frame;
    frame.node.kind = kind;
    frame.node.span = {offset(mark), offset(mark)};
    frames_.push_back(std::move(frame));
  }

  void close() {
    YamlNode node = std::move(frames_.back().node);
    frames_.pop_back();
    if (!node.children.empty()) node.span.end = std::max(node.span.end, node.children.back().span.end);
    add(std::move(node));
  }

  void add(YamlNode node) {
    if (++count_ > kMostNodes) {
      diagnostics_.error("yaml/syntax", place(node.span.begin), "this file has too many values to be meant");
      throw StopParsing("too many nodes");
    }
    if (frames_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& frame = frames_.back();
    if (frame.node.kind == YamlKind::Sequence) {
      frame.node.children.push_back(std::move(node));
    } else if (!frame.key) {
      add_key(frame, node);
    } else {
      if (node.kind == YamlKind::Null) report_comment_alone(*frame.key);
      frame.node.keys.push_back(std::move(*frame.key));
      frame.node.children.push_back(std::move(node));
      frame.key.reset();
    }
  }

  void add_key(Frame& frame, const YamlNode& node) {
    if (node.kind == YamlKind::Sequence || node.kind == YamlKind::Mapping) {
      diagnostics_.error("yaml/syntax", {source_, node.span}, "a key must be plain text",
                         "put quotes round it");
      throw StopParsing("key");
    }
    for (const YamlNode::Key& key : frame.node.keys) {
      if (key.text != node.text) continue;
      diagnostics_
          .error("yaml/duplicate-key", {source_, node.span}, "the key `" + node.text + "` is given twice",
                 "keep one")
          .notes.push_back({"it was first given here", {source_, key.span}});
    }
    frame.key = YamlNode::Key{node.text, node.span};
  }

  const SourcePtr& source_;
  Span span_;
  Diagnostics& diagnostics_;
  std::vector<Frame> frames_;
  std::optional<YamlNode> root_;
  std::size_t count_ = 0;
};

/// yaml-cpp's sentences are for programmers; these are for authors.
std::pair<std::string, std::string> explain(const std::string& message, const SourceFile& source,
                                            std::size_t at) {
  const std::string_view line = source.line(source.position(at).line);
  if (line.find('\t') != std::string_view::npos) {
    return {"a tab is used for indenting here", "YAML wants blanks, not tabs"};
  }
  if (message.find("illegal map value") != std::string::npos ||
      message.find("mapping") != std::string::npos) {
    return {"this line cannot be read as `key: value`",
            "put quotes round a value that holds a colon, and line keys up with the one above"};
  }
  if (message.find("flow") != std::string::npos) {
    return {"a list or mapping above this line is never closed",
            "close it with the same bracket: [ ] or { }"};
  }
  if (message.find("end of map") != std::string::npos ||
      message.find("end of sequence") != std::string::npos) {
    return {"the lines here are not lined up with those above",
            "give keys of one level the same indentation"};
  }
  if (message.find("unexpected character in block scalar") != std::string::npos) {
    return {"this block of text is not indented", "indent it by two blanks"};
  }
  return {"this cannot be read as YAML (" + message + ")",
          "check quotes, colons and indentation on this line and the one above"};
}

/// At the line of dashes that ends the first document.
void report_second_document(const SourcePtr& source, Span span, Diagnostics& diagnostics) {
  bool has_words = false;
  for (std::size_t line = source->position(span.begin).line; line <= source->line_count(); ++line) {
    const std::string_view text = source->line(line);
    const std::size_t at = source->line_start(line);
    if (at >= span.end) return;
    const bool is_rule = text.starts_with("---") || text.starts_with("...");
    if (is_rule && has_words) {
      diagnostics.error("yaml/syntax", {source, {at, at + text.size()}},
                        "this line of dashes ends the file for YAML, and what stands below it is not read",
                        "take the line out");
      return;
    }
    has_words = has_words || (!is_rule && !trim(text).empty() && !trim(text).starts_with('#'));
  }
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].text == key) return &children[i];
  }
  return nullptr;
}

Span YamlNode::key_span(std::string_view key) const {
  for (const Key& candidate : keys) {
    if (candidate.text == key) return candidate.span;
  }
  return span;
}

std::optional<bool> YamlNode::as_bool() const {
  if (kind != YamlKind::Scalar || quoted) return std::nullopt;
  const std::string lower = to_lower_ascii(text);
  if (lower == "true" || lower == "yes" || lower == "on") return true;
  if (lower == "false" || lower == "no" || lower == "off") return false;
  return std::nullopt;
}

std::optional<std::int64_t> YamlNode::as_integer() const {
  if (kind != YamlKind::Scalar || quoted) return std::nullopt;
  std::int64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> YamlNode::as_number() const {
  if (kind != YamlKind::Scalar || quoted) return std::nullopt;
  double value = 0;
  const auto result =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<YamlNode> parse_yaml(const SourcePtr& source, Span span, Diagnostics& diagnostics) {
  TreeBuilder builder(source, span, diagnostics);
  std::istringstream stream{std::string(source->slice(span))};
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return YamlNode{};
    std::optional<YamlNode> root = builder.take();
    if (!root) root = YamlNode{};
    if (root->is_null()) root->span = span;
    // A second document would be dropped without a word.
    Diagnostics unread;
    TreeBuilder second(source, span, unread);
    if (parser.HandleNextDocument(second)) report_second_document(source, span, diagnostics);
    return root;
  } catch (const StopParsing&) {
    return std::nullopt;
  } catch (const YAML::Exception& failure) {
    const auto at = std::min(span.end, span.begin + static_cast<std::size_t>(std::max(0, failure.mark.pos)));
    const auto [message, hint] = explain(failure.msg, *source, at);
    diagnostics.error("yaml/syntax", {source, {at, std::min(at + 1, span.end)}}, message, hint);
    return std::nullopt;
  }
}

std::optional<YamlNode> parse_yaml(const SourcePtr& source, Diagnostics& diagnostics) {
  return parse_yaml(source, {0, source->text().size()}, diagnostics);
}

void report_unknown_keys(const YamlNode& node, const std::vector<std::string>& known, std::string_view rule,
                         const SourcePtr& source, Diagnostics& diagnostics) {
  for (const YamlNode::Key& key : node.keys) {
    if (std::find(known.begin(), known.end(), key.text) != known.end()) continue;
    std::string hint = did_you_mean(key.text, known);
    if (hint.empty()) hint = "known keys: " + join(known, ", ");
    diagnostics.warning(rule, {source, key.span}, "there is no key `" + key.text + "`", std::move(hint));
  }
}

}  // namespace gazette
