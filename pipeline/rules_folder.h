// The files of a --rules folder: what is read, and what is not. Such a folder may come from anywhere.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace galley {

/// The folder's *.toml, by name. Throws RulesError where there is no such folder, or no file.
std::vector<std::filesystem::path> rules_files(const std::string& folder);

/// The text of one of them. Throws RulesError unless it is a plain file inside the folder (a link may not lead out of
/// it), of at most 1 MiB and without the many dots that would nest tables by the thousand.
std::string rules_text(const std::string& folder, const std::filesystem::path& file);

}  // namespace galley
