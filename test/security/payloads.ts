// What runs in a page that puts the words of a visitor into itself as markup, address, style or script.

/** Requests to it are never made by a page of ours. */
export const CANARY = 'https://canary.example'

/** `mark` says in which field it stood. */
export const payloadsFor = (mark: string): readonly string[] => [
  `<script>window.__xss='${mark}'</script>`,
  `<img src=x onerror=window.__xss='${mark}'>`,
  `"><svg/onload=window.__xss='${mark}'>`,
  `'-(window.__xss='${mark}')-'`,
  `</script></style></title><img src="${CANARY}/${mark}">`,
  `<a href="javascript:window.__xss='${mark}'" autofocus onfocus=window.__xss='${mark}'>x</a>`,
  `<iframe srcdoc="<img src=${CANARY}/${mark}>"></iframe>`,
  `{{constructor.constructor('window.__xss=1')()}}\${window.__xss='${mark}'}`,
]

/** Each field gets another, so that a few hundred events hold them all. */
export function createPayloads(): (mark: string, charsMax?: number) => string {
  let at = 0
  return (mark, charsMax = 300) => {
    const all = payloadsFor(mark).filter(({ length }) => length <= charsMax)
    return all[at++ % all.length] ?? `<b onclick=window.__xss=1>`.slice(0, charsMax)
  }
}
