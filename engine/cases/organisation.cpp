#include "cases/organisation.h"

#include <algorithm>
#include <charconv>

#include "base/words.h"

namespace lagrum::cases {
namespace {

using xml::Element;

bool within(const std::optional<Date>& from, const std::optional<Date>& to, Date day) {
  return (!from || *from <= day) && (!to || day <= *to);
}

/// A body acts in this role; it needs no delegation, since it is the one who delegates (KL 6 kap.
/// 37 §).
constexpr std::string_view kBodyRole = "board";

}  // namespace

/// Reads the file; the schema has checked its shape, so that only what a schema cannot say is
/// checked here.
class OrganisationLoader {
 public:
  OrganisationLoader(const Organisation::Tables& tables, Diagnostics& diagnostics)
      : tables_(tables), diagnostics_(diagnostics), made_(std::make_shared<Organisation>()) {}

  std::shared_ptr<Organisation> load(const Element& root) {
    made_->kind_ = root.attribute_or_empty("kind");
    read_authority(root);
    for (const Element& map : children(root, "role-map")) {
      made_->generic_[map.attribute_or_empty("local")] = map.attribute_or_empty("is");
    }
    for (const Element& body : children(root, "body")) read_body(body);
    for (const Element& person : children(root, "person")) read_person(person);
    if (const Element order = root.child(kOrganisationNamespace, "delegation-order"))
      read_order(order);
    return made_;
  }

 private:
  static std::vector<Element> children(const Element& owner, std::string_view local) {
    return owner.children(kOrganisationNamespace, local);
  }

  static std::string title(const Element& owner) {
    Texts texts;
    for (auto& [language, text] : xml::texts(owner, "title")) texts.set(language, text);
    return texts.in(Language::kSwedish);
  }

  void read_authority(const Element& root) {
    made_->authority_.set("name", Value(title(root)));
    for (const Element& contact : children(root, "contact")) {
      for (const xml::Attribute& attribute : contact.attributes()) {
        made_->authority_.set(attribute.local, Value(attribute.value));
      }
    }
  }

  std::optional<Date> date(const Element& element, std::string_view name) {
    const auto text = element.attribute(name);
    if (!text) return std::nullopt;
    const auto parsed = parse_date(*text);
    if (parsed) return *parsed;
    diagnostics_.error("bad-date", element.attribute_position(name), parsed.error().message);
    return std::nullopt;
  }

  void read_body(const Element& element) {
    Organisation::Body body{element.attribute_or_empty("id"), title(element), 0};
    const std::string seats = element.attribute_or_empty("members");
    std::from_chars(seats.data(), seats.data() + seats.size(), body.seats);
    made_->bodies_.push_back(std::move(body));
  }

  void read_person(const Element& element) {
    Organisation::Person person;
    person.id = element.attribute_or_empty("id");
    person.name = element.child(kOrganisationNamespace, "name").trimmed_text();
    for (const Element& account : children(element, "account")) {
      const std::string id = account.attribute_or_empty("id");
      for (const Organisation::Person& other : made_->persons_) {
        if (std::find(other.accounts.begin(), other.accounts.end(), id) == other.accounts.end())
          continue;
        diagnostics_.error("shared-account", account.position(),
                           "expected each account with one person, found '" + id + "' with '" +
                               other.id + "' too");
      }
      person.accounts.push_back(id);
    }
    for (const Element& role : children(element, "role")) {
      person.roles.push_back({role.attribute_or_empty("is"), date(role, "from"), date(role, "to")});
    }
    made_->persons_.push_back(std::move(person));
  }

  void read_order(const Element& order) {
    made_->order_of_ = order.attribute_or_empty("of");
    made_->order_cite_ = order.attribute_or_empty("cite");
    made_->order_decision_ = order.attribute_or_empty("decision");
    const std::string path = order.attribute_or_empty("table");
    const dmn::Model* table = tables_(path);
    if (table == nullptr) {
      diagnostics_.error("unknown-table", order.attribute_position("table"),
                         "expected a DMN file that is loaded, found '" + path + "'",
                         made_->order_cite_);
    } else if (!table->has_decision(made_->order_decision_)) {
      diagnostics_.error("unknown-decision", order.attribute_position("decision"),
                         "expected a decision of '" + path + "', found '" + made_->order_decision_ +
                             "'" + suggestion(made_->order_decision_, table->decisions()),
                         made_->order_cite_);
    } else {
      made_->order_table_ = *table;
    }
    for (const Element& element : children(order, "clause")) {
      Organisation::Clause clause{element.attribute_or_empty("id"),
                                  element.attribute_or_empty("cite"),
                                  words(element.attribute_or_empty("acts")),
                                  {}};
      for (const Element& to : children(element, "to")) {
        clause.grants.push_back(
            {to.attribute_or_empty("person"), date(to, "from"), date(to, "to")});
      }
      made_->clauses_.push_back(std::move(clause));
    }
  }

  const Organisation::Tables& tables_;
  Diagnostics& diagnostics_;
  std::shared_ptr<Organisation> made_;
};

Result<std::shared_ptr<const Organisation>> Organisation::load(const xml::Document& document,
                                                               const Tables& tables,
                                                               Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  std::shared_ptr<const Organisation> made =
      OrganisationLoader(tables, diagnostics).load(document.root());
  if (diagnostics.error_count() > errors_before) return diagnostics.to_error();
  return made;
}

std::string Organisation::generic(const std::string& local) const {
  const auto found = generic_.find(local);
  return found == generic_.end() ? local : found->second;
}

std::optional<Actor> Organisation::find(std::string_view account_or_id, Date day) const {
  for (const Body& body : bodies_) {
    if (body.id != account_or_id) continue;
    return Actor{body.id,
                 body.name,
                 true,
                 body.seats,
                 {{std::string(kBodyRole), generic(std::string(kBodyRole))}}};
  }
  for (const Person& person : persons_) {
    const bool by_account = std::find(person.accounts.begin(), person.accounts.end(),
                                      account_or_id) != person.accounts.end();
    if (person.id != account_or_id && !by_account) continue;
    Actor actor{person.id, person.name, false, 0, {}};
    for (const DatedRole& role : person.roles) {
      if (within(role.from, role.to, day)) actor.roles.push_back({role.name, generic(role.name)});
    }
    return actor;
  }
  return std::nullopt;
}

bool Organisation::has_role(std::string_view role) const {
  const auto bears = [&](const DatedRole& held) {
    return held.name == role || generic(held.name) == role;
  };
  return std::any_of(persons_.begin(), persons_.end(), [&](const Person& person) {
    return std::any_of(person.roles.begin(), person.roles.end(), bears);
  });
}

Result<std::string> Organisation::clause_by_table(const ActType& type, const Context& data,
                                                  bool& for_board) const {
  if (!order_table_) return std::string();
  Context inputs = data;
  inputs.set("matter", Value(type.str()));
  LAGRUM_ASSIGN(const dmn::Decided decided,
                order_table_->evaluate(order_decision_, inputs, feel::Environment{}));
  for_board = decided.value == Value(kBodyRole);
  for (const dmn::AppliedRule& rule : decided.rules) {
    for (const auto& [name, text] : rule.annotations) {
      if (name == "clause" && text != "-") return text;
    }
  }
  return std::string();
}

Result<DelegationAnswer> Organisation::delegation(const Actor& actor, const ActType& type,
                                                  const Context& data, Date day) const {
  DelegationAnswer answer;
  answer.provision = order_cite_;
  if (actor.body) return answer;
  std::vector<const Clause*> covering;
  for (const Clause& clause : clauses_) {
    if (std::find(clause.acts.begin(), clause.acts.end(), type.str()) != clause.acts.end())
      covering.push_back(&clause);
  }
  answer.needed = !covering.empty();
  if (!answer.needed) return answer;
  bool for_board = false;
  LAGRUM_ASSIGN(const std::string named, clause_by_table(type, data, for_board));
  if (for_board) {
    answer.why = "the order leaves this matter with '" + order_of_ + "'";
    return answer;
  }
  const Value* claimed = data.find("clause");
  for (const Clause* clause : covering) {
    if (!named.empty() && clause->id != named) continue;
    if (claimed != nullptr && claimed->string() != nullptr && *claimed->string() != clause->id)
      continue;
    for (const Grant& grant : clause->grants) {
      if (grant.person != actor.id || !within(grant.from, grant.to, day)) continue;
      answer.held = Delegation{clause->id, clause->cite, grant.from.value_or(day), order_of_};
      return answer;
    }
  }
  answer.why = "'" + actor.id + "' holds no delegation" +
               (named.empty() ? std::string() : " under clause " + named);
  return answer;
}

}  // namespace lagrum::cases
