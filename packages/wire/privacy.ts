// What visitors ask about what is stored of them, and what they are answered: proven by the id that their browser keeps.
import type { Controller } from './notice.ts'
import type { ProofLink } from './proof.ts'
import type { Grants, Purpose } from './purpose.ts'

/** The body of `POST /privacy`. Who knows the id of a browser is its visitor: the collector keeps but a one-way hash of it. */
export interface PrivacyAsk {
  site: string
  /** What is stored of the visitor, its erasure, or the receipt of their consent. */
  want: 'export' | 'erase' | 'receipt'
  /** What the browser keeps as `tm_visitor`. To export and to erase. */
  visitor?: string
  /** The id of their consent, kept beside the choice. For the receipt, and what is proven goes into an export too. */
  consent?: string
}

/** A purpose, as it stood in the notice that was shown. */
export interface ToldPurpose {
  readonly purpose: Purpose
  readonly name: string
  readonly meaning: string
  /** Days that what was collected is kept; 0 where nothing leaves the device. */
  readonly keptDays: number
}

/** A visit: page views and all else less than half an hour apart. */
export interface VisitorSession {
  readonly session: string
  readonly fromMs: number
  readonly toMs: number
  readonly pages: number
  readonly events: number
}

/** All that a site has stored of a visitor. */
export interface VisitorData {
  readonly site: string
  readonly madeMs: number
  /** The name under which they are stored, made of the id of their browser. */
  readonly visitor: string
  readonly controller: Controller | null
  readonly events: readonly Readonly<Record<string, unknown>>[]
  /** False where there were more events than one answer holds; the oldest are in it. */
  readonly isWhole: boolean
  readonly sessions: readonly VisitorSession[]
  /** The variation of each experiment that they have seen last. */
  readonly experiments: Readonly<Record<string, string>>
  readonly consent: readonly ProofLink[]
}

/** A consent record with the fields of ISO/IEC TS 27560:2023, clause 6, as the visitor's own copy. */
export interface ConsentReceipt {
  readonly schemaVersion: 'ISO/IEC TS 27560:2023'
  readonly receiptId: string
  readonly recordId: string
  /** The same as the record: no other name of the person is known. */
  readonly piiPrincipalId: string
  readonly processing: {
    /** Version of what was asked for, and of the words it was asked in. */
    readonly privacyNotice: string
    readonly noticeWords: string
    readonly language: string
    readonly policyUrl: string | null
    readonly purposes: readonly (ToldPurpose & {
      readonly lawfulBasis: 'consent'
      readonly piiInformation: readonly string[]
      readonly recipientThirdParties: readonly string[]
    })[]
    readonly storageLocations: readonly string[]
    readonly jurisdiction: string
    readonly withdrawalMethod: string
  }
  readonly parties: readonly {
    readonly id: string
    readonly role: 'controller'
    readonly name: string
    readonly address: string
    readonly contact: string
  }[]
  readonly events: readonly {
    readonly time: string
    readonly validUntil: string
    readonly entity: 'pii principal'
    readonly type: 'explicit'
    readonly state: 'given' | 'withdrawn'
    readonly grants: Grants
    readonly ui: string
    readonly origin: string
    /** Global Privacy Control was on. */
    readonly gpc: boolean
    /** The link of the site's chain that proves it. */
    readonly link: { readonly seq: number; readonly hash: string }
  }[]
}
