// One visitor, one name a site, and no way back.
import { expect, test } from 'vitest'
import { pseudonymOf } from './pseudonym.ts'

test('is the start of the SHA-256 of site and id', () => {
  // printf 'shop\nvisitor-1' | sha256sum
  expect(pseudonymOf('shop', 'visitor-1')).toBe('bd57aae8820941f4a28e2e3c065230fa')
})

test('differs by site and by visitor', () => {
  const names = [pseudonymOf('a', 'b'), pseudonymOf('a', 'c'), pseudonymOf('b', 'b')]
  expect(new Set(names).size).toBe(3)
})
