// See options.h. Boost.Program_options stays in this file. Its guessing of abbreviated flags is masked out.
#include "pipeline/options.h"

#include <algorithm>
#include <boost/program_options.hpp>
#include <sstream>

#include "pipeline/chain.h"
#include "pipeline/encoding.h"
#include "pipeline/score.h"

namespace galley {
namespace po = boost::program_options;
namespace {

po::options_description described() {
  po::options_description d("Options");
  d.add_options()("to", po::value<std::string>()->value_name("FORMAT"),
                  "text (default), markdown, jsonl: one JSON object an article, or html: the proof sheet")(
      "from", po::value<std::string>()->value_name("FORMAT"),
      "text (default), or jsonl: records with \"text\" and perhaps \"id\"")(
      "encoding", po::value<std::string>()->value_name("NAME"),
      "auto (default), UTF-8, UTF-16LE, GB18030, Big5-HKSCS, Shift_JIS, EUC-KR, windows-1252, …")(
      "output,o", po::value<std::string>()->value_name("FILE"),
      "write there instead of stdout; the file appears when all is done")(
      "ledger", po::value<std::string>()->value_name("FILE"),
      "write every change as JSON Lines: what was there, what stands now, which rule")(
      "residue", po::value<std::string>()->value_name("FILE"),
      "write what was taken out (folios, staff lines, end marks, jump lines) as JSON Lines")(
      "report", po::value<std::string>()->value_name("FILE"),
      "write the proof sheet: one HTML page with dump and articles side by side, every change marked")(
      "link-jumps",
      "name in both halves of an article that goes on on another page where the other is; holds back up to 64 pages or "
      "32 MiB (with --to jsonl)")(
      "explain", "print every change on stderr: raw and cleaned line, rule, carets under what differs")(
      "rules", po::value<std::string>()->value_name("DIR"), "rules to lay over the built-in ones (STAGE.toml)")(
      "skip", po::value<std::vector<std::string>>()->value_name("STAGE,…"), "leave these stages out")(
      "only", po::value<std::vector<std::string>>()->value_name("STAGE,…"), "run these stages alone")(
      "trust", po::value<std::string>()->value_name("LEVEL"),
      "make only repairs this sure: certain, likely (default) or guess; the others are suggestions in the ledger")(
      "jobs,j", po::value<int>()->value_name("N"), "pages at a time (default 1; 0: one a core); the order stays")(
      "resume", po::value<std::string>()->value_name("FILE"),
      "keep there how far the run is: started again after it was killed, it goes on from there (with -o)")(
      "verbose,v", "end with a summary on stderr: articles, doubts, changes by stage and rule")(
      "quiet,q", "on stderr errors alone, and no progress")(
      "log-level", po::value<std::string>()->value_name("LEVEL"),
      "error, warn (default), info, debug or trace (every line's measure), on stderr")(
      "update", "of check: write the expectations of pages that differ or have none")(
      "min", po::value<std::string>()->value_name("FIGURE=N,…"),
      "of check: pass when the mean figures reach these (articles=0.95,cer=0.05), whatever differs")(
      "json", "of check: tell what differs as JSON")("junit", po::value<std::string>()->value_name("FILE"),
                                                     "of check: write JUnit's XML there too")("help,h", "this text")(
      "version", "version and rules digest");
  return d;
}

// What an option's value may be; of a list, each of its parts.
std::vector<std::string> choices_of(std::string_view option) {
  if (option == "to") return {"text", "markdown", "jsonl", "html"};
  if (option == "from") return {"text", "jsonl"};
  if (option == "trust") return {"certain", "likely", "guess"};
  if (option == "log-level") return {"error", "warn", "info", "debug", "trace"};
  if (option == "manual") return {"man", "bash", "zsh", "fish"};
  std::vector<std::string> stages;
  if (option == "skip" || option == "only")
    for (const auto& s : stage_table()) stages.emplace_back(s.name);
  return stages;
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t old = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = old;
    }
  }
  return row[b.size()];
}

std::string did_you_mean(std::string_view said, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = 4;
  for (const auto& k : known) {
    const bool prefix = said.size() >= 2 && k.starts_with(said);
    const std::size_t d = prefix ? 1 : distance(said, k);
    if (d < least && d < std::max<std::size_t>(2, k.size())) {
      least = d;
      best = k;
    }
  }
  return best.empty() ? std::string() : "; did you mean '" + best + "'?";
}

std::string list_of(const std::vector<std::string>& v) {
  std::string s;
  for (const auto& x : v) s += (s.empty() ? "" : ", ") + x;
  return s;
}

void check_choice(const std::string& option, const std::string& said) {
  const auto known = choices_of(option);
  if (std::find(known.begin(), known.end(), said) == known.end())
    throw UsageError("--" + option + ": no '" + said + "'" + did_you_mean(said, known) + " (known: " + list_of(known) +
                     ")");
}

std::set<std::string, std::less<>> stages_in(const std::string& option, const std::vector<std::string>& said) {
  std::set<std::string, std::less<>> out;
  for (const auto& list : said) {
    std::istringstream in(list);
    for (std::string name; std::getline(in, name, ',');) {
      check_choice(option, name);
      out.insert(name);
    }
  }
  return out;
}

// articles=0.95,cer=0.05
std::vector<std::pair<std::size_t, double>> floors_in(const std::string& said) {
  std::vector<std::pair<std::size_t, double>> out;
  const std::vector<std::string> known(figure_names.begin(), figure_names.end());
  std::istringstream in(said);
  for (std::string part; std::getline(in, part, ',');) {
    const std::size_t equals = std::min(part.find('='), part.size());
    const std::string name = part.substr(0, equals), number = equals < part.size() ? part.substr(equals + 1) : "";
    const auto figure = std::find(known.begin(), known.end(), name);
    if (figure == known.end())
      throw UsageError("--min: no figure '" + name + "'" + did_you_mean(name, known) + " (known: " + list_of(known) +
                       ")");
    std::istringstream digits(number);
    digits.imbue(std::locale::classic());
    double least = 0;
    if (!(digits >> least) || !digits.eof() || least < 0 || least > 1)
      throw UsageError("--min: " + name + "= takes a number from 0 to 1");
    out.emplace_back(static_cast<std::size_t>(figure - known.begin()), least);
  }
  if (out.empty()) throw UsageError("--min takes FIGURE=N,…");
  return out;
}

}  // namespace

std::vector<OptionRow> option_table() {
  std::vector<OptionRow> rows;
  const po::options_description d = described();
  for (const auto& o : d.options()) {
    const std::string letter = o->canonical_display_name(po::command_line_style::allow_dash_for_short);
    const bool short_one = letter.size() == 2 && letter[0] == '-';
    std::string value = o->format_parameter();
    if (value == "arg") value.clear();
    rows.push_back(
        {o->long_name(), short_one ? letter.substr(1) : "", value, o->description(), choices_of(o->long_name())});
  }
  return rows;
}

std::string help_text() {
  std::ostringstream o;
  o << "galley turns raw text dumps of newspaper pages into clean, discrete articles.\n\n"
       "  galley < page.txt                                  clean text\n"
       "  galley --to jsonl < page.txt | jq .headline        one JSON object an article\n"
       "  galley --to jsonl --jobs 0 dumps/*.txt > all.jsonl many files, all cores\n"
       "  galley --report proof.html page.txt > articles.txt see dump and articles side by side\n"
       "  galley --explain page.txt > articles.txt           see every change and its rule\n"
       "  galley --to jsonl --ledger L page.txt > A          keep the ledger …\n"
       "  galley restore L < A                               … and get the input back, byte for byte\n\n"
       "Usage: galley [OPTION…] [FILE…]        FILE - or none: standard input\n"
       "       galley restore LEDGER < ARTICLES.jsonl\n"
       "       galley check [OPTION…] DIR…     NAME.txt against NAME.jsonl beside it\n"
       "       galley rules [ID]\n\n"
    << described() << "\nStages, in order:\n";
  for (const auto& s : stage_table()) o << "  " << s.name << std::string(13 - s.name.size(), ' ') << s.help << '\n';
  o << "\nPages end at form feeds, at the end of a file, or after 4 MiB.\n"
       "Exit status: 0 done; 1 some input could not be processed or written, or check found differences; 2 wrong usage "
       "or rules.\n";
  return o.str();
}

Options parse_options(int argc, char** argv) {
  Options out;
  po::options_description visible = described(), all;
  all.add(visible).add_options()("file", po::value<std::vector<std::string>>(), "")("manual", po::value<std::string>(),
                                                                                    "");
  po::positional_options_description positional;
  positional.add("file", -1);
  po::variables_map vm;
  try {
    const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    po::store(po::command_line_parser(argc, argv).options(all).positional(positional).style(style).run(), vm);
  } catch (const po::unknown_option& e) {
    std::vector<std::string> known;
    for (const auto& o : visible.options()) known.push_back("--" + o->long_name());
    std::string said = e.get_option_name();
    throw UsageError("no option '" + said + "'" + did_you_mean(said, known));
  } catch (const po::error& e) { throw UsageError(e.what()); }
  auto text = [&](const char* name, std::string& into) {
    if (vm.count(name)) into = vm[name].as<std::string>();
  };
  if (vm.count("help")) {
    out.command = Options::Command::help;
    return out;
  }
  text("manual", out.manual);
  if (!out.manual.empty()) {
    check_choice("manual", out.manual);
    out.command = Options::Command::manual;
    return out;
  }
  text("rules", out.rules);
  if (vm.count("version")) {
    out.command = Options::Command::version;
    return out;
  }
  text("to", out.to);
  text("from", out.from);
  text("encoding", out.encoding);
  text("output", out.output);
  text("ledger", out.ledger);
  text("residue", out.residue);
  text("report", out.report);
  text("resume", out.resume);
  text("log-level", out.log_level);
  out.link_jumps = vm.count("link-jumps") > 0;
  out.explain = vm.count("explain") > 0;
  out.verbose = vm.count("verbose") > 0;
  out.quiet = vm.count("quiet") > 0;
  if (out.quiet && (out.verbose || vm.count("log-level")))
    throw UsageError("--quiet excludes --verbose and --log-level");
  if (out.quiet) out.log_level = "error";
  if (vm.count("jobs")) out.jobs = vm["jobs"].as<int>();
  if (vm.count("file")) out.files = vm["file"].as<std::vector<std::string>>();
  check_choice("to", out.to);
  check_choice("from", out.from);
  check_choice("log-level", out.log_level);
  if (vm.count("trust")) {
    const std::string said = vm["trust"].as<std::string>();
    check_choice("trust", said);
    out.trust = said == "certain" ? Trust::certain : said == "likely" ? Trust::likely : Trust::guess;
  }
  if (out.link_jumps && out.to != "jsonl")
    throw UsageError("--link-jumps: only --to jsonl says where an article goes on");
  if (out.encoding != "auto") {
    const auto known = encoding_named(out.encoding);
    if (!known)
      throw UsageError("--encoding: no '" + out.encoding +
                       "' (auto, UTF-8, UTF-16LE, UTF-16BE, GB18030, Big5-HKSCS, Shift_JIS, EUC-JP, EUC-KR, "
                       "windows-1252, ISO-8859-1 and others that ICU knows, none with shifts)");
    out.encoding = *known;
  }
  if (out.jobs < 0 || out.jobs > 1024) throw UsageError("--jobs: a number from 0 to 1024");
  if (vm.count("skip") && vm.count("only")) throw UsageError("--skip and --only exclude each other");
  if (vm.count("skip")) out.skip = stages_in("skip", vm["skip"].as<std::vector<std::string>>());
  if (vm.count("only")) {
    const auto only = stages_in("only", vm["only"].as<std::vector<std::string>>());
    for (const auto& s : stage_table())
      if (!only.contains(s.name)) out.skip.emplace(s.name);
  }
  out.update = vm.count("update") > 0;
  out.json = vm.count("json") > 0;
  text("junit", out.junit);
  if (vm.count("min")) out.floors = floors_in(vm["min"].as<std::string>());
  if (!out.files.empty() && out.files[0] == "check") {
    out.command = Options::Command::check;
    out.files.erase(out.files.begin());
    if (out.files.empty()) throw UsageError("check takes the folders (or pages) to check: galley check DIR…");
    if (!vm.count("jobs")) out.jobs = 0;
    if (out.update && !out.floors.empty()) throw UsageError("--update and --min exclude each other");
    for (const char* name :
         {"to", "from", "output", "ledger", "residue", "report", "resume", "link-jumps", "explain", "verbose"})
      if (vm.count(name)) throw UsageError("check does not take --" + std::string(name));
  } else {
    for (const char* name : {"update", "min", "json", "junit"})
      if (vm.count(name)) throw UsageError("--" + std::string(name) + " goes with 'galley check'");
  }
  if (!out.files.empty() && out.files[0] == "rules" && out.command != Options::Command::check) {
    if (out.files.size() > 2) throw UsageError("rules takes one id at most: galley rules [ID]");
    out.command = Options::Command::rules;
    if (out.files.size() == 2) out.rule = out.files[1];
  }
  if (!out.files.empty() && out.files[0] == "restore" && out.command != Options::Command::check) {
    if (out.files.size() != 2) throw UsageError("restore takes one ledger: galley restore LEDGER < ARTICLES.jsonl");
    out.command = Options::Command::restore;
    out.restore_from = out.files[1];
    out.files.clear();
  }
  if (!out.resume.empty()) {
    if (out.command != Options::Command::clean) throw UsageError("--resume goes with pages to clean");
    if (out.output.empty()) throw UsageError("--resume takes -o FILE: what standard output has taken cannot be known");
    if (out.files.empty() || std::ranges::count(out.files, "-") > 0)
      throw UsageError("--resume takes files: standard input cannot be read again");
    for (const std::string& name : {out.output, out.ledger, out.residue, out.report})
      if (name == out.resume) throw UsageError("--resume: '" + name + "' is an output too");
  }
  return out;
}

}  // namespace galley
