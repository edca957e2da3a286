#include "property/law/shipped_trial.h"

#include <algorithm>
#include <array>
#include <regex>

namespace lagrum::law::plain {
namespace {

using test::Chance;

constexpr int kTries = 40;  ///< until an act, or a case, is as wanted
constexpr std::array kParties = {"A", "B"};
constexpr std::array kPersons = {"anna", "bo", "eva"};
constexpr std::array kMatters = {"access", "request", "fee", "appeal-dismissal"};
constexpr std::array kTexts = {"m1", "m2", "text"};  ///< documents, or what is said

/// "kind" of case.kind or trigger.kind.
std::string last_name(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos ? path : path.substr(dot + 1);
}

}  // namespace

/// Texts that names are compared with: kind = "x", place in ("x", "y"), name="form" is='"x"'.
ShippedTrials::Literals ShippedTrials::literals_in(const std::vector<std::string>& texts) {
  static const std::regex kCompared(R"re(([a-z_.]+) !?= "([^"]*)")re");
  static const std::regex kListed(R"re(([a-z_.]+) in \(([^)]*)\))re");
  static const std::regex kField(R"re(name="([a-z_]+)" is='"([^"]*)"')re");
  static const std::regex kHeld(R"re(list contains\(([a-z_.]+), "([^"]*)"\))re");
  static const std::regex kQuoted(R"re("([^"]*)")re");
  const std::sregex_iterator end;
  Literals literals;
  for (const std::string& text : texts) {
    for (const std::regex* each : {&kCompared, &kField, &kHeld}) {
      for (std::sregex_iterator found(text.begin(), text.end(), *each); found != end; ++found)
        literals[last_name((*found)[1])].push_back((*found)[2]);
    }
    for (std::sregex_iterator found(text.begin(), text.end(), kListed); found != end; ++found) {
      const std::string list = (*found)[2];
      for (std::sregex_iterator one(list.begin(), list.end(), kQuoted); one != end; ++one)
        literals[last_name((*found)[1])].push_back((*one)[1]);
    }
  }
  for (auto& [name, values] : literals) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
  }
  return literals;
}

ShippedTrials::ShippedTrials(const Law& law, const std::vector<std::string>& texts)
    : law_(law), literals_(literals_in(texts)) {}

// --- what a norm looks at

void ShippedTrials::look_at_clocks(std::string_view name, Interest& interest) const {
  for (const std::size_t number : law_.clocks_named(name)) {
    const ClockDecl& clock = law_.clocks()[number];
    interest.scopes.push_back(&clock.that);
    for (const ClockStart& start : clock.starts)
      interest.wanted.push_back({&start.acts, &start.when});
    for (const ClockDecl::Restart& restart : clock.restarts) {
      interest.wanted.push_back({&restart.start.acts, &restart.start.when});
      look_at(restart.conditions, interest);
    }
    for (const ClockDecl::Suspend& suspend : clock.suspends) {
      interest.wanted.push_back({&suspend.from, &suspend.when});
      interest.wanted.push_back({&suspend.until, nullptr});
    }
    interest.wanted.push_back({&clock.voids, nullptr});
    if (!clock.after.empty()) look_at_clocks(clock.after, interest);
    if (!clock.per.acts.empty()) interest.wanted.push_back({&clock.per.acts, nullptr});
  }
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the pack's XML
void ShippedTrials::look_at(const std::vector<Condition>& conditions, Interest& interest) const {
  for (const Condition& condition : conditions) {
    interest.wanted.push_back({&condition.acts, &condition.when});
    for (const ActSet* acts :
         {&condition.after, &condition.before, &condition.without, &condition.of})
      interest.wanted.push_back({acts, nullptr});
    for (const std::string* clock : {&condition.clock, &condition.within}) {
      if (!clock->empty()) look_at_clocks(*clock, interest);
    }
    if (!condition.ask.empty()) interest.asks.push_back(condition.ask);
    for (const std::size_t version : law_.versions(condition.norm))
      look_at(law_.norms()[version], interest);
    look_at(condition.inner, interest);
  }
}

void ShippedTrials::look_at(const Clause& clause, Interest& interest) const {
  look_at(clause.conditions, interest);
}

// NOLINTNEXTLINE(misc-no-recursion): a norm that names the verdict of another
void ShippedTrials::look_at(const Norm& norm, Interest& interest) const {
  std::vector<Wanted>& wanted = interest.wanted;
  const auto judges = [&](const auto& content) {
    wanted.push_back({&content.acts, &content.when});
    wanted.push_back({&content.acts, &content.when});  // what it is about comes often
  };
  if (const auto* forbid = std::get_if<Forbid>(&norm.content)) {
    judges(*forbid);
    wanted.push_back({&forbid->from, &forbid->from_when});
    look_at(forbid->until, interest);
  } else if (const auto* contain = std::get_if<Contain>(&norm.content)) {
    judges(*contain);
    wanted.push_back({&contain->from, &contain->from_when});
    wanted.push_back({&contain->acts, &contain->when, &contain->fields});
  } else if (const auto* power = std::get_if<Power>(&norm.content)) {
    judges(*power);
    look_at(power->conditions, interest);
  } else if (const auto* permit = std::get_if<Permit>(&norm.content)) {
    judges(*permit);
    wanted.push_back({&permit->from, nullptr});
  } else if (const auto* respond = std::get_if<Respond>(&norm.content)) {
    wanted.push_back({&respond->to, &respond->when});
    wanted.push_back({&respond->with, nullptr, &respond->fields});
    wanted.push_back({&respond->with, nullptr, &respond->fields});
    wanted.push_back({&respond->lapses, nullptr});
    for (const std::string* clock : {&respond->within, &respond->outer}) {
      if (!clock->empty()) look_at_clocks(*clock, interest);
    }
    for (const std::string& type : respond->to.names()) {  // what lets the act have an effect
      for (const std::size_t other : law_.index(ActType(type)).judged_by) {
        const auto* gives = std::get_if<Power>(&law_.norms()[other].content);
        if (gives != nullptr && gives->invalid == Invalid::kVoid)
          look_at(law_.norms()[other], interest);
      }
    }
  } else if (const auto* deem = std::get_if<Deem>(&norm.content)) {
    wanted.push_back({&deem->to, &deem->when});
    wanted.push_back({&deem->to, &deem->when});
    look_at(deem->conditions, interest);
  }
  if (!norm.per.acts.empty()) wanted.push_back({&norm.per.acts, nullptr});
  if (norm.where) {
    interest.scopes.push_back(&norm.where->that);
    look_at(*norm.where, interest);
  }
  for (const Clause& clause : norm.unless) look_at(clause, interest);
}

// --- values

Value ShippedTrials::value_for(Chance& chance, const std::string& name, std::string_view type,
                               Date day) const {
  if (type == "boolean") return Value(chance.below(2) == 0);
  if (type == "number") return Value::integer(chance.between(0, 9));
  if (type == "date") return Value(day + std::chrono::days{chance.between(-3, 21)});
  if (type == "party") return Value(one_of(chance, kParties));
  if (type == "person") return Value(one_of(chance, kPersons));
  if (type == "duration")
    return chance.below(2) == 0 ? Value(MonthsDuration{chance.between(1, 6)})
                                : Value(SecondsDuration{chance.between(1, 30) * 7 * 86400, 0});
  if (type == "list") {
    List list;
    const auto known = literals_.find(name);
    if (known != literals_.end() && chance.below(2) == 0)
      list.emplace_back(one_of(chance, known->second));
    const bool people = chance.below(2) == 0;
    for (const char* each : kPersons) {
      if (people && chance.below(2) == 0) list.emplace_back(each);
    }
    for (const char* each : kTexts) {
      if (!people && chance.below(2) == 0) list.emplace_back(each);
    }
    return Value(std::move(list));
  }
  const auto known = literals_.find(name);
  if (known != literals_.end() && chance.below(4) != 0) return Value(one_of(chance, known->second));
  return Value(chance.below(4) == 0 ? one_of(chance, kPersons) : one_of(chance, kTexts));
}

Value ShippedTrials::data_for(Chance& chance, const std::string& name, const feel::Type& type,
                              const Literals& preferred) const {
  const Date kBegun = Date{std::chrono::year{2025} / 10 / 1};
  using Kind = feel::Type::Kind;
  if (type.kind == Kind::kBoolean) return Value(chance.below(2) == 0);
  if (type.kind == Kind::kNumber) return Value::integer(chance.between(1, 2));
  if (type.kind == Kind::kDate) return Value(kBegun + std::chrono::days{chance.between(0, 120)});
  const auto values = preferred.find(last_name(name));
  if (values != preferred.end() && chance.below(4) != 0)
    return Value(one_of(chance, values->second));
  return value_for(chance, last_name(name), "string", kBegun);
}

/// What is known of the case and its parties, so that the norm applies where that can be.
Facts ShippedTrials::facts(Chance& chance, const Interest& interest) const {
  Facts facts;
  std::vector<std::string> texts;
  for (const Formula* each : interest.scopes) texts.push_back(each->text());
  const Literals preferred = literals_in(texts);
  const bool wanted = chance.below(5) != 0;
  for (int i = 0; i < kTries; ++i) {
    facts = {};
    for (const char* id : kParties) facts.parties[id].set("id", Value(id));
    for (const auto& [name, declared] : law_.vocabulary().data) {
      if (name == "case.begun" || name == "party.id") continue;
      if (name.starts_with("case.")) {
        if (chance.below(4) != 0)
          facts.case_data.set(last_name(name), data_for(chance, name, declared.type, preferred));
        continue;
      }
      for (auto& [id, party] : facts.parties) {
        if (chance.below(4) != 0)
          party.set(last_name(name), data_for(chance, name, declared.type, preferred));
      }
    }
    const Value case_data(facts.case_data);
    const Value party_data(facts.parties.begin()->second);
    Frame frame;
    frame.case_data = &case_data;
    frame.party_data = &party_data;
    const bool fits = std::all_of(interest.scopes.begin(), interest.scopes.end(),
                                  [&](const Formula* each) { return each->holds(frame); });
    if (fits || !wanted) break;
  }
  return facts;
}

// --- acts

void ShippedTrials::fill(Chance& chance, Act& act, Date day, const Interest& interest) const {
  act.attributes = {};
  const ActDecl* declared = law_.act(act.type);
  for (const AttributeDecl& each : declared->attributes) {
    if (chance.below(5) != 0)
      act.attributes.set(each.name, value_for(chance, each.name, each.type, day));
  }
  if (declared->role == ActRole::kJudgement && !law_.asks().empty()) {
    auto any = law_.asks().begin();
    std::advance(any, static_cast<std::ptrdiff_t>(chance.below(law_.asks().size())));
    const bool asked = !interest.asks.empty() && chance.below(6) != 0;
    act.attributes.set("ask", Value(asked ? one_of(chance, interest.asks) : any->first));
    act.attributes.set("answer", Value(chance.below(3) != 0));
  }
  if (declared->role == ActRole::kDocument)
    act.attributes.set("physically_on", Value(day + std::chrono::days{chance.between(-2, 0)}));
}

/// Whether the act is one of those wanted, with its fields.
bool ShippedTrials::is_as(const Wanted& wanted, const Act& act) {
  Frame frame;
  frame.act = frame.judged = &act;
  if (wanted.when != nullptr && !wanted.when->holds(frame)) return false;
  if (wanted.fields == nullptr) return true;
  return std::all_of(wanted.fields->begin(), wanted.fields->end(), [&](const Field& field) {
    const Value given = attribute(act, field.name);
    const Value is = field.is.evaluate(frame);
    return !given.is_null() && (is.is_null() || given == is);
  });
}

Act ShippedTrials::act(Chance& chance, Date day, const Wanted& wanted,
                       const Interest& interest) const {
  Act act;
  const bool any = wanted.acts == nullptr || wanted.acts->empty() || wanted.acts->is_any();
  const std::vector<std::string> all = law_.vocabulary().act_names();
  act.type = ActType(one_of(chance, any ? all : wanted.acts->names()));
  act.actor = one_of(chance, kPersons);
  act.role = act.generic_role = "officer";
  if (chance.below(5) != 0) act.basis = "SFS";
  const auto given = literals_.find("channel");
  for (int i = 0; i < kTries; ++i) {
    act.channel = given != literals_.end() && chance.below(2) == 0 ? one_of(chance, given->second)
                                                                   : std::string();
    fill(chance, act, day, interest);
    if (any || chance.below(kTries) == 0 || is_as(wanted, act)) break;
  }
  const ActDecl* declared = law_.act(act.type);
  const std::size_t party = chance.below(8);
  if (!declared->toward_all && party < 5) act.party = PartyId(kParties.at(party == 4 ? 1 : 0));
  if (!declared->regards_case && chance.below(12) == 0) act.regarding = one_of(chance, kMatters);
  const ActSet* decisions = law_.acts_named("decision");
  if (decisions != nullptr && decisions->contains(act.type) && chance.below(8) == 0)
    act.opens = one_of(chance, kMatters);
  return act;
}

/// What the norm looks at; of one that sets others aside what these look at.
ShippedTrials::Interest ShippedTrials::interest_in(Chance& chance, std::size_t norm) const {
  const auto known = [&](Interest interest) {
    const ActDecl* judgement = law_.act_with(ActRole::kJudgement);
    if (!interest.asks.empty() && judgement != nullptr) {
      const Wanted answers{law_.acts_named(judgement->type.str())};
      interest.wanted.insert(interest.wanted.end(), {answers, answers});
    }
    std::erase_if(interest.wanted, [](const Wanted& each) { return each.acts->empty(); });
    interest.own = std::min<std::size_t>(2, interest.wanted.size());
    return interest;
  };
  Interest interest;
  look_at(law_.norms()[norm], interest);
  interest = known(std::move(interest));
  if (!interest.wanted.empty()) return interest;
  std::vector<std::size_t> others;
  for (std::size_t other = 0; other < law_.norms().size(); ++other) {
    const std::vector<std::size_t>& special = law_.overriders(other);
    if (std::find(special.begin(), special.end(), norm) != special.end()) others.push_back(other);
  }
  if (!others.empty()) look_at(law_.norms()[others[chance.below(others.size())]], interest);
  return known(std::move(interest));
}

Trial ShippedTrials::trial(Chance& chance, const ZoneRules& zones, std::size_t norm) const {
  const Interest interest = interest_in(chance, norm);
  Trial trial;
  trial.facts.emplace_back(Sequence{}, facts(chance, interest));
  const bool old = chance.below(3) == 0;  // begun under rules that no longer hold
  Date day = Date{std::chrono::year{old ? 2025 : 2026} / (old ? 10 : 1) / 8};
  const int acts = chance.between(4, 12);
  std::vector<Sequence> documents;
  for (int i = 1; i <= acts; ++i) {
    const bool long_after = chance.below(6) == 0;
    day += std::chrono::days{long_after ? chance.between(15, 120) : chance.between(0, 6)};
    const bool led = !interest.wanted.empty() && chance.below(6) != 0;
    const bool own = 2 * i > acts && chance.below(2) == 0;
    const std::size_t choices = own ? interest.own : interest.wanted.size();
    const Wanted wanted = led ? interest.wanted[chance.below(choices)] : Wanted{};
    Act made = act(chance, day, wanted, interest);
    made.sequence = Sequence::of(LogIndex{static_cast<std::uint64_t>(i)}, 0);
    made.recorded = start_of_day(zones, day, "Europe/Stockholm").value() + std::chrono::hours{10};
    made.legal = made.recorded;
    if (chance.below(12) == 0) made.legal -= std::chrono::days{chance.between(1, 20)};
    const ActDecl* declared = law_.act(made.type);
    if (declared->dated_by_arrival && !documents.empty() && chance.below(2) == 0)
      made.of_act = documents.back();
    if (declared->role == ActRole::kDocument) documents.push_back(made.sequence);
    trial.acts.push_back(std::move(made));
  }
  return trial;
}

}  // namespace lagrum::law::plain
