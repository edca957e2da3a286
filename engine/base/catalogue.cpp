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
    CatalogueRow{"cli.lint-warned",
                 "Inga fel, men att ta ställning till: {warnings}. {workflows} flöden, {norms} "
                 "normer.",
                 "Ingen fejl, men at tage stilling til: {warnings}. {workflows} forløb, {norms} "
                 "normer.",
                 "No faults, but to be considered: {warnings}. {workflows} workflows, {norms} "
                 "norms."},
    CatalogueRow{"cli.norm-doubt", "Oklart: {doubt}", "Uafklaret: {doubt}", "Not settled: {doubt}"},
    CatalogueRow{
        "cli.norm-status",
        "Läge {mode}, rang {rank}, källa {source}, granskad av {review}, gäller {from} till {to}.",
        "Tilstand {mode}, rang {rank}, kilde {source}, gennemgået af {review}, gælder {from} til "
        "{to}.",
        "Mode {mode}, rank {rank}, source {source}, reviewed by {review}, valid {from} to {to}."},
    CatalogueRow{"cli.still-due", "Ärende {case} kunde inte hanteras och väntar: {message}",
                 "Sag {case} kunne ikke håndteres og venter: {message}",
                 "Case {case} could not be handled and stays due: {message}"},
    CatalogueRow{"cli.ticked",
                 "Hanterade tidpunkter: {moments}, verkningar: {acts}, ogjorda: {refused}.",
                 "Håndterede tidspunkter: {moments}, virkninger: {acts}, ikke udført: {refused}.",
                 "Moments handled: {moments}, effects: {acts}, undone: {refused}."},
    CatalogueRow{"migration.data-dropped", "{name} utgår (var {was})", "{name} udgår (var {was})",
                 "{name} is dropped (was {was})"},
    CatalogueRow{"migration.done",
                 "Flyttade till {workflow} {to}: {moving}; blev kvar: {staying}; redan avslutade: "
                 "{ended}.",
                 "Flyttet til {workflow} {to}: {moving}; blev tilbage: {staying}; allerede "
                 "afsluttede: {ended}.",
                 "Moved to {workflow} {to}: {moving}; stayed: {staying}; had ended: {ended}."},
    CatalogueRow{"migration.moved", "{case} har flyttats från {from} till {to}: {before} → {after}",
                 "{case} er flyttet fra {from} til {to}: {before} → {after}",
                 "{case} has moved from {from} to {to}: {before} → {after}"},
    CatalogueRow{
        "migration.planned",
        "Kan flyttas till {workflow} {to}: {moving}; kan inte: {staying}; redan avslutade: "
        "{ended}. Inget har skrivits.",
        "Kan flyttes til {workflow} {to}: {moving}; kan ikke: {staying}; allerede "
        "afsluttede: {ended}. Intet er skrevet.",
        "Would move to {workflow} {to}: {moving}; cannot: {staying}; have ended: {ended}. "
        "Nothing was written."},
    CatalogueRow{"migration.send-dropped", "väntas inte längre: {event}, {due}",
                 "ventes ikke længere: {event}, {due}", "no longer pending: {event}, {due}"},
    CatalogueRow{"migration.send-kept", "väntas fortfarande: {event}, {due}",
                 "ventes fortsat: {event}, {due}", "still pending: {event}, {due}"},
    CatalogueRow{"migration.stays", "{case} kan inte flyttas från {from}:",
                 "{case} kan ikke flyttes fra {from}:", "{case} cannot move from {from}:"},
    CatalogueRow{"migration.would-move",
                 "{case} kan flyttas från {from} till {to}: {before} → {after}",
                 "{case} kan flyttes fra {from} til {to}: {before} → {after}",
                 "{case} would move from {from} to {to}: {before} → {after}"},
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
    CatalogueRow{"render.ask", "Fråga: {what}", "Spørgsmål: {what}", "Question: {what}"},
    CatalogueRow{"render.phase", "Skede: {what}", "Fase: {what}", "Phase: {what}"},
    CatalogueRow{"render.task", "Uppgift: {what}", "Opgave: {what}", "Task: {what}"},
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
