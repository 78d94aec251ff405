// Old list and new list, compared.
#include "app/project/published_files.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/text.h"

namespace gazette {
namespace {

bool stays_inside(const std::string& path) {
  if (path.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) return false;
  const auto parts = split(path, '/');
  return std::none_of(parts.begin(), parts.end(),
                      [](std::string_view part) { return part.empty() || part == "." || part == ".."; });
}

bool is_page(const std::string& path) {
  return path.ends_with(".html");
}

}  // namespace

std::optional<PublishRecord> read_record(std::string text) {
  const auto parsed = nlohmann::json::parse(text, nullptr, false);
  if (!parsed.is_object() || !parsed.contains("files") || !parsed["files"].is_array()) return std::nullopt;
  PublishRecord record;
  for (const auto& file : parsed["files"]) {
    if (!file.is_object() || !file.contains("path") || !file["path"].is_string()) continue;
    auto path = file["path"].get<std::string>();
    const bool has_hash = file.contains("sha256") && file["sha256"].is_string();
    if (stays_inside(path))
      record.files[std::move(path)] = has_hash ? file["sha256"].get<std::string>() : std::string();
  }
  if (parsed.contains("sending") && parsed["sending"].is_array()) {
    for (const auto& path : parsed["sending"]) {
      if (path.is_string() && stays_inside(path.get<std::string>()))
        record.sending.insert(path.get<std::string>());
    }
  }
  record.files.erase(kManifestName);
  record.sending.erase(kManifestName);
  record.text = std::move(text);
  return record;
}

PublishPlan plan_publish(const PublishRecord& old, const OutputTree& tree) {
  PublishPlan plan;
  for (const auto& [path, file] : tree.files) {
    if (path == kManifestName) continue;
    const auto before = old.files.find(path);
    const bool is_known = before != old.files.end();
    const bool is_certain = old.sending.count(path) == 0;
    if (is_known && is_certain && before->second == sha256_hex(*file.bytes)) {
      ++plan.unchanged;
    } else {
      (is_known ? plan.changed : is_page(path) ? plan.new_pages : plan.new_assets).push_back(path);
    }
  }
  std::stable_partition(plan.changed.begin(), plan.changed.end(), is_page);
  std::set<std::string> ours = old.sending;
  for (const auto& [path, hash] : old.files) ours.insert(path);
  for (const std::string& path : ours) {
    if (tree.find(path) == nullptr) plan.stale.push_back(path);
  }
  plan.interrupted.assign(old.sending.begin(), old.sending.end());
  return plan;
}

std::string record_while_sending(const PublishRecord& old, const PublishPlan& plan) {
  auto record = nlohmann::ordered_json::parse(old.text, nullptr, false);
  if (!record.is_object()) record = {{"generator", "Gazette"}, {"files", nlohmann::ordered_json::array()}};
  std::set<std::string> touched = old.sending;
  for (const auto* paths : {&plan.new_assets, &plan.new_pages, &plan.changed})
    touched.insert(paths->begin(), paths->end());
  record["sending"] = touched;
  return record.dump(1) + "\n";
}

}  // namespace gazette
