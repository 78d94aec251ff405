// The link checker's rules, for people.
#include "checks/links/check_links.h"

namespace gazette {
namespace {

constexpr Rule kRules[] = {
    {"link/broken", Severity::Error, "Link to something that does not exist",
     "WCAG 2.2 technique G88; ONS link checks", "", "",
     "A reader who follows the link does not arrive, and an image or style sheet that is not there leaves a "
     "gap. Correct the address, or take the link out. For a page that is gone for good, link to an archived "
     "copy and say so.",
     "<a href=\"/guide/instal/\">Install</a>", "<a href=\"/guide/install/\">Install</a>"},
    {"link/fragment", Severity::Error, "Link to a place on a page that does not exist",
     "HTML 7.4.6.3, scrolling to a fragment", "2.4.1", "",
     "The page opens at its top, and the reader has to search for what was promised. Use an id that the page "
     "has. Capitals count.",
     "<a href=\"about.html#tem\">Our team</a>", "<a href=\"about.html#team\">Our team</a>"},
    {"link/case", Severity::Error, "Capitals of an address differ from the file's", "RFC 3986, 6.2.2.1", "",
     "",
     "It works on a computer that ignores capitals and fails on nearly every web server. Write the address "
     "exactly as the file is named.",
     "<a href=\"About.html\">About us</a>", "<a href=\"about.html\">About us</a>"},
    {"link/redirect", Severity::Warning, "Link to an address that has moved", "RFC 9110, 15.4", "", "",
     "Each redirect costs readers time and may go away one day. Link to the new address. Redirects that go "
     "in a circle or lead nowhere are errors.",
     "<a href=\"/old-page/\">Plan</a>", "<a href=\"/plan/\">Plan</a>"},
    {"link/insecure", Severity::Warning, "Address without https", "W3C TAG, Securing the Web", "", "",
     "What comes over http can be read and changed on the way. Scripts, style sheets and frames that are "
     "loaded over http are blocked by browsers. Write https where the host answers there.",
     "<a href=\"http://www.example.org/\">Example</a>", "<a href=\"https://www.example.org/\">Example</a>"},
    {"link/look-alike", Severity::Warning, "Host that looks like the site's own", "NCSC guidance on phishing",
     "", "",
     "One letter more or less leads to a host that somebody else can own. Nearly always it is a slip of the "
     "keyboard.",
     "<a href=\"https://exampel-council.org/\">Our report</a>",
     "<a href=\"https://example-council.org/\">Our report</a>"},
    {"link/mailto", Severity::Error, "E-mail link that cannot work", "RFC 6068", "", "",
     "The reader's mail program opens with an address that nobody receives. Write mailto:name@example.org, "
     "with fields after a question mark.",
     "<a href=\"mailto:help.example.org\">Write to us</a>",
     "<a href=\"mailto:help@example.org\">Write to us</a>"},
    {"link/tel", Severity::Error, "Telephone link that cannot work", "RFC 3966", "", "",
     "Phones dial what stands in the link. Write the number with its country code, without blanks and "
     "without (0).",
     "<a href=\"tel:+44 (0)1632 960961\">Call us</a>", "<a href=\"tel:+441632960961\">Call us</a>"},
    {"link/malformed", Severity::Warning, "Address that is not written as addresses are",
     "WHATWG URL Standard", "", "",
     "Browsers mend many slips in silence, other programs do not: search engines, feed readers and checkers "
     "see another address. What no browser can read is an error.",
     "<a href=\"guide\\setup.html\">Setup</a>", "<a href=\"guide/setup.html\">Setup</a>"},
    {"link/empty", Severity::Warning, "Empty address", "HTML 2.4.3, valid non-empty URL", "", "",
     "An empty address leads to the page it is on. For an image or a script it means that nothing can be "
     "loaded.",
     "<a href=\"\">Annual report</a>", "<a href=\"/annual-report/\">Annual report</a>"},
    {"link/trailing-slash", Severity::Warning, "Folder without its slash", "", "", "",
     "The host answers with a redirect, so each reader waits for two answers instead of one, and some hosts "
     "do not answer at all. Write the slash.",
     "<a href=\"/guide\">Guide</a>", "<a href=\"/guide/\">Guide</a>"},
    {"link/private", Severity::Warning, "Address of a private network",
     "IANA special-purpose address registries", "", "",
     "Addresses like localhost or 192.168.1.5 work on one machine or in one building. They are never asked "
     "for, unless that is allowed.",
     "<a href=\"http://localhost:8000/plan.html\">Plan</a>", "<a href=\"/plan.html\">Plan</a>"},
    {"link/unknown", Severity::Warning, "Link of which nothing certain is known", "RFC 9110", "", "",
     "The host did not answer in time, or refuses programs. Open the link in a browser. Settings can accept "
     "the answer or leave the address out.",
     "<a href=\"https://intranet.example.org/members\">Members</a>",
     "<a href=\"https://www.example.org/about\">About</a>"},
    {"link/tls", Severity::Error, "Host whose certificate browsers refuse", "RFC 5280; RFC 6125", "", "",
     "Readers see a warning instead of the page. Tell the owner of the host, or link elsewhere.",
     "<a href=\"https://expired.example.org/\">Figures</a>",
     "<a href=\"https://www.example.org/figures\">Figures</a>"},
    {"link/same-address-two-texts", Severity::Info, "One address under two descriptions",
     "WCAG 2.2 technique G197", "2.4.4 3.2.4", "",
     "Two different descriptions for one address often mean that one of them was meant for another address. "
     "If both are right, use the same words.",
     "<a href=\"https://example.org/r.pdf\">The report</a> and <a href=\"https://example.org/r.pdf\">How to "
     "refer a child</a>",
     "<a href=\"https://example.org/r.pdf\">The report</a> and <a href=\"https://example.org/refer\">How to "
     "refer a child</a>"},
    {"link/orphan-page", Severity::Warning, "Page that no link leads to", "WCAG 2.2 2.4.5", "2.4.5", "",
     "Readers cannot find it except by a search engine or by luck. Link to it from a page they do find, or "
     "take it off the site.",
     "content/old-plan.md, which no page links to", "[The plan of 2019](old-plan.md) on the page of plans"},
    {"link/unused-asset", Severity::Info, "File that nothing uses", "", "", "",
     "It costs room and may hold what should no longer be public. Scripts may still load it by a name that "
     "is put together while they run.",
     "assets/old-logo.png, which nothing uses", "Remove the file"},
    {"link/checked", Severity::Info, "Link that is right or was not followed", "", "", "",
     "Only told when all links are asked for: what was found to be right, and what was skipped and why.",
     "gazette check (says nothing of links that are right)", "gazette check --format json --all"},
};

}  // namespace

std::span<const Rule> link_rules() {
  return kRules;
}

}  // namespace gazette
