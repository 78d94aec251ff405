// Keeps, orders and prints diagnostics.
#include "base/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/text.h"

namespace gazette {
namespace {

bool is_safe(std::string_view text) {
  return text.find_first_of("\t\n\r") == std::string_view::npos && !find_unprintable(text);
}

/// Messages quote what authors wrote, and nothing in it may break a line or move a terminal's cursor.
std::string safe_text(std::string text) {
  return is_safe(text) ? std::move(text) : visible_text(text);
}

Diagnostic make(Severity severity, std::string_view rule, Place place, std::string message,
                std::string hint) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.rule = rule;
  diagnostic.place = std::move(place);
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  return diagnostic;
}

std::string_view path_of(const Diagnostic& diagnostic) {
  return diagnostic.place.source ? std::string_view(diagnostic.place.source->path()) : std::string_view();
}

auto key_of(const Diagnostic& d) {
  return std::make_tuple(path_of(d), d.place.span.begin, std::string_view(d.rule),
                         std::string_view(d.message), d.place.span.end, std::string_view(d.page),
                         std::string_view(d.url));
}

/// Bytes of another encoding become U+FFFD: terminals take some of them for commands.
std::string valid_text(std::string text) {
  for (auto at = find_invalid_utf8(text); at; at = find_invalid_utf8(text))
    text.replace(*at, 1, "\xEF\xBF\xBD");
  return text;
}

/// Cuts a long line down to a window around the caret, so that a minified page or a wide CSV stays
/// readable. Offsets are bytes within the line.
struct Excerpt {
  std::string text;
  std::size_t caret_column = 0;  // characters before the caret
  std::size_t caret_width = 1;   // characters under it
};

Excerpt cut_excerpt(std::string_view line, std::size_t begin, std::size_t end) {
  constexpr std::size_t kWindow = 110;
  const auto is_boundary = [&](std::size_t i) {
    return i >= line.size() || (static_cast<unsigned char>(line[i]) & 0xC0U) != 0x80U;
  };
  std::size_t from = 0;
  std::size_t to = line.size();
  if (line.size() > kWindow) {
    from = begin > kWindow / 3 ? begin - kWindow / 3 : 0;
    to = std::min(line.size(), from + kWindow);
    while (!is_boundary(from)) ++from;
    while (!is_boundary(to)) ++to;
  }
  end = std::min(end, to);
  Excerpt excerpt;
  if (from > 0) excerpt.text += "…";
  excerpt.caret_column = count_characters(line.substr(from, begin - from)) + (from > 0 ? 1 : 0);
  excerpt.caret_width =
      end > begin ? std::max<std::size_t>(1, count_characters(line.substr(begin, end - begin))) : 1;
  excerpt.text += visible_text(valid_text(replace_all(line.substr(from, to - from), "\t", " ")));
  if (to < line.size()) excerpt.text += "…";
  return excerpt;
}

/// Bytes of a picture, an archive or a text in another encoding are no line that anybody can read.
bool is_readable_line(std::string_view line, std::size_t begin) {
  constexpr std::size_t kLookedAt = 400;
  std::size_t from = begin > kLookedAt / 2 ? begin - kLookedAt / 2 : 0;
  while (from > 0 && (static_cast<unsigned char>(line[from]) & 0xC0U) == 0x80U) --from;
  std::size_t to = std::min(line.size(), from + kLookedAt);
  while (to < line.size() && (static_cast<unsigned char>(line[to]) & 0xC0U) == 0x80U) ++to;
  const std::string_view part = line.substr(from, to - from);
  if (part.find('\0') != std::string_view::npos) return false;
  std::size_t controls = 0;
  for (const char c : part) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && c != '\t' && c != '\r' && c != '\f') ++controls;
  }
  std::size_t foreign = 0;
  for (std::string_view rest = part; const auto wrong = find_invalid_utf8(rest);) {
    ++foreign;
    rest.remove_prefix(std::min(rest.size(), *wrong + 1));
  }
  // A letter of Latin-1 here and there still leaves a sentence that its author knows again.
  return (controls + foreign) * 8 <= part.size() + 8;
}

void append_excerpt(std::string& out, const Place& place, const std::string& hint) {
  const SourceFile& source = *place.source;
  const Position position = source.position(place.span.begin);
  const std::string_view line = source.line(position.line);
  const std::size_t start = source.line_start(position.line);
  const std::size_t begin = std::min(place.span.begin - std::min(place.span.begin, start), line.size());
  const std::size_t end = std::min(place.span.end - std::min(place.span.end, start), line.size());
  if (!is_readable_line(line, begin)) {
    if (!hint.empty()) out += fmt::format("      = {}\n", hint);
    return;
  }
  const Excerpt excerpt = cut_excerpt(line, begin, end);
  out += fmt::format("{:>5} | {}\n", position.line, excerpt.text);
  out += fmt::format("      | {}{}", std::string(excerpt.caret_column, ' '),
                     std::string(excerpt.caret_width, '^'));
  if (!hint.empty()) out += " " + hint;
  out += '\n';
}

}  // namespace

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::Info:
      return "info";
    case Severity::Warning:
      return "warning";
    case Severity::Error:
      break;
  }
  return "error";
}

Diagnostic& Diagnostics::add(Diagnostic diagnostic) {
  diagnostic.message = safe_text(std::move(diagnostic.message));
  diagnostic.hint = safe_text(std::move(diagnostic.hint));
  items_.push_back(std::move(diagnostic));
  return items_.back();
}

Diagnostic& Diagnostics::error(std::string_view rule, Place place, std::string message, std::string hint) {
  return add(make(Severity::Error, rule, std::move(place), std::move(message), std::move(hint)));
}

Diagnostic& Diagnostics::warning(std::string_view rule, Place place, std::string message, std::string hint) {
  return add(make(Severity::Warning, rule, std::move(place), std::move(message), std::move(hint)));
}

Diagnostic& Diagnostics::info(std::string_view rule, Place place, std::string message, std::string hint) {
  return add(make(Severity::Info, rule, std::move(place), std::move(message), std::move(hint)));
}

void Diagnostics::append(const Diagnostics& other) {
  if (other.items_.empty()) return;
  items_.insert(items_.end(), other.items_.begin(), other.items_.end());
}

void Diagnostics::append(Diagnostics&& other) {
  std::vector<Diagnostic> taken = std::move(other.items_);  // freed at the end: thousands of lists are joined
  other.items_.clear();
  if (items_.capacity() == 0) {
    items_ = std::move(taken);
  } else {
    std::move(taken.begin(), taken.end(), std::back_inserter(items_));
  }
}

void Diagnostics::append_all(std::vector<Diagnostics>&& lists) {
  std::size_t total = items_.size();
  for (const Diagnostics& list : lists) total += list.items_.size();
  items_.reserve(total);
  for (Diagnostics& list : lists) append(std::move(list));
}

void Diagnostics::sort() {
  const auto before = [](const Diagnostic& a, const Diagnostic& b) { return key_of(a) < key_of(b); };
  if (!std::is_sorted(items_.begin(), items_.end(), before)) {
    // Numbers are sorted and each item then moved once: items are large, and a merge would copy half of them.
    std::vector<std::size_t> order(items_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return before(items_[a], items_[b]); });
    for (std::size_t start = 0; start < order.size(); ++start) {
      if (order[start] == start) continue;
      Diagnostic first = std::move(items_[start]);
      std::size_t hole = start;
      while (order[hole] != start) {
        const std::size_t from = order[hole];
        items_[hole] = std::move(items_[from]);
        order[hole] = hole;
        hole = from;
      }
      items_[hole] = std::move(first);
      order[hole] = hole;
    }
  }
  const auto same = [](const Diagnostic& a, const Diagnostic& b) { return key_of(a) == key_of(b); };
  items_.erase(std::unique(items_.begin(), items_.end(), same), items_.end());
}

std::size_t Diagnostics::count(Severity severity) const {
  return static_cast<std::size_t>(std::count_if(items_.begin(), items_.end(),
                                                [&](const Diagnostic& d) { return d.severity == severity; }));
}

std::string format_diagnostic(const Diagnostic& diagnostic) {
  std::string out;
  if (diagnostic.place.source) {
    const Position position = diagnostic.place.source->position(diagnostic.place.span.begin);
    out += fmt::format("{}:{}:{}: ", diagnostic.place.source->path(), position.line, position.column);
  }
  out +=
      fmt::format("{}: {}  [{}]\n", severity_name(diagnostic.severity), diagnostic.message, diagnostic.rule);
  // A file that could not be read, or holds nothing, has no line to show.
  if (diagnostic.place.source && !diagnostic.place.source->text().empty()) {
    append_excerpt(out, diagnostic.place, diagnostic.hint);
  } else if (!diagnostic.hint.empty()) {
    out += fmt::format("      = {}\n", diagnostic.hint);
  }
  for (const Note& note : diagnostic.notes) {
    if (note.place.source) {
      const Position position = note.place.source->position(note.place.span.begin);
      out += fmt::format("  {}:{}:{}: note: {}\n", note.place.source->path(), position.line, position.column,
                         note.message);
    } else {
      out += fmt::format("  note: {}\n", note.message);
    }
  }
  return out;
}

}  // namespace gazette
