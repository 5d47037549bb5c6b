// A few counters in memory, printed in Prometheus' text format.

export interface Metrics {
  /** Adds to a counter; `label` is what tells its series apart, e.g. a refusal's code. */
  readonly count: (name: CounterName, by?: number, label?: string) => void
  readonly text: (gauges: Readonly<Record<string, number>>) => string
}

/** Every counter, with the name of its label where it has one. */
const COUNTERS = {
  tidemark_batches_total: '',
  tidemark_events_accepted_total: '',
  tidemark_events_refused_total: 'code',
  tidemark_faults_total: 'code',
  tidemark_log_flushes_total: '',
} as const

type CounterName = keyof typeof COUNTERS

export function createMetrics(): Metrics {
  const counters = new Map<CounterName, Map<string, number>>()
  for (const name of Object.keys(COUNTERS) as CounterName[])
    counters.set(name, new Map(COUNTERS[name] === '' ? [['', 0]] : []))

  function lines(name: CounterName, series: ReadonlyMap<string, number>): string {
    const label = COUNTERS[name]
    const samples = [...series].map(([value, count]) =>
      label === '' ? `${name} ${count}` : `${name}{${label}="${value}"} ${count}`,
    )
    return [`# TYPE ${name} counter`, ...samples].join('\n')
  }

  return {
    count: (name, by = 1, label = '') => {
      const series = counters.get(name)
      series?.set(label, (series.get(label) ?? 0) + by)
    },
    text: (gauges) => {
      const counted = [...counters].map(([name, series]) => lines(name, series))
      const measured = Object.entries(gauges).map(
        ([name, value]) => `# TYPE ${name} gauge\n${name} ${value}`,
      )
      return `${[...counted, ...measured].join('\n')}\n`
    },
  }
}
