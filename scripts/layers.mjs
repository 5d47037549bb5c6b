// The layers of the tests in the order they run, each with the seconds it may take on two cores; those of one group run side by side.
const tool = (name) => `node_modules/.bin/${name}`
const vitest = (name, seconds) => ({ name, seconds, project: name })

/** Of a group two go side by side, each of which keeps one core busy: none that measures time is among them. */
export const GROUPS = [
  [
    { name: 'types', seconds: 60, command: [tool('tsc'), ['-p', '.']] },
    { name: 'lint', seconds: 30, command: [tool('oxlint'), []] },
    { name: 'format', seconds: 30, command: [tool('oxfmt'), ['--check', '.']] },
  ],
  [vitest('unit', 90)],
  // The longest first: the last to end leaves a core idle for the shortest time.
  [
    vitest('security', 160),
    vitest('contract', 210),
    vitest('faults', 140),
    vitest('deploy', 120),
    vitest('tidy', 150),
    vitest('sim', 90),
  ],
  [vitest('browser', 270)],
  [vitest('journeys', 220)],
]

export const LAYERS = GROUPS.flat()
