// One purpose at a time, whatever the browser: granted in its own preferences, by what leaves and by the bytes of its profile.
import { expect } from 'vitest'
import type { EventType } from '../../packages/wire/event.ts'
import { EVENT_PURPOSE, PURPOSES } from '../../packages/wire/purpose.ts'
import type { Grants, Purpose } from '../../packages/wire/purpose.ts'
import {
  bannerShown,
  leaveMark,
  onStage,
  press,
  ROOT,
  searchMarked,
  tellSearch,
  untilSo,
  visit,
} from './browser-silence.ts'
import type { Stage } from './browser-silence.ts'
import type { Watchable, Watched } from './browser-watched.ts'
import type { Stored } from './page-collector.ts'
import { idOf } from './page-model.ts'
import { nameOf } from './page-tag.ts'

const CHOICE = 'tm_consent'
const NAMES = Object.keys(PURPOSES) as Purpose[]

/** What the page gives reason for: of each purpose that has events at all, at least one. */
const TOLD: readonly EventType[] = ['page_view', 'view_item', 'custom', 'exposure', 'heat']
/** Nothing of ours records it yet. */
const KEEPS_NOTHING_YET: readonly Purpose[] = ['replay']
/** What waits is kept until it has arrived. */
const PASSING = 'tm_left'

const keysOf = (purpose: Purpose): readonly string[] =>
  KEEPS_NOTHING_YET.includes(purpose) ? [] : PURPOSES[purpose].deviceKeys
const typesOf = (purposes: readonly Purpose[]) =>
  TOLD.filter((type) => purposes.includes(EVENT_PURPOSE[type]))

const isUnder = ({ batch }: Stored, purposes: readonly Purpose[]): boolean =>
  NAMES.every((each) => (batch.grant[each] === 'full') === purposes.includes(each))

/** Each purpose alone, in a profile of its own, and then all together: whoever came before has had the time to be heard. */
export async function onePurposeVisits(browser: Watchable): Promise<void> {
  await onStage(browser, NAMES.length + 1, async (stage) => {
    const { collector, profiles } = stage
    for (const [at, purpose] of NAMES.entries()) {
      const found = await kept(stage, profiles[at]!, [purpose])
      const allowed = [CHOICE, ...keysOf(purpose)]
      expect(found.filter((name) => !allowed.includes(name))).toEqual([])
      expect(found).toEqual(expect.arrayContaining(allowed.filter((name) => name !== PASSING)))
    }
    // The control: where all is granted, every key is found and every type is told.
    const all = await kept(stage, profiles.at(-1)!, NAMES)
    expect(all).toEqual(
      expect.arrayContaining(NAMES.flatMap(keysOf).filter((name) => name !== PASSING)),
    )
    for (const purpose of NAMES) {
      const told = collector.stored.filter((event) => isUnder(event, [purpose]))
      expect(told.filter(({ type }) => EVENT_PURPOSE[type] !== purpose).map(nameOf)).toEqual([])
      const mints = PURPOSES[purpose].mints.includes('visitor')
      for (const { batch } of told) expect(batch.visitor !== undefined).toBe(mints)
    }
    const known = NAMES.map((purpose) => [purpose])
    const strangers = collector.stored.filter((event) =>
      [...known, NAMES].every((purposes) => !isUnder(event, purposes)),
    )
    expect(strangers.map(nameOf)).toEqual([])
  })
}

/** Names in the profile of a visitor who grants these in the preferences, and uses the page. */
async function kept(
  stage: Stage,
  profile: string,
  purposes: readonly Purpose[],
): Promise<readonly string[]> {
  await visit(stage, profile, async (watched) => {
    await watched.open(`${stage.site.url}/?utm_source=letter`)
    await bannerShown(watched)
    await press(watched, 'Choose')
    await untilSo(watched, 'the preferences', `return !!${ROOT}?.querySelector('dialog')`)
    for (const purpose of purposes)
      await watched.run(`${ROOT}.querySelector('input[name=${purpose}]').click()`)
    await press(watched, 'Save choices')
    await use(stage, watched, purposes)
    await leaveMark(watched)
  })
  const found = await searchMarked(stage, profile)
  tellSearch(purposes.length > 1 ? 'all granted' : `${purposes[0]} alone`, found)
  return found.names
}

/** Gives reason for events of every purpose, and waits for those that are granted. */
async function use(stage: Stage, watched: Watched, purposes: readonly Purpose[]): Promise<void> {
  const { collector, site } = stage
  const grants = Object.fromEntries(purposes.map((each) => [each, 'full'])) as Grants
  await collector.until('the note', () =>
    collector.given.some(({ grants: told = {} }) =>
      NAMES.every((each) => (told[each] === 'full') === (grants[each] === 'full')),
    ),
  )
  const parts = [
    ...(grants.heatmaps ? ['heatmap'] : []),
    ...(grants.recommendations ? ['recommend'] : []),
  ]
  await untilSo(
    watched,
    'the chunks',
    `return ${JSON.stringify(parts)}.every((part) =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('/m/' + part)))`,
  )
  if (grants.recommendations)
    await untilSo(
      watched,
      'the history on the device',
      `return indexedDB.databases().then((all) => all.length > 0)`,
    )
  const item = JSON.stringify({ currency: 'EUR', items: [{ item_id: idOf(2) }] })
  await watched.run(`tm('event', 'told'); tm('track', 'view_item', ${item})`)
  await watched.run(`document.getElementById('plain').click()`)
  await watched.open(`${site.url}/next`)
  for (const type of typesOf(purposes))
    await collector.until(`${type} under ${purposes.join()}`, () =>
      collector.stored.some((event) => event.type === type && isUnder(event, purposes)),
    )
}
