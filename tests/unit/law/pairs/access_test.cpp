// Documents for anybody, the register, erasure and languages: a lawful and an unlawful story for
// each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Deed asked_for(bool copy) {
  return act("2026-03-02 10:00", "access.requested", {{"whose", "public"}, {"written_copy", copy}});
}

// SFS 1949:105 2 kap. 15–16 §§: to see a document costs nothing; a copy costs the set fee.
TEST(Pair, se_tf_2_15_free) {
  Story story = general(with(facts(), "kind", "access"));
  story.does(asked_for(false));
  const auto fee = [](std::int64_t amount) {
    return act("2026-03-02 11:00", "fee.decided", {{"amount", Value::integer(amount)}});
  };
  EXPECT_THAT(against(story, "se.tf.2.15.free", fee(50)), ElementsAre("warn se.tf.2.15.free"));
  EXPECT_THAT(against(story, "se.tf.2.15.free", fee(0)), IsEmpty());

  story.does(asked_for(true));

  EXPECT_THAT(judged_by(story, "se.tf.2.15.free", fee(50)), ElementsAre("fulfilled"));
  Story licence_fee = general();
  EXPECT_THAT(against(licence_fee, "se.tf.2.15.free", fee(9000)), IsEmpty());
}

// SFS 1949:105 2 kap. 16 §: a copy is given promptly; to be shown the document is no copy.
TEST(Pair, se_tf_2_16) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) story->does(asked_for(true));
  unlawful.does(act("2026-03-02 14:00", "access.given", {{"as_copy", false}}));
  lawful.does(act("2026-03-02 14:00", "access.given", {{"as_copy", true}}));

  EXPECT_THAT(unlawful.duties("se.tf.2.16", "2026-03-05 10:00"), ElementsAre("overdue 2026-03-04"));

  EXPECT_THAT(lawful.duties("se.tf.2.16", "2026-03-05 10:00"), ElementsAre("fulfilled 2026-03-04"));
  Story on_the_spot = general();
  on_the_spot.does(asked_for(false));
  EXPECT_THAT(on_the_spot.duties("se.tf.2.16", "2026-03-05 10:00"), IsEmpty());
}

// SFS 1949:105 2 kap. 18 §: nobody is asked who and why, unless the test needs it.
TEST(Pair, se_tf_2_18) {
  Story story = general();
  story.does(asked_for(false));
  const Deed question = act("2026-03-02 11:00", "access.questioned", {{"about", "purpose"}});
  EXPECT_THAT(against(story, "se.tf.2.18", question), ElementsAre("warn se.tf.2.18"));

  story.does(judged("2026-03-02 10:30", "se.tf.2.18.needed", true));

  EXPECT_THAT(judged_by(story, "se.tf.2.18", question), ElementsAre("fulfilled"));
}

Facts access_facts() { return with(facts(), "kind", "access"); }
Deed secrecy(const char* at, const char* outcome) {
  return act(at, "secrecy.tested", {{"outcome", outcome}});
}
Deed given_out(const char* at) { return act(at, "access.given", {{"as_copy", true}}); }
Deed declined_by_employee(const char* at) {
  return act(at, "access.declined", {{"reasons", "text"}});
}

// SFS 1949:105 2 kap. 15–16 §§: what may be given out is not refused.
TEST(Pair, se_tf_2_15_open) {
  Story story = general(access_facts());
  story.does(asked_for(true));
  story.does(secrecy("2026-03-02 10:30", "open"));
  EXPECT_THAT(against(story, "se.tf.2.15.open", declined_by_employee("2026-03-02 11:00")),
              ElementsAre("warn se.tf.2.15.open"));

  story.does(secrecy("2026-03-02 10:40", "secret"));

  EXPECT_THAT(judged_by(story, "se.tf.2.15.open", declined_by_employee("2026-03-02 11:00")),
              ElementsAre("fulfilled"));
}

// SFS 1949:105 2 kap. 15 §: where a part is secret the other parts are given out.
TEST(Pair, se_tf_2_15_rest) {
  Story unlawful = general(access_facts());
  Story lawful = general(access_facts());
  Story secret = general(access_facts());
  for (Story* story : {&unlawful, &lawful, &secret}) story->does(asked_for(true));
  for (Story* story : {&unlawful, &lawful}) story->does(secrecy("2026-03-02 10:30", "partly"));
  secret.does(secrecy("2026-03-02 10:30", "secret"));
  unlawful.does(declined_by_employee("2026-03-02 11:00"));
  lawful.does(given_out("2026-03-02 11:00"));

  EXPECT_THAT(unlawful.duties("se.tf.2.15.rest", "2026-03-04 10:00"),
              ElementsAre("overdue 2026-03-03"));

  EXPECT_THAT(lawful.duties("se.tf.2.15.rest", "2026-03-04 10:00"),
              ElementsAre("fulfilled 2026-03-03"));
  EXPECT_THAT(secret.duties("se.tf.2.15.rest", "2026-03-04 10:00"), IsEmpty());
}

Deed access_decided(const char* outcome) {
  return act("2026-03-02 14:00", "decision.made", {{"outcome", outcome}}, "A");
}

// SFS 1949:105 2 kap. 15–16 §§: what the authority decides to give out is given out.
TEST(Pair, se_tf_2_15_decided) {
  Story unlawful = general(access_facts());
  Story lawful = general(access_facts());
  Story refused = general(access_facts());
  for (Story* story : {&unlawful, &lawful, &refused}) story->does(asked_for(true));
  for (Story* story : {&unlawful, &lawful}) story->does(access_decided("partly"));
  refused.does(access_decided("refused"));
  lawful.does(given_out("2026-03-02 15:00"));

  EXPECT_THAT(unlawful.duties("se.tf.2.15.decided", "2026-03-04 10:00"),
              ElementsAre("overdue 2026-03-03"));

  EXPECT_THAT(lawful.duties("se.tf.2.15.decided", "2026-03-04 10:00"),
              ElementsAre("fulfilled 2026-03-03"));
  EXPECT_THAT(refused.duties("se.tf.2.15.decided", "2026-03-04 10:00"), IsEmpty());
}

// SFS 2009:400 6 kap. 3 § 3 st.: who is refused by an employee, in part too, is told so.
TEST(Pair, se_osl_6_3_declined) {
  Story unlawful = general(access_facts());
  Story lawful = general(access_facts());
  for (Story* story : {&unlawful, &lawful}) {
    story->does(asked_for(true));
    story->does(secrecy("2026-03-02 10:30", "partly"));
    story->does(given_out("2026-03-02 11:00"));
  }
  lawful.does(declined_by_employee("2026-03-02 11:00"));

  EXPECT_THAT(unlawful.duties("se.osl.6.3.declined", "2026-03-04 10:00"),
              ElementsAre("overdue 2026-03-03"));

  EXPECT_THAT(lawful.duties("se.osl.6.3.declined", "2026-03-04 10:00"),
              ElementsAre("fulfilled 2026-03-03"));
}

// SFS 2009:400 6 kap. 3 § 2 st.: after an employee's no the authority decides when it is asked.
TEST(Pair, se_osl_6_3_request) {
  Story story = general(access_facts());
  story.does(asked_for(true));
  story.does(declined_by_employee("2026-03-02 11:00"));
  const Deed opened = act("2026-03-02 12:00", "application.received", {}, "A");
  EXPECT_THAT(judged_by(story, "se.osl.6.3.request", opened), ElementsAre("violated"));

  story.does(act("2026-03-02 12:00", "access.decision-requested", {}, "A"));

  EXPECT_THAT(judged_by(story, "se.osl.6.3.request", opened), ElementsAre("fulfilled"));
}

// SFS 2009:400 6 kap. 3 § 3 st., 7 §: the refusal that can be appealed is the authority's own.
TEST(Pair, se_osl_6_7_refusal) {
  const auto refusal = [](const char* level) {
    return act("2026-03-02 14:00", "access.refused", {{"level", level}}, "A");
  };
  Story unlawful = general(access_facts());
  Story lawful = general(access_facts());
  for (Story* story : {&unlawful, &lawful}) {
    story->does(asked_for(true));
    story->does(access_decided("refused"));
  }
  unlawful.does(refusal("employee"));
  lawful.does(refusal("authority"));

  EXPECT_THAT(unlawful.duties("se.osl.6.7.refusal", "2026-03-04 10:00"),
              ElementsAre("overdue 2026-03-03"));

  EXPECT_THAT(lawful.duties("se.osl.6.7.refusal", "2026-03-04 10:00"),
              ElementsAre("fulfilled 2026-03-03"));
}

// SFS 2009:400 8 kap. 1 §: what secrecy covers is not disclosed.
TEST(Pair, se_osl_8_1_give) {
  Story story = general(access_facts());
  story.does(asked_for(true));
  story.does(secrecy("2026-03-02 10:30", "secret"));
  EXPECT_THAT(against(story, "se.osl.8.1.give", given_out("2026-03-02 11:00")),
              ElementsAre("warn se.osl.8.1.give"));

  story.does(access_decided("partly"));

  EXPECT_THAT(judged_by(story, "se.osl.8.1.give", given_out("2026-03-02 15:00")),
              ElementsAre("fulfilled"));
  Story elsewhere = general();
  elsewhere.does(secrecy("2026-03-02 10:30", "secret"));
  EXPECT_THAT(against(elsewhere, "se.osl.8.1.give", given_out("2026-03-02 11:00")), IsEmpty());
}

// SFS 2009:400 5 kap. 2 §: number, sender and matter, of which the last two may be kept apart.
TEST(Pair, se_osl_5_2) {
  Story story = general();
  const Deed complete = act("2026-03-02 10:00", "document.registered",
                            {{"number", "1"}, {"sender", "A"}, {"matter", "text"}});
  for (const char* item : {"number", "sender", "matter"}) {
    Deed without = complete;
    without.with.erase(item);
    EXPECT_THAT(against(story, "se.osl.5.2", without), ElementsAre("warn se.osl.5.2")) << item;
  }

  EXPECT_THAT(judged_by(story, "se.osl.5.2", complete), ElementsAre("fulfilled"));
  EXPECT_THAT(judged_by(story, "se.osl.5.2",
                        act("2026-03-02 11:00", "document.registered",
                            {{"number", "2"}, {"withheld", true}})),
              ElementsAre("fulfilled"));
}

// (EU) 2016/679 articles 12.3, 17.3: answered within a month; a no has reasons and a way to
// complain.
TEST(Pair, se_gdpr_17_3) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) {
    story->does(act("2026-03-02 10:00", "erasure.requested", {}, "A"));
  }
  unlawful.does(act("2026-03-20 10:00", "erasure.answered", {{"outcome", "refused"}}, "A"));
  lawful.does(act("2026-03-20 10:00", "erasure.answered",
                  {{"outcome", "refused"}, {"reasons", "text"}, {"review", "text"}}, "A"));

  EXPECT_THAT(unlawful.duties("se.gdpr.17.3", "2026-04-03 00:00"),
              ElementsAre("overdue 2026-04-02"));

  EXPECT_THAT(lawful.duties("se.gdpr.17.3", "2026-04-03 00:00"),
              ElementsAre("fulfilled 2026-04-02"));
}

// (EU) 2016/679 article 12.3: two months more, with reasons, within the first month.
TEST(Pair, se_gdpr_12_3_extend) {
  const auto delayed = [](std::string at) {
    return act(std::move(at), "erasure.delayed",
               {{"by", Value(MonthsDuration{2})}, {"reasons", "text"}});
  };
  Story story = general();
  story.does(act("2026-03-02 10:00", "erasure.requested", {}, "A"));
  Deed silent = delayed("2026-03-20 10:00");
  silent.with.erase("reasons");

  EXPECT_THAT(against(story, "se.gdpr.12.3.extend", silent),
              ElementsAre("record se.gdpr.12.3.extend"));
  EXPECT_THAT(against(story, "se.gdpr.12.3.extend", delayed("2026-04-03 10:00")),
              ElementsAre("record se.gdpr.12.3.extend"));

  EXPECT_THAT(judged_by(story, "se.gdpr.12.3.extend", delayed("2026-03-20 10:00")),
              ElementsAre("fulfilled"));
  EXPECT_THAT(story.clocks("se.gdpr.12.3", "2026-03-21 10:00"), ElementsAre("running 2026-06-02"));
}

// SFS 2009:1079 6 §: who applied through the contact point is answered through it.
TEST(Pair, se_eu_2009_1079_6) {
  Story story = general(with(facts(), "service_activity", true));
  Deed application = act("2026-03-02 10:00", "application.received");
  application.channel = "contact-point";
  story.does(application);
  Deed receipt = act("2026-03-03 10:00", "receipt.sent",
                     {{"time_limit", "text"}, {"consequence", "text"}, {"review", "text"}}, "A");
  receipt.channel = "post";

  EXPECT_THAT(against(story, "se.eu.2009.1079.6", receipt),
              ElementsAre("record se.eu.2009.1079.6"));

  receipt.channel = "contact-point";
  EXPECT_THAT(against(story, "se.eu.2009.1079.6", receipt), IsEmpty());
  Story direct = general(with(facts(), "service_activity", true));
  direct.does(act("2026-03-02 10:00", "application.received"));
  receipt.channel = "post";
  EXPECT_THAT(against(direct, "se.eu.2009.1079.6", receipt), IsEmpty());
}

// SFS 2009:600 10–11 §§: decisions are written in Swedish.
TEST(Pair, se_sprak_11) {
  Story story = general();

  EXPECT_THAT(against(story, "se.sprak.11", made("2026-03-02 10:00", {{"language", "en"}})),
              ElementsAre("warn se.sprak.11"));

  EXPECT_THAT(judged_by(story, "se.sprak.11", made("2026-03-02 10:00", {{"language", "sv"}})),
              ElementsAre("fulfilled"));
  EXPECT_THAT(against(story, "se.sprak.11", made("2026-03-03 10:00")), IsEmpty());
}

// SFS 2009:724 8 §: who uses the language in a case tied to its area is answered in it.
TEST(Pair, se_min_8) {
  const auto used = [](bool area) {
    return act("2026-03-02 10:00", "minority-language.used", {{"language", "fi"}, {"area", area}},
               "A");
  };
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) story->does(used(true));
  lawful.does(act("2026-03-03 10:00", "minority-language.answered", {}, "A"));

  EXPECT_THAT(unlawful.duties("se.min.8", "2026-03-06 10:00"), ElementsAre("overdue 2026-03-05"));

  EXPECT_THAT(lawful.duties("se.min.8", "2026-03-06 10:00"), ElementsAre("fulfilled 2026-03-05"));
  Story elsewhere = general();
  elsewhere.does(used(false));
  EXPECT_THAT(elsewhere.duties("se.min.8", "2026-03-06 10:00"), IsEmpty());
}

// SFS 2009:724 8 §: on request the decision is translated for one without legal counsel.
TEST(Pair, se_min_8_translation) {
  const auto requested_for = [](bool counsel) {
    return act("2026-03-04 10:00", "translation.requested",
               {{"language", "fi"}, {"area", true}, {"counsel", counsel}}, "A");
  };
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) story->does(requested_for(false));
  unlawful.does(act("2026-03-09 10:00", "decision.translated", {{"language", "se"}}, "A"));
  lawful.does(act("2026-03-09 10:00", "decision.translated", {{"language", "fi"}}, "A"));

  EXPECT_THAT(unlawful.duties("se.min.8.translation", "2026-03-12 10:00"),
              ElementsAre("overdue 2026-03-11"));

  EXPECT_THAT(lawful.duties("se.min.8.translation", "2026-03-12 10:00"),
              ElementsAre("fulfilled 2026-03-11"));
  Story counselled = general();
  counselled.does(requested_for(true));
  EXPECT_THAT(counselled.duties("se.min.8.translation", "2026-03-12 10:00"), IsEmpty());
}

}  // namespace
}  // namespace lagrum::law
