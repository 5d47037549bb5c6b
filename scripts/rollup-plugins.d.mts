// Types of the rollup plugins, for tests that bundle.
import type { Plugin } from 'rollup'

export function typescript(): Plugin
export function minify(options?: { readable?: boolean }): Plugin
export function copy(from: string, names: readonly string[], to: string): Plugin
export function virtual(entry: string, code: string): Plugin
