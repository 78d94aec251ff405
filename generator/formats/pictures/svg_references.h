#pragma once
// What a drawing refers to: places in itself, pictures that it holds as data, and other files.

#include <optional>
#include <string>
#include <string_view>

#include "formats/pictures/picture.h"

namespace gazette {

/// A `data:` address whose picture is cleaned; nullopt when it holds no picture that can be. What was taken
/// out is noted in `facts`. `depth` counts drawings that hold drawings.
std::optional<std::string> clean_data_address(std::string_view address, int depth, CleanPicture& facts);

/// Style declarations or rules without comments and @import, in which `url(…)` points at places in the
/// drawing or at cleaned data; others become `none` and are noted in `facts.other_files`.
std::string clean_svg_style(std::string_view css, int depth, CleanPicture& facts);

/// Notes that the drawing asks for `address`, in words that fit a message.
void note_other_file(std::string_view address, CleanPicture& facts);

}  // namespace gazette
