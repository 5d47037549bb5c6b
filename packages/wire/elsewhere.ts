// What each purpose is called by others: IAB's framework, Google's Consent Mode and Shopify's privacy API.
import type { Purpose } from './purpose.ts'

/** For each purpose: IAB TCF purposes that must all be consented, and the consent types of Google and Shopify. */
export const ELSEWHERE: Readonly<
  Record<
    Purpose,
    { readonly tcf: readonly number[]; readonly google: string; readonly shopify: string }
  >
> = {
  analytics: { tcf: [1, 8, 9], google: 'analytics_storage', shopify: 'analyticsProcessingAllowed' },
  heatmaps: { tcf: [1, 10], google: 'analytics_storage', shopify: 'analyticsProcessingAllowed' },
  replay: { tcf: [1, 10], google: 'analytics_storage', shopify: 'analyticsProcessingAllowed' },
  experiments: { tcf: [1, 10], google: 'analytics_storage', shopify: 'analyticsProcessingAllowed' },
  recommendations: {
    tcf: [1, 5, 6],
    google: 'personalization_storage',
    shopify: 'preferencesProcessingAllowed',
  },
  marketing: { tcf: [1, 3, 4, 7], google: 'ad_storage', shopify: 'marketingAllowed' },
}
