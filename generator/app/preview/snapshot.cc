// Requests to responses: checks first, then the editors' pages, then the site.
#include "app/preview/snapshot.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "app/preview/client_files.h"
#include "app/preview/editor_pages.h"
#include "base/hash.h"
#include "base/spelling.h"
#include "base/text.h"
#include "content/prose/link_target.h"
#include "content/prose/redirect_lookup.h"
#include "stages/site_files.h"

namespace gazette {

std::string_view content_type(std::string_view path) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", "text/html; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".json", "application/json; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".gif", "image/gif"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".pdf", "application/pdf"},
      {".csv", "text/csv; charset=utf-8"},
      {".xml", "application/xml; charset=utf-8"},
      {".txt", "text/plain; charset=utf-8"},
      {".ods", "application/vnd.oasis.opendocument.spreadsheet"},
      {".webmanifest", "application/manifest+json"},
      {".woff2", "font/woff2"},
      {".mp4", "video/mp4"},
      {".vtt", "text/vtt; charset=utf-8"}};
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

namespace {

PreviewResponse plain(int status, std::string text) {
  PreviewResponse response;
  response.status = status;
  response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
  response.body = std::move(text);
  return response;
}

PreviewResponse redirect(const std::string& to) {
  PreviewResponse response = plain(301, "This page is at " + to + "\n");
  response.headers.emplace_back("Location", to);
  return response;
}

/// One range of bytes (RFC 9110 14.2); lists of ranges are answered whole.
std::optional<std::pair<std::size_t, std::size_t>> read_range(std::string_view text, std::size_t size,
                                                              bool& unsatisfiable) {
  if (!text.starts_with("bytes=") || text.find(',') != std::string_view::npos) return std::nullopt;
  text.remove_prefix(6);
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto number = [](std::string_view digits, std::size_t& out) {
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    return !digits.empty() && result.ec == std::errc() && result.ptr == digits.data() + digits.size();
  };
  std::size_t first = 0;
  std::size_t last = size == 0 ? 0 : size - 1;
  if (dash == 0) {
    std::size_t tail = 0;
    if (!number(text.substr(1), tail)) return std::nullopt;
    first = tail >= size ? 0 : size - tail;
    unsatisfiable = tail == 0 || size == 0;
  } else {
    if (!number(text.substr(0, dash), first)) return std::nullopt;
    std::size_t end = last;
    if (dash + 1 < text.size() && !number(text.substr(dash + 1), end)) return std::nullopt;
    unsatisfiable = first >= size;
    if (end < first && !unsatisfiable) return std::nullopt;
    last = std::min(last, end);
  }
  return std::make_pair(first, last);
}

/// What readers will not see, or not yet; empty for other pages.
std::string status_mark(const PreviewSnapshot& snapshot, PageId id) {
  const auto& hold = snapshot.site->page(id).hold;
  if (!hold) return {};
  const std::string section = hold->section.empty() ? "" : ", as content/" + hold->section + " says";
  const auto mark = [](std::string_view state, const std::string& words) {
    return "<p class=\"gazette-mark\"><strong>" + std::string(state) + "</strong> " + escape_html(words) +
           "</p>";
  };
  switch (hold->reason) {
    case HeldReason::Draft:
      return mark("Draft.", "Readers do not see this page until “draft: true” is taken out.");
    case HeldReason::DraftSection:
      return mark("Draft.", "Readers do not see this page until “draft: true” is taken out of content/" +
                                hold->section + ".");
    case HeldReason::Embargo:
      return mark("Embargo.", "Readers do not see this page before " + hold->when + section + ".");
    case HeldReason::DatedAhead:
      return mark("Dated in the future.",
                  "Readers do not see this page before " + hold->when + section + ".");
    case HeldReason::Withdrawn:
      return mark("Withdrawn.", "Readers see this notice, and nothing else of the page" + section + ".");
  }
  return {};
}

/// The preview's own script and style go in at the end of the head, where the policy allows them; its bar at
/// the end of the body, so that it is there without scripts too.
std::string with_client(const std::string& html, const std::string& mark, const std::string& version) {
  static const std::string kClient =
      "<link rel=\"stylesheet\" href=\"/_gazette/preview.css\" /><script type=\"module\" "
      "src=\"/_gazette/preview.js\"></script>";
  const std::string bar = "<aside id=\"gazette-bar\" aria-label=\"Gazette preview\" data-page=\"" + version +
                          "\">" + mark + "<p><a href=\"/_gazette/\">All pages and problems</a></p></aside>";
  const std::size_t head = html.find("</head>");
  const std::size_t body = html.rfind("</body>");
  if (head == std::string::npos || body == std::string::npos || body < head) return html;
  return html.substr(0, head) + kClient + html.substr(head, body - head) + bar + html.substr(body);
}

PreviewResponse file_response(const PreviewRequest& request, const std::string& path, std::string bytes,
                              int status) {
  PreviewResponse response;
  response.status = status;
  const std::string etag = fmt::format("\"{:016x}\"", fingerprint(bytes));
  response.headers.emplace_back("Content-Type", content_type(path));
  response.headers.emplace_back("ETag", etag);
  response.headers.emplace_back("Cache-Control", "no-cache");
  response.headers.emplace_back("Accept-Ranges", "bytes");
  if (status == 200 && !request.if_none_match.empty()) {
    for (std::string_view known : split(request.if_none_match, ',')) {
      known = trim(known);
      if (known.starts_with("W/")) known.remove_prefix(2);
      if (known != etag && known != "*") continue;
      response.status = 304;
      return response;
    }
  }
  bool unsatisfiable = false;
  const auto range = status == 200 && !request.range.empty()
                         ? read_range(request.range, bytes.size(), unsatisfiable)
                         : std::nullopt;
  if (range && unsatisfiable) {
    response.status = 416;
    response.headers.emplace_back("Content-Range", "bytes */" + std::to_string(bytes.size()));
    return response;
  }
  if (range) {
    response.status = 206;
    response.headers.emplace_back("Content-Range",
                                  fmt::format("bytes {}-{}/{}", range->first, range->second, bytes.size()));
    bytes = bytes.substr(range->first, range->second - range->first + 1);
  }
  response.body = std::move(bytes);
  return response;
}

/// A page with the client in it. What the page was before is told in a header too: a browser that begins to
/// listen after a rebuild asks for it again, and so never keeps a page that is stale.
PreviewResponse page_response(const PreviewRequest& request, const std::string& name, const std::string& html,
                              const std::string& mark, int status) {
  const std::string version = fmt::format("{:016x}", fingerprint(mark, fingerprint(html)));
  PreviewResponse response = file_response(request, name, with_client(html, mark, version), status);
  response.headers.emplace_back("Gazette-Page", version);
  return response;
}

/// Pages that may be meant: one that is spelled alike, and the nearest section above.
std::vector<std::string> near_addresses(const PreviewSnapshot& snapshot, std::string_view path) {
  std::vector<std::string> known;
  for (const Page& page : snapshot.site->pages) {
    if (page.address != "/404.html") known.push_back(href_of(*snapshot.site, page.address));
  }
  std::vector<std::string> near;
  for (const std::string& asked : {std::string(path), std::string(path) + "/"}) {
    const auto nearest = nearest_name(asked, known);
    if (nearest && std::find(near.begin(), near.end(), *nearest) == near.end()) near.push_back(*nearest);
  }
  // The last piece alone may be right, below another section.
  std::string_view piece = path;
  while (piece.ends_with('/')) piece.remove_suffix(1);
  piece = piece.substr(piece.rfind('/') == std::string_view::npos ? 0 : piece.rfind('/'));
  const std::string ending = std::string(piece) + "/";
  constexpr std::size_t kMost = 4;
  for (const std::string& address : known) {
    if (near.size() >= kMost) break;
    if (ending.size() > 2 && address.ends_with(ending) &&
        std::find(near.begin(), near.end(), address) == near.end())
      near.push_back(address);
  }
  std::string above(path);
  while (above.size() > 1) {
    above.resize(above.rfind('/', above.size() - 2) + 1);
    if (above.size() <= 1) break;
    if (std::find(known.begin(), known.end(), above) == known.end()) continue;
    if (std::find(near.begin(), near.end(), above) == near.end()) near.push_back(above);
    break;
  }
  return near;
}

PreviewResponse not_found(const PreviewSnapshot& snapshot, const PreviewRequest& request,
                          const std::string& path) {
  const OutputFile* page = snapshot.tree->find("404.html");
  std::string html = page != nullptr ? *page->current_bytes() : not_found_page(path);
  std::string hint;
  for (const std::string& near : near_addresses(snapshot, path)) {
    hint += (hint.empty() ? "<p>Did you mean <a href=\"" : " or <a href=\"") + escape_html(near) + "\">" +
            escape_html(near) + "</a>";
  }
  const std::size_t at = html.find("</h1>");
  if (!hint.empty() && at != std::string::npos) html.insert(at + 5, hint + "?</p>");
  return page_response(request, "404.html", html, {}, 404);
}

PreviewResponse site_response(const PreviewSnapshot& snapshot, const PreviewRequest& request,
                              const std::string& path) {
  const std::string base = snapshot.site->config.base_path();
  if (!path.starts_with(base)) {
    if (path == "/" || path + "/" == base) return redirect(base);
    return not_found(snapshot, request, path);
  }
  const std::string inside = path.substr(base.size());
  const bool is_folder = inside.empty() || inside.ends_with('/');
  const std::string name = is_folder ? inside + "index.html" : inside;
  // Server configuration is not served by the servers it is for.
  const bool hidden = name == ".htaccess" || name == "nginx.conf" || name == "_headers" ||
                      name == "_redirects" || name == "build.json";
  if (const OutputFile* file = hidden ? nullptr : snapshot.tree->find(name)) {
    const bool is_page = name.ends_with(".html");
    if (!is_page) return file_response(request, name, *file->bytes, 200);
    const std::string mark = file->page == kNoPage ? std::string() : status_mark(snapshot, file->page);
    return page_response(request, name, *file->current_bytes(), mark, name == "404.html" ? 404 : 200);
  }
  if (!is_folder && snapshot.tree->find(inside + "/index.html") != nullptr)
    return redirect(percent_encode(path) + "/");
  if (const auto old = RedirectLookup(snapshot.site->redirects).find("/" + inside);
      old && !is_gone(*old->redirect))
    return redirect(old->to.find("://") != std::string::npos ? old->to : base + old->to.substr(1));
  return not_found(snapshot, request, path);
}

bool is_digits_address(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) return true;
  const auto pieces = split(host, '.');
  return pieces.size() == 4 && std::all_of(pieces.begin(), pieces.end(), [](std::string_view piece) {
           return !piece.empty() && piece.size() <= 3 &&
                  std::all_of(piece.begin(), piece.end(), is_ascii_digit);
         });
}

/// Whether a request's Host names this computer: an address in digits, localhost, or the host that was asked
/// for. Other names are how a foreign page reads a preview (DNS rebinding).
bool is_own_host(std::string_view host, const PreviewAddress& address) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view name = host.substr(0, colon);
  if (colon != std::string_view::npos) {
    const std::string_view port = host.substr(colon + 1);
    if (port.size() > 5 || !std::all_of(port.begin(), port.end(), is_ascii_digit)) return false;
  }
  return is_digits_address(name) || equals_ignoring_case(name, "localhost") ||
         equals_ignoring_case(name, address.host);
}

}  // namespace

SnapshotPtr ShownSnapshot::get() const {
  const std::scoped_lock lock(mutex_);
  return snapshot_;
}

void ShownSnapshot::set(SnapshotPtr snapshot) {
  const std::scoped_lock lock(mutex_);
  snapshot_.swap(snapshot);
}

bool ShownSnapshot::replace(const SnapshotPtr& seen, SnapshotPtr next) {
  const std::scoped_lock lock(mutex_);
  if (snapshot_ != seen) return false;
  snapshot_.swap(next);
  return true;
}

bool same_problems(const Diagnostics& a, const Diagnostics& b) {
  return std::equal(a.items().begin(), a.items().end(), b.items().begin(), b.items().end(),
                    [](const Diagnostic& x, const Diagnostic& y) {
                      const auto path = [](const Diagnostic& d) {
                        return d.place.source ? std::string_view(d.place.source->path()) : std::string_view();
                      };
                      return x.rule == y.rule && x.message == y.message && x.hint == y.hint &&
                             x.severity == y.severity && x.page == y.page &&
                             x.place.span.begin == y.place.span.begin && path(x) == path(y);
                    });
}

bool is_own_origin(std::string_view origin, std::string_view host) {
  const std::size_t scheme = origin.find("://");
  return scheme != std::string_view::npos && equals_ignoring_case(origin.substr(scheme + 3), host);
}

bool decode_target(std::string_view target, std::string& path) {
  target = target.substr(0, target.find_first_of("?#"));
  if (!target.starts_with('/')) return false;
  const auto decoded = percent_decode(target);
  if (!decoded || decoded->find('\0') != std::string::npos || decoded->find('\\') != std::string::npos ||
      find_invalid_utf8(*decoded)) {
    return false;
  }
  // Browsers resolve dots before they ask; whoever sends them is looking for a way out.
  for (const std::string_view piece : split(*decoded, '/')) {
    if (piece == ".." || piece == ".") return false;
  }
  path = *decoded;
  return true;
}

PreviewResponse answer_request(const PreviewSnapshot& snapshot, const PreviewRequest& request,
                               const PreviewAddress& address) {
  PreviewResponse response;
  std::string path;
  if (request.method != "GET" && request.method != "HEAD") {
    response = plain(405, "Only GET and HEAD are answered here.\n");
    response.headers.emplace_back("Allow", "GET, HEAD");
  } else if (!request.has_host) {
    response = plain(400, "The request names no host.\n");
  } else if (!is_own_host(request.host, address)) {
    response = plain(403, "This preview is for this computer alone.\n");
  } else if (!decode_target(request.target, path)) {
    response = plain(400, "This address cannot be read.\n");
  } else if (path.starts_with("/_gazette/")) {
    auto own = client_file(path);
    if (own) {
      response = file_response(request, path, std::string(*own), 200);
    } else if (auto page = editor_page(snapshot, path, request.target, address)) {
      response = file_response(request, path.ends_with(".json") ? path : "page.html", std::move(*page), 200);
    } else {
      response = not_found(snapshot, request, path);
    }
  } else {
    response = site_response(snapshot, request, path);
  }
  for (const auto& [name, value] : security_headers()) {
    if (name != "Strict-Transport-Security") response.headers.emplace_back(name, value);
  }
  return response;
}

}  // namespace gazette
