// Joins partials into layouts, checks tags and renders through kainjow's Mustache, which stays here.
#include "formats/template.h"

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "base/hash.h"
#include "base/spelling.h"
#include "base/text.h"

namespace gazette {

using MustacheData = kainjow::mustache::data;

namespace {

using MustacheList = kainjow::mustache::list;

/// Appends without the deep copies that MustacheData::push_back makes: of the item, and, as its move may
/// throw by declaration, of the whole list when that grows.
void append(MustacheData& list, MustacheData item) {
  // The list belongs to `list`, which is not constant; kainjow only lends it as if it were.
  auto& items = const_cast<MustacheList&>(list.list_value());
  if (items.size() == items.capacity()) {
    MustacheList grown;
    grown.reserve(std::max<std::size_t>(8, 2 * items.size()));
    for (MustacheData& old : items) grown.push_back(std::move(old));
    items.swap(grown);
  }
  items.push_back(std::move(item));
}

}  // namespace

struct TemplateValue::Impl {
  MustacheData data;
  std::vector<std::string> names;  // all that can be written in a tag, for "did you mean"
};

TemplateValue::TemplateValue() : impl_(std::make_unique<Impl>()) {
  impl_->data = MustacheData(MustacheData::type::object);
}
TemplateValue::TemplateValue(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TemplateValue::TemplateValue(TemplateValue&&) noexcept = default;
TemplateValue& TemplateValue::operator=(TemplateValue&&) noexcept = default;
TemplateValue::~TemplateValue() = default;

TemplateValue TemplateValue::text(const std::string& text) {
  auto impl = std::make_unique<Impl>();
  impl->data = MustacheData(text);
  return TemplateValue(std::move(impl));
}

TemplateValue TemplateValue::list() {
  auto impl = std::make_unique<Impl>();
  impl->data = MustacheData(MustacheData::type::list);
  return TemplateValue(std::move(impl));
}

TemplateValue& TemplateValue::set(const std::string& key, std::string_view value) {
  // Empty text is "no" in a section, as authors of layouts expect; kainjow takes it for "yes".
  if (value.empty()) return set(key, false);
  impl_->names.push_back(key);
  impl_->data[key] = MustacheData(std::string(value));
  return *this;
}

TemplateValue& TemplateValue::set(const std::string& key, bool value) {
  impl_->names.push_back(key);
  impl_->data[key] = MustacheData(value);
  return *this;
}

TemplateValue& TemplateValue::set(const std::string& key, TemplateValue value) {
  impl_->names.push_back(key);
  // Inside the section of a list, the names of its items stand alone.
  const std::string above = value.impl_->data.is_list() ? std::string() : key + ".";
  for (const std::string& name : value.impl_->names) impl_->names.push_back(above + name);
  impl_->data[key] = std::move(value.impl_->data);
  return *this;
}

TemplateValue& TemplateValue::push(TemplateValue item) {
  if (impl_->names.empty()) impl_->names = std::move(item.impl_->names);
  append(impl_->data, std::move(item.impl_->data));
  return *this;
}

namespace {

enum class TagKind { Variable, Section, Inverted, End, Partial, Comment, Other };

struct Tag {
  TagKind kind = TagKind::Variable;
  std::string name;
  Span span;
};

/// Finds the tags of one file and reports those that do not close, sections included.
std::vector<Tag> read_tags(const SourcePtr& source, Diagnostics& diagnostics) {
  const std::string& text = source->text();
  std::vector<Tag> tags;
  std::vector<std::size_t> open;
  std::size_t at = 0;
  while ((at = text.find("{{", at)) != std::string::npos) {
    const bool triple = text.compare(at, 3, "{{{") == 0;
    const std::string_view close = triple ? "}}}" : "}}";
    const std::size_t start = at + close.size();
    const std::size_t end = text.find(close, start);
    if (end == std::string::npos) {
      diagnostics.error("layout/broken-tag", {source, {at, at + 2}}, "this tag is never closed",
                        "close it with `" + std::string(close) + "`");
      return tags;
    }
    Tag tag;
    tag.span = {at, end + close.size()};
    std::string_view content = trim(std::string_view(text).substr(start, end - start));
    const char first = content.empty() ? ' ' : content.front();
    tag.kind = triple || first == '&' ? TagKind::Variable
               : first == '#'         ? TagKind::Section
               : first == '^'         ? TagKind::Inverted
               : first == '/'         ? TagKind::End
               : first == '>'         ? TagKind::Partial
               : first == '!'         ? TagKind::Comment
               : first == '='         ? TagKind::Other
                                      : TagKind::Variable;
    if (std::string_view("#^/>&").find(first) != std::string_view::npos) content = trim(content.substr(1));
    tag.name = std::string(content);
    at = tag.span.end;
    if (tag.kind == TagKind::Other) {
      diagnostics.error("layout/broken-tag", {source, tag.span}, "layouts cannot change their delimiters",
                        "use `{{` and `}}`");
    } else if (tag.kind == TagKind::Section || tag.kind == TagKind::Inverted) {
      open.push_back(tags.size());
    } else if (tag.kind == TagKind::End) {
      if (open.empty()) {
        diagnostics.error("layout/broken-tag", {source, tag.span},
                          "the section `" + tag.name + "` is closed but was never opened",
                          "remove it, or open it with `{{#" + tag.name + "}}`");
      } else {
        const Tag& opening = tags[open.back()];
        if (opening.name != tag.name) {
          diagnostics
              .error("layout/broken-tag", {source, tag.span},
                     "this closes `" + tag.name + "`, but `" + opening.name + "` is open",
                     "close `" + opening.name + "` first")
              .notes.push_back({"it was opened here", {source, opening.span}});
        }
        open.pop_back();
      }
    }
    tags.push_back(std::move(tag));
  }
  for (const std::size_t index : open) {
    diagnostics.error("layout/broken-tag", {source, tags[index].span},
                      "the section `" + tags[index].name + "` is never closed",
                      "close it with `{{/" + tags[index].name + "}}`");
  }
  return tags;
}

/// Indentation of layouts serves their authors only: it is dropped, which also keeps pages light.
std::string without_indentation(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool at_line_start = true;
  for (const char c : text) {
    if (at_line_start && (c == ' ' || c == '\t')) continue;
    at_line_start = c == '\n';
    if (c != '\r') out += c;
  }
  return out;
}

/// Looks names up in the values on the stack and notes those that nobody knows.
class ReportingContext : public kainjow::mustache::basic_context<std::string> {
 public:
  ReportingContext(const MustacheData& page, const MustacheData& site) : stack_{&site, &page} {}

  void push(const MustacheData* data) override { stack_.push_back(data); }
  void pop() override { stack_.pop_back(); }

  const MustacheData* get(const std::string& name) const override {
    if (name == ".") return stack_.back();
    const std::size_t dot = name.find('.');
    const std::string first = dot == std::string::npos ? name : name.substr(0, dot);
    for (auto item = stack_.rbegin(); item != stack_.rend(); ++item) {
      const MustacheData* found = *item == nullptr || !(*item)->is_object() ? nullptr : (*item)->get(first);
      if (found == nullptr) continue;
      const MustacheData* value = dot == std::string::npos ? found : follow(found, name, dot + 1);
      if (value != nullptr) return value;
    }
    unknown.insert(name);
    return nullptr;
  }

  const MustacheData* get_partial(const std::string& /*name*/) const override { return nullptr; }

  mutable std::set<std::string> unknown;

 private:
  /// A name below an empty value ("page.next.label" on the last page) is known and empty.
  const MustacheData* follow(const MustacheData* value, const std::string& name, std::size_t start) const {
    while (true) {
      if (value->is_false() || value->is_empty_list()) return value;
      if (!value->is_object()) return nullptr;
      const std::size_t dot = name.find('.', start);
      const bool last = dot == std::string::npos;
      value = value->get(last ? name.substr(start) : name.substr(start, dot - start));
      if (value == nullptr || last) return value;
      start = dot + 1;
    }
  }

  std::vector<const MustacheData*> stack_;
};

}  // namespace

struct Templates::Impl {
  struct Layout {
    std::string text;
    std::vector<std::unique_ptr<kainjow::mustache::mustache>>
        idle;                            // parsed copies, one for each thread at work
    std::map<std::string, Place> names;  // first use of each variable
  };

  std::unique_ptr<kainjow::mustache::mustache> take(Layout& layout) {
    {
      const std::scoped_lock lock(mutex);
      if (!layout.idle.empty()) {
        auto parsed = std::move(layout.idle.back());
        layout.idle.pop_back();
        return parsed;
      }
    }
    auto parsed = std::make_unique<kainjow::mustache::mustache>(layout.text);
    parsed->set_custom_escape([](const std::string& text) { return escape_html(text); });
    return parsed;
  }

  void give_back(Layout& layout, std::unique_ptr<kainjow::mustache::mustache> parsed) {
    const std::scoped_lock lock(mutex);
    layout.idle.push_back(std::move(parsed));
  }

  std::map<std::string, Layout, std::less<>> layouts;
  std::mutex mutex;
  std::uint64_t fingerprint = 0;
};

namespace {

/// One file of a theme: its text and tags.
struct TemplateFile {
  SourcePtr source;
  std::vector<Tag> tags;
};

class Joiner {
 public:
  Joiner(const std::map<std::string, TemplateFile>& partials, Diagnostics& diagnostics)
      : partials_(partials), diagnostics_(diagnostics) {
    for (const auto& [name, file] : partials) names_.push_back(name);
  }

  /// The text of a file with its partials in place.
  std::string join(const TemplateFile& file, std::map<std::string, Place>& names) {
    std::string out;
    std::size_t done = 0;
    for (const Tag& tag : file.tags) {
      const bool names_a_value =
          tag.kind == TagKind::Variable || tag.kind == TagKind::Section || tag.kind == TagKind::Inverted;
      if (names_a_value) names.try_emplace(tag.name, Place{file.source, tag.span});
      if (tag.kind != TagKind::Partial) continue;
      out += file.source->text().substr(done, tag.span.begin - done);
      done = tag.span.end;
      out += partial(tag, file, names);
    }
    return out + file.source->text().substr(done);
  }

 private:
  std::string partial(const Tag& tag, const TemplateFile& file, std::map<std::string, Place>& names) {
    const auto found = partials_.find(tag.name);
    if (found == partials_.end()) {
      diagnostics_.warning("layout/unknown-partial", {file.source, tag.span},
                           "there is no partial `" + tag.name + "`", did_you_mean(tag.name, names_));
      return {};
    }
    if (std::find(open_.begin(), open_.end(), tag.name) != open_.end()) {
      diagnostics_.error("layout/partial-cycle", {file.source, tag.span},
                         "the partial `" + tag.name + "` includes itself", "break the circle");
      return {};
    }
    open_.push_back(tag.name);
    std::string out = join(found->second, names);
    open_.pop_back();
    return out;
  }

  const std::map<std::string, TemplateFile>& partials_;
  Diagnostics& diagnostics_;
  std::vector<std::string> names_;
  std::vector<std::string> open_;
};

}  // namespace

Templates::Templates(const std::map<std::string, SourcePtr>& layouts,
                     const std::map<std::string, SourcePtr>& partials, Diagnostics& diagnostics)
    : impl_(std::make_unique<Impl>()) {
  std::map<std::string, TemplateFile> files;
  bool usable = true;
  const auto read = [&](const SourcePtr& source) {
    Diagnostics found;
    TemplateFile file{source, read_tags(source, found)};
    usable = usable && !found.has_errors();
    diagnostics.append(std::move(found));
    impl_->fingerprint =
        gazette::fingerprint(source->text(), gazette::fingerprint(source->path(), impl_->fingerprint));
    return file;
  };
  for (const auto& [name, source] : partials) files.emplace(name, read(source));
  std::map<std::string, TemplateFile> roots;
  for (const auto& [name, source] : layouts) roots.emplace(name, read(source));
  if (!usable) return;
  Joiner joiner(files, diagnostics);
  for (const auto& [name, file] : roots) {
    Impl::Layout layout;
    layout.text = without_indentation(joiner.join(file, layout.names));
    impl_->layouts.emplace(name, std::move(layout));
  }
}

Templates::~Templates() = default;

bool Templates::has(std::string_view layout) const {
  return impl_->layouts.find(layout) != impl_->layouts.end();
}

std::vector<std::string> Templates::names() const {
  std::vector<std::string> out;
  for (const auto& [name, layout] : impl_->layouts) out.push_back(name);
  return out;
}

std::uint64_t Templates::fingerprint() const {
  return impl_->fingerprint;
}

std::string Templates::render(const std::string& layout, const TemplateValue& page, const TemplateValue& site,
                              Diagnostics& diagnostics) const {
  const auto found = impl_->layouts.find(layout);
  if (found == impl_->layouts.end()) return {};
  Impl::Layout& parsed = found->second;
  auto mustache = impl_->take(parsed);
  ReportingContext context(page.impl().data, site.impl().data);
  std::string out = mustache->render(context);
  impl_->give_back(parsed, std::move(mustache));
  for (const std::string& name : context.unknown) {
    const auto place = parsed.names.find(name);
    std::vector<std::string> known = page.impl().names;
    known.insert(known.end(), site.impl().names.begin(), site.impl().names.end());
    std::string hint = did_you_mean(name, known);
    if (hint.empty()) hint = "`gazette explain layout/unknown-variable` says more";
    diagnostics.warning("layout/unknown-variable", place == parsed.names.end() ? Place{} : place->second,
                        "there is no variable `" + name + "`", std::move(hint));
  }
  return out;
}

}  // namespace gazette
