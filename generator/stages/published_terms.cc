#include "stages/published_terms.h"

#include <algorithm>
#include <vector>

#include "content/glossary/index.h"
#include "content/glossary/term_checks.h"
#include "content/prose/prose.h"

namespace gazette {
namespace {

/// Marks the terms that a page's words hold, whether or not it lets them be explained.
void find_terms(const Document& document, const GlossaryIndex& index, std::vector<bool>& used) {
  const auto read = [&](std::string_view text) {
    for (const TermHit& hit : index.find(text)) used[hit.term] = true;
  };
  for (const ProseRun& run : collect_prose(document.tree).runs) read(run.text);
  read(document.front_matter.title.text);
  read(document.front_matter.description.text);
  for (const ChangeNote& note : document.front_matter.changes) read(note.text);
  for (const MarkdownNode& node : document.tree.nodes) {
    if (node.kind != MarkdownKind::Role || node.url != "term") continue;
    const std::size_t term = index.find_whole(node.text);
    if (term != GlossaryIndex::none) used[term] = true;
  }
}

}  // namespace

void settle_published_terms(Site& site) {
  std::vector<Term>& terms = site.glossary.terms;
  if (site.held.empty() || terms.empty()) return;
  const GlossaryIndex index(site.glossary);
  std::vector<bool> held(terms.size());
  for (const auto& [path, page] : site.held) find_terms(*page.document, index, held);
  if (std::none_of(held.begin(), held.end(), [](bool one) { return one; })) return;
  std::vector<bool> live(terms.size());
  for (const Page& page : site.pages) find_terms(*page.document, index, live);
  for (const DataSet& set : site.data.sets) {
    if (set.published) find_terms_in_data({&index, {&set, 1}, nullptr}, live);
  }
  if (site.matrix.published) find_terms_in_data({&index, {}, &site.matrix}, live);
  std::vector<Term> kept;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (live[i] || !held[i]) kept.push_back(std::move(terms[i]));
  }
  terms = std::move(kept);
}

}  // namespace gazette
