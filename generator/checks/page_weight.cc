#include "checks/page_weight.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/task_pool.h"
#include "base/text.h"
#include "formats/html/markup_tokens.h"
#include "stages/project/site_settings.h"

namespace gazette {

namespace {

constexpr std::size_t kCandidates = 20;
constexpr std::size_t kPartsNamed = 3;

constexpr Rule kRules[] = {
    {"weight/css", Severity::Error, "Style sheets too large", "", "", "",
     "Every reader pays for them before seeing a word, and phones on slow networks wait longest.",
     "style sheets of 20 KB", "style sheets of 12 KB together"},
    {"weight/js", Severity::Error, "Scripts too large", "", "", "",
     "Old phones take longest to run them. Pages of text need few.", "scripts of 40 KB",
     "scripts of 8 KB together"},
    {"weight/html", Severity::Error, "Page too large", "", "", "",
     "A long page is slow to load and hard to find one’s way in. Split it, or show a part of a long table "
     "and offer the "
     "whole as a download. `checks: {weight: {html: 60}}` in site.yaml allows more.",
     "a table of 5,000 rows on a page", "the ten rows that matter, and the file"},
    {"weight/images", Severity::Warning, "Pictures of a page too large", "", "", "",
     "A photograph as a camera takes it is fifty times as large as a page of text, and readers with a slow "
     "connection or little credit pay for each byte. Make it as wide as it is shown: 800 pixels are enough "
     "for "
     "most. `checks: {weight: {images: 400}}` in site.yaml allows more, `checks: {weight/images: off}` at "
     "the top "
     "of a page lets that page be.",
     "a photograph of 2 MB", "the same photograph at 800 pixels wide"},
    {"weight/page", Severity::Error, "Page too heavy with all that it loads", "", "", "",
     "What a reader must load before the page can be read: the page, style sheets and scripts. Pictures have "
     "a "
     "line of their own (weight/images). `checks: {weight: {page: 90}}` in site.yaml allows more.",
     "style, scripts and text of 80 KB", "style, scripts and text of 40 KB"},
};

std::size_t packed_size(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return bytes.size();
  // zlib counts with unsigned int: in pieces, what comes out is thrown away.
  std::array<unsigned char, 1 << 14> out{};
  std::size_t total = 0;
  std::size_t at = 0;
  int status = Z_OK;
  while (status == Z_OK || status == Z_BUF_ERROR) {
    if (stream.avail_in == 0 && at < bytes.size()) {
      const std::size_t count = std::min<std::size_t>(bytes.size() - at, 1U << 20U);
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + at));
      stream.avail_in = static_cast<uInt>(count);
      at += count;
    }
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    status = deflate(&stream, at == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
    total += out.size() - stream.avail_out;
  }
  deflateEnd(&stream);
  return std::min(total, bytes.size());
}

/// In KB, one place after the point below ten: "9.4 KB", "31 KB".
std::string kilobytes(std::size_t bytes) {
  const double value = static_cast<double>(bytes) / 1000;
  return value < 9.95 ? fmt::format("{:.1f} KB", value) : fmt::format("{:.0f} KB", value);
}

enum class Load { Css, Js, Image, Other };

struct Loaded {
  Load kind = Load::Other;
  std::string path;
};

std::string_view value_of(const MarkupToken& token, std::string_view name, std::string_view page) {
  const MarkupAttribute* found = token.find(name);
  return found == nullptr ? std::string_view()
                          : page.substr(found->value.begin, found->value.end - found->value.begin);
}

/// The files of the site that a browser fetches at once for a page; each once.
std::vector<Loaded> loads_of(std::string_view page, const std::string& base, const OutputTree& tree) {
  std::vector<Loaded> out;
  std::set<std::string> seen;
  const auto add = [&](std::string_view address, Load kind) {
    if (!address.starts_with(base) || address.starts_with("//")) return;
    address = address.substr(base.size(), address.find_first_of("?#") - base.size());
    std::string path = percent_decode(address).value_or(std::string(address));
    if (tree.find(path) != nullptr && seen.insert(path).second) out.push_back({kind, std::move(path)});
  };
  MarkupTokenizer tokens(page, MarkupMode::Html);
  MarkupToken token;
  while (tokens.next(token)) {
    if (token.kind != MarkupTokenKind::StartTag) continue;
    if (token.name == "link") {
      const std::string_view rel = value_of(token, "rel", page);
      if (rel == "stylesheet") add(value_of(token, "href", page), Load::Css);
      if (rel == "icon") add(value_of(token, "href", page), Load::Other);
    } else if (token.name == "script") {
      add(value_of(token, "src", page), Load::Js);
      tokens.skip_raw_text("script");
    } else if (token.name == "img" && value_of(token, "loading", page) != "lazy") {
      add(value_of(token, "src", page), Load::Image);
    }
  }
  return out;
}

class Scales {
 public:
  Scales(const Site& site, const OutputTree& tree, unsigned jobs, Diagnostics& diagnostics)
      : site_(site), tree_(tree), jobs_(jobs), diagnostics_(diagnostics) {
    read_budget();
  }

  PageWeight run() {
    for (std::size_t i = 0; i < site_.pages.size(); ++i) {
      const Page& page = site_.pages[i];
      if (page.origin == PageOrigin::Print || tree_.find(page.output_path) == nullptr) continue;
      weights_.emplace_back().page = static_cast<PageId>(i);
    }
    weigh_files();
    parallel_for(weights_.size(), jobs_, [&](std::size_t i) { weigh(i); });
    const PageWeight heaviest = find_heaviest();
    report_shared("weight/css", "style sheets", "css", budget_.css, &PageWeight::css);
    report_shared("weight/js", "scripts", "js", budget_.js, &PageWeight::js);
    for (const PageWeight& weight : weights_) report_page(weight);
    return heaviest;
  }

 private:
  const std::string& html(const PageWeight& weight) const {
    return *tree_.find(site_.page(weight.page).output_path)->bytes;
  }

  void read_budget() {
    const YamlNode* weight = site_.config.checks.find("weight");
    if (weight == nullptr) return;
    const std::pair<const char*, std::size_t*> keys[] = {{"css", &budget_.css},
                                                         {"js", &budget_.js},
                                                         {"html", &budget_.html},
                                                         {"page", &budget_.page},
                                                         {"images", &budget_.images}};
    report_unknown_keys(*weight, setting_names("checks.weight"), "config/unknown-key", site_.config.source,
                        diagnostics_);
    for (const auto& [key, bytes] : keys) {
      const YamlNode* node = weight->find(key);
      if (node == nullptr) continue;
      const auto number = node->as_number();
      if (number && *number > 0 && *number <= 1'000'000) {
        *bytes = static_cast<std::size_t>(*number * 1000);
      } else {
        diagnostics_.error("config/bad-value", {site_.config.source, node->span},
                           std::string("`") + key + "` must be a number of kilobytes", "for instance 60");
      }
    }
  }

  /// Every file that some page loads, packed once.
  void weigh_files() {
    loads_.resize(weights_.size());
    parallel_for(weights_.size(), jobs_, [&](std::size_t i) {
      loads_[i] = loads_of(html(weights_[i]), site_.config.base_path(), tree_);
    });
    for (const auto& loads : loads_) {
      for (const Loaded& load : loads) packed_.emplace(load.path, 0);
    }
    std::vector<std::pair<const std::string, std::size_t>*> all;
    for (auto& entry : packed_) all.push_back(&entry);
    parallel_for(all.size(), jobs_,
                 [&](std::size_t i) { all[i]->second = packed_size(*tree_.find(all[i]->first)->bytes); });
  }

  void weigh(std::size_t i) {
    PageWeight& weight = weights_[i];
    const std::string& page = html(weight);
    std::size_t others = 0;
    for (const Loaded& load : loads_[i]) {
      const std::size_t bytes = packed_.at(load.path);
      if (load.kind == Load::Image) {
        weight.images += bytes;
        weight.pictures.push_back({load.path, bytes});
        continue;
      }
      others += bytes;
      if (load.kind == Load::Css) weight.css += bytes;
      if (load.kind == Load::Js) weight.js += bytes;
      weight.parts.push_back({load.path, bytes});
    }
    const bool fits_as_it_is = page.size() <= budget_.html && page.size() + others <= budget_.page;
    weight.html = fits_as_it_is ? page.size() : packed_size(page);
    finish(weight, others);
  }

  void finish(PageWeight& weight, std::size_t others) const {
    weight.total = weight.html + others;
    weight.parts.push_back({site_.page(weight.page).output_path, weight.html});
    const auto larger = [](const WeightPart& a, const WeightPart& b) { return a.bytes > b.bytes; };
    std::stable_sort(weight.parts.begin(), weight.parts.end(), larger);
    std::stable_sort(weight.pictures.begin(), weight.pictures.end(), larger);
  }

  PageWeight find_heaviest() const {
    std::vector<const PageWeight*> order;
    for (const PageWeight& weight : weights_) order.push_back(&weight);
    const auto count = static_cast<std::ptrdiff_t>(std::min(kCandidates, order.size()));
    std::partial_sort(order.begin(), order.begin() + count, order.end(), [&](const auto* a, const auto* b) {
      const std::size_t first = a->total - a->html + html(*a).size();
      const std::size_t second = b->total - b->html + html(*b).size();
      return first != second ? first > second : a->page < b->page;
    });
    PageWeight heaviest;
    for (std::ptrdiff_t i = 0; i < count; ++i) {
      PageWeight weight = *order[static_cast<std::size_t>(i)];
      const std::size_t others = weight.total - weight.html;
      const std::string& path = site_.page(weight.page).output_path;
      std::erase_if(weight.parts, [&](const WeightPart& part) { return part.path == path; });
      weight.html = packed_size(html(weight));
      finish(weight, others);
      if (weight.total > heaviest.total) heaviest = std::move(weight);
    }
    return heaviest;
  }

  static std::string largest_of(const std::vector<WeightPart>& parts) {
    std::string out;
    for (std::size_t i = 0; i < std::min(kPartsNamed, parts.size()); ++i)
      out += (i == 0 ? "" : ", ") + parts[i].path + " " + kilobytes(parts[i].bytes);
    return out;
  }

  Place place_of(const PageWeight& weight) const { return {site_.page(weight.page).document->source, {}}; }

  void report(const char* rule, const Place& place, const PageWeight& weight, std::string message,
              const char* key) {
    Diagnostic& finding =
        diagnostics_.error(rule, place, std::move(message),
                           "its largest parts: " + largest_of(weight.parts) + "; `checks: {weight: {" + key +
                               ": …}}` in site.yaml allows more");
    finding.page = site_.page(weight.page).address;
  }

  /// Style sheets and scripts are the theme's: told once, for the page that has most.
  void report_shared(const char* rule, const char* what, const char* key, std::size_t budget,
                     std::size_t PageWeight::*bytes) {
    const PageWeight* most = nullptr;
    std::size_t pages = 0;
    for (const PageWeight& weight : weights_) {
      if (weight.*bytes <= budget) continue;
      ++pages;
      if (most == nullptr || weight.*bytes > most->*bytes) most = &weight;
    }
    if (most == nullptr) return;
    report(rule, place_of(*most), *most,
           fmt::format("the {} of {} come to {} packed, and {} is the most ({} such page{})", what,
                       site_.page(most->page).address, kilobytes(most->*bytes), kilobytes(budget), pages,
                       pages == 1 ? "" : "s"),
           key);
  }

  void report_page(const PageWeight& weight) {
    const std::string& address = site_.page(weight.page).address;
    if (weight.html > budget_.html) {
      report("weight/html", place_of(weight), weight,
             fmt::format("the page {} is {} long packed, and {} is the most", address, kilobytes(weight.html),
                         kilobytes(budget_.html)),
             "html");
    }
    if (weight.total > budget_.page) {
      report("weight/page", place_of(weight), weight,
             fmt::format("a first visit to {} loads {}, and {} is the most", address, kilobytes(weight.total),
                         kilobytes(budget_.page)),
             "page");
    }
    if (weight.images > budget_.images) report_images(weight);
  }

  void report_images(const PageWeight& weight) {
    const std::string& address = site_.page(weight.page).address;
    Diagnostic& finding = diagnostics_.warning(
        "weight/images", place_of(weight),
        fmt::format("the pictures of {} come to {}, and {} is the most", address, kilobytes(weight.images),
                    kilobytes(budget_.images)),
        "the largest: " + largest_of(weight.pictures) +
            "; save them as wide as they are shown, about 800 pixels; `checks: {weight: {images: …}}` in "
            "site.yaml allows more, `checks: {weight/images: off}` at the top of the page lets it be");
    finding.page = address;
  }

  const Site& site_;
  const OutputTree& tree_;
  unsigned jobs_;
  Diagnostics& diagnostics_;
  WeightBudget budget_;
  std::vector<PageWeight> weights_;
  std::vector<std::vector<Loaded>> loads_;  // by weight
  std::map<std::string, std::size_t> packed_;
};

}  // namespace

PageWeight check_page_weights(const Site& site, const OutputTree& tree, unsigned jobs,
                              Diagnostics& diagnostics) {
  return Scales(site, tree, jobs, diagnostics).run();
}

std::span<const Rule> weight_rules() {
  return kRules;
}

}  // namespace gazette
