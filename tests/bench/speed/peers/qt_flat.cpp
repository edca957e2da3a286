// The flat chart in Qt SCXML, compiled by qscxmlc.
#include "qt_flat_chart.h"
#include "qt_subject.h"

int main(int count, char** arguments) {
  const QCoreApplication application(count, arguments);
  flat machine;
  lagrum::bench::QtSubject subject(machine);
  return lagrum::bench::tell_trial(subject, qVersion(), count, arguments);
}
