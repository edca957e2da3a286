#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/house.h"

/// A next version of a shipped workflow, and a map to it.
namespace lagrum::test {

inline constexpr const char* kOldVersion = "workflows/se/kontakt/workflow.scxml";
inline constexpr const char* kNewVersion = "workflows/se/kontakt/workflow-1.1.scxml";
inline constexpr const char* kMap = "workflows/se/kontakt/migration-1.1.xml";

/// What the next version has otherwise: a state renamed, a data item renamed and one more.
inline constexpr std::pair<const char*, const char*> kNextVersionChanges[] = {
    {R"(l:version="1.0.0" l:valid-from="2026-01-01")",
     R"(l:version="1.1.0" l:valid-from="2026-11-10")"},
    {R"(<state id="received">)", R"(<state id="incoming">)"},
    {R"(initial="received")", R"(initial="incoming")"},
    {R"(target="received")", R"(target="incoming")"},
    {R"(<data id="contact" l:type="Contact" expr="{}"/>)",
     R"(<data id="form" l:type="Contact" expr="{}"/><data id="subject" l:type="string" expr='"none"'/>)"},
    {R"(location="contact")", R"(location="form")"},
    {"_event.data.contact else contact", "_event.data.contact else form"},
    {"else contact.subject", "else form.subject"}};

inline constexpr const char* kMapText =
    R"(<migration xmlns="urn:lagrum:migration:1" workflow="se.kontakt" from="1.0.0" to="1.1.0">
  <state from="received" to="incoming"/>
  <data to="form" from="contact"/>
  <data to="subject" expr='"before 1.1"'/>
</migration>
)";

inline void replace_all(std::string& text, const std::string& what, const std::string& instead) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += instead.size())
    text.replace(at, what.size(), instead);
}

/// The files of the workflow with the next version and a map; without the map where `map` is empty.
/// The test fails where the workflow has become another.
inline std::vector<SourceFile> sources_with_next_version(const std::string& map) {
  std::vector<SourceFile> files = sources_around("kontakt");
  std::string next = read_source(kOldVersion).value();
  for (const auto& [what, instead] : kNextVersionChanges) {
    EXPECT_NE(next.find(what), std::string::npos) << what;
    replace_all(next, what, instead);
  }
  files.push_back({kNewVersion, std::move(next)});
  if (!map.empty()) files.push_back({kMap, map});
  return files;
}

}  // namespace lagrum::test
