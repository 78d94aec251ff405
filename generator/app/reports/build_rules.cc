// What the build itself reports, explained. Texts are for people who do not program.
#include "app/reports/rule_tables.h"

namespace gazette {
namespace {

constexpr Severity kError = Severity::Error;
constexpr Severity kWarning = Severity::Warning;

constexpr Rule kRules[] = {
    {"address/anchor-gone", kWarning, "Place in a page that links find no more", "", "", "",
     "Other sites, letters and search engines link to headings. A heading that is reworded gets a new "
     "address unless it "
     "keeps its old one in braces; who follows the old link is left at the top of the page.",
     "## What it costs in 2020, which was: ## Costs", "## What it costs in 2020 {#costs}"},
    {"address/gone", kWarning, "Published address that answers no more", "", "", "",
     "Readers, letters, search engines and other sites keep addresses. A page or file that moves takes its "
     "old address "
     "along as an alias or a row of redirects.csv; `gazette move` writes it. One that is gone for good is "
     "told as such. "
     "A build warns, and nothing is published before it is settled.",
     "fees.md renamed to charges.md", "charges.md with the line: aliases: [/fees/]"},
    {"address/list", kError, "List of addresses that cannot be read", "", "", "",
     "content/addresses.csv holds every address that was published, one a line. The build keeps it; nobody "
     "has to write "
     "in it. A line that is no address may hide one that readers have.",
     "fees/,page,Fees", "/fees/,page,Fees"},
    {"asset/same-address", kError, "Two files would have one address", "", "", "",
     "A web address can hold one file. Rename one of the two, or move it to another folder.",
     "assets/logo.svg and content/logo.svg", "assets/logo.svg and content/logo-large.svg"},
    {"check/allow-reason", kError, "Allowance without a reason", "", "", "",
     "An allowance hides a finding at one place. Whoever reads it later must learn why that is right.",
     "<!-- gazette-allow content/long-sentence -->",
     "<!-- gazette-allow content/long-sentence: quoted from the Act -->"},
    {"check/no-pages", kWarning, "Folder without pages", "", "", "",
     "Nothing was checked, which is not the same as finding nothing wrong.", "gazette check empty-folder",
     "gazette check public"},
    {"check/no-effect", kWarning, "Switch of a check that changes nothing", "", "", "",
     "Errors stay errors, and rules on files of settings and data are never judged on a page: nobody should "
     "believe "
     "that something is switched off when it is not. A finding that is right as it stands is allowed at its "
     "place, "
     "with a reason.",
     "checks: {link/broken: off}", "<!-- gazette-allow link/broken: the page comes on Monday -->"},
    {"check/unused-allow", kWarning, "Allowance that is no longer needed", "", "", "",
     "The finding it allowed is gone. Remove it, so that it cannot hide another one later.",
     "<!-- gazette-allow term/first-use: title of a book --> above a paragraph without terms",
     "The paragraph alone"},
    {"config/bad-value", kError, "Value in site.yaml that cannot be used", "", "", "",
     "The settings of the site decide addresses and menus, so a value that cannot be read stops the build.",
     "base_url: example", "base_url: https://example.org/"},
    {"config/missing-title", kWarning, "Site without a title", "WCAG 2.2 2.4.2", "2.4.2", "",
     "The title stands at the top of every page and in browser tabs.", "language: en-GB",
     "title: Example Partnership"},
    {"config/unknown-key", kWarning, "Setting that does not exist", "", "", "",
     "A mistyped setting would be without effect. The message offers the nearest one that exists.",
     "navigatoin: […]", "navigation: […]"},
    {"config/misplaced-key", kWarning, "Setting in the wrong place", "", "", "",
     "Where it stands nothing reads it, so it has no effect. `gazette explain site.yaml` lists where each "
     "belongs.",
     "params: {checks: {spelling: true}}", "checks: {spelling: true}"},
    {"config/unknown-page", kError, "Menu entry without a page", "WCAG 2.2 2.4.5", "2.4.5", "",
     "A menu may only list pages that are published. Give the path of the file below content/.",
     "- page: abuot.md", "- page: about.md"},
    {"data/same-name", kError, "Two files for one data set", "", "", "",
     "Tables and figures name a data set by its file, so there can be one of each name.",
     "budget.csv and budget.xlsx", "budget.csv alone"},
    {"directive/bad-option", kError, "Option with a value that cannot be used", "", "", "",
     "The message says which values there are.", ":sort: newest", ":sort: date"},
    {"directive/empty", kError, "Directive with nothing inside", "", "", "", "An empty box helps no reader.",
     "```{note}\n```", "```{note}\nOffices are closed on 1 January.\n```"},
    {"directive/missing-argument", kError, "Directive that needs a word after its name", "", "", "",
     "Some directives must know what to show, for instance which data set.", "```{table}\n```",
     "```{table} budget\n```"},
    {"directive/repeated-option", kError, "Option given twice", "", "", "",
     "One of the two would be without effect. Keep the one you mean.", ":limit: 5\n:limit: 10", ":limit: 10"},
    {"directive/steps-list", kError, "Steps that are no numbered list", "", "", "",
     "Steps are read in order, so they are numbered.", "```{steps}\nFirst, call us.\n```",
     "```{steps}\n1. Call us.\n2. Tell us your name.\n```"},
    {"directive/syntax", kError, "Directive that cannot be read", "", "", "",
     "A directive is a block between two lines of at least three back-ticks, with its name in braces.",
     "```{note\nText\n```", "```{note}\nText\n```"},
    {"directive/unexpected-argument", kError, "Words after a directive that takes none", "", "", "",
     "Words after the name would be lost, so they are not accepted.", "```{figures} budget", "```{figures}"},
    {"directive/unexpected-body", kError, "Text inside a directive that takes none", "", "", "",
     "The text would be lost. Put it before or after the block.", "```{table} budget\nOur budget\n```",
     "Our budget:\n\n```{table} budget\n```"},
    {"directive/unknown", kError, "Directive that does not exist", "", "", "",
     "The message offers the nearest name.", "```{tabel} budget\n```", "```{table} budget\n```"},
    {"directive/unknown-option", kError, "Option that does not exist", "", "", "",
     "The message offers the nearest option.", ":colums: y2020", ":columns: y2020"},
    {"download/no-title", kError, "Download without a title", "WCAG 2.2 2.4.4", "2.4.4", "c487ae",
     "People decide by the title whether to open a file. Format and size are added for you.",
     "```{download} plan.pdf\n```", "```{download} plan.pdf\n:title: Our plan for 2021\n```"},
    {"file/control-character", kError, "Character that cannot be shown", "HTML Standard 13.2.3.5", "", "",
     "Control characters come along unseen with text pasted from a PDF or slides. No page may hold them: "
     "browsers show a box, or nothing, and screen readers stumble.",
     "A vertical tab between two lines pasted from a slide", "A line break that is typed"},
    {"file/name", kError, "File with a name that cannot be shown", "", "", "",
     "Addresses are made of file names. A line break or a byte of another encoding in a name makes an "
     "address "
     "that nobody can type, and messages that nobody can read.",
     "A file whose name was typed on a computer of the 1990s", "how-to-reach-us.md"},
    {"file/no-match", kWarning, "Pattern under `files` that fits no file", "", "", "",
     "`files` of site.yaml names what is published though nothing links to it. A name that fits nothing "
     "publishes nothing.",
     "files: [assets/froms/*.pdf]", "files: [assets/forms/*.pdf]"},
    {"file/not-a-file", kError, "Link or device in place of a file", "", "", "",
     "A link to nothing, a link to a folder, a pipe: none of them can be published. Put the file itself "
     "there.",
     "content/plan.pdf → a file that was deleted", "content/plan.pdf itself"},
    {"file/not-utf8", kError, "File in another encoding than UTF-8", "", "", "",
     "Letters such as £ and é would come out wrong. Save the file as UTF-8.",
     "A file saved as “Windows-1252”", "The same file saved as “UTF-8”"},
    {"file/nul-byte", kError, "File that holds no text", "", "", "",
     "A file with this ending is read as text, but it holds other bytes. Move it to assets/ if it is a "
     "picture or document.",
     "A Word document renamed to report.md", "The text of the document, saved as plain text"},
    {"file/outside", kError, "Link on the disk that leads out of the project", "", "", "",
     "Nothing outside of the project is ever published. Copy the file into the project.",
     "content/plan.pdf → /home/me/plan.pdf", "content/plan.pdf itself"},
    {"file/private", kWarning, "Document that tells more than its text", "", "", "",
     "Tracked changes, comments, hidden sheets and slides, names of authors and paths of templates go out "
     "with a "
     "document, and anybody can read them. The message says what was found and how to take it out.",
     "A letter from Word with two comments and the name of its author",
     "The same letter after File, Info, Check for Issues, Inspect Document"},
    {"file/private-name", kWarning, "Name that says a file is not for everybody", "", "", "",
     "A name such as `draft`, `confidential`, `internal`, `Copy of` or `.bak` was given for a reason, and "
     "readers "
     "see it in the address. Rename the file if it is meant for them. Backup copies are never published.",
     "minutes-CONFIDENTIAL.pdf", "minutes.pdf"},
    {"file/same-name", kError, "Names that differ only in capital letters", "", "", "",
     "On Windows and macOS such files overwrite each other.", "Contact.md and contact.md",
     "contact.md and contact-form.md"},
    {"file/unreadable", kError, "File that cannot be read", "", "", "",
     "The message says why the computer refused. Check who owns the file.",
     "A file that only another user may read", "The same file with permission for you"},
    {"file/unused", kWarning, "File that nothing uses", "", "", "",
     "Only what a published page, layout, style sheet or another published file uses goes out: a file that "
     "was "
     "left in the folder stays at home. Link to it, name it under `files` in site.yaml, or move it out of "
     "the "
     "project. A data set is used by what shows its figures; `page: none` in its YAML publishes it for reuse "
     "alone.",
     "assets/notes.docx, and no link to it", "The same with a link to /notes.docx on a page"},
    {"front-matter/bad-value", kError, "Value at the top of a page that cannot be used", "", "", "",
     "The message says what the key expects.", "date: 1 May 2020", "date: 2020-05-01"},
    {"front-matter/held-back", kError, "Key that was meant to keep a page back, and does not", "", "", "",
     "A page with `Draft:`, `daft:` or `status: draft` would go out, though somebody meant to keep it back. "
     "So "
     "a key or value that nearly says so stops the build.",
     "Draft: true", "draft: true"},
    {"front-matter/missing-title", kError, "Page without a title", "WCAG 2.2 2.4.2", "2.4.2", "2779a5",
     "The title is the page’s main heading, the browser tab’s name and the text of links to it. People who "
     "cannot see the page hear it first.",
     "---\ndescription: How to reach us\n---", "---\ntitle: Contact us\n---"},
    {"front-matter/unclosed", kError, "Front matter without an end", "", "", "",
     "Without the second line of dashes the whole page would be taken for settings.",
     "---\ntitle: Contact us\n\nText", "---\ntitle: Contact us\n---\n\nText"},
    {"front-matter/misplaced-key", kWarning, "Setting of a page in the wrong place", "", "", "",
     "`params` holds values for themes. A setting of the page among them has no effect.",
     "params: {draft: true}", "draft: true"},
    {"front-matter/unknown-key", kWarning, "Key at the top of a page that does not exist", "", "", "",
     "A mistyped key would be without effect. The message offers the nearest one.", "tilte: Contact us",
     "title: Contact us"},
    {"heading/empty", kError, "Heading without words", "WCAG 2.2 2.4.6", "2.4.6", "ffd0e9",
     "People who use a screen reader jump from heading to heading; an empty one is a dead end.", "##",
     "## How to reach us"},
    {"heading/level-one", kError, "Second main heading", "WCAG 2.2 1.3.1", "1.3.1", "",
     "A page has one main heading, and that is its title. Start headings in the text with two signs.",
     "# How to reach us", "## How to reach us"},
    {"heading/own-id", kWarning, "Id of a heading that is not free", "", "", "",
     "Each id stands once on a page, or links would lead to the wrong place. Headings and the frame of the "
     "page "
     "share them.",
     "## How we work {#main}", "## How we work {#how}"},
    {"heading/skipped-level", kError, "Heading that skips a level", "WCAG 2.2 1.3.1", "1.3.1", "",
     "Levels tell what belongs to what. A missing level sounds like a missing part.",
     "## Fees\n\n#### Refunds", "## Fees\n\n### Refunds"},
    {"image/damaged", kError, "Picture that is damaged", "", "", "",
     "A picture that breaks off, or a file that is no picture, leaves a gap on the page. Gazette publishes a "
     "copy of each "
     "picture without what it says of places and people; of a file that it cannot read it publishes nothing.",
     "photo.jpg, of which half was copied", "photo.jpg, exported once more"},
    {"image/external", kError, "Picture from another site", "", "", "",
     "The other site would learn who reads the page, and the picture may vanish. Put a copy beside the page.",
     "![Map](https://maps.example.com/x.png)", "![Map of the office](map.png)"},
    {"image/no-alt", kError, "Picture without alternative text", "WCAG 2.2 1.1.1", "1.1.1", "23a2a8",
     "People who cannot see the picture hear this text instead. Say what the picture shows; leave it empty "
     "only for decoration.",
     "![](map.png)", "![Map: the office is opposite the station](map.png)"},
    {"image/not-cleaned", kError, "Picture whose private parts cannot be taken out", "", "", "",
     "Photographs say where they were taken, when, and often by whom. Gazette takes that out of JPEG, PNG, "
     "WebP, AVIF, GIF, "
     "icons and SVG, and publishes no picture of another kind. Save it as one of these.",
     "content/launch.tiff", "content/launch.jpg"},
    {"image/not-shown", kError, "Picture of a kind that browsers do not show", "WCAG 2.2 1.1.1", "", "",
     "Readers would see a gap. The message says what the file is, and how to save it as a kind that every "
     "browser "
     "shows: JPEG for photographs, PNG or SVG for drawings.",
     "![The launch](launch.heic)", "![The launch](launch.jpg)"},
    {"image/other-file", kWarning, "Drawing that asks for another file", "", "", "",
     "For a picture on a page browsers fetch no second file, so a part of the drawing is missing. Embed the "
     "file when "
     "you export the drawing. The reference is not published: it often holds the name of a folder on "
     "somebody’s "
     "computer.",
     "<image href=\"file:///home/jo/photo.png\"/> in map.svg",
     "<image href=\"data:image/png;base64,…\"/> in map.svg"},
    {"image/position", Severity::Info, "Photograph that says where it was taken", "", "", "",
     "Telephones write the place into each photograph. The published copy does not hold it, but the file in "
     "the "
     "project still does: think of it before you give the project’s files to others.",
     "content/visit.jpg with a GPS position", "content/visit.jpg without one"},
    {"image/wrong-ending", kWarning, "Picture with the ending of another kind", "", "", "",
     "Servers and programs go by the ending of a name. A drawing with the ending of a photograph is not "
     "shown at all.",
     "logo.jpg, which is a PNG", "logo.png"},
    {"include/cycle", kError, "File that includes itself", "", "", "",
     "The page would never end. Remove one of the includes.", "a.md includes b.md, and b.md includes a.md",
     "a.md includes b.md"},
    {"include/draft", kError, "Included file that is held back", "", "", "",
     "Its words would be public although the file says that they are not ready.",
     "```{include} next.md\n```, and next.md has draft: true", "The same once next.md is published"},
    {"include/missing", kError, "Included file that does not exist", "", "", "",
     "Give the path below content/.", "```{include} feess.md\n```", "```{include} fees.md\n```"},
    {"include/too-many", kError, "Page that includes too many files", "", "", "",
     "Join the files, or make several pages.", "A page with 300 includes", "A section with several pages"},
    {"layout/broken-tag", kError, "Broken tag in a layout", "", "", "",
     "Tags stand in two braces, and each section is closed by its name.", "{{#page.next}}",
     "{{#page.next}}…{{/page.next}}"},
    {"layout/missing", kError, "Layout that does not exist", "", "", "",
     "The message offers the nearest layout of the theme.", "layout: reprot", "layout: report"},
    {"layout/partial-cycle", kError, "Partial that includes itself", "", "", "", "The page would never end.",
     "header includes menu, menu includes header", "header includes menu"},
    {"layout/unknown-partial", kWarning, "Partial that does not exist", "", "", "",
     "The message offers the nearest name.", "{{> haeder}}", "{{> header}}"},
    {"layout/unknown-variable", kWarning, "Variable that does not exist", "", "", "",
     "Nothing would stand in its place. The message offers the nearest one.", "{{page.titel}}",
     "{{page.title}}"},
    {"link/empty", kError, "Link without an address", "WCAG 2.2 2.4.4", "2.4.4", "",
     "Readers who follow it stay where they are.", "[Contact]()", "[Contact](contact.md)"},
    {"link/outside", kError, "Link out of the content folder", "", "", "",
     "Only what stands below content/ is published.", "[Plan](../../private/plan.md)", "[Plan](plan.md)"},
    {"link/scheme", kError, "Address of a kind that is not allowed", "", "", "",
     "Addresses may start with https, mailto or tel. Others run programs or open files of the reader’s own "
     "computer.",
     "[Click](javascript:alert(1))", "[Contact](contact.md)"},
    {"link/withdrawn", kWarning, "Link to a page that was withdrawn", "", "", "",
     "Readers who follow it find a notice instead of what the link promises. Link to what stands in its "
     "place.",
     "[Plan](plan.md), with withdrawn: true in plan.md", "[Plan](plan-2027.md)"},
    {"markdown/footnote", kError, "Footnote without a mark, or mark without a footnote", "", "", "",
     "Readers would see the bare mark, or never learn of the note. The mark `[^1]` and the line `[^1]: …` "
     "belong together; each note has a name of its own.",
     "Numbers fell.[^fall]", "Numbers fell.[^fall]\n\n[^fall]: Police records."},
    {"markdown/literal", kWarning, "Marks that readers would see", "", "", "",
     "A link with a blank in its address, a table whose second line has other columns than its first, a "
     "heading without a blank behind its signs: Markdown takes them for words, and readers see the marks.",
     "[Plan](our plan.md)", "[Plan](our-plan.md)"},
    {"markdown/raw-html", kError, "HTML in Markdown", "", "", "",
     "HTML in a text is how pages break and how strangers’ code gets in. There is a directive for what you "
     "need; the message names it.",
     "<details>…</details>", "```{details} Who can apply\n…\n```"},
    {"markdown/table-cells", kError, "Row with more cells than the table has columns", "", "", "",
     "Markdown drops what is too much, and readers miss it. The first row decides how many columns there "
     "are.",
     "| A | B |\n|---|---|\n| 1 | 2 | 3 |", "| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |"},
    {"markdown/too-deep", kError, "Lists or quotations nested too deeply", "", "", "",
     "Nobody can follow a list inside a list inside a list for long, and screen readers announce every "
     "level. "
     "Headings and several short lists say the same.",
     "A list of 30 levels", "Headings with a list of one or two levels below each"},
    {"markdown/unclosed-fence", kError, "Block that is never closed", "", "", "",
     "Everything after it would be swallowed.", "```{note}\nText", "```{note}\nText\n```"},
    {"page/alias-clash", kError, "Old address given to two pages", "", "", "",
     "A redirect can lead to one page.", "aliases: [/old/] on two pages", "aliases: [/old/] on one"},
    {"page/index-file", kWarning, "Page called index.md or README.md", "", "", "",
     "Other programs make the page of a folder of such a file. Here the page of a folder is _index.md, and "
     "index.md would get the address /folder/index/.",
     "guide/index.md", "guide/_index.md"},
    {"page/dated-ahead", Severity::Info, "Page held back until its date", "", "", "",
     "A page with a `date` in the future is not in the site before that day. Write `publish:` for another "
     "day "
     "or a minute.",
     "date: 2126-12-07", "date: 2126-12-07 and publish: 2126-12-07T09:30"},
    {"page/future-date", kWarning, "Date that is still to come", "", "", "",
     "A page cannot have been changed on a day that is still to come: most often the year is a slip. "
     "Readers, "
     "the feed and the site map do not get the date before its day.",
     "updated: 2126-12-07", "updated: 2026-12-07"},
    {"page/no-home", kWarning, "Site without a home page", "", "", "",
     "Readers who type the site’s address would find nothing.", "content/about.md alone",
     "content/_index.md"},
    {"page/same-address", kError, "Two pages with one address", "", "", "",
     "Rename one file, or give one a `slug`.", "fees.md and 01-fees.md in one folder",
     "fees.md and fees-2021.md"},
    {"page/updated-earlier", kWarning, "Change note after the last update", "", "", "",
     "The newest change note is when the page was changed last, and that is what readers are told. Let "
     "`updated` say the same, or take it out.",
     "updated: 2021-01-31 and a change note of 2021-03-01", "updated: 2021-03-01"},
    {"pdf/stale", kWarning, "PDF of an earlier state of its report", "", "", "",
     "The pages have changed since the PDF was made, so readers would find two texts that differ. Make it "
     "again, or delete it from assets/.",
     "gazette build after an edit", "gazette pdf, then gazette build"},
    {"project/no-content", kError, "Folder that is no project", "", "", "",
     "A project is a folder that holds content/.", "gazette build /tmp", "gazette build my-site"},
    {"quote/no-source", kWarning, "Quotation without a source", "", "", "",
     "Readers want to know who said it, and where they can read on.", "```{quote}\nText\n```",
     "```{quote}\n:source: Working Together 2018, page 12\n\nText\n```"},
    {"publish/clock", kWarning, "Clock that is behind", "", "", "",
     "What waits for a time is published by the clock of the computer that builds. Files that were saved "
     "after "
     "what it shows say that it is wrong.",
     "A build on 1 January 2020 of files from 2026", "The same with the clock set"},
    {"publish/clock-change", kError, "Time that no clock shows, or that clocks show twice", "", "", "",
     "Where clocks change for summer time, one hour in spring does not exist, and one in autumn comes twice. "
     "Write "
     "a time that exists; for one that comes twice, say which is meant by its distance from Greenwich. Until "
     "then "
     "a page is published at the second and withdrawn at the first.",
     "publish: 2026-03-29T01:30", "publish: 2026-03-29T02:00"},
    {"publish/nothing-left", kError, "Site of which every page is held back", "", "", "",
     "A `publish` or `withdraw` in content/_index.md holds for all pages. A site without pages is not built; "
     "the "
     "one that is there stays.",
     "publish: 2126-12-07 in content/_index.md", "publish: 2126-12-07 in content/news/_index.md"},
    {"publish/order", kError, "Page withdrawn before it is published", "", "", "",
     "Between the two times readers see the page, so `publish` comes first.",
     "publish: 2026-12-07 and withdraw: 2026-12-01", "publish: 2026-12-07 and withdraw: 2027-12-01"},
    {"redirect/bad-row", kError, "Redirect that cannot be read", "", "", "",
     "Each row has the old address and the new page.", "old.php,contact.md", "/old.php,contact.md"},
    {"redirect/chain", kError, "Redirect to another redirect", "", "", "",
     "Each step costs the reader time, and chains break.", "/a,/b/ and /b/,/c/", "/a,/c/ and /b/,/c/"},
    {"redirect/held-back", Severity::Info, "Redirect to a page that is held back", "", "", "",
     "The old address leads nowhere until the page is published; then the redirect goes out with it.",
     "/old.php,next-plan.md, and next-plan.md is a draft", "The same once the page is published"},
    {"redirect/hides-page", kError, "Redirect from a page that exists", "", "", "",
     "Nobody could read that page any more.", "/contact/,about.md", "/contact.php,contact.md"},
    {"redirect/loop", kError, "Redirect that leads back to itself", "", "", "",
     "Browsers give up with an error.", "/a/,/b/ and /b/,/a/", "/a/,/c/"},
    {"redirect/missing-target", kError, "Redirect that leads nowhere", "", "", "",
     "The message offers the nearest page.", "/old.php,contcat.md", "/old.php,contact.md"},
    {"role/syntax", kError, "Role that cannot be read", "", "", "", "The message shows how it is written.",
     "{lang}`Croeso`", "{lang cy}`Croeso`"},
    {"role/unknown", kError, "Role that does not exist", "", "", "", "The message offers the nearest name.",
     "{valeu}`sum(a[*, n])`", "{value}`sum(a[*, n])`"},
    {"theme/bad-strings", kError, "Word of the theme that is no plain text", "", "", "",
     "Each key of a language file has one text.", "close: [x]", "close: Close"},
    {"theme/brand", kError, "Brand colour that cannot be read", "WCAG 2.2 1.4.3", "1.4.3", "afw4f7",
     "White text stands on the brand colour, and needs a contrast of at least 4.5 to 1.",
     "brand: \"#ffdd00\"", "brand: \"#1a4f8b\""},
    {"theme/missing", kError, "Theme that does not exist", "", "", "",
     "Themes are folders in themes/. `civic` comes with Gazette.", "theme: cvic", "theme: civic"},
    {"theme/no-language", kWarning, "Theme without the site’s language", "WCAG 2.2 3.1.2", "3.1.2", "",
     "Buttons and menus would be in English on a page in another language.",
     "language: cy, and no strings/cy.yaml", "strings/cy.yaml"},
    {"write/failed", kError, "Site that could not be written", "", "", "",
     "The old site stands unchanged. Check that the disk has room and that you may write there.",
     "A full disk", "Room on the disk"},
    {"write/not-ours", kError, "File in the way that no build made", "", "", "",
     "Builds never overwrite or delete what somebody else made.", "site/index.html written by hand",
     "The same file in assets/"},
    {"yaml/alias", kError, "YAML anchor or alias", "", "", "",
     "They make files hard to read and can grow without end. Write the value out.", "a: &x 1\nb: *x",
     "a: 1\nb: 1"},
    {"yaml/comment-in-value", kWarning, "Words that YAML takes for a comment", "", "", "",
     "YAML leaves out everything from a blank and `#` to the end of the line. Quotes keep it.",
     "title: Case #4 of the review", "title: \"Case #4 of the review\""},
    {"yaml/duplicate-key", kError, "Key given twice", "", "", "", "Only one of the two values could be used.",
     "title: A\ntitle: B", "title: A"},
    {"yaml/syntax", kError, "YAML that cannot be read", "", "", "",
     "Most often a colon inside a value needs quotes, or lines are not lined up.",
     "title: Help: how to get it", "title: \"Help: how to get it\""},
};

}  // namespace

std::span<const Rule> build_rules() {
  return kRules;
}

}  // namespace gazette
