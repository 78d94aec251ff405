# Writes a C++ source that holds every file below THEMES, so that the program carries its themes wherever it is copied.
# Run as: cmake -DTHEMES=folder -DOUTPUT=file -P embed_themes.cmake
file(GLOB_RECURSE files RELATIVE "${THEMES}" "${THEMES}/*")
list(SORT files)
set(text "// Made by cmake/embed_themes.cmake.\n#include \"app/project/built_in_themes.h\"\n\n#include <string_view>\n\n")
string(APPEND text "namespace gazette {\n\nstd::map<std::string, std::string> built_in_themes() {\n")
string(APPEND text "  using namespace std::string_view_literals;\n  std::map<std::string, std::string> files;\n")
foreach(file IN LISTS files)
  file(READ "${THEMES}/${file}" bytes HEX)
  # Bytes as they are, whatever the file holds; a line for a line, for the compiler's sake.
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${bytes}")
  string(REPLACE "\\x0a" "\\x0a\"\n    \"" bytes "${bytes}")
  string(APPEND text "  files.emplace(\"${file}\", \"${bytes}\"sv);\n")
endforeach()
string(APPEND text "  return files;\n}\n\n}  // namespace gazette\n")
file(WRITE "${OUTPUT}" "${text}")
