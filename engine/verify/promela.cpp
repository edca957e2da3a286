#include "verify/promela.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace lagrum::verify {
namespace {

/// Numbers of a table that stand in one block of C: SPIN takes no longer ones than 64 KiB.
constexpr std::size_t kBlock = 4096;

/// A row that stands for its states one by one.
constexpr std::uint32_t kEach = kNoState - 1;

using Numbers = std::vector<std::uint32_t>;

/// Lists that are written down once and named by a number.
class Lists {
 public:
  std::uint32_t number_of(const Numbers& list) {
    const auto [place, is_new] =
        numbers_.try_emplace(list, static_cast<std::uint32_t>(numbers_.size()));
    if (is_new) {
      all_.insert(all_.end(), list.begin(), list.end());
      first_.push_back(static_cast<std::uint32_t>(all_.size()));
    }
    return place->second;
  }
  const Numbers& all() const { return all_; }
  const Numbers& first() const { return first_; }

 private:
  std::map<Numbers, std::uint32_t> numbers_;
  Numbers all_;
  Numbers first_ = {0};  // by list, and where the last ends
};

/// The bits of a state that are not the same in all, side by side.
class Packing {
 public:
  explicit Packing(const Steps& steps) : differing_(steps[0].size()) {
    for (std::uint32_t state = 1; state < steps.size(); ++state)
      for (std::size_t i = 0; i < differing_.size(); ++i)
        differing_[i] |= steps[state][i] ^ steps[0][i];
    differing_.back() |= 1;  // whether the case is at its end
    std::size_t bits = 0;
    for (const std::uint32_t word : differing_)
      for (std::uint32_t rest = word; rest != 0; rest &= rest - 1) ++bits;
    width_ = std::max<std::size_t>(1, (bits + 31) / 32);
  }

  std::size_t width() const { return width_; }
  Numbers operator()(Words state) const {
    Numbers packed(width_);
    std::size_t at = 0;
    for (std::size_t i = 0; i < state.size(); ++i) {
      for (std::uint32_t bit = 0; bit < 32; ++bit) {
        if ((differing_[i] >> bit & 1U) == 0) continue;
        packed[at / 32] |= (state[i] >> bit & 1U) << (at % 32);
        ++at;
      }
    }
    return packed;
  }

 private:
  World::State differing_;
  std::size_t width_ = 1;
};

/// What the tables are asked for. Keeps nothing of Search: what both had in common, SPIN could not
/// hold against it.
class Asked {
 public:
  Asked(Steps& steps, Observer& observer, std::size_t states_max)
      : steps_(steps),
        observer_(observer),
        states_max_(states_max),
        known_(observer.width()),
        start_(steps.number_of(Move{})) {
    known_.add(observer.initial());
  }

  /// Follows all commands, level by level, to the end of the level of the first breach; false where
  /// these are too many.
  bool follow() {
    for (const Steps::Edge& edge : steps_.from(kNoState, start_)) tell(0, command_of(edge));
    for (std::vector<Pair> level; !next_.empty() && !breached_;) {
      level.clear();
      std::swap(level, next_);
      for (const Pair& pair : level) look_at(pair);
      if (met_.size() > states_max_) return false;
    }
    return true;
  }

  std::string text(const std::string& about) const;

 private:
  struct Pair {
    std::uint32_t world;
    std::uint32_t known;
  };
  struct Command {
    std::uint32_t to;
    std::uint32_t question;
  };

  std::uint32_t question_of(std::uint32_t deed) {
    const Steps::Deed& done = steps_.deed(deed);
    const Move& move = steps_.move(done.move);
    const std::uint32_t awaited = move.kind == Move::Kind::kTime ? move.place + 1 : 0;
    const auto [place, is_new] = questions_.try_emplace(
        std::pair(done.label, awaited), static_cast<std::uint32_t>(questions_.size()));
    if (is_new) examples_.push_back(deed);
    return place->second;
  }
  Command command_of(const Steps::Edge& edge) { return {edge.to, question_of(edge.deed)}; }

  /// All that a move does in a state.
  std::vector<Command> commands_by(std::uint32_t world, std::uint32_t move) {
    moves_.insert(move);
    const Steps::Effects& effects = steps_.effects_of(world, move);
    const bool shared = effects.shared;
    const std::vector<Steps::Edge> edges =
        shared ? steps_.edges_by(effects, world, move) : steps_.directly(world, move);
    std::vector<Command> commands;
    for (const Steps::Edge& edge : edges) commands.push_back(command_of(edge));
    if (!shared) alone_[{move, world}] = commands;
    return commands;
  }

  const std::vector<Command>& commands_of(std::uint32_t world) {
    const auto [place, is_new] = commands_.try_emplace(world);
    if (!is_new) return place->second;
    std::vector<Move> moves = steps_.world().moves();
    std::set<std::uint32_t> numbers;
    for (const Move& move : moves) {
      if (move.kind != Move::Kind::kEngine || !observer_.ties(move.event))
        numbers.insert(steps_.number_of(move));
    }
    for (const Move& move : steps_.pending(world)) numbers.insert(steps_.number_of(move));
    for (const std::uint32_t move : numbers) {
      const std::vector<Command> more = commands_by(world, move);
      place->second.insert(place->second.end(), more.begin(), more.end());
    }
    return place->second;
  }

  const std::vector<Command>& commands_of(std::uint32_t world, const Move& time) {
    const std::uint32_t move = steps_.number_of(time);
    const auto [place, is_new] = by_time_.try_emplace(std::pair(world, move));
    if (is_new) place->second = commands_by(world, move);
    return place->second;
  }

  /// What is waited for there.
  const std::vector<Move>& awaited(std::uint32_t known) {
    const auto [place, is_new] = awaited_.try_emplace(known);
    if (is_new) place->second = observer_.awaited(known_[known]);
    return place->second;
  }

  /// What a command may mean: pairs of what the norm knows then and whether it is breached.
  const Numbers& meaning(std::uint32_t known, std::uint32_t question) {
    const auto [place, is_new] = meanings_.try_emplace(std::pair(known, question));
    if (!is_new) return place->second;
    const Steps::Deed& deed = steps_.deed(examples_[question]);
    const Label& label = steps_.label(deed.label);
    const Move& move = steps_.move(deed.move);
    std::set<std::pair<std::uint32_t, std::uint32_t>> meanings;
    Chooser chooser;
    do {
      Observer::State state(known_[known].begin(), known_[known].end());
      bool violated = false;
      if (move.kind == Move::Kind::kTime)
        violated = observer_.reach(state, move, label.facts, chooser).violated;
      const Said said = observer_.take(state, label.acts, label.facts, chooser);
      if (said.impossible) continue;
      violated = violated || said.violated;
      meanings.emplace(known_.add(state).first, violated ? 1 : 0);
    } while (chooser.next());
    for (const auto& [to, violated] : meanings) {
      place->second.push_back(to);
      place->second.push_back(violated);
    }
    return place->second;
  }

  std::size_t tell(std::uint32_t known, const Command& command) {
    const Numbers& meanings = meaning(known, command.question);
    for (std::size_t i = 0; i < meanings.size(); i += 2) {
      breached_ = breached_ || meanings[i + 1] != 0;
      if (met_.insert(std::uint64_t{command.to} << 32U | meanings[i]).second)
        next_.push_back({command.to, meanings[i]});
    }
    return meanings.size() / 2;
  }

  void look_at(const Pair& pair) {
    if (steps_.is_final(pair.world)) return;
    std::size_t ways = 0;
    for (const Command& command : commands_of(pair.world)) ways += tell(pair.known, command);
    for (const Move& time : awaited(pair.known))
      for (const Command& command : commands_of(pair.world, time))
        ways += tell(pair.known, command);
    ways_max_ = std::max(ways_max_, ways);
  }

  struct Tables;
  Tables tables() const;
  void add_rows(Tables& tables, const Packing& packed, std::uint32_t move) const;
  std::string moves_text() const;

  Steps& steps_;
  Observer& observer_;
  const std::size_t states_max_;
  States known_;
  const std::uint32_t start_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> questions_;
  Numbers examples_;  // of questions: a deed
  std::set<std::uint32_t> moves_;
  std::unordered_map<std::uint32_t, std::vector<Command>> commands_;  // by state of the workflow
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Command>> by_time_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Command>> alone_;
  std::map<std::uint32_t, std::vector<Move>> awaited_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Numbers> meanings_;
  std::unordered_set<std::uint64_t> met_;
  std::vector<Pair> next_;
  bool breached_ = false;
  std::size_t ways_max_ = 1;
};

struct Asked::Tables {
  std::size_t width = 1;
  Numbers masks;     // by move: what it reads
  Numbers any_time;  // moves that need not be waited for
  Numbers rows;      // move, what it read, which effects; then those of single states
  Lists effects;     // changed bits, question
  Numbers meanings;  // what is known, question, which answers
  Lists answers;     // what is known then, breach
  Numbers waits;     // by what is known: which of `awaited`
  Lists awaited;     // moves
  Numbers ended;     // bits of which one is set where the case is at its end
  std::uint32_t start = 0;
};

/// The rows of one move. A send that waits is first asked for by what waits at all.
void Asked::add_rows(Tables& tables, const Packing& packed, std::uint32_t move) const {
  const Steps::Place& place = *steps_.place(move);
  const std::size_t words = steps_.world().width();
  const auto count = static_cast<std::uint32_t>(steps_.moves());
  const bool waits = steps_.move(move).kind == Move::Kind::kPending;
  const auto add = [&](std::uint32_t group, const World::State& read, std::uint32_t list) {
    const Numbers key = packed(read);
    tables.rows.push_back(group);
    tables.rows.insert(tables.rows.end(), key.begin(), key.end());
    tables.rows.push_back(list);
  };
  const auto add_effect = [&](Numbers& list, const World::State& changed, std::uint32_t question) {
    const Numbers bits = packed(changed);
    list.insert(list.end(), bits.begin(), bits.end());
    list.push_back(question);
  };

  World::State mask(words);
  for (std::size_t i = 0; i < place.words.size(); ++i) mask[place.words[i]] = place.masks[i];
  if (waits) {
    mask.assign(words, 0);
    mask[words - 2] = ~std::uint32_t{0};
    std::map<std::uint32_t, bool> waiting;
    for (const auto& [world, commands] : commands_) {
      bool& here = waiting[steps_[world][words - 2]];
      for (const Move& each : steps_.pending(world))
        here = here ||
               (each.event == steps_.move(move).event && each.place == steps_.move(move).place);
    }
    for (const auto& [word, here] : waiting) {
      World::State read(words);
      read[words - 2] = word;
      add(move, read, here ? kEach : tables.effects.number_of({}));
    }
  }
  const Numbers bits = packed(mask);
  std::ranges::copy(
      bits, tables.masks.begin() + static_cast<std::ptrdiff_t>(std::size_t{move} * tables.width));

  for (std::uint32_t n = 0; n < place.effects.size(); ++n) {
    const Steps::Effects& effects = place.effects[n];
    World::State read(words);
    for (std::size_t i = 0; i < place.words.size(); ++i) read[place.words[i]] = place.seen[n][i];
    if (!effects.shared) {
      if (!waits) add(move, read, kEach);
      continue;
    }
    Numbers list;
    for (const Steps::Effect& effect : effects.all) {
      World::State changed(words);
      for (std::size_t i = 0; i < place.words.size(); ++i)
        changed[place.words[i]] = effect.after[i] ^ place.seen[n][i];
      const Steps::Deed& deed = steps_.deed(effect.deed);
      const Move& done = steps_.move(deed.move);
      const std::uint32_t awaited = done.kind == Move::Kind::kTime ? done.place + 1 : 0;
      add_effect(list, changed, questions_.at({deed.label, awaited}));
    }
    add(waits ? move + count : move, read, tables.effects.number_of(list));
  }
  for (auto own = alone_.lower_bound({move, 0}); own != alone_.end() && own->first.first == move;
       ++own) {
    const Words from = steps_[own->first.second];
    Numbers list;
    for (const Command& command : own->second) {
      World::State changed(from.begin(), from.end());
      for (std::size_t i = 0; i < words; ++i) changed[i] ^= steps_[command.to][i];
      add_effect(list, changed, command.question);
    }
    add(move + count, World::State(from.begin(), from.end()), tables.effects.number_of(list));
  }
}

Asked::Tables Asked::tables() const {
  const Packing packed(steps_);
  Tables tables;
  tables.width = packed.width();
  tables.masks.resize(steps_.moves() * tables.width);
  World::State ended(steps_.world().width());
  ended.back() = World::kEnded;
  tables.ended = packed(ended);

  Numbers begun;
  for (const Steps::Edge& edge : steps_.from(kNoState, start_)) {
    const Numbers bits = packed(steps_[edge.to]);
    begun.insert(begun.end(), bits.begin(), bits.end());
    begun.push_back(questions_.at({steps_.deed(edge.deed).label, 0}));
  }
  tables.start = tables.effects.number_of(begun);
  for (const std::uint32_t move : moves_) {
    add_rows(tables, packed, move);
    if (steps_.move(move).kind != Move::Kind::kTime) tables.any_time.push_back(move);
  }
  for (const auto& [asked, outcomes] : meanings_) {
    tables.meanings.insert(tables.meanings.end(), {asked.first, asked.second});
    tables.meanings.push_back(tables.answers.number_of(outcomes));
  }
  tables.waits.resize(known_.size(), kNoState);
  for (const auto& [known, moves] : awaited_) {
    Numbers numbers;
    for (const Move& move : moves) numbers.push_back(steps_.number_of(move));
    tables.waits[known] = tables.awaited.number_of(numbers);
  }
  return tables;
}

std::string c_number(std::uint32_t number) {
  return number == kEach ? "BY_STATE" : number == kNoState ? "NO_ROW" : std::to_string(number);
}

/// A table of C, in as many blocks as it takes; `load` has to put them together.
std::string c_table(const std::string& name, const Numbers& numbers) {
  std::string text;
  std::string blocks;
  for (std::size_t begin = 0; begin < numbers.size() || begin == 0; begin += kBlock) {
    const std::string block = name + "_" + std::to_string(begin / kBlock);
    blocks += (begin == 0 ? "" : ", ") + block;
    text += "c_code {\n  static const unsigned " + block + "[] = {";
    const std::size_t end = std::min(numbers.size(), begin + kBlock);
    for (std::size_t i = begin; i < end; ++i)
      text += (i % 16 == 0 ? "\n    " : " ") + c_number(numbers[i]) + ",";
    text += begin == end ? "0};\n}\n" : "\n  };\n}\n";
  }
  return text + "c_code {\n  static const unsigned *const " + name + "_blocks[] = {" + blocks +
         "};\n  static unsigned *" + name + ";\n  enum { " + name +
         "_size = " + std::to_string(numbers.size()) + " };\n}\n";
}

constexpr std::string_view kFunctions = R"(c_code {
  /* A table of rows by their first words; `slots` are numbers of rows, from 1. */
  typedef struct { const unsigned *rows; unsigned width, count, mask, *slots; } Index;
  static Index effect_index, answer_index;

  static unsigned *loaded(const unsigned *const *blocks, unsigned size) {
    unsigned *all = malloc((size + 1) * sizeof(unsigned)), i;
    for (i = 0; i < size; i++) all[i] = blocks[i / BLOCK][i % BLOCK];
    return all;
  }
  static unsigned *slot_of(const Index *index, const unsigned *key) {
    unsigned hash = 0, i, at;
    for (i = 0; i + 1 < index->width; i++) {
      hash = (hash ^ key[i]) * 0x9e3779b1u;
      hash ^= hash >> 15;
    }
    for (at = hash & index->mask;; at = (at + 1) & index->mask) {
      const unsigned *row = index->rows + (index->slots[at] - 1) * (size_t) index->width;
      if (!index->slots[at]) return &index->slots[at];
      for (i = 0; i + 1 < index->width && row[i] == key[i]; i++) continue;
      if (i + 1 == index->width) return &index->slots[at];
    }
  }
  static void make_index(Index *index, const unsigned *rows, unsigned width, unsigned size) {
    unsigned i;
    index->rows = rows, index->width = width, index->count = size / width;
    for (index->mask = 15; index->mask < 2 * index->count;) index->mask = 2 * index->mask + 1;
    index->slots = calloc(index->mask + 1, sizeof(unsigned));
    for (i = 0; i < index->count; i++) *slot_of(index, rows + i * (size_t) width) = i + 1;
  }
  /* What stands in the last word of a row; NO_ROW where there is no such row. */
  static unsigned find(const Index *index, const unsigned *key) {
    unsigned slot = *slot_of(index, key);
    return slot ? index->rows[slot * (size_t) index->width - 1] : NO_ROW;
  }
  static void load(void) {
    masks = loaded(masks_blocks, masks_size);
    moves = loaded(moves_blocks, moves_size);
    rows = loaded(rows_blocks, rows_size);
    effects = loaded(effects_blocks, effects_size);
    effects_first = loaded(effects_first_blocks, effects_first_size);
    meanings = loaded(meanings_blocks, meanings_size);
    answers = loaded(answers_blocks, answers_size);
    answers_first = loaded(answers_first_blocks, answers_first_size);
    waits = loaded(waits_blocks, waits_size);
    awaited = loaded(awaited_blocks, awaited_size);
    awaited_first = loaded(awaited_first_blocks, awaited_first_size);
    make_index(&effect_index, rows, W + 2, rows_size);
    make_index(&answer_index, meanings, 3, meanings_size);
  }
}
c_code {
  /* The ways on from the state that was asked about last. */
  static unsigned to[WAYS + 1][W + 2], ways, asked[W + 2], no_row;

  static void add(const unsigned *bits, const unsigned *answer) {
    unsigned i;
    if (ways == WAYS) { no_row = 1; return; }
    for (i = 0; i < W; i++) to[ways][i] = asked[i] ^ bits[i];
    to[ways][W] = answer[0];
    to[ways++][W + 1] = answer[1];
  }
  static void follow(unsigned list) {
    unsigned at, said, meaning, key[2];
    for (at = effects_first[list]; at < effects_first[list + 1]; at += W + 1) {
      key[0] = asked[W], key[1] = effects[at + W];
      if ((meaning = find(&answer_index, key)) == NO_ROW) { no_row = 1; return; }
      for (said = answers_first[meaning]; said < answers_first[meaning + 1]; said += 2)
        add(effects + at, answers + said);
    }
  }
  static void move_by(unsigned move) {
    unsigned key[W + 1], i, list;
    key[0] = move;
    for (i = 0; i < W; i++) key[i + 1] = asked[i] & masks[move * W + i];
    list = find(&effect_index, key);
    if (list == BY_STATE) {
      key[0] = move + MOVES;
      for (i = 0; i < W; i++) key[i + 1] = asked[i];
      list = find(&effect_index, key);
    }
    if (list == NO_ROW) no_row = 1; else follow(list);
  }
  static unsigned count(void) {
    unsigned i, list;
    for (i = 0; i < W && asked[i] == (unsigned) now.bits[i]; i++) continue;
    if (rows && i == W && asked[W] == now.known && asked[W + 1] == now.begun) return ways;
    if (!rows) load();
    for (i = 0; i < W; i++) asked[i] = now.bits[i];
    asked[W] = now.known, asked[W + 1] = now.begun, ways = no_row = 0;
    for (i = 0; i < W; i++)
      if (asked[i] & ended[i]) return 0;
    if (!now.begun) {
      follow(START);
    } else {
      for (i = 0; i < moves_size; i++) move_by(moves[i]);
      if ((list = waits[asked[W]]) == NO_ROW)
        no_row = 1;
      else
        for (i = awaited_first[list]; i < awaited_first[list + 1]; i++) move_by(awaited[i]);
    }
    if (no_row && !ways) ways = 1;
    return ways;
  }
  static void go(unsigned way) {
    unsigned i;
    if (no_row) { now.unknown = 1; return; }
    for (i = 0; i < W; i++) now.bits[i] = to[way][i];
    now.known = to[way][W], now.breach = to[way][W + 1], now.begun = 1;
  }
  \#define all_ways count()
}
)";

/// The moves, for people.
std::string Asked::moves_text() const {
  std::string text;
  for (const std::uint32_t number : moves_) {
    const Move& move = steps_.move(number);
    const bool by_time = move.kind == Move::Kind::kTime;
    text += " * move " + std::to_string(number) + ": " + (by_time ? "time, " : "") +
            (move.event.empty() ? "(none)" : move.event) + ", " +
            std::to_string(steps_.place(number)->effects.size()) + " rows\n";
  }
  return text;
}

std::string Asked::text(const std::string& about) const {
  const Tables tables = this->tables();
  std::string ended;
  for (const std::uint32_t word : tables.ended) ended += std::to_string(word) + ", ";
  std::string text = "/* " + about + "\n *\n" + moves_text() + R"( *
 * spin -a MODEL && gcc -O2 -w -DBFS -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -E
 * One step of SPIN's is one command; a breach "at depth N" is one by N + 1 commands. */
)";
  text += "int bits[" + std::to_string(tables.width) + "];\nint known;\nbool begun;\n";
  text += "bool breach;\nbool unknown;\n";
  text += "c_code {\n  enum { W = " + std::to_string(tables.width) +
          ", MOVES = " + std::to_string(steps_.moves()) + ", WAYS = " + std::to_string(ways_max_) +
          ", START = " + std::to_string(tables.start) + ", BLOCK = " + std::to_string(kBlock) +
          " };\n  \\#define NO_ROW (~0u)\n  \\#define BY_STATE (~1u)\n"
          "  static const unsigned ended[] = {" +
          ended + "};\n}\n";
  text += c_table("masks", tables.masks) + c_table("moves", tables.any_time) +
          c_table("rows", tables.rows) + c_table("effects", tables.effects.all()) +
          c_table("effects_first", tables.effects.first()) + c_table("meanings", tables.meanings) +
          c_table("answers", tables.answers.all()) +
          c_table("answers_first", tables.answers.first()) + c_table("waits", tables.waits) +
          c_table("awaited", tables.awaited.all()) +
          c_table("awaited_first", tables.awaited.first());
  text += kFunctions;
  text += "active proctype cases() {\n  do\n";
  for (std::size_t way = 0; way < ways_max_; ++way) {
    const std::string number = std::to_string(way);
    text += "  :: d_step { c_expr { all_ways > " + number + " } -> c_code { go(" + number +
            "); }; assert(!unknown); assert(!breach) }\n";
  }
  return text + "  od\n}\n";
}

}  // namespace

std::string promela(Steps& steps, Observer& observer, const std::string& about,
                    std::size_t states_max) {
  Asked asked(steps, observer, states_max);
  return asked.follow() ? asked.text(about) : std::string();
}

}  // namespace lagrum::verify
