#pragma once

#include <QCoreApplication>
#include <QScxmlEvent>
#include <QScxmlStateMachine>
#include <algorithm>
#include <string>
#include <vector>

#include "bench/speed/trial.h"

namespace lagrum::bench {

/// A chart that qscxmlc compiled. All events of a pass are submitted at once, which suits Qt best:
/// its machine then works through its queue without going back to the event loop.
class QtSubject {
 public:
  explicit QtSubject(QScxmlStateMachine& machine) : machine_(machine) {
    machine_.start();
    QCoreApplication::processEvents();
  }

  /// The machine deletes an event that it has taken: each pass has events of its own.
  void prepare(const std::vector<std::string>& events) {
    events_.clear();
    for (const std::string& name : events) {
      events_.push_back(new QScxmlEvent);
      events_.back()->setName(QString::fromStdString(name));
    }
  }
  void take_all() {
    for (QScxmlEvent* event : events_) machine_.submitEvent(event);
    QCoreApplication::processEvents();
  }
  /// The names of the active atomic states, in order.
  std::string state() const {
    QStringList names = machine_.activeStateNames(true);
    names.sort();
    return names.join(QLatin1Char(' ')).toStdString();
  }

 private:
  QScxmlStateMachine& machine_;
  std::vector<QScxmlEvent*> events_;
};

}  // namespace lagrum::bench
