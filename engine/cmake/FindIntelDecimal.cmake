# The decimal library of Intel (BSD), which has neither a pkg-config nor a CMake file of its own.
# bidgcc000: arguments by value, rounding mode and flags as explicit arguments.
# Gives the target IntelDecimal::IntelDecimal. Installed beside lagrumConfig.cmake, which needs it too.
find_path(IntelDecimal_INCLUDE_DIR bid_functions.h PATH_SUFFIXES intelrdfpmath)
find_library(IntelDecimal_LIBRARY bidgcc000)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(IntelDecimal
  REQUIRED_VARS IntelDecimal_LIBRARY IntelDecimal_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "Debian has it as libintelrdfpmath-dev.")

if(IntelDecimal_FOUND AND NOT TARGET IntelDecimal::IntelDecimal)
  add_library(IntelDecimal::IntelDecimal STATIC IMPORTED)
  set_target_properties(IntelDecimal::IntelDecimal PROPERTIES
    IMPORTED_LOCATION ${IntelDecimal_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${IntelDecimal_INCLUDE_DIR})
endif()
mark_as_advanced(IntelDecimal_INCLUDE_DIR IntelDecimal_LIBRARY)
