// What visitors are told in Simplified Chinese. Not reviewed by counsel.
import type { NoticeTexts } from '../../../packages/wire/notice.ts'

export const zhCN: NoticeTexts = {
  title: '您的隐私',
  ask: '经您同意，我们会统计本店的使用情况并据此改进。无论您是否同意，本店功能均不受影响；您可随时更改选择。',
  accept: '全部同意',
  reject: '全部拒绝',
  choose: '自行选择',
  tell: '为改进本店，我们会统计其使用情况。您可随时拒绝。',
  understood: '知道了',
  link: '隐私设置',
  save: '保存选择',
  withdraw: '全部撤回',
  close: '关闭',
  controller: '个人信息处理者：{name}，{address}。',
  complaints: '咨询与投诉：{contact}。',
  policy: '隐私政策',
  kept: '保存期限：{days} 天。',
  keptHere: '仅保存在本设备上。',
  honoured: '已执行您的“选择退出”请求：您的浏览器发送了 Global Privacy Control 信号。',
  export: '下载我的个人信息',
  erase: '删除我的个人信息',
  erased: '您的个人信息已删除。',
  receipt: '下载凭证',
  failed: '操作失败，请稍后重试。',
  purposes: {
    analytics: {
      name: '统计分析',
      meaning: '统计访问、页面和订单数量，了解实际效果。',
    },
    heatmaps: {
      name: '热力图',
      meaning: '了解页面的点击位置和阅读深度。',
    },
    replay: {
      name: '会话回放',
      meaning: '回放页面的使用过程，所有文字均已遮盖。',
    },
    experiments: {
      name: 'A/B 测试',
      meaning: '展示页面的不同版本并进行比较。',
    },
    recommendations: {
      name: '商品推荐',
      meaning: '根据仅保存在本设备上的历史记录推荐商品。',
    },
    marketing: {
      name: '营销',
      meaning: '将访问与广告点击及其费用相关联。',
    },
  },
}
