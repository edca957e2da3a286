#include <array>

#include "base/catalogue.h"

namespace lagrum {
namespace {

// Ordered by key.
constexpr std::array kReviewRows = {
    CatalogueRow{"review.act.awaited", "Räknas med i: {what}.", "Tæller med i: {what}.",
                 "Is counted in: {what}."},
    CatalogueRow{"review.act.bars", "Hindrar från och med nu andra åtgärder genom: {what}.",
                 "Forhindrer fra nu af andre handlinger ved: {what}.",
                 "From then on bars other acts through: {what}."},
    CatalogueRow{"review.act.by-engine", "Motorn för själv in den, som en verkan av lagen.",
                 "Motoren indfører den selv som en virkning af loven.",
                 "The engine records it by itself, as an effect of the law."},
    CatalogueRow{"review.act.by-state", "När ett tillstånd nås eller lämnas.",
                 "Når en tilstand nås eller forlades.", "When a state is reached or left."},
    CatalogueRow{"review.act.deems", "Ger en verkan enligt: {what}.",
                 "Giver en virkning efter: {what}.", "Has an effect by: {what}."},
    CatalogueRow{"review.act.fulfils", "Uppfyller: {what}.", "Opfylder: {what}.", "Meets: {what}."},
    CatalogueRow{"review.act.in", "i {state}", "i {state}", "in {state}"},
    CatalogueRow{"review.act.judged", "Prövas mot: {what}.", "Prøves mod: {what}.",
                 "Is tested against: {what}."},
    CatalogueRow{"review.act.lapses", "Får att förfalla: {what}.", "Får til at bortfalde: {what}.",
                 "Makes lapse: {what}."},
    CatalogueRow{"review.act.nothing", "Ingen regel fäster något vid den.",
                 "Ingen regel knytter noget til den.", "No rule attaches anything to it."},
    CatalogueRow{"review.act.opens", "Väcker skyldigheten: {what}.", "Vækker pligten: {what}.",
                 "Gives rise to the duty: {what}."},
    CatalogueRow{"review.act.starts", "Startar tiden: {what}.", "Starter fristen: {what}.",
                 "Starts the time: {what}."},
    CatalogueRow{"review.act.unread",
                 "Uppgifter som antecknas men som ingen regel och inget villkor i flödet läser: "
                 "{what}. De avgör inget av sig själva.",
                 "Oplysninger, der noteres, men som ingen regel og ingen betingelse i "
                 "arbejdsgangen læser: {what}. De afgør intet af sig selv.",
                 "Values that are recorded but that no rule and no condition of the workflow "
                 "reads: {what}. They decide nothing by themselves."},
    CatalogueRow{"review.acts-and-others", "{acts} eller någon av {count} andra",
                 "{acts} eller en af {count} andre", "{acts} or one of {count} others"},
    CatalogueRow{"review.acts.act", "Åtgärd", "Handling", "Act"},
    CatalogueRow{"review.acts.caption", "Åtgärderna och deras verkan",
                 "Handlingerne og deres virkning", "The acts and their effect"},
    CatalogueRow{"review.acts.effect", "Vad rätten fäster vid den", "Hvad retten knytter til den",
                 "What the law attaches to it"},
    CatalogueRow{
        "review.acts.intro",
        "En rättslig åtgärd är det som räknas i rätten: vad som gjordes, av vem, vilken dag. Här "
        "står vad reglerna fäster vid varje åtgärd som flödet utför: vilka tider den startar, "
        "vilka skyldigheter den väcker eller uppfyller, vad den hindrar och vad som väntar på den.",
        "En retlig handling er det, der tæller i retten: hvad der blev gjort, af hvem, hvilken "
        "dag. Her står, hvad reglerne knytter til hver handling, som arbejdsgangen udfører: hvilke "
        "frister den starter, hvilke pligter den vækker eller opfylder, hvad den forhindrer, og "
        "hvad der venter på den.",
        "A legal act is what counts in law: what was done, by whom, on which day. Here stands what "
        "the rules attach to each act that the workflow performs: which times it starts, which "
        "duties it gives rise to or meets, what it bars and what waits for it."},
    CatalogueRow{"review.acts.where", "Var i flödet", "Hvor i arbejdsgangen",
                 "Where in the workflow"},
    CatalogueRow{"review.any-act", "vilken åtgärd som helst", "enhver handling", "any act"},
    CatalogueRow{"review.ask.nowhere", "Ingenstans i flödet; förvalet gäller alltid.",
                 "Ingen steder i arbejdsgangen; forvalget gælder altid.",
                 "Nowhere in the workflow; the default always holds."},
    CatalogueRow{"review.clock.after", "att {clock} har nått sitt slut",
                 "at {clock} har nået sin afslutning", "the end of {clock}"},
    CatalogueRow{"review.clock.conditions", "(på villkor som regeln anger)",
                 "(på betingelser, som reglen angiver)", "(on conditions that the rule states)"},
    CatalogueRow{"review.clock.counted", "{span}, där bara dagar i mängden ”{set}” räknas",
                 "{span}, hvor kun dage i mængden »{set}« tælles",
                 "{span}, counting only days of the set “{set}”"},
    CatalogueRow{"review.clock.extend", "Kan förlängas", "Kan forlænges", "Can be extended"},
    CatalogueRow{"review.clock.extend-by", "med högst {span}, enligt {norm}",
                 "med højst {span} efter {norm}", "by at most {span}, under {norm}"},
    CatalogueRow{"review.clock.extend-open", "enligt {norm}", "efter {norm}", "under {norm}"},
    CatalogueRow{"review.clock.fixed-day", "till den dag som anges; ingen tid läggs till",
                 "til den dag, der angives; ingen tid lægges til",
                 "to the day that is stated; no time is added"},
    CatalogueRow{"review.clock.from-until", "från {from} till {until}", "fra {from} til {until}",
                 "from {from} until {until}"},
    CatalogueRow{"review.clock.kind", "Art", "Art", "Kind"},
    CatalogueRow{"review.clock.length", "Längd", "Længde", "Length"},
    CatalogueRow{"review.clock.no-norm", "ingen", "ingen", "none"},
    CatalogueRow{"review.clock.no-roll", "Dagen flyttas inte.", "Dagen flyttes ikke.",
                 "The day does not move."},
    CatalogueRow{"review.clock.norms", "Regler som talar om den", "Regler, der taler om den",
                 "Rules that speak of it"},
    CatalogueRow{"review.clock.on", "på den dag som anges i {name}",
                 "på den dag, der angives i {name}", "on the day stated in {name}"},
    CatalogueRow{"review.clock.restart", "Börjar om vid", "Begynder forfra ved", "Starts again at"},
    CatalogueRow{"review.clock.roll", "Helgdagar", "Helligdage", "Holidays"},
    CatalogueRow{"review.clock.rolls",
                 "Faller sista dagen utanför ”{set}” flyttas den till nästa sådan dag ({cite}).",
                 "Falder sidste dag uden for »{set}«, flyttes den til næste sådan dag ({cite}).",
                 "A last day outside “{set}” moves to the next such day ({cite})."},
    CatalogueRow{"review.clock.rolls-read",
                 "Faller sista dagen utanför ”{set}” flyttas den till nästa sådan dag ({cite}). "
                 "Att det gäller här är en tolkning.",
                 "Falder sidste dag uden for »{set}«, flyttes den til næste sådan dag ({cite}). At "
                 "det gælder her, er en fortolkning.",
                 "A last day outside “{set}” moves to the next such day ({cite}). That this "
                 "applies here is a reading."},
    CatalogueRow{"review.clock.starts", "Startas av", "Startes af", "Started by"},
    CatalogueRow{"review.clock.suspend", "Står stilla", "Står stille", "Stands still"},
    CatalogueRow{"review.clock.void", "Upphör vid", "Ophører ved", "Ends for good at"},
    CatalogueRow{"review.clock.when", "om {expression}", "hvis {expression}", "if {expression}"},
    CatalogueRow{"review.clock.where", "Gäller om", "Gælder hvis", "Applies if"},
    CatalogueRow{
        "review.clocks.intro",
        "Varje tidsfrist som flödet kan starta: vad som startar den, hur lång den är, vad som "
        "flyttar den, och en uträknad dag med varje steg och dess lagrum. Exemplet börjar den dag "
        "vars lag visas; rullar sista dagen finns också ett exempel där den möter en helgdag.",
        "Hver frist, som arbejdsgangen kan starte: hvad der starter den, hvor lang den er, hvad "
        "der flytter den, og en udregnet dag med hvert skridt og dets bestemmelse. Eksemplet "
        "begynder den dag, hvis lov vises; flyttes sidste dag, findes også et eksempel, hvor den "
        "møder en helligdag.",
        "Each time limit that the workflow can start: what starts it, how long it is, what moves "
        "it, and a worked date with each step and its provision. The example starts on the day "
        "whose law is shown; where the last day rolls there is an example that meets a holiday "
        "too."},
    CatalogueRow{"review.clocks.never",
                 "Tidsfrister i lagpaketen som flödet aldrig startar: {clocks}.",
                 "Frister i lovpakkerne, som arbejdsgangen aldrig starter: {clocks}.",
                 "Time limits of the packs that the workflow never starts: {clocks}."},
    CatalogueRow{"review.comes.act",
                 "Kommer av sig självt när {what} har antecknats av motorn ({event}).",
                 "Kommer af sig selv, når {what} er noteret af motoren ({event}).",
                 "Comes by itself when the engine has recorded {what} ({event})."},
    CatalogueRow{"review.comes.condition", "Sker av sig självt så snart villkoret gäller.",
                 "Sker af sig selv, så snart betingelsen gælder.",
                 "Happens by itself as soon as the condition holds."},
    CatalogueRow{"review.comes.date",
                 "Kommer av sig självt när den dag är förbi som angavs i {what} ({event}).",
                 "Kommer af sig selv, når den dag er forbi, som blev angivet i {what} ({event}).",
                 "Comes by itself when the day has passed that was stated in {what} ({event})."},
    CatalogueRow{"review.comes.done", "Kommer av sig självt när {what} är avslutat ({event}).",
                 "Kommer af sig selv, når {what} er afsluttet ({event}).",
                 "Comes by itself when {what} is finished ({event})."},
    CatalogueRow{"review.comes.event", "Kommer av sig självt: flödet eller motorn ger {event}.",
                 "Kommer af sig selv: arbejdsgangen eller motoren giver {event}.",
                 "Comes by itself: the workflow or the engine raises {event}."},
    CatalogueRow{"review.comes.expired",
                 "Kommer av sig självt när tiden har löpt ut: {what} ({event}).",
                 "Kommer af sig selv, når fristen er udløbet: {what} ({event}).",
                 "Comes by itself when the time has run out: {what} ({event})."},
    CatalogueRow{"review.comes.near",
                 "Kommer av sig självt när tiden närmar sig sitt slut: {what} ({event}).",
                 "Kommer af sig selv, når fristen nærmer sig sin afslutning: {what} ({event}).",
                 "Comes by itself when the time nears its end: {what} ({event})."},
    CatalogueRow{"review.contents", "Innehåll", "Indhold", "Contents"},
    CatalogueRow{"review.counts.alone", "Flödet för sig", "Arbejdsgangen alene", "Workflow alone"},
    CatalogueRow{"review.counts.caption", "Reglerna efter vad som kan sägas om dem",
                 "Reglerne efter, hvad der kan siges om dem",
                 "The rules by what can be said of them"},
    CatalogueRow{"review.counts.enforced", "När motorn vägrar", "Når motoren afviser",
                 "With the engine refusing"},
    CatalogueRow{"review.counts.means", "Vad det betyder", "Hvad det betyder", "What it means"},
    CatalogueRow{"review.counts.verdict", "Omdöme", "Vurdering", "Verdict"},
    CatalogueRow{
        "review.course.intro",
        "Varje tillstånd är en plats där ärendet kan stå. Under det står vem som får göra vad, på "
        "vilket villkor, vilka rättsliga åtgärder det är med sitt lagrum, och vart det leder. Det "
        "som gäller i ett omgivande tillstånd gäller också i dem som ligger inuti. Att flödet "
        "erbjuder ett steg betyder inte att det är lagligt just då: det prövar reglerna i avsnitt "
        "4.",
        "Hver tilstand er et sted, hvor sagen kan stå. Under den står, hvem der må gøre hvad, på "
        "hvilken betingelse, hvilke retlige handlinger det er med deres bestemmelse, og hvor det "
        "fører hen. Det, der gælder i en omgivende tilstand, gælder også i dem, der ligger inden i "
        "den. At arbejdsgangen tilbyder et skridt, betyder ikke, at det er lovligt netop da: det "
        "prøver reglerne i afsnit 4.",
        "Each state is a place where the case can stand. Below it stands who may do what, on what "
        "condition, which legal acts that is with their provision, and where it leads. What holds "
        "in a state around others holds in those inside it too. That the workflow offers a step "
        "does not mean that it is lawful then: that is for the rules in section 4."},
    CatalogueRow{"review.date.extended",
                 "Exempel med full förlängning: börjar {start}; dagen är {due}.",
                 "Eksempel med fuld forlængelse: begynder {start}; dagen er {due}.",
                 "Example with the full extension: starts on {start}; the day is {due}."},
    CatalogueRow{"review.date.plain", "Exempel: börjar {start}; dagen är {due}.",
                 "Eksempel: begynder {start}; dagen er {due}.",
                 "Example: starts on {start}; the day is {due}."},
    CatalogueRow{"review.date.reading", "tolkning", "fortolkning", "a reading"},
    CatalogueRow{"review.date.rolls", "Exempel över en helgdag: börjar {start}; dagen är {due}.",
                 "Eksempel over en helligdag: begynder {start}; dagen er {due}.",
                 "Example across a holiday: starts on {start}; the day is {due}."},
    CatalogueRow{"review.differs", "{norm}: väntat {expected}, funnet {found}",
                 "{norm}: ventet {expected}, fundet {found}",
                 "{norm}: expected {expected}, found {found}"},
    CatalogueRow{"review.duty.open", "Efter {to}: {with}. Ingen dag är satt.",
                 "Efter {to}: {with}. Ingen dag er sat.", "After {to}: {with}. No day is set."},
    CatalogueRow{"review.duty.policy",
                 "Efter {to}: {with}, inom {clock}. Dagen är praxis eller ett löfte, inte lag: att "
                 "den passerar är ingen lagöverträdelse.",
                 "Efter {to}: {with}, inden for {clock}. Dagen er praksis eller et løfte, ikke "
                 "lov: at den passeres, er ingen lovovertrædelse.",
                 "After {to}: {with}, within {clock}. The day is practice or a promise, not law: "
                 "its passing is no breach of law."},
    CatalogueRow{"review.duty.promptly",
                 "Efter {to}: {with}. Lagen sätter ingen fast dag; efter {span} påminner systemet, "
                 "men tiden ensam gör det aldrig till en överträdelse.",
                 "Efter {to}: {with}. Loven sætter ingen fast dag; efter {span} minder systemet om "
                 "det, men tiden alene gør det aldrig til en overtrædelse.",
                 "After {to}: {with}. The law sets no fixed day; after {span} the system reminds, "
                 "but time alone never makes it a breach."},
    CatalogueRow{"review.duty.within",
                 "Efter {to}: {with}, inom {clock}. Är det inte gjort när den tiden har gått ut är "
                 "regeln bruten; att göra det sedan tar inte bort överträdelsen.",
                 "Efter {to}: {with}, inden for {clock}. Er det ikke gjort, når fristen er "
                 "udløbet, er reglen brudt; at gøre det bagefter fjerner ikke overtrædelsen.",
                 "After {to}: {with}, within {clock}. Not done when that time has run out, the "
                 "rule is breached; doing it later does not undo the breach."},
    CatalogueRow{"review.event.act", "Motorn antecknar: {what}", "Motoren noterer: {what}",
                 "The engine records: {what}"},
    CatalogueRow{"review.event.answer", "Svar på frågan: {question}",
                 "Svar på spørgsmålet: {question}", "Answer to the question: {question}"},
    CatalogueRow{"review.event.answers", "Svar på en bedömningsfråga, bland dem: {question}",
                 "Svar på et skønsspørgsmål, blandt dem: {question}",
                 "Answer to a question of judgement, among them: {question}"},
    CatalogueRow{"review.event.by-itself", "av sig självt", "af sig selv", "by itself"},
    CatalogueRow{"review.event.date", "Den angivna dagen har passerat: {what}",
                 "Den angivne dag er passeret: {what}", "The day stated has passed: {what}"},
    CatalogueRow{"review.event.done", "Avslutat: {what}", "Afsluttet: {what}", "Finished: {what}"},
    CatalogueRow{"review.event.expired", "Tiden har löpt ut: {what}", "Fristen er udløbet: {what}",
                 "The time has run out: {what}"},
    CatalogueRow{"review.event.near", "Tiden går mot sitt slut: {what}",
                 "Fristen nærmer sig sin afslutning: {what}", "The time nears its end: {what}"},
    CatalogueRow{"review.fact.authority", "Myndighet i exemplen", "Myndighed i eksemplerne",
                 "Authority in the examples"},
    CatalogueRow{"review.fact.day", "Lagens dag", "Lovens dag", "Day of the law"},
    CatalogueRow{"review.fact.day-is", "Rätten visas så som den gäller ärenden som börjar {day}.",
                 "Retten vises, som den gælder for sager, der begynder {day}.",
                 "The law is shown as it applies to cases that begin on {day}."},
    CatalogueRow{"review.fact.territory", "Område", "Område", "Territory"},
    CatalogueRow{"review.fact.workflow", "Arbetsflöde", "Arbejdsgang", "Workflow"},
    CatalogueRow{"review.finding.doubts", "Regler med en öppet redovisad tvekan: {count}.",
                 "Regler med en åbent oplyst tvivl: {count}.",
                 "Rules with a doubt that is stated openly: {count}."},
    CatalogueRow{"review.finding.inconclusive", "Oavgjorda regler: {count}.",
                 "Uafgjorte regler: {count}.", "Undecided rules: {count}."},
    CatalogueRow{
        "review.finding.refuted-blocking",
        "Regler som ska hindra åtgärden men kan brytas eller stänga ärendet inne: {count}.",
        "Regler, som skal forhindre handlingen, men kan brydes eller spærre sagen inde: {count}.",
        "Rules that should stop the act but can be breached, or lock the case in: {count}."},
    CatalogueRow{"review.finding.refuted-soft",
                 "Regler som kan brytas utan att systemet hindrar det (det varnar eller "
                 "antecknar): {count}.",
                 "Regler, som kan brydes, uden at systemet forhindrer det (det advarer eller "
                 "noterer): {count}.",
                 "Rules that can be breached without the system stopping it (it warns or puts it "
                 "on record): {count}."},
    CatalogueRow{"review.finding.relies",
                 "Regler som hålls bara därför att motorn vägrar: {count}.",
                 "Regler, som kun overholdes, fordi motoren afviser: {count}.",
                 "Rules that are kept only because the engine refuses: {count}."},
    CatalogueRow{"review.finding.runtime",
                 "Regler som bara kan prövas i det enskilda ärendet: {count}.",
                 "Regler, som kun kan prøves i den enkelte sag: {count}.",
                 "Rules that can be tested only in the single case: {count}."},
    CatalogueRow{"review.finding.stories", "Berättelser som inte slutar som de ska: {count}.",
                 "Forløb, der ikke ender, som de skal: {count}.",
                 "Stories that do not end as they should: {count}."},
    CatalogueRow{"review.finding.unwritten",
                 "Omdömen som behöver en skriven förklaring och saknar den: {count}.",
                 "Vurderinger, der kræver en skreven forklaring og mangler den: {count}.",
                 "Verdicts that need a written reason and have none: {count}."},
    CatalogueRow{"review.findings", "Fynden i korthet", "Fundene i korthed",
                 "The findings in short"},
    CatalogueRow{
        "review.findings.fails",
        "Någon regel som får hindra en åtgärd håller inte, eller något lämnades oavgjort.",
        "En regel, som må forhindre en handling, holder ikke, eller noget blev efterladt uafgjort.",
        "Some rule that may stop an act does not hold, or something was left undecided."},
    CatalogueRow{
        "review.findings.holds",
        "Ingen regel som får hindra en åtgärd kan kringgås, och inget lämnades oavgjort.",
        "Ingen regel, som må forhindre en handling, kan omgås, og intet blev efterladt uafgjort.",
        "No rule that may stop an act can be evaded, and nothing was left undecided."},
    CatalogueRow{"review.heading.acts", "3. Vad varje rättslig åtgärd för med sig",
                 "3. Hvad hver retlig handling fører med sig", "3. What each legal act sets going"},
    CatalogueRow{"review.heading.clocks", "5. Tidsfrister", "5. Frister", "5. Time limits"},
    CatalogueRow{"review.heading.course", "2. Vad arbetsflödet gör, skede för skede",
                 "2. Hvad arbejdsgangen gør, fase for fase",
                 "2. What the workflow does, phase by phase"},
    CatalogueRow{"review.heading.judgements", "8. Öppna bedömningar", "8. Åbne skøn",
                 "8. Open judgements"},
    CatalogueRow{"review.heading.letters", "7. Brev och beslut som skickas",
                 "7. Breve og afgørelser, der sendes", "7. Letters and decisions that are sent"},
    CatalogueRow{"review.heading.norms", "4. Rättsreglerna, en för en",
                 "4. Retsreglerne, en for en", "4. The rules of law, one by one"},
    CatalogueRow{"review.heading.people", "6. Vem får göra vad", "6. Hvem må gøre hvad",
                 "6. Who may do what"},
    CatalogueRow{"review.heading.stories", "10. Prövade berättelser", "10. Afprøvede forløb",
                 "10. Stories that were played"},
    CatalogueRow{"review.heading.summary", "1. Vad detta är, och vad granskningen fann",
                 "1. Hvad dette er, og hvad gennemgangen fandt",
                 "1. What this is, and what the review found"},
    CatalogueRow{"review.heading.uncertain", "9. Vad som är osäkert", "9. Hvad der er usikkert",
                 "9. What is uncertain"},
    CatalogueRow{"review.if.among", "{a} är något av {b}", "{a} er en af {b}", "{a} is one of {b}"},
    CatalogueRow{"review.if.and", "{a} och {b}", "{a} og {b}", "{a} and {b}"},
    CatalogueRow{"review.if.contains", "{b} finns bland {a}", "{b} findes blandt {a}",
                 "{b} is among {a}"},
    CatalogueRow{"review.if.count", "antalet {a}", "antallet af {a}", "the number of {a}"},
    CatalogueRow{"review.if.equal", "{a} är {b}", "{a} er {b}", "{a} is {b}"},
    CatalogueRow{"review.if.equal-nothing", "{a} inte är angivet", "{a} ikke er angivet",
                 "{a} is not given"},
    CatalogueRow{"review.if.greater", "{a} är mer än {b}", "{a} er mere end {b}",
                 "{a} is more than {b}"},
    CatalogueRow{"review.if.greater-equal", "{a} är minst {b}", "{a} er mindst {b}",
                 "{a} is at least {b}"},
    CatalogueRow{"review.if.greater-equal-nothing", "{a} är minst ett värde som saknas",
                 "{a} er mindst en værdi, der mangler", "{a} is at least a value that is missing"},
    CatalogueRow{"review.if.greater-nothing", "{a} är mer än ett värde som saknas",
                 "{a} er mere end en værdi, der mangler",
                 "{a} is more than a value that is missing"},
    CatalogueRow{"review.if.held", "ärendets uppgift ”{name}”", "sagens oplysning »{name}«",
                 "the case's “{name}”"},
    CatalogueRow{"review.if.holds", "{a} gäller", "{a} gælder", "{a} holds"},
    CatalogueRow{"review.if.in-state", "ärendet står i {a}", "sagen står i {a}",
                 "the case stands in {a}"},
    CatalogueRow{"review.if.less", "{a} är mindre än {b}", "{a} er mindre end {b}",
                 "{a} is less than {b}"},
    CatalogueRow{"review.if.less-equal", "{a} är högst {b}", "{a} er højst {b}",
                 "{a} is at most {b}"},
    CatalogueRow{"review.if.less-equal-nothing", "{a} är högst ett värde som saknas",
                 "{a} er højst en værdi, der mangler", "{a} is at most a value that is missing"},
    CatalogueRow{"review.if.less-nothing", "{a} är mindre än ett värde som saknas",
                 "{a} er mindre end en værdi, der mangler",
                 "{a} is less than a value that is missing"},
    CatalogueRow{"review.if.not", "det inte gäller att {a}", "det ikke gælder, at {a}",
                 "it does not hold that {a}"},
    CatalogueRow{"review.if.not-equal", "{a} inte är {b}", "{a} ikke er {b}", "{a} is not {b}"},
    CatalogueRow{"review.if.not-equal-nothing", "{a} är angivet", "{a} er angivet", "{a} is given"},
    CatalogueRow{"review.if.or", "{a} eller {b}", "{a} eller {b}", "{a} or {b}"},
    CatalogueRow{"review.if.stated", "det som anges som ”{name}”", "det, der angives som »{name}«,",
                 "what is stated as “{name}”"},
    CatalogueRow{"review.judgements.caption", "Bedömningsfrågorna", "Skønsspørgsmålene",
                 "The questions of judgement"},
    CatalogueRow{"review.judgements.counts", "Räknas i", "Tæller i", "Counts in"},
    CatalogueRow{"review.judgements.default", "Förval", "Forvalg", "Default"},
    CatalogueRow{"review.judgements.intro",
                 "Frågor som lagen lämnar åt en människa. Svaret antecknas med skäl. Tills någon "
                 "har svarat gäller förvalet.",
                 "Spørgsmål, som loven overlader til et menneske. Svaret noteres med begrundelse. "
                 "Indtil nogen har svaret, gælder forvalget.",
                 "Questions that the law leaves to a person. The answer is put on record with "
                 "reasons. Until somebody has answered the default holds."},
    CatalogueRow{"review.judgements.question", "Fråga", "Spørgsmål", "Question"},
    CatalogueRow{"review.judgements.reason", "Skäl krävs.", "Begrundelse kræves.",
                 "A reason is required."},
    CatalogueRow{"review.judgements.role", "Svarar", "Svarer", "Answered by"},
    CatalogueRow{"review.judgements.until", "{answer}, tills någon svarat",
                 "{answer}, indtil nogen har svaret", "{answer}, until answered"},
    CatalogueRow{"review.judgements.where", "Besvaras i", "Besvares i", "Answered in"},
    CatalogueRow{"review.kind.backward", "Räknas bakåt från en dag.", "Regnes tilbage fra en dag.",
                 "Counted back from a day."},
    CatalogueRow{"review.kind.deemed-event", "Dag då något räknas som inträffat.",
                 "Dag, hvor noget anses for sket.",
                 "Day on which something counts as having happened."},
    CatalogueRow{"review.kind.earliest-act", "Första dag då åtgärden får göras.",
                 "Første dag, hvor handlingen må ske.", "First day on which the act may be done."},
    CatalogueRow{"review.kind.latest-act",
                 "Sista dag för en åtgärd: den som handlar på dagen är i tid.",
                 "Sidste dag for en handling: den, der handler på dagen, er rettidig.",
                 "Last day for an act: an act on the day is in time."},
    CatalogueRow{"review.late.breach", "Om tiden går", "Hvis tiden går", "If the time passes"},
    CatalogueRow{"review.late.caption", "Skyldigheter som flödet väcker",
                 "Pligter, som arbejdsgangen vækker", "Duties that the workflow gives rise to"},
    CatalogueRow{"review.late.duty", "Skyldighet", "Pligt", "Duty"},
    CatalogueRow{"review.late.heading", "Skyldigheter med en tid: när sent är en överträdelse",
                 "Pligter med en frist: hvornår for sent er en overtrædelse",
                 "Duties with a time: when late is a breach"},
    CatalogueRow{
        "review.late.is-alarm",
        "Ingen överträdelse av tid ensam: lagen sätter ingen dag; systemet påminner efter {span}.",
        "Ingen overtrædelse af tid alene: loven sætter ingen dag; systemet minder om det efter "
        "{span}.",
        "No breach by time alone: the law sets no day; the system reminds after {span}."},
    CatalogueRow{"review.late.is-breach",
                 "Överträdelse av lagen; den kvarstår även om det görs sedan.",
                 "Overtrædelse af loven; den består, også selv om det gøres bagefter.",
                 "A breach of law; it stays even if it is done later."},
    CatalogueRow{"review.late.is-policy", "Ingen överträdelse: dagen är praxis eller ett löfte.",
                 "Ingen overtrædelse: dagen er praksis eller et løfte.",
                 "No breach: the day is practice or a promise."},
    CatalogueRow{"review.late.no-time", "ingen tid satt", "ingen frist sat", "no time set"},
    CatalogueRow{"review.late.none", "Flödet väcker ingen skyldighet.",
                 "Arbejdsgangen vækker ingen pligt.", "The workflow gives rise to no duty."},
    CatalogueRow{"review.late.owed", "Vad som ska göras", "Hvad der skal gøres", "What is owed"},
    CatalogueRow{"review.late.time", "Inom", "Inden for", "Within"},
    CatalogueRow{"review.letter.place", "[{name}]", "[{name}]", "[{name}]"},
    CatalogueRow{"review.letter.unread", "Texten kunde inte läsas här.",
                 "Teksten kunne ikke læses her.", "The text could not be read here."},
    CatalogueRow{"review.letter.when",
                 "Bara om {expression}:", "Kun hvis {expression}:", "Only if {expression}:"},
    CatalogueRow{"review.letter.with", "Skickas med: {acts}.", "Sendes med: {acts}.",
                 "Sent with: {acts}."},
    CatalogueRow{
        "review.letters.intro",
        "Texterna som de står på detta språk. Det som är markerat fylls i ur ärendet. Det är "
        "versionen på myndighetens språk som skickas; de andra är till hjälp.",
        "Teksterne, som de står på dette sprog. Det markerede udfyldes fra sagen. Det er versionen "
        "på myndighedens sprog, der sendes; de andre er en hjælp.",
        "The texts as they stand in this language. What is marked is filled in from the case. The "
        "version in the language of the authority is the one that is sent; the others are a help."},
    CatalogueRow{"review.letters.none", "Flödet skickar inga texter.",
                 "Arbejdsgangen sender ingen tekster.", "The workflow sends no texts."},
    CatalogueRow{
        "review.means.gated",
        "Regeln vilar på en bedömning som måste stå i akten före åtgärden, hur den än utfaller.",
        "Reglen hviler på et skøn, som skal stå i sagen før handlingen, uanset hvordan det falder "
        "ud.",
        "The rule rests on a judgement that must be on the record before the act, whatever it "
        "says."},
    CatalogueRow{
        "review.means.inconclusive",
        "Inget är bevisat: sökningen nådde sin gräns eller kunde inte följa ett uttryck.",
        "Intet er bevist: søgningen nåede sin grænse eller kunne ikke følge et udtryk.",
        "Nothing is proved: the search reached its bound or could not follow an expression."},
    CatalogueRow{
        "review.means.not-mapped",
        "Flödet utför ingen åtgärd som regeln handlar om. Det betyder inte att regeln är uppfylld.",
        "Arbejdsgangen udfører ingen handling, som reglen handler om. Det betyder ikke, at reglen "
        "er opfyldt.",
        "The workflow performs no act that the rule is about. It does not mean that the rule is "
        "kept."},
    CatalogueRow{"review.means.proved",
                 "Vad som än händer hålls regeln: inget förlopp bryter mot den.",
                 "Hvad der end sker, overholdes reglen: intet forløb strider mod den.",
                 "Whatever happens the rule is kept: no run breaches it."},
    CatalogueRow{"review.means.proved-if-timely",
                 "Det som ska göras kan alltid göras i tid. Bara den som låter tiden gå bryter mot "
                 "regeln, och systemet påminner.",
                 "Det, der skal gøres, kan altid gøres i tide. Kun den, der lader tiden gå, bryder "
                 "reglen, og systemet minder om det.",
                 "What is owed can always be done in time. Only letting the time pass breaches the "
                 "rule, and the system reminds."},
    CatalogueRow{"review.means.refuted",
                 "Det finns ett förlopp som bryter mot regeln, och inget hindrar det. Regeln "
                 "varnar eller iakttar bara, eller är en skyldighet som kan lämnas ogjord.",
                 "Der findes et forløb, som strider mod reglen, og intet forhindrer det. Reglen "
                 "advarer eller iagttager kun, eller den er en pligt, der kan blive liggende.",
                 "There is a run that breaches the rule, and nothing stops it. The rule only warns "
                 "or observes, or it is a duty that can be left undone."},
    CatalogueRow{"review.means.relies-on-block",
                 "Flödet erbjuder åtgärden även när den inte är laglig. Regeln hålls bara därför "
                 "att motorn vägrar.",
                 "Arbejdsgangen tilbyder handlingen, også når den ikke er lovlig. Reglen "
                 "overholdes kun, fordi motoren afviser.",
                 "The workflow offers the act also when it is not lawful. The rule is kept only "
                 "because the engine refuses."},
    CatalogueRow{
        "review.means.runtime-only",
        "Det kan bara avgöras i det enskilda ärendet: regeln rör sådant som inget flöde bestämmer, "
        "till exempel en dag som handläggaren anger, eller partens egen åtgärd.",
        "Det kan kun afgøres i den enkelte sag: reglen angår noget, som ingen arbejdsgang "
        "bestemmer, for eksempel en dag, som sagsbehandleren angiver, eller partens egen handling.",
        "Only the single case can tell: the rule turns on what no workflow fixes, such as a day "
        "that an officer states, or on the party's own act."},
    CatalogueRow{"review.means.vacuous",
                 "Åtgärden finns i flödet, men inget förlopp når dit där regeln gäller, eller "
                 "regeln gäller inte den dagen.",
                 "Handlingen findes i arbejdsgangen, men intet forløb når dertil, hvor reglen "
                 "gælder, eller reglen gælder ikke den dag.",
                 "The act is in the workflow, but no run comes to where the rule applies, or the "
                 "rule is not in force that day."},
    CatalogueRow{"review.mode.enforce", "hindrar", "hindrer", "blocks"},
    CatalogueRow{"review.mode.observe", "iakttar", "iagttager", "observes"},
    CatalogueRow{"review.mode.warn", "varnar", "advarer", "warns"},
    CatalogueRow{"review.no-reason", "{norm}: väntat ett skrivet skäl till {found}, funnet inget",
                 "{norm}: ventet en skreven begrundelse for {found}, fundet ingen",
                 "{norm}: expected a written reason for {found}, found none"},
    CatalogueRow{"review.norms.alone", "för sig: {verdict}", "alene: {verdict}",
                 "alone: {verdict}"},
    CatalogueRow{
        "review.norms.caution",
        "Ett bevis står fast: inget förlopp i flödet bryter mot regeln. En motbevisning är ett "
        "förlopp i en något grövre bild; där det hänger på ett villkor som inte följdes står "
        "villkoret bredvid, och en människa får avgöra om förloppet kan inträffa.",
        "Et bevis står fast: intet forløb i arbejdsgangen strider mod reglen. En modbevisning er "
        "et forløb i et noget grovere billede; hvor det afhænger af en betingelse, der ikke blev "
        "fulgt, står betingelsen ved siden af, og et menneske må afgøre, om forløbet kan "
        "indtræffe.",
        "A proof stands: no run of the workflow breaches the rule. A refutation is a run of a "
        "somewhat coarser picture; where it hangs on a condition that was not followed, the "
        "condition stands beside it, and a person must judge whether the run can come about."},
    CatalogueRow{"review.norms.count", "regler: {count}", "regler: {count}", "rules: {count}"},
    CatalogueRow{"review.norms.enforced", "med vägran: {verdict}", "med afvisning: {verdict}",
                 "with refusal: {verdict}"},
    CatalogueRow{"review.norms.guards", "Hänger på villkor som inte följdes: {guards}",
                 "Afhænger af betingelser, der ikke blev fulgt: {guards}",
                 "Hangs on conditions that were not followed: {guards}"},
    CatalogueRow{
        "review.norms.intro",
        "Varje regel prövas mot alla förlopp som flödet tillåter, två gånger: först flödet för "
        "sig, med alla regler bara iakttagande; sedan så som systemet arbetar, där motorn vägrar "
        "det som en hindrande regel förbjuder. Läget säger hur långt regeln får verka: iakttar "
        "(antecknar), varnar (kräver ett skäl) eller hindrar (åtgärden vägras).",
        "Hver regel prøves mod alle forløb, som arbejdsgangen tillader, to gange: først "
        "arbejdsgangen alene, hvor alle regler kun iagttager; dernæst sådan som systemet arbejder, "
        "hvor motoren afviser det, en hindrende regel forbyder. Tilstanden siger, hvor langt "
        "reglen må virke: iagttager (noterer), advarer (kræver en begrundelse) eller hindrer "
        "(handlingen afvises).",
        "Each rule is held against every run that the workflow allows, twice: first the workflow "
        "alone, with all rules only observing; then as the system works, where the engine refuses "
        "what a blocking rule forbids. The mode says how far the rule may act: observes (puts on "
        "record), warns (asks for a reason) or blocks (the act is refused)."},
    CatalogueRow{"review.norms.norm", "Regel", "Regel", "Rule"},
    CatalogueRow{"review.norms.says", "Vad den säger", "Hvad den siger", "What it says"},
    CatalogueRow{"review.norms.scenario", "Visas i {scenario}.", "Vises i {scenario}.",
                 "Shown in {scenario}."},
    CatalogueRow{"review.norms.unwritten", "Ingen har skrivit varför detta får stå så.",
                 "Ingen har skrevet, hvorfor dette må stå sådan.",
                 "Nobody has written why this may stand so."},
    CatalogueRow{"review.norms.verdict", "Omdöme", "Vurdering", "Verdict"},
    CatalogueRow{"review.norms.why", "Varför", "Hvorfor", "Why"},
    CatalogueRow{"review.norms.written", "Skriven förklaring: {reason}",
                 "Skreven forklaring: {reason}", "Written reason: {reason}"},
    CatalogueRow{"review.packs.as-of", "I lydelse till och med", "I affattelse til og med",
                 "Text as of"},
    CatalogueRow{"review.packs.caption", "Lagpaketen, och hur färsk lagtexten är",
                 "Lovpakkerne, og hvor frisk lovteksten er",
                 "The law packs, and how fresh the text of the law is"},
    CatalogueRow{"review.packs.none", "Ingen författning anges.", "Ingen lov angives.",
                 "No statute is named."},
    CatalogueRow{"review.packs.pack", "Lagpaket", "Lovpakke", "Law pack"},
    CatalogueRow{"review.packs.same", "samma paket", "samme pakke", "same pack"},
    CatalogueRow{"review.packs.status", "Hur texten är känd", "Hvordan teksten er kendt",
                 "How the text is known"},
    CatalogueRow{"review.packs.statute", "Författning", "Lov", "Statute"},
    CatalogueRow{"review.people.acts", "Åtgärder", "Handlinger", "Acts"},
    CatalogueRow{"review.people.barred", "Vem som inte får handla eller besluta",
                 "Hvem der ikke må handle eller træffe afgørelse", "Who may not act or decide"},
    CatalogueRow{"review.people.barred-intro",
                 "Regler som ser till vem som handlar: jäv, delegation, beslutförhet och att ingen "
                 "prövar sin egen sak.",
                 "Regler, der ser på, hvem der handler: inhabilitet, delegation, "
                 "beslutningsdygtighed og at ingen prøver sin egen sag.",
                 "Rules that look at who acts: conflict of interest, delegation, quorum, and that "
                 "nobody judges their own case."},
    CatalogueRow{"review.people.barred-none",
                 "Ingen regel som flödet berör ser till vem som handlar.",
                 "Ingen regel, som arbejdsgangen berører, ser på, hvem der handler.",
                 "No rule that the workflow touches looks at who acts."},
    CatalogueRow{"review.people.caption", "Vem som får väcka vilken händelse",
                 "Hvem der må udløse hvilken hændelse", "Who may raise which event"},
    CatalogueRow{"review.people.clause", "Punkt", "Punkt", "Clause"},
    CatalogueRow{"review.people.decision", "beslut", "afgørelse", "decision"},
    CatalogueRow{"review.people.decisions", "Vilka åtgärder som är beslut",
                 "Hvilke handlinger der er afgørelser", "Which acts are decisions"},
    CatalogueRow{"review.people.decisions-are",
                 "Dessa åtgärder är beslut som är nämndens egna om den inte har lämnat över dem i "
                 "en delegationsordning: {acts}.",
                 "Disse handlinger er afgørelser, som er udvalgets egne, medmindre det har "
                 "overladt dem i en delegationsordning: {acts}.",
                 "These acts are decisions that are the board's own unless it has given them away "
                 "in a delegation order: {acts}."},
    CatalogueRow{"review.people.delegations", "Delegationsordningen", "Delegationsordningen",
                 "The delegation order"},
    CatalogueRow{"review.people.delegations-of",
                 "Så som den står i organisationsfilen för {authority}. Den som inte nämns får "
                 "inte besluta i nämndens ställe.",
                 "Som den står i organisationsfilen for {authority}. Den, der ikke nævnes, må ikke "
                 "træffe afgørelse på udvalgets vegne.",
                 "As it stands in the organisation file of {authority}. Who is not named may not "
                 "decide in the board's place."},
    CatalogueRow{"review.people.event", "Händelse", "Hændelse", "Event"},
    CatalogueRow{"review.people.intro",
                 "Rollerna är flödets; vem som har dem bestämmer myndighetens organisation. Att en "
                 "roll får väcka en händelse är inte nog: reglerna om jäv, delegation och "
                 "beslutförhet nedan gäller också.",
                 "Rollerne er arbejdsgangens; hvem der har dem, bestemmer myndighedens "
                 "organisation. At en rolle må udløse en hændelse, er ikke nok: reglerne om "
                 "inhabilitet, delegation og beslutningsdygtighed nedenfor gælder også.",
                 "The roles are the workflow's; who holds them is for the authority's "
                 "organisation. That a role may raise an event is not enough: the rules below on "
                 "conflicts of interest, delegation and quorum apply too."},
    CatalogueRow{"review.people.no-decisions", "Flödet fattar inget beslut.",
                 "Arbejdsgangen træffer ingen afgørelse.", "The workflow makes no decision."},
    CatalogueRow{"review.people.no-order", "Ingen delegationsordning gäller i detta flöde.",
                 "Ingen delegationsordning gælder i denne arbejdsgang.",
                 "No delegation order covers this workflow."},
    CatalogueRow{"review.people.order", "{body} ({cite})", "{body} ({cite})", "{body} ({cite})"},
    CatalogueRow{"review.people.to", "Till", "Til", "To"},
    CatalogueRow{"review.phase.appeal", "Överklagande", "Klage", "Appeal"},
    CatalogueRow{"review.phase.archive", "Arkivering", "Arkivering", "Archiving"},
    CatalogueRow{"review.phase.archived", "Arkiverat", "Arkiveret", "Archived"},
    CatalogueRow{"review.phase.decision", "Beslut", "Afgørelse", "Decision"},
    CatalogueRow{"review.phase.final", "Laga kraft", "Endelighed", "Finality"},
    CatalogueRow{"review.phase.initiation", "Inledning", "Indledning", "Initiation"},
    CatalogueRow{"review.phase.none", "Vid sidan av skedena: kan ske när som helst",
                 "Ved siden af faserne: kan ske når som helst",
                 "Beside the phases: may happen at any time"},
    CatalogueRow{"review.phase.notified", "Underrättelse", "Underretning", "Notification"},
    CatalogueRow{"review.phase.preparation", "Beredning", "Oplysning af sagen", "Preparation"},
    CatalogueRow{"review.phase.service", "Service: före ärendet", "Service: før sagen",
                 "Service: before there is a case"},
    CatalogueRow{"review.picture.anywhere", "var som helst i {state}", "hvor som helst i {state}",
                 "anywhere in {state}"},
    CatalogueRow{"review.picture.failed", "Bilden kunde inte ritas: {what}",
                 "Billedet kunne ikke tegnes: {what}", "The picture could not be drawn: {what}"},
    CatalogueRow{"review.picture.no-program",
                 "Bilderna saknas: programmet dot (Graphviz) finns inte på den dator där sidan "
                 "gjordes. Meningarna nedan säger detsamma.",
                 "Billederne mangler: programmet dot (Graphviz) findes ikke på den computer, hvor "
                 "siden blev lavet. Sætningerne nedenfor siger det samme.",
                 "The pictures are missing: the program dot (Graphviz) is not on the computer "
                 "where the page was made. The sentences below say the same."},
    CatalogueRow{"review.picture.overview",
                 "Bild: skedena och vad som leder från det ena till det andra",
                 "Billede: faserne og det, der fører fra den ene til den anden",
                 "Picture: the phases and what leads from one to another"},
    CatalogueRow{"review.picture.phase", "Bild: {phase}", "Billede: {phase}", "Picture: {phase}"},
    CatalogueRow{"review.question.blocking", "Vilka regler hålls bara därför att motorn vägrar?",
                 "Hvilke regler overholdes kun, fordi motoren afviser?",
                 "Which rules are kept only because the engine refuses?"},
    CatalogueRow{"review.question.late",
                 "När är ett sent beslut en överträdelse, och när bara en påminnelse? Under varje "
                 "skyldighet står vilken tid den har och om dagen är lag.",
                 "Hvornår er en sen afgørelse en overtrædelse, og hvornår kun en påmindelse? Under "
                 "hver pligt står, hvilken frist den har, og om dagen er lov.",
                 "When is a late decision a breach, and when only a reminder? Each duty says which "
                 "time it has and whether the day is law."},
    CatalogueRow{
        "review.question.other-says-no",
        "Vad händer om en annan myndighet eller en part säger nej? Leta upp åtgärden där svaret "
        "kommer in: där står vad som väntar på svaret, och vilka uppgifter i det som ingen regel "
        "läser.",
        "Hvad sker der, hvis en anden myndighed eller en part siger nej? Find handlingen, hvor "
        "svaret kommer ind: dér står, hvad der venter på svaret, og hvilke oplysninger i det ingen "
        "regel læser.",
        "What happens if another authority or a party says no? Find the act by which the answer "
        "comes in: it says what waits for the answer, and which values of it no rule reads."},
    CatalogueRow{"review.question.uncertain", "Vad är osäkert?", "Hvad er usikkert?",
                 "What is uncertain?"},
    CatalogueRow{"review.question.who-not", "Vem får inte besluta?",
                 "Hvem må ikke træffe afgørelse?", "Who may not decide?"},
    CatalogueRow{"review.questions", "Vanliga frågor, och var svaret står",
                 "Almindelige spørgsmål, og hvor svaret står",
                 "Common questions, and where the answer stands"},
    CatalogueRow{"review.quoted", "”{text}”", "»{text}«", "“{text}”"},
    CatalogueRow{"review.see", "(till avsnittet)", "(til afsnittet)", "(to the section)"},
    CatalogueRow{"review.source.design", "Systemets egen regel.", "Systemets egen regel.",
                 "The system's own rule."},
    CatalogueRow{"review.source.interpretation", "En tolkning av ordalydelsen.",
                 "En fortolkning af ordlyden.", "A reading of the wording."},
    CatalogueRow{"review.source.practice", "Domstolars eller ombudsmannens praxis.",
                 "Domstolenes eller ombudsmandens praksis.",
                 "Practice of courts or the ombudsman."},
    CatalogueRow{"review.source.statute", "Följer av ordalydelsen.", "Følger af ordlyden.",
                 "Follows from the wording."},
    CatalogueRow{"review.source.unseen", "Texten är inte läst; regeln får bara iaktta.",
                 "Teksten er ikke læst; reglen må kun iagttage.",
                 "The text was not read; the rule may only observe."},
    CatalogueRow{"review.state", "Tillstånd {state}", "Tilstand {state}", "State {state}"},
    CatalogueRow{"review.state.ask", "Fråga som ska besvaras: {question} ({role}).",
                 "Spørgsmål, der skal besvares: {question} ({role}).",
                 "Question to be answered: {question} ({role})."},
    CatalogueRow{"review.state.begins", "Börjar i {state}.", "Begynder i {state}.",
                 "Begins in {state}."},
    CatalogueRow{"review.state.entry", "När ärendet kommer hit, eller lämnar: {steps}.",
                 "Når sagen kommer hertil, eller forlader: {steps}.",
                 "When the case comes here, or leaves: {steps}."},
    CatalogueRow{"review.state.final", "Här slutar ärendet.", "Her ender sagen.",
                 "The case ends here."},
    CatalogueRow{"review.state.from", "Hit leder steg från {states}.",
                 "Hertil fører skridt fra {states}.", "Steps lead here from {states}."},
    CatalogueRow{
        "review.state.no-steps",
        "Inget steg börjar just här; det som gäller i det omgivande tillståndet gäller.",
        "Intet skridt begynder netop her; det, der gælder i den omgivende tilstand, gælder.",
        "No step begins right here; what holds in the state around it holds."},
    CatalogueRow{"review.state.parallel", "Allt inuti löper samtidigt.",
                 "Alt inden i løber samtidig.", "All that is inside runs at the same time."},
    CatalogueRow{"review.state.task", "Uppgift: {task} ({role}).", "Opgave: {task} ({role}).",
                 "Task: {task} ({role})."},
    CatalogueRow{"review.state.within", "Ligger i {state}.", "Ligger i {state}.",
                 "Stands in {state}."},
    CatalogueRow{"review.status.read", "Texten är läst.", "Teksten er læst.", "The text was read."},
    CatalogueRow{"review.status.secondary", "Känd genom andra som återger den.",
                 "Kendt gennem andre, der gengiver den.", "Known through others who cite it."},
    CatalogueRow{"review.status.unseen", "Texten är inte läst.", "Teksten er ikke læst.",
                 "The text was not read."},
    CatalogueRow{"review.step.acts", "Rättsliga åtgärder:", "Retlige handlinger:", "Legal acts:"},
    CatalogueRow{"review.step.beside", "Därtill: {steps}.", "Dertil: {steps}.",
                 "Beside that: {steps}."},
    CatalogueRow{"review.step.if", "Bara om {condition}. Skrivet: {expression}",
                 "Kun hvis {condition}. Skrevet: {expression}",
                 "Only if {condition}. As written: {expression}"},
    CatalogueRow{"review.step.if-written", "Bara om detta villkor gäller: {expression}",
                 "Kun hvis denne betingelse gælder: {expression}",
                 "Only if this condition holds: {expression}"},
    CatalogueRow{"review.step.leads", "→ Leder till {state}.", "→ Fører til {state}.",
                 "→ Leads to {state}."},
    CatalogueRow{"review.step.letter", "brev: {letter}", "brev: {letter}", "letter: {letter}"},
    CatalogueRow{"review.step.may", "{who} får: {what} ({event}).", "{who} må: {what} ({event}).",
                 "May be done by {who}: {what} ({event})."},
    CatalogueRow{"review.step.returns", "→ Leder tillbaka till där ärendet stod i {state}.",
                 "→ Fører tilbage til, hvor sagen stod i {state}.",
                 "→ Leads back to where the case stood in {state}."},
    CatalogueRow{"review.step.stated", "Den som gör det anger: {values}.",
                 "Den, der gør det, angiver: {values}.", "Who does it states: {values}."},
    CatalogueRow{"review.step.stays", "→ Ärendet står kvar.", "→ Sagen bliver stående.",
                 "→ The case stays where it is."},
    CatalogueRow{"review.stories.caption", "Berättelserna", "Forløbene", "The stories"},
    CatalogueRow{"review.stories.coverage",
                 "Berättelserna tar tillsammans {taken} av flödets {all} steg.",
                 "Forløbene tager tilsammen {taken} af arbejdsgangens {all} skridt.",
                 "Together the stories take {taken} of the workflow's {all} steps."},
    CatalogueRow{"review.stories.fail", "inte som den ska", "ikke som det skal",
                 "not as it should"},
    CatalogueRow{"review.stories.intro",
                 "Påhittade ärenden som har spelats upp på systemet när sidan gjordes, och "
                 "jämförts med vad de ska leda till.",
                 "Opdigtede sager, som er afspillet på systemet, da siden blev lavet, og "
                 "sammenlignet med, hvad de skal føre til.",
                 "Invented cases that were played on the system when the page was made, and "
                 "compared with what they should lead to."},
    CatalogueRow{"review.stories.left", "Steg som ingen berättelse tar: {transitions}.",
                 "Skridt, som intet forløb tager: {transitions}.",
                 "Steps that no story takes: {transitions}."},
    CatalogueRow{"review.stories.no-norm", "ingen", "ingen", "none"},
    CatalogueRow{"review.stories.none", "Inga berättelser spelades.",
                 "Ingen forløb blev afspillet.", "No stories were played."},
    CatalogueRow{"review.stories.norms", "Regler den nämner", "Regler, det nævner",
                 "Rules it names"},
    CatalogueRow{"review.stories.outcome", "Utfall", "Udfald", "Outcome"},
    CatalogueRow{"review.stories.pass", "som den ska", "som det skal", "as it should"},
    CatalogueRow{"review.stories.shows", "Vad den visar", "Hvad det viser", "What it shows"},
    CatalogueRow{"review.stories.steps", "steg: {steps}, jämförelser: {checks}",
                 "skridt: {steps}, sammenligninger: {checks}", "steps: {steps}, checks: {checks}"},
    CatalogueRow{"review.stories.story", "Berättelse", "Forløb", "Story"},
    CatalogueRow{
        "review.story", "Kortaste förloppet som bryter mot regeln:",
        "Korteste forløb, der strider mod reglen:", "Shortest run that breaches the rule:"},
    CatalogueRow{"review.story.begins", "Ärendet börjar", "Sagen begynder", "The case begins"},
    CatalogueRow{"review.story.breach", "Detta bryter mot ”{norm}”: {act}.",
                 "Dette strider mod »{norm}«: {act}.", "This breaches “{norm}”: {act}."},
    CatalogueRow{"review.story.does", "{who}: {what} ({event})", "{who}: {what} ({event})",
                 "{who}: {what} ({event})"},
    CatalogueRow{"review.story.engine", "Motorn", "Motoren", "The engine"},
    CatalogueRow{"review.story.owed",
                 "Här är ”{norm}” ännu inte fullgjord, och inget steg som återstår fullgör den.",
                 "Her er »{norm}« endnu ikke opfyldt, og intet resterende skridt opfylder den.",
                 "Here “{norm}” is still owed, and no step that is left meets it."},
    CatalogueRow{
        "review.summary.intro",
        "Ett arbetsflöde säger vilka steg ett ärende kan ta. Vad lagen kräver av stegen står i "
        "lagpaketen, som regler med hänvisning till lagrummet. Den här sidan är framställd ur "
        "båda, så som systemet använder dem. Den ersätter inte en jurists granskning; den är till "
        "för den.",
        "En arbejdsgang siger, hvilke skridt en sag kan tage. Hvad loven kræver af skridtene, står "
        "i lovpakkerne som regler med henvisning til bestemmelsen. Denne side er dannet af begge "
        "dele, sådan som systemet bruger dem. Den erstatter ikke en jurists gennemgang; den er "
        "lavet til den.",
        "A workflow says which steps a case can take. What the law demands of the steps stands in "
        "the law packs, as rules that cite their provision. This page is made from both, as the "
        "system uses them. It does not replace a lawyer's review; it is made for it."},
    CatalogueRow{"review.title", "Granskningsblad: {workflow}", "Gennemgang: {workflow}",
                 "Review: {workflow}"},
    CatalogueRow{"review.uncertain.doubts", "Redovisad tvekan", "Oplyst tvivl", "Stated doubts"},
    CatalogueRow{"review.uncertain.doubts-intro",
                 "Den som skrev regeln har själv sagt vad som är oklart.",
                 "Den, der skrev reglen, har selv sagt, hvad der er uafklaret.",
                 "Who wrote the rule has said what is unsettled."},
    CatalogueRow{"review.uncertain.intro",
                 "Det här vilar på läsningar, på praxis eller på text som inte har lästs, eller "
                 "bär på en tvekan. Regler som flödet inte berör är utelämnade.",
                 "Dette hviler på fortolkninger, på praksis eller på tekst, der ikke er læst, "
                 "eller bærer en tvivl. Regler, som arbejdsgangen ikke berører, er udeladt.",
                 "This rests on readings, on practice or on text that was not read, or carries a "
                 "doubt. Rules that the workflow does not touch are left out."},
    CatalogueRow{"review.uncertain.observed", "Regler som bara iakttar",
                 "Regler, der kun iagttager", "Rules that only observe"},
    CatalogueRow{"review.uncertain.observed-intro",
                 "De antecknar vad som skett och hindrar inget: de är för öppna eller för osäkra "
                 "för att styra, eller har ännu inte satts i kraft av myndigheten.",
                 "De noterer, hvad der er sket, og forhindrer intet: de er for åbne eller for "
                 "usikre til at styre, eller er endnu ikke sat i kraft af myndigheden.",
                 "They put on record what happened and stop nothing: they are too open or too "
                 "uncertain to steer by, or the authority has not yet put them into force."},
    CatalogueRow{"review.uncertain.readings", "Regler som inte följer av ordalydelsen",
                 "Regler, der ikke følger af ordlyden",
                 "Rules that do not follow from the wording"},
    CatalogueRow{"review.uncertain.readings-intro", "Grunden är en annan än lagens ord.",
                 "Grundlaget er et andet end lovens ord.",
                 "They rest on something else than the words of the statute."},
    CatalogueRow{"review.uncertain.review",
                 "Regler som ingen jurist har granskat: {none} av {all}.",
                 "Regler, som ingen jurist har gennemgået: {none} af {all}.",
                 "Rules that no lawyer has reviewed: {none} of {all}."},
    CatalogueRow{"review.uncertain.roll", "Att {clock} flyttas förbi helgdagar är en tolkning.",
                 "At {clock} flyttes forbi helligdage, er en fortolkning.",
                 "That {clock} moves past holidays is a reading."},
    CatalogueRow{"review.uncertain.sources", "Källor och tider med förbehåll",
                 "Kilder og frister med forbehold", "Sources and times with a caveat"},
    CatalogueRow{"review.version", "version {version}", "version {version}", "version {version}"},
};

}  // namespace

std::span<const CatalogueRow> review_sentences() { return kReviewRows; }

}  // namespace lagrum
