#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "lagrum/result.h"

namespace lagrum::messages {

inline constexpr std::string_view kReceiptEnding = ".receipt.xml";
inline constexpr std::string_view kSentFolder = "sent";
inline constexpr std::string_view kSettledFolder = "settled";
inline constexpr std::string_view kRefusedFolder = "refused";

/// Whether the id can be part of a file name: 1 to 128 of A-Z, a-z, 0-9, '.', '_', '-', without '.'
/// first and without the ending of receipts.
bool is_sound_id(std::string_view id);

/// Writes a file whole or not at all: to a temporary name beside, synced, renamed.
Status write_atomically(const std::filesystem::path& path, std::string_view bytes);
/// Makes the names in the folder durable.
Status sync_folder(const std::filesystem::path& folder);
/// Makes the folder where it is missing.
Status make_folder(const std::filesystem::path& folder);
/// Fails with kNotFound where there is no folder.
Status check_folder(const std::filesystem::path& folder);

/// The bytes of a plain file; links are not followed. Fails with kNotFound, kOutOfRange beyond
/// `bytes_max`, kInvalidArgument for what is no plain file.
Result<std::string> read_plain_file(const std::filesystem::path& path, std::size_t bytes_max);

/// An error of the system about that path, from errno.
Error failed(std::string_view what, const std::filesystem::path& path);

}  // namespace lagrum::messages
