// One screen for each report and one for the settings: its title, and how its code is fetched once it is needed.
import type { FunctionComponent } from 'preact'
import type { Site } from './ask.ts'
import type { ScreenName } from './view.ts'

/** What every screen is given. */
export interface ScreenProps {
  site: Site
}

interface Screen {
  title: string
  /** Whether the screen shows a period rather than this moment. */
  hasPeriod: boolean
  load: () => Promise<FunctionComponent<ScreenProps>>
}

export const screens: { readonly [S in ScreenName]: Screen } = {
  overview: {
    title: 'Overview',
    hasPeriod: true,
    load: () => import('./overview.tsx').then((part) => part.Overview),
  },
  pages: {
    title: 'Pages',
    hasPeriod: true,
    load: () => import('./pages.tsx').then((part) => part.Pages),
  },
  events: {
    title: 'Events',
    hasPeriod: true,
    load: () => import('./events.tsx').then((part) => part.Events),
  },
  live: {
    title: 'Live',
    hasPeriod: false,
    load: () => import('./live.tsx').then((part) => part.Live),
  },
  delivery: {
    title: 'Delivery',
    hasPeriod: true,
    load: () => import('./delivery.tsx').then((part) => part.Delivery),
  },
  consent: {
    title: 'Consent',
    hasPeriod: true,
    load: () => import('./consent.tsx').then((part) => part.Consent),
  },
  heatmap: {
    title: 'Heatmaps',
    hasPeriod: true,
    load: () => import('./heatmap.tsx').then((part) => part.HeatmapScreen),
  },
  experiments: {
    title: 'Experiments',
    hasPeriod: false,
    load: () => import('./experiments.tsx').then((part) => part.Experiments),
  },
  recommend: {
    title: 'Recommend',
    hasPeriod: true,
    load: () => import('./recommend.tsx').then((part) => part.Recommend),
  },
  settings: {
    title: 'Settings',
    hasPeriod: false,
    load: () => import('./settings.tsx').then((part) => part.Settings),
  },
}
