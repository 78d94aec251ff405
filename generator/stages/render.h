#pragma once
// Stage 3: the Site becomes an OutputTree. Bodies and pages are kept by what they were made from, so
// that only what changed is made again and the result is the same as from nothing.

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "content/body_renderer.h"
#include "model/output_tree.h"
#include "model/site.h"

namespace gazette {

/// Terms of one page, found before any body is rendered since the glossary page prints them.
struct PageProse {
  Prose prose;
  PageTermMarks terms;
  Diagnostics diagnostics;
};

/// A body with the messages of making it.
struct RenderedBody {
  Body body;
  Diagnostics diagnostics;
  std::uint64_t fingerprint = 0;  // of its html
};

/// What one build leaves for the next. Keys are content paths; every entry knows the fingerprint of all it
/// was made from.
struct RenderCache {
  struct ProseEntry {
    std::uint64_t key = 0;
    std::shared_ptr<const PageProse> prose;
  };
  struct BodyEntry {
    std::uint64_t key = 0;
    std::vector<std::pair<Dependency, std::uint64_t>> dependencies;
    std::shared_ptr<const RenderedBody> body;
  };
  struct PageEntry {
    std::uint64_t key = 0;
    OutputFile output;
    Diagnostics diagnostics;
  };
  struct ChecksEntry {
    std::uint64_t key = 0;
    std::shared_ptr<const CheckResults> results;
    Diagnostics diagnostics;
  };
  ChecksEntry checks;
  std::unordered_map<std::string, ProseEntry> prose;
  std::unordered_map<std::string, BodyEntry> bodies;
  std::unordered_map<std::string, PageEntry> pages;
  std::size_t bodies_rendered = 0;  // by the last build
  std::size_t pages_rendered = 0;
};

struct RenderOptions {
  unsigned jobs = 1;
  bool whole_site_files = true;  // search index, build.json and the like; a preview leaves them for later
};

/// All outputs of a site. Reports what bodies, terms, data checks and layouts find, and links to places
/// that no page has (`link/fragment`).
OutputTree render_site(const std::shared_ptr<const Site>& site, const RenderOptions& options,
                       RenderCache& cache, Diagnostics& diagnostics);

}  // namespace gazette
