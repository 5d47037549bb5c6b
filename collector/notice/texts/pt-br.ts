// What visitors are told in Brazilian Portuguese. Not reviewed by counsel.
import type { NoticeTexts } from '../../../packages/wire/notice.ts'

export const ptBR: NoticeTexts = {
  title: 'Sua privacidade',
  ask: 'Com o seu consentimento, medimos como esta loja é usada para melhorá-la. A loja funciona da mesma forma em qualquer caso, e você pode mudar de ideia a qualquer momento.',
  accept: 'Aceitar tudo',
  reject: 'Rejeitar tudo',
  choose: 'Personalizar',
  tell: 'Medimos como esta loja é usada para melhorá-la. Você pode se opor a qualquer momento.',
  understood: 'OK',
  link: 'Opções de privacidade',
  save: 'Salvar opções',
  withdraw: 'Revogar tudo',
  close: 'Fechar',
  controller: 'Controlador dos dados: {name}, {address}.',
  complaints: 'Dúvidas e reclamações: {contact}.',
  policy: 'Política de privacidade',
  kept: 'Armazenamento: {days} dias.',
  keptHere: 'Fica neste dispositivo.',
  honoured: 'Pedido de opt-out atendido: seu navegador envia Global Privacy Control.',
  export: 'Baixar meus dados',
  erase: 'Excluir meus dados',
  erased: 'Seus dados foram excluídos.',
  receipt: 'Baixar comprovante',
  failed: 'Não deu certo. Tente novamente mais tarde.',
  purposes: {
    analytics: {
      name: 'Estatísticas',
      meaning: 'Contar visitas, páginas e pedidos para ver o que funciona.',
    },
    heatmaps: {
      name: 'Mapas de calor',
      meaning: 'Ver onde se clica e até onde as páginas são lidas.',
    },
    replay: {
      name: 'Replay de sessão',
      meaning: 'Reproduzir como uma página foi usada, com todo o texto oculto.',
    },
    experiments: {
      name: 'Testes A/B',
      meaning: 'Mostrar versões diferentes de uma página e compará-las.',
    },
    recommendations: {
      name: 'Recomendações',
      meaning: 'Recomendar produtos com base em um histórico que fica neste dispositivo.',
    },
    marketing: {
      name: 'Marketing',
      meaning: 'Relacionar as visitas aos cliques em anúncios e ao custo deles.',
    },
  },
}
