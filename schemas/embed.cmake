# Writes OUTPUT, a C++ source with the bytes of the files FILES (parted by "|") and the namespace each describes.
# Run as cmake -DFILES=… -DOUTPUT=… -P embed.cmake; needs nothing but CMake.
string(REPLACE "|" ";" FILES "${FILES}")
set(arrays "")
set(rows "")
set(number 0)
foreach(path IN LISTS FILES)
  get_filename_component(name ${path} NAME)
  file(READ ${path} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  file(READ ${path} text)
  set(namespace "")
  if(text MATCHES "targetNamespace=[\"']([^\"']+)[\"']")
    set(namespace ${CMAKE_MATCH_1})
  endif()
  string(APPEND arrays "constexpr char kBytes${number}[] = {${bytes}};\n")
  string(APPEND rows
    "    {\"${name}\", \"${namespace}\", std::string_view(kBytes${number}, sizeof kBytes${number})},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT}.new "#include \"embedded.h\"

namespace lagrum::internal {
namespace {
${arrays}}  // namespace

const std::vector<EmbeddedSchema>& embedded_schemas() {
  static const std::vector<EmbeddedSchema> kSchemas = {
${rows}  };
  return kSchemas;
}

}  // namespace lagrum::internal
")
file(RENAME ${OUTPUT}.new ${OUTPUT})
