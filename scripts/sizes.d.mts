// Types of the size table, for the test that holds it.
export interface SizeRow {
  readonly name: string
  readonly code: string
  readonly limit: number
  readonly minified: number
  readonly bytes: number
  readonly script: string
}
export function measure(): Promise<SizeRow[]>
export function bundle(code: string): Promise<string>
export function brotliBytes(script: string): number
