#include "bench/speed/our_table.h"

#include "bench/measuring.h"
#include "support/house.h"

namespace lagrum::bench {
namespace {

constexpr const char* kDecision = "fee";

/// The rules of fees.dmn.
int fee_of(const std::string& kind, int seats, bool late, int visits) {
  if (kind == "catering") return visits < 3 ? 90 : 110;
  if (kind == "temporary") {
    if (seats > 150) return 120;
    return late ? 80 : 50;
  }
  if (seats > 150) return visits < 3 ? 300 : 400;
  if (seats > 50) return late ? 260 : 200;
  if (!late) return 100;
  return visits < 3 ? 150 : 175;
}

}  // namespace

Result<OurTable> OurTable::load(const std::string& path) {
  LAGRUM_ASSIGN(const std::string text, test::read_source(path));
  LAGRUM_ASSIGN(const xml::Document document, xml::Document::parse(text, path));
  Diagnostics diagnostics;
  LAGRUM_ASSIGN(const dmn::Model model, dmn::Model::load(document, diagnostics));
  LAGRUM_ASSIGN(dmn::Decision decision, model.decision(kDecision));
  OurTable table(std::move(decision));
  for (const char* kind : {"permanent", "temporary", "catering"}) {
    for (const int seats : {20, 50, 100, 500}) {
      for (const bool late : {false, true}) {
        for (const int visits : {0, 5}) {
          table.questions_.push_back({{kind, Value::integer(seats), late, Value::integer(visits)},
                                      fee_of(kind, seats, late, visits)});
        }
      }
    }
  }
  LAGRUM_TRY(table.check());
  return table;
}

Status OurTable::check() const {
  for (const Question& question : questions_) {
    const dmn::Decided decided = decision_.evaluate(question.inputs, {});
    if (decided.value == Value::integer(question.fee)) continue;
    return Error{ErrorCode::kCorruption,
                 "expected the fee " + std::to_string(question.fee) + " for " +
                     to_string(Value(List(question.inputs))) + ", found " +
                     to_string(decided.value),
                 {},
                 {}};
  }
  return {};
}

double OurTable::measure(std::size_t passes) const {
  const feel::Environment environment;
  dmn::Decided decided;
  const auto decide_all = [&] {
    for (const Question& question : questions_) {
      decision_.evaluate(question.inputs, environment, decided);
      LAGRUM_CHECK(decided.rules.size() == 1);
    }
  };
  for (std::size_t pass = 0; pass < passes / 5; ++pass) decide_all();
  return seconds_of([&] {
    for (std::size_t pass = 0; pass < passes; ++pass) decide_all();
  });
}

}  // namespace lagrum::bench
