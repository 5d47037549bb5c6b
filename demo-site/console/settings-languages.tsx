// In which languages visitors are asked, and which of those somebody who knows the law has read.
import type { VNode } from 'preact'
import type { ConsentFacts, Language } from '../../packages/wire/notice.ts'
import type { SiteSettings } from '../../packages/wire/site.ts'

const names = new Intl.DisplayNames('en', { type: 'language' })

export function Languages(props: {
  consent: SiteSettings['consent']
  facts: Pick<ConsentFacts, 'languages'>
}): VNode {
  const { consent, facts } = props
  const asked = facts.languages.filter((each) => consent?.languages?.includes(each) ?? true)
  const reviewed = asked.filter((each) => consent?.reviewed?.includes(each))
  return (
    <fieldset>
      <legend>Words</legend>
      <p class="quiet">
        {reviewed.length === asked.length
          ? 'Your counsel has read the words of every language.'
          : `The words of ${asked.length - reviewed.length} languages are not reviewed by counsel. Tick a language once yours has read it.`}
      </p>
      <div class="languages">
        {asked.map((language) => (
          <Reviewed key={language} language={language} isReviewed={reviewed.includes(language)} />
        ))}
      </div>
    </fieldset>
  )
}

function Reviewed({ language, isReviewed }: { language: Language; isReviewed: boolean }): VNode {
  return (
    <label class="check">
      <input type="checkbox" name={`reviewed-${language}`} defaultChecked={isReviewed} />
      <span>
        {names.of(language)}{' '}
        <span class="quiet">{isReviewed ? 'reviewed' : 'not reviewed by counsel'}</span>
      </span>
    </label>
  )
}
