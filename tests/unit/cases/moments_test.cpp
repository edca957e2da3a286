// What falls due, where a norm refuses what would follow.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cases/case_state.h"
#include "lagrum/engine.h"
#include "support/house.h"
#include "support/memory_store.h"

namespace lagrum {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// A letter counts as read after two days, which a norm forbids; a reminder falls due after one,
/// which another norm forbids; a note may always be made.
constexpr const char* kChart =
    R"(<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:l="urn:lagrum:workflow:1"
  version="1.0" datamodel="feel" name="xx.letter" initial="open"
  l:version="1.0.0" l:valid-from="2026-01-01" l:law="xx.letters" l:calendar="se">
  <l:title xml:lang="sv">Brev</l:title><l:title xml:lang="da">Brev</l:title><l:title xml:lang="en">Letter</l:title>
  <datamodel><data id="parties" expr="[]"/></datamodel>
  <state id="open">
    <transition event="send" l:by="officer"><l:act type="letter.sent" l:basis="SFS 0000:0 1 §"/></transition>
    <transition event="note" l:by="officer"><l:act type="thing.noted" l:basis="SFS 0000:0 2 §"/></transition>
    <transition event="clock.expired.xx.day" target="late"><l:act type="letter.reminded" l:basis="SFS 0000:0 3 §"/></transition>
  </state>
  <state id="late"><transition event="note" l:by="officer"><l:act type="thing.noted" l:basis="SFS 0000:0 2 §"/></transition></state>
</scxml>
)";

constexpr const char* kPack =
    R"(<law-pack xmlns="urn:lagrum:law:1" id="xx.letters" version="1.0.0" territory="SE" calendar="se">
  <title xml:lang="sv">Brev</title><title xml:lang="da">Brev</title><title xml:lang="en">Letters</title>
  <source cite="SFS 0000:0" as-of="none" status="read"><title xml:lang="sv">X</title><title xml:lang="da">X</title><title xml:lang="en">X</title></source>
  <vocabulary>
    <act type="letter.sent"><title xml:lang="sv">Sänt</title><title xml:lang="da">Sendt</title><title xml:lang="en">Sent</title></act>
    <act type="letter.read"><title xml:lang="sv">Läst</title><title xml:lang="da">Læst</title><title xml:lang="en">Read</title></act>
    <act type="letter.reminded"><title xml:lang="sv">Påmint</title><title xml:lang="da">Rykket</title><title xml:lang="en">Reminded</title></act>
    <act type="thing.noted"><title xml:lang="sv">Noterat</title><title xml:lang="da">Noteret</title><title xml:lang="en">Noted</title></act>
  </vocabulary>
  <clock id="xx.day" cite="SFS 0000:0 3 §" starts="letter.sent" length="P1D" kind="latest-act" roll="none">
    <title xml:lang="sv">En dag</title><title xml:lang="da">En dag</title><title xml:lang="en">A day</title>
  </clock>
  <clock id="xx.two-days" cite="SFS 0000:0 1 §" starts="letter.sent" length="P2D" kind="deemed-event" roll="none" per="letter.sent">
    <title xml:lang="sv">Två dagar</title><title xml:lang="da">To dage</title><title xml:lang="en">Two days</title>
  </clock>
  NORMS
</law-pack>
)";

std::string norm(const std::string& id, const std::string& content) {
  std::string words;
  for (const char* name : {"title", "summary"}) {
    for (const char* language : {"sv", "da", "en"})
      words += "<" + std::string(name) + " xml:lang=\"" + language + "\">" + id + "</" + name + ">";
  }
  return "<norm id=\"" + id +
         "\" cite=\"SFS 0000:0\" rank=\"act\" source=\"design\" review=\"none\" " +
         "mode=\"enforce\"" + (id == "xx.read" ? " per=\"letter.sent\">" : ">") + words + content +
         "</norm>";
}

class Moments : public testing::Test {
 protected:
  void start(const std::string& norms) {
    std::string pack = kPack;
    pack.replace(pack.find("NORMS"), 5, norms);
    std::vector<SourceFile> files = {{"workflows/letter/workflow.scxml", kChart},
                                     {"workflows/law/letters.xml", pack}};
    for (SourceFile& file : test::shipped_sources()) {
      if (file.name.ends_with("/calendar.xml") || file.name.ends_with("/organisation.xml") ||
          file.name.ends_with(".dmn"))
        files.push_back(std::move(file));
    }
    const test::House& house = test::House::get();
    const Workspace workspace = test::workspace_of(files);
    auto directory = workspace.organisation("workflows/se/organisation.xml");
    auto engine = Engine::create(workspace, {&store_, &house.signer(), &house.zones(), directory});
    ASSERT_TRUE(engine.has_value()) << to_string(engine.error());
    engine_ = std::make_unique<Engine>(std::move(*engine));
    ASSERT_EQ(does("2026-11-02T09:00:00.000Z", "send").outcome, Outcome::kDone);
  }

  Command command(const std::string& time, const std::string& event) {
    Command made;
    ++count_;
    made.id = CommandId("00000000-0000-4000-8000-00000000000" + std::to_string(count_));
    made.salt = std::string(32, static_cast<char>('a' + count_));
    made.case_id = case_;
    made.workflow = WorkflowId("xx.letter");
    made.who = "anna";
    made.event = event;
    made.now = parse_instant(time).value();
    return made;
  }

  Answer does(const std::string& time, const std::string& event) {
    const Answer answer = engine_->execute(command(time, event)).value();
    case_ = answer.case_id;
    return answer;
  }

  TickReport tick(const std::string& time) {
    return engine_->tick(parse_instant(time).value(), std::string(32, 't')).value();
  }

  std::size_t entries() { return store_.log(LogIndex{0}, 1000).value().size(); }

  test::MemoryStore store_{std::make_shared<test::MemoryMedium>()};
  std::unique_ptr<Engine> engine_;
  CaseId case_;
  int count_ = 0;
};

const std::string kRead = R"(<deem act="letter.read" to="letter.sent" on='due("xx.two-days")'/>)";

TEST_F(Moments, OfAnEffectThatIsRefusedComeOnce) {
  start(norm("xx.read", kRead) +
        norm("xx.unread", R"(<forbid act="letter.read" guarantee="block"/>)"));

  const TickReport report = tick("2026-11-10T09:00:00.000Z");

  EXPECT_EQ(report.refused, 1U);
  const std::size_t written = entries();
  EXPECT_EQ(tick("2026-11-11T09:00:00.000Z").refused, 0U);
  EXPECT_EQ(entries(), written);
  EXPECT_EQ(does("2026-11-12T09:00:00.000Z", "note").outcome, Outcome::kDone);
  EXPECT_THAT(engine_->verify().value().problems, IsEmpty());
}

TEST_F(Moments, OfAnEffectThatIsRefusedEndATrial) {
  start(norm("xx.read", kRead) +
        norm("xx.unread", R"(<forbid act="letter.read" guarantee="block"/>)"));

  const Answer answer = engine_->try_out(command("2026-11-12T09:00:00.000Z", "note")).value();

  EXPECT_EQ(answer.outcome, Outcome::kDone);
}

TEST_F(Moments, WhoseActsAreRefusedAreUndoneAndOnRecord) {
  start(norm("xx.silent", R"(<forbid act="letter.reminded" guarantee="block"/>)"));

  const TickReport report = tick("2026-11-10T09:00:00.000Z");

  EXPECT_EQ(report.refused, 1U);
  EXPECT_EQ(engine_->view(case_, parse_instant("2026-11-10T09:00:00.000Z").value())
                .value()
                .states.front(),
            "open");
  EXPECT_THAT(store_.log(LogIndex{1}, 1).value().front().leaf, HasSubstr("xx.silent"));
  EXPECT_THAT(engine_->verify().value().problems, IsEmpty());
}

TEST_F(Moments, AreOnRecordWhereTheWorkflowTakesThem) {
  start(norm("xx.read", kRead));

  tick("2026-11-10T09:00:00.000Z");

  EXPECT_THAT(engine_->verify().value().problems, IsEmpty());
  EXPECT_EQ(does("2026-11-12T09:00:00.000Z", "note").outcome, Outcome::kDone);
  EXPECT_THAT(engine_->verify().value().problems, IsEmpty());
}

// Somebody marks a moment as handled, seals the row anew and takes its clock away.
TEST_F(Moments, ThatWereHiddenAreMissed) {
  start(norm("xx.read", kRead));
  row::Case row = store_.cases().value().front();
  Json::Object snapshot = *parse_json(row.snapshot).value().object();
  Json::Array handled;
  for (const row::Clock& clock : store_.clocks(case_).value()) handled.emplace_back(clock.key);
  snapshot["handled"] = Json(std::move(handled));
  snapshot["version"] = Json(static_cast<std::int64_t>(++row.version));
  snapshot["seal"] = cases::seal_of(Json(snapshot)).value();
  row.snapshot = canonical(Json(std::move(snapshot))).value();
  const auto unit = store_.begin().value();
  ASSERT_TRUE(unit->put(row));
  ASSERT_TRUE(unit->replace_clocks(case_, {}));
  ASSERT_TRUE(unit->commit());

  const Verification found = engine_->verify().value();

  EXPECT_THAT(found.problems,
              testing::Contains(HasSubstr("expected an entry for clock.expired.xx.day")));
}

}  // namespace
}  // namespace lagrum
