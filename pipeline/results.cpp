// See results.h.
#include "pipeline/results.h"

#include <memory>

#include "pipeline/ledger.h"
#include "pipeline/sink.h"

namespace galley {

std::vector<std::string> output_names(const Options& o) {
  std::vector<std::string> names{o.output};
  for (const std::string& name : {o.ledger, o.residue, o.report})
    if (!name.empty()) names.push_back(name);
  return names;
}

Results::Results(const Options& o, const Rulebook& book, const std::vector<std::uint64_t>& kept)
    : options_(o), book_(book), first_(kept.empty()) {
  auto opened = [&](const std::string& name) {
    const std::size_t at = all_.size();
    if (o.resume.empty()) all_.push_back(std::make_unique<Output>(name));
    else all_.push_back(std::make_unique<Output>(name, kept.empty() ? 0 : kept.at(at)));
    return all_.back().get();
  };
  out_ = opened(o.output);
  if (!o.ledger.empty()) ledger_ = opened(o.ledger);
  if (!o.residue.empty()) residue_ = opened(o.residue);
  if (!o.report.empty()) report_ = opened(o.report);
  if (!first_) return;
  if (o.to == "html") out_->write(sheet_begin(book));
  if (report_) report_->write(sheet_begin(book));
}

void Results::write(const Rendered& r) {
  const Whole page;
  if (ledger_ && first_) ledger_->write(ledger_head(book_.digest(), r.encoding, r.confidence) + '\n');
  if (options_.to == "text" && !first_) out_->write("\f");
  first_ = false;
  out_->write(r.body);
  if (options_.output.empty()) out_->flush();
  if (ledger_) ledger_->write(r.ledger);
  if (residue_) residue_->write(r.residue);
  if (report_) report_->write(r.report);
}

std::vector<std::uint64_t> Results::sync() {
  std::vector<std::uint64_t> lengths;
  for (const auto& output : all_) {
    output->sync();
    lengths.push_back(output->length());
  }
  return lengths;
}

std::vector<std::uint64_t> Results::close() {
  const Whole end;
  if (options_.to == "html") out_->write(sheet_end());
  if (ledger_ && first_) ledger_->write(ledger_head(book_.digest(), "UTF-8", 1) + '\n');
  if (report_) report_->write(sheet_end());
  std::vector<std::uint64_t> lengths;
  if (!options_.resume.empty()) lengths = sync();
  for (const auto& output : all_) output->close();
  return lengths;
}

void Results::appear() {
  const Whole all;
  for (const auto& output : all_) output->appear();
}

}  // namespace galley
