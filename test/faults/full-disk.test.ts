// A disk that runs full under load: nothing acknowledged is lost, everybody is told, and it goes on by itself once there is room.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeBatch } from '../support/batches.ts'
import { exportRows } from '../support/export-rows.ts'
import { runCollector } from '../support/run-collector.ts'
import { DEMO, storedIdentities } from './kill-rounds.ts'
import { compare, record } from './outcome.ts'

/** A small disk of its own, which only root may mount. */
function mountSmallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-full-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder], { stdio: 'pipe' })
    return folder
  } catch {
    return undefined
  }
}

const disk = mountSmallDisk()

test.skipIf(disk === undefined)(
  'full, and with room again',
  async () => {
    const data = join(disk!, 'data')
    const env = { TIDEMARK_RATE_ADDRESS: '1000000', TIDEMARK_RATE_SITE: '1000000' }
    const collector = await runCollector({ data, args: ['--site', 'demo', ...DEMO], env })
    const acknowledged = new Set<string>()
    let sent = 0
    const send = async (): Promise<Response> => {
      const stream = `full-stream-${sent++}`
      const answer = await fetch(`${collector.url}/e`, {
        method: 'POST',
        body: JSON.stringify(makeBatch(stream, 1, 50)),
        headers: { origin: 'https://shop.example' },
      })
      await answer.arrayBuffer()
      if (answer.status === 202)
        for (let seq = 1; seq <= 50; seq++) acknowledged.add(`${stream} ${seq}`)
      return answer
    }
    const ready = async () => (await fetch(`${collector.url}/readyz`)).json() as Promise<object>

    expect((await send()).status).toBe(202)
    const filler = join(disk!, 'filler')
    fill(filler)
    const refused = await vi.waitUntil(
      async () => {
        const answer = await send()
        return answer.status === 503 ? answer : undefined
      },
      { timeout: 30_000, interval: 1 },
    )
    expect(refused.headers.get('retry-after')).toBe('10')
    expect(await ready()).toMatchObject({ log: false, why: 'log_full' })

    rmSync(filler)
    await vi.waitUntil(async () => (await send()).status === 202, {
      timeout: 20_000,
      interval: 100,
    })
    await vi.waitUntil(async () => (await fetch(`${collector.url}/readyz`)).status === 200, {
      timeout: 60_000,
      interval: 200,
    })
    await collector.stop()
    const again = await runCollector({ data, args: ['--site', 'demo', ...DEMO], env })
    const stored = await storedIdentities(data, exportRows)
    await again.stop()
    const outcome = record({
      scenario: 'small disk filled',
      runs: 1,
      ...compare(acknowledged, stored),
    })
    expect(outcome).toMatchObject({ lost: 0, doubled: 0 })
    execFileSync('umount', [disk!])
    rmSync(disk!, { recursive: true })
  },
  120_000,
)

/** Takes all room there is. */
function fill(path: string): void {
  const chunk = new Uint8Array(256 * 1024)
  for (;;)
    try {
      writeFileSync(path, chunk, { flag: 'a' })
    } catch {
      return
    }
}
