// Blocks: text that knows its places.
#include "checks/prose/page_content.h"

#include <algorithm>

#include "base/text.h"

namespace gazette {

void ProseBlock::append_collapsed(std::string_view words, std::optional<std::size_t> run) {
  bool new_piece = true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_ascii_space(words[i])) {
      if (!text.empty() && text.back() != ' ' && text.back() != '\n') text += ' ';
      new_piece = true;
      continue;
    }
    if (new_piece && run) pieces_.push_back({text.size(), *run, i});
    new_piece = false;
    text += words[i];
  }
}

void ProseBlock::append(const ProseRun& run) {
  runs_.push_back(run);
  append_collapsed(run.text, runs_.size() - 1);
}

void ProseBlock::append_text(std::string_view words) {
  append_collapsed(words, std::nullopt);
}

void ProseBlock::line_break() {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  if (!text.empty() && text.back() != '\n') text += '\n';
}

Place ProseBlock::place(std::size_t begin, std::size_t end) const {
  if (pieces_.empty()) return {};
  const auto piece_at = [&](std::size_t at) {
    const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), at,
                                        [](std::size_t offset, const Piece& p) { return offset < p.begin; });
    return after == pieces_.begin() ? pieces_.front() : *std::prev(after);
  };
  const auto inside = [&](const Piece& piece, std::size_t at) {
    return std::min(piece.run_begin + (std::max(at, piece.begin) - piece.begin),
                    runs_[piece.run].text.size());
  };
  end = std::max(end, begin + 1);
  const Piece first = piece_at(begin);
  const Piece last = piece_at(end - 1);
  if (first.run == last.run) {
    return place_in_run(runs_[first.run], inside(first, begin),
                        std::max(inside(last, end), inside(first, begin) + 1));
  }
  const std::size_t from = inside(first, begin);
  const std::size_t to = inside(last, end);
  Place place = place_in_run(runs_[first.run], from, runs_[first.run].text.size());
  const Place tail = place_in_run(runs_[last.run], last.run_begin, std::max(to, last.run_begin + 1));
  if (tail.source == place.source && tail.span.end > place.span.begin) place.span.end = tail.span.end;
  return place;
}

bool ProseBlock::is_set_apart(std::size_t begin, std::size_t end) const {
  return std::any_of(set_apart.begin(), set_apart.end(),
                     [&](const auto& range) { return begin < range.second && end > range.first; });
}

}  // namespace gazette
