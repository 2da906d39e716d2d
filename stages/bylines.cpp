// Bylines in Han characters: offices of the press part the names, acts follow or go before them (文／某某, 某某摄); a post
// printed with a name is its `office`.
#include "stages/bylines.h"

#include <algorithm>
#include <array>
#include <string>

#include "pipeline/rules.h"
#include "pipeline/unicode.h"
#include "stages/names.h"
#include "stages/signatures.h"

namespace galley {
namespace {

using View = std::string_view;

constexpr std::array<View, 62> roles = {
    "记者团",     "記者團",     "首席记者", "首席記者", "学生记者",   "學生記者",   "校园记者",   "校園記者",
    "小记者",     "小記者",     "见习记者", "見習記者", "实习记者",   "實習記者",   "特约记者",   "特約記者",
    "特派记者",   "特派記者",   "文字记者", "文字記者", "摄影记者",   "攝影記者",   "全媒体记者", "全媒體記者",
    "融媒体记者", "融媒體記者", "驻站记者", "駐站記者", "特约通讯员", "特約通訊員", "特派员",     "特派員",
    "特约评论员", "特約評論員", "评论员",   "評論員",   "通讯员",     "通訊員",     "撰稿人",     "摄影",
    "攝影",       "编译",       "編譯",     "執筆",     "执笔",       "采写",       "採寫",       "採訪",
    "整理",       "插图",       "插圖",     "供图",     "供圖",       "绘图",       "繪圖",       "记者",
    "記者",       "作者",       "实习生",   "實習生",   "报道组",     "報道組"};
// What people did for a piece; several may stand together: 文并摄, 採訪・撰文.
constexpr std::array<View, 38> acts = {"文字", "统筹", "統籌", "策划", "策劃", "摄影", "攝影", "采写", "採寫", "采访",
                                       "採訪", "撰文", "整理", "口述", "编译", "編譯", "翻译", "翻譯", "供图", "供圖",
                                       "绘图", "繪圖", "制图", "漫画", "漫畫", "插画", "插畫", "製圖", "报道", "報導",
                                       "報道", "视频", "視頻", "摄",   "攝",   "文",   "图",   "圖"};
constexpr std::array<View, 12> joiners = {"、", "・", "·", "／", "/", "&", "＋", "+", "并", "並", "和", "及"};
// What the names of those who print end in.
constexpr std::array<View, 9> papers = {"报", "報", "本刊", "社", "网", "網", "台", "臺", "融媒"};
constexpr std::array<View, 70> posts = {
    "书记", "主任",   "局长",   "县长",   "市长",   "区长", "镇长",   "乡长", "村长", "校长",    "院长", "所长",
    "站长", "处长",   "科长",   "董事长", "总经理", "经理", "部长",   "会长", "主席", "秘书长",  "馆长", "行长",
    "教授", "研究员", "代表",   "委员",   "書記",   "縣長", "區長",   "鎮長", "校長", "院長",    "局長", "會長",
    "战士", "列兵",   "上等兵", "下士",   "中士",   "上士", "军士长", "少尉", "中尉", "上尉",    "少校", "中校",
    "上校", "大校",   "指导员", "教导员", "连长",   "排长", "营长",   "学员", "学生", "医师",    "醫師", "讲师",
    "专家", "教师",   "工程师", "农艺师", "医生",   "律师", "作家",   "诗人", "工人", "知识青年"};

constexpr View capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

// What readers who write to their paper are, or where they are from.
constexpr std::array<View, 24> homes = {"社", "村", "乡",   "鄉",   "镇",   "鎮",   "县",   "縣",
                                        "市", "区", "區",   "队",   "隊",   "厂",   "廠",   "校",
                                        "学", "學", "居民", "市民", "村民", "读者", "讀者", "职工"};

// （县城管局 某某 通讯员 某某）: the bytes of the office that signs before the names; 0: none does.
std::size_t unit_of(View s) {
  static constexpr std::array<View, 42> ends = {
      "县",   "縣",   "市",   "镇",   "鎮",   "村",   "乡",   "鄉",   "区",   "區",   "省",   "局",   "部",   "院",
      "厅",   "廳",   "队",   "隊",   "所",   "站",   "馆",   "館",   "处",   "處",   "厂",   "廠",   "校",   "中学",
      "小学", "大学", "中心", "公司", "街道", "银行", "支行", "税务", "公安", "供电", "融媒", "团委", "协会", "市委"};
  const std::size_t blank = std::min({s.find(' '), s.find("　"), s.size()});
  const View word = s.substr(0, blank);
  const bool unit = blank < s.size() && count_chars(word) > 1 &&
                    std::any_of(ends.begin(), ends.end(), [&](View e) { return word.ends_with(e) && word != e; });
  return unit ? blank : 0;
}

// Where s goes on behind its last blank, of either width; 0 without one.
std::size_t last_word_at(View s) {
  const std::size_t wide = s.rfind("　");
  return std::max(s.rfind(' ') + 1, wide == View::npos ? 0 : wide + 3);
}

// Where the acts that end s begin (文并摄, 採訪・撰文); s.size() if none does.
std::size_t acts_at_end(View s) {
  auto before = [&](std::size_t at, const auto& words) {
    for (View w : words)
      if (s.substr(0, at).ends_with(w)) return at - w.size();
    return at;
  };
  std::size_t at = before(s.size(), acts);
  while (at > 0) {
    std::size_t next = before(at, acts);
    if (next == at) {
      const std::size_t joiner = before(at, joiners);
      next = joiner == at || at == s.size() ? at : before(joiner, acts);
      if (next == joiner) break;
    }
    if (next == at) break;
    at = next;
  }
  return at;
}

// The acts that s begins with, up to the sign that parts them from the names (`文／`, `文／图／`); empty if none.
View acts_before_sign(View s) {
  std::size_t end = 0, begin = 0;  // of the last acts; where the next ones would begin
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t was = at;
    const char32_t c = decode(s, at);
    const bool sign = c == U'：' || c == ':' || c == U'／' || c == '/' || c == U'|' || c == U'｜';
    if (sign && was > begin && acts_at_end(trimmed(s.substr(begin, was - begin))) == 0) {
      end = was;
      begin = at;
    }
    if (!sign && c != ' ' && c != U'　' && was - begin > 60) break;
  }
  return s.substr(0, end);
}

std::vector<Byline> read_han(View s, const Text& text);

// 文／某某 图／某某: `act` begins s.
std::vector<Byline> read_acts_first(View s, View act, const Text& text) {
  std::vector<Byline> out;
  while (!act.empty()) {
    s.remove_prefix(act.size());
    std::size_t end = 0;  // of the names: the next acts stand after a blank
    View next;
    for (; end < s.size() && next.empty(); ++end)
      if (s[end] == ' ' || s.substr(end).starts_with("　")) next = acts_before_sign(trimmed_left(s.substr(end)));
    const View names = trimmed(next.empty() ? s : s.substr(0, static_cast<std::size_t>(next.data() - s.data())));
    std::vector<Byline> named = read_han(names, text);
    if (named.empty()) add_names(named, names, act, "", text);
    for (Byline& b : named) out.push_back(std::move(b));
    if (next.empty()) break;
    s.remove_prefix(static_cast<std::size_t>(next.data() - s.data()));
    act = next;
  }
  return out;
}

// 某某 文 某某 图
std::vector<Byline> read_acts_last(View s, const Text& text) {
  std::vector<Byline> out;
  std::size_t names = 0;
  for (std::size_t at = 0; at < s.size();) {
    std::size_t end = std::min(s.find_first_of(" /", at), s.size());
    end = std::min({end, s.find("　", at), s.find("／", at)});
    const View token = s.substr(at, end - at);
    if (!token.empty() && at > names && acts_at_end(token) == 0) {
      add_names(out, s.substr(names, at - names), token, "", text);
      names = end;
    }
    at = end + (end < s.size() && static_cast<unsigned char>(s[end]) >= 0x80 ? 3 : 1);
  }
  if (names == 0 || !trimmed(s.substr(names)).empty()) out.clear();  // not all of it
  return out;
}

std::vector<Byline> read_han(View s, const Text& text) {
  std::vector<Byline> out;
  if (const View act = acts_before_sign(s); !act.empty()) return read_acts_first(s, act, text);
  struct Role {
    std::size_t at = View::npos;
    View name;
  };
  const auto next_role = [&](std::size_t from) -> Role {
    for (std::size_t i = from; i < s.size(); ++i)
      for (View r : roles)
        if (s.substr(i).starts_with(r)) return {i, r};
    return {};
  };
  const Role first = next_role(0);
  View tail;
  if (const std::size_t at = acts_at_end(s); at > 0 && at < s.size()) {
    // a given name may end in 文 or 图: these count only set apart
    const View act = s.substr(at);
    const bool apart =
        s[at - 1] == ' ' || s.substr(0, at).ends_with("　") || s[at - 1] == '/' || s.substr(0, at).ends_with("／");
    // 记者徐 文: a surname's one character has its given name behind the blank
    View before = trimmed(s.substr(0, at));
    before.remove_prefix(last_word_at(before));
    for (View r : roles)
      if (before.starts_with(r) && before.size() > r.size()) before.remove_prefix(r.size());
    const bool given = act.size() == 3 && count_chars(before) == 1;
    if ((apart && !given) || (act != "文" && act != "图" && act != "圖")) tail = act;
  }
  if (first.at == View::npos) {
    if (out = read_acts_last(s, text); !out.empty()) return out;
    // a post and a name, or a name and what it did
    const View body = tail.empty() ? s : s.substr(0, s.size() - tail.size());
    for (View p : posts) {
      const auto at = body.rfind(std::string(p) + " ") == View::npos ? body.rfind(std::string(p) + "　")
                                                                     : body.rfind(std::string(p) + " ");
      if (at == View::npos) continue;
      add_names(out, body.substr(at + p.size()), "", "", text);
      for (Byline& b : out) b.office = std::string(body.substr(0, at + p.size()));
      if (!out.empty()) return out;
    }
    View org;
    View names = body;
    for (View o : {View("本报"), View("新华社"), View("本社")})
      if (names.starts_with(o)) {
        org = o;
        names.remove_prefix(o.size());
      }
    if (!tail.empty()) add_names(out, names, tail, org, text);
    return out;
  }
  // 本报, 新华社, 东岭日报: what stands before the first office of the press; a guest may stand before that
  View org = trimmed(s.substr(0, first.at));
  if (const std::size_t blank = last_word_at(org);
      blank > 0 || (!org.empty() && s.substr(0, first.at).ends_with(" "))) {
    const View paper = org.substr(blank);
    const bool named = std::any_of(papers.begin(), papers.end(), [&](View p) { return paper.ends_with(p); });
    add_names(out, named ? org.substr(0, blank) : org, "", "", text);
    org = named ? paper : View{};
  }
  for (Role role = first; role.at != View::npos; org = {}) {
    const std::size_t from = role.at + role.name.size();
    Role next = next_role(from);
    View names = s.substr(from, next.at == View::npos ? View::npos : next.at - from);
    // 摄影 right at the end is what they did, not an office with names to come
    if (next.at != View::npos && trimmed(s.substr(next.at + next.name.size())).empty()) {
      tail = next.name;
      next = {};
    }
    if (next.at == View::npos && !tail.empty() && names.ends_with(tail)) names.remove_suffix(tail.size());
    add_names(out, names, role.name, org, text);
    role = next;
  }
  return out;
}

// 나루=김하늘 기자, 나루/글·사진 김하늘기자: place or what they did, names and their office, and how to reach them.
std::vector<Byline> read_korean(View s, const Text& text) {
  static constexpr std::array<View, 6> offices = {"기자", "특파원", "논설위원", "통신원", "칼럼니스트", "위원"};
  static constexpr std::array<View, 4> made = {"글", "사진", "그림", "영상"};
  static constexpr std::array<View, 8> kinds = {"선임", "인턴", "수습", "전문", "객원", "사진", "논설", "편집"};
  const auto ends_in = [](View word, const auto& list) {
    const auto* const end = std::find_if(list.begin(), list.end(), [&](View e) { return word.ends_with(e); });
    return end == list.end() ? View{} : *end;
  };
  std::vector<Byline> out;
  std::size_t unnamed = 0;  // the first of those whose office is still to come
  for (std::size_t at = 0; at < s.size();) {
    std::size_t end = std::min(s.find_first_of(" =,/|", at), s.size());
    end = std::min(end, s.find("·", at));
    const View word = s.substr(at, end - at);
    const bool place = end < s.size() && (s[end] == '=' || (s[end] == '/' && s.find('=') == s.npos && out.empty()));
    at = end + (end < s.size() && s[end] != ' ' && s.substr(end).starts_with("·") ? 2 : 1);
    if (word.empty() || place || class_of(first_char(word)) != Class::hangul) continue;
    if (std::find(made.begin(), made.end(), word) != made.end()) continue;
    const View office = ends_in(word, offices), before = word.substr(0, word.size() - office.size());
    // 김하늘기자: the name stands right before; 문화전문기자 is all office
    const bool kind = office.empty() || before.empty() || !ends_in(before, kinds).empty();
    if (office.empty() || !kind) add_name(out, before, "", "", text);
    if (office.empty()) continue;
    for (; unnamed < out.size(); ++unnamed) out[unnamed].role = std::string(kind ? word : office);
  }
  out.resize(unnamed);
  return out;
}

}  // namespace

std::vector<Byline> read_byline(const Text& text, const Page& page) {
  if (text.bytes.size() > longest_byline) return {};
  View s = trimmed(text.bytes);
  if (s.starts_with('<')) s.remove_prefix(1);  // <김하늘 기자>
  const bool japanese = page.kana;
  if (japanese) return read_japanese(s, text);
  if (class_of(first_char(s)) == Class::hangul) return read_korean(s, text);
  if (!mostly_han(s)) {
    const auto is = [&](View tag) { return page.forms && page.forms->any(tag, s); };
    if (is("address") || (is("letter_place") && !is("pen_name") && !is("byline") && !given_name(page, s))) return {};
    // (Mrs) Ada Marsh, Ada Marsh (Mrs): of the brackets at the ends one is left
    if (const std::size_t title = s.find(") "); title != View::npos && s.find('(') > title) s.remove_prefix(title + 2);
    if (const std::size_t open = s.find(" ("); open != View::npos && s.find(')') == View::npos) s = s.substr(0, open);
    std::vector<Byline> out = read_latin(s, text, page);
    // RATEPAYER., “VIGILANT”: a reader's pen name; places in capitals have no stop and no quotes
    if (out.empty() && is("pen_name") && !is("byline")) {
      const std::size_t begin = s.find_first_of(capitals), end = s.find_last_of(capitals) + 1;
      if (begin > 0 || s.substr(end).find('.') != View::npos) add_name(out, s.substr(begin, end - begin), "", "", text);
    }
    return out;
  }
  for (View about :
       {View("作者系"), View("作者为"), View("作者為"), View("作者是"), View("作者单位"), View("作者單位")})
    if (s.starts_with(about)) return {};
  // names, then the place: 記者某某／某地報導, 【記者某某某地報導】
  for (View reports : {View("報導"), View("報道"), View("报道"), View("電"), View("电")}) {
    if (!s.ends_with(reports)) continue;
    if (const auto slash = std::min(s.find("／"), s.find('/')); slash != View::npos && acts_before_sign(s).empty())
      return read_han(s.substr(0, slash), text);
    const View named = s.substr(0, s.size() - reports.size());
    const std::size_t blank = std::min(named.rfind(' ') + 1, named.size());
    if (named.size() - blank >= 5 * 3 &&
        text.bytes.front() != s.front())  // in brackets: an office, a name, a place of two
      return read_han(named.substr(0, named.size() - 2 * 3), text);
    break;
  }
  // a name, and in brackets what its bearer is
  if (const std::size_t open = std::min(s.find("（"), s.find('('));
      open != View::npos && open > 0 && s.find("）") == View::npos && s.find(')') == View::npos) {
    s = trimmed(s.substr(0, open));
    // 某某／教師（某地）
    if (const std::size_t sign = std::min(s.find("／"), s.find('/'));
        sign != View::npos && acts_before_sign(s).empty()) {
      std::vector<Byline> out;
      add_names(out, trimmed(s.substr(0, sign)), "", "", text);
      for (Byline& b : out) b.office = std::string(trimmed(s.substr(sign + (s[sign] == '/' ? 1 : 3))));
      return out;
    }
  }
  // 发自长河、青螺湾: where it was written, of one place and more
  for (View from : {View(" 发自"), View("　发自"), View(" 發自"), View("　發自")})
    if (const std::size_t at = s.find(from); at != View::npos && at > 0) s = trimmed(s.substr(0, at));
  // 上海报道: where it was written, the last of several words
  if (const std::size_t blank = last_word_at(s); blank > 0 && count_chars(s.substr(blank)) <= 6)
    for (View reports : {View("报道"), View("報道"), View("報導")})
      if (s.ends_with(reports) && s.size() - blank >= 4 * 3) {
        s = trimmed(s.substr(0, blank));
        break;
      }
  const std::size_t unit = text.bytes.starts_with("（") || text.bytes.starts_with('(') ? unit_of(s) : 0;
  const View from_unit = s.substr(0, unit);
  s = trimmed(s.substr(unit));
  std::vector<Byline> out = read_han(s, text);
  // 青石公社 某某, 柳林镇居民 某 某, 渡口街七号 某某等三十户: where a reader is from
  const std::size_t blank = std::min(s.find(' '), s.find("　"));
  if (out.empty() && blank != View::npos) {
    const View from = s.substr(0, blank);
    const bool sent = page.forms && (page.forms->any("sent_from", s) || page.forms->any("letter_signed", s));
    if (sent ||
        (count_chars(from) > 3 && std::any_of(homes.begin(), homes.end(), [&](View h) { return from.ends_with(h); }))) {
      const std::size_t others = sent ? s.find("等", blank) : View::npos;
      add_names(out, trimmed(s.substr(blank, others == View::npos ? others : others - blank)), "", "", text);
      for (Byline& b : out) b.office = std::string(from);
    }
  }
  // nothing but names
  const bool office = std::any_of(roles.begin(), roles.end(), [&](View r) { return s.find(r) != View::npos; });
  const bool agency = s.find("社") != View::npos || s.find("报") != View::npos || s.find("報") != View::npos;
  if (out.empty() && !office && !agency) add_names(out, s, "", "", text);
  for (Byline& b : out)
    if (unit > 0 && b.role.empty() && b.office.empty()) b.office = std::string(from_unit);
  return out;
}

}  // namespace galley
