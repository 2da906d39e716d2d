// Reads names out of bylines and leads.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/article.h"
#include "pipeline/page.h"
#include "pipeline/rules.h"

namespace galley {

/// Bytes. What is longer is no byline: thirty names have some 500, and each name read carries the whole line.
inline constexpr std::size_t longest_byline = 1024;

/// The people of a byline as printed (`本报记者 张 鹏 通讯员 李明摄`, `By A and B`, `…镇党委书记 王东`), in order.
/// On a Japanese page it has its own manners (`文・写真 馮田千帆`, `馮田千帆記者`). `at` of each is the span of the whole text. A text over
/// `longest_byline` names nobody.
std::vector<Byline> read_byline(const Text& text, const Page& page);

/// Fills agency, place, date and names from an article's first paragraph; its text stays as it is.
void read_lead(Article& article, const Text& first, const RuleSet& rules, const Page& page);

}  // namespace galley
