// Reads an experiment as the console writes it, and refuses what could harm a page.
import type { ExperimentDraft } from '../../packages/wire/api.ts'
import type { Change, Group, Metric, Targeting, Variation } from '../../packages/wire/experiment.ts'
import {
  described,
  Invalid,
  line,
  list,
  matching,
  object,
  oneOf,
  optional,
  record,
  text,
} from '../../packages/wire/schema.ts'
import type { Fields, Schema } from '../../packages/wire/schema.ts'

export type Draft = ExperimentDraft

const VARIATIONS_MAX = 10
const CHANGES_MAX = 50
const WEIGHTS_TOLERANCE = 0.001

export const EXPERIMENT_KEY = matching(
  /^[a-z0-9][a-z0-9-]{0,39}$/,
  'a key of up to 40 small letters, digits and -',
)

const selector = text(300, 1)
const pathLike = matching(/^\/(?!\/)[^\s]{0,1999}$/, 'a path of this site, such as /sale')
/** A picture's address is data as well as any, but never a script. */
const source = matching(
  /^(https:\/\/|\/(?!\/)|data:image\/)[^\s]{1,50000}$/,
  'an https address, a path or a data:image',
)

/** Neither a listener nor the text of a frame nor an address may be smuggled in as an attribute. */
const attributeName = matching(
  /^(?!on|srcdoc$|href$|src$|srcset$|action$|formaction$|style$)[a-z][a-z0-9-]{0,49}$/,
  'an attribute that can run nothing, such as aria-label, title or class',
)

const CHANGES: { readonly [K in Change['kind']]: Schema<Extract<Change, { kind: K }>> } = {
  css: object({ kind: oneOf('css'), css: text(10_000, 1) }),
  hide: object({ kind: oneOf('hide'), selector }),
  text: object({ kind: oneOf('text'), selector, text: text(2_000) }),
  attribute: object({
    kind: oneOf('attribute'),
    selector,
    name: attributeName,
    value: text(2_000),
  }),
  image: object({ kind: oneOf('image'), selector, src: source }),
  redirect: object({ kind: oneOf('redirect'), url: pathLike }),
}

const changeKind = oneOf('css', 'hide', 'text', 'attribute', 'image', 'redirect')

const change: Schema<Change> = described(
  { anyOf: Object.values(CHANGES).map(({ json }) => json ?? {}) },
  (value, path) => {
    const kind = changeKind((value as { kind?: unknown } | null)?.kind, `${path}.kind`)
    return CHANGES[kind](value, path)
  },
)

export const share: Schema<number> = described(
  { type: 'number', minimum: 0, maximum: 1 },
  (value, path) => {
    if (typeof value !== 'number' || !(value >= 0 && value <= 1))
      throw new Invalid(path, 'a share between 0 and 1')
    return value
  },
)

const variation = object<Variation>({
  key: EXPERIMENT_KEY,
  name: line(100, 1),
  weight: share,
  changes: list(change, CHANGES_MAX),
})

export const targeting = object<Targeting>({
  paths: optional(list(matching(/^[/*][^\s]{0,299}$/, 'a path, * for anything'), 50)),
  devices: optional(list(oneOf('mobile', 'tablet', 'desktop'), 3)),
  markets: optional(list(matching(/^[A-Z]{2}$/, 'an ISO 3166-1 alpha-2 country'), 250)),
  visitors: optional(oneOf('new', 'returning')),
  attributes: optional(record(/^[a-z][a-z0-9_]{0,39}$/i, list(text(100), 100), 20)),
})

const span = object<Group>({ name: EXPERIMENT_KEY, from: share, to: share })
const group: Schema<Group> = described(span.json ?? {}, (value, path) => {
  const found = span(value, path)
  if (found.from >= found.to) throw new Invalid(`${path}.to`, 'more than `from`')
  return found
})

const metricKind = oneOf('conversion', 'revenue', 'event')
export const metric: Schema<Metric> = described(
  {
    type: 'object',
    properties: { kind: metricKind.json ?? {}, name: { type: 'string' } },
    required: ['kind'],
  },
  (value, path) => {
    const { kind, name } = (value ?? {}) as { kind?: unknown; name?: unknown }
    const known = metricKind(kind, `${path}.kind`)
    return known === 'event'
      ? { kind: known, name: line(100, 1)(name, `${path}.name`) }
      : { kind: known }
  },
)

export const draftFields: Fields<Draft> = {
  name: line(100, 1),
  hypothesis: text(2_000),
  coverage: share,
  variations: list(variation, VARIATIONS_MAX),
  targeting,
  group: optional(group),
  metrics: list(metric, 10),
}

const anyDraft = object<Draft>(draftFields)

/** Reads a draft; throws `Invalid` with the path of the fault. */
export const parseDraft: Schema<Draft> = described(anyDraft.json ?? {}, (value, path) => {
  const draft = anyDraft(value, path)
  const at = (name: string) => (path ? `${path}.${name}` : name)
  const { variations, metrics } = draft
  if (variations.length < 2) throw new Invalid(at('variations'), 'at least two variations')
  if (new Set(variations.map(({ key }) => key)).size < variations.length)
    throw new Invalid(at('variations'), 'keys that differ')
  const sum = variations.reduce((total, { weight }) => total + weight, 0)
  if (Math.abs(sum - 1) > WEIGHTS_TOLERANCE)
    throw new Invalid(at('variations'), 'weights that sum to 1')
  if (metrics.length === 0) throw new Invalid(at('metrics'), 'at least one metric')
  return draft
})
