// The check as a whole: scan every file, judge every link, then the rules over the whole site, then
// other servers. The first two run in parallel; findings are joined in file order, so threads never
// change what is reported.
#include "checks/links/check_links.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/task_pool.h"
#include "base/text.h"
#include "checks/links/external_links.h"
#include "checks/links/link_judge.h"
#include "checks/links/site_rules.h"

namespace gazette {
namespace {

bool leads_readers_on(LinkKind kind) {
  return kind == LinkKind::Page || kind == LinkKind::Frame || kind == LinkKind::Form ||
         kind == LinkKind::Refresh || kind == LinkKind::Related || kind == LinkKind::PostForm;
}

/// Links of one page that fail in the same way at the same target: after so many the rest is a number.
/// Machine-made pages point at a page thousands of times.
constexpr std::size_t kMostAlike = 100;

/// One file's findings. Only one thread at a time works on a file.
class FileReport {
 public:
  void add(const LinkedFile& file, const LinkOptions& options, const Url& address, const FoundLink& link,
           LinkFinding finding) {
    Diagnostic diagnostic = make(file, address, std::move(finding));
    diagnostic.url = link.url;
    diagnostic.place = place(file, options, link.span, link.url);
    diagnostics.add(std::move(diagnostic));
  }

  void add(const LinkedFile& file, const LinkOptions& options, const Url& address, LinkFinding finding) {
    Diagnostic diagnostic = make(file, address, std::move(finding));
    diagnostic.url = address.path;
    diagnostic.status.clear();
    diagnostic.place = place(file, options, {0, 0}, "");
    diagnostics.add(std::move(diagnostic));
  }

  Place place(const LinkedFile& file, const LinkOptions& options, Span span, std::string_view url) {
    if (options.author_place) {
      if (auto found = options.author_place(file, span, url)) return *found;
    }
    if (!source_)
      source_ = file.source ? file.source : std::make_shared<SourceFile>(file.path, std::string(file.bytes));
    return {source_, span};
  }

  Diagnostics diagnostics;
  struct Missing {
    std::size_t diagnostic;
    std::string path;
  };
  std::vector<Missing> missing;  // findings that want a hint at a near name

 private:
  static Diagnostic make(const LinkedFile& file, const Url& address, LinkFinding finding) {
    Diagnostic diagnostic;
    diagnostic.severity = finding.severity;
    diagnostic.rule = finding.rule;
    diagnostic.message = std::move(finding.message);
    diagnostic.hint = std::move(finding.hint);
    diagnostic.status = link_status_name(finding.status);
    const LinkedFileKind kind = linked_file_kind(file.path);
    if (kind == LinkedFileKind::Html || kind == LinkedFileKind::Xhtml) diagnostic.page = address.path;
    return diagnostic;
  }

  SourcePtr source_;
};

/// The address a site says it has: what most pages name as canonical, less their own path. "" when none does.
std::string origin_of_pages(std::span<const LinkedFile> files, std::span<const ScannedFile> scanned) {
  std::map<std::string, std::size_t> votes;
  for (std::size_t f = 0; f < files.size(); ++f) {
    for (const FoundLink& link : scanned[f].scan.links) {
      if (link.kind != LinkKind::Canonical || link.element != "link") continue;
      const auto url = parse_url(link.url);
      if (!url || !url->is_web()) continue;
      std::string path = percent_decode_lenient(url->path);
      if (path.ends_with("/")) path += "index.html";
      if (path.ends_with("/" + files[f].path))
        ++votes[url->origin() + path.substr(0, path.size() - files[f].path.size())];
    }
  }
  const auto most = std::max_element(votes.begin(), votes.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == votes.end() ? std::string() : most->first;
}

class Check {
 public:
  Check(std::span<const LinkedFile> files, const LinkOptions& options)
      : files_(files),
        options_(options),
        jobs_(options.jobs > 0 ? options.jobs : default_jobs()),
        scanned_(scan_all()),
        index_(files, options.origin.empty() ? origin_of_pages(files, scanned_) : options.origin),
        redirects_(collect_redirects()),
        links_(files.size()),
        reports_(files.size()),
        judge_(index_, scanned_, redirects_, options_) {}

  LinkSummary run(Diagnostics& diagnostics) {
    parallel_for(files_.size(), jobs_, [this](std::size_t f) {
      set_base(f);
      judge(f);
    });
    add_near_names();
    check_site(diagnostics);
    LinkSummary summary = count();
    if (options_.external) ask_other_servers(summary);
    std::vector<Diagnostics> found;
    found.reserve(reports_.size());
    for (FileReport& report : reports_) found.push_back(std::move(report.diagnostics));
    diagnostics.append_all(std::move(found));
    return summary;
  }

 private:
  RedirectTable collect_redirects() const {
    std::vector<SiteRedirect> redirects = options_.redirects;
    const auto file = std::find_if(files_.begin(), files_.end(),
                                   [](const LinkedFile& f) { return f.path == "_redirects"; });
    if (file != files_.end() && redirects.empty()) {
      const SourcePtr source =
          file->source ? file->source : std::make_shared<SourceFile>(file->path, std::string(file->bytes));
      for (SiteRedirect& redirect : parse_redirects_file(source)) redirects.push_back(std::move(redirect));
    }
    return RedirectTable(std::move(redirects));
  }

  std::vector<ScannedFile> scan_all() const {
    std::vector<ScannedFile> scanned(files_.size());
    parallel_for(files_.size(), jobs_, [&](std::size_t f) {
      scanned[f].kind = linked_file_kind(files_[f].path);
      scanned[f].scan = scan_links(files_[f].bytes, scanned[f].kind);
      std::sort(scanned[f].scan.ids.begin(), scanned[f].scan.ids.end());
      // Kept to the end for every page: what growing left over would be as much again.
      scanned[f].scan.links.shrink_to_fit();
      scanned[f].scan.ids.shrink_to_fit();
    });
    return scanned;
  }

  void set_base(std::size_t f) {
    ScannedFile& file = scanned_[f];
    file.base = index_.address(f);
    if (!file.scan.base) return;
    if (auto base = parse_url(*file.scan.base, &index_.address(f)); base && !base->opaque)
      file.base = std::move(*base);
  }

  void judge(std::size_t f) {
    FileLinks& out = links_[f];
    struct Alike {
      std::size_t count = 0;
      std::size_t last_told = 0;  // number of its diagnostic
    };
    std::map<std::pair<std::string_view, std::string>, Alike> alike;  // by rule and target
    Url url;
    const std::vector<FoundLink>& links = scanned_[f].scan.links;
    for (std::size_t i = 0; i < links.size(); ++i) {
      JudgedLink judged = judge_.judge(f, links[i], url);
      if (judged.file) {
        out.uses.push_back(*judged.file);
        if (leads_readers_on(links[i].kind)) out.follows.push_back(*judged.file);
      } else if (!judged.internal && url.is_web() && !trim(links[i].url).empty() &&
                 links[i].kind != LinkKind::Hint) {
        const bool fine = judged.finding.status != LinkStatus::Broken;
        out.externals.push_back(
            {i, url.text_without_fragment(), url.fragment, url.host, judged.external && fine});
      }
      if (!files_[f].checked || !wanted(judged.finding)) continue;
      if (judged.finding.status == LinkStatus::Ok && !judged.finding.always) {
        if (judged.external) continue;  // its own check tells
        judged.finding.message = "this address is right";
      }
      const std::size_t number = reports_[f].diagnostics.items().size();
      if (judged.finding.always) {
        const bool same_page = trim(links[i].url).starts_with("#");
        Alike& same = alike[{judged.finding.rule, same_page ? "" : url.text_without_fragment()}];
        if (++same.count > kMostAlike) continue;
        same.last_told = number;
      }
      if (!judged.missing_path.empty()) reports_[f].missing.push_back({number, judged.missing_path});
      reports_[f].add(files_[f], options_, index_.address(f), links[i], std::move(judged.finding));
    }
    for (const auto& [key, same] : alike) {
      if (same.count <= kMostAlike) continue;
      reports_[f].diagnostics.items()[same.last_told].message +=
          fmt::format("; {} more links like it on this page", same.count - kMostAlike);
    }
  }

  bool wanted(const LinkFinding& finding) const { return finding.always || options_.all; }

  /// Looking for a near name reads all names, so this is done once per name and not without end.
  void add_near_names() {
    constexpr std::size_t kMostSearches = 200;
    std::unordered_map<std::string, std::string> known;
    for (FileReport& report : reports_) {
      for (const FileReport::Missing& missing : report.missing) {
        auto found = known.find(missing.path);
        if (found == known.end()) {
          if (known.size() >= kMostSearches) continue;
          found = known.emplace(missing.path, index_.nearest(missing.path)).first;
        }
        if (!found->second.empty())
          report.diagnostics.items()[missing.diagnostic].hint =
              fmt::format("did you mean {} ?", found->second);
      }
    }
  }

  void check_site(Diagnostics& diagnostics) {
    const SiteLinks site{files_, scanned_, links_, index_};
    const ReportLink report_link = [this](std::size_t f, std::size_t link, LinkFinding finding,
                                          std::optional<std::size_t> note) {
      if (!files_[f].checked) return;
      const std::vector<FoundLink>& links = scanned_[f].scan.links;
      reports_[f].add(files_[f], options_, index_.address(f), links[link], std::move(finding));
      if (note) {
        const FoundLink& first = links[*note];
        reports_[f].diagnostics.items().back().notes.push_back(
            {"the other link is here", reports_[f].place(files_[f], options_, first.span, first.url)});
      }
    };
    const ReportFile report_file = [this](std::size_t f, LinkFinding finding) {
      reports_[f].add(files_[f], options_, index_.address(f), std::move(finding));
    };
    check_look_alike_hosts(site, report_link);
    check_addresses_with_two_texts(site, report_link);
    if (!options_.whole_site) return;
    check_orphan_pages(site, report_file);
    check_unused_assets(site, report_file);
    check_redirect_table(index_, judge_, redirects_, diagnostics);
  }

  LinkSummary count() const {
    LinkSummary summary;
    for (std::size_t f = 0; f < files_.size(); ++f) {
      summary.files += scanned_[f].kind == LinkedFileKind::Other ? 0 : 1;
      summary.links += scanned_[f].scan.links.size();
      summary.external += links_[f].externals.size();
      summary.internal += links_[f].uses.size();
    }
    return summary;
  }

  void ask_other_servers(LinkSummary& summary) {
    std::vector<ExternalQuestion> questions;
    std::unordered_map<std::string, std::size_t> known;
    struct Use {
      std::size_t file;
      std::size_t external;
      std::size_t question;
    };
    std::vector<Use> uses;
    for (std::size_t f = 0; f < files_.size(); ++f) {
      for (std::size_t e = 0; files_[f].checked && e < links_[f].externals.size(); ++e) {
        const FileLinks::External& external = links_[f].externals[e];
        if (!external.ask) continue;
        const auto [entry, fresh] = known.try_emplace(external.address, questions.size());
        if (fresh) questions.push_back({external.address, {}});
        ExternalQuestion& question = questions[entry->second];
        if (std::find(question.fragments.begin(), question.fragments.end(), external.fragment) ==
            question.fragments.end()) {
          question.fragments.push_back(external.fragment);
        }
        uses.push_back({f, e, entry->second});
      }
    }
    const ExternalAnswers answers = ask_external_links(questions, options_);
    summary.asked = questions.size();
    summary.requests = answers.requests;
    summary.cached = answers.cached;
    for (const Use& use : uses) {
      const FileLinks::External& external = links_[use.file].externals[use.external];
      LinkFinding finding = external_finding(questions[use.question], answers.answers[use.question],
                                             external.fragment, options_);
      const FoundLink& link = scanned_[use.file].scan.links[external.link];
      if (finding.rule == "link/tls" && trim(link.url).starts_with("//")) {
        finding = link_warning("link/tls", "over https, " + finding.message,
                               "write http:// or https:// in front, whichever is meant");
      }
      if (!wanted(finding)) continue;
      reports_[use.file].add(files_[use.file], options_, index_.address(use.file), link, std::move(finding));
    }
  }

  std::span<const LinkedFile> files_;
  const LinkOptions& options_;
  unsigned jobs_;
  std::vector<ScannedFile> scanned_;
  SiteIndex index_;
  RedirectTable redirects_;
  std::vector<FileLinks> links_;
  std::vector<FileReport> reports_;
  LinkJudge judge_;
};

}  // namespace

bool link_checker_reads(std::string_view path) {
  return linked_file_kind(path) != LinkedFileKind::Other || path == "_redirects" || path.ends_with(".js") ||
         path.ends_with(".mjs");
}

LinkSummary check_links(std::span<const LinkedFile> files, const LinkOptions& options,
                        Diagnostics& diagnostics) {
  return Check(files, options).run(diagnostics);
}

}  // namespace gazette
