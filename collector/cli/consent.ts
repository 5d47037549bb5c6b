// `tidemark consent`: says where a site's chain of proofs ends, and whether it is whole.
import { join } from 'node:path'
import type { ProofVerdict } from '../../packages/wire/proof.ts'
import { PROOF_FOLDER } from '../folder/contents.ts'
import { namesIn } from '../folder/disk.ts'
import { diskFiles } from '../log/files.ts'
import type { Head } from '../proof/entry.ts'
import { verifyChain } from '../proof/read.ts'
import { readSettings } from '../settings.ts'
import { SITE_ID } from '../sites/site.ts'
import { connectIfRunning } from './follow.ts'
import { UsageError } from './verb.ts'
import type { Verb } from './verb.ts'

export const consent: Verb = {
  summary: 'verify the proofs of consent, or say where their chain ends',
  usage: `tidemark consent verify SITE [--head SEQ:HASH]
tidemark consent head SITE

  verify           follow the chain from its beginning; names the first broken link, and ends with code 1
  --head SEQ:HASH  what \`head\` said earlier and was kept elsewhere: a chain that was cut or written anew does not come by it
  head             where the chain ends, as SEQ:HASH: for a notary, a mail to somebody, a page in print

Each consent and each withdrawal is a link that holds the sum of the one before. Works with a running collector and
without.`,
  options: { head: { type: 'string' } },
  run: async (given, shell) => {
    const [what, name, another] = given.files
    if ((what !== 'verify' && what !== 'head') || name === undefined || another !== undefined)
      throw new UsageError('expected `verify` or `head`, and a site')
    const site = SITE_ID(name, 'SITE')
    const anchor = anchorOf(given.text('head'))
    const { dataFolder } = readSettings(shell.environment)
    const { links, head, broken } = await look(dataFolder, site, anchor)
    if (broken !== null && broken !== undefined)
      throw new Error(`${site}: the chain is broken after ${links} links: ${broken}`)
    if (what === 'head') await shell.out(`${head.seq}:${head.hash}\n`)
    else await shell.out(`${site}: ${links} links, whole; it ends at ${head.seq}:${head.hash}\n`)
  },
}

function anchorOf(text: string | undefined): Head | undefined {
  if (text === undefined) return undefined
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (seq === undefined || hash === undefined)
    throw new UsageError('--head: expected SEQ:HASH, as `tidemark consent head` says it')
  return { seq: Number(seq), hash }
}

async function look(
  dataFolder: string,
  site: string,
  anchor: Head | undefined,
): Promise<Omit<ProofVerdict, 'broken'> & { readonly broken?: string | null }> {
  const client = await connectIfRunning(dataFolder)
  if (!client) {
    if (!(await namesIn(join(dataFolder, PROOF_FOLDER))).includes(site))
      throw new Error(`${site}: nothing is proven in ${dataFolder}`)
    return verifyChain(diskFiles, join(dataFolder, PROOF_FOLDER, site), anchor)
  }
  try {
    const query = anchor ? `?seq=${anchor.seq}&hash=${anchor.hash}` : ''
    const answer = await client.ask('GET', `/api/v1/sites/${site}/proofs/verify${query}`)
    if (answer.status !== 200) throw new Error(JSON.parse(answer.body).title ?? answer.body)
    return JSON.parse(answer.body) as ProofVerdict
  } finally {
    client.close()
  }
}
