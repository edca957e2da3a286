# Compiles SOURCE twice: as it stands (must succeed) and with LAGRUM_MUST_FAIL (must fail as expected).
file(STRINGS ${SOURCE} expected REGEX "^// expect: ")
if(NOT expected)
  message(FATAL_ERROR "${SOURCE}: expected a line '// expect: regular expression', found none")
endif()
string(REPLACE "// expect: " "" expected "${expected}")

set(command ${COMPILER} -std=c++20 -fsyntax-only -Wall -Wextra -Werror -I${INCLUDE})
execute_process(COMMAND ${command} ${SOURCE} RESULT_VARIABLE good OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(NOT good EQUAL 0)
  message(FATAL_ERROR "expected the good side of ${SOURCE} to compile, but:\n${output}")
endif()

execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C ${command} -DLAGRUM_MUST_FAIL ${SOURCE}
  RESULT_VARIABLE bad OUTPUT_VARIABLE output ERROR_VARIABLE output)
if(bad EQUAL 0)
  message(FATAL_ERROR "expected ${SOURCE} to be refused, but it compiles")
endif()
if(NOT output MATCHES "${expected}")
  message(FATAL_ERROR "expected a message matching '${expected}', but:\n${output}")
endif()
