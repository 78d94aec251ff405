// The preview without sockets: what is answered to whom.
#include <algorithm>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "app/preview/event_hub.h"
#include "app/preview/rebuilder.h"
#include "app/preview/site_checker.h"
#include "app/preview/snapshot.h"
#include "support/build_in_memory.h"
#include "support/temporary_folder.h"

using namespace gazette;

namespace {

PreviewSnapshot snapshot_of(BuiltSite& built) {
  PreviewSnapshot snapshot;
  snapshot.site = built.outcome.site;
  snapshot.tree = std::make_shared<const OutputTree>(std::move(built.outcome.tree));
  snapshot.built = built.outcome.diagnostics;
  snapshot.problems = built.outcome.diagnostics;
  snapshot.maker = built.state.render.maker;
  snapshot.theme = std::make_shared<const std::map<std::string, SourcePtr>>(built.state.files.theme);
  snapshot.data = std::make_shared<const std::map<std::string, SourcePtr>>(built.state.files.data);
  return snapshot;
}

PreviewSnapshot sample() {
  BuiltSite built = build_in_memory(
      {{"content/_index.md", page_text("Home", "")},
       {"content/guide/_index.md", page_text("Guide", "")},
       {"content/404.md", page_text("Not here", "")},
       {"content/site.yaml", "title: Test\nbase_url: https://example.org/\nfiles: [assets/**]\n"},
       {"content/data/redirects.csv", "from,to\n/old.php,guide/_index.md\n"},
       {"assets/sub/file.txt", "0123456789"}});
  return snapshot_of(built);
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

TEST_CASE("an address that is not there names those near it", "[app][preview]") {
  const PreviewSnapshot site = sample();
  CHECK(ask(site, "/guide/nothing-like-it/").body.find("<a href=\"/guide/\">") != std::string::npos);
  CHECK(ask(site, "/elsewhere/guide").body.find("<a href=\"/guide/\">") != std::string::npos);
  CHECK(ask(site, "/404.html").status == 404);
  CHECK(ask(site, "/guide/index.html").status == 200);
}

TEST_CASE("drafts and pages dated in the future are marked", "[app][preview]") {
  BuildOptions options;
  options.drafts = Drafts::Include;
  options.out_of_time = OutOfTime::Include;
  options.build_date = "2020-06-01";
  const std::string layout = "<html><head></head><body>{{{page.body}}}</body></html>";
  BuiltSite built = build_in_memory({{"content/_index.md", page_text("Home", "", "date: 2020-05-31\n")},
                                     {"content/draft.md", page_text("Draft", "", "draft: true\n")},
                                     {"content/later.md", page_text("Later", "", "date: 2020-06-02\n")},
                                     {"themes/civic/layouts/page.mustache", layout}},
                                    options);
  const PreviewSnapshot site = snapshot_of(built);
  CHECK(ask(site, "/").body.find("gazette-mark") == std::string::npos);
  CHECK(ask(site, "/").body.find("id=\"gazette-bar\"") != std::string::npos);
  CHECK(ask(site, "/draft/").body.find("<strong>Draft.</strong>") != std::string::npos);
  CHECK(ask(site, "/later/").body.find("2 June 2020") != std::string::npos);
  CHECK(ask(site, "/_gazette/pages/").body.find("from 2 June 2020") != std::string::npos);
}

TEST_CASE("the pages for writers tell what there is", "[app][preview]") {
  BuiltSite built = build_in_memory(
      {{"content/_index.md", page_text("Home", "[x](nowhere.md)\n\n[y](https://example.com/)\n")},
       {"content/about.md", page_text("About", "[z](gone.md)\n")},
       {"content/site.yaml",
        "title: T\nbase_url: https://example.org/\nparams: {editor: \"mate://{path}+{line}\"}\n"},
       {"content/data/glossary.csv", "term,expansion,definition\nMASH,Hub,One door.\n"},
       {"content/data/cases.csv", "row,n\na,1\n"}});
  const PreviewSnapshot site = snapshot_of(built);
  const std::string all = ask(site, "/_gazette/").body;
  CHECK(all.find("nowhere.md") != std::string::npos);
  CHECK(all.find("gone.md") != std::string::npos);
  CHECK(all.find("mate:///content/about.md+4") != std::string::npos);
  const std::string one = ask(site, "/_gazette/?page=/about/&rule=link").body;
  CHECK(one.find("there is no page nowhere.md") == std::string::npos);
  CHECK(one.find("there is no page gone.md") != std::string::npos);
  CHECK(ask(site, "/_gazette/?rule=%3Cscript%3E").body.find("<script>") == std::string::npos);
  CHECK(ask(site, "/_gazette/data/").body.find("/data/cases.csv") != std::string::npos);
  CHECK(ask(site, "/_gazette/terms/").body.find("no page uses MASH") != std::string::npos);
  CHECK(ask(site, "/_gazette/links/").body.find("https://example.com/") != std::string::npos);
  CHECK(ask(site, "/_gazette/nothing/").status == 404);
  const std::string json = ask(site, "/_gazette/problems.json?page=/about/").body;
  CHECK(json.find("\"message\":\"there is no page gone.md\"") != std::string::npos);
  CHECK(json.find("^^^^") != std::string::npos);
  // A finding of the Markdown alone still leads to its block on the page.
  CHECK(json.find("\"selector\":\"#main > p\"") != std::string::npos);
}

TEST_CASE("the theme's parts are shown as the site's own theme makes them", "[app][preview]") {
  BuiltSite built = build_in_memory({{"content/_index.md", page_text("Home", "")}});
  const std::string html = ask(snapshot_of(built), "/_gazette/components/").body;
  for (const char* part :
       {"<table", "<svg", "<details", "<blockquote", "<figure", "A note.", "Second Board", "EXC"}) {
    INFO(part);
    CHECK(html.find(part) != std::string::npos);
  }
}

TEST_CASE("the last good build stays until the site is mended", "[app][preview]") {
  const TemporaryFolder folder;
  const auto write = [&](const std::string& path, const std::string& text) { folder.write(path, text); };
  for (const auto& [path, text] : small_theme()) write(path, text);
  write("content/_index.md", page_text("Home", "One.\n"));
  write("content/link.md", page_text("Target", "One.\n"));
  Project project;
  project.disk = open_disk(folder.root());
  Rebuilder rebuilder(std::move(project), {});
  SnapshotPtr shown = rebuilder.first();
  const auto next = [&](const std::string& path, const std::string& text) {
    write(path, text);
    SnapshotChange change;
    shown = rebuilder.next({{path}, false}, *shown, change);
    return change;
  };
  CHECK(next("content/_index.md", page_text("Home", "Two.\n")).addresses == std::vector<std::string>{"/"});
  const SnapshotChange broken = next("content/_index.md", page_text("Home", "Three. [x](no.md)\n"));
  CHECK(broken.addresses.empty());
  CHECK(broken.problems);
  CHECK_FALSE(shown->shows_newest);
  CHECK(ask(*shown, "/").body.find("Two.") != std::string::npos);
  CHECK(next("content/_index.md", page_text("Home", "Four.\n")).problems);
  CHECK(ask(*shown, "/").body.find("Four.") != std::string::npos);
  // A link is another name for a file: whoever edits one edits both.
  std::filesystem::create_symlink("link.md", folder.path("content/alias.md"));
  SnapshotChange change;
  shown = rebuilder.next({{"content/alias.md"}, true}, *shown, change);
  CHECK(ask(*shown, "/alias/").body.find("One.") != std::string::npos);
  CHECK(next("content/link.md", page_text("Target", "Two.\n")).addresses ==
        std::vector<std::string>{"/alias/", "/link/"});
}

TEST_CASE("what the checks find is kept for pages that stay the same", "[app][preview]") {
  std::mutex mutex;
  std::condition_variable done;
  SnapshotPtr checked;
  BuiltSite built =
      build_in_memory({{"content/_index.md", page_text("Home", "Click [here](about.md), i.e. soon.\n")},
                       {"content/about.md", page_text("About", "Words.\n")}});
  const auto snapshot = std::make_shared<const PreviewSnapshot>(snapshot_of(built));
  SiteChecker checker([&](const SnapshotPtr& /*seen*/, SnapshotPtr result) {
    const std::scoped_lock lock(mutex);
    checked = std::move(result);
    done.notify_all();
  });
  checker.look_at(snapshot);
  std::unique_lock lock(mutex);
  REQUIRE(done.wait_for(lock, std::chrono::seconds(20), [&] { return checked != nullptr; }));
  const auto told = [&](const std::string& rule) {
    return std::any_of(checked->problems.items().begin(), checked->problems.items().end(),
                       [&](const Diagnostic& finding) { return finding.rule == rule; });
  };
  CHECK(told("content/word"));
  CHECK(told("content/link-text"));
  CHECK(checked->problems.items().size() >= snapshot->problems.items().size());
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
    return snapshot_of(built);
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
