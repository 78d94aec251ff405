// Links and ids of HTML, XHTML and SVG. Keeps no more state than the standard needs to tell links from
// text that looks like links: open templates, and which SVG or MathML elements are open.
#include <algorithm>

#include "base/text.h"
#include "formats/html/page_encoding.h"
#include "formats/links/link_scan_parts.h"

namespace gazette::link_scan {
namespace {

class HtmlScanner {
 public:
  HtmlScanner(std::string_view bytes, MarkupMode mode, bool svg, LinkScan& out)
      : collector_(bytes, out), out_(out), tokens_(bytes, mode), mode_(mode), svg_file_(svg) {
    if (mode == MarkupMode::Html) collector_.set_encoding(page_encoding(bytes));
  }

  void run() {
    while (true) {
      if (mode_ == MarkupMode::Html) tokens_.allow_cdata(in_foreign());
      if (!tokens_.next(token_)) break;
      switch (token_.kind) {
        case MarkupTokenKind::StartTag:
          start_tag();
          break;
        case MarkupTokenKind::EndTag:
          end_tag();
          break;
        case MarkupTokenKind::Text:
        case MarkupTokenKind::CData:
          text();
          break;
        case MarkupTokenKind::Instruction:
          instruction();
          break;
        case MarkupTokenKind::Comment:
          break;
      }
    }
  }

 private:
  bool in_foreign() const {
    return svg_file_ || (!foreign_.empty() && !is_html_integration_point(foreign_.back()));
  }

  std::string_view attribute_text(std::string_view name) {
    const MarkupAttribute* attribute = token_.find(name);
    return attribute == nullptr ? std::string_view() : trim(collector_.decode(*attribute).text);
  }

  void add(LinkKind kind, std::string_view element, std::string_view attribute) {
    if (const MarkupAttribute* found = token_.find(attribute)) {
      collector_.add(kind, element, attribute, collector_.decode(*found)).in_noscript = noscript_depth_ > 0;
    }
  }

  void text() {
    const Span content = token_.content;
    if (style_in_xml_) {
      collector_.add_css({collector_.bytes().substr(content.begin, content.end - content.begin),
                          content.begin,
                          {},
                          content.end - content.begin},
                         "style", LinkKind::Resource);
    } else {
      out_.text_characters +=
          trim(collector_.bytes().substr(content.begin, content.end - content.begin)).size();
    }
  }

  void instruction() {
    if (token_.name != "xml-stylesheet") return;
    const std::string_view content =
        collector_.bytes().substr(token_.content.begin, token_.content.end - token_.content.begin);
    const std::size_t at = content.find("href=");
    if (at == std::string_view::npos || at + 6 > content.size()) return;
    const std::size_t begin = at + 6;
    const std::size_t end = content.find(content[at + 5], begin);
    if (end == std::string_view::npos) return;
    const Span span{token_.content.begin + begin, token_.content.begin + end};
    collector_.add(LinkKind::Stylesheet, "xml-stylesheet", "href", collector_.decode(span));
  }

  void start_tag() {
    if (mode_ == MarkupMode::Xml) {
      const std::size_t colon = token_.name.find(':');
      if (colon != std::string::npos) token_.name.erase(0, colon + 1);
      std::transform(token_.name.begin(), token_.name.end(), token_.name.begin(), ascii_lower);
    }
    if (in_foreign() && !svg_file_ && mode_ == MarkupMode::Html && breaks_out_of_foreign_content(token_)) {
      while (in_foreign()) foreign_.pop_back();
    }
    const bool foreign = in_foreign();
    const Element element = element_of_name(token_.name);
    if (inert_templates_ == 0) {
      common_attributes(foreign);
      foreign ? svg_element() : html_element(element);
    }
    if (foreign) {
      open_foreign();
      return;
    }
    if (element == Element::Svg || element == Element::Math) open_foreign();
    if (element == Element::Template && !token_.self_closing) open_template();
    if (element == Element::Noscript) ++noscript_depth_;
    if (mode_ == MarkupMode::Html && is_raw_text_element(token_.name)) raw_text(element);
    if (mode_ == MarkupMode::Xml && element == Element::Style) style_in_xml_ = !token_.self_closing;
    if (mode_ == MarkupMode::Xml && element == Element::Script) out_.has_script = true;
  }

  void open_foreign() {
    if (token_.self_closing) return;
    if (svg_file_) {
      if (token_.name == "style") style_in_xml_ = true;
    } else if (foreign_.size() < 1024) {
      foreign_.push_back(token_.name);
    }
    if (token_.name == "style") style_in_xml_ = true;
    if (token_.name == "script") out_.has_script = true;
  }

  void open_template() {
    // A template is inert, unless it is the shadow tree of its parent: then its links work, but ids
    // inside it are no targets.
    if (inert_templates_ == 0 && token_.find("shadowrootmode") != nullptr) {
      ++shadow_trees_;
    } else {
      ++inert_templates_;
    }
  }

  void end_tag() {
    if (mode_ == MarkupMode::Xml) {
      const std::size_t colon = token_.name.find(':');
      if (colon != std::string::npos) token_.name.erase(0, colon + 1);
      std::transform(token_.name.begin(), token_.name.end(), token_.name.begin(), ascii_lower);
    }
    if (token_.name == "style") style_in_xml_ = false;
    if (token_.name == "a") close_label(token_.span.begin);
    if (!foreign_.empty()) {
      // An end tag closes the innermost element of its name and all that is open inside.
      const auto found = std::find(foreign_.rbegin(), foreign_.rend(), token_.name);
      if (found != foreign_.rend()) foreign_.erase(std::prev(found.base()), foreign_.end());
    }
    if (token_.name == "template") {
      if (inert_templates_ > 0) {
        --inert_templates_;
      } else if (shadow_trees_ > 0) {
        --shadow_trees_;
      }
    } else if (token_.name == "noscript" && noscript_depth_ > 0) {
      --noscript_depth_;
    } else if (token_.name == "form") {
      post_form_ = false;
    }
  }

  void raw_text(Element element) {
    const bool json = element == Element::Script && script_is_data_;
    const std::string type = to_lower_ascii(script_type_);
    const std::string name = token_.name;
    const Span span = tokens_.skip_raw_text(name);
    if (inert_templates_ > 0) return;
    const std::string_view content = collector_.bytes().substr(span.begin, span.end - span.begin);
    if (element == Element::Style) {
      const std::string_view sheet_type = attribute_text("type");
      if (!sheet_type.empty() && !equals_ignoring_case(sheet_type, "text/css")) return;
      collector_.add_css({content, span.begin, {}, content.size()}, "style", LinkKind::Resource);
    } else if (json && type == "application/ld+json") {
      scan_structured_data(content, span.begin, collector_);
    } else if (json && type == "importmap") {
      scan_import_map(content, span.begin, collector_);
    } else if (element == Element::Script && !content.empty()) {
      out_.scripts.push_back(content);
    }
  }

  void common_attributes(bool foreign) {
    for (const MarkupAttribute& attribute : token_.attributes) {
      // Of a repeated attribute only the first counts.
      if ((attribute.name == "id" || attribute.name == "style") && token_.find(attribute.name) != &attribute)
        continue;
      if (attribute.name == "id" || (mode_ == MarkupMode::Xml && attribute.name == "xml:id")) {
        if (shadow_trees_ == 0 && attribute.value.end > attribute.value.begin)
          out_.ids.push_back(collector_.decode(attribute).text);
      } else if (attribute.name == "style") {
        collector_.add_css(collector_.decode(attribute), "style", LinkKind::Resource);
      } else if (foreign && attribute.has_value && attribute.name != "d" && attribute.name != "href") {
        const std::string_view raw =
            collector_.bytes().substr(attribute.value.begin, attribute.value.end - attribute.value.begin);
        if (raw.find("url(") != std::string_view::npos)
          collector_.add_css(collector_.decode(attribute), "svg", LinkKind::Resource);
      }
    }
  }

  void svg_element() {
    const MarkupAttribute* href = token_.find("href");
    if (href == nullptr) {
      const auto prefixed = std::find_if(token_.attributes.begin(), token_.attributes.end(),
                                         [](const MarkupAttribute& a) { return a.name.ends_with(":href"); });
      if (prefixed == token_.attributes.end()) return;
      href = &*prefixed;
    }
    const Value value = collector_.decode(*href);
    if (token_.name == "a") {
      collector_.add(LinkKind::Page, "a", "href", value).in_noscript = noscript_depth_ > 0;
    } else if (token_.name == "image" || token_.name == "feimage") {
      collector_.add(value.text.starts_with("#") ? LinkKind::Reference : LinkKind::Image, "image", "href",
                     value);
    } else if (token_.name == "script") {
      collector_.add(LinkKind::Script, "script", "href", value);
    } else if (is_svg_reference(token_.name)) {
      collector_.add(LinkKind::Reference, "use", "href", value);
    }
  }

  void html_element(Element element) {
    switch (element) {
      case Element::A:
        anchor();
        break;
      case Element::Area:
        add(LinkKind::Page, "area", "href");
        ping("area");
        break;
      case Element::Link:
        link();
        break;
      case Element::Script:
        script();
        break;
      case Element::Img:
        add(LinkKind::Image, "img", "src");
        srcset("img", "srcset");
        add(LinkKind::ImageMap, "img", "usemap");
        add(LinkKind::Citation, "img", "longdesc");
        break;
      case Element::Source:
        add(LinkKind::Media, "source", "src");
        srcset("source", "srcset");
        break;
      case Element::Video:
        add(LinkKind::Media, "video", "src");
        add(LinkKind::Image, "video", "poster");
        break;
      case Element::Audio:
        add(LinkKind::Media, "audio", "src");
        break;
      case Element::Track:
        add(LinkKind::Media, "track", "src");
        break;
      case Element::Frame:
        token_.find("srcdoc") == nullptr ? add(LinkKind::Frame, "iframe", "src") : inner_page();
        add(LinkKind::Citation, "iframe", "longdesc");
        break;
      case Element::Embed:
        add(LinkKind::Frame, "embed", "src");
        break;
      case Element::Object:
        add(LinkKind::Frame, "object", "data");
        add(LinkKind::ImageMap, "object", "usemap");
        break;
      default:
        rare_html_element(element);
    }
  }

  void rare_html_element(Element element) {
    switch (element) {
      case Element::Form:
        post_form_ = is_post("method", false);
        add(post_form_ ? LinkKind::PostForm : LinkKind::Form, "form", "action");
        break;
      case Element::Button:
        add(is_post("formmethod", post_form_) ? LinkKind::PostForm : LinkKind::Form, "button", "formaction");
        break;
      case Element::Input:
        add(is_post("formmethod", post_form_) ? LinkKind::PostForm : LinkKind::Form, "input", "formaction");
        if (equals_ignoring_case(attribute_text("type"), "image")) add(LinkKind::Image, "input", "src");
        add(LinkKind::ImageMap, "input", "usemap");
        break;
      case Element::Meta:
        meta();
        break;
      case Element::Base:
        if (!out_.base && token_.find("href") != nullptr)
          out_.base = collector_.decode(*token_.find("href")).text;
        break;
      case Element::Cited:
        add(LinkKind::Citation, "cite", "cite");
        break;
      case Element::Body:
      case Element::Backdrop:
        add(LinkKind::Image, "body", "background");
        break;
      case Element::Map:
        if (const MarkupAttribute* name = token_.find("name"))
          out_.maps.push_back(collector_.decode(*name).text);
        break;
      default:
        break;
    }
  }

  bool is_post(std::string_view attribute, bool inherited) {
    const std::string_view method = attribute_text(attribute);
    if (method.empty()) return inherited;
    return !equals_ignoring_case(method, "get");
  }

  void ping(std::string_view element) {
    if (const MarkupAttribute* found = token_.find("ping")) {
      collector_.add_list(LinkKind::Ping, element, "ping", collector_.decode(*found));
    }
  }

  void srcset(std::string_view element, std::string_view attribute) {
    if (const MarkupAttribute* found = token_.find(attribute)) {
      collector_.add_srcset(element, attribute, collector_.decode(*found));
    }
  }

  /// A page inside an attribute. Its links are checked as if they stood on this page; ids of its own are no
  /// targets here, so links to them are left out.
  void inner_page() {
    if (inner_) return;
    const Value value = collector_.decode(*token_.find("srcdoc"));
    LinkScan inner;
    HtmlScanner scanner(value.text, MarkupMode::Html, false, inner);
    scanner.inner_ = true;
    scanner.run();
    for (FoundLink& link : inner.links) {
      if (link.url.starts_with("#")) continue;
      link.url = collector_.keep(std::string(link.url));
      link.span = {value.offset(link.span.begin), value.offset(link.span.end)};
      link.label = {};
      out_.links.push_back(link);
    }
  }

  void anchor() {
    close_label(token_.span.begin);  // a start tag ends an open `a`
    if (const MarkupAttribute* name = token_.find("name"); name != nullptr && shadow_trees_ == 0) {
      if (name->value.end > name->value.begin) out_.ids.push_back(collector_.decode(*name).text);
    }
    if (token_.find("href") == nullptr) return;
    add(LinkKind::Page, "a", "href");
    labelled_ = out_.links.size();
    out_.links.back().label = {token_.span.end, token_.span.end};
    ping("a");
  }

  void close_label(std::size_t at) {
    if (labelled_ > 0) out_.links[labelled_ - 1].label.end = at;
    labelled_ = 0;
  }

  void link() {
    const LinkKind kind = kind_of_rel(attribute_text("rel"));
    if (kind == LinkKind::Related && token_.find("rel") == nullptr && token_.find("itemprop") == nullptr)
      return;
    add(kind, "link", "href");
    srcset("link", "imagesrcset");
  }

  void script() {
    script_type_ = attribute_text("type");
    script_is_data_ = !script_type_.empty() && !equals_ignoring_case(script_type_, "module") &&
                      to_lower_ascii(script_type_).find("javascript") == std::string::npos &&
                      to_lower_ascii(script_type_).find("ecmascript") == std::string::npos;
    if (script_is_data_) return;
    out_.has_script = true;
    out_.has_script_file = out_.has_script_file || token_.find("src") != nullptr;
    add(LinkKind::Script, "script", "src");
  }

  void meta() {
    const MarkupAttribute* content = token_.find("content");
    if (content == nullptr) return;
    if (equals_ignoring_case(attribute_text("http-equiv"), "refresh")) {
      collector_.add_refresh(collector_.decode(*content));
      return;
    }
    for (const std::string_view key : {"property", "name", "itemprop"}) {
      const std::string_view name = attribute_text(key);
      if (name.empty()) continue;
      if (equals_ignoring_case(name, "robots")) {
        out_.noindex = to_lower_ascii(collector_.decode(*content).text).find("noindex") != std::string::npos;
      }
      const auto kind = key == "itemprop" ? kind_of_item_property(name) : kind_of_property(name);
      if (!kind) continue;
      add(*kind, "meta", "content");
      return;
    }
  }

  Collector collector_;
  LinkScan& out_;
  MarkupTokenizer tokens_;
  MarkupMode mode_;
  bool svg_file_;
  bool inner_ = false;  // reading an srcdoc attribute
  MarkupToken token_;
  std::vector<std::string> foreign_;  // open elements inside and with svg or math, lower case
  std::size_t inert_templates_ = 0;
  std::size_t shadow_trees_ = 0;
  std::size_t noscript_depth_ = 0;
  std::size_t labelled_ = 0;  // index + 1 of the link whose `a` is open
  bool post_form_ = false;
  bool style_in_xml_ = false;  // inside a style element whose content comes as text tokens
  bool script_is_data_ = false;
  std::string_view script_type_;
};

}  // namespace

void scan_html(std::string_view bytes, MarkupMode mode, bool svg, LinkScan& out) {
  HtmlScanner(bytes, mode, svg, out).run();
}

}  // namespace gazette::link_scan
