// Walks the runs of a page once: finds terms and escapes, looks at what stands beside each use, and
// applies the site's policies.
#include "content/glossary/marks.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/spelling.h"
#include "base/text.h"
#include "content/glossary/term_expansion.h"
#include "content/words/acronym.h"

namespace gazette {
namespace {

/// One occurrence on the page, before any policy.
struct Use {
  std::size_t run = 0;
  TermHit hit;
  Beside beside = Beside::Nothing;
};

/// The text of a block: its runs one after the other. `starts[i]` is where run `first + i` begins.
struct BlockText {
  std::size_t first = 0;
  std::string text;
  std::vector<std::size_t> starts;
};

/// Two text nodes of a block with a line break of the source between them belong to different lines.
bool break_between(const ProseRun& left, const ProseRun& right) {
  if (!left.place.source || left.place.source != right.place.source) return false;
  if (left.place.span.end >= right.place.span.begin) return false;
  const std::string_view gap = left.place.source->slice({left.place.span.end, right.place.span.begin});
  return gap.find('\n') != std::string_view::npos;
}

BlockText join_block(std::span<const ProseRun> runs, std::size_t first) {
  BlockText block;
  block.first = first;
  for (std::size_t i = first; i < runs.size() && runs[i].block == runs[first].block; ++i) {
    if (i > first && break_between(runs[i - 1], runs[i])) block.text += '\n';
    block.starts.push_back(block.text.size());
    block.text += runs[i].text;
  }
  return block;
}

/// `\LSCP`: a backslash that itself follows neither a word nor another backslash.
bool is_escaped(std::string_view text, std::size_t begin) {
  if (begin == 0 || text[begin - 1] != '\\') return false;
  if (begin == 1) return true;
  const char before = text[begin - 2];
  return !is_ascii_letter(before) && !is_ascii_digit(before) && before != '\\' && before != ':';
}

/// Part of a web or mail address written out in the text: no place for a button.
bool in_address(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kReach = 300;
  std::size_t from = begin;
  while (from > 0 && begin - from < kReach && !is_ascii_space(text[from - 1])) --from;
  while (end < text.size() && end - begin < kReach && !is_ascii_space(text[end])) ++end;
  const std::string_view token = text.substr(from, end - from);
  return token.find("://") != std::string_view::npos || token.find("www.") != std::string_view::npos ||
         token.find('@') != std::string_view::npos;
}

bool names_page(const std::string& entry, const PageTerms& page) {
  if (entry.empty()) return false;
  if (entry.back() == '*') {
    const std::string_view prefix(entry.data(), entry.size() - 1);
    return page.address.starts_with(prefix) || page.path.starts_with(prefix);
  }
  return entry == page.address || entry == page.path || entry + "/" == page.address ||
         "/" + entry == page.address || "/" + entry + "/" == page.address;
}

/// State of one call; see mark_terms.
class Marker {
 public:
  Marker(std::span<const ProseRun> runs, const Glossary& glossary, const GlossaryIndex& index,
         const PageTerms& page, const TermOptions& options, Diagnostics& diagnostics)
      : runs_(runs),
        glossary_(glossary),
        index_(index),
        page_(page),
        options_(options),
        diagnostics_(diagnostics) {}

  PageTermMarks run() {
    result_.address = page_.address;
    result_.path = page_.path;
    skipped_.assign(glossary_.terms.size(), false);
    read_skips();
    for (std::string_view word : default_known_acronyms()) known_.insert(std::string(word));
    known_.insert(options_.known.begin(), options_.known.end());
    known_.insert(page_.explained.begin(), page_.explained.end());
    for (std::size_t i = 0; i < runs_.size();) {
      const BlockText block = join_block(runs_, i);
      for (std::size_t k = 0; k < block.starts.size(); ++k) read_run(block, k);
      i += block.starts.size();
    }
    decide();
    return std::move(result_);
  }

 private:
  const Term& term_of(const Use& use) const { return glossary_.terms[use.hit.term]; }
  Place place_of(const Use& use) const { return place_in_run(runs_[use.run], use.hit.begin, use.hit.end); }

  void read_skips();
  void read_run(const BlockText& block, std::size_t k);
  void read_by_hand(std::size_t run);
  void read_hits(const BlockText& block, std::size_t k, const std::vector<TermHit>& hits);
  void read_unknown(const BlockText& block, std::size_t k, const std::vector<TermHit>& hits);
  bool drop_escape(std::size_t run, std::size_t begin);
  void note_use(const Use& use);
  void decide();
  void report_unknown_term(const Place& place, std::string_view name);
  void report_first_use(const Use& use, const Use* explained);
  bool wants_expansion(const Use& use) const;

  std::span<const ProseRun> runs_;
  const Glossary& glossary_;
  const GlossaryIndex& index_;
  const PageTerms& page_;
  const TermOptions& options_;
  Diagnostics& diagnostics_;
  PageTermMarks result_;
  std::vector<bool> skipped_;  // by term
  std::unordered_set<std::string> known_;
  std::vector<Use> uses_;
  std::unordered_map<std::size_t, std::size_t> used_at_;     // term → index into result_.used
  std::unordered_map<std::string, std::size_t> unknown_at_;  // word → index into result_.unknown
};

void Marker::report_unknown_term(const Place& place, std::string_view name) {
  std::vector<std::string> names;
  for (const Term& term : glossary_.terms) names.push_back(term.term);
  diagnostics_.error("term/unknown", place, "the glossary has no term " + std::string(name),
                     did_you_mean(name, names));
}

void Marker::read_skips() {
  for (const PageTerms::Skip& skip : page_.skip) {
    const std::size_t term = index_.find_whole(skip.name);
    if (term == GlossaryIndex::none) {
      report_unknown_term(skip.place, skip.name);
    } else {
      skipped_[term] = true;
    }
  }
  for (std::size_t i = 0; i < glossary_.terms.size(); ++i) {
    const auto& pages = glossary_.terms[i].skip_pages;
    if (std::any_of(pages.begin(), pages.end(), [&](const std::string& p) { return names_page(p, page_); })) {
      skipped_[i] = true;
    }
  }
}

bool Marker::drop_escape(std::size_t run, std::size_t begin) {
  if (!is_escaped(runs_[run].text, begin)) return false;
  result_.escapes.push_back({run, begin - 1});
  return true;
}

void Marker::note_use(const Use& use) {
  const auto [at, fresh] = used_at_.try_emplace(use.hit.term, result_.used.size());
  if (fresh) result_.used.push_back({use.hit.term, 0, place_of(use)});
  ++result_.used[at->second].count;
}

void Marker::read_by_hand(std::size_t run) {
  const std::string& text = runs_[run].text;
  const std::size_t term = index_.find_whole(collapse_white_space(text));
  if (term == GlossaryIndex::none) {
    report_unknown_term(runs_[run].place, text);
    return;
  }
  uses_.push_back({run, {0, text.size(), term, FormEnding::None}, Beside::Nothing});
  note_use(uses_.back());
}

void Marker::read_run(const BlockText& block, std::size_t k) {
  const std::size_t run = block.first + k;
  if (runs_[run].code || runs_[run].text.empty()) return;
  if (runs_[run].by_hand) {
    read_by_hand(run);
    return;
  }
  const std::size_t escapes = result_.escapes.size();
  const std::vector<TermHit> hits = index_.find(runs_[run].text);
  read_hits(block, k, hits);
  read_unknown(block, k, hits);
  std::sort(result_.escapes.begin() + static_cast<std::ptrdiff_t>(escapes), result_.escapes.end(),
            [](const TermEscape& a, const TermEscape& b) { return a.at < b.at; });
}

void Marker::read_hits(const BlockText& block, std::size_t k, const std::vector<TermHit>& hits) {
  const std::size_t run = block.first + k;
  for (const TermHit& hit : hits) {
    if (drop_escape(run, hit.begin) || page_.off || in_address(runs_[run].text, hit.begin, hit.end)) continue;
    Use use{run, hit, Beside::Nothing};
    const Term& term = glossary_.terms[hit.term];
    if (!term.expansion.empty()) {
      const std::size_t offset = block.starts[k];
      BesideResult beside =
          beside_expansion(block.text, offset + hit.begin, offset + hit.end, term.term, term.expansion);
      use.beside = beside.kind;
      if (beside.kind == Beside::OtherWords) {
        result_.different.push_back({hit.term, std::move(beside.written), place_of(use)});
      }
    }
    note_use(use);
    uses_.push_back(use);
  }
}

void Marker::read_unknown(const BlockText& block, std::size_t k, const std::vector<TermHit>& hits) {
  const std::size_t run = block.first + k;
  const std::string_view text = runs_[run].text;
  auto hit = hits.begin();
  for (const AcronymHit& found : find_acronyms(text)) {
    while (hit != hits.end() && hit->end <= found.begin) ++hit;
    if (hit != hits.end() && hit->begin < found.end) continue;  // part of a term
    std::string word(text.substr(found.begin, found.end - found.begin));
    if (drop_escape(run, found.begin) || page_.off || !runs_[run].markable || known_.contains(word)) continue;
    if (in_address(text, found.begin, found.end)) continue;
    const auto [at, fresh] = unknown_at_.try_emplace(word, result_.unknown.size());
    if (fresh) {
      result_.unknown.push_back(
          {std::move(word), 0, place_in_run(runs_[run], found.begin, found.end), false});
    }
    UnknownAcronym& unknown = result_.unknown[at->second];
    ++unknown.count;
    const std::size_t offset = block.starts[k];
    if (!unknown.explained) {
      unknown.explained = explained_beside(block.text, offset + found.begin, offset + found.end).has_value();
    }
  }
}

bool Marker::wants_expansion(const Use& use) const {
  const Term& term = term_of(use);
  return runs_[use.run].markable && !runs_[use.run].by_hand && !page_.off && !skipped_[use.hit.term] &&
         !term.expansion.empty() && term.status != TermStatus::WellKnown;
}

void Marker::report_first_use(const Use& use, const Use* explained) {
  const Term& term = term_of(use);
  const Severity severity = options_.first_use == FirstUse::Error ? Severity::Error : Severity::Warning;
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.rule = "term/first-use";
  diagnostic.message = "the first " + term.term + " on this page does not stand beside its full name";
  diagnostic.hint = "write " + term.expansion + " (" + term.term + ")";
  diagnostic.place = place_of(use);
  diagnostic.page = page_.address;
  if (explained != nullptr)
    diagnostic.notes.push_back({"the full name comes only here", place_of(*explained)});
  diagnostics_.add(std::move(diagnostic));
}

void Marker::decide() {
  std::unordered_map<std::size_t, const Use*> explained_at;
  for (const Use& use : uses_) {
    if (use.beside != Beside::Nothing) explained_at.try_emplace(use.hit.term, &use);
  }
  // Terms whose first use is dealt with: an expansion in a heading or link explains the term as well.
  std::unordered_set<std::size_t> opened;
  std::unordered_map<std::size_t, std::size_t> last_section;  // term → section of its last use
  std::unordered_map<std::size_t, std::size_t> numbers;       // term → tips so far
  for (const Use& use : uses_) {
    const ProseRun& run = runs_[use.run];
    const Term& term = term_of(use);
    TermMark mark{use.run, use.hit.begin, use.hit.end, use.hit.term, 0, false, false, use.hit.ending};
    mark.explained = use.beside != Beside::Nothing;
    const auto explained = explained_at.find(use.hit.term);
    if (use.beside != Beside::Nothing) opened.insert(use.hit.term);
    if (options_.first_use != FirstUse::Off && wants_expansion(use) && opened.insert(use.hit.term).second) {
      mark.expand = options_.first_use == FirstUse::Expand;
      if (!mark.expand) report_first_use(use, explained == explained_at.end() ? nullptr : explained->second);
    }
    if (!run.markable) continue;
    const bool allowed = !page_.off && !skipped_[use.hit.term] && term.status != TermStatus::WellKnown &&
                         options_.tips != TipPolicy::None;
    const bool says_more = !term.definition.empty() || (use.beside == Beside::Nothing && !mark.expand);
    // The first use in a section is the one that counts, even where its expansion beside it makes a
    // tip needless: the next use would otherwise get it, one line further on.
    const auto [last, fresh] = last_section.try_emplace(use.hit.term, run.section);
    const bool new_section = last->second != run.section && options_.tips == TipPolicy::Section;
    last->second = run.section;
    mark.tip =
        run.by_hand || (allowed && says_more && (fresh || new_section || options_.tips == TipPolicy::All));
    if (mark.tip) mark.number = ++numbers[use.hit.term];
    result_.marks.push_back(mark);
  }
}

}  // namespace

PageTermMarks mark_terms(std::span<const ProseRun> runs, const Glossary& glossary, const GlossaryIndex& index,
                         const PageTerms& page, const TermOptions& options, Diagnostics& diagnostics) {
  return Marker(runs, glossary, index, page, options, diagnostics).run();
}

}  // namespace gazette
