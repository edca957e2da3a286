#include "calendar/sentences.h"
#include "lagrum/calendar.h"

namespace lagrum::calendar {

std::string Derivation::in(Language language) const {
  std::string text;
  for (const Step& step : steps) {
    std::string source = step.cite;
    if (step.interpretation) {
      source += (source.empty() ? "" : "; ") + std::string(interpretation_in_words(language));
    }
    text += step.text.in(language);
    if (!source.empty()) text += " (" + source + ")";
    text += '\n';
  }
  return text;
}

}  // namespace lagrum::calendar
