// Bylines of Japanese papers.
#include <algorithm>
#include <array>
#include <string>

#include "pipeline/unicode.h"
#include "stages/names.h"

namespace galley {

using View = std::string_view;

// 文・写真　馮田千帆、社会部・馮田 千帆、馮田千帆記者: what is no act, desk or bureau is a name, a blank inside it or not.
std::vector<Byline> read_japanese(View s, const Text& text) {
  static constexpr std::array<View, 17> acts = {"文と写真", "写真と文", "取材",     "執筆",     "文",      "写真",
                                                "撮影",     "聞き手",   "構成",     "イラスト", "絵",      "監修",
                                                "記者",     "特派員",   "編集委員", "論説委員", "解説委員"};
  static constexpr std::array<View, 7> desks = {"支局", "支局長", "部", "局", "通信", "新聞", "社"};
  std::vector<Byline> out;
  std::string role, name;
  const auto end = [&] {
    if (count_chars(name) >= 3 && all_han(name)) add_name(out, name, role, "", text);
    name.clear();
  };
  const auto add = [&](View part, bool blank_before) {
    if (part.empty()) return;
    if (std::find(acts.begin(), acts.end(), part) != acts.end()) {
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
  for (View too : {View("、写真も"), View("、写真とも")})  // 馮田千帆、写真も
    if (s.ends_with(too)) s.remove_suffix(too.size());
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

}  // namespace galley
