#pragma once
// Numbers with their noun, for messages. Text of pages is worded by the theme instead, in its own language.

#include <cstddef>
#include <string>
#include <string_view>

namespace gazette {

/// "1 page", "2 pages": for English nouns whose plural takes an s.
std::string counted(std::size_t count, std::string_view noun);

}  // namespace gazette
