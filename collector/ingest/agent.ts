// Reads a user agent: class of device, family of browser, robot or not; the text itself is not kept.
import bowser from 'bowser'
import { isbot } from 'isbot'
import type { DeviceClass } from '../../packages/wire/event.ts'
import { createBoundedMap } from '../bounded-map.ts'

const AGENTS_MAX = 2_000
const AGENT_CHARS_MAX = 512
/** A browser gets some thirteen versions a year: this one is decades away. */
const MAJOR_MAX = 500

export interface Agent {
  readonly device: DeviceClass
  /** A name from bowser's list, or '' for all others: the rest of a user agent is anyone's text. */
  readonly browser: string
  readonly bot: boolean
}

const DEVICES: Readonly<Record<string, DeviceClass>> = {
  desktop: 'desktop',
  mobile: 'mobile',
  tablet: 'tablet',
}
const BROWSERS: ReadonlySet<string> = new Set(Object.values(bowser.BROWSER_MAP))

/** Makes a reader that remembers: parsing takes 15 µs, and few user agents make most of the traffic. */
export function createAgentReader(): (userAgent: string) => Agent {
  const known = createBoundedMap<Agent>(AGENTS_MAX)
  return (userAgent) => {
    const text = userAgent.slice(0, AGENT_CHARS_MAX)
    const remembered = known.get(text)
    if (remembered) return remembered
    const agent = readAgent(text)
    known.set(text, agent)
    return agent
  }
}

function readAgent(text: string): Agent {
  // Every browser names itself.
  if (text === '') return { device: 'unknown', browser: '', bot: true }
  const { browser, platform } = bowser.parse(text)
  return {
    device: DEVICES[platform.type ?? ''] ?? 'unknown',
    browser: browser.name !== undefined && BROWSERS.has(browser.name) ? browser.name : '',
    bot: isbot(text) || isMadeUp(text),
  }
}

/** Chrome's versions since 101 tell no patch on desks, and none has a number in the thousands: whoever says so made it up. */
function isMadeUp(text: string): boolean {
  const [, major = '0', patch = '0'] = /Chrome\/(\d+)\.\d+\.\d+\.(\d+)/.exec(text) ?? []
  return Number(major) > MAJOR_MAX || (Number(major) > 100 && Number(patch) >= 1_000)
}
