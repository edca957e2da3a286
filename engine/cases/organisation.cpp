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

/// The annotation of an order's table that names the clause, and what it says for none.
constexpr std::string_view kClause = "clause";
constexpr std::string_view kNoClause = "-";

}  // namespace

/// Reads the file; the schema has checked its shape, so that only what a schema cannot say is
/// checked here.
class OrganisationLoader {
 public:
  OrganisationLoader(const OrganisationContext& context, Diagnostics& diagnostics)
      : context_(context), diagnostics_(diagnostics), made_(std::make_shared<Organisation>()) {}

  std::shared_ptr<Organisation> load(const Element& root) {
    read_kind(root);
    if (const auto language = root.attribute(xml::kXmlNamespace, "lang"))
      made_->language_ = parse_language(*language);
    read_authority(root);
    made_->delegable_ = context_.delegable;
    for (const Element& map : children(root, "role-map")) read_role_map(map);
    for (const Element& body : children(root, "body")) read_body(body);
    for (const Element& unit : children(root, "unit"))
      made_->above_[unit.attribute_or_empty("id")] = unit.attribute_or_empty("under");
    for (const Element& unit : children(root, "unit")) check_unit(unit);
    for (const Element& person : children(root, "person")) read_person(person);
    check_accounts(root);
    for (const Element& order : children(root, "delegation-order")) read_order(order);
    for (const Element& order : children(root, "work-order")) check_work_order(order);
    return made_;
  }

 private:
  static std::vector<Element> children(const Element& owner, std::string_view local) {
    return owner.children(kOrganisationNamespace, local);
  }

  std::string title(const Element& owner) const {
    Texts texts;
    for (auto& [language, text] : xml::texts(owner, "title")) texts.set(language, text);
    return texts.in(made_->language_);
  }

  /// An attribute that names something unknown. What follows from it is that somebody may do less
  /// than was meant (a warning), or that a check is silent (an error).
  void unknown(Severity severity, std::string rule, const Element& element, std::string_view at,
               const std::string& expected, const std::string& found,
               const std::vector<std::string>& known) {
    diagnostics_.add({severity,
                      std::move(rule),
                      not_known(expected, found, known),
                      element.attribute_position(at),
                      {}});
  }

  void read_kind(const Element& root) {
    static const std::vector<std::string> kKinds = {"municipality", "region", "state"};
    made_->kind_ = root.attribute_or_empty("kind");
    if (contains(kKinds, made_->kind_)) return;
    unknown(Severity::kError, "unknown-kind", root, "kind", one_of(kKinds), made_->kind_, kKinds);
  }

  void read_authority(const Element& root) {
    made_->authority_.set("name", Value(title(root)));
    for (const Element& contact : children(root, "contact")) {
      for (const xml::Attribute& attribute : contact.attributes()) {
        made_->authority_.set(attribute.local, Value(attribute.value));
      }
    }
  }

  void read_role_map(const Element& map) {
    const std::string generic = map.attribute_or_empty("is");
    made_->generic_[map.attribute_or_empty("local")] = generic;
    check_role(map, generic, context_.roles);
  }

  void check_role(const Element& element, const std::string& role,
                  const std::vector<std::string>& known, std::string_view at = "is") {
    if (context_.roles.empty() || contains(known, role)) return;
    unknown(Severity::kWarning, "unknown-role", element, at,
            "a role that some workflow or pack speaks of", role, known);
  }

  std::optional<Date> date(const Element& element, std::string_view name) {
    const auto text = element.attribute(name);
    if (!text) return std::nullopt;
    const auto parsed = parse_date(*text);
    if (parsed && *parsed >= kFirstDay) return *parsed;
    diagnostics_.error(
        "bad-date", element.attribute_position(name),
        parsed ? "expected a day from " + to_string(kFirstDay) + " on, found " + std::string(*text)
               : parsed.error().message);
    return std::nullopt;
  }

  void read_body(const Element& element) {
    Organisation::Body body{element.attribute_or_empty("id"), title(element), 0, {}};
    const std::string seats = element.attribute_or_empty("members");
    std::from_chars(seats.data(), seats.data() + seats.size(), body.seats);
    for (const Element& remit : children(element, "remit")) {
      for (const std::string& workflow : words(remit.attribute_or_empty("workflow"))) {
        body.remit.insert(workflow);
        check_workflow(remit, workflow);
      }
    }
    made_->bodies_.push_back(std::move(body));
  }

  void check_workflow(const Element& remit, const std::string& workflow) {
    std::vector<std::string> known;
    for (const auto& [name, acts] : context_.delegable) known.push_back(name);
    if (known.empty() || contains(known, workflow)) return;
    unknown(Severity::kWarning, "unknown-workflow", remit, "workflow", "a workflow that is loaded",
            workflow, known);
  }

  std::vector<std::string> bodies() const {
    std::vector<std::string> ids;
    for (const Organisation::Body& body : made_->bodies_) ids.push_back(body.id);
    return ids;
  }

  std::vector<std::string> units_and_bodies() const {
    std::vector<std::string> ids = bodies();
    for (const auto& [id, above] : made_->above_) ids.push_back(id);
    return ids;
  }

  void check_unit(const Element& unit) {
    const std::string under = unit.attribute_or_empty("under");
    if (under.empty()) return;
    if (!contains(units_and_bodies(), under)) {
      unknown(Severity::kError, "unknown-unit", unit, "under", "a unit or body", under,
              units_and_bodies());
      return;
    }
    std::string at = under;
    for (std::size_t steps = 0; steps < made_->above_.size(); ++steps) {
      const auto above = made_->above_.find(at);
      if (above == made_->above_.end()) return;
      at = above->second;
    }
    if (at.empty()) return;
    diagnostics_.error("circular-unit", unit.attribute_position("under"),
                       "expected units that end under a body or under nothing, found '" +
                           unit.attribute_or_empty("id") + "' in a circle");
    made_->above_[unit.attribute_or_empty("id")].clear();
  }

  void read_person(const Element& element) {
    Organisation::Person person;
    person.id = element.attribute_or_empty("id");
    person.name = element.child(kOrganisationNamespace, "name").trimmed_text();
    for (const Element& account : children(element, "account"))
      person.accounts.push_back(account.attribute_or_empty("id"));
    for (const Element& role : children(element, "role")) person.roles.push_back(read_role(role));
    made_->persons_.push_back(std::move(person));
  }

  /// One person acts as another where an account leads to both, or bears the other's id.
  void check_accounts(const Element& root) {
    std::map<std::string, std::string> owners;  // of ids and accounts
    for (const Organisation::Body& body : made_->bodies_) owners.emplace(body.id, body.id);
    for (const Organisation::Person& person : made_->persons_) owners.emplace(person.id, person.id);
    for (const Element& person : children(root, "person")) {
      const std::string own = person.attribute_or_empty("id");
      for (const Element& account : children(person, "account")) {
        const std::string id = account.attribute_or_empty("id");
        if (id.empty()) {
          diagnostics_.error("shared-account", account.attribute_position("id"),
                             "expected an account of '" + own + "', found an empty one");
        }
        const std::string& owner = owners.emplace(id, own).first->second;
        if (owner == own) continue;
        diagnostics_.error("shared-account", account.position(),
                           "expected an account of '" + own + "' alone, found '" + id +
                               "', which is of '" + owner + "' too");
      }
    }
  }

  Organisation::DatedRole read_role(const Element& role) {
    std::vector<std::string> known = context_.roles;
    for (const auto& [local, generic] : made_->generic_) known.push_back(local);
    const std::string name = role.attribute_or_empty("is");
    check_role(role, name, known);
    const std::string in = role.attribute_or_empty("in");
    if (!contains(units_and_bodies(), in)) {
      unknown(Severity::kError, "unknown-unit", role, "in", "a unit or body", in,
              units_and_bodies());
    }
    return {name, in, date(role, "from"), date(role, "to")};
  }

  void read_order(const Element& element) {
    Organisation::Order order;
    order.of = element.attribute_or_empty("of");
    order.cite = element.attribute_or_empty("cite");
    order.decision = element.attribute_or_empty("decision");
    check_body(element, order.of);
    for (const Element& clause : children(element, "clause"))
      order.clauses.push_back(read_clause(clause));
    read_table(element, order);
    made_->orders_.push_back(std::move(order));
  }

  void check_body(const Element& order, const std::string& of) {
    const std::vector<std::string> known = bodies();
    if (!contains(known, of)) {
      unknown(Severity::kError, "unknown-body", order, "of", "a body of the organisation", of,
              known);
    }
    for (const Organisation::Order& other : made_->orders_) {
      if (other.of != of) continue;
      diagnostics_.error(
          "second-order", order.attribute_position("of"),
          "expected one delegation order for each body, found another of '" + of + "'");
    }
  }

  void read_table(const Element& element, Organisation::Order& order) {
    const std::string path = element.attribute_or_empty("table");
    const dmn::Model* table = context_.tables(path);
    if (table == nullptr) {
      diagnostics_.error("unknown-table", element.attribute_position("table"),
                         "expected a DMN file that is loaded, found '" + path + "'", order.cite);
    } else if (const auto decision = table->decision(order.decision)) {
      order.table = *decision;
      check_clauses(element, order);
    } else {
      diagnostics_.error("unknown-decision", element.attribute_position("decision"),
                         "expected a decision of '" + path + "', found '" + order.decision + "'" +
                             suggestion(order.decision, table->decisions()),
                         order.cite);
    }
  }

  /// A clause that the table names and the order lacks can be held by nobody.
  void check_clauses(const Element& element, const Organisation::Order& order) {
    std::vector<std::string> known;
    for (const Organisation::Clause& clause : order.clauses) known.push_back(clause.id);
    for (const std::string& named : order.table->annotations(kClause)) {
      if (named == kNoClause || contains(known, named)) continue;
      unknown(Severity::kError, "unknown-clause", element, "decision",
              "the clauses that '" + order.decision + "' names to stand in the order", named,
              known);
    }
  }

  /// True when a workflow is loaded that this organisation handles; what acts there are elsewhere
  /// is not known.
  bool knows_acts() const {
    return std::any_of(
        context_.delegable.begin(), context_.delegable.end(), [&](const auto& loaded) {
          return std::any_of(made_->bodies_.begin(), made_->bodies_.end(),
                             [&](const Organisation::Body& body) {
                               return made_->competent(body, WorkflowId(loaded.first));
                             });
        });
  }

  Organisation::Clause read_clause(const Element& element) {
    Organisation::Clause clause{element.attribute_or_empty("id"),
                                element.attribute_or_empty("cite"),
                                words(element.attribute_or_empty("acts")),
                                {}};
    for (const std::string& act : clause.acts) {
      if (!knows_acts() || contains(context_.acts, act)) continue;
      unknown(Severity::kError, "unknown-act", element, "acts", "an act of the packs", act,
              context_.acts);
    }
    for (const Element& to : children(element, "to")) {
      clause.grants.push_back({to.attribute_or_empty("person"), date(to, "from"), date(to, "to")});
      check_person(to, clause.grants.back().person);
    }
    return clause;
  }

  void check_person(const Element& to, const std::string& person) {
    std::vector<std::string> known;
    for (const Organisation::Person& each : made_->persons_) known.push_back(each.id);
    if (contains(known, person)) return;
    unknown(Severity::kError, "unknown-person", to, "person", "a person of the organisation",
            person, known);
  }

  /// Who takes which step is said twice, here and in the workflow: where the two differ one of them
  /// is wrong. Nothing is carried out by the order.
  void check_work_order(const Element& order) {
    const std::string workflow = order.attribute_or_empty("workflow");
    check_workflow(order, workflow);
    const auto offered = context_.steps.find(workflow);
    if (offered == context_.steps.end()) return;
    std::vector<std::string> events;
    for (const OfferedStep& step : offered->second)
      if (!step.roles.empty()) events.push_back(step.event);
    std::map<std::string, std::vector<std::string>> given;  // by event: roles
    for (const Element& step : children(order, "step")) {
      const std::vector<std::string> roles = words(step.attribute_or_empty("roles"));
      for (const std::string& role : roles) check_role(step, role, context_.roles, "roles");
      for (const std::string& event : words(step.attribute_or_empty("events"))) {
        std::vector<std::string>& all = given[event];
        all.insert(all.end(), roles.begin(), roles.end());
        if (!contains(events, event))
          unknown(Severity::kWarning, "step-missing", step, "events",
                  "a step that people may take in '" + workflow + "'", event, events);
      }
    }
    for (const OfferedStep& step : offered->second) check_step(step, given[step.event], order);
  }

  void check_step(const OfferedStep& step, const std::vector<std::string>& given,
                  const Element& order) {
    const auto differs = [&](const char* rule, const std::string& message) {
      diagnostics_.add(
          {Severity::kWarning, rule, message, step.position, order.attribute_or_empty("cite")});
    };
    for (const std::string& role : step.roles)
      if (!contains(given, role))
        differs("step-not-given", "expected '" + step.event +
                                      "' to be offered to those whom the work order gives it (" +
                                      comma_list(given) + "), found '" + role + "'");
    for (const std::string& role : given)
      if (!contains(step.roles, role))
        differs("step-withheld", "expected '" + step.event + "' to be offered to '" + role +
                                     "' as the work order says, found " + comma_list(step.roles));
  }

  const OrganisationContext& context_;
  Diagnostics& diagnostics_;
  std::shared_ptr<Organisation> made_;
};

Result<std::shared_ptr<const Organisation>> Organisation::load(const xml::Document& document,
                                                               const OrganisationContext& context,
                                                               Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  std::shared_ptr<const Organisation> made =
      OrganisationLoader(context, diagnostics).load(document.root());
  if (diagnostics.error_count() > errors_before) return diagnostics.to_error();
  return made;
}

std::string Organisation::generic(const std::string& local) const {
  const auto found = generic_.find(local);
  return found == generic_.end() ? local : found->second;
}

const Organisation::Body* Organisation::body(std::string_view id) const {
  const auto found =
      std::find_if(bodies_.begin(), bodies_.end(), [&](const Body& each) { return each.id == id; });
  return found == bodies_.end() ? nullptr : &*found;
}

bool Organisation::competent(const Body& body, const WorkflowId& workflow) {
  return body.remit.empty() || body.remit.contains(workflow.str());
}

bool Organisation::holds_in(std::string_view unit, const WorkflowId& workflow) const {
  std::string at(unit);
  for (auto above = above_.find(at); above != above_.end(); above = above_.find(at))
    at = above->second;
  const Body* own = body(at);
  if (own == nullptr || competent(*own, workflow)) return true;
  return std::none_of(bodies_.begin(), bodies_.end(),
                      [&](const Body& each) { return competent(each, workflow); });
}

std::optional<Actor> Organisation::find(std::string_view account_or_id, const WorkflowId& workflow,
                                        Date day) const {
  if (const Body* own = body(account_or_id)) {
    Actor actor{own->id, own->name, true, own->seats, {}};
    if (holds_in(own->id, workflow))
      actor.roles.push_back({std::string(kBodyRole), generic(std::string(kBodyRole))});
    return actor;
  }
  for (const Person& person : persons_) {
    const bool by_account = std::find(person.accounts.begin(), person.accounts.end(),
                                      account_or_id) != person.accounts.end();
    if (person.id != account_or_id && !by_account) continue;
    Actor actor{person.id, person.name, false, 0, {}};
    for (const DatedRole& role : person.roles) {
      if (within(role.from, role.to, day) && holds_in(role.in, workflow))
        actor.roles.push_back({role.name, generic(role.name)});
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

std::vector<std::string> Organisation::named(std::string_view name) const {
  std::vector<std::string> ids;
  for (const Person& person : persons_) {
    if (person.name == name) ids.push_back(person.id);
  }
  return ids;
}

std::vector<std::string> Organisation::people() const {
  std::vector<std::string> ids;
  for (const Person& person : persons_) ids.push_back(person.id);
  for (const Body& each : bodies_) ids.push_back(each.id);
  return ids;
}

const Organisation::Order* Organisation::order_for(const WorkflowId& workflow) const {
  for (const Order& order : orders_) {
    const Body* own = body(order.of);
    if (own != nullptr && competent(*own, workflow)) return &order;
  }
  return nullptr;
}

bool Organisation::is_delegable(const WorkflowId& workflow, const ActType& type) const {
  const auto acts = delegable_.find(workflow.str());
  return acts != delegable_.end() && acts->second.contains(type.str());
}

Result<std::string> Organisation::clause_by_table(const Order& order, const ActType& type,
                                                  const Context& data, bool& for_board) {
  if (!order.table) return std::string();
  Context inputs = data;
  inputs.set("matter", Value(type.str()));
  const dmn::Decided decided = order.table->evaluate(inputs, feel::Environment{});
  for_board = decided.value == Value(kBodyRole);
  for (const dmn::AppliedRule& rule : decided.rules) {
    for (const auto& [name, text] : rule.annotations) {
      if (name == kClause && text != kNoClause) return text;
    }
  }
  return std::string();
}

Result<DelegationAnswer> Organisation::delegation(const Actor& actor, const WorkflowId& workflow,
                                                  const ActType& type, const Context& data,
                                                  Date day) const {
  DelegationAnswer answer;
  if (actor.body || orders_.empty()) return answer;
  const Order* order = order_for(workflow);
  answer.provision = order != nullptr ? order->cite : orders_.front().cite;
  const auto covers = [&](const Order& each) {
    return std::any_of(each.clauses.begin(), each.clauses.end(), [&](const Clause& clause) {
      return std::find(clause.acts.begin(), clause.acts.end(), type.str()) != clause.acts.end();
    });
  };
  answer.needed =
      is_delegable(workflow, type) || std::any_of(orders_.begin(), orders_.end(), covers);
  if (!answer.needed) return answer;
  if (order == nullptr) {
    answer.why = "no delegation order covers the workflow '" + workflow.str() +
                 "': it is in the remit of no body that has one";
  } else if (!covers(*order)) {
    answer.why =
        "no clause covers '" + type.str() + "', which therefore stays with '" + order->of + "'";
  } else {
    LAGRUM_TRY(find_grant(*order, actor, type, data, day, answer));
  }
  return answer;
}

/// The grant that holds on the day, or why there is none.
Status Organisation::find_grant(const Order& order, const Actor& actor, const ActType& type,
                                const Context& data, Date day, DelegationAnswer& answer) {
  bool for_board = false;
  LAGRUM_ASSIGN(const std::string named, clause_by_table(order, type, data, for_board));
  if (for_board) {
    answer.why = "the order leaves this matter with '" + order.of + "'";
    return {};
  }
  const Value* claimed = data.find(kClause);
  const bool claims = claimed != nullptr && claimed->string() != nullptr;
  for (const Clause& clause : order.clauses) {
    if (std::find(clause.acts.begin(), clause.acts.end(), type.str()) == clause.acts.end())
      continue;
    if (!named.empty() && clause.id != named) continue;
    if (claims && *claimed->string() != clause.id) continue;
    for (const Grant& grant : clause.grants) {
      if (grant.person != actor.id || !within(grant.from, grant.to, day)) continue;
      answer.held = Delegation{clause.id, clause.cite, grant.from.value_or(day), order.of};
      return {};
    }
  }
  answer.why = "'" + actor.id + "' holds no delegation" +
               (named.empty() ? std::string() : " under clause " + named);
  return {};
}

}  // namespace lagrum::cases
