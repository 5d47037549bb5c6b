// Takes the figures by which a banner is judged from the one that is shown: what is painted, not what was meant.
import { contrastOf } from '../../../packages/wire/contrast.ts'
import { textsByName } from '../../../packages/wire/notice.ts'
import type { AnswerButton, Contrast, Measured, Scene, Target } from './preview.ts'

const STYLES = [
  'color',
  'backgroundColor',
  'borderTopColor',
  'borderTopWidth',
  'borderTopLeftRadius',
  'boxShadow',
  'fontFamily',
  'fontSize',
  'fontWeight',
  'opacity',
  'paddingTop',
  'paddingLeft',
  'textDecorationLine',
] as const satisfies readonly (keyof CSSStyleDeclaration)[]

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)
const textOf = (element: Element): string => shorten(element.textContent.trim())

/** `rgb(…)` as `#rrggbb`; undefined where it lets through what is behind. */
function opaque(colour: string): string | undefined {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number)
  if (alpha < 1) return undefined
  return `#${[red, green, blue].map((byte) => Math.round(byte).toString(16).padStart(2, '0')).join('')}`
}

/** What is painted behind the text of an element, which is its own background or that of what it lies on. */
function backgroundOf(element: Element | null): string {
  if (!element) return '#ffffff'
  return opaque(getComputedStyle(element).backgroundColor) ?? backgroundOf(element.parentElement)
}

function textNodes(box: Element): { text: string; element: Element; node: Text }[] {
  const found = []
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode as Text
    const element = node.parentElement
    const text = node.data.trim()
    if (text && element) found.push({ text: shorten(text), element, node })
  }
  return found
}

const textContrasts = (box: Element): Contrast[] =>
  textNodes(box).map(({ text, element }) => ({
    what: text,
    ratio: contrastOf(opaque(getComputedStyle(element).color) ?? '#ffffff', backgroundOf(element)),
  }))

/** Of what is to be seen as a control; one that a signal has barred is exempt. */
const outlineContrasts = (box: Element): Contrast[] =>
  [...box.querySelectorAll('button, input:enabled')].map((control) => ({
    what: textOf(control) || textOf(control.parentElement ?? control),
    ratio: contrastOf(
      opaque(getComputedStyle(control).borderTopColor) ?? '#ffffff',
      backgroundOf(control.parentElement),
    ),
  }))

/** Links within a sentence are as high as its line, and may be. */
const targetsIn = (box: Element): Target[] =>
  [...box.querySelectorAll('button, label')].map((target) => sizeOf(target))

function sizeOf(element: Element): Target {
  const { width, height } = element.getBoundingClientRect()
  return { text: textOf(element), width: round(width), height: round(height) }
}

const round = (px: number): number => Math.round(px * 10) / 10

function answerIn(box: Element, names: readonly string[]): AnswerButton | null {
  const stops = [...box.querySelectorAll('a[href], button:enabled, input:enabled')]
  const button = stops.find(
    (each) => each.localName === 'button' && names.includes(each.textContent),
  )
  if (!button) return null
  const style = getComputedStyle(button)
  return {
    ...sizeOf(button),
    style: STYLES.map((name) => style[name]).join(' · '),
    stop: stops.indexOf(button) + 1,
  }
}

/** Texts that are wider than their button, the box, or the window. */
function cutIn(box: Element): string[] {
  return textNodes(box).flatMap(({ text, element, node }) => {
    const range = document.createRange()
    range.selectNodeContents(node)
    const painted = range.getBoundingClientRect()
    const around = [box, element.closest('button') ?? box].map((each) =>
      each.getBoundingClientRect(),
    )
    const left = Math.max(0, ...around.map((each) => each.left))
    const right = Math.min(innerWidth, ...around.map((each) => each.right))
    return painted.left < left - 1 || painted.right > right + 1 ? [text] : []
  })
}

function nameOf(root: ShadowRoot, box: Element): string {
  const id = box.getAttribute('aria-labelledby')
  return (id && root.getElementById(id)?.textContent.trim()) || ''
}

export function measure(root: ShadowRoot, { layer, scheme, notice }: Scene): Measured {
  const host = root.host as HTMLElement
  const box = root.querySelector(layer === 'banner' ? 'section' : 'dialog') ?? host
  const texts = textsByName(notice)
  return {
    width: innerWidth,
    scheme,
    layer,
    texts: textContrasts(box),
    outlines: outlineContrasts(box),
    targets: targetsIn(box),
    reject: answerIn(box, [texts.reject, texts.withdraw]),
    accept: answerIn(box, [texts.accept, texts.understood]),
    cut: cutIn(box),
    sidewaysPx: Math.max(
      box.scrollWidth - box.clientWidth,
      document.documentElement.scrollWidth - innerWidth,
      0,
    ),
    language: host.lang,
    direction: getComputedStyle(box).direction,
    heading: box.querySelector('h2')?.textContent.trim() ?? '',
    role: box.getAttribute('role') ?? box.localName,
    name: nameOf(root, box),
  }
}
