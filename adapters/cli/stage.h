#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "cli/house.h"
#include "lagrum/scenario.h"

namespace lagrum::cli {

/// A folder for the stories' stores; gone with the object.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  Status made() const;
  std::filesystem::path file(std::size_t number) const;

 private:
  std::string folder_;
  bool made_ = false;
};

/// The signer of stories that leave nothing behind.
Result<std::unique_ptr<Signer>> throwaway_signer();

/// What scenarios run on: a store of its own for each, in the scratch folder, or the one store
/// kept.
scenario::Surroundings surroundings_of(House& house, const Scratch& scratch, const Signer& signer,
                                       bool kept);

/// Plays the story in the file; one that cannot be played has failed, like one that comes out
/// otherwise. Its report names the file as it was named here.
scenario::Report play(const std::string& file, const Workspace& workspace,
                      const scenario::Surroundings& surroundings);

}  // namespace lagrum::cli
