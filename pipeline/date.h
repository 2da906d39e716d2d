// Dates as papers print them.
#pragma once

#include <string>
#include <string_view>

namespace galley {

/// A date with its year, month and day as ISO 8601 has it: 2019年12月19日, 二〇一九年十二月十九日, 中華民國108年12月19日 (the
/// Republic's years count from 1912), 2019.12.19, December 19, 2019 and 19. Dezember 2019 are 2019-12-19. Empty where
/// that is not what it says.
std::string iso_date(std::string_view printed);

}  // namespace galley
