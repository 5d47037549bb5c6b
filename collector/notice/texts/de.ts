// What visitors are told in German. Not reviewed by counsel.
import type { NoticeTexts } from '../../../packages/wire/notice.ts'

export const de: NoticeTexts = {
  title: 'Ihre Privatsphäre',
  ask: 'Mit Ihrer Einwilligung messen wir, wie dieser Shop genutzt wird, und verbessern ihn. Der Shop funktioniert in jedem Fall gleich, und Sie können Ihre Wahl jederzeit ändern.',
  accept: 'Allem zustimmen',
  reject: 'Alles ablehnen',
  choose: 'Auswählen',
  tell: 'Wir messen, wie dieser Shop genutzt wird, um ihn zu verbessern. Sie können jederzeit widersprechen.',
  understood: 'OK',
  link: 'Datenschutz-Einstellungen',
  save: 'Auswahl speichern',
  withdraw: 'Alles widerrufen',
  close: 'Schließen',
  controller: 'Verantwortlich: {name}, {address}.',
  complaints: 'Fragen und Beschwerden: {contact}.',
  policy: 'Datenschutzerklärung',
  kept: 'Wird {days} Tage gespeichert.',
  keptHere: 'Bleibt auf diesem Gerät.',
  honoured: 'Widerspruch (Opt-out) umgesetzt: Ihr Browser sendet Global Privacy Control.',
  export: 'Meine Daten herunterladen',
  erase: 'Meine Daten löschen',
  erased: 'Ihre Daten wurden gelöscht.',
  receipt: 'Nachweis herunterladen',
  failed: 'Das hat nicht geklappt. Bitte versuchen Sie es später erneut.',
  purposes: {
    analytics: {
      name: 'Statistik',
      meaning: 'Besuche, Seiten und Bestellungen zählen, um zu sehen, was funktioniert.',
    },
    heatmaps: {
      name: 'Heatmaps',
      meaning: 'Sehen, wo auf Seiten geklickt und wie weit gelesen wird.',
    },
    replay: {
      name: 'Sitzungsaufzeichnung',
      meaning: 'Wiedergeben, wie eine Seite genutzt wurde, mit unkenntlichem Text.',
    },
    experiments: {
      name: 'A/B-Tests',
      meaning: 'Verschiedene Versionen einer Seite zeigen und vergleichen.',
    },
    recommendations: {
      name: 'Empfehlungen',
      meaning: 'Produkte anhand eines Verlaufs empfehlen, der auf diesem Gerät bleibt.',
    },
    marketing: {
      name: 'Marketing',
      meaning: 'Besuche mit Werbeklicks und deren Kosten verknüpfen.',
    },
  },
}
