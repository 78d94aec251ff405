#pragma once
// Files on their way into the site: a picture is replaced by a copy that holds the picture and nothing else.

#include <map>
#include <memory>
#include <vector>

#include "model/site.h"

namespace gazette {

/// A file as it is published, with what is known of it as a picture; null for files of other kinds.
struct PublishedFile {
  SourcePtr bytes;
  std::shared_ptr<const AssetPicture> picture;
};

/// What was made of each file; used again while the file is the very same value.
using PictureCache = std::map<SourcePtr, PublishedFile>;

/// A file that cannot be cleaned gives an empty one, and says why in its findings.
PublishedFile published_file(const SourcePtr& file);

/// Makes the cache hold exactly `files`, cleaning those that are new.
void clean_pictures(const std::vector<SourcePtr>& files, unsigned jobs, PictureCache& cache);

/// Tells what is wrong with a picture that is published, at the file itself; not what was told already where
/// a page shows it.
void report_picture(const AssetFile& asset, Diagnostics& diagnostics);

}  // namespace gazette
