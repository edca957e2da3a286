#include <lagrum/schemas.h>
#include <lagrum/time.h>
#include <lagrum/value.h>
#include <lagrum/xml.h>

#include <cstdio>

#include "sqlite/sqlite_store.h"

namespace {

bool expect(bool condition, const char* what) {
  if (!condition) std::fprintf(stderr, "expected %s\n", what);
  return condition;
}

}  // namespace

/// usage: stranger FILE. Uses something of each outside package behind the library, so that all of
/// them must be found.
int main(int count, char** arguments) {
  const auto date = lagrum::parse_date("2027-03-01");
  const auto document = lagrum::xml::Document::parse("<a/>", "a.xml");
  const auto number = lagrum::Decimal::parse("12.50");
  const auto schema = lagrum::schema_for("urn:lagrum:law:1");
  const auto store = lagrum::SqliteStore::open(count > 1 ? arguments[1] : "store.db");
  const bool good =
      expect(date.has_value(), "a date") && expect(document.has_value(), "a document") &&
      expect(number.has_value(), "a number") &&
      expect(lagrum::to_string(*number) == "12.5", "12.5") &&
      expect(schema.has_value(), "a schema for law packs") && expect(store.has_value(), "a store");
  return good ? 0 : 1;
}
