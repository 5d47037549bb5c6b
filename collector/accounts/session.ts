// The console's session as a cookie that no script can read and no other site can send.

const LASTS_SECONDS = 14 * 86_400

export interface SessionCookie {
  readonly set: (secret: string) => string
  readonly clear: () => string
  readonly read: (cookies: string | undefined) => string | undefined
}

/** Behind https the name gets the `__Host-` prefix: then not even a sibling host can plant one. */
export function createSessionCookie(isSecure: boolean): SessionCookie {
  const name = isSecure ? '__Host-tidemark_session' : 'tidemark_session'
  const form = new RegExp(`(?:^|;\\s*)${name}=([\\w-]{43})(?:;|$)`)
  const write = (value: string, seconds: number): string =>
    `${name}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
  return {
    set: (secret) => write(secret, LASTS_SECONDS),
    clear: () => write('', 0),
    read: (cookies) => (cookies === undefined ? undefined : form.exec(cookies)?.[1]),
  }
}
