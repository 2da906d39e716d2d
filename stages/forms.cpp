// See forms.h.
#include "stages/forms.h"

#include <algorithm>

#include "pipeline/rules.h"
#include "stages/measure.h"

namespace galley {
namespace {

// The line before ends in an office of the press without its name: this line holds the name.
bool torn_byline_before(const Page& page, std::size_t i) {
  if (i == 0) return false;
  const std::string_view before = page.lines[i - 1].text.bytes;
  if (ends_sentence(before)) return false;
  Match m;
  return page.forms->first("byline_open", before, m) != nullptr;
}

}  // namespace

void read_forms(Page& page) {
  if (!page.forms) return;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    Line& line = page.lines[i];
    if (line.read) continue;
    line.read = true;
    if (line.form == Form::table || line.form == Form::heading) continue;
    for (const Rule* rule : page.forms->may_match(line.text.bytes)) {
      if (!rule->occurs(line.text.bytes)) continue;
      if (rule->tag == "lead") line.lead = line.fresh = true;
      else if (rule->tag == "fresh") line.fresh = true;
      else if (rule->tag == "byline") line.form = torn_byline_before(page, i) ? Form::text : Form::byline;
      else if (rule->tag == "question") line.form = Form::question;
      else if (rule->tag == "answer") line.form = Form::answer;
      else if (rule->tag == "list" && line.form == Form::text) line.form = Form::list;
      else if (rule->tag == "editor_note" && line.form == Form::text) line.form = Form::editor_note;
    }
  }
}

}  // namespace galley
