// What visitors are told in Arabic. Not reviewed by counsel.
import type { NoticeTexts } from '../../../packages/wire/notice.ts'

export const ar: NoticeTexts = {
  title: 'خصوصيتك',
  ask: 'بموافقتك، نقيس كيفية استخدام هذا المتجر ونعمل على تحسينه. يعمل المتجر بالطريقة نفسها في الحالتين، ويمكنك تغيير اختيارك في أي وقت.',
  accept: 'قبول الكل',
  reject: 'رفض الكل',
  choose: 'تخصيص',
  tell: 'نقيس كيفية استخدام هذا المتجر لتحسينه. يمكنك الاعتراض في أي وقت.',
  understood: 'حسنًا',
  link: 'خيارات الخصوصية',
  save: 'حفظ الخيارات',
  withdraw: 'سحب كل الموافقات',
  close: 'إغلاق',
  controller: 'الجهة المسؤولة: {name}، {address}.',
  complaints: 'الأسئلة والشكاوى: {contact}.',
  policy: 'سياسة الخصوصية',
  kept: 'مدة الاحتفاظ بالأيام: {days}.',
  keptHere: 'تبقى البيانات على هذا الجهاز.',
  honoured: 'تمت تلبية طلب الانسحاب: يرسل متصفحك إشارة Global Privacy Control.',
  export: 'تنزيل بياناتي',
  erase: 'حذف بياناتي',
  erased: 'تم حذف بياناتك.',
  receipt: 'تنزيل الإثبات',
  failed: 'تعذّر تنفيذ ذلك. يُرجى المحاولة مرة أخرى لاحقًا.',
  purposes: {
    analytics: {
      name: 'الإحصاءات',
      meaning: 'عدّ الزيارات والصفحات والطلبات لمعرفة ما يعمل جيدًا.',
    },
    heatmaps: {
      name: 'الخرائط الحرارية',
      meaning: 'معرفة مواضع النقر في الصفحات ومدى قراءتها.',
    },
    replay: {
      name: 'إعادة عرض الجلسة',
      meaning: 'إعادة عرض كيفية استخدام الصفحة مع حجب جميع النصوص.',
    },
    experiments: {
      name: 'الاختبارات',
      meaning: 'عرض نسخ مختلفة من الصفحة والمقارنة بينها.',
    },
    recommendations: {
      name: 'التوصيات',
      meaning: 'التوصية بمنتجات بناءً على سجل يبقى على هذا الجهاز.',
    },
    marketing: {
      name: 'التسويق',
      meaning: 'ربط الزيارات بالنقرات الإعلانية وتكلفتها.',
    },
  },
}
