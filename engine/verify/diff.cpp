#include <algorithm>
#include <array>

#include "lagrum/verify.h"

namespace lagrum::verify {
namespace {

/// How little a verdict promises; what is not there is promised least but for what is refuted.
constexpr std::array<std::pair<Verdict, int>, 9> kRanks = {{{Verdict::kProved, 0},
                                                            {Verdict::kGated, 1},
                                                            {Verdict::kProvedIfTimely, 1},
                                                            {Verdict::kRuntimeOnly, 2},
                                                            {Verdict::kReliesOnBlock, 3},
                                                            {Verdict::kVacuous, 4},
                                                            {Verdict::kNotMapped, 4},
                                                            {Verdict::kInconclusive, 5},
                                                            {Verdict::kRefuted, 6}}};

int rank_of(Verdict verdict) {
  return std::ranges::find(kRanks, verdict, &std::pair<Verdict, int>::first)->second;
}

/// The same version of the norm, or its only one.
const NormResult* find(const Report& report, const NormResult& norm) {
  const NormResult* only = nullptr;
  std::size_t versions = 0;
  for (const NormResult& each : report.norms) {
    if (each.norm != norm.norm) continue;
    if (each.valid_from == norm.valid_from) return &each;
    only = &each;
    ++versions;
  }
  return versions == 1 ? only : nullptr;
}

Moved moved_of(const NormResult* before, const NormResult* now) {
  const NormResult& either = now != nullptr ? *now : *before;
  Moved moved{either.norm, either.cite, either.title};
  if (before != nullptr) {
    moved.alone_before = before->alone;
    moved.enforced_before = before->enforced;
    moved.mode_before = before->mode;
  }
  if (now != nullptr) {
    moved.alone = now->alone;
    moved.enforced = now->enforced;
    moved.mode = now->mode;
    moved.now = *now;
  }
  if (now == nullptr) {
    moved.worse = true;
  } else if (before == nullptr) {
    moved.worse = now->enforced == Verdict::kRefuted || now->alone == Verdict::kInconclusive;
  } else {
    moved.worse = rank_of(now->alone) > rank_of(before->alone) ||
                  rank_of(now->enforced) > rank_of(before->enforced);
  }
  return moved;
}

std::string said_of(const std::optional<Verdict>& alone, const std::optional<Verdict>& enforced,
                    const std::string& mode, Language language) {
  if (!alone) return message(language, "verify.diff.absent");
  const auto name = [&](Verdict verdict) {
    return message(language, "verify.verdict." + std::string(to_string(verdict)));
  };
  std::string said = name(*alone);
  if (*enforced != *alone) said += " → " + name(*enforced);
  return said + " [" + mode + "]";
}

Json verdict_json(const std::optional<Verdict>& verdict) {
  return verdict ? Json(to_string(*verdict)) : Json(nullptr);
}

}  // namespace

std::vector<Moved> diff(const Report& before, const Report& now) {
  std::vector<Moved> moved;
  for (const NormResult& norm : now.norms) {
    const NormResult* old = find(before, norm);
    const bool same = old != nullptr && old->alone == norm.alone &&
                      old->enforced == norm.enforced && old->mode == norm.mode;
    if (!same) moved.push_back(moved_of(old, &norm));
  }
  for (const NormResult& norm : before.norms)
    if (find(now, norm) == nullptr) moved.push_back(moved_of(&norm, nullptr));
  return moved;
}

std::string text(const std::vector<Moved>& moved, Language language) {
  if (moved.empty()) return message(language, "verify.diff.none") + "\n";
  std::string told;
  for (const Moved& each : moved) {
    told += (each.worse ? "! " : "  ") + each.norm + "  " + each.title.in(language) + " (" +
            each.cite + ")\n    " +
            message(language, each.worse ? "verify.diff.worse" : "verify.diff.moved",
                    {{"before",
                      said_of(each.alone_before, each.enforced_before, each.mode_before, language)},
                     {"now", said_of(each.alone, each.enforced, each.mode, language)}}) +
            "\n";
    if (each.worse && each.alone) told += story(each.now, language);
  }
  const auto worse = std::ranges::count(moved, true, &Moved::worse);
  return told +
         message(language, "verify.diff.total",
                 {{"count", std::to_string(moved.size())}, {"worse", std::to_string(worse)}}) +
         "\n";
}

Json to_json(const Moved& moved) {
  return Json(Json::Object{{"norm", moved.norm},
                           {"cite", moved.cite},
                           {"alone_before", verdict_json(moved.alone_before)},
                           {"enforced_before", verdict_json(moved.enforced_before)},
                           {"mode_before", moved.mode_before},
                           {"alone", verdict_json(moved.alone)},
                           {"enforced", verdict_json(moved.enforced)},
                           {"mode", moved.mode},
                           {"worse", Json(moved.worse)}});
}

}  // namespace lagrum::verify
