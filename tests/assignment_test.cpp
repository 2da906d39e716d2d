// Matching rows to columns so that the sum is greatest.
#include "stages/assignment.h"

#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

float sum(const Scores& score, const std::vector<int>& chosen) {
  float s = 0;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (chosen[i] >= 0) s += score[i][static_cast<std::size_t>(chosen[i])];
  return s;
}

// The greatest sum there is, by trying all.
float greatest(const Scores& score, std::size_t row, std::vector<int>& chosen) {
  if (row == score.size()) return sum(score, chosen);
  chosen.push_back(-1);
  float best = greatest(score, row + 1, chosen);
  for (std::size_t j = 0; j < score[row].size(); ++j) {
    const int column = static_cast<int>(j);
    bool free = score[row][j] > 0;
    for (std::size_t k = 0; k + 1 < chosen.size(); ++k) free &= chosen[k] != column;
    if (!free) continue;
    chosen.back() = column;
    best = std::max(best, greatest(score, row + 1, chosen));
  }
  chosen.pop_back();
  return best;
}

}  // namespace

TEST_CASE("assignment: the greatest sum of all matchings") {
  Dice dice(7);
  for (int trial = 0; trial < 300; ++trial) {
    const std::size_t rows = 1 + dice.below(5), columns = 1 + dice.below(5);
    Scores score(rows, std::vector<float>(columns));
    for (auto& row : score)
      for (float& s : row) s = static_cast<float>(dice.below(100)) / 8 - 4;
    std::vector<int> none;
    CAPTURE(trial);
    const auto any = assign(score);
    CHECK(sum(score, any) == doctest::Approx(greatest(score, 0, none)));
    for (std::size_t i = 0; i < any.size(); ++i)
      for (std::size_t k = 0; k < i; ++k) CHECK((any[i] < 0 || any[i] != any[k]));
  }
}

TEST_CASE("assignment: nothing to match") {
  CHECK(assign({}).empty());
  CHECK(assign({{}, {}}) == std::vector<int>{-1, -1});
}
