// Names an element so that it is found again at another width and after the page has changed, or not at all.

/** Attributes with the site's own name for a part of a page, or with what tells one product from another. */
const PRODUCT = /^data-(tm-key|product(-id)?|item-id|sku)$/
/** Names given for tests stay when the design does not. */
const PART = /^data-test(-?id)?$/
/** Parts that a page has one of; the last resort is the page itself. */
const LANDMARK = /^(html|header|nav|main|footer)$/
/** What fits between double quotes; spaces part keys. */
const VALUE = /^[^\s"\\]{1,80}$/
/** Names without a number, and of no passing state. */
const CLEAN =
  /^(?!.*(load|activ|visib|fixed|focus|hover|show|hid|collaps|open|animat|select))[a-z_-]+$/i
/** Where a link leads, as it is written, without what it is tagged with; of what is no page no more than that. */
const PAGE = /^(https?:)?[^:\s"\\?#]+/
/** What holds more links is a section, not a card. */
const CARD_LINKS_MAX = 3
/** Cards of one list that are looked at. */
const PEERS_MAX = 60
/** Stands for a card that cannot be told from its peers when they change places. */
const NAMELESS = '!'

function attributeKey(element: Element, names: RegExp): string {
  for (const { name, value } of element.attributes)
    if (names.test(name) && VALUE.test(value)) return `[${name}="${value}"]`
  return ''
}

/** A tag with its first clean class: what elements of the same template have in common. */
const lookOf = ({ localName, classList }: Element): string => {
  const name = [...classList].find((each) => CLEAN.test(each))
  return CSS.escape(localName) + (name ? '.' + name : '')
}

/** The children of an element's parent that share `trait` with it. */
const alike = (element: Element, trait: (each: Element) => string): Element[] =>
  [...element.parentNode!.children].filter((each) => trait(each) === trait(element))

const only = <T>([found, other]: Iterable<T>): T | undefined => (other ? undefined : found)

/** Siblings that look as if they were made by the same template. */
const peersOf = (element: Element): Element[] =>
  alike(element, lookOf)
    .filter((each) => each !== element)
    .slice(0, PEERS_MAX)

const pathOf = (link: Element): string => PAGE.exec(link.getAttribute('href')!)?.[0] ?? ''

const pathsIn = (element: Element): string[] =>
  (element.matches('a[href]') ? [element] : [...element.querySelectorAll('a[href]')])
    .map(pathOf)
    .filter(Boolean)

/** What a card of a list links to and none of its peers does, as a key; `NAMELESS`; '' for what is no card. */
function linkKey(element: Element): string {
  const own = pathsIn(element)
  if (!own[0] || own[CARD_LINKS_MAX]) return ''
  const peers = peersOf(element)
  const others = peers.flatMap(pathsIn)
  const path = others[0] && own.find((each) => !others.includes(each))
  return path ? '@' + path : peers[1] ? NAMELESS : ''
}

/** Cards in `root` of that key: of the elements around a link, the innermost that is told apart by it. */
const cardsOf = (root: ParentNode, key: string): Element[] =>
  [...root.querySelectorAll(`a[href^="${key.slice(1)}"]`)].flatMap(
    (link) =>
      ('@' + pathOf(link) === key && lineageOf(link).find((each) => linkKey(each) === key)) || [],
  )

/** The one element that `anchor` names: where it may be two, it is none. */
const find = (anchor: string, document: Document): ParentNode | undefined =>
  only(
    anchor
      .split(' ')
      .reduce<ParentNode[]>(
        (within, key) =>
          within.flatMap((each) =>
            key[0] === '@' ? cardsOf(each, key) : [...each.querySelectorAll(key)],
          ),
        [document],
      ),
  )

/** The one element that `anchor` names, or undefined. */
export function resolve(anchor: string, document: Document): Element | undefined {
  try {
    return find(anchor, document) as Element
  } catch {
    // Not written by us.
    return undefined
  }
}

/** What tells an element from its siblings: how it looks, or its number among those of its tag. */
function stepOf(element: Element): string {
  const look = lookOf(element)
  const nth = alike(element, (each) => each.localName).indexOf(element) + 1
  return only(element.parentNode!.querySelectorAll(':scope>' + look)) === element
    ? look
    : `${CSS.escape(element.localName)}:nth-of-type(${nth})`
}

/** The shortest end of `steps` that means `target` alone in `scope`; all of them, from `scope` on, where none does. */
function shortest(scope: Element, steps: readonly string[], target: Element): string {
  const ends = steps.map((_, at) => steps.slice(-1 - at).join('>'))
  return (
    ends.find((end) => only(scope.querySelectorAll(end)) === target) ??
    [':scope', ...steps].join('>')
  )
}

/** A name for a part of a page that its makers gave it. */
const partKey = (element: Element): string =>
  attributeKey(element, PART) ||
  (CLEAN.test(element.id)
    ? '#' + element.id
    : LANDMARK.test(element.localName)
      ? element.localName
      : '')

const lineageOf = (element: Element | null): Element[] =>
  element ? [element, ...lineageOf(element.parentElement)] : []

/**
 * A name for `target` that `resolve` finds again: keys from the outside in, then the shortest path below the last of
 * them. In a card of a list it always names the card, by its product or by what it alone links to, so that a list in
 * another order is no other list. '' where there is no such name.
 */
export function anchorOf(target: Element): string {
  const lineage = lineageOf(target)
  let isNamed = lineage.some((node) => attributeKey(node, PRODUCT))
  let steps: string[] = []
  let anchor = ''
  let isFound = false
  for (const node of lineage) {
    const card: string = isNamed ? attributeKey(node, PRODUCT) : linkKey(node)
    if (card === NAMELESS) return ''
    isNamed ||= !!card
    if (isFound && !card) continue
    const key = card || partKey(node)
    const outer = key || stepOf(node)
    if (anchor) anchor = `${outer} ${anchor}`
    else if (key) anchor = steps[0] ? `${key} ${shortest(node, steps, target)}` : key
    else steps = [outer, ...steps]
    isFound = !!anchor && find(anchor, target.ownerDocument) === target
  }
  return isFound ? anchor : ''
}
