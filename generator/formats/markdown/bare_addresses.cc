// Finds addresses in a text, then cuts the text in pieces.
#include "formats/markdown/bare_addresses.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "formats/markdown/typed_text.h"

namespace gazette {
namespace {

/// An address in a text: its bytes there, and where it leads.
struct BareAddress {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string prefix;  // "http://" or "mailto:" in front of what is typed
};

/// Browsers and servers refuse longer ones.
constexpr std::size_t kLongestAddress = 4000;

bool is_word(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// Takes off what belongs to the sentence: stops at its end, a bracket that nothing opens, an entity.
std::size_t without_tail(std::string_view address) {
  std::size_t end = address.size();
  while (end > 0) {
    const char last = address[end - 1];
    const std::string_view kept = address.substr(0, end);
    if (std::string_view("?!.,:*_~'\"").find(last) != std::string_view::npos) {
      --end;
    } else if (last == ')') {
      if (std::count(kept.begin(), kept.end(), ')') <= std::count(kept.begin(), kept.end(), '(')) return end;
      --end;
    } else if (last == ']') {
      if (std::count(kept.begin(), kept.end(), ']') <= std::count(kept.begin(), kept.end(), '[')) return end;
      --end;
    } else if (last == ';') {
      std::size_t at = end - 1;
      while (at > 0 && is_word(kept[at - 1])) --at;
      end = at > 0 && at < end - 1 && kept[at - 1] == '&' ? at - 1 : end - 1;
    } else if (kept.ends_with("\xE2\x80\x9D") || kept.ends_with("\xE2\x80\x99") ||
               kept.ends_with("\xE2\x80\xA6") || kept.ends_with("\xE2\x80\x9C")) {
      end -= 3;  // typographic quotes and dots
    } else {
      return end;
    }
  }
  return end;
}

/// Bytes of the host that starts `text`: parts joined by dots, no `_` in the last two. 0 when there is none.
std::size_t host_size(std::string_view text, std::size_t least_dots) {
  std::size_t end = 0;
  while (end < text.size() &&
         (is_word(text[end]) || std::string_view("-_.").find(text[end]) != std::string_view::npos))
    ++end;
  // A typographic quote or dash is no letter of a host.
  for (const std::string_view sign : {"\xE2\x80", "\xC2\xA0"})
    end = std::min(end, text.substr(0, end).find(sign));
  std::string_view host = text.substr(0, end);
  while (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty() || !is_word(host.front())) return 0;
  if (static_cast<std::size_t>(std::count(host.begin(), host.end(), '.')) < least_dots) return 0;
  if (host.find("..") != std::string_view::npos) return 0;
  const std::size_t last = host.rfind('.');
  const std::size_t second =
      last == std::string_view::npos || last == 0 ? std::string_view::npos : host.rfind('.', last - 1);
  const std::string_view tail = second == std::string_view::npos ? host : host.substr(second + 1);
  return tail.find('_') == std::string_view::npos ? host.size() : 0;
}

/// An address with its scheme, or one that starts with `www.`, at `at` of the text.
std::optional<BareAddress> web_address(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  std::size_t scheme = 0;
  for (const std::string_view known : {"https://", "http://"}) {
    if (to_lower_ascii(rest.substr(0, known.size())) == known) scheme = known.size();
  }
  const bool is_www = scheme == 0 && to_lower_ascii(rest.substr(0, 4)) == "www.";
  if (scheme == 0 && !is_www) return std::nullopt;
  const bool at_border = at == 0 || is_ascii_space(text[at - 1]) ||
                         std::string_view("*_~([\"'/:;,-|").find(text[at - 1]) != std::string_view::npos ||
                         text.substr(0, at).ends_with("\xC2\xA0") ||
                         (at >= 3 && text.substr(at - 3, 2) == "\xE2\x80");
  if (!at_border) return std::nullopt;
  if (host_size(rest.substr(scheme), is_www ? 2 : 0) == 0) return std::nullopt;
  std::size_t end = 0;
  while (end < rest.size() && !is_ascii_space(rest[end]) && rest[end] != '<' && rest[end] != '>' &&
         !rest.substr(end).starts_with("\xC2\xA0"))
    ++end;
  if (end > kLongestAddress) return std::nullopt;
  end = without_tail(rest.substr(0, end));
  if (end <= scheme + (is_www ? 4U : 0U)) return std::nullopt;
  return BareAddress{at, at + end, is_www ? "http://" : ""};
}

/// The e-mail address round the `@` at `at`.
std::optional<BareAddress> mail_address(std::string_view text, std::size_t at, std::size_t from) {
  std::size_t begin = at;
  while (begin > from && (is_ascii_letter(text[begin - 1]) || is_ascii_digit(text[begin - 1]) ||
                          std::string_view(".-_+").find(text[begin - 1]) != std::string_view::npos))
    --begin;
  while (begin < at && text[begin] == '.') ++begin;
  std::size_t end = at + 1;
  while (end < text.size() && (is_ascii_letter(text[end]) || is_ascii_digit(text[end]) ||
                               std::string_view(".-_").find(text[end]) != std::string_view::npos))
    ++end;
  while (end > at + 1 && text[end - 1] == '.') --end;
  const std::string_view host = text.substr(at + 1, end - at - 1);
  if (begin == at || host.empty() || host.find('.') == std::string_view::npos || host.front() == '.')
    return std::nullopt;
  if (host.ends_with('-') || host.ends_with('_') || host.find("..") != std::string_view::npos)
    return std::nullopt;
  if (begin > 0 && (text[begin - 1] == '/' || text[begin - 1] == ':'))
    return std::nullopt;  // of another scheme
  return BareAddress{begin, end, "mailto:"};
}

std::vector<BareAddress> find_addresses(std::string_view text) {
  std::vector<BareAddress> out;
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::optional<BareAddress> found;
    const char c = ascii_lower(text[i]);
    if (c == 'h' || c == 'w') found = web_address(text, i);
    if (c == '@') found = mail_address(text, i, from);
    if (!found) continue;
    from = found->end;
    i = found->end - 1;
    out.push_back(std::move(*found));
  }
  return out;
}

/// The address as it was typed, where quotes and dashes were made typographic.
std::string as_typed(const TypedText& typed, std::string_view text, std::string_view source,
                     const BareAddress& address) {
  std::string out;
  for (std::size_t i = address.begin; i < address.end; ++i) {
    const std::size_t here = typed.at[i];
    const bool is_sign = text.substr(i).starts_with("\xE2\x80") && here < source.size() &&
                         std::string_view("'\"-.").find(source[here]) != std::string_view::npos;
    if (!is_sign) {
      out += text[i];
      continue;
    }
    out += source.substr(here, typed.at[i + 3] - here);
    i += 2;
  }
  return out;
}

class Cutter {
 public:
  Cutter(MarkdownTree& tree, NodeId text) : tree_(tree), text_(text), typed_(typed_text(tree, text)) {
    original_ = tree.node(text);
    last_ = text;
  }

  void cut(const std::vector<BareAddress>& addresses) {
    std::size_t from = 0;
    bool first = true;
    for (const BareAddress& address : addresses) {
      if (first) {
        shorten(address.begin);
      } else {
        put_text(from, address.begin);
      }
      first = false;
      put_link(address);
      from = address.end;
    }
    put_text(from, original_.text.size());
  }

 private:
  /// The node itself keeps the words before the first address.
  void shorten(std::size_t end) {
    MarkdownNode& node = tree_.nodes[static_cast<std::size_t>(text_)];
    node.text.resize(end);
    node.span.end = std::max(node.span.begin, typed_.at[end]);
  }

  NodeId put(MarkdownNode node, NodeId parent) {
    const auto id = static_cast<NodeId>(tree_.nodes.size());
    node.parent = parent;
    node.source = original_.source;
    tree_.nodes.push_back(std::move(node));
    return id;
  }

  void put_behind(NodeId id) {
    tree_.nodes[static_cast<std::size_t>(id)].next = tree_.node(last_).next;
    tree_.nodes[static_cast<std::size_t>(last_)].next = id;
    MarkdownNode& parent = tree_.nodes[static_cast<std::size_t>(original_.parent)];
    if (parent.last_child == last_) parent.last_child = id;
    last_ = id;
  }

  void put_text(std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    MarkdownNode node;
    node.kind = MarkdownKind::Text;
    node.text = original_.text.substr(begin, end - begin);
    node.span = typed_.span(begin, end);
    put_behind(put(std::move(node), original_.parent));
  }

  void put_link(const BareAddress& address) {
    const std::string& source = tree_.sources[static_cast<std::size_t>(original_.source)]->text();
    MarkdownNode words;
    words.kind = MarkdownKind::Text;
    words.text = as_typed(typed_, original_.text, source, address);
    words.span = typed_.span(address.begin, address.end);
    MarkdownNode link;
    link.kind = MarkdownKind::Link;
    link.url = address.prefix + words.text;
    link.span = words.span;
    const NodeId id = put(std::move(link), original_.parent);
    const NodeId child = put(std::move(words), id);
    tree_.nodes[static_cast<std::size_t>(id)].first_child = child;
    tree_.nodes[static_cast<std::size_t>(id)].last_child = child;
    put_behind(id);
  }

  MarkdownTree& tree_;
  NodeId text_;
  TypedText typed_;
  MarkdownNode original_;
  NodeId last_ = kNoNode;
};

bool stands_in_link(const MarkdownTree& tree, NodeId id) {
  for (NodeId at = tree.node(id).parent; at != kNoNode; at = tree.node(at).parent) {
    const MarkdownKind kind = tree.node(at).kind;
    if (kind == MarkdownKind::Link || kind == MarkdownKind::Image) return true;
    if (kind == MarkdownKind::Paragraph || kind == MarkdownKind::Document) return false;
  }
  return false;
}

}  // namespace

void link_bare_addresses(MarkdownTree& tree, std::size_t first) {
  const std::size_t last = tree.nodes.size();
  for (std::size_t i = first; i < last; ++i) {
    const MarkdownNode& node = tree.nodes[i];
    const bool may_hold =
        node.kind == MarkdownKind::Text &&
        (node.text.find('@') != std::string::npos || node.text.find("://") != std::string::npos ||
         to_lower_ascii(node.text).find("www.") != std::string::npos);
    if (!may_hold || stands_in_link(tree, static_cast<NodeId>(i))) continue;
    const std::vector<BareAddress> addresses = find_addresses(node.text);
    if (!addresses.empty()) Cutter(tree, static_cast<NodeId>(i)).cut(addresses);
  }
}

bool is_bare_link(const MarkdownTree& tree, NodeId link) {
  const MarkdownNode& node = tree.node(link);
  return node.kind == MarkdownKind::Link && node.first_child != kNoNode &&
         node.first_child == node.last_child && tree.node(node.first_child).kind == MarkdownKind::Text &&
         node.url.ends_with(tree.node(node.first_child).text);
}

}  // namespace gazette
