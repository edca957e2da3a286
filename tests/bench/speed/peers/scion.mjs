// A chart file in SCION: node scion.mjs EVENTS PASSES CHART. Data and expressions are taken as ECMAScript.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { stateText, tellTrial } from './trial.mjs';

const scxml = createRequire(import.meta.url)('@scion-scxml/scxml');
const [path] = process.argv.slice(4);
const text = readFileSync(path, 'utf8').replace('datamodel="feel"', 'datamodel="ecmascript"').replaceAll(' l:type="number"', '');

const fail = (error) => {
  if (!error) return;
  console.error(error);
  process.exit(1);
};
scxml.documentStringToModel(path, text, (unread, model) => {
  fail(unread);
  model.prepare((unprepared, prepared) => {
    fail(unprepared);
    const chart = new scxml.core.Statechart(prepared);
    chart.start();
    const hasData = text.includes('<datamodel>');
    tellTrial('@scion-scxml/scxml', {
      make: (name) => ({ name }),
      take: (event) => chart.gen(event),
      state: () => stateText(chart.getConfiguration(), hasData ? chart.getSnapshot()[3] : undefined),
    });
  });
});
