// Who the events are from: a random visitor and a random session, minted under a grant and not before.
import { SESSION_IDLE_MS } from '../wire/limits.ts'
import { CONSENT_KEY, jotKeys, randomId, readJot, writeJot } from './env.ts'
import type { Env } from './env.ts'

export const VISITOR_KEY = 'tm_visitor'
export const SESSION_KEY = 'tm_session'

type Session = [id: string, lastMs: number, campaign: string]

/** The visitor's id, minted at first need. */
export function visitorId(env: Env): string {
  const id = readJot<string>(env, VISITOR_KEY) ?? randomId(env)
  writeJot(env, VISITOR_KEY, id)
  return id
}

/**
 * The id of the session that an event at `url` belongs to, kept alive by asking: another one after 30 idle
 * minutes, or when the address names another campaign (its query holds nothing else).
 */
export function sessionId(env: Env, url: string): string {
  const nowMs = env.Date.now()
  const [known, lastMs, before] = readJot<Session>(env, SESSION_KEY) ?? ['', 0, '']
  const campaign = url.split('?')[1] ?? before
  const goesOn = Math.abs(nowMs - lastMs) < SESSION_IDLE_MS && campaign === before
  const id = goesOn ? known : randomId(env)
  writeJot(env, SESSION_KEY, [id, nowMs, campaign])
  return id
}

/** Removes from the device all that is ours but the choice itself, features' memories too. */
export function forgetAll(env: Env): void {
  for (const key of jotKeys(env, 'tm_')) if (key !== CONSENT_KEY) writeJot(env, key)
}
