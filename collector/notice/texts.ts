// All languages of the notice, as we say it.
import type { Language, NoticeTexts } from '../../packages/wire/notice.ts'
import { en } from './texts/en.ts'
import { de } from './texts/de.ts'
import { fr } from './texts/fr.ts'
import { es } from './texts/es.ts'
import { it } from './texts/it.ts'
import { ptBR } from './texts/pt-br.ts'
import { nl } from './texts/nl.ts'
import { pl } from './texts/pl.ts'
import { ja } from './texts/ja.ts'
import { ko } from './texts/ko.ts'
import { zhCN } from './texts/zh-cn.ts'
import { zhTW } from './texts/zh-tw.ts'
import { ar } from './texts/ar.ts'

export const TEXTS: Readonly<Record<Language, NoticeTexts>> = {
  en,
  de,
  fr,
  es,
  it,
  'pt-BR': ptBR,
  nl,
  pl,
  ja,
  ko,
  'zh-CN': zhCN,
  'zh-TW': zhTW,
  ar,
}
