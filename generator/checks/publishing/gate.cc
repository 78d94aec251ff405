// Each question is a function; all are asked, so that one run names everything.
#include "checks/publishing/gate.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "base/counted.h"
#include "base/text.h"
#include "checks/publishing/placeholders.h"
#include "checks/publishing/starter.h"

namespace gazette {
namespace {

constexpr Rule kRules[] = {
    {"publish/address", Severity::Error, "Site without an address of its own", "RFC 2606", "", "",
     "Addresses such as example.org are kept for examples: nobody can ever find a site there. The feed, the "
     "site "
     "map and search engines would send readers to it.",
     "base_url: https://example.org/", "base_url: https://www.our-partnership.gov.uk/"},
    {"publish/no-target", Severity::Error, "No place to publish to", "", "", "",
     "Gazette sends the site to a place that site.yaml names: a folder, a server, a store.", "title: My site",
     "publish: {live: {to: \"user@server:/var/www/site/\"}}"},
    {"publish/organisation", Severity::Error, "Site without an organisation", "", "", "",
     "Readers must be able to tell who answers for what they read, above all where it is about children.",
     "organisation: {name: \"\"}", "organisation: {name: Example Partnership}"},
    {"publish/placeholder", Severity::Error, "Words of the starter still stand", "", "", "",
     "A new site has words and figures that only show what belongs at their place. Readers would take them "
     "for "
     "yours. Put your own words there, or take the place or the whole page out.",
     "(Write here: who you are)", "We are the safeguarding partners of Example Town."},
    {"publish/privacy", Severity::Warning, "Site without a page on privacy", "UK GDPR, article 13", "", "",
     "Readers may know what is recorded about their visit, even where that is next to nothing.",
     "A site whose pages never say what is recorded", "content/privacy.md, linked at the foot of each page"},
    {"publish/statement", Severity::Error, "Site without an accessibility statement",
     "Public Sector Bodies Accessibility Regulations 2018, regulation 8", "", "",
     "Public bodies must say how accessible their website is, what does not work and whom to tell. `gazette "
     "new "
     "site` begins such a page.",
     "A site without content/accessibility-statement.md", "content/accessibility-statement.md"},
};

/// The place of a value in a file of settings; of the whole file when it is not there.
Place place_of(const SiteConfig& config, const YamlNode& root, std::string_view key,
               std::string_view inner = {}) {
  const YamlNode* node = root.find(key);
  if (node == nullptr) return {config.source, {}};
  const YamlNode* below = inner.empty() ? nullptr : node->find(inner);
  if (below != nullptr && below->span.end > below->span.begin) return {config.source, below->span};
  return {config.source, below != nullptr ? node->key_span(inner) : root.key_span(key)};
}

std::string host_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
  std::string_view host = address.substr(0, address.find_first_of("/:?#"));
  if (host.ends_with('.')) host.remove_suffix(1);
  return to_lower_ascii(host);
}

/// RFC 2606, sections 2 and 3, and RFC 6761, section 6.5.
bool is_kept_for_examples(const std::string& host) {
  constexpr std::array<std::string_view, 5> kKept = {"example.org", "example.com", "example.net", "example",
                                                     "invalid"};
  return std::any_of(kKept.begin(), kKept.end(), [&](std::string_view kept) {
    return host == kept || (host.ends_with(kept) && host[host.size() - kept.size() - 1] == '.');
  });
}

void ask_address(const GateQuestion& question, Diagnostics& found) {
  if (question.base_url.empty()) {
    found.error("publish/address", question.base_url_place, "the site has no address",
                "add `base_url: ` with the address at which readers find it");
  } else if (is_kept_for_examples(host_of(question.base_url))) {
    found.error("publish/address", question.base_url_place,
                "the address " + question.base_url + " is one for examples",
                "give the address at which readers find the site");
  }
}

void ask_organisation(const SiteConfig& config, const YamlNode& root, Diagnostics& found) {
  if (trim(config.organisation_name).empty()) {
    found.error("publish/organisation", place_of(config, root, "organisation", "name"),
                "nothing says who publishes the site", "give `organisation` a `name`");
  }
  const std::string& email = config.organisation_email;
  if (is_kept_for_examples(host_of(email.substr(email.find('@') + 1))) && !email.empty()) {
    found.error("publish/organisation", place_of(config, root, "organisation", "email"),
                "the address " + email + " is one for examples", "give your own, or take the line out");
  }
}

/// How page titles begin the word in the languages of Europe's public bodies and some of their readers, as
/// slugs have it, without accents.
constexpr std::array<std::string_view, 32> kStatementWords = {
    "accessib",       "accesib",      "acessib",      "barrierefrei",  "toegankelijk",  "tilgaengelig",
    "tilgjengelig",   "tillganglig",  "saavutettavu", "ligipaasetav",  "pieklustam",    "prieinamum",
    "dostepnosc",     "pristupnost",  "dostopnost",   "pristupacnost", "akadalymentes", "προσβασιμ",
    "достъпност",     "доступн",      "приступачн",   "inrochtain",    "hygyrch",       "ruigsinn",
    "adgengi",        "irisgarri",    "erisilebilir", "accessibil",    "נגישות",        "الوصول",
    "zuganglichkeit", "barriere-frei"};
constexpr std::array<std::string_view, 32> kPrivacyWords = {"privacy",
                                                            "privat",
                                                            "datenschutz",
                                                            "data-protection",
                                                            "personal-data",
                                                            "confidential",
                                                            "donnees-personnelles",
                                                            "privacidad",
                                                            "intimidad",
                                                            "riservatezza",
                                                            "gegevensbescherming",
                                                            "dataskydd",
                                                            "databeskyttelse",
                                                            "personvern",
                                                            "personoplysninger",
                                                            "integritet",
                                                            "tietosuoja",
                                                            "andmekaitse",
                                                            "privatum",
                                                            "prywatnosc",
                                                            "danych-osobowych",
                                                            "osobnich-udaju",
                                                            "zasebnost",
                                                            "adatvedelem",
                                                            "απορρητ",
                                                            "поверителност",
                                                            "приватн",
                                                            "priobhaid",
                                                            "preifat",
                                                            "gizlilik",
                                                            "פרטיות",
                                                            "الخصوصية"};

template <std::size_t N>
bool has_page_on(const Site& site, const std::array<std::string_view, N>& words) {
  return std::any_of(site.pages.begin(), site.pages.end(), [&](const Page& page) {
    if (page.origin != PageOrigin::Content) return false;
    const std::string title = slugify(page.title);
    const std::string address = slugify(page.address);
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
      const std::string slug = slugify(word);
      return title.find(slug) != std::string::npos || address.find(slug) != std::string::npos;
    });
  });
}

void ask_pages(const Site& site, Diagnostics& found) {
  const Place nowhere = {site.config.source, {}};
  if (!has_page_on(site, kStatementWords)) {
    found.error("publish/statement", nowhere, "the site has no accessibility statement",
                "add a page with that title, such as `gazette new site` begins");
  }
  if (!has_page_on(site, kPrivacyWords)) {
    found.warning("publish/privacy", nowhere, "the site has no page on privacy",
                  "add a page that says what is recorded about a visit");
  }
}

using Group = std::pair<std::string, std::string>;  // file, rule

std::string line_of(const Diagnostic& finding) {
  return std::to_string(finding.place.source->position(finding.place.span.begin).line);
}

/// One line for findings of one rule in one file.
std::string line_of_group(const std::vector<const Diagnostic*>& group) {
  const Diagnostic& first = *group.front();
  std::string line;
  if (first.place.source) line = first.place.source->path() + ":" + line_of(first) + ": ";
  line += visible_text(first.message);
  std::vector<std::string> others;
  for (std::size_t i = 1; i < group.size(); ++i) {
    std::string number = line_of(*group[i]);
    if (number != line_of(first) && (others.empty() || others.back() != number))
      others.push_back(std::move(number));
  }
  if (!others.empty())
    line += (others.size() == 1 ? "; likewise on line " : "; likewise on lines ") + join(others, ", ");
  if (group.size() == 1 && !first.hint.empty()) line += ": " + visible_text(first.hint);
  return line + "  [" + first.rule + "]";
}

}  // namespace

Diagnostics ask_gate(const Site& site, const OutputTree& tree, const GateQuestion& question) {
  Diagnostics found;
  YamlNode root;
  if (site.config.source) {
    Diagnostics told;  // by the build
    if (auto parsed = parse_yaml(site.config.source, told)) root = std::move(*parsed);
  }
  ask_address(question, found);
  ask_organisation(site.config, root, found);
  ask_pages(site, found);
  find_placeholders(site, tree, found);
  found.sort();
  return found;
}

std::vector<std::string> plain_lines(const Diagnostics& findings, std::size_t most) {
  std::vector<const Diagnostic*> ordered;
  for (const Diagnostic& finding : findings.items()) ordered.push_back(&finding);
  // What concerns the whole site first; what a page alone needs, and advice, after it.
  const auto rank = [](const Diagnostic* finding) {
    return finding->severity != Severity::Error ? 2 : finding->rule == "publish/placeholder" ? 1 : 0;
  };
  std::stable_sort(ordered.begin(), ordered.end(),
                   [&](const Diagnostic* a, const Diagnostic* b) { return rank(a) < rank(b); });
  std::vector<std::pair<Group, std::vector<const Diagnostic*>>> groups;
  std::map<Group, std::size_t> known;
  for (const Diagnostic* finding : ordered) {
    const Group key{finding->place.source ? finding->place.source->path() : std::string(), finding->rule};
    const bool stands_alone = key.first.empty();
    const auto [at, fresh] = known.try_emplace(key, groups.size());
    if (fresh || stands_alone) {
      at->second = groups.size();
      groups.emplace_back(key, std::vector<const Diagnostic*>());
    }
    groups[at->second].second.push_back(finding);
  }
  std::vector<std::string> lines;
  const std::size_t shown = groups.size() <= most ? groups.size() : most - 1;
  for (std::size_t i = 0; i < shown; ++i) lines.push_back(line_of_group(groups[i].second));
  if (shown == groups.size()) return lines;
  std::size_t count = 0;
  std::vector<std::string> files;
  for (std::size_t i = shown; i < groups.size(); ++i) {
    count += groups[i].second.size();
    const std::string& file = groups[i].first.first;
    if (!file.empty() && std::find(files.begin(), files.end(), file) == files.end()) files.push_back(file);
  }
  std::string last = "and " + counted(count, "more place");
  constexpr std::size_t kNamed = 6;
  if (!files.empty()) {
    const bool too_many = files.size() > kNamed;
    const std::string rest = too_many ? " and " + counted(files.size() - kNamed, "other file") : "";
    if (too_many) files.resize(kNamed);
    last += " in " + join(files, ", ") + rest;
  }
  lines.push_back(last);
  return lines;
}

std::span<const Rule> publish_rules() {
  return kRules;
}

}  // namespace gazette
