// What a shop forbids is not fetched, whatever way its robots.txt is written in.
import { expect, test } from 'vitest'
import { readRobots } from './robots.ts'

const allowed = (text: string, path: string): boolean => readRobots(text, 'tidemark').allows(path)

test.each([
  ['', '/p/a', true],
  ['User-agent: *\nDisallow: /', '/p/a', false],
  ['User-agent: *\nDisallow:', '/p/a', true],
  ['user-agent: other\ndisallow: /', '/p/a', true],
  ['User-Agent: Tidemark\nDisallow: /p\nUser-agent: *\nAllow: /', '/p/a', false],
  ['User-agent: tidemark/1.0\nDisallow: /p', '/p/a', false],
  // Our own group counts, and that of all others does not.
  ['User-agent: *\nDisallow: /\nUser-agent: tidemark\nAllow: /', '/p/a', true],
  ['User-agent: a\nUser-agent: tidemark\nDisallow: /p', '/p/a', false],
  ['User-agent: tidemark\nDisallow: /p\nUser-agent: tidemark\nAllow: /p/a', '/p/a', true],
  ['User-agent: *\nDisallow: /p\nAllow: /p/a', '/p/a', true],
  ['User-agent: *\nAllow: /p\nDisallow: /p', '/p/a', true],
  ['User-agent: *\nDisallow: /*/a$', '/p/a', false],
  ['User-agent: *\nDisallow: /*/a$', '/p/ab', true],
  ['User-agent: *\nDisallow: /*.php', '/x.php?a', false],
  ['User-agent: *\nDisallow: /p$', '/p', false],
  ['User-agent: *\nDisallow: /aa*aa$', '/aaa', true],
  ['User-agent: * # all\r\nDisallow: /p # those', '/p/a', false],
  ['Disallow: /p', '/p/a', true],
  ['<!doctype html><p>Not found: sorry', '/p/a', true],
])('%j and %s', (text, path, isAllowed) => {
  expect(allowed(text, path)).toBe(isAllowed)
})

test('a wish for slowness is heard, within reason', () => {
  const delayOf = (text: string) => readRobots(text, 'tidemark').delayMs
  expect(delayOf('User-agent: *\nCrawl-delay: 5')).toBe(5_000)
  expect(delayOf('User-agent: *\nCrawl-delay: 1e9')).toBe(60_000)
  expect(delayOf('User-agent: *\nCrawl-delay: soon')).toBe(0)
  expect(delayOf('User-agent: other\nCrawl-delay: 5')).toBe(0)
})

test('no text takes long', () => {
  const startMs = performance.now()
  const rules = `User-agent: *\n${`Disallow: /${'*a'.repeat(200)}b$\n`.repeat(2_000)}`
  expect(allowed(rules, `/${'a'.repeat(2_000)}`)).toBe(true)
  expect(performance.now() - startMs).toBeLessThan(2_000)
})
