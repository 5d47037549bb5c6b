// What the machine did while something here wanted to run: time that others had, and time that the disk took.
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

const TICKS_PER_SECOND = 100
/** Of the line `cpu` in proc(5)'s /proc/stat: user nice system idle iowait irq softirq steal. */
const [DISK, TAKEN] = [5, 8]

/** Seconds of each core since the machine started, on average; 0 where the system does not tell. */
function secondsOf(field) {
  try {
    const line = readFileSync('/proc/stat', 'utf8').split('\n')[0]
    return Number(line.split(/\s+/)[field] ?? 0) / TICKS_PER_SECOND / cpus().length
  } catch {
    return 0
  }
}

/** In which a hypervisor gave the machine to others. */
export const takenSeconds = () => secondsOf(TAKEN)

/** In which nothing could be done but wait for the disk. */
export const diskSeconds = () => secondsOf(DISK)
