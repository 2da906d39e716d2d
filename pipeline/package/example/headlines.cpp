// Reads a page, prints each article's headline and who wrote it.
#include <galley.h>

#include <exception>
#include <iostream>
#include <iterator>

int main() try {
  const std::string page(std::istreambuf_iterator<char>(std::cin), {});
  const galley::Cleaner cleaner;
  for (const galley::Story& story : cleaner.stories(page)) {
    std::cout << story.headline;
    for (const galley::Person& person : story.bylines) std::cout << '\t' << person.name;
    std::cout << '\n';
  }
} catch (const std::exception& e) {
  std::cerr << e.what() << '\n';
  return 1;
}
