# The project's own CMake functions: options, rooms, the engine, adapters, tests, measurements.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# Warnings and sanitizers; linked privately by every target of ours, never exported.
add_library(lagrum_warnings INTERFACE)
target_compile_features(lagrum_warnings INTERFACE cxx_std_20)
target_compile_options(lagrum_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum -Wnon-virtual-dtor
  -Wold-style-cast)
# g++ 12 finds faults in its own std::string, std::variant and std::map when it optimises (GCC bug 105329 and the like);
# clang, clang-tidy and the sanitizers look for real ones of these kinds.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(lagrum_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-array-bounds)
endif()
add_library(lagrum_options INTERFACE)
target_link_libraries(lagrum_options INTERFACE lagrum_warnings)
# What is tested is optimised and watched by all sanitizers; the tests themselves are compiled quickly.
add_library(lagrum_test_options INTERFACE)
target_link_libraries(lagrum_test_options INTERFACE lagrum_warnings)
target_compile_options(lagrum_test_options INTERFACE $<$<CONFIG:Release>:-O0>)
set(LAGRUM_SANITIZE "" CACHE STRING "Sanitizers to build with, for example address,undefined")
if(LAGRUM_SANITIZE)
  set(flags -fno-omit-frame-pointer -fno-sanitize-recover=all)
  string(REPLACE ",undefined" "" quick "${LAGRUM_SANITIZE}")
  target_compile_options(lagrum_options INTERFACE -fsanitize=${LAGRUM_SANITIZE} ${flags})
  target_compile_options(lagrum_test_options INTERFACE -fsanitize=${quick} ${flags})
  target_link_options(lagrum_warnings INTERFACE -fsanitize=${LAGRUM_SANITIZE})
endif()
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

set(LAGRUM_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/lagrum)
set(LAGRUM_FOLDER_OF_THIS_FILE ${CMAKE_CURRENT_LIST_DIR})

# The standard's headers that nearly every file of ours includes, compiled once for rooms and adapters. The build with
# clang in tests/long.sh does without them, so that each file names what it needs.
function(lagrum_standard_headers)
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/headers.cpp CONTENT "")
  add_library(lagrum_standard_headers OBJECT ${CMAKE_CURRENT_BINARY_DIR}/headers.cpp)
  target_link_libraries(lagrum_standard_headers PRIVATE lagrum_options)
  target_precompile_headers(lagrum_standard_headers PRIVATE
    <algorithm> <array> <chrono> <functional> <map> <memory> <optional> <set> <sstream> <string> <string_view> <variant>
    <vector>)
endfunction()

# lagrum_room(NAME SOURCES … [ROOMS other rooms it may include …] [LIBRARIES outside packages …])
# One folder of the engine. Its objects become part of lagrum::engine; tests link the room alone.
function(lagrum_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;ROOMS;LIBRARIES" ${ARGN})
  add_library(lagrum_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(lagrum_${name} PUBLIC
    ${PROJECT_SOURCE_DIR}/engine/include ${PROJECT_SOURCE_DIR}/engine)
  target_link_libraries(lagrum_${name} PRIVATE $<BUILD_INTERFACE:lagrum_options> ${ROOM_LIBRARIES})
  target_precompile_headers(lagrum_${name} REUSE_FROM lagrum_standard_headers)
  foreach(room IN LISTS ROOM_ROOMS)
    target_link_libraries(lagrum_${name} PUBLIC lagrum_${room})
  endforeach()
  set_property(GLOBAL APPEND PROPERTY LAGRUM_ROOMS lagrum_${name})
  set_property(GLOBAL APPEND PROPERTY LAGRUM_ROOM_LIBRARIES ${ROOM_LIBRARIES})
endfunction()

# lagrum_engine(HEADERS public headers …): the library that is installed, made of the objects of all rooms
# known so far. Its users see the public headers alone.
function(lagrum_engine)
  cmake_parse_arguments(ENGINE "" "" "HEADERS" ${ARGN})
  get_property(rooms GLOBAL PROPERTY LAGRUM_ROOMS)
  get_property(libraries GLOBAL PROPERTY LAGRUM_ROOM_LIBRARIES)
  list(REMOVE_DUPLICATES libraries)
  list(TRANSFORM rooms REPLACE "(.+)" "$<TARGET_OBJECTS:\\1>" OUTPUT_VARIABLE objects)

  add_library(lagrum_engine STATIC ${objects})
  add_library(lagrum::engine ALIAS lagrum_engine)
  target_sources(lagrum_engine PUBLIC FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR}/engine/include FILES ${ENGINE_HEADERS})
  target_compile_features(lagrum_engine PUBLIC cxx_std_20)
  target_link_libraries(lagrum_engine PRIVATE $<BUILD_INTERFACE:lagrum_options> ${libraries})
  set_target_properties(lagrum_engine PROPERTIES
    LINKER_LANGUAGE CXX EXPORT_NAME engine VERIFY_INTERFACE_HEADER_SETS ON)

  install(TARGETS lagrum_engine EXPORT lagrumTargets FILE_SET HEADERS)
  install(EXPORT lagrumTargets NAMESPACE lagrum:: DESTINATION ${LAGRUM_CMAKE_DIR})
  configure_package_config_file(${LAGRUM_FOLDER_OF_THIS_FILE}/lagrumConfig.cmake.in
    ${PROJECT_BINARY_DIR}/lagrumConfig.cmake INSTALL_DESTINATION ${LAGRUM_CMAKE_DIR})
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/lagrumConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/lagrumConfig.cmake ${PROJECT_BINARY_DIR}/lagrumConfigVersion.cmake
    ${LAGRUM_FOLDER_OF_THIS_FILE}/FindIntelDecimal.cmake
    ${LAGRUM_FOLDER_OF_THIS_FILE}/FindRE2.cmake DESTINATION ${LAGRUM_CMAKE_DIR})
endfunction()

# lagrum_adapter(NAME SOURCES … HEADERS … [LIBRARIES …] [PACKAGES names for find_package …])
# One folder of adapters/: the target lagrum::adapter_NAME. It sees the installed headers of the engine and no
# others. Who needs it asks for the component: find_package(lagrum COMPONENTS adapter_NAME).
function(lagrum_adapter name)
  cmake_parse_arguments(ADAPTER "" "" "SOURCES;HEADERS;LIBRARIES;PACKAGES" ${ARGN})
  set(target lagrum_adapter_${name})
  add_library(${target} STATIC ${ADAPTER_SOURCES})
  add_library(lagrum::adapter_${name} ALIAS ${target})
  target_sources(${target} PUBLIC FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR}/adapters FILES ${ADAPTER_HEADERS})
  target_link_libraries(${target} PUBLIC lagrum_engine
    PRIVATE $<BUILD_INTERFACE:lagrum_options> ${ADAPTER_LIBRARIES})
  target_precompile_headers(${target} REUSE_FROM lagrum_standard_headers)
  set_target_properties(${target} PROPERTIES EXPORT_NAME adapter_${name} VERIFY_INTERFACE_HEADER_SETS ON)

  install(TARGETS ${target} EXPORT ${target} FILE_SET HEADERS
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/lagrum/adapters)
  install(EXPORT ${target} NAMESPACE lagrum:: FILE adapter_${name}Targets.cmake
    DESTINATION ${LAGRUM_CMAKE_DIR})
  list(TRANSFORM ADAPTER_PACKAGES REPLACE "(.+)" "find_dependency(\\1)\n" OUTPUT_VARIABLE dependencies)
  list(JOIN dependencies "" dependencies)
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/adapter_${name}.cmake CONTENT [[
@dependencies@include("${CMAKE_CURRENT_LIST_DIR}/adapter_@name@Targets.cmake")
]] @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/adapter_${name}.cmake DESTINATION ${LAGRUM_CMAKE_DIR})
endfunction()

# The program that owns GoogleTest's precompiled headers; it does nothing else.
function(lagrum_test_headers)
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/headers.cpp CONTENT "int main() {}\n")
  add_executable(lagrum_test_headers ${CMAKE_CURRENT_BINARY_DIR}/headers.cpp)
  target_link_libraries(lagrum_test_headers PRIVATE lagrum_test_options GTest::gmock GTest::gtest_main)
  target_precompile_headers(lagrum_test_headers PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
endfunction()

# lagrum_test(NAME LABEL label SOURCES … LIBRARIES …): a GoogleTest program; each test is known to CTest.
# The target tests_LABEL builds all programs of one label.
function(lagrum_test name)
  cmake_parse_arguments(TEST "" "LABEL;TIMEOUT" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE lagrum_test_options ${TEST_LIBRARIES} GTest::gmock GTest::gtest_main)
  target_precompile_headers(${name} REUSE_FROM lagrum_test_headers)
  target_compile_definitions(${name} PRIVATE
    LAGRUM_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    LAGRUM_SHARED_DIR_DEFAULT="${PROJECT_SOURCE_DIR}/../shared")
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 120)
  endif()
  if(LAGRUM_SANITIZE)
    # To start a process under sanitizers costs more than most tests: the whole program is one test.
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES LABELS "${TEST_LABEL}" TIMEOUT 900 COST ${TEST_TIMEOUT})
  else()
    gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60
      PROPERTIES LABELS "${TEST_LABEL}" TIMEOUT ${TEST_TIMEOUT})
  endif()
  if(NOT TARGET tests_${TEST_LABEL})
    add_custom_target(tests_${TEST_LABEL})
  endif()
  add_dependencies(tests_${TEST_LABEL} ${name})
endfunction()

# lagrum_suite(NAME SOURCES … LIBRARIES …): a program that runs somebody else's conformance suite, in build/suites.
function(lagrum_suite name)
  cmake_parse_arguments(SUITE "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name} ${SUITE_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE lagrum_options ${SUITE_LIBRARIES})
  target_compile_definitions(${name} PRIVATE LAGRUM_SHARED_DIR_DEFAULT="${PROJECT_SOURCE_DIR}/../shared")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/suites)
endfunction()

# lagrum_fuzz(NAME [QUICK] SOURCES … LIBRARIES … [SEEDS files and folders to begin with …]): a libFuzzer program, in
# builds whose LAGRUM_SANITIZE has fuzzer-no-link (the presets "fuzz" and "asan"). CTest runs it for
# LAGRUM_FUZZ_SECONDS, beginning with the seeds and with what is kept in tests/fuzz/corpus/NAME. Those that are QUICK
# have a target and a label of their own besides, tests_fuzz_quick and fuzz_quick: tests/run.sh runs them for a while.
function(lagrum_fuzz name)
  cmake_parse_arguments(FUZZ "QUICK" "" "SOURCES;LIBRARIES;SEEDS" ${ARGN})
  if(NOT LAGRUM_SANITIZE MATCHES fuzzer-no-link)
    return()
  endif()
  add_executable(fuzz_${name} ${FUZZ_SOURCES} ${PROJECT_SOURCE_DIR}/tests/fuzz/fuzz.cpp)
  target_include_directories(fuzz_${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(fuzz_${name} PRIVATE lagrum_options ${FUZZ_LIBRARIES})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  # fuzz.cpp holds the weak function that a program's own replaces: these two are never one translation unit.
  set_target_properties(fuzz_${name} PROPERTIES UNITY_BUILD OFF)
  add_test(NAME fuzz_${name}
    COMMAND ${PROJECT_SOURCE_DIR}/tests/fuzz/run.sh $<TARGET_FILE:fuzz_${name}>
      ${CMAKE_CURRENT_BINARY_DIR}/${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name} ${FUZZ_SEEDS})
  set(labels fuzz)
  if(FUZZ_QUICK)
    list(APPEND labels fuzz_quick)
  endif()
  set_tests_properties(fuzz_${name} PROPERTIES LABELS "${labels}")
  foreach(label IN LISTS labels)
    if(NOT TARGET tests_${label})
      add_custom_target(tests_${label})
    endif()
    add_dependencies(tests_${label} fuzz_${name})
  endforeach()
endfunction()

# lagrum_bench(NAME SOURCES … LIBRARIES …): a program that measures and prints its figures; built with
# LAGRUM_BENCH, put into the folder bench of the build, run by tests/bench/run.sh.
function(lagrum_bench name)
  cmake_parse_arguments(BENCH "" "" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT LAGRUM_BENCH)
    return()
  endif()
  add_executable(${name} ${BENCH_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE lagrum_options ${BENCH_LIBRARIES})
  target_compile_definitions(${name} PRIVATE LAGRUM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bench)
  if(NOT TARGET benchmarks)
    add_custom_target(benchmarks)
  endif()
  add_dependencies(benchmarks ${name})
endfunction()
