// Finds the scripts of a page that hold JSON-LD, by the rules a browser reads by, and in one pass whatever the text is.

/** Elements whose text is no markup until they are closed. */
const RAW = new Set([
  'script',
  'style',
  'textarea',
  'title',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'template',
])
const NAME = /<(\/?)([a-zA-Z][^\s/>]*)/y
const ATTRIBUTE = /[\s/]*([^\s/>=]+)?/y
const IS = /\s*=\s*/y
const BARE = /[^\s>]*/y
const DATA = /^\s*application\/ld\+json\s*(;|$)/i

interface Tag {
  readonly name: string
  readonly isEnd: boolean
  readonly type: string
  /** Where the text behind it begins. */
  readonly end: number
}

/** The texts of at most `max` scripts. What stands in comments, other scripts, attributes and fields is none. */
export function dataScripts(html: string, max: number): string[] {
  const found: string[] = []
  for (let at = nextMark(html, 0); at >= 0 && found.length < max;) {
    const tag = readTag(html, at)
    if (!tag) at = endOf(html, '-->', at + 4)
    else if (tag.isEnd || !RAW.has(tag.name)) at = tag.end
    else {
      const end = closingOf(html, tag.name, tag.end)
      if (tag.name === 'script' && DATA.test(tag.type)) found.push(html.slice(tag.end, end))
      at = end
    }
    at = nextMark(html, at)
  }
  return found
}

/** Where the next tag or comment begins; any other `<` is text. */
function nextMark(html: string, from: number): number {
  const mark = /<(?:!--|\/?[a-zA-Z])/g
  mark.lastIndex = from
  return mark.exec(html)?.index ?? -1
}

function endOf(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from)
  return at < 0 ? html.length : at + mark.length
}

function closingOf(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  closing.lastIndex = from
  return closing.exec(html)?.index ?? html.length
}

/** Takes what `pattern` matches at a place, if only nothing. */
function take(pattern: RegExp, html: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(html)
}

/** Undefined where a comment begins. */
function readTag(html: string, from: number): Tag | undefined {
  const opened = take(NAME, html, from)
  if (!opened) return undefined
  const [all, slash, name = ''] = opened
  let at = from + all.length
  let type = ''
  while (at < html.length && html[at] !== '>') {
    const [told = '', attribute = ''] = take(ATTRIBUTE, html, at) ?? []
    const [value, end] = valueAt(html, at + told.length)
    if (attribute.toLowerCase() === 'type') type = value
    // A stray sign is passed over.
    at = end > at ? end : at + 1
  }
  return {
    name: name.toLowerCase(),
    isEnd: slash === '/',
    type,
    end: Math.min(at + 1, html.length),
  }
}

/** What an attribute is set to, and where that ends; '' where it is set to nothing. */
function valueAt(html: string, at: number): [value: string, end: number] {
  const is = take(IS, html, at)
  if (!is) return ['', at]
  const from = at + is[0].length
  const quote = html[from]
  if (quote === '"' || quote === "'") {
    const end = endOf(html, quote, from + 1)
    return [html.slice(from + 1, end - 1), end]
  }
  const bare = take(BARE, html, from)?.[0] ?? ''
  return [bare, from + bare.length]
}
