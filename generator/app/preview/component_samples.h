#pragma once
// The theme's parts, each in all its states, as a page that the generator itself makes.

#include <string>

#include "app/preview/snapshot.h"

namespace gazette {

/// The whole page, in the layout and the words of the site's theme. Style sheets and scripts are the site's.
std::string components_html(const PreviewSnapshot& snapshot);

}  // namespace gazette
