// Articles: gives each block its shape, parses the page (parse.cpp), and fills in the articles: title lines told apart,
// bylines out of lines and leads, crossheads, captions, tables, notes, questions and answers, jumps.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>

#include "pipeline/unicode.h"
#include "stages/affinity.h"
#include "stages/bylines.h"
#include "stages/captions.h"
#include "stages/facing.h"
#include "stages/forms.h"
#include "stages/language.h"
#include "stages/measure.h"
#include "stages/names.h"
#include "stages/own_output.h"
#include "stages/parse.h"
#include "stages/pieces.h"
#include "stages/signatures.h"
#include "stages/stages.h"
#include "stages/verse.h"
#include "stages/words.h"

namespace galley::stages {
namespace {

// ---- shapes ----------------------------------------------------------------------------------------------------

// What stands in capitals: all letters, as in the headlines that used to end with a full stop; every word of four letters and
// more; or less.
enum class Case : std::uint8_t { all, words, small };
Case case_of(std::string_view s) {
  if (all_capitals(s)) return Case::all;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t end = std::min(s.find_first_of(" -", at), s.size());
    if (end - at >= 4 && is_lower(first_char(s.substr(at)))) return Case::small;
    at = end + 1;
  }
  return Case::words;
}

// 讣 告, 人 民 来 信: characters set apart, closed up; others as they are.
std::string closed_up(std::string_view s) {
  std::string out;
  bool apart = true;  // what comes next may be a character
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t from = at;
    const Class k = class_of(decode(s, at));
    if (k == Class::space && !apart) apart = true;
    else if (k != Class::space && apart) {
      if (k != Class::han) return std::string(s);
      out += s.substr(from, at - from);
      apart = false;
    } else if (k != Class::space) return std::string(s);
  }
  return out;
}

// Block i begins with a mark that is no letter, and so does the next one.
bool bulleted(const std::vector<Block>& blocks, std::size_t i) {
  const char32_t mark = first_char(blocks[i].text.bytes);
  return class_of(mark) == Class::other &&
         (blocks[i].form == Form::list || (i + 1 < blocks.size() && first_char(blocks[i + 1].text.bytes) == mark));
}

// Byline i stands right below a text, and a blank line below it.
bool closes_text(const Page& page, const std::vector<Block>& blocks, std::size_t i) {
  return i > 0 && i + 1 < blocks.size() && blocks[i - 1].form == Form::text &&
         ends_sentence(blocks[i - 1].text.bytes) && breaks_between(page, blocks[i - 1].text, blocks[i].text) == 1 &&
         breaks_between(page, blocks[i].text, blocks[i + 1].text) > 1;
}

// HOLT MAGNA.—A retriever was found: in an alphabet, right below the text of its column, the next of several reports under one
// headline.
bool next_report(const Page& page, const std::vector<Block>& blocks, std::size_t i) {
  return !page.han && i > 0 && blocks[i].lead && blocks[i - 1].form == Form::text &&
         ends_sentence(blocks[i - 1].text.bytes) && breaks_between(page, blocks[i - 1].text, blocks[i].text) == 1;
}

// A document model's heading right below one of a higher rank, and not the first of several in its story.
bool is_deck(const std::vector<Block>& blocks, std::size_t i) {
  const auto heading = [&](std::size_t k) { return blocks[k].form == Form::heading; };
  if (i == 0 || !heading(i) || !heading(i - 1) || blocks[i].level <= blocks[i - 1].level) return false;
  std::size_t next = i + 1;
  while (next < blocks.size() && !heading(next)) ++next;
  return next == blocks.size() || blocks[next].level < blocks[i].level;
}

// A line of its own that heads nothing, and is no crosshead.
void heads_nothing(Shape& s) {
  s.title += 8;
  s.body = std::min(s.body, 0.5F);
  s.cross = 20;
}

// a.m., U.S.: the stop is of the abbreviation. So it takes `waited...`, which heads a text as well as it ends one.
bool ends_in_initials(std::string_view s) {
  const std::string_view word = s.substr(s.rfind(' ') + 1);
  return word.size() >= 4 && word.ends_with('.') && word[word.size() - 3] == '.';
}

// 新华社发（某某 摄）, Photo: A B: nobody signs a report so.
bool only_pictures(const Page& page, std::string_view byline) {
  const bool behind_bar = (byline.starts_with('/') || byline.starts_with('|')) && all_capitals(byline);  // / ADA MARSH
  return page.forms && (behind_bar || page.forms->any("picture_credit", byline));
}

Shape shape_of(const Page& page, const Block& b, std::uint8_t top_level, const RuleSet& rules) {
  Shape s;
  s.byline = b.form == Form::byline;
  s.credit = s.byline && (takes_picture(b.text.bytes) || only_pictures(page, b.text.bytes));
  s.table = b.form == Form::table;
  s.caption = b.form == Form::caption;
  s.lead = b.lead;
  s.note = b.form == Form::editor_note;
  s.foreword = s.note && page.forms && page.forms->any("foreword", b.text.bytes);
  if (s.foreword && !ends_sentence(b.text.bytes)) s.title += 6;
  s.starts = b.starts_article;
  s.begins = b.begins_story;
  s.ends = b.ends_article;
  s.reply = page.han && b.form == Form::text && b.text.bytes.ends_with("：") && page.forms &&
            page.forms->any("plain", b.text.bytes);
  const std::string_view t = b.text.bytes;
  s.above = s.byline && !page.han && page.forms && page.forms->any("byline", t);
  const float width = width_of(t, page.setting);
  s.width = width;
  const bool ends = ends_sentence(t);
  const char32_t last = ending(t).c;
  const bool abbreviated = !page.han && ends_in_initials(t);  // Noise at 5 a.m.
  const bool full_stop = ends && !abbreviated && last != U'？' && last != U'！' && last != '?' && last != '!';
  const bool part = page.han && page.forms && page.forms->any("part_head", t);
  const std::string words = page.han && width < 30 ? closed_up(t) : std::string();
  s.notice = rules.any("notice", page.han ? words : t);
  const bool answers = page.han && rules.any("reply_title", words);
  const bool picture = rules.any("picture", words);
  s.section = width < 30 && (picture || rules.any("section", page.han ? words : t));
  if (b.form == Form::heading) {
    s.marked = true;
    s.title = b.level > top_level ? 3.0F : -1.5F;
    s.body = 8;
    s.cross = b.level > top_level ? 0.1F : 5.0F;
    if (s.lead) s.title += 8;
    if (s.notice || answers) {  // whatever its level
      s.title = -1.5F;
      s.cross = 5;
    }
    if (part || (page.han && page.forms && (page.forms->any("part_number", t) || page.forms->any("editor_note", t)))) {
      s.title += 6;
      s.cross = std::min(s.cross, 0.5F);
    }
    return s;
  }
  const Case letters = page.han ? Case::small : case_of(t);
  // none in Han text; headlines all in capitals leave no words out
  const float running = t.size() < 200 && letters != Case::all ? static_cast<float>(running_words(page, t)) : 0;
  const bool list = b.form == Form::list && !s.section;  // ·短评· is no item
  if (b.form == Form::question || b.form == Form::answer || list || b.lead || b.starts_article) s.title += 10;
  if (b.ends_article) s.title += 10;
  if (s.caption) s.title += 20;
  s.source = page.kana && width_of(t, page.setting) < 160 && page.forms && page.forms->any("source", t);
  if (s.source) s.title += 12;
  std::size_t stops = 0, pauses = 0;
  for (std::size_t at = 0; at < t.size();) {
    switch (decode(t, at)) {
      case U'。': ++stops; break;
      case U'，': ++pauses; break;
      default: break;
    }
  }
  const bool titular = letters == Case::all || b.heads;  // older papers end headlines with a stop
  if (full_stop) s.title += page.han ? 9.0F : titular ? 1.0F : letters == Case::words ? 8.0F : 12.0F;
  const bool announces = page.han && !page.kana && t.ends_with("—");  // what follows: no headline ends so
  if ((class_of(last) == Class::pause && last != U'：' && last != ':') || announces) s.title += 8;
  if (stops > (full_stop ? 1U : 0U)) s.title += 7;
  if (pauses > 1) s.title += 1.5F * static_cast<float>(pauses - 1);
  if (page.han) {
    if (width > 60) s.title += (width - 60) * 0.05F;
    if (width > 120) s.title += 6;
  } else {
    if (width > 75) s.title += (width - 75) * 0.12F;
    if (width > 160) s.title += 6;
    if (is_lower(first_char(t))) s.title += 5;
    if (const auto commas = std::count(t.begin(), t.end(), ','); commas > 0 && width > 55)
      s.title += 2.0F * static_cast<float>(commas);
    if (page.forms && page.forms->has_word("unfinished", last_word(t))) s.title += 5;
    s.title += running;
    if (t.find(". ") != t.npos && !full_stop) s.title += 2.5F;
    for (const std::string_view quote_ends : {"\". ", ".\" ", "”. ", ".” "})
      if (t.find(quote_ends) != t.npos) s.title += 7;
  }
  if (balance(t) != 0 || straight_quotes(t) % 2 != 0) s.title += 6;  // a headline closes what it opens
  const bool aside = (t.starts_with("（") && t.ends_with("）")) || (t.starts_with("(") && t.ends_with(")"));
  const bool dated = aside && page.han && page.forms && page.forms->any("dated_aside", t);  // of a law, a speech
  if (aside && !dated) s.title += 5;  // and says more than a remark in brackets
  if (page.kana && (last == U'は' || last == U'が' || last == U'の')) s.title += 3;
  if (const Language* const l = page.kana && !ends ? Language::of(page) : nullptr;
      l && ((width > 24 && l->breaks_off(l->tail(t))) || l->goes_on(l->head(t))))
    s.title += 4;
  if (b.alone) s.title -= 0.5F;
  if (b.gap_after) s.title += 4;
  if (!ends || titular) {
    if (b.gap_after) s.body = 0.7F;
    else if (b.alone) s.body = 7;
    else s.body = width <= 84 ? 4.5F : 1.2F;
    if (class_of(last) == Class::pause || announces) s.body = std::min(s.body, 1.0F);
    if (list || b.form == Form::question || (aside && !dated) || s.caption) s.body = std::min(s.body, 0.8F);
  }
  s.cross = full_stop && !titular ? 20.0F
                                  : (page.han ? (page.kana ? 2.2F : 1.2F) + std::max(0.0F, width - 28) * 0.14F
                                              : 1.4F + std::max(0.0F, width - 14) * 0.12F) +
                                        (pauses ? 1.0F : 0.0F) + (b.gap_after ? 6.0F : 0.0F);
  s.cross += running;
  if (full_stop && titular) s.cross += 3;  // nor had those papers crossheads
  if (b.heads) s.cross += 4;
  if (b.lead || s.caption) s.cross = 20;
  if (page.han && !ends && page.forms && (page.forms->any("plain", t) || page.forms->any("opens", t))) heads_nothing(s);
  if (s.section && !page.han) {  // LETTERS, In Brief: no crosshead, and no text
    s.cross += 5;
    s.body = std::max(s.body, 7.0F);
  }
  if (page.han && !page.kana && !words.empty() && words != t && count_chars(words) <= 4)
    s.cross += 3;  // nor 招 聘, its characters apart
  // ·短评·, 图片新闻: what comes next is of its kind
  const bool marked = std::u32string_view(U"·•・◆■●★【〔［").find(first_char(t)) != std::u32string_view::npos;
  if (s.section && page.han && (marked || picture)) {
    s.title += 8;
    s.body = std::max(s.body, 8.0F);
    s.cross = 20;
  }
  if (s.notice || answers) {
    s.title = std::min(s.title, -1.0F);
    s.body = std::max(s.body, 8.0F);
    s.cross += 4;
  }
  if (part && b.form != Form::list) s.title += 8;
  if (page.han && !page.kana && page.forms && page.forms->any("bracketed_head", t)) s.title += 3;  // 【一盏灯】
  s.deck = dated || t.starts_with("——") || t.starts_with("—");
  s.brief = width <= (page.han ? 26 : 15);
  return s;
}

// Who gives notice, between two of them: the one above speaks of it, the one below does not.
bool gives_notice(const Page& page, const std::vector<Block>& blocks, std::size_t i) {
  constexpr std::size_t near = 4;  // blocks
  const std::string_view office = blocks[i].text.bytes;
  if (office.size() < 12 || !page.forms || !page.forms->any("signed_office", office)) return false;
  const auto speaks = [&](std::size_t k) { return blocks[k].text.bytes.find(office) != std::string_view::npos; };
  bool above = false, below = false;
  for (std::size_t k = i > near ? i - near : 0; k < i; ++k) above |= speaks(k);
  for (std::size_t k = i + 1; k < std::min(blocks.size(), i + near); ++k) below |= speaks(k);
  return above && !below && ends_sentence(blocks[i - 1].text.bytes);
}

// Fitted on 640 made pages. In Chinese a crosshead quotes the text below it, so words in common prove less; in Japanese and in
// alphabets they are the best sign that there is.
Proof proof_of(const Page& page) { return page.kana ? Proof{10, 12} : page.han ? Proof{12, 8} : Proof{5, 12}; }

// ---- blocks before the parse ---------------------------------------------------------------------------------------

// In an alphabet: after the paragraph's last stop a line that would sign it by itself, too. Of several stops the last.
const Rule* tail_of_alphabet(const Page& page, const RuleSet& rules, std::string_view end, Match& m) {
  const Rule* const rule = rules.by_id("articles.tail-alphabet");
  if (!rule || !page.forms) return nullptr;
  const Rule* found = nullptr;
  constexpr std::size_t least = 4, most = 101;  // characters; counted in the pattern, they would cost a page's start
  Match at;
  for (std::size_t from = 0; rule->match(end, at, from); from = at[0].begin + 1) {
    const std::string_view before = end.substr(0, at[0].begin + 1), said = at.of(end, 1);
    if (const std::size_t n = count_chars(said); n < least || n > most) continue;
    const std::string_view word = last_word(before.substr(0, before.size() - 1));
    if (end[at[0].begin] == '.' && ((!word.empty() && count_chars(word) < 3) || !ends_sentence(before)))
      continue;  // M. Grégoire, St. John
    const bool stop = said.ends_with('.') && !said.ends_with("корр.");
    if (!page.forms->any("byline", said) && (stop || !names_alone(page, said)) &&
        !page.forms->any("picture_credited", end))
      continue;
    found = rule;
    m = at;
  }
  return found;
}

// The rule that finds a byline, group 1, at the end of a paragraph's last bytes; null: there is none.
const Rule* tail_byline(const Page& page, const RuleSet& rules, std::string_view end, Match& m) {
  if (!page.han) return tail_of_alphabet(page, rules, end, m);
  if (const Rule* r = rules.first("tail_byline", end, m)) return r;
  if (const Rule* r = page.kana ? rules.first("tail_byline_ja", end, m) : nullptr) return r;
  const Rule* r = rules.first("tail_bracket", end, m);
  return r && page.forms && page.forms->any("byline", m.of(end, 1)) ? r : nullptr;
}

// One short sentence, as most captions are.
bool one_sentence(std::string_view s) { return ends_sentence(s) && narrower(s, Setting::han, 64) && one_stop(s); }

// A byline that closes a paragraph becomes a block of its own; captions are known by their words.
std::vector<Block> prepared(Page& page, const RuleSet& rules, std::vector<bool>& tails) {
  std::vector<Block> out;
  out.reserve(page.blocks.size() + 8);
  const auto captioned = [&](std::size_t i, std::string_view s) {
    if (rules.any("caption", s)) return true;
    if (!rules.any("caption_mark", s)) return false;
    for (std::size_t k = i > 2 ? i - 2 : 0; k < page.blocks.size() && k <= i + 2; ++k)
      if (k != i && first_char(page.blocks[k].text.bytes) == first_char(s)) return false;  // a bullet
    return true;
  };
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    Block& block = page.blocks[i];
    const std::string_view s = block.text.bytes;
    const bool plain = block.form == Form::text || block.form == Form::list || block.form == Form::answer ||
                       block.form == Form::editor_note;
    Match m;
    std::size_t base = s.size() > 200 ? s.size() - 200 : 0;  // a byline is short: look at the end only
    while (base > 0 && (static_cast<unsigned char>(s[base]) & 0xC0) == 0x80) --base;
    // below 图片新闻 stands what it says of a picture
    const bool pictured = i > 0 && page.han && ends_sentence(s) &&
                          rules.any("picture", closed_up(page.blocks[i - 1].text.bytes.substr(0, 60)));
    // who took the picture stands on the line below; above the text a headline or nothing of its article
    const bool credited =
        plain && page.han && !block.lead && i + 1 < page.blocks.size() && page.blocks[i + 1].form == Form::byline &&
        takes_picture(page.blocks[i + 1].text.bytes) && narrower(s, Setting::han, 100) &&
        (i == 0 || page.blocks[i - 1].form == Form::heading || page.blocks[i - 1].ends_article ||
         (page.blocks[i - 1].form == Form::byline && closes_text(page, page.blocks, i - 1)) ||
         (page.blocks[i - 1].form == Form::text &&
          (one_sentence(s) || !ends_sentence(page.blocks[i - 1].text.bytes) ||
           (one_stop(s) && breaks_between(page, block.text, page.blocks[i + 1].text) == 0))));  // on the same line
    const bool brief = plain && !block.lead && narrower(s, Setting::han, 300);
    // what a document model has set in italics
    const bool slanted = page.han && block.italic && block.form == Form::text && one_sentence(s);
    const bool photo = page.han && brief && narrower(s, Setting::han, 260) && rules.any("photo_credit", s.substr(base));
    // an item of a column of briefs keeps its writer, and its source ends no article
    const bool item = block.form == Form::list && i + 1 < page.blocks.size() && page.blocks[i + 1].form == Form::list &&
                      first_char(s) == first_char(page.blocks[i + 1].text.bytes) &&
                      class_of(first_char(s)) == Class::other;
    if (item && block.jump_to < 0) block.ends_article = false;
    const Rule* tail = plain && !item ? tail_byline(page, rules, s.substr(base), m) : nullptr;
    if (tail) {
      const std::string_view said = m.of(s.substr(base), 1);
      const bool taken = said.ends_with("摄") || said.ends_with("攝");
      std::size_t from = base + m[1].begin;
      std::size_t cut = from;
      while (cut > 0 && s[cut - 1] == ' ') --cut;
      const std::string_view before = s.substr(0, cut);
      std::size_t bracket = before.ends_with("（") ? 3 : before.ends_with("(") ? 1 : 0;
      cut -= bracket;
      from -= bracket;
      while (cut > 0 && s[cut - 1] == ' ') --cut;
      Block byline = block;
      byline.text = slice(page, block.text, from, s.size());
      byline.form = Form::byline;
      byline.lead = byline.starts_article = byline.begins_story = false;
      byline.gaps.clear();
      byline.gap_after = false;
      block.text = slice(page, block.text, 0, cut);
      block.ends_article = false;
      block.gap_after = false;
      block.gaps.clear();
      page.notes.push_back({{byline.text.source_begin(), byline.text.source_begin()}, tail->id, "", "", true, "split"});
      if (photo || pictured || captioned(i, block.text.bytes) || page.forms->any("picture_credited", s) ||
          (taken && width_of(block.text.bytes, Setting::han) < 240))
        block.form = Form::caption;
      out.push_back(block);
      tails.push_back(false);
      out.push_back(byline);
      tails.push_back(true);
      continue;
    }
    // nor does a headline stand above it, but what the picture shows
    const bool shows = ends_sentence(s) || i + 2 >= page.blocks.size() || page.blocks[i + 2].form != Form::text;
    const bool agency = brief && shows && i + 1 < page.blocks.size() && page.blocks[i + 1].form == Form::byline &&
                        narrower(s, page.han ? Setting::han : Setting::book, page.han ? 160 : 280) &&
                        only_pictures(page, page.blocks[i + 1].text.bytes) &&
                        (i == 0 || page.blocks[i - 1].form != Form::text ||
                         ends_sentence(page.blocks[i - 1].text.bytes) || (!page.han && ends_sentence(s)));
    if (photo || credited || agency || slanted || (brief && (pictured || captioned(i, s)))) block.form = Form::caption;
    out.push_back(block);
    tails.push_back(false);
  }
  return out;
}

// A name alone between a headline and its text is a byline. Letters tell a name where one of its words is none.
void sign(const Page& page, const RuleSet& rules, std::vector<Block>& blocks, const std::vector<bool>& verse) {
  if (!page.forms) return;
  std::optional<Words> words;  // built when first asked for
  // 成绩单, 马拉松 begin with a surname's character too, but the model has them as words: of names only those of the famous
  const auto common = [&](std::string_view s) {
    const Language* const language = Language::of(page);
    bool all = language != nullptr;
    for (std::size_t from = 0, to; all && from < s.size(); from = to + 1) {
      to = std::min({s.find(' ', from), s.find("　", from), s.size()});
      const std::string_view part = s.substr(from, to - from);
      all = part.empty() || (count_chars(part) > 1 && language->word(language->head(part)));
      if (to < s.size() && s[to] != ' ') to += 2;
    }
    return all;
  };
  // who wrote another piece of the page
  const auto writes = [&](std::string_view s) {
    for (const std::string_view role : {"记者", "記者", "通讯员", "通訊員"})
      for (const std::string_view blank : {"", " ", "　"})
        if (const std::string signed_so = std::string(role) + std::string(blank) + std::string(s);
            std::any_of(blocks.begin(), blocks.end(),
                        [&](const Block& b) { return b.text.bytes.find(signed_so) != std::string_view::npos; }))
          return true;
    return false;
  };
  const auto named = [&](std::string_view s) {
    if (page.kana) return page.forms->any("bare_name_ja", s);
    if (page.han)
      return (page.forms->any("bare_name", s) || (Language::of(page) && page.forms->any("bare_name_short", s))) &&
             (!common(s) || writes(s));
    if (names_alone(page, s)) return true;
    if (!page.forms->any("bare_name_latin", s)) return false;
    if (!words) words.emplace(page);
    if (words->foreign()) return true;  // there only names have all their words in capitals
    if (!words->dictionary() || running_words(page, small_letters(s.substr(0, s.find(' ')))) > 0) return false;
    if (words->german()) {  // whose nouns have capitals too: no adjective first, and one word that is none
      const std::size_t blank = s.find(' ');
      const std::string_view given = s.substr(0, blank), rest = blank == s.npos ? "" : s.substr(blank + 1);
      return rest.find(' ') == rest.npos && !words->known(lower(given)) && !(words->known(given) && words->known(rest));
    }
    const std::string small = lower(s);
    for (std::string_view rest = small; !rest.empty();) {
      const std::string_view word = rest.substr(0, std::min(rest.find(' '), rest.size()));
      if (word.size() > 1 && word.back() != '.' && !words->known(word.substr(0, word.find(',')))) return true;
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    }
    return false;
  };
  // where others sign so, too, so does what is a word, or begins as no name does: names of the famous, pen names
  bool signed_so = false;
  std::vector<std::size_t> famous;
  for (std::size_t i = 1; i + 1 < blocks.size(); ++i) {
    // a speech has its day between its headline and who held it
    const std::string_view day = blocks[i - 1].text.bytes;
    const bool dated = i > 1 && page.han && day.starts_with("（") && day.ends_with("日）");
    const Block &above = blocks[dated ? i - 2 : i - 1], &below = blocks[i + 1];
    const bool headline = (above.form == Form::text || above.form == Form::heading) && !above.lead &&
                          !ends_sentence(above.text.bytes) && width_of(above.text.bytes, page.setting) <= 84;
    // the first part's number, or its short crosshead, stands between the name and the text
    const bool part = page.han && i + 2 < blocks.size() &&
                      (page.forms->any("part_number", below.text.bytes) ||
                       (below.form == Form::text && count_chars(below.text.bytes) <= 2));
    // a column's name heads the next piece, where headlines stand behind theirs
    const bool head = i + 2 < blocks.size() && page.han && rules.any("section", closed_up(below.text.bytes));
    const Block& first = part || head ? blocks[i + 2] : below;
    const std::string_view says = first.text.bytes;
    const bool text =
        first.form == Form::text &&
        (ends_sentence(says) || verse[i + 1] || (page.han && says.ends_with("：") && page.forms->any("plain", says)));
    const bool bold = blocks[i].form == Form::heading && blocks[i].level == bold_level;
    if ((blocks[i].form != Form::text && !bold) || !headline || !text) continue;
    const std::string_view name = blocks[i].text.bytes;
    const bool known = named(name);
    const bool placed = page.han && !page.kana && !verse[i] && !verse[i + 1] &&
                        page.forms->any("bare_name_placed", name) && count_chars(above.text.bytes) > 3;
    if (!known && !placed) continue;
    // 公 示 and 引 子 are set wide, too, and 公 is a surname
    const std::string closed = closed_up(name);
    if (page.han && (rules.any("notice", closed) || rules.any("section", closed) || page.forms->any("no_name", closed)))
      continue;
    const bool apart = name.find(' ') != name.npos || name.find("　") != name.npos;
    // a headline too long for its line has its rest there
    const Language* const language = placed && !apart ? Language::of(page) : nullptr;
    const bool rest = language && language->seam(above.text.bytes, name) > 0;
    if (known || (placed && apart)) {
      blocks[i].form = Form::byline;
      signed_so |= placed;
    } else if (!rest) famous.push_back(i);
  }
  if (signed_so)
    for (const std::size_t i : famous) blocks[i].form = Form::byline;
  // Indian and Spanish papers have the place on a line of its own, between the byline and the text.
  for (std::size_t i = 1; !page.han && i + 2 < blocks.size(); ++i) {
    const std::string_view place = blocks[i + 1].text.bytes;
    const bool alone = blocks[i + 1].form == Form::text && all_capitals(place, 4) && place.find(' ') == place.npos;
    const Block& above = blocks[i - 1];
    if (!alone || !ends_sentence(blocks[i + 2].text.bytes) || blocks[i + 2].form != Form::text ||
        ends_sentence(above.text.bytes) || ends_sentence(place))
      continue;
    if (blocks[i].form == Form::text && named(blocks[i].text.bytes)) blocks[i].form = Form::byline;
    if (blocks[i].form == Form::byline) blocks[i + 1].form = Form::byline;
  }
  // In other languages than English a name often signs below its text: what comes next does not go on. So do places and sections
  // above a headline (Estados Unidos): a page has the habit if it ends in a name, or has it more than twice.
  if (page.han) return;
  std::vector<std::size_t> names;
  bool at_the_end = false;
  bool has_byline = false;  // the story so far
  for (std::size_t i = 2; i < blocks.size(); ++i) {
    has_byline |= blocks[i].form == Form::byline;
    const Block &above = blocks[i - 1], *below = i + 1 < blocks.size() ? &blocks[i + 1] : nullptr;
    if (above.form != Form::byline && !ends_sentence(above.text.bytes))
      has_byline = false;  // a headline: another story
    const bool over = above.form == Form::text && ends_sentence(above.text.bytes) && blocks[i].form == Form::text;
    if (!over || has_byline || (below && (below->form == Form::byline || ends_sentence(below->text.bytes)))) continue;
    if (names_alone(page, blocks[i].text.bytes)) {
      blocks[i].form = Form::byline;
      continue;
    }
    if (!page.forms->any("bare_name_latin", blocks[i].text.bytes)) continue;
    if (!words) words.emplace(page);
    if (!words->foreign()) continue;
    names.push_back(i);
    at_the_end |= !below;
  }
  if (at_the_end || names.size() > 2)
    for (const std::size_t i : names) blocks[i].form = Form::byline;
}

// ---- filling in ----------------------------------------------------------------------------------------------------

class Filler {
 public:
  Filler(Page& page, const std::vector<Block>& blocks, const std::vector<Shape>& shapes, const RuleSet& rules)
      : page_(page), blocks_(blocks), shapes_(shapes), rules_(rules) {}

  void fill(const Unit& u) {
    Article a;
    a.kind = u.kind == Unit::Kind::caption ? "caption"
             : u.kind == Unit::Kind::table ? "table"
             : u.kind == Unit::Kind::loose ? "loose"
                                           : "article";
    titles(a, u);
    bool first = true;
    std::vector<Article> pictures;
    for (std::size_t i = u.begin; i < u.end; ++i) {
      if (i >= u.titles_begin && i < u.titles_end) continue;
      const Block& b = blocks_[i];
      // a picture stands in the article, not its only text
      const bool taken = i + 1 < u.end && shapes_[i + 1].credit;
      if (a.kind == "article" && shapes_[i].caption && b.jump_from < 0 && b.jump_to < 0 && !all_captions(u) &&
          (taken || rules_.any("photo_credit", b.text.bytes))) {
        pictures.push_back(picture(i, taken));
        i += taken;
        continue;
      }
      if (b.jump_from >= 0) a.jump_from = b.jump_from;
      if (b.jump_to >= 0) a.jump_to = b.jump_to;
      if (b.form == Form::byline && u.kind != Unit::Kind::loose) {
        // Ada Marsh, / Upper Mill
        const bool place = !page_.han && !a.byline_lines.empty() && a.byline_lines.back().bytes.ends_with(',') &&
                           !given_name(page_, b.text.bytes);
        a.byline_lines.push_back(b.text);
        if (!place)
          for (Byline& n : read_byline(b.text, page_)) a.bylines.push_back(std::move(n));
        continue;
      }
      Piece p;
      p.kind = kind_of(i, u);
      p.text = b.text;
      p.gaps = b.gaps;
      if (first && a.kind == "article" && p.kind != "crosshead") {
        read_lead(a, b.text, rules_, page_);
        first = false;
      }
      a.body.push_back(std::move(p));
    }
    if (a.kind == "article" && rules_.any("notice", closed_up(a.headline.bytes))) a.kind = "notice";
    // about what share of such parses is right: an article with every part in its place costs next to nothing
    a.confidence = u.kind == Unit::Kind::loose ? 0.5F : std::clamp(1.0F - 0.04F * std::max(0.0F, u.cost), 0.3F, 0.99F);
    page_.articles.push_back(std::move(a));
    for (Article& p : pictures) page_.articles.push_back(std::move(p));
  }

 private:
  // What a picture within an article shows is a unit of its own, with who took it.
  Article picture(std::size_t i, bool taken) const {
    Article a;
    a.kind = "caption";
    Piece p;
    p.kind = "para";
    p.text = blocks_[i].text;
    p.gaps = blocks_[i].gaps;
    a.body.push_back(std::move(p));
    if (taken) {
      a.byline_lines.push_back(blocks_[i + 1].text);
      for (Byline& n : read_byline(blocks_[i + 1].text, page_)) a.bylines.push_back(std::move(n));
    }
    a.confidence = 0.9F;
    return a;
  }
  bool all_captions(const Unit& u) const {
    for (std::size_t i = u.begin; i < u.end; ++i)
      if ((i < u.titles_begin || i >= u.titles_end) && !shapes_[i].caption && !shapes_[i].byline) return false;
    return true;
  }

  std::string_view kind_of(std::size_t i, const Unit& u) const {
    const Block& b = blocks_[i];
    switch (b.form) {
      case Form::table: return "table";
      case Form::question: return "question";
      case Form::answer: return "answer";
      case Form::list: return heads_part(i, u) ? "crosshead" : "list";
      case Form::editor_note: return "editor_note";
      default: break;
    }
    if (u.kind != Unit::Kind::article) return "para";
    return shapes_[i].cross < shapes_[i].body ? "crosshead" : "para";
  }

  // 一、总体要求: above the text of its part, no item of a list.
  bool heads_part(std::size_t i, const Unit& u) const {
    if (!page_.han || u.kind != Unit::Kind::article || i + 1 >= u.end) return false;
    const std::string_view s = blocks_[i].text.bytes, below = blocks_[i + 1].text.bytes;
    const Form form = blocks_[i + 1].form;
    // the last item of a list
    if (i > u.begin && page_.forms && page_.forms->any("part_head", blocks_[i - 1].text.bytes)) return false;
    return page_.forms && page_.forms->any("part_head", s) && width_of(s, page_.setting) <= 60 && !ends_sentence(s) &&
           class_of(last_char(s)) != Class::pause && ends_sentence(below) &&
           (form == Form::text || (form == Form::list && first_class(below) != first_class(s)));
  }

  // One line of title type of an alphabet goes on in the next: no deck begins with a small letter, no headline ends in `of the`.
  bool reads_on(std::string_view above, std::string_view below) const {
    constexpr float most = 160;  // cells of a headline of two lines and more
    if (page_.han || width_of(above, page_.setting) + width_of(below, page_.setting) > most) return false;
    return is_lower(first_char(below)) || (page_.forms && page_.forms->has_word("unfinished", last_word(above)));
  }

  // ●人力车夫拾金不昧: the sign before a headline is none of its words.
  Text unsigned_head(const Text& t) {
    if (headline_signs.find(first_char(t.bytes)) == std::u32string_view::npos) return t;
    std::size_t words = 0;
    decode(t.bytes, words);
    while (t.bytes.substr(words).starts_with(' ')) ++words;
    const Text sign = slice(page_, t, 0, words);
    if (!page_.may(Trust::likely)) {
      suggest(page_, "drop", {sign.source_begin(), sign.source_end()}, "articles.headline-sign",
              std::string(sign.bytes));
      return t;
    }
    drop(page_, sign, "articles.headline-sign");
    return slice(page_, t, words, t.bytes.size());
  }

  // 草木小识: a few Han characters above a headline that its text has none of, while it has the headline's. (Of 105 such names on
  // pages with gold 95 are so, of 33 kickers as short two.)
  bool names_column(const std::vector<Text>& titles, const Unit& u) const {
    constexpr std::size_t fewest = 2, longest = 5;  // characters
    constexpr std::size_t least = 40;               // pieces of the text
    if (!page_.han || page_.kana || titles[1].bytes.starts_with("——")) return false;
    std::string_view name = titles[0].bytes;
    if (class_of(first_char(name)) == Class::open && class_of(last_char(name)) == Class::close)
      name = name.substr(3, name.size() - 6);  // ［散文］
    std::size_t characters = 0;
    for (std::size_t at = 0; at < name.size(); ++characters)
      if (!is_han(decode(name, at))) return false;
    if (characters < fewest || characters > longest) return false;
    const auto pieces = [](std::string_view s, std::unordered_set<std::uint32_t>& into) {
      each_piece(s, [&](std::uint32_t piece, bool) { into.insert(piece); });
    };
    std::unordered_set<std::uint32_t> its, headline, text;
    pieces(name, its);
    for (std::size_t i = 1; i < titles.size(); ++i) pieces(titles[i].bytes, headline);
    for (std::size_t i = u.begin; i < u.end; ++i)
      if ((i < u.titles_begin || i >= u.titles_end) && blocks_[i].form != Form::byline)
        pieces(blocks_[i].text.bytes, text);
    const auto in = [](const std::unordered_set<std::uint32_t>& set) {
      return [&set](std::uint32_t piece) { return set.contains(piece); };
    };
    return text.size() >= least && std::none_of(its.begin(), its.end(), in(text)) &&
           std::none_of(its.begin(), its.end(), in(headline)) &&
           std::any_of(headline.begin(), headline.end(), in(text));
  }

  void titles(Article& a, const Unit& u) {
    std::vector<const Block*> lines;
    for (std::size_t i = u.titles_begin; i < u.titles_end; ++i) lines.push_back(&blocks_[i]);
    if (lines.empty()) return;
    std::vector<Text> texts;
    for (const Block* b : lines) {
      // a headline too long for its line: its rest is a short line below a very wide one
      if (!texts.empty() && b->level == 0) {
        const float w = width_of(texts.back().bytes, page_.setting), rest = width_of(b->text.bytes, page_.setting);
        if (b->column > 0 && w > 1.5F * b->column && rest < 0.3F * w && !b->text.bytes.starts_with("——")) {
          join_text(page_, texts.back(), b->text, page_.han ? "" : " ", "articles.headline-wrapped");
          continue;
        }
        if (reads_on(texts.back().bytes, b->text.bytes)) {
          join_text(page_, texts.back(), b->text, " ", "articles.headline-reads-on");
          continue;
        }
      }
      texts.push_back(unsigned_head(b->text));
    }
    // a column's name above the headline is none of its lines
    if (texts.size() > 1 && (shapes_[u.titles_begin].section || names_column(texts, u))) {
      a.section = texts[0];
      texts.erase(texts.begin());
    }
    std::size_t head = 0;
    const bool named = !page_.han && rules_.any("section", texts[0].bytes);
    if (texts.size() > 1 && (named || rules_.any("kicker", texts[0].bytes))) head = 1;
    if (texts.size() > 2 && head == 0 && !texts[1].bytes.starts_with("——") &&
        width_of(texts[0].bytes, page_.setting) < width_of(texts[1].bytes, page_.setting))
      head = 1;
    if (head == 1) a.kicker = texts[0];
    a.headline = texts[head];
    for (std::size_t i = head + 1; i < texts.size(); ++i) a.deck.push_back(texts[i]);
  }

  Page& page_;
  const std::vector<Block>& blocks_;
  const std::vector<Shape>& shapes_;
  const RuleSet& rules_;
};

// A column's name (街坊访谈) may stand anywhere on its page: to the article it names the kind of, else to the next one.
void adopt_sections(Page& page, const RuleSet& rules) {
  auto& all = page.articles;
  const auto interview = [](const Article& a) {
    return std::any_of(a.deck.begin(), a.deck.end(),
                       [](const Text& t) { return t.bytes.starts_with("——访") || t.bytes.starts_with("——訪"); });
  };
  const auto first_interview = static_cast<std::size_t>(std::find_if(all.begin(), all.end(), interview) - all.begin());
  std::vector<bool> adopted(all.size(), false);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool label = all[i].kind == "loose" && all[i].body.size() == 1 && all[i].jump_to < 0 &&
                       all[i].jump_from < 0 && rules.any("section", closed_up(all[i].body[0].text.bytes));
    if (!label) continue;
    const std::string_view name = all[i].body[0].text.bytes;
    std::size_t to = name.find("访") != name.npos || name.find("訪") != name.npos ? first_interview : all.size();
    if (to == all.size()) to = i + 1;
    if (to == all.size() || !all[to].section.empty() || all[to].kind != "article") continue;
    all[to].section = all[i].body[0].text;
    adopted[i] = true;
  }
  std::erase_if(all, [&](const Article& a) { return adopted[static_cast<std::size_t>(&a - all.data())]; });
}

}  // namespace

void articles(Page& page, const RuleSet& rules) {
  if (page.own_output) return read_own_shape(page);
  std::vector<bool> tails;
  std::vector<Block> blocks = prepared(page, rules, tails);
  std::vector<bool> verse = verses(page, blocks);
  sign(page, rules, blocks, verse);
  // the headline and the name of the next piece, and its first part's number, are short lines too
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    if (!verse[i] || blocks[i].form != Form::byline) continue;
    verse[i - 1] = verse[i] = false;
    if (i + 1 < blocks.size() && page.forms && page.forms->any("part_number", blocks[i + 1].text.bytes))
      verse[i + 1] = false;
  }
  // a document model gives its headlines one of the two highest levels; where it has neither, the highest that it has
  constexpr std::uint8_t high = 2;
  std::uint8_t top = 0, least = 255;
  for (const Block& b : blocks)
    if (b.level && b.form == Form::heading) {
      top = std::max<std::uint8_t>(top, std::min<std::uint8_t>(b.level, high));
      least = std::min(least, b.level);
    }
  if (least != 255 && least > high) top = least;
  // the page's first headline may stand above all others; where more do, what is below them is theirs
  const auto of_level = [&](int level) {
    return std::count_if(blocks.begin(), blocks.end(),
                         [&](const Block& b) { return b.form == Form::heading && b.level == level; });
  };
  if (of_level(1) >= 2 && of_level(1) > of_level(2)) top = 1;
  std::vector<Shape> shapes;
  shapes.reserve(blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    shapes.push_back(shape_of(page, blocks[i], top, rules));
    shapes.back().inline_tail = tails[i];
    if (next_report(page, blocks, i)) shapes.back().lead = false;
    // a letter begins as news do: To the Editor of the Herald. / SIR,—
    if (greets_editor(page, blocks[i].text.bytes) && (i == 0 || !greets_editor(page, blocks[i - 1].text.bytes)))
      shapes.back().lead = true;
    shapes.back().tied = !page.parted && blocks[i].form == Form::byline && closes_text(page, blocks, i);
    shapes.back().below_heading = is_deck(blocks, i) && blocks[i - 1].level <= top && shapes.back().title < 4;
    if (verse[i]) {
      shapes.back().title += 8;
      shapes.back().body = std::min(shapes.back().body, 0.3F);
      shapes.back().cross = 20;
    }
  }
  if (spdlog::should_log(spdlog::level::debug))
    for (std::size_t i = 0; i < blocks.size(); ++i)
      spdlog::debug("block {}: title {:.1f} body {:.1f} cross {:.1f} {}{}{}{}{} '{}'", i, shapes[i].title,
                    shapes[i].body, shapes[i].cross, shapes[i].byline ? "byline " : "",
                    shapes[i].caption ? "caption " : "", shapes[i].lead ? "lead " : "", shapes[i].ends ? "ends " : "",
                    blocks[i].gap_after ? "gap" : "", blocks[i].text.bytes.substr(0, 90));
  if (blocks.size() > most_compared)
    doubt(page, {0, static_cast<std::uint32_t>(page.source.size())}, "articles.too-many-blocks", {});
  const Affinity a = affinity_of(blocks, shapes);
  const bool chinese = page.han && !page.kana;
  const Language* const language = Language::of(page);
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const std::string_view t = blocks[i].text.bytes;
    shapes[i].kin = a.kin[i];
    shapes[i].named = blocks[i].lead && page.han;
    // stems of five letters that two stories share prove little
    shapes[i].cohesion = page.han || a.cohesion[i] < 0 ? a.cohesion[i] : std::min(0.1F, a.cohesion[i] * 0.66F);
    shapes[i].column = chinese ? blocks[i].column : 0;
    if (chinese && i > 0 && shapes[i].title < 6 && shapes[i - 1].title < 6)
      shapes[i].second = !language || language->seam(blocks[i - 1].text.bytes, t) <= 1;
    // LATE NEWS / Warehouse on fire: not set alike
    if (!page.han && i > 0 && shapes[i].title < 6 && shapes[i - 1].title < 6 && !is_lower(first_char(t)))
      shapes[i].second = case_of(t) != case_of(blocks[i - 1].text.bytes) ||
                         breaks_between(page, blocks[i - 1].text, blocks[i].text) > 1;
    // crossheads quote the text below them, headlines sum it up
    if (chinese && shapes[i].title < 3 && shapes[i].cross < shapes[i].body && t.size() >= 15) {
      bool quoted = false;
      const bool said = t.starts_with("“") && t.ends_with("”") && t.rfind("“") == 0;  // what somebody says there
      const std::string_view words = said ? t.substr(3, t.size() - 6) : t;
      for (std::size_t k = i + 1; k < blocks.size() && k <= i + 2; ++k)
        quoted |= blocks[k].text.bytes.find(words) != t.npos;
      if (quoted) {
        shapes[i].title += said ? 4.0F : 1.5F;
        shapes[i].cross -= 1;
      }
    }
    if (page.han && shapes[i].title < 3 && i + 1 < blocks.size())
      if (const int alike = begin_alike(t, blocks[i + 1].text.bytes); alike > 2)
        shapes[i].cross += static_cast<float>(alike);
    // nor does one stand above whom a letter is for
    if (i + 1 < shapes.size() && shapes[i + 1].reply && shapes[i].title < 3 && !shapes[i].byline) shapes[i].cross += 4;
    const auto in_rows_of = [&](std::string_view tag) {
      const auto row = [&](std::size_t k) {
        return k < blocks.size() && page.forms && page.forms->any(tag, blocks[k].text.bytes);
      };
      return row(i) && (row(i + 1) || (i > 0 && row(i - 1)));
    };
    if (page.han && (in_rows_of("hour") || in_rows_of("score"))) heads_nothing(shapes[i]);
    if (page.han && i > 0 && gives_notice(page, blocks, i)) heads_nothing(shapes[i]);
    if (page.han && i + 1 < shapes.size() && signs_notice(page, t, blocks[i + 1].text.bytes)) heads_nothing(shapes[i]);
    // a headline does not read on in the text below it, nor a crosshead
    if (i + 1 < shapes.size() && !shapes[i].byline && shapes[i].title < 6 && shapes[i + 1].title >= 6) {
      const std::string_view below = blocks[i + 1].text.bytes;
      if (language && language->seam(t, below) > Language::rarely_chance) shapes[i].title += 3;
      if (page.han ? language && language->goes_on(language->head(below)) : is_lower(first_char(below))) {
        shapes[i].title += 3;
        shapes[i].cross += 3;
      }
    }
    shapes[i].bridge = a.bridge[i];
    // what stands before an interview's first question opens it
    const bool asks = i + 1 < blocks.size() && blocks[i + 1].form == Form::question && blocks[i].form == Form::text &&
                      !(i > 0 && blocks[i - 1].form == Form::answer);
    if (asks) shapes[i].kin = 0;
    shapes[i].opener = asks || (shapes[i].title >= 6 && rules.any("opener", blocks[i].text.bytes.substr(0, 60)));
  }
  // of a headline of two even lines the first may end as columns' names do: 倾听百姓心声 / 化解基层矛盾
  constexpr std::size_t shortest = 5;  // characters of such a line; 灯下漫笔 is no line of the four characters below it
  for (std::size_t i = 0; page.han && i + 1 < shapes.size(); ++i)
    if (const std::size_t n = count_chars(blocks[i].text.bytes);
        shapes[i].section && n >= shortest && n == count_chars(blocks[i + 1].text.bytes))
      shapes[i].section = false;
  // a column of briefs is no part of the story above it: 一句话新闻, and below it items with a mark
  for (std::size_t i = 0; i + 1 < shapes.size(); ++i)
    if (page.han && shapes[i].section && bulleted(blocks, i + 1)) {
      shapes[i].cross += 6;
      shapes[i].body += 4;
    }
  // a column's name heads what stands below it only where nothing else does
  for (std::size_t i = 0; i + 1 < shapes.size(); ++i)
    if (shapes[i].section && shapes[i + 1].title < 3 && !shapes[i + 1].byline) shapes[i].title += 3;
  Filler filler(page, blocks, shapes, rules);
  for (const Unit& u : parse_page(shapes, a.bits, a.pieces, proof_of(page))) {
    spdlog::debug("unit {}: blocks {} to {}, titles {} to {}, cost {:.1f}", static_cast<int>(u.kind), u.begin, u.end,
                  u.titles_begin, u.titles_end, u.cost);
    filler.fill(u);
  }
  adopt_sections(page, rules);
}

}  // namespace galley::stages
