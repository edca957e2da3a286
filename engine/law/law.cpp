#include "law/law.h"

namespace lagrum::law {

const Law::ActIndex& Law::index(const ActType& type) const {
  const auto found = state_->by_act.find(type.str());
  return found == state_->by_act.end() ? state_->unmentioned : found->second;
}

const std::vector<std::size_t>& Law::versions(std::string_view norm) const {
  const auto found = state_->norms_by_id.find(norm);
  return found == state_->norms_by_id.end() ? kNoPositions : found->second;
}

const std::vector<std::size_t>& Law::clocks_named(std::string_view name) const {
  const auto found = state_->clocks_by_name.find(name);
  return found == state_->clocks_by_name.end() ? kNoPositions : found->second;
}

const ActDecl* Law::act(const ActType& type) const {
  const auto found = vocabulary().acts.find(type.str());
  return found == vocabulary().acts.end() ? nullptr : &found->second;
}

const ActSet* Law::acts_named(std::string_view name) const {
  const auto found = state_->acts_by_name.find(name);
  return found == state_->acts_by_name.end() ? nullptr : &found->second;
}

bool Law::regards_case(const ActType& type) const { return index(type).regards_case; }

std::string Law::moves(const Act& act) const {
  const ActDecl* declared = this->act(act.type);
  if (declared == nullptr || declared->moves.empty()) return {};
  const auto when = state_->moves_when.find(act.type.str());
  Frame frame;
  frame.act = frame.judged = &act;
  return when == state_->moves_when.end() || when->second.holds(frame) ? declared->moves
                                                                       : std::string();
}

bool Law::moves_for(const Act& act, const Context& party) const {
  const auto only = state_->moves_for.find(act.type.str());
  if (only == state_->moves_for.end()) return true;
  const Value data(party);
  Frame frame;
  frame.act = frame.judged = &act;
  frame.party_data = &data;
  return only->second.holds(frame);
}

const ActDecl* Law::act_with(ActRole role) const {
  const auto found = state_->acts_by_role.find(role);
  return found == state_->acts_by_role.end() ? nullptr : &vocabulary().acts.at(found->second);
}

std::string title_of(const Law& law, const ActType& type, Language language) {
  const ActDecl* act = law.act(type);
  if (act == nullptr || act->title.empty()) return type.str();
  return act->title.in(language);
}

}  // namespace lagrum::law
