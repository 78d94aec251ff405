#include "formats/pictures/svg_names.h"

#include <string>
#include <unordered_set>

#include "base/text.h"

namespace gazette {
namespace {

using NameSet = std::unordered_set<std::string_view>;

/// The words of a text that lives as long as the program.
NameSet names_of(std::string_view text) {
  NameSet out;
  for (const std::string_view name : split(text, ' ')) {
    if (!name.empty()) out.insert(name);
  }
  return out;
}

constexpr std::string_view kSvgElements =
    "a altGlyph altGlyphDef altGlyphItem animate animateColor animateMotion animateTransform circle clipPath "
    "color-profile cursor defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite "
    "feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA "
    "feFuncB "
    "feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight "
    "feSpecularLighting feSpotLight feTile feTurbulence filter font font-face font-face-format "
    "font-face-name "
    "font-face-src font-face-uri foreignObject g glyph glyphRef hatch hatchpath hkern image line "
    "linearGradient marker mask mesh meshgradient meshpatch meshrow missing-glyph mpath path pattern polygon "
    "polyline radialGradient rect set solidcolor stop style svg switch symbol text textPath title tref tspan "
    "use view vkern ";

constexpr std::string_view kSvgAttributes =
    "id class style lang tabindex role type media href target "
    // geometry and structure
    "accumulate additive amplitude attributeName attributeType azimuth baseFrequency baseProfile begin bias "
    "by "
    "calcMode clipPathUnits contentScriptType contentStyleType cx cy d diffuseConstant divisor dur dx dy "
    "edgeMode elevation end exponent externalResourcesRequired fill filterRes filterUnits format fr from fx "
    "fy "
    "glyphRef gradientTransform gradientUnits height in in2 intercept k k1 k2 k3 k4 kernelMatrix "
    "kernelUnitLength keyPoints keySplines keyTimes lengthAdjust limitingConeAngle local markerHeight "
    "markerUnits markerWidth maskContentUnits maskUnits max min mode name numOctaves offset operator order "
    "orient origin path pathLength patternContentUnits patternTransform patternUnits pitch points pointsAtX "
    "pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY repeatCount "
    "repeatDur requiredExtensions requiredFeatures restart result rotate rx ry scale seed side slope spacing "
    "specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles string surfaceScale "
    "systemLanguage tableValues targetX targetY textLength title to transform transform-origin values "
    "version "
    "viewBox viewTarget width x x1 x2 xChannelSelector y y1 y2 yChannelSelector z zoomAndPan "
    // of fonts in drawings
    "accent-height alphabetic arabic-form ascent bbox cap-height descent g1 g2 glyph-name hanging "
    "horiz-adv-x "
    "horiz-origin-x horiz-origin-y ideographic mathematical overline-position overline-thickness panose-1 "
    "slope stemh stemv strikethrough-position strikethrough-thickness u1 u2 underline-position "
    "underline-thickness unicode unicode-range units-per-em v-alphabetic v-hanging v-ideographic "
    "v-mathematical vert-adv-y vert-origin-x vert-origin-y widths x-height "
    // style, as attributes
    "alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation "
    "color-interpolation-filters color-profile color-rendering cursor direction display dominant-baseline "
    "enable-background fill-opacity fill-rule filter flood-color flood-opacity font font-family "
    "font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style font-variant "
    "font-variation-settings font-weight glyph-orientation-horizontal glyph-orientation-vertical "
    "image-rendering isolation kerning letter-spacing lighting-color line-height marker marker-end "
    "marker-mid "
    "marker-start mask mask-type mix-blend-mode opacity overflow paint-order pointer-events shape-rendering "
    "shape-inside solid-color solid-opacity stop-color stop-opacity stroke stroke-dasharray "
    "stroke-dashoffset "
    "stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-align text-anchor "
    "text-decoration text-decoration-color text-decoration-line text-decoration-style text-indent "
    "text-orientation text-overflow text-rendering text-transform unicode-bidi vector-effect visibility "
    "white-space word-spacing writing-mode xml:space xml:lang crossorigin decoding ";

constexpr std::string_view kTextElements =
    "div span p br hr b i u s em strong small sub sup font center ul ol li dl dt dd table thead tbody tfoot "
    "tr "
    "td th h1 h2 h3 h4 h5 h6 blockquote pre code body ";
constexpr std::string_view kTextAttributes =
    "style class id lang dir align valign color size face width height colspan rowspan bgcolor border "
    "cellpadding cellspacing ";

}  // namespace

bool is_svg_element(std::string_view name) {
  static const NameSet kNames = names_of(kSvgElements);
  return kNames.count(name) > 0;
}

bool is_svg_attribute(std::string_view name) {
  static const NameSet kNames = names_of(kSvgAttributes);
  return kNames.count(name) > 0 || name.starts_with("aria-");
}

bool is_text_element(std::string_view name) {
  static const NameSet kNames = names_of(kTextElements);
  return kNames.count(name) > 0;
}

bool is_text_attribute(std::string_view name) {
  static const NameSet kNames = names_of(kTextAttributes);
  return kNames.count(name) > 0;
}

}  // namespace gazette
