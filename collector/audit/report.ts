// An audit as one page of HTML that needs nothing else: to be read on a screen, printed on A4, and sent to somebody.
import type { Answered, Audit, Phase } from './facts.ts'
import { escapeHtml } from './hostile.ts'
import { askedRows, keptRows } from './rows.ts'
import type { AskedRow, KeptRow } from './rows.ts'

const STYLE = `
:root{color-scheme:light dark;--ink:#1d2127;--soft:#59626d;--line:#d5dae0;--paper:#fff;--good:#1c6b3c;--bad:#a3261d}
@media(prefers-color-scheme:dark){:root{--ink:#eceff2;--soft:#a9b2bd;--line:#3a424c;--paper:#15191e;--good:#7fd6a3;--bad:#ff9d94}}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--good:#1c6b3c;--bad:#a3261d}}
@page{size:A4;margin:16mm 14mm}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1rem;max-width:62rem;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
@media print{body{padding:0;font-size:10pt}}
h1{font-size:1.5em;line-height:1.25;margin:0 0 .2em}
h2{font-size:1.15em;margin:1.8em 0 .4em;break-after:avoid}
p{margin:.4em 0}
.soft,caption{color:var(--soft)}
.verdict{margin:1.2em 0;padding:.8em 1em;border:2px solid;border-radius:8px;break-inside:avoid}
.clean{border-color:var(--good)}.findings{border-color:var(--bad)}
.clean strong{color:var(--good)}.findings strong{color:var(--bad)}
table{width:100%;border-collapse:collapse;margin:.6em 0 1.2em;table-layout:fixed;font-size:.9em}
caption{text-align:left;padding:.2em 0}
thead{display:table-header-group}
tr{break-inside:avoid}
th,td{text-align:left;vertical-align:top;padding:.3em .6em .3em 0;border-bottom:1px solid var(--line)}
th{font-weight:600}
code{font:.95em ui-monospace,monospace}
.answer td{color:var(--soft)}
`

export function reportOf(audit: Audit): string {
  const { page, title, verdict, sentences, notes } = audit
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Audit of ${escapeHtml(page, 100)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>What this page does without a yes</h1>
<p><code>${escapeHtml(page, 300)}</code>${title ? ` “${escapeHtml(title, 120)}”` : ''}</p>
<p class="soft">${escapeHtml(howOf(audit))}</p>
<div class="verdict ${verdict}">
<p><strong>${escapeHtml(verdictLine(audit))}</strong></p>
${sentences.map((each) => `<p>${escapeHtml(each, 600)}</p>`).join('\n')}
</div>
${notes.map((each) => `<p>Note: ${escapeHtml(each, 600)}</p>`).join('\n')}
${sectionOf('Before any choice', audit.before)}
${answerOf('After reject', audit.rejected)}
${answerOf('After accept', audit.accepted)}
${LIMITS}
</body>
</html>
`
}

function howOf({ startedAt, browser, waitMs, thirdPartyCookies }: Audit): string {
  const at = startedAt.slice(0, 16).replace('T', ' ')
  return `${at} UTC, ${browser}, a fresh profile for each answer, at least ${waitMs / 1000} s after loading and after a choice, cookies of others ${thirdPartyCookies}`
}

const verdictLine = ({ verdict, findings }: Audit): string =>
  verdict === 'clean'
    ? 'Clean: nothing was found that happens without a yes.'
    : `Found: ${findings.join(', ')}.`

function answerOf(heading: string, answer: Answered): string {
  if (!answer.isPossible)
    return `<h2>${heading}</h2>\n<p>Not possible: ${escapeHtml(answer.why, 200)}. What would happen then is not known.</p>`
  const { text, by } = answer.pressed
  const how = `<p class="soft">“${escapeHtml(text, 80)}” was pressed, found by ${by === 'words' ? 'its words' : `a ${by}`}.</p>`
  return sectionOf(heading, answer.phase, how)
}

function sectionOf(heading: string, phase: Phase, how = ''): string {
  const [kept, asked] = [keptRows(phase), askedRows(phase)]
  const tables = [
    ...(kept.length > 0 ? [keptTable(kept)] : []),
    ...(asked.length > 0 ? [askedTable(asked)] : []),
  ]
  const none = '<p>Nothing is stored, and nobody else is asked.</p>'
  return [`<h2>${heading}</h2>`, how, ...(tables.length > 0 ? tables : [none])].join('\n')
}

const cells = (texts: readonly string[]): string =>
  texts.map((text) => `<td>${escapeHtml(text, 200)}</td>`).join('')

function keptTable(rows: readonly KeptRow[]): string {
  const heads = { What: 16, Name: 28, Host: 19, 'Set by': 9, 'First seen': 11, Lasts: 17 }
  const body = rows.map(
    ({ what, name, host, by, since, lifetime, isAnswer }) =>
      `<tr${isAnswer ? ' class="answer"' : ''}>${cells([what, name, host, by, since, isAnswer ? `${lifetime}; the answer itself` : lifetime])}</tr>`,
  )
  return tableOf('Held by the browser', heads, body)
}

function askedTable(rows: readonly AskedRow[]): string {
  const heads = { Company: 16, Host: 18, Requests: 11, Kinds: 18, First: 8, 'One of them': 29 }
  const body = rows.map(
    ({ company, host, requests, kinds, since, example }) =>
      `<tr>${cells([company, host, String(requests), kinds, since, example])}</tr>`,
  )
  return tableOf('Asked of others', heads, body)
}

/** `heads`: each with its share of the width. */
function tableOf(
  caption: string,
  heads: Readonly<Record<string, number>>,
  rows: readonly string[],
): string {
  const head = Object.entries(heads).map(
    ([name, share]) => `<th scope="col" style="width:${share}%">${name}</th>`,
  )
  return `<table><caption>${caption}</caption><thead><tr>${head.join('')}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`
}

const LIMITS = `<h2>What such an audit can and cannot see</h2>
<p class="soft">One page, in one browser, from one place: a shop may ask visitors elsewhere in another way. Companies are told
apart by the registrable domain, by a short list of suffixes; a name of the shop’s own that leads to somebody else’s server
counts as the shop’s. Whether what is stored is necessary no machine can tell: it is listed. What remembers the answer itself
is known by its name, and does not count. After a choice the same page was looked at, not the next one.</p>`
