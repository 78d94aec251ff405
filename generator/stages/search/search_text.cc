// What of a page can be searched: its text, cut at its headings, and what can be found by itself.

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "stages/search/search_index.h"

namespace gazette {

namespace {

/// `&amp;`, `&lt;`, `&gt;` and `&quot;` are all the references that our output holds.
void append_unescaped(std::string& out, std::string_view text) {
  static constexpr std::pair<std::string_view, char> kReferences[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
  for (std::size_t i = 0; i < text.size();) {
    const auto* const found =
        text[i] != '&' ? std::end(kReferences)
                       : std::find_if(std::begin(kReferences), std::end(kReferences), [&](const auto& each) {
                           return text.substr(i).starts_with(each.first);
                         });
    out += found == std::end(kReferences) ? text[i] : found->second;
    i += found == std::end(kReferences) ? 1 : found->first.size();
  }
}

/// A start tag, taken apart as far as searching needs it.
struct Tag {
  std::string_view name;
  std::string_view id;
  std::string_view classes;
  bool hidden = false;
  bool closed = false;  // `<br />`
};

std::string_view attribute_of(std::string_view tag, std::string_view start) {
  const std::size_t at = tag.find(start);
  if (at == std::string_view::npos) return {};
  tag.remove_prefix(at + start.size());
  return tag.substr(0, tag.find('"'));
}

Tag read_tag(std::string_view inside) {
  Tag tag;
  tag.name = inside.substr(0, inside.find_first_of(" /\n"));
  tag.id = attribute_of(inside, " id=\"");
  tag.classes = attribute_of(inside, " class=\"");
  tag.hidden = inside.find(" hidden=\"") != std::string_view::npos;
  tag.closed = inside.ends_with('/');
  return tag;
}

bool has_class(const Tag& tag, std::string_view name) {
  for (const std::string_view each : split(tag.classes, ' ')) {
    if (each == name) return true;
  }
  return false;
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::string_view (&names)[N]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// Elements whose text is no part of what the page says.
bool is_skipped(const Tag& tag) {
  static constexpr std::string_view kNames[] = {"nav", "svg", "form", "script", "style", "template"};
  if (is_one_of(tag.name, kNames)) return true;
  if (tag.name == "button") return !has_class(tag, "term");
  return tag.hidden || has_class(tag, "tip") || has_class(tag, "vh");
}

/// Elements that stand in a line of text; any other begins a new word.
bool is_inline(std::string_view name) {
  static constexpr std::string_view kNames[] = {
      "a", "abbr", "b",    "bdi",   "button", "cite", "code", "dfn",    "em",   "i", "kbd", "mark",
      "q", "s",    "samp", "small", "span",   "sub",  "sup",  "strong", "time", "u", "var"};
  return is_one_of(name, kNames);
}

/// Walks a body once, from tag to tag.
class BodyReader {
 public:
  BodyReader(std::string address, std::string title, std::string section) {
    page_.address = std::move(address);
    page_.title = std::move(title);
    page_.section = std::move(section);
    page_.parts.emplace_back();
  }

  std::vector<SearchDocument> read(std::string_view body) {
    for (std::size_t i = 0; i < body.size();) {
      const std::size_t open = std::min(body.find('<', i), body.size());
      text(body.substr(i, open - i));
      if (open == body.size()) break;
      const std::size_t close = std::min(body.find('>', open), body.size() - 1);
      const std::string_view inside = body.substr(open + 1, close - open - 1);
      if (inside.starts_with('/')) {
        leave();
      } else if (!inside.starts_with('!')) {
        enter(read_tag(inside));
      }
      i = close + 1;
    }
    std::vector<SearchDocument> all;
    for (SearchPart& part : page_.parts) part.text = collapse_white_space(part.text);
    all.push_back(std::move(page_));
    for (SearchDocument& each : found_) all.push_back(std::move(each));
    return all;
  }

 private:
  enum class Role { Other, Skipped, Heading, Title, Words, Item };
  struct Open {
    std::string_view id;
    Role role = Role::Other;
  };

  void enter(const Tag& tag) {
    if (!is_inline(tag.name)) text(" ");
    if (tag.closed) return;
    const bool in_skipped = !open_.empty() && open_.back().role == Role::Skipped;
    const Role role = in_skipped || is_skipped(tag) ? Role::Skipped : role_of(tag);
    open_.push_back({tag.id, role});
    if (role == Role::Heading) page_.parts.push_back({std::string(tag.id), {}, {}});
    if (role == Role::Item) {
      item_.emplace();
      item_name_ = tag.name;
    }
    if (role == Role::Title && item_ && item_->address.empty()) item_->address = nearest_id();
  }

  Role role_of(const Tag& tag) const {
    if ((tag.name == "h2" || tag.name == "h3") && !tag.id.empty()) return Role::Heading;
    if (!item_) {
      const bool is_item = tag.name == "table" || (tag.name == "figure" && has_class(tag, "chart")) ||
                           has_class(tag, "glossary-entry");
      return is_item ? Role::Item : Role::Other;
    }
    if (tag.name == title_of(item_name_)) return Role::Title;
    const bool has_words =
        tag.name == "th" || tag.name == "p" || (tag.name == "dd" && !has_class(tag, "glossary-used"));
    return has_words ? Role::Words : Role::Other;
  }

  static std::string_view title_of(std::string_view item) {
    if (item == "table") return "caption";
    return item == "figure" ? "figcaption" : "dt";
  }

  void leave() {
    if (open_.empty()) return;
    if (open_.back().role == Role::Item) finish_item();
    open_.pop_back();
  }

  void finish_item() {
    item_->title = collapse_white_space(item_->title);
    for (SearchPart& part : item_->parts) part.text = collapse_white_space(part.text);
    // A table without caption or address is found as part of its page.
    if (!item_->title.empty() && !item_->address.empty()) {
      item_->address = page_.address + "#" + item_->address;
      item_->section = page_.title;
      item_->is_exhibit = item_name_ == "table" || item_name_ == "figure";
      found_.push_back(std::move(*item_));
    }
    item_.reset();
  }

  void text(std::string_view piece) {
    if (piece.empty()) return;
    std::string plain;
    append_unescaped(plain, piece);
    Role role = Role::Other;
    for (const Open& each : open_) {
      if (each.role == Role::Skipped) return;
      if (each.role != Role::Other && each.role != Role::Item) role = each.role;
    }
    (role == Role::Heading ? page_.parts.back().heading : page_.parts.back().text) += plain;
    if (!item_) return;
    if (role == Role::Title) item_->title += plain;
    if (role == Role::Words) {
      if (item_->parts.empty()) item_->parts.emplace_back();
      item_->parts.back().text += plain;
    }
  }

  std::string nearest_id() const {
    const auto found =
        std::find_if(open_.rbegin(), open_.rend(), [](const Open& each) { return !each.id.empty(); });
    return found == open_.rend() ? std::string() : std::string(found->id);
  }

  SearchDocument page_;
  std::vector<SearchDocument> found_;
  std::optional<SearchDocument> item_;  // the table, chart or entry that is open
  std::string_view item_name_;
  std::vector<Open> open_;
};

}  // namespace

std::vector<SearchDocument> search_documents(std::string address, std::string title, std::string section,
                                             std::string_view body) {
  return BodyReader(std::move(address), std::move(title), std::move(section)).read(body);
}

}  // namespace gazette
