// Rules about the form of an address.
#include "checks/links/address_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/spelling.h"
#include "base/text.h"

namespace gazette {
namespace {

constexpr std::string_view kMailto = "link/mailto";
constexpr std::string_view kTel = "link/tel";
constexpr std::string_view kMalformed = "link/malformed";

/// Schemes that are neither followed nor wrong. After the IANA registry, as far as pages use them.
constexpr std::string_view kKnownSchemes[] = {
    "about",         "acct",     "aim",     "apt",       "bitcoin",     "blob",        "callto",
    "chrome",        "cid",      "data",    "dav",       "dns",         "doi",         "ed2k",
    "ethereum",      "facetime", "fax",     "feed",      "ftp",         "geo",         "git",
    "gopher",        "gtalk",    "hdl",     "imap",      "info",        "intent",      "irc",
    "irc6",          "ircs",     "itms",    "itms-apps", "jabber",      "javascript",  "ldap",
    "magnet",        "maps",     "market",  "mid",       "mms",         "modem",       "ms-excel",
    "ms-powerpoint", "ms-word",  "msteams", "news",      "nntp",        "openpgp4fpr", "pkcs11",
    "rsync",         "rtsp",     "sftp",    "sgn",       "shttp",       "sip",         "sips",
    "skype",         "slack",    "sms",     "smsto",     "snapchat",    "ssh",         "steam",
    "svn",           "tag",      "tencent", "urn",       "view-source", "viber",       "vnc",
    "web+mastodon",  "webcal",   "webcals", "whatsapp",  "ws",          "wss",         "wtai",
    "xmpp",          "zoommtg",  "zoomus"};
constexpr std::string_view kLikelySchemes[] = {"https", "http", "mailto", "tel",
                                               "sms",   "ftp",  "data",   "javascript"};

bool is_known_scheme(std::string_view scheme) {
  return std::find(std::begin(kKnownSchemes), std::end(kKnownSchemes), scheme) != std::end(kKnownSchemes) ||
         scheme.starts_with("web+") || scheme.starts_with("ext+") || scheme.starts_with("ms-");
}

bool is_atom_character(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || (static_cast<unsigned char>(c) & 0x80U) != 0 ||
         std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
}

/// What is wrong with the part before the `@`; "" when nothing is.
std::string local_part_fault(std::string_view local) {
  if (local.empty()) return "nothing stands before the @";
  if (local.size() >= 2 && local.front() == '"' && local.back() == '"') return {};
  if (local.find(' ') != std::string_view::npos) return "a blank stands in it";
  if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) {
    return "a full stop stands at an end of the name or twice in a row";
  }
  const auto* odd = std::find_if_not(local.begin(), local.end(), is_atom_character);
  return odd == local.end() ? std::string() : fmt::format("`{}` cannot stand before the @", *odd);
}

std::string mail_host_fault(std::string_view host) {
  if (host.empty()) return "nothing stands after the @";
  if (host.front() == '[' && host.back() == ']') return {};
  for (const std::string_view label : split(host, '.')) {
    if (label.empty()) return "a full stop stands at an end of the host or twice in a row";
    if (label.front() == '-' || label.back() == '-') return fmt::format("`{}` is no name of a host", label);
    const auto* odd = std::find_if_not(label.begin(), label.end(), [](char c) {
      return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '_' ||
             (static_cast<unsigned char>(c) & 0x80U) != 0;
    });
    if (odd != label.end()) {
      return *odd == ' ' ? "a blank stands in it"
                         : fmt::format("`{}` cannot stand in the name of a host", *odd);
    }
  }
  return {};
}

std::string mail_address_fault(std::string_view address) {
  // A quoted name may hold an @ of its own, so the last one counts; any other is one too many.
  const std::size_t at = address.rfind('@');
  if (at == std::string_view::npos) return "it has no @";
  const std::string_view local = address.substr(0, at);
  if (local.find('@') != std::string_view::npos && !local.starts_with("\"")) return "it has more than one @";
  const std::string fault = local_part_fault(local);
  return fault.empty() ? mail_host_fault(address.substr(at + 1)) : fault;
}

/// Checks a list of addresses separated by commas; "" or the finding's message.
std::string mail_list_fault(std::string_view list) {
  for (const std::string_view raw : split(list, ',')) {
    const std::string address(trim(percent_decode_lenient(raw)));
    if (address.empty()) return "an address in the list is empty";
    if (address.find('<') != std::string::npos) {
      return fmt::format("\"{}\" is not a plain address: leave out the name and the angle brackets", address);
    }
    const std::string fault = mail_address_fault(address);
    if (!fault.empty()) return fmt::format("\"{}\" is not an e-mail address: {}", address, fault);
  }
  return {};
}

/// `about.html` where a host should be: a slash too many made it one.
bool reads_like_a_file(std::string_view host) {
  return host.find('.') == std::string_view::npos || host.ends_with(".html") || host.ends_with(".htm") ||
         host.ends_with(".php");
}

bool is_digit_or_separator(char c) {
  return is_ascii_digit(c) || std::string_view("-.()").find(c) != std::string_view::npos;
}

/// A mailto: address against RFC 6068, with the addresses in `to`, `cc` and `bcc`.
LinkFinding check_mailto(const Url& url) {
  constexpr std::string_view kExample = "write it as mailto:name@example.org";
  if (url.has_host || url.path.starts_with("//"))
    return link_error(kMailto, "mailto: takes no slashes", std::string(kExample));
  if (url.path.empty()) {
    if (url.has_query && url.query.find('=') != std::string::npos)
      return {LinkStatus::Skipped,
              Severity::Info,
              "link/checked",
              "asks for an e-mail without a recipient",
              {},
              false};
    return link_error(kMailto, "this mailto: link has no address", std::string(kExample));
  }
  std::string fault = mail_list_fault(url.path);
  if (!fault.empty()) {
    const std::size_t ampersand = url.path.find('&');
    const bool forgot_question_mark =
        ampersand != std::string::npos && url.path.find('=', ampersand) != std::string::npos;
    std::string hint(kExample);
    if (forgot_question_mark) hint = "fields begin with ? after the address, and & stands between them";
    if (url.path.find(';') != std::string::npos) hint = "separate addresses with commas";
    return link_error(kMailto, std::move(fault), std::move(hint));
  }
  for (const std::string_view field : split(url.query, '&')) {
    const std::size_t equals = field.find('=');
    const std::string name = to_lower_ascii(field.substr(0, equals));
    if (equals == std::string_view::npos || (name != "to" && name != "cc" && name != "bcc")) continue;
    fault = mail_list_fault(percent_decode_lenient(field.substr(equals + 1)));
    if (!fault.empty())
      return link_error(kMailto, fmt::format("in {}: {}", name, fault), std::string(kExample));
  }
  return link_skipped("an e-mail address: its form is right, whether it is read is not known");
}

/// A tel: address against RFC 3966.
LinkFinding check_telephone(const Url& url) {
  constexpr std::string_view kExample = "write it as tel:+441632960961";
  if (url.has_host) return link_error(kTel, "tel: takes no slashes", std::string(kExample));
  const std::string decoded = percent_decode_lenient(url.path);
  const std::string_view whole = decoded;
  const std::size_t semicolon = std::min(whole.find(';'), whole.size());
  const std::string_view number = whole.substr(0, semicolon);
  if (trim(number).empty()) return link_error(kTel, "this tel: link has no number", std::string(kExample));
  std::string digits;
  bool blanks = false;
  bool pauses = false;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const char c = number[i];
    if (is_ascii_digit(c) || c == '*' || c == '#') {
      digits += c;
    } else if (is_ascii_space(c)) {
      blanks = true;
    } else if (c == ',') {
      pauses = true;
    } else if (!is_digit_or_separator(c) && !(c == '+' && i == 0)) {
      const std::size_t length = decode_utf8(number, i).length;
      return link_error(kTel,
                        fmt::format("`{}` is not a telephone number: `{}` is neither a digit nor a separator",
                                    number, number.substr(i, length)),
                        std::string(kExample));
    }
  }
  if (digits.empty())
    return link_error(kTel, fmt::format("`{}` has no digits", number), std::string(kExample));
  if (blanks)
    return link_warning(kTel, "a telephone number in a link may not hold blanks; some phones stop there",
                        std::string(kExample));
  if (pauses)
    return link_warning(kTel, "commas make some phones pause and others fail",
                        "write an extension as ;ext=12");
  if (number.front() == '+') {
    if (number.find("(0)") != std::string_view::npos) {
      return link_warning(kTel,
                          "`(0)` makes phones dial a wrong number: after the country code the 0 is left out",
                          std::string(kExample));
    }
    if (digits.front() == '0')
      return link_warning(kTel, "no country code begins with 0", std::string(kExample));
    if (digits.size() > 15)
      return link_warning(kTel, fmt::format("{} digits: telephone numbers have at most 15", digits.size()),
                          std::string(kExample));
  }
  return link_skipped("a telephone number: its form is right");
}

}  // namespace

LinkFinding check_other_scheme(const Url& url, std::string_view written) {
  if (url.scheme == "mailto") return check_mailto(url);
  if (url.scheme == "tel") return check_telephone(url);
  if (url.scheme.size() == 1 || url.scheme == "file") {
    return link_error(kMalformed, "this is a path on somebody's own machine",
                      "copy the file to the site and link to it there");
  }
  if (url.scheme == "ftp")
    return link_note(LinkStatus::Skipped, kMalformed, "browsers no longer open ftp: addresses",
                     "offer the file over https");
  if (is_known_scheme(url.scheme))
    return link_skipped(fmt::format("{}: addresses are not followed", url.scheme));
  const std::string_view rest = trim(written).substr(std::min(url.scheme.size() + 1, trim(written).size()));
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (digits > 0 && (digits == rest.size() || rest[digits] == '/') && !rest.empty()) {
    return link_warning(kMalformed, fmt::format("browsers read `{}:` as a scheme", url.scheme),
                        fmt::format("write http://{} or https://{}", trim(written), trim(written)));
  }
  for (const std::string_view scheme : kLikelySchemes) {
    if (edit_distance(url.scheme, scheme, scheme.size() > 4 ? 2 : 1) <= (scheme.size() > 4 ? 2 : 1)) {
      return link_warning(kMalformed, fmt::format("`{}:` is not a kind of address we know", url.scheme),
                          fmt::format("did you mean `{}:`?", scheme));
    }
  }
  return link_skipped(fmt::format("{}: addresses are not known here", url.scheme));
}

LinkFinding explain_unreadable(std::string_view written, UrlFault fault) {
  const std::string shown(trim(written));
  switch (fault) {
    case UrlFault::NoHost:
      return link_error(kMalformed, fmt::format("`{}` names no host", shown),
                        "an address begins like https://www.example.org/");
    case UrlFault::BadPort:
      return link_error(kMalformed, fmt::format("`{}` has a port that does not exist", shown),
                        "ports are numbers up to 65535");
    case UrlFault::BadHost: {
      const bool blank = shown.find(' ') != std::string::npos;
      return link_error(kMalformed, fmt::format("`{}` has a host that cannot exist", shown),
                        blank ? "a blank stands in it" : "");
    }
    default:
      return link_error(kMalformed, fmt::format("`{}` is not an address", shown));
  }
}

LinkFinding check_repairs(const Url& url, std::string_view written) {
  const auto has = [&](UrlRepair repair) { return (url.repairs & repair) != 0; };
  if (has(kUrlSlashes) && reads_like_a_file(url.host)) {
    return link_error(kMalformed, fmt::format("browsers read `{}` as the host of this address", url.host),
                      fmt::format("two slashes stand after {}:", url.scheme));
  }
  if (url.host == "http" || url.host == "https") {
    return link_error(kMalformed, fmt::format("browsers read `{}` as the host of this address", url.host),
                      "leave out the second http://");
  }
  if (url.host.find("..") != std::string::npos || url.host.starts_with(".")) {
    return link_error(kMalformed, fmt::format("`{}` has a host that cannot exist", trim(written)),
                      "a part of the name is empty");
  }
  if (has(kUrlCredentials))
    return link_warning(kMalformed, "this address gives away a user name or password",
                        "leave out what stands before the @");
  if (has(kUrlSlashes))
    return link_warning(kMalformed, "browsers mend the slashes of this address, other programs do not",
                        fmt::format("write {}://", url.scheme));
  if (has(kUrlSchemeRelative))
    return link_warning(kMalformed,
                        fmt::format("`{}:` without slashes is read as a relative address", url.scheme),
                        fmt::format("write {}://", url.scheme));
  if (has(kUrlBackslash))
    return link_warning(kMalformed, "browsers turn `\\` into `/` here, other programs do not", "write /");
  if (has(kUrlLineBreak))
    return link_warning(kMalformed, "a tab or line break stands in this address; browsers drop it",
                        "write the address in one piece");
  if (has(kUrlOuterSpace))
    return link_warning(kMalformed, "blanks stand around this address; browsers drop them");
  if (has(kUrlAboveRoot))
    return link_warning(kMalformed, "`..` leads above the site's first folder; browsers stop there",
                        fmt::format("write {}", url.path));
  if (has(kUrlBadCharacter) && trim(written).find(' ') != std::string_view::npos) {
    return link_warning(kMalformed, "a blank stands in this address", "write %20 instead of it");
  }
  if (has(kUrlEncodedDots))
    return link_warning(kMalformed, "`%2e` is read as a dot here", "write the dots themselves");
  return {};
}

}  // namespace gazette
