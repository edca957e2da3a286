#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace lagrum {

/// A name of one kind; names of different kinds do not mix. Construction is explicit.
template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(std::string value) : value_(std::move(value)) {}
  explicit Id(std::string_view value) : value_(value) {}
  explicit Id(const char* value) : value_(value) {}

  const std::string& str() const { return value_; }
  bool empty() const { return value_.empty(); }

  friend bool operator==(const Id&, const Id&) = default;
  friend std::strong_ordering operator<=>(const Id& a, const Id& b) {
    return a.value_.compare(b.value_) <=> 0;
  }

 private:
  std::string value_;
};

using CaseId = Id<struct CaseTag>;          ///< one case of one authority
using PartyId = Id<struct PartyTag>;        ///< a party within a case
using PersonId = Id<struct PersonTag>;      ///< a human being, whatever account is used
using ActType = Id<struct ActTypeTag>;      ///< a legal act of the vocabulary, a dotted name
using NormId = Id<struct NormTag>;          ///< full id: "xx.act.25.told"
using ClockId = Id<struct ClockTag>;        ///< full id: "xx.act.44.appeal"
using WorkflowId = Id<struct WorkflowTag>;  ///< "xx.licence"
using CommandId = Id<struct CommandTag>;    ///< UUID chosen by the caller

/// Position of an entry in the authority's log, from 0. It is also the leaf index of the Merkle
/// tree.
struct LogIndex {
  std::uint64_t value = 0;
  friend auto operator<=>(const LogIndex&, const LogIndex&) = default;
};

}  // namespace lagrum

template <class Tag>
struct std::hash<lagrum::Id<Tag>> {
  std::size_t operator()(const lagrum::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.str());
  }
};
