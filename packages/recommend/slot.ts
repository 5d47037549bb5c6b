// `<tidemark-slot name="related">`: a list of products in a place that the page has reserved.
import type { SlotName } from '../wire/model.ts'
import type { SlotPart } from './feature.ts'
import type { Recommendation } from './recommendation.ts'

const TAG = 'tidemark-slot'

/** One row that is as high as its place, whatever is in it: what comes late moves nothing. */
const STYLE = `
:host{display:block;contain:strict;min-height:18rem}
ul{display:flex;gap:1rem;height:100%;margin:0;padding:0;list-style:none;overflow-x:auto}
li{flex:0 0 11rem;min-height:0}
a{display:flex;flex-direction:column;gap:.25rem;height:100%;color:inherit;text-decoration:none}
img{flex:1;min-height:0;width:100%;object-fit:cover}
small{opacity:.7}`

/** Elements that are in the page now; each fills itself while recommendations are granted. */
const slots = new Set<{ fill(): void; clear(): void }>()
let work: { fill: (slot: HTMLElement) => void } | undefined

/** Fills the page's slots, and those to come, until it is stopped. */
export const fillSlots: SlotPart['fillSlots'] = ({ env, guard, on, tell }, get, currencyOf) => {
  const fill = async (host: HTMLElement) => {
    const name = (host.getAttribute('name') ?? 'for-you') as SlotName
    const count = Number(host.getAttribute('count') ?? 4)
    const found = await get(name, { count, item: host.getAttribute('item') || undefined })
    if (work !== own || !host.isConnected) return
    const list = { item_list_id: `tidemark:${name}`, items: found.map(itemParams) }
    const choose = guard((at: number) =>
      tell({ type: 'select_item', body: { ...list, items: list.items.slice(at, at + 1) } }),
    )
    draw(host, found, { currency: currencyOf(), language: env.navigator.language, choose })
    if (found.length) tell({ type: 'view_item_list', body: list })
  }
  const own = { fill: (host: HTMLElement) => void fill(host).catch(() => 0) }
  // Told at once where a page is before a person already; a page that is only prepared shows nothing to anyone.
  on('page', () => {
    work = own
    for (const slot of slots) slot.fill()
  })
  if (!customElements.get(TAG)) customElements.define(TAG, slotClass())
  return () => {
    work = undefined
    for (const slot of slots) slot.clear()
  }
}

/** Made here, since where there is no page there is no such class to extend. */
function slotClass() {
  return class extends HTMLElement {
    connectedCallback() {
      slots.add(this)
      this.fill()
    }
    disconnectedCallback() {
      slots.delete(this)
    }
    fill() {
      work?.fill(this)
    }
    clear() {
      this.shadowRoot?.replaceChildren()
      this.toggleAttribute('data-empty', true)
    }
  }
}

const itemParams = ({ id, name }: Recommendation, index: number) => ({
  item_id: id,
  ...(name && { item_name: name }),
  index,
})

interface Drawing {
  readonly currency: string | undefined
  readonly language: string
  readonly choose: (at: number) => void
}

function draw(host: HTMLElement, found: readonly Recommendation[], drawing: Drawing): void {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  root.adoptedStyleSheets = [sheet]
  const make = <K extends keyof HTMLElementTagNameMap>(
    tag: K,
    props: Partial<HTMLElementTagNameMap[K]>,
    ...children: (Node | string)[]
  ) => {
    const element = Object.assign(document.createElement(tag), props)
    element.part.add(tag)
    element.append(...children)
    return element
  }
  const items = found.map((product, at) => {
    const { url = '', image = '', name, id, because } = product
    const price = priceText(product, drawing)
    const link = make(
      'a',
      {},
      ...(/^https?:/.test(image) ? [make('img', { src: image, alt: '', loading: 'lazy' })] : []),
      make('span', {}, name ?? id),
      ...(price ? [make('b', {}, price)] : []),
      ...(because?.name ? [make('small', {}, `Because you viewed ${because.name}`)] : []),
    )
    if (/^https?:/.test(url)) link.href = url
    link.addEventListener('click', () => drawing.choose(at))
    return make('li', {}, link)
  })
  const list = make('ul', {}, ...items)
  list.role = 'list'
  list.setAttribute('aria-label', host.getAttribute('label') ?? 'Recommended')
  host.toggleAttribute('data-empty', !items.length)
  root.replaceChildren(list)
}

function priceText({ prices }: Recommendation, { currency = '', language }: Drawing): string {
  const amount = prices?.[currency]
  if (amount === undefined) return ''
  const format = new Intl.NumberFormat(language, { style: 'currency', currency })
  return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits!)
}
