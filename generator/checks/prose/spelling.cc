// Hunspell stays in this file.
#include "checks/prose/spelling.h"

#include <algorithm>
#include <filesystem>
#include <hunspell/hunspell.hxx>

#include "base/text.h"
#include "checks/prose/prose_checks.h"

namespace gazette {

struct SpellChecker::Dictionary {
  Dictionary(const std::string& rules, const std::string& words) : hunspell(rules.c_str(), words.c_str()) {}
  Hunspell hunspell;
};

SpellChecker::SpellChecker() = default;
SpellChecker::~SpellChecker() = default;

std::unique_ptr<SpellChecker> SpellChecker::open(const std::string& language,
                                                 const std::vector<std::string>& folders) {
  const std::string name = replace_all(language, "-", "_");
  for (const std::string& folder : folders) {
    const std::string stem = folder + "/" + name;
    std::error_code error;
    if (!std::filesystem::exists(stem + ".aff", error) || !std::filesystem::exists(stem + ".dic", error))
      continue;
    std::unique_ptr<SpellChecker> checker(new SpellChecker());
    checker->dictionary_ = std::make_unique<Dictionary>(stem + ".aff", stem + ".dic");
    // The words of other encodings than UTF-8 would have to be converted; Debian's dictionaries need none.
    if (checker->dictionary_->hunspell.get_dict_encoding() != "UTF-8") continue;
    return checker;
  }
  return nullptr;
}

void SpellChecker::allow(const std::string& word) {
  allowed_.insert(to_lower(word));
}

bool SpellChecker::knows(const std::string& word) {
  return allowed_.count(to_lower(word)) > 0 || dictionary_->hunspell.spell(word);
}

std::string SpellChecker::suggest(const std::string& word) {
  const std::vector<std::string> found = dictionary_->hunspell.suggest(word);
  return found.empty() ? std::string() : found.front();
}

namespace {

/// Names of things, short forms and figures are no words to spell.
bool is_spelled(std::string_view word) {
  std::size_t capitals = 0;
  for (const char c : word) {
    if (is_ascii_digit(c) || c == '_' || c == '.') return false;
    if (is_ascii_upper(c)) ++capitals;
  }
  return capitals < 2 && count_characters(word) > 1;
}

bool stands_in_address(std::string_view text, const TextRange& word) {
  const std::size_t before = text.find_last_of(" \n", word.begin);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t end = std::min(text.find_first_of(" \n", word.end), text.size());
  const std::string_view token = text.substr(begin, end - begin);
  return token.find("://") != std::string_view::npos || token.find('@') != std::string_view::npos ||
         token.find('/') != std::string_view::npos || token.starts_with("www.") || token.starts_with("#");
}

}  // namespace

void check_spelling(const PageContent& page, SpellChecker& checker, Diagnostics& diagnostics) {
  std::set<std::string> told;
  for (const ProseBlock& block : page.blocks) {
    if (block.quotation || block.other_language) continue;
    for (const TextRange& range : words_of(block.text, 0, block.text.size())) {
      std::string word =
          replace_all(std::string_view(block.text).substr(range.begin, range.end - range.begin), "’", "'");
      if (word.ends_with("'s")) word.resize(word.size() - 2);
      if (!is_spelled(word) || block.is_set_apart(range.begin, range.end) ||
          stands_in_address(block.text, range))
        continue;
      if (told.count(word) > 0 || checker.knows(word)) continue;
      // "well-known" is right when both halves are.
      const auto halves = split(word, '-');
      if (halves.size() > 1 && std::all_of(halves.begin(), halves.end(), [&](std::string_view half) {
            return half.empty() || checker.knows(std::string(half));
          }))
        continue;
      told.insert(word);
      const std::string better = checker.suggest(word);
      diagnostics.warning("content/spelling", block.place(range.begin, range.end),
                          "the dictionary does not know “" + word + "”",
                          better.empty() ? std::string() : "did you mean “" + better + "”?");
    }
  }
}

}  // namespace gazette
