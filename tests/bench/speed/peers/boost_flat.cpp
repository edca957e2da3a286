// The flat chart as Boost.Statechart: states and reactions are types, compiled with the program.
#include <boost/mpl/list.hpp>
#include <boost/statechart/event.hpp>
#include <boost/statechart/simple_state.hpp>
#include <boost/statechart/state_machine.hpp>
#include <boost/statechart/transition.hpp>
#include <boost/version.hpp>

#include "bench/speed/trial.h"

namespace lagrum::bench {

// Boost.Statechart wants names that the linker sees.
namespace ring {

namespace sc = boost::statechart;
using boost::mpl::list;

struct Next : sc::event<Next> {};
struct Back : sc::event<Back> {};

struct A;
struct B;
struct C;
struct Flat : sc::state_machine<Flat, A> {};
struct A : sc::simple_state<A, Flat> {
  using reactions = list<sc::transition<Next, B>, sc::transition<Back, C>>;
};
struct B : sc::simple_state<B, Flat> {
  using reactions = list<sc::transition<Next, C>, sc::transition<Back, A>>;
};
struct C : sc::simple_state<C, Flat> {
  using reactions = list<sc::transition<Next, A>, sc::transition<Back, B>>;
};

}  // namespace ring

namespace {

class Subject {
 public:
  Subject() { machine_.initiate(); }

  void prepare(const std::vector<std::string>& events) {
    if (!events_.empty()) return;
    for (const std::string& name : events) {
      events_.push_back(name == "next" ? static_cast<const ring::sc::event_base*>(&next_) : &back_);
    }
  }
  void take_all() {
    for (const ring::sc::event_base* event : events_) machine_.process_event(*event);
  }
  std::string state() const {
    if (machine_.state_cast<const ring::A*>() != nullptr) return "a";
    return machine_.state_cast<const ring::B*>() != nullptr ? "b" : "c";
  }

 private:
  ring::Flat machine_;
  const ring::Next next_;
  const ring::Back back_;
  std::vector<const ring::sc::event_base*> events_;
};

}  // namespace
}  // namespace lagrum::bench

int main(int count, char** arguments) {
  lagrum::bench::Subject subject;
  const std::string version =
      std::to_string(BOOST_VERSION / 100'000) + "." + std::to_string(BOOST_VERSION / 100 % 1'000);
  return lagrum::bench::tell_trial(subject, version, count, arguments);
}
