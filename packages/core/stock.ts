// The parcels that a page cares for, its own stream's and those it has taken over, and their copies on the device.
import type { Env } from './env.ts'
import type { Guard } from './guard.ts'
import { forgetLeft, isOutrun, leave } from './left.ts'
import { isFull } from './parcel.ts'
import type { Parcel } from './parcel.ts'

export interface Stock {
  /** The parcel of this page's stream, once it has begun. */
  own?: Parcel | undefined
  /** All of them, its own first. */
  parcels: Parcel[]
  /** Something has changed: keeps it before the task is over, once for all that happens in it. */
  save(): void
  /** Leaves all to the next page; what follows belongs to another stream. */
  end(): void
  /** Forgets what the page knows, and leaves the device as it is. */
  drop(): void
}

/** `mayKeep`: whether anything may be kept on the device. */
export function createStock(env: Env, guard: Guard, mayKeep: () => boolean): Stock {
  let saved = true

  /** `aliveMs`: when the page last cared, 0 where it goes. */
  const keep = (aliveMs: number) => {
    saved = true
    stock.parcels = stock.parcels.filter((parcel) => {
      const isOwn = parcel === stock.own
      const isOpen = isOwn || isFull(parcel)
      if (mayKeep() && (isOwn || !isOutrun(env, parcel)))
        if (isOpen) leave(env, parcel, aliveMs)
        else forgetLeft(env, parcel.head.stream)
      return isOpen
    })
  }

  const stock: Stock = {
    parcels: [],
    save() {
      if (saved) queueMicrotask(guard('core', () => saved || keep(env.Date.now())))
      saved = false
    },
    end() {
      keep(0)
      stock.drop()
    },
    drop() {
      stock.own = undefined
      stock.parcels = []
      saved = true
    },
  }
  return stock
}
