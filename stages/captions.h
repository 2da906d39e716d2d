// Captions among the lines of a page. See captions.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/page.h"

namespace galley::stages {

/// 本报记者 某某 摄: whether a byline says who took a picture, and did not write, too.
bool takes_picture(std::string_view byline);

/// Gives a caption that stands in a text of another measure, without a blank line, a chunk number of its own. For lines
/// that are not measured yet.
void set_captions_apart(Page& page);

/// Takes out a credit's last character where a column's turn made the extractor read it twice: `…记者 郑一 摄` /
/// `摄近日，…`.
void undouble_credits(Page& page);

/// Gives a caption's lines that blank lines part (`图为…。连日来` / `各乡…。本报记者 郑` / `一 摄`) one chunk number.
void close_captions(Page& page);

/// Whether line i of an alphabet's page is of a caption with its credit below it.
bool in_caption(const Page& page, std::size_t i);

/// Puts a caption that stands where a text breaks off in mid-sentence, and goes on below it, behind that story.
void put_captions_behind(Page& page);

/// What captions say of each line.
struct Captions {
  std::vector<bool> credits;  ///< ends in a credit: nothing goes on after it
  std::vector<bool> goes_on;  ///< the next line is of the same caption
  std::vector<bool> begins;   ///< is a caption's first
};
/// `titles`: lines of title type.
Captions find_captions(const Page& page, const std::vector<bool>& titles);

}  // namespace galley::stages
