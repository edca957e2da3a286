#include "property/verify/concrete_values.h"

#include <algorithm>
#include <array>
#include <regex>
#include <sstream>

#include "support/house.h"

namespace lagrum::verify::brute {
namespace {

constexpr std::string_view kNoneOfThese = "none of these";
constexpr std::size_t kDeepMax = 3;

using Search = std::sregex_iterator;

std::string last_name(const std::string& path) { return path.substr(path.rfind('.') + 1); }

std::string unescaped(std::string text) {
  constexpr std::array<std::pair<std::string_view, char>, 4> kEntities = {
      {{"&quot;", '"'}, {"&gt;", '>'}, {"&lt;", '<'}, {"&amp;", '&'}}};
  for (const auto& [entity, character] : kEntities) {
    for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos; ++at)
      text.replace(at, entity.size(), 1, character);
  }
  return text;
}

template <class Item>
void put_once(std::vector<Item>& items, Item item) {
  if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(std::move(item));
}

}  // namespace

Words::Words(const cases::Workflow& workflow) : workflow_(workflow) {
  for (const statechart::TransitionInfo& transition : workflow.chart.transitions()) {
    for (const statechart::ActSpec& act : transition.acts) acts_.insert(act.type);
  }
  for (const statechart::StateInfo& state : workflow.chart.states()) {
    for (const statechart::ActSpec& act : state.acts) acts_.insert(act.type);
  }
  const std::string folder = workflow.file.substr(0, workflow.file.rfind('/') + 1);
  for (const SourceFile& source : test::shipped_sources()) {
    const bool own = source.name.starts_with(folder) &&
                     (source.name.ends_with(".scxml") || source.name.ends_with(".dmn"));
    if (own) read_chart(source.bytes);
    for (const law::PackInfo& pack : workflow.law.packs()) {
      if (source.bytes.find("<law-pack") != std::string::npos &&
          source.bytes.find(" id=\"" + pack.id + "\"") != std::string::npos)
        read_pack(source.bytes, source.name);
    }
  }
}

void Words::read(const std::string& expression, Said& said) {
  static const std::regex kWord(R"re([A-Za-z_][A-Za-z_0-9]*)re");
  static const std::regex kCompared(R"re(([A-Za-z_.]+) !?= "([^"]*)")re");
  static const std::regex kListed(R"re(([A-Za-z_.]+) in \(([^)]*)\))re");
  static const std::regex kHeld(R"re(list contains\(([A-Za-z_.]+), "([^"]*)"\))re");
  static const std::regex kQuoted(R"re("([^"]*)")re");
  static const std::regex kNumber(R"re(([A-Za-z_.]+) (=|!=|<|>|<=|>=) ([0-9]{1,6})\b)re");
  const Search end;
  for (Search each(expression.begin(), expression.end(), kWord); each != end; ++each)
    said.names.insert(each->str());
  for (const std::regex* pattern : {&kCompared, &kHeld}) {
    for (Search each(expression.begin(), expression.end(), *pattern); each != end; ++each)
      said.texts[last_name((*each)[1])].insert((*each)[2]);
  }
  for (Search each(expression.begin(), expression.end(), kListed); each != end; ++each) {
    const std::string list = (*each)[2];
    for (Search one(list.begin(), list.end(), kQuoted); one != end; ++one)
      said.texts[last_name((*each)[1])].insert((*one)[1]);
  }
  for (Search each(expression.begin(), expression.end(), kNumber); each != end; ++each)
    said.numbers[last_name((*each)[1])].insert(std::stoi((*each)[3]));
}

void Words::add(const Said& from, Said& to) {
  to.names.insert(from.names.begin(), from.names.end());
  for (const auto& [name, texts] : from.texts) to.texts[name].insert(texts.begin(), texts.end());
  for (const auto& [name, numbers] : from.numbers)
    to.numbers[name].insert(numbers.begin(), numbers.end());
}

void Words::read_chart(const std::string& text) {
  static const std::regex kRead(
      R"re((cond=|<l:fact name="[a-z_.]+" expr=)("([^"]*)"|'([^']*)'))re");
  static const std::regex kCell(R"re(<text>([^<]*)</text>)re");
  static const std::regex kBorder(R"re((?:<|>|<=|>=) ([0-9]{1,6}))re");
  static const std::regex kMade(
      R"re((<assign location|<l:with name)="([A-Za-z_.]+)" expr=("([^"]*)"|'([^']*)'))re");
  static const std::regex kWord(R"re([A-Za-z_][A-Za-z_0-9]*)re");
  static const std::regex kType(
      R"re(<itemDefinition[^>]* name="([A-Za-z_]+)"[^>]*>\s*<typeRef>string</typeRef>\s*<allowedValues[^>]*>\s*<text>([^<]*)</text>)re");
  static const std::regex kQuoted(R"re("([^"]*)")re");
  const Search end;
  for (Search each(text.begin(), text.end(), kRead); each != end; ++each)
    read(unescaped((*each)[3].matched ? (*each)[3] : (*each)[4]), chart_);
  for (Search each(text.begin(), text.end(), kCell); each != end; ++each) {
    const std::string cell = unescaped((*each)[1]);
    read(cell, chart_);
    std::smatch border;
    if (std::regex_match(cell, border, kBorder)) chart_.numbers[""].insert(std::stoi(border[1]));
  }
  for (Search each(text.begin(), text.end(), kMade); each != end; ++each) {
    const std::string expression = unescaped((*each)[4].matched ? (*each)[4] : (*each)[5]);
    for (Search word(expression.begin(), expression.end(), kWord); word != end; ++word)
      becomes_[word->str()].insert(last_name((*each)[2]));
  }
  for (Search each(text.begin(), text.end(), kType); each != end; ++each) {
    const std::string list = unescaped((*each)[2]);
    for (Search one(list.begin(), list.end(), kQuoted); one != end; ++one)
      of_type_[(*each)[1]].push_back((*one)[1]);
  }
}

/// Each norm, clock and question of a pack by itself: which acts it names, and what it reads.
void Words::read_pack(const std::string& text, const std::string& file) {
  const auto document = xml::Document::parse(text, file).value();
  const law::Law& law = workflow_.law;
  for (const xml::Element& rule : document.root().children()) {
    Said said;
    std::set<std::string> acts;
    std::vector<xml::Element> open = {rule};
    while (!open.empty()) {
      const xml::Element element = open.back();
      open.pop_back();
      for (const xml::Element& inner : element.children()) open.push_back(inner);
      if (element.local() == "field") said.names.insert(element.attribute_or_empty("name"));
      if (element.local() == "judged") said.names.insert("answer");
      for (const char* name : {"when", "that", "is", "on", "from-when", "if"})
        read(element.attribute_or_empty(name), said);
      for (const char* name : {"act", "from", "to", "with", "lapses", "after", "before", "without",
                               "starts", "of", "per", "until"}) {
        std::istringstream tokens(element.attribute_or_empty(name));
        for (std::string token; tokens >> token;) {
          const law::ActSet* known = law.acts_named(token);
          if (known != nullptr) acts.insert(known->names().begin(), known->names().end());
        }
      }
      if (element.local() == "judged" && law.act_with(law::ActRole::kJudgement) != nullptr)
        acts.insert(law.act_with(law::ActRole::kJudgement)->type.str());
    }
    const bool ours = std::any_of(acts.begin(), acts.end(),
                                  [&](const std::string& act) { return acts_.contains(act); });
    if (!ours || rule.local() == "vocabulary") continue;
    add(said, law_);
    for (const std::string& act : acts) of_act_[act].insert(said.names.begin(), said.names.end());
  }
}

std::set<std::string> Words::acts_of(const std::string& event) const {
  std::set<std::string> acts;
  for (const statechart::TransitionInfo& transition : workflow_.chart.transitions()) {
    if (std::find(transition.events.begin(), transition.events.end(), event) ==
        transition.events.end())
      continue;
    for (const statechart::ActSpec& spec : transition.acts) acts.insert(spec.type);
  }
  return acts;
}

std::set<std::string> Words::aliases(const std::string& name) const {
  std::set<std::string> all = {name};
  for (std::vector<std::string> open = {name}; !open.empty();) {
    const auto next = becomes_.find(open.back());
    open.pop_back();
    if (next == becomes_.end()) continue;
    for (const std::string& each : next->second) {
      if (all.insert(each).second) open.push_back(each);
    }
  }
  return all;
}

bool Words::is_read(const std::string& name, const std::set<std::string>& acts) const {
  if (name == "parties" || name == "party" || name == "regarding" || name == "opens") return true;
  const auto read_of = [&](const std::string& each) {
    return std::any_of(acts.begin(), acts.end(), [&](const std::string& act) {
      const auto known = of_act_.find(act);
      return known != of_act_.end() && known->second.contains(each);
    });
  };
  if (read_of(name)) return true;
  for (const std::string& alias : aliases(name)) {
    if (chart_.names.contains(alias) || read_of(alias)) return true;
    if (alias != name && law_.names.contains(alias)) return true;
  }
  return false;
}

bool Words::asks_who(const std::string& event) const {
  const std::set<std::string> acts = acts_of(event);
  return std::any_of(acts.begin(), acts.end(), [&](const std::string& act) {
    const auto known = of_act_.find(act);
    return known != of_act_.end() &&
           (known->second.contains("actor") || known->second.contains("persons"));
  });
}

const law::AttributeDecl* Words::declared(const std::set<std::string>& acts,
                                          const std::string& name) const {
  for (const std::string& type : acts) {
    const law::ActDecl* act = workflow_.law.act(ActType(type));
    const law::AttributeDecl* attribute = act == nullptr ? nullptr : act->attribute(name);
    if (attribute != nullptr) return attribute;
  }
  return nullptr;
}

std::vector<Value> Words::lists_of_parties(const feel::Type& type) const {
  std::vector<std::string> roles = {"applicant"};
  for (const Said* said : {&chart_, &law_}) {
    const auto known = said->texts.find("role");
    if (known == said->texts.end()) continue;
    for (const std::string& role : known->second) {
      if (!law::is_authority_role(role)) put_once(roles, role);
    }
  }
  const auto party = [&](std::string_view id, const std::string& role) {
    Context data;
    if (type.element != nullptr && type.element->members != nullptr) {
      for (const feel::Type::Member& member : *type.element->members) {
        if (member.type.kind == feel::Type::Kind::kString)
          data.set(member.name, Value("of the party"));
        if (member.type.kind == feel::Type::Kind::kBoolean) data.set(member.name, Value(false));
      }
    }
    data.set("id", Value(id));
    data.set("role", Value(role));
    return Value(std::move(data));
  };
  std::vector<Value> lists = {Value(List{party(kThis, roles.front())})};
  for (const std::string& role : roles)
    lists.emplace_back(List{party(kThis, roles.front()), party(kAnother, role)});
  return lists;
}

// NOLINTNEXTLINE(misc-no-recursion): at most kDeepMax deep
std::vector<Value> Words::contexts(const feel::Type& type, const std::set<std::string>& acts,
                                   const std::vector<std::string>& parties, Date today,
                                   std::size_t deep) const {
  Context first;
  if (type.members == nullptr || deep >= kDeepMax) return {Value(Context{})};
  for (const feel::Type::Member& member : *type.members)
    first.set(member.name,
              values(member.name, member.type, acts, parties, today, deep + 1).front());
  std::vector<Value> all = {Value(first)};
  for (const feel::Type::Member& member : *type.members) {
    if (!is_read(member.name, acts)) continue;
    std::vector<Value> others = values(member.name, member.type, acts, parties, today, deep + 1);
    others.emplace_back();
    for (std::size_t i = 1; i < others.size(); ++i) {
      Context other = first;
      other.set(member.name, others[i]);
      all.emplace_back(std::move(other));
    }
  }
  return all;
}

// NOLINTNEXTLINE(misc-no-recursion): at most kDeepMax deep
std::vector<Value> Words::values(const std::string& name, const feel::Type& type,
                                 const std::set<std::string>& acts,
                                 const std::vector<std::string>& parties, Date today,
                                 std::size_t deep) const {
  using Kind = feel::Type::Kind;
  if (name == "parties") return lists_of_parties(type);
  const law::AttributeDecl* attribute = declared(acts, name);
  if (attribute != nullptr && attribute->type == "person")
    return {Value(kOne), Value(kSomeoneElse)};
  if (attribute != nullptr && attribute->takes_part)
    return {Value(List{Value(kOne)}), Value(List{Value(kOne), Value(kSomeoneElse)})};
  if (name == "party" || (attribute != nullptr && attribute->type == "party")) {
    std::vector<Value> ids;
    for (const std::string& id : parties) ids.emplace_back(id);
    if (ids.empty()) ids.emplace_back();
    return ids;
  }
  if (type.kind == Kind::kBoolean) return {Value(true), Value(false)};
  if (type.kind == Kind::kDate) {
    const bool past = name == "physically_on" || (attribute != nullptr && attribute->past);
    return {Value(today), Value(today + std::chrono::days{past ? -1 : 14})};
  }
  if (type.kind == Kind::kMonthsDuration) return {Value(MonthsDuration{1})};
  if (type.kind == Kind::kSecondsDuration || type.kind == Kind::kDuration)
    return {Value(SecondsDuration{7 * 86400, 0})};
  if (type.kind == Kind::kContext) return contexts(type, acts, parties, today, deep);
  const std::set<std::string> names = aliases(name);
  if (type.kind == Kind::kNumber) {
    std::vector<Value> all = {Value::integer(1)};
    std::set<std::string> compared = names;
    const bool in_tables = std::any_of(names.begin(), names.end(), [&](const std::string& each) {
      return chart_.names.contains(each);
    });
    if (in_tables) compared.insert("");  // borders in decision tables stand without a name
    for (const std::string& each : compared) {
      for (const Said* said : {&chart_, &law_}) {
        const auto known = said->numbers.find(each);
        if (known == said->numbers.end()) continue;
        for (const int number : known->second) {
          for (const int near : {number, number + 1}) put_once(all, Value::integer(near));
        }
      }
    }
    return all;
  }
  if (type.kind == Kind::kList) {
    const feel::Type element = type.element ? *type.element : feel::Type::any();
    std::vector<Value> all;
    for (const Value& item : values(name, element, {}, parties, today, deep + 1))
      all.emplace_back(List{item});
    all.emplace_back(List{});
    return all;
  }
  std::vector<Value> all;
  const auto permitted = of_type_.find(type.name);
  if (permitted != of_type_.end()) {
    for (const std::string& text : permitted->second) all.emplace_back(text);
    return all;
  }
  for (const std::string& each : names) {
    for (const Said* said : {&chart_, &law_}) {
      const auto known = said->texts.find(each);
      if (known == said->texts.end()) continue;
      for (const std::string& text : known->second) put_once(all, Value(text));
    }
  }
  all.emplace_back(kNoneOfThese);
  return all;
}

std::vector<Choice> Words::choices(const std::string& event,
                                   const std::vector<std::string>& parties, Date today) const {
  std::vector<Choice> all;
  const std::set<std::string> acts = acts_of(event);
  const std::vector<std::string> required = workflow_.chart.required_data(event);
  for (const feel::Type::Member& member : workflow_.chart.event_data(event)) {
    Choice choice{member.name, {}};
    for (Value& value : values(member.name, member.type, acts, parties, today, 0))
      choice.values.emplace_back(std::move(value));
    const bool read = is_read(member.name, acts);
    if (!read) choice.values.resize(1);
    const bool needed = std::find(required.begin(), required.end(), member.name) != required.end();
    if (read && !needed) choice.values.emplace_back();
    all.push_back(std::move(choice));
  }
  return all;
}

namespace {

// NOLINTNEXTLINE(misc-no-recursion): as deep as choices may differ
void vary(const std::vector<Choice>& choices, std::size_t first, std::size_t left,
          const Combination& chosen, std::vector<Combination>& found) {
  if (left == 0) {
    found.push_back(chosen);
    return;
  }
  for (std::size_t i = first; i < choices.size(); ++i) {
    for (std::size_t value = 1; value < choices[i].values.size(); ++value) {
      Combination other = chosen;
      ++other.differences;
      if (const std::optional<Value>& given = choices[i].values[value])
        other.data.set(choices[i].name, *given);
      else
        other.data.erase(choices[i].name);
      vary(choices, i + 1, left - 1, other, found);
    }
  }
}

}  // namespace

std::vector<Combination> combinations(const std::vector<Choice>& choices, std::size_t differences) {
  Combination first;
  for (const Choice& choice : choices) {
    if (choice.values.front()) first.data.set(choice.name, *choice.values.front());
  }
  std::vector<Combination> found;
  for (std::size_t i = 0; i <= std::min(differences, choices.size()); ++i)
    vary(choices, 0, i, first, found);
  return found;
}

}  // namespace lagrum::verify::brute
