// Text that is meant to be taken elsewhere, with a button that copies it.
import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'

export function Copied({ text, label }: { text: string; label: string }): VNode {
  const code = useRef<HTMLElement>(null)
  const [copied, setCopied] = useState(false)
  const copy = () => {
    // Without a secure context there is no clipboard: the text is selected instead, one key from copied.
    if (code.current) getSelection()?.selectAllChildren(code.current)
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <div class="snippet">
      <code ref={code} tabIndex={0} aria-label={label}>
        {text}
      </code>
      <button type="button" onClick={copy}>
        {copied ? 'Copied' : 'Copy'}
      </button>
    </div>
  )
}
