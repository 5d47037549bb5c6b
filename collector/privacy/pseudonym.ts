// The name under which a visitor is stored: not the id that their browser keeps, so that nobody who reads it can act for them.
import { createHash } from 'node:crypto'

const HEX_DIGITS = 32

/**
 * A one-way function of the id of a browser, another one on each site: whoever shows the id proves to be the visitor, and
 * exports, backups and consoles hold nothing that does. 128 bits as hexadecimal digits, of SHA-256 (FIPS 180-4).
 * @example pseudonymOf('demo', '1kq3t9x0ab') // '3f0c…'
 */
export function pseudonymOf(site: string, visitor: string): string {
  // Neither holds a line break: no two pairs are one text.
  return createHash('sha256').update(`${site}\n${visitor}`).digest('hex').slice(0, HEX_DIGITS)
}
