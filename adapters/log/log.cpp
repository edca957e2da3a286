#include "log/log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/ostream_sink.h>

#include <algorithm>
#include <exception>
#include <set>

namespace lagrum::log {
namespace {

constexpr std::size_t kWordSizeMax = 80;
constexpr const char* kPattern = "%Y-%m-%dT%H:%M:%S.%eZ %l %v";

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_id_character(char c) {
  constexpr std::string_view kPunctuation = ".:@/_-";
  return is_alphanumeric(c) || kPunctuation.find(c) != std::string_view::npos;
}

/// The id as it stands where it is one, else "?", so that nobody's text can pass for one.
std::string id_of(std::string_view text) {
  const bool sound = !text.empty() && text.size() <= kWordSizeMax &&
                     std::all_of(text.begin(), text.end(), is_id_character);
  return sound ? std::string(text) : "?";
}

/// A citation in quotes, without what could end them or the line.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text.substr(0, kWordSizeMax)) {
    const auto byte = static_cast<unsigned char>(c);
    result += byte < 0x20 || byte == 0x7F || c == '"' || c == '\\' ? '?' : c;
  }
  return result + '"';
}

/// Ids parted by commas, each once, in order.
class Ids {
 public:
  void add(std::string_view text) { ids_.insert(id_of(text)); }
  bool empty() const { return ids_.empty(); }
  std::string text() const {
    std::string text;
    for (const std::string& id : ids_) text += (text.empty() ? "" : ",") + id;
    return text;
  }

 private:
  std::set<std::string> ids_;
};

std::string to_line(const Answer& answer) {
  Ids norms;
  for (const Objection& objection : answer.objections) norms.add(objection.norm);
  Ids acts;
  for (const Answer::Done& act : answer.acts) {
    acts.add(act.type);
    if (!act.by_norm.empty()) norms.add(act.by_norm);
  }
  std::string line = "answer outcome=" + std::string(to_string(answer.outcome));
  line += " case=" + id_of(answer.case_id.str());
  if (answer.entry) line += " entry=" + std::to_string(answer.entry->value);
  if (!answer.phase.empty()) line += " phase=" + id_of(answer.phase);
  if (!norms.empty()) line += " norms=" + norms.text();
  if (!acts.empty()) line += " acts=" + acts.text();
  if (!answer.provision.empty()) line += " provision=" + quoted(answer.provision);
  if (answer.repeated) line += " repeated=true";
  return line;
}

}  // namespace

struct Log::Impl {
  explicit Impl(spdlog::sink_ptr sink) : logger("lagrum", std::move(sink)) {
    logger.set_formatter(
        std::make_unique<spdlog::pattern_formatter>(kPattern, spdlog::pattern_time_type::utc));
    logger.flush_on(spdlog::level::info);
  }

  /// As text, never as a format string.
  void write(spdlog::level::level_enum level, const std::string& line) {
    logger.log(level, spdlog::string_view_t(line.data(), line.size()));
  }

  spdlog::logger logger;
};

Log::Log(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Log::Log(Log&&) noexcept = default;
Log& Log::operator=(Log&&) noexcept = default;
Log::~Log() = default;

Result<Log> Log::to_file(const std::string& path) {
  try {
    return Log(std::make_unique<Impl>(std::make_shared<spdlog::sinks::basic_file_sink_st>(path)));
  } catch (const std::exception& thrown) {
    return Error{ErrorCode::kUnavailable,
                 std::string("expected a log that can be written, found: ") + thrown.what(),
                 Position{path, 0, 0},
                 {}};
  }
}

Log Log::to_stream(std::ostream& stream) {
  return Log(std::make_unique<Impl>(std::make_shared<spdlog::sinks::ostream_sink_st>(stream)));
}

void Log::answer(const Answer& answer) {
  const bool done = answer.outcome == Outcome::kDone;
  impl_->write(done ? spdlog::level::info : spdlog::level::warn, to_line(answer));
}

void Log::tick(const TickReport& report) {
  if (report.moments == 0 && report.failed.empty()) return;
  impl_->write(spdlog::level::info, "tick moments=" + std::to_string(report.moments) +
                                        " acts=" + std::to_string(report.acts) +
                                        " refused=" + std::to_string(report.refused) +
                                        " failed=" + std::to_string(report.failed.size()));
  for (const TickReport::Failed& failed : report.failed)
    impl_->write(spdlog::level::err, "still-due case=" + id_of(failed.case_id.str()) +
                                         " code=" + std::string(to_string(failed.error.code)));
}

void Log::error(const Error& error) {
  std::string line = "error code=" + std::string(to_string(error.code));
  if (error.source.line > 0) {
    line += " line=" + std::to_string(error.source.line) +
            " column=" + std::to_string(error.source.column);
  }
  if (!error.provision.empty()) line += " provision=" + quoted(error.provision);
  impl_->write(spdlog::level::err, line);
}

}  // namespace lagrum::log
