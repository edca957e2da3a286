// What it takes to hold a published log against the norms: reading it, judging its cases by fifty
// norms, and the whole audit with the shipped pack.
#include <sys/resource.h>

#include <cstdio>
#include <deque>

#include "bench/measuring.h"
#include "eventlog/eventlog.h"
#include "files/files.h"
#include "lagrum/audit.h"
#include "lagrum/calendar.h"
#include "support/shared.h"

namespace lagrum::bench {
namespace {

constexpr std::size_t kNorms = 50;
constexpr std::size_t kCasesKept = 30'000;
constexpr int kRounds = 5;
const std::string kLaw = LAGRUM_SOURCE_DIR "/workflows/law/it/";
const std::string kCaseKey = "case:concept:name";

/// Cases that have been decoded, given again and again.
class Decoded final : public audit::CaseLog {
 public:
  explicit Decoded(audit::CaseLog& log) {
    audit::Faults faults;
    for (audit::LogCase read; cases_.size() < kCasesKept && log.next(read, faults).value();) {
      audit::LogCase& kept = cases_.emplace_back(read);
      for (audit::Field& field : kept.fields) field = {keep(field.key), keep(field.value)};
      events_ += kept.events.size();
    }
  }

  std::size_t events() const { return events_; }
  void rewind() { next_ = 0; }
  const std::string& name() const override { return name_; }
  Result<bool> next(audit::LogCase& into, audit::Faults&) override {
    if (next_ == cases_.size()) return false;
    into = cases_[next_++];
    return true;
  }

 private:
  std::string_view keep(std::string_view text) { return texts_.emplace_back(text); }

  std::string name_ = "decoded";
  std::deque<std::string> texts_;
  std::vector<audit::LogCase> cases_;
  std::size_t events_ = 0;
  std::size_t next_ = 0;
};

/// The shipped pack with its norms once more under other ids, until there are fifty.
std::string with_fifty_norms(std::string pack) {
  const std::size_t first = pack.find("  <norm ");
  const std::size_t end = pack.find("</law-pack>");
  const std::string norms = pack.substr(first, end - first);
  std::size_t count = 0;
  for (std::size_t at = 0; (at = norms.find("<norm id=\"", at)) != std::string::npos; ++at) ++count;
  std::string more;
  for (std::size_t copy = 2, at = std::string::npos; count < kNorms; ++count) {
    at = norms.find("<norm id=\"", at == std::string::npos ? 0 : at + 1);
    if (at == std::string::npos) at = norms.find("<norm id=\""), ++copy;
    const std::size_t close = norms.find("</norm>", at) + 7;
    std::string norm = norms.substr(at, close - at);
    norm.insert(norm.find('"', 10), "-" + std::to_string(copy));
    more += norm + "\n";
  }
  return pack.insert(end, more);
}

audit::Audit audit_of(const std::string& pack, const calendar::Calendar& days) {
  Diagnostics diagnostics;
  const std::vector<xml::Document> packs = {xml::Document::parse(pack, "pack.xml").value()};
  const auto mapping =
      xml::Document::parse(files::read(kLaw + "road-traffic-fines.xml").value(), "mapping.xml")
          .value();
  auto made = audit::Audit::load(mapping, {}, {packs, [&](std::string_view) { return &days; }},
                                 diagnostics);
  if (!made) std::printf("%s\n", to_string(made.error()).c_str());
  return std::move(made).value();
}

void print(const char* what, const Spread& spread, const char* unit) {
  std::printf("%-44s %9.2f %s  (%.2f to %.2f)\n", what, spread.median, unit, spread.min,
              spread.max);
}

std::unique_ptr<audit::CaseLog> opened(const std::string& path) {
  return eventlog::open(path, kCaseKey).value();
}

void decode(const std::string& path, double megabytes) {
  std::vector<double> rates;
  for (int round = 0; round < kRounds; ++round) {
    rates.push_back(megabytes / seconds_of([&] {
                      const auto log = opened(path);
                      audit::Faults faults;
                      for (audit::LogCase read; log->next(read, faults).value();) continue;
                    }));
  }
  print(path.ends_with(".gz") ? "decode XES, packed (MB of XML)" : "decode XES, plain",
        spread_of(rates), "MB/s");
}

void evaluate(const audit::Audit& audit, Decoded& cases, const ZoneRules& zones) {
  std::vector<double> rates;
  for (int round = 0; round < kRounds; ++round) {
    cases.rewind();
    rates.push_back(
        static_cast<double>(cases.events()) / 1e6 / seconds_of([&] {
          audit::Faults faults;
          (void)audit.run(cases, {}, zones, faults, [](const audit::CaseReport&) {}).value();
        }));
  }
  const std::string what = "map and judge, " + std::to_string(audit.norms().size()) + " norms";
  print(what.c_str(), spread_of(rates), "M events/s");
}

int run() {
  const auto shared = test::shared_dir();
  const std::string packed =
      shared ? (*shared / "data/logs/road-traffic-fines.xes.gz").string() : "";
  if (!shared || !std::filesystem::exists(packed)) {
    std::printf("shared data not found: data/logs/road-traffic-fines.xes.gz\n");
    return 0;
  }
  const auto zones = calendar::system_zone_rules();
  Diagnostics diagnostics;
  const auto days =
      calendar::Calendar::load(
          xml::Document::parse(files::read(kLaw + "calendar.xml").value(), "calendar.xml").value(),
          {}, diagnostics)
          .value();
  const std::string pack = files::read(kLaw + "cds.xml").value();
  const audit::Audit shipped = audit_of(pack, days);

  std::vector<double> times;
  std::uint64_t found = 0;
  for (int round = 0; round < kRounds; ++round) {
    times.push_back(seconds_of([&] {
      audit::Faults faults;
      const auto log = opened(packed);
      std::string row;
      (void)shipped
          .run(*log, {}, *zones, faults,
               [&](const audit::CaseReport& report) {
                 row.clear();
                 audit::append_csv(report, shipped.norms(), row);
                 found += row.size();
               })
          .value();
    }));
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  print("whole log, packed, 14 norms, rows of CSV", spread_of(times), "s");
  std::printf("%-44s %9.1f MB\n", "peak memory of the whole log",
              static_cast<double>(usage.ru_maxrss) / 1024);

  const Scratch scratch;
  const std::string plain = scratch.file("log.xes");
  const std::string unpack = "gzip -dc '" + packed + "' > '" + plain + "'";
  if (std::system(unpack.c_str()) != 0) return 1;
  const double megabytes = static_cast<double>(std::filesystem::file_size(plain)) / 1e6;
  decode(plain, megabytes);
  decode(packed, megabytes);
  Decoded cases(*opened(packed));
  evaluate(shipped, cases, *zones);
  evaluate(audit_of(with_fifty_norms(pack), days), cases, *zones);
  return found == 0 ? 1 : 0;
}

}  // namespace
}  // namespace lagrum::bench

int main() { return lagrum::bench::run(); }
