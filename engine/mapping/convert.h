#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feel/types.h"
#include "lagrum/result.h"
#include "lagrum/value.h"

namespace lagrum::intake {

enum class Conversion : std::uint8_t {
  kText,
  kTexts,               ///< all texts at the path, as a list
  kNumber,              ///< "120", "12.5", "12,5"; no grouping of digits
  kDate,                ///< "2027-02-16"
  kTime,                ///< "11:00", "11.00", "11:00:30"
  kChoice,              ///< one of the texts of the e-service, each standing for a value
  kOrganisationNumber,  ///< ten digits, written with or without hyphen; becomes the digits
};

/// "text", "organisation-number", …; kNotFound with a suggestion for anything else.
Result<Conversion> parse_conversion(std::string_view name);

/// How the text of an element becomes a value.
struct Converter {
  Conversion conversion = Conversion::kText;
  std::vector<std::pair<std::string, std::string>>
      cases;  ///< of a choice: text, and what it stands for
  /// Also asks that the last digit is the check digit of the nine before it (Luhn's sum). Off by
  /// default, as numbers of samples and of foreign bodies often lack a right one.
  bool check_digit = false;

  /// The type of the values. A choice whose cases all stand for true or false is a boolean.
  feel::Type type() const;
  /// The value of one trimmed, non-empty text. Fails with kInvalidArgument: "expected …, found …".
  Result<Value> value(std::string_view text) const;
};

/// True for a value that the e-service has hidden: asterisks only.
bool is_masked(std::string_view text);

/// 'text' in quotes, cut at a length that fits a message.
std::string in_quotes(std::string_view text);

}  // namespace lagrum::intake
