#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "lagrum/audit.h"

namespace lagrum::audit {

inline constexpr const char* kPack = R"xml(
<law-pack xmlns="urn:lagrum:law:1" id="xx.permit" version="1" territory="XX" calendar="xx">
  <title xml:lang="en">Permits</title>
  <vocabulary>
    <act type="case.opened"><with name="fee" type="number"/><with name="on" type="date"/></act>
    <act type="notice.sent"/>
    <act type="fee.paid"><with name="amount" type="number"/></act>
    <act type="permit.issued"/>
    <act type="permit.revoked"><with name="final" type="boolean"/></act>
    <act type="inspection.held"><with name="took" type="duration"/></act>
    <act type="judgement.recorded" role="judgement"><with name="ask" type="string"/><with name="answer" type="boolean"/></act>
    <data name="case.channel" type="string">How it came.</data>
    <data name="case.size" type="number">How big it is.</data>
  </vocabulary>
  <ask id="xx.urgent" cite="1 §" role="officer" default="no" per="case"><question xml:lang="en">Urgent?</question></ask>
  <clock id="xx.ten" cite="1 §" starts="case.opened" length="P10D" kind="latest-act" roll="none"><title xml:lang="en">Ten days</title></clock>
  <norm id="xx.notice" cite="1 §" rank="act" source="statute" review="none" mode="observe">
    <title xml:lang="en">Notice in ten days</title><summary xml:lang="en">A notice is sent in ten days.</summary>
    <respond to="case.opened" with="notice.sent" within="xx.ten"/>
    <unless><done act="fee.paid" before="notice.sent" within="xx.ten"/></unless>
  </norm>
  <norm id="xx.paid" cite="2 §" rank="act" source="statute" review="none" mode="observe">
    <title xml:lang="en">Paid first</title><summary xml:lang="en">No permit before the fee is paid.</summary>
    <forbid act="permit.issued" guarantee="warn"><until>
      <given that='sum(values("fee.paid", "amount")) >= values("case.opened", "fee")[-1]'/>
    </until></forbid>
  </norm>
  <norm id="xx.revoked" cite="3 §" rank="act" source="statute" review="none" mode="observe">
    <title xml:lang="en">Nothing after</title><summary xml:lang="en">No fee after a final revocation.</summary>
    <forbid act="fee.paid" from="permit.revoked" from-when="final" guarantee="warn"/>
  </norm>
  <norm id="xx.again" cite="4 §" rank="act" source="statute" review="none" mode="observe">
    <title xml:lang="en">Notice again</title><summary xml:lang="en">No permit after a revocation without a new notice.</summary>
    <forbid act="permit.issued" from="permit.revoked" guarantee="warn"><until><done act="notice.sent"/></until></forbid>
  </norm>
  <norm id="xx.inspected" cite="5 §" rank="act" source="statute" review="none" mode="observe">
    <title xml:lang="en">Inspected</title><summary xml:lang="en">No permit before an inspection.</summary>
    <forbid act="permit.issued" guarantee="warn"><until><done act="inspection.held"/></until></forbid>
  </norm>
  <norm id="xx.asked" cite="6 §" rank="act" source="interpretation" review="none" mode="observe">
    <title xml:lang="en">Urgent only</title><summary xml:lang="en">No permit without notice unless urgent.</summary>
    <forbid act="permit.issued" guarantee="warn"><until><done act="notice.sent"/></until></forbid>
    <unless><judged ask="xx.urgent"/></unless>
  </norm>
  <norm id="xx.big" cite="7 §" rank="act" source="statute" review="none" mode="observe">
    <title xml:lang="en">Big ones</title><summary xml:lang="en">A big case has no permit without notice.</summary>
    <where that="case.size >= 10"/>
    <forbid act="permit.issued" guarantee="warn"><until><done act="notice.sent"/></until></forbid>
  </norm>
</law-pack>)xml";

inline constexpr const char* kCalendar = R"xml(
<calendar xmlns="urn:lagrum:calendar:1" id="xx" territory="XX" zone="Europe/Stockholm" version="1">
  <title xml:lang="en">XX</title>
  <day id="xx.day" fixed="01-01" public="true"><title xml:lang="en">a day</title></day>
  <day-set id="xx.open" use="roll"><title xml:lang="en">open</title><blocked weekdays="sunday"/></day-set>
</calendar>)xml";

inline std::string mapping_of(const std::string& rules) {
  return R"xml(<log-mapping xmlns="urn:lagrum:log-mapping:1" id="xx.log" version="1" law="xx.permit">
  <title xml:lang="en">A log</title>
  <log case="case:id" activity="name" time="time" actor="who"/>
)xml" + rules +
         "</log-mapping>";
}

/// Every act of the pack but the inspection.
inline const std::string kMapping = mapping_of(R"xml(
  <data name="case.channel" from="case:channel"/>
  <activity name="open" act="case.opened"><with name="fee" from="fee" as="number"/></activity>
  <activity name="notify" act="notice.sent"/>
  <activity name="pay" act="fee.paid"><with name="amount" from="amount" as="number"/></activity>
  <activity name="issue" act="permit.issued"/>
  <activity name="revoke" act="permit.revoked"><with name="final" from="final" as="boolean" is="yes"/></activity>
  <ignore activity="note" because="No act."/>
)xml");

inline xml::Document document(const std::string& text) {
  return xml::Document::parse(text, "file.xml").value();
}

/// The audit of a mapping, or what is wrong with it: "line rule: message".
struct Loaded {
  std::optional<Audit> audit;
  std::vector<std::string> faults;
};
inline Loaded load(const std::string& mapping) {
  Loaded loaded;
  Diagnostics diagnostics;
  const auto days = calendar::Calendar::load(document(kCalendar), {}, diagnostics);
  const std::vector<xml::Document> packs = {document(kPack)};
  auto made = Audit::load(document(mapping), {},
                          {packs, [&](std::string_view) { return &days.value(); }}, diagnostics);
  if (made) loaded.audit.emplace(std::move(*made));
  for (const Diagnostic& each : diagnostics.all()) {
    loaded.faults.push_back(std::to_string(each.source.line) + " " + each.rule + ": " +
                            each.message);
  }
  return loaded;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

/// A log that a test writes: cases of an id, and events of an activity, a time and more fields.
class WrittenLog final : public CaseLog {
 public:
  WrittenLog& with(const std::string& id, const Fields& own = {}) {
    cases_.emplace_back();
    put("case:id", id);
    for (const auto& [key, value] : own) put(key, value);
    cases_.back().own = cases_.back().fields.size();
    return *this;
  }
  WrittenLog& event(const std::string& activity, const std::string& time, const Fields& more = {}) {
    LogCase& last = cases_.back();
    LogCase::Event made{last.fields.size(), 0, ++line_};
    put("name", activity);
    if (!time.empty()) put("time", time);
    for (const auto& [key, value] : more) put(key, value);
    made.end = last.fields.size();
    last.events.push_back(made);
    return *this;
  }

  Result<bool> next(LogCase& into, Faults&) override {
    if (next_ == cases_.size()) return false;
    into = cases_[next_++];
    return true;
  }
  const std::string& name() const override { return name_; }

 private:
  void put(const std::string& key, const std::string& value) {
    texts_.push_back(key);
    texts_.push_back(value);
    cases_.back().fields.push_back({texts_[texts_.size() - 2], texts_.back()});
  }

  std::string name_ = "log";
  std::deque<std::string> texts_;
  std::vector<LogCase> cases_;
  std::size_t next_ = 0;
  std::uint64_t line_ = 0;
};

/// What an audit came to.
struct Came {
  Totals totals;
  Faults faults;
  std::vector<std::string> found;  ///< "case norm verdict [act day] [due day]", as handed over
  std::string json;
  std::string csv;
  std::string page;
  std::string text;
};

inline std::string shown(const CaseReport& report, const Finding& finding,
                         const std::vector<NormInfo>& norms) {
  std::string text = std::string(report.id) + " " + norms[finding.norm].id + " " +
                     std::string(to_string(finding.verdict));
  if (finding.act.act != nullptr) text += " " + to_string(finding.act.on);
  if (finding.due) text += " due " + to_string(*finding.due);
  return text;
}

inline Came run(const Audit& audit, WrittenLog& log, const Run& options = {}) {
  Came came;
  const auto zones = calendar::system_zone_rules();
  const std::vector<NormInfo>& norms = audit.norms();
  Page page(norms, Language::kEnglish);
  auto totals = audit.run(log, options, *zones, came.faults, [&](const CaseReport& report) {
    for (const Finding& finding : report.findings)
      came.found.push_back(shown(report, finding, norms));
    append_json(report, norms, came.json);
    append_csv(report, norms, came.csv);
    page.take(report);
  });
  EXPECT_TRUE(totals) << (totals ? "" : to_string(totals.error()));
  if (!totals) return came;
  came.totals = std::move(*totals);
  came.page = page.finish(came.totals, came.faults, "<log>");
  came.text = to_text(came.totals, norms, came.faults, Language::kEnglish);
  return came;
}

/// What is found of one norm in a log, by the mapping of all acts.
inline std::vector<std::string> found(WrittenLog& log, const std::string& norm,
                                      const std::optional<Instant>& horizon = std::nullopt) {
  const Loaded loaded = load(kMapping);
  EXPECT_THAT(loaded.faults, ::testing::IsEmpty());
  Run options;
  options.only_norm = norm;
  options.horizon = horizon;
  return run(*loaded.audit, log, options).found;
}

}  // namespace lagrum::audit
