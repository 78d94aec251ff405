// The steps of one address.
#include "checks/links/link_probe.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <ctime>

#include "base/text.h"
#include "checks/links/external_verdict.h"
#include "checks/links/link_judge.h"
#include "formats/url_host.h"

namespace gazette {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kAgentName = "gazette";
constexpr std::string_view kUserAgent = "Mozilla/5.0 (compatible; Gazette link checker/0.1)";
constexpr unsigned kSilentLimit = 5;
constexpr std::size_t kMostCookies = 30;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// Raw ids are worth a parse only when the text they consist of occurs at all.
bool may_hold_all(std::string_view body, const std::vector<std::string>& fragments) {
  return std::all_of(fragments.begin(), fragments.end(), [&](const std::string& fragment) {
    const auto element = element_fragment(fragment);
    return !element || body.find(*element) != std::string_view::npos ||
           body.find(percent_decode_lenient(*element)) != std::string_view::npos;
  });
}

}  // namespace

ProbeContext::ProbeContext(const LinkOptions& options)
    : options_(options), client_(4 * std::size_t{std::max(1U, options.external_options.concurrency)}) {
  const std::string& agent = options.external_options.user_agent;
  headers_ = {{"User-Agent", agent.empty() ? std::string(kUserAgent) : agent},
              {"Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
              {"Accept-Language", "en-GB,en;q=0.8"},
              {"Accept-Encoding", "gzip, deflate"}};
  if (const auto origin = parse_url(options.origin); origin && origin->is_web())
    headers_.emplace_back("Referer", origin->origin() + "/");
}

HttpReply ProbeContext::send(HttpRequest request) {
  requests_ += 1;
  request.headers.insert(request.headers.begin(), headers_.begin(), headers_.end());
  request.allow_private = options_.external_options.allow_private;
  request.deadline = std::chrono::steady_clock::now() +
                     options_.external_options.timeout / (request.method == HttpMethod::Head ? 2 : 1);
  return client_.send(request);
}

bool ProbeContext::robots_allow(const Url& url) {
  if (!options_.external_options.respect_robots) return true;
  Robots* robots = nullptr;
  {
    const std::lock_guard lock(mutex_);
    auto& entry = robots_[url.origin()];
    if (!entry) entry = std::make_unique<Robots>();
    robots = entry.get();
  }
  std::call_once(robots->once, [&] {
    HttpRequest request;
    request.method = HttpMethod::Get;
    request.url = url;
    request.url.path = "/robots.txt";
    request.url.has_query = false;
    request.body_limit = 500U << 10U;
    const HttpReply reply = send(std::move(request));
    if (reply.status == 200) robots->rules = RobotsTxt::parse(reply.body, kAgentName);
  });
  return robots->rules.allows(url.target());
}

bool ProbeContext::host_is_worth_asking(const std::string& origin) {
  const std::lock_guard lock(mutex_);
  const auto found = silent_.find(origin);
  return found == silent_.end() || found->second < kSilentLimit;
}

void ProbeContext::note_host(const std::string& origin, bool answered) {
  const std::lock_guard lock(mutex_);
  unsigned& count = silent_[origin];
  count = answered ? 0 : count + 1;
}

LinkProbe::LinkProbe(ProbeContext& context, const ExternalQuestion& question, ExternalAnswer& answer)
    : context_(context), question_(question), answer_(answer), give_up_(Deadline::max()) {
  std::string address = question.address;
  for (const auto& [from, to] : context.options().replace) {
    if (!address.starts_with(from)) continue;
    address = to + address.substr(from.size());
    break;
  }
  if (const auto url = parse_url(address); url && url->is_web()) {
    original_ = current_ = *url;
  } else {
    answer.finding = link_error("link/malformed", fmt::format("`{}` is not an address", address));
  }
  std::copy_if(question.fragments.begin(), question.fragments.end(), std::back_inserter(wanted_),
               [](const std::string& fragment) { return element_fragment(fragment).has_value(); });
  if (wants_body()) method_ = HttpMethod::Get;
}

NextStep LinkProbe::finish(LinkFinding finding) {
  const std::vector<int>& accept = context_.options().accept;
  if (std::find(accept.begin(), accept.end(), answer_.http_status) != accept.end() &&
      answer_.http_status != 0) {
    finding = {LinkStatus::Ok,
               Severity::Info,
               "link/checked",
               fmt::format("the host answers {}, which the settings accept", answer_.http_status),
               {},
               false};
  }
  answer_.finding = std::move(finding);
  answer_.checked_at = static_cast<std::int64_t>(std::time(nullptr));
  if (hops_ > 0) {
    answer_.final_address = current_.text_without_fragment();
    answer_.moved_for_good = permanent_;
  }
  return {};
}

NextStep LinkProbe::again(HttpMethod method, milliseconds pause) {
  method_ = method;
  NextStep next;
  next.done = false;
  next.host = current_.host;
  if (pause.count() > 0) next.not_before = ScheduleClock::now() + pause;
  return next;
}

HttpRequest LinkProbe::request() const {
  HttpRequest request;
  request.method = method_;
  request.url = current_;
  request.new_connection = broke_off_;  // so that a kept connection cannot be the reason again
  if (const std::string jar = cookies(); !jar.empty()) request.headers.emplace_back("Cookie", jar);
  if (method_ == HttpMethod::Get && wants_body()) {
    request.body_limit = context_.options().external_options.page_bytes;
    request.enough = [this](std::string_view body) {
      if (!may_hold_all(body, wanted_)) return false;
      const auto results = look_for_fragments(wanted_, std::string(body), "text/html", false);
      return std::all_of(results.begin(), results.end(),
                         [](const auto& result) { return result.second == FragmentResult::Found; });
    };
  }
  return request;
}

NextStep LinkProbe::step() {
  const ExternalLinkOptions& options = context_.options().external_options;
  const auto now = std::chrono::steady_clock::now();
  if (give_up_ == Deadline::max()) give_up_ = now + 6 * options.timeout;
  if (now > give_up_)
    return finish(verdict_on_fault(NetFault::TimedOut, "no end of it in time", question_.address));
  if (!options.allow_private && classify_host(current_.host) != HostKind::Name &&
      classify_host(current_.host) != HostKind::PublicAddress) {
    return finish(verdict_on_fault(NetFault::PrivateAddress,
                                   fmt::format("{} is an address of a private network", current_.host),
                                   question_.address));
  }
  if (!context_.host_is_worth_asking(current_.origin())) {
    return finish(link_warning("link/unknown", "not asked: the host has not answered several other links"));
  }
  if (!context_.robots_allow(current_)) {
    return finish({LinkStatus::Skipped,
                   Severity::Info,
                   "link/checked",
                   "the host's robots.txt asks programs to stay away from this address",
                   {},
                   true});
  }
  visited_.insert(current_.text_without_fragment() + "\n" + cookies());
  HttpReply reply = context_.send(request());
  if (reply.status == 0) return on_fault(reply);
  context_.note_host(current_.origin(), true);
  answer_.http_status = reply.status;
  keep_cookies(reply);
  if (reply.status >= 200 && reply.status < 300) return on_success(reply);
  if (is_redirect(reply.status)) return on_redirect(reply);
  return on_failure(reply);
}

NextStep LinkProbe::on_fault(const HttpReply& reply) {
  broke_off_ = true;
  const bool silence = reply.fault == NetFault::TimedOut;
  // Some hosts answer HEAD with silence or by hanging up, and GET as they should.
  const bool connected = silence || reply.fault == NetFault::Broken || reply.fault == NetFault::Closed ||
                         reply.fault == NetFault::NotHttp || reply.fault == NetFault::TooLarge;
  if (method_ == HttpMethod::Head && connected) return again(HttpMethod::Get, milliseconds(0));
  if (may_pass(reply.fault) && retries_ < context_.options().external_options.retries) {
    return again(HttpMethod::Get, context_.options().external_options.retry_pause * (1U << retries_++));
  }
  if (silence || reply.fault == NetFault::LookupFailed || reply.fault == NetFault::Unreachable)
    context_.note_host(current_.origin(), false);
  return finish(verdict_on_fault(reply.fault, reply.detail, question_.address));
}

NextStep LinkProbe::on_success(HttpReply& reply) {
  if (wants_body() && method_ == HttpMethod::Get && reply.status != 204 && reply.status != 205) {
    answer_.fragments =
        look_for_fragments(wanted_, std::move(reply.body), reply.header("Content-Type"), reply.body_complete);
  }
  return finish(verdict_on_status(reply.status, question_.address));
}

NextStep LinkProbe::on_redirect(const HttpReply& reply) {
  const std::string_view location = reply.header("Location");
  if (trim(location).empty())
    return finish(link_error("link/broken",
                             fmt::format("the host answers {} but does not say where to go", reply.status)));
  const auto next = parse_url(location, &current_);
  if (!next)
    return finish(link_error(
        "link/broken",
        fmt::format("the host sends readers on to `{}`, which is no address", location.substr(0, 200))));
  if (!next->is_web()) {
    return finish(link_error("link/broken",
                             fmt::format("the host sends readers on to `{}`, which browsers do not follow",
                                         next->text().substr(0, 200))));
  }
  if (++hops_ > context_.options().external_options.redirects) {
    return finish(link_error("link/broken",
                             fmt::format("the host sends readers on more than {} times; browsers give up",
                                         context_.options().external_options.redirects)));
  }
  permanent_ = permanent_ && (reply.status == 301 || reply.status == 308);
  fragment_replaced_ = fragment_replaced_ || next->has_fragment;
  current_ = *next;
  if (visited_.contains(current_.text_without_fragment() + "\n" + cookies())) {
    return finish(link_error("link/broken", "the host sends readers on in a circle"));
  }
  return again(method_, milliseconds(0));
}

NextStep LinkProbe::on_failure(const HttpReply& reply) {
  const bool passing = may_pass(reply.status);
  // Many hosts answer HEAD with any status but the right one. Only a host that asks for a pause is believed.
  const bool asks_for_pause = reply.status == 429 || reply.status == 503;
  if (method_ == HttpMethod::Head && !asks_for_pause) return again(HttpMethod::Get, milliseconds(0));
  if (passing && retries_ < context_.options().external_options.retries) {
    if (const auto pause = pause_before_retry(reply)) {
      ++retries_;
      NextStep next = again(reply.status == 429 ? method_ : HttpMethod::Get, *pause);
      if (asks_for_pause && !reply.header("Retry-After").empty()) next.pause_host = next.not_before;
      return next;
    }
  }
  return finish(verdict_on_status(reply.status, question_.address));
}

/// How long to wait: what the host asks for, else longer each time. nullopt when that is too long.
std::optional<milliseconds> LinkProbe::pause_before_retry(const HttpReply& reply) const {
  const std::string_view asked = trim(reply.header("Retry-After"));
  milliseconds pause = context_.options().external_options.retry_pause * (1U << retries_);
  if (!asked.empty()) {
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(asked.data(), asked.data() + asked.size(), seconds);
    if (error == std::errc() && end == asked.data() + asked.size()) {
      pause = milliseconds(std::clamp<std::int64_t>(seconds, 0, 1'000'000) * 1000);
    } else if (const auto when = parse_http_date(asked)) {
      pause = milliseconds(
          std::clamp<std::int64_t>(*when - static_cast<std::int64_t>(std::time(nullptr)) + 1, 0, 1'000'000) *
          1000);
    }
  }
  if (pause > context_.options().external_options.retry_limit) return std::nullopt;
  return std::max(pause, milliseconds(10));
}

/// Cookies live as long as the probe: some hosts redirect in a circle until they see the one they set.
void LinkProbe::keep_cookies(const HttpReply& reply) {
  for (const auto& [header, line] : reply.headers) {
    if (!equals_ignoring_case(header, "set-cookie")) continue;
    const std::string_view pair = std::string_view(line).substr(0, line.find(';'));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    Cookie cookie{current_.host, std::string(trim(pair.substr(0, equals))),
                  std::string(trim(pair.substr(equals + 1)))};
    const auto known = std::find_if(cookies_.begin(), cookies_.end(), [&](const Cookie& c) {
      return c.host == cookie.host && c.name == cookie.name;
    });
    if (known != cookies_.end()) {
      known->value = std::move(cookie.value);
    } else if (cookies_.size() < kMostCookies) {
      cookies_.push_back(std::move(cookie));
    }
  }
}

std::string LinkProbe::cookies() const {
  std::string out;
  for (const Cookie& cookie : cookies_) {
    if (cookie.host == current_.host)
      out += fmt::format("{}{}={}", out.empty() ? "" : "; ", cookie.name, cookie.value);
  }
  return out;
}

}  // namespace gazette
