// User agents become a few plain words.
import { expect, test } from 'vitest'
import { createAgentReader } from './agent.ts'

const readAgent = createAgentReader()

test.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    { device: 'mobile', browser: 'Safari', bot: false },
  ],
  [
    'Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.0 Mobile/15E148 Safari/604.1',
    { device: 'tablet', browser: 'Safari', bot: false },
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    { device: 'desktop', browser: 'Firefox', bot: false },
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36',
    { device: 'desktop', bot: true },
  ],
  ['curl/8.5.0', { bot: true }],
  ['', { device: 'unknown', browser: '', bot: true }],
  ['<script>/1.0', { browser: '' }],
])('%s', (userAgent, expected) => {
  expect(readAgent(userAgent)).toMatchObject(expected)
  expect(readAgent(userAgent)).toBe(readAgent(userAgent))
})

test.each([
  ['Chrome/142.0.0.0', false],
  ['Chrome/999.0.0.0', true],
  ['Chrome/120.0.6099.2169', true],
  ['Chrome/120.0.6099.216', false],
])('a version that cannot be is a robot’s: %s %s', (version, bot) => {
  const text = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ${version} Safari/537.36`
  expect(createAgentReader()(text).bot).toBe(bot)
})
