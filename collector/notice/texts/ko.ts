// What visitors are told in Korean. Not reviewed by counsel.
import type { NoticeTexts } from '../../../packages/wire/notice.ts'

export const ko: NoticeTexts = {
  title: '개인정보 보호',
  ask: '동의하시면 이용 현황을 측정하여 쇼핑몰을 개선합니다. 동의 여부와 관계없이 똑같이 이용하실 수 있으며, 선택은 언제든지 변경하실 수 있습니다.',
  accept: '모두 동의',
  reject: '모두 거부',
  choose: '직접 선택',
  tell: '쇼핑몰 개선을 위해 이용 현황을 측정합니다. 언제든지 거부하실 수 있습니다.',
  understood: '확인',
  link: '개인정보 설정',
  save: '선택 저장',
  withdraw: '모두 철회',
  close: '닫기',
  controller: '개인정보처리자: {name}, {address}.',
  complaints: '문의 및 불만 접수: {contact}.',
  policy: '개인정보 처리방침',
  kept: '{days}일간 보관됩니다.',
  keptHere: '이 기기에만 보관됩니다.',
  honoured:
    '거부(옵트아웃) 요청을 적용했습니다: 브라우저가 Global Privacy Control 신호를 보냅니다.',
  export: '내 데이터 다운로드',
  erase: '내 데이터 삭제',
  erased: '데이터가 삭제되었습니다.',
  receipt: '확인서 다운로드',
  failed: '처리하지 못했습니다. 나중에 다시 시도해 주시기 바랍니다.',
  purposes: {
    analytics: {
      name: '통계',
      meaning: '방문, 페이지, 주문 수를 집계하여 효과를 파악합니다.',
    },
    heatmaps: {
      name: '히트맵',
      meaning: '페이지에서 클릭한 위치와 읽은 범위를 파악합니다.',
    },
    replay: {
      name: '세션 리플레이',
      meaning: '페이지 이용 과정을 재현하며, 모든 텍스트는 가립니다.',
    },
    experiments: {
      name: 'A/B 테스트',
      meaning: '페이지의 여러 버전을 보여 주고 비교합니다.',
    },
    recommendations: {
      name: '상품 추천',
      meaning: '이 기기에만 보관되는 기록을 바탕으로 상품을 추천합니다.',
    },
    marketing: {
      name: '마케팅',
      meaning: '방문을 광고 클릭 및 그 비용과 연결합니다.',
    },
  },
}
