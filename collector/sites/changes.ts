// Knows what is being changed on which site, so that its deletion can wait for what has begun before.

export interface SiteChanges {
  /** Runs a change; of none of a site where `site` is undefined. */
  readonly during: <T>(site: string | undefined, work: () => Promise<T>) => Promise<T>
  /** Answers once all changes of a site that are under way now have ended, well or not. */
  readonly settled: (site: string) => Promise<void>
}

export function createSiteChanges(): SiteChanges {
  const underWay = new Map<string, Set<Promise<unknown>>>()
  return {
    during: async (site, work) => {
      if (site === undefined) return work()
      const mine = work()
      const ofSite = underWay.get(site) ?? new Set()
      underWay.set(site, ofSite.add(mine))
      try {
        return await mine
      } finally {
        ofSite.delete(mine)
        if (ofSite.size === 0) underWay.delete(site)
      }
    },
    settled: async (site) => {
      await Promise.allSettled(underWay.get(site) ?? [])
    },
  }
}
