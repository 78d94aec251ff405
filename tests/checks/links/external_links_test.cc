#include "checks/links/external_links.h"

#include <zlib.h>

#include <catch2/catch.hpp>
#include <chrono>

#include "checks/links/check_links.h"
#include "checks/links/loopback_server.h"
#include "support/temporary_folder.h"

using namespace gazette;
using gazette::test::LoopbackServer;
using std::chrono::milliseconds;
using Exchange = LoopbackServer::Exchange;

namespace {

LinkOptions quick_options() {
  LinkOptions options;
  options.external = true;
  options.external_options.allow_private = true;
  options.external_options.timeout = milliseconds(600);
  options.external_options.retry_pause = milliseconds(20);
  options.external_options.retry_limit = milliseconds(1500);
  options.external_options.per_host = 8;
  return options;
}

/// The finding for one link, as "severity rule"; "ok" when there is nothing to say.
std::string verdict(const std::string& address, LinkOptions options, std::string* message = nullptr,
                    std::string* hint = nullptr) {
  const std::string page = "<a href=\"" + address + "\">x</a>";
  const std::vector<LinkedFile> files = {{"page.html", page, nullptr, true}};
  options.whole_site = false;
  Diagnostics found;
  check_links(files, options, found);
  if (found.empty()) return "ok";
  const Diagnostic& first = found.items().front();
  if (message != nullptr) *message = first.message;
  if (hint != nullptr) *hint = first.hint;
  return std::string(severity_name(first.severity)) + " " + first.rule;
}

std::string verdict(const std::string& address) {
  return verdict(address, quick_options());
}

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(text.size() / 2 + 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

TEST_CASE("statuses of other servers become verdicts", "[stages][links][external]") {
  LoopbackServer server([](Exchange& exchange) { exchange.answer(std::stoi(exchange.target.substr(1))); });
  for (const char* status : {"200", "201", "206"}) {
    CAPTURE(status);
    CHECK(verdict(server.base() + "/" + status) == "ok");
  }
  for (const char* status : {"400", "404", "405", "410", "418", "500"}) {
    CAPTURE(status);
    CHECK(verdict(server.base() + "/" + status) == "error link/broken");
  }
  for (const char* status : {"401", "403", "429", "451", "502", "503", "504", "520", "522", "999", "304"}) {
    CAPTURE(status);
    CHECK(verdict(server.base() + "/" + status) == "warning link/unknown");
  }
  LinkOptions options = quick_options();
  options.accept = {404};
  CHECK(verdict(server.base() + "/404", options) == "ok");
  std::string hint;
  verdict(server.base() + "/410", quick_options(), nullptr, &hint);
  CHECK(hint == "an archived copy may be at https://web.archive.org/web/" + server.base() + "/410");
}

TEST_CASE("HEAD comes first, GET where HEAD does not do", "[stages][links][external]") {
  LoopbackServer server([](Exchange& exchange) {
    const bool head = exchange.method == "HEAD";
    if (head && exchange.target == "/reset") return exchange.reset();
    if (head && exchange.target == "/hang") return exchange.wait(milliseconds(5000));
    if (head && exchange.target == "/garbage") {
      exchange.send("no idea\r\n\r\n");
      return;
    }
    exchange.answer(head && exchange.target != "/fine" ? std::stoi(exchange.target.substr(1)) : 200);
  });
  for (const char* path : {"/fine", "/405", "/404", "/403", "/500", "/501", "/reset", "/hang", "/garbage"}) {
    CAPTURE(path);
    CHECK(verdict(server.base() + path) == "ok");
  }
  CHECK(server.requests().front() == "HEAD /fine");
  CHECK(server.requests().at(1) == "HEAD /405");
  CHECK(server.requests().at(2) == "GET /405");
}

TEST_CASE("faults that pass are waited for, within bounds", "[stages][links][external]") {
  LoopbackServer server([](Exchange& exchange) {
    const bool late = exchange.attempt > 2;
    if (exchange.target == "/busy") return exchange.answer(late ? 200 : 429, "", "Retry-After: 0\r\n");
    if (exchange.target == "/plain") return exchange.answer(late ? 200 : 429);
    if (exchange.target == "/flaky") return exchange.answer(late ? 200 : 502);
    if (exchange.target == "/reset") return late ? exchange.answer(200) : exchange.reset();
    exchange.answer(429, "", "Retry-After: 3600\r\n");
  });
  for (const char* path : {"/busy", "/plain", "/flaky", "/reset"}) {
    CAPTURE(path);
    CHECK(verdict(server.base() + path) == "ok");
  }
  const std::size_t before = server.requests().size();
  CHECK(seconds_of([&] { CHECK(verdict(server.base() + "/hour") == "warning link/unknown"); }) < 1.0);
  CHECK(server.requests().size() == before + 1);
}

TEST_CASE("redirects are followed hop by hop", "[stages][links][external]") {
  LoopbackServer other([](Exchange& exchange) { exchange.answer(200); }, "127.0.0.2");
  LoopbackServer server([&](Exchange& exchange) {
    const std::string& target = exchange.target;
    if (target == "/301") return exchange.redirect(301, "/new");
    if (target == "/302") return exchange.redirect(302, "new");
    if (target == "/other") return exchange.redirect(307, other.base() + "/x");
    if (target == "/loop-a" || target == "/loop-b")
      return exchange.redirect(302, target == "/loop-a" ? "/loop-b" : "/loop-a");
    if (target.starts_with("/endless")) return exchange.redirect(302, target + "x");
    if (target == "/nowhere") return exchange.answer(302, "");
    if (target == "/bad") return exchange.redirect(302, "http://[x/");
    if (target == "/file") return exchange.redirect(302, "file:///etc/passwd");
    if (target == "/gone") return exchange.redirect(302, "/404");
    if (target == "/home") return exchange.redirect(302, "/");
    if (target == "/utf8") return exchange.redirect(302, "/\xC3\xBC");
    if (target == "/cookie") {
      if (exchange.head.find("Cookie: seen=1") != std::string::npos) return exchange.answer(200);
      return exchange.redirect(302, "/cookie", "Set-Cookie: seen=1; Path=/\r\n");
    }
    exchange.answer(target == "/404" ? 404 : 200);
  });
  std::string message;
  std::string hint;
  CHECK(verdict(server.base() + "/301", quick_options(), &message, &hint) == "info link/redirect");
  CHECK(hint == "link to " + server.base() + "/new");
  for (const char* path : {"/302", "/other", "/utf8", "/cookie"}) {
    CAPTURE(path);
    CHECK(verdict(server.base() + path) == "ok");
  }
  for (const char* path : {"/loop-a", "/endless", "/nowhere", "/bad", "/file", "/gone"}) {
    CAPTURE(path);
    CHECK(verdict(server.base() + path) == "error link/broken");
  }
  CHECK(verdict(server.base() + "/home") == "warning link/redirect");
  CHECK(std::find(server.requests().begin(), server.requests().end(), "HEAD /404") !=
        server.requests().end());
}

TEST_CASE("fragments are looked for in other servers' pages", "[stages][links][external]") {
  const std::string page = "<!doctype html><title>t</title><h1 id=\"intro\">" + std::string(200, 'x') +
                           "</h1><a name=old></a><!-- <p id=no> --><p id=\"\xC3\xBC\">x</p>";
  const std::string bomb = gzip("<p id=start>" + std::string(16U << 20U, ' '));
  LoopbackServer server([&](Exchange& exchange) {
    const std::string html = "Content-Type: text/html\r\n";
    if (exchange.target == "/gzip")
      return exchange.answer(200, gzip(page), html + "Content-Encoding: gzip\r\n");
    if (exchange.target == "/cut-gzip")
      return exchange.answer(200, gzip(page).substr(0, 40), html + "Content-Encoding: gzip\r\n");
    if (exchange.target == "/lie") return exchange.answer(200, page, html + "Content-Encoding: gzip\r\n");
    if (exchange.target == "/latin1")
      return exchange.answer(200, "<p id=\xFC>x</p>", "Content-Type: text/html; charset=iso-8859-1\r\n");
    if (exchange.target == "/pdf") return exchange.answer(200, "%PDF", "Content-Type: application/pdf\r\n");
    if (exchange.target == "/spa") return exchange.answer(200, "<div id=app></div><script>draw()</script>");
    if (exchange.target == "/moved") return exchange.redirect(302, "/page");
    if (exchange.target == "/own") return exchange.redirect(302, "/page#intro");
    if (exchange.target == "/bomb") return exchange.answer(200, bomb, html + "Content-Encoding: gzip\r\n");
    exchange.answer(200, page, html);
  });
  for (const char* link : {"/page#intro", "/page#old", "/page#%C3%BC", "/page#top", "/page#",
                           "/page#:~:text=x", "/gzip#intro", "/lie#intro", "/latin1#%C3%BC", "/pdf#page=2",
                           "/spa#/settings", "/moved#intro", "/own#whatever", "/bomb#start"}) {
    CAPTURE(link);
    CHECK(verdict(server.base() + link) == "ok");
  }
  for (const char* link : {"/page#Intro", "/page#no", "/gzip#missing", "/lie#missing", "/moved#missing"}) {
    CAPTURE(link);
    CHECK(verdict(server.base() + link) == "error link/fragment");
  }
  CHECK(verdict(server.base() + "/spa#drawn") == "warning link/unknown");
  CHECK(verdict(server.base() + "/bomb#missing") == "warning link/unknown");
  CHECK(verdict(server.base() + "/cut-gzip#missing") == "warning link/unknown");
}

TEST_CASE("one page is asked for once, whatever its fragments", "[stages][links][external]") {
  LoopbackServer server([](Exchange& exchange) { exchange.answer(200); });
  const std::string page = "<a href='" + server.base() + "/p#found'>x</a><a href='" + server.base() +
                           "/p#no'>y</a><a href='" + server.base() + "/p'>z</a>";
  const std::vector<LinkedFile> files = {{"a.html", page, nullptr, true}, {"b.html", page, nullptr, true}};
  Diagnostics found;
  LinkOptions options = quick_options();
  options.whole_site = false;
  const LinkSummary summary = check_links(files, options, found);
  CHECK(found.count(Severity::Error) == 2);
  CHECK(server.requests() == std::vector<std::string>{"GET /p"});
  CHECK(summary.asked == 1);
}

TEST_CASE("ill-behaved servers cost bounded time", "[stages][links][external]") {
  LoopbackServer server([](Exchange& exchange) {
    const std::string& target = exchange.target;
    if (target == "/hang") return exchange.wait(milliseconds(60'000));
    if (target == "/drip") {
      exchange.send("HTTP/1.1 200 OK\r\nX-Filler: ");
      while (!exchange.stopping() && exchange.send("x")) exchange.wait(milliseconds(50));
      return;
    }
    if (target == "/endless-head") {
      exchange.send("HTTP/1.1 200 OK\r\n");
      while (!exchange.stopping() && exchange.send("X-More: " + std::string(1000, 'x') + "\r\n")) continue;
      return;
    }
    if (target.starts_with("/endless")) {
      exchange.send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n<p "
          "id=start>x</p\r\n");
      if (exchange.method == "HEAD") return;
      while (!exchange.stopping() && exchange.send("2000\r\n" + std::string(0x2000, 'x') + "\r\n")) continue;
      return;
    }
    if (target == "/interim") {
      while (!exchange.stopping() && exchange.send("HTTP/1.1 103 Early Hints\r\n\r\n")) continue;
      return;
    }
    if (target == "/long-line")
      exchange.send("HTTP/1.1 200 " + std::string(100'000, 'x') + "\r\nX: " + std::string(20'000, 'y') +
                    "\r\nContent-Length: 0\r\n\r\n");
    if (target == "/nothing") return;
    const std::string ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    if (target == "/reset-head") {
      exchange.send(ok);
      return exchange.reset();
    }
    if (target == "/reset-body") {
      exchange.send(ok + "Content-Length: 1000\r\n\r\n");
      if (exchange.method != "HEAD") exchange.send("<p id=start>x");
      return exchange.reset();
    }
    if (target == "/short") exchange.send(ok + "Content-Length: 3\r\n\r\n<p id=start>x</p>");
    if (target == "/minus") exchange.send(ok + "Content-Length: -1\r\n\r\n<p id=start>x</p>");
    if (target == "/huge")
      exchange.send(ok + "Content-Length: 99999999999999999999999\r\n\r\n<p id=start>x</p>");
    // Never asked for, and not read: what is in it stays unknown, however large it would become.
    if (target == "/brotli")
      exchange.send(ok + "Content-Encoding: br\r\nContent-Length: 4\r\n\r\n\x0b\x01\x80x");
    if (target == "/drip-body") {
      exchange.send(ok + "Content-Length: 100000\r\n\r\n");
      while (!exchange.stopping() && exchange.send("x")) exchange.wait(milliseconds(50));
      return;
    }
    if (target == "/garbage") exchange.send("\x16\x03\x01 this is not HTTP at all\r\n\r\n");
  });
  const auto bounded = [&](const char* path, const char* expected) {
    CAPTURE(path);
    CHECK(seconds_of([&] { CHECK(verdict(server.base() + path) == expected); }) < 4.0);
  };
  bounded("/hang", "warning link/unknown");
  bounded("/drip", "warning link/unknown");
  bounded("/endless-head", "error link/broken");
  bounded("/endless", "ok");
  bounded("/endless#start", "ok");
  bounded("/endless#missing", "warning link/unknown");
  bounded("/interim", "error link/broken");
  bounded("/long-line", "ok");
  bounded("/nothing", "warning link/unknown");
  bounded("/garbage", "error link/broken");
  bounded("/reset-head", "warning link/unknown");
  bounded("/reset-body", "ok");
  bounded("/reset-body#missing", "warning link/unknown");
  bounded("/short", "ok");
  bounded("/short#start", "error link/fragment");
  bounded("/minus", "ok");
  bounded("/huge", "ok");
  bounded("/brotli#start", "warning link/unknown");
  bounded("/drip-body", "ok");
  bounded("/drip-body#missing", "warning link/unknown");
}

TEST_CASE("a page that fails many links alike is told the first of them and their number",
          "[stages][links]") {
  std::string page;
  for (int i = 0; i < 150; ++i) page += "<a href=\"gone.html#p" + std::to_string(i) + "\">x</a>\n";
  page += "<a href=other.html>x</a>";
  const std::vector<LinkedFile> files = {{"page.html", page, nullptr, true}};
  LinkOptions options;
  options.whole_site = false;
  Diagnostics found;
  check_links(files, options, found);
  REQUIRE(found.items().size() == 101);
  CHECK(found.items()[98].message.find("more links") == std::string::npos);
  CHECK(found.items()[99].message.ends_with("; 50 more links like it on this page"));
}

TEST_CASE("odd but readable answers are read", "[stages][links][external]") {
  LoopbackServer server([](Exchange& exchange) {
    const std::string& target = exchange.target;
    const bool head = exchange.method == "HEAD";
    const std::string page = head ? "" : "<p id=found>x</p>";
    if (target == "/hints")
      exchange.send(
          "HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 "
          "OK\r\nContent-Type: text/html\r\nContent-Length: 17\r\n\r\n" +
          page);
    if (target == "/lf")
      exchange.send("HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 17\n\n" + page);
    if (target == "/no-reason")
      exchange.send("HTTP/1.1 200\r\nContent-Type: text/html\r\nContent-Length: 17\r\n\r\n" + page);
    if (target == "/old") exchange.send("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page);
    if (target == "/big-head")
      exchange.send("HTTP/1.1 200 OK\r\nX-Big: " + std::string(16'000, 'h') +
                    "\r\nContent-Type: text/html\r\nContent-Length: 17\r\n\r\n" + page);
    if (target == "/long")
      exchange.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n" + page);
    if (target == "/both")
      exchange.send(
          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 3\r\nTransfer-Encoding: "
          "chunked\r\n\r\n" +
          (head ? "" : "11\r\n" + page + "\r\n0\r\n\r\n"));
  });
  for (const char* path : {"/hints", "/lf", "/no-reason", "/old", "/big-head", "/long", "/both"}) {
    CAPTURE(path);
    CHECK(verdict(server.base() + path) == "ok");
    CHECK(verdict(server.base() + path + "#found") == "ok");
  }
  for (const char* path : {"/hints", "/lf", "/no-reason", "/old", "/big-head", "/both"}) {
    CAPTURE(path);
    CHECK(verdict(server.base() + path + "#missing") == "error link/fragment");
  }
}

TEST_CASE("hosts that are not there", "[stages][links][external]") {
  std::string dead;
  {
    LoopbackServer server([](Exchange&) {});
    dead = server.base();
  }
  CHECK(verdict(dead + "/x") == "error link/broken");
  LoopbackServer plain([](Exchange& exchange) { exchange.answer(200); });
  CHECK(verdict("https://127.0.0.1:" + std::to_string(plain.port()) + "/") == "error link/tls");
}

TEST_CASE("private addresses are never contacted unless that is allowed", "[stages][links][external]") {
  LoopbackServer server([](Exchange& exchange) { exchange.answer(200); });
  LinkOptions options = quick_options();
  options.external_options.allow_private = false;
  const std::string port = std::to_string(server.port());
  for (const std::string host : {"127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]",
                                 "0.0.0.0", "127.0.0.1.", "localhost.", "a.localhost"}) {
    CAPTURE(host);
    CHECK(verdict("http://" + host + ":" + port + "/x", options) == "warning link/private");
  }
  CHECK(server.connections() == 0);
}

TEST_CASE("a host gets no more requests at one time than it should, and pauses between them",
          "[stages][links][external]") {
  LoopbackServer server([](Exchange& exchange) {
    exchange.wait(milliseconds(10));
    exchange.answer(200);
  });
  std::string page;
  for (int i = 0; i < 40; ++i) page += "<a href='" + server.base() + "/" + std::to_string(i) + "'>x</a>";
  const std::vector<LinkedFile> files = {{"a.html", page, nullptr, true}};
  LinkOptions options = quick_options();
  options.external_options.timeout = milliseconds(5000);
  options.external_options.per_host = 3;
  std::size_t last = 0;
  options.progress = [&](std::size_t done, std::size_t total) {
    CHECK(done == last + 1);
    CHECK(total == 40);
    last = done;
  };
  Diagnostics found;
  check_links(files, options, found);
  CHECK(found.count(Severity::Error) == 0);
  CHECK(last == 40);
  CHECK(server.peak() <= 3);
  CHECK(server.connections() <= 6);
  options.progress = nullptr;
  options.external_options.delay = milliseconds(10);
  CHECK(seconds_of([&] { check_links(files, options, found); }) > 0.35);
}

TEST_CASE("robots.txt is respected on request", "[stages][links][external]") {
  LoopbackServer server([](Exchange& exchange) {
    if (exchange.target == "/robots.txt")
      return exchange.answer(200, "User-agent: *\nDisallow: /no/\nAllow: /no/yes\n",
                             "Content-Type: text/plain\r\n");
    exchange.answer(200);
  });
  CHECK(verdict(server.base() + "/no/x") == "ok");
  LinkOptions options = quick_options();
  options.external_options.respect_robots = true;
  CHECK(verdict(server.base() + "/no/x", options) == "info link/checked");
  CHECK(verdict(server.base() + "/no/yes", options) == "ok");
  CHECK(verdict(server.base() + "/yes", options) == "ok");
}

TEST_CASE("answers are kept for later runs, but not for ever and not for other settings",
          "[stages][links][external]") {
  LoopbackServer server([](Exchange& exchange) { exchange.answer(exchange.target == "/gone" ? 404 : 200); });
  const TemporaryFolder folder;
  LinkOptions options = quick_options();
  options.external_options.cache_file = folder.path("links.tsv").string();
  const auto ask = [&] {
    verdict(server.base() + "/fine#found", options);
    verdict(server.base() + "/gone", options);
    return server.requests().size();
  };
  const std::size_t first = ask();
  CHECK(ask() == first);
  CHECK(verdict(server.base() + "/gone", options) == "error link/broken");
  CHECK(verdict(server.base() + "/fine#missing", options) == "error link/fragment");  // not known yet: asked
  CHECK(server.requests().size() == first + 1);
  options.accept = {404};
  CHECK(verdict(server.base() + "/gone", options) == "ok");
  CHECK(server.requests().size() == first + 3);
}

TEST_CASE("links to a host that keeps silent are given up after a while", "[stages][links][external]") {
  LoopbackServer server([](Exchange& exchange) { exchange.wait(milliseconds(60'000)); });
  std::string page;
  for (int i = 0; i < 60; ++i) page += "<a href='" + server.base() + "/" + std::to_string(i) + "'>x</a>";
  const std::vector<LinkedFile> files = {{"a.html", page, nullptr, true}};
  LinkOptions options = quick_options();
  options.whole_site = false;
  options.external_options.timeout = milliseconds(200);
  options.external_options.per_host = 2;
  Diagnostics found;
  CHECK(seconds_of([&] { check_links(files, options, found); }) < 3.0);
  CHECK(found.count(Severity::Warning) == 60);
  CHECK(server.requests().size() < 20);
}

TEST_CASE("settings ask for another address instead", "[stages][links][external]") {
  LoopbackServer server(
      [](Exchange& exchange) { exchange.answer(exchange.target == "/staging/page" ? 200 : 404); });
  LinkOptions options = quick_options();
  options.replace = {{"https://www.example.com/", server.base() + "/staging/"}};
  CHECK(verdict("https://www.example.com/page", options) == "ok");
  CHECK(verdict("https://www.example.com/other", options) == "error link/broken");
}

TEST_CASE("nothing is asked for unless it is asked for", "[stages][links][external]") {
  LoopbackServer server([](Exchange& exchange) { exchange.answer(404); });
  LinkOptions options = quick_options();
  options.external = false;
  CHECK(verdict(server.base() + "/x", options) == "ok");
  CHECK(server.connections() == 0);
}
