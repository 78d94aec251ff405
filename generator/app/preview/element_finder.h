#pragma once
// From a place in a page's HTML to a selector that a browser finds it by.

#include <cstddef>
#include <memory>
#include <string>

namespace gazette {

/// Reads a page once and answers for many places. Apart from the rest since HTML and Markdown each have
/// nodes.
class ElementFinder {
 public:
  explicit ElementFinder(std::string html);
  ~ElementFinder();
  ElementFinder(const ElementFinder&) = delete;
  ElementFinder& operator=(const ElementFinder&) = delete;

  /// The element that was opened last at byte `offset`; "" when there is none.
  std::string selector(std::size_t offset) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gazette
