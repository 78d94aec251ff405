#pragma once
// Language tags as text: BCP 47, whose grammar is RFC 5646, section 2.1. Which languages there are is another
// question (formats/language/language_registry.h).

#include <string_view>

namespace gazette {

/// Whether `tag` is a well-formed `langtag`: a language, then at most one script and one region, variants,
/// extensions and private use, each in its place ("en-GB", "zh-Hant-TW", "de-1996", "cy-x-school"). Case does
/// not matter. The two other kinds of tag that the grammar has are refused, for neither tells a browser which
/// language to speak: private use alone ("x-own") and the irregular tags of before 2005 ("i-klingon").
bool is_well_formed_language_tag(std::string_view tag);

/// The part in front of the first hyphen, "en" of "en-GB"; the whole of a text without one.
std::string_view primary_language_subtag(std::string_view tag);

}  // namespace gazette
