// What core offers to features and to those who start the SDK.
export { address } from './address.ts'
export { createDoor } from './door.ts'
export type { Door } from './door.ts'
export { browserEnv, readJot, writeJot } from './env.ts'
export type { Env } from './env.ts'
export type { Context, Feature, Gate, GateContext, Signals, Stop } from './feature.ts'
export { start } from './start.ts'
export type { Options, Tidemark } from './start.ts'
