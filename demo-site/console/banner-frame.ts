// Opens a frame with the banner's own code in it: a blank page of this origin, under this page's policy, where nothing else runs.
import { useEffect, useRef, useState } from 'preact/hooks'
import type { RefObject } from 'preact'
import type { Preview, PreviewWindow } from './preview/preview.ts'

const DOCUMENT =
  '<!doctype html><html lang="en" data-preview><head><title>Preview</title></head><body></body></html>'

interface Frame {
  readonly hold: RefObject<HTMLIFrameElement | null>
  /** null until its code has come. */
  readonly preview: Preview | null
  readonly hasFailed: boolean
}

export function useFrame(): Frame {
  const hold = useRef<HTMLIFrameElement>(null)
  const [state, setState] = useState<Omit<Frame, 'hold'>>({ preview: null, hasFailed: false })
  useEffect(() => {
    const frame = hold.current
    if (!frame) return
    const open = () =>
      fill(frame).then(
        (preview) => preview && setState({ preview, hasFailed: false }),
        () => setState({ preview: null, hasFailed: true }),
      )
    // Some browsers put another blank page in the place of the first.
    frame.addEventListener('load', open)
    void open()
    return () => frame.removeEventListener('load', open)
  }, [])
  return { hold, ...state }
}

/** Undefined where it was filled before. */
async function fill(frame: HTMLIFrameElement): Promise<Preview | undefined> {
  const inside = frame.contentDocument
  if (!inside || inside.documentElement?.dataset['preview'] !== undefined) return undefined
  // A blank page has no doctype, and would be laid out as pages of 1998 were.
  inside.open()
  inside.write(DOCUMENT)
  inside.close()
  const script = inside.createElement('script')
  script.src = new URL('./preview.js', document.baseURI).href
  const loaded = new Promise((resolve, reject) => {
    script.addEventListener('load', resolve)
    script.addEventListener('error', reject)
  })
  inside.head.append(script)
  await loaded
  return (frame.contentWindow as unknown as PreviewWindow | null)?.preview
}

/** The preferences take the focus as they open; whoever is typing must not lose theirs. */
export function keepingFocus(frame: HTMLIFrameElement | null, work: () => void): void {
  const before = document.activeElement
  if (frame) frame.inert = true
  work()
  if (frame) frame.inert = false
  if (document.activeElement !== before && before instanceof HTMLElement && before !== frame)
    before.focus({ preventScroll: true })
}
