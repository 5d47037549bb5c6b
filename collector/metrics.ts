// A few counters in memory, printed in Prometheus' text format.

export interface Metrics {
  /** Adds to a counter; `label` is what tells its series apart, e.g. a refusal's code. */
  readonly count: (name: CounterName, by?: number, label?: string) => void
  readonly text: (gauges: Readonly<Record<string, number | Labelled>>) => string
}

/** A gauge with several series: by the value of its label. */
export interface Labelled {
  readonly label: string
  readonly values: ReadonlyMap<string, number>
}

/** Every counter, with the name of its label where it has one. */
const COUNTERS = {
  tidemark_batches_total: '',
  tidemark_events_accepted_total: '',
  tidemark_events_refused_total: 'code',
  tidemark_faults_total: 'code',
  tidemark_forwarded_total: '',
  tidemark_log_flushes_total: '',
  tidemark_untrusted_forwarded_total: 'peer',
} as const

type CounterName = keyof typeof COUNTERS

export function createMetrics(): Metrics {
  const counters = new Map<CounterName, Map<string, number>>()
  for (const name of Object.keys(COUNTERS) as CounterName[])
    counters.set(name, new Map(COUNTERS[name] === '' ? [['', 0]] : []))

  return {
    count: (name, by = 1, label = '') => {
      const series = counters.get(name)
      series?.set(label, (series.get(label) ?? 0) + by)
    },
    text: (gauges) => {
      const counted = [...counters].map(([name, values]) =>
        lines(name, 'counter', { label: COUNTERS[name], values }),
      )
      const measured = Object.entries(gauges).map(([name, value]) =>
        lines(name, 'gauge', typeof value === 'number' ? alone(value) : value),
      )
      return `${[...counted, ...measured].join('\n')}\n`
    },
  }
}

function alone(value: number): Labelled {
  return { label: '', values: new Map([['', value]]) }
}

function lines(name: string, kind: 'counter' | 'gauge', { label, values }: Labelled): string {
  const samples = [...values].map(([value, count]) =>
    label === '' ? `${name} ${count}` : `${name}{${label}="${value}"} ${count}`,
  )
  return [`# TYPE ${name} ${kind}`, ...samples].join('\n')
}
