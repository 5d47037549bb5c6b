// Says of an audit what a shop owner must know: what broke the rule that nothing happens without a yes.
import { siteOf } from './domain.ts'
import type { Answered, Finding, Phase, Seen } from './facts.ts'

export interface Verdict {
  readonly verdict: 'clean' | 'findings'
  readonly findings: readonly Finding[]
  readonly sentences: readonly string[]
}

export interface Count {
  /** Other than the answer itself. */
  readonly cookies: number
  readonly entries: number
  readonly requests: number
  /** Registrable domains that are not the page's. */
  readonly companies: readonly string[]
  readonly answers: readonly string[]
  /** To the page's own site, with something in them. */
  readonly sendings: number
  readonly attempts: number
}

const NAMES_MAX = 5
const SENDS = /^(POST|PUT|PATCH|DELETE)$/

export function countOf({ cookies, entries, requests, attempts }: Phase): Count {
  const others = requests.filter(({ isOwn }) => !isOwn)
  const kept = [...cookies, ...entries]
  return {
    cookies: cookies.filter(({ isAnswer }) => !isAnswer).length,
    entries: entries.filter(({ isAnswer }) => !isAnswer).length,
    requests: others.length,
    companies: [...new Set(others.map(({ host }) => siteOf(host)))].toSorted(),
    answers: [...new Set(kept.filter(({ isAnswer }) => isAnswer).map(({ name }) => name))],
    sendings: requests.filter(({ isOwn, method }) => isOwn && SENDS.test(method)).length,
    attempts: attempts.length,
  }
}

function findingsIn(phase: Phase, when: 'before choice' | 'after refusal'): Finding[] {
  const { cookies, entries, requests } = countOf(phase)
  return [
    ...(cookies > 0 ? [`cookie ${when}` as const] : []),
    ...(entries > 0 ? [`storage ${when}` as const] : []),
    ...(requests > 0 ? [`third party ${when}` as const] : []),
  ]
}

/** Where nothing happens there is nothing to choose; where something does, or a yes is asked for, there must be a no. */
export function verdictOf({ before, rejected, accepted }: Seen): Verdict {
  const early = findingsIn(before, 'before choice')
  const findings = [...early]
  if (rejected.isPossible) findings.push(...findingsIn(rejected.phase, 'after refusal'))
  else if (accepted.isPossible) findings.push('no refusal offered')
  else if (early.length > 0) findings.push('no choice offered')
  return {
    verdict: findings.length > 0 ? 'findings' : 'clean',
    findings,
    sentences: [
      `Before any choice: ${tellPhase(countOf(before), '')}`,
      `After reject: ${tellAnswer(rejected, 'still ')}`,
      `After accept: ${tellAnswer(accepted, '')}`,
      ...(findings.includes('no refusal offered')
        ? ['One can say yes to this page, but no way to say no was found.']
        : []),
      ...(findings.includes('no choice offered')
        ? ['The visitor is not asked: no way to say yes or no was found.']
        : []),
    ],
  }
}

function tellAnswer(answered: Answered, still: string): string {
  if (!answered.isPossible) return `not possible, ${answered.why}.`
  const remains = answered.pressed.remains
    ? ` The button (“${answered.pressed.text}”) was still there afterwards: it may not have been heard.`
    : ''
  return tellPhase(countOf(answered.phase), still) + remains
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

function tellPhase(count: Count, still: string): string {
  const { cookies, entries, requests, companies, answers, sendings, attempts } = count
  const parts = [
    ...(cookies > 0 ? [plural(cookies, 'cookie')] : []),
    ...(entries > 0 ? [plural(entries, 'storage entry', 'storage entries')] : []),
    ...(requests > 0
      ? [
          `${plural(requests, 'request')} to ${plural(companies.length, 'other company', 'other companies')}`,
        ]
      : []),
  ]
  const more = [
    ...(answers.length > 0
      ? [`The answer itself is remembered (${answers.slice(0, NAMES_MAX).join(', ')}).`]
      : []),
    ...(attempts > 0
      ? [
          `${plural(attempts, 'cookie')} more ${attempts === 1 ? 'was' : 'were'} attempted, and refused by the browser.`,
        ]
      : []),
    ...(sendings > 0
      ? [`${plural(sendings, 'request')} with a body went to the page’s own site.`]
      : []),
  ]
  const first =
    parts.length > 0
      ? `${still}${parts.join(', ')}.`
      : 'nothing is stored, and nobody else is asked.'
  return [first, ...more].join(' ')
}
