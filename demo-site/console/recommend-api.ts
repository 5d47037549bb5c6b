// What the screen of recommendations asks and writes, beside its report.
import type { SlotName } from '../../packages/wire/model.ts'
import type {
  Answered,
  Product,
  RecommendRules,
  RecommendSettings,
  RecommendStatus,
} from '../../packages/wire/recommend.ts'
import { get, write } from './ask.ts'

const pathOf = (site: string, rest = '') => `/api/v1/sites/${encodeURIComponent(site)}${rest}`

export async function askStatus(site: string, signal: AbortSignal): Promise<RecommendStatus> {
  return (await get(pathOf(site, '/recommend'), signal)) as RecommendStatus
}

export async function trainNow(site: string): Promise<RecommendStatus> {
  return (await write('POST', pathOf(site, '/recommend/train'), {})) as RecommendStatus
}

export async function writeRules(site: string, rules: RecommendRules): Promise<RecommendRules> {
  return (await write('PUT', pathOf(site, '/recommend/rules'), rules)) as RecommendRules
}

/** Changes how a site learns, or switches it off, and leaves its other settings as they are. */
export async function writeSettings(
  site: string,
  recommend: RecommendSettings | undefined,
  signal: AbortSignal,
): Promise<void> {
  const settings = (await get(pathOf(site), signal)) as object
  await write('PUT', pathOf(site), { ...settings, recommend })
}

export async function findProducts(
  site: string,
  words: string,
  signal: AbortSignal,
): Promise<readonly Product[]> {
  const query = new URLSearchParams({ q: words })
  return ((await get(pathOf(site, `/products?${query}`), signal)) as { rows: Product[] }).rows
}

/** The list that a page would show to a visitor with this history, the newest first. */
export async function tryOut(
  site: string,
  slot: SlotName,
  history: readonly string[],
): Promise<readonly Answered[]> {
  const asked = { slot, history }
  return ((await write('POST', pathOf(site, '/recommend/try'), asked)) as { rows: Answered[] }).rows
}
