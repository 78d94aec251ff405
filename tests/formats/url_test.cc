#include "formats/url.h"

#include <catch2/catch.hpp>

#include "formats/url_host.h"

using namespace gazette;

namespace {

std::string resolve(std::string_view input,
                    std::string_view base = "https://example.org/guide/page.html?q#f") {
  const auto parsed_base = parse_url(base);
  const auto url = parse_url(input, parsed_base ? &*parsed_base : nullptr);
  return url ? url->text() : "(none)";
}

UrlFault fault_of(std::string_view input) {
  UrlFault fault = UrlFault::None;
  parse_url(input, nullptr, &fault);
  return fault;
}

}  // namespace

TEST_CASE("relative addresses resolve as in browsers", "[formats][url]") {
  CHECK(resolve("setup.html") == "https://example.org/guide/setup.html");
  CHECK(resolve("./setup.html#step") == "https://example.org/guide/setup.html#step");
  CHECK(resolve("../about.html") == "https://example.org/about.html");
  CHECK(resolve("../../../about.html") == "https://example.org/about.html");
  CHECK(resolve("/about/") == "https://example.org/about/");
  CHECK(resolve("") == "https://example.org/guide/page.html?q");
  CHECK(resolve("#top") == "https://example.org/guide/page.html?q#top");
  CHECK(resolve("?a=1") == "https://example.org/guide/page.html?a=1");
  CHECK(resolve("..") == "https://example.org/");
  CHECK(resolve(".") == "https://example.org/guide/");
  CHECK(resolve("a/./b/../c") == "https://example.org/guide/a/c");
  CHECK(resolve("a/..") == "https://example.org/guide/");
  CHECK(resolve("//other.example/x") == "https://other.example/x");
  CHECK(resolve("%2e%2E/about.html") == "https://example.org/about.html");
  CHECK(resolve(".%2e/about.html") == "https://example.org/about.html");
  CHECK(resolve("...") == "https://example.org/guide/...");
  CHECK(resolve("a//b") == "https://example.org/guide/a//b");
  CHECK(resolve("https:setup.html") == "https://example.org/guide/setup.html");
}

TEST_CASE("what browsers mend is mended and remembered", "[formats][url]") {
  CHECK(resolve(" set\nup.h\ttml ") == "https://example.org/guide/setup.html");
  CHECK(resolve("sub\\x.html") == "https://example.org/guide/sub/x.html");
  CHECK(resolve("\\\\host\\x") == "https://host/x");
  CHECK(resolve("with space") == "https://example.org/guide/with%20space");
  CHECK(resolve("caf\xC3\xA9") == "https://example.org/guide/caf%C3%A9");
  CHECK(resolve("a?b\\c") == "https://example.org/guide/a?b\\c");
  const Url base = *parse_url("https://example.org/");
  CHECK((parse_url(" x ", &base)->repairs & kUrlOuterSpace) != 0);
  CHECK((parse_url("a\nb", &base)->repairs & kUrlLineBreak) != 0);
  CHECK((parse_url("a\\b", &base)->repairs & kUrlBackslash) != 0);
  CHECK((parse_url("a b", &base)->repairs & kUrlBadCharacter) != 0);
  CHECK((parse_url("../a", &base)->repairs & kUrlAboveRoot) != 0);
  CHECK((parse_url("50%", &base)->repairs & kUrlBadEscape) != 0);
  CHECK((parse_url("http:///about.html", &base)->repairs & kUrlSlashes) != 0);
  CHECK((parse_url("https://user:pw@example.org/", &base)->repairs & kUrlCredentials) != 0);
  CHECK(parse_url("a/%C3%A9?x=1#y", &base)->repairs == 0);
}

TEST_CASE("parts are what the standard says", "[formats][url]") {
  const auto url = parse_url("HTTP://User@EXAMPLE.org:80/a/?b=c d#e f");
  REQUIRE(url);
  CHECK(url->scheme == "http");
  CHECK(url->username == "User");
  CHECK(url->host == "example.org");
  CHECK(url->port == -1);
  CHECK(url->effective_port() == 80);
  CHECK(url->target() == "/a/?b=c%20d");
  CHECK(url->fragment == "e%20f");
  CHECK(parse_url("https://example.org:8443")->origin() == "https://example.org:8443");
  CHECK(parse_url("https://example.org")->path == "/");
  CHECK(parse_url("mailto:a@b.org?subject=x")->opaque);
  CHECK(parse_url("mailto:a@b.org?subject=x")->path == "a@b.org");
  CHECK(parse_url("http://x/?")->text() == "http://x/?");
  CHECK(parse_url("http://x/?a='b'")->query == "a=%27b%27");
  CHECK(parse_url("foo:/a/../b")->path == "/b");
  CHECK(parse_url("file:///C:/x.html")->path == "/C:/x.html");
}

TEST_CASE("what is no address is refused", "[formats][url]") {
  CHECK(fault_of("http://") == UrlFault::NoHost);
  CHECK(fault_of("http://?x") == UrlFault::NoHost);
  CHECK(fault_of("http://:80/") == UrlFault::NoHost);
  CHECK(fault_of("http://exa mple.org/") == UrlFault::BadHost);
  CHECK(fault_of("http://a<b/") == UrlFault::BadHost);
  CHECK(fault_of("http://a%zz/") == UrlFault::BadHost);
  CHECK(fault_of("http://[::1/") == UrlFault::BadHost);
  CHECK(fault_of("http://[1:2:3]/") == UrlFault::BadHost);
  CHECK(fault_of("http://1.2.3.256/") == UrlFault::BadHost);
  CHECK(fault_of("http://1.2.3.4.5/") == UrlFault::BadHost);
  CHECK(fault_of("http://example.org:99999/") == UrlFault::BadPort);
  CHECK(fault_of("http://example.org:8o/") == UrlFault::BadPort);
  CHECK(fault_of("page.html") == UrlFault::NotAbsolute);
  CHECK(fault_of("") == UrlFault::NotAbsolute);
  CHECK(resolve("x", "mailto:a@b") == "(none)");
}

TEST_CASE("addresses of hosts cannot hide behind their spelling", "[formats][url]") {
  for (const char* hidden :
       {"http://127.1/", "http://0x7f.1/", "http://0177.0.0.1/", "http://2130706433/", "http://0x7f000001/",
        "http://127.0.0.1./", "http://%31%32%37.0.0.1/", "http://\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.0.0.1/",
        "http://127\xE3\x80\x82"
        "0\xE3\x80\x82"
        "0\xE3\x80\x82"
        "1/"}) {
    CAPTURE(hidden);
    const auto url = parse_url(hidden);
    REQUIRE(url);
    CHECK(url->host == "127.0.0.1");
    CHECK(classify_host(url->host) == HostKind::PrivateAddress);
  }
  CHECK(parse_url("http://[0:0::0:1]/")->host == "[::1]");
  CHECK(parse_url("http://[::ffff:10.0.0.1]/")->host == "[::ffff:a00:1]");
  CHECK(parse_url("http://[2001:DB8:0:0:1:0:0:1]/")->host == "[2001:db8::1:0:0:1]");
  CHECK(parse_url("http://EXAMPLE\xC2\xAD.org/")->host == "example.org");
  CHECK(parse_url("http://b\xC3\xBC"
                  "cher.example/")
            ->host == "xn--bcher-kva.example");
  CHECK(parse_url("http://xn--bcher-kva.example/")->host == "xn--bcher-kva.example");
  CHECK(parse_url("http://B\xC3\x9C"
                  "CHER.example/")
            ->host == "xn--bcher-kva.example");
}

TEST_CASE("hosts that are not public are known", "[formats][url]") {
  for (const char* host :
       {"10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "[::]", "[::1]", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]",
        "[64:ff9b::a00:1]", "[2002:7f00:1::]", "[ff02::1]", "[2001:db8::1]"}) {
    CAPTURE(host);
    CHECK(classify_host(host) == HostKind::PrivateAddress);
  }
  for (const char* host :
       {"8.8.8.8", "172.32.0.1", "100.128.0.1", "[2606:4700::1111]", "[64:ff9b::808:808]"}) {
    CAPTURE(host);
    CHECK(classify_host(host) == HostKind::PublicAddress);
  }
  for (const char* host : {"localhost", "printer.local", "db.internal", "intranet", "a.localhost."}) {
    CAPTURE(host);
    CHECK(classify_host(host) == HostKind::LocalName);
  }
  CHECK(classify_host("www.example.org") == HostKind::Name);
}

TEST_CASE("percent-decoding for fragments leaves bad escapes alone", "[formats][url]") {
  CHECK(percent_decode_lenient("50%") == "50%");
  CHECK(percent_decode_lenient("a%20b%zz%4") == "a b%zz%4");
}
