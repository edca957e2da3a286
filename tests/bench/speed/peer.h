#pragma once

#include <string>
#include <vector>

#include "bench/speed/speed_table.h"

namespace lagrum::bench {

/// A program of somebody else's that is measured beside ours.
struct Peer {
  std::string name;
  std::string program;  ///< in the folder of the peers; a script of Node.js where it ends so
  std::string package;  ///< where it comes from; of a script the npm package that must be there
};

/// Whether it was built, or Node.js finds its package and can load it.
bool is_there(const Peer& peer);

/// The peer as a contender: it is started with the arguments and prints seconds for all `items`
/// together, its sum, and its version.
Contender contender_of(const Peer& peer, const std::vector<std::string>& arguments,
                       std::size_t items, int times_aim);

}  // namespace lagrum::bench
