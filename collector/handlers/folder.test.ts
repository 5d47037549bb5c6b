// A long task is told of line by line, and its end or its fault is the last line; a quick one has no other.
import { expect, test } from 'vitest'
import { readSettings } from '../settings.ts'
import type { OpenFolder } from '../folder/open.ts'
import type { Asked } from '../api/asked.ts'
import { folderHandlers } from './folder.ts'
import type { FolderLine } from './folder.ts'

/** What is told until the task ends, with a clock whose seconds pass as `seconds` says. */
async function linesOf(
  backup: OpenFolder['backup'],
  wait: (ms: number, signal: AbortSignal) => Promise<void>,
): Promise<FolderLine[]> {
  const handlers = folderHandlers({
    folder: { backup } as OpenFolder,
    logger: { write: () => {} },
    wait,
  })
  const body = await handlers.backupFolder({
    body: { target: '/backups' },
  } as Asked<'backupFolder'>)
  const lines: FolderLine[] = []
  for await (const line of body) lines.push(JSON.parse(line) as FolderLine)
  return lines
}

const never = (): Promise<void> => new Promise(() => {})
const made = { folder: '/backups' } as Awaited<ReturnType<OpenFolder['backup']>>

test('what is done within a second says only that', async () => {
  const lines = await linesOf(async (target, tell) => {
    tell(`copying to ${target}`)
    return made
  }, never)
  expect(lines).toEqual([{ done: made }])
})

test('each second what was told last is passed on', async () => {
  let end = (): void => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  let seconds = 0
  const lines = await linesOf(
    async (target, tell) => {
      tell('never seen')
      tell(`copying to ${target}`)
      await ended
      return made
    },
    async () => {
      if (++seconds === 3) {
        end()
        await never()
      }
    },
  )
  const copying = { told: 'copying to /backups' }
  expect(lines).toEqual([copying, copying, { done: made }])
})

test('what goes wrong is the last line', async () => {
  const lines = await linesOf(async () => {
    throw new Error('no room')
  }, never)
  expect(lines).toEqual([{ fault: 'no room' }])
})

test('the key file is a setting', () => {
  expect(readSettings({}).keyFile).toBeUndefined()
  expect(readSettings({ TIDEMARK_KEY_FILE: '/etc/key' }).keyFile).toBe('/etc/key')
})
