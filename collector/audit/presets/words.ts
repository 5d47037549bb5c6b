// What is written on the buttons of banners, by language; and where those of well-known banners are.

export interface Words {
  /** Say it by themselves, also with a few words around them. */
  readonly sure: readonly string[]
  /** Say it in a banner, and nothing but them on the button. */
  readonly short: readonly string[]
}

export interface Language {
  readonly accept: Words
  readonly reject: Words
}

const list = (text: string): readonly string[] => text.split('|').map((each) => each.trim())
const words = (sure: string, short: string): Words => ({ sure: list(sure), short: list(short) })

export const WORDS: Readonly<Record<string, Language>> = {
  ar: {
    accept: words(
      'قبول الكل|قبول جميع|الموافقة على الكل|السماح للكل',
      'قبول|موافق|أوافق|أقبل|السماح',
    ),
    reject: words('رفض الكل|رفض جميع|الضرورية فقط', 'رفض|أرفض|لا أوافق|غير موافق'),
  },
  de: {
    accept: words(
      'alle akzeptieren|alles akzeptieren|alle annehmen|alle zulassen|alles zulassen|alle erlauben|allen zustimmen|allem zustimmen|alle cookies akzeptieren|cookies akzeptieren|cookies zulassen|cookies erlauben|zustimmen und weiter|akzeptieren und weiter|akzeptieren und schließen|alle auswählen und bestätigen',
      'akzeptieren|annehmen|zustimmen|ich stimme zu|einverstanden|ich bin einverstanden|zulassen|erlauben|ok|okay|ja|verstanden|alle|in ordnung',
    ),
    reject: words(
      'alle ablehnen|alles ablehnen|alle cookies ablehnen|cookies ablehnen|nur notwendige|nur erforderliche|nur essenzielle|nur essentielle|nur technisch notwendige|ohne einwilligung fortfahren|ohne zustimmung fortfahren|weiter ohne einwilligung|nicht zustimmen|ohne zu akzeptieren|nicht akzeptieren',
      'ablehnen|ich lehne ab|verweigern|nein|nein danke|nicht erlauben|nicht einverstanden|notwendige',
    ),
  },
  en: {
    accept: words(
      'accept all|allow all|agree to all|accept cookies|allow cookies|accept all cookies|allow all cookies|yes to all|enable all|accept and continue|accept and close|agree and continue|agree and close|agree and proceed|i accept cookies|consent to all|opt in to all',
      'accept|i accept|agree|i agree|allow|consent|i consent|ok|okay|got it|yes|yes i agree|understood|i understand|sounds good|that s ok|continue|enable|opt in',
    ),
    reject: words(
      'reject all|decline all|deny all|refuse all|disagree to all|reject cookies|decline cookies|refuse cookies|reject all cookies|necessary only|only necessary|strictly necessary only|essential only|only essential|essential cookies only|necessary cookies only|required only|only required|use necessary cookies|accept necessary|accept essential|continue without accepting|continue without consent|do not accept|don t accept|do not consent|don t consent|reject non essential|reject optional|reject additional|decline optional|reject unnecessary|opt out of all|allow selection none',
      'reject|i reject|decline|i decline|deny|refuse|i refuse|disagree|i disagree|no|no thanks|no thank you|don t allow|do not allow|opt out|not now',
    ),
  },
  es: {
    accept: words(
      'aceptar todo|aceptar todas|aceptar todos|aceptar cookies|aceptar las cookies|aceptar y continuar|aceptar y cerrar|permitir todo|permitir todas|acepto todo|acepto todas',
      'aceptar|acepto|permitir|de acuerdo|estoy de acuerdo|entendido|vale|sí|ok|consentir',
    ),
    reject: words(
      'rechazar todo|rechazar todas|rechazar todos|rechazar cookies|rechazar las cookies|denegar todo|denegar todas|solo necesarias|solo las necesarias|sólo necesarias|sólo las necesarias|solo esenciales|continuar sin aceptar|no aceptar|no acepto',
      'rechazar|rechazo|denegar|no|no gracias|no permitir',
    ),
  },
  fr: {
    accept: words(
      'tout accepter|accepter tout|accepter tous|accepter les cookies|accepter et continuer|accepter et fermer|tout autoriser|autoriser tous|j accepte tout',
      'accepter|j accepte|autoriser|d accord|je suis d accord|compris|j ai compris|oui|ok|ok pour moi',
    ),
    reject: words(
      'tout refuser|refuser tout|refuser tous|refuser les cookies|tout rejeter|rejeter tout|interdire tous|continuer sans accepter|poursuivre sans accepter|sans accepter|uniquement nécessaires|seulement nécessaires|nécessaires uniquement|cookies essentiels uniquement|ne pas accepter|je n accepte pas',
      'refuser|je refuse|rejeter|décliner|non|non merci|interdire',
    ),
  },
  it: {
    accept: words(
      'accetta tutto|accetta tutti|accettare tutti|accetto tutti|accetto tutto|accetta i cookie|accetta cookie|accetta e continua|accetta e chiudi|consenti tutti|consenti tutto|acconsenti a tutti',
      'accetta|accetto|accettare|consenti|acconsento|ho capito|va bene|sì|ok|d accordo',
    ),
    reject: words(
      'rifiuta tutto|rifiuta tutti|rifiutare tutti|rifiuto tutti|rifiuta i cookie|nega tutti|solo necessari|solo i necessari|solo essenziali|solo tecnici|continua senza accettare|non accetto|non accettare|usa solo i cookie necessari',
      'rifiuta|rifiuto|rifiutare|nega|no|no grazie|non consentire',
    ),
  },
  ja: {
    accept: words(
      'すべて同意|すべて許可|すべて受け入れ|すべてのcookieを受け入れ|すべてのクッキーを受け入れ|全て同意|全て許可|cookieを許可|クッキーを許可|同意して続行|同意して閉じる',
      '同意|同意する|同意します|許可|許可する|承諾|承諾する|受け入れる|はい|ok|了解',
    ),
    reject: words(
      'すべて拒否|すべてのcookieを拒否|すべてのクッキーを拒否|全て拒否|必須のみ|必要なもののみ|同意せずに続行|同意せず',
      '拒否|拒否する|拒否します|同意しない|許可しない|いいえ|辞退する',
    ),
  },
  ko: {
    accept: words(
      '모두 동의|모두 허용|모두 수락|전체 동의|전체 수락|쿠키 허용|쿠키 수락|모든 쿠키 허용|모든 쿠키 수락',
      '동의|동의함|동의합니다|허용|수락|확인|예',
    ),
    reject: words(
      '모두 거부|모두 거절|전체 거부|모든 쿠키 거부|쿠키 거부|필수만|필수 쿠키만|동의하지 않고 계속',
      '거부|거절|동의 안 함|동의하지 않음|허용 안 함|아니요',
    ),
  },
  nl: {
    accept: words(
      'alles accepteren|alle accepteren|accepteer alles|accepteer alle|alle cookies accepteren|cookies accepteren|accepteer cookies|alles toestaan|alle toestaan|alle cookies toestaan|cookies toestaan|akkoord en doorgaan|ja ik accepteer|accepteren en doorgaan',
      'accepteren|accepteer|ik accepteer|akkoord|ik ga akkoord|toestaan|ja|ok|oké|begrepen|prima',
    ),
    reject: words(
      'alles weigeren|alle weigeren|weiger alles|weiger alle|alle cookies weigeren|cookies weigeren|alles afwijzen|alle afwijzen|alles verwerpen|alleen noodzakelijk|alleen noodzakelijke|alleen functionele|alleen essentiële|alleen vereiste|doorgaan zonder te accepteren|niet accepteren|niet akkoord',
      'weigeren|weiger|ik weiger|afwijzen|nee|nee bedankt|niet toestaan',
    ),
  },
  pl: {
    accept: words(
      'akceptuj wszystko|akceptuj wszystkie|akceptuję wszystko|akceptuję wszystkie|zaakceptuj wszystko|zaakceptuj wszystkie|zezwól na wszystkie|zezwól na wszystko|zgoda na wszystkie|zgadzam się na wszystko|akceptuj cookies|przejdź do serwisu|akceptuję i przechodzę',
      'akceptuj|akceptuję|zaakceptuj|zgadzam się|zgoda|wyrażam zgodę|zezwól|rozumiem|tak|ok',
    ),
    reject: words(
      'odrzuć wszystko|odrzuć wszystkie|odrzucam wszystko|odrzucam wszystkie|odmów wszystkim|tylko niezbędne|tylko konieczne|kontynuuj bez akceptacji|kontynuuj bez zgody|nie akceptuję|nie wyrażam zgody|nie zgadzam się',
      'odrzuć|odrzucam|odmów|odmawiam|nie|nie dziękuję|nie zezwalaj',
    ),
  },
  pt: {
    accept: words(
      'aceitar tudo|aceitar todos|aceitar todas|aceitar cookies|aceitar os cookies|aceitar e continuar|aceitar e fechar|permitir tudo|permitir todos|aceito todos|concordar com todos|concordar e continuar|concordar e fechar',
      'aceitar|aceito|permitir|concordo|concordar|entendi|sim|ok|de acordo',
    ),
    reject: words(
      'rejeitar tudo|rejeitar todos|rejeitar todas|rejeitar cookies|recusar tudo|recusar todos|recusar cookies|negar todos|apenas necessários|apenas os necessários|somente necessários|somente os necessários|só necessários|apenas essenciais|somente essenciais|continuar sem aceitar|não aceitar|não aceito|não concordo',
      'rejeitar|rejeito|recusar|recuso|negar|não|não obrigado|não permitir',
    ),
  },
  'zh-cn': {
    accept: words(
      '全部同意|全部接受|接受全部|接受所有|同意所有|同意全部|允许所有|允许全部|全部允许|同意并继续|接受并继续',
      '接受|同意|我同意|允许|知道了|确定|好的|好',
    ),
    reject: words(
      '全部拒绝|拒绝全部|拒绝所有|仅必要|仅限必要|仅接受必要|只接受必要|不同意并继续',
      '拒绝|不同意|我不同意|不接受|不允许|否',
    ),
  },
  'zh-tw': {
    accept: words(
      '全部同意|全部接受|接受全部|接受所有|同意所有|同意全部|允許所有|允許全部|全部允許|同意並繼續|接受並繼續',
      '接受|同意|我同意|允許|知道了|確定|好的|好',
    ),
    reject: words(
      '全部拒絕|拒絕全部|拒絕所有|僅必要|僅限必要|僅接受必要|只接受必要',
      '拒絕|不同意|我不同意|不接受|不允許|否',
    ),
  },
  cs: {
    accept: words(
      'přijmout vše|přijmout všechny|přijmout všechno|povolit vše|povolit všechny|souhlasím se vším',
      'přijmout|souhlasím|povolit|rozumím|ano|ok',
    ),
    reject: words(
      'odmítnout vše|odmítnout všechny|odmítnout všechno|pouze nezbytné|jen nezbytné|pokračovat bez souhlasu',
      'odmítnout|odmítám|nesouhlasím|ne|zakázat',
    ),
  },
  da: {
    accept: words(
      'accepter alle|acceptér alle|accepter alt|tillad alle|godkend alle|acceptér cookies',
      'accepter|acceptér|tillad|godkend|ok|ja|jeg accepterer',
    ),
    reject: words(
      'afvis alle|afvis alt|kun nødvendige|brug kun nødvendige|accepter kun nødvendige|fortsæt uden at acceptere',
      'afvis|nej|nej tak|tillad ikke',
    ),
  },
  fi: {
    accept: words(
      'hyväksy kaikki|salli kaikki|hyväksy evästeet|hyväksyn kaikki',
      'hyväksy|hyväksyn|salli|ok|selvä|kyllä',
    ),
    reject: words(
      'hylkää kaikki|kiellä kaikki|estä kaikki|vain välttämättömät|vain pakolliset|hyväksy vain välttämättömät',
      'hylkää|kiellä|estä|ei|ei kiitos|en hyväksy',
    ),
  },
  nb: {
    accept: words(
      'godta alle|aksepter alle|tillat alle|godta alt|godta alle cookies',
      'godta|aksepter|tillat|jeg godtar|ok|ja',
    ),
    reject: words(
      'avvis alle|avslå alle|kun nødvendige|bare nødvendige|godta kun nødvendige',
      'avvis|avslå|nei|nei takk|ikke tillat',
    ),
  },
  sv: {
    accept: words(
      'acceptera alla|godkänn alla|tillåt alla|acceptera allt|acceptera cookies|godkänn cookies',
      'acceptera|godkänn|jag godkänner|tillåt|ok|ja|jag förstår',
    ),
    reject: words(
      'avvisa alla|neka alla|avböj alla|endast nödvändiga|bara nödvändiga|godkänn endast nödvändiga|acceptera endast nödvändiga|fortsätt utan att acceptera',
      'avvisa|neka|avböj|nej|nej tack|tillåt inte',
    ),
  },
}

interface Selectors {
  readonly accept: readonly string[]
  readonly reject: readonly string[]
}

/** Of banners that are sold or given away; their words are often the shop's own. */
export const BANNERS: Selectors = {
  accept: [
    '#onetrust-accept-btn-handler',
    '#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll',
    '#CybotCookiebotDialogBodyButtonAccept',
    '[data-testid="uc-accept-all-button"]',
    '#didomi-notice-agree-button',
    '#truste-consent-button',
    '.cky-btn-accept',
    '.cmplz-accept',
    '[data-cookie-accept-all]',
    '.cm-btn-accept-all',
    '#shopify-pc__banner__btn-accept',
    '.cc-allow',
    '#axeptio_btn_acceptAll',
    '.iubenda-cs-accept-btn',
    '[data-tid="banner-accept"]',
    '#cookiescript_accept',
    '#tarteaucitronPersonalize2',
    '#hs-eu-confirmation-button',
    '.fc-cta-consent',
    '#cookie_action_close_header',
    '.osano-cm-accept-all',
    '#ccc-notify-accept',
    '.moove-gdpr-modal-allow-all',
    '#wt-cli-accept-all-btn',
  ],
  reject: [
    '#onetrust-reject-all-handler',
    '#CybotCookiebotDialogBodyButtonDecline',
    '[data-testid="uc-deny-all-button"]',
    '#didomi-notice-disagree-button',
    '.didomi-continue-without-agreeing',
    '#truste-consent-required',
    '.cky-btn-reject',
    '.cmplz-deny',
    '[data-cookie-refuse]',
    '.cn-decline',
    '#shopify-pc__banner__btn-decline',
    '.cc-deny',
    '#axeptio_btn_dismiss',
    '.iubenda-cs-reject-btn',
    '[data-tid="banner-decline"]',
    '#cookiescript_reject',
    '#tarteaucitronAllDenied2',
    '#hs-eu-decline-button',
    '.fc-cta-do-not-consent',
    '#cookie_action_close_header_reject',
    '.osano-cm-denyAll',
    '#ccc-notify-reject',
    '.moove-gdpr-infobar-reject-btn',
    '#wt-cli-reject-btn',
  ],
}
