// The examples of FIPS 180-4.
#include "base/hash.h"

#include <catch2/catch.hpp>

using namespace gazette;

TEST_CASE("digests are the published ones", "[base][hash]") {
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(integrity_sha384("abc") == "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn");
}

TEST_CASE("a fingerprint tells texts and what came before them apart", "[base][hash]") {
  CHECK(fingerprint("abc") == fingerprint("abc"));
  CHECK(fingerprint("abc") != fingerprint("abd"));
  CHECK(fingerprint("abc", 1) != fingerprint("abc", 2));
  CHECK(fingerprint("b", fingerprint("a")) != fingerprint("a", fingerprint("b")));
}
