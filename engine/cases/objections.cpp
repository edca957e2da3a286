#include "cases/objections.h"

#include <algorithm>
#include <functional>

namespace lagrum::cases {
namespace {

using law::Remedy;

/// Every language's sentence for a key, with values that may differ by language.
Texts sentence(std::string_view key,
               const std::function<std::map<std::string, std::string>(Language)>& values) {
  Texts texts;
  for (const Language language : kLanguages) {
    texts.set(std::string(to_string(language)), message(language, key, values(language)));
  }
  return texts;
}

std::string quoted_titles(const law::Law& law, const std::vector<std::string>& acts,
                          Language language) {
  std::string text;
  for (const std::string& act : acts) {
    const std::string join = text.empty() ? "" : " " + message(language, "word.or") + " ";
    text += join + "“" + law::title_of(law, ActType(act), language) + "”";
  }
  return text;
}

std::string clock_title(const law::Law& law, const std::string& clock, Language language) {
  const auto& found = law.clocks_named(clock);
  return found.empty() ? clock : law.clocks()[found.front()].title.in(language);
}

Objection::Remedy in_words(const law::Law& law, const Remedy& remedy) {
  Objection::Remedy words;
  words.value = remedy.value;
  words.first_day = remedy.first_day;
  words.party = remedy.party;
  words.alternative = remedy.alternative;
  switch (remedy.kind) {
    case Remedy::Kind::kDo:
      words.kind = "do";
      words.names = remedy.acts;
      words.text = sentence(
          remedy.alternative ? "remedy.do-alternative" : "remedy.do", [&](Language language) {
            return std::map<std::string, std::string>{
                {"acts", remedy.title.empty() ? quoted_titles(law, remedy.acts, language)
                                              : remedy.title.in(language)}};
          });
      break;
    case Remedy::Kind::kWait:
      words.kind = "wait";
      if (!remedy.clock.empty()) words.names = {remedy.clock};
      words.text =
          sentence(remedy.first_day ? "remedy.wait" : "remedy.start-clock", [&](Language language) {
            return std::map<std::string, std::string>{
                {"day", remedy.first_day ? to_string(*remedy.first_day) : std::string()},
                {"clock", clock_title(law, remedy.clock, language)}};
          });
      break;
    case Remedy::Kind::kJudge: {
      words.kind = "judge";
      words.names = {remedy.ask};
      words.value = remedy.any_answer ? "any" : remedy.answer ? "yes" : "no";
      const auto& ask = law.asks().at(remedy.ask);
      words.text = sentence(
          remedy.any_answer ? "remedy.judge-any"
          : remedy.answer   ? "remedy.judge-yes"
                            : "remedy.judge-no",
          [&](Language language) {
            return std::map<std::string, std::string>{{"question", ask.question.in(language)}};
          });
      break;
    }
    case Remedy::Kind::kState:
      words.kind = "state";
      words.names = {remedy.attribute};
      words.text =
          sentence(remedy.value.empty() ? "remedy.state" : "remedy.state-value", [&](Language) {
            return std::map<std::string, std::string>{{"attribute", remedy.attribute},
                                                      {"value", remedy.value}};
          });
      break;
    case Remedy::Kind::kOther:
      words.kind = "other";
      words.text = sentence(
          remedy.alternative ? "remedy.other-alternative" : "remedy.other", [&](Language language) {
            return std::map<std::string, std::string>{
                {"condition", remedy.title.empty() ? remedy.value : remedy.title.in(language)}};
          });
      break;
  }
  return words;
}

}  // namespace

Objection objection(const law::Monitor& monitor, const law::Finding& finding) {
  const law::Law& law = monitor.law();
  const law::Norm& norm = law.norms()[finding.norm];
  Objection made;
  made.norm = norm.id;
  made.cite = norm.cite;
  made.title = norm.title;
  made.summary = norm.summary;
  made.consequence = law::to_string(finding.consequence);
  made.party = finding.party;
  made.policy = norm.is_policy();
  const law::History& history = monitor.history();
  const std::size_t position = history.find(finding.act);
  if (position < history.size()) made.act = history[position].act.type.str();
  for (const Remedy& remedy : finding.remedies) made.remedies.push_back(in_words(law, remedy));
  return made;
}

std::vector<Objection> objections(const law::Monitor& monitor,
                                  const std::vector<law::Finding>& findings) {
  std::vector<Objection> made;
  for (const law::Finding& finding : findings) {
    const Objection next = objection(monitor, finding);
    const bool known = std::any_of(made.begin(), made.end(), [&](const Objection& other) {
      return other.norm == next.norm && other.party == next.party && other.act == next.act;
    });
    if (!known) made.push_back(next);
  }
  return made;
}

}  // namespace lagrum::cases
