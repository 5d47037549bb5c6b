// What is typed about consent, as settings, and back.
import type { Elsewhere, Language } from '../../packages/wire/notice.ts'
import type { Purpose } from '../../packages/wire/purpose.ts'
import type { Model, RegionChange } from '../../packages/wire/region.ts'
import type { ConsentSettings } from '../../packages/wire/site.ts'

export const ELSEWHERE: readonly Elsewhere[] = ['tcf', 'gpp', 'google', 'shopify']

const textIn = (typed: FormData, name: string): string => String(typed.get(name) ?? '').trim()

/** `before` keeps what the form does not show. */
export function consentIn(typed: FormData, before?: ConsentSettings): ConsentSettings {
  const purposes = [...typed.keys()].flatMap((name) =>
    name.startsWith('purpose-') ? [name.slice('purpose-'.length) as Purpose] : [],
  )
  const reviewed = [...typed.keys()].flatMap((name) =>
    name.startsWith('reviewed-') ? [name.slice('reviewed-'.length) as Language] : [],
  )
  const exempt = (['FR', 'GB'] as const).filter((country) => typed.has(`exempt-${country}`))
  const { policyUrl: _, ...kept } = before ?? {}
  const policyUrl = textIn(typed, 'policyUrl')
  return {
    ...kept,
    controller: {
      name: textIn(typed, 'name'),
      address: textIn(typed, 'address'),
      contact: textIn(typed, 'contact'),
    },
    ...(policyUrl && { policyUrl }),
    purposes,
    exempt,
    reviewed,
    dnt: typed.has('dnt'),
    ownLink: typed.has('ownLink'),
    keepsWithdrawn: !typed.has('erases'),
    elsewhere: ELSEWHERE.filter((name) => typed.has(`elsewhere-${name}`)),
    regions: changesOf(textIn(typed, 'regions')),
  }
}

/** A line: `BR CA-QC notice: why`. What cannot be read goes on as it is, for the collector to say what is wrong with it. */
export function changesOf(text: string): RegionChange[] {
  return text
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      const [left = '', ...why] = line.split(':')
      const words = left.trim().split(/[\s,]+/)
      const model = words.pop() as Model
      const reason = why.join(':').trim()
      return { places: words.map((place) => place.toUpperCase()), model, ...(reason && { reason }) }
    })
}

export function textOfChanges(changes: readonly RegionChange[] = []): string {
  return changes
    .map(({ places, model, reason }) =>
      [...places, reason ? `${model}: ${reason}` : model].join(' '),
    )
    .join('\n')
}
