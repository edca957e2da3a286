#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "lagrum/xml.h"

namespace lagrum::review {

/// All elements of a page, which must be well-formed behind its document type.
inline std::vector<xml::Element> elements_of(const std::string& page, xml::Document& holder) {
  std::vector<xml::Element> all = {holder.root()};
  for (std::size_t i = 0; i < all.size(); ++i)
    for (const xml::Element& child : all[i].children()) all.push_back(child);
  EXPECT_EQ(page.substr(0, page.find('\n')), "<!DOCTYPE html>");
  return all;
}

/// Whether a key of the catalogue stands there in place of its sentence.
inline bool lacks_words(const std::string& page) {
  for (std::size_t at = 0; (at = page.find("review.", at)) != std::string::npos; ++at) {
    const char next = at + 7 < page.size() ? page[at + 7] : ' ';
    if (next >= 'a' && next <= 'z') return true;
  }
  return false;
}

/// Well-formed, fetches nothing, runs nothing, and leads only to what is there.
inline void expect_sound(const std::string& page) {
  auto document = xml::Document::parse(page.substr(page.find('\n') + 1), "page");
  ASSERT_TRUE(document) << to_string(document.error());
  std::set<std::string> ids;
  std::set<std::string> links;
  for (const xml::Element& element : elements_of(page, *document)) {
    for (const char* active :
         {"script", "link", "img", "iframe", "object", "embed", "form", "image"})
      EXPECT_NE(element.local(), active);
    const auto id = element.attribute("id");
    if (id && !ids.insert(std::string(*id)).second) ADD_FAILURE() << "twice: " << *id;
    for (const xml::Attribute& attribute : element.attributes()) {
      EXPECT_NE(attribute.local, "src");
      EXPECT_FALSE(attribute.local.starts_with("on")) << attribute.local;
      if (attribute.local != "href") continue;
      ASSERT_TRUE(attribute.value.starts_with("#")) << attribute.value;
      links.insert(std::string(attribute.value.substr(1)));
    }
    if (element.local() == "style") {
      EXPECT_EQ(element.text().find("url("), std::string::npos);
      EXPECT_EQ(element.text().find("@import"), std::string::npos);
    }
  }
  for (const std::string& link : links) EXPECT_TRUE(ids.contains(link)) << "no " << link;
}

}  // namespace lagrum::review
