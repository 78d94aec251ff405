// Paths are taken apart at everything that is no letter, between letters and digits, and where a small letter
// is followed by a capital: "NotesDRAFT2" is three words.
#include "stages/private_names.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/path.h"
#include "base/source_file.h"
#include "base/text.h"

namespace gazette {
namespace {

constexpr std::array<std::string_view, 11> kBackupEndings = {
    "~", ".bak", ".backup", ".orig", ".rej", ".old", ".save", ".swp", ".swo", ".tmp", ".wbk"};
constexpr std::array<std::string_view, 3> kSystemNames = {"desktop.ini", "thumbs.db", "ehthumbs.db"};

/// Language and word; words of English count everywhere.
using Word = std::pair<std::string_view, std::string_view>;
constexpr std::array<Word, 22> kWords = {
    {{"en", "draft"},         {"en", "drafts"},       {"en", "confidential"}, {"en", "internal"},
     {"en", "embargoed"},     {"en", "unredacted"},   {"cy", "drafft"},       {"cy", "cyfrinachol"},
     {"cy", "mewnol"},        {"de", "entwurf"},      {"de", "vertraulich"},  {"de", "intern"},
     {"fr", "brouillon"},     {"fr", "confidentiel"}, {"fr", "interne"},      {"es", "borrador"},
     {"es", "confidencial"},  {"it", "bozza"},        {"it", "riservato"},    {"nl", "concept"},
     {"nl", "vertrouwelijk"}, {"pl", "poufne"}}};

/// Offices and branches of knowledge that are called so: "internal-audit-plan.pdf" is for everybody.
constexpr std::array<std::string_view, 10> kAfterInternal = {"audit",    "audits",   "auditor", "auditors",
                                                             "market",   "medicine", "affairs", "revenue",
                                                             "drainage", "ombudsman"};

template <typename List>
bool is_in(const List& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool is_letter(std::string_view text, std::size_t at) {
  return is_ascii_letter(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80U;
}

std::vector<Span> words_of(std::string_view text) {
  std::vector<Span> words;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    if (end > begin) words.push_back({begin, end});
    begin = end;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_letter(text, i)) {
      close(i);
      begin = i + 1;
    } else if (i > begin && is_ascii_upper(text[i]) && !is_ascii_upper(text[i - 1])) {
      close(i);
    }
  }
  close(text.size());
  return words;
}

/// "Copy of plan.docx" of Windows, "plan - Copy (2).docx", "plan (copy).docx", "plan copy 2.docx" of macOS.
std::optional<std::string> copy_words(std::string_view name, const std::vector<Span>& words) {
  const auto word = [&](std::size_t i) {
    return to_lower_ascii(name.substr(words[i].begin, words[i].end - words[i].begin));
  };
  if (words.size() > 2 && words[0].begin == 0 && word(0) == "copy" && word(1) == "of")
    return std::string(name.substr(0, words[1].end));
  std::string_view stem = name.substr(0, name.find_last_of('.'));
  while (!stem.empty() &&
         (is_ascii_digit(stem.back()) || stem.back() == ' ' || stem.back() == '(' || stem.back() == ')'))
    stem.remove_suffix(1);
  const std::string lower = to_lower_ascii(stem);
  for (const std::string_view mark : {" - copy", "(copy", " copy"}) {
    if (lower.ends_with(mark) && lower.size() > mark.size()) return std::string(stem.substr(stem.size() - 4));
  }
  return std::nullopt;
}

std::optional<std::string> words_of_part(std::string_view name, std::string_view language) {
  const std::vector<Span> words = words_of(name);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view written = name.substr(words[i].begin, words[i].end - words[i].begin);
    const std::string word = to_lower(written);
    const bool tells = std::any_of(kWords.begin(), kWords.end(), [&](const Word& known) {
      return known.second == word && (known.first == "en" || language.starts_with(known.first));
    });
    if (!tells) continue;
    if (word == "internal" && i + 1 < words.size() &&
        is_in(kAfterInternal,
              to_lower_ascii(name.substr(words[i + 1].begin, words[i + 1].end - words[i + 1].begin))))
      continue;
    return std::string(written);
  }
  return copy_words(name, words);
}

}  // namespace

Leftover leftover_of(std::string_view path) {
  const std::string name = to_lower_ascii(file_name_of(path));
  if (is_in(kSystemNames, name)) return Leftover::System;
  const bool backup = std::any_of(kBackupEndings.begin(), kBackupEndings.end(), [&](std::string_view ending) {
    return name.size() > ending.size() && name.ends_with(ending);
  });
  return backup ? Leftover::Backup : Leftover::None;
}

std::optional<std::string> telling_words(std::string_view path, std::string_view language) {
  for (const std::string_view part : split(path, '/')) {
    if (auto words = words_of_part(part, language)) return words;
  }
  return std::nullopt;
}

}  // namespace gazette
