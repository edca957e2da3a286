#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/calendar.h"
#include "lagrum/diagnostic.h"
#include "lagrum/directory.h"
#include "lagrum/text.h"
#include "lagrum/time.h"
#include "lagrum/xml.h"

namespace lagrum {

/// A file as its bytes: the engine opens none itself. `name` is its path, with '/' between folders;
/// what files say of each other is relative to it.
struct SourceFile {
  std::string name;
  std::string bytes;
};

/// Everything that is loaded before cases run: calendars, law packs, workflows with their
/// decisions, texts, mappings, and the organisation. Immutable; may be shared between threads.
class Workspace {
 public:
  /// Whether a file may hold something to load, by its name: .xml, .scxml or .dmn.
  static bool takes(std::string_view name);
  /// Loads what the files hold, by their root elements; a file of another kind is a fault, unless a
  /// mapping takes it or a scenario brings it. All faults go to `diagnostics`, with positions; the
  /// error is their sum.
  static Result<Workspace> load(const std::vector<SourceFile>& files, const ZoneRules& zones,
                                Diagnostics& diagnostics);

  struct WorkflowInfo {
    std::string id;
    std::string version;
    Texts title;
    std::string file;
    std::vector<std::string> law;
    std::vector<std::string> events;
    std::vector<std::string> transitions;  ///< stable names, for coverage
  };
  std::vector<WorkflowInfo> workflows() const;

  /// A norm, clock or question as a lawyer reads it. Clocks and questions have no rank, mode,
  /// source and review; the title of a question is the question.
  struct NormInfo {
    std::string kind;  ///< norm, clock, ask
    std::string id;
    std::string pack;
    std::string pack_version;
    std::string cite;
    std::string rank;
    std::string mode;
    std::string source;
    std::string review;
    std::string valid_from;
    std::string valid_to;
    std::string guarantee;          ///< block, warn; empty for what never bars an act
    std::vector<std::string> acts;  ///< of a norm: which it speaks of, groups resolved; or "any"
    Texts title;
    Texts summary;
    std::vector<Texts> doubts;
    std::string file;
    std::uint32_t line = 0;
    std::string xml;  ///< as written
  };
  std::vector<NormInfo> norms() const;
  /// Norms, clocks and questions of all packs, each version of them, in the order of the text.
  std::vector<NormInfo> rules() const;
  /// Types of the acts that the packs declare, in order.
  std::vector<std::string> acts() const;

  const calendar::Calendar* calendar(std::string_view id) const;
  std::vector<std::string> calendars() const;
  /// The directory read from an organisation file of the workspace; null when there is none.
  std::shared_ptr<const Directory> organisation(std::string_view file) const;
  std::vector<std::string> organisations() const;
  /// Documents of the mapping namespace, for intake.
  const std::vector<xml::Document>& mappings() const;
  /// Documents of the log-mapping namespace, for audits of other systems' logs.
  const std::vector<xml::Document>& log_mappings() const;
  /// The law packs as documents.
  const std::vector<xml::Document>& packs() const;

  struct State;
  const std::shared_ptr<const State>& state() const { return state_; }

 private:
  explicit Workspace(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

}  // namespace lagrum
