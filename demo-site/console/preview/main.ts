// Runs in the console's frame: shows the banner that visitors get, on a page without a shop, and lets it be measured.
import { showBanner, showPreferences } from '../../../packages/consent/banner.ts'
import type { Scheme } from '../../../packages/wire/look.ts'
import { createFakeGate } from './fake-gate.ts'
import type { FakeGate } from './fake-gate.ts'
import { measure } from './measure.ts'
import type { Preview, PreviewWindow, Scene } from './preview.ts'

const PAGE = `
html{background:#fff}
html.dark{background:#101418}
section{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:1rem;padding:1.25rem;opacity:.5}
i{height:9rem;border-radius:8px;background:#d5dbe0}
i:first-child{grid-column:1/-1;height:3.5rem}
.dark i{background:#2b333b}
`

let scene: Scene | undefined
let gate: FakeGate | undefined
let hear: Parameters<Preview['onAnswer']>[0] = () => {}

/** Nothing is stored, so nothing can be handed out or erased: the banner says what it says where that fails. */
const noRights = () => Promise.reject(new Error('a preview'))

const rootShown = (): ShadowRoot | null =>
  document.body.querySelector(':scope > div[lang]')?.shadowRoot ?? null

/** As a browser that prefers that scheme would have it: what the style asks is answered in its place. */
function paint(root: ShadowRoot, scheme: Scheme): void {
  document.documentElement.className = scheme
  ;(root.host as HTMLElement).style.colorScheme = scheme
  for (const sheet of root.adoptedStyleSheets)
    for (const rule of sheet.cssRules)
      if (rule instanceof CSSMediaRule && rule.conditionText.includes('prefers-color-scheme'))
        rule.media.mediaText = rule.conditionText.includes(scheme) ? 'all' : 'not all'
}

function show(next: Scene): void {
  gate?.end()
  scene = next
  const { notice, layer, scheme, situation } = next
  gate = createFakeGate(situation, (grants) => {
    const granted = Object.keys(grants).length
    hear(granted === 0 ? 'nothing' : granted < notice.purposes.length ? 'some' : 'all')
    show(next)
  })
  showBanner(gate, notice, noRights)
  if (layer === 'preferences') showPreferences(gate, notice, noRights)
  const root = rootShown()
  if (root) paint(root, scheme)
}

const sheet = new CSSStyleSheet()
sheet.replaceSync(PAGE)
document.adoptedStyleSheets = [sheet]
const page = document.createElement('section')
page.append(...Array.from({ length: 13 }, () => document.createElement('i')))
document.body.append(page)

const preview: Preview = {
  show,
  measure: () => measure(rootShown()!, scene!),
  onAnswer: (next) => {
    hear = next
  },
}
;(window as unknown as PreviewWindow).preview = preview
