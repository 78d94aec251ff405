#include "stages/page_address.h"

#include "base/path.h"
#include "base/text.h"

namespace gazette {
namespace {

constexpr std::string_view kSectionFile = "_index.md";

std::string address_below(std::string address, std::string_view name) {
  const std::string slug = slugify(name);
  return std::move(address) + (slug.empty() ? "page" : slug) + "/";
}

}  // namespace

ContentName read_content_name(std::string_view name) {
  const bool numbered =
      name.size() > 3 && is_ascii_digit(name[0]) && is_ascii_digit(name[1]) && name[2] == '-';
  if (!numbered) return {name, {}};
  return {name.substr(3), (name[0] - '0') * 10 + (name[1] - '0')};
}

bool is_section_path(std::string_view path) {
  return file_name_of(path) == kSectionFile;
}

std::string_view page_stem(std::string_view path) {
  return is_section_path(path) ? folder_of(path)
                               : path.substr(0, path.size() - std::string_view(".md").size());
}

std::string PageAddresses::add(std::string_view path, std::string_view slug) {
  const std::string_view stem = page_stem(path);
  if (stem.empty()) return "/";
  if (stem == "404") return "/404.html";
  std::string address = address_below(of_folder(folder_of(stem)),
                                      slug.empty() ? read_content_name(file_name_of(stem)).name : slug);
  if (is_section_path(path)) sections_.insert_or_assign(std::string(stem), address);
  return address;
}

std::string PageAddresses::of_folder(std::string_view folder) const {
  if (folder.empty()) return "/";
  if (const auto section = sections_.find(std::string(folder)); section != sections_.end())
    return section->second;
  return address_below(of_folder(folder_of(folder)), read_content_name(file_name_of(folder)).name);
}

}  // namespace gazette
