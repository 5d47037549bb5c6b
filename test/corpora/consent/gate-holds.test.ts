// The gate against the tables of regions and signals: what holds before a choice, after one, and where two voices disagree.
import { afterEach, expect, test, vi } from 'vitest'
import { consent, law } from '../../../packages/consent/index.ts'
import type { Consent } from '../../../packages/consent/index.ts'
import type { ChoiceNote, Env, GateContext } from '../../../packages/core/index.ts'
import type { Grants, Purpose } from '../../../packages/wire/purpose.ts'
import { PURPOSES } from '../../../packages/wire/purpose.ts'
import type { Rule } from '../../../packages/wire/region.ts'
import { PAIRS } from './signal-pairs.ts'
import type { Pair, Voice } from './signal-types.ts'
import { SIGNALS } from './signals.ts'
import { GROUPS, UNDECIDED } from './regions.ts'
import type { Before, Group } from './regions.ts'

const ALL = Object.keys(PURPOSES) as Purpose[]
const LEVELS = ['none', 'aggregate', 'full']
const DAY_MS = 86_400_000

afterEach(() => {
  vi.useRealTimers()
})

/** A device, its browser's signals, and a page of it at a time. */
function createDevice(rule: Rule) {
  const local = new Map<string, string>()
  const navigator: Record<string, unknown> = {}
  let gate: Consent
  let granted: Grants | null = null
  const notes: ChoiceNote[] = []
  const env = {
    navigator,
    crypto,
    // Looked up anew: the clock is moved.
    get Date() {
      return globalThis.Date
    },
    localStorage: {
      getItem: (key: string) => local.get(key) ?? null,
      setItem: (key: string, text: string) => local.set(key, text),
      removeItem: (key: string) => local.delete(key),
    },
  } as unknown as Env
  const regions = [['.*', rule]] as const
  return {
    navigator,
    gate: () => gate,
    notes,
    granted: (purpose: Purpose) => granted?.[purpose] ?? 'none',
    /** Another page: what was chosen is read from the device. */
    open: async (options = {}) => {
      gate = consent({ before: law({ purposes: ALL, regions }), ...options })
      gate.start({
        env,
        guard: (run) => run,
        listen: () => {},
        grant: (grants, note) => {
          granted = grants
          if (note) notes.push(note)
        },
      } as Partial<GateContext> as GateContext)
      await new Promise((resolve) => queueMicrotask(() => resolve(undefined)))
      await Promise.resolve()
      await Promise.resolve()
    },
  }
}

type Device = ReturnType<typeof createDevice>

const ruleOf = (group: Group): Rule => ({ group, model: GROUPS[group].model })
const heldBy = (device: Device): Before =>
  Object.fromEntries(ALL.map((purpose) => [purpose, device.granted(purpose)])) as Record<
    Purpose,
    'none' | 'aggregate' | 'full'
  >

/** What is held is as the table has it; less is right too where no source decides. */
function expectHeld(held: Before, wanted: Partial<Before>, lessIsRight: readonly Purpose[]): void {
  for (const [purpose, level] of Object.entries(wanted) as [Purpose, string][]) {
    if (lessIsRight.includes(purpose))
      expect(LEVELS.indexOf(held[purpose]), purpose).toBeLessThanOrEqual(LEVELS.indexOf(level))
    else expect(held[purpose], purpose).toBe(level)
  }
}

test.each(['A', 'B', 'C', 'D'] as const)('group %s before a choice', async (group) => {
  const device = createDevice(ruleOf(group))
  await device.open()
  expectHeld(heldBy(device), GROUPS[group].before, UNDECIDED.untilOptOut)
  device.navigator['globalPrivacyControl'] = true
  await device.open()
  expectHeld(heldBy(device), GROUPS[group].beforeWithGpc, UNDECIDED.bySignal)
})

const OF_BROWSERS = SIGNALS.filter(
  ({ from, raw }) => (from === 'gpc' || from === 'dnt') && !('headers' in (raw as object)),
)

/** What a row of the table says, put where a page finds it. */
async function speak(device: Device, raw: object): Promise<void> {
  const { respectDnt, ...said } = raw as { respectDnt?: boolean }
  Object.assign(device.navigator, said)
  await device.open({ dnt: respectDnt })
}

test.each(OF_BROWSERS)('$name', async ({ raw, effect, where, silent }) => {
  const places = where === 'opt-in' ? (['A'] as const) : (['C', 'D'] as const)
  for (const group of places) {
    const device = createDevice(ruleOf(group))
    await device.open()
    if (group === 'A') device.gate().choose(Object.fromEntries(ALL.map((each) => [each, 'full'])))
    const before = heldBy(device)
    await speak(device, raw as object)
    const now = heldBy(device)
    for (const purpose of ALL) {
      const said = effect[purpose]
      if (said === 'refuse') expect(now[purpose], purpose).toBe('none')
      else if (said === 'aggregate') expect(now[purpose], purpose).toBe('aggregate')
      else if (Object.keys(effect).length === 0 && !silent)
        expect(now[purpose], purpose).toBe(before[purpose])
      else
        expect(LEVELS.indexOf(now[purpose]), purpose).toBeLessThanOrEqual(
          LEVELS.indexOf(before[purpose]),
        )
    }
  }
})

const every: Grants = Object.fromEntries(ALL.map((purpose) => [purpose, 'full']))

/** What each voice does to a device; undefined: others' tools, which are read elsewhere. */
const VOICES: Partial<Record<Voice, (device: Device) => Promise<void> | void>> = {
  'gpc on': (device) => speak(device, { globalPrivacyControl: true }),
  'gpc off': (device) => speak(device, { globalPrivacyControl: false }),
  'dnt on': (device) => speak(device, { doNotTrack: '1' }),
  'own: accept all': (device) => device.gate().choose(every),
  'own: reject all': (device) => device.gate().choose({}),
  'own: analytics only': (device) => device.gate().choose({ analytics: 'full' }),
  'own: marketing by its own switch': (device) => device.gate().choose({ marketing: 'full' }),
  'own: withdraw': (device) => device.gate().withdraw(),
  'own: accept all, 183 days ago': (device) => chooseLongAgo(device, every),
  'own: reject all, 183 days ago': (device) => chooseLongAgo(device, {}),
}

async function chooseLongAgo(device: Device, grants: Grants): Promise<void> {
  const nowMs = Date.now()
  vi.useFakeTimers({ now: nowMs - 183 * DAY_MS, toFake: ['Date'] })
  device.gate().choose(grants)
  vi.setSystemTime(nowMs)
  await device.open()
}

const TOLD = PAIRS.filter(({ earlier, later }) => VOICES[earlier] && VOICES[later])

test('the pairs that browsers and choices alone make are not few', () => {
  expect(TOLD.length).toBeGreaterThanOrEqual(15)
})

test.each(TOLD)('$earlier, then $later', async ({ earlier, later, where, after, silent }: Pair) => {
  const groups: readonly Group[] =
    where === 'opt-in' ? ['A', 'B'] : where === 'opt-out' ? ['C'] : ['A', 'C']
  for (const group of groups) {
    const device = createDevice(ruleOf(group))
    await device.open()
    await VOICES[earlier]?.(device)
    await VOICES[later]?.(device)
    expectHeld(heldBy(device), after, silent ? ALL : [])
    // On the next page as well.
    await device.open()
    expectHeld(heldBy(device), after, silent ? ALL : [])
  }
})

test('a no carries an id of its own only where it takes back a yes', async () => {
  const exempt = createDevice({ ...ruleOf('A'), counts: true })
  await exempt.open()
  expect(exempt.granted('analytics')).toBe('aggregate')
  exempt.gate().choose({})
  const lax = createDevice(ruleOf('C'))
  await lax.open()
  lax.gate().choose({})
  for (const { notes } of [exempt, lax])
    expect(notes).toEqual([{ choice: 'withdrawn', consent: undefined }])
  const device = createDevice(ruleOf('A'))
  await device.open()
  device.gate().choose(every)
  device.gate().withdraw()
  const [given, withdrawn] = device.notes
  expect(given?.consent).toMatch(/^[0-9a-z]{16,}$/)
  expect(withdrawn).toEqual({ choice: 'withdrawn', consent: given?.consent })
})

test('the control: a gate that is deaf to signals fails the table', async () => {
  const device = createDevice(ruleOf('A'))
  await device.open()
  device.gate().choose(every)
  expect(() => expectHeld(heldBy(device), { marketing: 'none' }, [])).toThrow()
})
