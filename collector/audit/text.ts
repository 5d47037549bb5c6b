// An audit as lines for a terminal.
import type { Answered, Audit, Phase } from './facts.ts'
import { tame } from './hostile.ts'
import { askedRows, keptRows } from './rows.ts'

/** A page may store without end; all of it is in the JSON. */
const ROWS_MAX = 60
const CELL_MAX = 48

export function textOf(audit: Audit): string {
  const { page, title, verdict, findings, sentences, notes } = audit
  const lines = [
    `${tame(page)}${title ? ` “${tame(title, 60)}”` : ''}`,
    '',
    ...sentences.map((each) => tame(each, 400)),
    ...notes.map((each) => tame(`Note: ${each}`, 400)),
    ...section('Before any choice', audit.before),
    ...answered('After reject', audit.rejected),
    ...answered('After accept', audit.accepted),
    '',
    verdict === 'clean'
      ? 'Clean: nothing was found that happens without a yes.'
      : `Found: ${findings.join(', ')}.`,
    '',
  ]
  return lines.join('\n')
}

function answered(heading: string, answer: Answered): readonly string[] {
  if (!answer.isPossible) return []
  return section(`${heading} (“${tame(answer.pressed.text, 40)}” was pressed)`, answer.phase)
}

function section(heading: string, phase: Phase): readonly string[] {
  const kept = keptRows(phase).map(({ what, name, host, by, since, lifetime, isAnswer }) => [
    isAnswer ? '' : '•',
    what,
    name,
    host,
    by,
    since,
    isAnswer ? `${lifetime}; the answer itself` : lifetime,
  ])
  const asked = askedRows(phase).map(({ host, requests, kinds, since }) => [
    '•',
    'asked',
    `${requests} ×`,
    host,
    kinds,
    since,
    '',
  ])
  const rows = [...kept, ...asked]
  if (rows.length === 0) return []
  const more = rows.length - ROWS_MAX
  return [
    '',
    heading,
    ...aligned(rows.slice(0, ROWS_MAX)),
    ...(more > 0 ? [`  and ${more} more: --json and --report have all of them`] : []),
  ]
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const cells = rows.map((row) => row.map((cell) => tame(cell, CELL_MAX)))
  const widths = cells[0]?.map((_, at) => Math.max(...cells.map((row) => row[at]!.length))) ?? []
  return cells.map(
    (row) =>
      `  ${row
        .map((cell, at) => cell.padEnd(widths[at]!))
        .join('  ')
        .trimEnd()}`,
  )
}
