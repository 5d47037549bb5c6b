// Where a visitor falls between 0 and 1 in an experiment; the same place in every GrowthBook SDK.

/** FNV-1a, 32 bits (Fowler, Noll, Vo), over UTF-16 code units, not bytes: a unit above 255 is taken whole. */
function fnv1a(text: string): number {
  let bits = 0x811c9dc5
  for (let at = 0; at < text.length; at++) bits = Math.imul(bits ^ text.charCodeAt(at), 0x01000193)
  return bits >>> 0
}

/**
 * The place of `value` (a visitor's id) under `seed` (usually the experiment's key), from 0 to below 1.
 *
 * Version 2 has 10,000 places and is the one to use. Version 1 has 1,000, and experiments whose seeds
 * differ little share visitors unevenly; it is here for namespaces and for experiments that began with it.
 * Any other version has no place: `null`, and the visitor takes no part.
 * @example hash('checkout-button', 'visitor-42', 2) // 0.5638
 */
export function hash(seed: string, value: string, version: number): number | null {
  if (version === 2) return (fnv1a('' + fnv1a(seed + value)) % 10000) / 10000
  return version === 1 ? (fnv1a(value + seed) % 1000) / 1000 : null
}
