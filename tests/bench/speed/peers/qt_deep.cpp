// The deep chart in Qt SCXML, compiled by qscxmlc, with its datamodel in C++.
#include "qt_deep_chart.h"
#include "qt_deep_data.h"
#include "qt_subject.h"

namespace lagrum::bench {
namespace {

class Subject : public QtSubject {
 public:
  Subject(QScxmlStateMachine& machine, const QtDeepData& data) : QtSubject(machine), data_(data) {}
  std::string state() const {
    std::string text = QtSubject::state();
    for (const int item : {data_.n, data_.m, data_.k, data_.entries, data_.turns})
      text += " " + std::to_string(item);
    return text;
  }

 private:
  const QtDeepData& data_;
};

}  // namespace
}  // namespace lagrum::bench

int main(int count, char** arguments) {
  const QCoreApplication application(count, arguments);
  QtDeepData data;
  deep machine;
  machine.setDataModel(&data);
  lagrum::bench::Subject subject(machine, data);
  return lagrum::bench::tell_trial(subject, qVersion(), count, arguments);
}
