// Notes, quotations, details, figures, steps, downloads, contacts: Markdown in a frame.
#include <fmt/format.h>

#include "base/text.h"
#include "content/body/directives.h"

namespace gazette::directives {
namespace {

/// The value of an option, or nothing.
std::string_view value_of(const Directive& directive, std::string_view key) {
  const DirectiveOption* option = directive.option(key);
  return option == nullptr ? std::string_view() : std::string_view(option->value);
}

std::string upper_ending(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  std::string ending = dot == std::string_view::npos ? std::string() : std::string(path.substr(dot + 1));
  for (char& c : ending) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return ending;
}

}  // namespace

/// "850 bytes", "12 KB", "1.4 MB": powers of 1,000, as file lists of public bodies give them.
std::string file_size_text(std::size_t bytes) {
  if (bytes < 1000) return fmt::format("{} bytes", bytes);
  if (bytes < 1'000'000) return fmt::format("{} KB", (bytes + 500) / 1000);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

void enter_callout(BodyRenderer& out, NodeId /*id*/, const Directive& directive) {
  const std::string title =
      directive.argument.empty() ? say(out.wording(), "callout_" + directive.name) : directive.argument;
  out.html() += "<div class=\"callout callout-" + directive.name + "\"><p class=\"callout-title\">" +
                escape_html(title) + "</p>\n";
}

void leave_callout(BodyRenderer& out, NodeId /*id*/, const Directive& /*directive*/) {
  out.html() += "</div>\n";
}

void leave_div(BodyRenderer& out, NodeId /*id*/, const Directive& /*directive*/) {
  out.html() += "</div>\n";
}

void enter_quote(BodyRenderer& out, NodeId /*id*/, const Directive& /*directive*/) {
  out.html() += "<figure class=\"quote\"><blockquote>\n";
}

void leave_quote(BodyRenderer& out, NodeId id, const Directive& directive) {
  out.html() += "</blockquote>";
  const std::string_view source = value_of(directive, "source");
  const DirectiveOption* url = directive.option("url");
  if (source.empty()) {
    out.diagnostics().warning("quote/no-source", out.place(id, directive.name_span),
                              "this quotation does not say where it is from", "add a line `:source: …`");
  } else {
    out.html() += "<figcaption>";
    const auto target = url == nullptr ? std::nullopt : out.link(url->value, out.place(id, url->value_span));
    if (target) out.html() += "<a href=\"" + escape_html(out.href(*target)) + "\">";
    append_escaped_html(out.html(), source);
    out.html() += target ? "</a></figcaption>" : "</figcaption>";
  }
  out.html() += "</figure>\n";
}

void enter_details(BodyRenderer& out, NodeId /*id*/, const Directive& directive) {
  out.html() +=
      "<details class=\"details\"><summary>" + escape_html(directive.argument) + "</summary>\n<div>\n";
}

void leave_details(BodyRenderer& out, NodeId /*id*/, const Directive& /*directive*/) {
  out.html() += "</div></details>\n";
}

void enter_figure(BodyRenderer& out, NodeId id, const Directive& directive) {
  const Place place = out.place(id, directive.argument_span);
  const DirectiveOption* alt = directive.option("alt");
  if (alt == nullptr) {
    out.diagnostics().error("image/no-alt", place, "this figure has no alternative text",
                            "add `:alt: what the picture shows`, or an empty `:alt:` if it is decoration");
  }
  const auto target = directive.argument.empty() ? std::nullopt : out.link(directive.argument, place);
  out.html() += "<figure class=\"figure\">";
  if (target && target->external) {
    out.diagnostics().error("image/external", place, "this image stands on another site",
                            "put a copy beside the page: readers' visits are nobody else's business");
  } else if (target) {
    out.html() +=
        out.picture(*target, alt == nullptr ? std::string_view() : std::string_view(alt->value), place);
  }
  const bool has_caption = out.tree().node(id).first_child != kNoNode;
  if (has_caption) {
    const std::string number = std::to_string(out.next_figure_number());
    out.html() += "<figcaption><span class=\"caption-number\">" +
                  escape_html(say(out.wording(), "figure_number", {{"number", number}})) + "</span>\n";
  }
}

void leave_figure(BodyRenderer& out, NodeId id, const Directive& /*directive*/) {
  out.html() += out.tree().node(id).first_child != kNoNode ? "</figcaption></figure>\n" : "</figure>\n";
}

void enter_steps(BodyRenderer& out, NodeId id, const Directive& directive) {
  const NodeId first = out.tree().node(id).first_child;
  const bool is_list =
      first != kNoNode && out.tree().node(first).kind == MarkdownKind::List && out.tree().node(first).ordered;
  if (!is_list) {
    out.diagnostics().error("directive/steps-list", out.place(id, directive.name_span),
                            "`steps` holds a numbered list",
                            "write `1. First step` on the first line inside");
  }
  out.html() += "<div class=\"steps\">\n";
}

void enter_download(BodyRenderer& out, NodeId id, const Directive& directive) {
  const auto target = directive.argument.empty()
                          ? std::nullopt
                          : out.link(directive.argument, out.place(id, directive.argument_span));
  if (!target) return;
  std::string title(value_of(directive, "title"));
  if (title.empty()) title = collapse_white_space(directive.body);
  if (title.empty()) {
    out.diagnostics().error("download/no-title", out.place(id, directive.name_span),
                            "this download has no title", "add `:title: …` in words a reader would use");
    title = directive.argument;
  }
  // Format and size stand in the link, so that nobody opens a large file unawares.
  std::string facts = upper_ending(directive.argument);
  if (target->asset != nullptr) facts += ", " + file_size_text(target->asset->bytes->text().size());
  out.html() += "<p class=\"download\"><a class=\"download-link\" href=\"" + escape_html(target->href) +
                "\">" + escape_html(title) + (facts.empty() ? "" : " (" + escape_html(facts) + ")") +
                "</a></p>\n";
}

void enter_contact(BodyRenderer& out, NodeId id, const Directive& directive) {
  std::string& html = out.html();
  html += "<div class=\"contact\">";
  const auto row = [&](std::string_view key, const std::string& content) {
    html += "<div><dt>" + escape_html(say(out.wording(), "contact_" + std::string(key))) + "</dt><dd>" +
            content + "</dd></div>";
  };
  if (const std::string_view name = value_of(directive, "name"); !name.empty()) {
    html += "<p class=\"contact-name\">" + escape_html(name) + "</p>";
  }
  const bool has_rows = directive.option("phone") || directive.option("email") ||
                        directive.option("address") || directive.option("hours") || directive.option("url");
  if (has_rows) html += "<dl>";
  if (const std::string_view phone = value_of(directive, "phone"); !phone.empty()) {
    std::string digits;
    for (const char c : phone) {
      if (is_ascii_digit(c) || (c == '+' && digits.empty())) digits += c;
    }
    row("phone", "<a href=\"tel:" + digits + "\">" + escape_html(phone) + "</a>");
  }
  if (const std::string_view email = value_of(directive, "email"); !email.empty()) {
    row("email",
        "<a href=\"mailto:" + escape_html(percent_encode(email, "@+")) + "\">" + escape_html(email) + "</a>");
  }
  if (const std::string_view address = value_of(directive, "address"); !address.empty()) {
    row("address", escape_html(address));
  }
  if (const std::string_view hours = value_of(directive, "hours"); !hours.empty())
    row("hours", escape_html(hours));
  if (const DirectiveOption* url = directive.option("url"); url != nullptr && !url->value.empty()) {
    if (const auto target = out.link(url->value, out.place(id, url->value_span))) {
      row("url", "<a href=\"" + escape_html(out.href(*target)) + "\">" + escape_html(url->value) + "</a>");
    }
  }
  if (has_rows) html += "</dl>";
  html += '\n';
}

}  // namespace gazette::directives
