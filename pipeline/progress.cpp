// See progress.h.
#include "pipeline/progress.h"

#include <algorithm>
#include <cstdio>

#include "pipeline/chain.h"
#include "pipeline/ledger.h"

namespace galley {
namespace {

std::string counted(std::size_t n, const char* one) { return std::to_string(n) + ' ' + one + (n == 1 ? "" : "s"); }

std::string row(std::size_t indent, std::string_view name, std::size_t n) {
  constexpr std::size_t width = 36;
  std::string o(indent, ' ');
  o += name;
  o.resize(std::max(width, o.size() + 1), ' ');
  const std::string figure = std::to_string(n);
  return o + std::string(figure.size() < 8 ? 8 - figure.size() : 0, ' ') + figure + '\n';
}

}  // namespace

void Tally::add(const Tally& o) {
  bytes += o.bytes;
  pages += o.pages;
  failed += o.failed;
  articles += o.articles;
  doubts += o.doubts;
  gaps += o.gaps;
  suggestions += o.suggestions;
  for (const auto& [rule, n] : o.changes) changes[rule] += n;
}

Tally tally_of(const Page& page, bool failed, bool by_rule) {
  Tally t;
  t.bytes = page.source.size();
  t.pages = 1;
  t.failed = failed;
  for (const Article& a : page.articles) t.articles += a.kind == "article";
  for (const Note& n : page.notes) {
    if (n.kind == "doubt") ++t.doubts;
    else if (n.kind == "gap") ++t.gaps;
    else if (!n.applied) ++t.suggestions;
  }
  if (!by_rule) return t;
  for (const Row& r : ledger_rows(page)) {
    if (!r.applied || r.kind == "gap" || r.kind == "doubt") continue;
    for (const std::string_view rule : r.rules) t.changes[std::string(rule)] += std::max<std::size_t>(1, r.at.size());
  }
  return t;
}

std::string summary(const Tally& t) {
  std::string o = counted(t.pages, "page") + ", " + counted(t.articles, "article") + ", " + counted(t.doubts, "doubt") +
                  ", " + counted(t.gaps, "gap") + ", " + counted(t.suggestions, "suggestion") + "; " +
                  counted(t.failed, "page") + " failed\n";
  for (const StageEntry& stage : stage_table()) {
    std::size_t all = 0;
    std::string rules;
    for (const auto& [rule, n] : t.changes) {
      if (stage_of(rule) != stage.name) continue;
      all += n;
      rules += row(4, rule, n);
    }
    if (all) o += row(2, stage.name, all) + rules;
  }
  return o;
}

void Progress::clear() const {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::add(const Tally& page) {
  all_.add(page);
  if (!shown_) return;
  const auto now = Clock::now();
  if (now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double speed = static_cast<double>(all_.bytes) / seconds;
  char rate[32], left[32] = "";
  std::snprintf(rate, sizeof rate, "%.1f MB/s", speed / 1e6);
  if (total_ > all_.bytes)
    std::snprintf(left, sizeof left, ", %.0f s left", static_cast<double>(total_ - all_.bytes) / speed);
  const std::string line = "\r\033[K" + counted(all_.pages, "page") + ", " + rate + ", " +
                           counted(all_.articles, "article") + ", " + counted(all_.doubts, "doubt") + left;
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace galley
