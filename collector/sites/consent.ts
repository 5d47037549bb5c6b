// How a site asks its visitors, read from outside: who asks, for what, in which words, and where otherwise than the table has it.
import { COLOUR_FORM } from '../../packages/wire/contrast.ts'
import { COLOUR_NAMES, RADIUS, textOfUnreadable, unreadableIn } from '../../packages/wire/look.ts'
import type { Look } from '../../packages/wire/look.ts'
import { LANGUAGES, lostIn, TEXT_NAMES } from '../../packages/wire/notice.ts'
import type { TextName } from '../../packages/wire/notice.ts'
import { PURPOSES } from '../../packages/wire/purpose.ts'
import type { Purpose } from '../../packages/wire/purpose.ts'
import { MODELS, isLooser } from '../../packages/wire/region.ts'
import type { RegionChange } from '../../packages/wire/region.ts'
import {
  described,
  flag,
  Invalid,
  list,
  matching,
  object,
  oneOf,
  optional,
  text,
  whole,
} from '../../packages/wire/schema.ts'
import type { Fields, Schema } from '../../packages/wire/schema.ts'
import type { ConsentSettings, NoticeWords } from '../../packages/wire/site.ts'

const purposes = Object.keys(PURPOSES) as Purpose[]
const said = text(600, 1)
const place = matching(
  /^([A-D]|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/,
  'a place like DE or US-CA, or a group',
)

const regionChange: Schema<RegionChange> = described({ type: 'object' }, (value, path) => {
  const change = object<RegionChange>({
    places: list(place, 300),
    model: oneOf(...MODELS),
    reason: optional(text(1_000, 10)),
  })(value, path)
  if (isLooser(change) && change.reason === undefined)
    throw new Invalid(
      `${path}.reason`,
      'why this is lawful there, since it is looser than the table',
    )
  return change
})

/** An object whose keys are all alike. */
const alike = <K extends string, T>(
  keys: readonly K[],
  schema: Schema<T>,
): Schema<Partial<Record<K, T>>> =>
  object(
    Object.fromEntries(keys.map((key) => [key, optional(schema)])) as unknown as Fields<
      Partial<Record<K, T>>
    >,
  )

const purposeWords = alike(['name', 'meaning'] as const, said)
const textWords = alike(TEXT_NAMES, said)
const ownPurposes = alike(['purposes'] as const, alike(purposes, purposeWords))

const words: Schema<NoticeWords> = alike(
  LANGUAGES,
  described(
    {
      type: 'object',
      properties: { ...textWords.json?.properties, ...ownPurposes.json?.properties },
    },
    (value, path) => ({
      ...textWords(value, path),
      ...ownPurposes(value, path),
    }),
  ),
)

/** A fact that is not told makes another notice: who is responsible, and for how long, has to be said. */
function checkPlaceholders(words: NoticeWords, path: string): void {
  for (const [language, own] of Object.entries(words))
    for (const [name, said] of Object.entries(own)) {
      const lost = typeof said === 'string' ? lostIn(name as TextName, said) : []
      if (lost.length > 0)
        throw new Invalid(`${path}.${language}.${name}`, `text with ${lost.join(' and ')} once`)
    }
}

const colours = alike(COLOUR_NAMES, matching(COLOUR_FORM, 'a colour like #1f4e79'))

const look = object<Look>({
  light: optional(colours),
  dark: optional(colours),
  radius: optional(whole(0, RADIUS.max)),
})

function checkReadable(look: Look, path: string): void {
  const [unreadable] = unreadableIn(look)
  if (unreadable)
    throw new Invalid(
      `${path}.${unreadable.scheme}.${unreadable.colour}`,
      textOfUnreadable(unreadable),
    )
}

const webAddress: Schema<string> = described({ type: 'string' }, (value, path) => {
  const written = text(500, 1)(value, path)
  if (!URL.canParse(written) || !/^https?:$/.test(new URL(written).protocol))
    throw new Invalid(path, 'a web address')
  return written
})

/** Of what was taken once, whatever is refused since. */
export const takenConsent = object<ConsentSettings>({
  controller: object({ name: text(200, 1), address: text(500, 1), contact: text(300, 3) }),
  policyUrl: optional(webAddress),
  purposes: list(oneOf(...purposes), purposes.length),
  languages: optional(list(oneOf(...LANGUAGES), LANGUAGES.length)),
  words: optional(words),
  look: optional(look),
  regions: optional(list(regionChange, 50)),
  exempt: optional(list(oneOf('FR', 'GB'), 2)),
  dnt: optional(flag),
  ownLink: optional(flag),
  keepsWithdrawn: optional(flag),
  reviewed: optional(list(oneOf(...LANGUAGES), LANGUAGES.length)),
  elsewhere: optional(list(oneOf('tcf', 'gpp', 'google', 'shopify'), 4)),
})

export const consentSettings: Schema<ConsentSettings> = described(
  takenConsent.json ?? {},
  (value, path) => {
    const settings = takenConsent(value, path)
    checkPlaceholders(settings.words ?? {}, `${path}.words`)
    checkReadable(settings.look ?? {}, `${path}.look`)
    return settings
  },
)
