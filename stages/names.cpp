// A Han name has two to four characters, a two-character one may be padded inside (张 鹏, CLREQ).
#include "stages/names.h"

#include <algorithm>

#include "pipeline/unicode.h"

namespace galley {
namespace {

using View = std::string_view;

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
  const auto one = [](const std::string& p) { return count_chars(p) == 1; };
  if (parts.size() == 3 && std::all_of(parts.begin(), parts.end(), one)) return {parts[0] + parts[1] + parts[2]};
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

}  // namespace

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

void add_name(std::vector<Byline>& out, View name, View role, View org, const Text& text) {
  out.push_back({std::string(name),
                 std::string(role),
                 std::string(org),
                 {},
                 std::string(text.bytes),
                 {text.source_begin(), text.source_end()}});
}

namespace {

// 县教育局, 报道组, 东公宣: an office that signs, no name.
bool office(View s) {
  for (View e : {View("公宣"), View("消宣"), View("交宣"), View("检宣"), View("法宣"), View("税宣")})
    if (s.ends_with(e) && count_chars(s) == 3) return true;
  static constexpr View ends = "组組部局站处處室科委会會院校队隊县縣";
  const std::size_t at = previous(s, s.size());
  return count_chars(s) >= 4 && ends.find(s.substr(at)) != View::npos;
}

}  // namespace

void add_names(std::vector<Byline>& out, View names, View role, View org, const Text& text) {
  for (auto& name : han_names(trimmed(names))) {
    if (name == "本报" || name == "本報" || name.starts_with("发自") || name.starts_with("發自")) continue;
    if (!all_han(name) || count_chars(name) < 2 || office(name) ||
        (count_chars(name) > 6 && name.find("·") == View::npos))
      continue;
    add_name(out, name, role, org, text);
  }
}

}  // namespace galley
