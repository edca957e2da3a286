#include <algorithm>
#include <array>

#include "review/sheet.h"

namespace lagrum::review {
namespace {

using verify::Verdict;

using Test = std::function<bool(const verify::NormResult&)>;

std::size_t count(const Sheet& sheet, const Test& test) {
  return static_cast<std::size_t>(
      std::count_if(sheet.norms.begin(), sheet.norms.end(),
                    [&](const Judged& judged) { return test(*judged.result); }));
}

std::string number(std::size_t count) { return std::to_string(count); }

void write_facts(const Sheet& sheet, Html& page) {
  const Speech& speech = sheet.speech;
  const statechart::Chart& chart = sheet.workflow().chart;
  const auto fact = [&](std::string_view key, const Markup& what) {
    page.leaf("dt", speech.say(key)).leaf("dd", what);
  };
  page.open("dl", {{"class", "facts"}});
  fact("fact.workflow",
       code(chart.name()) + plain(", " + speech.say("version", {{"version", chart.version()}})));
  if (const auto file = read_document(sheet.material, sheet.material.organisation))
    fact("fact.authority", plain(speech.of(texts_in(file->root(), "title"))));
  fact("fact.territory", plain(speech.of(sheet.law().calendar().title()) + " (" +
                               sheet.law().calendar().territory() + ")"));
  fact("fact.day", plain(speech.say("fact.day-is", {{"day", speech.date(sheet.report().begun)}})));
  page.close();
}

void write_packs(const Sheet& sheet, Html& page) {
  const Speech& speech = sheet.speech;
  page.table(speech.say("packs.caption"), {speech.say("packs.pack"), speech.say("packs.statute"),
                                           speech.say("packs.as-of"), speech.say("packs.status")});
  page.open("tbody");
  for (const law::PackInfo& pack : sheet.law().packs()) {
    Markup name = plain(speech.of(pack.title)) + element("br", "") +
                  element("small", code(pack.id) + plain(" " + pack.version));
    for (const law::PackInfo::Source& source : pack.sources) {
      page.row({name, plain(speech.of(source.title) + " (" + source.cite + ")"),
                plain(source.as_of), plain(speech.say("status." + source.status))});
      name = element("span", plain(speech.say("packs.same")), {{"class", "same"}});
    }
    if (pack.sources.empty()) page.row({name, plain(speech.say("packs.none")), {}, {}});
  }
  page.close().close();
}

void write_counts(const Sheet& sheet, Html& page) {
  const Speech& speech = sheet.speech;
  page.table(speech.say("counts.caption"),
             {speech.say("counts.verdict"), speech.say("counts.alone"),
              speech.say("counts.enforced"), speech.say("counts.means")},
             "counts");
  page.open("tbody");
  for (const Verdict verdict : kVerdictsInOrder) {
    const std::size_t alone =
        count(sheet, [&](const verify::NormResult& norm) { return norm.alone == verdict; });
    const std::size_t enforced =
        count(sheet, [&](const verify::NormResult& norm) { return norm.enforced == verdict; });
    if (alone + enforced == 0) continue;
    const std::string name(to_string(verdict));
    page.row({alone == 0 ? badge(verdict, speech.language())
                         : link(id_of("verdict", name), badge(verdict, speech.language())),
              plain(number(alone)), plain(number(enforced)), plain(speech.say("means." + name))});
  }
  page.close().close();
}

/// Norms that the workflow touches and that carry a doubt.
std::size_t count_doubted(const Sheet& sheet) {
  return static_cast<std::size_t>(
      std::count_if(sheet.norms.begin(), sheet.norms.end(), [&](const Judged& judged) {
        const std::vector<Texts>& doubts = sheet.law().norms()[judged.norm].doubts;
        return judged.result->alone != Verdict::kNotMapped &&
               std::any_of(doubts.begin(), doubts.end(),
                           [](const Texts& doubt) { return !doubt.empty(); });
      }));
}

/// What is counted of the verdicts, and the section that tells it. A norm that is refuted although
/// it may refuse stands with those that rely on their block.
struct FindingRow {
  std::string_view key;
  bool (*found)(const verify::NormResult& norm);
  std::string_view section;
};
constexpr std::array<FindingRow, 5> kFindings = {
    {{"finding.refuted-blocking",
      [](const verify::NormResult& norm) {
        return norm.enforced == Verdict::kRefuted && norm.mode == "enforce";
      },
      "norms"},
     {"finding.refuted-soft",
      [](const verify::NormResult& norm) {
        return norm.enforced == Verdict::kRefuted && norm.mode != "enforce";
      },
      "norms"},
     {"finding.relies",
      [](const verify::NormResult& norm) { return norm.alone == Verdict::kReliesOnBlock; },
      "verdict-relies-on-block"},
     {"finding.inconclusive",
      [](const verify::NormResult& norm) { return norm.alone == Verdict::kInconclusive; },
      "verdict-inconclusive"},
     {"finding.runtime",
      [](const verify::NormResult& norm) { return norm.alone == Verdict::kRuntimeOnly; },
      "verdict-runtime-only"}}};

/// Verdicts that need a reason and have none; norms that the workflow does not touch aside.
std::size_t count_unwritten(const Sheet& sheet) {
  return count(sheet, [&](const verify::NormResult& norm) {
    const Reasons* reasons = sheet.material.reasons;
    const WrittenReason* written = reasons == nullptr ? nullptr : reasons->find(norm.norm);
    return needs_reason(norm.alone) && norm.alone != Verdict::kNotMapped &&
           (written == nullptr || written->reason.empty());
  });
}

std::size_t count_failed(const std::vector<scenario::Report>& stories) {
  return static_cast<std::size_t>(
      std::count_if(stories.begin(), stories.end(),
                    [](const scenario::Report& story) { return !story.failures.empty(); }));
}

void write_findings(const Sheet& sheet, Html& page) {
  const Speech& speech = sheet.speech;
  const bool holds = sheet.report().holds();
  const auto finding = [&](std::string_view key, std::size_t times, std::string_view to) {
    if (times == 0) return;
    page.leaf("li", speech.show(key, {{"count", element("strong", number(times))}}) + plain(" ") +
                        link(to, plain(speech.say("see"))));
  };
  page.leaf("h3", speech.say("findings"));
  page.leaf("p", speech.say(holds ? "findings.holds" : "findings.fails"),
            {{"class", holds ? "good" : "bad"}});
  page.open("ul");
  for (const FindingRow& row : kFindings) finding(row.key, count(sheet, row.found), row.section);
  finding("finding.unwritten", count_unwritten(sheet), "norms");
  finding("finding.stories", count_failed(sheet.material.stories), "stories");
  finding("finding.doubts", count_doubted(sheet), "uncertain");
  page.close();
}

/// What readers ask, and the section that answers.
struct Question {
  std::string_view key;
  std::string_view section;
};
constexpr std::array<Question, 5> kQuestions = {{{"question.other-says-no", "acts"},
                                                 {"question.late", "late"},
                                                 {"question.who-not", "barred"},
                                                 {"question.blocking", "verdict-relies-on-block"},
                                                 {"question.uncertain", "uncertain"}}};

void write_questions(const Sheet& sheet, Html& page) {
  const Speech& speech = sheet.speech;
  const bool relies = count(sheet, [](const verify::NormResult& norm) {
                        return norm.alone == Verdict::kReliesOnBlock;
                      }) > 0;
  page.leaf("h3", speech.say("questions"));
  page.open("ul");
  for (const Question& question : kQuestions) {
    if (question.key == "question.blocking" && !relies) continue;
    page.leaf("li", plain(speech.say(question.key) + " ") +
                        link(question.section, plain(speech.say("see"))));
  }
  page.close();
}

}  // namespace

void write_summary(const Sheet& sheet, Html& page) {
  open_section(sheet, "summary", page);
  page.leaf("p", sheet.speech.say("summary.intro"));
  write_facts(sheet, page);
  write_findings(sheet, page);
  write_questions(sheet, page);
  write_counts(sheet, page);
  write_packs(sheet, page);
  page.close();
}

}  // namespace lagrum::review
