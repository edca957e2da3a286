// dmn_tck --suite DIR [--level N]: runs the cases of the DMN TCK in DIR against the models beside
// them.
#include <iostream>
#include <string>
#include <vector>

#include "tck.h"

namespace {

int usage() {
  std::cerr << "usage: dmn_tck --suite DIR [--level N]\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  std::filesystem::path suite;
  std::string level;
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    if (words[i] == "--suite") {
      suite = words[i + 1];
    } else if (words[i] == "--level") {
      level = words[i + 1];
    } else {
      return usage();
    }
  }
  if (!level.empty()) suite /= "compliance-level-" + level;
  if (words.size() % 2 != 0 || !std::filesystem::is_directory(suite)) return usage();
  const lagrum::test::TckTally tally = lagrum::test::run_tck_folder(suite);
  std::cout << lagrum::test::report(tally);
  return tally.passed == tally.total ? 0 : 1;
}
