#include "checks/links/check_links.h"

#include <catch2/catch.hpp>
#include <set>

#include "checks/links/link_site.h"

using namespace gazette;
using gazette::test::LinkSite;

namespace {

LinkSite port_of_haven() {
  LinkSite site;
  site.files["index.html"] = "<h1 id=haven>Haven</h1>";
  site.files["about.html"] =
      "<h2 id=team>Team</h2><h2 id=\"a&amp;b\">A &amp; B</h2><a name=legacy></a><p id=\"über\">x</p><p "
      "id=\"50%\">y</p>";
  site.files["guide/index.html"] = "<p id=moorings>x</p>";
  site.files["guide/with space.html"] = "x";
  site.files["guide/100%.html"] = "x";
  site.files["guide/c#.html"] = "x";
  site.files["guide/caf\xC3\xA9.html"] = "x";
  site.files["docs/report.pdf"] = "";
  site.files["docs/readme.txt"] = "x";
  site.files["img/icons.svg"] = "<svg xmlns='http://www.w3.org/2000/svg'><g id='buoy'/></svg>";
  site.files["img/logo.png"] = "";
  site.files["app.html"] = "<script src=\"app.js\"></script><p>x</p>";
  site.files["app.js"] = "";
  return site;
}

}  // namespace

TEST_CASE("links that are right say nothing", "[stages][links]") {
  LinkSite site = port_of_haven();
  for (const char* url : {"about.html",
                          "./about.html",
                          "/about.html",
                          "guide/",
                          "guide/index.html",
                          ".",
                          "./",
                          "/",
                          "about.html?v=2",
                          "about.html?",
                          "?page=2",
                          "https://www.example.org/about.html",
                          "HTTPS://WWW.EXAMPLE.ORG:443/about.html",
                          "guide/with%20space.html",
                          "guide/100%25.html",
                          "guide/c%23.html",
                          "guide/caf%C3%A9.html",
                          "guide/caf%c3%a9.html",
                          "guide/caf\xC3\xA9.html",
                          "%61bout.html",
                          "docs/report.pdf",
                          "docs/report.pdf#page=2",
                          "docs/readme.txt#line-4",
                          "about.html#team",
                          "about.html#a&amp;b",
                          "about.html#legacy",
                          "about.html#",
                          "about.html#top",
                          "about.html#TOP",
                          "#",
                          "about.html#%C3%BCber",
                          "about.html#über",
                          "about.html#50%25",
                          "about.html#50%",
                          "about.html#:~:text=x",
                          "about.html#team:~:text=x",
                          "guide/#moorings",
                          "img/icons.svg#buoy",
                          "img/icons.svg#svgView(viewBox(0,0,1,1))",
                          "app.html#/settings",
                          "app.html#!/settings",
                          "mailto:a@example.org",
                          "mailto:a@example.org,b@example.org?cc=c@example.org",
                          "MAILTO:a@b.org?x",
                          "mailto:?subject=x",
                          "mailto:first.last+tag%2Bmore@mail.example.org",
                          "tel:+441632960961",
                          "tel:+44-1632-960-961",
                          "tel:112",
                          "tel:960961;phone-context=+441632",
                          "javascript:void(0)",
                          "data:text/plain,x",
                          "blob:https://www.example.org/0",
                          "sms:+441632960961",
                          "magnet:?xt=x",
                          "urn:isbn:1",
                          "https://other.example.com/",
                          "//other.example.com/x"}) {
    CAPTURE(url);
    CHECK(site.href(url).empty());
  }
}

TEST_CASE("links that lead nowhere are errors", "[stages][links]") {
  LinkSite site = port_of_haven();
  for (const char* url :
       {"missing.html", "/missing/", "guide/missing.html", "../about/", "docs/", "about.html/", "about",
        "guide/with+space.html", "guide/caf%E9.html", "guide/caf%25C3%25A9.html", "guide/cafe\xCC\x81.html",
        "guide%2Findex.html", "www.example.org/page", "https//example.org/",
        "https://www.example.org/missing.html", "missing.html?v=2", "about.html%00", "about.html%20"}) {
    CAPTURE(url);
    CHECK(site.href(url) == "error link/broken");
  }
  CHECK(site.href("About.html") == "error link/case");
  CHECK(site.href("GUIDE/") == "error link/case");
  for (const char* url :
       {"#missing", "about.html#missing", "about.html#Team", "guide/#missing", "about.html#missing:~:text=x",
        "?q=1#missing", "https://www.example.org/about.html#missing", "img/icons.svg#missing",
        "about.html#/settings"}) {
    CAPTURE(url);
    CHECK(site.href(url) == "error link/fragment");
  }
}

TEST_CASE("addresses that no browser can use are errors", "[stages][links]") {
  LinkSite site = port_of_haven();
  for (const char* url :
       {"http://", "http:///about.html", "http://exa mple.org/", "http://[::1/", "http://127.0.0.1:99999/",
        "file:///C:/plan.html", "C:\\Users\\me\\plan.html", "https://exa%zzmple.org/"}) {
    CAPTURE(url);
    CHECK(site.href(url) == "error link/malformed");
  }
  for (const char* url :
       {"mailto:", "mailto:harbour.example.org", "mailto:harbour@", "mailto:@example.org",
        "mailto:har bour@example.org", "mailto:a@b@example.org", "mailto:harbour@example..org",
        "mailto://harbour@example.org", "mailto:a@example.org&amp;subject=x",
        "mailto:a@example.org;b@example.org", "mailto:A &lt;a@example.org>", "mailto:a@example.org?cc=b",
        "mailto:a..b@example.org", "mailto:a@-example.org", "mailto:a@example.org,"}) {
    CAPTURE(url);
    CHECK(site.href(url) == "error link/mailto");
  }
  for (const char* url : {"tel:", "tel:call us", "tel:+441632x", "tel://+441632960961", "tel:0800-FLOWERS"}) {
    CAPTURE(url);
    CHECK(site.href(url) == "error link/tel");
  }
}

TEST_CASE("what works by luck is a warning", "[stages][links]") {
  LinkSite site = port_of_haven();
  CHECK(site.href("guide") == "warning link/trailing-slash");
  CHECK(site.href("guide#moorings") == "warning link/trailing-slash");
  for (const char* url :
       {"guide\\index.html", " about.html ", "abo\nut.html", "../../about.html", "guide/with space.html",
        "guide/%2e%2e/about.html", "/guide//index.html", "htp://example.org/", "localhost:8080/x",
        "https://user:secret@other.example.com/"}) {
    CAPTURE(url);
    CHECK(site.href(url) == "warning link/malformed");
  }
  CHECK(site.href("") == "warning link/empty");
  CHECK(site.rule("<a href>x</a>") == "warning link/empty");
  CHECK(site.rule("<img src=\"\" alt=x>") == "error link/empty");
  CHECK(site.href("tel:+44 1632 960961") == "warning link/tel");
  CHECK(site.href("tel:+44(0)1632960961") == "warning link/tel");
  CHECK(site.href("http://other.example.com/") == "warning link/insecure");
  CHECK(site.href("http://www.example.org/about.html") == "warning link/insecure");
  CHECK(site.rule("<script src=\"http://other.example.com/x.js\"></script>") == "error link/insecure");
  CHECK(site.rule("<img src=\"http://other.example.com/x.png\">") == "warning link/insecure");
  CHECK(site.href("http://localhost:8000/x") == "warning link/private");
  CHECK(site.href("http://192.168.1.5/") == "warning link/private");
  CHECK(site.href("http://0x7f.1/") == "warning link/private");
  CHECK(site.rule("<meta property=\"og:image\" content=\"/img/logo.png\">") == "warning link/malformed");
}

TEST_CASE("every kind of link is followed up", "[stages][links]") {
  LinkSite site = port_of_haven();
  for (const char* markup : {"<area href=x>",
                             "<link rel=stylesheet href=x>",
                             "<link rel=icon href=x>",
                             "<link rel=canonical href=x>",
                             "<link rel=alternate hreflang=cy href=x>",
                             "<link rel=preload as=image imagesrcset='x 1x'>",
                             "<script src=x></script>",
                             "<img src=x>",
                             "<img src=/img/logo.png srcset='x 2x'>",
                             "<picture><source srcset=x></picture>",
                             "<video src=x></video>",
                             "<video poster=x></video>",
                             "<audio src=x></audio>",
                             "<track src=x>",
                             "<iframe src=x></iframe>",
                             "<object data=x></object>",
                             "<embed src=x>",
                             "<form action=x>",
                             "<button formaction=x>",
                             "<input type=image src=x>",
                             "<blockquote cite=x>",
                             "<img src=/img/logo.png longdesc=x>",
                             "<p style='background:url(x)'>",
                             "<style>p{background:url(x)}</style>",
                             "<style>@import 'x';</style>",
                             "<meta http-equiv=refresh content='0;url=x'>",
                             "<meta property=og:image content='https://www.example.org/x'>",
                             "<svg><a href=x></a></svg>",
                             "<svg><image xlink:href=x /></svg>",
                             "<svg><use href='x#y'/></svg>",
                             "<noscript><a href=x></a></noscript>"}) {
    CAPTURE(markup);
    CHECK(site.rule(markup) == "error link/broken");
  }
  for (const char* markup :
       {"<form method=post action=x>", "<a ping=x>", "<link rel=preconnect href=x>",
        "<template><a href=x></a></template>", "<!-- <a href=x> -->", "<img data-src=x>"}) {
    CAPTURE(markup);
    CHECK(site.rule(markup).empty());
  }
  CHECK(site.rule("<img src=/img/logo.png usemap='#m'>") == "error link/fragment");
  CHECK(site.rule("<map name=m></map><img src=/img/logo.png usemap='#m'>").empty());
  CHECK(site.rule("<svg><use href='#y'/></svg>") == "error link/fragment");
  CHECK(site.rule("<svg><rect fill='url(#y)'/></svg>") == "warning link/fragment");
  CHECK(site.rule("<script "
                  "type='application/ld+json'>{\"logo\":\"https://www.example.org/x\",\"@context\":\"https://"
                  "schema.org\"}</script>") == "warning link/broken");
}

TEST_CASE("a base element moves every relative link", "[stages][links]") {
  LinkSite site = port_of_haven();
  CHECK(site.rule("<base href=/guide/><base href=/ignored/><a href=index.html>x</a><a "
                  "href='#moorings'>y</a><a href=/about.html>z</a>")
            .empty());
  CHECK(site.rule("<p id=here><a href=about.html>x</a><base href=/guide/>") == "error link/broken");
  CHECK(site.rule("<p id=here><base href=/guide/><a href='#here'>x</a>") == "error link/fragment");
  CHECK(site.rule("<base href='http://['><a href=about.html>x</a>").empty());
}

TEST_CASE("a site in a folder of its host", "[stages][links]") {
  LinkSite site = port_of_haven();
  site.options.origin = "https://example.org/haven/";
  CHECK(site.href("/haven/about.html").empty());
  CHECK(site.href("/haven").empty());
  CHECK(site.href("about.html").empty());
  CHECK(site.href("/haven/missing.html") == "error link/broken");
  CHECK(site.href("/other/page.html").empty());  // the same host, but not this site
  CHECK(site.href("../other.html").empty());
}

TEST_CASE("a site whose pages name its address needs no telling", "[stages][links]") {
  LinkSite site = port_of_haven();
  site.options.origin.clear();
  CHECK(site.href("https://www.example.net/haven/missing.html").empty());
  site.files["about.html"] = "<link rel=canonical href=https://www.example.net/haven/about.html>";
  site.files["index.html"] = "<link rel=canonical href=https://www.example.net/haven/>";
  CHECK(site.href("https://www.example.net/haven/missing.html") == "error link/broken");
  CHECK(site.href("https://www.example.net/haven/about.html").empty());
  CHECK(site.href("/haven/about.html").empty());
}

TEST_CASE("the site's own redirects are understood", "[stages][links]") {
  LinkSite site = port_of_haven();
  site.files["_redirects"] =
      "# moved\n/old.html /about.html 301\n/news/* /guide/:splat\n/p/:name /:name.html\n/circle-a "
      "/circle-b\n/circle-b /circle-a\n"
      "/gone /missing.html\n/away https://other.example.com/\n/rewrite /about.html 200\n"
      "/the%20plan%20(final).pdf /about.html 301\n";
  CHECK(site.href("/the%20plan%20(final).pdf") == "warning link/redirect");
  CHECK(site.href("/the%20plan%20%28final%29.pdf") == "warning link/redirect");
  CHECK(site.href("/old.html") == "warning link/redirect");
  CHECK(site.href("/old.html#team") == "warning link/redirect");
  CHECK(site.href("/old.html#missing") == "error link/fragment");
  CHECK(site.href("/news/index.html") == "warning link/redirect");
  CHECK(site.href("/news/missing.html") == "error link/broken");
  CHECK(site.href("/p/about") == "warning link/redirect");
  CHECK(site.href("/circle-a") == "error link/redirect");
  CHECK(site.href("/gone") == "error link/broken");
  CHECK(site.href("/away") == "warning link/redirect");
  CHECK(site.href("/rewrite").empty());
  std::vector<std::string> table;
  for (const std::string& line : site.lines()) {
    if (line.starts_with("_redirects:")) table.push_back(line);
  }
  CHECK(table == std::vector<std::string>{"_redirects:5:11 error link/redirect /circle-b",
                                          "_redirects:6:11 error link/redirect /circle-a",
                                          "_redirects:7:7 error link/broken /missing.html"});
}

TEST_CASE("style sheets, drawings, feeds, sitemaps and manifests are checked in their own right",
          "[stages][links]") {
  LinkSite site = port_of_haven();
  site.files["css/style.css"] =
      "@import \"print.css\";\n.a { background: url(../img/logo.png) }\n.b { background: url(img/logo.png) "
      "}\n.c { fill: url(#any) }\n";
  site.files["sitemap.xml"] =
      "<urlset>\n<url><loc>https://www.example.org/about.html</loc></url>\n<url><loc>https://www.example.org/"
      "x.html</loc></url>\n</urlset>";
  site.files["feed.xml"] =
      "<feed><link rel='self' href='/nowhere.xml'/>\n<entry><link href='/y.html'/></entry></feed>";
  site.files["app.webmanifest"] = "{\"start_url\": \"/\",\n\"icons\": [{\"src\": \"img/none.png\"}]}";
  site.files["robots.txt"] = "User-agent: *\nSitemap: https://www.example.org/maps.xml\n";
  CHECK(site.lines() ==
        std::vector<std::string>{"app.webmanifest:2:20 error link/broken img/none.png",
                                 "css/style.css:1:10 error link/broken print.css",
                                 "css/style.css:3:22 error link/broken img/logo.png",
                                 "feed.xml:1:30 error link/broken /nowhere.xml",
                                 "feed.xml:2:20 error link/broken /y.html",
                                 "robots.txt:2:10 error link/broken https://www.example.org/maps.xml",
                                 "sitemap.xml:3:11 error link/broken https://www.example.org/x.html"});
}

TEST_CASE("findings show the author's place and a way to mend it", "[stages][links]") {
  LinkSite site;
  site.files["index.html"] =
      "<p>\nSee the <a href=\"/guide/instal/\">installation</a> page.\n<a "
      "href=\"guide/install/#Steps\">steps</a>";
  site.files["guide/install/index.html"] = "<h1 id=\"steps\">x</h1>";
  std::string text;
  const Diagnostics found = site.check();
  for (const Diagnostic& diagnostic : found.items()) text += format_diagnostic(diagnostic);
  CHECK(text ==
        "index.html:2:18: error: no page at /guide/instal/  [link/broken]\n"
        "    2 | See the <a href=\"/guide/instal/\">installation</a> page.\n"
        "      |                  ^^^^^^^^^^^^^^ did you mean /guide/install/ ?\n"
        "index.html:3:10: error: no element with the id \"Steps\" on /guide/install/  [link/fragment]\n"
        "    3 | <a href=\"guide/install/#Steps\">steps</a>\n"
        "      |          ^^^^^^^^^^^^^^^^^^^^ capitals count: the id is \"steps\"\n");
  CHECK(found.items()[0].page == "/");
  CHECK(found.items()[0].status == "broken");
  CHECK(found.items()[0].url == "/guide/instal/");
}

TEST_CASE("hosts that look like the site's own", "[stages][links]") {
  LinkSite site;
  site.options.origin = "https://solihulllscp.co.uk/";
  CHECK(site.href("https://solihullscp.co.uk/") == "warning link/look-alike");
  CHECK(site.href("https://www.solihulllsccp.co.uk/") == "warning link/look-alike");
  CHECK(site.href("https://soiihulllscp.co.uk/") == "warning link/look-alike");
  CHECK(site.href("https://www.solihull.gov.uk/").empty());
  CHECK(site.href("https://mail.solihulllscp.co.uk/").empty());
}

TEST_CASE("one address under two descriptions is told once, with both places", "[stages][links]") {
  LinkSite site;
  site.files["index.html"] =
      "<a href='https://other.example.com/r.pdf'>The <b>report</b></a>\n<a "
      "href='https://other.example.com/r.pdf'>How to refer</a>\n"
      "<a href='https://other.example.com/r.pdf'>the report</a>\n<a href='https://other.example.com/x'>x at "
      "other.example.com</a><a href='https://other.example.com/x'>y</a>";
  const Diagnostics found = site.check();
  REQUIRE(found.items().size() == 1);
  CHECK(found.items()[0].rule == "link/same-address-two-texts");
  CHECK(found.items()[0].message == "\"the report\" and \"how to refer\" lead to the same address");
  REQUIRE(found.items()[0].notes.size() == 1);
  CHECK(found.items()[0].notes[0].place.source->position(found.items()[0].notes[0].place.span.begin).line ==
        1);
}

TEST_CASE("pages and files that nothing leads to", "[stages][links]") {
  LinkSite site;
  site.files["index.html"] =
      "<a href=a.html>a</a><img src=used.png><script>load('named.json');load(`docs-${n}.json`)</script>";
  site.files["a.html"] = "<iframe src=framed.html></iframe>";
  site.files["framed.html"] = site.files["404.html"] = "x";
  site.files["orphan.html"] = "<a href=orphan2.html>x</a>";
  site.files["orphan2.html"] = "<a href=orphan.html>x</a>";
  site.files["hidden.html"] = "<meta name=robots content=noindex>";
  site.files["moved.html"] = "<meta http-equiv=refresh content='0;url=a.html'>";
  for (const char* file : {"used.png", "unused.png", "named.json", "docs-0.json", "docs-12.json",
                           "other-1.json", "favicon.ico", "robots.txt", "CNAME"})
    site.files[file] = "";
  std::set<std::string> told;
  const Diagnostics found = site.check();
  for (const Diagnostic& diagnostic : found.items())
    told.insert(diagnostic.rule + " " + diagnostic.place.source->path());
  CHECK(told == std::set<std::string>{"link/orphan-page orphan.html", "link/orphan-page orphan2.html",
                                      "link/unused-asset other-1.json", "link/unused-asset unused.png"});
  site.options.whole_site = false;
  CHECK(site.check().empty());
}

TEST_CASE("settings leave addresses out, and all links can be told", "[stages][links]") {
  LinkSite site = port_of_haven();
  site.options.exclude = {"https://www.example.org/drafts/", "*/private/*"};
  CHECK(site.href("/drafts/x.html").empty());
  CHECK(site.href("/a/private/x.html").empty());
  CHECK(site.href("/a/public/x.html") == "error link/broken");
  site.options.all = true;
  CHECK(site.href("/drafts/x.html") == "info link/checked");
  CHECK(site.href("about.html") == "info link/checked");
  CHECK(site.href("mailto:a@example.org") == "info link/checked");
}

TEST_CASE("files that are only targets are not reported on", "[stages][links]") {
  const std::string page = "<a href=b.html#x>b</a><a href=c.html>c</a>";
  const std::string other = "<a href=nowhere.html>x</a>";
  const std::vector<LinkedFile> files = {{"a.html", page, nullptr, true}, {"b.html", other, nullptr, false}};
  LinkOptions options;
  options.whole_site = false;
  Diagnostics found;
  check_links(files, options, found);
  REQUIRE(found.items().size() == 2);
  CHECK(found.items()[0].rule == "link/fragment");
  CHECK(found.items()[1].url == "c.html");
}

TEST_CASE("the number of threads changes nothing", "[stages][links]") {
  LinkSite site;
  for (int i = 0; i < 60; ++i) {
    site.files["p" + std::to_string(i) + ".html"] = "<p id=x><a href=p" + std::to_string(i + 1) +
                                                    ".html#y>a</a><a href=pp" + std::to_string(i) +
                                                    ".html>b</a>";
  }
  const auto text = [&](unsigned jobs) {
    site.options.jobs = jobs;
    std::string out;
    const Diagnostics found = site.check();
    for (const Diagnostic& diagnostic : found.items()) out += format_diagnostic(diagnostic);
    return out;
  };
  CHECK(text(1) == text(8));
}

TEST_CASE("every rule has an explanation", "[stages][links]") {
  std::set<std::string_view> ids;
  for (const Rule& rule : link_rules()) {
    CHECK(rule.id.starts_with("link/"));
    CHECK_FALSE(rule.title.empty());
    CHECK(rule.why.ends_with("."));
    CHECK(ids.insert(rule.id).second);
  }
}
