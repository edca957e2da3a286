#include "bench/speed/our_chart.h"

#include <algorithm>
#include <array>

#include "support/house.h"

namespace lagrum::bench {
namespace {

/// The data items of the charts, in order.
constexpr std::array<const char*, 5> kItems = {"n", "m", "k", "entries", "turns"};

}  // namespace

Result<OurChart> OurChart::load(const std::string& path) {
  LAGRUM_ASSIGN(const std::string text, test::read_source(path));
  LAGRUM_ASSIGN(const xml::Document document, xml::Document::parse(text, path));
  Diagnostics diagnostics;
  LAGRUM_ASSIGN(const statechart::Chart chart, statechart::Chart::load(document, {}, diagnostics));
  OurChart made(chart);
  LAGRUM_TRY(made.runner_->start(made.instance_, "bench", made.surroundings_));
  return made;
}

void OurChart::prepare(const std::vector<std::string>& events) {
  if (!events_.empty()) return;
  for (const std::string& name : events) {
    events_.emplace_back();
    events_.back().name = name;
  }
}

void OurChart::take_all() {
  for (const statechart::Event& event : events_) {
    const Status done = runner_->process(instance_, event, surroundings_);
    LAGRUM_CHECK(done.has_value());
  }
}

std::string OurChart::state() const {
  const statechart::Session session = instance_.session();
  std::vector<std::string> words = session.configuration;
  std::sort(words.begin(), words.end());
  for (const char* item : kItems) {
    if (const Value* value = session.data.find(item)) words.push_back(to_string(*value));
  }
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace lagrum::bench
