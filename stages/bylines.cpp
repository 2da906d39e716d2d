// Names. A Han name has two to four characters, a two-character one may be padded inside (张 鹏, CLREQ); a Latin one
// keeps one blank. Offices of the press part the names; a post printed with a name is its `office`.
#include "stages/bylines.h"

#include <algorithm>
#include <array>

#include "pipeline/unicode.h"

namespace galley {
namespace {

using View = std::string_view;

constexpr std::array<View, 52> roles = {
    "首席记者",   "首席記者",   "见习记者", "見習記者", "实习记者",   "實習記者",   "特约记者",   "特約記者",
    "特派记者",   "特派記者",   "文字记者", "文字記者", "摄影记者",   "攝影記者",   "全媒体记者", "全媒體記者",
    "融媒体记者", "融媒體記者", "驻站记者", "駐站記者", "特约通讯员", "特約通訊員", "特派员",     "特派員",
    "特约评论员", "特約評論員", "评论员",   "評論員",   "通讯员",     "通訊員",     "撰稿人",     "摄影",
    "攝影",       "编译",       "編譯",     "執筆",     "执笔",       "采写",       "採寫",       "採訪",
    "整理",       "插图",       "插圖",     "供图",     "供圖",       "绘图",       "繪圖",       "记者",
    "記者",       "作者",       "实习生",   "實習生"};
// What people did for a piece; several may stand together: 文并摄, 採訪・撰文.
constexpr std::array<View, 33> acts = {"摄影", "攝影", "采写", "採寫", "采访", "採訪", "撰文", "整理", "口述",
                                       "编译", "編譯", "翻译", "翻譯", "供图", "供圖", "绘图", "繪圖", "制图",
                                       "漫画", "漫畫", "插画", "插畫", "製圖", "报道", "報導", "報道", "视频",
                                       "視頻", "摄",   "攝",   "文",   "图",   "圖"};
constexpr std::array<View, 12> joiners = {"、", "・", "·", "／", "/", "&", "＋", "+", "并", "並", "和", "及"};
constexpr std::array<View, 36> posts = {"书记", "主任", "局长", "县长",   "市长", "区长", "镇长",   "乡长",   "村长",
                                        "校长", "院长", "所长", "站长",   "处长", "科长", "董事长", "总经理", "经理",
                                        "部长", "会长", "主席", "秘书长", "馆长", "行长", "教授",   "研究员", "代表",
                                        "委员", "書記", "縣長", "區長",   "鎮長", "校長", "院長",   "局長",   "會長"};

bool starts(View s, View what) { return s.starts_with(what); }

View trimmed(View s) {
  auto cut = [&](View what) {
    bool any = false;
    while (s.starts_with(what)) {
      s.remove_prefix(what.size());
      any = true;
    }
    while (s.ends_with(what)) {
      s.remove_suffix(what.size());
      any = true;
    }
    return any;
  };
  while (cut(" ") || cut("　") || cut("、") || cut("，") || cut(",") || cut("：") || cut(":") || cut("（") ||
         cut("）") || cut("(") || cut(")") || cut("/") || cut("／") || cut("【") || cut("】") || cut("〔") ||
         cut("〕") || cut("《") || cut("》") || cut("—") || cut("|") || cut("｜") || cut("□") || cut("■") || cut("◎") ||
         cut("○") || cut("●") || cut("◇") || cut("◆")) {}
  return s;
}

View trimmed_left(View s) {
  while (s.starts_with(" ") || s.starts_with("　")) s.remove_prefix(s.starts_with(" ") ? 1 : 3);
  return s;
}

bool all_han(View s) {
  if (s.empty()) return false;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    if (!is_han(c) && c != U'·') return false;
  }
  return true;
}

// Splits at blanks and separators; a single character and the one or two after it are one padded name.
std::vector<std::string> han_names(View s) {
  std::vector<std::string> parts;
  std::string part;
  for (std::size_t at = 0; at <= s.size();) {
    const std::size_t was = at;
    const char32_t c = at < s.size() ? decode(s, at) : U' ';
    if (c == ' ' || c == U'　' || c == U'、' || c == U'，' || c == ',' || c == '/' || c == U'／') {
      if (!part.empty()) parts.push_back(part);
      part.clear();
    } else {
      part.append(s, was, at - was);
    }
    if (was == s.size()) break;
  }
  std::vector<std::string> out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (count_chars(parts[i]) == 1 && i + 1 < parts.size() && count_chars(parts[i + 1]) <= 2) {
      out.push_back(parts[i] + parts[i + 1]);
      ++i;
    } else {
      out.push_back(parts[i]);
    }
  }
  return out;
}

void add_names(std::vector<Byline>& out, View names, View role, View org, const Text& text) {
  for (auto& name : han_names(trimmed(names))) {
    if (!all_han(name) || count_chars(name) < 2 || (count_chars(name) > 6 && name.find("·") == View::npos)) continue;
    out.push_back({name,
                   std::string(role),
                   std::string(org),
                   {},
                   std::string(text.bytes),
                   {text.source_begin(), text.source_end()}});
  }
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

// The acts that s begins with, up to the sign that parts them from the names: `文／`; empty if none.
View acts_before_sign(View s) {
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t was = at;
    const char32_t c = decode(s, at);
    const bool sign = c == U'：' || c == ':' || c == U'／' || c == '/' || c == U'|' || c == U'｜';
    if (sign && was > 0 && acts_at_end(trimmed(s.substr(0, was))) == 0) {
      // 文／图／某某: the sign may join acts
      const View more = acts_before_sign(s.substr(at));
      return s.substr(0, more.empty() ? was : at + more.size());
    }
    if (!sign && c != ' ' && c != U'　' && was > 60) break;
  }
  return {};
}

std::vector<Byline> read_han(View s, const Text& text);

// 文／某某 图／某某
std::vector<Byline> read_acts_first(View s, const Text& text) {
  std::vector<Byline> out;
  for (View act = acts_before_sign(s); !act.empty();) {
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
  if (!acts_before_sign(s).empty()) return read_acts_first(s, text);
  // 本报, 新华社, 东岭日报: what stands before the first office of the press
  std::size_t first = View::npos;
  View first_role;
  for (std::size_t i = 0; i < s.size(); ++i)
    for (View r : roles)
      if (starts(s.substr(i), r) && i < first) {
        first = i;
        first_role = r;
      }
  View tail;
  if (const std::size_t at = acts_at_end(s); at > 0 && at < s.size()) {
    // a given name may end in 文 or 图: these count only set apart
    const View act = s.substr(at);
    const bool apart =
        s[at - 1] == ' ' || s.substr(0, at).ends_with("　") || s[at - 1] == '/' || s.substr(0, at).ends_with("／");
    if (apart || (act != "文" && act != "图" && act != "圖")) tail = act;
  }
  if (first == View::npos) {
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
      if (starts(names, o)) {
        org = o;
        names.remove_prefix(o.size());
      }
    if (!tail.empty()) add_names(out, names, tail, org, text);
    return out;
  }
  const View org = trimmed(s.substr(0, first));
  std::size_t at = first;
  View role = first_role;
  while (at < s.size()) {
    at += role.size();
    std::size_t next = View::npos;
    View next_role;
    for (std::size_t i = at; i < s.size() && next == View::npos; ++i)
      for (View r : roles)
        if (starts(s.substr(i), r)) {
          next = i;
          next_role = r;
          break;
        }
    View names = s.substr(at, next == View::npos ? View::npos : next - at);
    // 摄影 right at the end is what they did, not an office with names to come
    if (next != View::npos && trimmed(s.substr(next + next_role.size())).empty()) {
      tail = next_role;
      next = View::npos;
    }
    if (next == View::npos && !tail.empty() && names.ends_with(tail)) names.remove_suffix(tail.size());
    add_names(out, names, role, at - role.size() == first ? org : View{}, text);
    if (next == View::npos) break;
    at = next;
    role = next_role;
  }
  return out;
}

// 文・写真　馮田千帆、社会部・馮田 千帆、馮田千帆記者: what is no act, desk or bureau is a name, a blank inside it or not.
std::vector<Byline> read_japanese(View s, const Text& text) {
  static constexpr std::array<View, 15> ja_acts = {"取材",   "執筆",   "文",       "写真",     "撮影",
                                                   "聞き手", "構成",   "イラスト", "絵",       "監修",
                                                   "記者",   "特派員", "編集委員", "論説委員", "解説委員"};
  static constexpr std::array<View, 7> desks = {"支局", "支局長", "部", "局", "通信", "新聞", "社"};
  std::vector<Byline> out;
  std::string role, name;
  const auto end = [&] {
    if (count_chars(name) >= 3 && all_han(name))
      out.push_back({name, role, "", {}, std::string(text.bytes), {text.source_begin(), text.source_end()}});
    name.clear();
  };
  const auto add = [&](View part, bool blank_before) {
    if (part.empty()) return;
    if (std::find(ja_acts.begin(), ja_acts.end(), part) != ja_acts.end()) {
      const bool next = !name.empty();
      end();
      if (next) role.clear();
      role += (role.empty() ? "" : "・") + std::string(part);
      return;
    }
    if (std::any_of(desks.begin(), desks.end(), [&](View d) { return part.ends_with(d); })) return end();
    for (View office : {View("記者"), View("特派員"), View("編集委員"), View("論説委員")})
      if (part.ends_with(office) && name.empty()) {
        role = office;
        part.remove_suffix(office.size());
      }
    if (!blank_before || count_chars(name) > 3 || count_chars(part) > 3) end();
    name += part;
  };
  for (View did : {View("撮影"), View("提供")})  // 写真は馮田千帆撮影
    if (s.starts_with("写真") && s.ends_with(did)) {
      s = s.substr(View("写真").size(), s.size() - View("写真").size() - did.size());
      if (s.starts_with("は")) s.remove_prefix(View("は").size());
      role = did;
    }
  std::size_t from = 0;
  bool blank = false;
  for (std::size_t at = 0; at <= s.size();) {
    const std::size_t was = at;
    const char32_t c = at < s.size() ? decode(s, at) : U' ';
    if (std::u32string_view(U" 　・／/：:＝=、，").find(c) != std::u32string_view::npos) {
      add(s.substr(from, was - from), blank);
      if (was > from) blank = c == ' ' || c == U'　';
      else blank &= c == ' ' || c == U'　';
      from = at;
    }
    if (was == s.size()) break;
  }
  end();
  return out;
}

// Whether s begins with this, in whatever case.
bool begins(View s, View with) {
  auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return s.size() >= with.size() &&
         std::equal(with.begin(), with.end(), s.begin(), [&](char a, char b) { return a == low(b); });
}

// `By A and B, Political Editor`, `Words: A Pictures: B`, `Von A`, `A in Portsea`
std::vector<Byline> read_latin(View s, const Text& text) {
  // what leads to a name, what leads from one to the next, and what leads to something else
  static constexpr std::array<View, 24> openers = {"exclusive by ",
                                                   "special report by ",
                                                   "report by ",
                                                   "report: ",
                                                   "story by ",
                                                   "story: ",
                                                   "words by ",
                                                   "words: ",
                                                   "text by ",
                                                   "text: ",
                                                   "pictures by ",
                                                   "pictures: ",
                                                   "picture by ",
                                                   "picture: ",
                                                   "photographs by ",
                                                   "photographs: ",
                                                   "photos by ",
                                                   "photos: ",
                                                   "interview by ",
                                                   "by ",
                                                   "von ",
                                                   "par ",
                                                   "por ",
                                                   "from "};
  static constexpr std::array<View, 8> next = {" and ", " und ", " et ", " y ", " & ", ", ", " | ", "|"};
  static constexpr std::array<View, 2> place = {" in ", " for "};
  // of an office of the press, or of an agency
  static constexpr std::array<View, 20> offices = {
      "staff",     "correspondent", "correspondents",  "reporter",        "writer",
      "editor",    "press",         "special",         "redaktion",       "our",
      "redakteur", "redakteurin",   "times",           "reuters",         "columnist",
      "critic",    "korrespondent", "korrespondentin", "korrespondenten", "mitarbeiter"};
  std::vector<Byline> out;
  auto add = [&](View part) {
    std::vector<View> words;
    for (std::size_t at = 0; at < part.size();) {
      const std::size_t end = std::min(part.find(' ', at), part.size());
      if (end > at) words.push_back(part.substr(at, end - at));
      at = end + 1;
    }
    while (!words.empty() && (words.back().find('@') != View::npos || words.back() == "reports")) words.pop_back();
    if (words.empty() || (words[0].size() == 3 && begins(words[0], "the"))) return;
    const auto is_office = [&](View w) {
      return std::any_of(offices.begin(), offices.end(), [&](View o) { return w.size() == o.size() && begins(w, o); });
    };
    const auto office = static_cast<std::size_t>(std::find_if(words.begin(), words.end(), is_office) - words.begin());
    // `Ada M. Marsh Political Editor`: one word beside the office is of it, if two are left for the name
    const std::size_t names = office == words.size() ? office : office > 2 ? office - 1 : office == 2 ? 2 : 0;
    const char* const end = words.back().data() + words.back().size();
    if (names < words.size()) {
      const std::string told(words[names].data(), end);
      if (names == 0) {
        if (!out.empty()) out.back().office = told;
        return;
      }
    }
    if (names < 2 || !is_upper(first_char(words[0]))) return;
    const char* const last = words[names - 1].data() + words[names - 1].size();
    Byline b{std::string(words[0].data(), last),      "", "", "", std::string(text.bytes),
             {text.source_begin(), text.source_end()}};
    if (names < words.size()) b.office = std::string(words[names].data(), end);
    out.push_back(std::move(b));
  };
  std::size_t from = 0;
  bool elsewhere = false;  // what follows is a place, or a paper
  auto part_ends = [&](std::size_t at, std::size_t resumes) {
    if (!elsewhere) add(trimmed(s.substr(from, at - from)));
    from = resumes;
  };
  for (std::size_t at = 0; at < s.size();) {
    const View rest = s.substr(at);
    const auto leads = [&](View w) { return begins(rest, w); };
    const auto opener =
        at == 0 || s[at - 1] == ' ' ? std::find_if(openers.begin(), openers.end(), leads) : openers.end();
    if (opener != openers.end()) {
      part_ends(at, at + opener->size());
      elsewhere = false;
      at = from;
    } else if (const auto n = std::find_if(next.begin(), next.end(), leads); n != next.end()) {
      part_ends(at, at + n->size());
      elsewhere = false;
      at = from;
    } else if (const auto p = std::find_if(place.begin(), place.end(), leads); p != place.end()) {
      part_ends(at, at + p->size());
      elsewhere = true;
      at = from;
    } else ++at;
  }
  part_ends(s.size(), s.size());
  return out;
}

}  // namespace

std::vector<Byline> read_byline(const Text& text, bool japanese) {
  const View s = trimmed(text.bytes);
  if (japanese) return read_japanese(s, text);
  if (!mostly_han(s)) return read_latin(s, text);
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
  std::vector<Byline> out = read_han(s, text);
  // nothing but names
  const bool office = std::any_of(roles.begin(), roles.end(), [&](View r) { return s.find(r) != View::npos; });
  const bool agency = s.find("社") != View::npos || s.find("报") != View::npos || s.find("報") != View::npos;
  if (out.empty() && !office && !agency) add_names(out, s, "", "", text);
  return out;
}

void read_lead(Article& article, const Text& first, const RuleSet& rules, bool japanese) {
  Match m;
  const View s = first.bytes.substr(0, 400);
  auto part = [&](std::size_t g) {
    Text t = first;
    t.bytes = m.of(s, g);
    return t;
  };
  auto add = [&](std::vector<Byline> names, const Text& whole) {
    const std::size_t end = static_cast<std::size_t>(whole.bytes.data() + whole.bytes.size() - first.bytes.data());
    for (Byline& b : names) {
      b.text = std::string(whole.bytes);
      b.at = {first.source_begin(), first.source_of(end)};
      article.bylines.push_back(std::move(b));
    }
  };
  if (japanese) {
    if (!rules.first("lead_ja", s, m)) return;
    article.place = std::string(m.of(s, m.has(4) ? 4 : 1));
    article.date = std::string(m.of(s, 5));
    article.agency = std::string(m.of(s, m.has(6) ? 6 : 3));
    std::vector<Byline> list;
    add_names(list, m.of(s, 2), "", "", first);
    add(std::move(list), part(0));
    return;
  }
  if (rules.first("lead_slash", s, m)) {
    std::vector<Byline> list;
    add_names(list, m.of(s, 3), m.of(s, 2), m.of(s, 1), first);
    article.agency = std::string(m.of(s, 1));
    article.place = std::string(m.of(s, 4));
    article.date = std::string(m.of(s, 5));
    add(std::move(list), part(0));
    return;
  }
  if (rules.first("lead_names", s, m)) {
    const Text whole = part(0), names = part(2);
    auto list = read_byline(names, false);
    const std::string agency(m.of(s, 1));
    for (Byline& b : list)
      if (b.org.empty()) b.org = agency.starts_with("本报") ? "本报" : agency.starts_with("新华社") ? "新华社" : "";
    add(std::move(list), whole);
  }
  if (rules.first("lead_agency", s, m)) {
    article.agency = std::string(m.of(s, 1));
    article.place = std::string(m.of(s, 2));
    article.date = std::string(m.of(s, 3));
  } else if (rules.first("lead_place", s, m)) {
    article.place = std::string(m.of(s, 1));
  } else if (!mostly_han(s) && rules.first("lead_latin", s, m)) {
    const View place = m.of(s, 1);
    const bool capitals = std::none_of(place.begin(), place.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (capitals || m.has(2) || m.has(3)) {
      article.place = std::string(place);
      article.date = std::string(m.of(s, 2));
      article.agency = std::string(m.of(s, 3));
    }
  }
}

}  // namespace galley
