#pragma once
// Charts of real and of extreme data. Unit tests check their form; a browser test draws the page
// made of them and measures every label.

#include <string>
#include <vector>

#include "content/chart/chart_data.h"

struct GalleryChart {
  std::string id;
  gazette::ChartData data;
};

std::vector<GalleryChart> gallery_charts();

/// A page that shows them all, one figure each.
std::string gallery_page();
