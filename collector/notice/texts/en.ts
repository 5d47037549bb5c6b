// What visitors are told in English. Not reviewed by counsel.
import type { NoticeTexts } from '../../../packages/wire/notice.ts'

export const en: NoticeTexts = {
  title: 'Your privacy',
  ask: 'With your consent we measure how this shop is used and improve it. The shop works the same either way, and you can change your mind at any time.',
  accept: 'Accept all',
  reject: 'Reject all',
  choose: 'Choose',
  tell: 'We measure how this shop is used to improve it. You can object at any time.',
  understood: 'OK',
  link: 'Privacy choices',
  save: 'Save choices',
  withdraw: 'Withdraw all',
  close: 'Close',
  controller: 'Responsible: {name}, {address}.',
  complaints: 'Questions and complaints: {contact}.',
  policy: 'Privacy policy',
  kept: 'Kept for {days} days.',
  keptHere: 'Stays on this device.',
  honoured: 'Opt-out request honoured: your browser sends Global Privacy Control.',
  export: 'Download my data',
  erase: 'Erase my data',
  erased: 'Your data is erased.',
  receipt: 'Download receipt',
  failed: 'That did not work. Please try again later.',
  purposes: {
    analytics: {
      name: 'Statistics',
      meaning: 'Count visits, pages and orders, to see what works.',
    },
    heatmaps: {
      name: 'Heatmaps',
      meaning: 'See where pages are clicked and how far they are read.',
    },
    replay: {
      name: 'Session replay',
      meaning: 'Replay how a page was used, with all text masked.',
    },
    experiments: {
      name: 'Experiments',
      meaning: 'Show different versions of a page and compare them.',
    },
    recommendations: {
      name: 'Recommendations',
      meaning: 'Recommend products from a history that stays on this device.',
    },
    marketing: {
      name: 'Marketing',
      meaning: 'Join visits with advertising clicks and their cost.',
    },
  },
}
