// Chains of proof on a disk in memory, for tests that are about something else, or about a disk that fails.
import { createProofs } from '../../collector/proof/proofs.ts'
import type { Proofs } from '../../collector/proof/proofs.ts'
import { createFakeFiles } from './fake-files.ts'
import type { FakeFiles } from './fake-files.ts'

export function createProofsHere(files: FakeFiles = createFakeFiles()): Proofs {
  let salts = 0
  return createProofs({
    folder: '/proof',
    files: {
      ...files,
      // It lists whole paths, whatever folder is asked for.
      list: async (folder) =>
        (await files.list('')).flatMap((path) =>
          `/${path}`.startsWith(`${folder}/`) ? [path.slice(folder.length)] : [],
        ),
    },
    makeFolder: async () => {},
    removeFolder: async (folder) => {
      for (const path of await files.list(''))
        if (`/${path}`.startsWith(`${folder}/`)) await files.unlink(`/${path}`)
    },
    random: {
      bytes: (count) => {
        salts++
        return Uint8Array.from({ length: count }, (_, at) => (salts >> (8 * (at % 4))) & 255)
      },
    },
  })
}
