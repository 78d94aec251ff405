#pragma once
// One address being asked: HEAD, then GET where HEAD does not do, redirects hop by hop, pauses between
// attempts. Each step is one request, so that the schedule can keep to its limits at every host on the way.

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checks/links/external_links.h"
#include "checks/links/host_schedule.h"
#include "checks/links/robots_txt.h"
#include "formats/http/http_client.h"

namespace gazette {

/// What all probes of a run share. Safe to use from several threads.
class ProbeContext {
 public:
  explicit ProbeContext(const LinkOptions& options);

  const LinkOptions& options() const { return options_; }
  HttpReply send(HttpRequest request);
  /// Asks for robots.txt once per origin, when the settings want it.
  bool robots_allow(const Url& url);
  /// False once a host has failed so often in a row that asking on would only take time.
  bool host_is_worth_asking(const std::string& origin);
  void note_host(const std::string& origin, bool answered);
  std::size_t requests() const { return requests_; }

 private:
  struct Robots {
    std::once_flag once;
    RobotsTxt rules;
  };

  const LinkOptions& options_;
  HttpClient client_;
  HttpHeaders headers_;
  std::atomic<std::size_t> requests_ = 0;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Robots>> robots_;
  std::map<std::string, unsigned> silent_;  // origins, and how often in a row they did not answer
};

class LinkProbe {
 public:
  LinkProbe(ProbeContext& context, const ExternalQuestion& question, ExternalAnswer& answer);

  /// The host that is asked next, "" when nothing has to be asked.
  const std::string& host() const { return current_.host; }
  /// Sends one request and says what comes next.
  NextStep step();

 private:
  NextStep finish(LinkFinding finding);
  NextStep again(HttpMethod method, std::chrono::milliseconds pause);
  NextStep on_fault(const HttpReply& reply);
  NextStep on_redirect(const HttpReply& reply);
  NextStep on_success(HttpReply& reply);
  NextStep on_failure(const HttpReply& reply);
  HttpRequest request() const;
  std::optional<std::chrono::milliseconds> pause_before_retry(const HttpReply& reply) const;
  void keep_cookies(const HttpReply& reply);
  std::string cookies() const;
  bool wants_body() const { return !wanted_.empty() && !fragment_replaced_; }

  ProbeContext& context_;
  const ExternalQuestion& question_;
  ExternalAnswer& answer_;
  Url original_;
  Url current_;
  std::vector<std::string> wanted_;  // fragments that name elements
  HttpMethod method_ = HttpMethod::Head;
  unsigned hops_ = 0;
  unsigned retries_ = 0;
  bool permanent_ = true;
  bool broke_off_ = false;
  bool fragment_replaced_ = false;  // a Location brought a fragment of its own
  std::set<std::string> visited_;
  struct Cookie {
    std::string host;
    std::string name;
    std::string value;
  };
  std::vector<Cookie> cookies_;
  Deadline give_up_;
};

}  // namespace gazette
