// Answers to privacy requests, ready to be copied into a letter: plain words, with the days and the law of the request.
import type { Day, PrivacyRequest, RequestKind } from '../../packages/wire/request.ts'
import { dayWords } from './request-words.ts'

export interface ReadyAnswer {
  readonly title: string
  readonly text: string
}

const ASKED: Readonly<Record<RequestKind, string>> = {
  copy: 'a copy of your data',
  portability: 'your data, to take elsewhere',
  erasure: 'the erasure of your data',
  correction: 'a correction of your data',
  objection: 'that your data is not used any more',
  restriction: 'that your data is only kept and not used',
  'opt-out': 'that your data is not sold or shared',
}

const DONE: Readonly<Record<RequestKind, string>> = {
  copy: 'All that we had stored of you is in the file that comes with this letter. It also says why we use it and how long we keep it.',
  portability:
    'All that we had stored of you is in the file that comes with this letter, in a form that programs can read (JSON).',
  erasure:
    'All that we had stored of you has been erased, and no backup brings it back. Of orders we must keep amount, day and country for our books; they no longer say who ordered.',
  correction: 'We have corrected what was wrong. [What was corrected]',
  objection: 'Your data is not used any more.',
  restriction: 'Your data is only kept from now on, and not used.',
  'opt-out': 'Your data is not sold and not shared.',
}

const COMPLAIN =
  'If you do not agree, you can complain to a data protection authority, of your own place for example, or go to court.'

const HOW_TO_FIND =
  'Open our shop in the browser that you have used, choose “Privacy choices” and then “Download my data”: the file calls the number tm_visitor. In the same place you can have your data erased at once, without writing to us.'

/** Who answers, and on which day. */
interface Answering {
  readonly shop: string
  readonly today: Day
}

/** Those that fit a request. */
export function answersTo(
  request: PrivacyRequest,
  { shop, today }: Answering,
): readonly ReadyAnswer[] {
  const { kind, due, dueDay, changes } = request
  const reason = (to: 'extended' | 'refused'): string =>
    changes.findLast((change) => change.to === to)?.reason ?? '[why]'
  const { extendedDay } = due
  const until = (day: Day): string =>
    day < today
      ? 'It is late, for which we are sorry: you will have our answer without delay.'
      : `You will have our answer by ${dayWords(day)} at the latest.`
  return [
    {
      title: 'It has come',
      text: letter(request, shop, [
        `We have received your request: ${ASKED[kind]}. ${until(dueDay)}`,
        `Visits to our shop are stored under a random number that your browser keeps, without a name or an address. So that we can find yours, please send us this number. ${HOW_TO_FIND}`,
      ]),
    },
    ...(extendedDay === null
      ? []
      : [
          {
            title: 'It takes longer',
            text: letter(request, shop, [
              `Your request for ${ASKED[kind]} takes us longer than we had hoped: ${reason('extended')}. ${until(extendedDay)}`,
              COMPLAIN,
            ]),
          },
        ]),
    {
      title: 'It is done',
      text: letter(request, shop, [`You asked for ${ASKED[kind]}.`, DONE[kind]]),
    },
    {
      title: 'It is refused',
      text: letter(request, shop, [
        `You asked for ${ASKED[kind]}. We cannot do this: ${reason('refused')}.`,
        COMPLAIN,
      ]),
    },
    { title: 'Nobody can be found', text: letter(request, shop, notFound(request)) },
  ]
}

function notFound({ due, kind }: PrivacyRequest): readonly string[] {
  const isGdpr = due.law.endsWith('GDPR')
  const law = isGdpr
    ? ' Article 11 of the GDPR says that we then need not collect more about you only to find you, and that the rights of its Articles 15 to 20 hold once you let us find you.'
    : ''
  return [
    `You asked for ${ASKED[kind]}. We cannot tell which of what we have stored is yours: visits to our shop are stored under a random number that a browser keeps, without a name, an address or an e-mail address.${law}`,
    `If you want us to act, please send us that number. ${HOW_TO_FIND}`,
    COMPLAIN,
  ]
}

function letter(
  { reference, receivedDay }: PrivacyRequest,
  shop: string,
  paragraphs: readonly string[],
): string {
  return [
    `Your request of ${dayWords(receivedDay)}, our reference ${reference}`,
    'Good day,',
    ...paragraphs,
    `Kind regards\n${shop}`,
  ].join('\n\n')
}
