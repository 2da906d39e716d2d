// Punctuation where Han text carries it: width, pairs, dashes, ellipses, blanks (GB/T 15834, CLREQ).
//
// A mark takes its width from its neighbours: after a Han character or a closing mark `,` is ，; between digits or
// inside an alphabet's run it stays (1,200; 10:15; a.b@c). Pairs change together or not at all. Straight quotes are
// resolved over the whole paragraph as one cheapest reading: each is an opening or a closing one, local cues have their
// cost (no opening quote stands before ，, no closing one after ：), and so has every quote left without partner:
//
//   他说,"要抓好"四城联创"工作。"   ->  他说，“要抓好”四城联创“工作。”   would be wrong: nesting wins over parity only by cues
//
// What stays unpaired stays as it was and is recorded. Emphasis inside takes ‘ ’. A paragraph may rightly open a quote
// that a later one closes (GB/T 15834 4.8.3.5). Text of an alphabet, URLs and addresses are left alone.
#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "pipeline/unicode.h"
#include "stages/language.h"
#include "stages/measure.h"
#include "stages/stages.h"

namespace galley::stages {
namespace {

struct Char {
  char32_t c;
  std::uint32_t at, size;
};

class Mender {
 public:
  Mender(Page& page, Text& text) : page_(page), text_(text) {
    cs_.reserve(text.bytes.size() / 2);
    for (std::size_t at = 0; at < text.bytes.size();) {
      const std::size_t was = at;
      const char32_t c = decode(text.bytes, at);
      cs_.push_back({c, static_cast<std::uint32_t>(was), static_cast<std::uint32_t>(at - was)});
    }
    change_.resize(cs_.size());
    protect();
  }

  void run() {
    brackets();
    widths();
    quotes(U'"', U'“', U'”', "punctuation.quote");
    quotes(U'\'', U'‘', U'’', "punctuation.inner-quote");
    dashes();
    blanks();
    Rewrite w(page_, text_);
    for (std::size_t i = 0; i < cs_.size(); ++i) {
      if (change_[i] == 0) continue;
      const Change& change = changes_[change_[i] - 1];
      w.keep_until(cs_[i].at);
      w.put(change.now, cs_[i].size, change.rule);
    }
    w.finish();
  }

 private:
  static bool cjk_mark(char32_t c) {
    return (c >= 0x3001 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF0F) || c == U'：' || c == U'；' || c == U'？' ||
           c == U'“' || c == U'”' || c == U'‘' || c == U'’' || c == U'…' || c == U'—' || c == U'％';
  }
  static bool cjk(char32_t c) { return is_han(c) || cjk_mark(c); }
  // What the character stands as after the changes so far.
  char32_t is(std::size_t i) const { return change_[i] == 0 ? cs_[i].c : first_char(changes_[change_[i] - 1].now); }
  char32_t before(std::size_t i) const {
    while (i-- > 0)
      if (cs_[i].c != ' ') return is(i);
    return 0;
  }
  char32_t after(std::size_t i) const {
    for (++i; i < cs_.size(); ++i)
      if (cs_[i].c != ' ') return is(i);
    return 0;
  }
  void put(std::size_t i, std::string_view now, std::string_view rule) {
    changes_.push_back({now, rule});
    change_[i] = static_cast<std::uint32_t>(changes_.size());
  }
  void put(std::size_t i, char32_t c, std::string_view rule) {
    std::string s;
    append(s, c);
    put(i, page_.store(s), rule);
  }

  // Runs of visible ASCII that are an address: nothing in them is punctuation.
  void protect() {
    safe_.assign(cs_.size(), false);
    for (std::size_t i = 0; i < cs_.size();) {
      std::size_t end = i;
      while (end < cs_.size() && cs_[end].c > 0x20 && cs_[end].c < 0x7F) ++end;
      if (end - i > 4) {
        const std::string_view run = text_.bytes.substr(cs_[i].at, cs_[end - 1].at + 1 - cs_[i].at);
        if (run.find("://") != run.npos || run.find("www.") != run.npos || run.find('@') != run.npos)
          std::fill(safe_.begin() + static_cast<std::ptrdiff_t>(i), safe_.begin() + static_cast<std::ptrdiff_t>(end),
                    true);
      }
      i = std::max(end, i + 1);
    }
  }

  void brackets() {
    std::vector<std::size_t> open;
    // Han characters before each place: brackets may nest as deep as the text is long. Told when first asked for
    std::vector<std::uint32_t> han;
    for (std::size_t i = 0; i < cs_.size(); ++i) {
      const char32_t c = cs_[i].c;
      if (safe_[i]) continue;
      if (c == '(' || c == U'（') {
        open.push_back(i);
        continue;
      }
      if (c != ')' && c != U'）') continue;
      if (open.empty()) {
        doubt(page_, span(i), "punctuation.bracket-unpaired", std::string(text_.bytes.substr(cs_[i].at, cs_[i].size)));
        continue;
      }
      const std::size_t a = open.back();
      open.pop_back();
      if (cs_[a].c == U'（' && c == U'）') continue;
      if (han.empty()) {
        han.assign(cs_.size() + 1, 0);
        for (std::size_t k = 0; k < cs_.size(); ++k) han[k + 1] = han[k] + is_han(cs_[k].c);
      }
      if (han[i] == han[a + 1] && !cjk(before(a)) && !(i + 1 < cs_.size() && is_han(after(i)))) continue;
      if (cs_[a].c == '(') put(a, U'（', "punctuation.bracket");
      if (c == ')') put(i, U'）', "punctuation.bracket");
    }
    for (std::size_t i : open)
      doubt(page_, span(i), "punctuation.bracket-unpaired", std::string(text_.bytes.substr(cs_[i].at, cs_[i].size)));
  }

  Span span(std::size_t i) const {
    const std::uint32_t s = text_.source_of(cs_[i].at);
    return {s, s + cs_[i].size};
  }

  void widths() {
    for (std::size_t i = 0; i < cs_.size(); ++i) {
      const char32_t c = cs_[i].c;
      const Class k = class_of(c);
      if (safe_[i] || (k != Class::stop && k != Class::pause && k != Class::dots)) continue;
      const char32_t a = before(i), b = after(i);
      const bool left = cjk(a) || a == '"' || a == '\'', right = cjk(b);
      const Class ka = class_of(a), kb = class_of(b);
      switch (c) {
        case ',':
        case ';':
        case ':':
        case '?':
        case '!': {
          if (ka == Class::digit && kb == Class::digit) break;  // 1,200  10:15  3:2
          if (ka == Class::latin && (kb == Class::latin || kb == Class::digit || b == 0)) break;
          if (c == ';' && entity(i)) break;
          if (!left && !(right && a != 0)) break;
          if (c == ':' && ka == Class::latin && kb != Class::han && b != '"' && b != 0) break;
          put(i,
              c == ','   ? U'，'
              : c == ';' ? U'；'
              : c == ':' ? U'：'
              : c == '?' ? U'？'
                         : U'！',
              "punctuation.width");
          break;
        }
        case '.': {
          if (i + 1 < cs_.size() && cs_[i + 1].c == '.') {
            i += ellipsis(i, '.') - 1;
            break;
          }
          if (!is_han(a) && class_of(a) != Class::close) break;
          if (cjk(a) &&
              (b == 0 || b == '"' || b == '\'' || is_han(b) || class_of(b) == Class::close ||
               class_of(b) == Class::open) &&
              !(i + 1 < cs_.size() && class_of(cs_[i + 1].c) == Class::digit))
            put(i, U'。', "punctuation.width");
          break;
        }
        case U'。':
          if (i + 2 < cs_.size() && cs_[i + 1].c == U'。' && cs_[i + 2].c == U'。') {
            i += ellipsis(i, U'。') - 1;
            break;
          }
          [[fallthrough]];
        case U'，':
        case U'、':
        case U'；':
          if (i + 1 < cs_.size() && cs_[i + 1].c == c) put(i + 1, "", "punctuation.doubled-stop");
          break;
        case U'…':
          if (!(i > 0 && is(i - 1) == U'…') && !(i + 1 < cs_.size() && cs_[i + 1].c == U'…') && (cjk(a) || cjk(b)))
            put(i, "……", "punctuation.ellipsis");
          break;
        default: break;
      }
    }
  }

  bool entity(std::size_t i) const {  // &amp; and its kin
    std::size_t k = i;
    while (k > 0 && i - k < 9 &&
           (class_of(cs_[k - 1].c) == Class::latin || class_of(cs_[k - 1].c) == Class::digit || cs_[k - 1].c == '#'))
      --k;
    return k > 0 && k < i && cs_[k - 1].c == '&';
  }

  std::size_t ellipsis(std::size_t i, char32_t dot) {
    std::size_t end = i;
    while (end < cs_.size() && cs_[end].c == dot) ++end;
    if (end - i >= 3 && (cjk(before(i)) || is_han(end < cs_.size() ? cs_[end].c : 0))) {
      put(i, "……", "punctuation.ellipsis");
      for (std::size_t k = i + 1; k < end; ++k) put(k, "", "punctuation.ellipsis");
    }
    return end - i;
  }

  // The cheapest reading of all straight quotes of one kind, as a path through two states: outside and inside a
  // quotation.
  void quotes(char32_t straight, char32_t open, char32_t close, std::string_view rule) {
    if (text_.bytes.find(static_cast<char>(straight)) == std::string_view::npos) return;
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < cs_.size(); ++i) {
      const char32_t c = cs_[i].c;
      if (c == open || c == close) {
        at.push_back(i);
        continue;
      }
      if (c != straight || safe_[i]) continue;
      const char32_t a = i ? cs_[i - 1].c : 0, b = i + 1 < cs_.size() ? cs_[i + 1].c : 0;
      // apostrophes, primes, and quotations of an alphabet's words are none of ours
      if (class_of(a) == Class::latin && class_of(b) == Class::latin) continue;
      if (class_of(a) == Class::digit && !cjk(b) && b != 0) continue;
      if (straight == '\'' && !cjk(a) && !cjk(b) && a != '"' && b != '"') continue;
      at.push_back(i);
    }
    if (std::none_of(at.begin(), at.end(), [&](std::size_t i) { return cs_[i].c == straight; })) return;
    constexpr float never = 1e6F, alone = 4.0F;
    struct Step {
      float cost;
      int from;
      bool opens;
    };
    std::vector<std::array<Step, 2>> best(at.size() + 1, {Step{never, 0, false}, Step{never, 0, false}});
    best[0] = {Step{0, 0, false}, Step{2.5F, 0, false}};  // a quotation may go on from the paragraph before
    for (std::size_t q = 0; q < at.size(); ++q) {
      const std::size_t i = at[q];
      const char32_t a = before(i), b = after(i);
      const Class ka = class_of(a), kb = class_of(b);
      float as_open = 0, as_close = 0;
      const bool stop_b = kb == Class::stop || kb == Class::pause || b == U'）' || b == U'》' || b == 0;
      const bool open_a = a == 0 || ka == Class::open || a == U'：' || a == U'（';
      if (stop_b) as_open += 5.0F;
      if (b == U'“' || b == U'‘') as_open -= 0.2F;
      if (open_a) as_close += 5.0F;
      if (ka == Class::pause) as_close += 3.0F;
      if (ka == Class::stop && !stop_b) as_close += 0.2F;
      if (ka == Class::stop && stop_b) as_open += 0.5F;
      if (cs_[i].c == open) as_close += never;
      if (cs_[i].c == close) as_open += never;
      for (int from = 0; from < 2; ++from) {
        const float base = best[q][static_cast<std::size_t>(from)].cost;
        auto relax = [&](int to, float cost, bool opens) {
          if (cost < best[q + 1][static_cast<std::size_t>(to)].cost)
            best[q + 1][static_cast<std::size_t>(to)] = {cost, from, opens};
        };
        relax(1, base + as_open + (from == 1 ? alone : 0), true);
        relax(0, base + as_close + (from == 0 ? alone : 0), false);
      }
    }
    int state = best[at.size()][1].cost + 2.0F < best[at.size()][0].cost ? 1 : 0;
    std::vector<bool> opens(at.size());
    for (std::size_t q = at.size(); q-- > 0;) {
      const Step& s = best[q + 1][static_cast<std::size_t>(state)];
      opens[q] = s.opens;
      state = s.from;
    }
    // a quote whose partner is missing stays as it was
    std::vector<bool> paired(at.size(), false);
    for (std::size_t q = 0; q + 1 < at.size(); ++q)
      if (opens[q] && !opens[q + 1]) paired[q] = paired[q + 1] = true;
    if (state == 1 && !at.empty() && !opens[0]) paired[0] = true;  // goes on from before
    // goes on after
    if (!at.empty() && opens.back()) paired[at.size() - 1] = at.size() == 1 ? open_at_start(at[0]) : true;
    for (std::size_t q = 0; q < at.size(); ++q) {
      if (cs_[at[q]].c != straight) continue;
      if (paired[q]) put(at[q], opens[q] ? open : close, rule);
      else doubt(page_, span(at[q]), "punctuation.quote-unpaired", std::string(1, static_cast<char>(straight)));
    }
  }
  bool open_at_start(std::size_t i) const { return i == 0 || before(i) == U'：'; }

  void dashes() {
    auto dash = [&](std::size_t i) {
      return cs_[i].c == U'—' || cs_[i].c == U'―' || cs_[i].c == U'─' || cs_[i].c == '-' || cs_[i].c == U'－';
    };
    for (std::size_t i = 0; i < cs_.size(); ++i) {
      if (safe_[i] || !dash(i)) continue;
      std::size_t end = i;
      while (end < cs_.size() && dash(end)) ++end;
      const char32_t a = i ? is(i - 1) : 0, b = end < cs_.size() ? is(end) : 0;
      const bool edge = (b == 0 && cjk(a)) || (a == 0 && cjk(b));
      const std::size_t n = end - i;
      // one at a paragraph's edge introduces what follows; two half-width ones between Han are the dash
      if ((n == 1 && edge && cs_[i].c != U'－') ||
          (n == 2 && cs_[i].c != U'—' && (cjk(a) || cjk(b)) && class_of(a) != Class::digit)) {
        put(i, "——", "punctuation.dash");
        for (std::size_t k = i + 1; k < end; ++k) put(k, "", "punctuation.dash");
      }
      i = end;
    }
  }

  // A wrap left a blank inside running text: the words on both sides belong together, the language model says. Never in
  // brackets, where blanks part names, nor behind 讯 and 电.
  bool torn(std::size_t i, std::size_t end) const {
    constexpr std::size_t near = 40;  // characters before it that are looked at for an open bracket
    if (end - i > 1 || !is_han(is(i - 1)) || !is_han(is(end))) return false;
    if (is(i - 1) == U'讯' || is(i - 1) == U'訊' || is(i - 1) == U'电' || is(i - 1) == U'電') return false;
    for (std::size_t k = i; k-- > 0 && k + near > i && is(k) != U'）';)
      if (is(k) == U'（') return false;
    const Language* const language = Language::of(page_);
    return language &&
           language->seam(text_.bytes.substr(0, cs_[i].at), text_.bytes.substr(cs_[end].at)) >= Language::rarely_chance;
  }

  // 用好“活教材” 讲好新故事: in title type the blank parts clauses, if the quotation has one on this side alone.
  bool parts_clauses(std::size_t i, std::size_t end) const {
    constexpr std::size_t most = 200;  // bytes of a headline
    static constexpr std::u32string_view open = U"“‘「『", close = U"”’」』";
    const auto of = [](std::u32string_view marks, char32_t c) { return marks.find(c) != marks.npos; };
    const auto blank = [](char32_t c) { return c == ' ' || c == U'　'; };
    if (text_.bytes.size() > most) return false;
    for (std::size_t k = 0; k < cs_.size(); ++k)
      if (is(k) == U'，' || is(k) == U'。' || is(k) == U'；') return false;
    if (of(close, is(i - 1)) && is_han(is(end))) {
      for (std::size_t k = i - 1; k-- > 0;)
        if (of(open, is(k))) return k > 0 && !blank(cs_[k - 1].c);
    } else if (is_han(is(i - 1)) && of(open, is(end))) {
      for (std::size_t k = end + 1; k < cs_.size(); ++k)
        if (of(close, is(k))) return k + 1 == cs_.size() || !blank(cs_[k + 1].c);
    }
    return false;
  }

  // No blank beside a full-width mark, nor between Han and a digit or an alphabet's word; a blank between two Han
  // characters parts something (clauses of a headline, 本报讯 and its text) and stays, but inside a word.
  void blanks() {
    constexpr std::size_t least = 100;  // bytes: of what ends in a full stop, more than a headline has
    const bool running = text_.bytes.size() >= least && page_.may(Trust::likely) && ends_sentence(text_.bytes);
    for (std::size_t i = 0; i < cs_.size(); ++i) {
      if (cs_[i].c != ' ' && cs_[i].c != U'　') continue;
      std::size_t end = i;
      while (end < cs_.size() && (cs_[end].c == ' ' || cs_[end].c == U'　')) ++end;
      if (i == 0 || end == cs_.size()) {
        i = end;
        continue;
      }
      const char32_t a = is(i - 1), b = is(end);
      const Class ka = class_of(a), kb = class_of(b);
      auto narrow = [](Class k) { return k == Class::digit || k == Class::latin; };
      const bool mark_a = cjk_mark(a) && ka != Class::close && a != U'》' && a != U'…' && a != U'—';
      const bool mark_b = cjk_mark(b) && kb != Class::open && b != U'《' && b != U'—';
      const bool lead = i >= 2 && cs_[i - 1].c == U'讯';
      const bool close_gap =
          ((ka == Class::close || ka == Class::open) && cjk_mark(a)) || (kb == Class::open && cjk_mark(b) && is_han(a));
      if (mark_a || mark_b || (close_gap && !(ka == Class::close && kb == Class::open) && !parts_clauses(i, end)) ||
          (((is_han(a) && narrow(kb)) || (narrow(ka) && is_han(b))) && !lead)) {
        for (std::size_t k = i; k < end; ++k) put(k, "", "punctuation.blank");
      } else if (running && torn(i, end)) {
        put(i, "", "punctuation.torn-word");
      } else if (end - i > 1 || cs_[i].c == U'　') {
        put(i, " ", "punctuation.blank");
        for (std::size_t k = i + 1; k < end; ++k) put(k, "", "punctuation.blank");
      }
      i = end;
    }
  }

  Page& page_;
  Text& text_;
  std::vector<Char> cs_;
  struct Change {
    std::string_view now, rule;
  };
  std::vector<Change> changes_;
  std::vector<std::uint32_t> change_;  // of each character the last, counted from 1; 0: none
  std::vector<bool> safe_;
};

void apply_rules(Page& page, Text& text, const RuleSet& rules) {
  for (const Rule* rule : rules.may_match(text.bytes)) {
    Match m;
    if (!rule->has_put || !rule->match(text.bytes, m)) continue;
    const std::string now = rule->made(text.bytes, m);
    const std::string_view was = m.of(text.bytes, 0);
    std::size_t a = 0, b = 0;  // only what differs changes
    while (a < was.size() && a < now.size() && was[a] == now[a]) ++a;
    while (b < was.size() - a && b < now.size() - a && was[was.size() - 1 - b] == now[now.size() - 1 - b]) ++b;
    while (a > 0 && (static_cast<unsigned char>(was.size() > a ? was[a] : 0) & 0xC0) == 0x80) --a;
    while (b > 0 && (static_cast<unsigned char>(was[was.size() - b]) & 0xC0) == 0x80) --b;
    replace(page, text, m[0].begin + a, m[0].end - b, std::string_view(now).substr(a, now.size() - a - b), rule->id);
  }
}

}  // namespace

void punctuation(Page& page, const RuleSet& rules) {
  if (!page.han || page.own_output) return;
  for (Block& block : page.blocks) {
    if (block.form == Form::table || !mostly_han(block.text.bytes)) continue;
    apply_rules(page, block.text, rules);
    const std::size_t size = block.text.bytes.size();
    Mender(page, block.text).run();
    for (auto& g : block.gaps)
      if (g == size) g = static_cast<std::uint32_t>(block.text.bytes.size());
  }
}

}  // namespace galley::stages
