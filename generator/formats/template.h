#pragma once
// Mustache layouts (https://mustache.github.io/mustache.5.html). Partials are joined in when a theme is
// loaded, so a broken tag, an unknown partial or a cycle is known, with its place, before any page is
// rendered; unknown variables are reported while rendering.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace gazette {

/// What a layout sees: text, yes or no, lists and named values. Move only.
class TemplateValue {
 public:
  /// An object without values.
  TemplateValue();
  static TemplateValue text(const std::string& text);
  static TemplateValue list();
  TemplateValue(TemplateValue&&) noexcept;
  TemplateValue& operator=(TemplateValue&&) noexcept;
  ~TemplateValue();

  /// Objects: sets a named value.
  TemplateValue& set(const std::string& key, std::string_view value);
  TemplateValue& set(const std::string& key, const char* value) { return set(key, std::string_view(value)); }
  TemplateValue& set(const std::string& key, bool value);
  TemplateValue& set(const std::string& key, TemplateValue value);
  /// Lists: adds an item.
  TemplateValue& push(TemplateValue item);

  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  explicit TemplateValue(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// The layouts of a theme, ready to render from several threads at once.
class Templates {
 public:
  /// `layouts` and `partials` by name (file name without ending). Reports `layout/broken-tag`,
  /// `layout/unknown-partial` and `layout/partial-cycle`.
  Templates(const std::map<std::string, SourcePtr>& layouts, const std::map<std::string, SourcePtr>& partials,
            Diagnostics& diagnostics);
  ~Templates();
  Templates(const Templates&) = delete;
  Templates& operator=(const Templates&) = delete;

  bool has(std::string_view layout) const;
  std::vector<std::string> names() const;

  /// Renders a layout; names are looked up in `page` first, then in `site`. Unknown ones are reported
  /// as `layout/unknown-variable` at their first use. An unknown layout gives "".
  std::string render(const std::string& layout, const TemplateValue& page, const TemplateValue& site,
                     Diagnostics& diagnostics) const;

  /// A number that changes whenever any layout or partial does.
  std::uint64_t fingerprint() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gazette
