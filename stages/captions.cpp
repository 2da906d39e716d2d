// Captions: a few lines that end in who took the picture. Whatever stops are in them, they are one; nothing goes on
// after the credit.
//
//   五月六日，工人在渡口新桥的工地上作业。
//   大桥明年建成通车。本报记者郑一摄          <- the credit
#include "stages/captions.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "pipeline/rules.h"
#include "pipeline/unicode.h"
#include "stages/forms.h"
#include "stages/language.h"
#include "stages/measure.h"

namespace galley::stages {
namespace {

constexpr std::size_t most_lines = 5;
constexpr std::size_t most_moved = 100;  // of a page
constexpr float goes_on = 0.6F;  // seam of a text that a caption has torn; one chance seam in twenty is above this
constexpr float apart = 1;       // by as much the text goes on better over a caption than in it

bool credit(const Page& page, std::string_view text) { return page.forms && page.forms->any("credit", text); }

// `…图为展示作品。本报记者郑` / `一摄`: line i is the rest of a credit.
bool torn_rest(const Page& page, std::size_t i) {
  constexpr float short_rest = 14;  // cells
  if (i == 0 || width_of(page.lines[i].text.bytes, page.setting) > short_rest) return false;
  const Line &a = page.lines[i - 1], &b = page.lines[i];
  return a.form == Form::text && credit(page, std::string(a.text.bytes) + std::string(b.text.bytes));
}
bool torn_credit(const Page& page, std::size_t i) {
  return torn_rest(page, i) && page.lines[i - 1].chunk == page.lines[i].chunk;
}

// Line i is a credit of its own, below what the picture shows.
bool credit_below(const Page& page, std::size_t i) {
  const auto& lines = page.lines;
  return i > 0 && i < lines.size() && lines[i].form == Form::byline && lines[i - 1].form == Form::text &&
         lines[i - 1].chunk == lines[i].chunk && takes_picture(lines[i].text.bytes);
}

bool credited(const Page& page, std::size_t i) {
  return credit(page, page.lines[i].text.bytes) || torn_credit(page, i) || credit_below(page, i);
}

// A line that begins as captions do, on a page whose forms are read.
bool opens_caption(const Page& page, const Line& line) {
  return line.fresh || page.forms->any("shows", line.text.bytes);
}

// A triangle at the head of line i points at a picture: a list would have more of them.
bool points(const Page& page, std::size_t i) {
  constexpr std::size_t around = 6;  // lines
  const char32_t mark = first_char(page.lines[i].text.bytes);
  if (std::u32string_view(U"▲△▼▽◀◁►▷").find(mark) == std::u32string_view::npos) return false;
  for (std::size_t k = i > around ? i - around : 0; k < std::min(page.lines.size(), i + around + 1); ++k)
    if (k != i && first_char(page.lines[k].text.bytes) == mark) return false;
  return true;
}

// Lines [a, b) of an alphabet are a caption, with who took the picture below it: —Picture by Ada Marsh
bool pictured(const Page& page, std::size_t a, std::size_t b) {
  constexpr std::size_t most = 9;
  const auto& lines = page.lines;
  if (b - a > most) return false;
  const bool in_line = page.forms->any("picture_credited", lines[b - 1].text.bytes);  // …ayer. / LUIS PORTAL
  if (!in_line && (b - a < 2 || !page.forms->any("picture_credit", lines[b - 1].text.bytes))) return false;
  for (std::size_t i = a; i + (in_line ? 0 : 1) < b; ++i)
    if (lines[i].form != Form::text || (lines[i].lead && i > a) || lines[i].starts_article) return false;
  return in_line || ends_sentence(lines[b - 2].text.bytes);
}

// Whether one of the lines [from, to), or of what blanks part in them, is `width` cells wide.
bool any_as_wide(const Page& page, std::size_t from, std::size_t to, float width) {
  constexpr float slack = 3;
  for (std::size_t i = from; i < to; ++i) {
    const std::string_view s = page.lines[i].text.bytes;
    for (std::size_t at = 0, end; at < s.size(); at = end + 1) {
      end = std::min(s.find(' ', at), s.size());
      if (std::fabs(width_of(s.substr(at, end - at), page.setting) - width) <= slack) return true;
    }
  }
  return false;
}

// Lines [a, b) of Chinese, a caption, stand between two halves of a text: what does not begin as captions do must be left out for
// the text to go on.
bool parts_text(const Page& page, const Language& language, std::size_t a, std::size_t b) {
  const std::string_view above = page.lines[a - 1].text.bytes, first = page.lines[a].text.bytes;
  const float over = language.seam(above, page.lines[b].text.bytes);
  const float into = opens_caption(page, page.lines[a]) ? 0 : language.seam(above, first);
  // one sentence and who took the picture: no end of the text above
  const bool sure = (b == a + 1 && first.find("。") == first.rfind("。")) ||
                    (b == a + 2 && credit_below(page, b - 1) && one_stop(first));
  return over >= (sure ? into - apart : std::max(goes_on, into + apart));
}

}  // namespace

bool takes_picture(std::string_view byline) {
  const std::string_view s = byline.ends_with("）") ? byline.substr(0, byline.size() - 3) : byline;
  const auto wrote = [&](std::string_view word) { return s.find(word) != s.npos; };
  return (s.ends_with("摄") || s.ends_with("攝")) && !wrote("文") && !wrote("并") && !wrote("並");
}

void set_captions_apart(Page& page) {
  if (!page.han || !page.forms) return;
  constexpr std::size_t around = 8;  // lines of the text that it stands in
  constexpr float even = 4;          // cells
  auto& lines = page.lines;
  const auto width = [&](std::size_t i) { return width_of(lines[i].text.bytes, page.setting); };
  const auto begins = [&](std::size_t i) {
    return page.forms->any("shows", lines[i].text.bytes) || page.forms->any("fresh", lines[i].text.bytes);
  };
  for (std::size_t last = 1; last < lines.size(); ++last) {
    const char32_t c = last_char(lines[last].text.bytes);
    if ((c != U'摄' && c != U'攝') || !credited(page, last)) continue;
    std::size_t first = last, chunk = last, end = last + 1;
    while (last - first < most_lines && !begins(first) && first > 0 && lines[first - 1].chunk == lines[last].chunk)
      --first;
    if (first == last || !begins(first)) continue;
    while (chunk > 0 && first - chunk < around && lines[chunk - 1].chunk == lines[last].chunk) --chunk;
    while (end < lines.size() && end - last <= around && lines[end].chunk == lines[last].chunk) ++end;
    const float measure = width(first);
    bool wrapped = true;  // all but the last, and what is torn off that, fill the measure
    for (std::size_t i = first; i < last; ++i)
      wrapped &=
          i + 1 == last && torn_credit(page, last) ? width(i) <= measure + even : std::fabs(width(i) - measure) <= even;
    if (!wrapped || any_as_wide(page, chunk, first, measure) || any_as_wide(page, last + 1, end, measure)) continue;
    const std::uint32_t own = free_chunk(page), rest = own + 1, was = lines[last].chunk;
    for (std::size_t i = first; i <= last; ++i) lines[i].chunk = own;
    for (std::size_t i = last + 1; i < lines.size() && lines[i].chunk == was; ++i) lines[i].chunk = rest;
  }
}

void undouble_credits(Page& page) {
  if (!page.han || !page.may(Trust::likely)) return;
  for (std::size_t i = 0; i + 1 < page.lines.size(); ++i) {
    const Line& a = page.lines[i];
    Line& b = page.lines[i + 1];
    const char32_t x = first_char(b.text.bytes);
    if (a.chunk == b.chunk || class_of(x) != Class::han || x != last_char(a.text.bytes)) continue;
    std::size_t once = 0;
    decode(b.text.bytes, once);
    // alone it joins the line before; 摄影 is a word
    if (once == b.text.bytes.size() || first_char(b.text.bytes.substr(once)) == U'影' || !credit(page, a.text.bytes))
      continue;
    replace(page, b.text, 0, once, "", "paragraphs.doubled-character");
    b.width = width_of(b.text.bytes, page.setting);
  }
}

void close_captions(Page& page) {
  if (!page.han || !page.forms) return;
  constexpr std::size_t most_pieces = 3;
  auto& lines = page.lines;
  const auto closed = [&](std::size_t i) { return credit(page, lines[i].text.bytes) || torn_rest(page, i); };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool first = i == 0 || lines[i - 1].chunk != lines[i].chunk;
    if (!first || lines[i].form != Form::text || !page.forms->any("shows", lines[i].text.bytes)) continue;
    std::size_t end = i + 1, pieces = 1;
    // as far as its credit, if nothing else begins before that
    for (; end < lines.size() && end - i < most_lines; ++end) {
      const Line &a = lines[end - 1], &b = lines[end];
      if (closed(end - 1) || b.form == Form::heading || b.lead || b.starts_article || a.ends_article) break;
      if (b.chunk != a.chunk && (++pieces > most_pieces || ends_sentence(a.text.bytes))) break;
    }
    if (pieces == 1 || !closed(end - 1)) continue;
    for (std::size_t k = i; k < end; ++k) lines[k].chunk = lines[i].chunk;
  }
}

bool in_caption(const Page& page, std::size_t i) {
  if (page.han || !page.forms) return false;
  std::size_t begin = i;
  while (begin > 0 && i - begin <= most_lines && page.lines[begin - 1].chunk == page.lines[i].chunk) --begin;
  return pictured(page, begin, chunk_end(page, i));
}

void put_captions_behind(Page& page) {
  constexpr float short_of = 7;  // cells
  const Language* const language = page.han ? Language::of(page) : nullptr;
  if (!page.forms || (page.han && !language)) return;
  auto& lines = page.lines;
  const auto caption = [&](std::size_t a, std::size_t b) {
    if (!page.han) return pictured(page, a, b);
    const Line& first = lines[a];
    return b - a <= most_lines && first.form == Form::text && !first.lead && credited(page, b - 1);
  };
  // a headline, a lead, something that is no text
  const auto story_begins = [&](std::size_t i) {
    const Line& l = lines[i];
    if (!running(l) || l.lead || l.starts_article || (lines[i - 1].ends_article && !credit_below(page, i - 1)))
      return true;
    if (ends_sentence(l.text.bytes) || has_comma(l.text.bytes)) return false;
    return chunk_end(page, i) == i + 1 || (l.column > 0 && (l.width < l.column - short_of || l.width > l.column + 6));
  };
  // alone, and short of its column: a headline, not a text that breaks off
  const auto headline = [&](std::size_t i) {
    return lines[i].width < lines[i].column - short_of && (i == 0 || lines[i - 1].chunk != lines[i].chunk);
  };
  std::size_t moved = 0;
  for (std::size_t a = 1, b; a < lines.size(); a = b) {
    b = chunk_end(page, a);
    if (!page.han && pictured(page, a, b)) lines[a].lead = false;  // FLOOR SHOW — Firemen lower a horse
    if (b == lines.size() || lines[a - 1].chunk == lines[a].chunk || !caption(a, b)) continue;
    const Line &above = lines[a - 1], &below = lines[b];
    if (!running(above) || ends_sentence(above.text.bytes) || credited(page, a - 1) || headline(a - 1) || below.fresh ||
        story_begins(b))
      continue;
    if (language ? !parts_text(page, *language, a, b) : !is_lower(first_char(below.text.bytes))) continue;
    std::size_t end = chunk_end(page, b);
    while (end < lines.size() && !story_begins(end) && !caption(end, chunk_end(page, end))) end = chunk_end(page, end);
    if (!page.may(Trust::likely)) {
      suggest_move(page, lines[a].text, end, "order.caption-inside");
      continue;
    }
    if (++moved > most_moved) return;
    for (std::size_t k = a; k < b; ++k) move_line(page, a, end, "order.caption-inside");
    b = end;
  }
}

Captions find_captions(const Page& page, const std::vector<bool>& titles) {
  const auto& lines = page.lines;
  Captions out{std::vector<bool>(lines.size()), std::vector<bool>(lines.size()), std::vector<bool>(lines.size())};
  if (!page.han) {
    for (std::size_t a = 0, b; page.forms && a < lines.size(); a = b) {
      b = chunk_end(page, a);
      if (!pictured(page, a, b)) continue;
      out.begins[a] = true;
      for (std::size_t i = a; i + 1 < b && lines[i + 1].form == Form::text; ++i) out.goes_on[i] = true;
    }
    return out;
  }
  const Language* const language = Language::of(page);
  const auto ended = [&](std::size_t i) {
    return ends_sentence(lines[i].text.bytes) || titles[i] || lines[i].form != Form::text || lines[i].ends_article ||
           out.credits[i];
  };
  // ▲…: as far as its stop, in whatever measure it is set
  for (std::size_t from = 0; from + 1 < lines.size(); ++from) {
    const Form form = lines[from].form;
    if ((form != Form::text && form != Form::list) || !points(page, from)) continue;
    std::size_t end = from;
    const auto carries_on = [&](std::size_t i) {
      const Line& below = lines[i + 1];
      return !ends_sentence(lines[i].text.bytes) && !credit(page, lines[i].text.bytes) &&
             below.chunk == lines[from].chunk && below.form == Form::text && !below.lead && !below.starts_article &&
             !titles[i + 1];
    };
    while (end + 1 < lines.size() && end - from < most_lines && carries_on(end)) ++end;
    if (end - from == most_lines || !ends_sentence(lines[end].text.bytes)) continue;
    for (std::size_t i = from; i < end; ++i) out.goes_on[i] = true;
    out.begins[from] = from == 0 || lines[from - 1].chunk != lines[from].chunk;
  }
  for (std::size_t end = 0; end < lines.size(); ++end) {
    out.credits[end] = credit(page, lines[end].text.bytes) || torn_credit(page, end) || credit_below(page, end + 1);
    if (lines[end].form != Form::text || !out.credits[end]) continue;
    std::size_t from = end;
    while (from > 0 && end - from < most_lines && lines[from - 1].chunk == lines[end].chunk &&
           lines[from - 1].form == Form::text && !lines[from - 1].ends_article && !out.credits[from - 1])
      --from;
    // it begins where something has ended
    // or stands by itself between two halves of a text
    const bool head = from == 0 || lines[from - 1].chunk != lines[from].chunk;
    const bool alone = head && (end + 1 == lines.size() || lines[end + 1].chunk != lines[end].chunk);
    const bool set_apart = alone && from > 0 &&
                           (opens_caption(page, lines[from]) ||
                            (language && language->seam(lines[from - 1].text.bytes, lines[from].text.bytes) < 0));
    bool caption = end - from < most_lines && !titles[from] && (from == 0 || set_apart || ended(from - 1));
    for (std::size_t i = from; i <= end; ++i) caption &= !lines[i].lead && !lines[i].starts_article;
    for (std::size_t i = from; i < end && caption; ++i) out.goes_on[i] = true;
    out.begins[from] = out.begins[from] || (caption && (from == 0 || lines[from - 1].chunk != lines[from].chunk));
  }
  return out;
}

}  // namespace galley::stages
