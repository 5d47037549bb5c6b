// Which element of a document accepts or rejects, by its words and by what stands around it.
import { WORDS } from './presets/words.ts'
import type { Language, Words } from './presets/words.ts'

export type Want = 'accept' | 'reject'

/** A node as Chromium describes it: shadow roots, closed ones too, and the documents of frames hang below it. */
export interface DomNode {
  readonly nodeId: number
  readonly backendNodeId: number
  readonly nodeType: number
  readonly nodeName: string
  readonly nodeValue?: string
  readonly documentURL?: string
  /** Name, value, name, value … */
  readonly attributes?: readonly string[]
  readonly children?: readonly DomNode[]
  readonly shadowRoots?: readonly DomNode[]
  readonly contentDocument?: DomNode
}

export interface Candidate {
  readonly node: DomNode
  readonly text: string
  readonly score: number
  /** Means it only where it lies over the page, or in what calls itself a banner. */
  readonly needsBanner: boolean
}

const EXACT = 4
const AROUND = 2
const SHORT = 1
const IN_BANNER = 3

const TEXT_CHARACTERS = 120
/** How many more there may be on the button than those that say it. */
const WORDS_AROUND_CHARACTERS = 25
const CANDIDATES_MAX = 24

const BANNER =
  /cookie|consent|gdpr|dsgvo|rgpd|lgpd|ccpa|\bcmp\b|cmp[-_]|privacy|datenschutz|privat|banner|notice|dialog|overlay|popup|modal|didomi|onetrust|usercentrics/i
/** A choice between paying and being tracked is no refusal. */
const COSTS = /[€$£]|subscri|abonn|\bpay\b|\bpur\b|kaufen|payer|pagar|betal/i
const SILENT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'SVG', 'svg'])
const WHOLE_WORDS = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()

const PLAIN = {
  accept: gather(({ accept }) => accept),
  reject: gather(({ reject }) => reject),
} as const

function gather(pick: (language: Language) => Words): {
  readonly sure: ReadonlySet<string>
  readonly short: ReadonlySet<string>
} {
  const all = Object.values(WORDS).map(pick)
  return {
    sure: new Set(all.flatMap(({ sure }) => sure.map(plain))),
    short: new Set(all.flatMap(({ short }) => short.map(plain))),
  }
}

function levelOf(text: string, want: Want): number {
  const { sure, short } = PLAIN[want]
  if (sure.has(text)) return EXACT
  if (short.has(text)) return SHORT
  const isAround = (phrase: string): boolean =>
    text.length <= phrase.length + WORDS_AROUND_CHARACTERS &&
    // Languages without spaces have no ends of words to look for.
    (WHOLE_WORDS.test(phrase) ? text.includes(phrase) : ` ${text} `.includes(` ${phrase} `))
  return [...sure].some(isAround) ? AROUND : 0
}

/** How surely a button with this text means it: 0 where it does not. */
export function meaningOf(text: string, want: Want): number {
  if (COSTS.test(text)) return 0
  const words = plain(text)
  if (words === '') return 0
  const refuses = levelOf(words, 'reject')
  if (want === 'reject') return refuses
  // `Accept only necessary` is a refusal, whatever its first word.
  return refuses > 0 ? 0 : levelOf(words, 'accept')
}

export function attributeOf({ attributes = [] }: DomNode, name: string): string | undefined {
  for (let at = 0; at < attributes.length; at += 2)
    if (attributes[at]?.toLowerCase() === name) return attributes[at + 1]
  return undefined
}

export const childrenOf = (node: DomNode): readonly DomNode[] => [
  ...(node.children ?? []),
  ...(node.shadowRoots ?? []),
  ...(node.contentDocument ? [node.contentDocument] : []),
]

/** Without recursion: how deep a document is, is up to the page. */
export function* walk(root: DomNode): Generator<DomNode> {
  const waiting = [root]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node
    waiting.push(...childrenOf(node).toReversed())
  }
}

export function textOf(node: DomNode): string {
  const value = attributeOf(node, 'value')
  if (node.nodeName === 'INPUT' && value) return value
  let text = ''
  const waiting = [node]
  for (let each = waiting.pop(); each; each = waiting.pop()) {
    if (each.nodeType === 3) text += each.nodeValue ?? ''
    if (text.length > TEXT_CHARACTERS) break
    if (!SILENT.has(each.nodeName)) waiting.push(...childrenOf(each).toReversed())
  }
  const said = text.replaceAll(/\s+/g, ' ').trim()
  return (said || attributeOf(node, 'aria-label') || attributeOf(node, 'title') || '').slice(
    0,
    TEXT_CHARACTERS,
  )
}

function isButton(node: DomNode): boolean {
  if (node.nodeType !== 1) return false
  const name = node.nodeName.toUpperCase()
  if (name === 'BUTTON' || name === 'A') return true
  if (name === 'INPUT') return /^(button|submit)$/i.test(attributeOf(node, 'type') ?? '')
  return (
    /^(button|link)$/i.test(attributeOf(node, 'role') ?? '') ||
    attributeOf(node, 'onclick') !== undefined ||
    name.includes('-') ||
    /\b(btn|button)/i.test(attributeOf(node, 'class') ?? '')
  )
}

const isBanner = (node: DomNode): boolean =>
  node.nodeType === 1 &&
  !/^(BODY|HTML)$/.test(node.nodeName) &&
  [
    node.nodeName,
    ...['id', 'class', 'role', 'aria-label', 'name', 'title', 'src'].map((name) =>
      attributeOf(node, name),
    ),
  ].some((text) => text !== undefined && BANNER.test(text))

/** The likeliest first; `isBannerFrame`: the whole document is that of a frame which calls itself one. */
export function candidatesIn(
  root: DomNode,
  want: Want,
  isBannerFrame = false,
): readonly Candidate[] {
  const found: Candidate[] = []
  const waiting: { node: DomNode; inBanner: boolean }[] = [{ node: root, inBanner: isBannerFrame }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node } = next
    const inBanner = next.inBanner || isBanner(node)
    const candidate = isButton(node) ? candidateOf(node, want, inBanner) : undefined
    if (candidate) found.push(candidate)
    for (const child of childrenOf(node).toReversed()) waiting.push({ node: child, inBanner })
  }
  return found.toSorted((a, b) => b.score - a.score).slice(0, CANDIDATES_MAX)
}

function candidateOf(node: DomNode, want: Want, inBanner: boolean): Candidate | undefined {
  const text = textOf(node)
  const meaning = meaningOf(text, want)
  if (meaning === 0) return undefined
  const isRealButton = /^(BUTTON|INPUT)$/i.test(node.nodeName)
  // Whatever else wraps a button has its words too.
  if (!isRealButton && meaning !== EXACT && node.nodeName.includes('-')) return undefined
  return {
    node,
    text,
    score: meaning + (inBanner ? IN_BANNER : 0) + (isRealButton ? 1 : 0),
    needsBanner: meaning !== EXACT && !inBanner,
  }
}
