// What the handler of an operation is given, and what it answers.
import type { ApiMap, ApiPart, OperationName } from '../../packages/wire/api.ts'
import type { Caller } from '../http/call.ts'
import type { Site } from '../sites/site.ts'

export interface Asked<N extends OperationName> {
  readonly params: ApiPart<N, 'params'>
  readonly query: ApiPart<N, 'query'>
  readonly body: ApiPart<N, 'body'>
  /** The site of the path, and its settings; only where the operation does not make it. */
  readonly site: { readonly id: string; readonly settings: Site }
  readonly caller: Caller
  /** The sender's, for decisions in memory only. */
  readonly address: string
  /** Of the request: its cookies, and the origin of the page that asks. */
  readonly cookie: string | undefined
  readonly origin: string | undefined
  /** The body as it came, where the schema only tells what it should be. */
  readonly bytes: Uint8Array
  readonly setCookie: (text: string) => void
}

/** Rows are handed out a line each, as fast as they are read. */
type AnswerOf<N extends OperationName> = ApiMap[N] extends { answer: infer A }
  ? A extends 'lines'
    ? AsyncIterable<string>
    : A
  : void

export type ApiHandler<N extends OperationName> = (
  asked: Asked<N>,
) => Promise<AnswerOf<N>> | AnswerOf<N>

/** One handler for each operation: one that is left out does not compile. */
export type ApiHandlers = { readonly [N in OperationName]: ApiHandler<N> }
