#include "content/chart/gallery.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "base/file_system.h"
#include "base/text.h"
#include "content/chart/render_chart.h"
#include "content/chart/sparkline.h"

using namespace gazette;

namespace {

using Values = std::vector<std::optional<double>>;
constexpr std::nullopt_t kNone = std::nullopt;

ChartSeries series(std::string name, const Values& values, const std::string& prefix = "",
                   const std::string& suffix = "", int decimals = 0) {
  ChartSeries made{std::move(name), values, {}};
  for (const auto& value : values) {
    if (!value) {
      made.texts.emplace_back("[x]");
      continue;
    }
    std::string digits = fmt::format("{:.{}f}", std::abs(*value), decimals);
    std::size_t point = digits.find('.');
    if (point == std::string::npos) point = digits.size();
    for (std::size_t i = point; i > 3; i -= 3) digits.insert(i - 3, ",");
    made.texts.push_back((*value < 0 ? "−" : "") + prefix + digits + suffix);
  }
  return made;
}

ChartData titled_chart(ChartType type, std::string message, std::vector<std::string> categories,
                       std::vector<ChartSeries> all) {
  ChartData data;
  data.type = type;
  data.title = message;
  data.message = std::move(message);
  data.categories = std::move(categories);
  data.series = std::move(all);
  return data;
}

std::vector<std::string> numbered(const std::string& word, int count) {
  std::vector<std::string> names;
  for (int i = 1; i <= count; ++i) names.push_back(word + " " + std::to_string(i));
  return names;
}

Values wave(int count, double middle, double swing, double shift) {
  Values values;
  for (int i = 0; i < count; ++i) values.push_back(std::round(middle + swing * std::sin(i * 0.7 + shift)));
  return values;
}

const std::vector<std::string> kQuarters = {"Q2 2018/19", "Q3 2018/19", "Q4 2018/19", "Q1 2019/20",
                                            "Q2 2019/20", "Q3 2019/20", "Q4 2019/20"};
const std::vector<std::string> kYears = {"2017/18", "2018/19", "2019/20"};
const std::string kLong =
    "Cyber and hidden crimes (sextortion, revenge pornography, identity theft, fraud, phishing, malicious "
    "communication and online grooming)";

void add_lines(std::vector<GalleryChart>& all) {
  ChartData plans = titled_chart(ChartType::Line, "Between 5% and 9% of plans lasted 18 months or more",
                                 kQuarters, {series("Share of plans", {5, 7, 6, 7, 9, 5, 6}, "", "%")});
  plans.suffix = "%";
  plans.labels = ChartLabels::All;
  plans.period = "July 2018 to March 2020";
  all.push_back({"line-one", plans});

  ChartData target = titled_chart(ChartType::Line, "Fewer cases than the target ended within three months",
                                  kYears, {series("Within 3 months", {85, 85, 82}, "", "%")});
  target.suffix = "%";
  target.reference = ChartReference{90, "Target 90%"};
  all.push_back({"line-target", target});

  ChartData categories =
      titled_chart(ChartType::Line, "Neglect is the most common reason for a plan", kYears,
                   {series("Neglect", {47, 49, 51}, "", "%"), series("Emotional", {20, 28, 29}, "", "%"),
                    series("Physical", {19, 11, 12}, "", "%"),
                    series("Multiple categories of concern", {8, 10, 6}, "", "%"),
                    series("Sexual abuse", {6, 1, 2}, "", "%")});
  categories.suffix = "%";
  all.push_back({"line-five", categories});

  all.push_back({"line-same", titled_chart(ChartType::Line, "Six lines that end together", kYears,
                                           {series("First", {1, 2, 5}), series("Second", {2, 3, 5}),
                                            series("Third", {3, 4, 5}), series("Fourth", {4, 5, 5}),
                                            series("Fifth", {5, 6, 5}), series("Sixth", {6, 7, 5})})});
  ChartData two =
      titled_chart(ChartType::Line, "Solihull's rate is above the national one", numbered("Year", 8),
                   {series("Solihull", {661, 711, 652, 640, 700, 720, 600, 590}),
                    series("England", {550, 552, 548, kNone, kNone, 560, 555, 552})});
  two.y_min = 400;
  two.labels = ChartLabels::All;
  all.push_back({"line-gap", two});
  all.push_back(
      {"line-forty", titled_chart(ChartType::Line, "Forty points in six lines with names that are long",
                                  numbered("Month", 40),
                                  {series("Harm on the roads of the borough", wave(40, 50, 20, 0)),
                                   series("Serious acquisitive crime, personal", wave(40, 60, 20, 1)),
                                   series("Unaccompanied asylum seekers", wave(40, 40, 10, 2)),
                                   series("Radicalisation", wave(40, 30, 10, 3)),
                                   series("Rough sleepers, without beggars", wave(40, 20, 10, 4)),
                                   series("Modern slavery and trafficking", wave(40, 10, 5, 5))})});
  all.push_back(
      {"line-single", titled_chart(ChartType::Line, "One point", {"2019/20"}, {series("Cases", {47})})});
  all.push_back(
      {"line-negative",
       titled_chart(ChartType::Line, "Above and below nought", numbered("Quarter", 6),
                    {series("Change", {-12, 5, 0, -3, 8, -20}), series("Other", {3, -5, 2, 13, -8, 4})})});
  ChartData huge = titled_chart(ChartType::Line, "Huge figures", {"First", "Second", "Third"},
                                {series("Pounds", {1.2e12, 4.5e12, 3.1e12}, "£")});
  huge.prefix = "£";
  all.push_back({"line-huge", huge});
  ChartData tiny = titled_chart(ChartType::Line, "Tiny figures", {"First", "Second", "Third"},
                                {series("Share", {0.0012, 0.0045, 0.0031}, "", "", 4)});
  tiny.decimal_places = 4;
  all.push_back({"line-tiny", tiny});
  all.push_back(
      {"line-flat", titled_chart(ChartType::Line, "Nothing happened", kYears, {series("Cases", {0, 0, 0})})});
  all.push_back(
      {"line-lone", titled_chart(ChartType::Line, "Every other point is missing", numbered("Week", 20),
                                 {series("Seen", {4, kNone, 6, kNone, 5, kNone, 7, kNone, 3, kNone,
                                                  4, kNone, 6, kNone, 5, kNone, 7, kNone, 3, kNone})})});
  all.push_back({"line-long-names",
                 titled_chart(ChartType::Line, "Long names below and beside", {kLong, "Short", kLong, kLong},
                              {series(kLong, {1, 2, 3, 4}), series("Short " + kLong, {4, 3, 2, 1})})});
  all.push_back({"line-none", titled_chart(ChartType::Line, "No figure at all", kYears,
                                           {series("Cases", {kNone, kNone, kNone})})});
}

void add_bars(std::vector<GalleryChart>& all) {
  all.push_back({"bar-allegations", titled_chart(ChartType::Bar, "Allegations halved in two years", kYears,
                                                 {series("Allegations", {94, 79, 47})})});
  ChartData target =
      titled_chart(ChartType::Bar, "Most cases end within three months",
                   {"Within 1 month", "Within 3 months", "Within 12 months", "More than 12 months"},
                   {series("Share", {30, 82, 96, 100}, "", "%")});
  target.suffix = "%";
  target.reference = ChartReference{90, "Target for within 3 months: 90%"};
  all.push_back({"bar-target", target});
  all.push_back({"bar-one", titled_chart(ChartType::Bar, "One bar", {"Only this"}, {series("Cases", {3})})});
  ChartData courses =
      titled_chart(ChartType::Bar, "The most attended module was the first",
                   {"Module 6: Neglect – impact on child development", "Module 6b: Neglect – domestic abuse",
                    "Module 6c: Neglect – Graded Care Profile 2", "Module 6d: Neglect – substance misuse",
                    "Module 6e: Neglect – ‘Who is he?’"},
                   {series("Attended", {52, 19, 41, 13, 27})});
  courses.unit = "people";
  all.push_back({"bar-long", courses});
  all.push_back(
      {"bar-very-long",
       titled_chart(ChartType::Bar, "Very long names",
                    {kLong, kLong, "Short",
                     "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"},
                    {series("Cases", {5, 0, kNone, 12})})});
  ChartData money = titled_chart(ChartType::Bar, "Income and spending against the budget",
                                 {"Pay and overheads", "Training", "General office expenses",
                                  "Car allowances", "University Hospitals Birmingham"},
                                 {series("Difference", {-17408, -1831, 3049, 235, 6200}, "£")});
  money.prefix = "£";
  all.push_back({"bar-negative", money});
  all.push_back({"bar-huge", titled_chart(ChartType::Bar, "Huge figures", {"Large", "Larger", "Small"},
                                          {series("Count", {123456789012345.0, 987654321098765.0, 1})})});
  ChartData extreme =
      titled_chart(ChartType::Bar, "Largest numbers a machine knows", {"Largest", "Least", "Not a number"},
                   {series("Count", {1.7e308, -1.7e308, kNone})});
  extreme.series[0].values[2] = std::numeric_limits<double>::quiet_NaN();
  extreme.series[0].texts = {"1.7 × 10³⁰⁸", "−1.7 × 10³⁰⁸", ""};
  all.push_back({"bar-extreme", extreme});
  ChartData forty = titled_chart(ChartType::Bar, "Forty bars", numbered("Lower super output area", 40),
                                 {series("People", wave(40, 900, 600, 0))});
  all.push_back({"bar-forty", forty});
  ChartData no_labels = titled_chart(ChartType::Bar, "With an axis in place of figures", kYears,
                                     {series("Cases", {1234, 879, 447})});
  no_labels.labels = ChartLabels::None;
  all.push_back({"bar-axis", no_labels});
}

void add_grouped(std::vector<GalleryChart>& all) {
  ChartData time =
      titled_chart(ChartType::GroupedBar, "The share concluded within a month fell back to 30%",
                   {"Within 1 month", "Within 3 months", "Within 12 months", "More than 12 months"},
                   {series("2017/18", {30, 55, 13, 3}, "", "%"), series("2018/19", {36, 49, 12, 2}, "", "%"),
                    series("2019/20", {30, 52, 14, 4}, "", "%")});
  time.suffix = "%";
  all.push_back({"grouped-three", time});
  ChartData scores =
      titled_chart(ChartType::GroupedBar, "Knowledge, skills and confidence rose in every module",
                   {"Knowledge", "Skills", "Confidence"},
                   {series("Before", {5, 5, 5.1}, "", "", 1), series("After", {7.5, 7, 7.5}, "", "", 1)});
  scores.decimal_places = 1;
  all.push_back({"grouped-two", scores});
  ChartData missing = titled_chart(
      ChartType::GroupedBar, "Findings by year, some not collated",
      {"No further action after initial consideration", "Substantiated", "False"},
      {series("2017/18", {1, kNone, kNone}), series("2018/19", {3, 37, 0}), series("2019/20", {8, 19, 0})});
  all.push_back({"grouped-missing", missing});
  all.push_back({"grouped-long-names",
                 titled_chart(ChartType::GroupedBar, "Long series names need a key", {"First group", kLong},
                              {series("Budget agreed by the executive in March 2019", {-500, 300}),
                               series("Actual spending to the end of March 2020", {250, -120})})});
  std::vector<ChartSeries> six;
  for (int i = 0; i < 6; ++i) six.push_back(series("Series " + std::to_string(i + 1), wave(40, 500, 400, i)));
  all.push_back({"grouped-forty-six", titled_chart(ChartType::GroupedBar, "Forty groups of six bars",
                                                   numbered("Neighbourhood of medium size", 40), six)});
}

void add_stacked(std::vector<GalleryChart>& all) {
  ChartData plans = titled_chart(
      ChartType::StackedBar, "Neglect makes up half of all plans",
      {"England", "2017/18", "2018/19", "2019/20"},
      {series("Neglect", {47, 47, 49, 51}, "", "%"), series("Emotional", {37, 20, 28, 29}, "", "%"),
       series("Physical", {7, 19, 11, 12}, "", "%"), series("Multiple", {5, 8, 10, 6}, "", "%"),
       series("Sexual abuse", {4, 6, 1, 2}, "", "%")});
  plans.suffix = "%";
  all.push_back({"stacked-plans", plans});
  ChartData two = titled_chart(ChartType::StackedBar, "Two parts with names above the first bar", kYears,
                               {series("Concluded", {106, 91, 50}), series("Open", {60, 48, 70})});
  all.push_back({"stacked-two", two});
  all.push_back(
      {"stacked-negative",
       titled_chart(ChartType::StackedBar, "Parts on both sides of nought", {kLong, "Second", "Third"},
                    {series("Income", {-500, -200, 0}), series("Grants", {-100, kNone, -50}),
                     series("Spending", {700, 300, 20})})});
  std::vector<ChartSeries> six;
  for (int i = 0; i < 6; ++i)
    six.push_back(series("Series number " + std::to_string(i + 1), wave(40, 500, 400, i)));
  all.push_back({"stacked-forty-six", titled_chart(ChartType::StackedBar, "Forty bars of six parts",
                                                   numbered("Neighbourhood", 40), six)});
}

/// Names of other scripts and lengths, percentages below nought, money in pence, all figures alike.
void add_languages(std::vector<GalleryChart>& all) {
  ChartData welsh = titled_chart(ChartType::Bar, "Cyfradd y plant sy'n derbyn gofal yn ôl awdurdod lleol",
                                 {"Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
                                  "Rhondda Cynon Taf a Phen-y-bont ar Ogwr", "Ŵyr ŷd", "Sir y Fflint"},
                                 {series("Cyfradd", {-3.2, 0, 4.5, 12.75}, "", "%", 2)});
  welsh.suffix = "%";
  welsh.decimal_places = 2;
  all.push_back({"bar-welsh", welsh});
  const std::vector<std::string> regions = {"الشمال الشرقي للمدينة والقرى المجاورة", "الجنوب", "المركز"};
  all.push_back(
      {"stacked-arabic",
       titled_chart(ChartType::StackedBar, "الميزانية والإنفاق حسب المنطقة", regions,
                    {series("الميزانية", {2000, 9700, 3000}), series("الإنفاق", {169, 6810, 6049})})});
  all.push_back(
      {"line-arabic", titled_chart(ChartType::Line, "عدد الأطفال حسب المنطقة", regions,
                                   {series("الأطفال", {94, 79, 47}), series("الأسر", {61, 60, 52})})});
  ChartData pence = titled_chart(
      ChartType::GroupedBar, "Prices that do not move", kYears,
      {series("Stamp", {0.85, 0.85, 0.85}, "£", "", 2), series("Card", {0.85, 0.85, 0.85}, "£", "", 2)});
  pence.prefix = "£";
  pence.decimal_places = 2;
  all.push_back({"grouped-equal", pence});
}

}  // namespace

std::vector<GalleryChart> gallery_charts() {
  std::vector<GalleryChart> all;
  add_lines(all);
  add_bars(all);
  add_grouped(all);
  add_stacked(all);
  add_languages(all);
  return all;
}

std::string gallery_page() {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\" /><title>Charts</title>"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />"
      "<link rel=\"stylesheet\" href=\"charts.css\" /></head><body><main><h1>Charts</h1>\n";
  int number = 0;
  const ChartStrings strings;
  for (const GalleryChart& chart : gallery_charts()) {
    ChartFigure figure;
    figure.id = "fig-" + chart.id;
    figure.number = std::to_string(++number);
    out += render_chart_figure(chart.data, figure, strings) + "\n";
  }
  const Values falling = {94, 79, 47};
  out += "<p>94 " + sparkline_svg(falling) + " 47</p></main></body></html>\n";
  return out;
}
