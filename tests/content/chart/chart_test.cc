#include <catch2/catch.hpp>

#include "base/file_system.h"
#include "content/chart/gallery.h"
#include "content/chart/render_chart.h"

using namespace gazette;

TEST_CASE("the gallery page is written for the browser test", "[content][chart]") {
  const auto disk = open_disk(GAZETTE_BINARY_DIR);
  REQUIRE(disk->write("chart-gallery/index.html", gallery_page()));
  const auto source = open_disk(GAZETTE_SOURCE_DIR);
  std::string css;
  for (const FileEntry& file : source->list("themes/civic/assets"))
    if (file.path.ends_with(".css") && !file.path.ends_with("print.css"))
      css += source->read(file.path).value_or("");
  REQUIRE(css.find(".chart-wide") != std::string::npos);
  REQUIRE(disk->write("chart-gallery/charts.css", css));
}

TEST_CASE("no SVG is larger than its budget", "[content][chart]") {
  for (const GalleryChart& chart : gallery_charts()) {
    const ChartSvgs svgs = render_chart_svgs(chart.data, "fig-" + chart.id, ChartStrings{});
    INFO(chart.id << " " << svgs.narrow.size() << " " << svgs.wide.size());
    CHECK(svgs.narrow.size() <= kMaxChartBytes);
    CHECK(svgs.wide.size() <= kMaxChartBytes);
  }
}
