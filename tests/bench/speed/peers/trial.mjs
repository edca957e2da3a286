// The trial of trial.h, for charts in JavaScript: node PROGRAM EVENTS PASSES prints the seconds, the sum
// and the version of who did it.
import { readFileSync } from 'node:fs';

/** FNV-1a over all texts so far. */
class Sum {
  hash = 2166136261;
  add(text) {
    for (let i = 0; i < text.length; i++) this.hash = Math.imul(this.hash ^ text.charCodeAt(i), 16777619);
  }
  text() {
    return String(this.hash >>> 0);
  }
}

/** The version of an installed package. */
export function versionOf(name) {
  return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8')).version;
}

/** `make` gives an event for a name, `take` takes one, `state` says where the chart stands. */
export function tellTrial(name, { make, take, state }) {
  const [path, count] = process.argv.slice(2);
  const events = readFileSync(path, 'utf8').trim().split('\n').map(make);
  const passes = Number(count);
  const warmUp = Math.floor(passes / 5);
  const sum = new Sum();
  let nanoseconds = 0n;
  for (let pass = 0; pass < warmUp + passes; pass++) {
    const begin = process.hrtime.bigint();
    for (let i = 0; i < events.length; i++) take(events[i]);
    const took = process.hrtime.bigint() - begin;
    if (pass >= warmUp) nanoseconds += took;
    sum.add(state());
  }
  console.log(`${Number(nanoseconds) / 1e9} ${sum.text()} ${versionOf(name)}`);
}

/** The text of a chart's state: names of atomic states in order, then the data. */
export function stateText(names, data) {
  const items = data ? [data.n, data.m, data.k, data.entries, data.turns] : [];
  return [...[...names].sort(), ...items].join(' ');
}
