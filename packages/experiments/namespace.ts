// Namespaces: experiments that hold separate parts of one namespace never share a visitor.
import { hash } from './hash.ts'
import { inRange } from './ranges.ts'

/** A part of a namespace, from `start`, included, to `end`, excluded, both between 0 and 1. */
export type Namespace = readonly [id: string, start: number, end: number]

/**
 * Whether the visitor with the id `hashValue` lies in this part of the namespace; always by hash version 1.
 * @example inNamespace('visitor-42', ['pricing', 0, 0.5])
 */
export function inNamespace(hashValue: string, [id, start, end]: Namespace): boolean {
  const place = hash('__' + id, hashValue, 1)
  return place !== null && inRange(place, [start, end])
}
