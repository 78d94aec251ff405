#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <set>

#include "base/file_system.h"
#include "content/chart/gallery.h"
#include "content/chart/layout.h"
#include "content/chart/render_chart.h"
#include "formats/xml_reader.h"
#include "support/folders.h"

using namespace gazette;

namespace {

/// Reads markup as strict XML; gives its ids and what is wrong with it.
struct Markup {
  std::vector<std::string> ids;
  std::string fault;
  bool has_style = false;
};

Markup read_markup(const std::string& html) {
  Markup markup;
  XmlReader xml(html);
  for (XmlEvent event = xml.next();; event = xml.next()) {
    if (event == XmlEvent::Finished) return markup;
    if (event == XmlEvent::Failed) {
      markup.fault = xml.error();
      return markup;
    }
    if (event != XmlEvent::Start) continue;
    markup.has_style = markup.has_style || xml.name() == "style" || xml.attribute("style") != nullptr;
    if (const std::string* id = xml.attribute("id")) markup.ids.push_back(*id);
  }
}

Drawing draw(const ChartData& data, ChartWidth width, const ChartStrings& strings) {
  const Frame frame{width, "f", Detail{}, &strings};
  if (data.type == ChartType::Line) return draw_lines(data, frame);
  return data.type == ChartType::StackedBar ? draw_stacked_bars(data, frame) : draw_bars(data, frame);
}

/// Labels that meet another or leave the plate, by our own estimate of their size.
std::string misplaced(const Drawing& drawing) {
  const Box plate{-0.01, -0.01, drawing.width() + 0.01, drawing.height + 0.01};
  const std::vector<Box>& boxes = drawing.boxes();
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (!boxes[i].inside(plate)) return "label " + std::to_string(i) + " leaves the plate";
    for (std::size_t k = i + 1; k < boxes.size(); ++k)
      if (boxes[i].overlaps(boxes[k], -0.5))
        return "labels " + std::to_string(i) + " and " + std::to_string(k) + " meet";
  }
  return {};
}

/// A chart that no author would make, the same for the same seed.
class RandomChart {
 public:
  explicit RandomChart(unsigned seed) : random_(seed) {}

  ChartData make() {
    ChartData data;
    constexpr ChartType kTypes[] = {ChartType::Bar, ChartType::GroupedBar, ChartType::StackedBar,
                                    ChartType::Line};
    data.type = kTypes[below(4)];
    const std::size_t categories = 1 + below(below(4) == 0 ? 60 : 12);
    const std::size_t series = data.type == ChartType::Bar ? 1 : 1 + below(6);
    for (std::size_t i = 0; i < categories; ++i) data.categories.push_back(words());
    const double scale = std::pow(10.0, static_cast<double>(below(14)) - 4);
    for (std::size_t s = 0; s < series; ++s) {
      ChartSeries made{words(), {}, {}};
      for (std::size_t i = 0; i < categories; ++i) {
        made.values.push_back(value(scale));
        made.texts.push_back(made.values.back() ? svg_number(*made.values.back(), 2) : "[x]");
      }
      data.series.push_back(std::move(made));
    }
    data.title = words();
    data.labels = static_cast<ChartLabels>(below(3));
    if (below(4) == 0) data.reference = ChartReference{scale * 0.7, words()};
    if (below(3) == 0) data.suffix = "%";
    return data;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  std::optional<double> value(double scale) {
    switch (below(12)) {
      case 0:
        return std::nullopt;
      case 1:
        return 0.0;
      case 2:
        return -scale * static_cast<double>(below(1000)) / 1000;
      case 3:
        return scale * 1000;
      default:
        return scale * static_cast<double>(below(1000)) / 1000;
    }
  }

  std::string words() {
    static const char* kWords[] = {"Neglect",
                                   "of",
                                   "&",
                                   "2019/20",
                                   "children",
                                   "<b>",
                                   "Donaudampfschifffahrtsgesellschaft",
                                   "£",
                                   "é",
                                   "plan",
                                   "儿童保护",
                                   "a",
                                   "Unaccompanied",
                                   "W"};
    std::string out;
    for (std::size_t i = 0, count = 1 + below(below(5) == 0 ? 20 : 4); i < count; ++i)
      out += (i > 0 ? " " : "") + std::string(kWords[below(std::size(kWords))]);
    return out;
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("the gallery page is written for the browser test", "[content][chart]") {
  const auto disk = open_disk(build_folder());
  REQUIRE(disk->write("chart-gallery/index.html", gallery_page()));
  const auto source = open_disk(source_folder());
  std::string css;
  for (const FileEntry& file : source->list("themes/civic/assets"))
    if (file.path.ends_with(".css") && !file.path.ends_with("print.css"))
      css += source->read(file.path).value_or("");
  REQUIRE(css.find(".chart-wide") != std::string::npos);
  REQUIRE(disk->write("chart-gallery/charts.css", css));
}

TEST_CASE("a figure is well-formed, without style, with ids of its own", "[content][chart]") {
  for (const GalleryChart& chart : gallery_charts()) {
    ChartFigure figure;
    figure.id = "fig-" + chart.id;
    figure.number = "3";
    figure.table_html = "<table><tr><td>1</td></tr></table>";
    figure.source = "Annual report <2019/20>";
    const std::string html = render_chart_figure(chart.data, figure, ChartStrings{});
    INFO(chart.id);
    const Markup markup = read_markup(html);
    CHECK(markup.fault.empty());
    CHECK_FALSE(markup.has_style);
    CHECK(std::set<std::string>(markup.ids.begin(), markup.ids.end()).size() == markup.ids.size());
    for (const std::string& id : markup.ids) CHECK(id.starts_with(figure.id));
    CHECK(html.find("nan") == std::string::npos);
    CHECK(html.find("role=\"img\" aria-labelledby=\"fig-" + chart.id + "-n-t\"") != std::string::npos);
    CHECK(html.find("<title id=\"fig-" + chart.id + "-w-t\">") != std::string::npos);
  }
}

TEST_CASE("no SVG is larger than its budget", "[content][chart]") {
  for (const GalleryChart& chart : gallery_charts()) {
    const ChartSvgs svgs = render_chart_svgs(chart.data, "fig-" + chart.id, ChartStrings{});
    INFO(chart.id << " " << svgs.narrow.size() << " " << svgs.wide.size());
    CHECK(svgs.narrow.size() <= kMaxChartBytes);
    CHECK(svgs.wide.size() <= kMaxChartBytes);
  }
}

TEST_CASE("the largest charts allowed keep within their budget", "[content][chart]") {
  for (const ChartType type : {ChartType::GroupedBar, ChartType::StackedBar, ChartType::Line}) {
    for (std::size_t series = 1; series <= kMaxChartSeries; ++series) {
      ChartData data;
      data.type = type;
      data.title = std::string(500, 'x');
      for (std::size_t i = 0; i < max_chart_categories(type, series); ++i)
        data.categories.push_back("A category with a name of some length, number " + std::to_string(i));
      for (std::size_t s = 0; s < series; ++s) {
        ChartSeries made{"A series with a name of some length, number " + std::to_string(s), {}, {}};
        for (std::size_t i = 0; i < data.categories.size(); ++i) {
          made.values.emplace_back(static_cast<double>((i * 7919 + s * 104729) % 1000));
          made.texts.push_back(svg_number(*made.values.back()));
        }
        data.series.push_back(std::move(made));
      }
      const ChartSvgs svgs = render_chart_svgs(data, "figure-of-some-length", ChartStrings{});
      INFO(chart_type_name(type) << ", " << series << " series");
      CHECK(svgs.narrow.size() <= kMaxChartBytes);
      CHECK(svgs.wide.size() <= kMaxChartBytes);
    }
  }
}

TEST_CASE("labels of the gallery keep apart by our own measure", "[content][chart]") {
  const ChartStrings strings;
  for (const GalleryChart& chart : gallery_charts()) {
    INFO(chart.id);
    if (!value_extent(chart.data).any) continue;
    CHECK(misplaced(draw(chart.data, ChartWidth::Narrow, strings)).empty());
    CHECK(misplaced(draw(chart.data, ChartWidth::Wide, strings)).empty());
  }
}

TEST_CASE("charts of random data keep every promise", "[content][chart]") {
  const ChartStrings strings;
  for (unsigned seed = 1; seed <= 150; ++seed) {
    const ChartData data = RandomChart(seed).make();
    const ChartSvgs svgs = render_chart_svgs(data, "f", strings);
    INFO("seed " << seed << ", " << chart_type_name(data.type));
    CHECK(svgs.narrow.size() <= kMaxChartBytes);
    CHECK(svgs.wide.size() <= kMaxChartBytes);
    CHECK(read_markup(svgs.narrow).fault.empty());
    if (!value_extent(data).any) continue;
    CHECK(misplaced(draw(data, ChartWidth::Narrow, strings)) == "");
    CHECK(misplaced(draw(data, ChartWidth::Wide, strings)) == "");
  }
}

TEST_CASE("a short table stands open, a long one is folded", "[content][chart]") {
  const ChartData data = gallery_charts().front().data;
  ChartFigure figure;
  figure.id = "f";
  figure.table_html = "<table></table>";
  const auto folded = [&] {
    return render_chart_figure(data, figure, {}).find("<details") != std::string::npos;
  };
  figure.table_rows = 8;
  CHECK_FALSE(folded());
  figure.table_rows = 9;
  CHECK(folded());
  figure.table = ChartTable::Show;
  CHECK_FALSE(folded());
  figure.table = ChartTable::Hide;
  figure.table_rows = 2;
  CHECK(folded());
}

TEST_CASE("a figure says its number, message, unit and period", "[content][chart]") {
  ChartData data = gallery_charts().front().data;
  data.title = "Long plans";
  data.message = "Few plans last long";
  data.unit = "share of plans";
  ChartFigure figure;
  figure.id = "f";
  figure.number = "2.1";
  CHECK(
      render_chart_figure(data, figure, {})
          .starts_with(
              "<figure class=\"chart\" id=\"f\"><figcaption><span class=\"figure-number\">Figure 2.1:</span> "
              "Few plans last long <span class=\"figure-details\">Long plans, share of plans, July 2018 to "
              "March "
              "2020</span></figcaption><div class=\"chart-plot\"><svg class=\"chart-narrow\" width=\"288\""));
}
