// Runs the tests of an implementation report for SCXML 1.0: scxml_suite --suite DIR.
#include <iostream>
#include <string_view>

#include "irp_suite.h"
#include "lagrum/diagnostic.h"

int main(int count, char** words) {
  using lagrum::statechart::IrpReport;
  if (count != 3 || std::string_view(words[1]) != "--suite") {
    std::cerr
        << "usage: scxml_suite --suite DIR\n\nDIR holds manifest.xml and the templates, as the "
           "W3C lays them out or in DIR/txml\n";
    return 2;
  }
  const lagrum::Result<IrpReport> report = lagrum::statechart::run_irp(words[2]);
  if (!report) {
    std::cerr << to_string(report.error()) << "\n";
    return 2;
  }
  for (const std::string& line : report->skipped) std::cout << "skipped " << line << "\n";
  for (const std::string& line : report->failed) std::cout << "failed " << line << "\n";
  const auto& [mandatory, optional] = std::pair(report->mandatory, report->optional);
  std::cout << "mandatory: " << mandatory.passed << " of " << mandatory.total << "\n"
            << "optional: " << optional.passed << " of " << optional.total << "\n"
            << "skipped: " << report->skipped.size() << "\n"
            << mandatory.passed + optional.passed << " passed, " << report->failed.size()
            << " failed\n";
  return report->failed.empty() ? 0 : 1;
}
