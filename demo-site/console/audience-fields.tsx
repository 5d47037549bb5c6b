// The fields that say whom an experiment or a flag's rule is for.
import type { VNode } from 'preact'
import type { AudienceForm } from './audience.ts'
import { Field } from './experiment-parts.tsx'

const DEVICES = ['mobile', 'tablet', 'desktop'] as const

interface AudienceProps {
  form: AudienceForm
  /** What the share is of. */
  share: string
  change: (more: Partial<AudienceForm>) => void
}

/** Whom it is for: a share, and rules that all must hold. */
export function AudienceFields({ form, change, share }: AudienceProps): VNode {
  const toggle = (device: string, on: boolean) =>
    change({
      devices: on ? [...form.devices, device] : form.devices.filter((each) => each !== device),
    })
  return (
    <>
      <Field label={share}>
        <input
          type="number"
          min={0}
          max={100}
          step={0.1}
          value={form.coverage}
          onInput={(event) => change({ coverage: event.currentTarget.valueAsNumber })}
        />
      </Field>
      <Field label="Pages, a path a line, * for anything (all if empty)">
        <textarea
          rows={2}
          value={form.paths}
          placeholder="/product/*"
          onInput={(event) => change({ paths: event.currentTarget.value })}
        />
      </Field>
      <fieldset>
        <legend>Devices (all if none)</legend>
        {DEVICES.map((device) => (
          <label class="check" key={device}>
            <input
              type="checkbox"
              checked={form.devices.includes(device)}
              onChange={(event) => toggle(device, event.currentTarget.checked)}
            />
            {device}
          </label>
        ))}
      </fieldset>
      <Field label="Markets, country codes (all if empty)">
        <input
          value={form.markets}
          placeholder="DE, AT"
          onInput={(event) => change({ markets: event.currentTarget.value })}
        />
      </Field>
      <Field label="Visitors">
        <select
          value={form.visitors}
          onChange={(event) =>
            change({ visitors: event.currentTarget.value as AudienceForm['visitors'] })
          }
        >
          <option value="">New and returning</option>
          <option value="new">New</option>
          <option value="returning">Returning</option>
        </select>
      </Field>
      <Field label="What the page says of its visitor, a line each (all if empty)">
        <textarea
          rows={1}
          value={form.attributes}
          placeholder="member = gold, silver"
          onInput={(event) => change({ attributes: event.currentTarget.value })}
        />
      </Field>
    </>
  )
}
