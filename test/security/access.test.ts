// Every operation that the running collector lists, by every kind of caller: who may is let in; who may not changes nothing, and learns of no site.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { askOf, batchOf, stateOf, targetsOf } from './access-asks.ts'
import type { Ask } from './access-asks.ts'
import { NEEDS, may, mismatches } from './access-table.ts'
import type { Cell, Need } from './access-table.ts'
import { changes, readOperations } from './openapi.ts'
import type { ListedOperation } from './openapi.ts'
import { seenOf } from './send.ts'
import type { Answer } from './send.ts'
import { NO_SITE, SITE, startStage } from './stage.ts'
import type { Caller, Stage } from './stage.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** The second start of the stage runs two days ahead. */
const AHEAD_MS = 172_800_000
const nowMs = (): number => Date.now() + AHEAD_MS

let stage: Stage
let operations: ListedOperation[]
const cells: Cell[] = []
/** Operations of which a refused request has changed something. */
const left: string[] = []
/** Who could tell a site that is not theirs from one that is not there. */
const told: string[] = []

beforeAll(async () => {
  stage = await startStage()
  operations = await readOperations(stage)
})

afterAll(async () => {
  await stage?.stop()
})

async function askAs(operation: ListedOperation, caller: Caller, ask: Ask): Promise<Answer> {
  // Signing out ends sessions that are still needed: it is asked with one that nobody has.
  const isOut = operation.name === 'logOut' && caller.isUser
  const headers = isOut ? { cookie: `tidemark_session=${'A'.repeat(43)}` } : caller.headers
  return stage.ask(operation.method, ask.path, ask.body, headers)
}

function note({ name }: ListedOperation, caller: Caller, { status, code }: Answer): void {
  cells.push({ operation: name, caller, status, code })
}

/** The same for a site that is not there. */
function elsewhere({ name }: ListedOperation, { path, body }: Ask): Ask {
  return {
    path: path.replace(`/sites/${SITE}`, `/sites/${NO_SITE}`),
    body: name === 'sendEvents' ? { ...(body as object), site: NO_SITE } : body,
  }
}

/** Asks the same of a site that is not there: nobody may see a difference to what they were told of one that is. */
async function compare(
  operation: ListedOperation,
  caller: Caller,
  { ask, there }: { ask: Ask; there: Answer },
): Promise<void> {
  const nowhere = await askAs(operation, caller, elsewhere(operation, ask))
  if (seenOf(there) !== seenOf(nowhere)) told.push(`${operation.name} by ${caller.name}`)
}

async function runRefused(operation: ListedOperation, refused: readonly Caller[]): Promise<void> {
  const targets = await targetsOf(stage, operation.name)
  const hasEvents = operation.name === 'sendEvents'
  const before = changes(operation) ? await stateOf(stage, hasEvents) : ''
  const isOfSite = operation.path.includes('{site}') || hasEvents
  for (const caller of refused) {
    const ask = askOf(operation, targets, caller, nowMs())
    const there = await askAs(operation, caller, ask)
    note(operation, caller, there)
    if (isOfSite && caller.isStranger) await compare(operation, caller, { ask, there })
  }
  if (changes(operation) && before !== (await stateOf(stage, hasEvents))) left.push(operation.name)
}

/** What its body proves is another door, with a 401 of its own: whoever may come so far is told of the form. */
const isProof = ({ name, body }: ListedOperation): boolean =>
  body !== undefined && ['anyone', 'user'].includes(NEEDS[name] ?? '')

async function runAllowed(operation: ListedOperation, allowed: readonly Caller[]): Promise<void> {
  for (const caller of allowed) {
    const targets = await targetsOf(stage, operation.name)
    const ask = askOf(operation, targets, caller, nowMs())
    const body = isProof(operation) ? {} : ask.body
    note(operation, caller, await askAs(operation, caller, { ...ask, body }))
  }
  await vi.waitUntil(async () => (await trainingOf()) === null, { timeout: 20_000 })
}

async function trainingOf(): Promise<unknown> {
  const path = `/api/v1/sites/${SITE}/recommend`
  return (await stage.command<{ training: unknown }>('GET', path)).training
}

describe('the matrix', () => {
  test('has a line for each operation that is served, and says of each what the document says', () => {
    const served = Object.fromEntries(operations.map(({ name, allow }) => [name, allow]))
    expect(served).toEqual(NEEDS)
  })

  test('every operation by every caller is answered as is written', async () => {
    for (const operation of operations) {
      const need = NEEDS[operation.name] ?? 'operator'
      await runRefused(
        operation,
        stage.callers.filter((caller) => !may(caller, need)),
      )
      await runAllowed(
        operation,
        stage.callers.filter((caller) => may(caller, need)),
      )
    }
    expect(mismatches(cells)).toEqual([])
    expect(cells).toHaveLength(operations.length * stage.callers.length)
    console.log(
      `access: ${operations.length} operations × ${stage.callers.length} callers = ${cells.length} cells`,
    )
  })

  test('what was refused has changed nothing', () => {
    expect(left).toEqual([])
  })

  test('whoever may not see a site cannot tell it from one that is not there', () => {
    expect(told).toEqual([])
  })
})

describe('the controls', () => {
  const flipped: readonly (readonly [string, Need])[] = [
    ['exportRows', 'viewer'],
    ['writeSite', 'marketer'],
    ['listAllAudit', 'owner'],
    ['readMe', 'operator'],
    ['reportLive', 'analyst'],
  ]

  test.each(flipped)('one cell that is written wrong is told: %s', (operation, need) => {
    const wrong = mismatches(cells, { ...NEEDS, [operation]: need })
    expect(wrong).not.toEqual([])
    expect(wrong.every((line) => line.startsWith(`${operation} by `))).toBe(true)
  })

  test('an operation of which nothing is written is told', () => {
    const { readMe: _, ...others } = NEEDS
    expect(mismatches(cells, others)).toContain('readMe: nothing is written of who may')
  })

  test('a change that was made is seen', async () => {
    const before = await stateOf(stage, true)
    const token = stage.callers.find(({ sendsEvents }) => sendsEvents)
    const sent = await stage.ask('POST', '/api/v1/events', batchOf(SITE, nowMs()), token?.headers)
    expect(sent.status).toBe(202)
    expect(await stateOf(stage, true)).not.toBe(before)
  })

  test('a difference between two answers is seen', async () => {
    const owner = stage.callers.find(({ role, isOperator }) => role === 'owner' && !isOperator)
    const operation = operations.find(({ name }) => name === 'readSite')
    const targets = await targetsOf(stage, 'readSite')
    const ask = askOf(operation!, targets, owner!, nowMs())
    const there = await askAs(operation!, owner!, ask)
    await compare(operation!, owner!, { ask, there })
    expect(told.splice(0)).toEqual(['readSite by a owner'])
  })
})
