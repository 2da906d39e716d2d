// Matching what belongs together so that the sum of the evidence is greatest.
#pragma once

#include <vector>

namespace galley {

/// `score`: rows times columns, all rows equally long; what is not above 0 is not taken.
using Scores = std::vector<std::vector<float>>;

/// For each row its column, each column to one row at most; -1: none. The Hungarian method with potentials, after Kuhn and
/// Munkres; cubic in the rows.
std::vector<int> assign(const Scores& score);

}  // namespace galley
