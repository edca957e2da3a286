#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lagrum/case.h"
#include "lagrum/verify.h"

namespace lagrum::verify {

/// One thing that happens in a story, as a scenario file has it.
struct Scene {
  enum class Kind : std::uint8_t { kDoes, kArrives, kRecords, kTries, kThen };
  Kind kind = Kind::kDoes;
  LocalTime at{};
  Command command = {};
  std::vector<std::string> norms = {};  ///< that warn, refuse or are breached, by the kind
  std::string provision = {};           ///< kTries without norms: of the power that is lacking
  std::string note = {};                ///< for people; empty for none
  /// kThen: what must be so: elements with their attributes, in order.
  struct Claim {
    std::string element;
    std::vector<std::pair<std::string, std::string>> attributes;
  };
  std::vector<Claim> claims = {};
};

/// What stands above the scenes.
struct Heading {
  std::string workflow;
  std::string organisation;  ///< as seen from the file
  std::string document;      ///< a file that stands for documents that are brought, seen so too
  std::string title;
  Texts summary;
  std::vector<std::string> notes;  ///< above everything, one paragraph each
};

/// The scenes as a scenario file.
std::string script_of(const Heading& heading, const std::vector<Scene>& scenes);

/// `path` as seen from the file `base`.
std::string path_from(std::string_view base, std::string_view path);

}  // namespace lagrum::verify
