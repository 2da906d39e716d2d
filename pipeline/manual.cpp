// The man page and the shells' completions, made from the tables behind --help when galley is built:
// `galley --manual man|bash|zsh|fish`. A new option is in all of them by being in the table.
#include <string>
#include <string_view>

#include "pipeline/chain.h"
#include "pipeline/options.h"

namespace galley {
namespace {

std::string replaced(std::string_view s, std::string_view what, std::string_view by) {
  std::string out;
  for (std::size_t at = 0;;) {
    const std::size_t hit = s.find(what, at);
    out += s.substr(at, hit - at);
    if (hit == s.npos) return out;
    out += by;
    at = hit + what.size();
  }
}

// Text for troff: a backslash is its own escape, a dash that is typed is `\-`, a dot or quote that begins a line would
// be a request.
std::string roff(std::string_view s) {
  std::string out = replaced(replaced(s, "\\", "\\e"), "-", "\\-");
  return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string words(const std::vector<std::string>& list) {
  std::string out;
  for (const auto& w : list) out += (out.empty() ? "" : " ") + w;
  return out;
}

bool is_list(const OptionRow& o) { return o.value.ends_with("…") && !o.choices.empty(); }

constexpr std::string_view man_head = R"(.SH NAME
galley \- raw text dumps of newspaper pages in, clean discrete articles out
.SH SYNOPSIS
.B galley
.RI [ OPTION ]...
.RI [ FILE ]...
.br
.B galley restore
.I LEDGER
<
.I ARTICLES.jsonl
.br
.B galley check
.RI [ OPTION ]...
.IR DIR ...
.br
.B galley rules
.RI [ ID ]
.SH DESCRIPTION
.B galley
reads raw text dumps of newspaper pages (OCR output, PDF text layers, the output of document models) and writes clean,
separate articles with their headlines, decks and bylines.
It works from the text alone, changes nothing without recording it, and gives the same bytes for the same input, rules
and version.
.PP
It reads the files, or standard input where there is none or the name is
.BR \- ,
and writes to standard output; messages go to standard error.
A page ends at a form feed, at the end of a file, with a JSON Lines record, or after 4 MiB.
Pages are independent: each is cleaned by itself, and they leave in the order in which they came.
.PP
.B galley restore
reads a ledger and the articles it was written with, and gives back the input, byte for byte.
.B galley check
cleans each
.I NAME.txt
in the folders and compares the articles with those in
.IR NAME.jsonl ,
the expectation beside it: what differs, where it stands in the page, and the rules that acted there; then a table of figures.
With
.B \-\-update
it writes the expectations anew.
.PP
.B galley rules
lists the rules with their reasons, or one with its examples and how to switch it off.
.SH OPTIONS
)";

constexpr std::string_view man_tail = R"(.SH EXAMPLES
Clean text:
.PP
.RS
.EX
galley < page.txt
.EE
.RE
.PP
The headline of each article:
.PP
.RS
.EX
galley \-\-to jsonl < page.txt | jq \-r .headline
.EE
.RE
.PP
A folder of dumps, on all cores, into one file that appears when all is done:
.PP
.RS
.EX
galley \-\-to jsonl \-\-jobs 0 \-o all.jsonl dumps/*.txt
.EE
.RE
.PP
The same over hours; given again after it was killed, it goes on where it was:
.PP
.RS
.EX
galley \-\-to jsonl \-\-jobs 0 \-o all.jsonl \-\-resume batch.manifest dumps/*.txt
.EE
.RE
.PP
See dump and articles side by side, every change marked:
.PP
.RS
.EX
galley \-\-report proof.html page.txt > articles.txt
.EE
.RE
.PP
Keep the ledger, and get the input back:
.PP
.RS
.EX
galley \-\-to jsonl \-\-ledger L page.txt > A
galley restore L < A | cmp \- page.txt
.EE
.RE
.PP
Test sample pages against the articles they should give:
.PP
.RS
.EX
galley check \-\-update pages
galley check pages
.EE
.RE
.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
Some input could not be processed or written; the other inputs were.
A page that cannot be processed leaves as one unit of kind
.B loose
with its raw text, and is reported.
Or
.B galley check
found a page that differs.
.TP
.B 2
Wrong usage or rules.
.PP
A reader that closes the pipe early
.RB ( "| head" )
is no error.
.TP
.BR 129 ", " 130 ", " 143
Ended by SIGHUP, SIGINT or SIGTERM: at the end of a page, with no file left that is not whole.
.SH MEMORY USAGE
Memory follows the pages in work, not the length of the input.
An ordinary page takes about 30 MB in all, most of it the rules and models; the largest, 4 MiB, about 100 MB.
With
.B \-\-jobs
.IR N ,
up to
.RI 4 N
pages are held at a time.
.B \-\-link\-jumps
holds back finished output, 64 pages or 32 MiB at most.
The rules, dictionaries and the language model (mapped from its file) are loaded once, however many pages there are.
)";

std::string man_page() {
  std::string o = ".\\\" Made by galley --manual man.\n.TH GALLEY 1 \"\" \"galley " GALLEY_VERSION "\"\n";
  o += man_head;
  for (const OptionRow& row : option_table()) {
    o += ".TP\n";
    if (!row.letter.empty()) o += "\\fB\\-" + row.letter + "\\fR, ";
    o += "\\fB\\-\\-" + roff(row.name) + "\\fR";
    if (!row.value.empty()) o += " \\fI" + roff(row.value) + "\\fR";
    o += "\n" + roff(row.help) + "\n";
  }
  o += ".SH STAGES\nIn order:\n";
  for (const auto& s : stage_table()) o += ".TP\n.B " + roff(s.name) + "\n" + roff(s.help) + "\n";
  o += man_tail;
  return o;
}

std::string bash() {
  std::string all, cases, valued;
  for (const OptionRow& row : option_table()) {
    const std::string letter = row.letter.empty() ? "" : "-" + row.letter;
    all += " --" + row.name + (letter.empty() ? "" : " " + letter);
    if (row.value.empty()) continue;
    const std::string names = "--" + row.name + (letter.empty() ? "" : "|" + letter);
    if (is_list(row))
      cases += "    " + names + ") [[ $cur == *,* ]] && done=${cur%,*},; COMPREPLY=($(compgen -P \"$done\" -W '" +
               words(row.choices) + "' -- \"${cur##*,}\")) ;;\n";
    else if (!row.choices.empty())
      cases += "    " + names + ") COMPREPLY=($(compgen -W '" + words(row.choices) + "' -- \"$cur\")) ;;\n";
    else if (row.value == "DIR") cases += "    " + names + ") mapfile -t COMPREPLY < <(compgen -d -- \"$cur\") ;;\n";
    else if (row.value != "FILE") cases += "    " + names + ") ;;\n";
  }
  return "# Made by galley --manual bash.\n"
         "_galley() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} done=\n"
         "  # bash takes the = of --to=text for a word\n"
         "  if [[ $cur == = ]]; then cur=; elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
         "  case $before in\n" +
         cases +
         "    *)\n"
         "      if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W '" +
         all.substr(1) +
         "' -- \"$cur\"))\n"
         "      else\n"
         "        compopt -o filenames\n"
         "        mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
         "        [[ $COMP_CWORD == 1 ]] && COMPREPLY+=($(compgen -W 'check restore rules' -- \"$cur\"))\n"
         "      fi ;;\n"
         "  esac\n"
         "}\n"
         "complete -F _galley galley\n";
}

// Inside '…' of a shell.
std::string quoted(std::string_view s) { return replaced(s, "'", "'\\''"); }

std::string zsh() {
  std::string o = "#compdef galley\n# Made by galley --manual zsh.\n_arguments -s -S \\\n";
  for (const OptionRow& row : option_table()) {
    const std::string help = quoted(replaced(replaced(replaced(row.help, "\\", "\\\\"), "[", "\\["), "]", "\\]"));
    std::string value;
    if (!row.value.empty()) {
      value = ":" + replaced(row.value, "…", "") + ":";
      if (is_list(row)) value += "_values -s , stage " + words(row.choices);
      else if (!row.choices.empty()) value += "(" + words(row.choices) + ")";
      else if (row.value == "FILE") value += "_files";
      else if (row.value == "DIR") value += "_files -/";
      else value += " ";
    }
    const std::string equals = row.value.empty() ? "" : "=";
    o += "  '--" + row.name + equals + "[" + help + "]" + value + "' \\\n";
    if (!row.letter.empty())
      o += "  '-" + row.letter + (row.value.empty() ? "" : "+") + "[" + help + "]" + value + "' \\\n";
  }
  return o +
         "  '1:command or page:_alternative \"commands:command:(check restore rules)\" \"files:page:_files\"' "
         "'*:page:_files'\n";
}

std::string fish() {
  std::string o =
      "# Made by galley --manual fish.\ncomplete -c galley -n __fish_use_subcommand -a 'check restore rules'\n";
  for (const OptionRow& row : option_table()) {
    o += "complete -c galley -l " + row.name;
    if (!row.letter.empty()) o += " -s " + row.letter;
    if (row.value == "FILE" || row.value == "DIR") o += " -r -F";
    else if (!row.choices.empty()) o += " -x -a '" + words(row.choices) + "'";
    else if (!row.value.empty()) o += " -x";
    o += " -d '" + replaced(replaced(row.help, "\\", "\\\\"), "'", "\\'") + "'\n";
  }
  return o;
}

}  // namespace

std::string manual_text(const std::string& kind) {
  return kind == "man" ? man_page() : kind == "bash" ? bash() : kind == "zsh" ? zsh() : fish();
}

}  // namespace galley
