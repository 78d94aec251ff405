// One set of headers and redirects, four spellings.
#include "stages/server_files.h"

#include "base/text.h"
#include "content/link_target.h"
#include "stages/site_files.h"

namespace gazette {
namespace {

/// A year, as browsers count it at most; the name changes with the bytes.
constexpr const char* kForever = "public, max-age=31536000, immutable";
constexpr const char* kShort = "public, max-age=300";

std::string target_of(const Site& site, const Redirect& redirect) {
  if (redirect.to.find("://") != std::string::npos) return redirect.to;
  const std::size_t hash = redirect.to.find('#');
  const std::string path = redirect.to.substr(0, hash);
  return href_of(site, path) + (hash == std::string::npos ? "" : redirect.to.substr(hash));
}

/// Text between double quotes in nginx and Apache files.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string decoded(std::string_view path) {
  auto plain = percent_decode(path);
  return plain ? *plain : std::string(path);
}

}  // namespace

void add_server_files(const Site& site, OutputTree& tree) {
  const std::string base = site.config.base_path();
  std::string headers = "/*\n";
  std::string nginx =
      "# Include this file in the server block of the site.\nerror_page 404 " + base + "404.html;\n";
  std::string apache = "ErrorDocument 404 " + base + "404.html\n<IfModule mod_headers.c>\n";
  for (const auto& [name, value] : security_headers()) {
    headers += "  " + name + ": " + value + "\n";
    nginx += "add_header " + name + " " + quoted(value) + " always;\n";
    apache += "  Header always set " + name + " " + quoted(value) + "\n";
  }
  headers += std::string("  Cache-Control: ") + kShort + "\n";
  nginx += std::string("add_header Cache-Control ") + quoted(kShort) + ";\n";
  apache += std::string("  Header set Cache-Control ") + quoted(kShort) + "\n";
  for (const AssetFile& asset : site.theme.assets) {
    const std::string address = href_of(site, "/" + asset.output_path);
    headers += address + "\n  Cache-Control: " + kForever + "\n";
    nginx += "location = " + quoted(address) + " {\n";
    // nginx drops inherited headers where a block sets its own, so they are said again.
    for (const auto& [name, value] : security_headers())
      nginx += "  add_header " + name + " " + quoted(value) + " always;\n";
    nginx += std::string("  add_header Cache-Control ") + quoted(kForever) + ";\n}\n";
    const std::string file = asset.output_path.substr(asset.output_path.rfind('/') + 1);
    apache +=
        "  <Files " + quoted(file) + ">\n    Header set Cache-Control " + quoted(kForever) + "\n  </Files>\n";
  }
  apache += "</IfModule>\n";
  std::string redirects;
  for (const Redirect& redirect : site.redirects) {
    const std::string target = target_of(site, redirect);
    const std::string from = decoded(redirect.from);
    redirects += href_of(site, from) + " " + target + " 301\n";
    nginx += "location = " + quoted(base + from.substr(1)) + " { return 301 " + target + "; }\n";
    apache += "Redirect 301 " + quoted(base + from.substr(1)) + " " + quoted(target) + "\n";
  }
  tree.add("_headers", std::move(headers));
  tree.add("_redirects", std::move(redirects));
  tree.add("nginx.conf", std::move(nginx));
  tree.add(".htaccess", std::move(apache));
}

}  // namespace gazette
