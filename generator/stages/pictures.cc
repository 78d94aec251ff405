#include "stages/pictures.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/path.h"
#include "base/task_pool.h"
#include "base/text.h"
#include "formats/pictures/picture.h"
#include "formats/pictures/unshown.h"

namespace gazette {
namespace {

std::string_view ending_of(std::string_view path) {
  const std::string_view name = file_name_of(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(dot);
}

/// A place in a file whose bytes nobody can read on a screen: its name.
Place place_of_file(const SourcePtr& file) {
  return {std::make_shared<SourceFile>(file->path(), std::string()), {}};
}

PublishedFile withheld(const SourcePtr& file, AssetPicture picture) {
  picture.shown = false;
  picture.withheld = true;
  return {std::make_shared<SourceFile>(file->path(), std::string()),
          std::make_shared<const AssetPicture>(std::move(picture))};
}

PublishedFile damaged(const SourcePtr& file, const PictureFault& fault, bool is_text) {
  AssetPicture picture;
  picture.told = true;
  const Place place = is_text ? Place{file, {fault.offset, fault.offset}} : place_of_file(file);
  picture.findings.error("image/damaged", place, "this picture is damaged: " + fault.message,
                         "save or export it once more from the program or camera it comes from");
  return withheld(file, std::move(picture));
}

/// A file that is called a picture and is none.
PublishedFile no_picture(const SourcePtr& file, std::string_view ending) {
  AssetPicture picture;
  picture.told = true;
  const std::string text = file->text().substr(0, 512);
  const bool readable =
      !find_invalid_utf8(text.substr(0, text.find_last_of(" \n") + 1)) && !find_unprintable(text);
  const std::string what = file->text().empty() ? "is empty"
                           : readable           ? "holds text"
                                                : "holds something else";
  picture.findings.error("image/damaged", place_of_file(file),
                         "this file is called " + std::string(ending) + " and " + what + ": it is no picture",
                         "save the picture once more, or give the file the ending of what it is");
  return withheld(file, std::move(picture));
}

PublishedFile unshown(const SourcePtr& file, const UnshownKind& kind) {
  AssetPicture picture;
  picture.what = "this is " + std::string(kind.name);
  picture.advice = kind.advice;
  picture.shown = false;
  if (!kind.is_picture) return {file, std::make_shared<const AssetPicture>(std::move(picture))};
  picture.findings.error("image/not-cleaned", place_of_file(file),
                         picture.what + ": nobody can tell what it says of people and places",
                         picture.advice + "; then publish that, and take this file out");
  return withheld(file, std::move(picture));
}

/// Browsers look into pixels of any kind before they show them, but go by the name for drawings.
void check_ending(const SourcePtr& file, std::string_view ending, PictureKind kind, AssetPicture& picture) {
  if (fits_picture_kind(ending, kind)) return;
  const std::string name(picture_kind_name(kind));
  const std::string called = ending.empty() ? "has no ending" : "is called " + std::string(ending);
  const std::string hint =
      "rename it, so that it ends in ." + to_lower_ascii(kind == PictureKind::Jpeg   ? "jpg"
                                                         : kind == PictureKind::Icon ? "ico"
                                                                                     : name);
  const bool drawing = kind == PictureKind::Svg || to_lower_ascii(ending) == ".svg";
  if (drawing && is_picture_ending(ending)) {
    picture.shown = false;
    picture.told = true;
    picture.findings.error("image/wrong-ending", place_of_file(file),
                           "this file " + called + " and holds " + name + ": browsers do not show it", hint);
  } else {
    picture.findings.warning("image/wrong-ending", place_of_file(file),
                             "this picture " + called + " and is " + name, hint);
  }
}

AssetPicture facts_of(const SourcePtr& file, const CleanPicture& clean) {
  AssetPicture picture;
  picture.width = clean.width;
  picture.height = clean.height;
  if (!clean.other_files.empty()) {
    picture.findings.warning(
        "image/other-file", place_of_file(file),
        "this drawing asks for another file, which browsers do not fetch for a picture: " +
            join(clean.other_files, ", "),
        "embed the file into the drawing, or take the reference out");
  }
  if (clean.had_position) {
    picture.findings.info("image/position", place_of_file(file),
                          "this photograph says where it was taken; the site gets a copy that does not",
                          "whoever gets the project’s own files still learns it");
  }
  return picture;
}

}  // namespace

PublishedFile published_file(const SourcePtr& file) {
  const std::string& bytes = file->text();
  const std::string_view ending = ending_of(file->path());
  const std::optional<PictureKind> kind = picture_kind(bytes);
  if (!kind) {
    if (const UnshownKind* other = unshown_kind(bytes, ending)) return unshown(file, *other);
    if (is_picture_ending(ending)) {
      // A drawing with a fault at its very start still is one for its author.
      if (to_lower_ascii(ending) == ".svg" && bytes.find("<svg") != std::string::npos)
        return damaged(file, clean_picture(bytes, PictureKind::Svg).fault, true);
      return no_picture(file, ending);
    }
    return {file, nullptr};
  }
  CleanedPicture cleaned = clean_picture(bytes, *kind);
  if (!cleaned.picture) return damaged(file, cleaned.fault, *kind == PictureKind::Svg);
  AssetPicture picture = facts_of(file, *cleaned.picture);
  check_ending(file, ending, *kind, picture);
  const SourcePtr clean =
      cleaned.picture->bytes == bytes
          ? file
          : std::make_shared<const SourceFile>(file->path(), std::move(cleaned.picture->bytes));
  return {clean, std::make_shared<const AssetPicture>(std::move(picture))};
}

void clean_pictures(const std::vector<SourcePtr>& files, unsigned jobs, PictureCache& cache) {
  PictureCache next;
  std::vector<PictureCache::value_type*> fresh;
  for (const SourcePtr& file : files) {
    const auto known = cache.find(file);
    const auto [entry, added] = next.emplace(file, known == cache.end() ? PublishedFile() : known->second);
    if (added && known == cache.end()) fresh.push_back(&*entry);
  }
  parallel_for(fresh.size(), jobs,
               [&](std::size_t i) { fresh[i]->second = published_file(fresh[i]->first); });
  cache = std::move(next);
}

void report_picture(const AssetFile& asset, Diagnostics& diagnostics) {
  if (!asset.picture) return;
  const auto is_told = [&](const Diagnostic& finding) {
    return finding.rule == "image/not-shown" &&
           std::any_of(finding.notes.begin(), finding.notes.end(),
                       [&](const Note& note) { return note.place.source == asset.bytes; });
  };
  if (asset.picture->withheld && !asset.picture->told &&
      std::any_of(diagnostics.items().begin(), diagnostics.items().end(), is_told))
    return;
  diagnostics.append(asset.picture->findings);
}

}  // namespace gazette
