#include "stages/private_names.h"

#include <catch2/catch.hpp>

using namespace gazette;

TEST_CASE("names that say who a file is for are told by whole words", "[stages][live]") {
  const auto words = [](std::string_view path, std::string_view language = "en-GB") {
    return telling_words(path, language).value_or("");
  };
  CHECK(words("Notes-CONFIDENTIAL.docx") == "CONFIDENTIAL");
  CHECK(words("NotesDraft.docx") == "Draft");
  CHECK(words("plan_draft2.pdf") == "draft");
  CHECK(words("drafts/plan.pdf") == "drafts");
  CHECK(words("internal-notes.pdf") == "internal");
  CHECK(words("internal.pdf") == "internal");
  CHECK(words("Copy of plan.docx") == "Copy of");
  CHECK(words("copy-of-plan.docx") == "copy-of");
  CHECK(words("plan - Copy.docx") == "Copy");
  CHECK(words("plan - Copy (2).docx") == "Copy");
  CHECK(words("plan (copy).docx") == "copy");
  CHECK(words("plan copy 2.docx") == "copy");
  for (const char* fine : {"internally-displaced.pdf", "drafting-guide.pdf", "confidentiality-policy.pdf",
                           "internal-audit-plan.pdf", "copyright.txt", "hard-copy.pdf", "photocopy.pdf",
                           "plan.pdf", "draughts.pdf", "copy.pdf", "intern.pdf", "entwurf.pdf"}) {
    INFO(fine);
    CHECK(words(fine).empty());
  }
  CHECK(words("Haushalt-Entwurf.pdf", "de") == "Entwurf");
  CHECK(words("cofnodion-cyfrinachol.pdf", "cy") == "cyfrinachol");
}

TEST_CASE("what programs leave behind is known by its name", "[stages][live]") {
  for (const char* path : {"about.md.bak", "plan.docx~", "a/b.md.orig", "b.rej", "C.OLD", "x.swp"}) {
    INFO(path);
    CHECK(leftover_of(path) == Leftover::Backup);
  }
  CHECK(leftover_of("a/Thumbs.db") == Leftover::System);
  CHECK(leftover_of("Desktop.ini") == Leftover::System);
  for (const char* path : {"about.md", "old.pdf", "bak", "a.bakery", "threshold.pdf"}) {
    INFO(path);
    CHECK(leftover_of(path) == Leftover::None);
  }
}
