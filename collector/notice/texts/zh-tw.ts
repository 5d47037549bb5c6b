// What visitors are told in Traditional Chinese. Not reviewed by counsel.
import type { NoticeTexts } from '../../../packages/wire/notice.ts'

export const zhTW: NoticeTexts = {
  title: '您的隱私權',
  ask: '經您同意，我們會統計本商店的使用情形並據以改善。無論您是否同意，商店功能都不受影響；您隨時可以變更選擇。',
  accept: '全部同意',
  reject: '全部拒絕',
  choose: '自行選擇',
  tell: '為改善本商店，我們會統計其使用情形。您隨時可以拒絕。',
  understood: '知道了',
  link: '隱私權設定',
  save: '儲存選擇',
  withdraw: '全部撤回',
  close: '關閉',
  controller: '個人資料負責單位：{name}，{address}。',
  complaints: '詢問與申訴：{contact}。',
  policy: '隱私權政策',
  kept: '保存期限：{days} 天。',
  keptHere: '僅保存在此裝置上。',
  honoured: '已遵照您的「選擇退出」要求處理：您的瀏覽器傳送了 Global Privacy Control 訊號。',
  export: '下載我的個人資料',
  erase: '刪除我的個人資料',
  erased: '您的個人資料已刪除。',
  receipt: '下載證明',
  failed: '無法完成，請稍後再試。',
  purposes: {
    analytics: {
      name: '統計',
      meaning: '計算造訪、頁面與訂單數量，了解成效。',
    },
    heatmaps: {
      name: '熱點圖',
      meaning: '了解頁面的點擊位置與閱讀深度。',
    },
    replay: {
      name: '瀏覽過程重播',
      meaning: '重播頁面的使用過程，所有文字皆已遮蔽。',
    },
    experiments: {
      name: 'A/B 測試',
      meaning: '顯示頁面的不同版本並加以比較。',
    },
    recommendations: {
      name: '商品推薦',
      meaning: '根據僅保存在此裝置上的紀錄推薦商品。',
    },
    marketing: {
      name: '行銷',
      meaning: '將造訪與廣告點擊及其費用建立關聯。',
    },
  },
}
