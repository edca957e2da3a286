// The guard in feelin: node feelin.mjs ROWS PASSES EXPRESSION. A row is amount, age and due, with tabs between.
import { readFileSync } from 'node:fs';
import { evaluate } from 'feelin';
import { versionOf } from './trial.mjs';

const [path, count, expression] = process.argv.slice(2);
const valueOf = (answer) => (answer && typeof answer === 'object' && 'value' in answer ? answer.value : answer);
const rows = readFileSync(path, 'utf8').trim().split('\n').map((line) => {
  const [amount, age, due] = line.split('\t');
  return { amount: Number(amount), applicant: { age: Number(age) }, due: valueOf(evaluate(`date("${due}")`, {})) };
});

const passes = Number(count);
const warmUp = Math.ceil(passes / 5);
let answers = '';
let nanoseconds = 0n;
for (let pass = 0; pass < warmUp + passes; pass++) {
  const found = [];
  const begin = process.hrtime.bigint();
  for (let i = 0; i < rows.length; i++) found.push(valueOf(evaluate(expression, rows[i])));
  const took = process.hrtime.bigint() - begin;
  if (pass >= warmUp) nanoseconds += took;
  answers = found.map((each) => (each === true ? 't' : each === false ? 'f' : '?')).join('');
}
console.log(`${Number(nanoseconds) / 1e9} ${answers} ${versionOf('feelin')}`);
