// Colours for light and dark, and corners; nothing here can make one answer look like more than the other.
import type { VNode } from 'preact'
import { COLOUR_NAMES, RADIUS, SCHEMES, USUAL_COLOURS } from '../../packages/wire/look.ts'
import type { ColourName, Scheme } from '../../packages/wire/look.ts'
import { COLOUR_FORM } from '../../packages/wire/contrast.ts'
import { colourFaults, colourWords, radiusFault } from './banner-draft.ts'
import type { BannerDraft } from './banner-draft.ts'

interface LookProps {
  draft: BannerDraft
  change: (scheme: Scheme, name: ColourName, colour: string) => void
  changeRadius: (radius: string) => void
}

export function BannerLook({ draft, change, changeRadius }: LookProps): VNode {
  const fault = radiusFault(draft)
  return (
    <>
      <div class="banner-schemes">
        {SCHEMES.map((scheme) => {
          const faults = colourFaults(draft, scheme)
          return (
            <fieldset key={scheme}>
              <legend>{scheme === 'light' ? 'Light' : 'Dark'}</legend>
              {COLOUR_NAMES.map((name) => (
                <Colour
                  key={name}
                  {...{ scheme, name }}
                  typed={draft.colours[scheme][name] ?? ''}
                  fault={faults[name] ?? ''}
                  change={(colour) => change(scheme, name, colour)}
                />
              ))}
            </fieldset>
          )
        })}
      </div>
      <label class="banner-radius">
        Corners, in pixels
        <input
          inputMode="numeric"
          value={draft.radius}
          placeholder={String(RADIUS.usual)}
          aria-invalid={fault !== ''}
          onInput={(event) => changeRadius(event.currentTarget.value)}
        />
        {fault && <span class="bad">{fault}</span>}
      </label>
      <p class="quiet">
        Accept and Reject share one style, whatever is chosen. What nobody could read is refused: no
        answer to it would be a consent.
      </p>
    </>
  )
}

interface ColourProps {
  scheme: Scheme
  name: ColourName
  typed: string
  fault: string
  change: (colour: string) => void
}

function Colour({ scheme, name, typed, fault, change }: ColourProps): VNode {
  const usual = USUAL_COLOURS[scheme][name]
  const label = `${colourWords(name)}, ${scheme}`
  const id = `colour-${scheme}-${name}`
  return (
    <div class="banner-colour">
      <label for={id}>{colourWords(name)}</label>
      <div>
        <input
          type="color"
          aria-label={`Pick: ${label}`}
          value={COLOUR_FORM.test(typed) ? typed : usual}
          onInput={(event) => change(event.currentTarget.value)}
        />
        <input
          id={id}
          value={typed}
          placeholder={usual}
          maxLength={7}
          spellcheck={false}
          autocomplete="off"
          aria-label={label}
          aria-invalid={fault !== ''}
          aria-describedby={fault ? `${id}-fault` : undefined}
          onInput={(event) => change(event.currentTarget.value.trim())}
        />
        {typed !== '' && (
          <button type="button" aria-label={`Ours again: ${label}`} onClick={() => change('')}>
            Ours again
          </button>
        )}
      </div>
      {fault && (
        <p class="bad" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  )
}
