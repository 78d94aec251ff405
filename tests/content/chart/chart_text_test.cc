#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "content/chart/axis.h"
#include "content/chart/chart_strings.h"
#include "content/chart/describe_chart.h"
#include "content/chart/drawing.h"
#include "content/chart/sparkline.h"
#include "content/chart/text_width.h"

using namespace gazette;

TEST_CASE("axis figures are round and few", "[content][chart]") {
  const std::vector<std::pair<double, double>> ranges = {
      {0, 9},     {0, 100},        {0, 47}, {-20, 13}, {0, 0.0045}, {0, 4.5e12},
      {661, 720}, {-1e300, 1e300}, {3, 3},  {0, 0},    {-7, -7},    {0, 1e-12}};
  for (const auto& [low, high] : ranges) {
    for (int most : {2, 4, 6, 10}) {
      const Axis axis = make_axis(low, high, most, false);
      INFO(low << " to " << high << ", " << most);
      CHECK(static_cast<int>(axis.ticks.size()) <= most);
      CHECK(axis.ticks.size() >= 2);
      const double mantissa = axis.step / std::pow(10, std::floor(std::log10(axis.step) + 1e-9));
      CHECK((std::abs(mantissa - 1) < 1e-6 || std::abs(mantissa - 2) < 1e-6 ||
             std::abs(mantissa - 2.5) < 1e-6 || std::abs(mantissa - 5) < 1e-6));
      if (low < high && std::abs(high) < 1e200) {
        CHECK(axis.low <= low + axis.step * 1e-6);
        CHECK(axis.high >= high - axis.step * 1e-6);
      }
    }
  }
  CHECK(make_axis(0, 3, 10, true).step == 1);
  CHECK(make_axis(0, 25, 6, true).step == 5);
  CHECK(make_axis(std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), 5, false)
            .ticks.size() >= 2);
}

TEST_CASE("axis figures are worded for people", "[content][chart]") {
  ChartData data;
  const auto texts = [&](double low, double high) {
    return tick_texts(make_axis(low, high, 4, false), data, ChartStrings{});
  };
  CHECK(texts(0, 3000) == std::vector<std::string>{"0", "1,000", "2,000", "3,000"});
  CHECK(texts(0, 1) == std::vector<std::string>{"0.0", "0.5", "1.0"});
  CHECK(texts(0, 3e6) == std::vector<std::string>{"0", "1m", "2m", "3m"});
  data.prefix = "£";
  CHECK(texts(-5e9, 5e9) == std::vector<std::string>{"−£5bn", "£0", "£5bn"});
  data.prefix.clear();
  data.suffix = "%";
  CHECK(texts(0, 90) == std::vector<std::string>{"0%", "50%", "100%"});
}

TEST_CASE("labels wrap at words and are cut only at last", "[content][chart]") {
  CHECK(wrap_text("Within 3 months", 60, 14) == std::vector<std::string>{"Within 3", "months"});
  CHECK(wrap_text("Q2 2018/19", 60, 14) == std::vector<std::string>{"Q2", "2018/19"});
  CHECK(wrap_text("well-being", 50, 14) == std::vector<std::string>{"well-", "being"});
  CHECK(wrap_text("  ", 60, 14) == std::vector<std::string>{""});
  for (const std::string& line : wrap_text("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", 60, 14))
    CHECK(text_width(line, 14) <= 60);
  CHECK(text_width("儿童保护", 14) > text_width("abcd", 14));
  CHECK(shorten_text("Something rather long", 80, 14).ends_with("…"));
  CHECK(shorten_middle("Neighbourhood 12", 90, 14).ends_with("12"));
  CHECK(text_width(shorten_middle("Neighbourhood 12", 90, 14), 14) <= 90);
  CHECK(shorten_text("short", 80, 14) == "short");
}

TEST_CASE("numbers in an SVG are as short as can be", "[content][chart]") {
  CHECK(svg_number(12) == "12");
  CHECK(svg_number(0.5) == ".5");
  CHECK(svg_number(-0.5) == "-.5");
  CHECK(svg_number(-0.01) == "0");
  CHECK(svg_number(1.25, 0) == "1");
  CHECK(svg_number(std::numeric_limits<double>::infinity()) == "0");
}

TEST_CASE("a segment meets a box that it crosses, touches or lies in", "[content][chart]") {
  const Box box{10, 10, 20, 20};
  CHECK(segment_meets(box, {0, 0}, {30, 30}));
  CHECK(segment_meets(box, {12, 12}, {13, 13}));
  CHECK(segment_meets(box, {15, 0}, {15, 30}));
  CHECK_FALSE(segment_meets(box, {0, 15}, {9, 15}));
  CHECK_FALSE(segment_meets(box, {0, 12}, {12, 0}));
  CHECK_FALSE(segment_meets(box, {25, 0}, {25, 30}));
}

TEST_CASE("a sparkline is hidden from assistive technology and survives any values", "[content][chart]") {
  const std::vector<std::optional<double>> rising = {1, 2, std::nullopt, 4};
  const std::string svg = sparkline_svg(rising);
  CHECK(svg.find("aria-hidden=\"true\"") != std::string::npos);
  CHECK(svg.find("style") == std::string::npos);
  const std::vector<std::optional<double>> none = {std::nullopt, std::numeric_limits<double>::quiet_NaN()};
  CHECK(sparkline_svg(none).empty());
  CHECK(sparkline_svg({}).empty());
  const std::vector<std::optional<double>> huge = {1.7e308, -1.7e308, 0};
  CHECK(sparkline_svg(huge).find("nan") == std::string::npos);
  const std::vector<std::optional<double>> one = {5};
  CHECK(sparkline_svg(one).find("cx=\"56\" cy=\"14\"") != std::string::npos);
}

TEST_CASE("a summary tells first, highest and last, never the list", "[content][chart]") {
  ChartData data;
  data.type = ChartType::Line;
  data.title = "Plans of 18 months.";
  data.categories = {"Q2 2018/19", "Q3 2018/19", "Q2 2019/20", "Q4 2019/20"};
  data.series = {{"Share", {5, 7, 9, 6}, {"5%", "7%", "9%", "6%"}}};
  const ChartStrings strings;
  CHECK(chart_alt(data, strings) == "Line chart: Plans of 18 months.");
  CHECK(chart_summary(data, strings) ==
        "Line chart, 4 quarters: 5% in Q2 2018/19, highest 9% in Q2 2019/20, 6% in Q4 2019/20.");
  data.series[0].values = {9, 7, 5, 3};
  data.series[0].texts = {"9%", "7%", "5%", "3%"};
  CHECK(chart_summary(data, strings) == "Line chart, 4 quarters: 9% in Q2 2018/19, 3% in Q4 2019/20.");
  data.series[0].values = {9, std::nullopt, 1, 3};
  CHECK(chart_summary(data, strings)
            .find("lowest 5% in Q2 2019/20, 3% in Q4 2019/20. One figure is missing.") != std::string::npos);
  data.series[0].values.assign(4, std::nullopt);
  CHECK(chart_summary(data, strings) == "There are no figures to show.");
  data.summary = "My own words.";
  data.alt = "My own name";
  CHECK(chart_summary(data, strings) == "My own words.");
  CHECK(chart_alt(data, strings) == "My own name");
}

TEST_CASE("a summary of many lines names four", "[content][chart]") {
  ChartData data;
  data.type = ChartType::Line;
  data.categories = {"2018", "2019"};
  for (int i = 0; i < 6; ++i) data.series.push_back({"S" + std::to_string(i), {1, 2}, {"1", "2"}});
  CHECK(chart_summary(data, {}) ==
        "Line chart, 6 lines over 2 years: S0 from 1 to 2; S1 from 1 to 2; S2 from 1 to 2; S3 from 1 to 2; 2 "
        "more in the "
        "table.");
}

TEST_CASE("every word of a chart can be translated", "[content][chart]") {
  for (const auto& [key, text] : chart_string_defaults()) {
    CHECK_FALSE(text.empty());
    const ChartStrings changed =
        chart_strings([&, wanted = key](std::string_view asked) -> std::optional<std::string> {
          return asked == wanted ? std::optional<std::string>("X") : std::nullopt;
        });
    (void)changed;
  }
  const ChartStrings welsh = chart_strings([](std::string_view key) -> std::optional<std::string> {
    if (key == "chart.line") return "Siart llinell";
    return std::nullopt;
  });
  CHECK(welsh.line == "Siart llinell");
  CHECK(welsh.bar == "Bar chart");
  CHECK(fill_chart_string("{a} and {b} {c", {{"a", "1"}}) == "1 and {b} {c");
}
