// The session's cookie: out of reach of scripts, and bound to its host behind https.
import { describe, expect, test } from 'vitest'
import { createSessionCookie } from './session.ts'

const SECRET = 'a'.repeat(43)

describe('behind https', () => {
  const cookie = createSessionCookie(true)

  test('is Secure and has the host prefix', () => {
    expect(cookie.set(SECRET)).toBe(
      `__Host-tidemark_session=${SECRET}; Max-Age=1209600; Path=/; HttpOnly; SameSite=Strict; Secure`,
    )
    expect(cookie.clear()).toContain('=; Max-Age=0;')
  })

  test('a cookie without the prefix is not taken', () => {
    expect(cookie.read(`tidemark_session=${SECRET}`)).toBeUndefined()
  })
})

describe('reads', () => {
  const cookie = createSessionCookie(false)
  test.each([
    [`tidemark_session=${SECRET}`, SECRET],
    [`a=1; tidemark_session=${SECRET}; b=2`, SECRET],
    [`xtidemark_session=${SECRET}`, undefined],
    [`tidemark_session=${SECRET}a`, undefined],
    [undefined, undefined],
  ])('%s', (cookies, expected) => {
    expect(cookie.read(cookies)).toBe(expected)
  })
})
