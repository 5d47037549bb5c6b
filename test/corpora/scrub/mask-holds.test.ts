// What pages mask by themselves is held against the corpus too: how much of the worst is gone before it leaves, and how little else.
import { expect, test } from 'vitest'
import { mask } from '../../../packages/core/mask.ts'
import { scrub } from '../../../packages/scrub/index.ts'
import { scrubCorpus } from './corpus.ts'
import { leaked } from './judge.ts'
import type { Kind } from './types.ts'

/** The collector looks for all of it; a page for what costs few bytes to find. */
const RECALL_MIN: Readonly<Partial<Record<Kind, number>>> = { card: 0.47, email: 0.99 }
const FALSE_MAX = 0.005
const SEEDS = [undefined, 7, 1_234_567]

test.each(SEEDS)('the worst is gone before it leaves, seed %s', (seed) => {
  const { positives, negatives } = scrubCorpus(seed)
  for (const [kind, least] of Object.entries(RECALL_MIN)) {
    const all = positives.filter((each) => each.kind === kind)
    const left = all.filter((each) => leaked(each, mask(each.text)) !== undefined)
    const recall = 1 - left.length / all.length
    console.log(`seed ${seed ?? 'of the corpus'}: ${kind} ${(recall * 100).toFixed(2)} %`)
    expect(recall).toBeGreaterThanOrEqual(least)
  }
  const touched = negatives.filter(({ text }) => mask(text) !== text)
  for (const { about, text } of touched) console.log(`touched (${about}): ${text} → ${mask(text)}`)
  expect(touched.length / negatives.length).toBeLessThanOrEqual(FALSE_MAX)
})

test('the collector finds no less in what a page has masked', () => {
  const { positives } = scrubCorpus()
  const worse = positives.filter(
    (each) =>
      leaked(each, scrub(each.text)) === undefined &&
      leaked(each, scrub(mask(each.text))) !== undefined,
  )
  expect(worse.map(({ text }) => `${text} → ${scrub(mask(text))}`)).toEqual([])
})
