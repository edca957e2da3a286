#include <array>

#include "cases/organisation.h"
#include "lagrum/review.h"
#include "review/sheet.h"

namespace lagrum::review {
namespace {

/// Readable without colour, on screen and on A4. No character that XML escapes stands in it.
constexpr std::string_view kStyle =
    ":root{color-scheme:light}"
    "body{font:16px/1.5 'DejaVu Sans',Verdana,Arial,sans-serif;max-width:64rem;margin:2rem auto;"
    "padding:0 1rem;color:#1a1a1a;background:#fff}"
    "h1{font-size:1.7rem;line-height:1.25;margin:0 0 .5rem}"
    "h2{font-size:1.35rem;margin:2.5rem 0 .5rem;padding-top:.5rem;border-top:3px solid #1f3b5c}"
    "h3{font-size:1.1rem;margin:1.6rem 0 .4rem}h4{font-size:1rem;margin:1rem 0 .2rem}"
    "p{margin:.4rem 0}a{color:#0b4f9e}a:focus{outline:3px solid #b45309}"
    "code{font:.9em 'DejaVu Sans Mono',Consolas,monospace;overflow-wrap:anywhere;color:#333}"
    "small{font-size:.88em;color:#444}q{quotes:'”' '”'}"
    "nav ol{columns:2;margin:.5rem 0;list-style:none;padding:0}"
    "*{box-sizing:border-box}table{border-collapse:collapse;width:100%;margin:.8rem "
    "0;font-size:.9rem}"
    "caption{text-align:left;font-weight:bold;padding:.3rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border:1px solid #b8bfc7;"
    "overflow-wrap:break-word}thead th{background:#e8edf3}tbody th{font-weight:normal;"
    "background:#f7f9fb}table.counts td:nth-child(2),table.counts td:nth-child(3){text-align:right}"
    "table.norms,table.acts{table-layout:fixed}table.norms thead th:nth-child(1){width:22%}"
    "table.norms thead th:nth-child(2){width:30%}table.norms thead th:nth-child(3){width:19%}"
    "table.judgements{table-layout:fixed}table.judgements thead th:nth-child(1){width:36%}"
    "table.stories{table-layout:fixed}table.stories thead th:nth-child(2){width:40%}"
    "table.acts thead th:nth-child(-n+2){width:22%}tr.run td{border-top:none}"
    "table.people thead th:not(:first-child){writing-mode:vertical-rl;padding:.5rem .1rem}"
    "table.people td{text-align:center;padding:.2rem}table.people th:first-child{width:60%}"
    "dl.facts{display:grid;grid-template-columns:minmax(9rem,auto) 1fr;gap:.2rem 1rem;margin:.6rem "
    "0}"
    "dt{font-weight:bold}dd{margin:0}"
    ".v{display:inline-block;padding:.05rem .35rem;border:2px solid #555;border-radius:.25rem;"
    "font-weight:bold;font-size:.8rem;white-space:nowrap}"
    ".v.refuted,.v.inconclusive{background:#fde8e8;border-color:#9b1c1c;color:#7a1313}"
    ".v.relies-on-block,.v.runtime-only{background:#fef3d6;border-color:#8a5a00;color:#5f3d00}"
    ".v.proved,.v.proved-if-timely,.v.gated{background:#e4f4e7;border-color:#1f6b32;color:#134a20}"
    ".good{color:#134a20;font-weight:bold}.bad{color:#7a1313;font-weight:bold}"
    ".mode,.decision{border:1px solid #555;border-radius:.2rem;padding:0 .3rem;font-size:.8rem;"
    "white-space:nowrap}.decision{background:#e8edf3}"
    ".state{border-left:4px solid #9db2c9;padding:0 0 .2rem .8rem;margin:.8rem 0}"
    ".around,.stated,.guards{color:#444;font-size:.9rem}"
    "ul.steps li{margin:.35rem 0}.steps ul{margin:.1rem 0}.if{padding-left:.8rem;border-left:2px "
    "dotted #777}"
    ".leads{color:#113a5c}.duty,.written,.guards,.story{margin-top:.4rem}.duty{font-style:italic}"
    "ul.names{columns:2;font-size:.9rem}.written{border-left:3px solid "
    "#1f6b32;padding-left:.4rem}.story{font-weight:bold}"
    "td ol{margin:.2rem 0;padding-left:1.3rem}.same{color:#555}"
    ".letter{border:1px solid #999;margin:.5rem 0;padding:.4rem 1rem;background:#fdfdfb}"
    "tr.breaking td,tr.breaking th{background:#fde8e8;border-color:#9b1c1c}"
    "table.run{table-layout:fixed}table.run thead th:nth-child(1){width:7.5rem}"
    "table.run thead th:nth-child(2){width:20%}table.run thead th:nth-child(4){width:26%}"
    "table.verdicts thead th:nth-child(1){width:36%}table.verdicts thead th:nth-child(4){width:26%}"
    "mark{background:#fff0b3;color:#1a1a1a;padding:0 .15rem}.when{border-left:3px dotted "
    "#777;padding-left:.6rem}"
    "figure{margin:1rem 0}figure svg{max-width:100%;height:auto;border:1px solid #b8bfc7}"
    "figcaption{font-size:.9rem}.clock{margin-bottom:1.2rem}"
    "@page{size:A4;margin:15mm}"
    "@media "
    "print{html{font-size:9pt}body{font-size:9pt;max-width:none;margin:0;padding:0}a{color:inherit;"
    "text-decoration:none}section+section h2{break-before:page}h2,h3,h4,caption{break-after:avoid}"
    "tr,figure,.letter,li{break-inside:avoid}thead{display:table-header-group}"
    "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}";

/// The sections, by their id; each writes itself.
struct Part {
  std::string_view id;
  void (*write)(const Sheet& sheet, Html& page);
};
constexpr std::array<Part, 10> kParts = {{{"summary", write_summary},
                                          {"course", write_course},
                                          {"acts", write_acts},
                                          {"norms", write_matrix},
                                          {"clocks", write_clocks},
                                          {"people", write_people},
                                          {"letters", write_letters},
                                          {"judgements", write_judgements},
                                          {"uncertain", write_uncertain},
                                          {"stories", write_stories}}};

void write_contents(const Speech& speech, Html& page) {
  page.open("nav", {{"aria-label", speech.say("contents")}})
      .leaf("p", element("strong", speech.say("contents")));
  page.open("ol");
  for (const Part& part : kParts)
    page.leaf("li", link(part.id, plain(speech.say("heading." + std::string(part.id)))));
  page.close().close();
}

}  // namespace

void write_head(const std::string& title, Html& page) {
  page.open("head");
  page.leaf("meta", "", {{"charset", "utf-8"}});
  page.leaf("meta", "",
            {{"http-equiv", "Content-Security-Policy"},
             {"content", "default-src 'none'; style-src 'unsafe-inline'"}});
  page.leaf("meta", "", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  page.leaf("title", title);
  page.leaf("style", Markup{std::string(kStyle)});
  page.close();
}

std::map<std::string, Texts> roles_of(const std::optional<xml::Document>& organisation) {
  std::map<std::string, Texts> roles;
  if (!organisation) return roles;
  for (const xml::Element& role :
       organisation->root().children(cases::kOrganisationNamespace, "role-map"))
    roles[role.attribute_or_empty("local")] = texts_in(role, "title");
  return roles;
}

Result<std::string> page(const Workspace& workspace, const WorkflowId& workflow,
                         const Material& material, Language language) {
  LAGRUM_ASSIGN(const cases::Workflow* found, workspace.state()->newest(workflow));
  if (material.report->workflow != found->chart.name() ||
      material.report->version != found->chart.version()) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected a report of '" + found->key() + "', found one of '" +
                     material.report->workflow + "@" + material.report->version + "'",
                 {},
                 {}};
  }
  const std::optional<xml::Document> organisation = read_document(material, material.organisation);
  const Speech speech(*found, *material.report, roles_of(organisation), language);
  const Outline outline(speech);
  const Sheet sheet = sheet_of(speech, outline, material);
  const std::string& name = speech.of(found->chart.title());
  const std::string title =
      speech.say("title", {{"workflow", name.empty() ? found->chart.name() : name}});
  Html html;
  html.open("html", {{"xmlns", "http://www.w3.org/1999/xhtml"},
                     {"lang", std::string(to_string(language))}});
  write_head(title, html);
  html.open("body").leaf("h1", title);
  write_contents(speech, html);
  html.open("main");
  for (const Part& part : kParts) part.write(sheet, html);
  html.close().close().close();
  return "<!DOCTYPE html>\n" + html.finish().html;
}

}  // namespace lagrum::review
