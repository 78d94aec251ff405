#pragma once
// What is wrong with a page's markup, told by comparing its tags with the tree that browsers make of them.

#include <cstddef>
#include <vector>

#include "formats/html/html_document.h"
#include "formats/html/html_tag_scan.h"

namespace gazette {

/// The faults of a page whose tags were scanned from `base` bytes after the start of its source, in the order
/// of the source. End tags that HTML allows to leave out are no fault, nor is anything within SVG or MathML.
std::vector<MarkupFault> find_markup_faults(const HtmlDocument& document, const TagScan& scan,
                                            std::size_t base);

}  // namespace gazette
