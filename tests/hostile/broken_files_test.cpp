// Workflows, law packs and what belongs to them, with one thing broken: the load says what and
// where.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "lagrum/intake.h"
#include "support/findings.h"
#include "support/house.h"
#include "support/seed.h"

namespace lagrum::test {
namespace {

constexpr std::size_t kMutations = 30;
constexpr std::size_t kMutationsLong = 5000;
constexpr std::chrono::seconds kLoadTimeMax{20};

const std::vector<SourceFile>& shipped() {
  static const std::vector<SourceFile> kFiles = shipped_sources();
  return kFiles;
}

struct Loaded {
  bool good = false;
  Diagnostics diagnostics;
};

/// Loads the shipped files with other bytes in one of them, and the mappings among them.
Loaded load_with(const std::string& name, const std::string& bytes) {
  Loaded loaded;
  std::vector<SourceFile> files = shipped();
  for (SourceFile& file : files) {
    if (file.name == name) file.bytes = bytes;
  }
  const auto workspace = Workspace::load(files, House::get().zones(), loaded.diagnostics);
  loaded.good = workspace.has_value();
  if (!workspace) return loaded;
  for (const xml::Document& document : workspace->mappings()) {
    loaded.good = intake::Mapping::load(document, loaded.diagnostics).has_value() && loaded.good;
  }
  return loaded;
}

constexpr const char* kContact = "workflows/se/kontakt/workflow.scxml";
constexpr const char* kDecisions = "workflows/se/serveringstillstand/decisions.dmn";
constexpr const char* kMapping = "workflows/se/serveringstillstand/mapping.xml";
constexpr const char* kOrganisation = "workflows/se/organisation.xml";
constexpr const char* kLetter = "workflows/se/kontakt/texts/answer.xml";
constexpr const char* kAlcohol = "workflows/law/se/alcohol.xml";
constexpr const char* kAdministrative = "workflows/law/se/administrative.xml";
constexpr const char* kCalendar = "workflows/law/se/calendar.xml";

/// One change: the first `what` becomes `with`. An empty `what` puts `with` in place of the whole
/// file.
struct BrokenRow {
  const char* name;
  const char* file;
  const char* what;
  const char* with;
  const char* message;  ///< part of one of the findings
};

void PrintTo(const BrokenRow& row, std::ostream* out) { *out << row.name; }

class BrokenFile : public testing::TestWithParam<BrokenRow> {};

TEST_P(BrokenFile, IsNamedWithItsPlaceAndFault) {
  ASSERT_TRUE(House::get().loaded());
  const BrokenRow& row = GetParam();
  std::string bytes = read_source(row.file).value();
  const std::string what = row.what;
  const std::size_t at = bytes.find(what);
  ASSERT_NE(at, std::string::npos) << "the file no longer holds what is to be broken";
  bytes.replace(what.empty() ? 0 : at, what.empty() ? bytes.size() : what.size(), row.with);

  const Loaded loaded = load_with(row.file, bytes);

  EXPECT_FALSE(loaded.good);
  ASSERT_TRUE(loaded.diagnostics.has_errors());
  EXPECT_TRUE(has_place(loaded.diagnostics, row.file)) << all_of(loaded.diagnostics);
  EXPECT_THAT(all_of(loaded.diagnostics), testing::HasSubstr(row.message));
}

TEST(ShippedFiles, LoadAsTheyAre) {
  const Loaded loaded = load_with(kMapping, read_source(kMapping).value());

  EXPECT_TRUE(loaded.good) << all_of(loaded.diagnostics);
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Workflow, BrokenFile, testing::Values(
    BrokenRow{"name_is_missing", kContact, R"(name="se.kontakt")", "", "name"},
    BrokenRow{"initial_state_is_misspelt", kContact, R"(initial="process")", R"(initial="proces")", "did you mean 'process'"},
    BrokenRow{"calendar_is_misspelt", kContact, R"(l:calendar="se")", R"(l:calendar="es")", "calendar"},
    BrokenRow{"decisions_are_missing", kContact, R"(l:decisions="types.dmn")", R"(l:decisions="type.dmn")", "DMN"},
    BrokenRow{"target_is_misspelt", kContact, R"(target="received")", R"(target="recieved")", "did you mean 'received'"},
    BrokenRow{"id_is_used_twice", kContact, R"(<state id="waiting"/>)", R"(<state id="waiting"/><state id="waiting"/>)", "waiting"},
    BrokenRow{"act_is_misspelt", kContact, R"(l:act type="note.made")", R"(l:act type="note.mad")", "did you mean 'note.made'"},
    BrokenRow{"attribute_of_an_act_is_misspelt", kContact, R"(<l:with name="observed_on"/>)", R"(<l:with name="observed_no"/>)", "observed_on"},
    BrokenRow{"element_of_ours_is_misspelt", kContact, "<l:fact name=\"case.kind\" expr='\"contact\"'/>", "<l:fakt name=\"case.kind\" expr='\"contact\"'/>", "fakt"},
    BrokenRow{"attribute_of_ours_is_misspelt", kContact, R"(l:version="1.0.0")", R"(l:versoin="1.0.0")", "versoin"},
    BrokenRow{"fact_is_misspelt", kContact, R"(name="case.regime")", R"(name="case.regimen")", "case.regimen"},
    BrokenRow{"expression_is_cut", kContact, R"(expr="if _event.data.contact != null then _event.data.contact else contact")", R"(expr="if _event.data.contact != null then")", "expected"},
    BrokenRow{"expression_reads_an_unknown_name", kContact, "else contact.subject", "else kontact.subject", "kontact"},
    BrokenRow{"phase_is_unknown", kContact, R"(l:phase="service")", R"(l:phase="servise")", "servise"},
    BrokenRow{"day_does_not_exist", kContact, R"(l:valid-from="2026-01-01")", R"(l:valid-from="2026-02-30")", "2026-02-30"},
    BrokenRow{"datamodel_is_another", kContact, R"(datamodel="feel")", R"(datamodel="ecmascript")", "ecmascript"},
    BrokenRow{"type_of_data_is_unknown", kContact, R"(l:type="Contact")", R"(l:type="Contacts")", "Contacts"},
    BrokenRow{"text_is_missing", kContact, R"(template="texts/answer")", R"(template="texts/anser")", "texts/anser"},
    BrokenRow{"tag_is_not_closed", kContact, "</l:payload>", "", "expected"},
    BrokenRow{"doctype_comes_in", kContact, "<scxml ", "<!DOCTYPE scxml [<!ENTITY a 'b'>]><scxml ", "DOCTYPE"},
    BrokenRow{"encoding_is_unknown", kContact, R"(encoding="UTF-8")", R"(encoding="KOI8-R")", "KOI8-R"},
    BrokenRow{"bytes_are_not_of_the_encoding", kContact, "Kontakt med kommunen", "Kontakt med \xff kommunen", "UTF-8"},
    BrokenRow{"prefix_is_not_declared", kContact, R"(xmlns:l="urn:lagrum:workflow:1")", "", "l"},
    BrokenRow{"file_is_empty", kContact, "", "", "expected"}),
    [](const testing::TestParamInfo<BrokenRow>& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(Law, BrokenFile, testing::Values(
    BrokenRow{"cite_is_missing", kAlcohol, R"( cite="SFS 2010:1622 8 kap. 11 §")", "", "cite"},
    BrokenRow{"pack_it_uses_is_misspelt", kAlcohol, R"(uses="se.administrative se.municipal")", R"(uses="se.administrative se.municipial")", "se.municip"},
    BrokenRow{"type_of_an_attribute_is_unknown", kAlcohol, R"(<with name="to" type="list"/>)", R"(<with name="to" type="lsit"/>)", "lsit"},
    BrokenRow{"norm_stands_twice", kAlcohol, "</law-pack>", R"(<norm id="se.alk.9.7" cite="x"/></law-pack>)", "expected"},
    BrokenRow{"answer_is_unknown", kAlcohol, R"(default="no")", R"(default="nay")", "nay"},
    BrokenRow{"act_is_declared_twice", kAlcohol, "</vocabulary>", R"(<act type="copies.sent"><title xml:lang="sv">a</title><title xml:lang="da">b</title><title xml:lang="en">c</title></act></vocabulary>)", "copies.sent"},
    BrokenRow{"element_is_unknown", kAlcohol, "<vocabulary>", "<vocabulari/><vocabulary>", "vocabulari"},
    BrokenRow{"mode_is_unknown", kAdministrative, R"(mode="enforce")", R"(mode="enforced")", "enforced"},
    BrokenRow{"file_is_cut", kAlcohol, "</law-pack>", "", "expected"},
    BrokenRow{"doctype_comes_in", kAlcohol, "<law-pack ", "<!DOCTYPE law-pack SYSTEM 'file:///etc/passwd'><law-pack ", "DOCTYPE"},
    BrokenRow{"holiday_does_not_exist", kCalendar, R"(fixed="01-06")", R"(fixed="13-06")", "13-06"},
    BrokenRow{"day_of_a_calendar_stands_twice", kCalendar, R"(id="se.epiphany")", R"(id="se.new-year")", "se.new-year"},
    BrokenRow{"zone_is_unknown", kCalendar, "Europe/Stockholm", "Europe/Stokholm", "Europe/Stokholm"}),
    [](const testing::TestParamInfo<BrokenRow>& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(Beside, BrokenFile, testing::Values(
    BrokenRow{"type_of_an_item_is_unknown", kDecisions, "<typeRef>time</typeRef>", "<typeRef>tiem</typeRef>", "tiem"},
    BrokenRow{"decisions_are_cut", kDecisions, "</definitions>", "", "expected"},
    BrokenRow{"form_of_a_value_is_unknown", kMapping, R"(as="organisation-number")", R"(as="organization-number")", "organization-number"},
    BrokenRow{"path_is_missing", kMapping, R"(<identity path="Header/FlowInstanceID"/>)", "<identity/>", "path"},
    BrokenRow{"event_is_missing", kMapping, R"(first="apply" )", "", "first"},
    BrokenRow{"expression_of_a_mapping_is_cut", kMapping, R"(expr="serving_until &lt; serving_from")", R"(expr="serving_until &lt;")", "expected"},
    BrokenRow{"value_of_a_text_is_unknown_markup", kLetter, R"(<value of="act.text"/>)", R"(<vlaue of="act.text"/>)", "vlaue"},
    BrokenRow{"text_has_no_id", kLetter, R"( id="answer")", "", "id"},
    BrokenRow{"unit_stands_twice", kOrganisation, R"(<unit id="registry")", R"(<unit id="permits")", "permits"}),
    [](const testing::TestParamInfo<BrokenRow>& row) { return row.param.name; });
// clang-format on

// --- random changes

/// The places where `mark` stands in `text`.
std::vector<std::size_t> places(const std::string& text, std::string_view mark) {
  std::vector<std::size_t> found;
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1))
    found.push_back(at);
  return found;
}

std::size_t one_of(const std::vector<std::size_t>& list, Chance& chance) {
  return list.empty() ? 0 : list[chance.below(list.size())];
}

/// From `at` up to and with the next `end`.
std::string span_at(const std::string& text, std::size_t at, std::string_view end) {
  const std::size_t stop = text.find(end, at + 1);
  return stop == std::string::npos ? std::string() : text.substr(at, stop + end.size() - at);
}

using Change = void (*)(std::string& text, Chance& chance);

void remove_attribute(std::string& text, Chance& chance) {
  const std::size_t value = one_of(places(text, "=\""), chance);
  const std::size_t begin = text.rfind(' ', value);
  const std::size_t end = text.find('"', value + 2);
  if (begin != std::string::npos && end != std::string::npos) text.erase(begin, end + 1 - begin);
}

void misspell_value(std::string& text, Chance& chance) {
  const std::size_t value = one_of(places(text, "=\""), chance) + 2;
  const std::size_t end = text.find('"', value);
  if (end != std::string::npos && end > value + 1)
    std::swap(text[value], text[value + chance.below(end - value)]);
}

void take_another_value(std::string& text, Chance& chance) {
  const std::vector<std::size_t> values = places(text, "=\"");
  const std::string other = span_at(text, one_of(values, chance) + 1, "\"");
  const std::size_t value = one_of(values, chance) + 1;
  text.replace(value, span_at(text, value, "\"").size(), other);
}

void misspell_element(std::string& text, Chance& chance) {
  text.insert(one_of(places(text, "<"), chance) + 1, "x");
}

void repeat_line(std::string& text, Chance& chance) {
  const std::size_t at = one_of(places(text, "\n"), chance);
  text.insert(at, span_at(text, at, "\n"));
}

void remove_line(std::string& text, Chance& chance) {
  const std::size_t at = one_of(places(text, "\n"), chance);
  text.erase(at, span_at(text, at, "\n").size());
}

void move_line(std::string& text, Chance& chance) {
  const std::vector<std::size_t> lines = places(text, "\n");
  const std::string line = span_at(text, one_of(lines, chance), "\n");
  text.insert(one_of(lines, chance), line);
}

void cut(std::string& text, Chance& chance) { text.resize(chance.below(text.size() + 1)); }

void flip_byte(std::string& text, Chance& chance) {
  if (!text.empty()) text[chance.below(text.size())] = static_cast<char>(chance.below(256));
}

void nest_deeply(std::string& text, Chance& chance) {
  const std::size_t at = one_of(places(text, "<"), chance);
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<a>";
  text.insert(at, deep);
}

void grow_expression(std::string& text, Chance& chance) {
  const std::size_t at = one_of(places(text, "expr=\""), chance) + 6;
  if (at < text.size()) text.insert(at, std::string(20'000, "(-[{"[chance.below(4)]));
}

void declare_doctype(std::string& text, Chance& chance) {
  text.insert(one_of(places(text, "<"), chance), "<!DOCTYPE a [<!ENTITY b \"c\">]>");
}

constexpr std::array<Change, 12> kChanges = {
    remove_attribute, misspell_value, take_another_value, misspell_element,
    repeat_line,      remove_line,    move_line,          cut,
    flip_byte,        nest_deeply,    grow_expression,    declare_doctype};

TEST(BrokenFiles, NeverBringTheLoadDownAndAreNamedWhereTheyAreRefused) {
  Chance chance;
  const std::size_t wanted = repetitions(kMutations, kMutationsLong);
  std::size_t refused = 0;

  for (std::size_t i = 0; i < wanted; ++i) {
    const SourceFile& file = shipped()[chance.below(shipped().size())];
    const std::size_t kind = chance.below(kChanges.size());
    std::string bytes = file.bytes;
    kChanges[kind](bytes, chance);
    SCOPED_TRACE(file.name + ", change " + std::to_string(kind) + ", round " + std::to_string(i));
    const auto begin = std::chrono::steady_clock::now();
    const Loaded loaded = load_with(file.name, bytes);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, kLoadTimeMax);
    EXPECT_EQ(loaded.good, !loaded.diagnostics.has_errors());
    if (loaded.good) continue;
    ++refused;
    EXPECT_TRUE(has_place(loaded.diagnostics)) << all_of(loaded.diagnostics);
  }

  EXPECT_GT(refused, wanted / 2);
}

}  // namespace
}  // namespace lagrum::test
