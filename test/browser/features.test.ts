// What the tag counts by itself, and what of a page it never repeats.
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { test } from '../support/browser-stage.ts'
import { pageHtml } from '../support/page-markup.ts'
import type { PageCollector } from '../support/page-collector.ts'
import { expectEvents, mark, ofType, open, openGranted } from '../support/page-tag.ts'

/** Every link stays on the page, so that each test sees all its events. */
const STAY = `<script>addEventListener('click', (event) => event.preventDefault())</script>`

const allText = (collector: PageCollector) =>
  collector.received.map(({ path, body }) => `${path} ${body}`).join('\n')

const push = (page: Page, to: string, title: string) =>
  page.evaluate(
    ({ to, title }) => {
      history.pushState({}, '', to)
      document.title = title
    },
    { to, title },
  )

describe('links', () => {
  test('an outbound click counts, whatever button; one within the site does not', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/links', {
      html: pageHtml({
        tag: collector.url,
        body: `${STAY}<a id="out" href="https://elsewhere.example/a?token=secret#x"><b>out</b></a>
          <a id="in" href="/next">in</a> <a id="mail" href="mailto:ada@private.example">mail</a>`,
      }),
    })
    await openGranted(page, `${site.url}/links`)
    const stage = { page, collector }
    const outbound = {
      type: 'click',
      body: { link_domain: 'elsewhere.example', outbound: true },
    } as const
    await expectEvents(stage, { action: () => page.click('#out b'), expected: [outbound] })
    await expectEvents(stage, {
      action: () => page.click('#out', { button: 'middle' }),
      expected: [outbound],
    })
    await expectEvents(stage, {
      action: async () => {
        await page.click('#in')
        await page.click('#mail')
        await page.click('#out', { button: 'right' })
      },
      expected: [],
      refused: [{ type: 'click' }, { type: 'file_download' }],
    })
    expect(ofType(collector, 'click').map(({ body }) => body.link_url)).toEqual([
      'https://elsewhere.example/a',
      'https://elsewhere.example/a',
    ])
    expect(allText(collector)).not.toMatch(/secret|private\.example/)
  })

  test('a click on a link to a file is a download', async ({ page, collector, site }) => {
    site.put('/links', {
      html: pageHtml({
        tag: collector.url,
        body: `${STAY}<a id="file" href="/files/care-guide.pdf?key=secret">care</a>
          <a id="page" href="/about.html">about</a>`,
      }),
    })
    await openGranted(page, `${site.url}/links`)
    await expectEvents(
      { page, collector },
      {
        action: async () => {
          await page.click('#page')
          await page.click('#file')
        },
        expected: [{ type: 'file_download' }],
      },
    )
    expect(ofType(collector, 'file_download').map(({ body }) => body)).toEqual([
      {
        link_url: `${site.url}/files/care-guide.pdf`,
        file_name: expect.stringContaining('care-guide') as string,
        file_extension: 'pdf',
      },
    ])
    expect(allText(collector)).not.toContain('secret')
  })
})

test('a form is counted, and nothing that was typed into it leaves', async ({
  page,
  collector,
  site,
}) => {
  site.put('/form', {
    html: pageHtml({
      tag: collector.url,
      body: `<form id="pay" name="payment" action="/next?session=secret" method="post">
        <input name="card"><textarea name="note"></textarea><button>Pay</button></form>
        <script>addEventListener('submit', (event) => event.preventDefault())</script>`,
    }),
  })
  await openGranted(page, `${site.url}/form`)
  await page.fill('input', '4111 1111 1111 1111')
  await page.fill('textarea', 'to Ada, at the mole')
  await expectEvents(
    { page, collector },
    {
      action: () => page.click('button'),
      expected: [
        {
          type: 'form_submit',
          body: { form_id: 'pay', form_name: 'payment', form_destination: `${site.url}/next` },
        },
      ],
    },
  )
  expect(ofType(collector, 'form_submit')).toHaveLength(1)
  expect(allText(collector)).not.toMatch(/4111|Ada|secret/)
})

describe('addresses', () => {
  test('only campaign names survive of a query, nothing of a fragment', async ({
    page,
    collector,
    site,
  }) => {
    const query = 'utm_source=letter&utm_medium=email&email=ada@private.example&gclid=ads1'
    await openGranted(page, `${site.url}/?${query}#access_token=secret`)
    await push(page, '/list?colour=red&token=secret2', 'A list')
    await mark(page, collector)
    const urls = ofType(collector, 'page_view').map(({ url }) => url)
    expect(urls).toEqual([`${site.url}/?utm_source=letter&utm_medium=email`, `${site.url}/list`])
    expect(allText(collector)).not.toMatch(/private\.example|secret|ads1|colour/)
  })

  test('the referrer of the landing is told without query; a step within the page names the page before', async ({
    page,
    collector,
    site,
  }) => {
    await openGranted(page, site.url)
    await page.evaluate(() => (location.href = '/next?token=secret'))
    await page.waitForURL('**/next?*')
    await open(page, page.url())
    await mark(page, collector)
    const [home, next] = ofType(collector, 'page_view')
    expect(home?.body.referrer).toBeUndefined()
    expect(next?.body.referrer).toBe(`${site.url}/`)
    expect(allText(collector)).not.toContain('secret')
  })

  test('a new campaign begins another session, the same one does not', async ({
    page,
    collector,
    site,
  }) => {
    await openGranted(page, `${site.url}/?utm_source=letter`)
    await mark(page, collector)
    await open(page, `${site.url}/next`)
    await mark(page, collector)
    await open(page, `${site.url}/?utm_source=poster&utm_campaign=summer`)
    await mark(page, collector)
    const views = ofType(collector, 'page_view')
    expect(views).toHaveLength(3)
    expect(views[1]?.session).toBe(views[0]?.session)
    expect(views[2]?.session).not.toBe(views[0]?.session)
    expect(new Set(views.map(({ batch }) => batch.visitor)).size).toBe(1)
  })

  test('each step of a single page carries its own title', async ({ page, collector, site }) => {
    await openGranted(page, site.url)
    await push(page, '/list', 'A list')
    await mark(page, collector)
    await push(page, '/product', 'A product')
    await mark(page, collector)
    const titles = ofType(collector, 'page_view').map(({ body }) => body.title)
    expect(titles).toEqual(['Home', 'A list', 'A product'])
  })
})

describe('site search', () => {
  test('a page of results tells its term', async ({ page, collector, site }) => {
    await openGranted(page, `${site.url}/?q=linen%20throw&page=2`)
    await mark(page, collector)
    expect(ofType(collector, 'view_search_results').map(({ body }) => body)).toEqual([
      { search_term: 'linen throw' },
    ])
  })

  test('`data-search` names the parameter instead', async ({ page, collector, site }) => {
    site.put('/suche', {
      html: pageHtml({ tag: collector.url, options: 'data-search="wort,suche"' }),
    })
    await openGranted(page, `${site.url}/suche?q=never&suche=leinen`)
    await mark(page, collector)
    expect(ofType(collector, 'view_search_results').map(({ body }) => body)).toEqual([
      { search_term: 'leinen' },
    ])
    expect(allText(collector)).not.toContain('never')
  })
})

test('consent lasts over reloads, and the visitor stays the same', async ({
  page,
  collector,
  site,
}) => {
  await openGranted(page, site.url)
  await mark(page, collector)
  await page.reload()
  await open(page, page.url())
  await mark(page, collector)
  expect(new Set(collector.stored.map(({ batch }) => batch.visitor)).size).toBe(1)
  expect(new Set(collector.stored.map(({ session }) => session)).size).toBe(1)
  expect(collector.stored.every(({ batch }) => batch.grant.analytics === 'full')).toBe(true)
  expect(collector.stored[0]?.batch.language).toBe('en-GB')
})

test('attention is measured in time and reach, and told when the page goes away', async ({
  page,
  collector,
  site,
}) => {
  site.put('/long', {
    html: pageHtml({
      tag: collector.url,
      body: '<div style="height:4000px">long</div>',
    }),
  })
  await openGranted(page, `${site.url}/long`)
  const shownMs = Date.now()
  await page.evaluate(() => scrollTo(0, 1_500))
  await mark(page, collector)
  await open(page, `${site.url}/next`)
  const stream = collector.stored[0]?.stream
  const parts = () => ofType(collector, 'user_engagement').filter((each) => each.stream === stream)
  await collector.until('the attention', () => parts().length > 0)
  const spentMs = Date.now() - shownMs
  const timeMs = parts().reduce((sum, { body }) => sum + body.engagement_time_msec, 0)
  expect(timeMs).toBeGreaterThan(500)
  expect(timeMs).toBeLessThanOrEqual(spentMs + 1_000)
  // 1,500 of 4,000 px scrolled, and 720 px seen below that.
  const reach = Math.max(...parts().map(({ body }) => body.percent_scrolled))
  expect(reach).toBeGreaterThan(50)
  expect(reach).toBeLessThan(60)
  expect(parts().map(({ body }) => body.view)).toEqual(parts().map(() => 1))
})
