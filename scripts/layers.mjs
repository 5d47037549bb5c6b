// The layers of the tests in the order they run, each with the seconds it may take on two cores; those of one group run side by side.
const tool = (name) => `node_modules/.bin/${name}`
const vitest = (name, seconds) => ({ name, seconds, project: name })

/** Side by side go those that keep one core busy: none that measures time is among them. */
export const GROUPS = [
  [
    { name: 'types', seconds: 60, command: [tool('tsc'), ['-p', '.']] },
    { name: 'lint', seconds: 30, command: [tool('oxlint'), []] },
    { name: 'format', seconds: 30, command: [tool('oxfmt'), ['--check', '.']] },
  ],
  [vitest('tidy', 150), vitest('sim', 90)],
  [vitest('unit', 90)],
  [vitest('contract', 150), vitest('faults', 120)],
  [vitest('security', 140), vitest('deploy', 90)],
  [vitest('browser', 270)],
  [vitest('journeys', 220)],
]

export const LAYERS = GROUPS.flat()
