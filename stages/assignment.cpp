// See assignment.h.
#include "stages/assignment.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace galley {

std::vector<int> assign(const Scores& score) {
  const std::size_t n = score.size(), own = n ? score[0].size() : 0, m = own + n;  // and a place to stay open for each
  constexpr float far = std::numeric_limits<float>::max() / 4;
  auto cost = [&](std::size_t i, std::size_t j) {
    return j < own ? (score[i][j] > 0 ? -score[i][j] : far / 1e6F) : 0.0F;
  };
  std::vector<float> u(n + 1, 0), v(m + 1, 0);
  std::vector<std::size_t> match(m + 1, 0), way(m + 1, 0);
  for (std::size_t i = 1; i <= n; ++i) {
    match[0] = i;
    std::size_t j0 = 0;
    std::vector<float> least(m + 1, far);
    std::vector<bool> used(m + 1, false);
    do {
      used[j0] = true;
      const std::size_t i0 = match[j0];
      float delta = far;
      std::size_t j1 = 0;
      for (std::size_t j = 1; j <= m; ++j) {
        if (used[j]) continue;
        const float c = cost(i0 - 1, j - 1) - u[i0] - v[j];
        if (c < least[j]) {
          least[j] = c;
          way[j] = j0;
        }
        if (least[j] < delta) {
          delta = least[j];
          j1 = j;
        }
      }
      for (std::size_t j = 0; j <= m; ++j) {
        if (used[j]) {
          u[match[j]] += delta;
          v[j] -= delta;
        } else least[j] -= delta;
      }
      j0 = j1;
    } while (match[j0] != 0);
    do {
      const std::size_t j1 = way[j0];
      match[j0] = match[j1];
      j0 = j1;
    } while (j0);
  }
  std::vector<int> out(n, -1);
  for (std::size_t j = 1; j <= own; ++j)
    if (match[j] && score[match[j] - 1][j - 1] > 0) out[match[j] - 1] = static_cast<int>(j) - 1;
  return out;
}

}  // namespace galley
