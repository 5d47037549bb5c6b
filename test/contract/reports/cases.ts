// Reads report cases: small tables of events with the answer that was worked out by hand below them.
//
//   == what the case shows
//   zone Europe/Berlin                     the site's time zone; UTC if not said
//   ask 2026-05-04T00:00 2026-05-05T00:00  the period; all times are UTC
//   now 2026-05-05T09:00                   the collector's clock; the end of the period if not said
//   experiment hero control,bold conversion,revenue   an experiment that runs through the period, its arms equal
//   heatmap /lamps phone                   the page and the band that are asked for
//   2026-05-04T09:00 anna page_view /lamps engaged=4s
//   09:05 anna/2 purchase /thanks order=T1 value=1000USD revenue=920
//   09:10 stream s1 emitted=5 followed void=2-3:expired
//   09:20 choice given*3 device=mobile country=FR language=fr notice=n2 took=5 gpc   answers to the question
//   leave anna ben                         visitors who are erased once all is stored
//   --
//   the answer as `answer-text.ts` writes it
//
// An event is `time who name [/path] [field …]`. A time without a day has the day of the line before. `who` is a
// visitor, `-` is nobody, and `/2` names a session of theirs. A name that is no event type is a custom event's.
// Fields: stream seq (2 or 2..5) order value revenue engaged reach view received site country robot staff server list,
// items (`throw@500*2,lamp@300`: two throws at 5.00 each, and a lamp); of an exposure sees (hero:bold) and uncounted;
// of a heat phone, tablet or desktop, sample fold reach before (percents), and a click=buy@8,2 each (element,
// sixteenths across and down), with :rage or :keyboard behind it.
// Left out: a stream a session, the next seq, revenue as value where the currency is the site's (EUR), as view the
// last page view of the stream, received when it happened. `#` begins a comment.
import { EVENT_TYPES } from '../../../packages/wire/parse.ts'
import type { Experiment, Metric } from '../../../packages/wire/experiment.ts'
import type { LogLine } from '../../../collector/storage/columns.ts'

export const SITE = 'shop'
export const CURRENCY = 'EUR'

export interface ReportCase {
  name: string
  timeZone: string
  fromMs: number
  toMs: number
  nowMs: number
  experiment?: Experiment
  page?: string
  band?: string
  lines: LogLine[]
  leaving: string[]
  expected: string[]
}

interface Progress {
  day: string
  /** Last seq, and the seq of the last page view, by stream. */
  seqs: Map<string, number>
  views: Map<string, number>
}

type EventLine = Extract<LogLine, { line: 'event' }>

export class CaseError extends Error {
  override readonly name = 'CaseError'
}

export function readCases(text: string): ReportCase[] {
  const [, ...parts] = text.replaceAll(/(^|\s)#.*$/gm, '').split(/^== /m)
  return parts.map(readCase)
}

/** One form for lines that differ only in space. */
export function tidyLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replaceAll(/\s+/g, ' '))
    .filter((line) => line !== '')
}

function readCase(text: string): ReportCase {
  const [input = '', answer] = text.split(/^--$/m)
  const [name = '', ...statements] = tidyLines(input)
  if (answer === undefined) throw new CaseError(`${name}: no answer`)
  const progress: Progress = { day: '', seqs: new Map(), views: new Map() }
  const found: ReportCase = {
    name,
    timeZone: 'UTC',
    fromMs: 0,
    toMs: 0,
    nowMs: 0,
    lines: [],
    leaving: [],
    expected: tidyLines(answer),
  }
  for (const statement of statements) readStatement(statement.split(' '), found, progress)
  if (found.fromMs >= found.toMs) throw new CaseError(`${name}: no period`)
  found.nowMs ||= found.toMs
  return found
}

function readStatement(words: string[], found: ReportCase, progress: Progress): void {
  const [first = '', second = '', third = ''] = words
  if (first === 'zone') found.timeZone = second
  else if (first === 'leave') found.leaving.push(...words.slice(1))
  else if (first === 'experiment') found.experiment = experimentOf(words, found)
  else if (first === 'heatmap') Object.assign(found, { page: second, band: third || undefined })
  else if (first === 'now') found.nowMs = timeOf(second, progress)
  else if (first === 'ask') {
    found.fromMs = timeOf(second, progress)
    found.toMs = timeOf(third, progress)
  } else if (second === 'stream') found.lines.push(factOf(words, progress))
  else if (second === 'choice') found.lines.push(...choicesOf(words, progress))
  else found.lines.push(...eventsOf(words, progress))
}

/** Its period is the case's: said after `ask`. */
function experimentOf(words: string[], { fromMs }: ReportCase): Experiment {
  const [, key = '', variations = '', metrics = ''] = words
  const keys = variations.split(',')
  return {
    key,
    name: key,
    hypothesis: '',
    coverage: 1,
    targeting: {},
    variations: keys.map((each) => ({
      key: each,
      name: each,
      weight: 1 / keys.length,
      changes: [],
    })),
    metrics: metrics
      .split(',')
      .map((kind): Metric =>
        kind === 'conversion' || kind === 'revenue' ? { kind } : { kind: 'event', name: kind },
      ),
    status: 'running',
    startedMs: fromMs,
    endedMs: 0,
  }
}

function timeOf(word: string, progress: Progress): number {
  const [day = '', time] = word.includes('T') ? word.split('T') : [progress.day, word]
  progress.day = day
  const timeMs = Date.parse(`${day}T${time}Z`)
  if (Number.isNaN(timeMs)) throw new CaseError(`no time: ${word}`)
  return timeMs
}

function factOf(words: string[], progress: Progress): LogLine {
  const [time = '', , stream = '', ...rest] = words
  const fact: LogLine = {
    line: 'stream',
    site: SITE,
    stream,
    received_ms: timeOf(time, progress),
    emitted: 0,
    followed: rest.includes('followed'),
    voids: [],
  }
  for (const word of rest) {
    const [, from, to, reason] = /^void=(\d+)-(\d+):(\w+)$/.exec(word) ?? []
    if (from && to && reason) fact.voids = [...fact.voids, { from: +from, to: +to, reason }]
    else if (word.startsWith('emitted=')) fact.emitted = Number(word.slice('emitted='.length))
    else if (word !== 'followed') throw new CaseError(`no such word of a stream: ${word}`)
  }
  return fact
}

function choicesOf(words: string[], progress: Progress): LogLine[] {
  const [time = '', , told = '', ...rest] = words
  const [choice = '', times = '1'] = told.split('*')
  const fields = new Map(
    rest.map((word): [string, string] => {
      const [name = '', value = ''] = word.split('=')
      return [name, value]
    }),
  )
  const took = fields.get('took')
  const timeMs = timeOf(time, progress)
  const line: LogLine = {
    line: 'choice',
    site: fields.get('site') ?? SITE,
    received_ms: timeMs - (timeMs % 86_400_000),
    choice,
    notice: fields.get('notice') ?? 'n1',
    country: fields.get('country') ?? 'DE',
    device: fields.get('device') ?? 'desktop',
    language: fields.get('language') ?? 'de',
    gpc: fields.has('gpc'),
    seconds: took === undefined ? null : Number(took),
  }
  return Array.from({ length: Number(times) }, () => line)
}

function eventsOf(words: string[], progress: Progress): EventLine[] {
  const [time = '', who = '', name = '', ...rest] = words
  const [visitor = '', session = '1'] = who.split('/')
  const timeMs = timeOf(time, progress)
  const declared = EVENT_TYPES.find((known) => known === name && known !== 'custom')
  const event: EventLine = {
    line: 'event',
    site: SITE,
    stream: `${visitor}-${session}`,
    seq: 0,
    type: declared ?? 'custom',
    name: name.replace(/^custom:/, ''),
    time_ms: timeMs,
    client_ms: timeMs,
    received_ms: timeMs,
    visitor: visitor === '-' ? '' : visitor,
    session: `${visitor}-${session}`,
    host: 'shop.example',
    path: '/',
    country: 'DE',
    device: 'desktop',
    browser: 'Firefox',
  }
  if (name === 'heat') event.body = heatOf(rest, timeMs)
  let seqs = ''
  for (const word of rest) {
    if (word.startsWith('seq=')) seqs = word.slice('seq='.length)
    else if (name !== 'heat' || word.startsWith('/') || /^(robot|site=|received=)/.test(word))
      setField(event, word, progress)
  }
  return numbered(event, seqs, progress)
}

/** What the collector keeps of a part of a page view; the first of it unless `before` is said. */
function heatOf(words: string[], timeMs: number): Record<string, unknown> {
  const said = (name: string): string | undefined =>
    words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1)
  const anchors: string[] = []
  const points = words.flatMap((word) => {
    const [, anchor, across, down, manner] = /^click=(.*)@(\d+),(\d+):?(\w*)$/.exec(word) ?? []
    if (anchor === undefined) return []
    if (!anchors.includes(anchor)) anchors.push(anchor)
    const flags = { rage: 1, keyboard: 4 }[manner ?? ''] ?? 0
    return [[0, anchors.indexOf(anchor), Number(across) * 16, Number(down) * 16 + 7, flags, 0]]
  })
  return {
    day: Math.floor(timeMs / 86_400_000),
    band: words.find((word) => /^(phone|tablet|desktop)$/.test(word)) ?? 'desktop',
    sample: Number(said('sample') ?? 100),
    fold: Number(said('fold') ?? 20),
    reach: Number(said('reach') ?? 20),
    ...(said('before') && { before: Number(said('before')) }),
    anchors,
    points,
  }
}

function setField(event: EventLine, word: string, progress: Progress): void {
  const [key = '', text = ''] = word.split('=')
  const set = FIELDS[word.startsWith('/') ? 'path' : key]
  if (!set) throw new CaseError(`no such field: ${word}`)
  set(event, key === word ? word : text, progress)
}

type SetField = (event: EventLine, text: string, progress: Progress) => void

const FIELDS: Readonly<Record<string, SetField>> = {
  path: (event, text) => (event.path = text),
  robot: (event) => (event.bot = true),
  staff: (event) => (event.staff = true),
  server: (event) => (event.imported = true),
  stream: (event, text) => (event.stream = text),
  site: (event, text) => (event.site = text),
  list: (event, text) => (event.item_list = text),
  items: (event, text) => (event.body = { items: text.split(',').map(itemOf) }),
  country: (event, text) => (event.country = text),
  order: (event, text) => (event.transaction_id = text),
  value: setValue,
  revenue: (event, text) => (event.revenue = Number(text)),
  engaged: (event, text) => (event.engaged_ms = Number(text.replace('s', '')) * 1000),
  reach: (event, text) => (event.reach = Number(text)),
  view: (event, text) => (event.view = Number(text)),
  sees: (event, text) => {
    const [experiment = '', variation = ''] = text.split(':')
    event.body = { experiment, variation, counts: true }
  },
  uncounted: (event) => (event.body = { ...event.body, counts: false }),
  received: (event, text, progress) => (event.received_ms = timeOf(text, { ...progress })),
}

function itemOf(text: string): object {
  const [, item_id, price, quantity] = /^(\w+)(?:@(\d+))?(?:\*(\d+))?$/.exec(text) ?? []
  if (!item_id) throw new CaseError(`no item: ${text}`)
  return {
    item_id,
    ...(price && { price: Number(price) }),
    ...(quantity && { quantity: Number(quantity) }),
  }
}

function setValue(event: EventLine, text: string): void {
  const [, amount = '', currency = ''] = /^(\d+)([A-Z]{3})$/.exec(text) ?? []
  event.value = Number(amount)
  event.currency = currency
  const settled = event.type === 'purchase' || event.type === 'refund'
  if (settled && currency === CURRENCY) event.revenue = event.value
}

/** Gives the event its place in its stream, or several where `2..5` was said. */
function numbered(event: EventLine, seqs: string, progress: Progress): EventLine[] {
  const { stream } = event
  const next = (progress.seqs.get(stream) ?? 0) + 1
  const [from = next, to = from] = seqs === '' ? [] : seqs.split('..').map(Number)
  progress.seqs.set(stream, Math.max(next - 1, to))
  if (event.type === 'page_view') progress.views.set(stream, to)
  if (event.type === 'user_engagement') event.view ??= progress.views.get(stream)
  return Array.from({ length: to - from + 1 }, (_, index) => ({ ...event, seq: from + index }))
}
