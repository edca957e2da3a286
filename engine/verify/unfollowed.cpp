#include "verify/unfollowed.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "verify/layout.h"
#include "verify/norm_parts.h"

namespace lagrum::verify {
namespace {

/// Gathers what is not followed of a norm and of what goes before it.
class Gathering {
 public:
  Gathering(const law::Law& law, const Aim& aim) : law_(law), aim_(aim) {}

  void add(std::size_t norm) {
    const Layout layout(law_, norm, aim_);
    for (const Layout::Watch& watch : layout.watches) add_norm(watch.norm);
    for (const auto& [clock, slot] : layout.clock_slots) add_clock(law_.clocks()[clock]);
    add_changes_before(norm);
  }

  Unfollowed done() && { return std::move(found_); }

 private:
  void add_norm(std::size_t index) {
    for_each_formula(law_.norms()[index], [&](const law::Formula& formula) { add(formula); });
  }

  void add_clock(const law::ClockDecl& clock) {
    for (const law::ClockStart& start : clock.starts) add(start.when);
    add(clock.that);
    for (const std::size_t version : law_.clocks_named(clock.id)) {
      const law::ClockDecl& each = law_.clocks()[version];
      note_change(each.id, each.valid_from, each.valid_to, each.valid_by);
    }
  }

  /// What is in force only later, or no longer then, may lift less than what holds at the
  /// beginning.
  // NOLINTNEXTLINE(misc-no-recursion): overrides come to an end, no ring of them is loaded
  void add_changes_before(std::size_t general) {
    for (const std::size_t index : law_.overriders(general)) {
      const law::Norm& norm = law_.norms()[index];
      note_change(norm.id, norm.valid_from, norm.valid_to, norm.valid_by);
      add_changes_before(index);
    }
  }

  void note_change(const std::string& id, const std::optional<Date>& from,
                   const std::optional<Date>& to, const std::string& by) {
    const bool by_beginning = by == "case.begun" || by == "begun";
    if (by_beginning) return;
    const bool by_other_day = !by.empty();
    if (from && (by_other_day || aim_.begun < *from))
      found_.changes.insert(id + " " + to_string(*from));
    if (to && (by_other_day || aim_.begun <= *to))
      found_.changes.insert(id + " " + to_string(*to + std::chrono::days{1}));
  }

  void add(const law::Formula& formula) {
    if (formula.empty()) return;
    constexpr std::array<std::string_view, 4> kWholes = {"act", "trigger", "case", "party"};
    const bool reads_whole = std::ranges::any_of(formula.reads(), [&](const std::string& path) {
      return std::ranges::find(kWholes, path) != kWholes.end();
    });
    const bool counts_people =
        formula.reads_attribute("persons") && formula.text().find("count(") != std::string::npos;
    if (reads_whole || counts_people) found_.expressions.insert(formula.text());
  }

  const law::Law& law_;
  const Aim& aim_;
  Unfollowed found_;
};

}  // namespace

Unfollowed unfollowed(const law::Law& law, std::size_t norm, Aim aim) {
  aim.lifting = Lifting::kAll;
  Gathering gathering(law, aim);
  gathering.add(norm);
  return std::move(gathering).done();
}

}  // namespace lagrum::verify
