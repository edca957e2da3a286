#pragma once

#include <streambuf>
#include <string>
#include <string_view>

namespace lagrum::cli {

/// The text as it may be printed: control characters other than line breaks and tabs (C0, DEL, C1),
/// marks that turn the direction of writing, and bytes that are no UTF-8 are shown as \u001b and so
/// on, which JSON reads as the same. Marks of colour_mark() become the colour.
std::string printable(std::string_view text);

/// The mark of a terminal colour that the command itself sets; a byte that is in no UTF-8 text, so
/// that data cannot bring one.
std::string colour_mark(std::string_view colour);

/// Between a stream and what it wrote to: everything that is printed goes through printable().
class PrintableBuffer final : public std::streambuf {
 public:
  explicit PrintableBuffer(std::ostream& stream);
  ~PrintableBuffer() override;
  PrintableBuffer(const PrintableBuffer&) = delete;
  PrintableBuffer& operator=(const PrintableBuffer&) = delete;

 private:
  int_type overflow(int_type character) override;
  std::streamsize xsputn(const char* text, std::streamsize size) override;
  int sync() override;

  std::ostream& stream_;
  std::streambuf* to_;
  std::string waiting_;
};

}  // namespace lagrum::cli
