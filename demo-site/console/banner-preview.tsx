// Shows the banner as visitors will see it, while its words and colours are typed; what it measures is judged beside it.
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { BannerChecks } from './banner-check-list.tsx'
import { keepingFocus, useFrame } from './banner-frame.ts'
import type { Notice } from '../../packages/wire/notice.ts'
import type { Scheme } from '../../packages/wire/look.ts'
import type { Layer, Scene, Situation } from './preview/preview.ts'
import { Choices } from './ui/choices.tsx'

type Device = 'phone' | 'desk'

const SIZES: Readonly<Record<Device, { width: number; height: number }>> = {
  phone: { width: 390, height: 720 },
  desk: { width: 1280, height: 760 },
}

const ANSWERS = {
  all: 'Accepted in the preview: nothing was sent or stored.',
  some: 'Chosen in the preview: nothing was sent or stored.',
  nothing: 'Rejected in the preview: nothing was sent or stored.',
} as const

interface Shown {
  readonly scheme: Scheme
  readonly device: Device
  readonly layer: Layer
  readonly situation: Situation
}

export function BannerPreview({ notice }: { notice: Notice }): VNode {
  const [shown, setShown] = useState<Shown>({
    scheme: 'light',
    device: 'desk',
    layer: 'banner',
    situation: 'asked',
  })
  const { scheme, layer, situation } = shown
  const said = { ...notice, words: 'preview' }
  return (
    <div class="banner-preview">
      <Pickers shown={shown} pick={(more) => setShown((last) => ({ ...last, ...more }))} />
      <Stage scene={{ notice: said, scheme, layer, situation }} device={shown.device} />
      <BannerChecks notice={said} situation={situation} />
    </div>
  )
}

function Pickers(props: { shown: Shown; pick: (more: Partial<Shown>) => void }): VNode {
  const { shown, pick } = props
  return (
    <div class="banner-pickers">
      <Choices
        label="Who is before it"
        chosen={shown.situation}
        choose={(situation) => pick({ situation: situation as Situation })}
        options={[
          { value: 'asked', label: 'Asked', long: 'Asked first, by opt-in' },
          { value: 'told', label: 'Told', long: 'Told, where a no ends it' },
          { value: 'signal', label: 'GPC', long: 'Asked, with Global Privacy Control' },
        ]}
      />
      <Choices
        label="Layer"
        chosen={shown.layer}
        choose={(layer) => pick({ layer: layer as Layer })}
        options={[
          { value: 'banner', label: 'First layer' },
          { value: 'preferences', label: 'Preferences' },
        ]}
      />
      <Choices
        label="Colours of the preview"
        chosen={shown.scheme}
        choose={(scheme) => pick({ scheme: scheme as Scheme })}
        options={[
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
      <Choices
        label="Width of the preview"
        chosen={shown.device}
        choose={(device) => pick({ device: device as Device })}
        options={[
          { value: 'desk', label: 'Desk', long: 'Desk, 1280 pixels' },
          { value: 'phone', label: 'Phone', long: 'Phone, 390 pixels' },
        ]}
      />
    </div>
  )
}

/** The frame at its true width, made smaller as a whole where there is less room. */
function Stage({ scene, device }: { scene: Scene; device: Device }): VNode {
  const { hold, preview, hasFailed } = useFrame()
  const [answer, setAnswer] = useState('')
  const { stage, room } = useRoom()
  const { width, height } = SIZES[device]
  const scale = Math.min(1, room / width)
  useEffect(() => {
    if (!preview) return
    setAnswer('')
    preview.onAnswer((given) => setAnswer(ANSWERS[given]))
    keepingFocus(hold.current, () => preview.show(scene))
  }, [preview, device, JSON.stringify(scene)])
  return (
    <>
      <div class="stage" ref={stage} style={{ height: `${height * scale}px` }}>
        <iframe
          ref={hold}
          class={scene.scheme}
          title="Preview of the banner"
          style={{
            width: `${width}px`,
            height: `${height}px`,
            marginLeft: `${Math.max(0, (room - width * scale) / 2)}px`,
            transform: `scale(${scale})`,
          }}
        />
      </div>
      <p class="quiet" role="status">
        {hasFailed
          ? 'The code of the preview could not be fetched. Load the page again.'
          : answer || `The banner’s own code, at ${width} pixels.`}
      </p>
    </>
  )
}

function useRoom() {
  const stage = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState(SIZES.phone.width)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setRoom(entry.contentRect.width))
    if (stage.current) observer.observe(stage.current)
    return () => observer.disconnect()
  }, [])
  return { stage, room }
}
