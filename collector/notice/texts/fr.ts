// What visitors are told in French. Not reviewed by counsel.
import type { NoticeTexts } from '../../../packages/wire/notice.ts'

export const fr: NoticeTexts = {
  title: 'Votre vie privée',
  ask: 'Avec votre consentement, nous mesurons l’utilisation de cette boutique pour l’améliorer. Elle fonctionne de la même façon quel que soit votre choix, et vous pouvez changer d’avis à tout moment.',
  accept: 'Tout accepter',
  reject: 'Tout refuser',
  choose: 'Personnaliser',
  tell: 'Nous mesurons l’utilisation de cette boutique pour l’améliorer. Vous pouvez vous y opposer à tout moment.',
  understood: 'OK',
  link: 'Choix de confidentialité',
  save: 'Enregistrer mes choix',
  withdraw: 'Retirer mon consentement',
  close: 'Fermer',
  controller: 'Responsable du traitement : {name}, {address}.',
  complaints: 'Questions et réclamations : {contact}.',
  policy: 'Politique de confidentialité',
  kept: 'Conservation : {days} jours.',
  keptHere: 'Reste sur cet appareil.',
  honoured: 'Demande d’opposition respectée : votre navigateur envoie Global Privacy Control.',
  export: 'Télécharger mes données',
  erase: 'Effacer mes données',
  erased: 'Vos données ont été effacées.',
  receipt: 'Télécharger le justificatif',
  failed: 'L’opération a échoué. Veuillez réessayer plus tard.',
  purposes: {
    analytics: {
      name: 'Statistiques',
      meaning: 'Compter les visites, pages et commandes pour savoir ce qui fonctionne.',
    },
    heatmaps: {
      name: 'Cartes de chaleur',
      meaning: 'Voir où l’on clique et jusqu’où les pages sont lues.',
    },
    replay: {
      name: 'Relecture de session',
      meaning: 'Rejouer l’utilisation d’une page, avec tout le texte masqué.',
    },
    experiments: {
      name: 'Tests A/B',
      meaning: 'Afficher différentes versions d’une page et les comparer.',
    },
    recommendations: {
      name: 'Recommandations',
      meaning: 'Recommander des produits d’après un historique qui reste sur cet appareil.',
    },
    marketing: {
      name: 'Marketing',
      meaning: 'Relier les visites aux clics publicitaires et à leur coût.',
    },
  },
}
