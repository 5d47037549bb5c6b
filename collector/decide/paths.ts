// Under which names pages find the collector: what the tag has written into it, or others that the operator has chosen.
export interface Paths {
  readonly tag: string
  readonly events: string
  readonly consent: string
  readonly chunks: string
  readonly models: string
  readonly privacy: string
}

export const DEFAULT_PATHS: Paths = {
  tag: '/t',
  events: '/e',
  consent: '/consent',
  chunks: '/m',
  models: '/r',
  privacy: '/privacy',
}

/** How a path stands in the code of a tag; the tag itself and its chunks are named elsewhere. */
const PLACES = {
  events: (path: string) => `"${path}"`,
  consent: (path: string) => `"${path}"`,
  models: (path: string) => ['}', path, '/$', '{'].join(''),
} as const

/**
 * Writes the chosen names into a tag. They cost the pages of others no byte, since code holds the usual ones; so each
 * must stand in it once, and it is a fault of the build where one does not.
 */
export function renamed(tag: string, paths: Paths): string {
  let code = tag
  for (const name of ['events', 'consent', 'models'] as const) {
    const write = PLACES[name]
    if (paths[name] === DEFAULT_PATHS[name]) continue
    const places = code.split(write(DEFAULT_PATHS[name]))
    if (places.length > 2 || (places.length < 2 && name !== 'models'))
      throw new Error(`the path of ${name} cannot be renamed in this build`)
    code = places.join(write(paths[name]))
  }
  return code
}
