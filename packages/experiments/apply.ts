// Makes a variation's changes: styles before the first paint, elements as the parser makes them, and takes all of it back.
import type { Env, Stop } from '../core/index.ts'
import type { Change } from '../wire/experiment.ts'

/** A page that keeps taking a change back has won: after so many times for one element we leave it. */
const TIMES_MAX = 3

type ElementChange = Extract<Change, { kind: 'text' | 'attribute' | 'image' }>

/** Applies `changes` to the page and to what is added to it; what is returned restores what they replaced. */
export function applyChanges(env: Env, changes: readonly Change[]): Stop {
  const undo = [applyStyles(env, changes), applyToElements(env, changes)]
  return () => undo.forEach((each) => each())
}

function applyStyles({ document }: Env, changes: readonly Change[]): Stop {
  const css = changes.flatMap((change) => {
    if (change.kind === 'css') return [change.css]
    return change.kind === 'hide' ? [`${change.selector}{display:none!important}`] : []
  })
  if (!css[0]) return () => undefined
  // No style element: a policy would ask a nonce of it.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css.join('\n'))
  document.adoptedStyleSheets.push(sheet)
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet)
  }
}

function applyToElements({ document }: Env, all: readonly Change[]): Stop {
  const changes = all.filter(
    (change): change is ElementChange => 'selector' in change && change.kind !== 'hide',
  )
  const undo: Stop[] = []
  const times = new Map<Element, number>()
  const isLoading = () => document.readyState === 'loading'

  /** Whether the parser may still add to it. */
  const isOpen = (element: Node | null): boolean =>
    isLoading() && !!element && !element.nextSibling && isOpen(element.parentNode)

  const visit = (change: ElementChange, element: Element) => {
    const [name, value] = targetOf(change)
    const before = name ? element.getAttribute(name) : element.textContent
    const count = times.get(element) ?? 0
    if (before === value || count >= TIMES_MAX * changes.length || (!name && isOpen(element)))
      return
    times.set(element, count + 1)
    const set = (text: string | null) => {
      if (!name) element.textContent = text
      else if (text === null) element.removeAttribute(name)
      else element.setAttribute(name, text)
    }
    // Candidates for other widths would win over the source.
    if (change.kind === 'image') element.removeAttribute('srcset')
    set(value)
    undo.unshift(() => set(before))
  }
  const search = (root: ParentNode) => {
    for (const change of changes)
      for (const element of root.querySelectorAll(change.selector)) visit(change, element)
  }

  // Its callbacks run before the next frame: what the parser has just made is changed before it is painted.
  const observer = new MutationObserver((records) => {
    if (isLoading()) return search(document)
    for (const { addedNodes } of records)
      for (const { parentNode } of addedNodes) if (parentNode) search(parentNode)
  })
  const finish = () => search(document)
  if (changes[0]) {
    observer.observe(document, { childList: true, subtree: true })
    document.addEventListener('DOMContentLoaded', finish)
    search(document)
  }
  return () => {
    observer.disconnect()
    document.removeEventListener('DOMContentLoaded', finish)
    for (const each of undo) each()
  }
}

/** The attribute that a change sets, '' for what an element holds, and to what. */
function targetOf(change: ElementChange): [name: string, value: string] {
  if (change.kind === 'text') return ['', change.text]
  return change.kind === 'image' ? ['src', change.src] : [change.name, change.value]
}
