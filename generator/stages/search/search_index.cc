#include "stages/search/search_index.h"

#include <libstemmer.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

#include "base/hash.h"
#include "base/text.h"

namespace gazette {

namespace {

using DocumentId = std::uint32_t;

// How much a word weighs by where it stands.
constexpr double kTitleWeight = 8;
constexpr double kExhibitTitleWeight = 2;
constexpr double kHeadingWeight = 3;
constexpr double kKeywordWeight = 6;
constexpr double kDescriptionWeight = 2;
constexpr double kSectionWeight = 1;
constexpr double kTextWeight = 1;
constexpr double kSynonymWeight = 1;

// Okapi BM25 with its customary parameters; the part that depends on the document is worked out here
// and stored as a whole number, the rarity of the word is left to the reader.
constexpr double kSaturation = 1.2;
constexpr double kLengthBias = 0.75;
constexpr double kImpactScale = 20;
/// Documents count as this share of the mean length at least.
constexpr double kShortest = 0.5;

class Stemmer {
 public:
  explicit Stemmer(std::string_view language) {
    const std::string code(language.substr(0, language.find('-')));
    stemmer_.reset(sb_stemmer_new(code.c_str(), "UTF_8"));
  }
  /// `word` comes folded, so that a query without accents meets the same stem.
  std::string stem(const std::string& word) const {
    if (!stemmer_) return word;
    const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
    const sb_symbol* stemmed = sb_stemmer_stem(stemmer_.get(), bytes, static_cast<int>(word.size()));
    const auto length = static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()));
    return stemmed == nullptr || length == 0 ? word
                                             : std::string(reinterpret_cast<const char*>(stemmed), length);
  }

 private:
  struct Delete {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
  };
  std::unique_ptr<sb_stemmer, Delete> stemmer_;
};

/// An expansion as folded words, and the words of the short form that a text with it counts as holding.
struct Phrase {
  std::vector<std::string> words;
  std::vector<std::string> stands_for;
};

struct Term {
  std::set<std::string> forms;
  std::vector<std::pair<DocumentId, double>> weights;  // by document, ascending
};

/// Gathers how often each word stands in each document.
class Collector {
 public:
  Collector(std::span<const SearchSynonym> synonyms, std::string_view language) : stemmer_(language) {
    for (const SearchSynonym& synonym : synonyms) {
      Phrase phrase{search_words(synonym.expansion), search_words(synonym.term)};
      if (phrase.words.size() < 2 || phrase.stands_for.empty()) continue;
      phrases_[phrase.words.front()].push_back(std::move(phrase));
    }
  }

  void add(DocumentId id, const SearchDocument& document) {
    double length = 0;
    length += count(id, document.title, document.is_exhibit ? kExhibitTitleWeight : kTitleWeight);
    length += count(id, document.section, kSectionWeight);
    length += count(id, document.description, kDescriptionWeight);
    for (const std::string& keyword : document.keywords) count(id, keyword, kKeywordWeight);
    for (const SearchPart& part : document.parts) {
      length += count(id, part.heading, kHeadingWeight);
      length += count(id, part.text, kTextWeight);
    }
    lengths_.push_back(length);
  }

  const std::map<std::string, Term>& terms() const { return terms_; }
  const std::vector<double>& lengths() const { return lengths_; }

 private:
  /// Gives the number of words, whatever their weight.
  double count(DocumentId id, std::string_view text, double weight) {
    const std::vector<std::string> words = search_words(text);
    for (std::size_t i = 0; i < words.size(); ++i) {
      add_word(id, words[i], weight);
      const auto phrases = phrases_.find(words[i]);
      if (phrases == phrases_.end()) continue;
      for (const Phrase& phrase : phrases->second) {
        if (phrase.words.size() > words.size() - i) continue;
        if (!std::equal(phrase.words.begin(), phrase.words.end(),
                        words.begin() + static_cast<std::ptrdiff_t>(i))) {
          continue;
        }
        for (const std::string& word : phrase.stands_for) add_word(id, word, kSynonymWeight);
      }
    }
    return static_cast<double>(words.size());
  }

  void add_word(DocumentId id, const std::string& word, double weight) {
    // Words repeat far more often than they are new: each is stemmed once.
    Term*& term = by_word_[word];
    if (term == nullptr) {
      term = &terms_[stemmer_.stem(word)];
      term->forms.insert(word);
    }
    if (term->weights.empty() || term->weights.back().first != id) term->weights.emplace_back(id, 0.0);
    term->weights.back().second += weight;
  }

  Stemmer stemmer_;
  std::unordered_map<std::string, std::vector<Phrase>> phrases_;
  std::map<std::string, Term> terms_;  // its values stay where they are
  std::unordered_map<std::string, Term*> by_word_;
  std::vector<double> lengths_;
};

void append_json(std::string& out, std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4U];
      out += kHex[static_cast<unsigned char>(c) & 15U];
    } else {
      out += c;
    }
  }
  out += '"';
}

/// The start of a text, cut between words, of no more than `limit` bytes.
std::string_view opening(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  const std::size_t cut = text.rfind(' ', limit);
  if (cut != std::string_view::npos) return text.substr(0, cut);
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

/// `"stem":["forms",frequency,document step,impact,…]`: documents ascending, each as the step from the
/// one before.
std::string term_entry(const std::string& stem, const Term& term, const std::vector<double>& lengths,
                       double mean_length) {
  std::vector<std::pair<DocumentId, int>> postings;
  postings.reserve(term.weights.size());
  for (const auto& [id, weight] : term.weights) {
    // A table of ten words is not ten times as much about each of them as a page is.
    const double share = std::max(lengths[id] / mean_length, kShortest);
    const double length = kSaturation * (1 - kLengthBias + kLengthBias * share);
    const double impact = kImpactScale * weight * (kSaturation + 1) / (weight + length);
    postings.emplace_back(id, std::max(1, static_cast<int>(std::lround(impact))));
  }
  if (postings.size() > kSearchPostings) {
    std::stable_sort(postings.begin(), postings.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    postings.resize(kSearchPostings);
    std::sort(postings.begin(), postings.end());
  }
  std::string out;
  append_json(out, stem);
  out += ":[";
  append_json(out, join(std::vector<std::string>(term.forms.begin(), term.forms.end()), " "));
  out += ',' + std::to_string(term.weights.size());
  DocumentId before = 0;
  for (const auto& [id, impact] : postings) {
    out += ',' + std::to_string(id - before) + ',' + std::to_string(impact);
    before = id;
  }
  return out + ']';
}

/// For each phrase that may be typed, what else to look for: `[words, as shown, 1 to look it up]`.
std::map<std::string, std::vector<std::string>> synonym_entries(std::span<const SearchSynonym> synonyms) {
  std::map<std::string, std::vector<std::string>> entries;
  const auto add = [&](const std::string& typed, const std::string& other, std::string_view shown,
                       bool look_up) {
    if (typed.empty() || other.empty()) return;
    std::string entry = "[";
    append_json(entry, other);
    entry += ',';
    append_json(entry, shown);
    entry += look_up ? ",1]" : ",0]";
    entries[typed].push_back(std::move(entry));
  };
  for (const SearchSynonym& synonym : synonyms) {
    const std::string term = join(search_words(synonym.term), " ");
    const std::string expansion = join(search_words(synonym.expansion), " ");
    if (term == expansion) continue;
    add(expansion, term, synonym.term, true);
    // The index counts an expansion as its short form already; this is for the reader to see.
    add(term, expansion, synonym.expansion, false);
    for (const std::string& form : synonym.forms) {
      const std::string folded = join(search_words(form), " ");
      if (folded != term) add(folded, expansion, synonym.expansion, false);
    }
  }
  return entries;
}

/// Whether a reader who asks for the beginnings of `word`, from the third letter on, meets `stem`. Stemmers
/// of some languages, Arabic for one, cut at the beginning too.
bool is_met(std::string_view word, std::string_view stem) {
  std::size_t end = 0;
  for (int letters = 0; letters < 3 && end < word.size(); ++letters) end += decode_utf8(word, end).length;
  return stem.starts_with(word.substr(0, end));
}

/// Entries by key: `[…]` for a stem, and `"stem"` for a form that its stem would not be found by.
std::map<std::string, std::string> term_entries(const Collector& collector, double mean_length) {
  std::map<std::string, std::string> entries;
  for (const auto& [stem, term] : collector.terms())
    entries.emplace(stem, term_entry(stem, term, collector.lengths(), mean_length));
  for (const auto& [stem, term] : collector.terms()) {
    for (const std::string& form : term.forms) {
      if (is_met(form, stem) || entries.count(form) > 0) continue;
      std::string alias;
      append_json(alias, form);
      alias += ':';
      append_json(alias, stem);
      entries.emplace(form, std::move(alias));
    }
  }
  return entries;
}

struct TermFiles {
  std::vector<std::string> first_keys;
  std::vector<std::string> bodies;  // of the object "t"
};

TermFiles split_terms(const Collector& collector) {
  TermFiles files;
  double total = 0;
  for (const double length : collector.lengths()) total += length;
  const double mean =
      std::max(1.0, total / static_cast<double>(std::max<std::size_t>(1, collector.lengths().size())));
  for (const auto& [stem, entry] : term_entries(collector, mean)) {
    const bool fits = !files.bodies.empty() && files.bodies.back().size() + entry.size() < kSearchTermBytes;
    if (!fits) {
      files.first_keys.push_back(files.bodies.empty() ? "" : stem);
      files.bodies.emplace_back();
    }
    std::string& body = files.bodies.back();
    if (!body.empty()) body += ',';
    body += entry;
  }
  if (files.bodies.empty()) {
    files.first_keys.emplace_back();
    files.bodies.emplace_back();
  }
  return files;
}

void append_document(std::string& out, const SearchDocument& document) {
  out += '[';
  append_json(out, document.address);
  out += ',';
  append_json(out, document.title);
  out += ',';
  append_json(out, document.section);
  out += ",[";
  // Each part gets a fair share, so that a long opening does not hide the rest of the page; what short parts
  // leave goes to those after them.
  std::size_t left = kSearchTextBytes;
  std::size_t parts = document.parts.size();
  std::size_t headings = 0;
  bool first = true;
  for (const SearchPart& part : document.parts) {
    const bool is_opening = &part == &document.parts.front();
    const std::string all = is_opening && !document.description.empty() && !part.text.empty()
                                ? document.description + " " + part.text
                            : is_opening && part.text.empty() ? document.description
                                                              : part.text;
    const std::string_view text = opening(all, std::min(left, std::max(kSearchPartBytes, left / parts)));
    --parts;
    left -= text.size();
    if (text.empty() && part.heading.empty()) continue;
    headings += part.id.size() + part.heading.size();
    if (headings > kSearchTextBytes) break;
    if (!first) out += ',';
    first = false;
    out += '[';
    append_json(out, part.id);
    out += ',';
    append_json(out, part.heading);
    out += ',';
    append_json(out, text);
    out += ']';
  }
  out += "]]";
}

}  // namespace

std::vector<SearchFile> search_index(std::span<const SearchDocument> documents,
                                     std::span<const SearchSynonym> synonyms, std::string_view language) {
  Collector collector(synonyms, language);
  for (std::size_t i = 0; i < documents.size(); ++i) collector.add(static_cast<DocumentId>(i), documents[i]);
  const TermFiles terms = split_terms(collector);

  std::vector<std::string> said(terms.bodies.size());  // synonyms, beside the terms they start with
  for (const auto& [typed, others] : synonym_entries(synonyms)) {
    const std::string first_word = typed.substr(0, typed.find(' '));
    const auto after = std::upper_bound(terms.first_keys.begin(), terms.first_keys.end(), first_word);
    std::string& out = said[static_cast<std::size_t>(after - terms.first_keys.begin()) - 1];
    if (!out.empty()) out += ',';
    append_json(out, typed);
    out += ":[" + join(others, ",") + ']';
  }

  std::vector<SearchFile> files;
  for (std::size_t i = 0; i < terms.bodies.size(); ++i) {
    files.push_back({"terms-" + std::to_string(i) + ".json",
                     "{\"t\":{" + terms.bodies[i] + "},\"s\":{" + said[i] + "}}\n"});
  }
  for (std::size_t i = 0; i < documents.size(); i += kSearchDocumentsPerFile) {
    std::string out = "[";
    for (std::size_t j = i; j < std::min(documents.size(), i + kSearchDocumentsPerFile); ++j) {
      if (j > i) out += ",\n";
      append_document(out, documents[j]);
    }
    files.push_back({"docs-" + std::to_string(i / kSearchDocumentsPerFile) + ".json", out + "]\n"});
  }

  std::string all;
  for (const SearchFile& file : files) all += file.bytes;
  std::string manifest = "{\"version\":2,\"build\":";
  append_json(manifest, sha256_hex(all).substr(0, 12));
  manifest += ",\"language\":";
  append_json(manifest, language);
  manifest += ",\"documents\":" + std::to_string(documents.size());
  manifest += ",\"per_file\":" + std::to_string(kSearchDocumentsPerFile) + ",\"terms\":[";
  for (std::size_t i = 0; i < terms.first_keys.size(); ++i) {
    if (i > 0) manifest += ',';
    append_json(manifest, terms.first_keys[i]);
  }
  files.insert(files.begin(), {"index.json", manifest + "]}\n"});
  return files;
}

}  // namespace gazette
