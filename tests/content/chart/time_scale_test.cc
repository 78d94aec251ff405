#include "content/chart/time_scale.h"

#include <catch2/catch.hpp>

using namespace gazette;

TEST_CASE("times stand as far apart as they are", "[content][chart]") {
  CHECK(time_positions({"2001", "2002", "2011", "2021"}) == std::vector<double>{0, 0.05, 0.5, 1});
  CHECK(time_positions({"2019-01-01", "2019-01-02", "2019-01-31"}) == std::vector<double>{0, 1.0 / 30, 1});
  CHECK(time_positions({"2016/17", "2017/18", "2019/20", "2020/21"}) ==
        std::vector<double>{0, 0.25, 0.75, 1});
  CHECK(time_positions({"Q1 2018/19", "Q2 2018/19", "Q4 2018/19", "Q1 2019/20"}) ==
        std::vector<double>{0, 0.25, 0.75, 1});
  CHECK(time_positions({"2018 Q1", "2018-Q2", "2018-Q4"}) == std::vector<double>{0, 1.0 / 3, 1});
  CHECK(time_positions({"Jan 2019", "Feb 2019", "April 2019"}) == std::vector<double>{0, 1.0 / 3, 1});
  CHECK(time_positions({"2021", "2011", "2002", "2001"}) == std::vector<double>{0, 0.5, 0.95, 1});
}

TEST_CASE("equal steps and what is no time keep their places side by side", "[content][chart]") {
  using Texts = std::vector<std::string>;
  for (const Texts& texts :
       {Texts{"2001", "2002", "2003"}, Texts{"2019-01-01", "2019-02-01", "2019-03-01"},
        Texts{"2019-01-31", "2019-02-28", "2019-03-31"}, Texts{"2016/17", "2017/18", "2018/19"},
        Texts{"North", "South", "East"}, Texts{"2001", "2003"}, Texts{"2001", "2001", "2005"},
        Texts{"2001", "2005", "2003"}, Texts{"1", "2", "5"}, Texts{"2001", "", "2005"}, Texts{}}) {
    CHECK(time_positions(texts).empty());
  }
}
