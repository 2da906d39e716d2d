# Sets style sheet and scripts into sheet.html and writes it as a .cpp of two arrays (sheet.h declares what it defines).
#
#   cmake "-DSCRIPTS=a.js;b.js" -DFOLDER=pipeline/sheet -DOUT=embedded_sheet.cpp -P embed.cmake
#
# Marks in sheet.html: {{style}}, {{script}}, {{style-hash}}, {{script-hash}}, and {{pages}}, where it is cut in two.
cmake_minimum_required(VERSION 3.25)

# The hash as a content security policy wants it: base64 of SHA-256, made of hexadecimal three digits (two sextets) at a time.
function(hash_of text into)
  set(digits "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  string(SHA256 hex "${text}")
  string(APPEND hex "00")  # 256 bits are 42 sextets and 4 bits: padded to 43 and one mark of padding
  set(out "")
  foreach(at RANGE 0 63 3)
    string(SUBSTRING "${hex}" ${at} 3 three)
    math(EXPR high "0x${three} >> 6")
    math(EXPR low "0x${three} & 63")
    string(SUBSTRING "${digits}" ${high} 1 high)
    string(SUBSTRING "${digits}" ${low} 1 low)
    string(APPEND out "${high}${low}")
  endforeach()
  string(SUBSTRING "${out}" 0 43 out)
  set(${into} "sha256-${out}=" PARENT_SCOPE)
endfunction()

function(array_of name text into)
  string(HEX "${text}" hex)
  string(LENGTH "${hex}" size)
  math(EXPR size "${size} / 2")
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${hex}")
  string(REPLACE "'\\x0a'," "'\\x0a',\n" bytes "${bytes}")
  set(${into} "constexpr char ${name}[] = {\n${bytes}'\\0'};\nconstexpr std::size_t ${name}_size = ${size};\n" PARENT_SCOPE)
endfunction()

file(READ ${FOLDER}/sheet.html page)
file(READ ${FOLDER}/sheet.css style)
set(script "'use strict';\n(() => {\n")
foreach(path IN LISTS SCRIPTS)
  file(READ ${path} part)
  string(APPEND script "${part}")
endforeach()
string(APPEND script "})();\n")
hash_of("${style}" style_hash)
hash_of("${script}" script_hash)
string(REPLACE "{{style-hash}}" "${style_hash}" page "${page}")
string(REPLACE "{{script-hash}}" "${script_hash}" page "${page}")
string(REPLACE "{{style}}" "${style}" page "${page}")
string(REPLACE "{{script}}" "${script}" page "${page}")
string(FIND "${page}" "{{pages}}" cut)
if(cut EQUAL -1)
  message(FATAL_ERROR "sheet.html has no {{pages}}")
endif()
string(SUBSTRING "${page}" 0 ${cut} head)
math(EXPR cut "${cut} + 9")
string(SUBSTRING "${page}" ${cut} -1 tail)
array_of(head "${head}" head_array)
array_of(tail "${tail}" tail_array)

file(WRITE ${OUT} "// Made by pipeline/sheet/embed.cmake. Edit pipeline/sheet/ instead.
#include <cstddef>

#include \"pipeline/sheet/sheet.h\"

namespace galley {
namespace {
${head_array}${tail_array}
}  // namespace

constinit const std::string_view sheet_head{head, head_size}, sheet_tail{tail, tail_size};

}  // namespace galley
")
