// What hosts are told. Real servers read these files in tests/servers/try_servers.py.
#include <catch2/catch.hpp>

#include "support/build_in_memory.h"

using namespace gazette;

namespace {

BuiltSite site_with(const std::string& redirects) {
  return build_in_memory({{"content/_index.md", page_text("Home", "Hello")},
                          {"content/about.md", page_text("About", "Us")},
                          {"content/data/redirects.csv", "from,to\n" + redirects}});
}

bool holds(const BuiltSite& site, const std::string& file, const std::string& line) {
  return site.file(file).find(line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("four hosts are told of the same redirect", "[stages][servers]") {
  const BuiltSite site = site_with("/a%20(b)+c.pdf,about.md\n/p.php?id=3,about.md\n/p.php,_index.md\n");
  CHECK(site.messages().empty());
  CHECK(holds(site, "_redirects", "/a%20(b)+c.pdf /about/ 301"));
  CHECK(holds(site, "_redirects", "/p.php id=3 /about/ 301"));
  CHECK(holds(site, "nginx.conf", "location = \"/a (b)+c.pdf\" { return 301 \"/about/\"; }"));
  CHECK(holds(site, "nginx.conf", "  if ($args = \"id=3\") { return 301 \"/about/\"; } return 301 \"/\"; }"));
  CHECK(holds(site, ".htaccess", "RedirectMatch 301 \"^/a \\\\(b\\\\)\\\\+c\\\\.pdf$\" \"/about/\""));
  CHECK(holds(site, ".htaccess", "RewriteCond %{QUERY_STRING} \"^id=3$\""));
}

TEST_CASE("nothing in a redirect can end a line or begin a variable", "[stages][servers]") {
  const BuiltSite site = site_with(
      "/a%0Aevil,about.md\n/b,\"https://example.com/$x\nevil\"\n/c,\"https://example.com/\"\"x;y\"\n");
  CHECK(site.findings() == std::vector<std::string>{"redirect/bad-row content/data/redirects.csv:2"});
  for (const char* file : {"nginx.conf", ".htaccess", "_redirects"}) {
    CAPTURE(file);
    CHECK(site.file(file).find("\nevil") == std::string::npos);
    CHECK(site.file(file).find("example.com/$x") == std::string::npos);
  }
}

TEST_CASE("caching is told once for each file, so that hosts that join values get one", "[stages][servers]") {
  const BuiltSite site = site_with("");
  const std::string headers = site.file("_headers");
  CHECK(headers.substr(0, headers.find("\n/")).find("Cache-Control") == std::string::npos);
  CHECK(headers.find("  Cache-Control: public, max-age=31536000, immutable\n") != std::string::npos);
  CHECK(headers.find("/feed.xml\n  Content-Type: application/atom+xml; charset=utf-8\n") !=
        std::string::npos);
}

TEST_CASE("an alias that ends in a slash answers without it too", "[stages][servers]") {
  const BuiltSite site = site_with("/old/,about.md\n/both/,about.md\n/both,_index.md\n");
  CHECK(holds(site, "_redirects", "/old/ /about/ 301"));
  CHECK(holds(site, "_redirects", "/old /about/ 301"));
  CHECK(holds(site, "nginx.conf", "location = \"/old\" { return 301 \"/about/\"; }"));
  CHECK(holds(site, ".htaccess", "RedirectMatch 301 \"^/old$\" \"/about/\""));
  CHECK(holds(site, "_redirects", "/both / 301"));
  CHECK_FALSE(holds(site, "_redirects", "/both /about/ 301"));
}

TEST_CASE("Apache sends the very target", "[stages][servers]") {
  const BuiltSite site = site_with("/a,https://www.gov.uk/caf%C3%A9\n");
  CHECK(holds(site, ".htaccess",
              "RewriteCond %{REQUEST_URI} \"^/a$\"\nRewriteRule ^ \"https://www.gov.uk/caf\\%C3\\%A9\" "
              "[R=301,L,QSD,NE]"));
}

TEST_CASE("a pattern stands for every address that begins alike", "[stages][servers]") {
  const BuiltSite site =
      site_with("/old/*,/about/:splat\n/old/x,_index.md\n/old/deep/*,about.md\n/left/*,gone\n/gone/,gone\n");
  CHECK(site.messages().empty());
  const std::string redirects = site.file("_redirects");
  CHECK(
      redirects ==
      "/old /about/ 301\n/old/deep /about/ 301\n/old/x / 301\n/old/deep/* /about/ 301\n/old/* /about/:splat "
      "301\n");
  CHECK(holds(site, "nginx.conf",
              "location ^~ \"/old/\" { rewrite \"^/old/(.*)$\" \"/about/$1\" permanent; }"));
  CHECK(holds(site, "nginx.conf", "location ^~ \"/left/\" { return 410; }"));
  CHECK(holds(site, "nginx.conf", "error_page 404 410 /404.html;"));
  CHECK(holds(site, ".htaccess",
              "RewriteCond %{REQUEST_URI} \"^/old/(.*)$\"\nRewriteRule ^ \"/about/%1\" [R=301,L]"));
  CHECK(holds(site, ".htaccess", "RedirectMatch 410 \"^/gone/$\""));
}
