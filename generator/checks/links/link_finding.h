#pragma once
// What a check says about one link, before it has a place.

#include <string>
#include <string_view>

#include "base/diagnostics.h"

namespace gazette {

enum class LinkStatus { Ok, Skipped, Warn, Broken };

/// "ok", "skipped", "warn" or "broken", as reports carry it.
constexpr std::string_view link_status_name(LinkStatus status) {
  switch (status) {
    case LinkStatus::Ok:
      return "ok";
    case LinkStatus::Skipped:
      return "skipped";
    case LinkStatus::Warn:
      return "warn";
    case LinkStatus::Broken:
      break;
  }
  return "broken";
}

/// `rule` is a literal. Ok and Skipped are told only with LinkOptions::all, unless `always` is set.
struct LinkFinding {
  LinkStatus status = LinkStatus::Ok;
  Severity severity = Severity::Info;
  std::string_view rule = "link/checked";
  std::string message;
  std::string hint;
  bool always = false;  // tell it although it is no fault
};

inline LinkFinding link_error(std::string_view rule, std::string message, std::string hint = {}) {
  return {LinkStatus::Broken, Severity::Error, rule, std::move(message), std::move(hint), true};
}
inline LinkFinding link_warning(std::string_view rule, std::string message, std::string hint = {}) {
  return {LinkStatus::Warn, Severity::Warning, rule, std::move(message), std::move(hint), true};
}
/// Worth knowing, nothing to mend.
inline LinkFinding link_note(LinkStatus status, std::string_view rule, std::string message,
                             std::string hint = {}) {
  return {status, Severity::Info, rule, std::move(message), std::move(hint), true};
}
inline LinkFinding link_skipped(std::string message) {
  return {LinkStatus::Skipped, Severity::Info, "link/checked", std::move(message), {}, false};
}

}  // namespace gazette
