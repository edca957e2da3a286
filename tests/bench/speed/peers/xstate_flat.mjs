// The flat chart as an XState machine.
import { createActor, createMachine } from 'xstate';
import { stateText, tellTrial } from './trial.mjs';

const machine = createMachine({
  id: 'flat',
  initial: 'a',
  states: {
    a: { on: { next: { target: 'b' }, back: { target: 'c' } } },
    b: { on: { next: { target: 'c' }, back: { target: 'a' } } },
    c: { on: { next: { target: 'a' }, back: { target: 'b' } } },
  },
});

const actor = createActor(machine).start();
tellTrial('xstate', {
  make: (type) => ({ type }),
  take: (event) => actor.send(event),
  state: () => stateText([actor.getSnapshot().value]),
});
