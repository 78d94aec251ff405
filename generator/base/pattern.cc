#include "base/pattern.h"

#include <re2/re2.h>

namespace gazette {
namespace {

/// Enough for classes of letters and repeats up to 1,000, and too little for an expression made to grow.
constexpr std::int64_t kMostMemory = 4 << 20;

RE2::Options quiet_options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMostMemory);
  return options;
}

}  // namespace

struct Pattern::Impl {
  RE2 expression;
};

Pattern::Pattern(const std::string& expression) : impl_(new Impl{RE2(expression, quiet_options())}) {}

std::string Pattern::fault() const {
  return impl_->expression.error();
}

bool Pattern::fits(std::string_view text) const {
  return impl_->expression.ok() &&
         RE2::FullMatch(re2::StringPiece(text.data(), text.size()), impl_->expression);
}

}  // namespace gazette
