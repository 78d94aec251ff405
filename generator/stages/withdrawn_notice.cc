// The reason is the author's own Markdown, read where it stands, so that its roles are checked at their
// place.
#include "stages/withdrawn_notice.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "base/hash.h"
#include "content/body/directive_table.h"
#include "content/prose/headings.h"
#include "content/prose/link_target.h"
#include "content/words/page_dates.h"
#include "content/words/wording.h"

namespace gazette {
namespace {

/// Since when, as readers are told; empty when nobody said.
std::string notice_date(const Site& site, const Hold& hold) {
  if (hold.when.empty()) return {};
  WrittenTime day = site.config.time_zone.clock_at(hold.moment);
  day.has_time = false;
  day.offset.reset();
  return spoken_date(iso_text(day), site.theme.strings);
}

/// `{page}` gives a page of the site its own title.
std::string see_markdown(const std::string& see) {
  const bool is_address = see.find("://") != std::string::npos;
  if (is_address || (see.starts_with('/') && !see.ends_with(".md"))) return "[" + see + "](" + see + ")";
  return "{page}`" + see + "`";
}

class Notice {
 public:
  Notice(const Site& site, const Page& page, Diagnostics& diagnostics)
      : site_(site), page_(page), diagnostics_(diagnostics) {}

  DocumentPtr write(const Withdrawal* withdrawal) {
    auto document = std::make_shared<Document>(*page_.document);
    const std::string date = notice_date(site_, *page_.hold);
    std::string text = "```{warning}\n" +
                       (date.empty() ? say(site_.theme.strings, "withdrawn")
                                     : say(site_.theme.strings, "withdrawn_on", {{"date", date}})) +
                       "\n```\n";
    const std::size_t before_reason = text.size();
    text += "\n```{include} reason\n```\n";
    if (withdrawal == nullptr || withdrawal->reason.empty()) text.resize(before_reason);
    if (withdrawal != nullptr && is_usable(withdrawal->see))
      text += "\n" +
              say(site_.theme.strings, "withdrawn_see", {{"page", see_markdown(withdrawal->see.text)}}) +
              "\n";
    const auto source = std::make_shared<SourceFile>(document->source->path(), text);
    document->tree = parse_markdown(source, {0, text.size()}, options(), diagnostics_);
    if (text.size() > before_reason && withdrawal != nullptr) add_reason(document->tree, withdrawal->reason);
    document->headings = collect_headings(document->tree, site_.theme.ids, diagnostics_);
    document->fingerprint = fingerprint(text, document->fingerprint);
    return document;
  }

 private:
  static MarkdownOptions options() {
    MarkdownOptions out;
    out.has_markdown_body = has_markdown_body;
    return out;
  }

  bool is_usable(const PlacedText& see) {
    if (see.empty()) return false;
    return resolve_link(site_, page_.document->path, see.text, see.place, diagnostics_).has_value();
  }

  void add_reason(MarkdownTree& tree, const PlacedText& reason) {
    const auto include = std::find_if(tree.nodes.begin(), tree.nodes.end(), [&](const MarkdownNode& node) {
      return node.kind == MarkdownKind::Directive && tree.directive(node).name == "include";
    });
    if (include == tree.nodes.end()) return;
    const auto parent = static_cast<NodeId>(include - tree.nodes.begin());
    // What is typed on one line without escapes stands in the file as it is meant.
    const SourcePtr& source = reason.place.source;
    Span span = reason.place.span;
    const std::size_t at = source->slice(span).find(reason.text);
    if (at != std::string_view::npos && reason.text.find('\n') == std::string::npos) {
      span = {span.begin + at, span.begin + at + reason.text.size()};
      graft_markdown(tree, parent, source, span, options(), diagnostics_);
      return;
    }
    const auto unfolded = std::make_shared<SourceFile>(source->path(), reason.text);
    graft_markdown(tree, parent, unfolded, {0, reason.text.size()}, options(), diagnostics_);
  }

  const Site& site_;
  const Page& page_;
  Diagnostics& diagnostics_;
};

/// What the page, or the section that it was withdrawn with, tells readers.
const Withdrawal* withdrawal_of(const Site& site, const Page& page) {
  const std::string& path = page.hold->section.empty() ? page.document->path : page.hold->section;
  const auto held = site.held.find(path);
  if (held == site.held.end()) return nullptr;
  const auto& withdrawn = held->second.document->front_matter.withdrawn;
  return withdrawn ? &*withdrawn : nullptr;
}

}  // namespace

void empty_withdrawn_page(Page& page) {
  const FrontMatter& front = page.document->front_matter;
  auto document = std::make_shared<Document>();
  document->path = page.document->path;
  document->source = page.document->source;
  document->fingerprint = page.document->fingerprint;
  document->front_matter.title = front.title;
  document->front_matter.aliases = front.aliases;
  document->front_matter.exit_link = front.exit_link;
  document->front_matter.span = front.span;
  document->front_matter.in_navigation = false;
  document->front_matter.terms_off = true;
  page.title = front.title.empty() ? document->path : front.title.text;
  page.label = page.title;
  page.document = std::move(document);
  page.listed = false;
  page.withdrawn = true;
  page.layout = "page";
}

void write_withdrawn_notices(Site& site, Diagnostics& diagnostics) {
  for (Page& page : site.pages) {
    if (page.withdrawn) page.document = Notice(site, page, diagnostics).write(withdrawal_of(site, page));
  }
}

}  // namespace gazette
