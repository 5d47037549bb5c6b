// What buttons say, in every language, and which of several is meant.
import { expect, test } from 'vitest'
import { candidatesIn, meaningOf, textOf } from './buttons.ts'
import type { DomNode } from './buttons.ts'

/** A yes and a no of banners in the thirteen languages of our own notice. */
const PAIRS = [
  ['قبول الكل', 'رفض الكل'],
  ['Allem zustimmen', 'Alles ablehnen'],
  ['Accept all', 'Reject all'],
  ['Aceptar todo', 'Rechazar todo'],
  ['Tout accepter', 'Tout refuser'],
  ['Accetta tutto', 'Rifiuta tutto'],
  ['すべて同意', 'すべて拒否'],
  ['모두 동의', '모두 거부'],
  ['Alles toestaan', 'Alles weigeren'],
  ['Akceptuj wszystko', 'Odrzuć wszystko'],
  ['Aceitar tudo', 'Rejeitar tudo'],
  ['全部同意', '全部拒绝'],
  ['全部同意', '全部拒絕'],
] as const

test.each(PAIRS)('%s is a yes, %s a no', (yes, no) => {
  expect(meaningOf(yes, 'accept')).toBeGreaterThan(1)
  expect(meaningOf(yes, 'reject')).toBe(0)
  expect(meaningOf(no, 'reject')).toBeGreaterThan(1)
  expect(meaningOf(no, 'accept')).toBe(0)
})

test.each([
  ['Accept only necessary cookies', 'reject'],
  ['  NUR   NOTWENDIGE Cookies akzeptieren ', 'reject'],
  ['Continuer sans accepter →', 'reject'],
  ['J’accepte', 'accept'],
  ['Yes, I agree!', 'accept'],
  ['✓ Alle Cookies akzeptieren', 'accept'],
  ['Don’t accept', 'reject'],
] as const)('%s: %s', (text, want) => {
  expect(meaningOf(text, want)).toBeGreaterThan(0)
  expect(meaningOf(text, want === 'accept' ? 'reject' : 'accept')).toBe(0)
})

test.each([
  'Settings',
  'Einstellungen verwalten',
  'Reject all and subscribe',
  'Refuser et s’abonner',
  'No cookies were found in the jar of the kitchen',
  'Reject all the things that anybody has ever said about the weather',
  '',
  '→',
])('%s is neither', (text) => {
  expect([meaningOf(text, 'accept'), meaningOf(text, 'reject')]).toEqual([0, 0])
})

let ids = 0

function node(
  name: string,
  attributes: readonly string[],
  ...children: readonly (DomNode | string)[]
): DomNode {
  const id = ++ids
  return {
    nodeId: id,
    backendNodeId: id,
    nodeType: 1,
    nodeName: name,
    attributes,
    children: children.map((each) => (typeof each === 'string' ? textNode(each) : each)),
  }
}

function textNode(nodeValue: string): DomNode {
  const id = ++ids
  return { nodeId: id, backendNodeId: id, nodeType: 3, nodeName: '#text', nodeValue }
}

const first = (root: DomNode, want: 'accept' | 'reject') => candidatesIn(root, want)[0]

test('a button in a banner is rather meant than one in the page', () => {
  const inPage = node('BUTTON', [], 'Accept all')
  const inBanner = node('BUTTON', [], 'Accept all cookies')
  const page = node(
    'BODY',
    ['class', 'cookie-page'],
    inPage,
    node('DIV', ['id', 'cookie-bar'], inBanner),
  )
  expect(first(page, 'accept')?.node).toBe(inBanner)
})

test('a short word alone needs a banner around it', () => {
  const page = node('BODY', [], node('A', [], 'OK'), node('BUTTON', [], 'No'))
  expect(first(page, 'accept')?.needsBanner).toBe(true)
  const banner = node('SECTION', ['role', 'dialog'], node('BUTTON', [], 'No'))
  expect(first(banner, 'reject')?.needsBanner).toBe(false)
})

test('closed shadow roots and documents of frames are looked into; scripts are not', () => {
  const button = node('BUTTON', [], node('SPAN', [], 'Ableh', 'nen'))
  const host: DomNode = {
    ...node('CMP-ROOT', []),
    shadowRoots: [node('#document-fragment', [], button)],
  }
  const frame: DomNode = { ...node('IFRAME', []), contentDocument: node('#document', [], host) }
  const page = node('BODY', [], node('BUTTON', [], node('SCRIPT', [], 'Ablehnen')), frame)
  expect(candidatesIn(page, 'reject').map((each) => each.node)).toEqual([button])
})

test('words stand in values and labels too', () => {
  expect(textOf(node('INPUT', ['type', 'submit', 'value', 'Reject all']))).toBe('Reject all')
  expect(textOf(node('BUTTON', ['aria-label', 'Accept all'], node('svg', [])))).toBe('Accept all')
})

test('a document as deep as a page can make it is read', () => {
  let deep = node('BUTTON', [], 'Reject all')
  for (let at = 0; at < 50_000; at++) deep = node('DIV', [], deep)
  expect(candidatesIn(deep, 'reject')).toHaveLength(1)
})
