#include "base/catalogue.h"

#include <array>

namespace lagrum {
namespace {

// Ordered by key.
constexpr std::array kRows = {
    CatalogueRow{"act.by-norm", "följer av {norm}", "følger af {norm}", "follows from {norm}"},
    CatalogueRow{"answer.done", "Utfört.", "Udført.", "Done."},
    CatalogueRow{"answer.not-applicable", "Arbetsflödet tar inte emot händelsen nu.",
                 "Forløbet tager ikke imod hændelsen nu.",
                 "The workflow does not take this event now."},
    CatalogueRow{"answer.not-authorised", "Inte behörig: roll eller delegation saknas.",
                 "Ikke bemyndiget: rolle eller delegation mangler.",
                 "Not authorised: role or delegation is missing."},
    CatalogueRow{"answer.possible", "Möjligt nu: {events}", "Muligt nu: {events}",
                 "Possible now: {events}"},
    CatalogueRow{"answer.provision", "Se {cite}.", "Se {cite}.", "See {cite}."},
    CatalogueRow{"answer.reason-required", "En varning kräver ett skäl; inget har gjorts.",
                 "En advarsel kræver en begrundelse; intet er gjort.",
                 "A warning needs a reason; nothing has been done."},
    CatalogueRow{"answer.refused", "Vägrat: rättsregler hindrar åtgärden nu.",
                 "Afvist: retsregler hindrer handlingen nu.",
                 "Refused: rules of law bar the act now."},
    CatalogueRow{"cli.delivered", "{sent} brev lagda i mappen, {recorded} bevis antecknade.",
                 "{sent} breve lagt i mappen, {recorded} beviser noteret.",
                 "{sent} letters written, {recorded} pieces of evidence recorded."},
    CatalogueRow{"cli.evidence-filed",
                 "Beviset för {message} ({kind} till {party}) är lagt i settled/ utan åtgärd: det "
                 "gäller ingen underrättelse om beslutet.",
                 "Beviset for {message} ({kind} til {party}) er lagt i settled/ uden handling: det "
                 "gælder ingen underretning om afgørelsen.",
                 "The evidence for {message} ({kind} to {party}) is filed in settled/ without an "
                 "act: it is of no notice of the decision."},
    CatalogueRow{"cli.journal-sound",
                 "Journalen är hel: {entries} poster i {cases} ärenden, rot {root}. Obevittnad: "
                 "ingen utomstående har medundertecknat.",
                 "Journalen er hel: {entries} poster i {cases} sager, rod {root}. Ubevidnet: ingen "
                 "udenforstående har medunderskrevet.",
                 "The journal is sound: entries: {entries}, cases: {cases}, root {root}. "
                 "Unwitnessed: nobody outside has cosigned."},
    CatalogueRow{"cli.journal-unsound", "Journalen är inte hel; {entries} poster lästes.",
                 "Journalen er ikke hel; {entries} poster blev læst.",
                 "The journal is not sound; {entries} entries were read."},
    CatalogueRow{"cli.lint-clean", "Inga fel: {workflows} flöden, {norms} normer.",
                 "Ingen fejl: {workflows} forløb, {norms} normer.",
                 "No faults: {workflows} workflows, {norms} norms."},
    CatalogueRow{"cli.norm-doubt", "Oklart: {doubt}", "Uafklaret: {doubt}", "Not settled: {doubt}"},
    CatalogueRow{
        "cli.norm-status",
        "Läge {mode}, rang {rank}, källa {source}, granskad av {review}, gäller {from} till {to}.",
        "Tilstand {mode}, rang {rank}, kilde {source}, gennemgået af {review}, gælder {from} til "
        "{to}.",
        "Mode {mode}, rank {rank}, source {source}, reviewed by {review}, valid {from} to {to}."},
    CatalogueRow{"cli.ticked", "{moments} tidpunkter hanterade, {acts} verkningar.",
                 "{moments} tidspunkter håndteret, {acts} virkninger.",
                 "{moments} moments handled, {acts} effects."},
    CatalogueRow{"month.01", "januari", "januar", "January"},
    CatalogueRow{"month.02", "februari", "februar", "February"},
    CatalogueRow{"month.03", "mars", "marts", "March"},
    CatalogueRow{"month.04", "april", "april", "April"},
    CatalogueRow{"month.05", "maj", "maj", "May"},
    CatalogueRow{"month.06", "juni", "juni", "June"},
    CatalogueRow{"month.07", "juli", "juli", "July"},
    CatalogueRow{"month.08", "augusti", "august", "August"},
    CatalogueRow{"month.09", "september", "september", "September"},
    CatalogueRow{"month.10", "oktober", "oktober", "October"},
    CatalogueRow{"month.11", "november", "november", "November"},
    CatalogueRow{"month.12", "december", "december", "December"},
    CatalogueRow{"objection.record", "Antecknat:", "Noteret:", "Recorded:"},
    CatalogueRow{"objection.refuse", "Hindrar:", "Hindrer:", "Bars it:"},
    CatalogueRow{"objection.warn", "Varnar:", "Advarer:", "Warns:"},
    CatalogueRow{"rank.policy", "dagen är praxis eller ett löfte, inte lag",
                 "dagen er praksis eller et løfte, ikke lov",
                 "the day is practice or a promise, not law"},
    CatalogueRow{"remedy.do", "Först behövs: {acts}.", "Først kræves: {acts}.",
                 "First needed: {acts}."},
    CatalogueRow{"remedy.do-alternative", "Ett sätt är: {acts}.", "En mulighed er: {acts}.",
                 "One way is: {acts}."},
    CatalogueRow{"remedy.judge-any", "Frågan ska vara besvarad: {question}",
                 "Spørgsmålet skal være besvaret: {question}",
                 "The question must have been answered: {question}"},
    CatalogueRow{"remedy.judge-no", "Frågan ska vara besvarad med nej, med skäl: {question}",
                 "Spørgsmålet skal være besvaret med nej, med begrundelse: {question}",
                 "The question must be answered no, with a reason: {question}"},
    CatalogueRow{"remedy.judge-yes", "Frågan ska vara besvarad med ja, med skäl: {question}",
                 "Spørgsmålet skal være besvaret med ja, med begrundelse: {question}",
                 "The question must be answered yes, with a reason: {question}"},
    CatalogueRow{"remedy.other", "Ett villkor är: {condition}.", "En betingelse er: {condition}.",
                 "A condition is: {condition}."},
    CatalogueRow{"remedy.other-alternative", "Ett sätt är: {condition}.",
                 "En mulighed er: {condition}.", "One way is: {condition}."},
    CatalogueRow{"remedy.start-clock", "Tiden har inte börjat löpa för alla: {clock}.",
                 "Fristen er ikke begyndt at løbe for alle: {clock}.",
                 "The time has not started for everybody: {clock}."},
    CatalogueRow{"remedy.state", "Uppgiften ska anges: {attribute}.",
                 "Oplysningen skal angives: {attribute}.", "This must be stated: {attribute}."},
    CatalogueRow{"remedy.state-value", "Uppgiften {attribute} ska vara {value}.",
                 "Oplysningen {attribute} skal være {value}.", "{attribute} must be {value}."},
    CatalogueRow{"remedy.wait", "Tillåtet från och med {day}.", "Tilladt fra og med {day}.",
                 "Lawful from {day}."},
    CatalogueRow{"value.no", "nej", "nej", "no"},
    CatalogueRow{"value.yes", "ja", "ja", "yes"},
    CatalogueRow{"view.acts", "Åtgärder, i rättslig ordning", "Handlinger, i retlig orden",
                 "Acts, in legal order"},
    CatalogueRow{"view.clocks", "Tidsfrister", "Frister", "Time limits"},
    CatalogueRow{"view.duties", "Öppna skyldigheter", "Åbne pligter", "Open duties"},
    CatalogueRow{"view.phase", "fas: {phase}", "fase: {phase}", "phase: {phase}"},
    CatalogueRow{"view.superseded", "ersatt av senare kunskap", "erstattet af senere viden",
                 "superseded by later knowledge"},
    CatalogueRow{"view.tasks", "Uppgifter och frågor", "Opgaver og spørgsmål",
                 "Tasks and questions"},
    CatalogueRow{"word.or", "eller", "eller", "or"},
};

}  // namespace

std::span<const CatalogueRow> catalogue() { return kRows; }

}  // namespace lagrum
