#pragma once

#include <string>
#include <vector>

#include "review/sheet.h"

namespace lagrum::review {

/// A drawing that stands in a page, with its size in points.
struct Drawing {
  Markup svg;
  double width = 0;
  double height = 0;
};

/// What a drawing program made, with nothing left of it but shapes and text, under a title that is
/// read aloud. `id` is unique on the page. kInvalidArgument for what is no SVG.
Result<Drawing> drawing_of(std::string_view svg, const std::string& id, std::string_view title);

/// Whether its type is at least 7 points high when it is as wide as a page of A4.
bool is_legible(const Drawing& drawing);

/// Pictures of a workflow: one of its phases, and of each phase as many as are needed for all to be
/// legible on paper. Without a drawing program there are none, and the page says so.
class Pictures {
 public:
  explicit Pictures(const Sheet& sheet) : sheet_(sheet) {}

  void write_overview(Html& page) const;
  void write_phase(const std::string& phase, Html& page) const;

 private:
  using Places = std::vector<const Place*>;

  std::vector<Places> parts_of(const Places& places) const;
  /// Whether anything leads from one place to another.
  bool has_arrows(const Places& places) const;
  void write_group(const Places& places, const std::string& title, Html& page) const;
  Result<Drawing> draw(const std::string& dot, const std::string& title) const;
  void write_figure(const Drawing& drawing, const std::string& title, Html& page) const;

  const Sheet& sheet_;
  mutable std::size_t drawn_ = 0;  ///< for ids
};

/// The graph of these states in DOT: each with its task, and what leads from one to another. What
/// leads out of them ends in a sign with the name of where it goes.
std::string dot_of(const Sheet& sheet, const std::vector<const Place*>& places, bool sideways);
/// The graph of the phases, with at most so many events on an arrow.
std::string dot_of_phases(const Sheet& sheet, std::size_t events_max);

}  // namespace lagrum::review
