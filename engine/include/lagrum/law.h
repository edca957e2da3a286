#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lagrum/json.h"
#include "lagrum/text.h"
#include "lagrum/xml.h"

/// Law as data: what one text of it says otherwise than another.
namespace lagrum::law {

enum class ChangeKind : std::uint8_t { kAdded, kRemoved, kChanged };

std::string_view to_string(ChangeKind kind);  ///< "added", "removed", "changed"

/// One part of a rule that is not what it was.
struct PartChange {
  std::string part;  ///< name of the attribute or element: "cite", "mode", "length", "unless", …
  Texts was;         ///< in words; empty for a part that is new
  Texts is;          ///< in words; empty for a part that is gone
};

/// A rule of a pack or calendar that is new, gone, or says something else.
struct RuleChange {
  ChangeKind kind = ChangeKind::kChanged;
  std::string file_id;  ///< of the pack or calendar
  std::string rule;     ///< its element: "norm", "clock", "ask", "act", "day", "law-pack", …
  std::string id;
  std::string cite;
  Texts title;
  Position source;                ///< where it stands, or stood
  std::vector<PartChange> parts;  ///< for kChanged, in the order of the text
};

/// What the packs and calendars among `now` say otherwise than those among `before`, rule by rule:
/// versions of a rule are held against the one that is valid from the same day, else in their
/// order. White space, comments and the order of rules say nothing. Other documents are passed
/// over. Thread-safe.
std::vector<RuleChange> diff(const std::vector<xml::Document>& before,
                             const std::vector<xml::Document>& now);

/// What each later version of a rule says otherwise than the one before it, by the days from which
/// they are valid; none for a rule of one version.
std::vector<RuleChange> versions_of(const std::vector<xml::Document>& documents,
                                    std::string_view id);

/// The changes as a lawyer reads them.
std::string to_text(const std::vector<RuleChange>& changes, Language language);
/// One change, on lines that each begin with `indent`.
std::string to_text(const RuleChange& change, Language language, const std::string& indent = {});
Json to_json(const RuleChange& change);

}  // namespace lagrum::law
