// The second factor: six digits of an authenticator app (RFC 6238), each good once, and codes for the day it is lost.
import { Secret, TOTP } from 'otpauth'
import type { Random } from '../random.ts'
import { hashOf } from './secret.ts'
import type { CodeSetting } from './users.ts'

const STEP_SECONDS = 30
/** A phone's clock may be one step off. */
const WINDOW = 1
const RECOVERY_CODES = 10
const RECOVERY_BYTES = 10

const totpOf = (secret: string, login = ''): TOTP =>
  new TOTP({ issuer: 'Tidemark', label: login, secret: Secret.fromBase32(secret) })

/** A secret to be typed or scanned, in base32: 160 bits. */
export function createCodeSecret(random: Random): string {
  const bytes = random.bytes(20)
  return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32
}

/** What an app reads from a picture. */
export const codeUri = (secret: string, login: string): string => totpOf(secret, login).toString()

/** The time step that a code is of; undefined where it is of none around now. */
export function stepOf(secret: string, code: string, nowMs: number): number | undefined {
  const found = totpOf(secret).validate({ token: code, timestamp: nowMs, window: WINDOW })
  return found === null ? undefined : Math.floor(nowMs / 1000 / STEP_SECONDS) + found
}

/** What is kept once a code was good; undefined where it was not, or was used before. */
export function spendCode(
  setting: CodeSetting,
  code: string,
  nowMs: number,
): CodeSetting | undefined {
  const step = /^\d{6}$/.test(code) ? stepOf(setting.secret, code, nowMs) : undefined
  if (step !== undefined)
    return step > setting.lastStep ? { ...setting, lastStep: step } : undefined
  const hash = hashOf(code.toLowerCase().replaceAll(/[^a-z2-7]/g, ''))
  if (!setting.recovery.includes(hash)) return undefined
  return { ...setting, recovery: setting.recovery.filter((each) => each !== hash) }
}

/** Codes to be written down, and their hashes. */
export function createRecoveryCodes(random: Random): { codes: string[]; hashes: string[] } {
  const plain = Array.from({ length: RECOVERY_CODES }, () =>
    new Secret({
      buffer: Uint8Array.from(random.bytes(RECOVERY_BYTES)).buffer,
    }).base32.toLowerCase(),
  )
  return {
    codes: plain.map((code) => code.replaceAll(/(.{4})(?=.)/g, '$1-')),
    hashes: plain.map(hashOf),
  }
}
