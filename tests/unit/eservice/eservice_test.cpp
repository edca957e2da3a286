#include "eservice/eservice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/shared.h"

namespace lagrum::eservice {
namespace {

using ::testing::HasSubstr;

const GeneralWorkflow kGeneral{WorkflowId("se.general"), "contact", "contact.again"};

std::string mapping_text(std::string_view id) {
  return "<mapping xmlns='urn:lagrum:mapping:1' id='" + std::string(id) +
         "' workflow='w' version='1'>"
         "<source root='FlowInstance' "
         "namespace='http://www.oeplatform.org/version/2.0/schemas/flowinstance'>"
         "<where path='Header/Flow/FamilyID' equals='8'/></source><identity "
         "path='Header/FlowInstanceID'/>"
         "<raises first='apply' again='supplement'/>"
         "<party role='applicant'><value to='name' path='Values/Vem/Value' "
         "required='true'/></party>"
         "<data into='application'><value to='seats' path='Values/Platser/Value' "
         "as='number'/></data>"
         "<ignore path='Header'/></mapping>";
}

intake::Mapping mapping(std::string_view id) {
  Diagnostics diagnostics;
  const auto document = xml::Document::parse(mapping_text(id), "m.xml");
  auto loaded = intake::Mapping::load(*document, diagnostics);
  EXPECT_TRUE(loaded) << (loaded ? "" : to_string(loaded.error()));
  return *loaded;
}

std::string file(std::string_view family, std::string_view values) {
  return "<FlowInstance "
         "xmlns='http://www.oeplatform.org/version/2.0/schemas/"
         "flowinstance'><Header><Flow><FamilyID>" +
         std::string(family) +
         "</FamilyID><Name>Ansökan</Name></Flow><FlowInstanceID>5</FlowInstanceID></"
         "Header><Values>" +
         std::string(values) + "</Values></FlowInstance>";
}

class Receive : public ::testing::Test {
 protected:
  Result<Arrival> receive(std::string_view bytes) {
    return eservice::receive(bytes, "a.xml", *parse_instant("2026-10-17T19:40:00Z"), mappings_,
                             kGeneral, diagnostics_);
  }

  std::vector<intake::Mapping> mappings_ = {mapping("m")};
  Diagnostics diagnostics_;
};

TEST_F(Receive, UsesTheMappingThatTakesTheFile) {
  const std::string bytes = file("8", "<Vem><Value>Åsa</Value></Vem>");

  const auto arrival = receive(bytes);

  ASSERT_TRUE(arrival) << to_string(arrival.error());
  EXPECT_EQ(arrival->workflow, WorkflowId("w"));
  EXPECT_EQ(arrival->mapping, "m@1");
  EXPECT_EQ(arrival->mapped.event_first, "apply");
  EXPECT_EQ(arrival->bytes, bytes);
  EXPECT_EQ(arrival->channel, "e-service");
  EXPECT_EQ(to_string(arrival->received), "2026-10-17T19:40:00.000Z");
}

TEST_F(Receive, MakesTheCommandThatOpensOrSupplements) {
  const auto arrival =
      receive(file("8", "<Vem><Value>Åsa</Value></Vem><Platser><Value>9</Value></Platser>"));
  ASSERT_TRUE(arrival) << to_string(arrival.error());

  const Command opens = to_command(*arrival, CaseId());
  const Command supplements = to_command(*arrival, CaseId("c-1"));

  EXPECT_EQ(opens.event, "apply");
  EXPECT_EQ(opens.workflow, WorkflowId("w"));
  EXPECT_EQ(opens.origin, Origin::kArrival);
  EXPECT_EQ(opens.now, arrival->received);
  EXPECT_EQ(*opens.data.find("application"), Value(Context{{"seats", Value::integer(9)}}));
  EXPECT_EQ(*opens.data.find("parties"),
            Value(List{Context{{"name", "Åsa"}, {"role", "applicant"}}}));
  ASSERT_EQ(opens.documents.size(), 1U);
  EXPECT_EQ(opens.documents[0].bytes, arrival->bytes);
  EXPECT_EQ(opens.matter, "m|w|" + arrival->mapped.identity);
  EXPECT_EQ(supplements.matter, "");
  EXPECT_EQ(supplements.event, "supplement");
  EXPECT_EQ(supplements.case_id, CaseId("c-1"));
  EXPECT_EQ(supplements.data.find("parties"), nullptr);
}

TEST_F(Receive, TakesAnUnknownFlowAsAContact) {
  const auto arrival = receive(file("9", ""));

  ASSERT_TRUE(arrival) << to_string(arrival.error());
  EXPECT_EQ(arrival->workflow, kGeneral.workflow);
  EXPECT_EQ(arrival->mapping, "");
  EXPECT_EQ(arrival->mapped.event_first, "contact");
  EXPECT_EQ(arrival->mapped.event_again, "contact.again");
  EXPECT_TRUE(diagnostics_.all().empty());
}

// SFS 2017:900 22 §: what reaches the authority has come in, also when a machine cannot read all of
// it.
TEST_F(Receive, LosesNoFileThatItsMappingFindsFaultsIn) {
  const auto arrival = receive(file("8", "<Platser><Value>många</Value></Platser>"));

  ASSERT_TRUE(arrival) << to_string(arrival.error());
  EXPECT_EQ(arrival->workflow, kGeneral.workflow);
  EXPECT_EQ(diagnostics_.error_count(), 2U);
}

TEST_F(Receive, RefusesWhatIsNoFileOfTheService) {
  EXPECT_THAT(receive("<!DOCTYPE html>\n<html lang=sv>").error().message,
              HasSubstr("found an HTML page"));
  EXPECT_THAT(receive("<menu/>").error().message, HasSubstr("found 'menu'"));
  EXPECT_THAT(receive("<FlowInstance").error().message, HasSubstr("well-formed"));
}

TEST_F(Receive, RefusesTwoMappingsForOneFile) {
  mappings_.push_back(mapping("n"));

  const auto arrival = receive(file("8", "<Vem><Value>Åsa</Value></Vem>"));

  ASSERT_FALSE(arrival);
  EXPECT_EQ(arrival.error().code, ErrorCode::kConflict);
  EXPECT_EQ(arrival.error().message, "expected one mapping for this file, found m and n");
}

TEST_F(Receive, SaysWhenAFileCannotBeOpened) {
  const auto arrival = receive_file("/nowhere/a.xml", Instant{}, mappings_, kGeneral, diagnostics_);

  ASSERT_FALSE(arrival);
  EXPECT_EQ(arrival.error().code, ErrorCode::kNotFound);
}

TEST_F(Receive, ReadsSharedSamplesFromDisk) {
  const auto shared = test::shared_dir();
  if (!shared) GTEST_SKIP() << "shared data not found: conformance/interop/openeplatform";
  const std::filesystem::path folder = *shared / "conformance/interop/openeplatform";

  const auto taken = receive_file((folder / "oep-integrator-case.xml").string(), Instant{},
                                  mappings_, kGeneral, diagnostics_);
  const auto page = receive_file((folder / "flow-instance.404.xml").string(), Instant{}, mappings_,
                                 kGeneral, diagnostics_);

  ASSERT_TRUE(taken) << to_string(taken.error());
  EXPECT_EQ(taken->file_name, "oep-integrator-case.xml");
  EXPECT_EQ(taken->mapped.identity, "235212");
  ASSERT_FALSE(page);
  EXPECT_THAT(page.error().message, HasSubstr("found an HTML page"));
}

}  // namespace
}  // namespace lagrum::eservice
