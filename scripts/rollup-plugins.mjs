// The small rollup plugins of this project: strip types, minify, copy, and entries that are no file.
import { transform } from 'oxc-transform'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { minify as terser } from 'terser'

/** Strips types and turns JSX into Preact calls; checking is `tsc`'s work. */
export function typescript() {
  return {
    name: 'typescript',
    async transform(code, id) {
      if (!/\.tsx?$/.test(id)) return null
      const result = await transform(id, code, {
        target: 'es2022',
        sourcemap: true,
        jsx: { runtime: 'automatic', importSource: 'preact' },
        typescript: { onlyRemoveTypeImports: true },
      })
      const fault = result.errors.find((error) => error.severity === 'Error')
      if (fault) this.error(fault.codeframe ?? fault.message)
      return { code: result.code, map: result.map }
    },
  }
}

/** Minifies a chunk; `readable` keeps names and lines, and only drops what is never reached. */
export function minify({ readable = false } = {}) {
  return {
    name: 'minify',
    async renderChunk(code, _chunk, { format }) {
      const result = await terser(code, {
        module: format === 'es',
        ecma: 2020,
        compress: readable ? { defaults: false, dead_code: true } : { passes: 3 },
        mangle: !readable,
        format: readable ? { beautify: true, comments: /@|#__PURE__/ } : { comments: false },
      })
      return { code: result.code, map: null }
    },
  }
}

/** Copies files that need no building. */
export function copy(from, names, to) {
  return {
    name: 'copy',
    buildStart() {
      for (const name of names) this.addWatchFile(join(from, name))
    },
    writeBundle() {
      mkdirSync(to, { recursive: true })
      for (const name of names) copyFileSync(join(from, name), join(to, name))
    },
  }
}

/** Makes `code` the content of `entry`, a path without a file; what it imports is beside that path. */
export function virtual(entry, code) {
  return {
    name: 'virtual',
    resolveId: (id) => (id === entry ? id : null),
    load: (id) => (id === entry ? code : null),
  }
}
