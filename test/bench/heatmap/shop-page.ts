// The page that places on pages are judged on: a sticky header, a hero as wide as the window, a grid of products, a footer.

const PRODUCTS = 24

/** How a grid tells its products apart: by an attribute, by nothing but links, or by links behind a link they share. */
export type Markup = 'ids' | 'links' | 'shared-links'

const STYLE = `
  *{box-sizing:border-box}body{margin:0;font:16px/1.4 sans-serif}
  header{position:sticky;top:0;height:64px;display:flex;gap:24px;align-items:center;padding:0 16px;background:#fff}
  .hero{height:42vw;display:flex;flex-direction:column;justify-content:center;padding:0 5%;background:#dde}
  .hero h1{font-size:clamp(22px,4vw,60px);margin:0 0 12px}
  .intro{padding:16px}.grid{display:grid;grid-template-columns:repeat(2,1fr);gap:16px;padding:16px;list-style:none;margin:0}
  @media(min-width:640px){.grid{grid-template-columns:repeat(3,1fr)}}
  @media(min-width:1025px){.grid{grid-template-columns:repeat(4,1fr)}}
  .pic{display:block;aspect-ratio:1;background:#ccd}.card a{display:block}
  footer{display:flex;flex-wrap:wrap;gap:8px 32px;padding:32px 16px;background:#eee}footer a{min-width:120px}`

function card(at: number, markup: Markup): string {
  const id = markup === 'ids' ? ` data-product-id="throw-${at}"` : ''
  const family = markup === 'shared-links' ? '<a class="family" href="/c/throws">Throws</a>' : ''
  // Judged by, and not for the anchors: they must not look at it.
  return `<li class="card" data-truth="${at}"${id}>${family}
    <a href="/p/throw-${at}"><span class="pic"></span>
      <span class="name">Linen throw number ${at}${at % 3 ? '' : ', in a weave with a longer name'}</span></a>
    <span class="price">${20 + at}.90</span><button>Add to cart</button></li>`
}

/** The page's HTML; every element that may be clicked carries `data-spot`, its true name. */
export function shopPage(markup: Markup): string {
  const cards = Array.from({ length: PRODUCTS }, (_, at) => card(at, markup)).join('\n')
  const menu = ['/', '/c/throws', '/c/lamps', '/cart']
    .map((to) => `<a href="${to}">Menu ${to}</a>`)
    .join('')
  const foot = ['/help', '/returns', '/c/throws', '/about']
    .map((to) => `<a href="${to}">Foot ${to}</a>`)
    .join('')
  return `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width">
    <title>A shop</title><style>${STYLE}</style></head><body>
    <header><a class="logo" href="/">Loom</a><nav>${menu}</nav><input type="search"></header>
    <main><section class="hero"><h1>Throws for long evenings</h1><p><button>See them</button></p></section>
      <section class="intro"><h2>All throws</h2><p>Woven in small runs of linen and wool.</p></section>
      <ul class="grid">${cards}</ul></main>
    <footer>${foot}</footer></body></html>`
}
