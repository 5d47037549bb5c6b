// Time that a hypervisor gave to others while something here wanted to run: no fault of what is measured.
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

const TICKS_PER_SECOND = 100
/** Of the line `cpu` in proc(5)'s /proc/stat: user nice system idle iowait irq softirq steal. */
const STEAL = 8

/** Seconds of each core that were taken since the machine started, on average; 0 where the system does not tell. */
export function takenSeconds() {
  try {
    const line = readFileSync('/proc/stat', 'utf8').split('\n')[0]
    return Number(line.split(/\s+/)[STEAL] ?? 0) / TICKS_PER_SECOND / cpus().length
  } catch {
    return 0
  }
}
