// Answers a slot for a history that the owner puts together, with the code that answers on pages.
import { answer } from '../../packages/recommend/answer.ts'
import type { Question } from '../../packages/recommend/answer.ts'
import { readRows } from '../../packages/recommend/rows.ts'
import { bucketOf } from '../../packages/wire/model.ts'
import type { Card, ModelHead } from '../../packages/wire/model.ts'
import type { Answered } from '../../packages/wire/recommend.ts'
import type { Library } from './library.ts'

export interface TryParts {
  readonly library: Pick<Library, 'shard'>
  readonly site: string
  readonly head: ModelHead
  readonly cards: readonly Card[]
}

/** The same list that a page with this history would show. */
export async function tryOut(
  { library, site, head, cards }: TryParts,
  question: Question,
): Promise<Answered[]> {
  const listed = await answer(
    {
      head,
      card: async (place) => cards[place],
      row: async (id) => {
        const { folder, shards } = head.rows
        const bytes = await library.shard(site, `${folder}/${bucketOf(id, shards)}`)
        return bytes && readRows(bytes).get(id)
      },
    },
    question,
  )
  return listed.map(({ url: _url, image: _image, because, ...rest }) => ({
    ...rest,
    ...(because === undefined ? {} : { because }),
  }))
}
