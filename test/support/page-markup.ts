// The HTML of small test pages, with the tag as a site owner would paste it.

/** Holds calls made before the tag has loaded, and no more: what some sites have pasted, and must go on working. */
export const STUB = 'window.tm=window.tm||function(){(tm.q=tm.q||[]).push(arguments)}'

export interface Markup {
  /** Origin of the collector that serves the tag; no tag where it is absent. */
  readonly tag?: string
  /** Attributes of the tag, such as `data-search="wort"`. */
  readonly options?: string
  readonly title?: string
  /** Stands before the tag. */
  readonly head?: string
  readonly body?: string
}

export function pageHtml({ tag, options = '', title = 'A page', head = '', body = '' }: Markup) {
  const script = tag ? `<script src="${tag}/t/demo.js" ${options} async></script>` : ''
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${title}</title>
    ${head}
    ${script}
  </head>
  <body>${body}</body>
</html>
`
}
