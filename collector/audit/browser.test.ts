// Which browser is taken, and what is said where there is none.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findBrowser, launch } from './browser.ts'

test('what is named, else CHROME_PATH, else a usual name on PATH; else the way out', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-browser-'))
  const program = join(folder, 'google-chrome')
  await writeFile(program, '#!/bin/sh\necho broken >&2\nexit 3\n')
  await chmod(program, 0o755)
  expect(findBrowser(undefined, { PATH: `/nowhere:${folder}` })).toBe(program)
  expect(findBrowser(undefined, { PATH: '', CHROME_PATH: program })).toBe(program)
  expect(findBrowser(program, { CHROME_PATH: '/nowhere' })).toBe(program)
  expect(() => findBrowser('/nowhere/chrome', {})).toThrow('there is no program at /nowhere/chrome')
  expect(() => findBrowser(undefined, { PATH: '/nowhere' })).toThrow('apt-get install chromium')
  // One that ends at once says why, and leaves no profile behind.
  await expect(launch(program, false)).rejects.toThrow('did not start: broken')
  await rm(folder, { recursive: true })
})
