// The readers against files of a few lines, and the faults they name.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { readLines } from './lines.ts'
import type { Lines } from './lines.ts'
import { eshopDataset } from './read-eshop.ts'
import { ownDataset } from './read-own.ts'
import { serenadeDataset } from './read-serenade.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-recommend-'))
afterAll(() => rmSync(folder, { recursive: true }))

const lines = (...all: string[]): Lines => ({ name: 'file', lines: all })

describe('lines', () => {
  const write = (name: string, bytes: string | Buffer) => {
    const file = join(folder, name)
    writeFileSync(file, bytes)
    return file
  }

  test('are read plain and gzipped, with either end of line and with none at the end', () => {
    const expected = ['a', '', 'é']
    expect(readLines(write('plain.txt', 'a\n\né\n'))).toEqual({
      name: 'plain.txt',
      lines: expected,
    })
    expect(readLines(write('dos.txt', 'a\r\n\r\né')).lines).toEqual(expected)
    expect(readLines(write('packed.gz', gzipSync('a\n\né\n'))).lines).toEqual(expected)
    expect(readLines(write('empty.txt', '')).lines).toEqual([])
  })

  test('are bounded', () => {
    const file = write('long.txt', `a\n${'b'.repeat(200_001)}\n`)
    expect(() => readLines(file)).toThrow('long.txt, line 2: longer than 200000 bytes')
  })

  test('of a file that is absent or torn are an error with its name', () => {
    expect(() => readLines(join(folder, 'absent.txt'))).toThrow(/absent\.txt: ENOENT/)
    const torn = write('torn.gz', gzipSync('a\nb\n').subarray(0, 15))
    expect(() => readLines(torn)).toThrow(/torn\.gz: unexpected end/)
  })
})

describe('the e-shop', () => {
  const HEAD = 'year,month,day,order,country,session_id,main_category,model'
  const click = (date: string, order: number, session: number, model: number) =>
    `2008,${date.replace('-', ',')},${order},29,${session},1,${model}`

  test('is cut fourteen days before its end', () => {
    const { sessions, cases } = eshopDataset(
      lines(
        HEAD,
        click('8-13', 1, 4, 7),
        click('8-13', 2, 4, 8),
        click('7-31', 1, 3, 1),
        click('7-31', 2, 3, 2),
        click('7-30', 1, 2, 5),
        click('4-1', 1, 9, 6),
      ),
    )
    // 31 July to 13 August are the fourteen days; the oldest session comes first.
    expect(sessions).toEqual([['6'], ['5']])
    expect(cases).toEqual([
      { history: ['1'], target: '2' },
      { history: ['7'], target: '8' },
    ])
  })

  test('has the clicks of a session in their order, without immediate repeats', () => {
    const { cases } = eshopDataset(
      lines(
        HEAD,
        click('8-13', 10, 1, 3),
        click('8-13', 2, 1, 5),
        click('8-13', 1, 1, 5),
        click('8-13', 11, 1, 5),
      ),
    )
    expect(cases.map(({ history, target }) => [...history, target].join(' '))).toEqual([
      '5 3',
      '5 3 5',
    ])
  })

  test.each([
    [[HEAD, click('8-13', 1, 1, 3), '2008,8,13,2'], 'line 3: 4 cells instead of 8'],
    [[HEAD, click('8-13', 0, 1, 3)], 'line 2: order is no whole number above 0'],
    [[HEAD, click('2-30', 1, 1, 3)], 'line 2: there is no such day'],
    [[HEAD, '2008,8,13,1,29,1,1,'], 'line 2: an id is empty'],
    [['year,month', '2008,8'], 'line 1: there is no column day'],
    [[], 'line 1: there is no column year'],
  ])('names what it cannot read: %#', (all, message) => {
    expect(() => eshopDataset(lines(...all))).toThrow(`file, ${message}`)
  })
})

describe('Serenade', () => {
  const HEAD = 'SessionId\tItemId\tTime'

  test('has its sessions by their last click, and clicks by their time', () => {
    const train = lines(
      HEAD,
      '1\ta\t100.0',
      '2\tc\t160.0',
      '2\tb\t150.0',
      '1\td\t200.0',
      '3\te\t90.0',
    )
    const test = lines(HEAD, '7\ty\t9.5', '7\tx\t9.0', '7\tz\t9.5')
    const { sessions, cases } = serenadeDataset(train, test)
    expect(sessions).toEqual([['e'], ['b', 'c'], ['a', 'd']])
    expect(cases).toEqual([
      { history: ['x'], target: 'y' },
      { history: ['x', 'y'], target: 'z' },
    ])
  })

  test.each([
    [[HEAD, '1\ta\tyesterday'], 'line 2: Time is no number of seconds'],
    [[HEAD, '1\ta\t1', '1\ta b\t2'], 'line 3: the id "a b" holds white space'],
    [[HEAD, '1\ta'], 'line 2: 2 cells instead of 3'],
  ])('names what it cannot read: %#', (all, message) => {
    expect(() => serenadeDataset(lines(...all), lines(HEAD))).toThrow(`file, ${message}`)
  })
})

describe('sessions of one’s own', () => {
  test('have their ids separated by spaces or commas; a line of the test is one case', () => {
    const { sessions, cases } = ownDataset(
      lines('a b  c', 'a,b, c', ' d '),
      lines('a b c\td', 'a\ta'),
    )
    expect(sessions).toEqual([['a', 'b', 'c'], ['a', 'b', 'c'], ['d']])
    expect(cases).toEqual([
      { history: ['a', 'b', 'c'], target: 'd' },
      { history: ['a'], target: 'a' },
    ])
  })

  test.each([
    [['a b', ''], 'line 2: an id is empty'],
    [['a,,b'], 'line 1: an id is empty'],
    [['a b\tc'], 'line 1: the id "b\\tc" holds white space'],
    [['a', 'x'.repeat(201)], 'line 2: an id is longer than 200 characters'],
    [['a '.repeat(10_001)], 'line 1: more than 10000 ids'],
    [[], 'file is empty'],
  ])('name what cannot be read: %#', (all, message) => {
    expect(() => ownDataset(lines(...all), lines('a\tb'))).toThrow(message)
  })

  test.each([
    [['a\tb', 'a b'], 'line 2: not of the form'],
    [['a\tb\tc'], 'line 1: not of the form'],
    [['a\tb c'], 'line 1: more than one id after the tab'],
    [['\tb'], 'line 1: an id is empty'],
    [['a\t'], 'line 1: an id is empty'],
    [[], 'file is empty'],
  ])('name which case cannot be read: %#', (all, message) => {
    expect(() => ownDataset(lines('a'), lines(...all))).toThrow(message)
  })
})
