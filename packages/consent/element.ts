// Makes elements without markup: nothing that is told can become more than text.

type Props<K extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[K], 'children'>
>

/** An element with its properties and what is in it. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  props: Props<K> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), props)
  made.append(...children)
  return made
}
