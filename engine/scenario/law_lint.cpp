#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

#include "base/words.h"
#include "cases/workspace_state.h"
#include "lagrum/lint.h"
#include "law/law.h"

namespace lagrum::lint {
namespace {

using law::kLawNamespace;
using xml::Element;

/// The texts that a lawyer or a party reads, by the element that has them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kTexts = {
    {{"norm", "title"},
     {"norm", "summary"},
     {"clock", "title"},
     {"ask", "question"},
     {"act", "title"}}};

/// What names a rule without waiting for it or reading it.
constexpr std::array<std::string_view, 3> kWithoutReading = {"id", "group", "overrides"};

// NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth of XML
void each_within(const Element& element, const std::function<void(const Element&)>& look) {
  look(element);
  for (const Element& inner : element.children()) each_within(inner, look);
}

/// The words of an expression or list that may be ids.
std::vector<std::string> ids_in(std::string_view text) {
  constexpr std::string_view kSigns =
      "0123456789.-_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  std::vector<std::string> ids;
  for (std::size_t at = 0; (at = text.find_first_of(kSigns, at)) != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_not_of(kSigns, at), text.size());
    ids.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return ids;
}

/// Everything that one rule says of another stands in some attribute, or in an event of a workflow.
class LawCheck {
 public:
  LawCheck(const Workspace::State& state, Diagnostics& diagnostics)
      : state_(state), diagnostics_(diagnostics) {}

  void check() {
    gather();
    for (const xml::Document& pack : state_.packs) {
      check_calendar(pack);
      for (const Element& element : pack.root().children()) check_rule(element);
      check_texts(pack.root(), {});
      check_gaps(pack);
    }
    for (const auto& workflow : state_.workflows) check_norms(workflow->law);
  }

 private:
  void warn(const std::string& rule, const Position& place, std::string message,
            std::string provision, Severity severity = Severity::kWarning) {
    if (!said_.insert(rule + to_string(place) + message).second) return;
    diagnostics_.add({severity, rule, std::move(message), place, std::move(provision)});
  }

  /// What is mentioned, and which acts are done, in the whole workspace.
  void gather() {
    for (const xml::Document& pack : state_.packs) {
      each_within(pack.root(), [this](const Element& element) {
        if (element.is(kLawNamespace, "deem")) done_.insert(element.attribute_or_empty("act"));
        if (element.is(kLawNamespace, "act") && element.attribute("role"))
          done_.insert(element.attribute_or_empty("type"));
        for (const xml::Attribute& attribute : element.attributes()) {
          if (contains(kWithoutReading, attribute.local)) continue;
          for (std::string& id : ids_in(attribute.value)) mentioned_.insert(std::move(id));
        }
      });
    }
    for (const auto& workflow : state_.workflows) {
      named_.insert(workflow->chart.law().begin(), workflow->chart.law().end());
      for (const std::string& event : workflow->chart.events()) {
        for (const std::string_view prefix : {cases::kClockExpired, cases::kClockNear}) {
          if (event.starts_with(prefix)) mentioned_.insert(event.substr(prefix.size()));
        }
      }
      for (const auto& transition : workflow->chart.transitions()) add_done(transition.acts);
      for (const auto& state : workflow->chart.states()) add_done(state.acts);
    }
  }

  void add_done(const std::vector<statechart::ActSpec>& acts) {
    for (const statechart::ActSpec& act : acts) done_.insert(act.type);
  }

  /// A pack that no workflow names has not been linked yet. It may be for audits alone.
  void check_calendar(const xml::Document& pack) {
    const std::string id = pack.root().attribute_or_empty("calendar");
    const auto calendar = state_.calendars.find(id);
    if (calendar == state_.calendars.end()) {
      std::vector<std::string> known;
      for (const auto& [name, other] : state_.calendars) known.push_back(name);
      diagnostics_.error("unknown-calendar", pack.root().attribute_position("calendar"),
                         not_known("a calendar that is loaded", id, known));
      return;
    }
    const std::string name = pack.root().attribute_or_empty("id");
    if (named_.contains(name)) return;
    warn("unnamed-pack", pack.root().attribute_position("id"),
         "expected a workflow that names the pack '" + name + "', found none", {}, Severity::kNote);
    (void)law::Law::load(state_.packs, {name}, calendar->second,
                         diagnostics_);  // says what is wrong
  }

  void check_rule(const Element& element) {
    const std::string kind(element.local());
    const std::string id = element.attribute_or_empty("id");
    const std::string cite = element.attribute_or_empty("cite");
    const std::string group = element.attribute_or_empty("group");
    const bool is_read = mentioned_.contains(id) || (!group.empty() && mentioned_.contains(group));
    if (kind == "clock" && !is_read) {
      warn("idle-clock", element.attribute_position("id"),
           "expected a norm, a clock or a workflow that waits for the clock '" + id +
               "', found none",
           cite);
    }
    if (kind == "ask" && !is_read) {
      warn("unread-ask", element.attribute_position("id"),
           "expected a norm that reads the answer to '" + id + "', found none", cite);
    }
    if (kind == "norm") check_mode(element, cite);
  }

  /// What only practice, a promise or our own design demands bars nobody; nor does a norm that may
  /// only warn.
  void check_mode(const Element& norm, const std::string& cite) {
    if (norm.attribute("mode") != "enforce") return;
    const auto tell = [&](const std::string& found) {
      warn("enforce-too-much", norm.attribute_position("mode"),
           "expected at most mode warn for the norm '" + norm.attribute_or_empty("id") + "', " +
               found,
           cite);
    };
    if (norm.attribute("rank") == "policy") tell("found enforce on a policy, which is no law");
    const std::string source = norm.attribute_or_empty("source");
    if (source == "practice") tell("found enforce on what rests on " + source + " alone");
    for (const Element& content : norm.children()) {
      if (content.attribute("guarantee") == "warn")
        tell("found enforce where the guarantee of the law is a warning");
    }
  }

  /// Of a rule, and of the conditions within it, which refusals show.
  // NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth of XML
  void check_texts(const Element& element, const std::string& cite) {
    std::set<std::string> locals;
    for (const auto& [kind, local] : kTexts) {
      if (element.is(kLawNamespace, kind)) locals.emplace(local);
    }
    for (const Element& inner : element.children()) {
      if (inner.attribute(xml::kXmlNamespace, "lang")) {
        locals.emplace(inner.local());
      } else {
        check_texts(inner, std::string(inner.attribute("cite").value_or(cite)));
      }
    }
    for (const std::string& local : locals) check_text(element, local, cite);
  }

  void check_text(const Element& element, std::string_view local, const std::string& cite) {
    std::set<std::string> written;
    for (const auto& [language, text] : xml::texts(element, local)) written.insert(language);
    std::vector<std::string> missing;
    for (const Language language : kLanguages) {
      if (!written.contains(std::string(to_string(language))))
        missing.emplace_back(to_string(language));
    }
    if (missing.empty()) return;
    warn("missing-text", element.position(),
         "expected a " + std::string(local) + " in sv, da and en, found none in " +
             comma_list(missing),
         cite);
  }

  /// Between two versions of a rule there is no day on which none holds.
  void check_gaps(const xml::Document& pack) {
    std::map<std::string, std::vector<Element>> versions;
    for (const Element& element : pack.root().children())
      versions[element.attribute_or_empty("id")].push_back(element);
    for (auto& [id, all] : versions) {
      std::stable_sort(all.begin(), all.end(), [](const Element& a, const Element& b) {
        return a.attribute_or_empty("valid-from") < b.attribute_or_empty("valid-from");
      });
      for (std::size_t i = 1; i < all.size(); ++i) {
        const auto end = parse_date(all[i - 1].attribute_or_empty("valid-to"));
        const auto from = parse_date(all[i].attribute_or_empty("valid-from"));
        if (!end || !from || *from <= *end + std::chrono::days{1}) continue;
        warn("validity-gap", all[i].attribute_position("valid-from"),
             "expected the versions of '" + id + "' to follow on each other, found none from " +
                 to_string(*end + std::chrono::days{1}) + " to before " + to_string(*from),
             all[i].attribute_or_empty("cite"));
      }
    }
  }

  /// Acts that bring a norm into play.
  static const law::ActSet& acts_of(const law::Norm& norm) {
    static const law::ActSet kAny = law::ActSet::any();
    return std::visit(
        [](const auto& content) -> const law::ActSet& {
          if constexpr (requires { content.to; }) {
            return content.to;
          } else if constexpr (requires { content.acts; }) {
            return content.acts;
          } else {
            return kAny;
          }
        },
        norm.content);
  }

  void check_norms(const law::Law& law) {
    for (const law::Norm& norm : law.norms()) {
      const law::ActSet& acts = acts_of(norm);
      const bool is_done =
          acts.is_any() || std::any_of(done_.begin(), done_.end(), [&](const std::string& act) {
            return acts.contains(ActType(act));
          });
      if (is_done) continue;
      warn("never-done", norm.position,
           "expected a workflow that does, or a norm that deems done, one of " +
               comma_list({acts.names().begin(), acts.names().end()}) + ", which '" + norm.id +
               "' speaks of, found none",
           norm.cite, Severity::kNote);  // a pack may hold more law than the workflows need
    }
  }

  const Workspace::State& state_;
  Diagnostics& diagnostics_;
  std::set<std::string> mentioned_;  ///< ids that rules and workflows speak of
  std::set<std::string> done_;       ///< types of acts that are done, or deemed done, somewhere
  std::set<std::string> named_;      ///< packs that workflows name
  std::set<std::string> said_;       ///< a rule that several workflows use is judged once
};

}  // namespace

void check_law(const Workspace& workspace, Diagnostics& diagnostics) {
  LawCheck(*workspace.state(), diagnostics).check();
}

}  // namespace lagrum::lint
