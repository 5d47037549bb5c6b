// What only some roles may do: its controls for those who may, a sentence for the others.
import type { ComponentChildren, VNode } from 'preact'
import type { Role } from '../../../packages/wire/account.ts'
import { may } from '../ask.ts'
import { site } from '../state.ts'

export function mayHere(least: Role): boolean {
  return site.value !== null && may(site.value, least)
}

export function ForRole({ least, children }: { least: Role; children: ComponentChildren }): VNode {
  if (mayHere(least)) return <>{children}</>
  return <p class="quiet">Changing this takes the role of {WORDS[least]}.</p>
}

const WORDS: Readonly<Record<Role, string>> = {
  viewer: 'a viewer',
  analyst: 'an analyst',
  marketer: 'a marketer',
  owner: 'an owner',
}
