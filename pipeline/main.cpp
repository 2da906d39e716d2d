// galley: raw text dumps of newspaper pages in, clean discrete articles out.
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <new>

#include "pipeline/check.h"
#include "pipeline/ending.h"
#include "pipeline/options.h"
#include "pipeline/output.h"
#include "pipeline/rules.h"
#include "pipeline/run.h"
#include "pipeline/tell_rules.h"
#include "pipeline/visible.h"

namespace {

// A message names files and quotes texts: none of them may drive the terminal.
class Shown : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& out) override {
    const std::string s = galley::visible({message.payload.data(), message.payload.size()});
    out.append(s.data(), s.data() + s.size());
  }
  std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<Shown>(); }
};

}  // namespace

int main(int argc, char** argv) {
  using namespace galley;
  keep_standard_files();
  auto log = spdlog::stderr_color_mt("galley");
  auto form = std::make_unique<spdlog::pattern_formatter>();
  form->add_flag<Shown>('*').set_pattern("galley: %l: %*");
  log->set_formatter(std::move(form));
  spdlog::set_default_logger(log);
  try {
    // Whatever ends it early, no half of a page and no half of a file stays.
    const Ending ending;
    // What is wanted.
    Options options = parse_options(argc, argv);
    spdlog::set_level(spdlog::level::from_str(options.log_level));
    // A terminal on stdin and no file: nobody is going to type a newspaper.
    const bool waiting = options.command == Options::Command::clean && options.files.empty() && isatty(STDIN_FILENO);
    if (waiting || options.command == Options::Command::help) {
      print(help_text());
      return 0;
    }
    if (options.command == Options::Command::manual) {
      print(manual_text(options.manual));
      return 0;
    }
    if (options.command == Options::Command::restore) return run_restore(options);
    // The rules, built in and laid over. Never let go: at the end that takes as long as a page.
    static const Rulebook& book = *new Rulebook(Rulebook::load(options.rules));
    if (options.command == Options::Command::version) {
      print("galley " GALLEY_VERSION ", rules " + book.digest() + "\n");
      return 0;
    }
    if (options.command == Options::Command::rules) {
      const std::string told = options.rule.empty() ? list_rules(book) : tell_rule(book, options.rule);
      if (told.empty()) throw UsageError("no rule '" + options.rule + "'; 'galley rules' lists them");
      print(told);
      return 0;
    }
    // The work.
    if (options.command == Options::Command::check) return check(options, book);
    return run(options, book);
  } catch (const UsageError& e) {
    std::fprintf(stderr, "galley: %s\nTry 'galley --help'.\n", galley::visible_lines(e.what()).c_str());
    return 2;
  } catch (const RulesError& e) {
    std::fprintf(stderr, "galley: %s\n", galley::visible(e.what()).c_str());
    return 2;
  } catch (const Closed&) { return 0; } catch (const std::bad_alloc&) {  // of a library that does not allocate by new
    std::fputs("galley: out of memory\n", stderr);
    return 1;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "galley: %s\n", galley::visible(e.what()).c_str());
    return 1;
  }
}
