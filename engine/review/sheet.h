#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lagrum/review.h"
#include "review/outline.h"
#include "review/speech.h"

namespace lagrum::review {

/// The verdicts as a reviewer looks at them: first what must be looked at.
inline constexpr std::array kVerdictsInOrder = {
    verify::Verdict::kRefuted,        verify::Verdict::kInconclusive,
    verify::Verdict::kReliesOnBlock,  verify::Verdict::kRuntimeOnly,
    verify::Verdict::kVacuous,        verify::Verdict::kGated,
    verify::Verdict::kProvedIfTimely, verify::Verdict::kProved,
    verify::Verdict::kNotMapped};

/// A verdict with the norm that it is of.
struct Judged {
  const verify::NormResult* result = nullptr;
  std::size_t norm = 0;  ///< in the law
  std::string id;        ///< on the page; a second version of a norm has one of its own
};

/// All that the parts of a page are written from. Borrows everything.
struct Sheet {
  const Speech& speech;
  const Outline& outline;
  const Material& material;
  std::vector<Judged> norms;
  /// Acts that the workflow performs, or that the engine records because of them; by type, with the
  /// transitions that perform them.
  std::map<std::string, std::vector<Step>> acts;

  const verify::Report& report() const { return *material.report; }
  const law::Law& law() const { return speech.law(); }
  const cases::Workflow& workflow() const { return speech.workflow(); }
  bool performs(const law::ActSet& acts) const;
  /// Whether the norm was judged and speaks of what the workflow does.
  bool concerns(std::size_t norm) const;
};

Sheet sheet_of(const Speech& speech, const Outline& outline, const Material& material);

/// The parts of the page, in their order. Each writes a section with its heading.
void write_summary(const Sheet& sheet, Html& page);
void write_course(const Sheet& sheet, Html& page);
void write_acts(const Sheet& sheet, Html& page);
void write_matrix(const Sheet& sheet, Html& page);
void write_clocks(const Sheet& sheet, Html& page);
/// Which duties have a time, and whether its passing is a breach; without a heading of its own.
void write_duties(const Sheet& sheet, Html& page);
void write_people(const Sheet& sheet, Html& page);
void write_letters(const Sheet& sheet, Html& page);
void write_judgements(const Sheet& sheet, Html& page);
void write_uncertain(const Sheet& sheet, Html& page);
void write_stories(const Sheet& sheet, Html& page);

/// A file of the workspace; nothing where it cannot be read.
std::optional<xml::Document> read_document(const Material& material, const std::string& path);
/// The child elements of that name as a text in several languages.
Texts texts_in(const xml::Element& element, std::string_view local);

/// The head of a page that stands alone.
void write_head(const std::string& title, Html& page);
/// What an organisation calls its own roles.
std::map<std::string, Texts> roles_of(const std::optional<xml::Document>& organisation);

/// Opens a section of that name, which the table of contents leads to.
void open_section(const Sheet& sheet, std::string_view name, Html& page);
std::string verdict_name(verify::Verdict verdict, Language language);
/// The verdict as a badge.
Markup badge(verify::Verdict verdict, Language language);

}  // namespace lagrum::review
