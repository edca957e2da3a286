// The deep chart as an XState machine, state by state as in deep.scxml.
import { assign, createActor, createMachine } from 'xstate';
import { stateText, tellTrial } from './trial.mjs';

const left = {
  initial: 'l1',
  states: {
    l1: {
      id: 'l1',
      initial: 'l11',
      entry: assign({ entries: ({ context }) => context.entries + 1 }),
      states: {
        l11: {
          initial: 'l111',
          states: {
            l111: {
              id: 'l111',
              on: {
                step: [
                  {
                    guard: ({ context }) => context.n < 40,
                    target: 'l112',
                    actions: assign({ n: ({ context }) => context.n + 1 }),
                  },
                  { target: '#l121', actions: assign({ n: 0 }) },
                ],
              },
            },
            l112: { on: { step: { target: '#l121', actions: assign({ n: ({ context }) => context.n + 2 }) } } },
          },
        },
        l12: {
          initial: 'l121',
          states: {
            l121: {
              id: 'l121',
              on: {
                turn: { target: '#l111', actions: assign({ m: ({ context }) => context.m + 1 }) },
                step: [
                  { guard: ({ context }) => context.m < context.n, target: '#l111' },
                  { target: '#l2', actions: assign({ m: 0 }) },
                ],
              },
            },
          },
        },
      },
    },
    l2: { id: 'l2', on: { step: { target: '#l1' }, turn: { target: '#l1' } } },
  },
};

const middle = {
  initial: 'm1',
  states: {
    m1: {
      initial: 'm11',
      states: {
        m11: { id: 'm11', on: { swap: { target: 'm12', actions: assign({ k: ({ context }) => context.k + 1 }) } } },
        m12: {
          id: 'm12',
          on: {
            swap: [
              { guard: ({ context }) => context.k < 30, target: '#m2' },
              { target: 'm11', actions: assign({ k: 0 }) },
            ],
          },
        },
      },
    },
    m2: { id: 'm2', initial: 'm21', states: { m21: { on: { step: { target: '#m11' }, turn: { target: '#m12' } } } } },
  },
};

const right = {
  initial: 'r1',
  states: {
    r1: { on: { turn: { guard: ({ context }) => context.n + context.k > context.m, target: 'r2' } } },
    r2: { on: { turn: { target: 'r1' }, step: { guard: ({ context }) => context.n >= 20, target: 'r1' } } },
  },
};

const machine = createMachine({
  id: 'deep',
  initial: 'whole',
  context: { n: 0, m: 0, k: 0, entries: 0, turns: 0 },
  states: {
    whole: {
      initial: 'work',
      states: {
        again: { id: 'again', type: 'history', history: 'deep', target: 'work' },
        work: { type: 'parallel', on: { pause: { target: '#rest' } }, states: { left, middle, right } },
      },
    },
    rest: {
      id: 'rest',
      on: { resume: { target: '#again', actions: assign({ turns: ({ context }) => context.turns + 1 }) } },
    },
  },
});

/** The names of the atomic states in a state value. */
function atoms(value) {
  return typeof value === 'string' ? [value] : Object.values(value).flatMap(atoms);
}

const actor = createActor(machine).start();
tellTrial('xstate', {
  make: (type) => ({ type }),
  take: (event) => actor.send(event),
  state: () => stateText(atoms(actor.getSnapshot().value), actor.getSnapshot().context),
});
