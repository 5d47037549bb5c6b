// What stands above a long table: a filter, and how many of how many rows are shown.
import type { VNode } from 'preact'
import { count } from '../format.ts'

interface TableHeadProps {
  /** Plural name of the rows. */
  what: string
  words: string
  setWords: (words: string) => void
  /** Rows that match the filter, rows that were sent, rows that there are. */
  found: number
  sent: number
  total: number
}

export function TableHead({ what, words, setWords, found, sent, total }: TableHeadProps): VNode {
  return (
    <div class="table-head">
      <input
        type="search"
        placeholder={`Filter ${what}`}
        aria-label={`Filter ${what}`}
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <p class="quiet" role="status">
        {words && `${count(found)} match · `}
        {sent < total
          ? `the first ${count(sent)} of ${count(total)} ${what}`
          : `${count(total)} ${what}`}
      </p>
    </div>
  )
}

/** Whether a text holds each of some words, in any case and order. */
export function matchesWords(text: string, words: string): boolean {
  const hay = text.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word))
}
