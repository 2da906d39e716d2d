// What a line is by its own words: a lead, a byline, a question, … (rules/lines.toml).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "pipeline/page.h"

namespace galley {

/// Whether a line of this text opens a news item: 本报讯, 【記者某某／某地報導】, PORTSEA, May 3.—
bool is_lead(const Page& page, std::string_view text);

/// How many words a text has that headlines of its language leave out (rules/lines.toml, `running`): whole words in small
/// letters.
int running_words(const Page& page, std::string_view text);

/// Whether an office, and below it a day, sign a notice: its own date, not the page's, and no headline.
bool signs_notice(const Page& page, std::string_view office, std::string_view day);

/// Running text, of an interview or a list too.
inline bool running(const Line& l) { return l.form == Form::text || l.form == Form::list || l.form == Form::answer; }

/// The end of the lines of line i's chunk from there on.
std::size_t chunk_end(const Page& page, std::size_t i);

/// A chunk number that no line of the page has; those above it are free, too.
std::uint32_t free_chunk(const Page& page);

/// Fills form, lead and fresh of every line that has not been read yet. Nothing where the lines stage did not run.
void read_forms(Page& page);

/// Parts line i at text byte `at`: the left piece stays line i, the right one becomes line i + 1; both are read anew.
void cut_line(Page& page, std::size_t i, std::size_t at);

}  // namespace galley
