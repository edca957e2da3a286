#include "calendar/sentences.h"

#include <array>

namespace lagrum::calendar {
namespace {

/// One text in Swedish, Danish and English, in the order of Language.
using Row = std::array<std::string_view, kLanguages.size()>;

std::string_view in(Language language, const Row& row) {
  return row[static_cast<std::size_t>(language)];
}

/// In the order of Sentence.
constexpr std::array kSentences = {
    Row{"Börjar löpa {date}; dagen räknas inte med.", "Løber fra {date}; dagen regnes ikke med.",
        "Runs from {date}; that day is not counted."},
    Row{"Räknas bakåt från {date}; dagen räknas inte med.",
        "Regnes tilbage fra {date}; dagen regnes ikke med.",
        "Counted back from {date}; that day is not counted."},
    Row{"Ingen tid läggs till; slutdagen är {date}.", "Ingen tid lægges til; slutdagen er {date}.",
        "No time is added; the end is {date}."},
    Row{"{period} {direction} är {date}.", "{period} {direction} er {date}.",
        "Counting {period} {direction} leads to {date}."},
    Row{"{period} {direction}, där bara dagar i mängden ”{set}” räknas, är {date}.",
        "{period} {direction}, hvor kun dage i mængden »{set}« tælles, er {date}.",
        "Counting {period} {direction}, days of the set “{set}” alone, leads to {date}."},
    Row{"{period} {direction} är samma veckodag: {date}.",
        "{period} {direction} er samme ugedag: {date}.",
        "Counting {period} {direction} leads to the same weekday: {date}."},
    Row{"{period} {direction} är dagen med samma nummer: {date}.",
        "{period} {direction} er dagen med samme nummer: {date}.",
        "Counting {period} {direction} leads to the day of the same number: {date}."},
    Row{"{period} {direction} är en månad utan dag {number}; månadens sista dag gäller: {date}.",
        "{period} {direction} er en måned uden dag {number}; månedens sidste dag gælder: {date}.",
        "Counting {period} {direction} leads to a month without day {number}; its last day holds: "
        "{date}."},
    Row{"{period} {direction}, där en halv månad är femton dagar som räknas sist, är {date}.",
        "{period} {direction}, hvor en halv måned er femten dage, der tælles sidst, er {date}.",
        "Counting {period} {direction}, half a month as fifteen days that come last, leads to "
        "{date}."},
    Row{"Förlängs med {period}, lagda till tiden från startdagen: {date}.",
        "Forlænges med {period}, lagt til tiden fra startdagen: {date}.",
        "Extended by {period}, added to the time from the start: {date}."},
    Row{"Förlängs med {period} från slutdagen före flyttning: {date}.",
        "Forlænges med {period} fra slutdagen før flytning: {date}.",
        "Extended by {period} from the end before it moves: {date}."},
    Row{"Förlängs med {period} från den flyttade slutdagen: {date}.",
        "Forlænges med {period} fra den flyttede slutdag: {date}.",
        "Extended by {period} from the end after it moved: {date}."},
    Row{"Stod stilla i {period} ({days}); slutdagen blir {date}.",
        "Stod stille i {period} ({days}); slutdagen bliver {date}.",
        "Stood still for {period} ({days}); the end becomes {date}."},
    Row{"Står stilla efter {days}; gick tiden vidare genast vore slutdagen {date}.",
        "Står stille efter {days}; gik tiden straks videre, ville slutdagen være {date}.",
        "Stands still after {days}; had it gone on at once, the end would be {date}."},
    Row{"Stod stilla i {period} ({days}): {ground}. Slutdagen blir {date}.",
        "Stod stille i {period} ({days}): {ground}. Slutdagen bliver {date}.",
        "Stood still for {period} ({days}): {ground}. The end becomes {date}."},
    Row{"Står stilla efter {days}: {ground}. Gick tiden vidare genast vore slutdagen {date}.",
        "Står stille efter {days}: {ground}. Gik tiden straks videre, ville slutdagen være {date}.",
        "Stands still after {days}: {ground}. Had it gone on at once, the end would be {date}."},
    Row{"Tiden fram till {end} har för få dagar i mängden ”{set}”; den ska ha minst {number} och "
        "slutar {date}.",
        "Tiden frem til {end} har for få dage i mængden »{set}«; den skal have mindst {number} og "
        "ender {date}.",
        "The time up to {end} holds too few days of the set “{set}”; it has to hold {number} and "
        "ends on {date}."},
    Row{"Flyttas förbi {days} till {date}.", "Flyttes forbi {days} til {date}.",
        "Moves past {days} to {date}."},
    Row{"Sista dag är {date}; en åtgärd den dagen är i tid.",
        "Sidste dag er {date}; en handling den dag er rettidig.",
        "The last day is {date}; an act on that day is in time."},
    Row{"Får göras från och med {date}.", "Må ske fra og med {date}.",
        "May be done from {date} on."},
    Row{"Räknas som skett {date}.", "Anses for sket {date}.",
        "Counts as having happened on {date}."},
    Row{"Ska göras senast {date}; en åtgärd den dagen är i tid.",
        "Skal ske senest {date}; en handling den dag er rettidig.",
        "To be done by {date}; an act on that day is in time."},
    Row{"Tiden står stilla; någon slutdag finns ännu inte.",
        "Tiden står stille; der er endnu ingen slutdag.",
        "Time stands still; there is no end yet."},
    Row{"Börjar löpa {date} {time}.", "Løber fra {date} {time}.", "Runs from {date} {time}."},
    Row{"Räknas bakåt från {date} {time}.", "Regnes tilbage fra {date} {time}.",
        "Counted back from {date} {time}."},
    Row{"{period} {direction} är {date} {time}.", "{period} {direction} er {date} {time}.",
        "Counting {period} {direction} leads to {date} {time}."},
    Row{"{period} {direction}, där bara timmar på dagar i mängden ”{set}” räknas, är {date} "
        "{time}.",
        "{period} {direction}, hvor kun timer på dage i mængden »{set}« tælles, er {date} {time}.",
        "Counting {period} {direction}, hours on days of the set “{set}” alone, leads to {date} "
        "{time}."},
    Row{"Tiden går ut {date} {time}; en åtgärd dessförinnan är i tid.",
        "Fristen udløber {date} {time}; en handling forinden er rettidig.",
        "The time ends on {date} {time}; an act before that moment is in time."},
    Row{"Får göras från och med {date} {time}.", "Må ske fra og med {date} {time}.",
        "May be done from {date} {time} on."},
    Row{"Räknas som skett {date} {time}.", "Anses for sket {date} {time}.",
        "Counts as having happened on {date} {time}."},
};
static_assert(kSentences.size() == static_cast<std::size_t>(Sentence::kDueDeemedMoment) + 1);

constexpr Row kDate = {"{weekday} den {day} {month} {year}", "{weekday} den {day}. {month} {year}",
                       "{weekday} {day} {month} {year}"};

/// By C encoding: Sunday first.
constexpr std::array kDayNames = {
    Row{"söndagen", "søndag", "Sunday"},     Row{"måndagen", "mandag", "Monday"},
    Row{"tisdagen", "tirsdag", "Tuesday"},   Row{"onsdagen", "onsdag", "Wednesday"},
    Row{"torsdagen", "torsdag", "Thursday"}, Row{"fredagen", "fredag", "Friday"},
    Row{"lördagen", "lørdag", "Saturday"}};

constexpr std::array kMonths = {Row{"januari", "januar", "January"},
                                Row{"februari", "februar", "February"},
                                Row{"mars", "marts", "March"},
                                Row{"april", "april", "April"},
                                Row{"maj", "maj", "May"},
                                Row{"juni", "juni", "June"},
                                Row{"juli", "juli", "July"},
                                Row{"augusti", "august", "August"},
                                Row{"september", "september", "September"},
                                Row{"oktober", "oktober", "October"},
                                Row{"november", "november", "November"},
                                Row{"december", "december", "December"}};

struct UnitWords {
  Row one;
  Row many;
};
/// In the order of Unit.
constexpr std::array kUnits = {
    UnitWords{{"dag", "dag", "day"}, {"dagar", "dage", "days"}},
    UnitWords{{"vecka", "uge", "week"}, {"veckor", "uger", "weeks"}},
    UnitWords{{"månad", "måned", "month"}, {"månader", "måneder", "months"}},
    UnitWords{{"år", "år", "year"}, {"år", "år", "years"}},
    UnitWords{{"månad", "måned", "month"}, {"månader", "måneder", "months"}},
    UnitWords{{"timme", "time", "hour"}, {"timmar", "timer", "hours"}}};

constexpr Row kForward = {"framåt", "frem", "forward"};
constexpr Row kBack = {"bakåt", "tilbage", "back"};
constexpr Row kAnd = {" och ", " og ", " and "};
constexpr Row kInterpretation = {"tolkning", "fortolkning", "interpretation"};

std::string fill(std::string_view pattern, const Gaps& gaps) {
  std::string text;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    text += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = pattern.find('}', open);
    const auto gap = gaps.find(std::string(pattern.substr(open + 1, close - open - 1)));
    LAGRUM_CHECK(gap != gaps.end());
    text += gap->second;
    pattern.remove_prefix(close + 1);
  }
  return text;
}

}  // namespace

std::string in_words(Language language, Date date) {
  const std::chrono::year_month_day civil{date};
  const unsigned month = static_cast<unsigned>(civil.month());
  return fill(
      in(language, kDate),
      {{"weekday", std::string(in(language, kDayNames[std::chrono::weekday{date}.c_encoding()]))},
       {"day", std::to_string(static_cast<unsigned>(civil.day()))},
       {"month", std::string(in(language, kMonths[month - 1]))},
       {"year", std::to_string(static_cast<int>(civil.year()))}});
}

std::string in_words(Language language, const Period& period) {
  const UnitWords& words = kUnits[static_cast<std::size_t>(period.unit)];
  if (period.unit == Unit::kHalfMonths && period.count % 2 != 0) {
    const std::string_view point = language == Language::kEnglish ? "." : ",";
    std::string text = std::to_string(period.count / 2);
    return text.append(point).append("5 ").append(in(language, words.many));
  }
  return std::to_string(period.count) + " " +
         std::string(in(language, period.count == 1 ? words.one : words.many));
}

std::string time_in_words(Language language, int minutes) {
  constexpr Row kTime = {"kl. {hour}.{minute}", "kl. {hour}.{minute}", "at {hour}:{minute}"};
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return fill(in(language, kTime), {{"hour", two(minutes / 60)}, {"minute", two(minutes % 60)}});
}

std::string direction_in_words(Language language, bool back) {
  return std::string(in(language, back ? kBack : kForward));
}

std::string list_in_words(Language language, const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? in(language, kAnd) : std::string_view(", ");
    text += items[i];
  }
  return text;
}

std::string_view interpretation_in_words(Language language) {
  return in(language, kInterpretation);
}

Texts say(Sentence sentence, const std::function<Gaps(Language)>& gaps) {
  Texts texts;
  const Row& row = kSentences[static_cast<std::size_t>(sentence)];
  for (const Language language : kLanguages) {
    texts.set(std::string(to_string(language)), fill(in(language, row), gaps(language)));
  }
  return texts;
}

}  // namespace lagrum::calendar
