// One set of headers and redirects, four spellings.
#include "stages/server_files.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/text.h"
#include "content/prose/link_target.h"
#include "content/prose/redirect_lookup.h"
#include "stages/site_files.h"

namespace gazette {
namespace {

/// A year, as browsers count it at most; the name changes with the bytes.
constexpr const char* kForever = "public, max-age=31536000, immutable";
/// Everything else is asked for again each time, which costs an answer of a few bytes when it is the same.
constexpr const char* kRevalidate = "public, max-age=0, must-revalidate";
/// Paths of fingerprinted files, below the base path.
constexpr const char* kFingerprinted = "assets/.+\\.[0-9a-f]{10}\\.[0-9a-z]+$";
/// Files for hosts, which are not for readers.
constexpr const char* kNotForReaders[] = {"_headers", "_redirects", "nginx.conf", ".htaccess"};

/// File types that servers often do not know, or name without their encoding.
struct FileType {
  const char* pattern;  // a regular expression over the end of the path
  const char* type;
};
constexpr FileType kTypes[] = {
    {"/feed\\.xml$", "application/atom+xml; charset=utf-8"},
    {"\\.csv-metadata\\.json$", "application/csvm+json; charset=utf-8"},  // Tabular Data Model, section 5.2
    {"\\.csv$", "text/csv; charset=utf-8"},
    {"\\.ods$", "application/vnd.oasis.opendocument.spreadsheet"},
};

struct ServedRedirect {
  std::string path;   // decoded, with the base path; a pattern without its `*`
  std::string query;  // without `?`; empty when any will do
  std::string to;
  const char* status = "301";  // 410 for an address that is gone
  bool is_pattern = false;
};

bool answers_gone(const ServedRedirect& redirect) {
  return redirect.status == std::string_view("410");
}

/// Where a redirect leads, with everything encoded that a configuration file could take for something else:
/// `$` begins a variable in nginx.
std::string target_of(const Site& site, const Redirect& redirect) {
  std::string target = redirect.to;
  if (redirect.to.find("://") == std::string::npos) {
    const std::size_t hash = redirect.to.find('#');
    target = href_of(site, redirect.to.substr(0, hash));
    if (hash != std::string::npos) target += redirect.to.substr(hash);
  }
  return percent_encode(target, "!#%&'()*+,/:;=?@[]~");
}

std::string decoded(std::string_view path) {
  auto plain = percent_decode(path);
  return plain ? *plain : std::string(path);
}

ServedRedirect served_redirect(const Site& site, const Redirect& redirect) {
  const std::size_t mark = redirect.from.find('?');
  ServedRedirect served;
  served.path = site.config.base_path() + decoded(redirect.from.substr(0, mark)).substr(1);
  if (mark != std::string::npos) served.query = redirect.from.substr(mark + 1);
  served.is_pattern = is_pattern(redirect);
  if (served.is_pattern) served.path.pop_back();
  served.to = target_of(site, redirect);
  if (redirect.temporary) served.status = "302";
  if (is_gone(redirect)) served.status = "410";
  return served;
}

/// Everything that hosts answer without a file, one address before patterns and long patterns before short
/// ones. Old pages are often asked for without the slash at their end, which servers add to folders only.
std::vector<ServedRedirect> served_redirects(const Site& site) {
  std::vector<ServedRedirect> all;
  std::set<std::string> paths;
  for (const Redirect& redirect : site.redirects) {
    if (redirect.from.find('#') != std::string::npos) continue;  // hosts never see what stands after `#`
    all.push_back(served_redirect(site, redirect));
  }
  for (const ServedRedirect& one : all) paths.insert(one.path);
  std::vector<ServedRedirect> out;
  const std::string base = site.config.base_path();
  for (const ServedRedirect& one : all) {
    if (!one.is_pattern) out.push_back(one);
    std::string bare = one.path;
    if (!bare.ends_with('/') || bare == base) continue;
    bare.pop_back();
    if (paths.count(bare) > 0 || site.asset_by_output.count(bare.substr(base.size())) > 0) continue;
    ServedRedirect without_slash = one;
    without_slash.path = std::move(bare);
    without_slash.is_pattern = false;
    without_slash.to = replace_all(without_slash.to, kSplat, "");
    out.push_back(std::move(without_slash));
  }
  std::stable_sort(all.begin(), all.end(), [](const ServedRedirect& a, const ServedRedirect& b) {
    return a.path.size() > b.path.size();
  });
  for (ServedRedirect& one : all) {
    if (one.is_pattern) out.push_back(std::move(one));
  }
  return out;
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

/// The same for mod_rewrite, which reads its words itself and leaves every other backslash in them.
std::string quoted_for_rewrite(std::string_view text) {
  return "\"" + replace_all(std::string(text), "\"", "\\\"") + "\"";
}

/// A pattern that this text alone matches.
std::string pattern_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\^$.[]|()?*+{}").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

/// A path as it stands in the first column of `_redirects`.
std::string encoded_path(std::string_view path) {
  return percent_encode(path, "!$&'()+,;=:@");
}

std::string headers_file(const Site& site) {
  const std::string base = site.config.base_path();
  // Netlify and Cloudflare join the values of a header that two rules give, so caching is told for
  // fingerprinted files alone: both say `public, max-age=0, must-revalidate` for the rest by themselves.
  std::string out = "/*\n";
  for (const auto& [name, value] : security_headers()) out += "  " + name + ": " + value + "\n";
  out += base + "feed.xml\n  Content-Type: application/atom+xml; charset=utf-8\n";
  for (const AssetFile& asset : site.theme.assets)
    out += href_of(site, "/" + asset.output_path) + "\n  Cache-Control: " + kForever + "\n";
  return out;
}

std::string redirects_file(const std::vector<ServedRedirect>& redirects) {
  std::string out;
  for (const ServedRedirect& redirect : redirects) {
    if (answers_gone(redirect)) continue;  // these hosts know no such answer
    out += encoded_path(redirect.path) + (redirect.is_pattern ? "* " : " ");
    if (!redirect.query.empty()) out += replace_all(redirect.query, "&", " ") + " ";
    out += redirect.to + " " + redirect.status + "\n";
  }
  return out;
}

bool takes_splat(const ServedRedirect& redirect) {
  return redirect.is_pattern && redirect.to.find(kSplat) != std::string::npos;
}

/// The directive that answers. `rewrite` encodes what it takes over from the address, `return` does not.
std::string nginx_answer(const ServedRedirect& redirect) {
  if (answers_gone(redirect)) return "return 410;";
  if (takes_splat(redirect)) {
    return "rewrite " + quoted("^" + pattern_of(redirect.path) + "(.*)$") + " " +
           quoted(replace_all(redirect.to, kSplat, "$1")) + " permanent;";
  }
  return std::string("return ") + redirect.status + " " + quoted(redirect.to) + ";";
}

std::string nginx_file(const Site& site, const std::vector<ServedRedirect>& redirects) {
  const std::string base = site.config.base_path();
  std::string out =
      "# Include this file in the server block of the site, beside `root` and `server_name`.\n"
      "# A location of your own that sets a header must repeat those below: nginx drops inherited ones "
      "there.\n"
      "index index.html;\nabsolute_redirect off;\ncharset utf-8;\n"
      "charset_types text/xml text/plain text/css application/javascript text/javascript application/json "
      "image/svg+xml;\n"
      "gzip on;\ngzip_vary on;\n"
      "gzip_types text/css text/plain text/xml text/csv application/javascript text/javascript "
      "application/json application/csvm+json application/atom+xml image/svg+xml;\n";
  const bool any_gone = std::any_of(redirects.begin(), redirects.end(), answers_gone);
  out += std::string("error_page 404 ") + (any_gone ? "410 " : "") + base + "404.html;\n";
  for (const auto& [name, value] : security_headers())
    out += "add_header " + name + " " + quoted(value) + " always;\n";
  out += std::string("set $gazette_cache ") + quoted(kRevalidate) + ";\n";
  out += "if ($uri ~ " + quoted("^" + pattern_of(base) + kFingerprinted) + ") {\n  set $gazette_cache " +
         quoted(kForever) + ";\n}\nadd_header Cache-Control $gazette_cache;\n";
  for (const FileType& type : kTypes) {
    out += std::string("location ~ ") + quoted(type.pattern) + " {\n  types { }\n  default_type " +
           quoted(type.type) + ";\n}\n";
  }
  for (const char* name : kNotForReaders) out += "location = " + quoted(base + name) + " { return 404; }\n";
  std::map<std::string, std::vector<const ServedRedirect*>> by_path;
  for (const ServedRedirect& redirect : redirects) {
    if (!redirect.is_pattern) by_path[redirect.path].push_back(&redirect);
  }
  for (const auto& [path, all] : by_path) {
    out += "location = " + quoted(path) + " {";
    const ServedRedirect* other = nullptr;
    for (const ServedRedirect* redirect : all) {
      if (redirect->query.empty()) {
        other = redirect;
      } else {
        out += "\n  if ($args = " + quoted(redirect->query) + ") { " + nginx_answer(*redirect) + " }";
      }
    }
    out += other != nullptr ? " " + nginx_answer(*other) + " }\n" : std::string("\n}\n");
  }
  for (const ServedRedirect& redirect : redirects) {
    if (redirect.is_pattern)
      out += "location ^~ " + quoted(redirect.path) + " { " + nginx_answer(redirect) + " }\n";
  }
  return out;
}

/// Whether mod_alias sends this target as it stands: it escapes the path of a target, `%` and all.
bool is_plain_for_apache(std::string_view to) {
  return std::all_of(to.begin(), to.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) ||
           std::string_view("-_.+!*'(),:@&=/~?#").find(c) != std::string_view::npos;
  });
}

/// The target as mod_rewrite wants it, whose own signs are `%`, `$` and the backslash.
std::string target_for_rewrite(std::string_view to) {
  return replace_all(replace_all(to, "%", "\\%"), "$", "\\$");
}

/// mod_rewrite's rule for one address or pattern. What a pattern takes over comes decoded and is encoded with
/// the rest of the target, which therefore is written decoded.
std::string rewrite_rule(const ServedRedirect& redirect) {
  const std::string condition =
      "RewriteCond %{REQUEST_URI} " +
      quoted_for_rewrite("^" + pattern_of(redirect.path) + (redirect.is_pattern ? "(.*)$" : "$")) +
      "\nRewriteRule ^ ";
  if (answers_gone(redirect)) return condition + "- [R=410,L]\n";
  const std::string flags = std::string(" [R=") + redirect.status;
  if (takes_splat(redirect)) {
    const std::string to = replace_all(target_for_rewrite(decoded(redirect.to)), kSplat, "%1");
    return condition + quoted_for_rewrite(to) + flags + ",L]\n";
  }
  return condition + quoted_for_rewrite(target_for_rewrite(redirect.to)) + flags + ",L,QSD,NE]\n";
}

void add_apache_redirects(const std::vector<ServedRedirect>& redirects, std::string& out) {
  // RedirectMatch sees the path alone, and RewriteRules of a .htaccess come before it. So a path with a query
  // or below a pattern is left to the latter; patterns come last.
  std::set<std::string> with_query;
  std::vector<std::string_view> patterns;
  for (const ServedRedirect& redirect : redirects) {
    if (!redirect.query.empty()) with_query.insert(redirect.path);
    if (redirect.is_pattern) patterns.push_back(redirect.path);
  }
  const auto by_rewrite = [&](const ServedRedirect& redirect) {
    return redirect.is_pattern || with_query.count(redirect.path) > 0 || !is_plain_for_apache(redirect.to) ||
           std::any_of(patterns.begin(), patterns.end(),
                       [&](std::string_view pattern) { return redirect.path.starts_with(pattern); });
  };
  std::string rules;
  std::string last;  // any other query of those paths, and patterns
  for (const ServedRedirect& redirect : redirects) {
    if (!redirect.query.empty()) {
      rules += "RewriteCond %{QUERY_STRING} " + quoted_for_rewrite("^" + pattern_of(redirect.query) + "$") +
               "\n" + rewrite_rule(redirect);
    } else if (by_rewrite(redirect)) {
      last += rewrite_rule(redirect);
    } else {
      // Redirect would take every address that begins alike.
      out += std::string("RedirectMatch ") + redirect.status + " " +
             quoted("^" + pattern_of(redirect.path) + "$") +
             (answers_gone(redirect) ? "" : " " + quoted(redirect.to)) + "\n";
    }
  }
  if (rules.empty() && last.empty()) return;
  out += "<IfModule mod_rewrite.c>\nRewriteEngine On\n" + rules + last + "</IfModule>\n";
}

std::string apache_file(const Site& site, const std::vector<ServedRedirect>& redirects) {
  const std::string base = site.config.base_path();
  const bool any_gone = std::any_of(redirects.begin(), redirects.end(), answers_gone);
  std::string out = "# Needs AllowOverride FileInfo Indexes.\nDirectoryIndex index.html\nErrorDocument 404 " +
                    base + "404.html\n" + (any_gone ? "ErrorDocument 410 " + base + "404.html\n" : "") +
                    "AddDefaultCharset utf-8\n<IfModule mod_mime.c>\n"
                    "  AddCharset utf-8 .css .js .mjs .json .xml .svg .txt .csv\n</IfModule>\n";
  for (const FileType& type : kTypes) {
    const std::string pattern = type.pattern;
    out += "<FilesMatch " + quoted(pattern.front() == '/' ? "^" + pattern.substr(1) : pattern) +
           ">\n  ForceType " + quoted(type.type) + "\n</FilesMatch>\n";
  }
  out +=
      "<IfModule mod_deflate.c>\n<IfModule mod_filter.c>\n  AddOutputFilterByType DEFLATE text/html text/css "
      "text/plain text/xml text/csv application/javascript text/javascript application/json "
      "application/csvm+json application/atom+xml image/svg+xml\n</IfModule>\n</IfModule>\n"
      "<IfModule mod_headers.c>\n";
  for (const auto& [name, value] : security_headers())
    out += "  Header always set " + name + " " + quoted(value) + "\n";
  out += std::string("  Header set Cache-Control ") + quoted(kRevalidate) + "\n";
  out += "  <If \"%{REQUEST_URI} =~ m#^" + pattern_of(base) + kFingerprinted +
         "#\">\n    Header set Cache-Control " + quoted(kForever) + "\n  </If>\n</IfModule>\n";
  for (const char* name : kNotForReaders)
    out += "RedirectMatch 404 " + quoted("^" + pattern_of(base + name) + "$") + "\n";
  add_apache_redirects(redirects, out);
  return out;
}

}  // namespace

void add_server_files(const Site& site, OutputTree& tree) {
  const std::vector<ServedRedirect> redirects = served_redirects(site);
  tree.add("_headers", headers_file(site));
  tree.add("_redirects", redirects_file(redirects));
  tree.add("nginx.conf", nginx_file(site, redirects));
  tree.add(".htaccess", apache_file(site, redirects));
}

}  // namespace gazette
