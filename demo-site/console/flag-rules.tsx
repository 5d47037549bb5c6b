// The rules of a flag, in the order in which they are asked: for a share of visitors, or as an experiment decides.
import type { VNode } from 'preact'
import type { Experiment } from '../../packages/wire/experiment.ts'
import { EVERYBODY } from './audience.ts'
import { AudienceFields } from './audience-fields.tsx'
import { Field, STATUS_WORDS } from './experiment-parts.tsx'
import { FIRST, newRule } from './flag-draft.ts'
import type { RuleForm, ValueKind } from './flag-draft.ts'
import { ValueField } from './flag-value.tsx'

const RULES_MAX = 20

interface RulesProps {
  rules: readonly RuleForm[]
  kind: ValueKind
  experiments: readonly Experiment[]
  /** Where the rule at a place can be looked at. */
  preview: (at: number) => string
  change: (rules: readonly RuleForm[]) => void
}

export function FlagRules({ rules, kind, experiments, preview, change }: RulesProps): VNode {
  const move = (at: number, by: number) =>
    change(rules.toSpliced(at, 1).toSpliced(at + by, 0, rules[at]!))
  return (
    <>
      {rules.map((rule, at) => (
        <fieldset class="variation" key={at}>
          <legend>Rule {at + 1}</legend>
          <Rule {...{ rule, kind, experiments }} change={(next) => change(rules.with(at, next))} />
          <p class="form-buttons">
            <button type="button" disabled={at === 0} onClick={() => move(at, -1)}>
              Earlier<span class="unseen">: rule {at + 1}</span>
            </button>
            <button type="button" disabled={at === rules.length - 1} onClick={() => move(at, 1)}>
              Later<span class="unseen">: rule {at + 1}</span>
            </button>
            <button type="button" onClick={() => change(rules.toSpliced(at, 1))}>
              Remove<span class="unseen"> rule {at + 1}</span>
            </button>
            <a href={preview(at + 1)} target="_blank" rel="noreferrer">
              Look at it once saved<span class="unseen">: rule {at + 1}</span>
            </a>
          </p>
        </fieldset>
      ))}
      {rules.length < RULES_MAX && (
        <button type="button" onClick={() => change([...rules, newRule(kind)])}>
          Add a rule
        </button>
      )}
    </>
  )
}

interface RuleProps {
  rule: RuleForm
  kind: ValueKind
  experiments: readonly Experiment[]
  change: (rule: RuleForm) => void
}

function Rule({ rule, kind, experiments, change }: RuleProps): VNode {
  const turn = (to: string) =>
    change(
      to === 'share'
        ? newRule(kind)
        : { kind: 'experiment', experiment: experiments[0]?.key ?? '', values: {} },
    )
  return (
    <>
      <Field label="Decided by">
        <select value={rule.kind} onChange={(event) => turn(event.currentTarget.value)}>
          <option value="share">Whom it is for</option>
          <option value="experiment" disabled={experiments.length === 0}>
            An experiment
          </option>
        </select>
      </Field>
      {rule.kind === 'share' ? (
        <>
          <ValueField
            label="Value"
            kind={kind}
            text={rule.value}
            change={(value) => change({ ...rule, value })}
          />
          <details open={isNarrow(rule)}>
            <summary>For whom: {wordsOf(rule)}</summary>
            <div class="audience">
              <AudienceFields
                form={rule}
                share="Share of them, % (below 100 only of those who granted experiments)"
                change={(more) => change({ ...rule, ...more })}
              />
            </div>
          </details>
        </>
      ) : (
        <ByExperiment {...{ rule, kind, experiments, change }} />
      )}
    </>
  )
}

function ByExperiment({
  rule,
  kind,
  experiments,
  change,
}: RuleProps & { rule: RuleForm & { kind: 'experiment' } }): VNode {
  const chosen = experiments.find(({ key }) => key === rule.experiment)
  return (
    <>
      <Field label="Experiment">
        <select
          value={rule.experiment}
          onChange={(event) =>
            change({ ...rule, experiment: event.currentTarget.value, values: {} })
          }
        >
          {!chosen && <option value={rule.experiment}>{rule.experiment || '–'}</option>}
          {experiments.map(({ key, name, status }) => (
            <option value={key} key={key}>
              {name} ({STATUS_WORDS[status].toLowerCase()})
            </option>
          ))}
        </select>
      </Field>
      {chosen?.variations.map((variation) => (
        <ValueField
          key={variation.key}
          label={`${variation.name} (${variation.key})`}
          kind={kind}
          text={rule.values[variation.key] ?? (kind === 'text' ? FIRST.text : '')}
          empty="Go on to the next rule"
          change={(text) => change({ ...rule, values: { ...rule.values, [variation.key]: text } })}
        />
      ))}
      <p class="quiet">
        Holds for those who take part while it runs, and for everybody once it is shipped. Asking
        for the flag counts as seeing the variation.
      </p>
    </>
  )
}

const isNarrow = (rule: RuleForm & { kind: 'share' }) => wordsOf(rule) !== 'everybody'

/** Whom a rule is for, in a few words. */
function wordsOf({ coverage, ...rule }: RuleForm & { kind: 'share' }): string {
  const named = (['paths', 'devices', 'markets', 'visitors', 'attributes'] as const).filter(
    (each) => rule[each].length > EVERYBODY[each].length,
  )
  const share = coverage === 100 ? '' : `${coverage} % of `
  const those = named.length > 0 ? `those that fit ${named.join(', ')}` : 'everybody'
  return share + those
}
