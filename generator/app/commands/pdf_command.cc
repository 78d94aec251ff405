#include "app/commands/pdf_command.h"

#include <fmt/format.h>

#include <cstdio>

#include "app/preview/snapshot.h"
#include "app/project/chromium.h"
#include "app/project/project.h"
#include "base/task_pool.h"
#include "base/text.h"
#include "content/body/directives.h"
#include "content/prose/link_target.h"
#include "formats/pdf.h"
#include "stages/printed_report.h"
#include "stages/report_pdf.h"

namespace gazette {
namespace {

/// What the site holds at an address; nothing for other hosts, so that printing asks nobody.
std::optional<ChromiumAnswer> answer_from(const Site& site, const OutputTree& tree, std::string_view url) {
  const std::string root = site.config.base_url;
  if (!url.starts_with(root)) return std::nullopt;
  std::string path = percent_decode(url.substr(root.size(), url.find('?') - root.size())).value_or("");
  if (path.empty() || path.ends_with('/')) path += "index.html";
  const OutputFile* file = tree.find(path);
  if (file == nullptr) return std::nullopt;
  return ChromiumAnswer{std::string(content_type(path)), file->bytes};
}

/// The day of the text: what the PDF says of its age.
std::string day_of(const Page& report, const std::string& today) {
  const FrontMatter& front = report.document->front_matter;
  if (!front.updated.empty()) return front.updated.text;
  return front.date.empty() ? today : front.date.text;
}

class PdfMaker {
 public:
  PdfMaker(const Project& project, const BuildOutcome& outcome) : project_(project), outcome_(outcome) {}

  ExitStatus make(Chromium& browser, PageId print) {
    const Site& site = *outcome_.site;
    const Page& page = site.page(print);
    const Page& report = site.page(page.report);
    const std::string path = "assets/" + report_pdf_path(report);
    FileError fault;
    if (const auto there = project_.disk->read(path)) {
      const auto facts = read_pdf_facts(*there);
      if (!facts || facts->source.empty()) {
        fmt::print(stderr, "gazette: {} is a file of your own; it was left as it is\n", path);
        return ExitStatus::Problems;
      }
    }
    std::string error;
    const std::string url = site.config.origin() + href_of(site, page.address);
    auto bytes = browser.print(
        url, [&](const std::string& asked) { return answer_from(site, outcome_.tree, asked); }, error);
    if (!bytes) {
      fmt::print(stderr, "gazette: Chromium could not print {}: {}\n", page.address, error);
      return ExitStatus::MachineFailed;
    }
    PdfDetails details;
    details.title = print_title(site, page) + " – " + site.config.title;
    details.language = site.config.language;
    details.date = day_of(report, site.build_date);
    details.generator = std::string("Gazette ") + GAZETTE_VERSION;
    details.source = print_source(*outcome_.tree.find(page.output_path)->bytes, site.config);
    const auto finished = finish_pdf(std::move(*bytes), details);
    if (!finished) {
      fmt::print(
          stderr,
          "gazette: this Chromium makes PDFs without tags, which screen readers need; install a newer one\n");
      return ExitStatus::MachineFailed;
    }
    if (!project_.disk->write(path, *finished, &fault)) {
      fmt::print(stderr, "gazette: {} cannot be written: {}\n", path, fault.message);
      return ExitStatus::MachineFailed;
    }
    fmt::print("Made {}: {} pages, {}\n", path, read_pdf_facts(*finished)->pages,
               directives::file_size_text(finished->size()));
    return ExitStatus::Fine;
  }

 private:
  const Project& project_;
  const BuildOutcome& outcome_;
};

}  // namespace

ExitStatus run_pdf(const CommandLine& line) {
  const std::string program = find_chromium();
  if (program.empty()) {
    fmt::print(
        "No Chromium was found, so no PDF was made. The site is complete without it.\n"
        "On Debian: apt install chromium. Elsewhere set the variable CHROMIUM to the program.\n");
    return ExitStatus::Fine;
  }
  const Project project = open_project(line.directory);
  BuildOptions options;
  options.now = moment_now();
  options.jobs = default_jobs();
  BuildState state;
  const BuildOutcome outcome = build_project(project, options, state);
  if (!outcome.site || outcome.diagnostics.has_errors()) {
    fmt::print(stderr, "gazette: the site has errors, so no PDF was made; run gazette build to see them\n");
    return ExitStatus::Problems;
  }
  std::vector<PageId> prints;
  for (std::size_t i = 0; i < outcome.site->pages.size(); ++i) {
    if (outcome.site->pages[i].origin == PageOrigin::Print) prints.push_back(static_cast<PageId>(i));
  }
  if (prints.empty()) {
    fmt::print("The site has no report with a print edition, so there is nothing to print.\n");
    return ExitStatus::Fine;
  }
  std::string error;
  const auto browser = Chromium::start(program, error);
  if (!browser) {
    fmt::print(stderr, "gazette: {} cannot be started: {}\n", program, error);
    return ExitStatus::MachineFailed;
  }
  PdfMaker maker(project, outcome);
  ExitStatus status = ExitStatus::Fine;
  for (const PageId print : prints) {
    const ExitStatus one = maker.make(*browser, print);
    if (one != ExitStatus::Fine) status = one;
  }
  if (status == ExitStatus::Fine)
    fmt::print("Next: gazette build links each from the front page of its report.\n");
  return status;
}

}  // namespace gazette
