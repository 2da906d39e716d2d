// Inputs no newspaper would print and a careless program chokes on, made by code. What a row makes is about n bytes
// long and more of the same when n is larger, so that growth can be measured.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/unicode.h"

namespace galley::tests {

struct Hostile {
  const char* name;
  std::string (*make)(std::size_t n);
};

inline std::string repeat(std::string_view s, std::size_t n) {
  std::string out;
  out.reserve(n + s.size());
  while (out.size() < n) out += s;
  return out;
}

/// piece(0) piece(1) … until there are n bytes.
template <class F>
std::string each(std::size_t n, F piece) {
  std::string out;
  for (std::size_t i = 0; out.size() < n; ++i) out += piece(i);
  return out;
}

inline std::uint32_t mixed(std::uint64_t x) {
  x = (x + 1) * 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 31)) * 0xBF58476D1CE4E5B9ULL;
  return static_cast<std::uint32_t>(x >> 33);
}

/// So many characters of the commonest hundred or so: no text, but the language model knows many of the pairs.
inline std::string han(std::size_t chars, std::size_t seed) {
  static constexpr std::u32string_view common =
      U"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
      U"定行学法所民得经十三之进着等部"
      U"度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平"
      U"形相全表间样与关各重新线内数正心反";
  std::string out;
  for (std::size_t i = 0; i < chars; ++i) append(out, common[mixed(seed * 1000003 + i) % common.size()]);
  return out;
}

/// Words of one to nine letters, about so many bytes in all.
inline std::string words(std::size_t bytes, std::size_t seed) {
  std::string out;
  for (std::size_t i = 0; out.size() < bytes; ++i) {
    if (i) out += ' ';
    const std::uint32_t dice = mixed(seed * 7919 + i);
    for (std::uint32_t k = 0; k <= dice % 9; ++k) out += static_cast<char>('a' + mixed(dice + k) % 26);
  }
  return out;
}

inline std::string noise(std::size_t n, std::uint32_t seed = 1) {
  return each(n, [seed](std::size_t i) { return std::string(1, static_cast<char>(mixed(i * 31 + seed))); });
}

inline std::string num(std::size_t i) { return std::to_string(i); }

/// `columns` stretches of `cells` Han characters beside each other, `gap` blanks apart.
inline std::string row(std::size_t i, std::size_t columns, std::size_t chars, std::size_t gap) {
  std::string out;
  for (std::size_t k = 0; k < columns; ++k) out += (k ? std::string(gap, ' ') : "") + han(chars, i * 64 + k);
  return out + "\n";
}

/// A row of columns, each of a text that goes on in the next row's.
inline std::string running(std::size_t i, std::size_t columns, std::string_view gap) {
  static constexpr const char* text[] = {
      "中华人民共和国国务院总理发表重要讲话指", "出要坚持以经济建设为中心推动社会主义现",
      "代化建设不断取得新的成就和进步人民群众", "生活水平得到了很大提高社会保障体系更加",
      "完善教育科技文化卫生体育等各项事业全面", "发展改革开放取得重大突破经济实力综合国",
      "力显著增强国际地位和国际影响力不断提高"};
  std::string out;
  for (std::size_t k = 0; k < columns; ++k) out += (k ? std::string(gap) : "") + text[(i + 3 * k) % 7];
  return out;
}

inline const std::vector<Hostile>& hostile_inputs() {
  using N = std::size_t;
  static const std::vector<Hostile> all = {
      // ---- one thing, over and over
      {"a page of one letter", [](N n) { return repeat("a", n); }},
      {"Latin without blanks", [](N n) { return repeat("abcdefghij", n); }},
      {"words without a newline", [](N n) { return words(n, 1); }},
      {"Han without a newline", [](N n) { return han(n / 3, 1); }},
      {"traditional Han without a newline", [](N n) { return repeat("臺灣總統選舉開票結果顯示會議員說這個問題", n); }},
      {"kana without a newline", [](N n) { return repeat("あいうえおかきくけこ", n); }},
      {"form feeds", [](N n) { return repeat("\f", n / 8); }},
      {"lines of one letter", [](N n) { return repeat("a\n", n); }},
      {"lines of one Han character", [](N n) { return repeat("字\n", n); }},
      {"blocks of one letter", [](N n) { return repeat("a\n\n", n); }},
      {"hyphens", [](N n) { return repeat("-", n); }},
      {"lines of one hyphen", [](N n) { return repeat("-\n", n); }},
      {"every word torn", [](N n) { return each(n, [](N i) { return words(4, i) + "-\n"; }); }},
      {"every word torn, and no hyphen", [](N n) { return repeat("the har\nbour mas\nter of the es\ntu\nary\n", n); }},
      {"lines of a few letters", [](N n) { return each(n, [](N i) { return words(5, i) + "\n"; }); }},
      {"torn words in one line", [](N n) { return repeat("prob- ably ", n); }},
      {"straight quotes", [](N n) { return repeat("\"", n); }},
      {"a quote behind each Han character", [](N n) { return repeat("字\"", n); }},
      {"an apostrophe behind each Han character", [](N n) { return repeat("字'", n); }},
      {"brackets nested", [](N n) { return repeat("（", n / 2) + repeat("）", n / 2); }},
      {"half-width brackets nested in Han text",
       [](N n) { return han(n / 12, 1) + repeat("(", n / 3) + repeat(")", n / 3); }},
      {"brackets of all kinds nested", [](N n) { return repeat("([{<《「", n / 2) + repeat("」》>}])", n / 2); }},
      {"a bracket left open on every line", [](N n) { return repeat("字（「\n", n); }},
      {"NULs", [](N n) { return repeat(std::string_view("\0", 1), n); }},
      {"a NUL behind each letter", [](N n) { return repeat(std::string_view("a\0b", 3), n); }},
      {"combining marks", [](N n) { return repeat("\u0301", n); }},
      {"one letter with marks in the wrong order", [](N n) { return "a" + repeat("\u0301\u0316", n); }},
      {"letters to be composed", [](N n) { return repeat("e\u0301", n); }},
      // NOLINTNEXTLINE(misc-misleading-bidirectional)
      {"bidirectional controls", [](N n) { return repeat("\u202E\u202D\u2066\u2069", n); }},
      {"zero-width characters between letters", [](N n) { return repeat("a\u200B\u200D", n); }},
      {"control characters", [](N n) { return repeat("\x01\x02\x07\x08\x1B[31m\x7F\u0085\u009B", n); }},
      {"blanks", [](N n) { return repeat(" ", n); }},
      {"lines of one blank", [](N n) { return repeat(" \n", n); }},
      {"carriage returns", [](N n) { return repeat("\r", n); }},
      {"tabs", [](N n) { return repeat("\t", n); }},
      {"Han, then blanks, then commas", [](N n) { return "字" + std::string(n / 2, ' ') + std::string(n / 2, ','); }},
      {"Han with commas and blanks", [](N n) { return han(n / 12, 1) + repeat(", ", n / 2); }},
      {"dots behind Han", [](N n) { return repeat("字...", n); }},
      {"stops", [](N n) { return repeat("。，", n); }},
      {"addresses", [](N n) { return repeat("http://a.b/@", n); }},
      {"backslashes and markup", [](N n) { return repeat("\\<br></script>]]>&amp;", n); }},
      {"digits", [](N n) { return each(n, [](N i) { return num(mixed(i)); }); }},
      {"lines of digits", [](N n) { return each(n, [](N i) { return num(mixed(i)) + "\n"; }); }},
      {"full-width digits and letters", [](N n) { return repeat("ＡＢＣ１２３", n); }},
      {"ligatures and compatibility forms", [](N n) { return repeat("ﬁ⼀㍻", n); }},
      {"letter-spaced text",
       [](N n) { return repeat("二 村 的 地 方 ", n / 2) + repeat("i n   M a d r i d ", n / 2); }},
      // ---- no text at all
      {"noise", [](N n) { return noise(n); }},
      {"a PNG", [](N n) { return std::string("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16) + noise(n); }},
      {"a PDF",
       [](N n) {
         return "%PDF-1.4\n" + each(n, [](N i) {
                  return num(i) + " 0 obj\n<</Length 200>>stream\n" + noise(200, static_cast<std::uint32_t>(i)) +
                         "\nendstream\nendobj\n";
                });
       }},
      {"bytes that are no characters", [](N n) { return repeat("字\xFF\xFE\x80", n); }},
      {"characters cut short", [](N n) { return repeat("字\xE5\xAD\xF0\x9F\x98", n); }},
      {"UTF-8 read as windows-1252", [](N n) { return repeat("donâ€™t cafÃ© ", n); }},
      {"UTF-8 read as GBK", [](N n) { return repeat("涓枃鍦板浘", n); }},
      // ---- too much of what a page has
      {"headlines", [](N n) { return each(n, [](N i) { return han(12, i) + "\n\n"; }); }},
      {"one marked headline of many clauses above two stories",
       [](N n) {
         return "# " + each(n, [](N i) { return han(9, i) + " "; }) + "\n\n本报讯 " + han(60, 1) + "。\n\n" +
                han(60, 2) + "。\n\n本报讯 " + han(60, 3) + "。\n\n" + han(60, 4) + "。\n";
       }},
      {"headlines in capitals",
       [](N n) { return each(n, [](N i) { return "FERRY NO " + num(i) + " RUNS AGROUND\n\n"; }); }},
      {"Markdown headlines", [](N n) { return each(n, [](N i) { return "# " + han(9, i) + "\n\n"; }); }},
      {"bylines", [](N n) { return each(n, [](N i) { return "本报记者 " + han(3, i) + "\n"; }); }},
      {"one byline of many names",
       [](N n) { return "本报记者 " + each(n, [](N i) { return han(2, i) + " "; }) + "\n"; }},
      {"an article's byline of many names",
       [](N n) {
         return "青螺湾渡口送走最后一班渡船\n\n本报记者 " + repeat("张三丰 ", n) + "\n\n昨日，" + han(90, 1) + "。\n";
       }},
      {"an article's byline of many acts",
       [](N n) {
         return "青螺湾渡口送走最后一班渡船\n\n" + repeat("文/", n) + "张三丰\n\n昨日，" + han(90, 1) + "。\n";
       }},
      {"an article's byline with many blanks",
       [](N n) {
         return "青螺湾渡口送走最后一班渡船\n\n文/张三丰" + repeat(" ", n) + "图/李四光\n\n昨日，" + han(90, 1) +
                "。\n";
       }},
      {"bylines glued to text",
       [](N n) { return each(n, [](N i) { return "本报记者 " + han(3, i) + " " + han(20, i) + "\n"; }); }},
      {"headlines glued to leads",
       [](N n) {
         return each(n, [](N i) { return han(10, i) + " 本报讯（记者 " + han(2, i) + "）" + han(12, i) + "。\n"; });
       }},
      {"a lead with a thousand blanks",
       [](N n) {
         return "本报讯（记者王小明）" + repeat("字 ", n) + "\n" + each(5000, [](N i) { return han(20, i) + "\n"; });
       }},
      {"leads", [](N n) { return each(n, [](N i) { return "本报讯（记者" + han(3, i) + "）" + han(10, i) + "\n"; }); }},
      {"end marks", [](N n) { return repeat("①5\n", n); }},
      {"jump lines", [](N n) { return repeat("（下转第二版）\n（上接第一版）\n", n); }},
      {"torn jump lines", [](N n) { return repeat("一二三四（下转第二\n版）五六七八\n", n); }},
      {"folios, and the paper's name below each, inside a page",
       [](N n) {
         const std::string text = "The ferry made its last trip on Friday.\n", four = text + text + text + text;
         return four + repeat("The Portsea Herald, Tuesday, May 3, 1921 1\nThe Portsea Herald\n", n) + four;
       }},
      {"who signs letters", [](N n) { return repeat("A. MARSH.\n", n); }},
      {"folios", [](N n) { return repeat("蓼花时报2021年7月13日星期二 —2—\n", n); }},
      {"section names", [](N n) { return repeat("街坊访谈\n\n", n); }},
      {"captions",
       [](N n) { return each(n, [](N i) { return "图为" + han(10, i) + "。本报记者 " + han(2, i) + " 摄\n\n"; }); }},
      {"questions and answers",
       [](N n) { return repeat("问：钟楼为什么慢三分钟？\n答：从第一天起就慢三分钟。\n", n); }},
      {"one table of many rows", [](N n) { return repeat("|a|b|c|\n", n); }},
      {"a table of one row each", [](N n) { return repeat("|a|b|c|\n\n", n); }},
      {"a very wide table", [](N n) { return "|" + each(n, [](N i) { return num(i) + "|"; }) + "\n"; }},
      {"a table in galley's own output",
       [](N n) { return "钟楼慢了\n\n" + han(20, 1) + "。\n\n\n船期\n\n" + repeat("a\tb\n", n); }},
      {"paragraphs of one character", [](N n) { return repeat("字。\n\n", n); }},
      {"title, title, text",
       [](N n) {
         return each(n, [](N i) { return han(9, i) + "\n\n" + han(7, i + 1) + "\n\n" + han(12, i + 2) + "。\n\n"; });
       }},
      {"one paragraph of many lines", [](N n) { return each(n, [](N i) { return han(17, i) + "\n"; }); }},
      {"one English paragraph of many lines", [](N n) { return each(n, [](N i) { return words(60, i) + "\n"; }); }},
      {"blank stretches, no two alike",
       [](N n) {
         return each(n, [](N i) {
           std::string s = "word";
           for (N k = 0; k < 12; ++k) s += " \t\n\r\v"[mixed(i * 12 + k) % 5];
           return s;
         });
       }},
      // ---- what is weighed pair by pair
      {"changed characters at a column's rhythm",
       [](N n) {
         return each(n, [](N i) {
           std::string s;
           for (N k = 0; k < 8; ++k) s += "１" + han(1, i * 8 + k);
           return s + " ";
         });
       }},
      {"ligatures in torn words", [](N n) { return repeat("ﬁab- cd ", n); }},
      {"pieces that break off",
       [](N n) { return each(n, [](N i) { return han(20, i) + "\n" + han(20, i + 1) + "\n\n"; }); }},
      {"pieces that break off, a page at a time",
       [](N n) {
         return each(n, [](N i) {
           return han(9, i) + "，" + han(10, i) + "\n" + han(19, i + 1) + (i % 3 ? "。" : "的") +
                  (i % 390 == 389 ? "\f" : "\n\n");
         });
       }},
      {"first lines of two columns, a page at a time",
       [](N n) {
         return each(n, [](N i) {
           return han(10, i) + " " + han(10, i + 7) + "\n" + han(19, i + 1) + (i % 3 ? "。" : "的") +
                  (i % 390 == 389 ? "\f" : "\n\n");
         });
       }},
      {"every other line belongs elsewhere",
       [](N n) {
         return each(n, [](N i) {
           constexpr const char* lines[] = {"中华人民共和国国务院总理发表重要讲话指",
                                            "猫狗鱼鸟虫马牛羊猪鸡鸭鹅兔鼠龙蛇猴虎",
                                            "出要坚持以经济建设为中心推动社会主义现"};
           return std::string(lines[i % 3]) + (i % 2400 == 2399 ? "\f" : "\n");
         });
       }},
      {"pieces without pairs",
       [](N n) {
         return each(n / 2, [](N i) { return han(20, i) + "\n" + han(20, i + 3) + "\n\n"; }) + repeat("字a", n / 4) +
                "。\n\n" + repeat("字b字b字b，字b字b字b字b字b字b\n字c字c字c字c。\n\n", n / 4);
       }},
      {"columns", [](N n) { return each(n, [](N i) { return row(i, 4, 15, 3); }); }},
      {"columns in blocks",
       [](N n) { return each(n, [](N i) { return row(i, 4, 15, 3) + (i % 900 == 899 ? "\n" : ""); }); }},
      {"columns behind single blanks, in blocks",
       [](N n) { return each(n, [](N i) { return row(i, 4, 15, 1) + (i % 900 == 899 ? "\n" : ""); }); }},
      {"twelve columns of a few characters",
       [](N n) { return each(n, [](N i) { return row(i, 12, 3, 2) + (i % 200 == 199 ? "\n" : ""); }); }},
      {"lines of a thousand ambiguous blanks",
       [](N n) { return each(n, [](N i) { return row(i, 1000, 1 + i % 17, 1); }); }},
      {"columns behind single blanks, a blank line after each row",
       [](N n) { return each(n, [](N i) { return running(i, 4, " ") + "\n\n"; }); }},
      {"columns behind single blanks, a blank line after two rows",
       [](N n) { return each(n, [](N i) { return running(i, 4, " ") + (i % 2 ? "\n\n" : "\n"); }); }},
      {"columns run in, and marks without width",
       [](N n) {
         return each(n, [](N i) { return running(i, 12, " ") + repeat("\u0E31", 30000) + "\n\n钟楼慢了三分钟\n\n"; });
       }},
      {"a paragraph of blanks that may be wraps",
       [](N n) { return "本报讯今天" + repeat("汉字词语 文章报道 ", n / 12) + "汉字。\n"; }},
      {"two cells as wide as the page is long",
       [](N n) { return "渡口停航\n\n本报讯（记者骆青云）" + repeat("字", n / 6) + repeat(" 字字", n / 14) + "\n"; }},
      {"figures in columns",
       [](N n) {
         return each(
             n, [](N i) { return num(mixed(i)) + "  " + num(mixed(i + 1)) + "  " + num(i) + (i % 8 ? "  " : "\n"); });
       }},
  };
  return all;
}

}  // namespace galley::tests
