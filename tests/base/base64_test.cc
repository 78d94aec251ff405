// The examples of RFC 4648, section 10.
#include "base/base64.h"

#include <catch2/catch.hpp>
#include <utility>

using namespace gazette;

TEST_CASE("base64 goes both ways", "[base][base64]") {
  using namespace std::string_literals;
  for (const auto& [bytes, text] : {std::pair{""s, ""s},
                                    {"f"s, "Zg=="s},
                                    {"fo"s, "Zm8="s},
                                    {"foo"s, "Zm9v"s},
                                    {"foob"s, "Zm9vYg=="s},
                                    {"fooba"s, "Zm9vYmE="s},
                                    {"foobar"s, "Zm9vYmFy"s},
                                    {"\0\xff\xfe"s, "AP/+"s}}) {
    INFO(text);
    CHECK(base64_encode(bytes) == text);
    CHECK(base64_decode(text) == bytes);
  }
}

TEST_CASE("what is no base64 gives no bytes", "[base][base64]") {
  for (const char* text :
       {"Zg", "Zg=", "Zm9v=", "Z===", "====", "Zg==Zg==", "Zm9\n", "Zm 9", " Zm9", "Zm9-", "Zm9*"}) {
    INFO(text);
    CHECK_FALSE(base64_decode(text));
  }
}
