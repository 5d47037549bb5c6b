// What core offers to features and to those who start the SDK.
export { address } from './address.ts'
export { createDoor } from './door.ts'
export type { Door } from './door.ts'
export {
  CONSENT_KEY,
  browserEnv,
  databases,
  dropDatabase,
  jotKeys,
  post,
  randomId,
  readDatabase,
  readJot,
  writeJot,
} from './env.ts'
export type { Env } from './env.ts'
export type { ChoiceNote, Context, Feature, Gate, GateContext, Signals, Stop } from './feature.ts'
export { lazily } from './lazy.ts'
export { start } from './start.ts'
export { VISITOR_KEY, sessionId } from './session.ts'
export type { Options, Tidemark } from './start.ts'
