// Pages that any public body has to have, in words that most can keep, and a mark wherever only they can
// know.
#include "checks/publishing/starter.h"

#include "base/text.h"

namespace gazette {
namespace {

constexpr const char* kSettings =
    R"file(# The settings of the site. Lines that begin with # are notes. Paths are relative to content/.
title: {name}
description: "(Write here: what readers find on this site, in one sentence)"

# The address at which readers will find the site.
base_url: https://example.org/
language: en-GB
theme: civic

# The colour of links, buttons and the bar at the top. Dark enough to be read on white: the build tells if not.
brand: "#1a4f8b"

# Who publishes the site. Phone and email stand at the foot of every page; take out the # to show them.
organisation:
  name: ""
  # phone: 01632 960000
  # email: office@example.org

navigation:
  - {page: about.md, label: About us}
  - {page: figures.md, label: Our figures}
  - {page: glossary.md, label: Glossary}

footer:
  - {page: accessibility-statement.md, label: Accessibility statement}
  - {page: privacy.md, label: Privacy}
  - {page: search.md, label: Search}
  - {page: a-z.md, label: A to Z}
  - {page: sitemap.md, label: Site map}

# The same links in the same order on every page.
help:
  - {page: contact.md, label: Contact us}

glossary: {page: glossary.md}

# Where `gazette publish` sends the site. Take out the # and put in the place.
# publish:
#   live: {to: "user@server:/var/www/site/"}
#   test: {to: ../test-site, base_url: https://test.example.org/, test: true}
)file";

constexpr const char* kHome = R"file(---
title: {name}
description: "(Write here: what readers find on this site, in one sentence)"
---
(Write here: who you are and what you do for readers, in two or three sentences.)

- [About us](about.md): who we are and what we do
- [Our figures](figures.md): what we do in numbers
- [Contact us](contact.md): how to reach us
)file";

constexpr const char* kAbout = R"file(---
title: About us
description: "(Write here: who you are, in one sentence)"
---
(Write here: what you are for, and who set you up.)

## What we do

(Write here: your main tasks. A list is easy to read.)

## Who leads us

(Write here: names and roles of those who answer for your work.)

## How we are paid for

(Write here: where the money comes from.)
)file";

constexpr const char* kContact = R"file(---
title: Contact us
description: How to reach us, and what to tell us.
toc: false
---
```{contact}
:name: "(Write here: your organisation or office)"
:hours: "(Write here: the days and hours when somebody answers)"

(Write here: a telephone number, an email address and a postal address.)
```

Contact us if:

- you find a mistake on this site
- there is something that you cannot read or use
- you need a page in another form, such as large print
)file";

constexpr const char* kPrivacy = R"file(---
title: Privacy
description: This site sets no cookies and does not track you. What is still recorded, and where.
toc: false
---
This site does not track you.

## What this site does not do

- It sets no cookies.
- It uses no analytics and no adverts.
- It loads nothing from other companies: no fonts, no videos, no maps.
- It asks for no names and no contact details. The only form is the search box.

The search itself runs in your own browser.
The words that you search for become part of the page's address, so they can stand in your history and in a server's log.

## What is still recorded

Like any web server, the one that holds this site may keep a short log of requests.

(Write here: who runs the server, what its log holds and how long it is kept.)

## Questions

(Write here: who answers questions about personal data.) You can also use the [contact page](contact.md).
)file";

constexpr const char* kStatement = R"file(---
title: Accessibility statement
description: How accessible this website is, what does not work yet, and how to tell us about a problem.
review_by: {next-year}
---
This statement is about this website. (Write here: who runs it.)
We want as many people as possible to be able to use it.

You should be able to:

- change colours, contrast and fonts with your browser
- zoom in up to {value}`400 = accessibility[zoom, number]`% without the text running off the screen
- get to every page and every control with just a keyboard
- listen to the pages with a screen reader
- read everything with scripts turned off

[AbilityNet](https://mcmw.abilitynet.org.uk/) has advice on making your device easier to use if you have a disability.

## How accessible this website is

(Write here: whether the website is fully, partially or not compliant with the Web Content Accessibility Guidelines version 2.2 at the middle level, which is double A.)

## What to do if you cannot use part of this website

Tell us through the [contact page](contact.md) if:

- you find a problem that this page does not list
- you need something in another form, such as large print, easy read, audio or braille

Say which page you were on and what you need. (Write here: in how many days you answer.)

## If you are not happy with our answer

(Write here: the body that enforces the accessibility rules where you are, and how to reach it.)

## Technical information about this website's accessibility

(Write here: the law or rules that this statement follows.)

## Content that is not accessible

(Write here: what does not work yet, why, and by when it will.)

## How we tested this website

We prepared this statement on {value}`accessibility[prepared, day]`.
We last tested the website on {value}`accessibility[tested, day]`.
We review this statement by {value}`accessibility[next-review, day]`.

(Write here: who tested the website, which pages and how.)
)file";

constexpr const char* kStatementFacts =
    R"file(key,fact,day,number
prepared,This statement was prepared (Write here: the day),{day},[z]
tested,The website was last tested (Write here: the day),{day},[z]
next-review,The statement will be reviewed by,{next-year},[z]
zoom,Zoom at which no text runs off the screen (per cent),[z],400
)file";

constexpr const char* kStatementFactsSchema = R"file(title: Facts of the accessibility statement
description: Dates and facts that the accessibility statement gives. Change them here; the statement shows them.
source: The checks of this website
row_header: [fact]
primaryKey: key
columns:
  key: {type: text, hidden: true, unique: true}
  fact: {label: Fact, type: text}
  day: {label: Date, type: date}
  number: {label: Number, type: integer}
checks:
  - {id: order, rule: "accessibility[next-review, day] >= accessibility[prepared, day]"}
)file";

constexpr const char* kFigures = R"file(---
title: Our figures
description: "(Write here: which figures this page has, in one sentence)"
---
(Write here: what the figures say, in one or two sentences.)

```{table} contacts-by-year
```

```{chart} contacts-by-year
```
)file";

constexpr const char* kFigureRows = R"file(year,contacts
2023,120
2024,135
2025,150
)file";

constexpr const char* kFigureSchema = R"file(title: "Contacts each year (Write here: what is counted)"
source: "(Write here: where the figures are from)"
row_header: [year]
columns:
  year: {label: Year, type: year}
  contacts: {label: Contacts, type: integer}
chart:
  type: bar
  message: "(Write here: what the chart shows, in one sentence)"
  summary: "(Write here: the same for people who cannot see the chart)"
)file";

constexpr const char* kGlossary = R"file(---
title: Glossary
description: Short names and terms that we use, with what they mean.
---
This page explains the short names and terms on this site.

```{glossary}
```
)file";

constexpr const char* kSearch = R"file(---
title: Search
description: Search all pages of this site.
layout: search
toc: false
---
You can also use the [A to Z of pages](a-z.md) or the [site map](sitemap.md). Neither needs scripts.
)file";

constexpr const char* kAToZ = R"file(---
title: A to Z
description: Every page, table and term of this site in alphabetical order.
toc: false
---
```{a-z}
```
)file";

constexpr const char* kSiteMap = R"file(---
title: Site map
description: Every page of this site.
toc: false
---
```{pages}
:section: .
```
)file";

constexpr const char* kNotFound = R"file(---
title: Page not found
description: There is no page at this address. Here is how to find what you were looking for.
layout: not-found
navigation: false
toc: false
---
To find the page you wanted:

- If you typed the address, check that it is right.
- If you followed an old link, the page may have moved. Try the [search](search.md), the [A to Z](a-z.md) or the [site map](sitemap.md).

You can also start again from the [home page](_index.md). Please [tell us](contact.md) about a link that does not work.
)file";

constexpr const char* kIgnored = R"file(# Made anew by each build.
/site/
/.gazette/
)file";

/// The same day a year on; 29 February becomes the 28th.
std::string a_year_after(const std::string& day) {
  if (day.size() != 10) return day;
  std::string year = std::to_string(std::stoi(day.substr(0, 4)) + 1);
  return year + (day.ends_with("-02-29") ? "-02-28" : day.substr(4));
}

}  // namespace

std::string yaml_in_quotes(std::string_view text) {
  return "\"" + replace_all(replace_all(std::string(text), "\\", "\\\\"), "\"", "\\\"") + "\"";
}

std::vector<StarterFile> starter_site(std::string_view name, const std::string& day) {
  std::vector<StarterFile> files = {
      {"content/site.yaml", kSettings},
      {"content/_index.md", kHome},
      {"content/about.md", kAbout},
      {"content/contact.md", kContact},
      {"content/privacy.md", kPrivacy},
      {"content/accessibility-statement.md", kStatement},
      {"content/figures.md", kFigures},
      {"content/glossary.md", kGlossary},
      {"content/search.md", kSearch},
      {"content/a-z.md", kAToZ},
      {"content/sitemap.md", kSiteMap},
      {"content/404.md", kNotFound},
      {"content/data/accessibility.csv", kStatementFacts},
      {"content/data/accessibility.yaml", kStatementFactsSchema},
      {std::string(kStarterFigures), kFigureRows},
      {"content/data/contacts-by-year.yaml", kFigureSchema},
      {"content/data/glossary.csv", "term,expansion,definition,forms,match,see,status,skip_pages\n"},
      {".gitignore", kIgnored},
  };
  for (StarterFile& file : files) {
    file.text = replace_all(file.text, "{name}", yaml_in_quotes(name));
    file.text = replace_all(file.text, "{day}", day);
    file.text = replace_all(file.text, "{next-year}", a_year_after(day));
  }
  return files;
}

std::vector<std::string> starter_figure_rows() {
  std::vector<std::string> rows;
  bool is_header = true;
  for (const std::string_view line : split_lines(kFigureRows)) {
    if (!is_header && !line.empty()) rows.emplace_back(line);
    is_header = false;
  }
  return rows;
}

}  // namespace gazette
