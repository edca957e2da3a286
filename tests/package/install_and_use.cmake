# Installs BUILD into a fresh prefix under WORK and builds and runs the projects STRANGER and EXAMPLE against it.
file(REMOVE_RECURSE ${WORK})
set(prefix ${WORK}/prefix)

function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT code EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "expected to succeed: ${command}\n${output}")
  endif()
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})

# The public headers are installed, and of the engine nothing else.
file(GLOB_RECURSE public RELATIVE ${PUBLIC} ${PUBLIC}/*.h)
file(GLOB_RECURSE installed RELATIVE ${prefix}/include ${prefix}/include/*.h)
list(FILTER installed EXCLUDE REGEX "^lagrum/adapters/")
list(SORT public)
list(SORT installed)
if(NOT public STREQUAL installed)
  message(FATAL_ERROR "expected the installed headers to be ${public}, but found ${installed}")
endif()

# No path of the machine that built it is left in what others read.
file(GLOB files ${prefix}/lib*/cmake/lagrum/* ${prefix}/lib*/*/cmake/lagrum/*)
foreach(file IN LISTS files)
  file(READ ${file} text)
  string(FIND "${text}" "${BUILD}" place)
  if(NOT place EQUAL -1)
    message(FATAL_ERROR "expected ${file} to name no folder of the build, but it names ${BUILD}")
  endif()
endforeach()

# use(PROJECT FOLDER): configures and builds a project that knows the prefix alone.
function(use project folder)
  run(${CMAKE_COMMAND} -S ${project} -B ${folder} -G ${GENERATOR} -DCMAKE_BUILD_TYPE=Release
    -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_PREFIX_PATH=${prefix})
  run(${CMAKE_COMMAND} --build ${folder})
endfunction()

use(${STRANGER} ${WORK}/build)
run(${WORK}/build/stranger ${WORK}/store.db)

use(${EXAMPLE} ${WORK}/example)
execute_process(COMMAND ${WORK}/example/licences ${prefix}/share/lagrum/workflows ${WORK}/licences.db
  RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE errors)
file(READ ${EXAMPLE}/README.md readme)
string(FIND "${readme}" "```text\n${output}```" place)
if(NOT code EQUAL 0 OR place EQUAL -1)
  message(FATAL_ERROR "expected the example to print what its README says, but it printed\n${output}${errors}")
endif()
