#pragma once
// The system's Chromium, asked over its DevTools protocol through a pair of pipes: no port is opened, and
// every request the page makes is answered by us, so nothing leaves the machine.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

/// What a page gets for an address.
struct ChromiumAnswer {
  std::string content_type;
  std::shared_ptr<const std::string> bytes;
};
/// nullopt: there is nothing at that address.
using ChromiumSource = std::function<std::optional<ChromiumAnswer>(const std::string& url)>;

/// The first Chromium (or Google Chrome) on the PATH, or what the variable CHROMIUM names; empty when there
/// is none.
std::string find_chromium();

/// A headless browser with a profile of its own, which goes with it.
class Chromium {
 public:
  /// Null with `error` filled when the program does not start.
  static std::unique_ptr<Chromium> start(const std::string& program, std::string& error);
  ~Chromium();
  Chromium(const Chromium&) = delete;
  Chromium& operator=(const Chromium&) = delete;

  /// The page at `url` as a tagged PDF with an outline, laid out by its own `@page` rules, without running
  /// its scripts. nullopt with `error` filled; it gives up after two minutes.
  std::optional<std::string> print(const std::string& url, const ChromiumSource& source, std::string& error);

 private:
  struct State;
  explicit Chromium(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace gazette
