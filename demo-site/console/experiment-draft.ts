// A draft as the form holds it, and as the collector takes it.
import type { Change, Experiment, Metric } from '../../packages/wire/experiment.ts'
import { EVERYBODY, audienceOf, percentOf, shareOf, targetingOf } from './audience.ts'
import type { AudienceForm } from './audience.ts'
import type { Draft } from './ask.ts'

export type ChangeKind = Change['kind']

/** One change as a row of the form; what its kind does not need stays empty. */
export interface ChangeRow {
  kind: ChangeKind
  selector: string
  name: string
  value: string
}

export interface VariationForm {
  key: string
  name: string
  /** Percent of those who take part. */
  weight: number
  changes: readonly ChangeRow[]
}

export interface DraftForm extends AudienceForm {
  key: string
  name: string
  hypothesis: string
  /** Name of the group whose experiments share no visitors; '' for none. */
  group: string
  /** The group's visitors that this one takes, percent from 0 to 100. */
  groupFrom: number
  groupTo: number
  variations: readonly VariationForm[]
  /** `conversion`, `revenue`, or the name of an event; the first decides. */
  metrics: readonly string[]
}

export const NEW_DRAFT: DraftForm = {
  key: '',
  name: '',
  hypothesis: '',
  ...EVERYBODY,
  group: '',
  groupFrom: 0,
  groupTo: 50,
  variations: [
    { key: 'control', name: 'As it is', weight: 50, changes: [] },
    { key: 'b', name: 'New', weight: 50, changes: [] },
  ],
  metrics: ['conversion', 'revenue'],
}

export const EMPTY_CHANGE: ChangeRow = { kind: 'text', selector: '', name: '', value: '' }

/** What a change's kind asks for beside its kind. */
export const CHANGE_FIELDS: Readonly<
  Record<ChangeKind, { label: string; selector: boolean; name: boolean; value: string | null }>
> = {
  text: { label: 'Text', selector: true, name: false, value: 'New text' },
  css: { label: 'Style', selector: false, name: false, value: 'CSS' },
  hide: { label: 'Hide', selector: true, name: false, value: null },
  image: { label: 'Picture', selector: true, name: false, value: 'Address of the picture' },
  attribute: { label: 'Attribute', selector: true, name: true, value: 'Value' },
  redirect: { label: 'Other page', selector: false, name: false, value: 'Path, such as /sale' },
}

/** A key made of a name. */
export function keyOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
}

/** The form of an experiment that exists. */
export function formOf(experiment: Experiment): DraftForm {
  const { key, name, hypothesis, coverage, targeting, group, variations, metrics } = experiment
  return {
    key,
    name,
    hypothesis,
    ...audienceOf(targeting, coverage),
    group: group?.name ?? '',
    groupFrom: percentOf(group?.from ?? 0),
    groupTo: percentOf(group?.to ?? 0.5),
    variations: variations.map((each) => ({
      key: each.key,
      name: each.name,
      weight: percentOf(each.weight),
      changes: each.changes.map(rowOf),
    })),
    metrics: metrics.map((metric) => (metric.kind === 'event' ? metric.name : metric.kind)),
  }
}

/** What is sent; throws nothing, the collector says what is wrong with it. */
export function draftOf(form: DraftForm): Draft {
  return {
    name: form.name,
    hypothesis: form.hypothesis,
    coverage: shareOf(form.coverage),
    targeting: targetingOf(form),
    ...(form.group && {
      group: { name: form.group, from: shareOf(form.groupFrom), to: shareOf(form.groupTo) },
    }),
    variations: form.variations.map(({ key, name, weight, changes }) => ({
      key,
      name,
      weight: shareOf(weight),
      changes: changes.map(changeOf),
    })),
    metrics: form.metrics.map(metricOf),
  }
}

function metricOf(name: string): Metric {
  return name === 'conversion' || name === 'revenue' ? { kind: name } : { kind: 'event', name }
}

function rowOf(change: Change): ChangeRow {
  const { kind, selector = '', name = '', ...rest } = change as ChangeRow & Record<string, string>
  return { kind, selector, name, value: Object.values(rest)[0] ?? '' }
}

function changeOf({ kind, selector, name, value }: ChangeRow): Change {
  if (kind === 'css') return { kind, css: value }
  if (kind === 'redirect') return { kind, url: value }
  if (kind === 'hide') return { kind, selector }
  if (kind === 'text') return { kind, selector, text: value }
  return kind === 'image' ? { kind, selector, src: value } : { kind, selector, name, value }
}
