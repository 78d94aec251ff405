#pragma once
// Headers and redirects as four kinds of servers want them.

#include "model/output_tree.h"

namespace gazette {

/// Adds `_headers`, `_redirects` (Netlify, Cloudflare Pages), `nginx.conf` and `.htaccess`, which all say
/// the same.
void add_server_files(const Site& site, OutputTree& tree);

}  // namespace gazette
