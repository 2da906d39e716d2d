# Writes the .cpp that holds the rules files (pipeline/embedded_rules.h declares what it defines).
#
#   cmake "-DRULES=a.toml;b.toml" -DOUT=embedded_rules.cpp -P embed.cmake
#
# Each file becomes an array of characters, not a string literal: an array has no delimiter the text could contain, no
# length limit (a compiler may refuse a literal over 64 KiB), and keeps every byte (CR LF, NUL, broken UTF-8) as it is.
# A file is read as hexadecimal, since CMake's own strings would lose NULs.
cmake_minimum_required(VERSION 3.25)

list(SORT RULES)
list(LENGTH RULES count)
set(arrays "")
set(rows "")
set(number 0)
foreach(path IN LISTS RULES)
  cmake_path(GET path FILENAME file)
  cmake_path(GET path STEM LAST_ONLY name)
  file(SIZE ${path} size)
  file(READ ${path} hex HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${hex}")
  # A line of source for every line of rules, so that no line grows too long for an editor.
  string(REPLACE "'\\x0a'," "'\\x0a',\n" bytes "${bytes}")
  # The closing NUL makes an empty file an array too; size leaves it out.
  string(APPEND arrays "// ${file}\nconstexpr char text_${number}[] = {\n${bytes}'\\0'};\n")
  string(APPEND rows "    {\"${name}\", {text_${number}, ${size}}},\n")
  math(EXPR number "${number} + 1")
endforeach()
if(count EQUAL 0)
  set(rows "    {},  // no rules at all; count says so\n")
endif()

file(WRITE ${OUT} "// Made by rules/embed.cmake. Edit rules/*.toml instead.
#include \"pipeline/embedded_rules.h\"

namespace galley {
namespace {
${arrays}
}  // namespace

constinit const EmbeddedRules embedded_rules[] = {
${rows}};
constinit const std::size_t embedded_rules_count = ${count};

}  // namespace galley
")
