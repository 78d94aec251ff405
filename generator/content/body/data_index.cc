// Lists data sets for reuse.
#include "content/body/data_index.h"

#include <map>
#include <vector>

#include "base/text.h"
#include "content/body/data_downloads.h"
#include "content/prose/link_target.h"

namespace gazette {
namespace {

bool is_in(const Site& site, PageId page, PageId section) {
  for (PageId at = page; at != kNoPage; at = site.page(at).section) {
    if (at == section) return true;
  }
  return false;
}

/// Pages that show each data set through a directive.
std::map<std::string, std::vector<PageId>> users_of_sets(const Site& site, PageId section) {
  std::map<std::string, std::vector<PageId>> users;
  for (std::size_t i = 0; i < site.pages.size(); ++i) {
    const auto id = static_cast<PageId>(i);
    if (site.pages[i].origin == PageOrigin::Print || (section != kNoPage && !is_in(site, id, section)))
      continue;
    for (const Directive& directive : site.pages[i].document->tree.directives) {
      const bool shows =
          directive.name == "table" || directive.name == "chart" || directive.name == "indicators";
      if (!shows) continue;
      auto& pages = users[directive.argument];
      if (pages.empty() || pages.back() != id) pages.push_back(id);
    }
  }
  return users;
}

/// A file of the data set `title`, which stands in the row's header: links say it to screen readers alone, so
/// that a list of links tells one file from another.
std::string data_file_link(const Site& site, const std::string& path, const std::string& format,
                           const std::string& title) {
  return "<a href=\"" + escape_html(href_of(site, path)) + "\">" + escape_html(format) +
         "<span class=\"vh\"> " + escape_html(title) + "</span></a>";
}

std::string file_link(const Site& site, const std::string& path, const std::string& words) {
  return "<a href=\"" + escape_html(href_of(site, path)) + "\">" + escape_html(words) + "</a>";
}

}  // namespace

std::string data_index_html(const Site& site, PageId section, const Wording& wording) {
  const auto users = users_of_sets(site, section);
  // An empty cell would not say whether there is nothing or nobody wrote it.
  const auto quiet = [&](std::string_view word) {
    return "<span class=\"quiet\">" + escape_html(say(wording, word)) + "</span>";
  };
  std::string rows;
  for (const DataSet& set : site.data.sets) {
    if (!set.published) continue;
    const auto used = users.find(set.id);
    if (section != kNoPage && used == users.end()) continue;
    const std::string title = set.title.empty() ? set.id : set.title;
    rows += "<tr id=\"data-" + escape_html(slugify(set.id)) + "\"><th scope=\"row\">" + escape_html(title) +
            "</th><td>" + (set.source.empty() ? quiet("data_index_no_source") : escape_html(set.source)) +
            "</td><td><ul class=\"files\">";
    rows += "<li>" +
            data_file_link(site, "/data/" + set.id + ".csv",
                           "CSV, " + say_count(wording, "data_index_rows", set.rows.size()), title) +
            "</li>";
    rows += "<li>" + data_file_link(site, "/data/" + set.id + ".csv-metadata.json", "JSON", title) + "</li>";
    if (offers(set, "ods")) {
      rows += "<li>" + data_file_link(site, "/data/" + set.id + ".ods", "ODS", title) + "</li>";
    }
    rows += "</ul></td><td>";
    if (used == users.end()) {
      rows += quiet("data_index_not_shown");
    } else {
      rows += "<ul class=\"plain\">";
      for (const PageId page : used->second)
        rows += "<li>" + file_link(site, site.page(page).address, site.page(page).title) + "</li>";
      rows += "</ul>";
    }
    rows += "</td></tr>\n";
  }
  if (rows.empty()) return "<p>" + escape_html(say(wording, "data_index_none")) + "</p>\n";
  std::string out =
      "<div class=\"scroll\" role=\"region\" aria-labelledby=\"data-index\" tabindex=\"0\"><table "
      "class=\"data\">"
      "<caption id=\"data-index\">" +
      escape_html(say(wording, "data_index_caption")) + "</caption>\n<thead><tr>";
  for (const char* heading : {"data_index_set", "data_index_source", "data_index_files", "data_index_used"}) {
    out += "<th scope=\"col\">" + escape_html(say(wording, heading)) + "</th>";
  }
  return out + "</tr></thead>\n<tbody>\n" + rows + "</tbody></table></div>\n";
}

}  // namespace gazette
