#include <algorithm>
#include <set>

#include "base/words.h"
#include "cases/organisation.h"
#include "review/sheet.h"
#include "review/walk.h"

namespace lagrum::review {
namespace {

/// The acts that are a board's own until it gives them away.
constexpr std::string_view kDelegableGroup = "delegable";

/// An event as the table shows it: what it does, and who may raise it.
struct EventRow {
  std::string name;
  std::string event;
  std::set<std::string> roles;
  std::set<std::string> acts;
};

class People {
 public:
  People(const Sheet& sheet, Html& page) : sheet_(sheet), speech_(sheet.speech), page_(page) {
    const auto& groups = sheet.law().vocabulary().groups;
    const auto group = groups.find(std::string(kDelegableGroup));
    if (group != groups.end()) delegable_ = group->second.acts;
    read_rows();
  }

  void write_table() {
    std::vector<std::string> columns = {speech_.say("people.event")};
    for (const std::string& role : roles_) columns.push_back(speech_.role(role));
    page_.table(speech_.say("people.caption"), columns, "people");
    page_.open("tbody");
    for (const EventRow& row : rows_) {
      Markup name = plain(row.name);
      if (is_decision(row))
        name = name + plain(" ") +
               element("span", speech_.say("people.decision"), {{"class", "decision"}});
      std::vector<Markup> cells = {name + plain(" ") + element("small", code(row.event))};
      for (const std::string& role : roles_)
        cells.push_back(
            row.roles.contains(role)
                ? element("span", "●", {{"role", "img"}, {"aria-label", speech_.role(role)}})
                : Markup{});
      page_.row(cells);
    }
    page_.close().close();
  }

  void write_decisions() {
    std::vector<Markup> acts;
    for (const auto& [type, steps] : sheet_.acts)
      if (delegable_.contains(type)) acts.push_back(speech_.act_link(type));
    page_.leaf("h3", speech_.say("people.decisions"));
    if (acts.empty())
      page_.leaf("p", speech_.say("people.no-decisions"));
    else
      page_.leaf("p", speech_.show("people.decisions-are", {{"acts", joined(acts, "; ")}}));
  }

  void write_barred() {
    page_.leaf("h3", speech_.say("people.barred"), {{"id", "barred"}});
    page_.leaf("p", speech_.say("people.barred-intro"));
    page_.open("ul");
    std::size_t told = 0;
    for (const Judged& judged : sheet_.norms) {
      const law::Norm& norm = sheet_.law().norms()[judged.norm];
      if (!asks_who(norm, sheet_.law()) || judged.result->alone == verify::Verdict::kNotMapped)
        continue;
      ++told;
      page_.leaf("li", link(judged.id, element("strong", speech_.of(norm.title))) +
                           plain(" (" + norm.cite + "): " + speech_.of(norm.summary) + " ") +
                           element("span", speech_.say("mode." + judged.result->mode),
                                   {{"class", "mode"}}));
    }
    if (told == 0) page_.leaf("li", speech_.say("people.barred-none"));
    page_.close();
  }

  void write_delegations() {
    const auto file = read_document(sheet_.material, sheet_.material.organisation);
    if (!file) return;
    page_.leaf("h3", speech_.say("people.delegations"));
    page_.leaf("p",
               speech_.show("people.delegations-of",
                            {{"authority", plain(speech_.of(texts_in(file->root(), "title")))}}));
    std::size_t orders = 0;
    const auto children = [&](const xml::Element& element, std::string_view local) {
      return element.children(cases::kOrganisationNamespace, local);
    };
    for (const xml::Element& order : children(file->root(), "delegation-order")) {
      if (!competent(file->root(), order.attribute_or_empty("of"))) continue;
      ++orders;
      page_.table(
          speech_.say("people.order",
                      {{"body", body_title(file->root(), order.attribute_or_empty("of"))},
                       {"cite", order.attribute_or_empty("cite")}}),
          {speech_.say("people.clause"), speech_.say("people.acts"), speech_.say("people.to")});
      page_.open("tbody");
      for (const xml::Element& clause : children(order, "clause")) {
        std::vector<Markup> acts;
        for (const std::string& act : words(clause.attribute_or_empty("acts")))
          acts.push_back(sheet_.acts.contains(act) ? speech_.act_link(act)
                                                   : plain(speech_.act(act)));
        std::vector<std::string> names;
        for (const xml::Element& to : children(clause, "to"))
          names.push_back(person(file->root(), to.attribute_or_empty("person")));
        page_.row(
            {plain(clause.attribute_or_empty("id") + ": " + speech_.of(texts_in(clause, "title"))) +
                 element("br", "") + element("small", clause.attribute_or_empty("cite")),
             joined(acts, "; "), plain(comma_list(names))});
      }
      page_.close().close();
    }
    if (orders == 0) page_.leaf("p", speech_.say("people.no-order"));
  }

 private:
  void read_rows() {
    for (const Place& place : sheet_.outline.places()) {
      for (const Step& step : place.steps) {
        if (step.info->roles.empty()) continue;
        EventRow row{speech_.event(*step.info), space_list(step.info->events), {}, {}};
        const auto known = std::find_if(rows_.begin(), rows_.end(), [&](const EventRow& each) {
          return each.event == row.event && each.name == row.name;
        });
        EventRow& kept = known == rows_.end() ? rows_.emplace_back(std::move(row)) : *known;
        for (const std::string& role : step.info->roles) {
          kept.roles.insert(role);
          if (!contains(roles_, role)) roles_.push_back(role);
        }
        for (const statechart::ActSpec& act : step.info->acts) kept.acts.insert(act.type);
      }
    }
  }

  bool is_decision(const EventRow& row) const {
    return std::any_of(row.acts.begin(), row.acts.end(),
                       [&](const std::string& act) { return delegable_.contains(act); });
  }

  /// Whether the body decides in this workflow; one without remit does in all.
  bool competent(const xml::Element& root, const std::string& body) const {
    for (const xml::Element& each : root.children(cases::kOrganisationNamespace, "body")) {
      if (each.attribute_or_empty("id") != body) continue;
      const auto remits = each.children(cases::kOrganisationNamespace, "remit");
      return remits.empty() ||
             std::any_of(remits.begin(), remits.end(), [&](const xml::Element& remit) {
               return contains(words(remit.attribute_or_empty("workflow")),
                               sheet_.workflow().chart.name());
             });
    }
    return false;
  }

  std::string body_title(const xml::Element& root, const std::string& body) const {
    for (const xml::Element& each : root.children(cases::kOrganisationNamespace, "body"))
      if (each.attribute_or_empty("id") == body) return speech_.of(texts_in(each, "title"));
    return body;
  }

  static std::string person(const xml::Element& root, const std::string& id) {
    for (const xml::Element& each : root.children(cases::kOrganisationNamespace, "person"))
      if (each.attribute_or_empty("id") == id)
        return each.child(cases::kOrganisationNamespace, "name").trimmed_text();
    return id;
  }

  const Sheet& sheet_;
  const Speech& speech_;
  Html& page_;
  std::set<std::string> delegable_;
  std::vector<EventRow> rows_;
  std::vector<std::string> roles_;
};

}  // namespace

void write_people(const Sheet& sheet, Html& page) {
  open_section(sheet, "people", page);
  page.leaf("p", sheet.speech.say("people.intro"));
  People people(sheet, page);
  people.write_table();
  people.write_decisions();
  people.write_barred();
  people.write_delegations();
  page.close();
}

}  // namespace lagrum::review
