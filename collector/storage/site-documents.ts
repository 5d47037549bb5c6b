// Deletes the documents of a site, and of the people who could see that site alone.
import type { Documents } from './documents.ts'
import { OF_SITES } from './kinds.ts'
import type { DocumentKind } from './kinds.ts'

interface User {
  readonly id: string
  readonly roles: Readonly<Record<string, unknown>>
}

/** What lets somebody in. */
const WAYS_IN: readonly DocumentKind[] = ['session', 'invitation', 'sign-in-link']

/** Safe to be done again: it ends where a crash has cut it short. Whoever holds documents in memory forgets them too. */
export async function removeDocumentsOf(documents: Documents, site: string): Promise<void> {
  for (const { body } of await documents.list<User>('user'))
    if (Object.hasOwn(body.roles, site)) await takeRole(documents, body, site)
  for (const { kind, siteOf } of OF_SITES)
    for (const { key, body } of await documents.list<Readonly<Record<string, unknown>>>(kind))
      if (siteOf(key, body) === site) await documents.delete(kind, key)
}

async function takeRole(documents: Documents, user: User, site: string): Promise<void> {
  const { [site]: _, ...roles } = user.roles
  if (Object.keys(roles).length > 0) return documents.put('user', user.id, { ...user, roles })
  for (const kind of WAYS_IN)
    for (const { key, body } of await documents.list<{ user?: string }>(kind))
      if (body.user === user.id) await documents.delete(kind, key)
  await documents.delete('user', user.id)
}
