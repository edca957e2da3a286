# Writes OUTPUT, a C++ source with the bytes of the files FILES (parted by "|").
# Run as cmake -DFILES=… -DOUTPUT=… -P embed.cmake; needs nothing but CMake.
string(REPLACE "|" ";" FILES "${FILES}")
set(arrays "")
set(rows "")
set(number 0)
foreach(path IN LISTS FILES)
  get_filename_component(name ${path} NAME)
  file(READ ${path} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char kBytes${number}[] = {${bytes}};\n")
  string(APPEND rows "    {\"${name}\", std::string_view(kBytes${number}, sizeof kBytes${number})},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT}.new "#include \"archive/embedded.h\"

namespace lagrum::archive {
namespace {
${arrays}
constexpr EmbeddedFile kFiles[] = {
${rows}};
}  // namespace

std::string_view embedded_file(std::string_view name) {
  for (const EmbeddedFile& file : kFiles) {
    if (file.name == name) return file.bytes;
  }
  return {};
}

}  // namespace lagrum::archive
")
file(RENAME ${OUTPUT}.new ${OUTPUT})
