// The list of published addresses: kept, read whatever happened to it, and held against each build.
#include "app/project/address_list.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "stages/addresses.h"
#include "support/build_in_memory.h"

using namespace gazette;

namespace {

using Files = std::map<std::string, std::string>;

struct Reviewed {
  AddressReview review;
  std::string messages;
};

Reviewed review_of(Files files) {
  const MemoryFileSystem disk(files);
  BuiltSite built = build_in_memory(std::move(files));
  built.outcome.diagnostics = {};
  Reviewed out;
  out.review = review_addresses(disk, built.outcome, built.outcome.diagnostics);
  out.messages = built.messages();
  return out;
}

bool holds(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

const Files kSite = {{"content/_index.md", page_text("Home", "[The form](form.pdf)\n")},
                     {"content/p.md", page_text("P", "## Costs\n\nText.\n")},
                     {"content/form.pdf", "%PDF"}};

Files with_list(Files files, std::string list) {
  files["content/addresses.csv"] = std::move(list);
  return files;
}

}  // namespace

TEST_CASE("the list holds pages, files and headings, and nothing that a build names anew",
          "[app][addresses]") {
  const Reviewed first = review_of(kSite);
  CHECK(first.messages.empty());
  CHECK(holds(first.review.after, "address,kind,title\n/,page,Home\n"));
  CHECK(holds(first.review.after, "/form.pdf,file,\n"));
  CHECK(holds(first.review.after, "/p/,page,P\n/p/#costs,anchor,\n"));
  CHECK_FALSE(holds(first.review.after, "/assets/"));
  CHECK_FALSE(holds(first.review.after, "build.json"));
  CHECK_FALSE(holds(first.review.after, "404"));
  CHECK(review_of(with_list(kSite, first.review.after)).review.after == first.review.after);
}

TEST_CASE("a page that is renamed is told with the line to paste", "[app][addresses]") {
  Files files = with_list(kSite, review_of(kSite).review.after);
  files["content/q.md"] = files["content/p.md"];
  files.erase("content/p.md");
  const Reviewed renamed = review_of(files);
  CHECK(holds(renamed.messages, "content/q.md:2:8: warning: the page /p/ was published and is gone"));
  CHECK(holds(renamed.messages, "aliases: [/p/]"));
  files["content/q.md"] = page_text("P", "## Costs\n", "aliases: [/p/]\n");
  CHECK(review_of(files).messages.empty());
  CHECK(holds(review_of(files).review.after, "/p/,page,P\n"));
}

TEST_CASE("a page, file or heading that is gone for good is told until a row says so", "[app][addresses]") {
  Files files = with_list(kSite, review_of(kSite).review.after);
  files.erase("content/form.pdf");
  files["content/_index.md"] = page_text("Home", "Hello\n");
  files["content/p.md"] = page_text("P", "## Prices\n\nText.\n");
  const std::string messages = review_of(files).messages;
  CHECK(holds(messages, "the file /form.pdf was published and is gone"));
  CHECK(holds(messages, "/form.pdf,gone"));
  CHECK(holds(messages, "content/p.md:2:8: warning: links to /p/#costs"));
  CHECK(holds(messages, "{#costs}"));
  files["content/data/redirects.csv"] = "from,to\n/form.pdf,gone\n/p/#costs,gone\n";
  CHECK(review_of(files).messages.empty());
  files.erase("content/p.md");
  CHECK(holds(review_of(files).messages, "content/addresses.csv:5:1: warning: the page /p/ was published"));
  files["content/data/redirects.csv"] += "/p/,gone\n";
  CHECK(review_of(files).messages.empty());
}

TEST_CASE("a list that was merged, edited or doubled loses nothing", "[app][addresses]") {
  const std::string merged =
      "\xEF\xBB\xBF"
      "address,kind,title\r\n<<<<<<< ours\r\n/,page,Home\r\n/a/,page,A\r\n=======\r\n/a/,page,A\r\n"
      "\"/b,c/\",page,\"B, \"\"C\"\"\"\r\n>>>>>>> theirs\r\n";
  const Reviewed read = review_of(with_list(kSite, merged));
  CHECK(holds(read.messages, "content/addresses.csv:2:1: warning: a merge of this file was not finished"));
  CHECK(holds(read.review.after, "/a/,page,A\n\"/b,c/\",page,\"B, \"\"C\"\"\"\n"));
  CHECK(holds(review_of(with_list(kSite, "address\nwww.example.org\n")).messages,
              "content/addresses.csv:2:1: error: this line has no address of the site"));
  CHECK(holds(review_of(with_list(kSite, "address\n/a/\xff\n")).messages, "not saved as UTF-8"));
}

TEST_CASE("a hundred thousand addresses are read and held against a build in moments", "[app][addresses]") {
  std::string list = "address,kind,title\n";
  for (int i = 0; i < 100'000; ++i) list += "/page-" + std::to_string(i) + "/,page,Page\n";
  Files files = with_list(kSite, list);
  files["content/data/redirects.csv"] = "from,to\n/page-1/,p.md\n";
  const auto start = std::chrono::steady_clock::now();
  const Reviewed read = review_of(files);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  CHECK(seconds.count() < 60);  // a debug build on a busy machine
  CHECK(holds(read.review.after, "/page-99999/,page,Page\n"));
}
