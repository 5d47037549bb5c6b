// A flag as the form holds it, where every value is text, and as the collector takes it.
import type { Flag, FlagRule, FlagValue } from '../../packages/wire/flag.ts'
import { EVERYBODY, audienceOf, shareOf, targetingOf } from './audience.ts'
import type { AudienceForm } from './audience.ts'
import type { FlagDraft } from './flags-api.ts'

/** What a flag's values are. */
export type ValueKind = 'boolean' | 'text' | 'number' | 'json'

export type RuleForm =
  | (AudienceForm & { kind: 'share'; value: string })
  | {
      kind: 'experiment'
      experiment: string
      /** By variation; '' where it goes on to the next rule, for all but texts. */
      values: Readonly<Record<string, string>>
    }

export interface FlagForm {
  key: string
  description: string
  on: boolean
  kind: ValueKind
  value: string
  rules: readonly RuleForm[]
}

export const NEW_FLAG: FlagForm = {
  key: '',
  description: '',
  on: true,
  kind: 'boolean',
  value: 'false',
  rules: [],
}

/** A rule as it begins. */
export function newRule(kind: ValueKind): RuleForm {
  return { ...EVERYBODY, kind: 'share', value: FIRST[kind] }
}

/** What a value of each kind begins with. */
export const FIRST: Readonly<Record<ValueKind, string>> = {
  boolean: 'true',
  text: '',
  number: '0',
  json: '{}',
}

/** The kind of a value that exists. */
export function kindOf(value: FlagValue): ValueKind {
  if (typeof value === 'boolean' || typeof value === 'number')
    return typeof value as 'boolean' | 'number'
  return typeof value === 'string' ? 'text' : 'json'
}

/** A value as text, as a reader of its kind writes it. */
export function textOf(value: FlagValue): string {
  if (typeof value === 'string') return value
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}

/** The value that a text stands for; throws where it stands for none. */
export function valueOf(kind: ValueKind, text: string): FlagValue {
  if (kind === 'text') return text
  if (kind === 'boolean') return text === 'true'
  const value = JSON.parse(text) as FlagValue
  const fits = kind === 'number' ? typeof value === 'number' : typeof value === 'object' && value
  if (!fits) throw new SyntaxError('another kind of value')
  return value
}

/** What is wrong with a text as a value of its kind; '' where nothing is. */
export function faultOf(kind: ValueKind, text: string): string {
  try {
    valueOf(kind, text)
    return ''
  } catch {
    return kind === 'number' ? 'A number, such as 0.5' : 'JSON in braces or brackets'
  }
}

/** The form of a flag that exists. */
export function flagFormOf({ key, description, on, value, rules }: Flag): FlagForm {
  return {
    key,
    description,
    on,
    kind: kindOf(value),
    value: textOf(value),
    rules: rules.map(ruleFormOf),
  }
}

function ruleFormOf(rule: FlagRule): RuleForm {
  if (!('experiment' in rule))
    return {
      kind: 'share',
      ...audienceOf(rule.targeting, rule.coverage),
      value: textOf(rule.value),
    }
  const values = Object.entries(rule.values).map(([name, value]) => [name, textOf(value)])
  return { kind: 'experiment', experiment: rule.experiment, values: Object.fromEntries(values) }
}

/** What is sent; throws where a value is none of the flag's kind. */
export function flagDraftOf({ description, on, kind, value, rules }: FlagForm): FlagDraft {
  return {
    description,
    on,
    value: valueOf(kind, value),
    rules: rules.map((rule): FlagRule => {
      if (rule.kind === 'share')
        return {
          targeting: targetingOf(rule),
          coverage: shareOf(rule.coverage),
          value: valueOf(kind, rule.value),
        }
      const given = Object.entries(rule.values).filter(([, text]) => text || kind === 'text')
      return {
        experiment: rule.experiment,
        values: Object.fromEntries(given.map(([name, text]) => [name, valueOf(kind, text)])),
      }
    }),
  }
}
