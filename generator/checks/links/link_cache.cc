// Tab-separated values: version and settings first, then an address a line.
#include "checks/links/link_cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/hash.h"
#include "base/text.h"
#include "checks/links/link_judge.h"
#include "formats/url.h"

namespace gazette {
namespace {

constexpr std::string_view kVersion = "gazette-links-1";
constexpr std::int64_t kDay = 24 * 60 * 60;
constexpr std::size_t kColumns = 11;

// Rules are literals in findings, so a name that is read back has to be one of these.
constexpr std::string_view kCachedRules[] = {"link/checked", "link/broken",   "link/unknown", "link/redirect",
                                             "link/tls",     "link/fragment", "link/insecure"};

std::string pack(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == '%') {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string unpack(std::string_view text) {
  return percent_decode_lenient(text);
}

std::int64_t read_number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string header(std::string_view settings) {
  return fmt::format("{}\t{:016x}", kVersion, fingerprint(settings));
}

std::optional<ExternalAnswer> read_line(const std::vector<std::string_view>& columns) {
  if (columns.size() != kColumns) return std::nullopt;
  ExternalAnswer answer;
  answer.checked_at = read_number(columns[1]);
  const std::int64_t status = read_number(columns[2]);
  const std::int64_t severity = read_number(columns[3]);
  const auto* rule = std::find(std::begin(kCachedRules), std::end(kCachedRules), columns[4]);
  if (status < 0 || status > 3 || severity < 0 || severity > 2 || rule == std::end(kCachedRules))
    return std::nullopt;
  answer.finding.status = static_cast<LinkStatus>(status);
  answer.finding.severity = static_cast<Severity>(severity);
  answer.finding.rule = *rule;
  answer.finding.always =
      answer.finding.status == LinkStatus::Warn || answer.finding.status == LinkStatus::Broken;
  answer.finding.message = unpack(columns[5]);
  answer.finding.hint = unpack(columns[6]);
  answer.http_status = static_cast<int>(read_number(columns[7]));
  answer.final_address = unpack(columns[8]);
  answer.moved_for_good = columns[9] == "1";
  for (const std::string_view piece : split(columns[10], ' ')) {
    if (piece.size() < 2 || piece[0] < '0' || piece[0] > '3') continue;
    answer.fragments.emplace_back(unpack(piece.substr(1)), static_cast<FragmentResult>(piece[0] - '0'));
  }
  return answer;
}

/// How long an answer is believed, in seconds, by its outcome.
std::int64_t link_cache_age(LinkStatus status) {
  switch (status) {
    case LinkStatus::Ok:
      return 7 * kDay;
    case LinkStatus::Broken:
      return kDay / 4;  // an author who mends a link elsewhere wants to see it
    case LinkStatus::Warn:
      return kDay / 24;
    case LinkStatus::Skipped:
      break;
  }
  return 0;
}

}  // namespace

LinkCache::LinkCache(std::string_view text, std::string_view settings, std::int64_t now)
    : settings_(settings), now_(now) {
  const std::vector<std::string_view> lines = split_lines(text);
  if (lines.empty() || lines.front() != header(settings)) return;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string_view> columns = split(lines[i], '\t');
    auto answer = read_line(columns);
    if (!answer) continue;
    const std::int64_t age = now - answer->checked_at;
    if (age >= 0 && age < link_cache_age(answer->finding.status))
      answers_.insert_or_assign(unpack(columns[0]), std::move(*answer));
  }
}

std::optional<ExternalAnswer> LinkCache::find(const ExternalQuestion& question) const {
  const auto found = answers_.find(question.address);
  if (found == answers_.end()) return std::nullopt;
  const bool covered =
      std::all_of(question.fragments.begin(), question.fragments.end(), [&](const std::string& fragment) {
        const auto& known = found->second.fragments;
        return !element_fragment(fragment) || found->second.finding.status != LinkStatus::Ok ||
               std::any_of(known.begin(), known.end(),
                           [&](const auto& entry) { return entry.first == fragment; });
      });
  return covered ? std::optional(found->second) : std::nullopt;
}

void LinkCache::store(const ExternalQuestion& question, const ExternalAnswer& answer) {
  if (link_cache_age(answer.finding.status) > 0) answers_.insert_or_assign(question.address, answer);
}

std::string LinkCache::text() const {
  const std::map<std::string, ExternalAnswer> sorted(answers_.begin(), answers_.end());
  std::string out = header(settings_) + "\n";
  for (const auto& [address, answer] : sorted) {
    std::string fragments;
    for (const auto& [fragment, result] : answer.fragments) {
      fragments += fmt::format("{}{}{}", fragments.empty() ? "" : " ", static_cast<int>(result),
                               replace_all(pack(fragment), " ", "%20"));
    }
    out +=
        fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", pack(address), answer.checked_at,
                    static_cast<int>(answer.finding.status), static_cast<int>(answer.finding.severity),
                    answer.finding.rule, pack(answer.finding.message), pack(answer.finding.hint),
                    answer.http_status, pack(answer.final_address), answer.moved_for_good ? 1 : 0, fragments);
  }
  return out;
}

}  // namespace gazette
