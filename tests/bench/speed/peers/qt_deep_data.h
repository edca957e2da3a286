#pragma once

#include <QScxmlCppDataModel>

/// The data items of the deep chart, for the C++ that qscxmlc writes.
class QtDeepData : public QScxmlCppDataModel {
  Q_OBJECT
  Q_SCXML_DATAMODEL

 public:
  int n = 0;
  int m = 0;
  int k = 0;
  int entries = 0;
  int turns = 0;
};
