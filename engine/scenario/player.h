#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cases/files.h"
#include "cases/workspace_state.h"
#include "lagrum/engine.h"
#include "lagrum/intake.h"
#include "lagrum/scenario.h"

namespace lagrum::scenario {

inline constexpr int kContinuesMax = 16;  ///< how deep one story may stand on another

/// What an attribute says; empty where it is not written.
inline std::string text_at(const xml::Element& element, std::string_view name) {
  return element.attribute_or_empty(name);
}

/// Plays the steps of one story, with those it continues, on one engine. Belongs to one run.
class Player {
 public:
  Player(const Workspace& workspace, const Surroundings& surroundings, Diagnostics& diagnostics)
      : workspace_(workspace), surroundings_(surroundings), diagnostics_(diagnostics) {}

  Result<Report> play(const std::string& path);

 private:
  Result<std::string> bytes_of(const std::string& path, const Position& place) const;
  Result<xml::Document> read(const std::string& path, const Position& place);
  Status prepare(const xml::Document& document);
  Status play_until(const xml::Document& document, const std::string& mark, int depth);
  Status play_moment(const xml::Element& at);
  Status pass_time(Instant until);

  Status arrives(const xml::Element& step);
  Status does(const xml::Element& step);
  Status records(const xml::Element& step);
  Status tries(const xml::Element& step);
  Status then(const xml::Element& step);

  Result<Command> command(const xml::Element& step, const std::string& event);
  Status take_file(const xml::Element& step, Command& command);
  Status read_values(const xml::Element& step, Command& command) const;
  Result<Value> value(const xml::Element& with, const feel::Type& type) const;
  Status read_documents(const xml::Element& step, Command& command) const;
  Result<Answer> execute(const xml::Element& step, const Command& command);
  void compare_warnings(const xml::Element& step, const Answer& answer, bool exactly);
  void compare_arrival(const xml::Element& step, const Answer& answer);

  bool knows_party(const xml::Element& expected, const CaseView& view);
  void check_phase(const xml::Element& expected, const CaseView& view);
  void check_state(const xml::Element& expected, const CaseView& view);
  void check_clock(const xml::Element& expected, const CaseView& view);
  void check_duty(const xml::Element& expected, const CaseView& view);
  void check_verdict(const xml::Element& expected, const CaseView& view);
  void check_act(const xml::Element& expected, const CaseView& view);
  void check_archive(const xml::Element& expected, const CaseView& view);

  void fail(const xml::Element& at, std::string message);
  void tell(const std::string& line) { report_.log.push_back(line); }
  Result<Instant> instant(std::string_view local) const;
  const cases::Workflow& workflow() const { return *workflow_; }

  const Workspace& workspace_;
  const Surroundings& surroundings_;
  Diagnostics& diagnostics_;
  Report report_;
  std::string folder_of_;
  const cases::Workflow* workflow_ = nullptr;
  std::optional<intake::Mapping> mapping_;
  std::unique_ptr<Store> store_;
  std::optional<Engine> engine_;
  CaseId case_;
  Instant now_{};
  std::uint64_t commands_ = 0;
};

}  // namespace lagrum::scenario
