# The project's own CMake functions: options, rooms, adapters, tests.
include(CMakeParseArguments)

# Warnings and sanitizers; linked privately by every target of ours, never exported.
add_library(lagrum_options INTERFACE)
target_compile_features(lagrum_options INTERFACE cxx_std_20)
target_compile_options(lagrum_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum -Wnon-virtual-dtor
  -Wold-style-cast)
set(LAGRUM_SANITIZE "" CACHE STRING "Sanitizers to build with, for example address,undefined")
if(LAGRUM_SANITIZE)
  target_compile_options(lagrum_options INTERFACE -fsanitize=${LAGRUM_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(lagrum_options INTERFACE -fsanitize=${LAGRUM_SANITIZE})
endif()
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

# lagrum_room(NAME SOURCES … [ROOMS other rooms it may include …] [LIBRARIES outside packages …])
# One folder of the engine. Its objects become part of lagrum::engine; tests link the room alone.
function(lagrum_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;ROOMS;LIBRARIES" ${ARGN})
  add_library(lagrum_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(lagrum_${name} PUBLIC
    ${PROJECT_SOURCE_DIR}/engine/include ${PROJECT_SOURCE_DIR}/engine)
  target_link_libraries(lagrum_${name} PRIVATE $<BUILD_INTERFACE:lagrum_options> ${ROOM_LIBRARIES})
  foreach(room IN LISTS ROOM_ROOMS)
    target_link_libraries(lagrum_${name} PUBLIC lagrum_${room})
  endforeach()
  set_property(GLOBAL APPEND PROPERTY LAGRUM_ROOMS lagrum_${name})
endfunction()

# lagrum_test(NAME LABEL label SOURCES … LIBRARIES …): a GoogleTest program; each test is known to CTest.
function(lagrum_test name)
  cmake_parse_arguments(TEST "" "LABEL;TIMEOUT" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE lagrum_options ${TEST_LIBRARIES} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${name} PRIVATE
    LAGRUM_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    LAGRUM_SHARED_DIR_DEFAULT="${PROJECT_SOURCE_DIR}/../shared")
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 120)
  endif()
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS "${TEST_LABEL}" TIMEOUT ${TEST_TIMEOUT})
endfunction()
