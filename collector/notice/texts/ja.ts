// What visitors are told in Japanese. Not reviewed by counsel.
import type { NoticeTexts } from '../../../packages/wire/notice.ts'

export const ja: NoticeTexts = {
  title: 'プライバシーについて',
  ask: '同意をいただいた場合に、当ショップの利用状況を計測し、改善に役立てます。同意の有無にかかわらず同じようにご利用いただけ、選択はいつでも変更できます。',
  accept: 'すべて同意',
  reject: 'すべて拒否',
  choose: '個別に選択',
  tell: '改善のため、当ショップの利用状況を計測しています。いつでも拒否できます。',
  understood: 'OK',
  link: 'プライバシー設定',
  save: '選択を保存',
  withdraw: 'すべて撤回',
  close: '閉じる',
  controller: 'データ管理者：{name}、{address}。',
  complaints: 'ご質問・苦情：{contact}。',
  policy: 'プライバシーポリシー',
  kept: '{days}日間保存されます。',
  keptHere: 'この端末内にのみ保存されます。',
  honoured: 'オプトアウトの要求に応じました：ブラウザーがGlobal Privacy Controlを送信しています。',
  export: '自分のデータをダウンロード',
  erase: '自分のデータを削除',
  erased: 'データを削除しました。',
  receipt: '控えをダウンロード',
  failed: '処理できませんでした。時間をおいて再度お試しください。',
  purposes: {
    analytics: {
      name: 'アクセス解析',
      meaning: '訪問・ページ・注文の数を集計し、効果を確認します。',
    },
    heatmaps: {
      name: 'ヒートマップ',
      meaning: 'ページのどこがクリックされ、どこまで読まれたかを確認します。',
    },
    replay: {
      name: 'セッションリプレイ',
      meaning: 'ページの利用の様子を再現します。文字はすべて伏せられます。',
    },
    experiments: {
      name: 'A/Bテスト',
      meaning: 'ページの異なるバージョンを表示し、比較します。',
    },
    recommendations: {
      name: 'おすすめ商品',
      meaning: 'この端末内にのみ保存される履歴をもとに商品をおすすめします。',
    },
    marketing: {
      name: 'マーケティング',
      meaning: '訪問を広告のクリックとその費用に結び付けます。',
    },
  },
}
