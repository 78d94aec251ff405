#include "formats/http/http_message.h"

#include <catch2/catch.hpp>

using namespace gazette;

TEST_CASE("heads end at their blank line, however it is written", "[formats][http]") {
  CHECK_FALSE(find_head_end("HTTP/1.1 200 OK\r\nA: b\r\n"));
  CHECK(find_head_end("HTTP/1.1 200 OK\r\n\r\nx") == 19);
  CHECK(find_head_end("HTTP/1.1 200 OK\n\nx") == 17);
  CHECK(find_head_end("A\r\nB\n\r\nx") == 7);
}

TEST_CASE("heads are tidied before a library reads them", "[formats][http]") {
  const auto clean = [](std::string_view head) {
    const auto result = clean_response_head(head);
    return result ? result->text : "(none)";
  };
  CHECK(clean("HTTP/1.1 200\nContent-Type:text/html \nX: y\n\n") ==
        "HTTP/1.1 200 Status\r\nContent-Type: text/html\r\n\r\n");
  CHECK(clean("HTTP/1.0 404 Not Found\r\nLocation: /a\r\nnonsense\r\n folded: x\r\n\r\n") ==
        "HTTP/1.0 404 Status\r\nLocation: /a\r\n\r\n");
  CHECK(clean("HTTP/1.1 200 " + std::string(100'000, 'x') + "\r\n\r\n") == "HTTP/1.1 200 Status\r\n\r\n");
  CHECK(clean("HTTP/1.1 302 F\r\nLocation: /" + std::string(9000, 'x') + "\r\n\r\n") ==
        "HTTP/1.1 302 Status\r\n\r\n");
  CHECK(clean("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n") ==
        "HTTP/1.1 200 Status\r\nTransfer-Encoding: chunked\r\n\r\n");
  CHECK(clean("HTTP/1.1 200 OK\r\nContent-Length: -5\r\nContent-Length: 1x\r\n\r\n") ==
        "HTTP/1.1 200 Status\r\n\r\n");
  for (const char* other :
       {"", "\n\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 2xx OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 099 x\r\n\r\n", "SSH-2.0-x\r\n\r\n", "HTTP/1.1200 OK\r\n\r\n"}) {
    CAPTURE(other);
    CHECK(clean(other) == "(none)");
  }
}

TEST_CASE("bodies are unpacked up to a bound, whatever their header claims", "[formats][http]") {
  BodyDecoder plain("", 5);
  CHECK(plain.add("abc"));
  CHECK_FALSE(plain.add("defg"));
  CHECK(plain.body() == "abcde");
  BodyDecoder lie("gzip", 100);
  CHECK(lie.add("<"));
  CHECK(lie.add("p>"));
  CHECK(lie.body() == "<p>");
  BodyDecoder zlib("deflate", 100);
  const char packed[] = "\x78\x9c\x4b\x4c\x4a\x06\x00\x02\x4d\x01\x27";  // "abc"
  for (std::size_t i = 0; i + 1 < sizeof packed; ++i) zlib.add({packed + i, 1});
  CHECK(zlib.body() == "abc");
  BodyDecoder raw("deflate", 100);
  raw.add(std::string_view("\x4b\x4c\x4a\x06\x00", 5));
  CHECK(raw.body() == "abc");
  BodyDecoder cut("gzip", 100);
  CHECK(cut.add(std::string_view("\x1f\x8b\x08\x00\x00", 5)));
  CHECK(cut.body().empty());
  BodyDecoder broken("gzip", 100);
  CHECK(broken.add(std::string_view("\x1f\x8b\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12)));
  CHECK(broken.body().empty());
}

TEST_CASE("pages in other encodings are read", "[formats][http]") {
  CHECK(body_as_utf8("\xFC", "text/html; charset=iso-8859-1") == "ü");
  CHECK(body_as_utf8("\x80", "text/html; charset=ISO-8859-1") == "€");
  CHECK(body_as_utf8(std::string("\xFF\xFE\xFC\x00", 4), "text/html") == "ü");
  CHECK(body_as_utf8(std::string("\xFE\xFF\x00\xFC", 4), "text/html") == "ü");
  CHECK(body_as_utf8("\xEF\xBB\xBFx", "") == "x");
  CHECK(body_as_utf8("<meta charset=windows-1252>\xFC", "text/html") == "<meta charset=windows-1252>ü");
  CHECK(body_as_utf8("<meta charset=\"no-such\">\xFC", "text/html") == "<meta charset=\"no-such\">\xFC");
  CHECK(body_as_utf8("ü", "text/html; charset=utf-8") == "ü");
}

TEST_CASE("dates are read in the three forms of HTTP", "[formats][http]") {
  CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == 784111777);
  CHECK(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT") == 784111777);
  CHECK(parse_http_date("Sun Nov  6 08:49:37 1994") == 784111777);
  CHECK_FALSE(parse_http_date("soon"));
  CHECK_FALSE(parse_http_date("Sun, 06 Xyz 1994 08:49:37 GMT"));
  CHECK_FALSE(parse_http_date(""));
}

TEST_CASE("headers are found in any case", "[formats][http]") {
  const HttpHeaders headers = {{"content-TYPE", "text/html"}, {"Content-Type", "no"}};
  CHECK(find_header(headers, "Content-Type") == "text/html");
  CHECK(find_header(headers, "Location").empty());
}
