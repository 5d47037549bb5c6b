// Hands over the papers that the law asks for, as files.
import type { VNode } from 'preact'
import { recordOfProcessing, replayAssessment } from './papers.ts'
import type { Told } from './papers.ts'
import { saveFile } from './ui/save-file.ts'

const save = (name: string, text: string): void => saveFile(name, text, 'text/markdown')

export function Papers(told: Omit<Told, 'nowMs'>): VNode {
  const now = (): Told => ({ ...told, nowMs: Date.now() })
  return (
    <section class="panel form-panel">
      <h2>Papers</h2>
      <p>
        What the law asks you to have written down, filled in with what is set here. Neither was
        reviewed by counsel.
      </p>
      <p class="form-row">
        <button
          type="button"
          onClick={() => save('record-of-processing.md', recordOfProcessing(now()))}
        >
          Record of processing
        </button>
        <button type="button" onClick={() => save('replay-assessment.md', replayAssessment(now()))}>
          Assessment for replay
        </button>
      </p>
    </section>
  )
}
