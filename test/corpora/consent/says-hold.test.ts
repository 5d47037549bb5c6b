// What is read out of other tools, row by row of the table, and who wins where two of them, or one and a choice, disagree.
import { describe, expect, test } from 'vitest'
import { consentMode, isOurs } from '../../../packages/consent/consent-mode.ts'
import {
  googleSays,
  gppSays,
  shopifySays,
  tcfSays,
  withOthers,
} from '../../../packages/consent/says.ts'
import type { Said } from '../../../packages/consent/says.ts'
import type { Grants, Purpose } from '../../../packages/wire/purpose.ts'
import { PURPOSES } from '../../../packages/wire/purpose.ts'
import { PURPOSE_NAMES, underSignals } from '../../../packages/wire/signal.ts'
import { PAIRS } from './signal-pairs.ts'
import type { Signal, Voice } from './signal-types.ts'
import { tcData, gppEvent } from './signals-iab.ts'
import { SIGNALS, WRITTEN, asArguments } from './signals.ts'

const LEVELS = ['none', 'aggregate', 'full']

test('the names of the purposes are those of the table', () => {
  expect([...PURPOSE_NAMES].toSorted()).toEqual(Object.keys(PURPOSES).toSorted())
})

type Raw = Record<string, never>
const READ: Partial<Record<Signal['from'], (raw: Raw) => Said>> = {
  tcf: ({ tcData: data, success }) => tcfSays(data, success ?? false),
  gpp: ({ event, success }) => gppSays(event!, success ?? false),
  'consent-mode': ({ dataLayer }) => googleSays(dataLayer!),
  shopify: ({ detail }) => shopifySays(detail!),
}

const OF_TOOLS = SIGNALS.filter(({ from }) => READ[from])

test('the tools are not few', () => expect(OF_TOOLS.length).toBeGreaterThan(130))

/** From strict to lax; what is not named is left as it is. */
const RANK = ['refuse', 'wait', 'aggregate', undefined, 'grant']

test.each(OF_TOOLS)('$name', ({ from, raw, effect, silent }) => {
  const said = READ[from]!(raw as Raw)
  if (!silent) expect(said).toEqual(effect)
  else
    for (const purpose of PURPOSE_NAMES)
      expect(RANK.indexOf(said[purpose]), purpose).toBeLessThanOrEqual(
        RANK.indexOf(effect[purpose]),
      )
})

const UPDATES = WRITTEN.filter(({ command }) => command[1] === 'update')

test.each(UPDATES)('Google is told: $name', ({ granted, command }) => {
  const dataLayer: ArrayLike<unknown>[] = [asArguments('consent', 'default', {}) as never]
  consentMode({ dataLayer } as never)(granted)
  expect(Array.from(dataLayer.at(-1)!)).toEqual(command)
  // Read back it is no second voice.
  expect(googleSays(dataLayer.slice(1), isOurs)).toEqual({})
})

const FULL: Grants = Object.fromEntries(PURPOSE_NAMES.map((purpose) => [purpose, 'full']))
const ALL_TCF = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const ANSWERED = { gdprApplies: true, eventStatus: 'useractioncomplete' } as const
const types = (value: string) => ({
  analytics_storage: value,
  personalization_storage: value,
  ad_storage: value,
  ad_user_data: value,
  ad_personalization: value,
})
const allowed = (value: boolean) => ({
  analyticsProcessingAllowed: value,
  marketingAllowed: value,
  preferencesProcessingAllowed: value,
  saleOfDataAllowed: value,
})

/** What each voice of a tool says; undefined: of a browser, or our own. */
const SAYS: Partial<Record<Voice, readonly [tool: string, said: Said]>> = {
  'tcf: all': ['tcf', tcfSays(tcData({ ...ANSWERED, consents: ALL_TCF }), true)],
  'tcf: none': ['tcf', tcfSays(tcData(ANSWERED), true)],
  'tcf: dialog open': ['tcf', tcfSays(tcData({ ...ANSWERED, eventStatus: 'cmpuishown' }), true)],
  'tcf: gdpr does not apply': ['tcf', tcfSays(tcData({ gdprApplies: false }), true)],
  'gpp: sale opted out': ['gpp', gppSays(gppEvent({ usnat: { SaleOptOut: 1 } }, [7]), true)],
  'gpp: nothing opted out of': ['gpp', gppSays(gppEvent({ usnat: { SaleOptOut: 2 } }, [7]), true)],
  'consent mode: all granted': [
    'google',
    googleSays([asArguments('consent', 'update', types('granted'))]),
  ],
  'consent mode: all denied': [
    'google',
    googleSays([asArguments('consent', 'update', types('denied'))]),
  ],
  'consent mode: own update read back': [
    'google',
    googleSays([asArguments('consent', 'update', types('granted'))], () => true),
  ],
  'shopify: all allowed': ['shopify', shopifySays(allowed(true))],
  'shopify: nothing allowed': ['shopify', shopifySays(allowed(false))],
}

/** What was chosen with us, of the voices that are ours; those of long ago have lapsed. */
const CHOSEN: Partial<Record<Voice, Grants | null>> = {
  'own: accept all': FULL,
  'own: reject all': {},
  'own: analytics only': { analytics: 'full' },
  'own: withdraw': {},
  'own: accept all, 183 days ago': null,
  'own: reject all, 183 days ago': null,
}

const isTold = (voice: Voice) => SAYS[voice] !== undefined
const OF_OTHERS = PAIRS.filter(
  ({ earlier, later }) =>
    [earlier, later].some(isTold) &&
    [earlier, later].every(
      (voice) => isTold(voice) || voice in CHOSEN || voice === 'gpc on' || voice === 'dnt on',
    ),
)

describe('two voices', () => {
  test('are not few', () => expect(OF_OTHERS.length).toBeGreaterThan(25))

  test.each(OF_OTHERS)(
    '$earlier, then $later, $where',
    ({ earlier, later, where, after, silent }) => {
      const voices = [earlier, later]
      // A tool that speaks twice is heard once: its last word.
      const said = new Map(voices.flatMap((voice) => (SAYS[voice] ? [SAYS[voice]] : [])))
      const own = voices.map((voice) => CHOSEN[voice]).find((grants) => grants)
      // An opt-out in the United States is not forgotten within a year.
      const isKept = where === 'opt-out' && earlier === 'own: reject all, 183 days ago'
      const chosen = isKept ? {} : own
      const isOptOut = where === 'opt-out'
      const how = { isChosen: chosen !== undefined, isOptOut }
      const held: Grants | null = isOptOut ? { analytics: 'full', recommendations: 'full' } : null
      const signals = { gpc: voices.includes('gpc on'), dnt: voices.includes('dnt on') }
      const merged = withOthers(chosen ?? held, [...said.values()], how)
      const now = merged && underSignals(merged, signals, how)
      for (const [purpose, level] of Object.entries(after) as [Purpose, string][]) {
        const found = LEVELS.indexOf(now?.[purpose] ?? 'none')
        if (silent) expect(found, purpose).toBeLessThanOrEqual(LEVELS.indexOf(level))
        else expect(found, purpose).toBe(LEVELS.indexOf(level))
      }
    },
  )
})
