// Names an element so that it is found again at another width and after the page has changed, or not at all.

/** The site's own word for a part of a page; then what tells one product from another. */
const PRODUCT_KEYS = ['data-tm-key', 'data-product-id', 'data-item-id', 'data-sku', 'data-product']
/** Names given for tests stay when the design does not. */
const PART_KEYS = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa']
const LANDMARK = /^(header|nav|main|footer|aside)$/
const PRODUCT = PRODUCT_KEYS.map((name) => `[${name}]`).join()
const VALUE_CHARS_MAX = 80
/** Names without a number, and of no passing state. */
const CLEAN_NAME =
  /^(?!.*(load|activ|visib|fixed|sticky|focus|hover|show|hid|collaps|expand|open|clos|animat|select|current|disabl))[a-z][a-z_-]{1,40}$/i
/** Where a link leads, as it is written: without what it is tagged with, and nothing that is no page. */
const PAGE = /^(?!(?!https?:)[a-z]+:)[^\s"\\?#]+/i
/** Links of one card, and cards of one list, that are looked at; more cannot change what a card is. */
const LINKS_MAX = 6
const PEERS_MAX = 60
/** An item of a list with more links than these is a section, not a card. */
const CARD_LINKS_MAX = 3

/** Always six digits: no space is needed behind them, and spaces part keys. */
const escaped = (char: string): string => '\\' + char.charCodeAt(0).toString(16).padStart(6, '0')

const attributeKey = (element: Element, names: readonly string[]): string => {
  for (const name of names) {
    const value = element.getAttribute(name)
    if (value && value.length <= VALUE_CHARS_MAX)
      return `[${name}="${value.replace(/[\s"\\]/g, escaped)}"]`
  }
  return ''
}

const cleanClasses = (element: Element): string[] =>
  [...element.classList].filter((name) => CLEAN_NAME.test(name))

const siblingsOf = (element: Element): Element[] =>
  [...(element.parentElement?.children ?? [])].filter(
    (each) => each.localName === element.localName,
  )

/** Siblings that look as if they were made by the same template. */
function peersOf(element: Element): Element[] {
  const own = cleanClasses(element)
  return siblingsOf(element)
    .filter((each) => {
      const names = cleanClasses(each)
      return each !== element && (own[0] ? own.some((name) => names.includes(name)) : !names[0])
    })
    .slice(0, PEERS_MAX)
}

const pathOf = (link: Element): string => PAGE.exec(link.getAttribute('href')!)?.[0] ?? ''

const pathsIn = (element: Element): string[] => {
  const links = element.matches('a[href]') ? [element] : [...element.querySelectorAll('a[href]')]
  return links.slice(0, LINKS_MAX).map(pathOf).filter(Boolean)
}

/** Of each element its `linkKey`, within one call of ours: every name on the way asks for the same few again. */
let known = new WeakMap<Element, string>()

/** What a card of a list links to and none of its peers does, as a key; '' for what is no such card. */
function linkKey(element: Element): string {
  let key = known.get(element)
  if (key === undefined) {
    const own = pathsIn(element)
    const others = own[0] ? peersOf(element).flatMap(pathsIn) : []
    const path = others[0] && own.find((each) => !others.includes(each))
    known.set(element, (key = path ? '@' + path : ''))
  }
  return key
}

/** The key of what is a card by its links: a section is none because its first card's link is its first link. */
function cardKey(element: Element): string {
  const key = linkKey(element)
  return key && cardsOf(element.ownerDocument.documentElement, key).includes(element) ? key : ''
}

/** One of at least three alike, none of which can be told from the others when they change places. */
function isNamelessCard(element: Element): boolean {
  const links = pathsIn(element).length
  return links > 0 && links <= CARD_LINKS_MAX && !!peersOf(element)[1]
}

/** Cards in `root` of that key: of the elements around a link, the innermost that is told apart by it. */
function cardsOf(root: Element, key: string): Element[] {
  return [...root.querySelectorAll(`a[href^="${key.slice(1)}"]`)].flatMap((link) => {
    if ('@' + pathOf(link) !== key) return []
    let card: Element | null = link
    while (card && linkKey(card) !== key) card = card.parentElement
    return card ?? []
  })
}

/** All that `anchor` may mean in `root`. */
function candidates(anchor: string, root: Element): Element[] {
  return anchor
    .split(' ')
    .reduce<Element[]>(
      (within, key) => [
        ...new Set(
          within.flatMap((each) =>
            key[0] === '@' ? cardsOf(each, key) : [...each.querySelectorAll(key)],
          ),
        ),
      ],
      [root],
    )
}

/** The one element that `anchor` names, or undefined: where it may be two, it is none. */
export function resolve(anchor: string, document: Document): Element | undefined {
  known = new WeakMap()
  return find(anchor, document)
}

function find(anchor: string, { documentElement }: Document): Element | undefined {
  try {
    const [found, ...others] = anchor ? candidates(anchor, documentElement) : []
    return others[0] ? undefined : found
  } catch {
    // Not written by us.
    return undefined
  }
}

/** What tells an element from its siblings: its tag with a clean class, or its number among those of its tag. */
function stepOf(element: Element): string {
  const tag = CSS.escape(element.localName)
  const siblings = siblingsOf(element)
  if (!siblings[1]) return tag
  const name = cleanClasses(element).find((each) =>
    siblings.every((other) => other === element || !other.classList.contains(each)),
  )
  return name ? `${tag}.${name}` : `${tag}:nth-of-type(${siblings.indexOf(element) + 1})`
}

/** The shortest end of `steps` that means `target` alone in `scope`; all of them, from `scope` on, where none does. */
function shortest(scope: Element, steps: readonly string[], target: Element): string {
  for (let length = 1; length <= steps.length; length++) {
    const path = steps.slice(-length).join('>')
    const [first, second] = scope.querySelectorAll(path)
    if (first === target && !second) return path
  }
  return [':scope', ...steps].join('>')
}

/** A name for a part of a page that its makers gave it. */
function partKey(element: Element): string {
  const named = attributeKey(element, PART_KEYS)
  if (named) return named
  if (CLEAN_NAME.test(element.id)) return '#' + element.id
  return LANDMARK.test(element.localName) ? element.localName : ''
}

/** An element on the way up from a target, and what it is called. */
interface Kin {
  readonly node: Element
  readonly key: string
  readonly isCard: boolean
  readonly isNameless: boolean
}

/** The target, its parent, and so on, to the body. */
function lineageOf(target: Element): Kin[] {
  const lineage: Kin[] = []
  const hasProduct = !!target.closest(PRODUCT)
  let isNamed = false
  for (let node = target; node.parentElement; node = node.parentElement) {
    const card: string =
      attributeKey(node, PRODUCT_KEYS) || (hasProduct || isNamed ? '' : cardKey(node))
    isNamed ||= !!card
    lineage.push({
      node,
      key: card || partKey(node),
      isCard: !!card,
      isNameless: !isNamed && !hasProduct && isNamelessCard(node),
    })
  }
  return lineage
}

/**
 * A name for `target` that `resolve` finds again: keys from the outside in, then the shortest path below the last of
 * them. In a card of a list it always names the card, by its product or by what it alone links to, so that a list in
 * another order is no other list. '' where there is no such name.
 */
export function anchorOf(target: Element): string {
  known = new WeakMap()
  const { ownerDocument } = target
  const lineage = lineageOf(target)
  const keyed = lineage.findIndex(({ key }) => key)
  const at = keyed < 0 ? lineage.length : keyed
  const steps = lineage
    .slice(0, at)
    .reduceRight<string[]>((path, { node }) => [...path, stepOf(node)], [])
  const { node: scope, key } = lineage[at] ?? { node: ownerDocument.documentElement, key: '' }
  let anchor = `${key} ${steps[0] ? shortest(scope, steps, target) : ''}`.trim()
  let isUnique = find(anchor, ownerDocument) === target
  for (const each of lineage.slice(at + 1)) {
    if (isUnique && !each.isCard) continue
    anchor = `${each.key || stepOf(each.node)} ${anchor}`
    isUnique = find(anchor, ownerDocument) === target
  }
  return isUnique && !lineage.some(({ isNameless }) => isNameless) ? anchor : ''
}
