// What visitors are told in Spanish. Not reviewed by counsel.
import type { NoticeTexts } from '../../../packages/wire/notice.ts'

export const es: NoticeTexts = {
  title: 'Tu privacidad',
  ask: 'Con tu consentimiento, medimos cómo se usa esta tienda para mejorarla. La tienda funciona igual en ambos casos y puedes cambiar de opinión en cualquier momento.',
  accept: 'Aceptar todo',
  reject: 'Rechazar todo',
  choose: 'Configurar',
  tell: 'Medimos cómo se usa esta tienda para mejorarla. Puedes oponerte en cualquier momento.',
  understood: 'Entendido',
  link: 'Opciones de privacidad',
  save: 'Guardar selección',
  withdraw: 'Revocar todo',
  close: 'Cerrar',
  controller: 'Responsable: {name}, {address}.',
  complaints: 'Consultas y reclamaciones: {contact}.',
  policy: 'Política de privacidad',
  kept: 'Se conserva {days} días.',
  keptHere: 'No sale de este dispositivo.',
  honoured: 'Solicitud de exclusión respetada: tu navegador envía Global Privacy Control.',
  export: 'Descargar mis datos',
  erase: 'Eliminar mis datos',
  erased: 'Tus datos se han eliminado.',
  receipt: 'Descargar justificante',
  failed: 'No se ha podido completar. Inténtalo de nuevo más tarde.',
  purposes: {
    analytics: {
      name: 'Estadísticas',
      meaning: 'Contar visitas, páginas y pedidos para ver qué funciona.',
    },
    heatmaps: {
      name: 'Mapas de calor',
      meaning: 'Ver dónde se hace clic y hasta dónde se leen las páginas.',
    },
    replay: {
      name: 'Reproducción de sesiones',
      meaning: 'Reproducir cómo se usó una página, con todo el texto oculto.',
    },
    experiments: {
      name: 'Pruebas A/B',
      meaning: 'Mostrar distintas versiones de una página y compararlas.',
    },
    recommendations: {
      name: 'Recomendaciones',
      meaning: 'Recomendar productos según un historial que no sale de este dispositivo.',
    },
    marketing: {
      name: 'Marketing',
      meaning: 'Vincular las visitas con los clics en anuncios y su coste.',
    },
  },
}
