// What a visitor may do with what is stored of them: take a copy, have it erased, keep the receipt of their consent. Fetched by who asks for it.
import {
  CONSENT_KEY,
  VISITOR_KEY,
  databases,
  dropDatabase,
  jotKeys,
  readDatabase,
  readJot,
  writeJot,
} from '../core/index.ts'
import type { Env } from '../core/index.ts'
import type { PrivacyAsk } from '../wire/privacy.ts'

/** Each rejects where the collector did not do it. */
export interface Rights {
  /** A file with all that is stored of the visitor, at the collector and on the device. */
  copy(kind: 'json' | 'csv'): Promise<Blob>
  /** The visitor's own copy of what they agreed to. */
  receipt(): Promise<Blob>
  /** Erases all of it, at the collector and on the device; the choice stays. */
  erase(): Promise<void>
}

export interface RightsOptions {
  site: string
  /** Where the collector answers, e.g. `https://stats.shop.example/privacy`. */
  url: string
}

type Rows = readonly Readonly<Record<string, unknown>>[]

/**
 * @example const { erase } = rights({ site: 'demo', url: 'https://shop.example/privacy' }, browserEnv())
 * await erase()
 */
export function rights({ site, url }: RightsOptions, env: Env): Rights {
  const ask = async (want: PrivacyAsk['want']): Promise<Response> => {
    const { id: consent } = readJot<{ id?: string }>(env, CONSENT_KEY) ?? {}
    const body = JSON.stringify({ site, want, visitor: readJot(env, VISITOR_KEY), consent })
    const answer = await env.fetch(url, {
      method: 'POST',
      body,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
    if (!answer.ok) throw answer
    return answer
  }
  const file = (text: string, type: string) => new Blob([text], { type })
  const json = (value: unknown) => file(JSON.stringify(value, null, 2), 'application/json')
  /** Who has a choice and no id has nothing at the collector that could be found as theirs. */
  const stored = async (): Promise<{ events: Rows }> =>
    readJot(env, VISITOR_KEY) ? (await ask('export')).json() : { events: [] }

  return {
    async copy(kind) {
      const data = await stored()
      return kind === 'csv'
        ? file(csv(data.events), 'text/csv')
        : json({ ...data, device: await onDevice(env) })
    },
    receipt: async () => json(await (await ask('receipt')).json()),
    async erase() {
      if (readJot(env, VISITOR_KEY)) await ask('erase')
      for (const key of jotKeys(env, 'tm_')) if (key !== CONSENT_KEY) writeJot(env, key)
      for (const name of await databases('tm_')) dropDatabase(name)
    },
  }
}

async function onDevice(env: Env): Promise<Record<string, unknown>> {
  const found = jotKeys(env, 'tm_').map((key) => [key, readJot(env, key)] as const)
  const stores = (await databases('tm_')).map(async (name) => [name, await readDatabase(name)])
  return Object.fromEntries([...found, ...(await Promise.all(stores))])
}

/** RFC 4180, a column for each name that occurs; what a spreadsheet would run as a formula is text. */
export function csv(rows: Rows): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cell = (value: unknown): string => {
    const text = typeof value === 'object' ? JSON.stringify(value) : `${value ?? ''}`
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]))]
  return lines
    .map((line) => `${line.map((each) => (each === undefined ? '' : cell(each))).join(',')}\r\n`)
    .join('')
}
