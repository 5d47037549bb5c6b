// The chain of proofs: whether it is whole, and where it ends.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import type { ProofVerdict } from '../../packages/wire/proof.ts'
import type { ScreenProps } from './screens.ts'
import { verifyProofs } from './settings-api.ts'
import { Copied } from './ui/copied.tsx'
import { Fault } from './ui/form-end.tsx'
import { useAction } from './use-action.ts'

export function ConsentProofs({ site }: ScreenProps): VNode {
  const { busy, fault, run } = useAction()
  const [verdict, setVerdict] = useState<ProofVerdict | null>(null)
  const verify = () => run(async () => setVerdict(await verifyProofs(site.id)))
  return (
    <section class="panel form-panel">
      <h2>Proof</h2>
      <p>
        Each consent and each withdrawal is a link of a chain: who changes one breaks it. It holds
        what was granted, in which words and when, under an id that is no visitor’s; no address and
        no browser. Refusals are only counted.
      </p>
      <p>
        <button type="button" disabled={busy} onClick={verify}>
          {busy ? 'Following the chain …' : 'Verify the chain'}
        </button>
      </p>
      <Fault words={fault} />
      {verdict && <Verdict {...verdict} />}
    </section>
  )
}

function Verdict({ links, head, broken }: ProofVerdict): VNode {
  if (broken !== null)
    return (
      <p class="bad" role="alert">
        Broken after {links} links: {broken}
      </p>
    )
  if (links === 0) return <p role="status">Nobody has consented yet.</p>
  return (
    <div role="status">
      <p class="good">
        {links === 1 ? 'One link' : `${links} links`}, whole. Where it ends, to be kept elsewhere:
      </p>
      <Copied text={`${head.seq}:${head.hash}`} label="The end of the chain" />
    </div>
  )
}
