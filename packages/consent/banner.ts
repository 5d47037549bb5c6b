// What is asked and told on the page: the banner, and the preferences behind it. Fetched where it is due, with one language.
import type { Shown } from '../wire/event.ts'
import { textsByName } from '../wire/notice.ts'
import type { Notice } from '../wire/notice.ts'
import type { Grants, Purpose } from '../wire/purpose.ts'
import { element } from './element.ts'
import type { Consent } from './index.ts'
import type { Rights } from './rights.ts'
import { STYLE } from './style.ts'

/** The gate, as far as banner and preferences need it. */
export type Asked = Pick<Consent, 'choose' | 'state' | 'on'>

/** A notice, and the version of its words. */
export interface SaidNotice extends Notice {
  readonly words: string
}

/** The one host of everything that is shown; shut off from the page's own styles. */
let shown: { host: HTMLElement; root: ShadowRoot; atMs: number } | undefined

/** So rough that it tells nothing of who answered. */
const STEPS = [1, 2, 3, 5, 10, 20, 30, 60, 300]

const nowMs = () => Number(document.timeline.currentTime)

function open({ language, look = '' }: Notice): ShadowRoot {
  if (!shown) {
    const host = element('div', { lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' })
    const root = host.attachShadow({ mode: 'open' })
    // A sheet of its own needs no leave of a policy for styles.
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLE + look)
    root.adoptedStyleSheets = [sheet]
    shown = { host, root, atMs: nowMs() }
    // First in the page: who walks it by keyboard or ear comes by at once, and nothing takes the focus.
    ;(document.body ?? document.documentElement).prepend(host)
  }
  return shown.root
}

function shut(): void {
  shown?.host.remove()
  shown = undefined
}

/** Answers once the click is painted: what a yes starts is no part of it. */
function answer(gate: Asked, ui: Shown['ui'], notice: SaidNotice, grants: Grants): void {
  const texts = textsByName(notice)
  const { gpc } = gate.state()
  const tookS = (nowMs() - shown!.atMs) / 1_000
  const seconds = STEPS.find((step) => tookS <= step) ?? 3_600
  const told = { ui, language: notice.language, words: notice.words, seconds }
  shut()
  const link = gpc ? `${texts.link} · ${texts.honoured}` : texts.link
  requestAnimationFrame(() =>
    requestAnimationFrame(() => gate.choose(grants, { link, shown: told })),
  )
}

const all = ({ purposes }: Notice, gpc: boolean): Grants =>
  Object.fromEntries(
    purposes.flatMap(([purpose]) => (isBarred(purpose, gpc) ? [] : [[purpose, 'full']])),
  )

/** What the browser's signal has answered already. */
const isBarred = (purpose: Purpose, gpc: boolean): boolean =>
  gpc && (purpose === 'marketing' || purpose === 'replay')

const button = (text: string, onclick: () => void, className = 'main'): HTMLButtonElement =>
  element('button', { type: 'button', className, onclick }, text)

const heading = (id: string, text: string): HTMLHeadingElement =>
  element('h2', { id, tabIndex: -1 }, text)

/** Who is responsible, where complaints go, and what the browser's signal has done. */
function facts(notice: Notice, gpc: boolean): HTMLElement[] {
  const { controller, policyUrl } = notice
  const texts = textsByName(notice)
  const { name, address, contact } = controller
  const responsible = texts.controller.replace('{name}', name).replace('{address}', address)
  const complaints = texts.complaints.replace('{contact}', contact)
  const line = element('small', {}, `${responsible} ${complaints} `)
  if (policyUrl) line.append(element('a', { href: policyUrl }, texts.policy))
  const lines = [element('p', {}, line)]
  if (gpc) lines.unshift(element('p', {}, element('b', {}, texts.honoured)))
  return lines
}

/** Asks where a yes comes first; tells where a no would end it. Does nothing where it is shown already. */
export function showBanner(gate: Asked, notice: SaidNotice, rights?: LoadRights): void {
  if (shown) return
  // Another tab may answer.
  const leave = gate.on(() => {
    if (!gate.state().isChosen) return
    leave()
    shut()
  })
  const { rule, gpc } = gate.state()
  const texts = textsByName(notice)
  const asks = rule.model === 'opt-in'
  const choose = (grants: Grants) => answer(gate, 'banner', notice, grants)
  const more = button(texts.choose, () => showPreferences(gate, notice, rights), '')
  const yes = asks
    ? button(texts.accept, () => choose(all(notice, gpc)))
    : button(texts.understood, () => choose(gate.state().grants))
  const section = element(
    'section',
    {},
    heading('tm-title', texts.title),
    element('p', {}, asks ? texts.ask : texts.tell),
    ...facts(notice, gpc),
    element(
      'div',
      {},
      button(texts.reject, () => choose({})),
      yes,
      more,
    ),
  )
  section.setAttribute('role', 'region')
  section.setAttribute('aria-labelledby', 'tm-title')
  open(notice).append(section)
}

/** One purpose with its switch; what a signal has barred cannot be switched on. */
function purposeRow(
  notice: Notice,
  [, days, name, meaning]: Notice['purposes'][number],
  input: HTMLInputElement,
): HTMLElement {
  const { kept, keptHere } = textsByName(notice)
  const length = days ? kept.replace('{days}', `${days}`) : keptHere
  input.setAttribute('role', 'switch')
  return element(
    'label',
    {},
    element('span', {}, element('b', {}, name), `${meaning} `, element('small', {}, length)),
    input,
  )
}

type LoadRights = () => Promise<Rights>

/** What the visitor may do with what is stored of them; says what became of it. */
function rightsRow(texts: ReturnType<typeof textsByName>, load: LoadRights): HTMLElement {
  const said = element('p', {})
  said.setAttribute('role', 'status')
  const act = (
    text: string,
    run: (rights: Rights) => Promise<string | void>,
  ): HTMLButtonElement => {
    const made = button(
      text,
      () => {
        made.disabled = true
        said.textContent = '…'
        load()
          .then(run)
          .then(
            (done) => (said.textContent = done ?? ''),
            () => (said.textContent = texts.failed),
          )
          .finally(() => (made.disabled = false))
      },
      '',
    )
    return made
  }
  return element(
    'footer',
    {},
    element(
      'div',
      {},
      act(`${texts.export} (JSON)`, async ({ copy }) => save(await copy('json'), 'my-data.json')),
      act(`${texts.export} (CSV)`, async ({ copy }) => save(await copy('csv'), 'my-data.csv')),
      act(texts.receipt, async ({ receipt }) => save(await receipt(), 'consent-receipt.json')),
      act(texts.erase, async ({ erase }) => {
        if (!confirm(`${texts.erase}?`)) return
        await erase()
        return texts.erased
      }),
    ),
    said,
  )
}

function save(file: Blob, download: string): void {
  const href = URL.createObjectURL(file)
  element('a', { href, download }).click()
  URL.revokeObjectURL(href)
}

/** The preferences: each purpose by itself, and everything taken back in one click. */
export function showPreferences(gate: Asked, notice: SaidNotice, rights?: LoadRights): void {
  const root = open(notice)
  if (root.querySelector('dialog')) return
  const { grants, gpc } = gate.state()
  const texts = textsByName(notice)
  const { purposes } = notice
  const inputs = purposes.map(([purpose]) =>
    element('input', {
      type: 'checkbox',
      name: purpose,
      checked: grants[purpose] === 'full',
      disabled: isBarred(purpose, gpc),
    }),
  )
  const chosen = (): Grants =>
    Object.fromEntries(inputs.flatMap(({ name, checked }) => (checked ? [[name, 'full']] : [])))
  const choose = (grants: Grants) => answer(gate, 'preferences', notice, grants)
  const isAny = Object.values(grants).some((grant) => grant !== 'none')
  const title = heading('tm-preferences', texts.link)
  const dialog = element(
    'dialog',
    {
      onclose() {
        dialog.remove()
        if (!root.querySelector('section')) shut()
      },
    },
    title,
    ...facts(notice, gpc),
    element('fieldset', {}, ...purposes.map((each, at) => purposeRow(notice, each, inputs[at]!))),
    element(
      'div',
      {},
      button(isAny ? texts.withdraw : texts.reject, () => choose({})),
      button(texts.accept, () => choose(all(notice, gpc))),
      button(texts.save, () => choose(chosen()), ''),
      button(texts.close, () => dialog.close(), ''),
    ),
  )
  if (rights && isAny) dialog.append(rightsRow(texts, rights))
  dialog.setAttribute('aria-labelledby', 'tm-preferences')
  root.append(dialog)
  dialog.showModal()
  title.focus()
}

/** Where the law asks for no question but for a way to say no, always at hand; and for a word on what a signal has done. */
export function showLink(gate: Asked, notice: SaidNotice, rights?: LoadRights): void {
  const { gpc } = gate.state()
  const texts = textsByName(notice)
  const way = button(gpc ? `${texts.link} · ${texts.honoured}` : texts.link, () =>
    showPreferences(gate, notice, rights),
  )
  way.className = 'way'
  open(notice).append(way)
}
