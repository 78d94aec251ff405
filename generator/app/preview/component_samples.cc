// A small project in memory whose one page uses every directive: what it shows is what readers will see.
#include "app/preview/component_samples.h"

#include <map>
#include <utility>

#include "base/text.h"
#include "stages/build_site.h"

namespace gazette {
namespace {

constexpr std::string_view kPage = R"md(---
title: Components
description: Every part of the theme in all its states.
date: 2020-01-31
updated: 2020-02-29
review_by: 2031-01-31
toc: true
exit_link: true
tags: [one, two]
changes:
  - {date: 2020-02-29, text: A change note.}
  - {date: 2020-01-31, text: First published.}
---
A paragraph with a [link to a page](longer.md), a [link to another site](https://example.org/), **strong words**,
*stressed words*, `code`, {abbr}`ABC (A Better Component)` and words in {lang cy}`Cymraeg`. The EXC is explained by
the glossary.

## Heading of level two

### Heading of level three

- A list
- with a longer item that goes on until it has to be broken into a second line on most screens, and on small ones
  into a third
    - and a list within

1. Numbered
2. list

- [ ] A task
- [x] A task that is done

> Words of somebody else.

A statement with a footnote.[^1]

    Code in a block of its own.

## Boxes

```{note}
A note.
```

```{note} With a title
It holds **words**, [links](longer.md) and lists:

- one
- two
```

```{warning} A warning
Text of the warning.
```

```{important} Something important
Text of it.
```

```{details} More about this, closed at first
What readers see when they ask for it.
```

```{quote}
:source: Somebody, in a report
:url: https://example.org/report

What was said.
```

```{steps}
1. First do this.
2. Then do that.
```

```{contact}
:name: The office
:email: office@example.org
:phone: 01632 960000
:hours: Monday to Friday, 9am to 5pm
:address: 1 High Street, Anytown
:url: https://example.org/contact

Say what you are asking about.
```

```{download} form.pdf
:title: A form to fill in
```

```{figure} picture.svg
:alt: Two circles side by side
A picture with a caption.
```

## Tables

| Name | Number |
|---|---:|
| # First | 1 |
| # Second | 2,000 |
: A table in Markdown

```{table} sample
```

```{table} sample
:columns: area, y1
:caption: A part of the same figures
```

## Charts

```{chart} sample
:type: bar
:series: y2
:message: Bars
:summary: North has most.
:table: show
```

```{chart} sample
:type: grouped-bar
:message: Bars in groups
:summary: Both years, side by side.
```

```{chart} sample
:type: stacked-bar
:message: Bars on top of each other
:summary: Both years together.
```

```{chart} course
:type: line
:message: A line
:summary: It rises.
:ref: 30 Target
```

## Figures

```{figures}
- value: "sample[north, y2]"
  label: cases in the north
  compare: "sample[north, y1]"
  compare_label: last year
- text: "91"
  label: schools and colleges
```

## Lists

```{pages}
```

```{a-z}
```

```{changes}
```

```{data-index}
```

## Boards

```{matrix}
```

## Glossary

```{glossary}
```

[^1]: Where it comes from.
)md";

std::map<std::string, std::string> sample_files(const PreviewSnapshot& snapshot) {
  const SiteConfig& config = snapshot.site->config;
  std::map<std::string, std::string> files = {
      {"content/site.yaml", "title: Components\nbase_url: " + config.base_url +
                                "\nlanguage: " + config.language + "\ntheme: " + config.theme +
                                "\nglossary: {page: _index.md}\n" +
                                (config.brand.empty() ? "" : "brand: \"" + config.brand.text + "\"\n")},
      {"content/_index.md", std::string(kPage)},
      {"content/longer.md",
       "---\ntitle: A page whose title is longer than most\ndescription: It shows how lists deal with "
       "it.\n---\n"
       "Words.\n"},
      {"content/form.pdf", "%PDF-1.4\n"},
      {"content/picture.svg",
       "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"><circle cx=\"10\" cy=\"10\" r=\"9\"/>"
       "<circle cx=\"30\" cy=\"10\" r=\"9\"/></svg>"},
      {"content/data/glossary.csv",
       "term,expansion,definition\nEXC,Example Component,\"A word that is explained where it stands.\"\n"},
      {"content/data/boards.csv", "id,name,short,in_grid\none,First Board,FB,yes\ntwo,Second Board,SB,yes\n"},
      {"content/data/responsibilities.csv",
       "id,topic,lead,interested,gap\na,A topic with a lead,one,two,\nb,A topic without "
       "one,,,no-oversight\n"},
      {"content/data/sample.csv", "area,y1,y2\nNorth,12,30\nSouth,20,[x]\nTotal,32,30\n"},
      {"content/data/sample.yaml",
       "title: Sample figures\nsource: Made up for this page\nrow_header: [area]\ntotals: [total]\n"
       "missingValues: [{code: \"[x]\", meaning: not available}]\n"
       "columns:\n  area: {label: Area}\n  y1: {label: \"2018/19\", type: integer}\n"
       "  y2: {label: \"2019/20\", type: integer}\n"},
      {"content/data/course.csv", "year,share\n2017,10\n2018,20\n2019,40\n"},
      {"content/data/course.yaml",
       "title: Sample course\nsource: Made up for this page\nrow_header: [year]\ncolumns:\n"
       "  year: {label: Year}\n  share: {label: Share, type: integer}\n"}};
  return files;
}

}  // namespace

std::string components_html(const PreviewSnapshot& snapshot) {
  const MemoryFileSystem disk(sample_files(snapshot));
  Diagnostics ignored;  // the samples are ours, and a theme's own faults are told with the site's pages
  BuildState state;
  state.files = load_project(disk, nullptr, 1, ignored);
  state.files.theme = *snapshot.theme;
  BuildOptions options;
  options.whole_site_files = false;
  const BuildOutcome outcome = build_site(state, options, ignored);
  const OutputFile* page = outcome.tree.find("index.html");
  return page == nullptr ? std::string() : *page->bytes;
}

}  // namespace gazette
