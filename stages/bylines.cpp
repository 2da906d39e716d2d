// Names. A Han name has two to four characters, a two-character one may be padded inside (张 鹏, CLREQ); a Latin one
// keeps one blank. Offices of the press part the names; a post printed with a name is its `office`.
#include "stages/bylines.h"

#include <algorithm>
#include <array>

#include "pipeline/unicode.h"

namespace galley {
namespace {

using View = std::string_view;

constexpr std::array<View, 34> roles = {
    "首席记者", "见习记者", "实习记者", "特约记者",   "特派记者", "文字记者", "摄影记者", "全媒体记者", "融媒体记者",
    "驻站记者", "實習記者", "特約記者", "特约通讯员", "特派员",   "特派員",   "评论员",   "評論員",     "通讯员",
    "通訊員",   "撰稿人",   "摄影",     "攝影",       "编译",     "執筆",     "执笔",     "采写",       "整理",
    "插图",     "供图",     "绘图",     "记者",       "記者",     "作者",     "实习生"};
constexpr std::array<View, 20> tails = {"文并摄", "摄影报道", "文/图", "文／图", "图/文", "文图", "图文",
                                        "撰文",   "摄影",     "攝影",  "采写",   "整理",  "报道", "報導",
                                        "编译",   "供图",     "摄",    "攝",     "文",    "图"};
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
         cut("〕") || cut("□") || cut("■") || cut("◎")) {}
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
    if (!all_han(name) || count_chars(name) < 2) continue;
    out.push_back({name,
                   std::string(role),
                   std::string(org),
                   {},
                   std::string(text.bytes),
                   {text.source_begin(), text.source_end()}});
  }
}

std::vector<Byline> read_han(View s, const Text& text) {
  std::vector<Byline> out;
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
  for (View t : tails)
    if (s.ends_with(t) && s.size() > t.size() && tail.empty()) {
      // a given name may end in 文 or 图: these count only set apart
      const bool apart = s[s.size() - t.size() - 1] == ' ' || (t != "文" && t != "图");
      if (apart) tail = t;
    }
  if (first == View::npos) {
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

std::vector<Byline> read_latin(View s, const Text& text) {
  std::vector<Byline> out;
  for (View p : {View("Story by "), View("By "), View("BY "), View("by "), View("Von "), View("VON "), View("Par "),
                 View("Por "), View("Text "), View("Words "), View("From ")})
    if (starts(s, p)) {
      s.remove_prefix(p.size());
      break;
    }
  std::string part;
  std::vector<std::string> parts;
  auto end = [&] {
    const View t = trimmed(part);
    if (!t.empty()) parts.emplace_back(t);
    part.clear();
  };
  for (std::size_t i = 0; i < s.size();) {
    bool cut = false;
    for (View sep : {View(" and "), View(" AND "), View(" und "), View(" UND "), View(" et "), View(" y "), View(" & "),
                     View(", ")})
      if (starts(s.substr(i), sep)) {
        end();
        i += sep.size();
        cut = true;
        break;
      }
    if (!cut) part += s[i++];
  }
  end();
  for (auto& p : parts) {
    static constexpr std::array<View, 14> offices = {
        "Staff",     "Correspondent", "Reporter",  "Writer",        "Editor", "Press",         "Special",
        "Redaktion", "Our",           "Redakteur", "CORRESPONDENT", "STAFF",  "Korrespondent", "Times"};
    const bool office =
        std::any_of(offices.begin(), offices.end(), [&](View o) { return p.find(o) != std::string::npos; });
    if (office) {
      if (!out.empty()) out.back().office = p;
      continue;
    }
    if (!is_upper(first_char(p))) continue;
    out.push_back({p, "", "", "", std::string(text.bytes), {text.source_begin(), text.source_end()}});
  }
  return out;
}

}  // namespace

std::vector<Byline> read_byline(const Text& text) {
  const View s = trimmed(text.bytes);
  if (!mostly_han(s)) return read_latin(s, text);
  // names, then the place: 記者某某／某地報導
  if (const auto slash = std::min(s.find("／"), s.find('/'));
      slash != View::npos && (s.ends_with("報導") || s.ends_with("报道") || s.ends_with("電"))) {
    return read_han(s.substr(0, slash), text);
  }
  return read_han(s, text);
}

void read_lead(Article& article, const Text& first, const RuleSet& rules) {
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
    auto list = read_byline(names);
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
    if (capitals || m.has(2)) {
      article.place = std::string(place);
      article.date = std::string(m.of(s, 2));
      article.agency = std::string(m.of(s, 3));
    }
  }
}

}  // namespace galley
