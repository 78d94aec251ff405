// Puts cache, probes and schedule together, and turns answers into findings.
#include "checks/links/external_links.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <deque>

#include "base/file_system.h"
#include "base/text.h"
#include "checks/links/external_verdict.h"
#include "checks/links/link_cache.h"
#include "checks/links/link_judge.h"
#include "checks/links/link_probe.h"
#include "formats/url.h"

namespace gazette {
namespace {

/// All that changes a verdict, so that a cache made with other settings is not believed.
std::string settings_key(const LinkOptions& options) {
  std::string key = fmt::format("{}|{}|{}", options.external_options.respect_robots,
                                options.external_options.allow_private, options.external_options.user_agent);
  for (const int status : options.accept) key += fmt::format("|{}", status);
  for (const auto& [from, to] : options.replace) key += fmt::format("|{}>{}", from, to);
  return key;
}

struct CacheFile {
  std::unique_ptr<FileSystem> folder;
  std::string name;

  explicit CacheFile(const std::string& path) {
    if (path.empty()) return;
    const std::size_t slash = path.rfind('/');
    folder = open_disk(slash == std::string::npos ? "." : path.substr(0, slash));
    name = slash == std::string::npos ? path : path.substr(slash + 1);
  }
  std::string read() const { return folder ? folder->read(name).value_or("") : ""; }
  /// A cache that cannot be written is no fault of the site's.
  void write(const std::string& text) const {
    if (folder) folder->write(name, text);
  }
};

bool is_start_page(const Url& url) {
  return url.path == "/" && !url.has_query;
}

}  // namespace

ExternalAnswers ask_external_links(std::span<const ExternalQuestion> questions, const LinkOptions& options) {
  ExternalAnswers result;
  result.answers.resize(questions.size());
  const CacheFile file(options.external_options.cache_file);
  LinkCache cache(file.read(), settings_key(options), static_cast<std::int64_t>(std::time(nullptr)));
  ProbeContext context(options);
  std::deque<LinkProbe> probes;
  std::vector<std::size_t> asked;
  std::vector<std::string> hosts;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (auto known = cache.find(questions[i])) {
      result.answers[i] = std::move(*known);
      ++result.cached;
      continue;
    }
    probes.emplace_back(context, questions[i], result.answers[i]);
    if (probes.back().host().empty()) {
      probes.pop_back();
      continue;
    }
    asked.push_back(i);
    hosts.push_back(probes.back().host());
  }
  const ScheduleLimits limits{options.external_options.concurrency, options.external_options.per_host,
                              options.external_options.delay};
  run_by_host(
      hosts, limits, [&](std::size_t job) { return probes[job].step(); },
      [&](std::size_t done) {
        if (options.progress) options.progress(result.cached + done, questions.size());
      });
  for (const std::size_t i : asked) cache.store(questions[i], result.answers[i]);
  if (!asked.empty()) file.write(cache.text());
  result.requests = context.requests();
  return result;
}

LinkFinding external_finding(const ExternalQuestion& question, const ExternalAnswer& answer,
                             std::string_view fragment, const LinkOptions& options) {
  if (answer.finding.status != LinkStatus::Ok) {
    LinkFinding finding = answer.finding;
    if (finding.status == LinkStatus::Broken && !answer.final_address.empty())
      finding.message = fmt::format("{} (sent on to {})", finding.message, answer.final_address);
    return finding;
  }
  const auto found = std::find_if(answer.fragments.begin(), answer.fragments.end(),
                                  [&](const auto& entry) { return entry.first == fragment; });
  if (found != answer.fragments.end()) {
    const std::string shown =
        percent_decode_lenient(fragment.substr(0, std::min(fragment.find(":~:"), fragment.size())));
    if (found->second == FragmentResult::Missing) {
      return link_error("link/fragment",
                        fmt::format("no element with the id \"{}\" on {}", shown,
                                    answer.final_address.empty() ? question.address : answer.final_address));
    }
    if (found->second == FragmentResult::CannotTell) {
      return link_warning("link/unknown",
                          fmt::format("cannot tell whether there is an element with the id \"{}\": a script "
                                      "may add it, or it stands further down than is read",
                                      shown),
                          "open it in a browser");
    }
  }
  if (answer.final_address.empty()) return answer.finding;
  const auto asked = parse_url(question.address);
  const auto final = parse_url(answer.final_address);
  if (asked && final && !is_start_page(*asked) && is_start_page(*final) && asked->path.size() > 1) {
    return link_warning("link/redirect",
                        fmt::format("the host sends readers on to its start page, {}", answer.final_address),
                        "the page is probably gone");
  }
  if (asked && final && asked->scheme == "https" && final->scheme == "http") {
    return link_warning(
        "link/insecure",
        fmt::format("the host sends readers on to an address without https, {}", answer.final_address));
  }
  if (answer.moved_for_good && options.replace.empty()) {
    return link_note(LinkStatus::Ok, "link/redirect", "this page has moved for good",
                     fmt::format("link to {}", answer.final_address));
  }
  return answer.finding;
}

}  // namespace gazette
