// What a server costs: CPU and memory of its processes with all their threads, and bytes in its folder.
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** CPU seconds and resident bytes of some processes together. */
export function usage(pids) {
  return pids.map(usageOf).reduce((sum, each) => ({
    cpuSeconds: sum.cpuSeconds + each.cpuSeconds,
    rssBytes: sum.rssBytes + each.rssBytes,
  }))
}

function usageOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
    rssBytes: 1024 * Number(/VmRSS:\s+(\d+)/.exec(status)[1]),
  }
}

/** The processes that a process has started. */
export function childrenOf(pid) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
}

export function folderBytes(path) {
  return readdirSync(path, { withFileTypes: true }).reduce(
    (sum, entry) =>
      sum +
      (entry.isDirectory()
        ? folderBytes(join(path, entry.name))
        : statSync(join(path, entry.name)).size),
    0,
  )
}
