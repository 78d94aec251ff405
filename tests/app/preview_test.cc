// The preview without sockets: what is answered to whom.
#include <catch2/catch.hpp>

#include "app/preview/event_hub.h"
#include "app/preview/rebuilder.h"
#include "app/preview/snapshot.h"
#include "support/build_in_memory.h"

using namespace gazette;

namespace {

PreviewSnapshot sample() {
  BuiltSite built = build_in_memory({{"content/_index.md", page_text("Home", "")},
                                     {"content/guide/_index.md", page_text("Guide", "")},
                                     {"content/404.md", page_text("Not here", "")},
                                     {"content/data/redirects.csv", "from,to\n/old.php,guide/_index.md\n"},
                                     {"assets/sub/file.txt", "0123456789"}});
  PreviewSnapshot snapshot;
  snapshot.site = built.outcome.site;
  snapshot.tree = built.outcome.tree;
  snapshot.problems = built.outcome.diagnostics;
  return snapshot;
}

PreviewResponse ask(const PreviewSnapshot& snapshot, const std::string& target,
                    const std::string& host = "127.0.0.1:8000", const std::string& range = {}) {
  PreviewRequest request;
  request.method = "GET";
  request.target = target;
  request.host = host;
  request.has_host = true;
  request.range = range;
  return answer_request(snapshot, request, {});
}

std::string header(const PreviewResponse& response, const std::string& name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace

TEST_CASE("pages, folders, files and old addresses are answered", "[app][preview]") {
  const PreviewSnapshot site = sample();
  CHECK(ask(site, "/").status == 200);
  CHECK(ask(site, "/").body.find("/_gazette/preview.js") != std::string::npos);
  CHECK(header(ask(site, "/guide"), "Location") == "/guide/");
  CHECK(header(ask(site, "/old.php"), "Location") == "/guide/");
  CHECK(ask(site, "/sub/file.txt?x=1").body == "0123456789");
  CHECK(ask(site, "/giude/").status == 404);
  CHECK(ask(site, "/giude/").body.find("Did you mean <a href=\"/guide/\">") != std::string::npos);
  CHECK(header(ask(site, "/"), "Content-Security-Policy").find("script-src 'self'") != std::string::npos);
}

TEST_CASE("other names for this computer are refused", "[app][preview]") {
  const PreviewSnapshot site = sample();
  for (const char* host :
       {"evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", ""})
    CHECK(ask(site, "/", host).status == 403);
  for (const char* host : {"localhost", "LOCALHOST:8000", "127.0.0.1", "[::1]:8000", "192.0.2.7:80"})
    CHECK(ask(site, "/", host).status == 200);
  CHECK(is_own_origin("http://localhost:8000", "localhost:8000"));
  CHECK_FALSE(is_own_origin("http://evil.example", "localhost:8000"));
  CHECK_FALSE(is_own_origin("null", "localhost:8000"));
  PreviewRequest nameless;
  nameless.method = "GET";
  nameless.target = "/";
  CHECK(answer_request(site, nameless, {}).status == 400);
}

TEST_CASE("no address leads out of the site", "[app][preview]") {
  const PreviewSnapshot site = sample();
  for (const char* target :
       {"/../etc/passwd", "/%2e%2e/etc/passwd", "/sub/..%2f..%2fetc/passwd", "/sub/%00", "/sub\\file.txt",
        "/%5c..", "/%zz", "/%", "x", "", "http://127.0.0.1/", "/./x", "/%ff"}) {
    INFO(target);
    const int status = ask(site, target).status;
    CHECK((status == 400 || status == 404));
  }
  for (const char* target : {"/.htaccess", "/_headers", "/nginx.conf", "/build.json", "/sub/", "/sub"}) {
    INFO(target);
    CHECK(ask(site, target).status == 404);
  }
}

TEST_CASE("ranges, ETags and methods", "[app][preview]") {
  const PreviewSnapshot site = sample();
  CHECK(ask(site, "/sub/file.txt", "localhost", "bytes=2-4").body == "234");
  CHECK(ask(site, "/sub/file.txt", "localhost", "bytes=2-4").status == 206);
  CHECK(ask(site, "/sub/file.txt", "localhost", "bytes=-3").body == "789");
  CHECK(ask(site, "/sub/file.txt", "localhost", "bytes=8-").body == "89");
  CHECK(ask(site, "/sub/file.txt", "localhost", "bytes=20-").status == 416);
  CHECK(ask(site, "/sub/file.txt", "localhost", "bytes=0-,0-,0-").status == 200);
  PreviewRequest request;
  request.method = "GET";
  request.target = "/sub/file.txt";
  request.host = "localhost";
  request.has_host = true;
  request.if_none_match = header(ask(site, "/sub/file.txt"), "ETag");
  CHECK(answer_request(site, request, {}).status == 304);
  request.method = "POST";
  CHECK(answer_request(site, request, {}).status == 405);
}

TEST_CASE("a change of style swaps sheets, a change of text loads its page", "[app][preview]") {
  const auto snapshot = [](const std::string& css, const std::string& text) {
    BuiltSite built =
        build_in_memory({{"content/_index.md", page_text("Home", text)},
                         {"content/about.md", page_text("About", "")},
                         {"themes/civic/layouts/page.mustache",
                          "<title>{{page.title}}</title>{{#stylesheets}}<link href=\"{{address}}\" "
                          "integrity=\"{{integrity}}\" />{{/stylesheets}}{{{page.body}}}"},
                         {"themes/civic/assets/10-style.css", css}});
    PreviewSnapshot out;
    out.site = built.outcome.site;
    out.tree = built.outcome.tree;
    return out;
  };
  const PreviewSnapshot before = snapshot("a{}", "One\n");
  const SnapshotChange style = compare_snapshots(before, snapshot("b{}", "One\n"));
  CHECK(style.addresses.empty());
  REQUIRE(style.sheets.size() == 1);
  const SnapshotChange text = compare_snapshots(before, snapshot("a{}", "Two\n"));
  CHECK(text.addresses == std::vector<std::string>{"/"});
  CHECK(text.sheets.empty());
  const SnapshotChange none = compare_snapshots(before, snapshot("a{}", "One\n"));
  CHECK((none.addresses.empty() && none.sheets.empty() && !none.problems));
}

TEST_CASE("listeners read events at their own pace", "[app][preview]") {
  EventHub hub;
  std::uint64_t next = hub.next_id();
  CHECK(hub.wait(next, 1) == "");
  hub.send("reload", "{}");
  hub.send("problems", "{}");
  CHECK(hub.wait(next, 1) == "id: 1\nevent: reload\ndata: {}\n\nid: 2\nevent: problems\ndata: {}\n\n");
  CHECK(hub.wait(next, 1) == "");
  CHECK(hub.join(1));
  CHECK_FALSE(hub.join(1));
  hub.close();
  CHECK_FALSE(hub.wait(next, 1));
}
