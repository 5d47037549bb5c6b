// Reads a flag as the console writes it: values of one type, rules that can hold.
import type { FlagDraft } from '../../packages/wire/api.ts'
import type { ExperimentRule, FlagRule, FlagValue, ShareRule } from '../../packages/wire/flag.ts'
import { described, Invalid, list, mend, object, oneOf, text } from '../../packages/wire/schema.ts'
import type { Fields, Schema } from '../../packages/wire/schema.ts'
import { EXPERIMENT_KEY, share, targeting } from './experiment.ts'

export type { FlagDraft }

export const FLAG_KEY = EXPERIMENT_KEY

const RULES_MAX = 20
const VARIATIONS_MAX = 10
const VALUE_CHARS_MAX = 2_000
const DEPTH_MAX = 6

/** JSON, as deep as anybody needs; every tag of the site carries it. */
export const flagValue: Schema<FlagValue> = described(
  { description: `Any JSON of at most ${VALUE_CHARS_MAX} characters and ${DEPTH_MAX} levels.` },
  (value, path) => {
    const copy = copyOf(value, path, DEPTH_MAX)
    if (JSON.stringify(copy).length > VALUE_CHARS_MAX)
      throw new Invalid(path, `at most ${VALUE_CHARS_MAX} characters of JSON`)
    return copy
  },
)

function copyOf(value: unknown, path: string, depth: number): FlagValue {
  if (depth < 0) throw new Invalid(path, `at most ${DEPTH_MAX} levels`)
  if (typeof value === 'string') return mend(value)
  if (value === null || ['boolean', 'number'].includes(typeof value)) return value as FlagValue
  if (Array.isArray(value))
    return value.map((each, at) => copyOf(each, `${path}[${at}]`, depth - 1))
  if (typeof value !== 'object') throw new Invalid(path, 'a value that JSON knows')
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      // Settings are a literal in the tag, where this one would not be a name but the object's prototype.
      if (name === '__proto__') throw new Invalid(path, 'names other than __proto__')
      return [mend(name), copyOf(each, `${path}.${name}`, depth - 1)]
    }),
  )
}

const shareRule = object<ShareRule>({ targeting, coverage: share, value: flagValue })

const valuesByVariation: Schema<Record<string, FlagValue>> = described(
  { type: 'object', maxProperties: VARIATIONS_MAX },
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new Invalid(path, 'an object')
    const entries = Object.entries(value)
    if (entries.length === 0 || entries.length > VARIATIONS_MAX)
      throw new Invalid(path, `1 to ${VARIATIONS_MAX} variations`)
    return Object.fromEntries(
      entries.map(([name, each]) => [
        EXPERIMENT_KEY(name, path),
        flagValue(each, `${path}.${name}`),
      ]),
    )
  },
)

const experimentRule = object<ExperimentRule>({
  experiment: EXPERIMENT_KEY,
  values: valuesByVariation,
})

export const rule: Schema<FlagRule> = described(
  { anyOf: [shareRule.json ?? {}, experimentRule.json ?? {}] },
  (value, path) =>
    typeof value === 'object' && value !== null && 'experiment' in value
      ? experimentRule(value, path)
      : shareRule(value, path),
)

export const flagFields: Fields<FlagDraft> = {
  description: text(500),
  on: oneOf(true, false),
  value: flagValue,
  rules: list(rule, RULES_MAX),
}
const fields = object<FlagDraft>(flagFields)

/** Reads a draft; throws `Invalid` with the path of the fault. */
export const parseFlag: Schema<FlagDraft> = described(fields.json ?? {}, (value, path) => {
  const draft = fields(value, path)
  const kind = kindOf(draft.value)
  draft.rules.forEach((each, at) => {
    const values: [string, FlagValue][] =
      'experiment' in each
        ? Object.entries(each.values).map(([name, one]) => [`values.${name}`, one])
        : [['value', each.value]]
    // Code that asks for a number must never be given a text.
    for (const [name, one] of values)
      if (kindOf(one) !== kind)
        throw new Invalid(
          `${path ? `${path}.` : ''}rules[${at}].${name}`,
          `${kind}, as the flag is`,
        )
  })
  return draft
})

function kindOf(value: FlagValue): string {
  if (Array.isArray(value)) return 'a list'
  return value === null || typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
