// The papers that the law asks of who is responsible, filled in with what the shop's settings say: text, to be kept and read.
import type { ConsentFacts } from '../../packages/wire/notice.ts'
import type { SiteSettings } from '../../packages/wire/site.ts'

export interface Told {
  readonly settings: SiteSettings
  readonly facts: ConsentFacts
  readonly nowMs: number
}

const KEYS: Readonly<Record<string, string>> = {
  tm_visitor: 'a random id of the browser, stored at the collector as a one-way hash',
  tm_session: 'a random id of the visit',
  tm_left: 'events that have not been delivered yet, on the device',
  tm_experiments: 'which version of a page was shown, on the device',
  tm_recommend: 'products looked at, on the device alone',
}

const dayOf = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10)

function controllerOf({ settings }: Told): string[] {
  const { controller, policyUrl } = settings.consent ?? {}
  if (!controller) return ['Not said yet: fill in who is responsible under Settings, Consent.']
  const { name, address, contact } = controller
  return [
    `${name}, ${address}`,
    `Contact: ${contact}`,
    ...(policyUrl ? [`Policy: ${policyUrl}`] : []),
  ]
}

function purposeOf(
  { settings }: Told,
  { purpose, meaning, deviceKeys, keptDays, recipients }: ConsentFacts['purposes'][number],
): string[] {
  const eventsDays = settings.retention?.eventsDays
  const isEvents = deviceKeys.includes('tm_visitor') && eventsDays !== undefined
  const days = isEvents ? eventsDays : keptDays
  return [
    `## ${purpose}`,
    '',
    `- Purpose: ${meaning}`,
    '- Lawful basis: consent (GDPR Article 6(1)(a)), where the law of the place asks for it',
    '- People concerned: visitors of the shop',
    `- Data: ${deviceKeys.length === 0 ? 'none of its own' : deviceKeys.map((key) => KEYS[key] ?? key).join('; ')}`,
    `- Recipients: ${recipients.length === 0 ? 'nobody' : recipients.join(', ')}`,
    '- Transfers to other countries: none by this software; say here where the collector is hosted',
    `- Time limit: ${days === 0 ? 'nothing leaves the device' : `${days} days`}`,
    '',
  ]
}

/** A record of processing activities with the fields of GDPR Article 30(1), of the purposes that visitors are asked for. */
export function recordOfProcessing(told: Told): string {
  const { settings, facts, nowMs } = told
  const asked = facts.purposes.filter(
    ({ purpose }) => settings.consent?.purposes.includes(purpose) ?? purpose === 'analytics',
  )
  const ordersDays = settings.retention?.ordersDays
  return [
    `# Record of processing activities: ${settings.name}`,
    '',
    `As of ${dayOf(nowMs)}, GDPR Article 30(1). Made from the settings of the collector; not reviewed by counsel.`,
    '',
    '## Controller',
    '',
    ...controllerOf(told).map((line) => `- ${line}`),
    '',
    ...asked.flatMap((purpose) => purposeOf(told, purpose)),
    '## Orders',
    '',
    '- Data: amount, day, country and number of the order, without its visitor once that is erased',
    `- Time limit: ${ordersDays ?? 1_095} days`,
    '',
    '## Security (Article 32)',
    '',
    '- No IP address is stored, in logs neither; visitors are stored under a one-way hash.',
    '- Card numbers, accounts, identity numbers, addresses of e-mail and telephones are removed from free text.',
    '- Access by roles, second factors and tokens with an end; each change is in an audit log.',
    '- Each consent and each withdrawal is a link of a chain that cannot be changed unseen.',
    '',
  ].join('\n')
}

/** A template of an assessment by GDPR Article 35(7) for replaying sessions; what is in brackets is for the shop to say. */
export function replayAssessment(told: Told): string {
  const { settings, nowMs } = told
  return [
    `# Data protection impact assessment: session replay at ${settings.name}`,
    '',
    `Template of ${dayOf(nowMs)}, GDPR Article 35(7). What stands in [brackets] is yours to say. Not reviewed by counsel.`,
    '',
    '## Who is responsible',
    '',
    ...controllerOf(told).map((line) => `- ${line}`),
    '- Data protection officer: [name, contact, or why there is none]',
    '',
    '## (a) What is done, and why',
    '',
    '- Pages, pointer and scrolling of a share of visits are recorded, with all text masked, and replayed by people of the shop.',
    '- Purpose: [which question about the shop is to be answered; why heatmaps or counts do not answer it]',
    '- Share of visits: [percent]. Pages left out: [checkout, account, …]. Who may look: [roles]',
    '- Kept for: 30 days [or fewer]',
    '',
    '## (b) Whether it is needed, and in proportion',
    '',
    '- Lawful basis: consent to replay alone, asked apart from all else; never before a choice, in no region.',
    '- Global Privacy Control takes it away, also from who has said yes.',
    '- What less would do: [heatmaps; recordings of testers; …]',
    '',
    '## (c) Risks for visitors',
    '',
    '| risk | how likely, how grave | what is done about it | what is left |',
    '| --- | --- | --- | --- |',
    '| what somebody types is seen | [ ] | fields are never recorded, text is masked on the device | [ ] |',
    '| somebody is recognised by what they do | [ ] | no visitor id, no address, a session id that ends | [ ] |',
    '| special categories show in the pages seen | [ ] | [pages left out] | [ ] |',
    '| recordings are looked at for other ends | [ ] | roles, audit log, 30 days | [ ] |',
    '| recordings are lost to others | [ ] | own server, no third party, backups without who was erased | [ ] |',
    '',
    '## (d) Measures, and who sees to them',
    '',
    '- Withdrawing takes one click and erases. A copy and an erasure need no account.',
    '- [Who checks masking after each change of the shop’s pages, and how often]',
    '- [When this assessment is looked at again]',
    '',
    '## Views of those concerned, and of the officer',
    '',
    '- [ ]',
    '',
  ].join('\n')
}
