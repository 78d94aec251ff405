// Dates in words, from the language file.
#include "content/words/page_dates.h"

#include "base/date.h"

namespace gazette {

std::string spoken_date(std::string_view iso, const Wording& wording) {
  const auto date = parse_date(iso);
  if (!date) return std::string(iso);
  const std::string day = std::to_string(date->day);
  const std::string year = std::to_string(date->year);
  const std::string month = say(wording, "month_" + std::to_string(date->month));
  return say(wording, "date_format", {{"day", day}, {"month", month}, {"year", year}});
}

std::span<const ChangeNote> shown_changes(const FrontMatter& front, std::string_view today) {
  std::span<const ChangeNote> notes = front.changes;  // newest first
  while (!today.empty() && !notes.empty() && notes.front().date > today) notes = notes.subspan(1);
  return notes;
}

std::string updated_on(const FrontMatter& front, std::string_view today) {
  const bool ahead = !today.empty() && front.updated.text > today;
  std::string updated = ahead ? std::string() : front.updated.text;
  const auto notes = shown_changes(front, today);
  if (!notes.empty() && notes.front().date > updated && !front.updated.empty()) updated = notes.front().date;
  return updated;
}

}  // namespace gazette
