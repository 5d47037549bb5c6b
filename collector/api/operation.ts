// What is said of an operation of the API: who may, what it is asked, what it answers. One line in `operations.ts` each.
import type { ApiMap, OperationName } from '../../packages/wire/api.ts'
import type { Schema } from '../../packages/wire/schema.ts'
import type { Allow } from '../http/call.ts'

interface Common {
  /** Says in a few words what it does. */
  readonly summary: string
  readonly allow: Allow
  /** The path names a site that need not be there yet. */
  readonly makesSite?: true
}

/** A change is told in the audit log: with its body unless that holds a secret, and with what it was done to unless that must be forgotten. */
interface Change {
  readonly audit?: 'without-body' | 'name-alone' | 'none'
  /** A POST only so that no address holds what is asked for: its answer is not kept for whoever sends it again. */
  readonly isRead?: true
}

type Query<N extends OperationName> = ApiMap[N] extends { query: infer Q }
  ? { readonly query: Schema<Q> }
  : { readonly query?: undefined }

type Body<N extends OperationName> = ApiMap[N] extends { body: infer B }
  ? Change & {
      readonly body: Schema<B>
      /** Bytes that are read at most. */
      readonly bytesMax: number
      /** The handler reads the bytes itself: the schema only tells what they should be. */
      readonly isRaw?: true
    }
  : Change & {
      readonly body?: undefined
      readonly bytesMax?: undefined
      readonly isRaw?: undefined
    }

type Answered<N extends OperationName> = ApiMap[N] extends { answer: infer A }
  ? { readonly answer: A extends 'lines' ? 'lines' : Schema<A>; readonly status?: 200 | 201 | 202 }
  : { readonly answer?: undefined; readonly status?: undefined }

export type Operation<N extends OperationName> = Common & Query<N> & Body<N> & Answered<N>

export type OperationTable = { readonly [N in OperationName]: Operation<N> }

/** An operation without what its own types say: what all have in common. */
export interface AnyOperation extends Common {
  readonly query?: Schema<unknown>
  readonly body?: Schema<unknown>
  readonly bytesMax?: number
  readonly isRaw?: true
  readonly audit?: 'without-body' | 'name-alone' | 'none'
  readonly isRead?: true
  readonly status?: number
  readonly answer?: Schema<unknown> | 'lines'
}
