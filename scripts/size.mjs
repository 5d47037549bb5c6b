// `npm run size`: what each use of the SDK costs a visitor, beside its limit; exits 1 where one is over.
import { install } from './install.mjs'

await install()
const { measure } = await import('./sizes.mjs')
const rows = await measure()
console.log('use                               minified   brotli    limit')
for (const { name, minified, bytes, limit } of rows)
  console.log(
    `${name.padEnd(32)} ${String(minified).padStart(9)} ${String(bytes).padStart(8)} ${String(limit).padStart(8)}${bytes > limit ? '  OVER' : ''}`,
  )
if (rows.some(({ bytes, limit }) => bytes > limit)) process.exitCode = 1
